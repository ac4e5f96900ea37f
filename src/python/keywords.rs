//! Counts of terms in Python.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::analysis::PyAnalyzer;
use super::documents::{PyDocuments, PyFiles, PyUndated};
use super::grouping::grouping;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::{Documents, Every, Files};
use crate::counts::{
    self, Frequency, GroupedCounts, SavedCounts, Selection, TermCounts, WeightedCounts,
    are_weighted,
};
use crate::error::{Error, Result};
use crate::tokens::Analyzer;

/// Counts and document frequencies of terms.
#[pyclass(frozen, name = "TermCounts", module = "lexicount._core")]
pub(super) struct PyTermCounts(Counts);

/// Unweighted counts, or counts of weighted documents.
#[derive(Clone, Debug, PartialEq)]
enum Counts {
    Whole(TermCounts),
    Weighted(WeightedCounts),
}

/// A count.
#[derive(IntoPyObject)]
pub(super) enum PyFigure {
    Whole(u64),
    Weighted(f64),
}

/// Documents in memory or in files.
#[derive(FromPyObject)]
pub(super) enum PySource<'py> {
    Documents(PyRef<'py, PyDocuments>),
    Files(PyRef<'py, PyFiles>),
}

impl PySource<'_> {
    /// Returns the number of bytes to read.
    fn weight(&self) -> usize {
        match self {
            Self::Documents(documents) => documents.0.total_bytes(),
            // Nobody knows yet how much there is to unpack: enough to be watched.
            Self::Files(_) => usize::MAX,
        }
    }

    fn borrowed(&self) -> Source<'_> {
        match self {
            Self::Documents(documents) => Source::Documents(&documents.0),
            Self::Files(files) => Source::Files(&files.0),
        }
    }
}

#[derive(Clone, Copy)]
enum Source<'s> {
    Documents(&'s Documents),
    Files(&'s Files),
}

impl PyTermCounts {
    /// Unweighted counts.
    pub(super) fn counts(&self) -> PyResult<&TermCounts> {
        match &self.0 {
            Counts::Whole(counts) => Ok(counts),
            Counts::Weighted(_) => Err(Error::config(
                "counts of documents that weigh more or less than one: this needs whole counts; count without weights, or with weights of 0 and 1",
            )
            .into()),
        }
    }
}

/// A bound on document frequency: a number of documents (int) or a proportion (float).
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
    min_df: PyFrequency,
    max_df: Option<PyFrequency>,
    top: Option<usize>,
) -> Selection {
    Selection {
        min_df: min_df.into(),
        max_df: max_df.map(Frequency::from),
        top,
    }
}

/// Counts the terms of documents, made by an analyzer.
#[pyfunction]
#[pyo3(signature = (source, *, analyzer, weights, run))]
pub(super) fn count_terms(
    py: Python<'_>,
    source: PySource<'_>,
    analyzer: &PyAnalyzer,
    weights: Option<Vec<f64>>,
    run: Run,
) -> PyResult<PyTermCounts> {
    let analyzer = analyzer.analyzer();
    let (weight, source) = (source.weight(), source.borrowed());
    let counted = release(py, &run, weight, |workers| match (source, &weights) {
        (Source::Documents(documents), None) => {
            counts::count_terms(documents, analyzer, workers).map(Counts::Whole)
        }
        (Source::Documents(documents), Some(weights)) => {
            counts::count_terms_weighted(documents, weights, analyzer, workers).map(Counts::from)
        }
        (Source::Files(files), None) => {
            counts::count_files(files, analyzer, workers).map(Counts::Whole)
        }
        (Source::Files(files), Some(weights)) => {
            let documents = files.read(workers)?;
            counts::count_terms_weighted(&documents, weights, analyzer, workers).map(Counts::from)
        }
    })?;
    Ok(PyTermCounts(counted))
}

