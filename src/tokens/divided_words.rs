//! Joins the tokens of a word that is divided at the end of a line.
//!
//! Takes tokens in order, and the spans of the hyphens with their line breaks. The joined word has the span of all its
//! parts, and their text without the hyphens.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::iter::Peekable;

use crate::span::Span;

/// A token as an analyzer reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The text, or the term of a protected term.
    pub(super) text: Cow<'t, str>,
    pub(super) span: Span,
    pub(super) is_protected: bool,
    /// True for a word that may be part of a divided one.
    pub(super) is_word: bool,
}

/// Iterates over tokens, with divided words joined.
pub(super) struct DividedWords<'t, I, B: Iterator<Item = Span>> {
    text: &'t str,
    tokens: I,
    /// Spans from a hyphen to the text of the next line, in order.
    breaks: Peekable<B>,
    /// Tokens read but not yet returned.
    ahead: VecDeque<Piece<'t>>,
}

impl<'t, I: Iterator<Item = Piece<'t>>, B: Iterator<Item = Span>> DividedWords<'t, I, B> {
    pub(super) fn new(text: &'t str, tokens: I, breaks: B) -> Self {
        Self {
            text,
            tokens,
            breaks: breaks.peekable(),
            ahead: VecDeque::new(),
        }
    }

    fn next_token(&mut self) -> Option<Piece<'t>> {
        self.ahead.pop_front().or_else(|| self.tokens.next())
    }

    /// Returns the break after a word, if one divides it.
    fn break_after(&mut self, word: &Piece<'t>) -> Option<Span> {
        while self
            .breaks
            .next_if(|one| one.start <= word.span.start)
            .is_some()
        {}
        let next = *self.breaks.peek()?;
        // A soft hyphen is part of the word before it.
        let is_at_end = next.start <= word.span.end && word.span.end <= next.end;
        (word.is_word && is_at_end).then_some(next)
    }

    /// Returns the token at byte `start`, if it is a word. Drops what is before it: the hyphen, if it is a token.
    fn word_at(&mut self, start: usize) -> Option<Piece<'t>> {
        let mut hyphens = Vec::new();
        while let Some(token) = self.next_token() {
            if token.span.start == start && token.is_word {
                return Some(token);
            }
            let is_before = token.span.end <= start;
            hyphens.push(token);
            if !is_before {
                break;
            }
        }
        for token in hyphens.into_iter().rev() {
            self.ahead.push_front(token);
        }
        None
    }
}

impl<'t, I: Iterator<Item = Piece<'t>>, B: Iterator<Item = Span>> Iterator
    for DividedWords<'t, I, B>
{
    type Item = Piece<'t>;

    #[inline]
    fn next(&mut self) -> Option<Piece<'t>> {
        let mut word = self.next_token()?;
        // Most texts have no divided words.
        if self.breaks.peek().is_none() {
            return Some(word);
        }
        let mut last = word.clone();
        while let Some(division) = self.break_after(&last) {
            let Some(next) = self.word_at(division.end) else {
                break;
            };
            let first = Span::new(last.span.start, division.start).slice(self.text);
            let text = word.text.to_mut();
            text.truncate(text.len() - last.span.len());
            text.push_str(first);
            text.push_str(&next.text);
            word.span = Span::new(word.span.start, next.span.end);
            last = next;
        }
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{TokenKind, Tokenizer};

    /// Checks the joined words, where each `¬` with its line break divides a word.
    fn check(punctuation: bool, text: &str, expected: &[&str]) {
        let tokenizer = Tokenizer {
            punctuation,
            ..Tokenizer::default()
        };
        let tokens = tokenizer.tokens(text).map(|token| Piece {
            text: Cow::Borrowed(token.text),
            span: token.span,
            is_protected: false,
            is_word: token.kind == TokenKind::Word,
        });
        let breaks = text.match_indices("¬\n");
        let breaks = breaks.map(|(start, found)| Span::new(start, start + found.len()));
        let joined: Vec<Piece<'_>> = DividedWords::new(text, tokens, breaks).collect();
        let words: Vec<&str> = joined.iter().map(|one| one.text.as_ref()).collect();
        assert_eq!(words, expected, "{text:?}");
        for one in &joined {
            assert_eq!(one.span.slice(text).replace("¬\n", ""), one.text);
        }
    }

    #[test]
    fn divided_words_are_one_token() {
        for punctuation in [false, true] {
            check(
                punctuation,
                "die Ver¬\nwal¬\ntung ruht",
                &["die", "Verwaltung", "ruht"],
            );
            check(punctuation, "Ver¬\nwaltung", &["Verwaltung"]);
            check(punctuation, "a b", &["a", "b"]);
        }
        check(false, "3¬\nwaltung ¬\na", &["3", "waltung", "a"]);
        check(true, "Ver¬\n3", &["Ver", "¬", "3"]);
    }
}
