//! Surnames: "Voss" is Marek Voss where he is the one person of the document who bears that name.
//!
//! One of the two must be known as a person, by a title, a list or a recogniser: else "Government" would be the Federal
//! one. Two who bear a surname stay two, and the surname alone stays a name of its own; nothing is taught from one document to
//! another.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::Label;
use super::super::cues::Cues;
use super::forms::{Forms, Identity, IdentityId};
use super::rules::Link;
use super::{MENTIONS_PER_CHECK, Open, Place};
use crate::error::Result;
use crate::parallel::Workers;

/// Words that begin a surname of several words.
const PARTICLES: [&str; 26] = [
    "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur",
];

/// Behind a surname, and no part of it.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// What a name may be in a document.
enum Role<'k> {
    /// A full name, with the surnames that it answers to.
    Full(Vec<&'k str>),
    /// A surname alone.
    Surname(&'k str),
    Other,
}

/// Joins surnames to the one full name of their document that ends so.
pub(super) fn link_surnames(forms: &Forms<'_>, open: &mut [Open], workers: &Workers) -> Result<()> {
    let roles: Vec<Role<'_>> = forms.identities.iter().map(role).collect();
    // The bearer of each surname, none where there are several.
    let mut bearers: HashMap<&str, Option<(IdentityId, Place)>, RandomState> = HashMap::default();
    let mut start = 0;
    while start < open.len() {
        let document = open[start].document;
        let rest = &open[start..];
        let n = rest.partition_point(|one| one.document == document);
        bearers.clear();
        for (place, one) in rest[..n].iter().enumerate() {
            if place.is_multiple_of(MENTIONS_PER_CHECK) {
                workers.check()?;
            }
            let Role::Full(surnames) = &roles[one.identity] else {
                continue;
            };
            for surname in surnames {
                let own = (one.identity, (document, one.span));
                let known = bearers.entry(surname).or_insert(Some(own));
                if known.is_some_and(|(identity, _)| identity != one.identity) {
                    *known = None;
                }
            }
        }
        for one in &mut open[start..start + n] {
            let Role::Surname(surname) = roles[one.identity] else {
                continue;
            };
            let may_be_taught = one.link.is_none() && forms.all[one.form].is_open();
            let is_person =
                |identity: IdentityId| forms.identities[identity].label == Label::PERSON;
            if let (true, Some(Some((identity, place)))) = (may_be_taught, bearers.get(surname))
                && (is_person(*identity) || is_person(one.identity))
            {
                one.identity = *identity;
                one.link = Some(Link::Surname);
                one.evidence = Some(*place);
            }
        }
        start += n;
    }
    Ok(())
}

fn role(identity: &Identity) -> Role<'_> {
    let key = identity.key.trim_start_matches('=');
    if key.is_empty() || !(identity.label == Label::PERSON || identity.label == Label::NAME) {
        return Role::Other;
    }
    let starts = word_starts(key);
    if starts.len() == 1 || is_particle(&key[..starts[1] - 1]) {
        return Role::Surname(key);
    }
    let surnames = surnames(key, &starts);
    // What is no person for certain must not look like an organisation or a place.
    let cues = Cues::get();
    let first = key[..starts[1] - 1].to_lowercase();
    let is_thing = |word: &str| cues.organisation.contains(word) || cues.place.contains(word);
    let last = surnames.first().map(|last| last.to_lowercase());
    if identity.label == Label::NAME
        && (cues.title.contains(first.as_str())
            || cues.function.contains(first.as_str())
            || last.is_some_and(|last| is_thing(&last)))
    {
        return Role::Other;
    }
    Role::Full(surnames)
}

fn word_starts(key: &str) -> Vec<usize> {
    let spaces = key
        .char_indices()
        .filter(|(_, mark)| matches!(mark, ' ' | '-'));
    std::iter::once(0)
        .chain(spaces.map(|(byte, _)| byte + 1))
        .collect()
}

/// The last word of a full name, and the same with the particles before it.
fn surnames<'k>(key: &'k str, starts: &[usize]) -> Vec<&'k str> {
    let word_end = |place: usize| starts.get(place + 1).map_or(key.len(), |next| next - 1);
    let mut last = starts.len() - 1;
    if last > 1 && GENERATIONS.contains(&key[starts[last]..].to_lowercase().as_str()) {
        last -= 1;
    }
    let end = word_end(last);
    let mut all = vec![&key[starts[last]..end]];
    // The first word is a given name, whatever it looks like.
    while last > 1 && is_particle(&key[starts[last - 1]..word_end(last - 1)]) {
        last -= 1;
        all.push(&key[starts[last]..end]);
    }
    all
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, label: Label, expected: &[&str]) {
        let identity = Identity {
            key: key.to_owned(),
            label,
            literal: false,
        };
        let found = match role(&identity) {
            Role::Full(surnames) => surnames,
            Role::Surname(_) | Role::Other => Vec::new(),
        };
        assert_eq!(found, expected, "{key}");
    }

    #[test]
    fn surnames_are_last_words_with_their_particles() {
        check("marek voss", Label::PERSON, &["voss"]);
        check("bashar al assad", Label::PERSON, &["assad", "al assad"]);
        check(
            "ursula von der leyen",
            Label::PERSON,
            &["leyen", "der leyen", "von der leyen"],
        );
        check("john doe jr", Label::PERSON, &["doe"]);
        check("al assad", Label::PERSON, &[]);
        check("voss", Label::PERSON, &[]);
        check("harbour bank", Label::NAME, &[]);
        check("prime video", Label::NAME, &[]);
        check("acme", Label::ORG, &[]);
    }
}
