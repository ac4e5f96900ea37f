//! Abbreviations and sentence starters: evidence about the full stop next to a word.
//!
//! The table `abbreviations.tsv` was written for this purpose and groups words by the rule that applies to them, and by
//! language. A word that is not in the table is still treated as an abbreviation if its spelling suggests one: letters separated by full
//! stops, or an uppercase letter followed by lowercase consonants.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::classes::{Class, class};
use crate::corpus::{Language, TextLanguage};

const TABLE: &str = include_str!("abbreviations.tsv");

/// The maximum length of a word in the table.
const MAX_BYTES: usize = 24;

/// The maximum length of an abbreviation in ASCII without inner full stops.
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
    /// Ends a sentence only before a [`starter`](WordClasses::is_starter).
    Weak,
    /// Ends a sentence unless a lowercase letter or a number follows.
    Unit,
    /// A time of day.
    Hour,
    /// One uppercase letter.
    Initial,
}

/// A set of the languages of the table, one bit each.
type LanguageSet = u32;

/// Every language, and a text whose language is unknown.
const EVERY: LanguageSet = 1;

/// A text whose language is unknown.
const UNKNOWN: LanguageSet = 2;

/// Entries by word, what holds for single languages first.
type Words<V> = HashMap<&'static str, Vec<(LanguageSet, V)>, RandomState>;

struct Table {
    /// The languages of the bits from the third on.
    languages: Vec<Language>,
    /// Abbreviations that begin with an uppercase letter.
    capitalized: Words<Abbreviation>,
    /// Abbreviations that are matched case-insensitively.
    any_case: Words<Abbreviation>,
    /// What other words are: the names of groups.
    others: Words<&'static str>,
}

impl Table {
    fn get() -> &'static Self {
        static PARSED: LazyLock<Table> = LazyLock::new(Table::new);
        &PARSED
    }

    fn new() -> Self {
        let mut table = Self {
            languages: Vec::new(),
            capitalized: Words::default(),
            any_case: Words::default(),
            others: Words::default(),
        };
        for (group, languages, words) in rows() {
            let set = languages.split(',').map(|code| table.bit(code));
            let set = set.fold(0, |set, bit| set | bit);
            for word in words.split(' ') {
                table.add(group, set, word);
            }
        }
        for entries in table.capitalized.values_mut() {
            entries.sort_by_key(|(set, _)| set & EVERY);
        }
        for entries in table.any_case.values_mut() {
            entries.sort_by_key(|(set, _)| set & EVERY);
        }
        table
    }

    fn add(&mut self, group: &'static str, set: LanguageSet, word: &'static str) {
        let (words, kind) = match group {
            "title" => (&mut self.capitalized, Abbreviation::Never),
            "name" => (&mut self.capitalized, Abbreviation::Weak),
            "joins" => (&mut self.any_case, Abbreviation::Never),
            "unit" => (&mut self.any_case, Abbreviation::Unit),
            "number" => (&mut self.any_case, Abbreviation::BeforeNumber),
            "weak" => (&mut self.any_case, Abbreviation::Weak),
            "hour" => (&mut self.any_case, Abbreviation::Hour),
            _ => return self.others.entry(word).or_default().push((set, group)),
        };
        words.entry(word).or_default().push((set, kind));
    }

    /// Returns the bit of a language of the table, which is added if it is new.
    fn bit(&mut self, code: &str) -> LanguageSet {
        match code {
            "*" => EVERY,
            "und" => UNKNOWN,
            _ => {
                let language = code.parse().expect("the table has codes of languages");
                let known = self.languages.iter().position(|&one| one == language);
                let index = known.unwrap_or_else(|| {
                    self.languages.push(language);
                    self.languages.len() - 1
                });
                4 << index
            }
        }
    }

    /// Returns the bit of the language of a text.
    fn bit_of(&self, language: Option<Language>) -> LanguageSet {
        let Some(language) = language else {
            return UNKNOWN;
        };
        let code = language.list_code();
        let index = self.languages.iter().position(|one| one.code() == code);
        index.map_or(0, |index| 4 << index)
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().expect("three columns");
        (next(), next(), next())
    })
}

