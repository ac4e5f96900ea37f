//! What news needs whole beyond the rules of UAX #29: addresses, names with a sign before them, compounds, dates.
//!
//! Takes the segments of a text and returns tokens, some of them made of several segments; each switch of [`ProtectedKinds`] is
//! one such kind. A look at the byte before a word and the byte behind it decides nearly always, and no look goes on
//! for more than the longest address, so the cost stays linear.
//!
//! ```
//! use lexicount::tokens::{ProtectedKinds, Tokenizer};
//!
//! let tokenizer = Tokenizer { protected: ProtectedKinds::NEWS, ..Tokenizer::default() };
//! let text = "U.S.-led talks on 24/03/2024: desk@harbour.example, #Kerman";
//! let words: Vec<_> = tokenizer.tokens(text).map(|token| token.text).collect();
//! assert_eq!(words, ["U.S.-led", "talks", "on", "24/03/2024", "desk@harbour.example", "#Kerman"]);
//! ```
//!
//! Left out: white space never stands within a token, so "24 March 2024" is three; entities find such dates.

mod address;
mod figure;
mod kinds;

pub use kinds::{ProtectedKind, ProtectedKinds};

use std::collections::VecDeque;

use super::{TokenKind, word};
use crate::span::Span;

/// A segment; of words and numbers the kind is told.
type Segment = (Span, Option<TokenKind>);

/// A token that is found where a word begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Match {
    end: usize,
    kind: TokenKind,
}

impl Match {
    fn shifted(self, by: usize) -> Self {
        Self {
            end: self.end + by,
            ..self
        }
    }
}

/// Tokens with some kinds kept whole.
pub(super) struct ProtectedTokens<'t, I> {
    text: &'t str,
    protected: ProtectedKinds,
    segments: I,
    /// Segments that were looked at and not yet taken: two at most.
    ahead: VecDeque<Segment>,
}

/// The end and the kind of the e-mail address or URL that begins at `start`, with a word of so many bytes.
pub(crate) fn address_at(text: &str, start: usize, word: usize) -> Option<(usize, TokenKind)> {
    let rest = &text[start..];
    let behind = rest.as_bytes().get(word).copied();
    let may_be_email = address::starts_like_email(behind);
    let email = may_be_email.then(|| address::email(rest)).flatten();
    let found = email.or_else(|| {
        let may_be_url = address::starts_like_url(&rest[..word], behind);
        may_be_url.then(|| address::url(rest, word)).flatten()
    })?;
    Some((start + found.end, found.kind))
}

/// The end and the kind of the handle or hashtag whose sign stands at `start`.
pub(crate) fn handle_or_hashtag_at(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let (before, rest) = text.split_at(start);
    if !stands_free(before) {
        return None;
    }
    let found = match rest.as_bytes().first()? {
        b'@' => address::handle(rest)?,
        b'#' => address::hashtag(rest)?,
        _ => return None,
    };
    Some((start + found.end, found.kind))
}

/// True where a sign behind this text begins a name.
fn stands_free(before: &str) -> bool {
    !before.ends_with(|last: char| last.is_alphanumeric() || "_&/@#".contains(last))
}

impl<'t, I: Iterator<Item = Segment>> ProtectedTokens<'t, I> {
    /// The tokens of `text`, of which `segments` are all segments.
    pub(super) fn new(text: &'t str, protected: ProtectedKinds, segments: I) -> Self {
        Self {
            text,
            protected,
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
        let mut end = word::skip_extenders(self.text, end);
        while let Some((span, _)) = self.peek(0).filter(|(span, _)| span.start < end) {
            end = end.max(span.end);
            self.take();
        }
        end
    }

    /// True where a word comes next, or behind underscores.
    fn word_follows(&mut self) -> bool {
        for place in 0..2 {
            let Some((span, kind)) = self.peek(place) else {
                return false;
            };
            if kind.is_some() {
                return true;
            }
            if !span.slice(self.text).bytes().all(|byte| byte == b'_') {
                return false;
            }
        }
        false
    }

    /// A segment that is no word, with the name behind it where it is a sign, `@` or `#`.
    fn sign(&mut self, span: Span) -> Segment {
        let kind = match self.text.as_bytes()[span.start] {
            b'@' => ProtectedKind::Handles,
            b'#' => ProtectedKind::Hashtags,
            _ => return (span, None),
        };
        let (before, rest) = self.text.split_at(span.start);
        if !self.protected.has(kind) || !stands_free(before) || !self.word_follows() {
            return (span, None);
        }
        let found = match kind {
            ProtectedKind::Handles => address::handle(rest),
            _ => address::hashtag(rest),
        };
        let Some(whole) = found else {
            return (span, None);
        };
        let end = self.pass(whole.shifted(span.start).end);
        (Span::new(span.start, end), Some(whole.kind))
    }

    /// What begins with the word at `span`.
    fn whole(&self, span: Span) -> Option<Match> {
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

    fn address(&self, rest: &str, word: &str, behind: Option<u8>) -> Option<Match> {
        let may_be_email =
            self.protected.has(ProtectedKind::Emails) && address::starts_like_email(behind);
        let email = may_be_email.then(|| address::email(rest)).flatten();
        email.or_else(|| {
            let may_be_url =
                self.protected.has(ProtectedKind::Urls) && address::starts_like_url(word, behind);
            may_be_url.then(|| address::url(rest, word.len())).flatten()
        })
    }

    fn figure(&self, rest: &str) -> Option<Match> {
        let wants_dates = self.protected.has(ProtectedKind::Dates);
        let date = wants_dates.then(|| figure::date_or_time(rest)).flatten();
        date.or_else(|| {
            let wants_numbers = self.protected.has(ProtectedKind::Numbers);
            wants_numbers.then(|| figure::number(rest)).flatten()
        })
    }

    fn acronym(&self, word: &str, behind: Option<u8>) -> Option<Match> {
        let may_be = self.protected.has(ProtectedKind::Acronyms) && behind == Some(b'.');
        (may_be && figure::is_acronym(word)).then(|| Match {
            end: word.len() + 1,
            kind: TokenKind::Word,
        })
    }

    /// Adds what hyphens join to the token that ends at `end`; two figures are not joined.
    fn compound(&mut self, mut end: usize, mut kind: TokenKind) -> (usize, TokenKind) {
        while is_hyphen(&self.text[end..]) {
            let Some((span, Some(next_kind))) = self.peek(1) else {
                break;
            };
            if (kind, next_kind) == (TokenKind::Number, TokenKind::Number) {
                break;
            }
            end = self.pass(span.end);
            kind = TokenKind::Word;
        }
        (end, kind)
    }
}

impl<I: Iterator<Item = Segment>> Iterator for ProtectedTokens<'_, I> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let (span, kind) = self.take()?;
        let Some(mut kind) = kind else {
            return Some(self.sign(span));
        };
        let mut end = span.end;
        if let Some(whole) = self.whole(span) {
            end = self.pass(whole.end.max(end));
            kind = whole.kind;
        }
        if self.protected.has(ProtectedKind::Hyphens)
            && matches!(kind, TokenKind::Word | TokenKind::Number)
        {
            (end, kind) = self.compound(end, kind);
        }
        Some((Span::new(span.start, end), Some(kind)))
    }
}

/// True where the text begins with a hyphen and what may be a word behind it.
fn is_hyphen(text: &str) -> bool {
    let mut characters = text.chars();
    matches!(characters.next(), Some('-' | '\u{2010}' | '\u{2011}'))
        && characters.next().is_some_and(char::is_alphanumeric)
}
