//! Concordances: key word in context (KWIC).
//!
//! Takes documents and a [`Query`], and returns a [`Concordance`], which stores 16 bytes per hit and builds lines on
//! demand.
//!
//! ```
//! use std::sync::Arc;
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{Concordance, Query, View};
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Arc::new(Documents::from_texts(["The fire in Moscow is out.", "Moscow mourns."]));
//! let query = Query::of_words(["moscow"], &Analyzer::default())?;
//! let workers = Workers::serial();
//! let found = Concordance::find(documents, &query, View::default(), &workers)?;
//! let lines = found.lines(0..2, &workers)?;
//! assert_eq!((lines[0].left.as_str(), lines[0].keyword.as_str()), ("The fire in", "Moscow"));
//! assert_eq!(lines[1].right, "mourns.");
//! # Ok::<(), lexicount::Error>(())
//! ```

mod lines;
mod query;
mod sorting;

pub use self::lines::{Line, View};
pub use self::query::Query;
pub use self::sorting::SortKey;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use self::lines::LineMaker;
use self::sorting::KeyWords;
use crate::corpus::{Documents, mix};
use crate::counts::{DocumentGroups, GroupKey, Grouping, group_columns};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::span::{CodePointIndex, Span};
use crate::table::{Column, Table, TextValues, Values};

/// Cost of a line in the units of the workers' weights, relative to a byte of a document.
const LINE_WEIGHT: usize = 256;

/// A position in a document: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    start: u64,
    document: u32,
    length: u32,
}

impl Hit {
    fn new(document: usize, span: Span) -> Result<Self> {
        let too_large = |_| Error::config("a hit of more than 4 GB, or more than 2^32 documents");
        Ok(Self {
            start: span.start as u64,
            document: u32::try_from(document).map_err(too_large)?,
            length: u32::try_from(span.len()).map_err(too_large)?,
        })
    }

    pub(super) fn document(self) -> usize {
        self.document as usize
    }

    pub(super) fn span(self) -> Span {
        let start = usize::try_from(self.start).expect("hits are spans in memory");
        Span::new(start, start + self.length as usize)
    }

    fn position(self) -> (u32, u64, u32) {
        (self.document, self.start, self.length)
    }
}

registry!(
    /// A part of the text around a hit.
    pub enum Side: "part of the context" {
        /// The left context.
        Left = "left",
        /// The right context.
        Right = "right",
        /// Both contexts.
        Context = "context",
        /// The sentence of the hit.
        Sentence = "sentence",
    }
);

/// Hits in documents, in any order.
#[derive(Clone, Debug)]
pub struct Concordance {
    documents: Arc<Documents>,
    hits: Vec<Hit>,
    view: View,
}

impl Concordance {
    /// Find a query in all documents, in order of document and position.
    ///
    /// The cost is linear in the length of the texts. Hits that overlap a skipped span are dropped.
    ///
    /// # Errors
    ///
    /// If a hit is longer than 4 GB, or if the work was stopped.
    pub fn find(
        documents: Arc<Documents>,
        query: &Query,
        view: View,
        workers: &Workers,
    ) -> Result<Self> {
        let hits = find_hits(&documents, query, workers)?;
        Ok(Self {
            documents,
            hits,
            view,
        })
    }

    /// Create a concordance of given spans, in their order.
    ///
    /// # Errors
    ///
    /// If a span is not within its document.
    pub fn from_spans(
        documents: Arc<Documents>,
        spans: impl IntoIterator<Item = (usize, Span)>,
        view: View,
    ) -> Result<Self> {
        let hits = spans.into_iter().map(|(document, span)| {
            let n_documents = documents.len();
            let text = (document < n_documents).then(|| documents.text(document));
            match text.flatten() {
                Some(text) if text.get(span.start..span.end).is_some() => Hit::new(document, span),
                _ => Err(Error::config(format!(
                    "bytes {} to {} of document {document}: no such span",
                    span.start, span.end
                ))),
            }
        });
        let hits = hits.collect::<Result<_>>()?;
        Ok(Self {
            documents,
            hits,
            view,
        })
    }

