//! Possessive endings.

/// The word without `'s` or `’s`, if it has such an ending.
pub(in crate::entities) fn without_possessive(word: &str) -> Option<&str> {
    word.strip_suffix(['s', 'S'])?
        .strip_suffix(['\'', '’'])
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessive_endings_come_off() {
        for (word, expected) in [
            ("Voss's", Some("Voss")),
            ("Voss’s", Some("Voss")),
            ("VOSS'S", Some("VOSS")),
            ("Voss'", None),
            ("Voss", None),
            ("'s", None),
            ("s", None),
        ] {
            assert_eq!(without_possessive(word), expected, "{word}");
        }
    }
}
