//! Words of a text as grammars read them: by number, with what stands before each.

use super::lexicon::{Lex, lex};
use crate::entities::pieces::{Piece, is_hyphen};
use crate::span::Span;

/// The words of one text. Words beyond its end are empty, so that grammars may look ahead.
#[derive(Clone, Copy)]
pub(super) struct Reading<'p, 't> {
    pub(super) text: &'t str,
    pieces: &'p [Piece<'t>],
}

impl<'p, 't> Reading<'p, 't> {
    pub(super) fn new(text: &'t str, pieces: &'p [Piece<'t>]) -> Self {
        Self { text, pieces }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The word as it stands.
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |piece| piece.token.text)
    }

    /// The word without a possessive ending.
    pub(super) fn word(&self, at: usize) -> &'t str {
        without_possessive(self.raw(at))
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.word(at).len() < self.raw(at).len()
    }

    /// What stands before the word; behind the last one, the rest of the text.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        match (self.pieces.get(at), at.checked_sub(1)) {
            (Some(piece), _) => piece.gap,
            (None, Some(before)) if before < self.len() => {
                &self.text[self.pieces[before].token.span.end..]
            }
            _ => "",
        }
    }

    /// What the word is to grammars.
    pub(super) fn lex(&self, at: usize) -> Lex {
        lex(self.word(at))
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.pieces
            .get(at)
            .map_or(self.text.len(), |piece| piece.token.span.start)
    }

    /// Where the word ends, without a possessive ending.
    pub(super) fn end(&self, at: usize) -> usize {
        self.start(at) + self.word(at).len()
    }

    /// The words from `first` up to `next`.
    pub(super) fn span(&self, first: usize, next: usize) -> Span {
        Span::new(self.start(first), self.end(next - 1))
    }

    /// True where only white space stands before the word, and no empty line.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        at < self.len() && !self.is_possessive_before(at) && is_blank(self.gap(at))
    }

    fn is_possessive_before(&self, at: usize) -> bool {
        at > 0 && self.is_possessive(at - 1)
    }

    /// True where a hyphen and nothing else stands before the word.
    pub(super) fn is_hyphened(&self, at: usize) -> bool {
        let mut marks = self.gap(at).chars();
        at < self.len() && marks.next().is_some_and(is_hyphen) && marks.next().is_none()
    }

    /// True where white space or a hyphen joins the word to the one before.
    pub(super) fn is_near(&self, at: usize) -> bool {
        self.is_joined(at) || self.is_hyphened(at)
    }

    /// True where the word, in letters of either case, is this one.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.raw(at).eq_ignore_ascii_case(word)
    }

    /// True where the word is one of these.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// True where these words follow each other, with blanks between, from `at` on.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(n, word)| self.is(at + n, word) && (n == 0 || self.is_joined(at + n)))
    }

    /// True where the word before is one of these, joined by white space or a hyphen.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.is_near(at) && self.is_any(at - 1, words)
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    /// The first word that begins at `place` or behind it, from `at` on.
    pub(super) fn next_from(&self, at: usize, place: usize) -> usize {
        let mut next = at;
        while next < self.len() && self.start(next) < place {
            next += 1;
        }
        next
    }
}

fn without_possessive(word: &str) -> &str {
    let Some(rest) = word.strip_suffix(['s', 'S']) else {
        return word;
    };
    rest.strip_suffix(['\'', '’'])
        .filter(|rest| !rest.is_empty())
        .unwrap_or(word)
}

/// White space within a paragraph.
pub(super) fn is_blank(gap: &str) -> bool {
    gap == " "
        || !gap.is_empty()
            && gap.chars().all(char::is_whitespace)
            && gap.bytes().filter(|&byte| byte == b'\n').count() < 2
}
