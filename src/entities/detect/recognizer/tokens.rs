//! The tokens of the recogniser, by sentence.
//!
//! Training data and running text are tokenized by this module. It starts from the segments of UAX #29 and changes those
//! that would split or join names: a possessive ending is a token of its own, a dotted abbreviation keeps its last full
//! stop, and a run of one punctuation mark is one token.

use std::ops::Range;

use crate::corpus::TextLanguage;
use crate::entities::detect::text_words::{TextWords, rule_tokenizer};
use crate::entities::names::without_possessive;
use crate::span::Span;
use crate::tokens::{SentenceRules, sentence_spans};

/// Sentences are split after this many tokens.
const LONGEST_SENTENCE: usize = 200;

/// The tokens of a text and its sentences.
#[derive(Debug, Default)]
pub(super) struct TokenSpans {
    pub(super) spans: Vec<Span>,
    /// Each sentence as a range of tokens.
    pub(super) sentences: Vec<Range<usize>>,
}

impl TokenSpans {
    /// Makes these the tokens of a text with [segments](TextWords::with_segments), in the same memory.
    pub(super) fn set(&mut self, words: &TextWords<'_>) {
        let text = words.text();
        self.spans.clear();
        self.sentences.clear();
        for &span in words.segments() {
            self.push(text, span);
        }
        self.split_sentences(text);
    }

    /// The tokens of a text that is one sentence.
    pub(super) fn of_sentence(text: &str) -> Self {
        let mut tokens = Self::default();
        rule_tokenizer()
            .kinds(text)
            .for_each(|(span, _)| tokens.push(text, span));
        if !tokens.spans.is_empty() {
            tokens.sentences.push(0..tokens.spans.len());
        }
        tokens
    }

    fn split_sentences(&mut self, text: &str) {
        let language = TextLanguage::of_text(text);
        let mut ends =
            sentence_spans(text, SentenceRules::News, &language).map(|sentence| sentence.end);
        let mut start = 0;
        let mut end = ends.next().unwrap_or(text.len());
        for (index, token) in self.spans.iter().enumerate() {
            if token.start >= end || index - start >= LONGEST_SENTENCE {
                self.sentences.push(start..index);
                start = index;
                while token.start >= end {
                    end = ends.next().unwrap_or(usize::MAX);
                }
            }
        }
        if start < self.spans.len() {
            self.sentences.push(start..self.spans.len());
        }
    }

    /// Adds a segment: to the last token if the two belong together, else as one or two tokens.
    fn push(&mut self, text: &str, span: Span) {
        // Only single marks and letters continue a token.
        if span.len() == 1
            && let Some(last) = self.spans.last_mut()
            && last.end == span.start
            && continues(last.slice(text), span.slice(text))
        {
            last.end = span.end;
            return;
        }
        match without_possessive(span.slice(text)) {
            None => self.spans.push(span),
            Some(bare) => {
                let end = span.start + bare.len();
                self.spans.push(Span::new(span.start, end));
                self.spans.push(Span::new(end, span.end));
            }
        }
    }
}

/// True if a segment belongs to the token right before it.
fn continues(token: &str, segment: &str) -> bool {
    // The last full stop of "U.S."; "Mr" and its full stop stay two tokens.
    let ends_abbreviation =
        segment == "." && token.len() > 1 && token.contains('.') && !token.starts_with('.');
    let is_possessive = matches!(token, "'" | "’") && matches!(segment, "s" | "S");
    ends_abbreviation || is_run(token, segment) || is_possessive
}

/// True if the segment continues a run of one punctuation mark.
///
/// Only the ends of the token are compared: a token that begins and ends with the mark is such a run.
fn is_run(token: &str, segment: &str) -> bool {
    let &[mark] = segment.as_bytes() else {
        return false;
    };
    let token = token.as_bytes();
    mark.is_ascii_punctuation() && token.first() == Some(&mark) && token.last() == Some(&mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;

    fn tokens(text: &str) -> TokenSpans {
        let words = TextWords::with_segments(text, &Workers::serial()).unwrap();
        let mut tokens = TokenSpans::default();
        tokens.set(&words);
        tokens
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(text);
        let found: Vec<&str> = tokens.spans.iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(
            TokenSpans::of_sentence(text).spans,
            tokens.spans,
            "{text:?}"
        );
    }

    #[test]
    fn segments_are_joined_and_split_to_tokens() {
        check("Rell's U.S. aide", &["Rell", "'s", "U.S.", "aide"]);
        check("Rell 's aide ’s", &["Rell", "'s", "aide", "’s"]);
        check(
            "Rell’s -- so... yes",
            &["Rell", "’s", "--", "so", "...", "yes"],
        );
        check("Mr. Voss", &["Mr", ".", "Voss"]);
    }

    #[test]
    fn dictionaries_play_no_part() {
        check("日本語 né", &["日", "本", "語", "né"]);
    }

    #[test]
    fn sentences_cover_all_tokens() {
        let tokens = tokens("It rained. Gen. Rell left.\n\nNobody said so");
        let lens: Vec<usize> = tokens
            .sentences
            .iter()
            .map(ExactSizeIterator::len)
            .collect();
        assert_eq!(lens, [3, 5, 3]);
    }
}
