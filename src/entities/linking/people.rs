//! Surnames: "Voss" is Marek Voss where he is the one person of the document who bears that name.
//!
//! One of the two must be known as a person, by a title, a list or a recogniser: else "Government" would be the Federal
//! one. Two who bear a surname stay two, and the surname alone stays a name of its own; nothing is taught from one document to
//! another.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::Label;
use super::super::cues::Cues;
use super::super::pieces::{is_hyphen, key, starts_upper};
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

/// Chinese, Korean and Vietnamese family names, which stand first: "Xi" is Xi Jinping.
const FAMILY_NAMES: [&str; 66] = [
    "ahn", "ban", "cai", "cao", "chen", "chiang", "cho", "choi", "chung", "deng", "duong", "gao",
    "guo", "han", "hoang", "hong", "hu", "huang", "hwang", "jang", "jeong", "jiang", "jung",
    "kang", "kim", "kwon", "lai", "lam", "lee", "li", "liang", "lim", "lin", "liu", "luo", "ma",
    "moon", "ngo", "nguyen", "oh", "park", "peng", "pham", "ri", "roh", "seo", "shin", "song",
    "sun", "tan", "tang", "tran", "tsai", "wang", "wei", "wen", "wu", "xi", "xu", "yang", "yoon",
    "zhang", "zhao", "zheng", "zhou", "zhu",
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
    let hyphens = hyphens(forms);
    let spelled = forms.identities.iter().zip(&hyphens);
    let roles: Vec<Role<'_>> = spelled.map(|(one, hyphens)| role(one, *hyphens)).collect();
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

/// What the hyphens of a name's spellings tell of its last word, which keys do not keep.
#[derive(Clone, Copy, Default)]
struct Hyphens {
    /// So many words of the key are the last one as it is written: 2 for "Ocasio-Cortez".
    last: usize,
    /// Nothing stands before it.
    is_all: bool,
    /// It is a given name, "Jong-un", and the family's stands first.
    is_given: bool,
}

fn hyphens(forms: &Forms<'_>) -> Vec<Hyphens> {
    let mut all = vec![Hyphens::default(); forms.identities.len()];
    for form in &forms.all {
        let last = form.written.rsplit(char::is_whitespace).next();
        let Some(last) = last.filter(|last| last.contains(is_hyphen)) else {
            continue;
        };
        let key = key(last);
        if key.is_empty() || !forms.identities[form.identity].key.ends_with(&key) {
            continue;
        }
        all[form.identity] = Hyphens {
            last: key.split(' ').count(),
            is_all: last.len() == form.written.len(),
            is_given: last
                .split(is_hyphen)
                .skip(1)
                .all(|part| !starts_upper(part)),
        };
    }
    all
}

fn role(identity: &Identity, hyphens: Hyphens) -> Role<'_> {
    let key = identity.key.trim_start_matches('=');
    if key.is_empty() || !(identity.label == Label::PERSON || identity.label == Label::NAME) {
        return Role::Other;
    }
    let starts = word_starts(key);
    let is_one_word = hyphens.is_all && !hyphens.is_given;
    if starts.len() == 1 || is_one_word || is_particle(&key[..starts[1] - 1]) {
        return Role::Surname(key);
    }
    let surnames = surnames(key, &starts, hyphens);
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

/// The last word of a full name, the same with the particles before it, and a family name that stands first.
fn surnames<'k>(key: &'k str, starts: &[usize], hyphens: Hyphens) -> Vec<&'k str> {
    let first = &key[..starts[1] - 1];
    if hyphens.is_given {
        return vec![first];
    }
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
    let n_words = starts.len();
    if hyphens.last > 1 && hyphens.last < n_words {
        all.push(&key[starts[n_words - hyphens.last]..]);
    }
    if n_words <= 3 && FAMILY_NAMES.contains(&first.to_lowercase().as_str()) {
        all.push(first);
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
        check_with(key, label, Hyphens::default(), expected);
    }

    fn check_with(key: &str, label: Label, hyphens: Hyphens, expected: &[&str]) {
        let identity = Identity {
            key: key.to_owned(),
            label,
            literal: false,
        };
        let found = match role(&identity, hyphens) {
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

    #[test]
    fn hyphens_make_one_word_of_two() {
        let two = Hyphens {
            last: 2,
            ..Hyphens::default()
        };
        check_with(
            "ana ocasio cortez",
            Label::PERSON,
            two,
            &["cortez", "ocasio cortez"],
        );
        let alone = Hyphens {
            is_all: true,
            ..two
        };
        check_with("ocasio cortez", Label::PERSON, alone, &[]);
    }

    #[test]
    fn some_family_names_stand_first() {
        check("xi jinping", Label::PERSON, &["jinping", "xi"]);
        let given = Hyphens {
            last: 2,
            is_given: true,
            ..Hyphens::default()
        };
        check_with("kim jong un", Label::PERSON, given, &["kim"]);
    }
}
