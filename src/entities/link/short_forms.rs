//! Short forms that texts explain, joined to the names that they are short for.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::forms::{Form, Forms};
use super::open::{IdentityId, Open, Place};
use super::rules::Link;
use crate::entities::mentions::Found;
use crate::entities::names::{without_article, without_possessive};

/// What a short form stands for, and where a text says so.
type Taught = (IdentityId, Place);

/// Joins short forms to what they stand for: in the text that explains them, and in all others where the corpus explains
/// them in one way only.
///
/// An abbreviation of the built-in lists gives way to another name too: where its own text explains it, and elsewhere if
/// the corpus never names in full what the list takes it for. "FSA" in a corpus on students is no army.
pub(super) fn link_short_forms(found: &[Found], forms: &Forms<'_>, open: &mut [Open]) {
    let firsts = first_of_each(found);
    let mut shorts: HashMap<&str, Option<Taught>, RandomState> = HashMap::default();
    let mut own: Vec<BTreeMap<&str, Taught>> = vec![BTreeMap::new(); found.len()];
    for (document, found) in found.iter().enumerate() {
        for one in &found.short_forms {
            let taught = (
                open[firsts[document] + one.full].identity,
                (document, one.definition),
            );
            // Of two explanations in one text the first holds.
            own[document].entry(&one.text).or_insert(taught);
            let known = shorts.entry(&one.text).or_insert(Some(taught));
            if known.is_some_and(|(identity, _)| identity != taught.0) {
                *known = None;
            }
        }
    }
    if shorts.is_empty() {
        return;
    }
    let taught = taught(forms, &shorts);
    for one in open {
        let Some((short, everywhere)) = taught[one.form] else {
            continue;
        };
        let here = own[one.document].get(short).copied();
        if let Some((identity, place)) = here.or(everywhere)
            && identity != one.identity
            && (forms.all[one.form].is_open() || is_another(forms, identity, one.identity))
        {
            one.identity = identity;
            one.link = Some(Link::Acronym);
            one.evidence = Some(place);
        }
    }
}

/// For each form that is an explained short one, that short form and what it stands for in texts that do not explain it.
fn taught<'f>(
    forms: &Forms<'_>,
    shorts: &HashMap<&'f str, Option<Taught>, RandomState>,
) -> Vec<Option<(&'f str, Option<Taught>)>> {
    let in_full = named_in_full(forms);
    let of_form = |form: &Form<'_>| {
        let written = if form.is_open() {
            form.name
        } else {
            form.listed_abbreviation()?
        };
        let (short, taught) = shorts.get_key_value(bare(written).as_str())?;
        let is_known = !form.is_open() && in_full[form.identity];
        Some((*short, taught.filter(|_| !is_known)))
    };
    forms.all.iter().map(of_form).collect()
}

/// True where two names share less than half of the words of the first: "Federal Communication Commission" is only a way
/// of writing the Federal Communications Commission.
fn is_another(forms: &Forms<'_>, first: IdentityId, second: IdentityId) -> bool {
    let words = |one: IdentityId| {
        let words = forms.identities[one].key.split(' ');
        words.filter(|word| word.len() > 3)
    };
    let n_shared = words(first)
        .filter(|word| words(second).any(|other| other == *word))
        .count();
    2 * n_shared < words(first).count()
}

/// For each identity, whether a form of it is more than an abbreviation.
fn named_in_full(forms: &Forms<'_>) -> Vec<bool> {
    let mut in_full = vec![false; forms.identities.len()];
    for form in &forms.all {
        in_full[form.identity] |= form.listed_abbreviation().is_none();
    }
    in_full
}

/// A short form without full stops, article and possessive ending.
fn bare(name: &str) -> String {
    let name = without_article(name);
    without_possessive(name).unwrap_or(name).replace('.', "")
}

/// For each document, how many mentions come before it.
fn first_of_each(found: &[Found]) -> Vec<usize> {
    let mut n = 0;
    let mut firsts = Vec::with_capacity(found.len());
    for found in found {
        firsts.push(n);
        n += found.mentions.len();
    }
    firsts
}
