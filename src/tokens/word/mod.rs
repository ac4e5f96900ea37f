//! Word boundaries by UAX #29, and the kinds of the segments between them.
//!
//! `properties` classifies characters and `state_machine` implements the rules. `block` is the fast path: it finds the
//! boundaries of 64 bytes at a time with bit masks (`masks`). `scanner` runs over a text, block by block, and uses the
//! state machine for the parts that the bit masks cannot decide.

mod block;
mod exceptions;
pub(super) mod masks;
mod properties;
mod scanner;
mod state_machine;

use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};

use super::token::TokenKind;
use crate::span::Span;
pub(super) use block::ScanOptions;
use masks::{Lanes, Native, Portable};
use properties::{ALPHABETIC, Properties};
use scanner::Scanner;
use state_machine::Segment;

/// Words and numbers only, by UAX #29.
const WORDS: ScanOptions = ScanOptions {
    all_segments: false,
    dictionary: false,
    unicode: true,
};

/// All segments, by UAX #29.
const ALL: ScanOptions = ScanOptions {
    all_segments: true,
    ..WORDS
};

/// Returns the segments of `text` between word boundaries. Concatenated, they are the whole text.
///
/// Linear in the length of the text: a few nanoseconds per character.
///
/// Source: Unicode Standard Annex #29, Unicode Text Segmentation, rules WB1 to WB999.
///
/// ```
/// let text = "U.S. co-op";
/// let segments: Vec<_> = lexicount::tokens::word_bounds(text).map(|span| span.slice(text)).collect();
/// assert_eq!(segments, ["U.S", ".", " ", "co", "-", "op"]);
/// ```
pub fn word_bounds(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    Segments::<Native>::new(text, ALL).map(Segment::span)
}

/// Counts the segments selected by `options`. Several times faster than iterating over them.
pub(super) fn count(text: &str, options: ScanOptions) -> usize {
    let mut scanner = Scanner::<Native>::new(text, options);
    let mut n_segments = 0;
    while !scanner.is_done() {
        scanner.step(&mut n_segments);
    }
    n_segments
}

/// Calls `visit` with the span of each segment selected by `options`.
///
/// Faster than an iterator, which has to buffer the segments of a block. Stops once `keep_going` returns false; it is
/// called every few dozen bytes.
pub(super) fn for_each_while(
    text: &str,
    options: ScanOptions,
    keep_going: impl Fn() -> bool,
    visit: impl FnMut(Span),
) {
    let mut scanner = Scanner::<Native>::new(text, options);
    let mut sink = scanner::SpanVisitor(visit);
    while !scanner.is_done() && keep_going() {
        scanner.step(&mut sink);
    }
}

/// Does the same with the kind of each segment, and leaves out white space and other invisible characters.
pub(super) fn for_each_kind_while(
    text: &str,
    options: ScanOptions,
    keep_going: impl Fn() -> bool,
    mut visit: impl FnMut(Span, TokenKind),
) {
    let mut scanner = Scanner::<Native>::new(text, options);
    let mut sink = scanner::SegmentVisitor(|segment: Segment| {
        let span = segment.span();
        if let Some(kind) = visible_kind(text, span, kind_of_word(segment)) {
            visit(span, kind);
        }
    });
    while !scanner.is_done() && keep_going() {
        scanner.step(&mut sink);
    }
}

/// Returns the segments selected by `options` with their kinds, except white space and other invisible characters.
pub(super) fn kinds(
    text: &str,
    options: ScanOptions,
) -> impl Iterator<Item = (Span, TokenKind)> + use<'_> {
    segments(text, options)
        .filter_map(move |(span, kind)| Some((span, visible_kind(text, span, kind)?)))
}

/// Returns the kind of a segment, or `None` if it has only invisible characters. `kind` is the kind if already known.
#[inline]
pub(super) fn visible_kind(text: &str, span: Span, kind: Option<TokenKind>) -> Option<TokenKind> {
    match kind {
        Some(kind) => Some(kind),
        None => kind_of_other(span.slice(text)),
    }
}

