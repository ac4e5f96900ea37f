//! The properties of words that do not depend on their context.

use hashbrown::HashTable;

use super::hashing::{hash, hash_at, mix};
use super::lexicon::{Lexicon, LexiconEntry, N_COARSER, PHRASE_PREFIX};
use crate::span::Span;

/// The granularity of word classes, by column.
pub(super) const COARSE: usize = 0;
pub(super) const MEDIUM: usize = 1;
pub(super) const FINE: usize = 2;

/// Two bits of the lists for the frequency of capitalisation within sentences; 0 if unknown.
pub(super) const CAPITALISATION: u16 = 0b1100_0000_0000;
/// Almost never capitalised.
const RARELY_CAPITALISED: u16 = 0b0100_0000_0000;

/// The number of values of [`Word::case`].
pub(super) const N_CASES: usize = 3;

/// What holds of a word or not, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// It begins with a capital letter.
    pub(super) const UPPER: Self = Self(1);
    pub(super) const ALL_CAPS: Self = Self(1 << 1);
    pub(super) const ALPHANUMERIC: Self = Self(1 << 2);
    /// The word alone gives no evidence of a name.
    pub(super) const PLAIN: Self = Self(1 << 3);
    /// Words of some length that are capitalised usually have one meaning within a document.
    pub(super) const CAN_AGREE: Self = Self(1 << 4);
    /// It joins two runs of capitalised words into one name.
    pub(super) const JOINING: Self = Self(1 << 5);
    /// A listed phrase begins with it.
    pub(super) const PHRASE_PREFIX: Self = Self(1 << 6);

    /// Returns this trait if it holds.
    const fn given(self, holds: bool) -> Self {
        if holds { self } else { Self(0) }
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if the word has this trait.
    #[inline]
    pub(super) const fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// The lowercase words that join two runs of capitalised words into one name.
const JOINING_WORDS: [&str; 19] = [
    "of", "the", "for", "and", "&", "de", "la", "du", "des", "del", "al", "-", "–", "/", "on",
    "in", "'s", "’s", "y",
];

/// The properties of a word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) surface: u64,
    pub(super) lower: u64,
    pub(super) shape: u64,
    pub(super) prefixes: [u64; 3],
    pub(super) suffixes: [u64; 3],
    pub(super) entry: LexiconEntry,
    classes: [u16; N_COARSER],
    pub(super) traits: Traits,
}

/// Padding before the first and after the last token.
pub(super) const OUTSIDE: Word = Word {
    surface: 1,
    lower: 1,
    shape: 1,
    prefixes: [1; 3],
    suffixes: [1; 3],
    entry: LexiconEntry { class: 0, lists: 0 },
    classes: [u16::MAX; N_COARSER],
    traits: Traits::PLAIN,
};

impl Word {
    fn new(text: &str, surface: u64, lexicon: &Lexicon) -> Self {
        let folded = fold(text);
        let bytes = folded.as_bytes();
        let end = |n: usize| hash(&bytes[bytes.len().saturating_sub(n)..]);
        let begin = |n: usize| hash(&bytes[..n.min(bytes.len())]);
        let lower = hash(bytes);
        let entry = lexicon.get(lower);
        Self {
            surface,
            lower,
            shape: shape(text),
            prefixes: [begin(2), begin(3), begin(4)],
            suffixes: [end(2), end(3), end(4)],
            entry,
            classes: lexicon.coarser(entry.class),
            traits: traits(text, &folded, entry),
        }
    }

    #[inline]
    pub(super) fn class(&self, fineness: usize) -> u64 {
        u64::from(self.classes[fineness])
    }

    #[inline]
    pub(super) fn lists(&self) -> u64 {
        u64::from(self.entry.lists & !PHRASE_PREFIX)
    }

    /// Encodes lowercase, capitalised or uppercase; less than [`N_CASES`].
    #[inline]
    pub(super) fn case(&self) -> u64 {
        u64::from(self.traits.has(Traits::UPPER)) + u64::from(self.traits.has(Traits::ALL_CAPS))
    }
}

fn traits(text: &str, folded: &str, entry: LexiconEntry) -> Traits {
    let first = text.chars().next().unwrap_or(' ');
    let is_upper = first.is_uppercase();
    let is_alphanumeric = first.is_alphanumeric();
    let has_lower = text.chars().any(char::is_lowercase);
    let is_plain = !is_upper
        && (!is_alphanumeric
            || entry.lists & CAPITALISATION == RARELY_CAPITALISED
            || text.bytes().all(|byte| byte.is_ascii_digit()));
    let holds = [
        (Traits::UPPER, is_upper),
        (Traits::ALL_CAPS, is_upper && text.len() > 1 && !has_lower),
        (Traits::ALPHANUMERIC, is_alphanumeric),
        (Traits::PLAIN, is_plain),
        (Traits::CAN_AGREE, is_upper && text.len() > 2),
        (Traits::JOINING, JOINING_WORDS.contains(&folded)),
        (Traits::PHRASE_PREFIX, entry.lists & PHRASE_PREFIX != 0),
    ];
    holds
        .iter()
        .fold(Traits(0), |all, &(one, holds)| all.with(one.given(holds)))
}

/// Lowercases; all quotation marks become one.
fn fold(text: &str) -> String {
    let lower = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.chars().flat_map(char::to_lowercase).collect()
    };
    match lower.as_str() {
        "``" | "''" | "“" | "”" | "„" | "«" | "»" => "\"".to_owned(),
        _ => lower,
    }
}

/// Hashes the character types of a word; runs of one type are shortened.
fn shape(text: &str) -> u64 {
    let mut shape = 0_u64;
    let mut last = (0, 0);
    for character in text.chars().take(24) {
        let kind = if character.is_uppercase() {
            1
        } else if character.is_alphabetic() {
            2
        } else if character.is_numeric() {
            3
        } else {
            4 + u64::from(u32::from(character)) * 8
        };
        if last.0 == kind {
            last.1 += 1;
            if last.1 > 1 {
                continue;
            }
        } else {
            last = (kind, 0);
        }
        shape = mix(shape, kind);
    }
    shape
}

/// A word of a [`WordTable`].
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownWord {
    /// The number of the word in its table.
    pub(super) number: u32,
    pub(super) traits: Traits,
}

/// Distinct words, numbered from 0; number 0 is the padding outside sentences.
#[derive(Clone, Debug)]
pub(super) struct WordTable {
    /// The words by surface.
    known: HashTable<(u64, KnownWord)>,
    words: Vec<Word>,
}

impl Default for WordTable {
    fn default() -> Self {
        Self {
            known: HashTable::new(),
            words: vec![OUTSIDE],
        }
    }
}

impl WordTable {
    /// Looks up a word of a text, which is added if it is new.
    #[inline]
    pub(super) fn look_up(&mut self, text: &str, span: Span, lexicon: &Lexicon) -> KnownWord {
        let surface = hash_at(text.as_bytes(), span);
        match self.known.find(surface, |&(known, _)| known == surface) {
            Some(&(_, word)) => word,
            None => self.add(span.slice(text), surface, lexicon),
        }
    }

    #[cold]
    fn add(&mut self, text: &str, surface: u64, lexicon: &Lexicon) -> KnownWord {
        let word = Word::new(text, surface, lexicon);
        let known = KnownWord {
            number: u32::try_from(self.words.len()).expect("a text has less than 2^32 words"),
            traits: word.traits,
        };
        self.words.push(word);
        self.known
            .insert_unique(surface, (surface, known), |&(other, _)| other);
        known
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// Returns the number of words, with the padding.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}
