//! Counts as bytes, to keep or to send.
//!
//! The form is a mark and a version, then serde's data in the postcard format, with terms in code-point order, then a
//! checksum: equal counts are equal bytes.

use std::hash::Hasher;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::keyword::KeywordConfig;
use super::term_counts::TermCounts;
use crate::error::{Error, Result};

const MARK: &[u8; 8] = b"lexcount";
const VERSION: u8 = 3;
const CHECKSUM_LEN: usize = 8;

#[derive(Serialize, Deserialize)]
struct Saved<'s> {
    config: KeywordConfig,
    n_tokens: u64,
    n_documents: u64,
    n_missing: u64,
    #[serde(borrow)]
    terms: Vec<(&'s str, u64, u64)>,
}

impl TermCounts {
    /// The counts as bytes that [`from_bytes`](Self::from_bytes) reads.
    ///
    /// # Panics
    ///
    /// Never: plain values serialise.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let terms = self.ids_by_term();
        let saved = Saved {
            config: self.config.clone(),
            n_tokens: self.n_tokens,
            n_documents: self.n_documents,
            n_missing: self.n_missing,
            terms: terms
                .iter()
                .map(|&id| {
                    (
                        self.term(id),
                        self.count_of(id),
                        self.document_frequency_of(id),
                    )
                })
                .collect(),
        };
        let mut bytes = MARK.to_vec();
        bytes.push(VERSION);
        let mut bytes = postcard::to_extend(&saved, bytes).expect("plain values serialise");
        bytes.extend(checksum(&bytes));
        bytes
    }

    /// Counts from the bytes of [`to_bytes`](Self::to_bytes).
    ///
    /// # Errors
    ///
    /// Where the bytes are something else, of a newer version, cut short or damaged.
    ///
    /// ```
    /// use lexicount::counts::TermCounts;
    ///
    /// let counts = TermCounts::default();
    /// assert_eq!(TermCounts::from_bytes(&counts.to_bytes())?, counts);
    /// assert!(TermCounts::from_bytes(b"something else").unwrap_err().is_format());
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let saved = parse(bytes)?;
        let mut counts = Self::new(saved.config);
        for (term, count, document_frequency) in saved.terms {
            counts.add(term, count, document_frequency);
        }
        counts.n_tokens = saved.n_tokens;
        counts.n_documents = saved.n_documents;
        counts.n_missing = saved.n_missing;
        Ok(counts)
    }
}

fn parse(bytes: &[u8]) -> Result<Saved<'_>> {
    let Some(rest) = bytes.strip_prefix(MARK) else {
        return Err(Error::saved(
            "these bytes are not counts saved by lexicount; use what save or to_bytes wrote",
        ));
    };
    match rest.first() {
        Some(&VERSION) => {}
        Some(version) => {
            return Err(Error::saved(format!(
                "saved counts of version {version}; this lexicount reads version {VERSION}"
            )));
        }
        None => return Err(damaged()),
    }
    let Some((data, sum)) = bytes.split_last_chunk::<CHECKSUM_LEN>() else {
        return Err(damaged());
    };
    if checksum(data) != *sum {
        return Err(damaged());
    }
    let payload = data.get(MARK.len() + 1..).ok_or_else(damaged)?;
    postcard::from_bytes(payload).map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::saved("saved counts are damaged or cut short; save them anew")
}

/// FNV-1a of 64 bits: enough to notice an accident; it is no seal against intent.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Writes counts to a file, whole or not at all.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn save_counts(counts: &TermCounts, path: &Path) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    std::fs::write(beside, counts.to_bytes())
        .and_then(|()| std::fs::rename(beside, path))
        .map_err(|error| Error::io(path, error))
}

/// Reads counts from a file that [`save_counts`] wrote.
///
/// # Errors
///
/// Where the file cannot be read or holds something else.
pub fn load_counts(path: &Path) -> Result<TermCounts> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    TermCounts::from_bytes(&bytes).map_err(|error| Error::format(path, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Documents;
    use crate::counts::count_terms;
    use crate::parallel::Workers;

    fn sample() -> TermCounts {
        let documents = Documents::from_optional_texts([Some("b a b"), None, Some("c")]);
        count_terms(&documents, &KeywordConfig::default(), &Workers::serial()).unwrap()
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts");
        save_counts(&sample(), &path).unwrap();
        assert_eq!(load_counts(&path).unwrap(), sample());
    }

    #[test]
    fn every_damage_is_noticed() {
        let bytes = sample().to_bytes();
        for cut in 0..bytes.len() {
            assert!(
                TermCounts::from_bytes(&bytes[..cut]).is_err(),
                "cut at {cut}"
            );
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x20;
            assert!(
                TermCounts::from_bytes(&damaged).is_err(),
                "damaged at {place}"
            );
        }
    }
}
