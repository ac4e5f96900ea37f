//! Counts of terms over a corpus.

use super::keyword::KeywordConfig;
use super::vocabulary::{TermId, Vocabulary};
use crate::error::{Error, Result};
use crate::table::{Column, Table, cell};

/// How often each term is used and in how many documents, with the options it was counted by.
///
/// Equal where the same terms were counted as often under the same options, whatever the order they came in.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    pub(super) config: KeywordConfig,
    pub(super) vocabulary: Vocabulary,
    pub(super) counts: Vec<u64>,
    pub(super) document_frequencies: Vec<u64>,
    pub(super) n_tokens: u64,
    pub(super) n_documents: u64,
    pub(super) n_missing: u64,
}

impl TermCounts {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(config: KeywordConfig) -> Self {
        Self {
            config,
            ..Self::default()
        }
    }

    /// The options it was counted by.
    #[must_use]
    pub fn config(&self) -> &KeywordConfig {
        &self.config
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// The number of tokens read: words and numbers, stop words included. Rates are per million of these.
    #[must_use]
    pub fn n_tokens(&self) -> u64 {
        self.n_tokens
    }

    /// The number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> u64 {
        self.n_documents
    }

    /// The number of missing documents.
    #[must_use]
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// How often `term` is used.
    #[must_use]
    pub fn count(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.count_of(id))
    }

    /// In how many documents `term` is used.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.document_frequency_of(id))
    }

    /// The number of a term, where it was counted.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        self.vocabulary.id(term)
    }

    /// The term of that number.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        self.vocabulary.term(id)
    }

    /// How often the term of that number is used.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn count_of(&self, id: TermId) -> u64 {
        self.counts[id as usize]
    }

    /// In how many documents the term of that number is used.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn document_frequency_of(&self, id: TermId) -> u64 {
        self.document_frequencies[id as usize]
    }

    /// A count as a rate per million tokens.
    #[must_use]
    pub fn per_million(&self, count: u64) -> f64 {
        if self.n_tokens == 0 {
            return 0.0;
        }
        count as f64 * 1e6 / self.n_tokens as f64
    }

    /// Counts one use of `term` and returns its number.
    pub(super) fn add(&mut self, term: &str, n: u64, n_documents: u64) -> TermId {
        let id = self.vocabulary.intern(term);
        if id as usize == self.counts.len() {
            self.counts.push(0);
            self.document_frequencies.push(0);
        }
        self.counts[id as usize] += n;
        self.document_frequencies[id as usize] += n_documents;
        id
    }

    /// Adds the counts of other documents.
    ///
    /// Linear in the number of terms of `other`. Merging the counts of parts equals counting the whole.
    ///
    /// # Errors
    ///
    /// Where the two were counted by different options.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.config != other.config {
            return Err(Error::config(format!(
                "counts made by different options cannot be merged: {} and {}; count both in one way",
                self.config, other.config
            )));
        }
        for (id, term) in other.vocabulary.terms().enumerate() {
            self.add(term, other.counts[id], other.document_frequencies[id]);
        }
        self.n_tokens += other.n_tokens;
        self.n_documents += other.n_documents;
        self.n_missing += other.n_missing;
        Ok(())
    }

    /// The numbers of the terms to show: the most used first, ties in code-point order of the terms.
    ///
    /// Sorts all terms that meet the bounds: `O(n log n)`.
    ///
    /// # Errors
    ///
    /// Where a bound makes no sense.
    pub fn select(&self, selection: &Selection) -> Result<Vec<TermId>> {
        let (low, high) = selection.bounds(self.n_documents - self.n_missing)?;
        let mut ids: Vec<TermId> = (0..)
            .zip(&self.document_frequencies)
            .filter(|&(_, df)| (low..=high).contains(df))
            .map(|(id, _)| id)
            .collect();
        ids.sort_unstable_by(|&a, &b| {
            let by_count = self.count_of(b).cmp(&self.count_of(a));
            by_count.then_with(|| self.term(a).cmp(self.term(b)))
        });
        ids.truncate(selection.top.unwrap_or(usize::MAX));
        Ok(ids)
    }

    /// Terms with their figures: term, count, document frequency, rate per million tokens, rank.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn to_table(&self, ids: &[TermId]) -> Table {
        let counts: Vec<u64> = ids.iter().map(|&id| self.count_of(id)).collect();
        let rates = counts
            .iter()
            .map(|&count| self.per_million(count))
            .collect();
        let frequencies = ids.iter().map(|&id| cell(self.document_frequency_of(id)));
        Table::new(vec![
            Column::text("term", ids.iter().map(|&id| self.term(id))),
            Column::ints("count", counts.iter().copied().map(cell).collect()),
            Column::ints("document_frequency", frequencies.collect()),
            Column::floats("per_million", rates),
            Column::ints("rank", (1..).take(ids.len()).collect()),
        ])
    }

    /// The numbers of all terms in code-point order.
    pub(super) fn ids_by_term(&self) -> Vec<TermId> {
        let mut ids: Vec<TermId> = (0..).take(self.n_terms()).collect();
        ids.sort_unstable_by_key(|&id| self.term(id));
        ids
    }
}

impl PartialEq for TermCounts {
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config
            && self.n_tokens == other.n_tokens
            && self.n_documents == other.n_documents
            && self.n_missing == other.n_missing
            && self.n_terms() == other.n_terms()
            && self.vocabulary.terms().enumerate().all(|(id, term)| {
                other.count(term) == self.counts[id]
                    && other.document_frequency(term) == self.document_frequencies[id]
            })
    }
}

/// A number of documents, absolute or as a share of all that are not missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frequency {
    /// So many documents.
    Documents(u64),
    /// This share of the documents, from 0 to 1.
    Share(f64),
}

impl Frequency {
    fn check(self, name: &str) -> Result<Self> {
        match self {
            Self::Share(share) if !(0.0..=1.0).contains(&share) => Err(Error::config(format!(
                "{name}={share}: a share lies between 0.0 and 1.0; for a number of documents give a whole number"
            ))),
            bound => Ok(bound),
        }
    }

    /// The least number of documents that reaches the bound.
    fn ceil(self, n_documents: u64) -> u64 {
        match self {
            Self::Documents(n) => n,
            Self::Share(share) => as_count((share * n_documents as f64).ceil()),
        }
    }

    /// The greatest number of documents within the bound.
    fn floor(self, n_documents: u64) -> u64 {
        match self {
            Self::Documents(n) => n,
            Self::Share(share) => as_count((share * n_documents as f64).floor()),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count lies between 0 and that count"
)]
fn as_count(documents: f64) -> u64 {
    documents as u64
}

/// Which terms to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// The least document frequency.
    pub min_df: Frequency,
    /// The greatest document frequency.
    pub max_df: Option<Frequency>,
    /// At most so many terms.
    pub top: Option<usize>,
}

impl Selection {
    /// The least and greatest document frequency, of so many documents that are not missing.
    pub(super) fn bounds(&self, n_documents: u64) -> Result<(u64, u64)> {
        let low = self.min_df.check("min_df")?.ceil(n_documents);
        let high = self.max_df.map(|bound| bound.check("max_df")).transpose()?;
        Ok((low, high.map_or(u64::MAX, |bound| bound.floor(n_documents))))
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            min_df: Frequency::Documents(1),
            max_df: None,
            top: None,
        }
    }
}
