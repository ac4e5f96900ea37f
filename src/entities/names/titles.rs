//! Titles in front of persons' names. Works on keys.

use super::cues::Cues;

/// Honorifics in front of a name, which are never names themselves. Of those with a common beginning, the longest comes
/// first. "Tan" and "Sri" alone are names.
const HONORIFICS: [&str; 63] = [
    "datuk seri panglima",
    "datuk seri utama",
    "datuk seri",
    "datuk sri",
    "datuk paduka",
    "datuk patinggi",
    "datuk amar",
    "datuk wira",
    "datuk",
    "datin paduka",
    "datin seri",
    "datin sri",
    "datin",
    "dato seri",
    "dato sri",
    "dato paduka",
    "dato",
    "toh puan",
    "puan sri",
    "tan sri",
    "tun dr",
    "awang",
    "begum",
    "pehin",
    "pengiran",
    "ustaz",
    "ustad",
    "ustadz",
    "maulana",
    "allama",
    "hojatoleslam",
    "grand ayatollah",
    "grand mufti",
    "shri",
    "shrimati",
    "smt",
    "thiru",
    "engr",
    "barrister",
    "alhaji",
    "alhaja",
    "hajiya",
    "otunba",
    "comrade",
    "khun",
    "daw",
    "field marshal",
    "air chief marshal",
    "air marshal",
    "air vice marshal",
    "right honourable",
    "rt hon",
    "honourable",
    "honorable",
    "baroness",
    "dame",
    "monsignor",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "frau",
    "herr",
];

/// The number of words of the honorifics that a key begins with.
pub(in crate::entities) fn n_honorific_words(key: &str) -> usize {
    let mut n_words = 0;
    let mut rest = key;
    let honorific = |rest: &str| {
        let begins = |title: &&&str| {
            // Most titles begin with another letter.
            let may_begin = rest.as_bytes().first() == title.as_bytes().first();
            let after = may_begin.then(|| rest.strip_prefix(**title)).flatten();
            after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
        };
        HONORIFICS.iter().find(begins).copied()
    };
    while let Some(title) = honorific(rest) {
        n_words += title.split(' ').count();
        rest = rest[title.len()..].trim_start();
    }
    n_words
}

/// The name of a person without titles in front, unless nothing would be left.
pub(in crate::entities) fn without_titles(key: &str) -> &str {
    let titles = &Cues::get().title;
    let mut rest = key;
    loop {
        let first = rest.split(' ').next().unwrap_or_default();
        let n_words = match n_honorific_words(rest) {
            0 if titles.contains(first) => 1,
            0 => break,
            n_words => n_words,
        };
        match rest.splitn(n_words + 1, ' ').nth(n_words) {
            Some(later) => rest = later,
            // Nothing but titles.
            None => return key,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_stripped_if_a_name_is_left() {
        for (key, expected) in [
            ("gen rell", "rell"),
            ("prime minister jane doe", "jane doe"),
            ("foreign minister", "foreign minister"),
            ("president", "president"),
            ("marek voss", "marek voss"),
            ("datuk seri marek voss", "marek voss"),
            ("prime minister tan sri marek voss", "marek voss"),
            ("tan marek", "tan marek"),
            ("datuk seri", "datuk seri"),
        ] {
            assert_eq!(without_titles(key), expected);
        }
    }
}
