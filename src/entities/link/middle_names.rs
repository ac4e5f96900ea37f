//! Links a person's name to the fuller one with a middle name: "William Brantley" is William A. Brantley.
//!
//! A document decides for its own mentions, if it has only one fuller name. An initial decides for all other documents
//! too, if the corpus knows only one person with that first and last name: a spelling is one person in all documents
//! anyway. A middle name in full does not, since it may be half of a surname.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::{Cluster, ClusterId};
use super::mentions::{DocumentSpan, MENTIONS_PER_CHECK, PendingMention};
use super::rules::Link;
use super::surface_forms::SurfaceForms;
use crate::entities::mentions::Label;
use crate::entities::names::NameParts;
use crate::error::Result;
use crate::parallel::Workers;

/// The most fuller names that are compared. A first and a last name with more of them are of many persons.
const MOST_FULLER: usize = 32;

/// The fuller names of a corpus.
struct FullerNames {
    /// By the cluster of a shorter name: the clusters of fuller ones.
    of: HashMap<ClusterId, Vec<ClusterId>, RandomState>,
    /// The first mention of each fuller name.
    firsts: HashMap<ClusterId, Option<DocumentSpan>, RandomState>,
}

/// Links the names of persons to fuller ones that differ in the middle.
pub(super) fn link_middle_names(
    forms: &SurfaceForms<'_>,
    mentions: &mut [PendingMention],
    workers: &Workers,
) -> Result<()> {
    let parts: Vec<Option<NameParts<'_>>> = forms.clusters.iter().map(parts).collect();
    let names = FullerNames::new(&parts, mentions);
    if names.of.is_empty() {
        return Ok(());
    }
    let mut here: HashMap<ClusterId, DocumentSpan, RandomState> = HashMap::default();
    for mentions in mentions.chunk_by_mut(|one, next| one.document == next.document) {
        here.clear();
        for (number, mention) in mentions.iter().enumerate() {
            if number.is_multiple_of(MENTIONS_PER_CHECK) {
                workers.check()?;
            }
            if names.firsts.contains_key(&mention.cluster) {
                here.entry(mention.cluster)
                    .or_insert((mention.document, mention.span));
            }
        }
        for mention in mentions {
            let is_open = mention.link.is_none() && forms.all[mention.form].is_open();
            let fuller = names.of.get(&mention.cluster).filter(|_| is_open);
            if let Some((cluster, evidence)) =
                fuller.and_then(|all| names.choose(all, &here, &parts))
            {
                mention.cluster = cluster;
                mention.link = Some(Link::Variant);
                mention.evidence = Some(evidence);
            }
        }
    }
    Ok(())
}

fn parts(cluster: &Cluster) -> Option<NameParts<'_>> {
    let is_person = cluster.label == Label::PERSON && !cluster.is_literal;
    is_person.then(|| NameParts::parse(cluster.key.words()))?
}

impl FullerNames {
    fn new(parts: &[Option<NameParts<'_>>], mentions: &[PendingMention]) -> Self {
        let mut by_ends: HashMap<_, Vec<ClusterId>, RandomState> = HashMap::default();
        for (cluster, parts) in parts.iter().enumerate() {
            if let Some(parts) = parts.as_ref().filter(|parts| !parts.middles.is_empty()) {
                by_ends
                    .entry((parts.first, parts.last))
                    .or_default()
                    .push(cluster);
            }
        }
        by_ends.retain(|_, fuller| fuller.len() <= MOST_FULLER);
        let mut names = Self {
            of: HashMap::default(),
            firsts: HashMap::default(),
        };
        for (cluster, short) in parts.iter().enumerate() {
            let Some(short) = short else { continue };
            let same_ends = by_ends.get(&(short.first, short.last));
            let is_fuller = |other: &ClusterId| {
                parts[*other]
                    .as_ref()
                    .is_some_and(|full| short.is_short_for(full))
            };
            let fuller: Vec<ClusterId> = same_ends
                .into_iter()
                .flatten()
                .copied()
                .filter(is_fuller)
                .collect();
            if !fuller.is_empty() {
                names.firsts.extend(fuller.iter().map(|&one| (one, None)));
                names.of.insert(cluster, fuller);
            }
        }
        for mention in mentions {
            if let Some(first) = names.firsts.get_mut(&mention.cluster) {
                first.get_or_insert((mention.document, mention.span));
            }
        }
        names
    }

    /// The fuller name that a mention means, and its span: the only one of its document; without any there, the
    /// only one of the corpus, if it has initials only.
    fn choose(
        &self,
        fuller: &[ClusterId],
        here: &HashMap<ClusterId, DocumentSpan, RandomState>,
        parts: &[Option<NameParts<'_>>],
    ) -> Option<(ClusterId, DocumentSpan)> {
        let in_document: Vec<ClusterId> = fuller
            .iter()
            .copied()
            .filter(|one| here.contains_key(one))
            .collect();
        if let Some(cluster) = fullest(&in_document, parts) {
            return Some((cluster, here[&cluster]));
        }
        let only = fullest(fuller, parts).filter(|_| in_document.is_empty())?;
        let has_initials = parts[only]
            .as_ref()
            .is_some_and(NameParts::has_initials_only);
        Some((only, self.firsts[&only].filter(|_| has_initials)?))
    }
}

/// The only name of which all others are shorter forms.
fn fullest(names: &[ClusterId], parts: &[Option<NameParts<'_>>]) -> Option<ClusterId> {
    let is_short = |one: ClusterId, other: ClusterId| {
        let pair = parts[one].as_ref().zip(parts[other].as_ref());
        pair.is_some_and(|(one, other)| one.is_short_for(other))
    };
    let mut all = names.iter().copied();
    all.find(|&full| names.iter().all(|&one| one == full || is_short(one, full)))
}

#[cfg(test)]
mod tests {
    use crate::corpus::Documents;
    use crate::entities::{EntityFinder, count_entities};
    use crate::parallel::Workers;

    fn check(texts: &[&str], expected: &[(&str, u64)]) {
        let documents = Documents::from_texts(texts.iter().copied());
        let entities =
            count_entities(&documents, &EntityFinder::builtin(), &Workers::serial()).unwrap();
        for &(name, n_mentions) in expected {
            let found = entities.find(name, None).map(|one| one.n_mentions);
            assert_eq!(found, Some(n_mentions), "{name} in {texts:?}");
        }
    }

    #[test]
    fn an_initial_is_of_one_person_in_the_corpus() {
        check(
            &["William A. Brantley spoke. William Brantley left, Brantley said."],
            &[("William A. Brantley", 3)],
        );
        check(
            &["William A. Brantley spoke.", "Then William Brantley spoke."],
            &[("William A. Brantley", 2)],
        );
        check(
            &[
                "William A. Brantley spoke.",
                "William B. Brantley spoke.",
                "William Brantley spoke.",
            ],
            &[
                ("William A. Brantley", 1),
                ("William B. Brantley", 1),
                ("William Brantley", 1),
            ],
        );
        check(
            &[
                "William A. Brantley met William Brantley.",
                "William B. Brantley spoke.",
            ],
            &[("William A. Brantley", 2), ("William B. Brantley", 1)],
        );
    }

    #[test]
    fn a_middle_name_is_of_one_person_in_the_document() {
        check(
            &[
                "William Andrew Brantley met Ana Sol. William A. Brantley spoke, then William Brantley left.",
            ],
            &[("William Andrew Brantley", 3)],
        );
        check(
            &[
                "William Andrew Brantley spoke.",
                "Then William Brantley spoke.",
            ],
            &[("William Andrew Brantley", 1), ("William Brantley", 1)],
        );
    }
}
