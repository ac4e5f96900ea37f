//! Paragraphs and sentences by number.

use crate::corpus::TextLanguage;
use crate::span::{Span, lines};
use crate::tokens::{SentenceRules, sentence_spans};

/// The paragraphs and sentences of a text, which offsets are numbered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// The start of each paragraph that is not blank.
    paragraphs: Vec<usize>,
    /// The start of each sentence.
    sentences: Vec<usize>,
}

impl Units {
    /// Finds the paragraphs, which are separated by blank lines, and the sentences of a text.
    ///
    /// Linear in the length of the text.
    #[must_use]
    pub fn of(text: &str, language: &TextLanguage<'_>) -> Self {
        let sentences = sentence_spans(text, SentenceRules::News, language);
        let starts = |spans: &mut dyn Iterator<Item = Span>| {
            let trimmed = spans.map(|span| span.trimmed(text));
            let filled = trimmed.filter(|span| !span.is_empty());
            filled.map(|span| span.start).collect()
        };
        Self {
            paragraphs: starts(&mut paragraphs(text).into_iter()),
            sentences: starts(&mut { sentences }),
        }
    }

    /// Returns the number of the paragraph that holds a byte, from 0.
    ///
    /// ```
    /// use lexicount::corpus::TextLanguage;
    /// use lexicount::entities::Units;
    ///
    /// let text = "One. Two.\n\nThree.";
    /// let units = Units::of(text, &TextLanguage::of_text(text));
    /// assert_eq!((units.paragraph(5), units.sentence(5)), (0, 1));
    /// assert_eq!((units.paragraph(11), units.sentence(11)), (1, 2));
    /// ```
    #[must_use]
    pub fn paragraph(&self, byte: usize) -> usize {
        number(&self.paragraphs, byte)
    }

    /// Returns the number of the sentence that holds a byte, from 0.
    #[must_use]
    pub fn sentence(&self, byte: usize) -> usize {
        number(&self.sentences, byte)
    }

    /// Returns the number of paragraphs.
    #[must_use]
    pub fn n_paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    /// Returns the number of sentences.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        self.sentences.len()
    }
}

/// The number of the last start at or before a byte.
fn number(starts: &[usize], byte: usize) -> usize {
    starts
        .partition_point(|&start| start <= byte)
        .saturating_sub(1)
}

/// The passages between blank lines.
pub(in crate::entities) fn paragraphs(text: &str) -> Vec<Span> {
    let mut all = Vec::new();
    let mut first = 0;
    for line in lines(text) {
        if line.slice(text).trim().is_empty() {
            all.push(Span::new(first, line.start));
            first = line.end;
        }
    }
    all.push(Span::new(first, text.len()));
    all
}
