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

/// How many times as often as all others a definition must occur in the corpus to hold in other documents.
const DOMINANCE: usize = 10;

/// What a corpus usually means by a short form.
#[derive(Clone, Copy)]
struct Usual {
    /// The first definition for the full name that has most.
    definition: Definition,
    /// The number of definitions for that name.
    n: usize,
    /// The number of definitions for all names.
    n_all: usize,
}

impl Usual {
    /// The definition, if it may hold where none is given.
    fn dominant(self) -> Option<Definition> {
        (self.n >= DOMINANCE * (self.n_all - self.n)).then_some(self.definition)
    }
}

/// The definitions of a corpus.
struct Definitions<'f> {
    /// By short form.
    of_corpus: HashMap<&'f str, Usual, RandomState>,
    /// By document and short form: the definitions in the document, in order.
    of_documents: Vec<BTreeMap<&'f str, Vec<Definition>>>,
}

/// Links short forms to their full names: in the document that defines them, and in all others if the definitions of
/// the corpus agree, all or nearly all.
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
        let mut counts: HashMap<(&str, ClusterId), (Definition, usize), RandomState> =
            HashMap::default();
        let mut n_before = 0;
        for (document, found) in found.iter().enumerate() {
            for short in &found.short_forms {
                let cluster = mentions[n_before + short.full].cluster;
                let definition = (cluster, (document, short.definition));
                all.of_documents[document]
                    .entry(&short.text)
                    .or_default()
                    .push(definition);
                let (first, n) = counts
                    .entry((&short.text, cluster))
                    .or_insert((definition, 0));
                *n += 1;
                let usual = all.of_corpus.entry(&short.text).or_insert(Usual {
                    definition,
                    n: 0,
                    n_all: 0,
                });
                usual.n_all += 1;
                if *n > usual.n {
                    (usual.definition, usual.n) = (*first, *n);
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
            let (short, known) = self.of_corpus.get_key_value(bare(text).as_str())?;
            let is_known = !form.is_open() && in_full[form.cluster];
            Some((*short, known.dominant().filter(|_| !is_known)))
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
