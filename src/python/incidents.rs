//! Casualty figures in Python.

use std::str::FromStr;
use std::sync::Arc;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::concordance::{PyConcordance, view};
use super::entities::PyEntities;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::Documents;
use crate::entities::Entities;
use crate::error::{Error, Result};
use crate::incidents::{self, Casualties, Figure};
use crate::statistics::Concordance;

/// The casualty figures of documents.
#[pyclass(frozen, name = "Casualties", module = "lexicount._core")]
pub(super) struct PyCasualties {
    documents: Arc<Documents>,
    entities: Arc<Entities>,
    casualties: Casualties,
}

/// Finds the casualty figures of the documents that entities were counted in.
#[pyfunction]
#[pyo3(signature = (entities, *, run))]
pub(super) fn count_casualties(
    py: Python<'_>,
    entities: &PyEntities,
    run: Run,
) -> PyResult<PyCasualties> {
    let documents = Arc::clone(&entities.documents);
    let date = entities.date.as_deref();
    let entities = Arc::clone(&entities.entities);
    let weight = documents.total_bytes();
    let casualties = release(py, &run, weight, |workers| {
        incidents::count_casualties(&documents, &entities, date, workers)
    })?;
    Ok(PyCasualties {
        documents,
        entities,
        casualties,
    })
}

/// What figures are wanted: names of outcomes, statuses, relations and events; `None` for any.
#[derive(FromPyObject)]
pub(super) struct Wanted(
    Option<Vec<String>>,
    Option<Vec<String>>,
    Option<Vec<String>>,
    Option<Vec<String>>,
);

/// The values with these names, or `None` for any.
fn parsed<T: FromStr<Err = Error>>(names: Option<&Vec<String>>) -> Result<Option<Vec<T>>> {
    let parsed = names.map(|names| names.iter().map(|name| name.parse()).collect());
    parsed.transpose()
}

fn is_among<T: PartialEq>(wanted: Option<&Vec<T>>, value: T) -> bool {
    wanted.is_none_or(|wanted| wanted.contains(&value))
}

impl PyCasualties {
    /// The numbers of the wanted figures.
    fn chosen(&self, wanted: &Wanted) -> Result<Vec<usize>> {
        let outcomes = parsed(wanted.0.as_ref())?;
        let statuses = parsed(wanted.1.as_ref())?;
        let relations = parsed(wanted.2.as_ref())?;
        let events = parsed(wanted.3.as_ref())?;
        let fits = |one: &Figure| {
            is_among(outcomes.as_ref(), one.outcome)
                && is_among(statuses.as_ref(), one.status)
                && is_among(relations.as_ref(), one.relation)
                && is_among(events.as_ref(), one.when)
        };
        let figures = self.casualties.figures().iter().enumerate();
        let chosen = figures.filter(|(_, one)| fits(one));
        Ok(chosen.map(|(index, _)| index).collect())
    }
}

#[pymethods]
impl PyCasualties {
    fn __len__(&self) -> usize {
        self.casualties.figures().len()
    }

    /// Returns the number of documents in a language whose figures are not read.
    #[getter]
    fn n_unread(&self) -> usize {
        self.casualties.n_unread()
    }

    /// Returns the wanted figures in order of document and position; with `largest`, the largest first.
    #[pyo3(signature = (wanted, *, largest))]
    fn table(&self, py: Python<'_>, wanted: Wanted, largest: bool) -> PyResult<PyTable> {
        let mut indices = self.chosen(&wanted)?;
        Ok(py.detach(|| {
            let figures = self.casualties.figures();
            if largest {
                indices.sort_by_key(|&index| std::cmp::Reverse(figures[index].number()));
            }
            let (documents, entities) = (&self.documents, &self.entities);
            self.casualties
                .to_table(documents, entities, &indices)
                .into()
        }))
    }

    /// Returns the total of each outcome in each document.
    fn totals(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.casualties.totals_table(&self.documents).into())
    }

    /// Returns the wanted figures with their context, in order of document and position.
    #[pyo3(signature = (wanted, *, analyzer, window, characters, sentence))]
    fn concordance(
        &self,
        py: Python<'_>,
        wanted: Wanted,
        analyzer: &PyAnalyzer,
        window: usize,
        characters: bool,
        sentence: bool,
    ) -> PyResult<PyConcordance> {
        let view = view(window, characters, sentence, analyzer);
        let indices = self.chosen(&wanted)?;
        py.detach(|| {
            let figures = indices
                .iter()
                .map(|&index| &self.casualties.figures()[index]);
            let spans = figures.map(|one| (one.document, one.span));
            let made = Concordance::from_spans(Arc::clone(&self.documents), spans, view)?;
            Ok(PyConcordance(made))
        })
    }
}
