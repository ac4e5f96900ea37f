//! Counts of a given list of terms.

use std::collections::HashSet;
use std::ops::Range;

use super::grams::GramTree;
use super::pairs::NONE;
use super::reader::{FeatureSource, Reading, Sink};
use super::rows::{Rows, Tally};
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;

/// Terms with a column each, to be counted in any documents.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::counts::{CsrData, CsrValues, FeatureSource, FixedTerms};
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::Analyzer;
///
/// let source = FeatureSource::Analyzer(Analyzer::default().prepare()?);
/// let terms = FixedTerms::new(&source, [("fire", 1), ("moscow", 0)])?;
/// let documents = Documents::from_texts(["fire, fire in Moscow"]);
/// let rows = terms.count(&documents, &source, &Workers::serial())?;
/// let matrix = rows.to_csr(CsrValues::Counts { binary: false }, &Workers::serial())?;
/// assert_eq!(matrix.data, CsrData::Counts(vec![1, 2]));
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FixedTerms {
    tree: GramTree,
    range: (usize, usize),
    /// By n-gram; [`NONE`] for mere prefixes of terms.
    columns: Vec<u32>,
    n_columns: usize,
}

/// Rows of counts by column, of consecutive documents.
#[derive(Debug, Default)]
pub struct FixedRows {
    pub(super) parts: Vec<Rows>,
    pub(super) n_columns: usize,
}

impl FixedTerms {
    /// Create the terms `terms`, as `source` makes them, each with the index of its column.
    ///
    /// Terms that `source` cannot make are never found: those with too many or too few words, and those with a stop
    /// word.
    ///
    /// # Errors
    ///
    /// If a column index is above 2^32 - 2.
    pub fn new<'t>(
        source: &FeatureSource,
        terms: impl IntoIterator<Item = (&'t str, u32)>,
    ) -> Result<Self> {
        let range = source.tree_range();
        let mut fixed = Self {
            tree: GramTree::new(range),
            range,
            columns: Vec::new(),
            n_columns: 0,
        };
        let stop_words = source.stop_words();
        for word in sorted(stop_words) {
            fixed.tree.add_stop_word(word);
        }
        for (term, column) in terms {
            if column == NONE {
                return Err(Error::config(format!(
                    "column {column}: use a number below 2^32 - 1"
                )));
            }
            fixed.n_columns = fixed.n_columns.max(column as usize + 1);
            fixed.add(term, column, stop_words.is_some());
        }
        fixed.columns.resize(fixed.tree.len(), NONE);
        Ok(fixed)
    }

    /// Return the number of columns: the highest index plus one.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    fn add(&mut self, term: &str, column: u32, is_of_words: bool) {
        let (low, high) = self.range;
        let gram = if is_of_words {
            if !(low..=high).contains(&term.split(' ').count()) {
                return;
            }
            self.tree.gram_of(term.split(' '))
        } else {
            self.tree.gram_of([term])
        };
        if gram != NONE {
            self.columns.resize(self.tree.len(), NONE);
            self.columns[gram as usize] = column;
        }
    }

    /// Count the terms in each document.
    ///
    /// The cost is linear in the length of the texts.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    pub fn count(
        &self,
        documents: &Documents,
        source: &FeatureSource,
        workers: &Workers,
    ) -> Result<FixedRows> {
        let matcher = workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            || Matcher::new(self),
            |matcher, range| matcher.count_range(documents, range, &mut source.reading(), workers),
            |matcher, part| {
                matcher.parts.push(part.rows);
                Ok(())
            },
        )?;
        let mut parts = vec![matcher.rows];
        parts.extend(matcher.parts);
        Ok(FixedRows {
            parts,
            n_columns: self.n_columns,
        })
    }
}

/// Return the words in an order that does not depend on hashes.
fn sorted(words: Option<&HashSet<String>>) -> Vec<&str> {
    let mut words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    words.sort_unstable();
    words
}

struct Matcher<'f> {
    fixed: &'f FixedTerms,
    rows: Rows,
    parts: Vec<Rows>,
    tally: Tally,
    /// The words of the document; [`NONE`] for unknown words.
    words: Vec<u32>,
    grams: Vec<u32>,
    columns: Vec<u32>,
    keys: Vec<u64>,
}

impl Sink for Matcher<'_> {
    #[inline]
    fn words(&mut self, text: &str, spans: &[Span]) {
        for &span in spans {
            self.push(self.fixed.tree.find_word(text, span));
        }
    }

    #[inline]
    fn feature(&mut self, feature: &str) {
        self.push(self.fixed.tree.find(feature));
    }
}

impl<'f> Matcher<'f> {
    fn new(fixed: &'f FixedTerms) -> Self {
        Self {
            fixed,
            rows: Rows::default(),
            parts: Vec::new(),
            tally: Tally::default(),
            words: Vec::new(),
            grams: Vec::new(),
            columns: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Add a word. Stop words are dropped; unknown words keep their position.
    #[inline]
    fn push(&mut self, word: Option<u32>) {
        let gram = word.map_or(NONE, |word| self.fixed.tree.word_gram(word));
        if word.is_none() || gram != NONE {
            self.words.push(word.unwrap_or(NONE));
            self.grams.push(gram);
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
            self.grams.clear();
            reading.read_document(documents, index, self, || workers.check())?;
            self.count_document(workers)?;
        }
        Ok(())
    }

    fn count_document(&mut self, workers: &Workers) -> Result<()> {
        let (low, high) = self.fixed.range;
        let tree = &self.fixed.tree;
        for length in 1..=high.min(self.words.len()) {
            if length > 1 {
                tree.extend_known(&mut self.grams, &self.words, &mut self.keys);
            }
            if length >= low {
                let known = self.grams.iter().filter(|&&gram| gram != NONE);
                let columns = known.map(|&gram| self.fixed.columns[gram as usize]);
                self.columns.clear();
                self.columns
                    .extend(columns.filter(|&column| column != NONE));
                self.tally.add(&self.columns, self.fixed.n_columns);
            }
            workers.check()?;
        }
        self.tally.finish(&mut self.rows, |_| ());
        Ok(())
    }
}
