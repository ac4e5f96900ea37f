//! Languages with Latin and Cyrillic letters by their most frequent words.
//!
//! Enough of these words decide for a language at the cost of a table lookup each, a hundredth of what the detector
//! takes, and in texts that are too short for it. A word that several languages have counts less.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::language::Language;

/// What a word counts that only one language has; a word of several languages counts that much less for each.
const UNIQUE: u32 = 6;

/// The least sum by which a language is decided: two words that only it has.
const LEAST: u32 = 2 * UNIQUE;

/// The least number of different words of a language in a text.
const LEAST_DIFFERENT: usize = 3;

/// The least share of the words of a language in a text, in hundredths.
const LEAST_SHARE: usize = 30;

/// The same for Cyrillic letters: Slavic languages have no articles, and fewer languages could be taken for each other.
const LEAST_SHARE_OF_CYRILLIC: usize = 18;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(include_str!("function_words.tsv")));

struct Lists {
    languages: Vec<Language>,
    /// The languages that have each word, one bit each.
    words: HashMap<&'static str, u32, RandomState>,
}

impl Lists {
    fn new(table: &'static str) -> Self {
        let (mut languages, mut words) = (Vec::new(), HashMap::default());
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (code, list) = line.split_once('\t').expect("two columns");
            for word in list.split(' ') {
                *words.entry(word).or_default() |= 1_u32 << languages.len();
            }
            languages.push(Language::parse(code).expect("an ISO 639-1 code"));
        }
        Self { languages, words }
    }
}

/// Returns the language whose frequent words a text plainly has, and whether these are in Latin letters. Words with an
/// uppercase initial may be names.
pub(super) fn plainly<'t>(words: impl Iterator<Item = &'t str>) -> Option<(Language, bool)> {
    let lists = &*LISTS;
    let (mut sums, mut n_words, mut found) = (vec![0_u32; lists.languages.len()], 0, Vec::new());
    let words = words.flat_map(|word| word.split(|letter: char| !letter.is_alphabetic()));
    for word in words.filter(|word| !word.is_empty()) {
        n_words += 1;
        let Some((&word, &languages)) = lists.words.get_key_value(word) else {
            continue;
        };
        found.push((word, languages));
        let weight = UNIQUE / languages.count_ones();
        for (index, sum) in sums.iter_mut().enumerate() {
            *sum += weight * (languages >> index & 1);
        }
    }
    let best = (0..sums.len()).max_by_key(|&index| sums[index])?;
    let others = (0..sums.len()).filter(|&index| index != best);
    let second = others.map(|index| sums[index]).max()?;
    found.retain(|(_, languages)| languages >> best & 1 == 1);
    let is_latin = found
        .iter()
        .all(|(word, _)| word.chars().all(|letter| letter < '\u{370}'));
    let least_share = if is_latin {
        LEAST_SHARE
    } else {
        LEAST_SHARE_OF_CYRILLIC
    };
    let is_frequent = 100 * found.len() >= least_share * n_words;
    found.sort_unstable();
    found.dedup();
    let is_plain = sums[best] >= LEAST.max(2 * second) && is_frequent;
    (is_plain && found.len() >= LEAST_DIFFERENT).then(|| (lists.languages[best], is_latin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = plainly(text.split(' ')).map(|(language, _)| language);
        assert_eq!(found.as_ref().map(Language::code), expected, "{text:?}");
    }

    #[test]
    fn a_few_words_decide() {
        check("Die neue Brücke ist offen, und sie war es nie.", Some("de"));
        check(
            "Il a plu toute la journée, mais le pont est ouvert.",
            Some("fr"),
        );
        check(
            "El puente está cerrado, pero no se sabe hasta cuándo.",
            Some("es"),
        );
        check(
            "Most jest zamknięty, ale nie wiadomo, jak długo.",
            Some("pl"),
        );
        check(
            "Мост закрыт, и никто не знает, когда его откроют.",
            Some("ru"),
        );
        check(
            "Міст закрито, і ніхто не знає, коли його відкриють.",
            Some("uk"),
        );
        check("Die brug is nie oop nie, en hulle sal dit sê.", Some("af"));
    }

    #[test]
    fn names_and_few_words_do_not() {
        check("Los Angeles, Las Vegas, San Juan de la Cruz", None);
        check("de la la la la la", None);
        check("Brücke gesperrt", None);
        check("", None);
    }

    #[test]
    fn the_table_fits_the_bits() {
        let lists = &*LISTS;
        assert!(lists.languages.len() <= 32 && lists.languages.is_sorted());
        assert!(
            lists
                .words
                .keys()
                .all(|word| word.chars().all(char::is_alphabetic))
        );
        assert!(lists.words.keys().all(|word| *word == word.to_lowercase()));
    }
}
