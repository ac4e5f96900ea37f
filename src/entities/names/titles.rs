//! Titles in front of persons' names. Works on keys.

use super::cues::Cues;

/// The name of a person without titles in front, unless nothing would be left.
pub(in crate::entities) fn without_titles(key: &str) -> &str {
    let titles = &Cues::get().title;
    let mut rest = key;
    while let Some((first, later)) = rest.split_once(' ') {
        if !titles.contains(first) {
            break;
        }
        rest = later;
    }
    // "Foreign Minister" is only a title.
    if titles.contains(rest) { key } else { rest }
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
        ] {
            assert_eq!(without_titles(key), expected);
        }
    }
}
