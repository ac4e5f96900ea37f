//! Counts of the terms of a corpus.

use std::cmp::Reverse;
use std::sync::Arc;

use super::by_language::{DocumentLanguages, languages_table};
use super::tallies::{Tallies, Totals};
use super::vocabulary::{TermId, Vocabulary, first_bytes};
use crate::error::{Error, Result};
use crate::table::{Column, Table, cell};
use crate::tokens::Analyzer;

/// The count and document frequency of each term, with the options they were counted with.
///
/// Equal if the same terms have the same counts under the same options, in whatever order they were counted.
#[derive(Clone, Debug, Default)]
pub struct TermCounts {
    /// Shared by the counts of groups.
    pub(super) analyzer: Arc<Analyzer>,
    pub(super) vocabulary: Vocabulary,
    pub(super) counts: Vec<u64>,
    pub(super) document_frequencies: Vec<u64>,
    pub(super) n_tokens: u64,
    pub(super) n_documents: u64,
    pub(super) n_missing: u64,
    /// Empty unless terms depend on the language.
    pub(super) languages: DocumentLanguages,
}

impl TermCounts {
    /// Create empty counts.
    #[must_use]
    pub fn new(analyzer: impl Into<Arc<Analyzer>>) -> Self {
        Self {
            analyzer: analyzer.into(),
            ..Self::default()
        }
    }

    /// Return the analyzer that made the terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Return the number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// Return the number of tokens read: words and numbers, stop words included. Rates are per million of these tokens.
    #[must_use]
    pub fn n_tokens(&self) -> u64 {
        self.n_tokens
    }

    /// Return the number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> u64 {
        self.n_documents
    }

    /// Return the number of missing documents.
    #[must_use]
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Return how documents were read in each language, if their terms depend on it: the language, which is missing if
    /// it is unknown, the number of documents that are not missing, the languages of the stop-word lists, the stemmer,
    /// and the normalisation steps.
    #[must_use]
    pub fn languages_table(&self) -> Table {
        languages_table(&self.analyzer, &self.languages)
    }

    /// Return the count of `term`.
    #[must_use]
    pub fn count(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.count_of(id))
    }

    /// Return the document frequency of `term`.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.document_frequency_of(id))
    }

    /// Return the id of a term, if it was counted.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        self.vocabulary.id(term)
    }

    /// Return the term with the given id.
    ///
    /// # Panics
    ///
    /// If there is no such id.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        self.vocabulary.term(id)
    }

    /// Return the count of the term with the given id.
    ///
    /// # Panics
    ///
    /// If there is no such id.
    #[must_use]
    pub fn count_of(&self, id: TermId) -> u64 {
        self.counts[id as usize]
    }

    /// Return the document frequency of the term with the given id.
    ///
    /// # Panics
    ///
    /// If there is no such id.
    #[must_use]
    pub fn document_frequency_of(&self, id: TermId) -> u64 {
        self.document_frequencies[id as usize]
    }

    /// Convert a count to a rate per million tokens.
    #[must_use]
    pub fn per_million(&self, count: u64) -> f64 {
        if self.n_tokens == 0 {
            return 0.0;
        }
        count as f64 * 1e6 / self.n_tokens as f64
    }

    /// Add the tallies of the terms of a vocabulary; terms without count are dropped.
    pub(super) fn add_tallies(&mut self, vocabulary: Vocabulary, tallies: Tallies) {
        let mut totals = tallies.into_totals();
        totals.resize(vocabulary.len(), Totals::default());
        if self.vocabulary.is_empty() && totals.iter().all(|totals| totals.count > 0) {
            self.vocabulary = vocabulary;
            self.vocabulary.shrink();
            self.counts = totals.iter().map(|totals| totals.count).collect();
            self.document_frequencies = totals
                .iter()
                .map(|totals| totals.document_frequency)
                .collect();
            return;
        }
        for (term, totals) in vocabulary.terms().zip(&totals) {
            if totals.count > 0 {
                self.add(term, totals.count, totals.document_frequency);
            }
        }
    }

    /// Add to the counts of `term`, and return its id.
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

    /// Add the counts of other documents.
    ///
    /// The cost is linear in the number of terms of `other`. Merging the counts of parts equals counting the whole.
    ///
    /// # Errors
    ///
    /// If the two were counted with different analyzers.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.analyzer != other.analyzer {
            return Err(Error::config(format!(
                "counts made by different options cannot be merged: ({}) and ({}); count both with the same options",
                self.analyzer, other.analyzer
            )));
        }
        for (id, term) in other.vocabulary.terms().enumerate() {
            self.add(term, other.counts[id], other.document_frequencies[id]);
        }
        self.n_tokens += other.n_tokens;
        self.n_documents += other.n_documents;
        self.n_missing += other.n_missing;
        for (&language, n) in &other.languages {
            *self.languages.entry(language).or_default() += n;
        }
        Ok(())
    }

    /// Return the ids of the selected terms, most frequent first; ties are broken by code points.
    ///
    /// Only selected terms are sorted: `O(n + k log k)` for k of n terms.
    ///
    /// # Errors
    ///
    /// If a bound is invalid.
    pub fn select(&self, selection: &Selection) -> Result<Vec<TermId>> {
        let n_documents = self.n_documents - self.n_missing;
        let (low, high) = selection.bounds(n_documents as f64)?;
        let ids = (0..)
            .zip(&self.document_frequencies)
            .filter(|&(_, &df)| (low..=high).contains(&(df as f64)))
            .map(|(id, _)| id);
        Ok(self.first(ids, selection.top))
    }

    /// Return at most `top` of the terms, most frequent first; ties are broken by code points.
    fn first(&self, ids: impl Iterator<Item = TermId>, top: Option<usize>) -> Vec<TermId> {
        // Most comparisons are decided by the count and the first bytes of a term, which are stored together.
        let mut keys: Vec<(Reverse<u64>, u64, TermId)> = ids
            .map(|id| (Reverse(self.count_of(id)), first_bytes(self.term(id)), id))
            .collect();
        let compare = |a: &(Reverse<u64>, u64, TermId), b: &(Reverse<u64>, u64, TermId)| {
            let by_key = (a.0, a.1).cmp(&(b.0, b.1));
            by_key.then_with(|| self.term(a.2).cmp(self.term(b.2)))
        };
        if let Some(top) = top
            && top < keys.len()
        {
            keys.select_nth_unstable_by(top, compare);
            keys.truncate(top);
        }
        keys.sort_unstable_by(compare);
        keys.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Return a table of term, count, document frequency, rate per million tokens, and rank.
    ///
    /// # Panics
    ///
    /// If there is no such id.
    #[must_use]
    pub fn to_table(&self, ids: &[TermId]) -> Table {
        Table::new(columns_of(&[(self, ids)]))
    }

    /// Return the ids of all terms in code-point order.
    pub(super) fn ids_by_term(&self) -> Vec<TermId> {
        self.vocabulary.sorted()
    }
}

