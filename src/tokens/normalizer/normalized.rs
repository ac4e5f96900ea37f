//! Normalised text with a mapping back to its source.

use icu_casemap::CaseMapper;

use super::Step;
use super::forms;
use super::mapped::{Mapped, SourceMap};
use super::step::{is_combining, plain_apostrophe, plain_dash, plain_quote};
use crate::span::Span;

/// The result of a [`Normalizer`](super::Normalizer), with a mapping back to the source.
///
/// ```
/// use lexicount::span::Span;
/// use lexicount::tokens::{Normalizer, Step};
///
/// let normalized = Normalizer::new([Step::StripAccents])?.normalize("Ångström’s");
/// assert_eq!(normalized.text(), "Angstrom’s");
/// assert_eq!(normalized.source_span(Span::new(0, 1)), Span::new(0, 2));
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    source_len: usize,
    /// One map per step that changed the length of some text, in the order of the steps.
    maps: Vec<SourceMap>,
}

impl Normalized {
    pub(super) fn new(source: &str, steps: &[Step], folds_case: bool) -> Self {
        let mut normalized = Self {
            text: String::new(),
            source_len: source.len(),
            maps: Vec::new(),
        };
        if source.is_ascii() {
            source.clone_into(&mut normalized.text);
            if folds_case {
                normalized.text.make_ascii_lowercase();
            }
            return normalized;
        }
        source.clone_into(&mut normalized.text);
        for &step in steps {
            normalized.then(|text| apply(step, text));
            if step == Step::StripAccents {
                normalized.then(without_combining_marks);
            }
        }
        normalized
    }

    /// Applies one more change to the text.
    pub(in crate::tokens) fn then(&mut self, change: impl FnOnce(&str) -> Mapped) {
        let mapped = change(&self.text);
        self.text = mapped.text;
        if !mapped.map.is_empty() {
            self.maps.push(mapped.map);
        }
    }

    /// Returns the normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the normalised text without the mapping.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns the source span of a span of the normalised text.
    ///
    /// This is the smallest span that covers all characters it was made from and preserves their order: marks that a
    /// step moved past each other belong together. Text that a step removed belongs to the character before it, or to
    /// the first one if it was at the beginning. The whole text therefore maps to the whole source, and adjacent spans
    /// map to adjacent sources. An empty span maps to an empty span, unless the whole text is empty, which maps to the
    /// whole source.
    ///
    /// Takes one binary search per step that changed lengths, so nothing for ASCII text.
    ///
    /// # Panics
    ///
    /// May panic if the span is not within the normalised text.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        if span == Span::new(0, self.text.len()) {
            return Span::new(0, self.source_len);
        }
        self.maps
            .iter()
            .rev()
            .fold(span, |span, map| map.source_span(span))
    }
}

/// Applies one step to a text; for [`Step::StripAccents`], only the decomposition.
fn apply(step: Step, text: &str) -> Mapped {
    match step {
        Step::Casefold => casefold(text),
        Step::Nfc | Step::Nfd | Step::Nfkc | Step::Nfkd | Step::StripAccents => {
            forms::normalize(step, text)
        }
        Step::Apostrophes => replace_characters(text, plain_apostrophe),
        Step::Quotes => replace_characters(text, plain_quote),
        Step::Dashes => replace_characters(text, plain_dash),
    }
}

fn casefold(text: &str) -> Mapped {
    let cases = CaseMapper::new();
    let mut mapped = Mapped::with_capacity(text.len());
    for character in text.chars() {
        let mut bytes = [0; 4];
        let part = character.encode_utf8(&mut bytes);
        if character.is_ascii() {
            part.make_ascii_lowercase();
            mapped.copy(part);
        } else {
            mapped.replace(part, cases.fold_string(part).chars());
        }
    }
    mapped
}

fn replace_characters(text: &str, replacement: impl Fn(char) -> Option<char>) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    let mut copied = 0;
    for (offset, character) in text.char_indices() {
        if let Some(replaced) = replacement(character) {
            let end = offset + character.len_utf8();
            mapped.copy(&text[copied..offset]);
            mapped.replace(&text[offset..end], [replaced]);
            copied = end;
        }
    }
    mapped.copy(&text[copied..]);
    mapped
}

fn without_combining_marks(text: &str) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    let mut copied = 0;
    for (offset, character) in text.char_indices() {
        if is_combining(character) {
            let end = offset + character.len_utf8();
            mapped.copy(&text[copied..offset]);
            mapped.replace(&text[offset..end], []);
            copied = end;
        }
    }
    mapped.copy(&text[copied..]);
    mapped
}
