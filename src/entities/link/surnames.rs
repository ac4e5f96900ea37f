//! Links surnames to full names: "Voss" is Marek Voss if he is the only person of the document with that name, and "Suu
//! Kyi" is Aung San Suu Kyi.
//!
//! A title, a list or a recogniser must know one of the two as a person: otherwise "Government" would be the Federal
//! one. If two persons of a document share a surname, the surname alone stays a name of its own. No document decides
//! for another.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::{Cluster, ClusterId};
use super::mentions::{DocumentSpan, MENTIONS_PER_CHECK, PendingMention};
use super::rules::Link;
use super::surface_forms::SurfaceForms;
use crate::entities::mentions::Label;
use crate::entities::names::{Cues, FullName, LastWord, PersonName};
use crate::error::Result;
use crate::parallel::Workers;

/// The person with a name: a cluster, and the mention that shows the full name.
type Bearer = (ClusterId, DocumentSpan);

/// The only bearer of each name in a document; `None` for a name with several.
type Bearers<'k> = HashMap<&'k str, Option<Bearer>, RandomState>;

/// The shorter names of the persons of one document.
#[derive(Default)]
struct DocumentNames<'k> {
    tails: Bearers<'k>,
    surnames: Bearers<'k>,
    middles: Bearers<'k>,
}

/// Links surnames, and names that are the last words of longer ones, to the only full name in their document.
pub(super) fn link_surnames(
    forms: &SurfaceForms<'_>,
    mentions: &mut [PendingMention],
    workers: &Workers,
) -> Result<()> {
    let last_words = last_words(forms);
    let clusters = forms.clusters.iter().zip(&last_words);
    let persons: Vec<Option<PersonName<'_>>> = clusters
        .map(|(cluster, last)| person_name(cluster, *last))
        .collect();
    let mut names = DocumentNames::default();
    for mentions in mentions.chunk_by_mut(|one, next| one.document == next.document) {
        names.read(forms, &persons, mentions, workers)?;
        for mention in mentions {
            let is_open = mention.link.is_none() && forms.all[mention.form].is_open();
            let bearer = is_open.then(|| names.bearer(forms, &persons, mention.cluster));
            if let Some((cluster, evidence)) = bearer.flatten() {
                mention.cluster = cluster;
                mention.link = Some(Link::Surname);
                mention.evidence = Some(evidence);
            }
        }
    }
    Ok(())
}