/// Build the columns of [`TermCounts::to_table`] for the terms of several counts, one after another.
pub(super) fn columns_of(parts: &[(&TermCounts, &[TermId])]) -> Vec<Column> {
    let rows = || {
        let parts = parts.iter();
        parts.flat_map(|&(counts, ids)| ids.iter().map(move |&id| (counts, id)))
    };
    let figures = |figure: fn(&TermCounts, TermId) -> u64| {
        rows()
            .map(|(counts, id)| cell(figure(counts, id)))
            .collect()
    };
    let rates = rows().map(|(counts, id)| counts.per_million(counts.count_of(id)));
    let ranks = parts.iter().flat_map(|(_, ids)| (1..).take(ids.len()));
    vec![
        Column::text("term", rows().map(|(counts, id)| counts.term(id))),
        Column::ints("count", figures(TermCounts::count_of)),
        Column::ints(
            "document_frequency",
            figures(TermCounts::document_frequency_of),
        ),
        Column::floats("per_million", rates.collect()),
        Column::ints("rank", ranks.collect()),
    ]
}

impl PartialEq for TermCounts {
    fn eq(&self, other: &Self) -> bool {
        self.analyzer == other.analyzer
            && self.n_tokens == other.n_tokens
            && self.n_documents == other.n_documents
            && self.n_missing == other.n_missing
            && self.languages == other.languages
            && self.n_terms() == other.n_terms()
            && self.vocabulary.terms().enumerate().all(|(id, term)| {
                other.count(term) == self.counts[id]
                    && other.document_frequency(term) == self.document_frequencies[id]
            })
    }
}

/// A number of documents: absolute, or as a proportion of all that are not missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frequency {
    /// An absolute number of documents.
    Documents(u64),
    /// A proportion of the documents, from 0 to 1.
    Share(f64),
}

impl Frequency {
    fn check(self, name: &str) -> Result<Self> {
        match self {
            Self::Share(share) if !(0.0..=1.0).contains(&share) => Err(Error::config(format!(
                "{name}={share}: give 0 or more documents as an integer, or a proportion between 0.0 and 1.0"
            ))),
            bound => Ok(bound),
        }
    }

    /// Convert to a number of documents, out of `n_documents`.
    fn of(self, n_documents: f64) -> f64 {
        match self {
            Self::Documents(n) => n as f64,
            Self::Share(share) => share * n_documents,
        }
    }
}

/// A selection of terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// The minimum document frequency.
    pub min_df: Frequency,
    /// The maximum document frequency.
    pub max_df: Option<Frequency>,
    /// Maximum number of terms.
    pub top: Option<usize>,
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

impl Selection {
    /// Return the minimum and maximum document frequency, out of `n_documents`.
    pub(super) fn bounds(&self, n_documents: f64) -> Result<(f64, f64)> {
        let low = self.min_df.check("min_df")?.of(n_documents);
        let high = match self.max_df {
            Some(bound) => bound.check("max_df")?.of(n_documents),
            None => f64::INFINITY,
        };
        Ok((low, high))
    }
}
