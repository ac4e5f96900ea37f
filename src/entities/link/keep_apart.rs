//! Splits what the user wants kept apart.

use super::clusters::{ClusterId, ClusterKey};
use super::contexts::holds;
use super::mentions::PendingMention;
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::corpus::Documents;
use crate::entities::names::key;

/// Takes each form of the user's pairs out of the cluster that holds the name of its pair, where its context holds.
pub(super) fn keep_apart(
    documents: &Documents,
    forms: &mut SurfaceForms<'_>,
    mentions: &mut [PendingMention],
) {
    for (name, form) in &forms.config.keep_apart {
        let pair = Pair::new(name, &form.text, forms);
        let mut has_name: Vec<bool> = vec![false; forms.clusters.len()];
        for mention in &*mentions {
            has_name[mention.cluster] |= pair.is_name[mention.form];
        }
        for mention in mentions.iter_mut() {
            // The name that a list or the user gives to a cluster need not be in any text.
            let is_meant = || {
                let context = form.context.as_ref();
                context.is_none_or(|context| holds(context, documents, mention))
            };
            let stays = has_name[mention.cluster] || is_named(forms, mention.cluster, name);
            if pair.is_form[mention.form] && stays && is_meant() {
                mention.cluster = pair.own_cluster(forms, mention);
                forms.clusters[mention.cluster].is_literal = true;
                mention.link = None;
                mention.evidence = None;
            }
        }
    }
}

/// True if `name` is the name that the user's aliases or the key give to a cluster.
fn is_named(forms: &SurfaceForms<'_>, cluster: ClusterId, name: &str) -> bool {
    match &forms.clusters[cluster].key {
        ClusterKey::Alias(number) => key(&forms.config.aliases[*number].0) == key(name),
        ClusterKey::Folded(folded) => *folded == key(name),
        ClusterKey::Figure(_) | ClusterKey::Literal(_) => false,
    }
}

/// A pair of a name and a form to keep apart.
struct Pair {
    /// For each surface form, whether it is the name.
    is_name: Vec<bool>,
    /// For each surface form, whether it is the form that leaves.
    is_form: Vec<bool>,
    /// True if the two differ in more than their spelling.
    differs_by_key: bool,
}

impl Pair {
    fn new(name: &str, form: &str, forms: &SurfaceForms<'_>) -> Self {
        let differs_by_key = key(name) != key(form);
        let matching = |wanted: &str| {
            let wanted_key = key(wanted);
            let matches = |form: &SurfaceForm<'_>| {
                form.label.is_named_entity()
                    && (form.text == wanted || (differs_by_key && key(form.text) == wanted_key))
            };
            forms.all.iter().map(matches).collect::<Vec<bool>>()
        };
        Self {
            is_name: matching(name),
            is_form: matching(form),
            differs_by_key,
        }
    }

    /// The cluster for a mention that leaves its own.
    fn own_cluster(&self, forms: &mut SurfaceForms<'_>, mention: &PendingMention) -> ClusterId {
        let text = forms.all[mention.form].text;
        let old = &forms.clusters[mention.cluster];
        let label = old.label.clone();
        let folded = ClusterKey::Folded(key(text));
        let own = if self.differs_by_key && folded != old.key {
            folded
        } else {
            ClusterKey::Literal(text.to_owned())
        };
        forms.cluster(own, label)
    }
}