impl<'k> DocumentNames<'k> {
    /// Reads the full names of a document.
    fn read(
        &mut self,
        forms: &SurfaceForms<'_>,
        persons: &[Option<PersonName<'k>>],
        mentions: &[PendingMention],
        workers: &Workers,
    ) -> Result<()> {
        self.tails.clear();
        self.surnames.clear();
        self.middles.clear();
        let full_name = |mention: &PendingMention| match &persons[mention.cluster] {
            Some(PersonName::Full(full)) => {
                Some((full, (mention.cluster, (mention.document, mention.span))))
            }
            _ => None,
        };
        for (number, mention) in mentions.iter().enumerate() {
            if number.is_multiple_of(MENTIONS_PER_CHECK) {
                workers.check()?;
            }
            let Some((full, bearer)) = full_name(mention) else {
                continue;
            };
            for tail in &full.tails {
                add(&mut self.tails, tail, bearer, |known| {
                    is_longer(forms, known, bearer.0)
                });
            }
        }
        for (full, bearer) in mentions.iter().filter_map(full_name) {
            // The end of a longer name does not bear a surname itself.
            if self.bearer_of_tail(forms, bearer.0).is_none() {
                self.add_full_name(full, bearer);
            }
        }
        Ok(())
    }

    fn add_full_name(&mut self, full: &FullName<'k>, bearer: Bearer) {
        for surname in &full.surnames {
            add(&mut self.surnames, surname, bearer, |_| None);
        }
        for middle in &full.middles {
            add(&mut self.middles, middle, bearer, |_| None);
        }
        // The given name of another person is not a surname.
        self.middles.insert(full.first, None);
    }

    /// The person that a name means.
    fn bearer(
        &self,
        forms: &SurfaceForms<'_>,
        persons: &[Option<PersonName<'_>>],
        cluster: ClusterId,
    ) -> Option<Bearer> {
        match &persons[cluster] {
            Some(PersonName::Full(_)) => self.bearer_of_tail(forms, cluster),
            Some(PersonName::Surname(surname)) => {
                let bearer = match self.surnames.get(surname) {
                    Some(bearer) => *bearer,
                    None => self.middles.get(surname).copied().flatten(),
                }?;
                (is_person(forms, bearer.0) || is_person(forms, cluster)).then_some(bearer)
            }
            None => None,
        }
    }

    /// The person whose longer name ends with this one.
    fn bearer_of_tail(&self, forms: &SurfaceForms<'_>, cluster: ClusterId) -> Option<Bearer> {
        let bearer = (*self.tails.get(forms.clusters[cluster].key.words())?)?;
        (bearer.0 != cluster && is_person(forms, bearer.0) && is_person(forms, cluster))
            .then_some(bearer)
    }
}

fn is_person(forms: &SurfaceForms<'_>, cluster: ClusterId) -> bool {
    forms.clusters[cluster].label == Label::PERSON
}

/// Adds the bearer of a name. If the name has another bearer, `keeps_known` says whether that one keeps it; `None` if
/// neither does.
fn add<'k>(
    bearers: &mut Bearers<'k>,
    name: &'k str,
    bearer: Bearer,
    keeps_known: impl Fn(ClusterId) -> Option<bool>,
) {
    let known = bearers.entry(name).or_insert(Some(bearer));
    let Some((cluster, _)) = *known else { return };
    if cluster != bearer.0 {
        match keeps_known(cluster) {
            Some(true) => {}
            Some(false) => *known = Some(bearer),
            None => *known = None,
        }
    }
}

/// True if the first of two names ends with the second, false if the second ends with the first.
fn is_longer(forms: &SurfaceForms<'_>, first: ClusterId, second: ClusterId) -> Option<bool> {
    let first = forms.clusters[first].key.folded()?;
    let second = forms.clusters[second].key.folded()?;
    let ends_with = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
    };
    if ends_with(first, second) {
        Some(true)
    } else {
        ends_with(second, first).then_some(false)
    }
}

/// For each cluster, what the hyphens of its forms show of the last word of its name.
fn last_words(forms: &SurfaceForms<'_>) -> Vec<LastWord> {
    let mut all = vec![LastWord::default(); forms.clusters.len()];
    for form in &forms.all {
        let words = forms.clusters[form.cluster].key.words();
        if let Some((last, key)) = LastWord::hyphenated(form.text)
            && words.ends_with(&key)
        {
            all[form.cluster] = last;
        }
    }
    all
}

/// The name of a cluster as a person's, if it may be one.
fn person_name(cluster: &Cluster, last: LastWord) -> Option<PersonName<'_>> {
    let words = cluster.key.words();
    if words.is_empty() || !(cluster.label == Label::PERSON || cluster.label == Label::NAME) {
        return None;
    }
    let person = PersonName::parse(words, last);
    match &person {
        PersonName::Full(full) if cluster.label == Label::NAME && is_thing(full) => None,
        _ => Some(person),
    }
}

/// True if a full name looks like the name of an organisation or a place.
fn is_thing(full: &FullName<'_>) -> bool {
    let cues = Cues::get();
    let first = full.first.to_lowercase();
    let last = full.surnames.first().map(|last| last.to_lowercase());
    cues.title.contains(first.as_str())
        || cues.function.contains(first.as_str())
        || last.is_some_and(|last| {
            cues.organisation.contains(last.as_str()) || cues.place.contains(last.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::link::clusters::ClusterKey;

    fn check(key: &str, label: Label, expected: Option<&str>) {
        let cluster = Cluster {
            key: ClusterKey::Folded(key.to_owned()),
            label,
            is_literal: false,
        };
        let name = person_name(&cluster, LastWord::default());
        let surname = match &name {
            Some(PersonName::Full(full)) => full.surnames.first().copied(),
            Some(PersonName::Surname(surname)) => Some(*surname),
            None => None,
        };
        assert_eq!(surname, expected, "{key}");
    }

    #[test]
    fn only_persons_have_surnames() {
        check("marek voss", Label::PERSON, Some("voss"));
        check("marek voss", Label::NAME, Some("voss"));
        check("harbour bank", Label::PERSON, Some("bank"));
        check("harbour bank", Label::NAME, None);
        check("prime video", Label::NAME, None);
        check("acme", Label::ORG, None);
    }
}
