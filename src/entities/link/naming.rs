//! The name of each cluster, and the reason why each mention belongs to it.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::{ClusterId, ClusterKey};
use super::label_votes::most_voted;
use super::mentions::{FormId, LinkedEntities, LinkedMention, PendingMention};
use super::rules::{Link, LinkRules};
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::entities::mentions::Label;
use crate::entities::names::{key, without_article, without_legal_form, without_titles};

/// Names the clusters that have mentions.
pub(super) fn name_clusters(
    forms: &SurfaceForms<'_>,
    mentions: &[PendingMention],
) -> LinkedEntities {
    let names = names_of(forms, mentions);
    let mut entities = vec![usize::MAX; forms.clusters.len()];
    for (entity, (cluster, _)) in names.iter().enumerate() {
        entities[*cluster] = entity;
    }
    let labels = labels_of(forms, mentions, &names);
    let mut spelling_links: HashMap<(usize, FormId), Link, RandomState> = HashMap::default();
    let linked = |mention: &PendingMention| {
        let entity = entities[mention.cluster];
        let form = &forms.all[mention.form];
        let by_spelling = *spelling_links
            .entry((entity, mention.form))
            .or_insert_with(|| spelling_link(form, &names[entity].1, forms.config.rules));
        LinkedMention {
            document: mention.document,
            number: mention.number,
            span: mention.span,
            entity,
            source: form.source,
            link: match mention.link {
                Some(link) if by_spelling != Link::Same || link == Link::Acronym => link,
                _ => by_spelling,
            },
            evidence: mention.evidence,
        }
    };
    let mentions = mentions.iter().map(linked).collect();
    let names = names.into_iter().map(|(_, name)| name);
    LinkedEntities {
        names: labels.into_iter().zip(names).collect(),
        mentions,
    }
}

/// How often each spelling may name its cluster: by whether a list gives it, and the spelling.
type SpellingCounts<'f> = BTreeMap<(bool, &'f str), u64>;

/// Each cluster with its name, in order of label and key.
///
/// The name is that of the user's aliases, else of a list, else the most frequent spelling. A short form is the name
/// only if there is no other spelling.
fn names_of(forms: &SurfaceForms<'_>, mentions: &[PendingMention]) -> Vec<(ClusterId, String)> {
    let mut counts: HashMap<(ClusterId, FormId), u64, RandomState> = HashMap::default();
    for mention in mentions {
        let is_short = matches!(mention.link, Some(Link::Acronym | Link::Surname));
        *counts.entry((mention.cluster, mention.form)).or_default() += u64::from(!is_short);
    }
    let mut spellings: BTreeMap<ClusterId, SpellingCounts<'_>> = BTreeMap::new();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    for ((cluster, form), count) in counts {
        let form = &forms.all[form];
        let is_literal = forms.clusters[cluster].is_literal;
        let is_listed = form.is_listed && forms.config.rules.has(Link::Alias) && !is_literal;
        let shown = match (is_listed, is_literal) {
            (true, _) => form.name,
            (false, true) => form.text,
            (false, false) => form.shown,
        };
        let spellings = spellings.entry(cluster).or_default();
        *spellings
            .entry((is_listed && count > 0, shown))
            .or_default() += count;
    }
    let mut names: Vec<(ClusterId, String)> = spellings
        .into_iter()
        .map(|(cluster, spellings)| (cluster, name_of(forms, cluster, &spellings)))
        .collect();
    let order = |cluster: ClusterId| {
        let cluster = &forms.clusters[cluster];
        (&cluster.label, &cluster.key)
    };
    names.sort_by(|(a, _), (b, _)| order(*a).cmp(&order(*b)));
    names
}

fn name_of(forms: &SurfaceForms<'_>, cluster: ClusterId, spellings: &SpellingCounts<'_>) -> String {
    if let ClusterKey::Alias(number) = forms.clusters[cluster].key {
        return forms.config.aliases[number].0.clone();
    }
    let best = spellings
        .iter()
        .max_by(|((listed_a, a), n_a), ((listed_b, b), n_b)| {
            (listed_a, n_a).cmp(&(listed_b, n_b)).then(b.cmp(a))
        });
    best.map_or_else(String::new, |((_, name), _)| (*name).to_owned())
}

/// The labels of the names. A name of unknown kind takes the label that most of the surnames linked to it have.
fn labels_of(
    forms: &SurfaceForms<'_>,
    mentions: &[PendingMention],
    names: &[(ClusterId, String)],
) -> Vec<Label> {
    let mut votes: Vec<Option<BTreeMap<Label, u64>>> = forms
        .clusters
        .iter()
        .map(|cluster| (cluster.label == Label::NAME).then(BTreeMap::new))
        .collect();
    // The forms that are here by their spelling have voted before.
    let surnames = mentions
        .iter()
        .filter(|one| one.link == Some(Link::Surname));
    for mention in surnames {
        if let Some(votes) = &mut votes[mention.cluster] {
            let label = forms.all[mention.form].label;
            *votes.entry(label.clone()).or_default() += 1;
        }
    }
    let label = |cluster: ClusterId| {
        let elected = votes[cluster].as_ref().and_then(most_voted);
        elected.unwrap_or_else(|| forms.clusters[cluster].label.clone())
    };
    names.iter().map(|(cluster, _)| label(*cluster)).collect()
}

/// The link between the spelling of a form and the name of its entity.
fn spelling_link(form: &SurfaceForm<'_>, name: &str, rules: LinkRules) -> Link {
    if form.text == name {
        return Link::Same;
    }
    if !form.label.is_named_entity() {
        return Link::Alias;
    }
    let own = key(without_article(form.text));
    let named = key(without_article(name));
    // "Gen. the Marek" is "the Marek" with a title.
    let bare = |key: &str| key.strip_prefix("the ").unwrap_or(key).to_owned();
    let same = |strip: fn(&str) -> &str| bare(strip(&own)) == bare(strip(&named));
    if own == named {
        Link::Variant
    } else if form.is_listed {
        Link::Alias
    } else if same(without_titles) {
        Link::Title
    } else if same(without_legal_form) {
        Link::Suffix
    } else if rules.has(Link::Transliteration) {
        Link::Transliteration
    } else {
        // The name that another program gave.
        Link::Alias
    }
}
