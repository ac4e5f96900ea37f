//! One mention.

use super::labels::Label;
use super::source::Source;
use super::value::Value;
use crate::span::Span;

/// A name or figure at a place in one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What kind of thing it is.
    pub label: Label,
    /// The name that it stands for: a list's main name, a figure in its normal form, or the words as they stand.
    pub name: String,
    /// What found it.
    pub source: Source,
    /// What a figure means.
    pub value: Option<Value>,
    /// The number of the entry in the list that found it.
    pub entry: Option<u32>,
    /// The chance that it is right, where its source tells one: from 0 to 1.
    pub confidence: Option<f32>,
}

impl Mention {
    /// A mention without value, entry and confidence.
    pub fn new(span: Span, label: Label, name: impl Into<String>, source: Source) -> Self {
        Self {
            span,
            label,
            name: name.into(),
            source,
            value: None,
            entry: None,
            confidence: None,
        }
    }
}