/// Counts the terms of each group of documents: those with the same value in a column, or in the same time bin.
#[pyfunction]
#[pyo3(signature = (source, *, analyzer, by, every, run))]
pub(super) fn count_terms_by(
    py: Python<'_>,
    source: PySource<'_>,
    analyzer: &PyAnalyzer,
    by: Vec<String>,
    every: Option<&str>,
    run: Run,
) -> PyResult<PyGroupedCounts> {
    let analyzer = analyzer.analyzer();
    let grouping = grouping(by, every)?;
    let (weight, source) = (source.weight(), source.borrowed());
    let counted = release(py, &run, weight, |workers| match source {
        Source::Documents(documents) => {
            counts::count_terms_by(documents, analyzer, &grouping, workers)
        }
        Source::Files(files) => counts::count_files_by(files, analyzer, &grouping, workers),
    })?;
    Ok(PyGroupedCounts(counted))
}

impl From<WeightedCounts> for Counts {
    fn from(counts: WeightedCounts) -> Self {
        match counts.as_unweighted() {
            Some(whole) => Self::Whole(whole),
            None => Self::Weighted(counts),
        }
    }
}

impl Counts {
    fn figure(
        &self,
        whole: impl Fn(&TermCounts) -> u64,
        weighted: impl Fn(&WeightedCounts) -> f64,
    ) -> PyFigure {
        match self {
            Self::Whole(counts) => PyFigure::Whole(whole(counts)),
            Self::Weighted(counts) => PyFigure::Weighted(weighted(counts)),
        }
    }

    fn analyzer(&self) -> &Analyzer {
        match self {
            Self::Whole(counts) => counts.analyzer(),
            Self::Weighted(counts) => counts.by_weight().analyzer(),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Whole(counts) => counts.to_bytes(),
            Self::Weighted(counts) => counts.to_bytes(),
        }
    }

    fn into_weighted(self) -> WeightedCounts {
        match self {
            Self::Whole(counts) => counts.into(),
            Self::Weighted(counts) => counts,
        }
    }

    fn merged(&self, other: &Self) -> Result<Self> {
        if let (Self::Whole(one), Self::Whole(two)) = (self, other) {
            let mut merged = one.clone();
            merged.merge(two)?;
            return Ok(Self::Whole(merged));
        }
        let mut merged = self.clone().into_weighted();
        merged.merge(other.clone().into_weighted())?;
        Ok(Self::Weighted(merged))
    }
}

#[pymethods]
impl PyTermCounts {
    /// Reads the output of `to_bytes`.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(if are_weighted(data) {
            Counts::Weighted(WeightedCounts::from_bytes(data)?)
        } else {
            Counts::Whole(TermCounts::from_bytes(data)?)
        }))
    }

    /// Reads a file written by `save`.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self(py.detach(|| {
            if starts_weighted(&path) {
                WeightedCounts::load(&path).map(Counts::Weighted)
            } else {
                TermCounts::load(&path).map(Counts::Whole)
            }
        })?))
    }

    /// Returns the counts as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.0.to_bytes()))
    }

    /// Writes the counts to a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| match &self.0 {
            Counts::Whole(counts) => counts.save(&path),
            Counts::Weighted(counts) => counts.save(&path),
        })?)
    }

    /// Returns the sum of these counts and those of other documents.
    fn merged(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        Ok(Self(py.detach(|| self.0.merged(&other.0))?))
    }

    /// The analyzer that made the terms.
    #[getter]
    fn analyzer(&self) -> PyResult<PyAnalyzer> {
        PyAnalyzer::of(self.0.analyzer())
    }

    /// Returns how documents were read in each language, if their terms depend on it.
    fn languages(&self) -> PyTable {
        let table = match &self.0 {
            Counts::Whole(counts) => counts.languages_table(),
            Counts::Weighted(counts) => counts.by_weight().languages_table(),
        };
        table.into()
    }

    /// Returns the count of a term.
    fn count(&self, term: &str) -> PyFigure {
        self.0.figure(|all| all.count(term), |all| all.count(term))
    }

    /// Returns the document frequency of a term.
    fn document_frequency(&self, term: &str) -> PyFigure {
        self.0.figure(
            |all| all.document_frequency(term),
            |all| all.document_frequency(term),
        )
    }

    /// The number of distinct terms.
    #[getter]
    fn n_terms(&self) -> usize {
        match &self.0 {
            Counts::Whole(counts) => counts.n_terms(),
            Counts::Weighted(counts) => counts.n_terms(),
        }
    }

    /// The number of tokens read.
    #[getter]
    fn n_tokens(&self) -> PyFigure {
        self.0
            .figure(TermCounts::n_tokens, WeightedCounts::n_tokens)
    }

    /// The number of documents, including missing ones.
    #[getter]
    fn n_documents(&self) -> PyFigure {
        self.0
            .figure(TermCounts::n_documents, WeightedCounts::n_documents)
    }

    /// The number of missing documents.
    #[getter]
    fn missing(&self) -> PyFigure {
        self.0
            .figure(TermCounts::n_missing, WeightedCounts::n_missing)
    }

    /// Returns the terms within the bounds, most frequent first, with their counts.
    #[pyo3(signature = (*, min_df, max_df, top))]
    fn table(
        &self,
        py: Python<'_>,
        min_df: PyFrequency,
        max_df: Option<PyFrequency>,
        top: Option<usize>,
    ) -> PyResult<PyTable> {
        let selection = selection(min_df, max_df, top);
        let table = py.detach(|| match &self.0 {
            Counts::Whole(counts) => Ok(counts.to_table(&counts.select(&selection)?)),
            Counts::Weighted(counts) => counts.to_table(&selection),
        })?;
        Ok(table.into())
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

/// Returns true for a file of weighted counts.
fn starts_weighted(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(64).read_to_end(&mut head));
    read.is_ok() && are_weighted(&head)
}

