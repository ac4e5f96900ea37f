//! Protected tokens: text that UAX #29 would split but that should stay one token. These are URLs, e-mail addresses,
//! handles, hashtags, hyphenated compounds, acronyms, numbers and dates.
//!
//! Takes the word segments of a text and merges those of a protected token. [`ProtectedKinds`] selects the kinds. The
//! bytes before and after a word rule out most candidates, and no lookahead is longer than the longest address, so the
//! cost stays linear.
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
//! A token never contains white space, so "24 March 2024" is three tokens. Entity recognition finds such dates.

mod address;
mod kinds;
mod numeric;

pub use kinds::{ProtectedKind, ProtectedKinds};

use std::collections::VecDeque;

use super::token::TokenKind;
use super::word::{self, ScanOptions};
use crate::span::Span;

/// A segment. The kind is known for words and numbers only.
type Segment = (Span, Option<TokenKind>);

/// A protected token found at the start of a text.
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

/// Iterates over tokens, with the segments of protected tokens merged.
pub(super) struct ProtectedTokens<'t, I> {
    text: &'t str,
    protected: ProtectedKinds,
    segments: I,
    /// Options to segment what a protected token leaves of a word.
    options: ScanOptions,
    /// Segments read but not yet consumed: at most two, and the parts of a word that was divided.
    ahead: VecDeque<Segment>,
}

/// Returns the end and the kind of the e-mail address or URL that begins at `start`. `word` is the length of its first
/// word in bytes.
pub(crate) fn address_at(text: &str, start: usize, word: usize) -> Option<(usize, TokenKind)> {
    let rest = &text[start..];
    let next_byte = rest.as_bytes().get(word).copied();
    let may_be_email = address::starts_like_email(next_byte);
    let email = may_be_email.then(|| address::email(rest)).flatten();
    let found = email.or_else(|| {
        let may_be_url = address::starts_like_url(&rest[..word], next_byte);
        may_be_url.then(|| address::url(rest, word)).flatten()
    })?;
    Some((start + found.end, found.kind))
}

/// Returns the end and the kind of the handle or hashtag whose `@` or `#` is at `start`.
pub(crate) fn handle_or_hashtag_at(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let (before, rest) = text.split_at(start);
    if !may_begin_name(before) {
        return None;
    }
    let found = match rest.as_bytes().first()? {
        b'@' => address::handle(rest)?,
        b'#' => address::hashtag(rest)?,
        _ => return None,
    };
    Some((start + found.end, found.kind))
}

/// True if an `@` or `#` after this text may begin a handle or hashtag.
fn may_begin_name(before: &str) -> bool {
    !before.ends_with(|last: char| last.is_alphanumeric() || "_&/@#".contains(last))
}

impl<'t, I: Iterator<Item = Segment>> ProtectedTokens<'t, I> {
    /// Merges `segments`, which must be all segments of `text`, as found with `options`.
    pub(super) fn new(
        text: &'t str,
        protected: ProtectedKinds,
        options: ScanOptions,
        segments: I,
    ) -> Self {
        Self {
            text,
            protected,
            segments,
            options,
            ahead: VecDeque::new(),
        }
    }

    fn next_segment(&mut self) -> Option<Segment> {
        self.ahead.pop_front().or_else(|| self.segments.next())
    }

    fn peek(&mut self, index: usize) -> Option<Segment> {
        while self.ahead.len() <= index {
            self.ahead.push_back(self.segments.next()?);
        }
        Some(self.ahead[index])
    }

    /// Consumes all text up to `end` and the characters that extend it. Returns the end of these.
    fn consume_until(&mut self, end: usize) -> usize {
        let end = word::skip_extenders(self.text, end);
        while let Some((span, _)) = self.peek(0).filter(|(span, _)| span.start < end) {
            self.next_segment();
            if span.end > end {
                self.put_back(Span::new(end, span.end));
            }
        }
        end
    }

    /// Puts part of a segment back, to be read as segments of its own.
    fn put_back(&mut self, part: Span) {
        let parts = word::segments(part.slice(self.text), self.options);
        let parts: Vec<Segment> = parts
            .map(|(span, kind)| (span.shifted(part.start), kind))
            .collect();
        for &segment in parts.iter().rev() {
            self.ahead.push_front(segment);
        }
    }

    /// Divides a word such as "mailto:desk" that a colon joins to the address after it, and puts its parts back.
    /// Returns the part before the address.
    fn divided(&mut self, span: Span) -> Option<Segment> {
        let colon = span.slice(self.text).find(':')?;
        let address = Span::new(span.start + colon + 1, span.end);
        self.protected_token(address)
            .filter(|token| matches!(token.kind, TokenKind::Email | TokenKind::Url))?;
        self.put_back(Span::new(span.start + colon, span.end));
        self.put_back(Span::new(span.start, span.start + colon));
        self.next_segment()
    }

