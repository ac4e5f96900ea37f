//! Aliases and pairs to keep apart that count only in some documents or next to some words.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::{ClusterId, ClusterKey};
use super::mentions::PendingMention;
use super::rules::{Form, FormContext, Link};
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::corpus::Documents;
use crate::entities::names::{key, words};
use crate::table::Values;

/// A word is near a mention if it is one of this many words to a side.
const NEAR: usize = 10;

/// The maximum number of bytes to a side in which words are looked for.
const MOST_BYTES: usize = 400;

/// Links the mentions that the user's aliases claim in their context.
///
/// A mention that several names claim is left alone.
pub(super) fn link_in_context(
    documents: &Documents,
    forms: &mut SurfaceForms<'_>,
    mentions: &mut [PendingMention],
) {
    let mut claims: HashMap<String, Vec<(usize, &FormContext)>, RandomState> = HashMap::default();
    for (number, (_, aliases)) in forms.config.aliases.iter().enumerate() {
        for Form { text, context } in aliases {
            if let Some(context) = context {
                claims.entry(key(text)).or_default().push((number, context));
            }
        }
    }
    if claims.is_empty() {
        return;
    }
    let of_form = |form: &SurfaceForm<'_>| {
        let is_free = form.label.is_named_entity() && form.alias.is_none();
        let own = claims.get(&key(form.text)).filter(|_| is_free);
        own.or_else(|| claims.get(&key(form.name)).filter(|_| is_free))
    };
    let of_forms: Vec<Option<&Vec<(usize, &FormContext)>>> =
        forms.all.iter().map(of_form).collect();
    for mention in mentions {
        let claims = of_forms[mention.form].into_iter().flatten();
        let mut claims = claims
            .filter(|(_, context)| holds(context, documents, mention))
            .map(|(number, _)| *number);
        let Some(number) = claims.next() else {
            continue;
        };
        if claims.all(|other| other == number) {
            mention.cluster = alias_cluster(forms, number, mention);
            mention.link = Some(Link::User);
        }
    }
}

/// The cluster of a name in the user's aliases.
fn alias_cluster(
    forms: &mut SurfaceForms<'_>,
    number: usize,
    mention: &PendingMention,
) -> ClusterId {
    let alias = ClusterKey::Alias(number);
    let known = forms.clusters.iter().find(|cluster| cluster.key == alias);
    let label = match known {
        Some(cluster) => cluster.label.clone(),
        None => forms.all[mention.form].label.clone(),
    };
    forms.cluster(alias, label)
}

/// True if a mention is in a context.
pub(super) fn holds(
    context: &FormContext,
    documents: &Documents,
    mention: &PendingMention,
) -> bool {
    let is_document = |ids: &Vec<String>| {
        let own = id_of(documents, mention.document);
        ids.contains(&own)
    };
    context.documents.as_ref().is_none_or(is_document)
        && context
            .words
            .as_ref()
            .is_none_or(|words| is_near(words, documents, mention))
}

fn id_of(documents: &Documents, document: usize) -> String {
    match &documents.ids().values {
        Values::Int(ids) => ids[document].to_string(),
        Values::UInt(ids) => ids[document].to_string(),
        Values::Text(ids) => ids.get(document).to_owned(),
        _ => String::new(),
    }
}

fn is_near(wanted: &[String], documents: &Documents, mention: &PendingMention) -> bool {
    let text = documents.text(mention.document).unwrap_or_default();
    let is_edge = |byte: &usize| text.is_char_boundary(*byte);
    let (start, end) = (mention.span.start, mention.span.end);
    let start = (start.saturating_sub(MOST_BYTES)..=start).find(is_edge);
    let start = start.unwrap_or(mention.span.start);
    let end = (end..=text.len().min(end + MOST_BYTES)).rfind(is_edge);
    let end = end.unwrap_or(mention.span.end);
    let before: Vec<_> = words(&text[start..mention.span.start]).collect();
    let before = before.iter().rev().take(NEAR).map(|word| key(word.text));
    let after = words(&text[mention.span.end..end]).take(NEAR);
    let near: Vec<String> = before.chain(after.map(|word| key(word.text))).collect();
    wanted.iter().any(|word| near.contains(&key(word)))
}
