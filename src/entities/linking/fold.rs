//! What is taken off a name or folded in it before it is compared: titles, legal forms, ways of transliteration.
//!
//! All work on keys: folded words with one space between two of them.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::cues::Cues;
use super::super::pieces::key;
use crate::tokens::{Normalizer, Step};

const SPELLINGS: &str = include_str!("../data/transliterations.tsv");

/// Legal forms of companies, full stops dropped.
const LEGAL_FORMS: [&str; 36] = [
    "ab",
    "ag",
    "asa",
    "bhd",
    "bv",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "nv",
    "oao",
    "ooo",
    "oy",
    "oyj",
    "pjsc",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "se",
    "srl",
    "tbk",
    "ulc",
    "zao",
];

/// Legal forms that are also words of plain names, so that two words must be left: "Tobacco Company" is not tobacco.
const COMMON_FORMS: [&str; 2] = ["co", "company"];

/// A person's name without the titles in front, where something is left.
pub(super) fn without_titles(key: &str) -> &str {
    let titles = &Cues::get().title;
    let mut rest = key;
    while let Some((first, behind)) = rest.split_once(' ') {
        if !titles.contains(first) {
            break;
        }
        rest = behind;
    }
    // "Foreign Minister" is a title and nothing else.
    if titles.contains(rest) { key } else { rest }
}

/// An organisation's name without the legal forms at its end, where something is left.
pub(super) fn without_legal_form(key: &str) -> &str {
    let mut rest = key;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let is_common = COMMON_FORMS.contains(&last) && before.contains(' ');
        if !is_common && !LEGAL_FORMS.contains(&last) {
            break;
        }
        rest = before;
    }
    // What is left of "The Company" is no name.
    if rest == "the" || rest == "a" {
        key
    } else {
        rest
    }
}

/// True where a longer name of an organisation is a shorter one with its legal form.
pub(in super::super) fn adds_legal_form(short: &str, long: &str) -> bool {
    let (short, long) = (key(short), key(long));
    long.len() > short.len() && without_legal_form(&long) == short
}

/// One spelling for those that different ways of writing one name in Latin letters give.
pub(super) fn transliterated(key: &str) -> String {
    static SPELLED: LazyLock<HashMap<&str, &str, RandomState>> = LazyLock::new(|| {
        let lines = SPELLINGS.lines().filter(|line| !line.starts_with('#'));
        lines
            .flat_map(|line| {
                let one = line.split(' ').next().unwrap_or_default();
                line.split(' ').map(move |spelling| (spelling, one))
            })
            .collect()
    });
    static PLAIN: LazyLock<Normalizer> = LazyLock::new(|| {
        Normalizer::new([Step::Casefold, Step::StripAccents]).expect("two steps are not too many")
    });
    let plain = PLAIN.to_term(key);
    let letters = |word: &str| {
        let marks = ['\'', '’', '‘', 'ʿ', 'ʾ', '`', 'ʹ', 'ʼ'];
        word.chars()
            .filter(|mark| !marks.contains(mark))
            .collect::<String>()
    };
    let words = plain.split(' ').map(|word| {
        let word = letters(word);
        SPELLED
            .get(word.as_str())
            .map_or(word, |one| (*one).to_owned())
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_off_while_a_name_is_left() {
        for (key, expected) in [
            ("gen rell", "rell"),
            ("prime minister jane doe", "jane doe"),
            ("foreign minister", "foreign minister"),
            ("president", "president"),
            ("marek voss", "marek voss"),
        ] {
            assert_eq!(without_titles(key), expected);
        }
    }

    #[test]
    fn legal_forms_come_off_while_a_name_is_left() {
        for (key, expected) in [
            ("acme inc", "acme"),
            ("acme holdings co ltd", "acme holdings"),
            ("the company", "the company"),
            ("tobacco company", "tobacco company"),
            ("ford motor company", "ford motor"),
            ("limited", "limited"),
            ("wagner group", "wagner group"),
        ] {
            assert_eq!(without_legal_form(key), expected);
        }
    }

    #[test]
    fn ways_of_writing_one_name_fold_to_one() {
        for (one, other) in [
            ("muhammad hussein", "mohamed husayn"),
            ("el baradei", "al baradei"),
            ("kiev", "kyiv"),
            ("nuñez", "nunez"),
            ("sana'a", "sanaa"),
        ] {
            assert_eq!(transliterated(one), transliterated(other));
        }
        assert_ne!(transliterated("ali"), transliterated("alia"));
    }
}