    /// Create a concordance of spans in code points: document index, start and end. Most efficient in document order.
    ///
    /// # Errors
    ///
    /// If a span is not within its document.
    pub fn from_points(
        documents: &Arc<Documents>,
        spans: impl IntoIterator<Item = (usize, usize, usize)>,
        view: View,
    ) -> Result<Self> {
        let mut last: Option<(usize, &str, CodePointIndex)> = None;
        let mut converted = Vec::new();
        for (document, start, end) in spans {
            if last.as_ref().is_none_or(|&(number, ..)| number != document) {
                let known = document < documents.len();
                let text = known.then(|| documents.text(document)).flatten();
                last = text.map(|text| (document, text, CodePointIndex::new(text)));
            }
            let span = last
                .as_ref()
                .and_then(|(_, text, index)| index.span(text, start, end));
            let span = span.ok_or_else(|| {
                Error::config(format!(
                    "({start}, {end}) of document {document}: no such span; give start and end in code points of a document that is not missing"
                ))
            })?;
            converted.push((document, span));
        }
        Self::from_spans(Arc::clone(documents), converted, view)
    }

    /// Return the number of hits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Return true if there are no hits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// Return the documents that were searched.
    #[must_use]
    pub fn documents(&self) -> &Arc<Documents> {
        &self.documents
    }

    /// Return the context that is shown.
    #[must_use]
    pub fn view(&self) -> View {
        self.view
    }

    /// Return the same hits with another context.
    #[must_use]
    pub fn with_view(&self, view: View) -> Self {
        Self {
            view,
            ..self.clone()
        }
    }

    /// Return the hits at the given indices, in this order.
    ///
    /// # Panics
    ///
    /// If there is no such index.
    #[must_use]
    pub fn take(&self, indices: impl IntoIterator<Item = usize>) -> Self {
        self.with_hits(indices.into_iter().map(|index| self.hits[index]).collect())
    }

