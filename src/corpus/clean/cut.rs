//! Texts without the removed lines, with offsets that can be mapped back.

use super::MarkedLine;
use crate::corpus::Documents;
use crate::span::{Span, between, line_end};

/// Documents from which lines were removed. Every offset can be mapped back to the raw text.
#[derive(Debug)]
pub struct Cut {
    documents: Documents,
    /// For each document, the kept spans of its raw text.
    kept: Vec<Vec<Span>>,
}

impl Cut {
    pub(super) fn new<'l>(
        documents: &Documents,
        lines: impl Iterator<Item = &'l MarkedLine>,
    ) -> Self {
        let mut gaps = vec![Vec::new(); documents.len()];
        for line in lines {
            let text = documents.text(line.document).unwrap_or_default();
            gaps[line.document].push(with_line_break(text, line.span));
        }
        let mut kept = Vec::with_capacity(documents.len());
        let mut texts = Vec::with_capacity(documents.len());
        for (index, gaps) in gaps.iter().enumerate() {
            let text = documents.text(index);
            let pieces: Vec<Span> = between(text.map_or(0, str::len), gaps).collect();
            texts.push(text.map(|text| {
                pieces
                    .iter()
                    .map(|piece| piece.slice(text))
                    .collect::<String>()
            }));
            kept.push(pieces);
        }
        let documents = Documents::from_optional_texts(texts)
            .with_ids(documents.ids().clone())
            .with_metadata(documents.metadata().to_vec());
        Self { documents, kept }
    }

    /// Return the documents, with their original ids and metadata.
    #[must_use]
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Map the byte `offset` in a document to its offset in the raw text; past the end, to the end of the last kept
    /// span.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    #[must_use]
    pub fn raw_offset(&self, document: usize, offset: usize) -> usize {
        let mut before = 0;
        for piece in &self.kept[document] {
            if offset < before + piece.len() {
                return piece.start + (offset - before);
            }
            before += piece.len();
        }
        self.kept[document].last().map_or(0, |piece| piece.end)
    }
}

/// Extend a line by its line break.
fn with_line_break(text: &str, line: Span) -> Span {
    let end = line_end(text.as_bytes(), line.end).unwrap_or(text.len());
    Span::new(line.start, end)
}