/// Returns the segments selected by `options`. The kind is given for words and numbers only.
pub(super) fn segments(
    text: &str,
    options: ScanOptions,
) -> impl Iterator<Item = (Span, Option<TokenKind>)> + use<'_> {
    Segments::<Native>::new(text, options).map(|segment| (segment.span(), kind_of_word(segment)))
}

/// Returns the kind of a word or a number.
#[inline]
fn kind_of_word(segment: Segment) -> Option<TokenKind> {
    if segment.properties & ALPHABETIC != 0 {
        Some(TokenKind::Word)
    } else {
        segment.is_word().then_some(TokenKind::Number)
    }
}

/// Moves the byte offset `end` past the characters that extend the one before it (rule WB4).
pub(super) fn skip_extenders(text: &str, end: usize) -> usize {
    if text.as_bytes().get(end).is_none_or(u8::is_ascii) {
        return end;
    }
    let table = Properties::get();
    let rest = text[end..].trim_start_matches(|character: char| table.is_extender(character));
    text.len() - rest.len()
}

/// Iterates over segments, which are found one block at a time.
struct Segments<'t, L> {
    scanner: Scanner<'t, L>,
    ready: Vec<Segment>,
    next: usize,
}

impl<'t, L: Lanes> Segments<'t, L> {
    fn new(text: &'t str, options: ScanOptions) -> Self {
        Self {
            scanner: Scanner::new(text, options),
            ready: Vec::new(),
            next: 0,
        }
    }
}

impl<L: Lanes> Iterator for Segments<'_, L> {
    type Item = Segment;

    #[inline]
    fn next(&mut self) -> Option<Segment> {
        while self.next == self.ready.len() {
            if self.scanner.is_done() {
                return None;
            }
            self.ready.clear();
            self.next = 0;
            self.scanner.step(&mut self.ready);
        }
        self.next += 1;
        Some(self.ready[self.next - 1])
    }

    /// Processes block by block, without a check per segment. `for_each`, `count` and `sum` call this.
    #[inline]
    fn fold<B, F: FnMut(B, Segment) -> B>(mut self, init: B, mut combine: F) -> B {
        let mut result = init;
        let mut next = self.next;
        loop {
            for &segment in &self.ready[next..] {
                result = combine(result, segment);
            }
            if self.scanner.is_done() {
                return result;
            }
            self.ready.clear();
            next = 0;
            self.scanner.step(&mut self.ready);
        }
    }
}

/// The portable implementation that other processors run, exposed for tests and benchmarks.
#[doc(hidden)]
pub mod portable {
    use super::{ALL, Portable, Segment, Segments, WORDS};
    use crate::span::Span;

    /// Like [`word_bounds`](super::word_bounds).
    pub fn word_bounds(text: &str) -> impl Iterator<Item = Span> + use<'_> {
        Segments::<Portable>::new(text, ALL).map(Segment::span)
    }

    /// Returns the spans of the tokens of [`Tokenizer::UNICODE`](crate::tokens::Tokenizer::UNICODE).
    pub fn words(text: &str) -> impl Iterator<Item = Span> + use<'_> {
        Segments::<Portable>::new(text, WORDS).map(Segment::span)
    }
}

/// Returns the kind of a segment that is neither a word nor a number, or `None` for white space and other invisible
/// characters.
#[inline]
fn kind_of_other(segment: &str) -> Option<TokenKind> {
    match segment.as_bytes() {
        // Most are spaces, and most others are one ASCII character too.
        &[byte @ ..0x80] => kind_of_ascii(byte),
        _ => kind_of_longer(segment),
    }
}

