//! Selections and unions of documents; texts are shared.

use std::ops::Range;
use std::sync::Arc;

use super::languages::Detections;
use super::read::joined_fields;
use super::{Documents, TextSource};
use crate::span::Span;
use crate::table::Column;

/// A range of the texts of another source.
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

/// Some of the texts of another source, in any order.
struct Chosen {
    texts: Arc<dyn TextSource>,
    rows: Vec<usize>,
}

impl TextSource for Chosen {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.texts.text(self.rows[index])
    }
}

/// The texts of several sources, one after another.
struct Joined {
    parts: Vec<Arc<dyn TextSource>>,
    /// The number of texts before each part.
    starts: Vec<usize>,
    len: usize,
}

impl Joined {
    fn new(parts: Vec<Arc<dyn TextSource>>) -> Self {
        let mut len = 0;
        let starts = parts.iter().map(|part| {
            len += part.len();
            len - part.len()
        });
        let starts = starts.collect();
        Self { parts, starts, len }
    }
}

impl TextSource for Joined {
    fn len(&self) -> usize {
        self.len
    }

    fn text(&self, index: usize) -> Option<&str> {
        // Parts without texts start where the next one does.
        let part = self.starts.partition_point(|&start| start <= index) - 1;
        self.parts[part].text(index - self.starts[part])
    }
}

impl Documents {
    /// Return a range of the documents, with their ids and metadata; texts are shared.
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
    /// If the range exceeds the documents.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        assert!(range.end <= self.len(), "a range within the documents");
        let rows: Vec<usize> = range.clone().collect();
        let texts = Arc::clone(&self.texts);
        self.chosen(&rows, Arc::new(Part { texts, range }))
    }

    /// Return the documents at `rows`, in that order, with their ids and metadata; texts are shared. Rows may repeat.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    ///
    /// let chosen = Documents::from_texts(["one", "two", "three"]).take(vec![2, 0]);
    /// assert_eq!((chosen.len(), chosen.text(0)), (2, Some("three")));
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no such document.
    #[must_use]
    pub fn take(&self, rows: Vec<usize>) -> Self {
        let n = self.len();
        assert!(rows.iter().all(|&row| row < n), "rows of the documents");
        let texts = Arc::clone(&self.texts);
        let chosen = self.chosen(&rows, Arc::clone(&texts));
        Self {
            texts: Arc::new(Chosen { texts, rows }),
            ..chosen
        }
    }

    /// Return the indices of a random sample of at most `n` documents, in ascending order. It depends only on `seed` and
    /// the number of documents.
    #[must_use]
    pub fn sample(&self, n: usize, seed: u64) -> Vec<usize> {
        let rank = |row: usize| mix(mix(seed) ^ mix(row as u64));
        let mut drawn: Vec<(u64, usize)> = (0..self.len()).map(|row| (rank(row), row)).collect();
        drawn.sort_unstable();
        let mut rows: Vec<usize> = drawn.into_iter().take(n).map(|(_, row)| row).collect();
        rows.sort_unstable();
        rows
    }

    /// Return the texts of all documents with what they skip, one after another, with ids from 0 and without metadata;
    /// texts are shared.
    #[must_use]
    pub fn joined(all: &[&Self]) -> Self {
        let parts = all.iter().map(|documents| Arc::clone(&documents.texts));
        let texts = Joined::new(parts.collect());
        let skipped = all.iter().flat_map(|documents| {
            let spans = |index| documents.skipped_spans(index).to_vec();
            (0..documents.len()).map(spans)
        });
        let skipped: Vec<Vec<Span>> = skipped.collect();
        Self::new(Box::new(texts)).with_skipped(skipped)
    }

    /// Return documents whose texts are those of the same row of several columns, with ids from 0. They are joined by a
    /// blank line, as those of several fields of a file are. A document is missing if all its texts are.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    ///
    /// let titles = Documents::from_optional_texts([Some("Fire"), None, None]);
    /// let bodies = Documents::from_optional_texts([Some("It is out."), Some("Rain."), None]);
    /// let documents = Documents::of_columns(&[titles, bodies]);
    /// let texts: Vec<_> = documents.texts().collect();
    /// assert_eq!(texts, [Some("Fire\n\nIt is out."), Some("Rain."), None]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the columns differ in length.
    #[must_use]
    pub fn of_columns(columns: &[Self]) -> Self {
        let len = columns.first().map_or(0, Self::len);
        let is_whole = columns.iter().all(|column| column.len() == len);
        assert!(is_whole, "columns of one length");
        Self::from_optional_texts((0..len).map(|row| {
            let texts = columns.iter().filter_map(|column| column.text(row));
            texts.fold(None, |all, text| Some(joined_fields(all, text.to_owned())))
        }))
    }

    /// The ids, metadata and skipped spans at `rows`, with the given texts.
    fn chosen(&self, rows: &[usize], texts: Arc<dyn TextSource>) -> Self {
        let take = |column: &Column| column.take(rows);
        let skipped = self.skipped.as_ref().map(|skipped| {
            let spans = rows.iter().map(|&row| skipped[row].clone());
            Arc::new(spans.collect())
        });
        Self {
            texts,
            ids: take(&self.ids),
            metadata: self.metadata.iter().map(take).collect(),
            skipped,
            dates: self.dates,
            detections: Detections::default(),
        }
    }
}

/// Return a pseudorandom number for a number: the finalizer of Steele et al.'s `SplitMix64`.
pub(crate) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(documents: &Documents) -> Vec<Option<&str>> {
        documents.texts().collect()
    }

    #[test]
    fn selections_keep_ids_metadata_and_skipped_spans() {
        let documents = Documents::from_optional_texts([Some("one"), None, Some("three")])
            .with_metadata(vec![Column::ints("year", vec![2001, 2002, 2003])])
            .with_skipped(vec![vec![Span::new(0, 1)], vec![], vec![Span::new(2, 3)]]);
        let taken = documents.take(vec![2, 1, 2]);
        assert_eq!(texts(&taken), [Some("three"), None, Some("three")]);
        assert_eq!(taken.ids(), &documents.ids().take(&[2, 1, 2]));
        assert_eq!(
            taken.metadata()[0],
            Column::ints("year", vec![2003, 2002, 2003])
        );
        assert_eq!(taken.skipped_spans(2), [Span::new(2, 3)]);
        assert_eq!(texts(&taken.part(1..2)), [None]);
        assert!(documents.take(vec![]).is_empty());
    }

    #[test]
    fn joined_documents_come_in_order() {
        let [one, none, two] = [vec!["a", "b"], vec![], vec!["c"]].map(Documents::from_texts);
        let two = two.with_skipped(vec![vec![Span::new(0, 1)]]);
        let joined = Documents::joined(&[&none, &one, &none, &two, &none]);
        assert_eq!(texts(&joined), [Some("a"), Some("b"), Some("c")]);
        assert_eq!(joined.skipped_spans(2), [Span::new(0, 1)]);
        assert!(Documents::joined(&[]).is_empty());
    }

    #[test]
    fn samples_depend_on_the_seed() {
        let documents = Documents::from_texts(["a"; 100]);
        let sample = documents.sample(10, 7);
        assert_eq!(sample, documents.sample(10, 7));
        assert_ne!(sample, documents.sample(10, 8));
        assert!(sample.is_sorted() && sample.len() == 10);
        assert_eq!(documents.sample(1000, 7).len(), 100);
    }
}
