//! What is known of words beforehand: classes of words that keep like company, and lists.
//!
//! The table holds no word, only hashes: a slot is found by one part of a word's hash and told from others by another.

use super::hashing::{hash, mix, phrase};
use super::slots::{Reader, Writer, occupied};
use crate::error::{Error, Result};

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The word's finest class; 0 where it is unknown.
    pub(super) class: u16,
    /// Lists that hold it, a bit each.
    pub(super) lists: u16,
}

/// A table of words: the class that each belongs to and the lists that hold it.
///
/// A model keeps the lexicon that it was trained with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Part of the hash of the word in each slot; 0 where it is free.
    keys: Vec<u16>,
    known: Vec<Known>,
    /// For each finest class, the coarser ones.
    coarser: Vec<[u16; N_COARSER]>,
}

/// From coarse to fine.
pub(super) const N_COARSER: usize = 3;

/// Set among the lists of a word, or of the first words of a phrase, where a longer phrase begins so.
pub(super) const BEGINS: u16 = 1 << 15;

impl Lexicon {
    /// A lexicon of three tables, each a line a row and a TAB between columns.
    ///
    /// `words`: a word in small letters, the number of its class or -1, the sum of its lists (bits 4 to 14 of the
    /// built-in model's lists). `phrases`: words with a space between them, and 1 for places or 2 for organisations.
    /// `classes`: the number of a class, then that of its coarser classes, from coarse to fine.
    ///
    /// # Errors
    ///
    /// Where a line has too few columns, or a number is none.
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
        let mut known = std::collections::BTreeMap::<u64, Known>::new();
        for line in words.lines() {
            let (word, rest) = line.split_once('\t').ok_or_else(|| malformed(line))?;
            let [class, lists] = numbers_of(rest, line)?[..] else {
                return Err(malformed(line));
            };
            let class = numbers.get(&class).copied().unwrap_or(0);
            let lists = u16::try_from(lists).map_err(|_| malformed(line))?;
            known.insert(hash(word.as_bytes()), Known { class, lists });
        }
        for line in phrases.lines() {
            let (words, kind) = line.split_once('\t').ok_or_else(|| malformed(line))?;
            let mut parts = words.split(' ').map(|word| hash(word.as_bytes()));
            let mut whole = parts.next().ok_or_else(|| malformed(line))?;
            for part in parts {
                known.entry(whole).or_default().lists |= BEGINS;
                whole = phrase(whole, part);
            }
            known.entry(whole).or_default().lists |=
                kind.parse::<u16>().map_err(|_| malformed(line))?;
        }
        Ok(Self::new(&known, coarser))
    }

    fn new(words: &std::collections::BTreeMap<u64, Known>, coarser: Vec<[u16; N_COARSER]>) -> Self {
        let n_slots = (words.len() * 3 / 2 + 16).next_power_of_two();
        let mut lexicon = Self {
            keys: vec![0; n_slots],
            known: vec![Known::default(); n_slots],
            coarser,
        };
        for (&hash, &known) in words {
            let mut slot = lexicon.slot(hash);
            while lexicon.keys[slot] != 0 && lexicon.keys[slot] != key(hash) {
                slot = (slot + 1) & (n_slots - 1);
            }
            lexicon.keys[slot] = key(hash);
            lexicon.known[slot] = known;
        }
        lexicon
    }

    #[inline]
    fn slot(&self, hash: u64) -> usize {
        usize::try_from(mix(hash, 11) >> 40).unwrap_or(0) & (self.keys.len() - 1)
    }

    /// What is known of the word or phrase with this hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Known {
        if self.keys.is_empty() {
            return Known::default();
        }
        let mut slot = self.slot(hash);
        while self.keys[slot] != 0 {
            if self.keys[slot] == key(hash) {
                return self.known[slot];
            }
            slot = (slot + 1) & (self.keys.len() - 1);
        }
        Known::default()
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
        let slots = || occupied(&self.keys).map(|slot| self.known[slot]);
        out.numbers(slots().map(|known| known.class));
        out.numbers(slots().map(|known| known.lists));
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let coarser = bytes.numbers()?;
        let coarser = coarser
            .chunks_exact(N_COARSER)
            .map(|row| [row[0], row[1], row[2]])
            .collect();
        let keys = bytes.slots()?;
        let (classes, lists) = (bytes.numbers()?, bytes.numbers()?);
        let mut known = vec![Known::default(); keys.len()];
        let mut rows = classes.into_iter().zip(lists);
        for slot in occupied(&keys) {
            let (class, lists) = rows.next()?;
            known[slot] = Known { class, lists };
        }
        Some(Self {
            keys,
            known,
            coarser,
        })
    }
}

/// Never 0.
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
        "lexicon line {line:?} has not the columns that its table needs"
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
    fn words_and_phrases_are_known() {
        let lexicon = lexicon();
        let kabul = lexicon.get(hash(b"kabul"));
        assert_eq!((kabul.class, kabul.lists), (1, 16));
        assert_eq!(lexicon.coarser(1), [1, 2, 3]);
        assert_eq!(lexicon.get(hash(b"said")).class, 0);
        assert_eq!(lexicon.get(hash(b"unheard")), Known::default());
        let york = phrase(hash(b"new"), hash(b"york"));
        assert_eq!(lexicon.get(hash(b"new")).lists, BEGINS);
        assert_eq!(lexicon.get(york).lists, BEGINS | 1);
    }

    #[test]
    fn bytes_give_the_lexicon_back() {
        let mut out = Writer::default();
        lexicon().write(&mut out);
        assert_eq!(Lexicon::read(&mut Reader::new(&out.bytes)), Some(lexicon()));
    }

    #[test]
    fn malformed_tables_are_refused() {
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