    /// Sort the hits by these keys; ties are in order of document and position, which is also the order without keys.
    /// Missing words sort first.
    ///
    /// Reads each document with hits once, and uses 4 bytes per hit and key temporarily.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    pub fn sorted(&self, keys: &[SortKey], workers: &Workers) -> Result<Self> {
        let mut hits = self.hits.clone();
        hits.sort_unstable_by_key(|hit| hit.position());
        if keys.is_empty() || hits.is_empty() {
            return Ok(self.with_hits(hits));
        }
        let words = KeyWords::read(self, &hits, keys, workers)?;
        let ranks = words.ranks();
        let rank = |row: usize| &ranks[row * keys.len()..(row + 1) * keys.len()];
        let mut order: Vec<usize> = (0..hits.len()).collect();
        order.sort_unstable_by(|&a, &b| rank(a).cmp(rank(b)).then(a.cmp(&b)));
        Ok(self.with_hits(order.into_iter().map(|row| hits[row]).collect()))
    }

    /// Keep the hits with a match of the query in part of their context, or, if `excludes`, those without.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    pub fn filtered(
        &self,
        query: &Query,
        side: Side,
        excludes: bool,
        workers: &Workers,
    ) -> Result<Self> {
        let others = find_hits(&self.documents, query, workers)?;
        let mut order: Vec<usize> = (0..self.hits.len()).collect();
        order.sort_unstable_by_key(|&row| self.hits[row].position());
        let parts = workers.map_ranges(
            order.len(),
            |_| LINE_WEIGHT,
            |range| {
                let mut maker = LineMaker::new(&self.documents, self.view);
                let rows = order[range].iter().map(|&row| {
                    let hit = self.hits[row];
                    let parts = self.parts(hit, side, &mut maker);
                    let mut parts = parts.into_iter().flatten();
                    let has = parts.any(|part| has_hit(&others, hit.document, part));
                    (row, has != excludes)
                });
                Ok(rows.collect::<Vec<_>>())
            },
        )?;
        let mut is_kept = vec![false; self.hits.len()];
        for (row, is_wanted) in parts.into_iter().flatten() {
            is_kept[row] = is_wanted;
        }
        Ok(self.take((0..self.hits.len()).filter(|&row| is_kept[row])))
    }

    /// Draw a random sample of at most `n` hits, in their order. The same seed draws the same hits, in whatever order
    /// they are.
    #[must_use]
    pub fn sampled(&self, n: usize, seed: u64) -> Self {
        if n >= self.hits.len() {
            return self.clone();
        }
        let mut drawn: Vec<(u64, (u32, u64, u32), usize)> = (0..self.hits.len())
            .map(|row| {
                let position = self.hits[row].position();
                (hash_rank(seed, position), position, row)
            })
            .collect();
        if n > 0 {
            drawn.select_nth_unstable(n - 1);
        }
        drawn.truncate(n);
        let mut rows: Vec<usize> = drawn.into_iter().map(|(_, _, row)| row).collect();
        rows.sort_unstable();
        self.take(rows)
    }

    /// Return the number of hits of each document.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.documents.len()];
        for hit in &self.hits {
            counts[hit.document()] += 1;
        }
        counts
    }

    /// Return a table of the number of hits of each document, with its id and metadata; empty for missing documents.
    #[must_use]
    pub fn counts_table(&self) -> Table {
        let rows: Vec<usize> = (0..self.documents.len()).collect();
        let mut columns = self.documents.columns_for(&rows, &["hits"]);
        let hits = self.counts().into_iter().map(cell).collect();
        let present = self.documents.texts().map(|text| text.is_some()).collect();
        columns.push(Column::ints("hits", hits).with_present(present));
        Table::new(columns)
    }

    /// Return a table of the number of hits in each group of documents that are not missing, in order of the groups.
    ///
    /// # Errors
    ///
    /// If there is no such column.
    pub fn counts_by(&self, grouping: &Grouping) -> Result<Table> {
        let groups = DocumentGroups::new(&self.documents, grouping)?;
        let mut sums: BTreeMap<GroupKey, [u64; 3]> = BTreeMap::new();
        for (document, &hits) in self.counts().iter().enumerate() {
            if self.documents.text(document).is_none() {
                continue;
            }
            for key in groups.of(document) {
                let [all, with_hits, documents] = sums.entry(key).or_default();
                *all += hits;
                *with_hits += u64::from(hits > 0);
                *documents += 1;
            }
        }
        let names = ["hits", "documents_with_hits", "documents"];
        let keys: Vec<&GroupKey> = sums.keys().collect();
        let mut columns = group_columns(grouping, &keys, &names);
        for (n, name) in names.into_iter().enumerate() {
            columns.push(Column::ints(
                name,
                sums.values().map(|sums| cell(sums[n])).collect(),
            ));
        }
        Ok(Table::new(columns))
    }

    /// Return the lines of the hits in `range`.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    ///
    /// # Panics
    ///
    /// If the range exceeds the hits.
    pub fn lines(&self, range: Range<usize>, workers: &Workers) -> Result<Vec<Line>> {
        let hits = &self.hits[range];
        let mut order: Vec<usize> = (0..hits.len()).collect();
        order.sort_unstable_by_key(|&row| hits[row].position());
        let parts = workers.map_ranges(
            order.len(),
            |_| LINE_WEIGHT,
            |range| {
                let mut maker = LineMaker::new(&self.documents, self.view);
                let lines = order[range].iter().map(|&row| {
                    let hit = hits[row];
                    let line = maker.line(hit.document(), self.text(hit), hit.span());
                    (row, line)
                });
                Ok(lines.collect::<Vec<_>>())
            },
        )?;
        let mut lines: Vec<Line> = vec![Line::default(); hits.len()];
        for (row, line) in parts.into_iter().flatten() {
            lines[row] = line;
        }
        Ok(lines)
    }

    /// Return the lines of the hits in `range` as a table, optionally with the metadata of their documents.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    ///
    /// # Panics
    ///
    /// If the range exceeds the hits.
    pub fn to_table(
        &self,
        range: Range<usize>,
        with_metadata: bool,
        workers: &Workers,
    ) -> Result<Table> {
        let lines = self.lines(range, workers)?;
        let rows: Vec<usize> = lines.iter().map(|line| line.document).collect();
        let names = ["left", "keyword", "right", "start", "end", "sentence"];
        let mut columns = self.documents.columns_for(&rows, &names);
        if !with_metadata {
            columns.truncate(1);
        }
        let mut texts = [
            TextValues::default(),
            TextValues::default(),
            TextValues::default(),
        ];
        for line in &lines {
            texts[0].push(&line.left);
            texts[1].push(&line.keyword);
            texts[2].push(&line.right);
        }
        for (name, values) in names.into_iter().zip(texts) {
            columns.push(Column::new(name, Values::Text(values)));
        }
        let points = |point: fn(&Line) -> usize| -> Vec<i64> {
            lines.iter().map(|line| cell(point(line) as u64)).collect()
        };
        columns.push(Column::ints("start", points(|line| line.points.0)));
        columns.push(Column::ints("end", points(|line| line.points.1)));
        if self.view.sentence {
            let sentences = lines
                .iter()
                .map(|line| line.sentence.as_deref().unwrap_or_default());
            columns.push(Column::text("sentence", sentences));
        }
        Ok(Table::new(columns))
    }

    /// Return the spans of the requested part of the context.
    fn parts<'t>(&'t self, hit: Hit, side: Side, maker: &mut LineMaker<'t>) -> [Option<Span>; 2] {
        let (text, span) = (self.text(hit), hit.span());
        let (left, right) = if side == Side::Sentence {
            let sentence = maker.sentence(hit.document(), text, span);
            let left = Span::new(sentence.start, span.start);
            (left, Span::new(span.end, sentence.end))
        } else {
            maker.context(text, span)
        };
        match side {
            Side::Left => [Some(left), None],
            Side::Right => [None, Some(right)],
            Side::Context | Side::Sentence => [Some(left), Some(right)],
        }
    }

    fn with_hits(&self, hits: Vec<Hit>) -> Self {
        Self {
            documents: Arc::clone(&self.documents),
            hits,
            view: self.view,
        }
    }

    pub(super) fn text(&self, hit: Hit) -> &str {
        let text = self.documents.text(hit.document());
        text.expect("a hit belongs to a text")
    }
}

