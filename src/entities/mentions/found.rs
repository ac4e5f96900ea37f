//! What was found in one text.

use super::mention::Mention;
use crate::span::Span;

/// What was found in one text: mentions in order, none overlapping, and the short forms that the text explains.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub(in crate::entities) mentions: Vec<Mention>,
    pub(in crate::entities) short_forms: Vec<ShortForm>,
}

/// A short form that a text explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::entities) struct ShortForm {
    /// Without full stops.
    pub(in crate::entities) text: String,
    /// The number of the mention that it is short for.
    pub(in crate::entities) full: usize,
    /// The two names and the words between them.
    pub(in crate::entities) definition: Span,
}

impl Found {
    /// The short forms that the text explains, each with the mention of its full name.
    pub(in crate::entities) fn short_forms(&self) -> impl Iterator<Item = (&str, &Mention)> {
        let all = self.short_forms.iter();
        all.map(|one| (one.text.as_str(), &self.mentions[one.full]))
    }

    /// The mentions, in order.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }
}
