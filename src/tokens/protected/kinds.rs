//! The kinds of protected tokens, and sets of them.

use std::fmt;
use std::ops::BitOr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};
use crate::registry::registry;

registry!(
    /// A kind of protected token.
    #[derive(Hash, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum ProtectedKind: "kind of protected token" {
        /// `https://harbour.example/news?id=1`, `www.harbour.example`, `harbour.com/news`.
        Urls = "urls",
        /// `desk@harbour.example`.
        Emails = "emails",
        /// `@harbourpost`, `@desk@harbour.example`.
        Handles = "handles",
        /// `#Kerman2024`.
        Hashtags = "hashtags",
        /// `state-of-the-art`, `COVID-19`, `12-year-old`; not `1990-1995`.
        Hyphens = "hyphens",
        /// `U.S.`, `a.m.`, `Ph.D.`, with the final full stop.
        Acronyms = "acronyms",
        /// `1 000 000` (with no-break or thin spaces), `3/4`.
        Numbers = "numbers",
        /// `2024-03-24`, `24/03/2024`, `10:30`, `2024-03-24T10:30:00Z`.
        Dates = "dates",
    }
);

impl ProtectedKind {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of kinds of protected tokens.
///
/// ```
/// use lexicount::tokens::{ProtectedKinds, ProtectedKind};
///
/// let kinds: ProtectedKinds = [ProtectedKind::Urls, ProtectedKind::Hyphens].into_iter().collect();
/// assert_eq!(kinds.to_string(), "urls, hyphens");
/// assert!(ProtectedKinds::NEWS.has(ProtectedKind::Dates) && !kinds.has(ProtectedKind::Dates));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProtectedKinds(u8);

impl ProtectedKinds {
    /// The empty set: only the rules of UAX #29 apply.
    pub const NONE: Self = Self(0);
    /// All kinds.
    pub const NEWS: Self = Self(u8::MAX);

    /// True if the set contains `kind`.
    #[must_use]
    pub const fn has(self, kind: ProtectedKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// True if the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Iterates over the kinds in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = ProtectedKind> {
        let kinds = ProtectedKind::ALL.into_iter();
        kinds.filter(move |&kind| self.has(kind))
    }
}

impl BitOr for ProtectedKinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Parses the name of a kind, or `news` for all kinds.
impl FromStr for ProtectedKinds {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        if name == "news" {
            return Ok(Self::NEWS);
        }
        let kind = name.parse::<ProtectedKind>().map_err(|error| {
            // The name of the whole set belongs to the advice.
            Error::config(format!("{error}, or \"news\" for all"))
        })?;
        Ok([kind].into_iter().collect())
    }
}

impl FromIterator<ProtectedKind> for ProtectedKinds {
    fn from_iter<I: IntoIterator<Item = ProtectedKind>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |all, kind| all | kind.bit()))
    }
}

impl fmt::Display for ProtectedKinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(ProtectedKind::name).collect();
        f.write_str(&names.join(", "))
    }
}

/// Serialised as the list of names.
impl Serialize for ProtectedKinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let kinds: Vec<ProtectedKind> = self.iter().collect();
        kinds.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ProtectedKinds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let kinds = Vec::<ProtectedKind>::deserialize(deserializer)?;
        Ok(kinds.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_kinds_are_rejected_with_the_list_of_known_kinds() {
        let error = "url".parse::<ProtectedKinds>().unwrap_err();
        assert!(error.is_config());
        let message = error.to_string();
        assert!(
            message.contains("\"url\"") && message.contains("urls, emails"),
            "{message}"
        );
    }

    #[test]
    fn sets_serialize_as_names() {
        let kinds = "dates".parse::<ProtectedKinds>().unwrap() | "urls".parse().unwrap();
        let json = serde_json::to_string(&kinds).unwrap();
        assert_eq!(json, r#"["urls","dates"]"#);
        assert_eq!(
            serde_json::from_str::<ProtectedKinds>(&json).unwrap(),
            kinds
        );
    }
}
