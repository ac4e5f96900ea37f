//! Entities in Python.

use std::sync::Arc;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::concordance::{PyConcordance, view};
use super::documents::PyDocuments;
use super::gazetteer::PyGazetteer;
use super::recognizer::PyRecognizer;
use super::run::release;
use super::table::PyTable;
use crate::corpus::Documents;
use crate::entities::{self, Entities, EntityFinder, FinderConfig};
use crate::span::CodePoints;
use crate::statistics::Concordance;

/// The entities of documents and every mention they were counted from.
#[pyclass(frozen, name = "Entities", module = "lexicount._core")]
pub(super) struct PyEntities {
    documents: Arc<Documents>,
    entities: Entities,
}

/// Which built-in tables are looked for: all or none, or some.
#[derive(FromPyObject)]
pub(super) enum Builtin {
    All(bool),
    Tables(Vec<String>),
}

/// Finds, links and counts the entities of documents.
#[pyfunction]
#[pyo3(signature = (documents, *, gazetteer=None, builtin=None, patterns=true, recognizer=None, skip_boilerplate=false, threads=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "keyword arguments of a Python function"
)]
pub(super) fn count_entities(
    py: Python<'_>,
    documents: &PyDocuments,
    gazetteer: Option<&PyGazetteer>,
    builtin: Option<Builtin>,
    patterns: bool,
    recognizer: Option<&PyRecognizer>,
    skip_boilerplate: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyEntities> {
    let config = FinderConfig {
        gazetteer: !matches!(builtin, Some(Builtin::All(false))),
        patterns,
        skip_boilerplate,
    };
    let user = gazetteer.map(|gazetteer| Arc::clone(&gazetteer.0));
    let recognizer = recognizer.map(|recognizer| Arc::clone(&recognizer.0));
    let mut finder = EntityFinder::new(config, user, recognizer);
    if let Some(Builtin::Tables(tables)) = builtin {
        finder = finder.with_tables(&tables)?;
    }
    let documents = Arc::clone(&documents.0);
    let weight = documents.total_bytes();
    let entities = release(py, threads, weight, progress.as_ref(), |workers| {
        entities::count_entities(&documents, &finder, workers)
    })?;
    Ok(PyEntities {
        documents,
        entities,
    })
}

#[pymethods]
impl PyEntities {
    fn __len__(&self) -> usize {
        self.entities.entities().len()
    }

    /// The number of mentions.
    #[getter]
    fn n_mentions(&self) -> usize {
        self.entities.mentions().len()
    }

    /// The documents that were read.
    #[getter]
    fn documents(&self) -> PyDocuments {
        PyDocuments(Arc::clone(&self.documents))
    }

    /// The entities, most mentioned first: at most `top`, of one label where one is given.
    #[pyo3(signature = (*, top=None, label=None))]
    fn table(&self, py: Python<'_>, top: Option<usize>, label: Option<&str>) -> PyTable {
        py.detach(|| {
            let places: Vec<usize> = self
                .entities
                .entities()
                .iter()
                .enumerate()
                .filter(|(_, entity)| label.is_none_or(|label| entity.label.as_str() == label))
                .map(|(place, _)| place)
                .take(top.unwrap_or(usize::MAX))
                .collect();
            self.entities.to_table(&places).into()
        })
    }

    /// The place in the table of the entity that `name` means, or None.
    #[pyo3(signature = (name, label=None))]
    fn position(&self, name: &str, label: Option<&str>) -> Option<usize> {
        self.entities.position(name, label)
    }

    /// Label, name, mentions, documents, and each form with its count, of the entity at a place.
    fn entity(&self, place: usize) -> (&str, &str, u64, u64, Vec<(String, u64)>) {
        let entity = &self.entities.entities()[place];
        (
            entity.label.as_str(),
            &entity.name,
            entity.n_mentions,
            entity.n_documents,
            entity.forms.clone(),
        )
    }

    /// The mentions, in order of document and place: all, or those of the entity at one place, or of one label.
    #[pyo3(signature = (*, place=None, label=None))]
    fn mentions(&self, py: Python<'_>, place: Option<usize>, label: Option<&str>) -> PyTable {
        py.detach(|| {
            let all = self.entities.entities();
            let wanted = |entity: usize| {
                place.is_none_or(|place| place == entity)
                    && label.is_none_or(|label| all[entity].label.as_str() == label)
            };
            self.entities.mentions_table(&self.documents, wanted).into()
        })
    }

    /// The mentions with what stands around them, in order of document and place.
    #[pyo3(signature = (*, analyzer, place=None, label=None, window=5, characters=false, sentence=false))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python method"
    )]
    fn concordance(
        &self,
        py: Python<'_>,
        analyzer: &PyAnalyzer,
        place: Option<usize>,
        label: Option<&str>,
        window: usize,
        characters: bool,
        sentence: bool,
    ) -> PyResult<PyConcordance> {
        let view = view(window, characters, sentence, analyzer);
        py.detach(|| {
            let all = self.entities.entities();
            let mentions = self.entities.mentions().iter().filter(|mention| {
                place.is_none_or(|place| place == mention.entity)
                    && label.is_none_or(|label| all[mention.entity].label.as_str() == label)
            });
            let spans = mentions.map(|mention| (mention.document, mention.span));
            let made = Concordance::from_spans(Arc::clone(&self.documents), spans, view)?;
            Ok(PyConcordance(made))
        })
    }

    /// The mentions in document number `index`: start, end (code points), label, name.
    fn spans(&self, index: usize) -> Vec<(usize, usize, &str, &str)> {
        let mentions = self.entities.mentions();
        let first = mentions.partition_point(|mention| mention.document < index);
        let mut points = CodePoints::of(
            (index < self.documents.len())
                .then(|| self.documents.text(index))
                .flatten()
                .unwrap_or_default(),
        );
        mentions[first..]
            .iter()
            .take_while(|mention| mention.document == index)
            .map(|mention| {
                let entity = &self.entities.entities()[mention.entity];
                let (start, end) = points.convert(mention.span);
                (start, end, entity.label.as_str(), entity.name.as_str())
            })
            .collect()
    }
}
