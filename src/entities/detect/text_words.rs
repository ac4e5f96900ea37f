//! The words of a text, segmented once for all that read them.

use std::cell::Cell;

use crate::entities::names::{Word, starts_upper};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{ProtectedKinds, Tokenizer, WordRules};

/// The number of words between two checks for cancellation.
const WORDS_PER_CHECK: usize = 1 << 12;

/// Words are rarely shorter on average, with the space between two of them.
const BYTES_PER_WORD: usize = 5;

/// Capitalised words are rarely closer on average.
const BYTES_PER_CAPITAL: usize = 32;

/// The words of a text by index.
#[derive(Debug)]
pub(super) struct TextWords<'t> {
    text: &'t str,
    words: Vec<Span>,
    /// The indices of the words that begin with an uppercase letter.
    capitalised: Vec<usize>,
    segments: Vec<Span>,
}

impl<'t> TextWords<'t> {
    /// Segments `text` into words.
    pub(super) fn new(text: &'t str, workers: &Workers) -> Result<Self> {
        let mut all = Self::empty(text);
        let continues = Cell::new(true);
        let mut outcome = workers.check();
        Tokenizer::default().for_each_span_while(
            text,
            || continues.get(),
            |span| {
                all.push(span);
                if all.words.len().is_multiple_of(WORDS_PER_CHECK) {
                    outcome = workers.check();
                    continues.set(outcome.is_ok());
                }
            },
        );
        outcome?;
        Ok(all)
    }

    /// Segments `text` into words and, in the same pass, into the [`segments`](Self::segments) of the recogniser.
    pub(super) fn with_segments(text: &'t str, workers: &Workers) -> Result<Self> {
        let tokenizer = Tokenizer {
            punctuation: true,
            ..Tokenizer::default()
        };
        let mut all = Self::empty(text);
        for (number, (span, kind)) in tokenizer.kinds(text).enumerate() {
            if number.is_multiple_of(WORDS_PER_CHECK) {
                workers.check()?;
            }
            if kind.is_word_like() {
                all.push(span);
            }
            if span.slice(text).is_ascii() {
                all.segments.push(span);
            } else {
                // A word from a dictionary is several segments.
                let parts = rule_tokenizer().kinds(span.slice(text));
                all.segments
                    .extend(parts.map(|(part, _)| part.shifted(span.start)));
            }
        }
        Ok(all)
    }

    fn empty(text: &'t str) -> Self {
        Self {
            text,
            words: Vec::with_capacity(text.len() / BYTES_PER_WORD),
            capitalised: Vec::with_capacity(text.len() / BYTES_PER_CAPITAL),
            segments: Vec::new(),
        }
    }

    #[inline]
    fn push(&mut self, word: Span) {
        let is_capitalised = match self.text.as_bytes()[word.start] {
            first @ ..0x80 => first.is_ascii_uppercase(),
            _ => starts_upper(word.slice(self.text)),
        };
        if is_capitalised {
            self.capitalised.push(self.words.len());
        }
        self.words.push(word);
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The spans of the words.
    pub(super) fn spans(&self) -> &[Span] {
        &self.words
    }

    /// The words that begin with an uppercase letter, with their indices.
    ///
    /// They are a small part of the words, so what looks for names reads these.
    pub(super) fn capitalised(&self) -> impl Iterator<Item = (usize, Span)> {
        self.capitalised
            .iter()
            .map(|&index| (index, self.words[index]))
    }

    /// The words, punctuation and symbols by the rules alone, without dictionaries.
    pub(super) fn segments(&self) -> &[Span] {
        &self.segments
    }

    pub(super) fn get(&self, index: usize) -> Option<Word<'t>> {
        let span = *self.words.get(index)?;
        let end_before = index
            .checked_sub(1)
            .map_or(0, |before| self.words[before].end);
        Some(Word {
            text: span.slice(self.text),
            span,
            before: Span::new(end_before, span.start).slice(self.text),
        })
    }

    /// The words from number `first` on.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = Word<'t>> {
        (first..self.words.len()).filter_map(|index| self.get(index))
    }

    /// The index of the first word that starts at byte `offset` or later.
    pub(super) fn first_from(&self, offset: usize) -> usize {
        self.words.partition_point(|span| span.start < offset)
    }
}

/// A tokenizer that gives the segments of the recogniser.
pub(super) const fn rule_tokenizer() -> Tokenizer {
    Tokenizer {
        punctuation: true,
        protected: ProtectedKinds::NONE,
        dictionary: false,
        rules: WordRules::News,
    }
}
