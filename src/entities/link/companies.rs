//! Links companies without their legal form to those of the user's list: "Adobe" to "Adobe Inc.".
//!
//! Other names have keys without a legal form. A name on the user's list is used as given, so its key does not equal that
//! of the shorter name; the two are the same company only in a document that has both.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::ClusterId;
use super::mentions::{DocumentSpan, FormId, PendingMention};
use super::rules::Link;
use super::surface_forms::{SurfaceForm, SurfaceForms};
use crate::entities::mentions::{Label, Source};
use crate::entities::names::{key, without_article, without_legal_form};

/// A company that a document mentions with its legal form; `None` if several have the same name without it.
type Company = Option<(ClusterId, DocumentSpan)>;

/// Links each company without its legal form to the listed company of its document.
pub(super) fn link_companies(forms: &SurfaceForms<'_>, mentions: &mut [PendingMention]) {
    let companies = listed_companies(forms);
    if companies.is_empty() {
        return;
    }
    let short_names = short_names(forms);
    let mut of_document: HashMap<&str, Company, RandomState> = HashMap::default();
    for mentions in mentions.chunk_by_mut(|one, next| one.document == next.document) {
        of_document.clear();
        for mention in &*mentions {
            let Some(short) = companies.get(&mention.form) else {
                continue;
            };
            let company = (mention.cluster, (mention.document, mention.span));
            let known = of_document.entry(short).or_insert(Some(company));
            if known.is_some_and(|(cluster, _)| cluster != mention.cluster) {
                *known = None;
            }
        }
        if of_document.is_empty() {
            continue;
        }
        for mention in mentions.iter_mut().filter(|one| one.link.is_none()) {
            let short = short_names[mention.form].as_deref();
            if let Some(&Some((cluster, evidence))) = short.and_then(|name| of_document.get(name))
                && cluster != mention.cluster
            {
                mention.cluster = cluster;
                mention.link = Some(Link::Suffix);
                mention.evidence = Some(evidence);
            }
        }
    }
}

/// The forms of the user's list that have a legal form, each with the key of the name without it.
fn listed_companies(forms: &SurfaceForms<'_>) -> HashMap<FormId, String, RandomState> {
    let is_listed = |form: &SurfaceForm<'_>| {
        form.is_listed && form.source == Source::User && *form.label == Label::ORG
    };
    let short_name = |form: &SurfaceForm<'_>| {
        let whole = key(form.name);
        let short = without_legal_form(&whole);
        (short.len() < whole.len()).then(|| short.to_owned())
    };
    let forms = forms.all.iter().enumerate();
    let listed = forms.filter(|(_, form)| is_listed(form) && form.alias.is_none());
    listed
        .filter_map(|(id, form)| Some((id, short_name(form)?)))
        .collect()
}

/// For each form that may be a company without its legal form, its key.
fn short_names(forms: &SurfaceForms<'_>) -> Vec<Option<String>> {
    // As in the label votes, a list overrules all labels of a recogniser but this one.
    let may_be_company = |form: &SurfaceForm<'_>| {
        form.is_open() && forms.clusters[form.cluster].label != Label::PERSON
    };
    let short_name =
        |form: &SurfaceForm<'_>| may_be_company(form).then(|| key(without_article(form.text)));
    forms.all.iter().map(short_name).collect()
}
