//! Boilerplate of documents in Python.

use std::sync::Arc;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use super::documents::PyDocuments;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::{self, CleanConfig, Cleaned, Cut, Documents};
use crate::error::{Error, Result};
use crate::span::{CodePointIndex, CodePoints, Span};
use crate::tokens::language_option;

/// The boilerplate lines of documents, with the evidence.
#[pyclass(frozen, name = "Cleaned", module = "lexicount._core")]
pub(super) struct PyCleaned {
    documents: Arc<Documents>,
    cleaned: Cleaned,
}

/// Finds the boilerplate lines of documents.
#[pyfunction]
#[pyo3(signature = (documents, *, evidence, source, language, min_documents, min_share, run))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn clean_documents(
    py: Python<'_>,
    documents: &PyDocuments,
    evidence: Vec<String>,
    source: Option<String>,
    language: &str,
    min_documents: u32,
    min_share: f64,
    run: Run,
) -> PyResult<PyCleaned> {
    let config = CleanConfig {
        min_documents,
        min_share,
        source,
        language: language_option(language)?,
        ..with_evidence(&evidence)?
    };
    let documents = Arc::clone(&documents.0);
    // Each line is looked at thrice.
    let weight = documents.total_bytes().saturating_mul(3);
    let cleaned = release(py, &run, weight, |workers| {
        corpus::clean(&documents, &config, workers)
    })?;
    Ok(PyCleaned { documents, cleaned })
}

fn with_evidence(names: &[String]) -> Result<CleanConfig> {
    let mut config = CleanConfig {
        cues: false,
        repeated: false,
        position: false,
        ..CleanConfig::default()
    };
    for name in names {
        match name.as_str() {
            "cue" => config.cues = true,
            "repeated" => config.repeated = true,
            "position" => config.position = true,
            _ => {
                return Err(Error::config(format!(
                    "evidence {name:?}: use \"cue\", \"repeated\" or \"position\""
                )));
            }
        }
    }
    Ok(config)
}

#[pymethods]
impl PyCleaned {
    fn __len__(&self) -> usize {
        self.cleaned.lines().len()
    }

    /// Returns the documents; counts skip their boilerplate lines.
    fn documents(&self, py: Python<'_>) -> PyDocuments {
        py.detach(|| self.cleaned.documents(&self.documents)).into()
    }

    /// Returns the documents without their boilerplate lines.
    fn cut(&self, py: Python<'_>) -> PyCut {
        let raw = Arc::clone(&self.documents);
        let cut = py.detach(|| self.cleaned.cut(&raw));
        PyCut { raw, cut }
    }

    /// Returns one row per boilerplate line.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.cleaned.to_table(&self.documents)).into()
    }

    /// The number of boilerplate lines, of documents that have one, and of bytes of these lines.
    fn size(&self) -> (usize, usize, usize) {
        let (mut n_lines, mut n_bytes) = (0, 0);
        let mut with_lines = Vec::new();
        for line in self.cleaned.lines().iter().filter(|line| line.is_cut) {
            n_lines += 1;
            n_bytes += line.span.len();
            with_lines.push(line.document);
        }
        // In order of document.
        with_lines.dedup();
        (n_lines, with_lines.len(), n_bytes)
    }
}

/// Documents without their boilerplate lines, with a map of offsets to the raw texts.
#[pyclass(frozen, name = "Cut", module = "lexicount._core")]
pub(super) struct PyCut {
    raw: Arc<Documents>,
    cut: Cut,
}

#[pymethods]
impl PyCut {
    /// The documents.
    #[getter]
    fn documents(&self) -> PyDocuments {
        self.cut.documents().clone().into()
    }

    /// Returns the span of the raw text for a span of document number `index`, in code points.
    fn raw_span(&self, index: usize, start: usize, end: usize) -> PyResult<(usize, usize)> {
        let documents = self.cut.documents();
        if index >= documents.len() {
            let message = format!("document {index} of {}", documents.len());
            return Err(PyIndexError::new_err(message));
        }
        let text = documents.text(index).unwrap_or_default();
        let points = CodePointIndex::new(text);
        let Some(span) = points.span(text, start, end) else {
            return Err(PyIndexError::new_err(format!(
                "span ({start}, {end}) of a text of {} code points",
                points.n_points()
            )));
        };
        let first = self.cut.raw_offset(index, span.start);
        let last = if span.is_empty() {
            first
        } else {
            self.cut.raw_offset(index, span.end - 1) + 1
        };
        let raw = self.raw.text(index).unwrap_or_default();
        Ok(CodePoints::of(raw).convert(Span::new(first, last)))
    }
}
