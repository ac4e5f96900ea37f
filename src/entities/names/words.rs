//! Text as names see it: words, and what stands between two of them.
//!
//! Names in a list and words in a text are cut by this one module, so that a list's spelling meets a text's: case is
//! folded, typographic apostrophes are plain, a hyphen equals a space, and a possessive ending can be taken off.

use super::possessive::without_possessive;
use crate::span::Span;
use crate::tokens::{Token, Tokenizer};

/// A word of a text with what stands before it.
#[derive(Clone, Copy, Debug)]
pub(in crate::entities) struct Piece<'t> {
    pub(in crate::entities) token: Token<'t>,
    /// The bytes between the word before (or the text's beginning) and this one.
    pub(in crate::entities) gap: &'t str,
}

impl<'t> Piece<'t> {
    /// The word without `'s`, where it ends so.
    pub(in crate::entities) fn without_possessive(&self) -> Option<&'t str> {
        without_possessive(self.token.text)
    }
}

/// True where a word at byte `start`, behind `gap`, begins a text, a line, a sentence or a quotation.
pub(in crate::entities) fn begins_sentence(start: usize, gap: &str) -> bool {
    start == gap.len()
        || gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '…', '•'])
}

/// The words of `text`.
pub(in crate::entities) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut end = 0;
    Tokenizer::default().tokens(text).map(move |token| {
        let gap = Span::new(end, token.span.start).slice(text);
        end = token.span.end;
        Piece { token, gap }
    })
}

pub(in crate::entities) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// What joins two words of a name, in one spelling: empty for white space and hyphens, `None` where a line ends.
///
/// A name may run over one line break, as in wrapped text, but not over an empty line.
pub(in crate::entities) fn joint(gap: &str) -> Option<String> {
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
pub(in crate::entities) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2013}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
