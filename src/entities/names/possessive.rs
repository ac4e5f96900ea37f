//! Possessive endings.

/// The word without `'s` or `’s`, if it has such an ending.
#[inline]
pub(in crate::entities) fn without_possessive(word: &str) -> Option<&str> {
    const LAST_BYTE_OF_APOSTROPHE: u8 = 0x99;
    // Nearly all words end here.
    let [_, .., b'\'' | LAST_BYTE_OF_APOSTROPHE, b's' | b'S'] = word.as_bytes() else {
        return None;
    };
    word[..word.len() - 1]
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
