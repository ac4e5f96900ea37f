//! Counts of groups of documents.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::by_language::{DocumentLanguages, languages_table};
use super::counter::Counter;
use super::groups::{DocumentGroups, Group, GroupKey, Grouping, group_columns, is_mixed};
use super::term_counts::{Selection, TermCounts, columns_of};
use super::vocabulary::TermId;
use crate::corpus::{Documents, Undated};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::{Analyzer, PreparedAnalyzer};

/// A counter takes several kB. If there are more groups than this, the counters are given up for new ones from time to
/// time.
const MOST_COUNTERS: usize = if cfg!(test) { 8 } else { 1 << 13 };

/// The counts of each group of documents.
///
/// Every group has its own vocabulary: some 600 bytes, and 60 for each term. Merging the counts of parts equals counting the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupedCounts {
    pub(super) analyzer: Analyzer,
    pub(super) grouping: Grouping,
    pub(super) groups: BTreeMap<GroupKey, TermCounts>,
    pub(super) undated: Undated,
}

impl GroupedCounts {
    /// Create empty counts.
    #[must_use]
    pub fn new(analyzer: Analyzer, grouping: Grouping) -> Self {
        Self {
            analyzer,
            grouping,
            groups: BTreeMap::new(),
            undated: Undated::default(),
        }
    }

    /// Return the analyzer that made the terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Return the grouping.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// Return the numbers of documents without a time bin; all 0 without time bins.
    #[must_use]
    pub fn undated(&self) -> Undated {
        self.undated
    }

    /// Iterate over the groups, in order, with their counts.
    #[must_use]
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (&GroupKey, &TermCounts)> {
        self.groups.iter()
    }

    /// Return the counts of a group.
    #[must_use]
    pub fn get(&self, group: &GroupKey) -> Option<&TermCounts> {
        self.groups.get(group)
    }

    /// Add the counts of other documents.
    ///
    /// # Errors
    ///
    /// If the two were counted or grouped with different options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        if self.grouping != other.grouping {
            return Err(Error::config(format!(
                "counts {} and counts {} cannot be merged; use the same grouping",
                self.grouping, other.grouping
            )));
        }
        if self.analyzer != other.analyzer {
            // The error names the difference.
            let of_other = TermCounts::new(other.analyzer);
            return TermCounts::new(self.analyzer.clone()).merge(&of_other);
        }
        for (group, counts) in other.groups {
            self.add(group, counts)?;
        }
        self.undated += other.undated;
        self.unify_groups()
    }

    fn add(&mut self, group: GroupKey, counts: TermCounts) -> Result<()> {
        if let Some(known) = self.groups.get_mut(&group) {
            return known.merge(&counts);
        }
        self.groups.insert(group, counts);
        Ok(())
    }

    /// Convert all groups to text if they are of several kinds, since parts of a column may have other types than the
    /// whole.
    pub(super) fn unify_groups(&mut self) -> Result<()> {
        let columns = 0..self.grouping.columns().len();
        let mixed: Vec<bool> = columns
            .map(|n| is_mixed(self.groups.keys().map(|key| &key[n])))
            .collect();
        if !mixed.contains(&true) {
            return Ok(());
        }
        let unified = |(group, &is_mixed): (Group, &bool)| match group {
            Group::Missing => Group::Missing,
            other if is_mixed => Group::Text(other.to_string()),
            other => other,
        };
        for (key, counts) in std::mem::take(&mut self.groups) {
            let key = key.into_iter().zip(&mixed).map(unified).collect();
            self.add(key, counts)?;
        }
        Ok(())
    }

    /// Return a table of the selected terms of each group with their counts, group by group. Rates and ranks are within
    /// the group.
    ///
    /// # Errors
    ///
    /// If a bound is invalid.
    pub fn to_table(&self, selection: &Selection) -> Result<Table> {
        let chosen = self.groups.values().map(|counts| counts.select(selection));
        let chosen: Vec<Vec<TermId>> = chosen.collect::<Result<_>>()?;
        let rows = self.groups.keys().zip(&chosen);
        let groups: Vec<&GroupKey> = rows
            .flat_map(|(group, ids)| std::iter::repeat_n(group, ids.len()))
            .collect();
        let parts: Vec<(&TermCounts, &[TermId])> = self
            .groups
            .values()
            .zip(chosen.iter().map(Vec::as_slice))
            .collect();
        let mut columns = self.columns(&groups);
        columns.extend(columns_of(&parts));
        Ok(Table::new(columns))
    }

    /// Return a table with one row per group: its numbers of documents, missing documents, tokens and distinct terms.
    #[must_use]
    pub fn totals(&self) -> Table {
        let groups: Vec<&GroupKey> = self.groups.keys().collect();
        let ints = |name: &str, figure: fn(&TermCounts) -> u64| {
            let figures = self.groups.values().map(|counts| cell(figure(counts)));
            Column::ints(name, figures.collect())
        };
        let mut columns = self.columns(&groups);
        columns.extend([
            ints("n_documents", TermCounts::n_documents),
            ints("n_missing", TermCounts::n_missing),
            ints("n_tokens", TermCounts::n_tokens),
            ints("n_terms", |counts| counts.n_terms() as u64),
        ]);
        Table::new(columns)
    }

    /// Return how documents were read in each language; see [`TermCounts::languages_table`]. A document in several groups
    /// is counted in each.
    #[must_use]
    pub fn languages_table(&self) -> Table {
        let mut languages = DocumentLanguages::new();
        for counts in self.groups.values() {
            for (&language, n) in &counts.languages {
                *languages.entry(language).or_default() += n;
            }
        }
        languages_table(&self.analyzer, &languages)
    }

    fn columns(&self, groups: &[&GroupKey]) -> Vec<Column> {
        // The columns of the result keep their names.
        let taken = ["term", "count", "document_frequency", "per_million", "rank"];
        group_columns(&self.grouping, groups, &taken)
    }
}

