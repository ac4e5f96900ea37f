//! A gazetteer as bytes: what is in memory is what is in the file.
//!
//! A mark, a version, a checksum and the length, then the places of the sections, then the sections, each a flat array of
//! little-endian numbers or of text, beginning at a multiple of eight. Nothing is parsed but the small head; numbers are
//! read where they stand, so a file of any size is ready once it is read and its checksum is right. What a section says of
//! another is looked up with care: bytes that were made to deceive give wrong answers at worst, never a panic.

use std::ops::Range;
use std::path::Path;

use super::reading;
use super::seal::{SEAL_LEN, checksum, damaged, seal};
use crate::error::{Error, Result};
use crate::parallel::Workers;

const MARK: &[u8; 8] = b"lexgazet";
const VERSION: u32 = 1;
const N_SECTIONS: usize = 13;
/// The seal, the length of all, and begin and end of each section.
const HEADER_LEN: usize = SEAL_LEN + 8 + 16 * N_SECTIONS;
const ALIGNMENT: usize = 8;

/// What the bytes hold, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Everything small, by postcard.
    Head,
    /// The table of words.
    Slots,
    /// Words that are longer than a slot.
    LongWords,
    /// A filter of words that begin names where they are not capitalised.
    SmallFirsts,
    /// A filter of words that begin names where they are capitalised.
    UpperFirsts,
    /// A filter of the first two words of names.
    Pairs,
    /// For each node its first child and the first name that ends there; one more behind the last.
    Nodes,
    /// For each node the word that leads to it.
    Labels,
    /// The names, in the order of the nodes where they end.
    Names,
    /// How the letters of names must stand.
    Patterns,
    /// The entries.
    Entries,
    /// The names of the entries to show.
    EntryTexts,
    /// The columns of metadata.
    Metadata,
}

/// All sections, end to end.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    bytes: Vec<u8>,
    sections: [Range<usize>; N_SECTIONS],
}

impl Compiled {
    /// Bytes of these sections, in the order of [`Section`].
    pub(super) fn new(sections: [Vec<u8>; N_SECTIONS]) -> Self {
        let mut end = HEADER_LEN;
        let ranges = sections.each_ref().map(|section| {
            let start = end.next_multiple_of(ALIGNMENT);
            end = start + section.len();
            start..end
        });
        let mut bytes = Vec::with_capacity(end);
        bytes.extend_from_slice(MARK);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&(end as u64).to_le_bytes());
        for range in &ranges {
            bytes.extend_from_slice(&(range.start as u64).to_le_bytes());
            bytes.extend_from_slice(&(range.end as u64).to_le_bytes());
        }
        for (section, range) in sections.into_iter().zip(&ranges) {
            bytes.resize(range.start, 0);
            bytes.extend_from_slice(&section);
        }
        seal(&mut bytes);
        Self {
            bytes,
            sections: ranges,
        }
    }

    /// What [`bytes`](Self::bytes) gave.
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let sum = checksum(bytes.get(SEAL_LEN..).unwrap_or_default());
        Self::checked(bytes, sum)
    }

    /// The same from a file.
    pub(super) fn read(path: &Path, workers: &Workers) -> Result<Self> {
        let (bytes, sum) = reading::read(path, workers)?;
        Self::checked(bytes, sum).map_err(|error| Error::format(path, error.to_string()))
    }

    /// Bytes whose checksum is `sum`.
    fn checked(bytes: Vec<u8>, sum: u32) -> Result<Self> {
        if !bytes.starts_with(MARK) {
            return Err(Error::saved(
                "these bytes are no gazetteer saved by lexicount; use what save or to_bytes wrote",
            ));
        }
        if bytes.len() < HEADER_LEN {
            return Err(damaged());
        }
        let version = u32_at(&bytes, 8);
        if version != VERSION {
            return Err(Error::saved(format!(
                "a gazetteer of version {version}; this lexicount reads version {VERSION}: build it anew"
            )));
        }
        if u64_at(&bytes, SEAL_LEN) != bytes.len() as u64 || u32_at(&bytes, SEAL_LEN - 4) != sum {
            return Err(damaged());
        }
        let mut sections = [const { 0..0 }; N_SECTIONS];
        for (number, section) in sections.iter_mut().enumerate() {
            let at = SEAL_LEN + 8 + 16 * number;
            *section = n_of(u64_at(&bytes, at))..n_of(u64_at(&bytes, at + 8));
            if bytes.get(section.clone()).is_none() {
                return Err(damaged());
            }
        }
        Ok(Self { bytes, sections })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section as usize].clone()]
    }

    /// A section as rows of `N` bytes.
    pub(super) fn rows<const N: usize>(&self, section: Section) -> &[[u8; N]] {
        self.section(section).as_chunks().0
    }
}

/// The number at byte `at` of bytes that hold it.
#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(*bytes[at..].first_chunk().expect("bytes of a number"))
}

/// The number at byte `at` of bytes that hold it.
#[inline]
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(*bytes[at..].first_chunk().expect("bytes of a number"))
}

/// A number as a place; where the machine has no such place, one that is nowhere.
#[inline]
pub(super) fn n_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Numbers as bytes.
pub(super) fn u64_bytes(numbers: &[u64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// Numbers as bytes.
pub(super) fn u32_bytes(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
