//! Phrases in Python.

use pyo3::prelude::*;

use super::analysis::{PyAnalyzer, PyPhrases};
use super::documents::PyDocuments;
use super::run::{Run, release};
use crate::statistics::{self, PhraseConfig};

/// Learns which adjacent words form phrases.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, min_count, threshold, scoring, connector_words, delimiter, run))]
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
    connector_words: Vec<String>,
    delimiter: &str,
    run: Run,
) -> PyResult<PyPhrases> {
    let config = PhraseConfig {
        analyzer: analyzer.analyzer().clone(),
        min_count,
        threshold,
        scoring: scoring.parse()?,
        connector_words,
        delimiter: delimiter.to_owned(),
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let phrases = release(py, &run, weight, |workers| {
        statistics::learn_phrases(documents, &config, workers)
    })?;
    Ok(PyPhrases(phrases))
}
