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
        let watch = Watch::new(workers);
        Tokenizer::default().for_each_span_while(
            text,
            || watch.goes_on(),
            |span| {
                all.push(span);
                watch.look(all.words.len());
            },
        );
        watch.outcome()?;
        Ok(all)
    }

    /// Segments `text` into words and, in the same pass, into the [`segments`](Self::segments) of the recogniser.
    pub(super) fn with_segments(text: &'t str, workers: &Workers) -> Result<Self> {
        let tokenizer = Tokenizer {
            punctuation: true,
            ..Tokenizer::default()
        };
        let mut all = Self::empty(text);
        all.segments.reserve(text.len() / BYTES_PER_WORD);
        let watch = Watch::new(workers);
        tokenizer.for_each_kind_while(
            text,
            || watch.goes_on(),
            |span, kind| {
                if kind.is_word_like() {
                    all.push(span);
                }
                all.push_segments(span);
                watch.look(all.segments.len());
            },
        );
        watch.outcome()?;
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

    /// Adds the segments of a token. A word from a dictionary is several.
    #[inline]
    fn push_segments(&mut self, token: Span) {
        if is_ascii(self.text, token) || !may_be_from_dictionary(token.slice(self.text)) {
            self.segments.push(token);
        } else {
            self.push_parts(token);
        }
    }

    #[inline(never)]
    fn push_parts(&mut self, token: Span) {
        let parts = rule_tokenizer().kinds(token.slice(self.text));
        self.segments
            .extend(parts.map(|(part, _)| part.shifted(token.start)));
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

/// True if all characters of a token, which is not empty, are ASCII. Most tokens are at most eight bytes long.
#[inline]
fn is_ascii(text: &str, token: Span) -> bool {
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    let rest = text.as_bytes().get(token.start..);
    match rest.and_then(|rest| rest.first_chunk()) {
        Some(bytes) if token.len() <= 8 => {
            let later = 64 - 8 * token.len();
            u64::from_le_bytes(*bytes) & (HIGH_BITS >> later) == 0
        }
        _ => token.slice(text).is_ascii(),
    }
}

/// False if no character is of a script that dictionaries segment: all are ASCII, are two bytes long, or are among the
/// general punctuation that begins at U+2000.
#[inline]
fn may_be_from_dictionary(token: &str) -> bool {
    let bytes = token.as_bytes();
    let is_other = |at: usize, byte: u8| byte >= 0xE0 && !matches!(bytes[at..], [0xE2, 0x80, ..]);
    bytes
        .iter()
        .enumerate()
        .any(|(at, &byte)| is_other(at, byte))
}

/// Asks now and then whether the work was cancelled.
struct Watch<'w> {
    workers: &'w Workers,
    goes_on: Cell<bool>,
}

impl<'w> Watch<'w> {
    fn new(workers: &'w Workers) -> Self {
        Self {
            workers,
            goes_on: Cell::new(workers.check().is_ok()),
        }
    }

    fn goes_on(&self) -> bool {
        self.goes_on.get()
    }

    /// Asks again if `n` spans make it time to.
    #[inline]
    fn look(&self, n: usize) {
        if n.is_multiple_of(WORDS_PER_CHECK) {
            self.goes_on.set(self.workers.check().is_ok());
        }
    }

    /// An error if the work was cancelled.
    fn outcome(&self) -> Result<()> {
        if self.goes_on() {
            Ok(())
        } else {
            self.workers.check()
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: [&str; 28] = [
        "The",
        "né",
        "can’t",
        "’",
        "“",
        "—",
        "…",
        "東京",
        "カナ",
        "ไทย",
        "한국",
        "U.S.",
        "__a__",
        "1,000",
        " ",
        "\n\n",
        "٣",
        "\u{200D}",
        "\u{2060}",
        "\u{301}",
        "🇳🇴",
        "🇳",
        "👩‍👩‍👧",
        "⺀",
        "㈱",
        "Ŀl",
        "שלום\"",
        "€",
    ];

    proptest! {
        #[test]
        fn segments_are_those_of_the_rules_in_each_token(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
        ) {
            let text = pieces.concat();
            let words = TextWords::with_segments(&text, &Workers::serial()).unwrap();
            let tokenizer = Tokenizer { punctuation: true, ..Tokenizer::default() };
            let mut segments = Vec::new();
            for (span, _) in tokenizer.kinds(&text) {
                let parts = rule_tokenizer().kinds(span.slice(&text));
                segments.extend(parts.map(|(part, _)| part.shifted(span.start)));
            }
            prop_assert_eq!(words.segments(), segments);
            let alone = TextWords::new(&text, &Workers::serial()).unwrap();
            prop_assert_eq!(words.spans(), alone.spans());
            prop_assert!(words.capitalised().eq(alone.capitalised()));
        }
    }
}
