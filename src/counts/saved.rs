//! Serialized counts.
//!
//! The format is the preamble of all saved results, then serde data in the postcard format, with terms in code-point
//! order. Equal counts have equal bytes.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::by_language::DocumentLanguages;
use super::grouped::GroupedCounts;
use super::groups::{GroupKey, Grouping};
use super::term_counts::TermCounts;
use super::weighted::WeightedCounts;
use crate::corpus::Undated;
use crate::error::{Error, Result};
use crate::saving::{Format, PREAMBLE_LEN, write_whole};
use crate::tokens::Analyzer;

const COUNTS: Format = Format {
    magic: b"lexcount",
    version: 7,
    name: "table of counts",
};
const GROUPED: Format = Format {
    magic: b"lexgroup",
    version: 8,
    ..COUNTS
};
const WEIGHTED: Format = Format {
    magic: b"lexweigh",
    version: 8,
    ..COUNTS
};

#[derive(Serialize, Deserialize)]
struct Saved<'s> {
    analyzer: Analyzer,
    n_tokens: u64,
    n_documents: u64,
    n_missing: u64,
    languages: DocumentLanguages,
    #[serde(borrow)]
    terms: Vec<(&'s str, u64, u64)>,
}

impl<'s> Saved<'s> {
    fn of(counts: &'s TermCounts) -> Self {
        let ids = counts.ids_by_term().into_iter();
        let figures = |id| (counts.count_of(id), counts.document_frequency_of(id));
        Self {
            analyzer: counts.analyzer().clone(),
            n_tokens: counts.n_tokens,
            n_documents: counts.n_documents,
            n_missing: counts.n_missing,
            languages: counts.languages.clone(),
            terms: ids
                .map(|id| {
                    let (count, document_frequency) = figures(id);
                    (counts.term(id), count, document_frequency)
                })
                .collect(),
        }
    }

    fn into_counts(self) -> TermCounts {
        let mut counts = TermCounts::new(self.analyzer);
        for (term, count, document_frequency) in self.terms {
            counts.add(term, count, document_frequency);
        }
        counts.n_tokens = self.n_tokens;
        counts.n_documents = self.n_documents;
        counts.n_missing = self.n_missing;
        counts.languages = self.languages;
        counts
    }
}

#[derive(Serialize, Deserialize)]
struct SavedGroups<'s> {
    analyzer: Analyzer,
    grouping: Grouping,
    undated: Undated,
    #[serde(borrow)]
    groups: Vec<(GroupKey, Saved<'s>)>,
}

impl SavedCounts for TermCounts {
    fn to_bytes(&self) -> Vec<u8> {
        to_bytes(&COUNTS, &Saved::of(self))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(from_bytes::<Saved<'_>>(&COUNTS, bytes)?.into_counts())
    }
}

impl<'s> SavedGroups<'s> {
    fn of(counts: &'s GroupedCounts) -> Self {
        let groups = counts.groups.iter();
        Self {
            analyzer: counts.analyzer.clone(),
            grouping: counts.grouping.clone(),
            undated: counts.undated,
            groups: groups
                .map(|(group, counts)| (group.clone(), Saved::of(counts)))
                .collect(),
        }
    }

    fn into_counts(self) -> GroupedCounts {
        let shared = Arc::new(self.analyzer.clone());
        let of_group = |(group, saved): (GroupKey, Saved<'_>)| {
            let mut counts = saved.into_counts();
            if counts.analyzer == shared {
                counts.analyzer = Arc::clone(&shared);
            }
            (group, counts)
        };
        GroupedCounts {
            analyzer: self.analyzer,
            grouping: self.grouping,
            undated: self.undated,
            groups: self.groups.into_iter().map(of_group).collect(),
        }
    }
}

impl SavedCounts for GroupedCounts {
    fn to_bytes(&self) -> Vec<u8> {
        to_bytes(&GROUPED, &SavedGroups::of(self))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(from_bytes::<SavedGroups<'_>>(&GROUPED, bytes)?.into_counts())
    }
}

impl SavedCounts for WeightedCounts {
    fn to_bytes(&self) -> Vec<u8> {
        to_bytes(&WEIGHTED, &SavedGroups::of(&self.0))
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved: SavedGroups<'_> = from_bytes(&WEIGHTED, bytes)?;
        Ok(Self(saved.into_counts()))
    }
}

/// Return true for serialized counts of weighted documents.
#[must_use]
pub fn are_weighted(bytes: &[u8]) -> bool {
    WEIGHTED.matches(bytes)
}

fn to_bytes(format: &Format, saved: &impl Serialize) -> Vec<u8> {
    let reserved = vec![0; PREAMBLE_LEN];
    let mut bytes = postcard::to_extend(saved, reserved).expect("plain values serialise");
    format.seal(&mut bytes);
    bytes
}

fn from_bytes<'s, T: Deserialize<'s>>(format: &Format, bytes: &'s [u8]) -> Result<T> {
    let is_grouped = *format == GROUPED;
    if !is_grouped && GROUPED.matches(bytes) {
        return Err(Error::saved(
            "these are counts by group; load them as grouped counts",
        ));
    }
    if is_grouped && (COUNTS.matches(bytes) || WEIGHTED.matches(bytes)) {
        return Err(Error::saved(
            "these are counts without groups; load them as counts without groups",
        ));
    }
    postcard::from_bytes(format.open(bytes)?).map_err(|_| format.damaged())
}

/// Counts that can be serialized and saved to files.
///
/// ```
/// use lexicount::counts::{SavedCounts, TermCounts};
///
/// let counts = TermCounts::default();
/// assert_eq!(TermCounts::from_bytes(&counts.to_bytes())?, counts);
/// assert!(TermCounts::from_bytes(b"something else").unwrap_err().is_format());
/// # Ok::<(), lexicount::Error>(())
/// ```
pub trait SavedCounts: Sized {
    /// Serialize the counts for [`from_bytes`](Self::from_bytes). Equal counts have equal bytes.
    fn to_bytes(&self) -> Vec<u8>;

    /// Deserialize the bytes of [`to_bytes`](Self::to_bytes).
    ///
    /// # Errors
    ///
    /// If the bytes are something else, of another version, truncated or damaged.
    fn from_bytes(bytes: &[u8]) -> Result<Self>;

    /// Write the counts to a file, atomically.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    fn save(&self, path: &Path) -> Result<()> {
        write_whole(path, &self.to_bytes())
    }

    /// Read counts from a file written by [`save`](Self::save).
    ///
    /// # Errors
    ///
    /// If the file cannot be read or contains something else.
    fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        Self::from_bytes(&bytes).map_err(|error| Error::format(path, error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Documents;
    use crate::counts::count_terms;
    use crate::parallel::Workers;

    fn sample() -> TermCounts {
        let documents = Documents::from_optional_texts([Some("b a b"), None, Some("c")]);
        count_terms(&documents, &Analyzer::default(), &Workers::serial()).unwrap()
    }

    #[test]
    fn saved_counts_can_be_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts");
        sample().save(&path).unwrap();
        assert_eq!(TermCounts::load(&path).unwrap(), sample());
    }

    #[test]
    fn all_damage_is_detected() {
        let bytes = sample().to_bytes();
        for length in 0..bytes.len() {
            assert!(
                TermCounts::from_bytes(&bytes[..length]).is_err(),
                "truncated at {length}"
            );
        }
        for offset in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[offset] ^= 0x20;
            assert!(
                TermCounts::from_bytes(&damaged).is_err(),
                "damaged at {offset}"
            );
        }
    }
}
