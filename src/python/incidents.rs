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
use crate::incidents::{self, Casualties, Decisions, Figure, IncidentConfig, Incidents};
use crate::statistics::Concordance;
use crate::table::Table;

/// The casualty figures of documents.
#[pyclass(frozen, name = "Casualties", module = "lexicount._core")]
pub(super) struct PyCasualties {
    documents: Arc<Documents>,
    entities: Arc<Entities>,
    casualties: Casualties,
    /// The metadata column with the date of each document.
    date: Option<String>,
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
    let found = Arc::clone(&entities.entities);
    let weight = documents.total_bytes();
    let casualties = release(py, &run, weight, |workers| {
        incidents::count_casualties(&documents, &found, date, workers)
    })?;
    Ok(PyCasualties {
        documents,
        casualties,
        date: date.map(str::to_owned),
        entities: found,
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

    /// Finds the events of the documents and joins those that are one incident; `together` and `apart` are pairs of events.
    #[pyo3(signature = (*, join, days, together, apart, run))]
    fn incidents(
        &self,
        py: Python<'_>,
        join: bool,
        days: u32,
        together: Vec<(usize, usize)>,
        apart: Vec<(usize, usize)>,
        run: Run,
    ) -> PyResult<PyIncidents> {
        let ordered = |pairs: Vec<(usize, usize)>| {
            let ordered = pairs.into_iter().map(|(a, b)| (a.min(b), a.max(b)));
            ordered.collect()
        };
        let config = IncidentConfig {
            date: self.date.clone(),
            join,
            days,
            decisions: Decisions {
                together: ordered(together),
                apart: ordered(apart),
            },
        };
        let (documents, entities) = (&self.documents, &self.entities);
        let incidents = release(py, &run, documents.total_bytes(), |workers| {
            incidents::find_incidents(documents, entities, &self.casualties, &config, workers)
        })?;
        Ok(PyIncidents {
            documents: Arc::clone(documents),
            entities: Arc::clone(entities),
            casualties: self.casualties.clone(),
            incidents,
        })
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

/// The incidents of documents.
#[pyclass(frozen, name = "Incidents", module = "lexicount._core")]
pub(super) struct PyIncidents {
    documents: Arc<Documents>,
    entities: Arc<Entities>,
    casualties: Casualties,
    incidents: Incidents,
}

#[pymethods]
impl PyIncidents {
    fn __len__(&self) -> usize {
        self.incidents.incidents().len()
    }

    /// Returns the number of events.
    #[getter]
    fn n_events(&self) -> usize {
        self.incidents.events().len()
    }

    /// Returns the incidents, in order of their first event; with `largest`, those with most dead first.
    #[pyo3(signature = (*, largest))]
    fn table(&self, py: Python<'_>, largest: bool) -> PyTable {
        py.detach(|| {
            let mut indices: Vec<usize> = (0..self.incidents.incidents().len()).collect();
            if largest {
                indices.sort_by_key(|&index| self.incidents.incidents()[index].rank());
            }
            self.incidents.to_table(&self.documents, &indices).into()
        })
    }

    /// Returns the events, in order of document.
    fn events(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.incidents.events_table(&self.documents).into())
    }

    /// Returns the joins of events, with their reasons.
    fn joins(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.incidents.joins_table(&self.documents).into())
    }

    /// Returns what each document says of each outcome of an incident.
    fn revisions(&self, py: Python<'_>) -> PyTable {
        py.detach(|| {
            let (documents, casualties) = (&self.documents, &self.casualties);
            self.incidents.revisions_table(documents, casualties).into()
        })
    }

    /// Returns the numbers of each incident by outcome, side and class of victims.
    fn shares(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.incidents.shares_table().into())
    }

    /// Returns the figures with the number of their incident.
    fn figures(&self, py: Python<'_>) -> PyTable {
        py.detach(|| {
            let n_figures = self.casualties.figures().len();
            let all: Vec<usize> = (0..n_figures).collect();
            let table = self
                .casualties
                .to_table(&self.documents, &self.entities, &all);
            let incident = self.incidents.incident_of_figures(n_figures);
            let columns = [incident]
                .into_iter()
                .chain(table.columns().iter().cloned());
            Table::new(columns.collect()).into()
        })
    }
}
