//! The parts of persons' names. Works on keys: folded words with one space between two of them.

use super::key::key;
use super::words::{is_hyphen, starts_upper};

/// Words that begin a surname of several words.
const PARTICLES: [&str; 26] = [
    "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur",
];

/// Chinese, Korean and Vietnamese family names, which come first: "Xi" is Xi Jinping.
const FAMILY_NAMES: [&str; 66] = [
    "ahn", "ban", "cai", "cao", "chen", "chiang", "cho", "choi", "chung", "deng", "duong", "gao",
    "guo", "han", "hoang", "hong", "hu", "huang", "hwang", "jang", "jeong", "jiang", "jung",
    "kang", "kim", "kwon", "lai", "lam", "lee", "li", "liang", "lim", "lin", "liu", "luo", "ma",
    "moon", "ngo", "nguyen", "oh", "park", "peng", "pham", "ri", "roh", "seo", "shin", "song",
    "sun", "tan", "tang", "tran", "tsai", "wang", "wei", "wen", "wu", "xi", "xu", "yang", "yoon",
    "zhang", "zhao", "zheng", "zhou", "zhu",
];

/// Words after a surname that are not part of it.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Only names of up to this many words are split into tails and middle names.
const MOST_WORDS: usize = 6;

/// A person's name.
pub(in crate::entities) enum PersonName<'k> {
    Full(FullName<'k>),
    /// A surname alone.
    Surname(&'k str),
}

/// A full name, by the shorter names that may stand for it.
#[derive(Default)]
pub(in crate::entities) struct FullName<'k> {
    /// The last word, the same with its particles, and a family name in front.
    pub(in crate::entities) surnames: Vec<&'k str>,
    /// The last words, two or more: "Suu Kyi".
    pub(in crate::entities) tails: Vec<&'k str>,
    /// Words between the first and the last: "Fernández" of Cristina Fernández de Kirchner.
    pub(in crate::entities) middles: Vec<&'k str>,
    pub(in crate::entities) first: &'k str,
}

/// What the hyphens in the last word of a name show, which its key does not keep.
#[derive(Clone, Copy, Default)]
pub(in crate::entities) struct LastWord {
    /// The number of words that it has in the key: 2 for "Ocasio-Cortez".
    n_key_words: usize,
    /// True if the name has no other word.
    is_whole_name: bool,
    /// True for a given name, "Jong-un", which comes after the family name.
    is_given_name: bool,
}

impl LastWord {
    /// The last word of `name`, with its key, if it has a hyphen.
    pub(in crate::entities) fn hyphenated(name: &str) -> Option<(Self, String)> {
        let last = name.rsplit(char::is_whitespace).next()?;
        let key = last.contains(is_hyphen).then(|| key(last))?;
        if key.is_empty() {
            return None;
        }
        let mut later_parts = last.split(is_hyphen).skip(1);
        let word = Self {
            n_key_words: key.split(' ').count(),
            is_whole_name: last.len() == name.len(),
            is_given_name: later_parts.all(|part| !starts_upper(part)),
        };
        Some((word, key))
    }
}

impl<'k> PersonName<'k> {
    /// Parses the key of a name.
    pub(in crate::entities) fn parse(key: &'k str, last: LastWord) -> Self {
        let starts = word_starts(key);
        let is_one_word = last.is_whole_name && !last.is_given_name;
        if starts.len() == 1 || is_one_word || is_particle(&key[..starts[1] - 1]) {
            Self::Surname(key)
        } else {
            Self::Full(FullName::new(key, &starts, last))
        }
    }
}

impl<'k> FullName<'k> {
    fn new(key: &'k str, starts: &[usize], last: LastWord) -> Self {
        let word = |number: usize| &key[starts[number]..word_end(key, starts, number)];
        let mut full = Self {
            surnames: surnames(key, starts, last),
            first: word(0),
            ..Self::default()
        };
        let n = starts.len();
        if !last.is_given_name && (3..=MOST_WORDS).contains(&n) {
            full.tails = (1..n - 1).map(|number| &key[starts[number]..]).collect();
            // Initials and particles are not names.
            full.middles = (1..n - 1)
                .map(word)
                .filter(|word| word.chars().count() > 2 && !is_particle(word))
                .collect();
        }
        full
    }
}

/// The first, the middle and the last names of a person.
pub(in crate::entities) struct NameParts<'k> {
    pub(in crate::entities) first: &'k str,
    pub(in crate::entities) middles: Vec<&'k str>,
    pub(in crate::entities) last: &'k str,
}

