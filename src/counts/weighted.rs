//! Counts of weighted documents.

use super::grouped::{GroupCounter, GroupedCounts};
use super::groups::{DocumentGroups, Group, Grouping};
use super::term_counts::{Selection, TermCounts};
use super::vocabulary::Vocabulary;
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table};
use crate::tokens::Analyzer;

/// The count and document frequency of each term, weighted by the weights of the documents.
///
/// Integer counts are stored for each distinct weight. They are multiplied and added, in ascending order of weight,
/// when results are requested, so merging parts equals one pass to the last bit, whatever the number of threads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightedCounts(pub(super) GroupedCounts);

/// The weighted counts of all terms.
struct Figures {
    vocabulary: Vocabulary,
    counts: Vec<f64>,
    document_frequencies: Vec<f64>,
    /// Unweighted document frequencies.
    n_documents: Vec<u64>,
}

impl WeightedCounts {
    /// Return the counts for each weight.
    #[must_use]
    pub fn by_weight(&self) -> &GroupedCounts {
        &self.0
    }

    /// Return integer counts, if all documents have weight 1.
    #[must_use]
    pub fn as_unweighted(&self) -> Option<TermCounts> {
        let mut groups = self.0.groups();
        let Some((weight, counts)) = groups.next() else {
            return Some(TermCounts::new(self.0.analyzer().clone()));
        };
        (weight[..] == [Group::Int(1)] && groups.next().is_none()).then(|| counts.clone())
    }

    /// Return the number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.figures().vocabulary.len()
    }

    /// Return the weighted number of tokens read.
    #[must_use]
    pub fn n_tokens(&self) -> f64 {
        self.sum(TermCounts::n_tokens)
    }

    /// Return the weighted number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> f64 {
        self.sum(TermCounts::n_documents)
    }

    /// Return the weighted number of missing documents.
    #[must_use]
    pub fn n_missing(&self) -> f64 {
        self.sum(TermCounts::n_missing)
    }

    /// Return the weighted count of `term`.
    #[must_use]
    pub fn count(&self, term: &str) -> f64 {
        self.sum(|counts| counts.count(term))
    }

    /// Return the weighted document frequency of `term`.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> f64 {
        self.sum(|counts| counts.document_frequency(term))
    }

    /// Add the counts of other documents.
    ///
    /// # Errors
    ///
    /// If the two were counted with different options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        self.0.merge(other.0)
    }

    /// Return a table of the selected terms, most frequent first, ties broken by code points: term, count, document
    /// frequency, rate per million tokens, rank. Bounds apply to unweighted numbers and proportions of documents.
    ///
    /// # Errors
    ///
    /// If a bound is invalid.
    pub fn to_table(&self, selection: &Selection) -> Result<Table> {
        let figures = self.figures();
        let present = |counts: &TermCounts| counts.n_documents() - counts.n_missing();
        let n_documents: u64 = self.weights().map(|(_, counts)| present(counts)).sum();
        let (low, high) = selection.bounds(n_documents as f64)?;
        let terms: Vec<&str> = figures.vocabulary.terms().collect();
        let mut ids: Vec<usize> = (0..terms.len())
            .filter(|&id| (low..=high).contains(&(figures.n_documents[id] as f64)))
            .collect();
        ids.sort_unstable_by(|&a, &b| {
            let by_count = figures.counts[b].total_cmp(&figures.counts[a]);
            by_count.then_with(|| terms[a].cmp(terms[b]))
        });
        ids.truncate(selection.top.unwrap_or(usize::MAX));
        let n_tokens = self.n_tokens();
        let chosen = |values: &[f64]| ids.iter().map(|&id| values[id]).collect::<Vec<f64>>();
        let counts = chosen(&figures.counts);
        let rates = counts.iter().map(|count| count * 1e6 / n_tokens).collect();
        Ok(Table::new(vec![
            Column::text("term", ids.iter().map(|&id| terms[id])),
            Column::floats("count", counts),
            Column::floats("document_frequency", chosen(&figures.document_frequencies)),
            Column::floats("per_million", rates),
            Column::ints("rank", (1..).take(ids.len()).collect()),
        ]))
    }

    fn weights(&self) -> impl Iterator<Item = (f64, &TermCounts)> {
        self.0
            .groups()
            .map(|(weight, counts)| (weight[0].as_f64(), counts))
    }

    fn sum(&self, figure: impl Fn(&TermCounts) -> u64) -> f64 {
        self.weights()
            .map(|(weight, counts)| weight * figure(counts) as f64)
            .sum()
    }

    fn figures(&self) -> Figures {
        let mut all = Figures {
            vocabulary: Vocabulary::default(),
            counts: Vec::new(),
            document_frequencies: Vec::new(),
            n_documents: Vec::new(),
        };
        for (weight, counts) in self.weights() {
            for (id, term) in (0..).zip(counts.vocabulary.terms()) {
                let index = all.vocabulary.intern(term) as usize;
                if index == all.counts.len() {
                    all.counts.push(0.0);
                    all.document_frequencies.push(0.0);
                    all.n_documents.push(0);
                }
                let n_documents = counts.document_frequency_of(id);
                all.counts[index] += weight * counts.count_of(id) as f64;
                all.document_frequencies[index] += weight * n_documents as f64;
                all.n_documents[index] += n_documents;
            }
        }
        all
    }
}

