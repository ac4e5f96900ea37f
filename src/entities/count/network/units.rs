//! The units of a text in which entities can co-occur.

use super::Within;
use crate::corpus::TextLanguage;
use crate::entities::structure::paragraphs;
use crate::span::Span;
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// The units of a text that are not blank, in order, without white space at their ends.
pub(super) fn units(text: &str, within: Within, language: &TextLanguage<'_>) -> Vec<Span> {
    let whole = Span::new(0, text.len());
    let spans: Vec<Span> = match within {
        Within::Document | Within::Window(_) => vec![whole],
        Within::Paragraph => paragraphs(text),
        Within::Sentence => sentence_spans(text, SentenceRules::News, language).collect(),
    };
    let trimmed = spans.into_iter().map(|span| span.trimmed(text));
    trimmed.filter(|span| !span.is_empty()).collect()
}

/// The words of a text, to measure distances.
pub(super) struct WordSpans {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl WordSpans {
    pub(super) fn of(text: &str) -> Self {
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        Tokenizer::default().for_each_span(text, |span| {
            starts.push(span.start);
            ends.push(span.end);
        });
        Self { starts, ends }
    }

    /// The number of words between the end of `one` and the start of `other`, which comes later.
    pub(super) fn between(&self, one: Span, other: Span) -> usize {
        let first = self.starts.partition_point(|&start| start < one.end);
        let last = self.ends.partition_point(|&end| end <= other.start);
        last.saturating_sub(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, within: Within, expected: &[&str]) {
        let found: Vec<&str> = units(text, within, &TextLanguage::of_text(text))
            .iter()
            .map(|span| span.slice(text))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn blank_lines_separate_paragraphs() {
        let text = "One.\nStill one.\n \n\nTwo. \r\n\r\nThree";
        check(
            text,
            Within::Paragraph,
            &["One.\nStill one.", "Two.", "Three"],
        );
        check(" \n ", Within::Paragraph, &[]);
        check("", Within::Document, &[]);
        check(
            "A. Rell came. It rained.",
            Within::Sentence,
            &["A. Rell came.", "It rained."],
        );
    }

    #[test]
    fn distances_are_counted_in_words() {
        let words = WordSpans::of("Kabul and, also, Moscow");
        assert_eq!(words.between(Span::new(0, 5), Span::new(17, 23)), 2);
        assert_eq!(words.between(Span::new(0, 9), Span::new(11, 15)), 0);
    }
}
