//! Counts in which documents weigh more or less than one.

use super::grouped::{GroupCounter, GroupedCounts};
use super::groups::{DocumentGroups, Group, Grouping};
use super::term_counts::{Selection, TermCounts};
use super::vocabulary::Vocabulary;
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table};
use crate::tokens::Analyzer;

/// How often each term is used and in how many documents, by the weights of the documents.
///
/// Whole counts are kept for each weight, and are multiplied and added, the least weight first, when figures are asked
/// for: so merging parts equals one pass, to the last bit, and threads make no difference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightedCounts(pub(super) GroupedCounts);

/// The figures of all terms.
struct Figures {
    vocabulary: Vocabulary,
    counts: Vec<f64>,
    document_frequencies: Vec<f64>,
    /// Documents, whatever they weigh.
    n_documents: Vec<u64>,
}

impl WeightedCounts {
    /// The counts for each weight.
    #[must_use]
    pub fn by_weight(&self) -> &GroupedCounts {
        &self.0
    }

    /// Whole counts, where no document weighs other than one.
    #[must_use]
    pub fn as_whole(&self) -> Option<TermCounts> {
        let mut groups = self.0.groups();
        let Some((weight, counts)) = groups.next() else {
            return Some(TermCounts::new(self.0.analyzer().clone()));
        };
        (*weight == Group::Int(1) && groups.next().is_none()).then(|| counts.clone())
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.figures().vocabulary.len()
    }

    /// The number of tokens read, by weight.
    #[must_use]
    pub fn n_tokens(&self) -> f64 {
        self.sum(TermCounts::n_tokens)
    }

    /// The number of documents, missing ones included, by weight.
    #[must_use]
    pub fn n_documents(&self) -> f64 {
        self.sum(TermCounts::n_documents)
    }

    /// The number of missing documents, by weight.
    #[must_use]
    pub fn n_missing(&self) -> f64 {
        self.sum(TermCounts::n_missing)
    }

    /// How often `term` is used, by weight.
    #[must_use]
    pub fn count(&self, term: &str) -> f64 {
        self.sum(|counts| counts.count(term))
    }

    /// In how many documents `term` is used, by weight.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> f64 {
        self.sum(|counts| counts.document_frequency(term))
    }

    /// Adds the counts of other documents.
    ///
    /// # Errors
    ///
    /// Where the two were counted by different options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        self.0.merge(other.0)
    }

    /// The chosen terms, the most used first, ties in code-point order: term, count, document frequency, rate per million
    /// tokens, rank. Bounds are on numbers and shares of documents, whatever those weigh.
    ///
    /// # Errors
    ///
    /// Where a bound makes no sense.
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
            .map(|(weight, counts)| (weight.as_f64(), counts))
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
                let place = all.vocabulary.intern(term) as usize;
                if place == all.counts.len() {
                    all.counts.push(0.0);
                    all.document_frequencies.push(0.0);
                    all.n_documents.push(0);
                }
                let n_documents = counts.document_frequency_of(id);
                all.counts[place] += weight * counts.count_of(id) as f64;
                all.document_frequencies[place] += weight * n_documents as f64;
                all.n_documents[place] += n_documents;
            }
        }
        all
    }
}

impl From<TermCounts> for WeightedCounts {
    /// Documents that weigh one.
    fn from(counts: TermCounts) -> Self {
        let mut grouped = GroupedCounts::new(counts.analyzer().clone(), by_weight());
        grouped.groups.insert(Group::Int(1), counts);
        Self(grouped)
    }
}

fn by_weight() -> Grouping {
    Grouping {
        column: "weight".to_owned(),
        every: None,
    }
}

/// Counts the terms of documents that weigh more or less than one; a document of weight 0 is left out.
///
/// Costs what a count by group does, a group for each distinct weight.
///
/// # Errors
///
/// Where there is not one weight for each document, a weight is negative or no number, and as
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
            "{} weights for {} documents: give one for each",
            weights.len(),
            documents.len()
        )));
    }
    match weights
        .iter()
        .position(|weight| !(0.0..f64::INFINITY).contains(weight))
    {
        None => Ok(()),
        Some(index) => Err(Error::config(format!(
            "weight {} of document {index}: give a number of at least 0",
            weights[index]
        ))),
    }
}