    /// True if a word is next, possibly after underscores.
    fn word_follows(&mut self) -> bool {
        for index in 0..2 {
            let Some((span, kind)) = self.peek(index) else {
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

    /// Returns the handle or hashtag that begins at `span`, or the segment unchanged.
    fn handle_or_hashtag(&mut self, span: Span) -> Segment {
        let kind = match self.text.as_bytes()[span.start] {
            b'@' => ProtectedKind::Handles,
            b'#' => ProtectedKind::Hashtags,
            _ => return (span, None),
        };
        let (before, rest) = self.text.split_at(span.start);
        if !self.protected.has(kind) || !may_begin_name(before) || !self.word_follows() {
            return (span, None);
        }
        let found = match kind {
            ProtectedKind::Handles => address::handle(rest),
            _ => address::hashtag(rest),
        };
        let Some(token) = found else {
            return (span, None);
        };
        let end = self.consume_until(token.shifted(span.start).end);
        (Span::new(span.start, end), Some(token.kind))
    }

    /// Returns the protected token that begins with the word at `span`.
    fn protected_token(&self, span: Span) -> Option<Match> {
        let rest = &self.text[span.start..];
        let (word, after) = rest.split_at(span.len());
        let next_byte = after.as_bytes().first().copied();
        let found = self.address(rest, word, next_byte).or_else(|| {
            if word.as_bytes()[0].is_ascii_digit() {
                let continues = numeric::continues_number(&self.text[..span.start]);
                (!continues).then(|| self.numeric(rest)).flatten()
            } else {
                self.acronym(word, next_byte)
            }
        });
        found.map(|token| token.shifted(span.start))
    }

    fn address(&self, rest: &str, word: &str, next_byte: Option<u8>) -> Option<Match> {
        let may_be_email =
            self.protected.has(ProtectedKind::Emails) && address::starts_like_email(next_byte);
        let email = may_be_email.then(|| address::email(rest)).flatten();
        email.or_else(|| {
            let may_be_url = self.protected.has(ProtectedKind::Urls)
                && address::starts_like_url(word, next_byte);
            may_be_url.then(|| address::url(rest, word.len())).flatten()
        })
    }

    fn numeric(&self, rest: &str) -> Option<Match> {
        let wants_dates = self.protected.has(ProtectedKind::Dates);
        let date = wants_dates.then(|| numeric::date_or_time(rest)).flatten();
        date.or_else(|| {
            let wants_numbers = self.protected.has(ProtectedKind::Numbers);
            wants_numbers.then(|| numeric::number(rest)).flatten()
        })
    }

    fn acronym(&self, word: &str, next_byte: Option<u8>) -> Option<Match> {
        let may_be = self.protected.has(ProtectedKind::Acronyms) && next_byte == Some(b'.');
        (may_be && numeric::is_acronym(word)).then(|| Match {
            end: word.len() + 1,
            kind: TokenKind::Word,
        })
    }

    /// Extends the token that ends at `end` by the words that hyphens join to it. Two numbers are not joined.
    fn compound(&mut self, mut end: usize, mut kind: TokenKind) -> (usize, TokenKind) {
        while is_hyphen(&self.text[end..]) {
            let Some((span, Some(next_kind))) = self.peek(1) else {
                break;
            };
            if (kind, next_kind) == (TokenKind::Number, TokenKind::Number) {
                break;
            }
            end = self.consume_until(span.end);
            kind = TokenKind::Word;
        }
        (end, kind)
    }
}

impl<I: Iterator<Item = Segment>> Iterator for ProtectedTokens<'_, I> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let (span, kind) = self.next_segment()?;
        let Some(mut kind) = kind else {
            return Some(self.handle_or_hashtag(span));
        };
        let mut end = span.end;
        if let Some(token) = self.protected_token(span) {
            if token.end < end {
                self.put_back(Span::new(token.end, end));
            }
            end = self.consume_until(token.end);
            kind = token.kind;
        } else if let Some(part) = self.divided(span) {
            return Some(part);
        }
        if self.protected.has(ProtectedKind::Hyphens)
            && matches!(kind, TokenKind::Word | TokenKind::Number)
        {
            (end, kind) = self.compound(end, kind);
        }
        Some((Span::new(span.start, end), Some(kind)))
    }
}

/// True if the text begins with a hyphen and an alphanumeric character.
fn is_hyphen(text: &str) -> bool {
    let mut characters = text.chars();
    matches!(characters.next(), Some('-' | '\u{2010}' | '\u{2011}'))
        && characters.next().is_some_and(char::is_alphanumeric)
}
