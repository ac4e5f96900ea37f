//! Grouping of documents.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::corpus::{DateBins, Documents, Every, Undated};
use crate::error::{Error, Result};
use crate::table::{Column, Table, Values};

/// The column that holds the dates if several columns are given.
const DATE_COLUMN: &str = "date";

/// Metadata columns that documents are grouped by, with the dates of one of them optionally binned by time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    columns: Vec<String>,
    every: Option<Every>,
}

impl Grouping {
    /// Groups documents by the values of some columns; [`ID_COLUMN`](crate::corpus::ID_COLUMN) makes every document a
    /// group. `every` is the length of the time bins for the dates of the column `date`, if it is one of several, or else
    /// of the last column.
    ///
    /// # Errors
    ///
    /// If there are no columns, or one is given twice.
    pub fn new(columns: Vec<String>, every: Option<Every>) -> Result<Self> {
        if columns.is_empty() {
            return Err(Error::config("by=[]: give one column or more"));
        }
        for (n, column) in columns.iter().enumerate() {
            if columns[..n].contains(column) {
                return Err(Error::config(format!(
                    "by={columns:?}: {column:?} is given twice"
                )));
            }
        }
        Ok(Self { columns, every })
    }

    /// Returns the names of the columns.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns the length of the time bins.
    #[must_use]
    pub fn every(&self) -> Option<Every> {
        self.every
    }

    /// Returns the index of the column whose dates are binned.
    #[must_use]
    pub fn date(&self) -> Option<usize> {
        self.every?;
        let named = self.columns.iter().position(|name| name == DATE_COLUMN);
        named.or(self.columns.len().checked_sub(1))
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self
            .columns
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        write!(f, "by {}", names.join(" and "))?;
        match self.every {
            Some(every) => write!(f, " every {}", every.name()),
            None => Ok(()),
        }
    }
}

/// The values that the documents of a group share: one for each column of the [`Grouping`].
pub type GroupKey = Vec<Group>;

/// A value that the documents of a group share. Ordered by kind and then by value; missing values come last.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Group {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// A string, or the label of a time bin.
    Text(String),
    /// Documents without a value, or with a date that has no bin.
    Missing,
}

impl Group {
    /// Create a number, as an integer if it is one.
    #[expect(clippy::cast_possible_truncation, reason = "integers within bounds")]
    fn number(value: f64) -> Self {
        const LIMIT: f64 = (1_u64 << 53) as f64;
        if value.fract() == 0.0 && value.abs() < LIMIT {
            Self::Int(value as i64)
        } else {
            Self::Float(value)
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Bool(_) => Kind::Bool,
            Self::Int(_) | Self::Float(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
            Self::Missing => Kind::Missing,
        }
    }

    /// Return the value of a number.
    pub(super) fn as_f64(&self) -> f64 {
        match self {
            Self::Int(value) => *value as f64,
            Self::Float(value) => *value,
            _ => 0.0,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Bool,
    Number,
    Text,
    Missing,
}

impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => one.cmp(two),
            (Self::Int(one), Self::Int(two)) => one.cmp(two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            _ => {
                let by_kind = self.kind().cmp(&other.kind());
                by_kind.then_with(|| self.as_f64().total_cmp(&other.as_f64()))
            }
        }
    }
}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Group {}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
            Self::Missing => Ok(()),
        }
    }
}

/// Return true if there are values of several kinds, which a table column can hold only as text.
pub(super) fn is_mixed<'g>(groups: impl IntoIterator<Item = &'g Group>) -> bool {
    let mut kinds = groups
        .into_iter()
        .map(Group::kind)
        .filter(|&kind| kind != Kind::Missing);
    let first = kinds.next();
    kinds.any(|kind| Some(kind) != first)
}

/// Convert groups to table columns, one for each column of the grouping. A name that is taken by another column of the
/// table is preceded by `document_`.
pub(crate) fn group_columns(
    grouping: &Grouping,
    keys: &[&GroupKey],
    taken: &[&str],
) -> Vec<Column> {
    let columns = grouping.columns.iter().enumerate();
    columns
        .map(|(n, name)| {
            let groups: Vec<&Group> = keys.iter().map(|key| &key[n]).collect();
            group_column(&free_name(name, taken), &groups)
        })
        .collect()
}

fn free_name(name: &str, taken: &[&str]) -> String {
    if taken.contains(&name) {
        format!("document_{name}")
    } else {
        name.to_owned()
    }
}

/// Convert groups of one kind to a table column.
fn group_column(name: &str, groups: &[&Group]) -> Column {
    let is_present = |group: &&Group| **group != Group::Missing;
    let present: Vec<bool> = groups.iter().map(is_present).collect();
    let first = groups.iter().find(|group| is_present(group));
    let as_int = |group: &&Group| match group {
        Group::Int(value) => Some(*value),
        Group::Missing => Some(0),
        _ => None,
    };
    let values = match first.map(|group| group.kind()) {
        Some(Kind::Bool) => {
            let is_true = |group: &&Group| **group == Group::Bool(true);
            Values::Bool(groups.iter().map(is_true).collect())
        }
        Some(Kind::Number) => match groups.iter().map(as_int).collect() {
            Some(numbers) => Values::Int(numbers),
            None => Values::Float(groups.iter().map(|group| group.as_f64()).collect()),
        },
        _ => {
            let texts = groups.iter().map(ToString::to_string);
            Values::Text(texts.collect())
        }
    };
    Column::new(name, values).with_present(present)
}

