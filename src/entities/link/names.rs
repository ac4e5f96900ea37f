//! What a name is called, and why each mention belongs to it.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::forms::{Form, Forms};
use super::open::{FormId, IdentityId, Linked, LinkedMention, Open};
use super::rules::{Link, LinkRules};
use super::votes::most;
use crate::entities::mentions::{Label, Source};
use crate::entities::names::{key, without_article, without_legal_form, without_titles};

/// Names the identities that have mentions.
pub(super) fn name(forms: &Forms<'_>, open: &[Open]) -> Linked {
    let names = names_of(forms, open);
    let mut numbers = vec![usize::MAX; forms.identities.len()];
    for (number, (identity, _)) in names.iter().enumerate() {
        numbers[*identity] = number;
    }
    let labels = labels_of(forms, open, &names);
    let mut reasons: HashMap<(usize, FormId), Link, RandomState> = HashMap::default();
    let mentions = open
        .iter()
        .map(|one| {
            let entity = numbers[one.identity];
            let form = &forms.all[one.form];
            let spelled = *reasons
                .entry((entity, one.form))
                .or_insert_with(|| spelling(form, &names[entity].1, forms.config.rules));
            LinkedMention {
                document: one.document,
                number: one.number,
                span: one.span,
                entity,
                source: form.source,
                link: match one.link {
                    Some(link) if spelled != Link::Same || link == Link::Acronym => link,
                    _ => spelled,
                },
                evidence: one.evidence,
            }
        })
        .collect();
    let names = labels
        .into_iter()
        .zip(names)
        .map(|(label, (_, name))| (label, name));
    Linked {
        names: names.collect(),
        mentions,
    }
}

/// Each identity with the name to show, in order of label and key: the user's, a list's, else the spelling that is most
/// frequent; a short form never names what it is short for, unless nothing else does.
fn names_of(forms: &Forms<'_>, open: &[Open]) -> Vec<(IdentityId, String)> {
    let mut counts: HashMap<(IdentityId, FormId), u64, RandomState> = HashMap::default();
    for one in open {
        let is_short = matches!(one.link, Some(Link::Acronym | Link::Surname));
        *counts.entry((one.identity, one.form)).or_default() += u64::from(!is_short);
    }
    let mut spellings: BTreeMap<IdentityId, BTreeMap<(bool, &str), u64>> = BTreeMap::new();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    for ((identity, form), count) in counts {
        let form = &forms.all[form];
        let literal = forms.identities[identity].literal;
        let trusted = form.is_listed() && forms.config.rules.has(Link::Alias) && !literal;
        let shown = match (trusted, literal) {
            (true, _) => form.name,
            (false, true) => form.written,
            (false, false) => form.shown,
        };
        let votes = spellings.entry(identity).or_default();
        *votes.entry((trusted && count > 0, shown)).or_default() += count;
    }
    let mut names: Vec<(IdentityId, String)> = spellings
        .into_iter()
        .map(|(identity, votes)| (identity, shown_name(forms, identity, &votes)))
        .collect();
    let order = |identity: IdentityId| {
        let identity = &forms.identities[identity];
        (&identity.label, &identity.key)
    };
    names.sort_by(|(a, _), (b, _)| order(*a).cmp(&order(*b)));
    names
}

fn shown_name(
    forms: &Forms<'_>,
    identity: IdentityId,
    votes: &BTreeMap<(bool, &str), u64>,
) -> String {
    let own = &forms.identities[identity].key;
    if let Some(number) = own.strip_prefix('\u{2}') {
        let number: usize = number.parse().expect("written so");
        return forms.config.aliases[number].0.clone();
    }
    let best = votes
        .iter()
        .max_by(|((listed_a, a), n_a), ((listed_b, b), n_b)| {
            (listed_a, n_a).cmp(&(listed_b, n_b)).then(b.cmp(a))
        });
    best.map_or_else(String::new, |((_, name), _)| (*name).to_owned())
}

/// The labels of the names: those of unknown kind learn theirs from all mentions that joined them.
fn labels_of(forms: &Forms<'_>, open: &[Open], names: &[(IdentityId, String)]) -> Vec<Label> {
    let mut votes: Vec<Option<BTreeMap<Label, u64>>> = forms
        .identities
        .iter()
        .map(|identity| (identity.label == Label::NAME).then(BTreeMap::new))
        .collect();
    // What the letters say was voted on before.
    for one in open.iter().filter(|one| one.link == Some(Link::Surname)) {
        if let Some(votes) = &mut votes[one.identity] {
            *votes.entry(forms.all[one.form].label.clone()).or_default() += 1;
        }
    }
    let label = |identity: &IdentityId| {
        let learnt = votes[*identity].as_ref().and_then(most);
        learnt.unwrap_or_else(|| forms.identities[*identity].label.clone())
    };
    names.iter().map(|(identity, _)| label(identity)).collect()
}

/// How a form is written, beside how its name is shown.
fn spelling(form: &Form<'_>, name: &str, rules: LinkRules) -> Link {
    if form.written == name {
        return Link::Same;
    }
    if !form.label.is_named_entity() {
        return Link::Alias;
    }
    let written = key(without_article(form.written));
    let named = key(without_article(name));
    // "Gen. the Marek" is "the Marek" with a title.
    let bare = |key: &str| key.strip_prefix("the ").unwrap_or(key).to_owned();
    let same = |fold: fn(&str) -> &str| bare(fold(&written)) == bare(fold(&named));
    if written == named {
        Link::Variant
    } else if matches!(form.source, Source::User | Source::Gazetteer) {
        Link::Alias
    } else if same(without_titles) {
        Link::Title
    } else if same(without_legal_form) {
        Link::Suffix
    } else if rules.has(Link::Transliteration) {
        Link::Transliteration
    } else {
        // A source's own name for it.
        Link::Alias
    }
}
