//! Document-term matrices in Python.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::keywords::{PyFrequency, selection};
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::Documents;
use crate::counts::{
    self, ColumnTerms, CsrData, CsrIndices, CsrMatrix, CsrValues, DocumentTermMatrix,
    FeatureCounts, FeatureReader, FeatureSource, FeatureUnit, FixedTerms, Hashing, RowNorm,
    Weighting,
};
use crate::tokens::{self, CharTable};

/// Numbers that `NumPy` reads in place.
#[pyclass(frozen, name = "Numbers", module = "lexicount._core")]
pub(super) struct PyNumbers {
    /// Owns the memory that is read through the address.
    _values: Stored,
    address: usize,
    length: usize,
    kind: &'static str,
}

enum Stored {
    Small(#[expect(dead_code, reason = "kept alive")] Vec<i32>),
    Whole(#[expect(dead_code, reason = "kept alive")] Vec<i64>),
    Float(#[expect(dead_code, reason = "kept alive")] Vec<f64>),
}

macro_rules! numbers_from {
    ($($number:ty: $variant:ident, $kind:literal;)*) => {$(
        impl From<Vec<$number>> for PyNumbers {
            fn from(mut values: Vec<$number>) -> Self {
                Self {
                    address: values.as_mut_ptr().expose_provenance(),
                    length: values.len(),
                    kind: $kind,
                    _values: Stored::$variant(values),
                }
            }
        }
    )*};
}

numbers_from! {
    i32: Small, "i4";
    i64: Whole, "i8";
    f64: Float, "f8";
}

impl From<CsrIndices> for PyNumbers {
    fn from(indices: CsrIndices) -> Self {
        match indices {
            CsrIndices::Small(values) => values.into(),
            CsrIndices::Large(values) => values.into(),
        }
    }
}

#[pymethods]
impl PyNumbers {
    fn __len__(&self) -> usize {
        self.length
    }

    /// The address, length and type of the numbers, as defined by `NumPy`'s array interface.
    #[getter]
    fn __array_interface__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let order = if cfg!(target_endian = "little") {
            '<'
        } else {
            '>'
        };
        let interface = PyDict::new(py);
        interface.set_item("version", 3)?;
        interface.set_item("shape", (self.length,))?;
        interface.set_item("typestr", format!("{order}{}", self.kind))?;
        interface.set_item("data", (self.address, false))?;
        Ok(interface)
    }
}

/// The arrays of a sparse matrix: values, column indices, row starts.
type Arrays = (PyNumbers, PyNumbers, PyNumbers);

fn arrays(matrix: CsrMatrix) -> Arrays {
    let data = match matrix.data {
        CsrData::Counts(values) => values.into(),
        CsrData::Weights(values) => values.into(),
    };
    (data, matrix.columns.into(), matrix.starts.into())
}

/// How text becomes features.
#[pyclass(frozen, name = "FeatureSource", module = "lexicount._core")]
pub(super) struct PyFeatureSource(FeatureSource);

/// Characters, the text that replaces each, and those that belong to words or are white space.
type PyRules = (String, Vec<String>, String);

#[pymethods]
impl PyFeatureSource {
    /// Runs of word characters of a minimum length, joined to n-grams.
    #[staticmethod]
    #[pyo3(signature = (rules, *, lowercase, least, ngram_range, stop_words))]
    fn words(
        rules: PyRules,
        lowercase: bool,
        least: usize,
        ngram_range: (usize, usize),
        stop_words: HashSet<String>,
    ) -> PyResult<Self> {
        let (characters, texts, of_words) = rules;
        let of_words: HashSet<char> = of_words.chars().collect();
        let rules = characters.chars().zip(texts);
        let table = CharTable::for_words(lowercase, rules, |one| of_words.contains(&one));
        let unit = FeatureUnit::Words {
            min_length: least,
            stop_words,
        };
        Self::of(table, unit, ngram_range)
    }

    /// N-grams of characters.
    #[staticmethod]
    #[pyo3(signature = (rules, *, lowercase, within_words, ngram_range))]
    fn characters(
        rules: PyRules,
        lowercase: bool,
        within_words: bool,
        ngram_range: (usize, usize),
    ) -> PyResult<Self> {
        let (characters, texts, spaces) = rules;
        let table = CharTable::new(lowercase, characters.chars().zip(texts));
        let unit = FeatureUnit::Characters {
            spaces: spaces.chars().collect(),
            within_words,
        };
        Self::of(table, unit, ngram_range)
    }

    /// The terms of an analyzer.
    #[staticmethod]
    fn analyzer(analyzer: &PyAnalyzer) -> PyResult<Self> {
        let prepared = analyzer.analyzer().prepare()?;
        Ok(Self(FeatureSource::Analyzer(prepared)))
    }
}

impl PyFeatureSource {
    fn of(table: CharTable, unit: FeatureUnit, range: (usize, usize)) -> PyResult<Self> {
        let reader = FeatureReader::new(table, unit, range)?;
        Ok(Self(FeatureSource::Reader(reader)))
    }
}

/// Returns the distinct non-ASCII characters of all documents, in ascending order.
#[pyfunction]
pub(super) fn distinct_characters(py: Python<'_>, documents: &PyDocuments) -> String {
    let documents = &documents.0;
    let characters = py.detach(|| tokens::distinct_characters(documents));
    characters.into_iter().collect()
}

/// The features of documents with their counts.
#[pyclass(frozen, name = "FeatureCounts", module = "lexicount._core")]
pub(super) struct PyFeatureCounts {
    counts: FeatureCounts,
    /// For each feature its column, once terms have been selected.
    columns: Mutex<Option<Arc<Selected>>>,
}

/// For each feature its column, and the number of columns.
type Selected = (Vec<u32>, usize);

/// Counts the features of documents.
#[pyfunction]
#[pyo3(signature = (documents, source, *, run))]
pub(super) fn count_features(
    py: Python<'_>,
    documents: &PyDocuments,
    source: &PyFeatureSource,
    run: Run,
) -> PyResult<PyFeatureCounts> {
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let counts = release(py, &run, weight, |workers| {
        counts::count_features(documents, &source.0, workers)
    })?;
    Ok(PyFeatureCounts {
        counts,
        columns: Mutex::new(None),
    })
}

#[pymethods]
impl PyFeatureCounts {
    /// The number of terms.
    fn __len__(&self) -> usize {
        self.counts.n_terms()
    }

    /// Returns the document frequency of each term, in order of first occurrence.
    fn document_frequencies(&self) -> PyNumbers {
        numbers(self.counts.document_frequencies())
    }

    /// Returns the total count of each term, in order of first occurrence.
    fn totals(&self) -> PyNumbers {
        numbers(self.counts.totals())
    }

    /// Selects the terms that have a column: all, or those whose byte in `kept` is not 0.
    #[pyo3(signature = (kept))]
    fn select(&self, py: Python<'_>, kept: Option<&[u8]>) -> PyResult<PyColumnTerms> {
        if kept.is_some_and(|kept| kept.len() != self.counts.n_terms()) {
            return Err(PyValueError::new_err("kept: give one byte for each term"));
        }
        let is_kept = |place: usize| kept.is_none_or(|kept| kept[place] != 0);
        let (columns, terms) = py.detach(|| self.counts.columns(is_kept));
        let selection = Arc::new((columns, terms.columns.len()));
        *self.columns.lock().unwrap_or_else(PoisonError::into_inner) = Some(selection);
        Ok(PyColumnTerms(Arc::new(terms)))
    }

    /// Returns the matrix of the selected terms: counts, or weights if `weights` is given.
    #[pyo3(signature = (*, binary, weights, run))]
    fn matrix(
        &self,
        py: Python<'_>,
        binary: bool,
        weights: Option<PyWeights>,
        run: Run,
    ) -> PyResult<Arrays> {
        let selection = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(selection) = selection.clone() else {
            return Err(PyValueError::new_err(
                "no terms were chosen: call select first",
            ));
        };
        let (columns, n_columns) = &*selection;
        let weights = weights.map(Weights::try_from).transpose()?;
        if let Some(weights) = &weights {
            weights.check(*n_columns)?;
        }
        let values = values(binary, weights.as_ref());
        // Counting has weighed much more than this does.
        let matrix = release(py, &run, usize::MAX, |workers| {
            self.counts.to_csr(columns, *n_columns, values, workers)
        })?;
        Ok(arrays(matrix))
    }
}

fn numbers(values: Vec<u64>) -> PyNumbers {
    let signed: Vec<i64> = values.into_iter().map(u64::cast_signed).collect();
    signed.into()
}

/// Numbers of 64 bits as bytes, one per column, and the name of a norm.
type PyWeights<'b> = (Option<&'b [u8]>, Option<String>);

struct Weights {
    by_column: Option<Vec<f64>>,
    norm: Option<RowNorm>,
}

impl TryFrom<PyWeights<'_>> for Weights {
    type Error = PyErr;

