//! How often each document uses each of its terms.

use crate::corpus::Documents;
use crate::counts::{CancellationCheck, TermConfig, TermId, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Analysis;

/// The terms of each document with their counts, in the order in which they come first: 8 bytes a term and document.
///
/// The same for any number of threads.
#[derive(Debug, Default)]
pub(super) struct DocumentTerms {
    pub(super) vocabulary: Vocabulary,
    /// Term and count, documents end to end.
    cells: Vec<(TermId, u32)>,
    ends: Vec<usize>,
    /// The tokens read of each document, stop words included; `None` where it is missing.
    pub(super) tokens: Vec<Option<u64>>,
}

impl DocumentTerms {
    pub(super) fn new(
        documents: &Documents,
        config: &TermConfig,
        workers: &Workers,
    ) -> Result<Self> {
        let analyzer = config.analyzer.prepare()?;
        workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            Self::default,
            |part, range| {
                let mut analysis = analyzer.analysis();
                let mut places = Vec::new();
                range.into_iter().try_for_each(|index| {
                    if let Some(text) = documents.text(index) {
                        let skipped = documents.left_out(index, config.skip_boilerplate);
                        part.read(text, skipped, &mut analysis, &mut places, workers)?;
                    } else {
                        part.tokens.push(None);
                    }
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

    /// `places` has, for each term, where it stands in the document that used it last.
    fn read(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        analysis: &mut Analysis<'_>,
        places: &mut Vec<usize>,
        workers: &Workers,
    ) -> Result<()> {
        let first = self.cells.len();
        let mut cancellation = CancellationCheck::new(workers);
        let (vocabulary, cells) = (&mut self.vocabulary, &mut self.cells);
        analysis.run(
            text,
            skipped,
            |n| cancellation.read(n),
            |term, _| {
                let id = vocabulary.intern(term);
                if id as usize >= places.len() {
                    places.resize(id as usize + 1, usize::MAX);
                }
                let place = &mut places[id as usize];
                match cells.get_mut(*place) {
                    Some((_, count)) if *place >= first => *count = count.saturating_add(1),
                    _ => {
                        *place = cells.len();
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

    /// The terms of a document with their counts.
    pub(super) fn document(&self, index: usize) -> &[(TermId, u32)] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.cells[start..self.ends[index]]
    }
}
