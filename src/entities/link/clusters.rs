//! Clusters: the mentions that are of one entity as far as is known.

use crate::entities::mentions::Label;

/// The number of a cluster.
pub(super) type ClusterId = usize;

/// What the surface forms of a cluster have in common.
///
/// Entities that are equal in all that tables are sorted by come in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ClusterKey {
    /// The normal form of a figure or address.
    Figure(String),
    /// The number of a name in the user's aliases.
    Alias(usize),
    /// A name exactly as written.
    Literal(String),
    /// A name without what the rules disregard, such as case and hyphens.
    Folded(String),
}

impl ClusterKey {
    /// The words of a name; empty for figures and for the user's aliases.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Literal(words) | Self::Folded(words) => words,
            Self::Figure(_) | Self::Alias(_) => "",
        }
    }

    /// The key of a folded name.
    pub(super) fn folded(&self) -> Option<&str> {
        match self {
            Self::Folded(words) => Some(words),
            _ => None,
        }
    }
}

/// A cluster of surface forms.
pub(super) struct Cluster {
    pub(super) key: ClusterKey,
    pub(super) label: Label,
    /// True for a form that the user took out of the entity that a list assigns it to: its name is its own spelling.
    pub(super) is_literal: bool,
}
