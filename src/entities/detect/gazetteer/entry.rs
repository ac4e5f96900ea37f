//! What a gazetteer is told: entries, their names, and the rules by which names match.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::entities::mentions::Label;
use crate::error::{Error, Result};

/// How the letters of a text must stand for a name to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRule {
    /// Just as in the name: "US" is not "us".
    Exact,
    /// A word that is capitalised in the name is capitalised in the text.
    Capitalised,
    /// As [`Capitalised`](Self::Capitalised), and not where a sentence begins: "Nice" there is an ordinary word.
    Common,
    /// Any.
    Folded,
}

impl CaseRule {
    /// The number by which files know the rule.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Exact => 0,
            Self::Capitalised => 1,
            Self::Common => 2,
            Self::Folded => 3,
        }
    }

    /// The rule of a number below four.
    pub(super) const fn of_number(number: u32) -> Self {
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
                "case rule {rule:?}: there is no such rule; use exact, capitalised, common or folded"
            ))),
        }
    }
}

/// What becomes of a possessive ending: `'s`, with either apostrophe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PossessivePolicy {
    /// It is no part of the name: "Kabul's" holds "Kabul".
    #[default]
    Strip,
    /// It is part of the word: only a name that has it matches.
    Keep,
}

impl FromStr for PossessivePolicy {
    type Err = Error;

    fn from_str(policy: &str) -> Result<Self> {
        match policy {
            "strip" => Ok(Self::Strip),
            "keep" => Ok(Self::Keep),
            _ => Err(Error::config(format!(
                "possessive {policy:?}: there is no such policy; use strip or keep"
            ))),
        }
    }
}

/// Whether a name may begin or end at a hyphen that joins it to another word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HyphenPolicy {
    /// It may: "Kabul-based" holds "Kabul".
    #[default]
    Edge,
    /// It may not: the compound is another word.
    Part,
}

impl FromStr for HyphenPolicy {
    type Err = Error;

    fn from_str(policy: &str) -> Result<Self> {
        match policy {
            "edge" => Ok(Self::Edge),
            "part" => Ok(Self::Part),
            _ => Err(Error::config(format!(
                "hyphen {policy:?}: there is no such policy; use edge or part"
            ))),
        }
    }
}

/// Where names may begin and end, beside the bounds of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edges {
    /// What becomes of `'s`.
    pub possessive: PossessivePolicy,
    /// What a hyphen does.
    pub hyphen: HyphenPolicy,
}

/// Which of the names that stand in a text are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchKind {
    /// None that overlap: those of the highest priority first, then the leftmost, then the longest.
    #[default]
    LeftmostLongest,
    /// From each word the longest name that begins there; such names may overlap.
    All,
    /// Every name at every place, and where several entries have the same name, each of them.
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
                "match kind {kind:?}: there is no such kind; use longest, all or overlapping"
            ))),
        }
    }
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name to show.
    pub name: String,
    /// What kind of thing it is.
    pub label: Label,
    /// What list it comes from: a built-in table, or `user`.
    pub kind: String,
    /// Where names overlap, the higher one wins, before place and length are looked at.
    pub priority: i32,
    /// Its names are never given, and hide what lies within them: a newspaper called after a city.
    pub is_blocked: bool,
}

impl Entry {
    /// An entry of a user's own list, of priority 0.
    pub fn new(name: impl Into<String>, label: Label) -> Self {
        Self {
            name: name.into(),
            label,
            kind: "user".into(),
            priority: 0,
            is_blocked: false,
        }
    }

    /// The same entry with another priority.
    #[must_use]
    pub fn with_priority(self, priority: i32) -> Self {
        Self { priority, ..self }
    }

    /// The same entry, to hide other names and not to be given itself.
    #[must_use]
    pub fn blocking(self) -> Self {
        Self {
            is_blocked: true,
            ..self
        }
    }
}

/// A spelling of an entry's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub(super) text: String,
    pub(super) rule: CaseRule,
}

impl Name {
    /// A spelling and the rule for its letters.
    pub fn new(text: impl Into<String>, rule: CaseRule) -> Self {
        Self {
            text: text.into(),
            rule,
        }
    }
}
