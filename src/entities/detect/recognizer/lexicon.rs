//! Prior knowledge about words: distributional word classes and word lists.
//!
//! The hash table stores no words. One part of a word's hash selects the slot, and another part identifies the word.

use super::hashing::{hash, mix, phrase};
use super::slots::{Reader, Writer, occupied};
use crate::error::{Error, Result};

/// The entry of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LexiconEntry {
    /// The finest class of the word; 0 if unknown.
    pub(super) class: u16,
    /// The lists that contain it, one bit each.
    pub(super) lists: u16,
}

/// A table of words with the class of each word and the lists that contain it.
///
/// A model contains the lexicon that it was trained with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// For each slot of the hash table, part of the hash of its word; 0 if the slot is free.
    keys: Vec<u16>,
    entries: Vec<LexiconEntry>,
    /// For each finest class, its coarser classes.
    coarser: Vec<[u16; N_COARSER]>,
}

/// The number of coarser classes, ordered from coarse to fine.
pub(super) const N_COARSER: usize = 3;

/// Set in the lists of a word or phrase that is the prefix of a longer phrase.
pub(super) const PHRASE_PREFIX: u16 = 1 << 15;

impl Lexicon {
    /// Builds a lexicon from three tables with one row per line and tab-separated columns.
    ///
    /// - `words`: a lowercase word, the number of its class or -1, the sum of its lists (bits 4 to 14 of the built-in
    ///   model's lists)
    /// - `phrases`: words separated by spaces, and 1 for locations or 2 for organisations
    /// - `classes`: the number of a class, followed by the numbers of its coarser classes, from coarse to fine
    ///
    /// # Errors
    ///
    /// If a line has too few columns or a malformed number.
    pub fn from_tables(words: &str, phrases: &str, classes: &str) -> Result<Self> {
        let mut coarser = vec![[0; N_COARSER]];
        let mut numbers = std::collections::BTreeMap::new();
        for line in classes.lines() {
            let row = numbers_of(line, line)?;
            let [class, classes @ ..] = row.as_slice() else {
                return Err(malformed(line));
            };
            let class = *class;
            let classes: [i32; N_COARSER] = classes.try_into().map_err(|_| malformed(line))?;
            numbers.insert(
                class,
                u16::try_from(coarser.len()).map_err(|_| malformed(line))?,
            );
            coarser.push(classes.map(|class| u16::try_from(class + 1).unwrap_or(0)));
        }
        let mut entries = std::collections::BTreeMap::<u64, LexiconEntry>::new();
        for line in words.lines() {
            let (word, rest) = line.split_once('\t').ok_or_else(|| malformed(line))?;
            let [class, lists] = numbers_of(rest, line)?[..] else {
                return Err(malformed(line));
            };
            let class = numbers.get(&class).copied().unwrap_or(0);
            let lists = u16::try_from(lists).map_err(|_| malformed(line))?;
            entries.insert(hash(word.as_bytes()), LexiconEntry { class, lists });
        }
        for line in phrases.lines() {
            let (words, kind) = line.split_once('\t').ok_or_else(|| malformed(line))?;
            let mut parts = words.split(' ').map(|word| hash(word.as_bytes()));
            let mut whole = parts.next().ok_or_else(|| malformed(line))?;
            for part in parts {
                entries.entry(whole).or_default().lists |= PHRASE_PREFIX;
                whole = phrase(whole, part);
            }
            entries.entry(whole).or_default().lists |=
                kind.parse::<u16>().map_err(|_| malformed(line))?;
        }
        Ok(Self::new(&entries, coarser))
    }

    fn new(
        words: &std::collections::BTreeMap<u64, LexiconEntry>,
        coarser: Vec<[u16; N_COARSER]>,
    ) -> Self {
        let n_slots = (words.len() * 3 / 2 + 16).next_power_of_two();
        let mut lexicon = Self {
            keys: vec![0; n_slots],
            entries: vec![LexiconEntry::default(); n_slots],
            coarser,
        };
        for (&hash, &entry) in words {
            let mut slot = lexicon.slot(hash);
            while lexicon.keys[slot] != 0 && lexicon.keys[slot] != key(hash) {
                slot = (slot + 1) & (n_slots - 1);
            }
            lexicon.keys[slot] = key(hash);
            lexicon.entries[slot] = entry;
        }
        lexicon
    }

