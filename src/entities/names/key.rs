//! Keys: names in the one spelling in which their variants are equal.

use super::words::pieces;
use crate::tokens::Normalizer;

/// A name in the one spelling in which variants are equal: folded, hyphens as spaces, other marks dropped.
pub(in crate::entities) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut buffer = String::new();
    for piece in pieces(name) {
        let word = piece.without_possessive().unwrap_or(piece.token.text);
        if !key.is_empty() {
            key.push(' ');
        }
        let term = Normalizer::default();
        key.extend(
            term.term(word, &mut buffer)
                .chars()
                .filter(|&mark| mark != '.'),
        );
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
