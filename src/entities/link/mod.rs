//! Linking: which mentions are of the same entity.
//!
//! Takes the mentions of each document and a [`LinkConfig`]. Returns entities and, for every mention, its entity, the
//! [`Link`] that gives the reason, and the passage of text that shows it. Most of the work is done once per surface
//! form (a distinct spelling with its label), of which a corpus has few. Only short forms and surnames, which a
//! document defines for itself, need a look at each mention. Linking takes linear time in the number of mentions.
//!
//! Not linked: first names alone, pronouns and descriptions ("the group").

mod abbreviations;
mod clusters;
mod companies;
mod contexts;
mod keep_apart;
mod label_votes;
mod mentions;
mod middle_names;
mod naming;
mod parsed_form;
mod rules;
mod short_forms;
mod surface_forms;
mod surnames;

pub(in crate::entities) use mentions::LinkedEntities;
pub use mentions::LinkedMention;
pub use rules::{Form, FormContext, LINK_RULES, Link, LinkConfig, LinkRule, LinkRules};

use crate::corpus::Documents;
use crate::entities::mentions::Found;
use crate::error::Result;
use crate::parallel::Workers;
use surface_forms::SurfaceForms;

/// Links the mentions of all documents.
pub(in crate::entities) fn link(
    documents: &Documents,
    found: &[Found],
    config: &LinkConfig,
    workers: &Workers,
) -> Result<LinkedEntities> {
    let (mut forms, mut mentions) = SurfaceForms::new(documents, found, config, workers)?;
    contexts::link_in_context(documents, &mut forms, &mut mentions);
    if config.rules.has(Link::Variant) {
        abbreviations::link_abbreviations(&forms, &mut mentions);
    }
    if config.rules.has(Link::Acronym) {
        short_forms::link_short_forms(found, &forms, &mut mentions);
    }
    if config.rules.has(Link::Variant) {
        middle_names::link_middle_names(&forms, &mut mentions, workers)?;
    }
    if config.rules.has(Link::Surname) {
        surnames::link_surnames(&forms, &mut mentions, workers)?;
    }
    if config.rules.has(Link::Suffix) {
        companies::link_companies(&forms, &mut mentions);
    }
    keep_apart::keep_apart(documents, &mut forms, &mut mentions);
    Ok(naming::name_clusters(&forms, &mentions))
}
