//! Places in a text.
//!
//! A [`Span`] is a range of UTF-8 bytes that begins and ends on character boundaries. Inside the crate every place is
//! a span; [`CodePoints`] turns spans into the code-point offsets that Python users expect.
//!
//! ```
//! use lexicount::span::{CodePoints, Span};
//!
//! let text = "né à Kerman";
//! let span = Span::new(7, 13);
//! assert_eq!(span.slice(text), "Kerman");
//! assert_eq!(CodePoints::of(text).convert(span), (5, 11));
//! ```

use serde::{Deserialize, Serialize};

/// A range of UTF-8 bytes, `start` included, `end` not, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The bytes it covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True where it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span.
    ///
    /// # Panics
    ///
    /// Where the span does not belong to this text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// True where the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True where `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same place in a text that begins `offset` bytes earlier.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}

/// Turns byte offsets into code-point offsets.
///
/// Remembers where it was, so ascending offsets cost one pass over the text in all. For ASCII text the two are equal
/// and nothing is read after the first look.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    ascii: bool,
    byte: usize,
    point: usize,
}

impl<'t> CodePoints<'t> {
    /// Offsets of `text`.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            byte: 0,
            point: 0,
        }
    }

    /// The number of code points before byte `byte`.
    pub fn offset(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += count_code_points(&self.text.as_bytes()[self.byte..byte]);
        self.byte = byte;
        self.point
    }

    /// A span as code-point offsets, start included, end not.
    pub fn convert(&mut self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }
}

/// Counts the bytes that begin a character: all but UTF-8's continuation bytes.
fn count_code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, byte: usize) {
        assert_eq!(
            CodePoints::of(text).offset(byte),
            text[..byte].chars().count(),
            "{text:?} at {byte}"
        );
    }

    #[test]
    fn offsets_equal_a_plain_count() {
        for text in ["", "plain", "né à Paris", "日本語 text", "👩‍👩‍👧 family"] {
            for (byte, _) in text.char_indices() {
                check(text, byte);
            }
            check(text, text.len());
        }
    }

    #[test]
    fn offsets_may_go_back() {
        let mut points = CodePoints::of("éàü");
        assert_eq!(points.offset(4), 2);
        assert_eq!(points.offset(2), 1);
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 3)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 3)));
    }
}
