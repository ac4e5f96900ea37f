//! Matches of a gazetteer in all documents of a corpus.

use std::cmp::Reverse;

use super::{Gazetteer, MatchKind, Searcher};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, Table};

/// The matches in a corpus, in order of document and span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameMatches {
    documents: Vec<usize>,
    spans: Vec<Span>,
    /// The same spans in code points.
    points: Vec<(usize, usize)>,
    entries: Vec<u32>,
}

/// Finds the names of a gazetteer in all documents.
///
/// Linear in the length of the texts. The result is the same for any number of threads.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::entities::{Gazetteer, MatchKind, find_names};
/// use lexicount::parallel::Workers;
///
/// let documents = Documents::from_texts(["Fire in Kabul.", "Kabul’s mayor went to Kandahar."]);
/// let cities = Gazetteer::builtin();
/// let found = find_names(&documents, &cities, MatchKind::LeftmostLongest, &Workers::serial())?;
/// assert_eq!(found.len(), 3);
/// assert_eq!(found.counts_table(&cities).column("count").unwrap().len(), 2);
/// # Ok::<(), lexicount::Error>(())
/// ```
///
/// # Errors
///
/// If the work was cancelled.
pub fn find_names(
    documents: &Documents,
    gazetteer: &Gazetteer,
    kind: MatchKind,
    workers: &Workers,
) -> Result<NameMatches> {
    let mut parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut searcher = Searcher::new(gazetteer, kind);
            let mut found = NameMatches::default();
            for index in range {
                found.read(documents, index, &mut searcher, workers)?;
            }
            Ok(found)
        },
    )?;
    if parts.len() == 1 {
        return Ok(parts.swap_remove(0));
    }
    let mut all = NameMatches::default();
    for part in parts {
        all.documents.extend(part.documents);
        all.spans.extend(part.spans);
        all.points.extend(part.points);
        all.entries.extend(part.entries);
    }
    Ok(all)
}

impl NameMatches {
    fn read(
        &mut self,
        documents: &Documents,
        index: usize,
        searcher: &mut Searcher<'_>,
        workers: &Workers,
    ) -> Result<()> {
        let Some(text) = documents.text(index) else {
            return Ok(());
        };
        let mut points = CodePoints::of(text);
        let mut skipped = documents.skipped_spans(index).iter().peekable();
        searcher.search(text, workers, |found| {
            let (span, entry) = (found.span, found.entry);
            while skipped
                .next_if(|skipped| skipped.end <= span.start)
                .is_some()
            {}
            if skipped.peek().is_some_and(|skipped| skipped.overlaps(span)) {
                return;
            }
            self.documents.push(index);
            self.spans.push(span);
            self.points.push(points.convert(span));
            self.entries.push(entry);
        })
    }

    /// Returns the number of matches.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True if there are no matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Iterates over the document, span and entry index of each match.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Span, u32)> {
        let spans = self.documents.iter().zip(&self.spans);
        spans
            .zip(&self.entries)
            .map(|((&document, &span), &entry)| (document, span, entry))
    }

    /// Returns a table of the matches: the document and its metadata, the label and name of the entry, the matched text
    /// and its offsets in code points, and the metadata of the entry.
    ///
    /// # Panics
    ///
    /// If `documents` or `gazetteer` are not the ones that were searched.
    #[must_use]
    pub fn to_table(&self, documents: &Documents, gazetteer: &Gazetteer) -> Table {
        let texts = self.documents.iter().zip(&self.spans);
        let texts = texts.map(|(&document, &span)| documents.slice(document, span));
        let entries = || self.entries.iter().map(|&entry| gazetteer.entry(entry));
        let points = self.points.iter();
        let mut own = vec![
            Column::text("label", entries().map(|entry| entry.label.as_str())),
            Column::text("name", entries().map(|entry| entry.name)),
            Column::text("text", texts),
            Column::ints("start", points.clone().map(|point| cell(point.0)).collect()),
            Column::ints("end", points.map(|point| cell(point.1)).collect()),
        ];
        let taken = names_of(&own);
        let mut columns = documents.columns_for(&self.documents, &taken);
        let mut taken = names_of(&columns);
        taken.extend(names_of(&own));
        let metadata = entry_columns(gazetteer, &self.entries, &taken);
        columns.append(&mut own);
        columns.extend(metadata);
        Table::new(columns)
    }

    /// Returns the number of matches and of documents for each entry found, most frequent first. Ties are in the order
    /// of the entries.
    ///
    /// # Panics
    ///
    /// If `gazetteer` is not the one that was searched for.
    #[must_use]
    pub fn counts_table(&self, gazetteer: &Gazetteer) -> Table {
        let mut counts = vec![(0_usize, 0_usize, usize::MAX); gazetteer.n_entries()];
        for (document, _, entry) in self.iter() {
            let (count, n_documents, last) = &mut counts[entry as usize];
            *count += 1;
            *n_documents += usize::from(*last != document);
            *last = document;
        }
        let mut found: Vec<u32> = (0..)
            .zip(&counts)
            .filter(|(_, counts)| counts.0 > 0)
            .map(|(entry, _)| entry)
            .collect();
        found.sort_by_key(|&entry| Reverse(counts[entry as usize].0));
        let entries = || found.iter().map(|&entry| gazetteer.entry(entry));
        let numbers = |of: fn(&(usize, usize, usize)) -> usize| {
            let rows = found.iter().map(|&entry| cell(of(&counts[entry as usize])));
            rows.collect()
        };
        let mut columns = vec![
            Column::text("label", entries().map(|entry| entry.label.as_str())),
            Column::text("name", entries().map(|entry| entry.name)),
            Column::ints("count", numbers(|counts| counts.0)),
            Column::ints("documents", numbers(|counts| counts.1)),
        ];
        let metadata = entry_columns(gazetteer, &found, &names_of(&columns));
        columns.extend(metadata);
        Table::new(columns)
    }
}

fn names_of(columns: &[Column]) -> Vec<&str> {
    columns.iter().map(|column| column.name.as_str()).collect()
}

/// Returns the metadata columns of entries; a column name already in use gets the prefix `entry_`.
pub(super) fn entry_columns(gazetteer: &Gazetteer, entries: &[u32], taken: &[&str]) -> Vec<Column> {
    let mut columns = gazetteer.metadata_columns(entries);
    for column in &mut columns {
        while taken.contains(&column.name.as_str()) {
            column.name.insert_str(0, "entry_");
        }
    }
    columns
}

fn cell(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
