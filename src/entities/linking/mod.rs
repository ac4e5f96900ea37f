//! From mentions to names.
//!
//! Takes what was found in each document and a [`LinkConfig`], returns names and, for every mention, the name that it
//! belongs to, the [`Link`] that says why, and the place in a text that shows it. Works on forms (distinct spellings with
//! a label), of which a corpus has few; only what a document teaches by itself, its short forms and surnames, looks at
//! each mention. Linking is linear in the mentions.
//!
//! Left out: first names alone, pronouns and descriptions ("the group"): they stay what they are.

mod apart;
mod explain;
mod fold;
mod forms;
mod labels;
mod names;
mod people;
mod rules;

pub(super) use explain::{Explanation, explanations};
pub(super) use fold::adds_legal_form;
pub use rules::{Link, LinkConfig, LinkRules};

use super::finder::Found;
use super::{Label, Source};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use forms::{FormId, Forms, IdentityId};

/// A place in a document.
pub(super) type Place = (usize, Span);

/// A mention with the document it stands in and the entity it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedMention {
    /// The number of the document.
    pub document: usize,
    /// Which of the document's mentions it is.
    pub number: usize,
    /// Where it stands.
    pub span: Span,
    /// The number of the entity.
    pub entity: usize,
    /// What found it.
    pub source: Source,
    /// Why it belongs to the entity.
    pub link: Link,
    /// Where a text says so, for links that one document teaches.
    pub evidence: Option<Place>,
}

/// Names with their labels, and the mentions that belong to them, in order.
pub(super) struct Linked {
    pub(super) names: Vec<(Label, String)>,
    pub(super) mentions: Vec<LinkedMention>,
}

/// A mention on its way to its name.
#[derive(Clone, Copy, Debug)]
struct Open {
    document: usize,
    number: usize,
    span: Span,
    form: FormId,
    identity: IdentityId,
    /// The reason, where it is not told by how the mention is written.
    link: Option<Link>,
    evidence: Option<Place>,
}

/// So many mentions between two looks at the stop flag.
const MENTIONS_PER_CHECK: usize = 1 << 10;

/// Joins the mentions of all documents to names.
pub(super) fn link(
    documents: &Documents,
    found: &[Found],
    config: &LinkConfig,
    workers: &Workers,
) -> Result<Linked> {
    let (mut forms, mut open) = Forms::new(documents, found, config, workers)?;
    if config.rules.has(Link::Acronym) {
        explain::link_short_forms(found, &forms, &mut open);
    }
    if config.rules.has(Link::Surname) {
        people::link_surnames(&forms, &mut open, workers)?;
    }
    apart::keep_apart(&config.keep_apart, &mut forms, &mut open);
    Ok(names::name(&forms, &open))
}
