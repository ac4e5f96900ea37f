//! Entities by group of documents. Mentions are linked over all groups.

use std::collections::BTreeMap;

use super::entities::{Entities, Entity};
use crate::corpus::{Documents, Undated};
use crate::counts::{DocumentGroups, GroupKey, Grouping, group_columns};
use crate::entities::mentions::Label;
use crate::error::Result;
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::{Segmenter, Tokenizer, count_tokens};

/// The counts of an entity in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct EntityCounts {
    mentions: u64,
    documents: u64,
    last_document: Option<usize>,
}

/// The counts of a group of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct GroupCounts {
    documents: u64,
    missing: u64,
    tokens: u64,
    /// By index of the entity.
    entities: BTreeMap<usize, EntityCounts>,
}

/// Entities counted by group of documents.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupedEntities {
    grouping: Grouping,
    groups: BTreeMap<GroupKey, GroupCounts>,
    undated: Undated,
}

impl Entities {
    /// Counts the entities of each group of documents. A document with a list of values counts in the group of each value.
    ///
    /// Takes linear time in the number of mentions and, for the rates, in the length of the texts.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::counts::Grouping;
    /// use lexicount::entities::{EntityFinder, count_entities};
    /// use lexicount::parallel::Workers;
    /// use lexicount::table::Column;
    ///
    /// let documents = Documents::from_texts(["Kabul shook.", "Kabul and Kabul."]);
    /// let documents = documents.with_metadata(vec![Column::text("paper", ["A", "B"])]);
    /// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
    /// let grouping = Grouping::new(vec!["paper".into()], None)?;
    /// let grouped = entities.by(&documents, grouping, &Workers::serial())?;
    /// assert_eq!(grouped.to_table(&entities, None).n_rows(), 2);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such column, or if the work was cancelled.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    pub fn by(
        &self,
        documents: &Documents,
        grouping: Grouping,
        workers: &Workers,
    ) -> Result<GroupedEntities> {
        let groups = DocumentGroups::new(documents, &grouping)?;
        let words = Segmenter::Words(Tokenizer::default());
        let tokens = count_tokens(documents, &words, workers)?;
        let mut all: BTreeMap<GroupKey, GroupCounts> = BTreeMap::new();
        let mut rest = self.mentions();
        for (document, &n_tokens) in tokens.iter().enumerate() {
            workers.check()?;
            let n = rest.partition_point(|one| one.document == document);
            let (mentions, later) = rest.split_at(n);
            rest = later;
            for group in groups.of(document) {
                let counts = all.entry(group).or_default();
                counts.documents += 1;
                counts.missing += u64::from(documents.text(document).is_none());
                counts.tokens += n_tokens as u64;
                for mention in mentions {
                    let entity = counts.entities.entry(mention.entity).or_default();
                    entity.mentions += 1;
                    entity.documents += u64::from(entity.last_document != Some(document));
                    entity.last_document = Some(document);
                }
            }
        }
        let undated = groups.undated();
        Ok(GroupedEntities {
            groups: all,
            undated,
            grouping,
        })
    }
}

impl GroupedEntities {
    /// Returns how documents are grouped.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// Returns the numbers of documents without a time bin; all 0 without time bins.
    #[must_use]
    pub fn undated(&self) -> Undated {
        self.undated
    }

    /// Returns a row for each group and entity in it: group, label, name, mentions, documents, mentions per million words.
    ///
    /// Rows are in order of group, then mentions, most first; ties by label, then name.
    #[must_use]
    pub fn to_table(&self, entities: &Entities, labels: Option<&[Label]>) -> Table {
        let mut rows: Vec<(&GroupKey, &GroupCounts, &Entity, EntityCounts)> = Vec::new();
        for (group, counts) in &self.groups {
            let first = rows.len();
            for (&index, &own) in &counts.entities {
                let entity = &entities.entities()[index];
                if labels.is_none_or(|labels| labels.contains(&entity.label)) {
                    rows.push((group, counts, entity, own));
                }
            }
            rows[first..].sort_by(|a, b| {
                let names = (&a.2.label, &a.2.name).cmp(&(&b.2.label, &b.2.name));
                b.3.mentions.cmp(&a.3.mentions).then(names)
            });
        }
        let groups: Vec<&GroupKey> = rows.iter().map(|row| row.0).collect();
        let rates = rows.iter().map(|(_, counts, _, own)| {
            let rate = 1e6 * own.mentions as f64 / counts.tokens as f64;
            (counts.tokens > 0).then_some(rate)
        });
        let mut columns = self.columns(&groups);
        columns.extend([
            Column::text("label", rows.iter().map(|row| row.2.label.as_str())),
            Column::text("name", rows.iter().map(|row| &row.2.name)),
            Column::ints(
                "mentions",
                rows.iter().map(|row| cell(row.3.mentions)).collect(),
            ),
            Column::ints(
                "documents",
                rows.iter().map(|row| cell(row.3.documents)).collect(),
            ),
            Column::optional_floats("per_million", rates),
        ]);
        Table::new(columns)
    }

    /// Returns a row for each group: documents, missing documents, words, mentions, distinct entities.
    #[must_use]
    pub fn totals(&self) -> Table {
        let groups: Vec<&GroupKey> = self.groups.keys().collect();
        let ints = |name: &str, count: fn(&GroupCounts) -> u64| {
            let counts = self.groups.values().map(|group| cell(count(group)));
            Column::ints(name, counts.collect())
        };
        let mut columns = self.columns(&groups);
        columns.extend([
            ints("n_documents", |group| group.documents),
            ints("n_missing", |group| group.missing),
            ints("n_tokens", |group| group.tokens),
            ints("n_mentions", |group| {
                group.entities.values().map(|one| one.mentions).sum()
            }),
            ints("n_entities", |group| group.entities.len() as u64),
        ]);
        Table::new(columns)
    }

    fn columns(&self, groups: &[&GroupKey]) -> Vec<Column> {
        // A column of the result itself keeps its name.
        let taken = ["label", "name", "mentions", "documents", "per_million"];
        group_columns(&self.grouping, groups, &taken)
    }
}
