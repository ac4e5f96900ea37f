//! Texts without the lines that are cut, and the way back.

use super::MarkedLine;
use crate::corpus::Documents;
use crate::span::Span;

/// Documents that some lines were cut out of; every place leads back to the raw text.
#[derive(Debug)]
pub struct Cut {
    documents: Documents,
    /// For each document, what was kept of its raw text.
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
            let pieces: Vec<Span> = pieces(text.map_or(0, str::len), gaps).collect();
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

    /// The documents, with the ids and metadata they had.
    #[must_use]
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Where the character at byte `offset` of a document stood in its raw text; the end of the text where there is
    /// none.
    ///
    /// # Panics
    ///
    /// Where there is no such document.
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

/// A line with what stands behind it up to the next.
fn with_line_break(text: &str, line: Span) -> Span {
    let rest = &text[line.end..];
    let end = rest
        .find('\n')
        .map_or(text.len(), |place| line.end + place + 1);
    Span::new(line.start, end)
}

/// What is left of `n_bytes` without `gaps`, in ascending order.
pub(crate) fn pieces(n_bytes: usize, gaps: &[Span]) -> impl Iterator<Item = Span> + use<'_> {
    let mut start = 0;
    let end = Span::new(n_bytes, n_bytes);
    gaps.iter().copied().chain([end]).filter_map(move |gap| {
        let piece = Span::new(start.min(gap.start), gap.start);
        start = gap.end;
        (!piece.is_empty()).then_some(piece)
    })
}
