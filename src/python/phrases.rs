//! Phrases in Python.

use std::path::PathBuf;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::run::release;
use super::table::PyTable;
use crate::counts::KeywordConfig;
use crate::error::Error;
use crate::saving::write_whole;
use crate::statistics::{self, PhraseConfig, phrase_table};
use crate::tokens::Phrases;

/// Phrases with their counts and scores.
#[pyclass(frozen, name = "Phrases", module = "lexicount._core")]
pub(super) struct PyPhrases(pub(super) Phrases);

/// Learns which neighbouring words are a phrase.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, min_count=5, threshold=10.0, scoring="default", connector_words=None, delimiter="_", skip_boilerplate=false, threads=None, progress=None))]
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
    skip_boilerplate: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyPhrases> {
    let config = PhraseConfig {
        keywords: KeywordConfig {
            analyzer: analyzer.analyzer().clone(),
            skip_boilerplate,
        },
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

#[pymethods]
impl PyPhrases {
    fn __len__(&self) -> usize {
        self.0.phrases().len()
    }

    /// The phrases of a JSON object.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        Ok(Self(Phrases::from_json(json)?))
    }

    /// The phrases of the file that `save` wrote.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        let json = std::fs::read_to_string(&path).map_err(|error| Error::io(&path, error))?;
        let phrases =
            Phrases::from_json(&json).map_err(|error| Error::format(&path, error.to_string()))?;
        Ok(Self(phrases))
    }

    /// The phrases as JSON.
    fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Writes the phrases to a file, as JSON.
    fn save(&self, path: PathBuf) -> PyResult<()> {
        let json = self.to_json() + "\n";
        Ok(write_whole(&path, json.as_bytes())?)
    }

    /// What joins the words of a phrase.
    #[getter]
    fn delimiter(&self) -> &str {
        self.0.delimiter()
    }

    /// The words that may stand within a phrase.
    #[getter]
    fn connector_words(&self) -> Vec<String> {
        self.0.connector_words().to_vec()
    }

    /// The words of each phrase, highest score first.
    fn words(&self) -> Vec<Vec<String>> {
        let phrases = self.0.phrases().iter();
        phrases.map(|phrase| phrase.words.clone()).collect()
    }

    /// The phrases with their counts and scores, highest first.
    #[pyo3(signature = (top=None))]
    fn table(&self, py: Python<'_>, top: Option<usize>) -> PyTable {
        py.detach(|| phrase_table(&self.0, top).into())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