    fn try_from((by_column, norm): PyWeights<'_>) -> PyResult<Self> {
        Ok(Self {
            by_column: by_column.map(floats),
            norm: norm.as_deref().map(str::parse).transpose()?,
        })
    }
}

impl Weights {
    fn check(&self, n_columns: usize) -> PyResult<()> {
        match &self.by_column {
            Some(weights) if weights.len() < n_columns => Err(PyValueError::new_err(format!(
                "weights of {} columns for {n_columns}: give one for each",
                weights.len()
            ))),
            _ => Ok(()),
        }
    }
}

fn values(binary: bool, weights: Option<&Weights>) -> CsrValues<'_> {
    match weights {
        None => CsrValues::Counts { binary },
        Some(weights) => CsrValues::Weights(Weighting {
            binary,
            by_column: weights.by_column.as_deref(),
            norm: weights.norm,
        }),
    }
}

fn floats(bytes: &[u8]) -> Vec<f64> {
    let (numbers, _) = bytes.as_chunks::<8>();
    numbers
        .iter()
        .map(|&bytes| f64::from_ne_bytes(bytes))
        .collect()
}

/// Terms and their columns, in order of first occurrence.
#[pyclass(frozen, name = "ColumnTerms", module = "lexicount._core")]
pub(super) struct PyColumnTerms(Arc<ColumnTerms>);