fn find_hits(documents: &Documents, query: &Query, workers: &Workers) -> Result<Vec<Hit>> {
    let mut hits = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        Vec::new,
        |hits, range| {
            let mut searcher = query.searcher();
            for index in range {
                let Some(text) = documents.text(index) else {
                    continue;
                };
                let language = documents.language_of(index, query.language());
                let mut found = searcher.search(text, &language, || workers.check())?;
                if !found.is_empty()
                    && let Some(lines) = documents.left_out(index)
                {
                    let lines: Vec<Span> = lines.collect();
                    found.retain(|&span| !lines.iter().any(|line| line.overlaps(span)));
                }
                for span in found {
                    hits.push(Hit::new(index, span)?);
                }
            }
            Ok(())
        },
        |hits, part| {
            hits.extend(part);
            Ok(())
        },
    )?;
    // Hits are kept for long, and their capacity may be twice their size.
    hits.shrink_to_fit();
    Ok(hits)
}

/// Return true if one of the hits is within a part of a document. Hits must be sorted, with nearly equal lengths.
fn has_hit(hits: &[Hit], document: u32, part: Span) -> bool {
    let first =
        hits.partition_point(|hit| (hit.document, hit.start) < (document, part.start as u64));
    hits[first..]
        .iter()
        .take_while(|hit| hit.document == document && hit.start < part.end as u64)
        .any(|hit| part.contains(hit.span()))
}

/// Return the hash rank of a hit, a pseudorandom number: the finalizer of Steele et al.'s `SplitMix64`, applied to the
/// parts in turn.
fn hash_rank(seed: u64, (document, start, length): (u32, u64, u32)) -> u64 {
    let parts = [u64::from(document), start, u64::from(length)];
    parts
        .into_iter()
        .fold(mix(seed), |hash, part| mix(hash ^ mix(part)))
}

/// Convert a count to a table cell.
fn cell(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
