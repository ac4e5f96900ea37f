//! Spans of text and conversion of offsets.
//!
//! A [`Span`] is a range of UTF-8 bytes on character boundaries. The crate uses spans for all positions in text;
//! [`CodePoints`] converts them to the code-point offsets that Python users expect.
//!
//! ```
//! use lexicount::span::{CodePoints, Span};
//!
//! let text = "né à Kerman";
//! let span = Span::new(7, 13);
//! assert_eq!(span.slice(text), "Kerman");
//! assert_eq!(CodePoints::of(text).convert(span), (5, 11));
//! ```

use memchr::{memchr2, memchr2_iter};
use serde::{Deserialize, Serialize};

/// Iterate over the lines of `text`, with their ends: LF, CR LF or CR.
///
/// ```
/// use lexicount::span::lines;
///
/// let text = "one\r\ntwo\rthree";
/// assert!(lines(text).map(|line| line.slice(text)).eq(["one\r\n", "two\r", "three"]));
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let end = line_end(text.as_bytes(), start).unwrap_or(text.len());
        let line = Span::new(start, end);
        start = end;
        (!line.is_empty()).then_some(line)
    })
}

/// Return the offset after the first line end at or after `from`, or `None` if there is none, or only a CR that ends
/// `text`, where an LF may follow.
pub(crate) fn line_end(text: &[u8], from: usize) -> Option<usize> {
    let end = from + memchr2(b'\n', b'\r', &text[from..])?;
    match (text[end], text.get(end + 1)) {
        (b'\r', None) => None,
        (b'\r', Some(b'\n')) => Some(end + 2),
        _ => Some(end + 1),
    }
}

/// Return the number of line ends in `text`.
pub(crate) fn n_line_ends(text: &[u8]) -> usize {
    memchr2_iter(b'\n', b'\r', text)
        .filter(|&at| text[at] == b'\n' || text.get(at + 1) != Some(&b'\n'))
        .count()
}

/// A half-open range of UTF-8 bytes, with both ends on character boundaries.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Creates the span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of bytes.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True if the span is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the text of the span.
    ///
    /// # Panics
    ///
    /// If the span is out of bounds or not on character boundaries of `text`.
    #[must_use]
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Returns the span without leading and trailing white space.
    ///
    /// # Panics
    ///
    /// If the span is out of bounds or not on character boundaries of `text`.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let start = self.end - self.slice(text).trim_start().len();
        let kept = text[start..self.end].trim_end().len();
        Self::new(start, start + kept)
    }

    /// True if the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True if `other` is within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the span moved `offset` bytes towards the end of the text.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}

/// Converts byte offsets to code-point offsets.
///
/// Stores the last position, so ascending offsets take one pass over the text in total. For ASCII text the two are
/// equal, and nothing is read after the first check.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    ascii: bool,
    byte: usize,
    point: usize,
}

impl<'t> CodePoints<'t> {
    /// Creates a converter for offsets of `text`.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            byte: 0,
            point: 0,
        }
    }

    /// Returns the number of code points before byte `byte`.
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

    /// Converts a span to a half-open range of code points.
    pub fn convert(&mut self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }
}

/// Converts between byte offsets and code-point offsets of a text in any order.
///
/// Stores the byte offset of every 256th code point, so a lookup takes a binary search and reads at most 255
/// characters. ASCII text needs neither.
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
    /// The byte offset of every 256th code point; empty for ASCII text.
    checkpoints: Vec<usize>,
    /// The number of code points.
    n_points: usize,
}

impl CodePointIndex {
    const STRIDE: usize = 256;

    /// Creates the index of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                checkpoints: Vec::new(),
                n_points: text.len(),
            };
        }
        let bytes = text.char_indices().map(|(byte, _)| byte);
        Self {
            checkpoints: bytes.step_by(Self::STRIDE).collect(),
            n_points: count_code_points(text.as_bytes()),
        }
    }

    /// The number of code points.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.n_points
    }

    /// Converts a span of `text`, which must be the text of the index, to code points.
    #[must_use]
    pub fn points(&self, text: &str, span: Span) -> (usize, usize) {
        (self.point(text, span.start), self.point(text, span.end))
    }

    /// Converts a range of code points of `text` to a span. Returns `None` unless `start` <= `end` <=
    /// [`n_points`](Self::n_points).
    #[must_use]
    pub fn span(&self, text: &str, start: usize, end: usize) -> Option<Span> {
        let possible = start <= end && end <= self.n_points;
        possible.then(|| Span::new(self.byte(text, start), self.byte(text, end)))
    }

    fn point(&self, text: &str, byte: usize) -> usize {
        let Some(checkpoint) = self
            .checkpoints
            .partition_point(|&checkpoint| checkpoint <= byte)
            .checked_sub(1)
        else {
            return byte;
        };
        let between = &text.as_bytes()[self.checkpoints[checkpoint]..byte];
        checkpoint * Self::STRIDE + count_code_points(between)
    }

    fn byte(&self, text: &str, point: usize) -> usize {
        let Some(&checkpoint) = self.checkpoints.get(point / Self::STRIDE) else {
            // ASCII text, or the end of a text of a multiple of `STRIDE` code points.
            return if self.checkpoints.is_empty() {
                point
            } else {
                text.len()
            };
        };
        let mut rest = text[checkpoint..].char_indices();
        rest.nth(point % Self::STRIDE)
            .map_or(text.len(), |(byte, _)| checkpoint + byte)
    }
}

/// Counts the bytes that begin a character: all except UTF-8 continuation bytes.
fn count_code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Returns the spans of a text of `n_bytes` bytes outside `excluded`, which must be in ascending order.
pub(crate) fn between(n_bytes: usize, excluded: &[Span]) -> impl Iterator<Item = Span> + use<'_> {
    let mut start = 0;
    let end = Span::new(n_bytes, n_bytes);
    excluded
        .iter()
        .copied()
        .chain([end])
        .filter_map(move |next| {
            let span = Span::new(start.min(next.start), next.start);
            start = next.end;
            (!span.is_empty()).then_some(span)
        })
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
    fn code_point_offsets_equal_a_plain_count() {
        for text in ["", "plain", "né à Paris", "日本語 text", "👩‍👩‍👧 family"] {
            for (byte, _) in text.char_indices() {
                check(text, byte);
            }
            check(text, text.len());
        }
    }

    #[test]
    fn code_points_are_found_in_any_order() {
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
    fn offsets_may_descend() {
        let mut points = CodePoints::of("éàü");
        assert_eq!(points.offset(4), 2);
        assert_eq!(points.offset(2), 1);
    }

    #[test]
    fn adjacent_spans_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 3)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 3)));
    }
}
