//! Documents: texts with ids and metadata, from memory or from files.
//!
//! Takes texts of any owner through [`TextSource`], so that strings of another language's run time can be borrowed and
//! need not be copied. A missing text (`None`) is a document that yields nothing: it keeps its place and is counted as
//! missing. [`read`] makes documents of files; it is the only part of the crate that reads files of text.
//!
//! ```
//! use lexicount::corpus::Documents;
//!
//! let documents = Documents::from_optional_texts([Some("one text"), None]);
//! assert_eq!((documents.len(), documents.n_missing()), (2, 1));
//! assert_eq!(documents.text(1), None);
//! ```
//!
//! Left out: HTML, PDF and guesses of an encoding; text is UTF-8.

mod clean;
mod dates;
mod read;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use clean::{CleanConfig, Cleaned, Cut, MarkedLine, boilerplate_spans, clean};
pub use dates::{Date, DateBins, Every, TimeBin};
pub use read::{Batches, Files, ReadOptions, expand_paths, read};

use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{Span, between};
use crate::table::{Column, Table};

/// The name that the column of document ids has in every result.
pub const ID_COLUMN: &str = "document";

/// Texts by number, whoever owns them.
pub trait TextSource: Send + Sync {
    /// The number of texts, missing ones included.
    fn len(&self) -> usize;

    /// The text at `index`, or `None` where it is missing.
    fn text(&self, index: usize) -> Option<&str>;

