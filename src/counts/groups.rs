//! Grouping of documents.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::corpus::{DateBins, Documents, Every, Undated};
use crate::error::Result;
use crate::table::{Column, Values};

/// A metadata column that documents are grouped by, with dates optionally binned by time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// The name of the column; [`ID_COLUMN`](crate::corpus::ID_COLUMN) makes every document a group.
    pub column: String,
    /// The length of the time bins for its dates.
    pub every: Option<Every>,
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "by {:?}", self.column)?;
        match self.every {
            Some(every) => write!(f, " every {}", every.name()),
            None => Ok(()),
        }
    }
}

/// The value shared by the documents of a group. Ordered by kind and then by value; missing values come last.
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

/// Convert groups of one kind to a table column.
pub(crate) fn group_column(name: &str, groups: &[&Group]) -> Column {
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
    column: Option<&'d Column>,
    bins: Option<DateBins>,
    weights: Option<&'d [f64]>,
}

impl<'d> DocumentGroups<'d> {
    /// Return the groups of documents that have the column.
    ///
    /// # Errors
    ///
    /// If they do not.
    pub(crate) fn new(documents: &'d Documents, grouping: &Grouping) -> Result<Self> {
        documents.column_for("by", &grouping.column)?;
        Ok(Self::of_part(documents, grouping))
    }

    /// The same for a part of the documents, which lacks the column if none of its documents has a value.
    pub(super) fn of_part(documents: &'d Documents, grouping: &Grouping) -> Self {
        let column = documents.column(&grouping.column);
        let bins = grouping.every.map(|every| match column {
            Some(column) => DateBins::of(column, every, documents.date_reader()),
            None => DateBins::missing(documents.len()),
        });
        Self {
            column,
            bins,
            weights: None,
        }
    }

    /// Group documents by weight; those of weight 0 are in no group.
    pub(super) fn of_weights(weights: &'d [f64]) -> Self {
        Self {
            column: None,
            bins: None,
            weights: Some(weights),
        }
    }

    /// Return the numbers of documents without a time bin.
    pub(crate) fn undated(&self) -> Undated {
        let bins = self.bins.as_ref();
        bins.map_or_else(Undated::default, |bins| bins.undated)
    }

    /// Return true if the documents have the column.
    pub(super) fn is_known(&self) -> bool {
        self.column.is_some()
    }

    /// Return the groups of a document: usually one; for a list, one for each distinct value.
    pub(crate) fn of(&self, index: usize) -> Vec<Group> {
        if let Some(weights) = self.weights {
            let weight = weights[index];
            return Vec::from_iter((weight > 0.0).then_some(Group::number(weight)));
        }
        let Some(column) = self.column.filter(|column| column.is_present(index)) else {
            return vec![Group::Missing];
        };
        if let Some(bins) = &self.bins {
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