/// The counts of each group of documents.
#[pyclass(frozen, name = "GroupedCounts", module = "lexicount._core")]
pub(super) struct PyGroupedCounts(GroupedCounts);

#[pymethods]
impl PyGroupedCounts {
    /// Reads the output of `to_bytes`.
    #[staticmethod]
    fn from_bytes(data: &[u8]) -> PyResult<Self> {
        Ok(Self(GroupedCounts::from_bytes(data)?))
    }

    /// Reads a file written by `save`.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self(py.detach(|| GroupedCounts::load(&path))?))
    }

    /// Returns the counts as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.0.to_bytes()))
    }

    /// Writes the counts to a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| self.0.save(&path))?)
    }

    /// Returns the sum of these counts and those of other documents.
    fn merged(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        py.detach(|| {
            let mut merged = self.0.clone();
            merged.merge(other.0.clone())?;
            Ok(Self(merged))
        })
    }

    /// The analyzer that made the terms.
    #[getter]
    fn analyzer(&self) -> PyResult<PyAnalyzer> {
        PyAnalyzer::of(self.0.analyzer())
    }

    /// The columns by which documents are grouped.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.0.grouping().columns().to_vec()
    }

    /// The index of the column whose dates are put into time bins.
    #[getter]
    fn date(&self) -> Option<usize> {
        self.0.grouping().date()
    }

    /// The time bins for the dates of the column.
    #[getter]
    fn every(&self) -> Option<&'static str> {
        self.0.grouping().every().map(Every::name)
    }

    /// Returns how documents were read in each language, if their terms depend on it.
    fn languages(&self) -> PyTable {
        self.0.languages_table().into()
    }

    /// Returns the numbers of documents without a time bin, by reason.
    #[getter]
    fn undated(&self) -> PyUndated {
        PyUndated(self.0.undated())
    }

    /// Returns the counts of the group with an index.
    fn counts(&self, py: Python<'_>, place: usize) -> PyResult<PyTermCounts> {
        let mut groups = self.0.groups();
        let group = py.detach(|| groups.nth(place).map(|(_, counts)| counts.clone()));
        match group {
            Some(counts) => Ok(PyTermCounts(Counts::Whole(counts))),
            None => Err(PyIndexError::new_err(format!("group {place}"))),
        }
    }

    /// Returns a row for each group: documents, missing documents, tokens, distinct terms.
    fn totals(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.0.totals()).into()
    }

    /// Returns the terms of each group within the bounds, most frequent first, with their counts.
    #[pyo3(signature = (*, min_df, max_df, top))]
    fn table(
        &self,
        py: Python<'_>,
        min_df: PyFrequency,
        max_df: Option<PyFrequency>,
        top: Option<usize>,
    ) -> PyResult<PyTable> {
        let selection = selection(min_df, max_df, top);
        Ok(py.detach(|| self.0.to_table(&selection))?.into())
    }

    fn __len__(&self) -> usize {
        self.0.groups().len()
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
