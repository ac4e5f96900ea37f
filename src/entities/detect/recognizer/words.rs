//! The properties of words that do not depend on their context.

use hashbrown::HashTable;

use super::hashing::{hash, mix};
use super::lexicon::{Lexicon, LexiconEntry, N_COARSER, PHRASE_PREFIX};

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

/// The properties of a word.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the flags are independent properties"
)]
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) surface: u64,
    pub(super) lower: u64,
    pub(super) shape: u64,
    pub(super) prefixes: [u64; 3],
    pub(super) suffixes: [u64; 3],
    pub(super) entry: LexiconEntry,
    classes: [u16; N_COARSER],
    pub(super) is_upper: bool,
    pub(super) is_all_caps: bool,
    pub(super) is_alphanumeric: bool,
    /// The word alone gives no evidence of a name.
    pub(super) is_plain: bool,
    /// Words of some length that are capitalised usually have one meaning within a document.
    pub(super) can_agree: bool,
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
    is_upper: false,
    is_all_caps: false,
    is_alphanumeric: false,
    is_plain: true,
    can_agree: false,
};

impl Word {
    fn new(text: &str, surface: u64, lexicon: &Lexicon) -> Self {
        let folded = fold(text);
        let bytes = folded.as_bytes();
        let end = |n: usize| hash(&bytes[bytes.len().saturating_sub(n)..]);
        let begin = |n: usize| hash(&bytes[..n.min(bytes.len())]);
        let lower = hash(bytes);
        let entry = lexicon.get(lower);
        let first = text.chars().next().unwrap_or(' ');
        let is_upper = first.is_uppercase();
        let is_alphanumeric = first.is_alphanumeric();
        let has_lower = text.chars().any(char::is_lowercase);
        Self {
            surface,
            lower,
            shape: shape(text),
            prefixes: [begin(2), begin(3), begin(4)],
            suffixes: [end(2), end(3), end(4)],
            entry,
            classes: lexicon.coarser(entry.class),
            is_upper,
            is_all_caps: is_upper && text.len() > 1 && !has_lower,
            is_alphanumeric,
            is_plain: !is_upper
                && (!is_alphanumeric
                    || entry.lists & CAPITALISATION == RARELY_CAPITALISED
                    || text.bytes().all(|byte| byte.is_ascii_digit())),
            can_agree: is_upper && text.len() > 2,
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
        u64::from(self.is_upper) + u64::from(self.is_all_caps)
    }
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

/// Distinct words, numbered from 0; number 0 is the padding outside sentences.
#[derive(Clone, Debug)]
pub(super) struct WordTable {
    /// The surface of each word, and its number.
    numbers: HashTable<(u64, u32)>,
    words: Vec<Word>,
}

impl Default for WordTable {
    fn default() -> Self {
        Self {
            numbers: HashTable::new(),
            words: vec![OUTSIDE],
        }
    }
}

impl WordTable {
    /// Returns the number of a word, which is added if it is new.
    #[inline]
    pub(super) fn number(&mut self, text: &str, lexicon: &Lexicon) -> u32 {
        let surface = hash(text.as_bytes());
        match self.numbers.find(surface, |&(known, _)| known == surface) {
            Some(&(_, number)) => number,
            None => self.add(text, surface, lexicon),
        }
    }

    #[cold]
    fn add(&mut self, text: &str, surface: u64, lexicon: &Lexicon) -> u32 {
        let number = u32::try_from(self.words.len()).expect("a text has less than 2^32 words");
        self.words.push(Word::new(text, surface, lexicon));
        self.numbers
            .insert_unique(surface, (surface, number), |&(other, _)| other);
        number
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
