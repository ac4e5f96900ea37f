//! Documents in Python.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};

use super::convert::Items;
use super::grouping::grouping;
use super::run::{Run, release};
use super::table::{PyTable, values_to_list};
use super::tables::PyTableReader;
use super::{arrow, convert};
use crate::corpus::{
    Batches, DateBins, DateReader, Documents, Files, Language, ReadOptions, Tables, TimeBin,
    Undated, boilerplate_spans,
};
use crate::counts::documents_by;
use crate::error::Result;
use crate::span::{CodePointIndex, CodePoints, Span};
use crate::table::Table;

/// The length, the number and the first day of each document's time bin, and the documents without one.
type TimeBins = (Vec<Option<(&'static str, i64, i64)>>, PyUndated);

/// Documents: texts with ids and metadata.
#[pyclass(frozen, name = "Documents", module = "lexicount._core")]
pub(super) struct PyDocuments(pub(super) Arc<Documents>);

#[pymethods]
impl PyDocuments {
    #[new]
    #[pyo3(signature = (source, ids, metadata))]
    fn new(
        source: &Bound<'_, PyAny>,
        ids: Option<Vec<Bound<'_, PyAny>>>,
        metadata: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = source.py();
        let Ok(mapping) = source.cast::<PyMapping>() else {
            return with_columns(py, convert::documents(source)?, ids.as_deref(), metadata);
        };
        let (documents, keys) = convert::mapping(mapping)?;
        let keys = || keys.into_iter().map(|key| key.into_bound(py)).collect();
        let ids = ids.unwrap_or_else(keys);
        with_columns(py, documents, Some(&ids), metadata)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The text of document number `index`, or None where it is missing.
    fn text(&self, index: usize) -> PyResult<Option<&str>> {
        self.checked(index)?;
        Ok(self.0.text(index))
    }

    /// The lines of document number `index` that a web page's frame left: start and end of each in code points.
    fn boilerplate(&self, index: usize) -> PyResult<Vec<(usize, usize)>> {
        self.checked(index)?;
        let text = self.0.text(index).unwrap_or_default();
        let mut points = CodePoints::of(text);
        let language = self.0.language_of(index, None);
        let lines = boilerplate_spans(text, &language);
        Ok(lines.map(|line| points.convert(line)).collect())
    }

    /// The spans of document number `index` that counting skips: start and end of each in code points.
    fn skipped_spans(&self, index: usize) -> PyResult<Vec<(usize, usize)>> {
        self.checked(index)?;
        let mut points = CodePoints::of(self.0.text(index).unwrap_or_default());
        let lines = self.0.skipped_spans(index).iter();
        Ok(lines.map(|&line| points.convert(line)).collect())
    }

    /// The same documents, skipping these spans too: start and end in code points, a list for each document.
    fn with_skipped(&self, skipped: Vec<Vec<(usize, usize)>>) -> PyResult<Self> {
        let documents = &self.0;
        if skipped.len() != documents.len() {
            let (n_lists, n) = (skipped.len(), documents.len());
            let message = format!("{n_lists} lists of spans for {n} documents");
            return Err(PyIndexError::new_err(message));
        }
        let spans = skipped.iter().enumerate().map(|(index, spans)| {
            let text = documents.text(index).unwrap_or_default();
            let points = CodePointIndex::new(text);
            let span = |&(start, end)| points.span(text, start, end);
            let spans: Option<Vec<Span>> = spans.iter().map(span).collect();
            spans.ok_or_else(|| PyIndexError::new_err(format!("a span outside of text {index}")))
        });
        let spans = spans.collect::<PyResult<Vec<_>>>()?;
        Ok(documents.as_ref().clone().with_skipped(spans).into())
    }

    /// The same documents, skipping their boilerplate as well.
    fn without_boilerplate(&self, py: Python<'_>) -> PyResult<Self> {
        let weight = self.0.total_bytes();
        let documents = release(py, &Run::default(), weight, |workers| {
            self.0.without_boilerplate(workers)
        })?;
        Ok(documents.into())
    }

    /// The ids, in order.
    #[getter]
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(values_to_list(py, self.0.ids())?.into_any())
    }

    /// Returns the documents at these indices, in their order; texts are shared.
    fn take(&self, rows: Items<usize>) -> PyResult<Self> {
        let Items(rows) = rows;
        for &row in &rows {
            self.checked(row)?;
        }
        Ok(self.0.take(rows).into())
    }

    /// Returns the indices of a random sample of at most `n` documents.
    fn sample(&self, n: usize, seed: u64) -> Vec<usize> {
        self.0.sample(n, seed)
    }

    /// Returns the texts of all documents with what they skip, with these ids and metadata; texts are shared.
    #[staticmethod]
    fn joined(
        parts: Vec<PyRef<'_, Self>>,
        ids: Vec<Bound<'_, PyAny>>,
        metadata: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let parts: Vec<&Documents> = parts.iter().map(|part| part.0.as_ref()).collect();
        with_columns(
            metadata.py(),
            Documents::joined(&parts),
            Some(&ids),
            Some(metadata),
        )
    }

    /// Returns documents whose texts are those of the same row of several columns, joined by a blank line.
    #[staticmethod]
    fn of_columns(columns: Vec<Bound<'_, PyAny>>) -> PyResult<Self> {
        let columns: PyResult<Vec<Documents>> = columns.iter().map(convert::documents).collect();
        Ok(Documents::of_columns(&columns?).into())
    }

    /// Returns the same documents with other ids or metadata.
    fn with_columns(
        &self,
        py: Python<'_>,
        ids: Option<Vec<Bound<'_, PyAny>>>,
        metadata: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        with_columns(py, self.0.as_ref().clone(), ids.as_deref(), metadata)
    }

    /// Returns whether day or month comes first in dates such as 03/04/2024; None if they are not read.
    #[getter]
    fn day_first(&self) -> Option<bool> {
        self.0.date_reader().day_first
    }

    /// Returns the same documents, where day or month comes first in dates such as 03/04/2024.
    fn with_day_first(&self, day_first: Option<bool>) -> Self {
        let documents = self.0.as_ref().clone();
        documents.with_date_reader(DateReader { day_first }).into()
    }

    /// Returns the time bin of each document, as length, number and first day, and the documents without one, by reason.
    fn time_bins(&self, column: &str, every: Option<&str>) -> PyResult<TimeBins> {
        let column = self.0.column_for("date", column)?;
        let reader = self.0.date_reader();
        let dates = match every {
            Some(every) => DateBins::of(column, every.parse()?, reader),
            None => DateBins::as_written(column, reader),
        };
        let bins = dates.bins.into_iter();
        let figures = |bin: TimeBin| (bin.every().name(), bin.number(), bin.days().start + 1);
        let bins = bins.map(|bin| bin.map(figures));
        Ok((bins.collect(), PyUndated(dates.undated)))
    }

    /// Returns the values of each group of documents, the indices of its documents, and those without a time bin.
    #[pyo3(signature = (columns, *, every))]
    fn groups(
        &self,
        py: Python<'_>,
        columns: Vec<String>,
        every: Option<&str>,
    ) -> PyResult<(PyTable, Vec<Vec<usize>>, PyUndated)> {
        let grouping = grouping(columns, every)?;
        let (keys, rows, undated) = py.detach(|| documents_by(&self.0, &grouping))?;
        Ok((keys.into(), rows, PyUndated(undated)))
    }

    /// The number of missing documents.
    #[getter]
    fn missing(&self) -> usize {
        self.0.n_missing()
    }

    /// The bytes of all texts in UTF-8.
    #[getter]
    fn n_bytes(&self) -> usize {
        self.0.total_bytes()
    }

    /// The code of the language of each document, or None where it is unknown.
    #[pyo3(signature = (*, run))]
    fn languages(&self, py: Python<'_>, run: Run) -> PyResult<Vec<Option<String>>> {
        let weight = self.0.total_bytes();
        let languages = release(py, &run, weight, |workers| self.0.languages(workers))?;
        let codes = languages.into_iter();
        let code = |one: Language| one.to_string();
        Ok(codes.map(|one| one.map(code)).collect())
    }

    /// The same documents in batches that end with the document that brings them to `n_bytes` of text.
    fn batches(&self, n_bytes: usize) -> Vec<Self> {
        let ranges = self.0.batches(n_bytes).into_iter();
        ranges.map(|range| self.0.part(range).into()).collect()
    }

    /// The metadata alone, a column each.
    fn metadata(&self) -> PyTable {
        PyTable::from(Table::new(self.0.metadata().to_vec()))
    }

    /// Ids, metadata and texts.
    fn to_table(&self) -> PyTable {
        PyTable::from(self.0.to_table())
    }
}

/// The documents with other ids or metadata.
fn with_columns(
    py: Python<'_>,
    mut documents: Documents,
    ids: Option<&[Bound<'_, PyAny>]>,
    metadata: Option<&Bound<'_, PyDict>>,
) -> PyResult<PyDocuments> {
    if let Some(ids) = ids {
        let ids = convert::ids(py, ids, documents.len())?;
        documents = documents.with_ids(ids);
    }
    if let Some(metadata) = metadata {
        let columns = convert::metadata(metadata, documents.len())?;
        documents = documents.with_metadata(columns);
    }
    Ok(documents.into())
}

impl From<Documents> for PyDocuments {
    fn from(documents: Documents) -> Self {
        Self(Arc::new(documents))
    }
}

impl PyDocuments {
    fn checked(&self, index: usize) -> PyResult<()> {
        if index < self.0.len() {
            return Ok(());
        }
        let message = format!("document {index} of {}", self.0.len());
        Err(PyIndexError::new_err(message))
    }
}

/// How files are read, as Python names it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct PyReadOptions {
    text: Vec<String>,
    id: String,
    format: Option<String>,
    encoding: Option<String>,
    delimiter: Option<String>,
    on_error: String,
    skip_boilerplate: bool,
    tables: PyTableReader,
}

impl PyReadOptions {
    fn parsed(self) -> Result<ReadOptions> {
        Ok(ReadOptions {
            text: self.text,
            id: self.id,
            tables: Tables::new(self.tables),
            format: self.format.as_deref().map(str::parse).transpose()?,
            encoding: self.encoding.as_deref().map(str::parse).transpose()?,
            delimiter: self.delimiter.as_deref().map(str::parse).transpose()?,
            on_error: self.on_error.parse()?,
            skip_boilerplate: self.skip_boilerplate,
        })
    }
}

/// The English name of a language, or its code if the name is not known.
#[pyfunction]
pub(super) fn language_name(code: &str) -> String {
    let language: Option<Language> = code.parse().ok();
    let name = language.as_ref().and_then(Language::name);
    name.unwrap_or(code).to_owned()
}

/// Whether a text is probably meant as a path.
#[pyfunction]
pub(super) fn is_like_path(text: &Bound<'_, PyString>) -> bool {
    // Text with lone surrogates is not a path.
    text.to_str().is_ok_and(crate::corpus::is_like_path)
}

/// Returns whether the stream of an Arrow capsule holds tables rather than arrays.
#[pyfunction]
pub(super) fn is_table_stream(capsule: &Bound<'_, PyAny>) -> PyResult<bool> {
    arrow::is_table_stream(capsule)
}

/// Numbers of documents without a time bin, as a dict by reason.
pub(super) struct PyUndated(pub(super) Undated);

impl<'py> IntoPyObject<'py> for PyUndated {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let by_reason = PyDict::new(py);
        for (reason, number) in self.0.by_reason() {
            by_reason.set_item(reason, number)?;
        }
        Ok(by_reason)
    }
}

/// Files that are there, with how to read them.
#[pyclass(frozen, name = "Files", module = "lexicount._core")]
pub(super) struct PyFiles(pub(super) Files);

#[pymethods]
impl PyFiles {
    /// What paths, folders and glob patterns stand for; nothing is read yet.
    #[new]
    #[pyo3(signature = (paths, *, options))]
    fn new(py: Python<'_>, paths: Vec<String>, options: PyReadOptions) -> PyResult<Self> {
        let options = options.parsed()?;
        Ok(Self(py.detach(|| Files::new(&paths, &options))?))
    }

    /// Bytes in memory as the content of one file.
    #[staticmethod]
    #[pyo3(signature = (name, content, *, options))]
    fn of_bytes(name: &str, content: Vec<u8>, options: PyReadOptions) -> PyResult<Self> {
        Ok(Self(Files::of_bytes(name, content, &options.parsed()?)?))
    }

    fn __len__(&self) -> usize {
        self.0.paths().len()
    }

    /// The bytes of all files, packed as they are.
    #[getter]
    fn n_bytes(&self) -> u64 {
        self.0.n_bytes()
    }

    /// What is left out: path, line and reason of each; files are read if it is not known yet.
    fn skipped(&self, py: Python<'_>) -> PyResult<Vec<(String, Option<usize>, String)>> {
        let skipped = release(py, &Run::default(), usize::MAX, |workers| {
            self.0.skipped(workers)
        })?;
        let rows = skipped.into_iter();
        Ok(rows.map(|one| (one.path, one.line, one.reason)).collect())
    }

    /// The number of files and lines that are known to be left out.
    #[getter]
    fn n_skipped(&self) -> usize {
        self.0.n_skipped()
    }

    /// The same files, skipping the boilerplate of their documents.
    fn without_boilerplate(&self) -> Self {
        Self(self.0.clone().without_boilerplate())
    }

    /// Returns whether day or month comes first in dates such as 03/04/2024; None if they are not read.
    #[getter]
    fn day_first(&self) -> Option<bool> {
        self.0.date_reader().day_first
    }

    /// Returns the same files, where day or month comes first in dates such as 03/04/2024.
    fn with_day_first(&self, day_first: Option<bool>) -> Self {
        Self(self.0.clone().with_date_reader(DateReader { day_first }))
    }

    /// All documents.
    fn read(&self, py: Python<'_>) -> PyResult<PyDocuments> {
        // Nobody knows yet how much there is to read: enough to be watched.
        let documents = release(py, &Run::default(), usize::MAX, |workers| {
            self.0.read(workers)
        })?;
        Ok(documents.into())
    }

    /// The documents in batches that end with the document that brings them to `n_bytes`, from the beginning.
    fn batches(&self, n_bytes: usize) -> PyBatches {
        PyBatches {
            batches: Mutex::new(self.0.batches(n_bytes)),
            ready: Mutex::default(),
        }
    }
}

/// The documents of files in batches, each read when it is asked for.
#[pyclass(frozen, name = "Batches", module = "lexicount._core")]
pub(super) struct PyBatches {
    batches: Mutex<Batches>,
    /// Batches that were ready when a signal ended the call that wanted them.
    ready: Mutex<Vec<Documents>>,
}

#[pymethods]
impl PyBatches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<PyDocuments>> {
        let ready = || self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(batch) = ready().pop() {
            return Ok(Some(batch.into()));
        }
        let made = Mutex::new(None);
        let released = release(py, &Run::default(), usize::MAX, |workers| {
            // A panic of another thread leaves batches that are fit for use.
            let mut batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
            let batch = batches.next_batch(workers)?;
            *made.lock().unwrap_or_else(PoisonError::into_inner) = batch;
            Ok(())
        });
        let batch = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        // The interpreter would drop the batch if it met the signal of an interrupt after the return.
        if let Err(error) = released.and_then(|()| py.check_signals()) {
            ready().extend(batch);
            return Err(error);
        }
        Ok(batch.map(PyDocuments::from))
    }
}