/// Returns the languages that have abbreviations of their own, with the number of these, in order of the codes.
pub(crate) fn abbreviation_languages() -> Vec<(Language, usize)> {
    let table = Table::get();
    let all = || table.capitalized.values().chain(table.any_case.values());
    let mut counts: Vec<(Language, usize)> = Vec::new();
    for &language in &table.languages {
        let bit = table.bit_of(Some(language));
        let own = |entries: &&Vec<(LanguageSet, _)>| entries.iter().any(|(set, _)| set & bit != 0);
        let n = all().filter(own).count();
        if n > 0 {
            counts.push((language, n));
        }
    }
    counts.sort_unstable();
    counts
}

/// What the words of a text around a full stop are, in its language. The language is asked for only if it makes a
/// difference.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordClasses<'l> {
    language: &'l TextLanguage<'l>,
}

impl<'l> WordClasses<'l> {
    pub(super) fn in_language(language: &'l TextLanguage<'l>) -> Self {
        Self { language }
    }

    /// Returns the first entry that holds in the language.
    fn entry<V: Copy>(self, words: &Words<V>, word: &str) -> Option<V> {
        let entries = words.get(word)?;
        let holds = |&&(set, _): &&(LanguageSet, V)| {
            set & EVERY != 0 || set & Table::get().bit_of(self.language.get()) != 0
        };
        entries.iter().find(holds).map(|&(_, value)| value)
    }

    /// Classifies a word before a full stop. The word may contain full stops itself.
    pub(super) fn abbreviation(self, word: &str) -> Abbreviation {
        if word.len() > MAX_BYTES || word.is_empty() {
            return Abbreviation::None;
        }
        let is_initial = is_one_uppercase_letter(word);
        if !is_initial && is_too_long(word) {
            return Abbreviation::None;
        }
        let found = with_lowercase(word, |key| {
            let table = Table::get();
            let capitalized = starts_uppercase(word)
                .then(|| self.entry(&table.capitalized, key))
                .flatten();
            capitalized.or_else(|| {
                let any_case = || self.entry(&table.any_case, key);
                (!is_initial).then(any_case).flatten()
            })
        });
        match found {
            Some(kind) => kind,
            None if is_initial => Abbreviation::Initial,
            None if is_acronym(word) || is_one_letter(word) => Abbreviation::Weak,
            None if is_roman(word) => Abbreviation::Unit,
            None if is_consonants(word) => Abbreviation::Never,
            None => Abbreviation::None,
        }
    }

    /// True for a capitalised word that usually begins sentences, such as "The" or "However".
    pub(super) fn is_starter(self, word: &str) -> bool {
        starts_uppercase(word) && self.is_in(word, "starter")
    }

    /// True for a word that may be part of a surname, such as "Le" or "von".
    pub(super) fn is_particle(self, word: &str) -> bool {
        self.is_in(word, "particle")
    }

    /// True for a word that may follow a time of day, such as "Monday" or "GMT".
    pub(super) fn may_follow_hour(self, word: &str) -> bool {
        self.is_in(word, "after_hour")
    }

    /// True for a word that may follow an ordinal number, such as "März".
    pub(super) fn may_follow_ordinal(self, word: &str) -> bool {
        self.is_in(word, "after_ordinal")
    }

    /// True if ordinal numbers are written with a full stop.
    pub(super) fn has_dotted_ordinals(self) -> bool {
        self.is_in("1.", "ordinal")
    }

    /// True for a word that may open a phrase before the main clause, such as "At".
    pub(super) fn is_opening(self, word: &str) -> bool {
        self.is_in(word, "opening")
    }

    fn is_in(self, word: &str, group: &str) -> bool {
        with_lowercase(word, |key| {
            let entries = Table::get().others.get(key)?;
            let mut of_group = entries.iter().filter(|&&(_, one)| one == group);
            let holds = |&(set, _): &(LanguageSet, &str)| {
                set & EVERY != 0 || set & Table::get().bit_of(self.language.get()) != 0
            };
            of_group.any(holds).then_some(())
        })
        .is_some()
    }
}

