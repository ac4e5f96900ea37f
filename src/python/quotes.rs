//! Quotes in Python.

use std::sync::Arc;

use pyo3::prelude::*;

use super::table::PyTable;
use crate::corpus::Documents;
use crate::entities::{Entities, Quotes};

/// What is said in documents, and by whom.
#[pyclass(frozen, name = "Quotes", module = "lexicount._core")]
pub(super) struct PyQuotes {
    pub(super) documents: Arc<Documents>,
    pub(super) entities: Arc<Entities>,
    pub(super) quotes: Quotes,
}

#[pymethods]
impl PyQuotes {
    fn __len__(&self) -> usize {
        self.quotes.all().len()
    }

    /// Returns a row for each quote: words, kind, speaker, cue, entity.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.quotes.to_table(&self.documents, &self.entities))
            .into()
    }

    /// Returns a row for each entity that speaks, the most quoted first.
    fn speakers(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.quotes.speakers_table(&self.entities))
            .into()
    }
}
