//! The memory layout of a gazetteer, which is also its file format.
//!
//! The preamble of all saved results is followed by the total length, the ranges of the sections and the
//! sections. Each section is a flat array of little-endian numbers or of text, aligned to eight bytes. Only the small
//! header is parsed, and numbers are read in place, so a file of any size is usable as soon as its checksum is verified.
//! References between sections are bounds-checked: forged bytes can cause wrong matches, but never a panic.

use std::ops::Range;
use std::path::Path;

use super::file::{self, FORMAT};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::saving::{PREAMBLE_LEN, checksum};

const N_SECTIONS: usize = 13;
/// The length of the preamble, the total length, and the start and end of each section.
const HEADER_LEN: usize = PREAMBLE_LEN + 8 + 16 * N_SECTIONS;
const ALIGNMENT: usize = 8;

/// The sections, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// The header, serialized with postcard.
    Head,
    /// The hash table of words.
    Slots,
    /// Words too long for a slot.
    LongWords,
    /// The filter of words that begin names in lowercase.
    LowerFirsts,
    /// The filter of words that begin names capitalised.
    UpperFirsts,
    /// The filter of the first two words of names.
    Pairs,
    /// For each node its first child and the first name that ends there, with a sentinel after the last.
    Nodes,
    /// For each node the word that leads to it.
    Labels,
    /// The names, in the order of their final nodes.
    Names,
    /// The case patterns of the names.
    Patterns,
    /// The entries.
    Entries,
    /// The display names of the entries.
    EntryTexts,
    /// The metadata columns.
    Metadata,
}

/// All sections in one byte array.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    bytes: Vec<u8>,
    sections: [Range<usize>; N_SECTIONS],
}

impl Compiled {
    /// Serializes the sections, in the order of [`Section`].
    pub(super) fn new(sections: [Vec<u8>; N_SECTIONS]) -> Self {
        let mut end = HEADER_LEN;
        let ranges = sections.each_ref().map(|section| {
            let start = end.next_multiple_of(ALIGNMENT);
            end = start + section.len();
            start..end
        });
        let mut bytes = Vec::with_capacity(end);
        bytes.resize(PREAMBLE_LEN, 0);
        bytes.extend_from_slice(&(end as u64).to_le_bytes());
        for range in &ranges {
            bytes.extend_from_slice(&(range.start as u64).to_le_bytes());
            bytes.extend_from_slice(&(range.end as u64).to_le_bytes());
        }
        for (section, range) in sections.into_iter().zip(&ranges) {
            bytes.resize(range.start, 0);
            bytes.extend_from_slice(&section);
        }
        FORMAT.seal(&mut bytes);
        Self {
            bytes,
            sections: ranges,
        }
    }

    /// Reads the output of [`bytes`](Self::bytes).
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let sum = checksum(bytes.get(PREAMBLE_LEN..).unwrap_or_default());
        Self::verified(bytes, sum)
    }

    /// Reads the bytes from a file.
    pub(super) fn read(path: &Path, workers: &Workers) -> Result<Self> {
        let (bytes, sum) = file::read(path, workers)?;
        Self::verified(bytes, sum).map_err(|error| Error::format(path, error.to_string()))
    }

    /// Verifies bytes with the checksum `sum`.
    fn verified(bytes: Vec<u8>, sum: u32) -> Result<Self> {
        FORMAT.open_with_checksum(&bytes, sum)?;
        if bytes.len() < HEADER_LEN || u64_at(&bytes, PREAMBLE_LEN) != bytes.len() as u64 {
            return Err(FORMAT.damaged());
        }
        let mut sections = [const { 0..0 }; N_SECTIONS];
        for (number, section) in sections.iter_mut().enumerate() {
            let at = PREAMBLE_LEN + 8 + 16 * number;
            *section = index_of(u64_at(&bytes, at))..index_of(u64_at(&bytes, at + 8));
            if bytes.get(section.clone()).is_none() {
                return Err(FORMAT.damaged());
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

    /// Returns a section as rows of `N` bytes.
    pub(super) fn rows<const N: usize>(&self, section: Section) -> &[[u8; N]] {
        self.section(section).as_chunks().0
    }
}

/// Reads the integer at byte `at`, which must be in range.
#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(*bytes[at..].first_chunk().expect("bytes of a number"))
}

/// Reads the integer at byte `at`, which must be in range.
#[inline]
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(*bytes[at..].first_chunk().expect("bytes of a number"))
}

/// Converts a number to an index; an index that does not fit becomes out of range.
#[inline]
pub(super) fn index_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Serializes integers.
pub(super) fn u64_bytes(numbers: &[u64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// Serializes integers.
pub(super) fn u32_bytes(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}
