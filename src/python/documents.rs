//! Documents in Python.

use std::sync::Arc;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

use super::convert;
use super::run::release;
use super::table::{PyTable, values_to_list};
use crate::corpus::{Documents, ReadOptions, boilerplate_spans, read};
use crate::span::CodePoints;
use crate::table::Table;

/// Documents: texts with ids and metadata.
#[pyclass(frozen, name = "Documents", module = "lexicount._core")]
pub(super) struct PyDocuments(pub(super) Arc<Documents>);

#[pymethods]
impl PyDocuments {
    #[new]
    #[pyo3(signature = (source, ids=None, metadata=None))]
    fn new(
        source: &Bound<'_, PyAny>,
        ids: Option<Vec<Bound<'_, PyAny>>>,
        metadata: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = source.py();
        let mut ids = ids.unwrap_or_default();
        let mut documents = if let Ok(mapping) = source.cast::<PyMapping>() {
            let (documents, keys) = convert::mapping(mapping)?;
            if ids.is_empty() {
                ids = keys.into_iter().map(|key| key.into_bound(py)).collect();
            }
            documents
        } else {
            convert::documents(source)?
        };
        if let Some(ids) = convert::ids(&ids, documents.len())? {
            documents = documents.with_ids(ids);
        }
        if let Some(metadata) = metadata {
            let columns = convert::metadata(metadata, documents.len())?;
            documents = documents.with_metadata(columns);
        }
        Ok(Self(Arc::new(documents)))
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
        let lines = boilerplate_spans(text);
        Ok(lines.map(|line| points.convert(line)).collect())
    }

    /// The ids, in order.
    #[getter]
    fn ids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(values_to_list(py, self.0.ids())?.into_any())
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

    /// The metadata alone, a column each.
    fn metadata(&self) -> PyTable {
        PyTable::from(Table::new(self.0.metadata().to_vec()))
    }

    /// Ids, metadata and texts.
    fn to_table(&self) -> PyTable {
        PyTable::from(self.0.to_table())
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

/// Documents from files, folders and glob patterns.
#[pyfunction]
#[pyo3(signature = (paths, *, text="text", id="id", replace_errors=false))]
pub(super) fn read_documents(
    py: Python<'_>,
    paths: Vec<String>,
    text: &str,
    id: &str,
    replace_errors: bool,
) -> PyResult<PyDocuments> {
    let options = ReadOptions {
        text: text.to_owned(),
        id: id.to_owned(),
        replace_errors,
    };
    // Nobody knows yet how much there is to read: enough to be watched.
    let documents = release(py, None, usize::MAX, None, |workers| {
        read(&paths, &options, workers)
    })?;
    Ok(PyDocuments(Arc::new(documents)))
}
