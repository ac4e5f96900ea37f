//! Counts the features of documents as rows.

use std::collections::HashSet;
use std::ops::Range;

use super::grams::GramTree;
use super::pairs::NONE;
use super::reader::{FeatureSource, Reading, Sink};
use super::rows::{Part, Rows, Tally};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// The features of documents, with their counts.
///
/// Features are numbered in order of first occurrence; within a document, single words come first, then n-grams of two
/// words, and so on.
#[derive(Debug)]
pub struct FeatureCounts {
    pub(super) tree: GramTree,
    /// Rows of counts by n-gram. Each part has the ids of its n-grams in the tree, if they differ.
    pub(super) parts: Vec<Part>,
    pub(super) document_frequencies: Vec<u32>,
}

/// Count all features of documents.
///
/// The cost is linear in the length of the texts. The result does not depend on the number of workers.
///
/// # Errors
///
/// If the work was stopped.
pub fn count_features(
    documents: &Documents,
    source: &FeatureSource,
    workers: &Workers,
) -> Result<FeatureCounts> {
    let nothing = HashSet::new();
    let stop_words = source.stop_words().unwrap_or(&nothing);
    let counter = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || FeatureCounter::new(source.tree_range(), stop_words),
        |counter, range| counter.count_range(documents, range, &mut source.reading(), workers),
        |counter, part| {
            counter.merge(part);
            Ok(())
        },
    )?;
    Ok(counter.finish())
}

struct FeatureCounter<'s> {
    tree: GramTree,
    stop_words: &'s HashSet<String>,
    rows: Rows,
    tally: Tally,
    /// 32-bit values, for cache locality while rows are counted.
    document_frequencies: Vec<u32>,
    merged: Vec<Part>,
    words: Vec<u32>,
    grams: Vec<u32>,
    keys: Vec<u64>,
    range: (usize, usize),
}

impl Sink for FeatureCounter<'_> {
    #[inline]
    fn words(&mut self, text: &str, spans: &[Span]) {
        self.tree
            .add_words(text, spans, self.stop_words, &mut self.words);
    }

    #[inline]
    fn feature(&mut self, feature: &str) {
        self.words.push(self.tree.intern(feature));
    }
}

impl<'s> FeatureCounter<'s> {
    fn new(range: (usize, usize), stop_words: &'s HashSet<String>) -> Self {
        Self {
            tree: GramTree::new(range),
            stop_words,
            rows: Rows::default(),
            tally: Tally::default(),
            document_frequencies: Vec::new(),
            merged: Vec::new(),
            words: Vec::new(),
            grams: Vec::new(),
            keys: Vec::new(),
            range,
        }
    }

    fn count_range(
        &mut self,
        documents: &Documents,
        range: Range<usize>,
        reading: &mut Reading<'_>,
        workers: &Workers,
    ) -> Result<()> {
        for index in range {
            self.words.clear();
            reading.read_document(documents, index, self, || workers.check())?;
            self.count_document(workers)?;
        }
        Ok(())
    }

    /// Count the current words, or their n-grams, as one row.
    fn count_document(&mut self, workers: &Workers) -> Result<()> {
        if self.range == (1, 1) && self.stop_words.is_empty() {
            // Every word is an n-gram with the same id.
            self.tally.add(&self.words, self.tree.len());
        } else {
            self.tally_grams(workers)?;
        }
        self.document_frequencies.resize(self.tree.len(), 0);
        let frequencies = &mut self.document_frequencies;
        self.tally.finish(&mut self.rows, |gram| {
            let frequency = &mut frequencies[gram as usize];
            *frequency = frequency.saturating_add(1);
        });
        Ok(())
    }

    fn tally_grams(&mut self, workers: &Workers) -> Result<()> {
        let (low, high) = self.range;
        let grams = self.words.iter().map(|&word| self.tree.word_gram(word));
        self.grams.clear();
        self.grams.extend(grams);
        if !self.stop_words.is_empty() {
            let mut grams = self.grams.iter();
            self.words.retain(|_| grams.next() != Some(&NONE));
            self.grams.retain(|&gram| gram != NONE);
        }
        for length in 1..=high.min(self.words.len()) {
            if length > 1 {
                self.tree
                    .extend(&mut self.grams, &self.words, &mut self.keys);
            }
            if length >= low {
                self.tally.add(&self.grams, self.tree.len());
            }
            workers.check()?;
        }
        Ok(())
    }

    /// Add the counts of the documents that follow these.
    fn merge(&mut self, other: Self) {
        let ids = self.tree.merge(&other.tree);
        self.document_frequencies.resize(self.tree.len(), 0);
        for (&id, more) in ids.iter().zip(other.document_frequencies) {
            let frequency = &mut self.document_frequencies[id as usize];
            *frequency = frequency.saturating_add(more);
        }
        self.merged.push(Part {
            rows: other.rows,
            ids: Some(ids),
        });
    }

    fn finish(self) -> FeatureCounts {
        let first = Part {
            rows: self.rows,
            ids: None,
        };
        let mut parts = vec![first];
        parts.extend(self.merged);
        FeatureCounts {
            tree: self.tree,
            parts,
            document_frequencies: self.document_frequencies,
        }
    }
}
