//! Articles in front of names.

use super::words::starts_upper;

/// The text without "the" before an uppercase letter: "FSB" of "the FSB", but "the group" as it is.
pub(in crate::entities) fn without_article(text: &str) -> &str {
    ["the ", "The ", "THE "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .filter(|rest| starts_upper(rest))
        .unwrap_or(text)
}