impl From<TermCounts> for WeightedCounts {
    /// Convert counts of documents with weight 1.
    fn from(counts: TermCounts) -> Self {
        let mut grouped = GroupedCounts::new(counts.analyzer().clone(), by_weight());
        grouped.groups.insert(vec![Group::Int(1)], counts);
        Self(grouped)
    }
}

fn by_weight() -> Grouping {
    Grouping::new(vec!["weight".to_owned()], None).expect("one column")
}

/// Count the terms of weighted documents. Documents with weight 0 are ignored.
///
/// The cost is that of counting by group, with one group for each distinct weight.
///
/// # Errors
///
/// If the number of weights is not that of documents, if a weight is negative or not a number, and like
/// [`count_terms`](super::count_terms).
pub fn count_terms_weighted(
    documents: &Documents,
    weights: &[f64],
    analyzer: &Analyzer,
    workers: &Workers,
) -> Result<WeightedCounts> {
    check(documents, weights)?;
    let prepared = analyzer.prepare()?;
    let grouping = by_weight();
    let groups = DocumentGroups::of_weights(weights);
    let counts = workers.tally_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || GroupCounter::new(&grouping, &prepared),
        |counter, mut range| {
            range.try_for_each(|index| counter.count(documents, &groups, index, workers))
        },
        GroupCounter::into_counts,
        GroupedCounts::merge,
    )?;
    Ok(WeightedCounts(counts))
}

fn check(documents: &Documents, weights: &[f64]) -> Result<()> {
    if weights.len() != documents.len() {
        return Err(Error::config(format!(
            "{} weights for {} documents: give one per document",
            weights.len(),
            documents.len()
        )));
    }
    match weights
        .iter()
        .position(|weight| !(0.0..f64::INFINITY).contains(weight))
    {
        None => {}
        Some(index) => {
            return Err(Error::config(format!(
                "weight {} of document {index}: use a finite number of at least 0",
                weights[index]
            )));
        }
    }
    // A document has fewer terms than bytes, and rates are per million.
    let most = (0..).zip(weights).map(|(index, weight)| {
        let n_bytes = documents.n_bytes(index).max(1);
        weight * n_bytes as f64 * 1e6
    });
    if most.sum::<f64>().is_finite() {
        return Ok(());
    }
    let largest = weights.iter().copied().fold(0.0, f64::max);
    Err(Error::config(format!(
        "weights of up to {largest:e} add up to more than a float can hold: scale them down"
    )))
}