#[inline]
fn kind_of_ascii(byte: u8) -> Option<TokenKind> {
    /// Those that are neither letters nor digits.
    static KINDS: [Option<TokenKind>; 0x80] = kinds_of_ascii();
    KINDS[usize::from(byte % 0x80)]
}

const fn kinds_of_ascii() -> [Option<TokenKind>; 0x80] {
    let mut kinds = [None; 0x80];
    let mut byte = 0_u8;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' => Some(TokenKind::Symbol),
            _ if byte.is_ascii_punctuation() => Some(TokenKind::Punctuation),
            _ => None,
        };
        byte += 1;
    }
    kinds
}

#[inline(never)]
fn kind_of_longer(segment: &str) -> Option<TokenKind> {
    if segment.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return None;
    }
    let first = segment.chars().next()?;
    if segment.contains(KEYCAP) || (!first.is_ascii() && first.is_emoji_char()) {
        return Some(TokenKind::Emoji);
    }
    segment
        .chars()
        .find_map(|character| match character.general_category_group() {
            GeneralCategoryGroup::Punctuation => Some(TokenKind::Punctuation),
            GeneralCategoryGroup::Symbol => Some(TokenKind::Symbol),
            _ => None,
        })
}

/// The combining enclosing keycap, which turns a digit into an emoji.
const KEYCAP: char = '\u{20E3}';

#[cfg(test)]
mod tests {
    use super::*;

    fn check(segment: &str, kind: Option<TokenKind>) {
        let mut kinds = super::kinds(segment, ALL).map(|(_, kind)| kind);
        assert_eq!(kinds.next(), kind, "{segment:?}");
        assert_eq!(kinds.next(), None, "{segment:?} is one segment");
        let is_word = kind.is_some_and(TokenKind::is_word_like);
        assert_eq!(count(segment, WORDS), usize::from(is_word), "{segment:?}");
    }

    #[test]
    fn fold_visits_the_segments_of_next() {
        let text = "It can’t rain 3,000.50 times, né? ".repeat(20);
        for n_before in [0, 1, 50] {
            let mut segments = Segments::<Native>::new(&text, WORDS);
            let mut folded: Vec<Segment> = segments.by_ref().take(n_before).collect();
            segments.for_each(|segment| folded.push(segment));
            assert!(folded.into_iter().eq(Segments::<Native>::new(&text, WORDS)));
        }
    }

    #[test]
    fn kinds_of_ascii_characters_are_those_of_unicode() {
        for byte in 0..0x80_u8 {
            let character = char::from(byte).to_string();
            assert_eq!(
                kind_of_other(&character),
                kind_of_longer(&character),
                "{byte}"
            );
        }
    }

    #[test]
    fn visited_kinds_are_those_of_the_iterator() {
        let text =
            "It can’t rain 3,000.50 times… né?\r\n  「東京」 1\u{FE0F}\u{20E3} $5 ".repeat(20);
        for options in [ALL, WORDS] {
            let mut visited = Vec::new();
            for_each_kind_while(
                &text,
                options,
                || true,
                |span, kind| visited.push((span, kind)),
            );
            assert!(visited.into_iter().eq(super::kinds(&text, options)));
        }
    }

    #[test]
    fn every_segment_has_its_kind() {
        check("can’t", Some(TokenKind::Word));
        check("4th", Some(TokenKind::Word));
        check("人", Some(TokenKind::Word));
        check("3,000.50", Some(TokenKind::Number));
        check("٣", Some(TokenKind::Number));
        check("__", Some(TokenKind::Punctuation));
        check("1\u{FE0F}\u{20E3}", Some(TokenKind::Emoji));
        check("1\u{FE0F}\u{20E3}2", Some(TokenKind::Emoji));
        check("👩‍👩‍👧", Some(TokenKind::Emoji));
        check("—", Some(TokenKind::Punctuation));
        check("€", Some(TokenKind::Symbol));
        check(" ", None);
        check("\r\n", None);
        check("\u{200B}", None);
        check("", None);
    }
}
