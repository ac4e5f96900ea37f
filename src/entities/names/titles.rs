//! Titles in front of persons' names. Works on keys: folded words with one space between two of them.

use super::cues::Cues;

/// A person's name without the titles in front, where something is left.
pub(in crate::entities) fn without_titles(key: &str) -> &str {
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
}
