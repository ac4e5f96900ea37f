//! The mentions of one text.

use super::mention::Mention;
use crate::span::Span;

/// The mentions of one text, in order and without overlaps, and the short forms that the text defines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub(in crate::entities) mentions: Vec<Mention>,
    pub(in crate::entities) short_forms: Vec<ShortForm>,
}

/// A short form that a text defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::entities) struct ShortForm {
    /// The short form without full stops.
    pub(in crate::entities) text: String,
    /// The index of the mention that it is short for.
    pub(in crate::entities) full: usize,
    /// The passage with the full name, the short form and the text between them.
    pub(in crate::entities) definition: Span,
}

impl Found {
    /// The short forms that the text defines, each with the mention of its full name.
    pub(in crate::entities) fn short_forms(&self) -> impl Iterator<Item = (&str, &Mention)> {
        let all = self.short_forms.iter();
        all.map(|one| (one.text.as_str(), &self.mentions[one.full]))
    }

    /// Returns the mentions, in order.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }
}
