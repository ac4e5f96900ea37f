//! Links short forms to the names that texts define them for.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::ClusterId;
use super::mentions::{DocumentSpan, PendingMention};
use super::rules::Link;
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::entities::mentions::Found;
use crate::entities::names::{without_article, without_possessive};

/// The full name of a short form, and the passage that defines it.
type Definition = (ClusterId, DocumentSpan);

/// The definitions of a corpus.
struct Definitions<'f> {
    /// By short form; `None` for a short form with several full names.
    of_corpus: HashMap<&'f str, Option<Definition>, RandomState>,
    /// By document and short form: the definitions in the document, in order.
    of_documents: Vec<BTreeMap<&'f str, Vec<Definition>>>,
}

/// Links short forms to their full names: in the document that defines them, and in all others if all definitions of
/// the corpus agree.
///
/// An abbreviation of the built-in lists can be redefined too: by its own document, and by another if the full name
/// from the list is nowhere in the corpus. "FSA" in a corpus about students is not an army.
pub(super) fn link_short_forms(
    found: &[Found],
    forms: &SurfaceForms<'_>,
    mentions: &mut [PendingMention],
) {
    let definitions = Definitions::new(found, mentions);
    if definitions.of_corpus.is_empty() {
        return;
    }
    let defined = definitions.of_forms(forms);
    for mention in mentions {
        let Some((short, of_corpus)) = defined[mention.form] else {
            continue;
        };
        let of_document = &definitions.of_documents[mention.document];
        let is_open = forms.all[mention.form].is_open();
        let in_document = of_document
            .get(short)
            .map(|all| definition_of(mention, all));
        if let Some((cluster, evidence)) = in_document.or(of_corpus)
            && cluster != mention.cluster
            && mention.link != Some(Link::User)
            && (is_open || is_another(forms, cluster, mention.cluster))
        {
            mention.cluster = cluster;
            mention.link = Some(Link::Acronym);
            mention.evidence = Some(evidence);
        }
    }
}

/// The definition that holds for a mention: the one around it, "(NLF)", or else the first of the document.
fn definition_of(mention: &PendingMention, all: &[Definition]) -> Definition {
    let around = all
        .iter()
        .find(|(_, (_, span))| span.contains(mention.span));
    *around.unwrap_or(&all[0])
}

impl<'f> Definitions<'f> {
    fn new(found: &'f [Found], mentions: &[PendingMention]) -> Self {
        let mut all = Self {
            of_corpus: HashMap::default(),
            of_documents: vec![BTreeMap::new(); found.len()],
        };
        let mut n_before = 0;
        for (document, found) in found.iter().enumerate() {
            for short in &found.short_forms {
                let cluster = mentions[n_before + short.full].cluster;
                let definition = (cluster, (document, short.definition));
                all.of_documents[document]
                    .entry(&short.text)
                    .or_default()
                    .push(definition);
                let known = all.of_corpus.entry(&short.text).or_insert(Some(definition));
                if known.is_some_and(|(known, _)| known != cluster) {
                    *known = None;
                }
            }
            n_before += found.mentions.len();
        }
        all
    }

    /// For each surface form that is a defined short form: the short form, and its definition for documents that do not
    /// define it themselves.
    fn of_forms(&self, forms: &SurfaceForms<'_>) -> Vec<Option<(&'f str, Option<Definition>)>> {
        let in_full = clusters_named_in_full(forms);
        let of_form = |form: &SurfaceForm<'_>| {
            let text = if form.is_open() {
                form.name
            } else {
                form.listed_abbreviation()?
            };
            let (short, definition) = self.of_corpus.get_key_value(bare(text).as_str())?;
            let is_known = !form.is_open() && in_full[form.cluster];
            Some((*short, definition.filter(|_| !is_known)))
        };
        forms.all.iter().map(of_form).collect()
    }
}

/// True if two names share less than half of the words of the first: "Federal Communication Commission" is only another
/// spelling of the Federal Communications Commission.
fn is_another(forms: &SurfaceForms<'_>, first: ClusterId, second: ClusterId) -> bool {
    let words = |cluster: ClusterId| {
        let words = forms.clusters[cluster].key.words().split(' ');
        words.filter(|word| word.len() > 3)
    };
    let n_shared = words(first)
        .filter(|word| words(second).any(|other| other == *word))
        .count();
    2 * n_shared < words(first).count()
}

/// For each cluster, whether it has a form that is more than an abbreviation.
fn clusters_named_in_full(forms: &SurfaceForms<'_>) -> Vec<bool> {
    let mut in_full = vec![false; forms.clusters.len()];
    for form in &forms.all {
        in_full[form.cluster] |= form.listed_abbreviation().is_none();
    }
    in_full
}

/// A short form without article, possessive ending and full stops.
pub(super) fn bare(name: &str) -> String {
    let name = without_article(name);
    without_possessive(name).unwrap_or(name).replace('.', "")
}
