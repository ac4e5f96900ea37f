//! What the parsers take and return.

use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::{Basis, Label, Mention, Relation, Source, Value};
use crate::span::Span;

/// The input of the parsers.
pub(super) struct Context<'p, 't> {
    pub(super) tokens: TokenView<'p, 't>,
    /// The document's date.
    pub(super) date: Option<Date>,
}

/// The result of a parser.
pub(super) struct Parse {
    pub(super) span: Span,
    /// The index of the first token after the parse.
    pub(super) next: usize,
    pub(super) label: Label,
    pub(super) name: String,
    pub(super) value: Option<Value>,
    pub(super) basis: Basis,
    pub(super) alternatives: Vec<String>,
    pub(super) relation: Option<Relation>,
}

impl Parse {
    pub(super) fn new(span: Span, next: usize, label: Label) -> Self {
        Self {
            span,
            next,
            label,
            name: String::new(),
            value: None,
            basis: Basis::Written,
            alternatives: Vec::new(),
            relation: None,
        }
    }

    pub(super) fn into_mention(self) -> Mention {
        Mention {
            basis: self.value.is_some().then_some(self.basis),
            value: self.value,
            alternatives: self.alternatives,
            relation: self.relation,
            ..Mention::new(self.span, self.label, self.name, Source::Pattern)
        }
    }
}
