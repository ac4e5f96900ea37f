//! Counts of terms in Python.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::run::release;
use super::table::PyTable;
use crate::counts::{
    self, Frequency, KeywordConfig, Selection, TermCounts, load_counts, save_counts,
};
use crate::tokens::StopWordList;

/// How often each term is used and in how many documents.
#[pyclass(frozen, name = "TermCounts", module = "lexicount._core")]
pub(super) struct PyTermCounts(TermCounts);

/// A bound on document frequency: a number of documents (int) or a share of them (float).
#[derive(FromPyObject)]
pub(super) enum PyFrequency {
    Documents(u64),
    Share(f64),
}

impl From<PyFrequency> for Frequency {
    fn from(bound: PyFrequency) -> Self {
        match bound {
            PyFrequency::Documents(n) => Self::Documents(n),
            PyFrequency::Share(share) => Self::Share(share),
        }
    }
}

pub(super) fn selection(
    min_df: Option<PyFrequency>,
    max_df: Option<PyFrequency>,
    top: Option<usize>,
) -> Selection {
    Selection {
        min_df: min_df.map_or(Frequency::Documents(1), Frequency::from),
        max_df: max_df.map(Frequency::from),
        top,
    }
}

/// A language's code, or the words themselves.
#[derive(FromPyObject)]
pub(super) enum PyStopWords {
    Language(String),
    Words(Vec<String>),
}

impl From<Option<PyStopWords>> for StopWordList {
    fn from(stop_words: Option<PyStopWords>) -> Self {
        match stop_words {
            None => Self::None,
            Some(PyStopWords::Language(code)) => Self::Language(code),
            Some(PyStopWords::Words(mut words)) => {
                words.sort();
                words.dedup();
                Self::Words(words)
            }
        }
    }
}

/// Counts the terms of documents, made by an analyzer.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, skip_boilerplate=false, threads=None, progress=None))]
pub(super) fn count_terms(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    skip_boilerplate: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyTermCounts> {
    let config = KeywordConfig {
        analyzer: analyzer.analyzer().clone(),
        skip_boilerplate,
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let counted = release(py, threads, weight, progress.as_ref(), |workers| {
        counts::count_terms(documents, &config, workers)
    })?;
    Ok(PyTermCounts(counted))
}

#[pymethods]
impl PyTermCounts {
    /// Counts from the bytes that `to_bytes` made.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(TermCounts::from_bytes(data)?))
    }

    /// Counts from the file that `save` wrote.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self(py.detach(|| load_counts(&path))?))
    }

    /// The counts as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.0.to_bytes()))
    }

    /// Writes the counts to a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| save_counts(&self.0, &path))?)
    }

    /// These counts and those of other documents.
    fn merged(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        py.detach(|| {
            let mut merged = self.0.clone();
            merged.merge(&other.0)?;
            Ok(Self(merged))
        })
    }

    /// The analyzer that made the terms.
    #[getter]
    fn analyzer(&self) -> PyResult<PyAnalyzer> {
        PyAnalyzer::of(&self.0.config().analyzer)
    }

    /// Whether lines that a web page's frame left in the text were left out.
    #[getter]
    fn skip_boilerplate(&self) -> bool {
        self.0.config().skip_boilerplate
    }

    /// How often a term is used.
    fn count(&self, term: &str) -> u64 {
        self.0.count(term)
    }

    /// In how many documents a term is used.
    fn document_frequency(&self, term: &str) -> u64 {
        self.0.document_frequency(term)
    }

    /// The number of distinct terms.
    #[getter]
    fn n_terms(&self) -> usize {
        self.0.n_terms()
    }

    /// The number of tokens read.
    #[getter]
    fn n_tokens(&self) -> u64 {
        self.0.n_tokens()
    }

    /// The number of documents, missing ones included.
    #[getter]
    fn n_documents(&self) -> u64 {
        self.0.n_documents()
    }

    /// The number of missing documents.
    #[getter]
    fn missing(&self) -> u64 {
        self.0.n_missing()
    }

    /// The terms that meet the bounds, most used first, with their figures.
    #[pyo3(signature = (*, min_df=None, max_df=None, top=None))]
    fn table(
        &self,
        py: Python<'_>,
        min_df: Option<PyFrequency>,
        max_df: Option<PyFrequency>,
        top: Option<usize>,
    ) -> PyResult<PyTable> {
        let selection = selection(min_df, max_df, top);
        py.detach(|| Ok(self.0.to_table(&self.0.select(&selection)?).into()))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let from_bytes = py.get_type::<Self>().getattr("from_bytes")?;
        let bytes = slf.get().to_bytes(py);
        Ok((from_bytes, PyTuple::new(py, [bytes])?))
    }
}
