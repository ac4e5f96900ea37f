//! Counts of groups of documents, each group by itself.

use std::collections::BTreeMap;

use super::counter::Counter;
use super::groups::{DocumentGroups, Group, Grouping, group_column, is_mixed};
use super::term_counts::{Selection, TermCounts, columns_of};
use super::vocabulary::TermId;
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::{Analyzer, PreparedAnalyzer};

/// The counts of each group of documents.
///
/// Every group has a vocabulary of its own, 6 kB at least while it is counted: this is for groups of some size, not for millions of them.
/// Merging the counts of parts equals counting the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupedCounts {
    pub(super) analyzer: Analyzer,
    pub(super) grouping: Grouping,
    pub(super) groups: BTreeMap<Group, TermCounts>,
}

impl GroupedCounts {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(analyzer: Analyzer, grouping: Grouping) -> Self {
        Self {
            analyzer,
            grouping,
            groups: BTreeMap::new(),
        }
    }

    /// The analyzer that made the terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// What it was grouped by.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// The groups in their order with their counts.
    #[must_use]
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (&Group, &TermCounts)> {
        self.groups.iter()
    }

    /// The counts of a group.
    #[must_use]
    pub fn get(&self, group: &Group) -> Option<&TermCounts> {
        self.groups.get(group)
    }

    /// Adds the counts of other documents.
    ///
    /// # Errors
    ///
    /// Where the two were counted or grouped by different options.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        if self.grouping != other.grouping {
            return Err(Error::config(format!(
                "counts {} and counts {} cannot be merged; group both in one way",
                self.grouping, other.grouping
            )));
        }
        if self.analyzer != other.analyzer {
            // It says what differs.
            return TermCounts::new(self.analyzer.clone()).merge(&TermCounts::new(other.analyzer));
        }
        for (group, counts) in other.groups {
            self.add(group, counts)?;
        }
        self.settle()
    }

    fn add(&mut self, group: Group, counts: TermCounts) -> Result<()> {
        if let Some(known) = self.groups.get_mut(&group) {
            return known.merge(&counts);
        }
        self.groups.insert(group, counts);
        Ok(())
    }

    /// Makes all groups text where they are of several kinds: parts of a column may look otherwise than the whole.
    pub(super) fn settle(&mut self) -> Result<()> {
        if !is_mixed(self.groups.keys()) {
            return Ok(());
        }
        for (group, counts) in std::mem::take(&mut self.groups) {
            let group = match group {
                Group::Missing => Group::Missing,
                other => Group::Text(other.to_string()),
            };
            self.add(group, counts)?;
        }
        Ok(())
    }

    /// The chosen terms of each group with their figures, group by group; rates and ranks are those within the group.
    ///
    /// # Errors
    ///
    /// Where a bound makes no sense.
    pub fn to_table(&self, selection: &Selection) -> Result<Table> {
        let chosen = self.groups.values().map(|counts| counts.select(selection));
        let chosen: Vec<Vec<TermId>> = chosen.collect::<Result<_>>()?;
        let rows = self.groups.keys().zip(&chosen);
        let groups: Vec<&Group> = rows
            .flat_map(|(group, ids)| std::iter::repeat_n(group, ids.len()))
            .collect();
        let parts: Vec<(&TermCounts, &[TermId])> = self
            .groups
            .values()
            .zip(chosen.iter().map(Vec::as_slice))
            .collect();
        let mut columns = vec![self.column(&groups)];
        columns.extend(columns_of(&parts));
        Ok(Table::new(columns))
    }

    /// A row for each group: its documents, missing ones, tokens and distinct terms.
    #[must_use]
    pub fn totals(&self) -> Table {
        let groups: Vec<&Group> = self.groups.keys().collect();
        let ints = |name: &str, figure: fn(&TermCounts) -> u64| {
            let figures = self.groups.values().map(|counts| cell(figure(counts)));
            Column::ints(name, figures.collect())
        };
        Table::new(vec![
            self.column(&groups),
            ints("n_documents", TermCounts::n_documents),
            ints("n_missing", TermCounts::n_missing),
            ints("n_tokens", TermCounts::n_tokens),
            ints("n_terms", |counts| counts.n_terms() as u64),
        ])
    }

    fn column(&self, groups: &[&Group]) -> Column {
        // A column of the result itself keeps its name.
        let taken = ["term", "count", "document_frequency", "per_million", "rank"];
        let name = &self.grouping.column;
        if taken.contains(&name.as_str()) {
            group_column(&format!("document_{name}"), groups)
        } else {
            group_column(name, groups)
        }
    }
}

/// Counts the terms of each group of documents.
///
/// Linear in the length of the texts; a document that bears a list of values is counted in the group of each. Memory
/// grows with the distinct terms of every group.
///
/// # Errors
///
/// Where the documents have no such column, there are no stop words for the language, options do not go together, or the
/// work was stopped.
pub fn count_terms_by(
    documents: &Documents,
    analyzer: &Analyzer,
    grouping: &Grouping,
    workers: &Workers,
) -> Result<GroupedCounts> {
    let prepared = analyzer.prepare()?;
    let groups = DocumentGroups::new(documents, grouping)?;
    workers.tally_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || GroupCounter::new(grouping, &prepared),
        |counter, mut range| {
            range.try_for_each(|index| counter.count(documents, &groups, index, workers))
        },
        GroupCounter::into_counts,
        GroupedCounts::merge,
    )
}

/// The counts of one thread, while it counts.
pub(super) struct GroupCounter<'a> {
    grouping: &'a Grouping,
    analyzer: &'a PreparedAnalyzer,
    counters: BTreeMap<Group, Counter<'a>>,
}

impl<'a> GroupCounter<'a> {
    pub(super) fn new(grouping: &'a Grouping, analyzer: &'a PreparedAnalyzer) -> Self {
        Self {
            grouping,
            analyzer,
            counters: BTreeMap::new(),
        }
    }

    pub(super) fn count(
        &mut self,
        documents: &Documents,
        groups: &DocumentGroups<'_>,
        index: usize,
        workers: &Workers,
    ) -> Result<()> {
        for group in groups.of(index) {
            let counter = self.counters.entry(group);
            let counter = counter.or_insert_with(|| Counter::new(self.analyzer));
            counter.count(documents, index, workers)?;
        }
        Ok(())
    }

    pub(super) fn into_counts(self) -> GroupedCounts {
        let groups = self.counters.into_iter();
        GroupedCounts {
            analyzer: self.analyzer.analyzer().clone(),
            grouping: self.grouping.clone(),
            groups: groups
                .map(|(group, counter)| (group, counter.into_counts()))
                .collect(),
        }
    }
}
