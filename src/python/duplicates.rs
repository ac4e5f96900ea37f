//! Near-duplicate documents in Python.

use std::sync::Arc;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::Documents;
use crate::statistics::{self, Duplicates, DuplicatesConfig};

/// Clusters of near-duplicate documents.
#[pyclass(frozen, name = "Duplicates", module = "lexicount._core")]
pub(super) struct PyDuplicates {
    documents: Arc<Documents>,
    duplicates: Duplicates,
}

/// Finds near-duplicate documents.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, threshold, min_recall, shingle, n_permutations, seed, run))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn near_duplicates(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    threshold: f64,
    min_recall: f64,
    shingle: usize,
    n_permutations: usize,
    seed: u64,
    run: Run,
) -> PyResult<PyDuplicates> {
    let config = DuplicatesConfig {
        analyzer: analyzer.analyzer().clone(),
        threshold,
        min_recall,
        shingle,
        n_permutations,
        seed,
    };
    let documents = Arc::clone(&documents.0);
    let weight = documents.total_bytes();
    let duplicates = release(py, &run, weight, |workers| {
        statistics::near_duplicates(&documents, &config, workers)
    })?;
    Ok(PyDuplicates {
        documents,
        duplicates,
    })
}

#[pymethods]
impl PyDuplicates {
    fn __len__(&self) -> usize {
        self.duplicates.clusters().len()
    }

    /// Returns the document indices of each cluster.
    fn clusters(&self) -> Vec<Vec<usize>> {
        self.duplicates.clusters().to_vec()
    }

    /// Returns for each document the index of its cluster, or None.
    fn labels(&self) -> Vec<Option<usize>> {
        self.duplicates.labels()
    }

    /// Returns the weight of each document, by the rule "once" or "share".
    fn weights(&self, how: &str) -> PyResult<Vec<f64>> {
        Ok(self.duplicates.weights(how.parse()?))
    }

    /// Returns the probability that two documents of a given similarity were compared.
    fn recall(&self, similarity: f64) -> f64 {
        self.duplicates.recall(similarity)
    }

    /// The number of bands, and of rows per band.
    #[getter]
    fn bands(&self) -> (usize, usize) {
        self.duplicates.bands()
    }

    /// Returns one row per document of a cluster.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.duplicates.to_table(&self.documents))
            .into()
    }
}
