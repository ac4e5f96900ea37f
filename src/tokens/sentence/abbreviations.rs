//! Abbreviations and sentence starters: evidence about the full stop next to a word.
//!
//! The table `abbreviations.tsv` was written for this purpose and groups words by the rule that applies to them. A word
//! that is not in the table is still treated as an abbreviation if its spelling suggests one: letters separated by full
//! stops, or an uppercase letter followed by lowercase consonants.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::classes::{Class, class};

const TABLE: &str = include_str!("abbreviations.tsv");

/// The maximum length of a word in the table.
const MAX_BYTES: usize = 12;

/// The maximum length of an abbreviation without inner full stops.
const MAX_ABBREVIATION_BYTES: usize = 6;

/// How to interpret the full stop after a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// The word is not an abbreviation.
    None,
    /// Never ends a sentence.
    Never,
    /// Does not end a sentence if a number follows.
    BeforeNumber,
    /// Ends a sentence only before a [`starter`](is_starter).
    Weak,
    /// Ends a sentence unless a lowercase letter or a number follows.
    Unit,
    /// A time of day.
    Hour,
    /// One uppercase letter.
    Initial,
}

struct Table {
    /// Abbreviations that begin with an uppercase letter.
    capitalized: HashMap<&'static str, Abbreviation, RandomState>,
    /// Abbreviations that are matched case-insensitively.
    any_case: HashMap<&'static str, Abbreviation, RandomState>,
    after_hour: Words,
    after_ordinal: Words,
    opening: Words,
    starter: Words,
}

type Words = HashSet<&'static str, RandomState>;

impl Table {
    fn get() -> &'static Self {
        static PARSED: LazyLock<Table> = LazyLock::new(Table::new);
        &PARSED
    }

    fn new() -> Self {
        let kinds = |kinds: &[(&str, Abbreviation)]| {
            let mut all = HashMap::default();
            for &(name, kind) in kinds {
                all.extend(group(name).map(|word| (word, kind)));
            }
            all
        };
        Self {
            capitalized: kinds(&[("title", Abbreviation::Never), ("name", Abbreviation::Weak)]),
            any_case: kinds(&[
                ("joins", Abbreviation::Never),
                ("unit", Abbreviation::Unit),
                ("number", Abbreviation::BeforeNumber),
                ("weak", Abbreviation::Weak),
                ("hour", Abbreviation::Hour),
            ]),
            after_hour: group("after_hour").collect(),
            after_ordinal: group("after_ordinal").collect(),
            opening: group("opening").collect(),
            starter: group("starter").collect(),
        }
    }
}

fn group(name: &str) -> impl Iterator<Item = &'static str> {
    let mut lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    let (_, words) = lines
        .find(|(key, _)| *key == name)
        .expect("the table has a line for every group");
    words.split(' ')
}

/// Classifies a word before a full stop. The word may contain full stops itself.
pub(super) fn abbreviation(word: &str) -> Abbreviation {
    if word.len() > MAX_BYTES || word.is_empty() {
        return Abbreviation::None;
    }
    if is_one_uppercase_letter(word) {
        return Abbreviation::Initial;
    }
    if word.len() > MAX_ABBREVIATION_BYTES && !word.contains('.') {
        return Abbreviation::None;
    }
    let found = with_lowercase(word, |key| {
        let table = Table::get();
        let capitalized = table
            .capitalized
            .get(key)
            .filter(|_| starts_uppercase(word));
        capitalized.or_else(|| table.any_case.get(key)).copied()
    });
    match found {
        Some(kind) => kind,
        None if is_acronym(word) || is_one_letter(word) => Abbreviation::Weak,
        None if is_roman(word) => Abbreviation::Unit,
        None if is_consonants(word) => Abbreviation::Never,
        None => Abbreviation::None,
    }
}

/// True for a capitalised word that usually begins sentences, such as "The" or "However".
pub(super) fn is_starter(word: &str) -> bool {
    starts_uppercase(word) && with_lowercase(word, |key| Table::get().starter.contains(key))
}