/// True for a word that is longer than abbreviations without inner full stops are.
fn is_too_long(word: &str) -> bool {
    word.len() > MAX_ABBREVIATION_BYTES && word.is_ascii() && !word.contains('.')
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
    if word.len() > MAX_BYTES {
        return T::default();
    }
    if !word.is_ascii() {
        return f(&word.to_lowercase());
    }
    let mut buffer = [0; MAX_BYTES];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or_else(|_| T::default(), f)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `check` with the word classes of a language.
    fn in_language(code: &str, check: impl FnOnce(WordClasses<'_>)) {
        check(WordClasses::in_language(&TextLanguage::given(
            Language::parse(code),
        )));
    }

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
            for code in ["en", "und"] {
                in_language(code, |words| {
                    assert_eq!(words.abbreviation(word), kind, "{word:?} in {code}");
                });
            }
        }
    }

    #[test]
    fn words_of_the_table_fit_the_length_limits() {
        let table = Table::get();
        for word in table.capitalized.keys().chain(table.any_case.keys()) {
            assert!(!is_too_long(word) && word.len() <= MAX_BYTES, "{word}");
        }
        for word in table.others.keys() {
            assert!(word.len() <= MAX_BYTES, "{word}");
        }
        assert!(table.languages.len() <= 30);
        for entries in table.capitalized.values().chain(table.any_case.values()) {
            let general = entries.iter().find(|(set, _)| set & EVERY != 0);
            // The language would be asked for in vain.
            let is_repeated = |&&(set, kind): &&(LanguageSet, Abbreviation)| {
                set & EVERY == 0 && general.is_some_and(|&(_, one)| one == kind)
            };
            assert_eq!(entries.iter().find(is_repeated), None);
        }
    }

    #[test]
    fn starters_are_capitalized() {
        in_language("en", |words| {
            for (word, expected) in [
                ("The", true),
                ("the", false),
                ("Senate", false),
                ("Unquestionably", false),
            ] {
                assert_eq!(words.is_starter(word), expected, "{word}");
            }
        });
    }

    #[test]
    fn languages_differ() {
        for (word, code, kind) in [
            ("Gen", "en", Abbreviation::Never),
            ("Gen", "de", Abbreviation::None),
            ("no", "es", Abbreviation::None),
            ("art", "es", Abbreviation::BeforeNumber),
            ("M", "fr", Abbreviation::Never),
            ("M", "de", Abbreviation::Initial),
            ("Mio", "de", Abbreviation::Weak),
            ("Mio", "fi", Abbreviation::None),
            ("г", "ru", Abbreviation::Weak),
            ("просп", "ru", Abbreviation::Never),
            ("bl.a", "nb", Abbreviation::Never),
            ("Dr", "th", Abbreviation::Never),
        ] {
            in_language(code, |words| {
                assert_eq!(words.abbreviation(word), kind, "{word} in {code}");
            });
        }
        in_language("fr", |words| {
            assert!(
                words.is_starter("Cependant")
                    && !words.is_starter("The")
                    && words.is_particle("Le")
            );
            assert!(!words.may_follow_ordinal("Mai"));
        });
        in_language("de", |words| {
            assert!(words.may_follow_ordinal("März") && words.is_starter("Über"));
        });
    }

    #[test]
    fn the_language_is_asked_for_only_if_it_decides() {
        let text = "The bridge is closed, said the mayor of the town.";
        let language = TextLanguage::of_text(text);
        let words = WordClasses::in_language(&language);
        for word in ["town", "Dr", "z.B", "U.S", "harbour"] {
            words.abbreviation(word);
        }
        assert!(format!("{language:?}").contains("not asked"));
        words.abbreviation("Gen");
        assert!(!format!("{language:?}").contains("not asked"));
    }
}
