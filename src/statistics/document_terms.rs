//! The term counts of each document.

use crate::corpus::Documents;
use crate::counts::{CancellationCheck, TermId, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::{Analysis, Analyzer};

/// The terms of each document with their counts, in the order of their first occurrence: 8 bytes per term and document.
///
/// The result does not depend on the number of threads.
#[derive(Debug, Default)]
pub(super) struct DocumentTerms {
    pub(super) vocabulary: Vocabulary,
    /// Terms and counts, document after document.
    cells: Vec<(TermId, u32)>,
    ends: Vec<usize>,
    /// The number of tokens of each document, stop words included; `None` if the document is missing.
    pub(super) tokens: Vec<Option<u64>>,
}

impl DocumentTerms {
    pub(super) fn new(
        documents: &Documents,
        analyzer: &Analyzer,
        workers: &Workers,
    ) -> Result<Self> {
        let prepared = analyzer.prepare()?;
        workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            Self::default,
            |part, range| {
                let mut analysis = prepared.analysis();
                let mut cell_of = Vec::new();
                range.into_iter().try_for_each(|index| {
                    part.read(documents, index, &mut analysis, &mut cell_of, workers)?;
                    part.ends.push(part.cells.len());
                    Ok(())
                })
            },
            |whole, part| {
                whole.append(part);
                Ok(())
            },
        )
    }

    /// Read a document. `cell_of` holds, for each term, the index of its last cell.
    fn read(
        &mut self,
        documents: &Documents,
        index: usize,
        analysis: &mut Analysis<'_>,
        cell_of: &mut Vec<usize>,
        workers: &Workers,
    ) -> Result<()> {
        let Some(text) = documents.text(index) else {
            self.tokens.push(None);
            return Ok(());
        };
        let skipped = documents.left_out(index);
        let language = analysis.language_of(documents, index);
        let first = self.cells.len();
        let mut cancellation = CancellationCheck::new(workers);
        let (vocabulary, cells) = (&mut self.vocabulary, &mut self.cells);
        analysis.run(
            text,
            skipped,
            &language,
            |n| cancellation.read(n),
            |term, _| {
                let id = vocabulary.intern(term);
                if id as usize >= cell_of.len() {
                    cell_of.resize(id as usize + 1, usize::MAX);
                }
                let index_of_cell = &mut cell_of[id as usize];
                match cells.get_mut(*index_of_cell) {
                    Some((_, count)) if *index_of_cell >= first => *count = count.saturating_add(1),
                    _ => {
                        *index_of_cell = cells.len();
                        cells.push((id, 1));
                    }
                }
            },
        )?;
        self.tokens.push(Some(cancellation.n_tokens()));
        Ok(())
    }

    fn append(&mut self, part: Self) {
        let ids: Vec<TermId> = part
            .vocabulary
            .terms()
            .map(|term| self.vocabulary.intern(term))
            .collect();
        let before = self.cells.len();
        self.cells.extend(
            part.cells
                .iter()
                .map(|&(id, count)| (ids[id as usize], count)),
        );
        self.ends.extend(part.ends.iter().map(|end| end + before));
        self.tokens.extend(part.tokens);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Return the terms of a document with their counts.
    pub(super) fn document(&self, index: usize) -> &[(TermId, u32)] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.cells[start..self.ends[index]]
    }
}
