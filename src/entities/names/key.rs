//! Keys: the spelling in which all variants of a name are equal.

use super::words::words;
use crate::tokens::Normalizer;

/// The key of a name: folded words with a space between two of them, without full stops and possessive endings.
pub(in crate::entities) fn key(name: &str) -> String {
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
}
