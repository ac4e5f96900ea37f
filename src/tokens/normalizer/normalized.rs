//! Normalised text with a mapping back to its source.

use std::borrow::Cow;

use icu_casemap::CaseMapper;

use super::edits::mapped;
use super::forms;
use super::mapped::{Mapped, SourceMap};
use super::step::Part;
use super::{Normalizer, Step};
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
    pub(super) fn new(source: &str, normalizer: &Normalizer) -> Self {
        let mut normalized = Self {
            text: source.to_owned(),
            source_len: source.len(),
            maps: Vec::new(),
        };
        if normalizer.keeps(source) {
            if normalizer.folds_case() {
                normalized.text.make_ascii_lowercase();
            }
            return normalized;
        }
        normalizer.for_each_change(|step| {
            for &part in step.parts() {
                normalized.then(|text| apply(part, text));
            }
        });
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

fn apply(part: Part, text: &str) -> Mapped {
    match part {
        Part::Edits(edits) => mapped(text, &edits(text)),
        Part::Whole(Step::CasefoldTurkic) => {
            casefold(text, |part| CaseMapper::new().fold_turkic_string(part))
        }
        Part::Whole(step) if step.folds_case() => {
            casefold(text, |part| CaseMapper::new().fold_string(part))
        }
        Part::Whole(form) => forms::normalize(form, text),
    }
}

/// Folds each character on its own, which is all that case folding looks at.
fn casefold(text: &str, fold: impl Fn(&str) -> Cow<'_, str>) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    for character in text.chars() {
        let mut bytes = [0; 4];
        let part = character.encode_utf8(&mut bytes);
        if character.is_ascii() && character != 'I' {
            part.make_ascii_lowercase();
            mapped.copy(part);
        } else {
            mapped.replace(part, fold(part).chars());
        }
    }
    mapped
}
