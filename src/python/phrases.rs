//! Phrases in Python.

use pyo3::prelude::*;

use super::analysis::{PyAnalyzer, PyPhrases};
use super::documents::PyDocuments;
use super::run::release;
use crate::statistics::{self, PhraseConfig};

/// Learns which neighbouring words are a phrase.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, min_count=5, threshold=10.0, scoring="default", connector_words=None, delimiter="_", threads=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn learn_phrases(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    min_count: u64,
    threshold: f64,
    scoring: &str,
    connector_words: Option<Vec<String>>,
    delimiter: &str,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyPhrases> {
    let config = PhraseConfig {
        analyzer: analyzer.analyzer().clone(),
        min_count,
        threshold,
        scoring: scoring.parse()?,
        connector_words: connector_words.unwrap_or_default(),
        delimiter: delimiter.to_owned(),
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let phrases = release(py, threads, weight, progress.as_ref(), |workers| {
        statistics::learn_phrases(documents, &config, workers)
    })?;
    Ok(PyPhrases(phrases))
}
