//! Surnames: "Voss" is Marek Voss where he is the one person of the document who bears that name, and "Suu Kyi" is Aung
//! San Suu Kyi.
//!
//! One of the two must be known as a person, by a title, a list or a recogniser: else "Government" would be the Federal
//! one. Two who bear a surname stay two, and the surname alone stays a name of its own; nothing is taught from one document to
//! another.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::forms::{Forms, Identity};
use super::open::{IdentityId, MENTIONS_PER_CHECK, Open, Place};
use super::rules::Link;
use crate::entities::mentions::Label;
use crate::entities::names::{Cues, is_hyphen, key, starts_upper};
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

/// Names of more words are no persons'.
const MOST_WORDS: usize = 6;

/// What a name may be in a document.
enum Role<'k> {
    Full(Full<'k>),
    /// A surname alone.
    Surname(&'k str),
    Other,
}

/// A full name, by what else it answers to.
#[derive(Default)]
struct Full<'k> {
    surnames: Vec<&'k str>,
    /// Its last words, two or more: "Suu Kyi".
    tails: Vec<&'k str>,
    /// Words between the first and the last: "Fernández" of Cristina Fernández de Kirchner.
    middles: Vec<&'k str>,
    first: &'k str,
}

/// The one who bears a name in a document, none where there are several.
type Bearers<'k> = HashMap<&'k str, Option<(IdentityId, Place)>, RandomState>;

/// What the full names of one document answer to.
#[derive(Default)]
struct Known<'k> {
    tails: Bearers<'k>,
    surnames: Bearers<'k>,
    middles: Bearers<'k>,
}

/// Joins surnames, and names that are the last words of longer ones, to the one full name of their document.
pub(super) fn link_surnames(forms: &Forms<'_>, open: &mut [Open], workers: &Workers) -> Result<()> {
    let hyphens = hyphens(forms);
    let spelled = forms.identities.iter().zip(&hyphens);
    let roles: Vec<Role<'_>> = spelled.map(|(one, hyphens)| role(one, *hyphens)).collect();
    let mut known = Known::default();
    let mut start = 0;
    while start < open.len() {
        let document = open[start].document;
        let rest = &open[start..];
        let n = rest.partition_point(|one| one.document == document);
        known.read(forms, &roles, &rest[..n], workers)?;
        for one in &mut open[start..start + n] {
            let may_be_taught = one.link.is_none() && forms.all[one.form].is_open();
            let bearer = may_be_taught.then(|| known.bearer(forms, &roles, one.identity));
            if let Some(Some((identity, place))) = bearer {
                one.identity = identity;
                one.link = Some(Link::Surname);
                one.evidence = Some(place);
            }
        }
        start += n;
    }
    Ok(())
}

