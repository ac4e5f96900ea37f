//! Documents: texts with ids and metadata, from memory or from files.
//!
//! Takes texts of any owner through [`TextSource`], so that strings of another language's runtime can be borrowed
//! instead of copied. A missing text (`None`) is a document without content: it keeps its index and is counted as
//! missing. [`read`] reads documents from files; it is the only part of the crate that reads text files.
//!
//! ```
//! use lexicount::corpus::Documents;
//!
//! let documents = Documents::from_optional_texts([Some("one text"), None]);
//! assert_eq!((documents.len(), documents.n_missing()), (2, 1));
//! assert_eq!(documents.text(1), None);
//! ```
//!
//! HTML, PDF and other documents with a layout are not read: other programs make text of them.

mod clean;
mod dates;
mod languages;
mod read;
mod select;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use clean::{
    CleanConfig, Cleaned, Cut, MarkedLine, boilerplate_languages, boilerplate_spans, clean,
};
pub use dates::{Date, DateBins, DateReader, Every, TimeBin, Undated, Unread};
use languages::Detections;
pub use languages::{AUTO, Detected, LANGUAGE_COLUMNS, Language, Languages, TextLanguage, detect};
pub use read::{
    Batches, Compression, Delimiter, Encoding, FileFormat, Files, OnError, ReadOptions, Skipped,
    TableReader, Tables, is_like_path, read,
};
pub(crate) use select::mix;

use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::{CodePointIndex, Span, between};
use crate::table::{Column, Table, cell};

/// The name of the column of document ids in all results.
pub const ID_COLUMN: &str = "document";

/// Texts by index, with any owner.
pub trait TextSource: Send + Sync {
    /// Return the number of texts, missing ones included.
    fn len(&self) -> usize;

    /// Return the text at `index`, or `None` if it is missing.
    fn text(&self, index: usize) -> Option<&str>;

    /// Return true if there are no texts.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl TextSource for Vec<Option<String>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn text(&self, index: usize) -> Option<&str> {
        self[index].as_deref()
    }
}

/// Texts with ids and columns of metadata.
///
/// Clones share the texts.
#[derive(Clone)]
pub struct Documents {
    texts: Arc<dyn TextSource>,
    ids: Column,
    metadata: Vec<Column>,
    /// For each document, the spans that all stages skip, in ascending order; `None` if there are none.
    skipped: Option<Arc<Vec<Vec<Span>>>>,
    dates: DateReader,
    /// The languages that were detected so far.
    detections: Detections,
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents")
            .field("len", &self.len())
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}

impl Documents {
    /// Create documents with ids from 0.
    #[must_use]
    pub fn new(texts: Box<dyn TextSource>) -> Self {
        let ids = (0..texts.len())
            .map(|index| i64::try_from(index).unwrap_or(i64::MAX))
            .collect();
        Self {
            texts: texts.into(),
            ids: Column::ints(ID_COLUMN, ids),
            metadata: Vec::new(),
            skipped: None,
            dates: DateReader::default(),
            detections: Detections::default(),
        }
    }

    /// Create documents from texts.
    pub fn from_texts<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Self {
        Self::from_optional_texts(texts.into_iter().map(Some))
    }

    /// Create documents from texts, some of which may be missing.
    pub fn from_optional_texts<S: Into<String>>(
        texts: impl IntoIterator<Item = Option<S>>,
    ) -> Self {
        let texts: Vec<Option<String>> =
            texts.into_iter().map(|text| text.map(Into::into)).collect();
        Self::new(Box::new(texts))
    }

    /// Replace the ids (text or integers).
    ///
    /// # Panics
    ///
    /// If the number of ids is not that of documents.
    #[must_use]
    pub fn with_ids(mut self, mut ids: Column) -> Self {
        assert_eq!(ids.len(), self.len(), "one id for each document");
        ID_COLUMN.clone_into(&mut ids.name);
        self.ids = ids;
        self
    }