    #[inline]
    fn slot(&self, hash: u64) -> usize {
        usize::try_from(mix(hash, 11) >> 40).unwrap_or(0) & (self.keys.len() - 1)
    }

    /// Returns the entry of the word or phrase with this hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> LexiconEntry {
        if self.keys.is_empty() {
            return LexiconEntry::default();
        }
        let mut slot = self.slot(hash);
        while self.keys[slot] != 0 {
            if self.keys[slot] == key(hash) {
                return self.entries[slot];
            }
            slot = (slot + 1) & (self.keys.len() - 1);
        }
        LexiconEntry::default()
    }

    #[inline]
    pub(super) fn coarser(&self, class: u16) -> [u16; N_COARSER] {
        self.coarser
            .get(usize::from(class))
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.numbers(self.coarser.iter().flatten().copied());
        out.slots(&self.keys);
        let slots = || occupied(&self.keys).map(|slot| self.entries[slot]);
        out.numbers(slots().map(|entry| entry.class));
        out.numbers(slots().map(|entry| entry.lists));
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let coarser = bytes.numbers()?;
        let coarser = coarser
            .chunks_exact(N_COARSER)
            .map(|row| [row[0], row[1], row[2]])
            .collect();
        let keys = bytes.slots()?;
        let (classes, lists) = (bytes.numbers()?, bytes.numbers()?);
        let mut entries = vec![LexiconEntry::default(); keys.len()];
        let mut rows = classes.into_iter().zip(lists);
        for slot in occupied(&keys) {
            let (class, lists) = rows.next()?;
            entries[slot] = LexiconEntry { class, lists };
        }
        Some(Self {
            keys,
            entries,
            coarser,
        })
    }
}

/// Returns the part of the hash that identifies a word; never 0.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "part of a hash")]
fn key(hash: u64) -> u16 {
    (hash as u16).max(1)
}

fn numbers_of(columns: &str, line: &str) -> Result<Vec<i32>> {
    let numbers = columns.split('\t').map(str::parse);
    numbers
        .collect::<Result<Vec<i32>, _>>()
        .map_err(|_| malformed(line))
}

fn malformed(line: &str) -> Error {
    Error::config(format!(
        "lexicon line {line:?}: wrong number of columns or malformed number"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let words = "kabul\t7\t16\nsaid\t-1\t1024\n";
        Lexicon::from_tables(words, "new york\t1\nnew york times\t2\n", "7\t0\t1\t2\n").unwrap()
    }

    #[test]
    fn words_and_phrases_are_found() {
        let lexicon = lexicon();
        let kabul = lexicon.get(hash(b"kabul"));
        assert_eq!((kabul.class, kabul.lists), (1, 16));
        assert_eq!(lexicon.coarser(1), [1, 2, 3]);
        assert_eq!(lexicon.get(hash(b"said")).class, 0);
        assert_eq!(lexicon.get(hash(b"unheard")), LexiconEntry::default());
        let york = phrase(hash(b"new"), hash(b"york"));
        assert_eq!(lexicon.get(hash(b"new")).lists, PHRASE_PREFIX);
        assert_eq!(lexicon.get(york).lists, PHRASE_PREFIX | 1);
    }

    #[test]
    fn lexicons_round_trip_through_bytes() {
        let mut out = Writer::default();
        lexicon().write(&mut out);
        assert_eq!(Lexicon::read(&mut Reader::new(&out.bytes)), Some(lexicon()));
    }

    #[test]
    fn malformed_tables_are_rejected() {
        assert!(
            Lexicon::from_tables("kabul\tx\t1", "", "")
                .unwrap_err()
                .is_config()
        );
        assert!(
            Lexicon::from_tables("", "", "1\t2")
                .unwrap_err()
                .is_config()
        );
    }
}
