//! Entities of groups of documents, which stay linked over all of them.

use std::collections::BTreeMap;

use super::entities::{Entities, Entity};
use crate::corpus::Documents;
use crate::counts::{DocumentGroups, Group, Grouping, group_column};
use crate::error::Result;
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::{Segmenter, Tokenizer, count_tokens};

/// What is counted of an entity in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Uses {
    mentions: u64,
    documents: u64,
    last: Option<usize>,
}

/// A group of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Share {
    documents: u64,
    missing: u64,
    tokens: u64,
    /// By place of the entity.
    uses: BTreeMap<usize, Uses>,
}

/// The entities of each group of documents.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupedEntities {
    grouping: Grouping,
    groups: BTreeMap<Group, Share>,
    undated: [usize; 3],
}

impl Entities {
    /// Counts the entities of each group of documents; a document with a list of values is counted in the group of each.
    ///
    /// Linear in the mentions and, for the rates, in the length of the texts.
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
    /// let grouping = Grouping { column: "paper".into(), every: None };
    /// let grouped = entities.by(&documents, grouping, &Workers::serial())?;
    /// assert_eq!(grouped.to_table(&entities, None).n_rows(), 2);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where there is no such column, or the work was stopped.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    pub fn by(
        &self,
        documents: &Documents,
        grouping: Grouping,
        workers: &Workers,
    ) -> Result<GroupedEntities> {
        let groups = DocumentGroups::new(documents, &grouping)?;
        let words = Segmenter::Words(Tokenizer::default());
        let tokens = count_tokens(documents, words, workers)?;
        let mut shares: BTreeMap<Group, Share> = BTreeMap::new();
        let mut rest = self.mentions();
        for (document, &n_tokens) in tokens.iter().enumerate() {
            workers.check()?;
            let n = rest.partition_point(|one| one.document == document);
            let (here, behind) = rest.split_at(n);
            rest = behind;
            for group in groups.of(document) {
                let share = shares.entry(group).or_default();
                share.documents += 1;
                share.missing += u64::from(documents.text(document).is_none());
                share.tokens += n_tokens as u64;
                for one in here {
                    let uses = share.uses.entry(one.entity).or_default();
                    uses.mentions += 1;
                    uses.documents += u64::from(uses.last != Some(document));
                    uses.last = Some(document);
                }
            }
        }
        let undated = groups.undated();
        Ok(GroupedEntities {
            groups: shares,
            undated,
            grouping,
        })
    }
}

impl GroupedEntities {
    /// What documents are grouped by.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// How many documents fall into no bin of time: without a date, with one that is none, with one that is too coarse.
    #[must_use]
    pub fn undated(&self) -> [usize; 3] {
        self.undated
    }

    /// A row for each group and entity in it: group, label, name, mentions, documents, mentions per million words.
    ///
    /// Group by group; within one, most mentions first, ties by label, then name.
    #[must_use]
    pub fn to_table(&self, entities: &Entities, label: Option<&str>) -> Table {
        let mut rows: Vec<(&Group, &Share, &Entity, Uses)> = Vec::new();
        for (group, share) in &self.groups {
            let first = rows.len();
            for (&place, &uses) in &share.uses {
                let entity = &entities.entities()[place];
                if label.is_none_or(|label| entity.label.as_str() == label) {
                    rows.push((group, share, entity, uses));
                }
            }
            rows[first..].sort_by(|a, b| {
                let names = (&a.2.label, &a.2.name).cmp(&(&b.2.label, &b.2.name));
                b.3.mentions.cmp(&a.3.mentions).then(names)
            });
        }
        let groups: Vec<&Group> = rows.iter().map(|row| row.0).collect();
        let rates = rows.iter().map(|(_, share, _, uses)| {
            let rate = 1e6 * uses.mentions as f64 / share.tokens as f64;
            (share.tokens > 0).then_some(rate)
        });
        Table::new(vec![
            self.column(&groups),
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
        ])
    }

    /// A row for each group: its documents, missing ones, words, mentions and distinct entities.
    #[must_use]
    pub fn totals(&self) -> Table {
        let groups: Vec<&Group> = self.groups.keys().collect();
        let ints = |name: &str, figure: fn(&Share) -> u64| {
            let figures = self.groups.values().map(|share| cell(figure(share)));
            Column::ints(name, figures.collect())
        };
        Table::new(vec![
            self.column(&groups),
            ints("n_documents", |share| share.documents),
            ints("n_missing", |share| share.missing),
            ints("n_tokens", |share| share.tokens),
            ints("n_mentions", |share| {
                share.uses.values().map(|uses| uses.mentions).sum()
            }),
            ints("n_entities", |share| share.uses.len() as u64),
        ])
    }

    fn column(&self, groups: &[&Group]) -> Column {
        // A column of the result itself keeps its name.
        let taken = ["label", "name", "mentions", "documents", "per_million"];
        group_column(&free_name(&self.grouping.column, &taken), groups)
    }
}

/// The name of a column of groups beside the columns `taken`.
pub(super) fn free_name(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) {
        format!("document_{name}")
    } else {
        name.to_owned()
    }
}