impl<'k> NameParts<'k> {
    /// Parses the key of a name; `None` for one word, for a name that begins or ends with an initial, and for names with
    /// a particle or a number, whose last name has several words.
    pub(in crate::entities) fn parse(key: &'k str) -> Option<Self> {
        let mut words: Vec<&str> = key.split(' ').collect();
        let last = words.pop()?;
        let (&first, middles) = words.split_first()?;
        let is_name = |word: &str| word.chars().count() > 1;
        let is_plain = is_name(first)
            && is_name(last)
            && middles.len() < MOST_WORDS
            && !GENERATIONS.contains(&last)
            && !middles.iter().any(|word| is_particle(word));
        is_plain.then(|| Self {
            first,
            middles: middles.to_vec(),
            last,
        })
    }

    /// True if the middle names are initials.
    pub(in crate::entities) fn has_initials_only(&self) -> bool {
        self.middles.iter().all(|word| is_initial(word))
    }

    /// True if this is the other name without its middle names, or with initials of them.
    pub(in crate::entities) fn is_short_for(&self, other: &Self) -> bool {
        let has_same_ends = self.first == other.first && self.last == other.last;
        let is_less = self.middles != other.middles
            && (self.middles.is_empty() || self.middles.len() == other.middles.len());
        let mut pairs = self.middles.iter().zip(&other.middles);
        has_same_ends
            && is_less
            && pairs.all(|(one, full)| one == full || (is_initial(one) && full.starts_with(*one)))
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

/// The byte at which each word of a key begins.
fn word_starts(key: &str) -> Vec<usize> {
    let separators = key
        .char_indices()
        .filter(|(_, mark)| matches!(mark, ' ' | '-'));
    std::iter::once(0)
        .chain(separators.map(|(byte, _)| byte + 1))
        .collect()
}

fn word_end(key: &str, starts: &[usize], number: usize) -> usize {
    starts.get(number + 1).map_or(key.len(), |next| next - 1)
}

fn surnames<'k>(key: &'k str, starts: &[usize], last_word: LastWord) -> Vec<&'k str> {
    let first = &key[..starts[1] - 1];
    if last_word.is_given_name {
        return vec![first];
    }
    let mut last = starts.len() - 1;
    if last > 1 && GENERATIONS.contains(&key[starts[last]..].to_lowercase().as_str()) {
        last -= 1;
    }
    let end = word_end(key, starts, last);
    let mut all = vec![&key[starts[last]..end]];
    // The first word is a given name, whatever it looks like.
    while last > 1 && is_particle(&key[starts[last - 1]..word_end(key, starts, last - 1)]) {
        last -= 1;
        all.push(&key[starts[last]..end]);
    }
    let n_words = starts.len();
    if last_word.n_key_words > 1 && last_word.n_key_words < n_words {
        all.push(&key[starts[n_words - last_word.n_key_words]..]);
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

    fn check(key: &str, last: LastWord, expected: &[&str]) {
        let surnames = match PersonName::parse(key, last) {
            PersonName::Full(full) => full.surnames,
            PersonName::Surname(_) => Vec::new(),
        };
        assert_eq!(surnames, expected, "{key}");
    }

    #[test]
    fn surnames_are_last_words_with_their_particles() {
        let plain = LastWord::default();
        check("marek voss", plain, &["voss"]);
        check("bashar al assad", plain, &["assad", "al assad"]);
        check(
            "ursula von der leyen",
            plain,
            &["leyen", "der leyen", "von der leyen"],
        );
        check("john doe jr", plain, &["doe"]);
        check("al assad", plain, &[]);
        check("voss", plain, &[]);
    }

    #[test]
    fn a_hyphenated_surname_is_one_word() {
        let (last, key) = LastWord::hyphenated("Ana Ocasio-Cortez").unwrap();
        assert_eq!(key, "ocasio cortez");
        check("ana ocasio cortez", last, &["cortez", "ocasio cortez"]);
        let (alone, _) = LastWord::hyphenated("Ocasio-Cortez").unwrap();
        check("ocasio cortez", alone, &[]);
        assert!(LastWord::hyphenated("Ana Cortez").is_none());
    }

    #[test]
    fn long_names_have_tails_and_middle_names() {
        let key = "cristina fernández de kirchner";
        let PersonName::Full(full) = PersonName::parse(key, LastWord::default()) else {
            panic!("{key} is a full name");
        };
        assert_eq!(full.surnames, ["kirchner", "de kirchner"]);
        assert_eq!(full.tails, ["fernández de kirchner", "de kirchner"]);
        assert_eq!(full.middles, ["fernández"]);
        assert_eq!(full.first, "cristina");
    }

    #[test]
    fn some_family_names_come_first() {
        check("xi jinping", LastWord::default(), &["jinping", "xi"]);
        let (given, _) = LastWord::hyphenated("Kim Jong-un").unwrap();
        check("kim jong un", given, &["kim"]);
    }
}
