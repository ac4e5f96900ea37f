//! Options of near-duplicate detection, and how signatures are divided.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::tokens::Analyzer;

const MAX_PERMUTATIONS: usize = 1 << 12;

/// Options of near-duplicate detection.
#[derive(Clone, Debug, PartialEq)]
pub struct DuplicatesConfig {
    /// How terms are made from text.
    pub analyzer: Analyzer,
    /// The minimum similarity, above 0 and up to 1.
    pub threshold: f64,
    /// The minimum probability that two documents at the threshold are compared, if there are enough permutations.
    pub min_recall: f64,
    /// Number of adjacent terms in a shingle; a shorter document is one shingle.
    pub shingle: usize,
    /// The length of a signature.
    pub n_permutations: usize,
    /// The seed of the permutations.
    pub seed: u64,
}

impl Default for DuplicatesConfig {
    fn default() -> Self {
        Self {
            analyzer: Analyzer::default(),
            threshold: 0.8,
            min_recall: 0.99,
            shingle: 5,
            n_permutations: 128,
            seed: 1,
        }
    }
}

impl DuplicatesConfig {
    pub(super) fn check(&self) -> Result<()> {
        if !(self.threshold > 0.0 && self.threshold <= 1.0) {
            return Err(Error::config(format!(
                "threshold={}: use a similarity above 0.0 and up to 1.0",
                self.threshold
            )));
        }
        if !(0.0..=1.0).contains(&self.min_recall) {
            return Err(Error::config(format!(
                "min_recall={}: use a probability between 0.0 and 1.0",
                self.min_recall
            )));
        }
        if self.shingle == 0 {
            return Err(Error::config("shingle=0: use 1 or more terms"));
        }
        if !(1..=MAX_PERMUTATIONS).contains(&self.n_permutations) {
            return Err(Error::config(format!(
                "n_permutations={}: use 1 to {MAX_PERMUTATIONS}",
                self.n_permutations
            )));
        }
        Ok(())
    }

    /// Return the number of bands and of rows per band.
    pub(super) fn bands(&self) -> Bands {
        let with = |n_rows| Bands {
            n_bands: self.n_permutations / n_rows,
            n_rows,
        };
        (1..=self.n_permutations)
            .rev()
            .map(with)
            .find(|bands| bands.recall(self.threshold) >= self.min_recall)
            .unwrap_or(with(1))
    }
}

/// The division of a signature into bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bands {
    pub(super) n_bands: usize,
    pub(super) n_rows: usize,
}

impl Bands {
    /// Return the positions of a band in a signature.
    pub(super) fn rows(self, band: usize) -> Range<usize> {
        band * self.n_rows..(band + 1) * self.n_rows
    }

    pub(super) fn recall(self, similarity: f64) -> f64 {
        let exponent = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        1.0 - (1.0 - similarity.powi(exponent(self.n_rows))).powi(exponent(self.n_bands))
    }
}
