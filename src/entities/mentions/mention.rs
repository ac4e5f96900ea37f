//! One mention.

use super::basis::{Basis, Relation};
use super::labels::Label;
use super::source::Source;
use super::value::Value;
use crate::span::Span;

/// A span of a text that mentions an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The span of the mention.
    pub span: Span,
    /// The label of the entity.
    pub label: Label,
    /// The name of the entity: the main name in a list, the normal form of a figure, or the text of the mention.
    pub name: String,
    /// What found the mention.
    pub source: Source,
    /// The meaning of a figure.
    pub value: Option<Value>,
    /// Why a figure has its value.
    pub basis: Option<Basis>,
    /// Other normal forms that the text of a figure may have, if the text does not decide.
    pub alternatives: Vec<String>,
    /// What a figure is in a change.
    pub relation: Option<Relation>,
    /// The number of the entry in the list that found the mention.
    pub entry: Option<u32>,
    /// The probability that the mention is right, from 0 to 1, if its source gives one.
    pub confidence: Option<f32>,
    /// True for a later mention of a name that the text has introduced, by its short form, the last name of a person or
    /// the name of a company without its legal form. Source, entry and confidence are those of the introducing mention.
    pub is_repeat: bool,
}

impl Mention {
    /// Returns a mention without value, entry and confidence.
    pub fn new(span: Span, label: Label, name: impl Into<String>, source: Source) -> Self {
        Self {
            span,
            label,
            name: name.into(),
            source,
            value: None,
            basis: None,
            alternatives: Vec::new(),
            relation: None,
            entry: None,
            confidence: None,
            is_repeat: false,
        }
    }

    /// Returns the probability that the mention is right, or for a figure, that its value is right.
    #[must_use]
    pub fn probability(&self) -> Option<f32> {
        self.confidence.or(self.basis.map(Basis::confidence))
    }

    /// True if a list has the text of the mention, so that the entity is known.
    pub(in crate::entities) fn is_listed(&self) -> bool {
        self.source.is_list() && !self.is_repeat
    }
}