#[pymethods]
impl PyColumnTerms {
    fn __len__(&self) -> usize {
        self.0.columns.len()
    }

    /// Returns the terms in order of column.
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let terms = self.0.by_column();
        PyList::new(py, (0..terms.len()).map(|column| terms.get(column)))
    }

    /// Returns the terms in order of first occurrence.
    fn terms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let n_terms = self.0.columns.len();
        PyList::new(py, (0..n_terms).map(|place| self.0.terms.get(place)))
    }

    /// Returns the columns of the terms, in order of first occurrence.
    fn columns(&self) -> PyNumbers {
        let columns = self.0.columns.iter().map(|&column| i64::from(column));
        columns.collect::<Vec<_>>().into()
    }

    /// Returns the column of each term.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (place, &column) in self.0.columns.iter().enumerate() {
            dict.set_item(self.0.terms.get(place), column)?;
        }
        Ok(dict)
    }
}

/// A vocabulary: terms with a column each, counted in any documents.
#[pyclass(frozen, name = "FixedTerms", module = "lexicount._core")]
pub(super) struct PyFixedTerms(FixedTerms);

#[pymethods]
impl PyFixedTerms {
    #[new]
    fn new(source: &PyFeatureSource, terms: Vec<String>, columns: Vec<u32>) -> PyResult<Self> {
        let terms = terms.iter().map(String::as_str).zip(columns);
        Ok(Self(FixedTerms::new(&source.0, terms)?))
    }

    /// Returns the terms of the selected columns.
    #[staticmethod]
    fn of(py: Python<'_>, source: &PyFeatureSource, terms: &PyColumnTerms) -> PyResult<Self> {
        let terms = &terms.0;
        py.detach(|| {
            let texts = (0..terms.columns.len()).map(|place| terms.terms.get(place));
            let fixed = FixedTerms::new(&source.0, texts.zip(terms.columns.iter().copied()))?;
            Ok(Self(fixed))
        })
    }