impl<'k> Known<'k> {
    /// Reads the full names of a document.
    fn read(
        &mut self,
        forms: &'k Forms<'_>,
        roles: &[Role<'k>],
        mentions: &[Open],
        workers: &Workers,
    ) -> Result<()> {
        self.tails.clear();
        self.surnames.clear();
        self.middles.clear();
        let full = |one: &Open| match &roles[one.identity] {
            Role::Full(full) => Some((full, (one.identity, (one.document, one.span)))),
            Role::Surname(_) | Role::Other => None,
        };
        for (place, one) in mentions.iter().enumerate() {
            if place.is_multiple_of(MENTIONS_PER_CHECK) {
                workers.check()?;
            }
            let Some((full, own)) = full(one) else {
                continue;
            };
            for tail in &full.tails {
                add(&mut self.tails, tail, own, |known| {
                    longer(forms, known, own.0)
                });
            }
        }
        for one in mentions {
            let Some((full, own)) = full(one) else {
                continue;
            };
            // What is the end of a longer name bears nothing itself.
            if self.tail_of(forms, own.0).is_some() {
                continue;
            }
            for surname in &full.surnames {
                add(&mut self.surnames, surname, own, |_| None);
            }
            for middle in &full.middles {
                add(&mut self.middles, middle, own, |_| None);
            }
            // A given name of another is no surname.
            self.middles.insert(full.first, None);
        }
        Ok(())
    }

    /// The full name that a name stands for.
    fn bearer(
        &self,
        forms: &Forms<'_>,
        roles: &[Role<'_>],
        identity: IdentityId,
    ) -> Option<(IdentityId, Place)> {
        match roles[identity] {
            Role::Full(_) => self.tail_of(forms, identity),
            Role::Surname(surname) => {
                let bearer = match self.surnames.get(surname) {
                    Some(bearer) => *bearer,
                    None => self.middles.get(surname).copied().flatten(),
                }?;
                let is_person = |one: IdentityId| forms.identities[one].label == Label::PERSON;
                (is_person(bearer.0) || is_person(identity)).then_some(bearer)
            }
            Role::Other => None,
        }
    }

    /// The longer name of a person that ends as this one.
    fn tail_of(&self, forms: &Forms<'_>, identity: IdentityId) -> Option<(IdentityId, Place)> {
        let is_person = |one: IdentityId| forms.identities[one].label == Label::PERSON;
        let key = forms.identities[identity].key.trim_start_matches('=');
        let bearer = (*self.tails.get(key)?)?;
        (bearer.0 != identity && is_person(bearer.0) && is_person(identity)).then_some(bearer)
    }
}

/// Notes who bears a name; where somebody else is known to, it is what `settle` makes of that one, or nobody.
fn add<'k>(
    bearers: &mut Bearers<'k>,
    name: &'k str,
    own: (IdentityId, Place),
    settle: impl Fn(IdentityId) -> Option<bool>,
) {
    let known = bearers.entry(name).or_insert(Some(own));
    let Some((identity, _)) = *known else { return };
    if identity != own.0 {
        match settle(identity) {
            Some(true) => {}
            Some(false) => *known = Some(own),
            None => *known = None,
        }
    }
}

/// True where the first of two names ends as the second, false where it is the other way round.
fn longer(forms: &Forms<'_>, first: IdentityId, second: IdentityId) -> Option<bool> {
    let key = |one: IdentityId| forms.identities[one].key.as_str();
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
    };
    if ends(key(first), key(second)) {
        Some(true)
    } else {
        ends(key(second), key(first)).then_some(false)
    }
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
    let full = full(key, &starts, hyphens);
    // What is no person for certain must not look like an organisation or a place.
    let cues = Cues::get();
    let first = key[..starts[1] - 1].to_lowercase();
    let is_thing = |word: &str| cues.organisation.contains(word) || cues.place.contains(word);
    let last = full.surnames.first().map(|last| last.to_lowercase());
    if identity.label == Label::NAME
        && (cues.title.contains(first.as_str())
            || cues.function.contains(first.as_str())
            || last.is_some_and(|last| is_thing(&last)))
    {
        return Role::Other;
    }
    Role::Full(full)
}

fn full<'k>(key: &'k str, starts: &[usize], hyphens: Hyphens) -> Full<'k> {
    let word = |place: usize| {
        let end = starts.get(place + 1).map_or(key.len(), |next| next - 1);
        &key[starts[place]..end]
    };
    let mut full = Full {
        surnames: surnames(key, starts, hyphens),
        first: word(0),
        ..Full::default()
    };
    let n = starts.len();
    if !hyphens.is_given && (3..=MOST_WORDS).contains(&n) {
        full.tails = (1..n - 1).map(|place| &key[starts[place]..]).collect();
        // Initials and particles are no names.
        full.middles = (1..n - 1)
            .map(word)
            .filter(|word| word.chars().count() > 2 && !is_particle(word))
            .collect();
    }
    full
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
            Role::Full(full) => full.surnames,
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
    fn long_names_answer_to_their_ends_and_middles() {
        let key = "cristina fernández de kirchner";
        let full = full(key, &word_starts(key), Hyphens::default());
        assert_eq!(full.surnames, ["kirchner", "de kirchner"]);
        assert_eq!(full.tails, ["fernández de kirchner", "de kirchner"]);
        assert_eq!(full.middles, ["fernández"]);
        assert_eq!(full.first, "cristina");
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
