//! Abbreviations and first words: what a word says about a full stop beside it.
//!
//! The table is `abbreviations.tsv`, written for this purpose and grouped by what the rules do with a word. A word that
//! is in no group still counts as an abbreviation where its form says so: letters with full stops between them, or a
//! capital and small consonants.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::classes::{Class, class};

const TABLE: &str = include_str!("abbreviations.tsv");

/// Words longer than this, in bytes, are in no group.
const LONGEST: usize = 12;

/// Abbreviations longer than this, in bytes, hold full stops.
const LONGEST_ABBREVIATION: usize = 6;

/// What the full stop behind a word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// No sign of one.
    None,
    /// Ends no sentence.
    Never,
    /// Ends none where a number follows.
    BeforeNumber,
    /// Ends one before a [`starter`](is_starter) only.
    Weak,
    /// Ends one unless a small letter or a number follows.
    Unit,
    /// The time of day.
    Hour,
    /// One capital letter.
    Initial,
}

struct Table {
    /// Abbreviations that begin with a capital.
    capital: HashMap<&'static str, Abbreviation, RandomState>,
    /// Abbreviations in any case.
    any_case: HashMap<&'static str, Abbreviation, RandomState>,
    hour_goes_on: Words,
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
            capital: kinds(&[("title", Abbreviation::Never), ("name", Abbreviation::Weak)]),
            any_case: kinds(&[
                ("joins", Abbreviation::Never),
                ("unit", Abbreviation::Unit),
                ("number", Abbreviation::BeforeNumber),
                ("weak", Abbreviation::Weak),
                ("hour", Abbreviation::Hour),
            ]),
            hour_goes_on: group("hour_goes_on").collect(),
            opening: group("opening").collect(),
            starter: group("starter").collect(),
        }
    }
}

fn group(name: &str) -> impl Iterator<Item = &'static str> {
    let mut lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    let (_, words) = lines
        .find(|(told, _)| *told == name)
        .expect("the table has a line for every group");
    words.split(' ')
}

/// What the full stop behind `word` may be; the word may hold full stops itself.
pub(super) fn abbreviation(word: &str) -> Abbreviation {
    if word.len() > LONGEST || word.is_empty() {
        return Abbreviation::None;
    }
    if is_one_capital(word) {
        return Abbreviation::Initial;
    }
    if word.len() > LONGEST_ABBREVIATION && !word.contains('.') {
        return Abbreviation::None;
    }
    let found = lowered(word, |key| {
        let table = Table::get();
        let capital = table.capital.get(key).filter(|_| begins_upper(word));
        capital.or_else(|| table.any_case.get(key)).copied()
    });
    match found {
        Some(kind) => kind,
        None if is_acronym(word) || is_one_letter(word) => Abbreviation::Weak,
        None if is_roman(word) => Abbreviation::Unit,
        None if is_consonants(word) => Abbreviation::Never,
        None => Abbreviation::None,
    }
}

/// True for a capitalised word that mostly begins sentences, as "The" or "However".
pub(super) fn is_starter(word: &str) -> bool {
    begins_upper(word) && lowered(word, |key| Table::get().starter.contains(key))
}

/// True for a word that may follow a time of day, as "Monday" or "GMT".
pub(super) fn goes_on_after_hour(word: &str) -> bool {
    lowered(word, |key| Table::get().hour_goes_on.contains(key))
}

/// True for a word that may open what stands before the main clause, as "At".
pub(super) fn is_opening(word: &str) -> bool {
    lowered(word, |key| Table::get().opening.contains(key))
}

pub(super) fn begins_upper(word: &str) -> bool {
    word.chars().next().map(class) == Some(Class::Upper)
}

/// Letters, one or two at a time, with full stops between them: "U.S", "Ph.D".
fn is_acronym(word: &str) -> bool {
    let is_piece = |piece: &str| {
        let n_letters = piece.chars().take(3).count();
        (1..=2).contains(&n_letters) && piece.chars().all(char::is_alphabetic)
    };
    word.contains('.') && word.split('.').all(is_piece)
}

fn is_one_capital(word: &str) -> bool {
    begins_upper(word) && word.chars().nth(1).is_none()
}

/// "(b. 1971)", "c. 1300".
fn is_one_letter(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic) && word.chars().nth(1).is_none()
}

/// "Henry VIII. had"; of more than one digit.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// A capital and small consonants, as in "Cmdr" or "Pvt"; no word of a sentence looks so.
fn is_consonants(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_consonant = |byte: &u8| byte.is_ascii_lowercase() && !b"aeiouy".contains(byte);
    (2..=4).contains(&bytes.len())
        && bytes[0].is_ascii_uppercase()
        && !b"AEIOUY".contains(&bytes[0])
        && bytes[1..].iter().all(is_consonant)
}

/// Asks with the word in small letters; false, none, where it is too long to be in the table.
fn lowered<T: Default>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()) else {
        return T::default();
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or_else(|_| T::default(), ask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_kind() {
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
    fn no_word_of_the_table_is_too_long() {
        let table = Table::get();
        for word in table.capital.keys().chain(table.any_case.keys()) {
            assert!(
                word.len() <= LONGEST_ABBREVIATION || word.contains('.'),
                "{word}"
            );
        }
        for group in [&table.hour_goes_on, &table.opening, &table.starter] {
            assert!(group.iter().all(|word| word.len() <= LONGEST));
        }
    }

    #[test]
    fn starters_are_capitalised() {
        assert!(is_starter("The"));
        assert!(!is_starter("the"));
        assert!(!is_starter("Senate"));
        assert!(!is_starter("Unquestionably"));
    }
}
