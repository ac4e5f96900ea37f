//! Sentence boundaries by UAX #29.

use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;

/// The sentences of `text`, white space at their ends included; end to end they are the whole text.
///
/// A line break ends a sentence, as the annex has it.
///
/// Source: Unicode Standard Annex #29, rules SB1 to SB998.
///
/// ```
/// let text = "It rained. U.S. officials left.";
/// let ends: Vec<_> = lexicount::tokens::sentence_spans(text).map(|span| span.slice(text)).collect();
/// assert_eq!(ends, ["It rained. ", "U.S. officials left."]);
/// ```
pub fn sentence_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    text.split_sentence_bound_indices()
        .map(|(start, sentence)| Span::new(start, start + sentence.len()))
}