    /// True where there is no text at all.
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

/// Some of the texts of another source.
struct Part {
    texts: Arc<dyn TextSource>,
    range: Range<usize>,
}

impl TextSource for Part {
    fn len(&self) -> usize {
        self.range.len()
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.texts.text(self.range.start + index)
    }
}

/// Texts with an id each, and columns of metadata.
///
/// A clone shares the texts.
#[derive(Clone)]
pub struct Documents {
    texts: Arc<dyn TextSource>,
    ids: Column,
    metadata: Vec<Column>,
    /// For each document, spans in ascending order that stages leave out; `None` where there is nothing.
    skipped: Option<Arc<Vec<Vec<Span>>>>,
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
    /// Documents numbered from 0.
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
        }
    }

    /// Documents of these texts.
    pub fn from_texts<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Self {
        Self::from_optional_texts(texts.into_iter().map(Some))
    }

    /// Documents of these texts, some of them missing.
    pub fn from_optional_texts<S: Into<String>>(
        texts: impl IntoIterator<Item = Option<S>>,
    ) -> Self {
        let texts: Vec<Option<String>> =
            texts.into_iter().map(|text| text.map(Into::into)).collect();
        Self::new(Box::new(texts))
    }

    /// The same documents under other ids (text or whole numbers).
    ///
    /// # Panics
    ///
    /// Where there is not one id for each document.
    #[must_use]
    pub fn with_ids(mut self, mut ids: Column) -> Self {
        assert_eq!(ids.len(), self.len(), "one id for each document");
        ID_COLUMN.clone_into(&mut ids.name);
        self.ids = ids;
        self
    }

    /// The same documents with these columns of metadata.
    ///
    /// # Panics
    ///
    /// Where a column has not one row for each document.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Vec<Column>) -> Self {
        assert!(
            metadata.iter().all(|column| column.len() == self.len()),
            "one row of metadata for each document"
        );
        self.metadata = metadata;
        self
    }

    /// The same documents, of each of which all stages leave some whole lines out, beside what they left out already.
    ///
    /// Texts and places stay those of the raw texts. Spans may come in any order and overlap.
    ///
    /// # Panics
    ///
    /// Where there is not one list for each document.
    #[must_use]
    pub fn with_skipped(mut self, mut skipped: Vec<Vec<Span>>) -> Self {
        assert_eq!(skipped.len(), self.len(), "one list for each document");
        for (index, spans) in skipped.iter_mut().enumerate() {
            spans.extend_from_slice(self.skipped_spans(index));
            join_spans(spans);
        }
        let any = skipped.iter().any(|spans| !spans.is_empty());
        self.skipped = any.then(|| Arc::new(skipped));
        self
    }

    /// The same documents, skipping also the lines of [`boilerplate_spans`].
    ///
    /// Linear in the length of the texts; the result is the same for any number of workers.
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
                let texts = range.map(|index| self.text(index).unwrap_or_default());
                Ok(texts
                    .map(|text| boilerplate_spans(text).collect())
                    .collect())
            },
        )?;
        let skipped: Vec<Vec<Vec<Span>>> = parts;
        Ok(self.clone().with_skipped(skipped.concat()))
    }

    /// The spans of a document that all stages skip, in ascending order.
    #[must_use]
    pub fn skipped_spans(&self, index: usize) -> &[Span] {
        self.skipped.as_ref().map_or(&[], |skipped| &skipped[index])
    }

    /// The [`skipped_spans`](Self::skipped_spans) of a document, or `None` if there are none.
    #[must_use]
    pub fn left_out(&self, index: usize) -> Option<impl Iterator<Item = Span>> {
        let skipped = self.skipped_spans(index);
        (!skipped.is_empty()).then(|| skipped.iter().copied())
    }

    /// What is left of a document without [`skipped_spans`](Self::skipped_spans): all of its text, or pieces in ascending order.
    pub fn kept(&self, index: usize) -> impl Iterator<Item = Span> {
        between(self.n_bytes(index), self.skipped_spans(index))
    }

    /// The documents of a range, with their ids and metadata; no text is copied.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    ///
    /// let part = Documents::from_texts(["one", "two", "three"]).part(1..3);
    /// assert_eq!((part.len(), part.text(0)), (2, Some("two")));
    /// ```
    ///
    /// # Panics
    ///
    /// Where the range reaches beyond the documents.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        assert!(range.end <= self.len(), "documents that are there");
        let rows: Vec<usize> = range.clone().collect();
        Self {
            ids: self.ids.take(&rows),
            metadata: self
                .metadata
                .iter()
                .map(|column| column.take(&rows))
                .collect(),
            skipped: self
                .skipped
                .as_ref()
                .map(|skipped| Arc::new(skipped[range.clone()].to_vec())),
            texts: Arc::new(Part {
                texts: Arc::clone(&self.texts),
                range,
            }),
        }
    }

    /// Ranges of documents that end with the one that brings them to `n_bytes` of text, as [`Batches`] do.
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

    /// The number of documents, missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text of a document, or `None` where it is missing.
    #[must_use]
    pub fn text(&self, index: usize) -> Option<&str> {
        self.texts.text(index)
    }

    /// The words at a place in a document.
    ///
    /// # Panics
    ///
    /// Where the place does not stand in that document.
    #[must_use]
    pub fn slice(&self, index: usize, span: Span) -> &str {
        span.slice(self.text(index).expect("a place stands in a text"))
    }

    /// All texts, in order.
    pub fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|index| self.text(index))
    }

    /// The bytes of a document; 0 where it is missing.
    #[must_use]
    pub fn n_bytes(&self, index: usize) -> usize {
        self.text(index).map_or(0, str::len)
    }

    /// The bytes of all documents.
    #[must_use]
    pub fn total_bytes(&self) -> usize {
        (0..self.len()).map(|index| self.n_bytes(index)).sum()
    }

    /// How many documents are missing.
    #[must_use]
    pub fn n_missing(&self) -> usize {
        self.texts().filter(Option::is_none).count()
    }

    /// The ids, under the name [`ID_COLUMN`].
    #[must_use]
    pub fn ids(&self) -> &Column {
        &self.ids
    }

    /// The columns of metadata.
    #[must_use]
    pub fn metadata(&self) -> &[Column] {
        &self.metadata
    }

    /// Ids and metadata of the documents `rows`, to stand in front of the columns `taken` of a result.
    ///
    /// A metadata column whose name is taken by the result itself gets `document_` in front.
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

    /// Ids, metadata and texts as a table.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let rows: Vec<usize> = (0..self.len()).collect();
        let mut columns = self.columns_for(&rows, &["text"]);
        columns.push(Column::optional_text("text", self.texts()));
        Table::new(columns)
    }
}

/// Puts spans in ascending order and joins those that overlap.
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