/// Count the terms of each group of documents.
///
/// The cost is linear in the length of the texts. A document with a list of values is counted in the group of each
/// value. Memory grows with the distinct terms of all groups.
///
/// # Errors
///
/// If the documents have no such column, if there are no stop words for the language, if options are incompatible, or
/// if the work was stopped.
pub fn count_terms_by(
    documents: &Documents,
    analyzer: &Analyzer,
    grouping: &Grouping,
    workers: &Workers,
) -> Result<GroupedCounts> {
    let prepared = analyzer.prepare()?;
    let groups = DocumentGroups::new(documents, grouping)?;
    let mut counts = workers.tally_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || GroupCounter::new(grouping, &prepared),
        |counter, mut range| {
            range.try_for_each(|index| counter.count(documents, &groups, index, workers))
        },
        GroupCounter::into_counts,
        GroupedCounts::merge,
    )?;
    counts.undated = groups.undated();
    Ok(counts)
}

/// The counts of one thread in progress.
pub(super) struct GroupCounter<'a> {
    grouping: &'a Grouping,
    analyzer: &'a PreparedAnalyzer,
    counters: BTreeMap<GroupKey, Counter<'a>>,
    /// The counts so far of groups whose counters were given up.
    counts: BTreeMap<GroupKey, TermCounts>,
    shared: Arc<Analyzer>,
    pub(super) undated: Undated,
}

impl<'a> GroupCounter<'a> {
    pub(super) fn new(grouping: &'a Grouping, analyzer: &'a PreparedAnalyzer) -> Self {
        Self {
            grouping,
            analyzer,
            counters: BTreeMap::new(),
            counts: BTreeMap::new(),
            shared: Arc::new(analyzer.analyzer().clone()),
            undated: Undated::default(),
        }
    }

    pub(super) fn count(
        &mut self,
        documents: &Documents,
        groups: &DocumentGroups<'_>,
        index: usize,
        workers: &Workers,
    ) -> Result<()> {
        if self.counters.len() >= MOST_COUNTERS {
            self.give_up_counters();
        }
        for group in groups.of(index) {
            let counter = self.counters.entry(group);
            let counter = counter.or_insert_with(|| Counter::new(self.analyzer));
            counter.count(documents, index, workers)?;
        }
        Ok(())
    }

    /// Add what the counters counted, and drop them.
    fn give_up_counters(&mut self) {
        for (group, counter) in std::mem::take(&mut self.counters) {
            let counts = counter.into_counts(Arc::clone(&self.shared));
            match self.counts.entry(group) {
                Entry::Vacant(place) => drop(place.insert(counts)),
                Entry::Occupied(known) => {
                    let merged = known.into_mut().merge(&counts);
                    merged.expect("all counters have one analyzer");
                }
            }
        }
    }

    pub(super) fn into_counts(mut self) -> GroupedCounts {
        self.give_up_counters();
        GroupedCounts {
            analyzer: self.analyzer.analyzer().clone(),
            grouping: self.grouping.clone(),
            groups: self.counts,
            undated: self.undated,
        }
    }
}
