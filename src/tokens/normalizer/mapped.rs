//! The output of a normalisation step, with a mapping back to its input.

use crate::span::Span;

/// The output of one step.
#[derive(Debug, Default)]
pub(in crate::tokens) struct Mapped {
    pub(super) text: String,
    pub(super) map: SourceMap,
    /// The number of bytes of the source processed so far.
    n_consumed: usize,
}

impl Mapped {
    pub(super) fn with_capacity(n_bytes: usize) -> Self {
        Self {
            text: String::with_capacity(n_bytes),
            ..Self::default()
        }
    }

    /// Copies the next part of the source, which may differ from it in the case of ASCII letters.
    pub(in crate::tokens) fn copy(&mut self, part: &str) {
        self.text.push_str(part);
        self.n_consumed += part.len();
    }

    /// Replaces the next part of the source by other characters.
    pub(in crate::tokens) fn replace(
        &mut self,
        part: &str,
        characters: impl IntoIterator<Item = char>,
    ) {
        let start = self.text.len();
        self.text.extend(characters);
        let written = Span::new(start, self.text.len());
        let source = Span::new(self.n_consumed, self.n_consumed + part.len());
        self.n_consumed = source.end;
        // One character replaced by one of the same length needs no edit.
        let one_for_one = written.len() == part.len()
            && is_one_character(written.slice(&self.text))
            && is_one_character(part);
        if !one_for_one {
            self.map.edits.push(Edit { source, written });
        }
    }

    /// Writes characters that come from `source`, which may overlap the source of earlier ones.
    pub(super) fn replace_overlapping(
        &mut self,
        source: Span,
        characters: impl Iterator<Item = char>,
    ) {
        let start = self.text.len();
        self.text.extend(characters);
        let written = Span::new(start, self.text.len());
        self.n_consumed = source.end;
        self.map.edits.push(Edit { source, written });
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    #[cfg(test)]
    pub(super) fn edits(&self) -> Vec<(usize, usize, usize, usize)> {
        let edits = self.map.edits.iter();
        edits
            .map(|edit| {
                (
                    edit.source.start,
                    edit.source.end,
                    edit.written.start,
                    edit.written.end,
                )
            })
            .collect()
    }
}

fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some() && characters.next().is_none()
}

/// A part of the source that cannot be divided further, and its replacement, which may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Edit {
    source: Span,
    written: Span,
}

/// The mapping of one step: its edits in order. Between edits, source and output have the same bytes in the same order.
///
/// The written spans of edits never overlap. Their source spans may overlap after reordering, but starts and ends are
/// ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceMap {
    edits: Vec<Edit>,
}

impl SourceMap {
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    pub(super) fn source_span(&self, span: Span) -> Span {
        let start = self.source_start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(span.end))
    }

    fn source_start(&self, offset: usize) -> usize {
        if offset == 0 {
            return 0;
        }
        match self.edits_around(offset) {
            (_, Some(next)) if next.written.start <= offset => next.source.start,
            (before, _) => offset - before.written.end + before.source.end,
        }
    }

    fn source_end(&self, offset: usize) -> usize {
        match self.edits_around(offset) {
            (_, Some(next)) if next.written.start < offset => next.source.end,
            (before, _) => offset - before.written.end + before.source.end,
        }
    }

    /// Returns the last edit that ends at or before `offset`, and the one after it.
    fn edits_around(&self, offset: usize) -> (Edit, Option<Edit>) {
        let next = self
            .edits
            .partition_point(|edit| edit.written.end <= offset);
        let before = match next {
            0 => Edit::default(),
            _ => self.edits[next - 1],
        };
        (before, self.edits.get(next).copied())
    }
}
