//! The text that a step of a normaliser writes, and the way back to what it read.

use crate::span::Span;

/// The result of one step.
#[derive(Debug, Default)]
pub(in crate::tokens) struct Mapped {
    pub(super) text: String,
    pub(super) map: SourceMap,
    /// How much of the source is done.
    n_done: usize,
}

impl Mapped {
    pub(super) fn with_capacity(n_bytes: usize) -> Self {
        Self {
            text: String::with_capacity(n_bytes),
            ..Self::default()
        }
    }

    /// Takes the next part of the source as it is, or as it is but for the case of ASCII letters.
    pub(in crate::tokens) fn keep(&mut self, part: &str) {
        self.text.push_str(part);
        self.n_done += part.len();
    }

    /// Puts characters in the place of the next part of the source.
    pub(in crate::tokens) fn replace(
        &mut self,
        part: &str,
        characters: impl IntoIterator<Item = char>,
    ) {
        let start = self.text.len();
        self.text.extend(characters);
        let written = Span::new(start, self.text.len());
        let source = Span::new(self.n_done, self.n_done + part.len());
        self.n_done = source.end;
        // A character for a character of the same length moves nothing, nor does one that stays.
        let one_for_one = written.len() == part.len()
            && is_one_character(written.slice(&self.text))
            && is_one_character(part);
        if !one_for_one {
            self.map.edits.push(Edit { source, written });
        }
    }

    /// Writes characters that came from `source`, which may reach back over what others came from.
    pub(super) fn put(&mut self, source: Span, characters: impl Iterator<Item = char>) {
        let start = self.text.len();
        self.text.extend(characters);
        let written = Span::new(start, self.text.len());
        self.n_done = source.end;
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

/// A part of the source that cannot be told apart further, and what was written for it, maybe nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Edit {
    source: Span,
    written: Span,
}

/// The way back through one step: its edits in order; between them source and text are the same, byte for byte.
///
/// What was written for two edits never overlaps. Their sources may, where marks moved; starts and ends never fall.
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

    fn source_start(&self, place: usize) -> usize {
        if place == 0 {
            return 0;
        }
        match self.around(place) {
            (_, Some(next)) if next.written.start <= place => next.source.start,
            (before, _) => place - before.written.end + before.source.end,
        }
    }

    fn source_end(&self, place: usize) -> usize {
        match self.around(place) {
            (_, Some(next)) if next.written.start < place => next.source.end,
            (before, _) => place - before.written.end + before.source.end,
        }
    }

    /// The last edit that ends at `place` or before, and the one after it.
    fn around(&self, place: usize) -> (Edit, Option<Edit>) {
        let next = self.edits.partition_point(|edit| edit.written.end <= place);
        let before = match next {
            0 => Edit::default(),
            _ => self.edits[next - 1],
        };
        (before, self.edits.get(next).copied())
    }
}
