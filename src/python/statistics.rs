//! Measures over counts in Python.

use std::num::NonZeroUsize;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::keywords::PyTermCounts;
use super::run::release;
use super::table::PyTable;
use crate::counts::{Kept, KeywordConfig, TermSequences};
use crate::statistics::{self, Correction, FrequencyList, KeynessConfig, Measure, Parts};

/// Terms with their counts and the size of the corpus that they were counted in.
#[pyclass(frozen, name = "FrequencyList", module = "lexicount._core")]
pub(super) struct PyFrequencyList(FrequencyList);

#[pymethods]
impl PyFrequencyList {
    /// The counts of documents.
    #[staticmethod]
    fn of_counts(py: Python<'_>, counts: &PyTermCounts) -> Self {
        Self(py.detach(|| FrequencyList::from(counts.counts())))
    }

    /// Terms with a count each, made to fit what an analyzer makes of text.
    #[staticmethod]
    #[pyo3(signature = (terms, counts, *, total=None, analyzer=None))]
    fn of_pairs(
        py: Python<'_>,
        terms: Vec<String>,
        counts: Vec<u64>,
        total: Option<u64>,
        analyzer: Option<&PyAnalyzer>,
    ) -> PyResult<Self> {
        let analyzer = analyzer.map(PyAnalyzer::analyzer);
        let list =
            py.detach(|| FrequencyList::from_pairs(terms.iter().zip(counts), total, analyzer))?;
        Ok(Self(list))
    }

    /// The number of words in all.
    #[getter]
    fn total(&self) -> u64 {
        self.0.total()
    }
}

/// Compares the counts of two corpora, term by term.
#[pyfunction]
#[pyo3(signature = (target, reference, *, measure, sort_by, correction=None, alpha=0.05, confidence=0.95, smoothing=0.5, min_count=1, top=None, threads=None))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub(super) fn keyness(
    py: Python<'_>,
    target: &PyFrequencyList,
    reference: &PyFrequencyList,
    measure: &str,
    sort_by: &str,
    correction: Option<&str>,
    alpha: f64,
    confidence: f64,
    smoothing: f64,
    min_count: u64,
    top: Option<usize>,
    threads: Option<usize>,
) -> PyResult<PyTable> {
    let config = KeynessConfig {
        measure: Measure::parse(measure)?,
        sort_by: Measure::parse(sort_by)?,
        correction: Correction::parse(correction)?,
        alpha,
        confidence,
        smoothing,
        min_count,
        top,
    };
    // Nobody knows yet how many terms there are in both: enough to be watched.
    let table = release(py, threads, usize::MAX, None, |workers| {
        statistics::keyness(&target.0, &reference.0, &config, workers)
    })?;
    Ok(table.into())
}

/// Measures how evenly each term of documents is spread: over the documents, groups of them, or equal parts.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, groups=None, equal=None, min_count=1, skip_boilerplate=false, threads=None, progress=None))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub(super) fn dispersion(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    groups: Option<Vec<Option<u32>>>,
    equal: Option<NonZeroUsize>,
    min_count: u64,
    skip_boilerplate: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyTable> {
    let config = KeywordConfig {
        analyzer: analyzer.analyzer().clone(),
        skip_boilerplate,
    };
    let parts = match (groups, equal) {
        (Some(groups), _) => Parts::Groups(groups),
        (None, Some(n_parts)) => Parts::Equal(n_parts),
        (None, None) => Parts::Documents,
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let table = release(py, threads, weight, progress.as_ref(), |workers| {
        let sequences = TermSequences::new(documents, &config, Kept::default(), workers)?;
        statistics::dispersion(&sequences, &parts, min_count, workers)
    })?;
    Ok(table.into())
}
