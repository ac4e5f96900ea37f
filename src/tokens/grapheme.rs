//! User-perceived characters: extended grapheme clusters.

use icu_segmenter::GraphemeClusterSegmenter;
use icu_segmenter::iterators::GraphemeClusterBreakIterator;
use icu_segmenter::scaffold::Utf8;

use crate::span::Span;

/// Returns the grapheme clusters of `text`. Concatenated, they are the whole text.
///
/// Linear in the length of the text; allocates nothing. The rules and tables are those of `icu_segmenter`. Two adjacent
/// ASCII bytes take a fast path: only a carriage return and a line feed form one cluster.
///
/// Source: Unicode Standard Annex #29, Unicode Text Segmentation, rules GB1 to GB999.
///
/// ```
/// let text = "née\r\n👩‍👩‍👧";
/// let clusters: Vec<_> = lexicount::tokens::grapheme_spans(text).map(|span| span.slice(text)).collect();
/// assert_eq!(clusters, ["n", "é", "e", "\r\n", "👩‍👩‍👧"]);
/// ```
pub fn grapheme_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    Graphemes {
        text,
        at: 0,
        library: None,
    }
}

struct Graphemes<'t> {
    text: &'t str,
    at: usize,
    /// The library's boundaries after an offset, and that offset.
    library: Option<(GraphemeClusterBreakIterator<'static, 't, Utf8>, usize)>,
}

impl Graphemes<'_> {
    /// Returns the end of the cluster at the current position if it can be recognised from ASCII bytes.
    #[inline]
    fn ascii_end(&self) -> Option<usize> {
        let bytes = &self.text.as_bytes()[self.at..];
        let length = match *bytes {
            [b'\r', b'\n', ..] => 2,
            [one] if one.is_ascii() => 1,
            [one, next, ..] if one.is_ascii() && next.is_ascii() => 1,
            _ => return None,
        };
        Some(self.at + length)
    }

    fn library_end(&mut self) -> usize {
        let (boundaries, from) = self.library.get_or_insert_with(|| {
            let mut boundaries = GraphemeClusterSegmenter::new().segment_str(&self.text[self.at..]);
            // The first boundary is the start of the text.
            boundaries.next();
            (boundaries, self.at)
        });
        boundaries
            .next()
            .map_or(self.text.len(), |length| *from + length)
    }
}

impl Iterator for Graphemes<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        if self.at == self.text.len() {
            return None;
        }
        let end = if let Some(end) = self.ascii_end() {
            self.library = None;
            end
        } else {
            self.library_end()
        };
        let span = Span::new(self.at, end);
        self.at = end;
        Some(span)
    }
}