/// True for a word that may follow a time of day, such as "Monday" or "GMT".
pub(super) fn may_follow_hour(word: &str) -> bool {
    with_lowercase(word, |key| Table::get().after_hour.contains(key))
}

/// True for a word that may follow an ordinal number, such as "März".
pub(super) fn may_follow_ordinal(word: &str) -> bool {
    with_lowercase(word, |key| Table::get().after_ordinal.contains(key))
}

/// True for a word that may open a phrase before the main clause, such as "At".
pub(super) fn is_opening(word: &str) -> bool {
    with_lowercase(word, |key| Table::get().opening.contains(key))
}

pub(super) fn starts_uppercase(word: &str) -> bool {
    word.chars().next().map(class) == Some(Class::Upper)
}

/// Groups of one or two letters separated by full stops: "U.S", "Ph.D".
fn is_acronym(word: &str) -> bool {
    let is_label = |label: &str| {
        let n_letters = label.chars().take(3).count();
        (1..=2).contains(&n_letters) && label.chars().all(char::is_alphabetic)
    };
    word.contains('.') && word.split('.').all(is_label)
}

fn is_one_uppercase_letter(word: &str) -> bool {
    starts_uppercase(word) && word.chars().nth(1).is_none()
}

/// "(b. 1971)", "c. 1300".
fn is_one_letter(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic) && word.chars().nth(1).is_none()
}

/// "Henry VIII. had"; more than one digit.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// An uppercase letter and lowercase consonants, such as "Cmdr" or "Pvt". No ordinary word is spelt like this.
fn is_consonants(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_consonant = |byte: &u8| byte.is_ascii_lowercase() && !b"aeiouy".contains(byte);
    (2..=4).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && !b"AEIOUY".contains(&bytes[0])
        && bytes[1..].iter().all(is_consonant)
}

/// Calls `f` with the lowercased word. Returns the default if the word is too long to be in the table.
fn with_lowercase<T: Default>(word: &str, f: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; MAX_BYTES];
    let Some(lower) = buffer.get_mut(..word.len()) else {
        return T::default();
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or_else(|_| T::default(), f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_classified() {
        for (word, kind) in [
            ("Mr", Abbreviation::Never),
            ("GEN", Abbreviation::Never),
            ("gen", Abbreviation::None),
            ("Cmdr", Abbreviation::Never),
            ("Sgts", Abbreviation::Never),
            ("vs", Abbreviation::Never),
            ("no", Abbreviation::BeforeNumber),
            ("N°", Abbreviation::BeforeNumber),
            ("Inc", Abbreviation::Weak),
            ("Sept", Abbreviation::Weak),
            ("sun", Abbreviation::None),
            ("U.S", Abbreviation::Weak),
            ("Ph.D", Abbreviation::Weak),
            ("А.С", Abbreviation::Weak),
            ("VIII", Abbreviation::Unit),
            ("cent", Abbreviation::Unit),
            ("P.M", Abbreviation::Hour),
            ("J", Abbreviation::Initial),
            ("А", Abbreviation::Initial),
            ("j", Abbreviation::Weak),
            ("harbour", Abbreviation::None),
            ("CNN", Abbreviation::None),
            ("3.5", Abbreviation::None),
            ("", Abbreviation::None),
        ] {
            assert_eq!(abbreviation(word), kind, "{word:?}");
        }
    }

    #[test]
    fn words_of_the_table_fit_the_length_limits() {
        let table = Table::get();
        for word in table.capitalized.keys().chain(table.any_case.keys()) {
            assert!(
                word.len() <= MAX_ABBREVIATION_BYTES || word.contains('.'),
                "{word}"
            );
        }
        for group in [
            &table.after_hour,
            &table.after_ordinal,
            &table.opening,
            &table.starter,
        ] {
            assert!(group.iter().all(|word| word.len() <= MAX_BYTES));
        }
    }

    #[test]
    fn starters_are_capitalized() {
        assert!(is_starter("The"));
        assert!(!is_starter("the"));
        assert!(!is_starter("Senate"));
        assert!(!is_starter("Unquestionably"));
    }
}
