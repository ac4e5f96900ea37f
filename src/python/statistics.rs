//! Measures over counts in Python.

use std::num::NonZeroUsize;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::documents::{PyDocuments, PyUndated};
use super::keywords::PyTermCounts;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::DateBins;
use crate::counts::{Kept, TermSequences};
use crate::error::Result;
use crate::statistics::{
    self, Bm25, BootstrapConfig, FrequencyList, KeynessConfig, Parts, TermSeries, Tfidf,
    TrendConfig, Weighting,
};

/// Terms with their counts and the size of their corpus.
#[pyclass(frozen, name = "FrequencyList", module = "lexicount._core")]
pub(super) struct PyFrequencyList(FrequencyList);

#[pymethods]
impl PyFrequencyList {
    /// The counts of documents.
    #[staticmethod]
    fn of_counts(py: Python<'_>, counts: &PyTermCounts) -> PyResult<Self> {
        let counts = counts.counts()?;
        Ok(Self(py.detach(|| FrequencyList::from(counts))))
    }

    /// Creates counts from a list of terms and counts; terms are normalised by the analyzer.
    #[staticmethod]
    #[pyo3(signature = (terms, counts, *, total, analyzer))]
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

    /// The total number of words.
    #[getter]
    fn total(&self) -> u64 {
        self.0.total()
    }
}

/// Compares the counts of two corpora, term by term.
#[pyfunction]
#[pyo3(signature = (target, reference, *, measure, sort_by, correction, alpha, confidence, smoothing, min_count, top, run))]
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
    run: Run,
) -> PyResult<PyTable> {
    let config = KeynessConfig {
        measure: measure.parse()?,
        sort_by: sort_by.parse()?,
        correction: correction.map(str::parse).transpose()?,
        alpha,
        confidence,
        smoothing,
        min_count,
        top,
    };
    let weight = statistics::KEY_TERM_WEIGHT * (target.0.n_terms() + reference.0.n_terms());
    let table = release(py, &run, weight, |workers| {
        statistics::keyness(&target.0, &reference.0, &config, workers)
    })?;
    Ok(table.into())
}

/// Measures how evenly each term is distributed over documents, groups of documents, or parts of equal size.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, groups, equal, min_count, run))]
pub(super) fn dispersion(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    groups: Option<Vec<Option<u32>>>,
    equal: Option<NonZeroUsize>,
    min_count: u64,
    run: Run,
) -> PyResult<PyTable> {
    let analyzer = analyzer.analyzer();
    let parts = match (groups, equal) {
        (Some(groups), _) => Parts::Groups(groups),
        (None, Some(n_parts)) => Parts::Equal(n_parts),
        (None, None) => Parts::Documents,
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let table = release(py, &run, weight, |workers| {
        let sequences = TermSequences::new(documents, analyzer, Kept::default(), workers)?;
        statistics::dispersion(&sequences, &parts, min_count, workers)
    })?;
    Ok(table.into())
}

/// Returns the terms with the highest tf-idf weights in each document.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, smooth, sublinear, norm, top, run))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub(super) fn tfidf_weights(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    smooth: bool,
    sublinear: bool,
    norm: Option<&str>,
    top: Option<usize>,
    run: Run,
) -> PyResult<PyTable> {
    let weighting = Weighting::Tfidf(Tfidf {
        smooth,
        sublinear,
        norm: norm.map(str::parse).transpose()?,
    });
    let analyzer = analyzer.analyzer();
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let table = release(py, &run, weight, |workers| {
        statistics::document_weights(documents, analyzer, &weighting, None, top, workers)
    })?;
    Ok(table.into())
}

/// A variant of BM25 with its parameters.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct PyBm25 {
    variant: String,
    k1: f64,
    b: f64,
    delta: f64,
}

impl PyBm25 {
    fn parse(&self) -> Result<Bm25> {
        Ok(Bm25 {
            variant: self.variant.parse()?,
            k1: self.k1,
            b: self.b,
            delta: self.delta,
        })
    }
}