    /// Replace the columns of metadata.
    ///
    /// # Panics
    ///
    /// If a column does not have one row per document.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Vec<Column>) -> Self {
        assert!(
            metadata.iter().all(|column| column.len() == self.len()),
            "one row of metadata for each document"
        );
        self.metadata = metadata;
        self
    }

    /// Return the same documents, whose metadata are read as dates in another way.
    #[must_use]
    pub fn with_date_reader(mut self, dates: DateReader) -> Self {
        self.dates = dates;
        self
    }

    /// Return the same documents, where all stages also skip the given lines.
    ///
    /// Texts and offsets are unchanged. Spans may be in any order and may overlap.
    ///
    /// # Panics
    ///
    /// If the number of lists is not that of documents.
    #[must_use]
    pub fn with_skipped(mut self, mut skipped: Vec<Vec<Span>>) -> Self {
        assert_eq!(skipped.len(), self.len(), "one list for each document");
        for (index, spans) in skipped.iter_mut().enumerate() {
            spans.extend_from_slice(self.skipped_spans(index));
            join_spans(spans);
        }
        let any = skipped.iter().any(|spans| !spans.is_empty());
        self.skipped = any.then(|| Arc::new(skipped));
        self.detections = Detections::default();
        self
    }

    /// Return the same documents, where all stages also skip the lines of [`boilerplate_spans`], by the cues of each
    /// document's language.
    ///
    /// The cost is linear in the length of the texts. The result does not depend on the number of workers.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::parallel::Workers;
    ///
    /// let documents = Documents::from_texts(["It rained.\nShare this"]);
    /// let documents = documents.without_boilerplate(&Workers::serial())?;
    /// let skipped = documents.skipped_spans(0).iter().map(|&span| documents.slice(0, span));
    /// assert_eq!(skipped.collect::<Vec<_>>(), ["Share this"]);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
    pub fn without_boilerplate(&self, workers: &Workers) -> Result<Self> {
        let parts = workers.map_ranges(
            self.len(),
            |index| self.n_bytes(index),
            |range| {
                let spans = |index| {
                    let text = self.text(index).unwrap_or_default();
                    boilerplate_spans(text, &self.language_of(index, None)).collect()
                };
                Ok(range.map(spans).collect())
            },
        )?;
        let skipped: Vec<Vec<Vec<Span>>> = parts;
        Ok(self.clone().with_skipped(skipped.concat()))
    }

    /// Return the spans of a document that all stages skip, in ascending order.
    #[must_use]
    pub fn skipped_spans(&self, index: usize) -> &[Span] {
        self.skipped.as_ref().map_or(&[], |skipped| &skipped[index])
    }

    /// Return the [`skipped_spans`](Self::skipped_spans) of a document, or `None` if there are none.
    #[must_use]
    pub fn left_out(&self, index: usize) -> Option<impl Iterator<Item = Span>> {
        let skipped = self.skipped_spans(index);
        (!skipped.is_empty()).then(|| skipped.iter().copied())
    }

    /// Iterate over the spans of a document between [`skipped_spans`](Self::skipped_spans), in ascending order.
    pub fn kept(&self, index: usize) -> impl Iterator<Item = Span> {
        between(self.n_bytes(index), self.skipped_spans(index))
    }

    /// Return ranges of documents that each end with the document that brings them to `n_bytes` of text, like
    /// [`Batches`].
    #[must_use]
    pub fn batches(&self, n_bytes: usize) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let (mut start, mut sum) = (0, 0);
        for index in 0..self.len() {
            sum += self.n_bytes(index);
            if sum >= n_bytes.max(1) || index + 1 == self.len() {
                ranges.push(start..index + 1);
                (start, sum) = (index + 1, 0);
            }
        }
        ranges
    }

    /// Return the number of documents, missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Return true if there are no documents.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Return the text of a document, or `None` if it is missing.
    #[must_use]
    pub fn text(&self, index: usize) -> Option<&str> {
        self.texts.text(index)
    }

    /// Return the text at a span of a document.
    ///
    /// # Panics
    ///
    /// If the span is not within the document.
    #[must_use]
    pub fn slice(&self, index: usize, span: Span) -> &str {
        span.slice(self.text(index).expect("a span belongs to a text"))
    }

    /// Iterate over all texts, in order.
    pub fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|index| self.text(index))
    }

    /// Return the number of bytes of a document; 0 if it is missing.
    #[must_use]
    pub fn n_bytes(&self, index: usize) -> usize {
        self.text(index).map_or(0, str::len)
    }

    /// Return the number of bytes of all documents.
    #[must_use]
    pub fn total_bytes(&self) -> usize {
        (0..self.len()).map(|index| self.n_bytes(index)).sum()
    }

    /// Return the number of missing documents.
    #[must_use]
    pub fn n_missing(&self) -> usize {
        self.texts().filter(Option::is_none).count()
    }

    /// Return the column of ids, which is named [`ID_COLUMN`].
    #[must_use]
    pub fn ids(&self) -> &Column {
        &self.ids
    }

    /// Return the columns of metadata.
    #[must_use]
    pub fn metadata(&self) -> &[Column] {
        &self.metadata
    }

    /// Return what reads metadata as dates.
    #[must_use]
    pub fn date_reader(&self) -> DateReader {
        self.dates
    }

    /// Return a column of metadata, or the ids as [`ID_COLUMN`].
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        let mut columns = [&self.ids].into_iter().chain(&self.metadata);
        columns.find(|column| column.name == name)
    }

    /// Return a column as [`column`](Self::column) does, for an option of this name.
    ///
    /// # Errors
    ///
    /// If there is no such column.
    pub fn column_for(&self, option: &str, name: &str) -> Result<&Column> {
        self.column(name).ok_or_else(|| {
            let names = self.metadata.iter().map(|column| &*column.name);
            let names: Vec<&str> = names.chain([ID_COLUMN]).collect();
            Error::config(format!(
                "{option}={name:?}: the documents have no such column; they have {}",
                names.join(", ")
            ))
        })
    }

    /// Returns a table of the columns `own`, after the ids and metadata of the documents `rows`.
    #[must_use]
    pub fn table_for(&self, rows: &[usize], own: Vec<Column>) -> Table {
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = self.columns_for(rows, &taken);
        columns.extend(own);
        Table::new(columns)
    }

    /// Returns two columns with the code points of the start and the end of a span of a document in each row, which are
    /// empty where there is no span.
    ///
    /// Reads each text once if the rows of a document come together.
    #[must_use]
    pub fn span_columns(
        &self,
        names: [&str; 2],
        spans: impl IntoIterator<Item = (usize, Option<Span>)>,
    ) -> [Column; 2] {
        let mut known: Option<(usize, &str, CodePointIndex)> = None;
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for (document, span) in spans {
            if known.as_ref().is_none_or(|(last, ..)| *last != document) {
                let text = self.text(document).unwrap_or_default();
                known = Some((document, text, CodePointIndex::new(text)));
            }
            let (_, text, index) = known.as_ref().expect("set just above");
            let place = span.map(|span| index.points(text, span));
            starts.push(place.map(|(start, _)| cell(start as u64)));
            ends.push(place.map(|(_, end)| cell(end as u64)));
        }
        [
            Column::optional_ints(names[0], starts),
            Column::optional_ints(names[1], ends),
        ]
    }

    /// Return ids and metadata of the documents `rows`, to precede the columns `taken` of a result.
    ///
    /// A metadata column whose name is in `taken` gets the prefix `document_`.
    #[must_use]
    pub fn columns_for(&self, rows: &[usize], taken: &[&str]) -> Vec<Column> {
        let mut columns = vec![self.ids.take(rows)];
        for column in &self.metadata {
            let mut column = column.take(rows);
            if column.name == ID_COLUMN || taken.contains(&column.name.as_str()) {
                column.name = format!("{ID_COLUMN}_{}", column.name);
            }
            columns.push(column);
        }
        columns
    }

    /// Return a table of ids, metadata and texts.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows: Vec<usize> = (0..self.len()).collect();
        let mut columns = self.columns_for(&rows, &["text"]);
        columns.push(Column::optional_text("text", self.texts()));
        Table::new(columns)
    }
}

/// Sort spans and merge those that overlap.
fn join_spans(spans: &mut Vec<Span>) {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, before| {
        let overlaps = next.start < before.end || *next == *before;
        if overlaps {
            *before = Span::new(before.start, before.end.max(next.end));
        }
        overlaps
    });
}
