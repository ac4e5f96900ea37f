//! Elided words before an apostrophe, and possessive endings after one.

use super::edits::Edit;
use super::spelling::plain_apostrophe;
use crate::span::Span;
use crate::tokens::word::word_bounds;

/// Words that French, Italian and Catalan shorten before a vowel, as in Apache Lucene's filter.
const ELIDED: [&str; 28] = [
    "c", "d", "j", "l", "m", "n", "s", "t", "v", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "gl", "all", "dall", "dell", "nell", "sull", "coll", "pell", "agl", "dagl", "degl", "negl",
    "sugl",
];

/// The maximum length of these in bytes.
const MAX_ELIDED: usize = 6;

/// Returns the edits that remove the elided word at the start of each word of `text`.
pub(super) fn removing_elisions(text: &str) -> Vec<Edit> {
    affixes(text, |word| {
        let (at, apostrophe) = word
            .char_indices()
            .take(MAX_ELIDED + 1)
            .find(|&(_, one)| is_apostrophe(one))?;
        let end = at + apostrophe.len_utf8();
        let is_elided = ELIDED
            .iter()
            .any(|known| word[..at].eq_ignore_ascii_case(known));
        (is_elided && end < word.len()).then_some(Span::new(0, end))
    })
}

/// Returns the edits that remove the possessive ending of each word of `text`.
pub(super) fn removing_possessives(text: &str) -> Vec<Edit> {
    affixes(text, |word| {
        let owner = word.strip_suffix(['s', 'S'])?;
        let owner = owner.strip_suffix(is_apostrophe)?;
        (!owner.is_empty()).then_some(Span::new(owner.len(), word.len()))
    })
}

/// Returns the edits that remove the part of each word that `affix` returns.
fn affixes(text: &str, affix: impl Fn(&str) -> Option<Span>) -> Vec<Edit> {
    if !text.contains(is_apostrophe) {
        return Vec::new();
    }
    word_bounds(text)
        .filter_map(|word| {
            let span = affix(word.slice(text))?.shifted(word.start);
            Some(Edit { span, by: None })
        })
        .collect()
}

fn is_apostrophe(character: char) -> bool {
    character == '\'' || plain_apostrophe(character) == Some('\'')
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn check(edits: fn(&str) -> Vec<Edit>, text: &str, expected: &str) {
        assert_eq!(edited(text.into(), &edits(text)), expected, "{text:?}");
    }

    #[test]
    fn elided_words_are_removed() {
        check(removing_elisions, "l'île D’une c\u{2BC}est", "île une est");
        check(
            removing_elisions,
            "aujourd'hui o'clock O'Brien l'",
            "aujourd'hui o'clock O'Brien l'",
        );
        check(
            removing_elisions,
            "dell'arte lorsqu'il quelqu'un",
            "arte il quelqu'un",
        );
    }

    #[test]
    fn possessive_endings_are_removed() {
        check(
            removing_possessives,
            "company's CHINA’S it's",
            "company CHINA it",
        );
        check(removing_possessives, "dogs' don't 's", "dogs' don't 's");
    }
}
