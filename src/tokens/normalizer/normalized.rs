//! A normalised text and the way back to its source.

use icu_casemap::CaseMapper;

use super::Step;
use super::forms;
use super::mapped::{Mapped, SourceMap};
use super::step::{is_combining, plain_apostrophe, plain_dash, plain_quote};
use crate::span::Span;

/// A text after the steps of a [`Normalizer`](super::Normalizer), which knows what each part of it came from.
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
    /// A map for each step that changed the length of something, in the order of the steps.
    maps: Vec<SourceMap>,
}

impl Normalized {
    pub(super) fn new(source: &str, steps: &[Step], folds: bool) -> Self {
        let mut normalized = Self {
            text: String::new(),
            source_len: source.len(),
            maps: Vec::new(),
        };
        if source.is_ascii() {
            source.clone_into(&mut normalized.text);
            if folds {
                normalized.text.make_ascii_lowercase();
            }
            return normalized;
        }
        source.clone_into(&mut normalized.text);
        for &step in steps {
            normalized.then(|text| apply(step, text));
            if step == Step::StripAccents {
                normalized.then(without_marks);
            }
        }
        normalized
    }

    /// Changes the text once more.
    pub(in crate::tokens) fn then(&mut self, change: impl FnOnce(&str) -> Mapped) {
        let mapped = change(&self.text);
        self.text = mapped.text;
        if !mapped.map.is_empty() {
            self.maps.push(mapped.map);
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text alone.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The span of the source that a span of the text came from.
    ///
    /// The smallest one that covers all characters it was made of and keeps their order: where a step moved marks past
    /// each other, they belong together. What a step took away belongs to the character before it; at the beginning of
    /// the text, to the first one. So the whole text has the whole source, and spans end to end have sources that leave
    /// no gap. An empty span has an empty source, but for a text of which nothing is left, which has all.
    ///
    /// Costs a binary search a step that changed lengths, so nothing for ASCII text.
    ///
    /// # Panics
    ///
    /// May panic where the span does not belong to this text.
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

/// One step over a whole text; of [`Step::StripAccents`] only the decomposition.
fn apply(step: Step, text: &str) -> Mapped {
    match step {
        Step::Casefold => casefold(text),
        Step::Nfc | Step::Nfd | Step::Nfkc | Step::Nfkd | Step::StripAccents => {
            forms::normalize(step, text)
        }
        Step::Apostrophes => plain(text, plain_apostrophe),
        Step::Quotes => plain(text, plain_quote),
        Step::Dashes => plain(text, plain_dash),
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
            mapped.keep(part);
        } else {
            mapped.replace(part, cases.fold_string(part).chars());
        }
    }
    mapped
}

fn plain(text: &str, plain: impl Fn(char) -> Option<char>) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    let mut kept = 0;
    for (place, character) in text.char_indices() {
        if let Some(plain) = plain(character) {
            let end = place + character.len_utf8();
            mapped.keep(&text[kept..place]);
            mapped.replace(&text[place..end], [plain]);
            kept = end;
        }
    }
    mapped.keep(&text[kept..]);
    mapped
}

fn without_marks(text: &str) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    let mut kept = 0;
    for (place, character) in text.char_indices() {
        if is_combining(character) {
            let end = place + character.len_utf8();
            mapped.keep(&text[kept..place]);
            mapped.replace(&text[place..end], []);
            kept = end;
        }
    }
    mapped.keep(&text[kept..]);
    mapped
}
