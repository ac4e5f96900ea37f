//! What the parsers take and return.

use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::{Label, Mention, Source, Value};
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
}

impl Parse {
    pub(super) fn new(span: Span, next: usize, label: Label) -> Self {
        Self {
            span,
            next,
            label,
            name: String::new(),
            value: None,
        }
    }

    pub(super) fn into_mention(self) -> Mention {
        Mention {
            value: self.value,
            ..Mention::new(self.span, self.label, self.name, Source::Pattern)
        }
    }
}
