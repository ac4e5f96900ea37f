//! Entries, their names, and the rules for matching names.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::entities::mentions::Label;
use crate::error::{Error, Result};

/// How the case of a name and of the text are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRule {
    /// Case-sensitive: "US" does not match "us".
    Exact,
    /// A word that is capitalised in the name must be capitalised in the text.
    Capitalised,
    /// Like [`Capitalised`](Self::Capitalised), but not at the start of a sentence, where "Nice" is an ordinary word.
    Common,
    /// Case-insensitive.
    Folded,
}

impl CaseRule {
    /// Returns the number of the rule in the file format.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Exact => 0,
            Self::Capitalised => 1,
            Self::Common => 2,
            Self::Folded => 3,
        }
    }

    /// Returns the rule with a number below four.
    pub(super) const fn from_number(number: u32) -> Self {
        match number {
            0 => Self::Exact,
            1 => Self::Capitalised,
            2 => Self::Common,
            _ => Self::Folded,
        }
    }
}

impl FromStr for CaseRule {
    type Err = Error;

    fn from_str(rule: &str) -> Result<Self> {
        match rule {
            "exact" => Ok(Self::Exact),
            "capitalised" => Ok(Self::Capitalised),
            "common" => Ok(Self::Common),
            "folded" => Ok(Self::Folded),
            _ => Err(Error::config(format!(
                "case rule {rule:?}: unknown; use exact, capitalised, common or folded"
            ))),
        }
    }
}

/// How a possessive ending (`'s`, with either apostrophe) is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PossessivePolicy {
    /// Not part of the name: "Kabul's" contains "Kabul".
    #[default]
    Strip,
    /// Part of the word: only a name with the ending matches.
    Keep,
}

impl FromStr for PossessivePolicy {
    type Err = Error;

    fn from_str(policy: &str) -> Result<Self> {
        match policy {
            "strip" => Ok(Self::Strip),
            "keep" => Ok(Self::Keep),
            _ => Err(Error::config(format!(
                "possessive {policy:?}: unknown; use strip or keep"
            ))),
        }
    }
}

/// Whether a hyphen between two words is a boundary of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HyphenPolicy {
    /// It is a boundary: "Kabul-based" contains "Kabul".
    #[default]
    Edge,
    /// It is not: the compound is a word of its own.
    Part,
}

impl FromStr for HyphenPolicy {
    type Err = Error;

    fn from_str(policy: &str) -> Result<Self> {
        match policy {
            "edge" => Ok(Self::Edge),
            "part" => Ok(Self::Part),
            _ => Err(Error::config(format!(
                "hyphen {policy:?}: unknown; use edge or part"
            ))),
        }
    }
}

/// Where names can begin and end, in addition to word boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryRules {
    /// The treatment of `'s`.
    pub possessive: PossessivePolicy,
    /// The treatment of hyphens.
    pub hyphen: HyphenPolicy,
}

/// Which matches are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchKind {
    /// Non-overlapping matches, chosen by the highest priority, then the leftmost, then the longest.
    #[default]
    LeftmostLongest,
    /// The longest match at each start; matches can overlap.
    All,
    /// Every match, and every entry if several entries share a name.
    Overlapping,
}

impl FromStr for MatchKind {
    type Err = Error;

    fn from_str(kind: &str) -> Result<Self> {
        match kind {
            "longest" => Ok(Self::LeftmostLongest),
            "all" => Ok(Self::All),
            "overlapping" => Ok(Self::Overlapping),
            _ => Err(Error::config(format!(
                "match kind {kind:?}: unknown; use longest, all or overlapping"
            ))),
        }
    }
}

/// An entity of a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name to show.
    pub name: String,
    /// What kind of thing it is.
    pub label: Label,
    /// The table that contains it: a built-in table, or `user`.
    pub kind: String,
    /// The highest priority wins between overlapping matches, regardless of position and length.
    pub priority: i32,
    /// Its matches are not reported and block all matches within them, such as the city in the name of a newspaper.
    pub is_blocked: bool,
}

impl Entry {
    /// Creates an entry of a user's list, with priority 0.
    pub fn new(name: impl Into<String>, label: Label) -> Self {
        Self {
            name: name.into(),
            label,
            kind: "user".into(),
            priority: 0,
            is_blocked: false,
        }
    }

    /// Returns the entry with another priority.
    #[must_use]
    pub fn with_priority(self, priority: i32) -> Self {
        Self { priority, ..self }
    }

    /// Returns the entry as one that blocks other matches.
    #[must_use]
    pub fn blocking(self) -> Self {
        Self {
            is_blocked: true,
            ..self
        }
    }
}

/// A name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub(super) text: String,
    pub(super) rule: CaseRule,
}

impl Name {
    /// Creates a name with its case rule.
    pub fn new(text: impl Into<String>, rule: CaseRule) -> Self {
        Self {
            text: text.into(),
            rule,
        }
    }
}
