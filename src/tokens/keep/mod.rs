//! What news needs whole beyond the rules of UAX #29: addresses, names with a sign before them, compounds, dates.
//!
//! Takes the segments of a text and returns tokens, some of them made of several segments; each switch of [`Keep`] is
//! one such kind. A look at the byte before a word and the byte behind it decides nearly always, and no look goes on
//! for more than the longest address, so the cost stays linear.
//!
//! ```
//! use lexicount::tokens::{Keep, Tokenizer};
//!
//! let tokenizer = Tokenizer { keep: Keep::NEWS, ..Tokenizer::default() };
//! let text = "U.S.-led talks on 24/03/2024: desk@harbour.example, #Kerman";
//! let words: Vec<_> = tokenizer.tokens(text).map(|token| token.text).collect();
//! assert_eq!(words, ["U.S.-led", "talks", "on", "24/03/2024", "desk@harbour.example", "#Kerman"]);
//! ```
//!
//! Left out: white space never stands within a token, so "24 March 2024" is three; entities find such dates.

mod address;
mod figure;
mod set;

pub use set::{Keep, Kept};

use std::collections::VecDeque;

use super::{TokenKind, word};
use crate::span::Span;

type Segment = (Span, TokenKind);

/// A token that is found where a word begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Whole {
    end: usize,
    kind: TokenKind,
}

impl Whole {
    fn shifted(self, by: usize) -> Self {
        Self {
            end: self.end + by,
            ..self
        }
    }
}

/// Tokens with some kinds kept whole.
pub(super) struct Wholes<'t, I> {
    text: &'t str,
    keep: Keep,
    segments: I,
    /// Segments that were looked at and not yet taken: two at most.
    ahead: VecDeque<Segment>,
}

impl<'t, I: Iterator<Item = Segment>> Wholes<'t, I> {
    /// The tokens of `text`, of which `segments` are the segments, or the words alone.
    pub(super) fn new(text: &'t str, keep: Keep, segments: I) -> Self {
        Self {
            text,
            keep,
            segments,
            ahead: VecDeque::new(),
        }
    }

    fn take(&mut self) -> Option<Segment> {
        self.ahead.pop_front().or_else(|| self.segments.next())
    }

    fn peek(&mut self, place: usize) -> Option<Segment> {
        while self.ahead.len() <= place {
            self.ahead.push_back(self.segments.next()?);
        }
        Some(self.ahead[place])
    }

    /// Goes past all segments that begin before `end`; gives the end of the last.
    fn pass(&mut self, end: usize) -> usize {
        let mut end = word::end_with_extenders(self.text, end);
        while let Some((span, _)) = self.peek(0).filter(|(span, _)| span.start < end) {
            end = end.max(span.end);
            self.take();
        }
        end
    }

    /// A name behind its sign, `@` or `#`, which stands at `at`.
    fn signed(&self, at: usize) -> Option<Whole> {
        let (before, rest) = self.text.split_at(at);
        if before.ends_with(|last: char| last.is_alphanumeric() || "_&/@#".contains(last)) {
            return None;
        }
        let whole = match rest.as_bytes().first() {
            Some(b'@') if self.keep.has(Kept::Handles) => address::handle(rest),
            Some(b'#') if self.keep.has(Kept::Hashtags) => address::hashtag(rest),
            _ => None,
        }?;
        Some(whole.shifted(at))
    }

    /// What begins with the word at `span`.
    fn whole(&self, span: Span) -> Option<Whole> {
        let rest = &self.text[span.start..];
        let (word, behind) = rest.split_at(span.len());
        let behind = behind.as_bytes().first().copied();
        let found = self.address(rest, word, behind).or_else(|| {
            if word.as_bytes()[0].is_ascii_digit() {
                let goes_on = figure::goes_on_from(&self.text[..span.start]);
                (!goes_on).then(|| self.figure(rest)).flatten()
            } else {
                self.acronym(word, behind)
            }
        });
        found
            .filter(|whole| whole.end >= word.len())
            .map(|whole| whole.shifted(span.start))
    }

    fn address(&self, rest: &str, word: &str, behind: Option<u8>) -> Option<Whole> {
        let may_be_email = self.keep.has(Kept::Emails) && address::starts_like_email(behind);
        let email = may_be_email.then(|| address::email(rest)).flatten();
        email.or_else(|| {
            let may_be_url = self.keep.has(Kept::Urls) && address::starts_like_url(word, behind);
            may_be_url.then(|| address::url(rest, word.len())).flatten()
        })
    }

    fn figure(&self, rest: &str) -> Option<Whole> {
        let wants_dates = self.keep.has(Kept::Dates);
        let date = wants_dates.then(|| figure::date_or_time(rest)).flatten();
        date.or_else(|| {
            let wants_numbers = self.keep.has(Kept::Numbers);
            wants_numbers.then(|| figure::number(rest)).flatten()
        })
    }

    fn acronym(&self, word: &str, behind: Option<u8>) -> Option<Whole> {
        let may_be = self.keep.has(Kept::Acronyms) && behind == Some(b'.');
        (may_be && figure::is_acronym(word)).then(|| Whole {
            end: word.len() + 1,
            kind: TokenKind::Word,
        })
    }

    /// Adds what hyphens join to the token that ends at `end`; two figures are not joined.
    fn compound(&mut self, mut end: usize, mut kind: TokenKind) -> (usize, TokenKind) {
        while let Some(length) = hyphen(&self.text[end..]) {
            let start = end + length;
            // Where all segments are given, the hyphen is one.
            let is_hyphen = |(span, _): Segment| span == Span::new(end, start);
            let next = usize::from(self.peek(0).is_some_and(is_hyphen));
            let Some((span, next_kind)) = self.peek(next) else {
                break;
            };
            let is_joined = span.start == start && next_kind.is_word_like();
            if !is_joined || (kind, next_kind) == (TokenKind::Number, TokenKind::Number) {
                break;
            }
            end = self.pass(span.end);
            kind = TokenKind::Word;
        }
        (end, kind)
    }
}

impl<I: Iterator<Item = Segment>> Iterator for Wholes<'_, I> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let (span, mut kind) = self.take()?;
        if let Some(at) = sign(self.text, span.start)
            && let Some(whole) = self.signed(at)
        {
            let end = self.pass(whole.end.max(span.end));
            return Some((Span::new(at, end), whole.kind));
        }
        let mut end = span.end;
        if kind.is_word_like() {
            if let Some(whole) = self.whole(span) {
                end = self.pass(whole.end.max(end));
                kind = whole.kind;
            }
            if self.keep.has(Kept::Hyphens) && matches!(kind, TokenKind::Word | TokenKind::Number) {
                (end, kind) = self.compound(end, kind);
            }
        }
        Some((Span::new(span.start, end), kind))
    }
}

/// Where the sign stands that makes a name of what begins at `start`: there, or right before.
fn sign(text: &str, start: usize) -> Option<usize> {
    let is_sign = |&at: &usize| matches!(text.as_bytes()[at], b'@' | b'#');
    Some(start)
        .filter(is_sign)
        .or_else(|| start.checked_sub(1).filter(is_sign))
}

/// The length of the hyphen that the text begins with.
fn hyphen(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    matches!(first, '-' | '\u{2010}' | '\u{2011}').then(|| first.len_utf8())
}
