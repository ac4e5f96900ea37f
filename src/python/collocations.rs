//! Collocations in Python.

use pyo3::prelude::*;

use super::analysis::{PyAnalyzer, PyStopWords};
use super::documents::PyDocuments;

use super::run::{Run, release};
use super::table::PyTable;
use crate::statistics::{
    self, AssociationMeasure, CollocationConfig, Collocations, Ranking, Window,
};

/// Pairs of co-occurring terms with their counts.
#[pyclass(frozen, name = "Collocations", module = "lexicount._core")]
pub(super) struct PyCollocations(Collocations);

/// Counts co-occurrences of terms: in a window of (left, right) words, or in sentences if there is none.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, nodes, window, min_count, expected, stop_words, run))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn count_collocations(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    nodes: Option<Vec<String>>,
    window: Option<(usize, usize)>,
    min_count: u64,
    expected: &str,
    stop_words: Option<PyStopWords>,
    run: Run,
) -> PyResult<PyCollocations> {
    let config = CollocationConfig {
        analyzer: analyzer.analyzer().clone(),
        stop_words: stop_words.into(),
        nodes,
        window: window.map_or(Window::Sentence, |(left, right)| Window::Words {
            left,
            right,
        }),
        min_count,
        expected: expected.parse()?,
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let counted = release(py, &run, weight, |workers| {
        statistics::count_collocations(documents, &config, workers)
    })?;
    Ok(PyCollocations(counted))
}

#[pymethods]
impl PyCollocations {
    /// The number of distinct pairs, including those below the minimum count.
    #[getter]
    fn n_seen(&self) -> u64 {
        self.0.n_seen()
    }

    /// The number of tokens read.
    #[getter]
    fn n_tokens(&self) -> u64 {
        self.0.n_tokens()
    }

    /// The number of documents, including missing ones.
    #[getter]
    fn n_documents(&self) -> usize {
        self.0.n_documents()
    }

    /// Returns the pairs of at least the minimum count, highest by a measure first, with their counts and all measures.
    #[pyo3(signature = (*, measure, min_count, top))]
    fn table(
        &self,
        py: Python<'_>,
        measure: &str,
        min_count: u64,
        top: Option<usize>,
    ) -> PyResult<PyTable> {
        let measure: AssociationMeasure = measure.parse()?;
        let ranking = Ranking {
            measure,
            min_count,
            top,
        };
        Ok(py.detach(|| self.0.to_table(&self.0.rank(&ranking)).into()))
    }

    /// Returns the number of pairs of at least this count.
    fn n_pairs(&self, min_count: u64) -> usize {
        self.0.n_pairs(min_count)
    }
}