    /// Returns the matrix of documents: counts, or weights if `weights` is given.
    #[pyo3(signature = (documents, source, *, binary, weights, run))]
    fn matrix(
        &self,
        py: Python<'_>,
        documents: &PyDocuments,
        source: &PyFeatureSource,
        binary: bool,
        weights: Option<PyWeights>,
        run: Run,
    ) -> PyResult<Arrays> {
        let weights = weights.map(Weights::try_from).transpose()?;
        if let Some(weights) = &weights {
            weights.check(self.0.n_columns())?;
        }
        let values = values(binary, weights.as_ref());
        let documents = &documents.0;
        let weight = documents.total_bytes();
        let matrix = release(py, &run, weight, |workers| {
            let rows = self.0.count(documents, &source.0, workers)?;
            rows.to_csr(values, workers)
        })?;
        Ok(arrays(matrix))
    }
}

/// Hashes the features of documents to columns.
#[pyfunction]
#[pyo3(signature = (documents, source, *, n_columns, alternate_sign, binary, norm, run))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn hash_features(
    py: Python<'_>,
    documents: &PyDocuments,
    source: &PyFeatureSource,
    n_columns: u32,
    alternate_sign: bool,
    binary: bool,
    norm: Option<&str>,
    run: Run,
) -> PyResult<Arrays> {
    if n_columns == 0 || i32::try_from(n_columns).is_err() {
        return Err(PyValueError::new_err(format!(
            "n_columns={n_columns}: use 1 to {}",
            i32::MAX
        )));
    }
    let hashing = Hashing {
        n_columns,
        alternate_sign,
        binary,
        norm: norm.map(str::parse).transpose()?,
    };
    let documents = &documents.0;
    let weight = documents.total_bytes();
    let matrix = release(py, &run, weight, |workers| {
        counts::hash_features(documents, &source.0, hashing, workers)
    })?;
    Ok(arrays(matrix))
}

/// The counts of each term in each document.
#[pyclass(frozen, name = "DocumentTermMatrix", module = "lexicount._core")]
pub(super) struct PyDocumentTermMatrix {
    matrix: DocumentTermMatrix,
    documents: Arc<Documents>,
}

/// Counts the terms of each document, made by an analyzer.
#[pyfunction]
#[pyo3(signature = (documents, *, analyzer, min_df, max_df, top, run))]
pub(super) fn document_term_matrix(
    py: Python<'_>,
    documents: &PyDocuments,
    analyzer: &PyAnalyzer,
    min_df: PyFrequency,
    max_df: Option<PyFrequency>,
    top: Option<usize>,
    run: Run,
) -> PyResult<PyDocumentTermMatrix> {
    let selection = selection(min_df, max_df, top);
    let (documents, analyzer) = (Arc::clone(&documents.0), analyzer.analyzer());
    let weight = documents.total_bytes();
    let matrix = release(py, &run, weight, |workers| {
        counts::document_term_matrix(&documents, analyzer, &selection, workers)
    })?;
    Ok(PyDocumentTermMatrix { matrix, documents })
}

#[pymethods]
impl PyDocumentTermMatrix {
    /// The number of documents and the number of terms.
    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.documents.len(), self.matrix.terms.len())
    }

    /// The number of counts that are not 0.
    #[getter]
    fn n_counts(&self) -> usize {
        self.matrix.matrix.columns.len()
    }

    /// Returns the terms in order of column.
    fn terms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let terms = &self.matrix.terms;
        PyList::new(py, (0..terms.len()).map(|column| terms.get(column)))
    }

    /// Returns a copy of the arrays of the sparse matrix: values, column indices, row starts.
    fn arrays(&self) -> Arrays {
        arrays(self.matrix.matrix.clone())
    }

    /// Returns a row for each term of each document: id, metadata, term, count.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.matrix.to_table(&self.documents).into())
    }
}
