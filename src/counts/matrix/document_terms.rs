//! The matrix of an analyzer's terms, with the documents that its rows are.

use std::cmp::Reverse;

use super::counter::{FeatureCounts, count_features};
use super::csr::{CsrData, CsrMatrix, CsrValues};
use super::reader::FeatureSource;
use crate::corpus::Documents;
use crate::counts::Selection;
use crate::error::Result;
use crate::parallel::Workers;
use crate::table::{Column, Table, TextValues};
use crate::tokens::Analyzer;

/// How often each document uses each term.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentTermMatrix {
    /// The counts: a row a document, a missing one included, a column a term, ascending in each row.
    pub matrix: CsrMatrix,
    /// The terms by column, in code-point order.
    pub terms: TextValues,
}

/// Counts the terms of each document, and keeps those of a selection.
///
/// Linear in the length of the texts, beside the sorting of terms. The result is the same for any number of workers.
///
/// # Errors
///
/// Where options do not go together, a bound makes no sense, or the work was stopped.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::counts::{Selection, document_term_matrix};
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::Analyzer;
///
/// let documents = Documents::from_texts(["fire in Moscow", "the fire"]);
/// let selection = Selection { top: Some(1), ..Selection::default() };
/// let workers = Workers::serial();
/// let matrix = document_term_matrix(&documents, &Analyzer::default(), &selection, &workers)?;
/// assert_eq!((matrix.terms.len(), matrix.terms.get(0)), (1, "fire"));
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn document_term_matrix(
    documents: &Documents,
    analyzer: &Analyzer,
    selection: &Selection,
    workers: &Workers,
) -> Result<DocumentTermMatrix> {
    let source = FeatureSource::Analyzer(analyzer.prepare()?);
    let n_documents = (documents.len() - documents.n_missing()) as u64;
    let bounds = selection.bounds(n_documents as f64)?;
    let counts = count_features(documents, &source, workers)?;
    let kept = select(&counts, bounds, selection.top);
    let (columns, terms) = counts.columns(|place| kept[place]);
    let n_columns = terms.columns.len();
    let values = CsrValues::Counts { binary: false };
    let matrix = counts.to_csr(&columns, n_columns, values, workers)?;
    Ok(DocumentTermMatrix {
        matrix: matrix.with_sorted_rows(),
        terms: terms.by_column(),
    })
}

/// For each term whether it is kept: the most used within the bounds, ties in code-point order.
fn select(counts: &FeatureCounts, (low, high): (f64, f64), top: Option<usize>) -> Vec<bool> {
    let frequencies = counts.document_frequencies();
    let is_within = frequencies
        .iter()
        .map(|&df| (low..=high).contains(&(df as f64)));
    let mut kept: Vec<bool> = is_within.collect();
    let Some(top) = top else {
        return kept;
    };
    let (totals, (_, terms)) = (counts.totals(), counts.columns(|_| true));
    let mut places: Vec<usize> = (0..kept.len()).filter(|&place| kept[place]).collect();
    places.sort_unstable_by_key(|&place| (Reverse(totals[place]), terms.columns[place]));
    for &place in places.iter().skip(top) {
        kept[place] = false;
    }
    kept
}

impl DocumentTermMatrix {
    /// A row for each term of each document: its id and metadata, the term, its count.
    ///
    /// # Panics
    ///
    /// Where the documents are others than those that were counted.
    #[must_use]
    pub fn to_table(&self, documents: &Documents) -> Table {
        let mut rows = Vec::new();
        for (document, values) in self.matrix.rows().enumerate() {
            rows.resize(rows.len() + values.len(), document);
        }
        let terms = (0..rows.len()).map(|place| self.terms.get(self.matrix.columns.get(place)));
        let CsrData::Counts(counts) = &self.matrix.data else {
            unreachable!("terms were counted");
        };
        let mut columns = documents.columns_for(&rows, &["term", "count"]);
        columns.push(Column::text("term", terms));
        columns.push(Column::ints("count", counts.clone()));
        Table::new(columns)
    }
}