/// The groups of documents.
pub(crate) struct DocumentGroups<'d> {
    columns: Vec<Option<&'d Column>>,
    /// The index of the column of dates, and the bins.
    bins: Option<(usize, DateBins)>,
    weights: Option<&'d [f64]>,
}

impl<'d> DocumentGroups<'d> {
    /// Return the groups of documents that have the columns.
    ///
    /// # Errors
    ///
    /// If they do not.
    pub(crate) fn new(documents: &'d Documents, grouping: &Grouping) -> Result<Self> {
        for name in &grouping.columns {
            documents.column_for("by", name)?;
        }
        Ok(Self::of_part(documents, grouping))
    }

    /// The same for a part of the documents, which lacks a column if none of its documents has a value.
    pub(super) fn of_part(documents: &'d Documents, grouping: &Grouping) -> Self {
        let columns: Vec<Option<&Column>> = grouping
            .columns
            .iter()
            .map(|name| documents.column(name))
            .collect();
        let bins = grouping.date().zip(grouping.every).map(|(date, every)| {
            let bins = match columns[date] {
                Some(column) => DateBins::of(column, every, documents.date_reader()),
                None => DateBins::missing(documents.len()),
            };
            (date, bins)
        });
        Self {
            columns,
            bins,
            weights: None,
        }
    }

    /// Group documents by weight; those of weight 0 are in no group.
    pub(super) fn of_weights(weights: &'d [f64]) -> Self {
        Self {
            columns: Vec::new(),
            bins: None,
            weights: Some(weights),
        }
    }

    /// Return the numbers of documents without a time bin.
    pub(crate) fn undated(&self) -> Undated {
        let bins = self.bins.as_ref();
        bins.map_or_else(Undated::default, |(_, bins)| bins.undated)
    }

    /// Return the groups of a document: usually one; for lists, one for each distinct value, or pair of values of several
    /// columns.
    pub(crate) fn of(&self, index: usize) -> Vec<GroupKey> {
        if let Some(weights) = self.weights {
            let weight = weights[index];
            return Vec::from_iter((weight > 0.0).then(|| vec![Group::number(weight)]));
        }
        let mut keys = vec![GroupKey::with_capacity(self.columns.len())];
        for n in 0..self.columns.len() {
            let values = self.values(n, index);
            let longer = keys.into_iter().flat_map(|key| {
                values.iter().map(move |value| {
                    let mut key = key.clone();
                    key.push(value.clone());
                    key
                })
            });
            keys = longer.collect();
        }
        keys
    }

    /// Return the distinct values of a document in a column, in order.
    fn values(&self, n: usize, index: usize) -> Vec<Group> {
        let Some(column) = self.columns[n].filter(|column| column.is_present(index)) else {
            return vec![Group::Missing];
        };
        if let Some((_, bins)) = self.bins.as_ref().filter(|(date, _)| *date == n) {
            let bin = bins.bins[index].map(|bin| Group::Text(bin.to_string()));
            return vec![bin.unwrap_or(Group::Missing)];
        }
        let mut groups: Vec<Group> = match &column.values {
            Values::Text(values) => vec![Group::Text(values.get(index).to_owned())],
            Values::Int(values) => vec![Group::Int(values[index])],
            Values::UInt(values) => vec![Group::Text(values[index].to_string())],
            Values::Float(values) => vec![Group::number(values[index])],
            Values::Bool(values) => vec![Group::Bool(values[index])],
            Values::TextList(lists) => {
                let values = lists.range(index);
                let text = |index| Group::Text(lists.values.get(index).to_owned());
                values.map(text).collect()
            }
            Values::IntList(lists) => {
                let values = &lists.values[lists.range(index)];
                values.iter().map(|&value| Group::Int(value)).collect()
            }
        };
        groups.sort();
        groups.dedup();
        if groups.is_empty() {
            groups.push(Group::Missing);
        }
        groups
    }
}

/// Return the documents of each group, in order of the groups.
///
/// # Errors
///
/// If the documents lack a column.
pub fn documents_by(
    documents: &Documents,
    grouping: &Grouping,
) -> Result<(Table, Vec<Vec<usize>>, Undated)> {
    let groups = DocumentGroups::new(documents, grouping)?;
    let mut all: BTreeMap<GroupKey, Vec<usize>> = BTreeMap::new();
    for index in 0..documents.len() {
        for key in groups.of(index) {
            all.entry(key).or_default().push(index);
        }
    }
    let keys: Vec<&GroupKey> = all.keys().collect();
    let table = Table::new(group_columns(grouping, &keys, &[]));
    Ok((table, all.into_values().collect(), groups.undated()))
}
