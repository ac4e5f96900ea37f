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
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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
    #[inline]
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

    /// The span without the white space at its ends.
    ///
    /// # Panics
    ///
    /// Where the span does not belong to this text.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let start = self.end - self.slice(text).trim_start().len();
        let kept = text[start..self.end].trim_end().len();
        Self::new(start, start + kept)
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

/// Finds code points of one text in any order.
///
/// Notes the byte of every 256th code point, so a look-up costs a binary search and at most 255 characters; for ASCII
/// text nothing is noted and nothing searched.
///
/// ```
/// use lexicount::span::{CodePointIndex, Span};
///
/// let text = "né à Kerman";
/// let index = CodePointIndex::new(text);
/// assert_eq!(index.points(text, Span::new(7, 13)), (5, 11));
/// assert_eq!(index.span(text, 5, 11), Some(Span::new(7, 13)));
/// assert_eq!(index.span(text, 5, 12), None);
/// ```
#[derive(Clone, Debug)]
pub struct CodePointIndex {
    /// The byte of each 256th code point; none for ASCII text.
    marks: Vec<usize>,
    /// The number of code points.
    n_points: usize,
}

impl CodePointIndex {
    const STRIDE: usize = 256;

    /// The index of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                marks: Vec::new(),
                n_points: text.len(),
            };
        }
        let bytes = text.char_indices().map(|(byte, _)| byte);
        Self {
            marks: bytes.step_by(Self::STRIDE).collect(),
            n_points: count_code_points(text.as_bytes()),
        }
    }

    /// The number of code points.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.n_points
    }

    /// The code points of a span of `text`, the text that the index was made of.
    #[must_use]
    pub fn points(&self, text: &str, span: Span) -> (usize, usize) {
        (self.point(text, span.start), self.point(text, span.end))
    }

    /// The span of `text` from one code point up to another; `None` unless `start` <= `end` <= their number.
    #[must_use]
    pub fn span(&self, text: &str, start: usize, end: usize) -> Option<Span> {
        let possible = start <= end && end <= self.n_points;
        possible.then(|| Span::new(self.byte(text, start), self.byte(text, end)))
    }

    fn point(&self, text: &str, byte: usize) -> usize {
        let Some(mark) = self
            .marks
            .partition_point(|&mark| mark <= byte)
            .checked_sub(1)
        else {
            return byte;
        };
        let between = &text.as_bytes()[self.marks[mark]..byte];
        mark * Self::STRIDE + count_code_points(between)
    }

    fn byte(&self, text: &str, point: usize) -> usize {
        let Some(&mark) = self.marks.get(point / Self::STRIDE) else {
            // ASCII, or one past the last of a whole number of strides.
            return if self.marks.is_empty() {
                point
            } else {
                text.len()
            };
        };
        let mut rest = text[mark..].char_indices();
        rest.nth(point % Self::STRIDE)
            .map_or(text.len(), |(byte, _)| mark + byte)
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
    fn points_are_found_in_any_order() {
        for text in [
            "",
            "plain",
            "né à Paris",
            &"né".repeat(384),
            &"né".repeat(500),
        ] {
            let index = CodePointIndex::new(text);
            let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            let all = bytes.into_iter().chain([text.len()]).enumerate();
            for (point, byte) in all {
                let span = Span::new(byte, text.len());
                assert_eq!(index.span(text, point, index.n_points()), Some(span));
                assert_eq!(index.points(text, span), (point, text.chars().count()));
            }
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
