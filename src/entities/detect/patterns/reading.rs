//! Words of a text as grammars read them: by number, with what stands before each.

use super::lexicon::{Lex, lex};
use crate::entities::names::{Piece, is_hyphen};
use crate::span::Span;

/// The words of one paragraph. Words beyond its ends are empty, so that grammars may look ahead.
#[derive(Clone, Copy)]
pub(super) struct Reading<'p, 't> {
    /// The text up to the paragraph's end: places are those of the whole text.
    pub(super) text: &'t str,
    pieces: &'p [Piece<'t>],
}

/// A text by paragraphs, which end at empty lines: no figure reaches over one.
pub(super) fn paragraphs<'p, 't>(
    text: &'t str,
    pieces: &'p [Piece<'t>],
) -> impl Iterator<Item = Reading<'p, 't>> {
    let mut rest = pieces;
    std::iter::from_fn(move || {
        let (first, behind) = rest.split_first()?;
        let length = 1 + behind
            .iter()
            .take_while(|piece| !is_break(piece.gap))
            .count();
        let (pieces, next) = rest.split_at(length);
        rest = next;
        let last = pieces.last().unwrap_or(first).token.span.end;
        let line = next.first().and_then(|piece| piece.gap.find('\n'));
        Some(Reading {
            text: line.map_or(text, |line| &text[..last + line]),
            pieces,
        })
    })
}

impl<'t> Reading<'_, 't> {
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

    /// What stands before the word and may be a sign of the word before, "%" say: nothing behind a possessive ending,
    /// which parts them.
    pub(super) fn sign(&self, at: usize) -> &'t str {
        if self.is_possessive_before(at) {
            ""
        } else {
            self.gap(at)
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
    gap == " " || !gap.is_empty() && gap.chars().all(char::is_whitespace) && !is_break(gap)
}

/// True where an empty line stands between two words.
fn is_break(gap: &str) -> bool {
    gap.len() > 1 && gap.bytes().filter(|&byte| byte == b'\n').count() > 1
}