/// Returns the terms with the highest BM25 weights in each document: of all terms, or of those given.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, bm25, terms, top, run))]
pub(super) fn bm25_weights(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    bm25: PyBm25,
    terms: Option<Vec<String>>,
    top: Option<usize>,
    run: Run,
) -> PyResult<PyTable> {
    let weighting = Weighting::Bm25(bm25.parse()?);
    let analyzer = analyzer.analyzer();
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let table = release(py, &run, weight, |workers| {
        let terms = terms.as_deref();
        statistics::document_weights(documents, analyzer, &weighting, terms, top, workers)
    })?;
    Ok(table.into())
}

/// Returns the BM25 score of each document for the terms of a query.
#[pyfunction]
#[pyo3(signature = (documents, query, *, analyzer, bm25, top, run))]
pub(super) fn bm25_query(
    py: Python<'_>,
    documents: &PyDocuments,
    query: Vec<String>,
    analyzer: &PyAnalyzer,
    bm25: PyBm25,
    top: Option<usize>,
    run: Run,
) -> PyResult<PyTable> {
    let bm25 = bm25.parse()?;
    let analyzer = analyzer.analyzer();
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let table = release(py, &run, weight, |workers| {
        statistics::query_scores(documents, analyzer, &bm25, &query, top, workers)
    })?;
    Ok(table.into())
}

/// Returns a series of counts and rates for each term, its tests, and the numbers of documents without a time bin.
#[pyfunction]
#[pyo3(signature = (documents, terms, *, analyzer, date, every, smoothing, trend, change, permutations, seed, correction, alpha, run))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub(super) fn term_trends(
    py: Python<'_>,
    documents: &PyDocuments,
    terms: Vec<String>,
    analyzer: &PyAnalyzer,
    date: &str,
    every: &str,
    smoothing: Option<usize>,
    trend: bool,
    change: Option<&str>,
    permutations: usize,
    seed: u64,
    correction: Option<&str>,
    alpha: f64,
    run: Run,
) -> PyResult<(PyTable, PyTable, PyUndated)> {
    let tests = TrendConfig {
        trend,
        change: change.map(str::parse).transpose()?,
        n_permutations: permutations,
        seed,
        correction: correction.map(str::parse).transpose()?,
        alpha,
    };
    let analyzer = analyzer.analyzer();
    let documents = &documents.0;
    let column = documents.column_for("date", date)?;
    let dates = DateBins::of(column, every.parse()?, documents.date_reader());
    // The tests of a small text may take as long as those of a large one.
    let n_tests = terms.len().saturating_mul(permutations);
    let weight = documents.total_bytes().saturating_add(n_tests);
    let (series, tests) = release(py, &run, weight, |workers| {
        let series = TermSeries::new(documents, analyzer, &terms, &dates, workers)?;
        Ok((series.to_table(smoothing)?, series.tests(&tests, workers)?))
    })?;
    Ok((series.into(), tests.into(), PyUndated(dates.undated)))
}

/// Returns a statistic of terms with its standard error and intervals, by resampling documents.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, statistic, terms, groups, n, seed, confidence, top, run))]
#[expect(clippy::too_many_arguments, reason = "keywords of a Python function")]
pub(super) fn bootstrap(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    statistic: &str,
    terms: Option<Vec<String>>,
    groups: Option<Vec<Option<bool>>>,
    n: usize,
    seed: u64,
    confidence: f64,
    top: Option<usize>,
    run: Run,
) -> PyResult<PyTable> {
    let options = BootstrapConfig {
        statistic: statistic.parse()?,
        n_samples: n,
        seed,
        confidence,
        top,
    };
    let analyzer = analyzer.analyzer();
    let documents = &documents.0;
    // Few bytes can make for many samples: enough to be watched.
    let table = release(py, &run, usize::MAX, |workers| {
        let (groups, terms) = (groups.as_deref(), terms.as_deref());
        statistics::bootstrap(documents, analyzer, groups, terms, &options, workers)
    })?;
    Ok(table.into())
}
