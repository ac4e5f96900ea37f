//! Text as names see it: words, and what stands between two of them.
//!
//! Names in a list and words in a text are cut by this one module, so that a list's spelling meets a text's: case is
//! folded, typographic apostrophes are plain, a hyphen equals a space, and a possessive ending can be taken off.

use crate::span::Span;
use crate::tokens::{Normalizer, Token, Tokenizer};

/// A word of a text with what stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub(super) token: Token<'t>,
    /// The bytes between the word before (or the text's beginning) and this one.
    pub(super) gap: &'t str,
}

impl<'t> Piece<'t> {
    /// The word without `'s`, where it ends so.
    pub(super) fn without_possessive(&self) -> Option<&'t str> {
        without_possessive(self.token.text)
    }
}

/// A word without `'s`, where it ends so.
pub(super) fn without_possessive(word: &str) -> Option<&str> {
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| !rest.is_empty())
}

/// True where a word at byte `start`, behind `gap`, begins a text, a line, a sentence or a quotation.
pub(super) fn begins_sentence(start: usize, gap: &str) -> bool {
    start == gap.len()
        || gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '…', '•'])
}

/// The words of `text`.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut end = 0;
    Tokenizer::default().tokens(text).map(move |token| {
        let gap = Span::new(end, token.span.start).slice(text);
        end = token.span.end;
        Piece { token, gap }
    })
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// What joins two words of a name, in one spelling: empty for white space and hyphens, `None` where a line ends.
///
/// A name may run over one line break, as in wrapped text, but not over an empty line.
pub(super) fn joint(gap: &str) -> Option<String> {
    if gap == " " || gap == "-" {
        return Some(String::new());
    }
    if gap.is_empty() {
        return Some("+".into());
    }
    if gap.matches('\n').count() > 1 {
        return None;
    }
    Some(
        gap.chars()
            .filter(|&mark| {
                !mark.is_whitespace() && !is_hyphen(mark) && mark != '\'' && mark != '’'
            })
            .collect(),
    )
}

/// Hyphens and the dashes that are written for them; an em dash parts words.
pub(super) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2013}')
}

/// A name in the one spelling in which variants are equal: folded, hyphens as spaces, other marks dropped.
pub(super) fn key(name: &str) -> String {
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

    #[test]
    fn sentences_begin_after_marks_and_breaks() {
        let begins: Vec<bool> = pieces("Nice day. Nice is in “Nice” and Nice\nNice")
            .map(|piece| begins_sentence(piece.token.span.start, piece.gap))
            .collect();
        assert_eq!(
            begins,
            [true, false, true, false, false, true, true, false, true]
        );
    }
}
