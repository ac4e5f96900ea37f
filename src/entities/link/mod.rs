//! From mentions to names.
//!
//! Takes what was found in each document and a [`LinkConfig`], returns names and, for every mention, the name that it
//! belongs to, the [`Link`] that says why, and the place in a text that shows it. Works on forms (distinct spellings with
//! a label), of which a corpus has few; only what a document teaches by itself, its short forms and surnames, looks at
//! each mention. Linking is linear in the mentions.
//!
//! Left out: first names alone, pronouns and descriptions ("the group"): they stay what they are.

mod apart;
mod forms;
mod names;
mod open;
mod people;
mod rules;
mod short_forms;
mod votes;

pub(in crate::entities) use open::Linked;
pub use open::LinkedMention;
pub use rules::{LINK_RULES, Link, LinkConfig, LinkRule, LinkRules};

use crate::corpus::Documents;
use crate::entities::mentions::Found;
use crate::error::Result;
use crate::parallel::Workers;
use forms::Forms;

/// Joins the mentions of all documents to names.
pub(in crate::entities) fn link(
    documents: &Documents,
    found: &[Found],
    config: &LinkConfig,
    workers: &Workers,
) -> Result<Linked> {
    let (mut forms, mut open) = Forms::new(documents, found, config, workers)?;
    if config.rules.has(Link::Acronym) {
        short_forms::link_short_forms(found, &forms, &mut open);
    }
    if config.rules.has(Link::Surname) {
        people::link_surnames(&forms, &mut open, workers)?;
    }
    apart::keep_apart(&config.keep_apart, &mut forms, &mut open);
    Ok(names::name(&forms, &open))
}
