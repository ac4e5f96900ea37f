//! Keys: the spelling in which all variants of a name are equal.

use super::words::words;
use crate::tokens::Normalizer;

/// The key of a name: folded words with a space between two of them, without full stops and possessive endings.
pub(in crate::entities) fn key(name: &str) -> String {
    if is_plain(name) {
        name.to_ascii_lowercase()
    } else {
        key_of_words(name)
    }
}

/// True for words of ASCII letters and digits with a single space between two of them, as nearly all names are.
fn is_plain(name: &str) -> bool {
    let mut is_space_before = true;
    name.bytes().all(|byte| {
        let is_space = byte == b' ';
        let is_plain = byte.is_ascii_alphanumeric() || is_space && !is_space_before;
        is_space_before = is_space;
        is_plain
    }) && !is_space_before
}

fn key_of_words(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut buffer = String::new();
    for word in words(name) {
        if !key.is_empty() {
            key.push(' ');
        }
        let folded = Normalizer::default();
        let folded = folded.term(word.bare(), &mut buffer);
        key.extend(folded.chars().filter(|&mark| mark != '.'));
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn variants_have_one_key() {
        for name in [
            "ISIS-Khorasan",
            "ISIS Khorasan",
            "isis khorasan’s",
            "ISIS–Khorasan",
        ] {
            assert_eq!(key(name), "isis khorasan");
        }
        assert_eq!(key("U.S."), "us");
    }

    proptest! {
        #[test]
        fn keys_of_plain_names_are_those_of_their_words(
            name in prop::sample::select(&["[A-Za-z0-9 ]{0,20}", "([A-Z]?[a-z0-9]{1,6} ?){0,4}", "[A-Za-z0-9 .'’&-]{0,12}", "\\PC{0,8}"][..])
                .prop_flat_map(|pattern| pattern),
        ) {
            prop_assert_eq!(key(&name), key_of_words(&name));
        }
    }
}
