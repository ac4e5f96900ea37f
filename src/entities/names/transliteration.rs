//! Transliterations of one name into Latin letters: `data/transliterations.tsv`.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::tokens::{Normalizer, Step};

const SPELLINGS: &str = include_str!("data/transliterations.tsv");

/// The key in which all transliterations of a name are equal.
pub(in crate::entities) fn transliterated(key: &str) -> String {
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
        Normalizer::new([Step::Casefold, Step::StripAccents]).expect("two steps are allowed")
    });
    let plain = PLAIN.to_term(key);
    let without_marks = |word: &str| {
        let marks = ['\'', '’', '‘', 'ʿ', 'ʾ', '`', 'ʹ', 'ʼ'];
        word.chars()
            .filter(|mark| !marks.contains(mark))
            .collect::<String>()
    };
    let words = plain.split(' ').map(|word| {
        let word = without_marks(word);
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
    fn transliterations_of_a_name_have_one_key() {
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
