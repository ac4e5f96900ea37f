//! The document-term matrix of an analyzer.

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

/// The count of each term in each document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentTermMatrix {
    /// The counts, of shape (`n_documents`, `n_terms`), missing documents included. Columns ascend in each row.
    pub matrix: CsrMatrix,
    /// The terms in order of their columns, which is code-point order.
    pub terms: TextValues,
}

/// Count the terms of each document, and keep those of a selection.
///
/// The cost is linear in the length of the texts, plus the sorting of terms. The result does not depend on the number
/// of workers.
///
/// # Errors
///
/// If options are incompatible, if a bound is invalid, or if the work was stopped.
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
    let (columns, terms) = counts.columns(|index| kept[index]);
    let n_columns = terms.columns.len();
    let values = CsrValues::Counts { binary: false };
    let matrix = counts.to_csr(&columns, n_columns, values, workers)?;
    Ok(DocumentTermMatrix {
        matrix: matrix.with_sorted_rows(),
        terms: terms.by_column(),
    })
}

/// Return for each term whether it is kept: within the bounds and among the most frequent, ties broken by code points.
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
    let mut indices: Vec<usize> = (0..kept.len()).filter(|&index| kept[index]).collect();
    indices.sort_unstable_by_key(|&index| (Reverse(totals[index]), terms.columns[index]));
    for &index in indices.iter().skip(top) {
        kept[index] = false;
    }
    kept
}

impl DocumentTermMatrix {
    /// Return a table with one row per document and term: id and metadata of the document, the term, its count.
    ///
    /// # Panics
    ///
    /// If the documents are not those that were counted.
    #[must_use]
    pub fn to_table(&self, documents: &Documents) -> Table {
        let mut rows = Vec::new();
        for (document, values) in self.matrix.rows().enumerate() {
            rows.resize(rows.len() + values.len(), document);
        }
        let terms = (0..rows.len()).map(|index| self.terms.get(self.matrix.columns.get(index)));
        let CsrData::Counts(counts) = &self.matrix.data else {
            unreachable!("terms were counted");
        };
        let mut columns = documents.columns_for(&rows, &["term", "count"]);
        columns.push(Column::text("term", terms));
        columns.push(Column::ints("count", counts.clone()));
        Table::new(columns)
    }
}
