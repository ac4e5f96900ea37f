//! Links other spellings of an abbreviation that a list knows: "Nato" and "N.A.T.O." are NATO, if the corpus has "NATO".

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::ClusterId;
use super::mentions::PendingMention;
use super::rules::Link;
use super::short_forms::bare;
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::entities::mentions::Label;

/// A shorter abbreviation in lowercase is too often another word: "Who".
const SHORTEST_WORD: usize = 4;

/// Links the organisations that are spelled like a listed abbreviation but for case and full stops.
pub(super) fn link_abbreviations(forms: &SurfaceForms<'_>, mentions: &mut [PendingMention]) {
    let mut listed: HashMap<String, Option<ClusterId>, RandomState> = HashMap::default();
    for form in &forms.all {
        if let Some(abbreviation) = form.listed_abbreviation() {
            let known = listed
                .entry(bare(abbreviation).to_lowercase())
                .or_insert(Some(form.cluster));
            *known = known.filter(|known| *known == form.cluster);
        }
    }
    if listed.is_empty() {
        return;
    }
    let of_form = |form: &SurfaceForm<'_>| {
        let is_organisation = form.is_open() && *form.label == Label::ORG;
        let text = is_organisation.then(|| bare(form.text))?;
        may_be_abbreviation(&text).then(|| *listed.get(&text.to_lowercase())?)?
    };
    let clusters: Vec<Option<ClusterId>> = forms.all.iter().map(of_form).collect();
    for mention in mentions {
        if let Some(cluster) = clusters[mention.form].filter(|_| mention.link.is_none()) {
            mention.cluster = cluster;
            mention.link = Some(Link::Variant);
        }
    }
}

/// True for capitals, and for a capitalised word that is long enough; both without full stops.
fn may_be_abbreviation(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && (letters.clone().all(char::is_uppercase)
            || letters.clone().all(char::is_lowercase) && text.len() >= SHORTEST_WORD)
}
