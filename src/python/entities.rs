//! Entities in Python.

use std::sync::Arc;

use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::concordance::{PyConcordance, view};
use super::documents::{PyDocuments, PyUndated};
use super::gazetteer::PyGazetteer;
use super::grouping::grouping;
use super::quotes::PyQuotes;
use super::recognizer::PyRecognizer;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::{AUTO, DateBins, Documents, Every};
use crate::entities::{
    self, Entities, EntityConfig, EntityFinder, FinderConfig, Form, FormContext, GivenSpan,
    GroupedEntities, LABELS, LINK_RULES, Label, Link, LinkConfig, LinkRules, Network, Overlaps,
    Within, given_mentions,
};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::CodePoints;
use crate::statistics::Concordance;

/// How mentions are linked: names of rules, (name, aliases) of the user, pairs of name and surface form to keep apart.
type LinkOptions = (
    Vec<String>,
    Vec<(String, Vec<LinkForm>)>,
    Vec<(String, LinkForm)>,
);

/// A surface form: everywhere, or with the ids of documents and the words near it where it counts.
#[derive(FromPyObject, IntoPyObject)]
pub(super) enum LinkForm {
    Everywhere(String),
    InContext((String, Option<Vec<String>>, Option<Vec<String>>)),
}

impl From<LinkForm> for Form {
    fn from(form: LinkForm) -> Self {
        match form {
            LinkForm::Everywhere(text) => text.into(),
            LinkForm::InContext((text, documents, words)) => Self {
                text,
                context: Some(FormContext { documents, words }),
            },
        }
    }
}

impl From<&Form> for LinkForm {
    fn from(form: &Form) -> Self {
        let text = form.text.clone();
        match form.context.clone() {
            None => Self::Everywhere(text),
            Some(context) => Self::InContext((text, context.documents, context.words)),
        }
    }
}

/// The link configuration of the core.
fn link_config(options: Option<LinkOptions>) -> Result<LinkConfig> {
    let Some((rules, aliases, keep_apart)) = options else {
        return Ok(LinkConfig::default());
    };
    let rules = rules.iter().map(|rule| rule.parse::<Link>());
    Ok(LinkConfig {
        rules: LinkRules::of(rules.collect::<Result<Vec<_>>>()?),
        aliases: aliases
            .into_iter()
            .map(|(name, forms)| (name, forms.into_iter().map(Form::from).collect()))
            .collect(),
        keep_apart: keep_apart
            .into_iter()
            .map(|(name, form)| (name, form.into()))
            .collect(),
    })
}

/// A label: name, singular, plural, whether it is a named entity, hue (degrees), saturation (percent) of its colour, other
/// names.
type PyLabel = (
    &'static str,
    &'static str,
    &'static str,
    bool,
    u16,
    u8,
    &'static [&'static str],
);

/// Returns the built-in labels in display order.
///
/// Of each: name, singular, plural, whether it is a named entity, hue (degrees), saturation (percent), other names.
#[pyfunction]
pub(super) fn labels() -> Vec<PyLabel> {
    let label = |info: &entities::LabelInfo| {
        (
            info.name,
            info.singular,
            info.plural,
            info.is_named_entity,
            info.hue,
            info.saturation,
            info.aliases,
        )
    };
    LABELS.iter().map(label).collect()
}

/// Returns the link rules: name, meaning, whether it can be switched off, whether it is on by default.
#[pyfunction]
pub(super) fn link_rules() -> Vec<(&'static str, &'static str, bool, bool)> {
    let rule =
        |rule: &entities::LinkRule| (rule.name, rule.meaning, rule.is_optional, rule.is_default);
    LINK_RULES.iter().map(rule).collect()
}

/// The entities of documents, and all mentions behind the counts.
#[pyclass(frozen, name = "Entities", module = "lexicount._core")]
pub(super) struct PyEntities {
    pub(super) documents: Arc<Documents>,
    pub(super) entities: Arc<Entities>,
    /// The column of dates that "yesterday" is resolved against.
    pub(super) date: Option<String>,
}

/// The built-in tables to use: all, none, or some.
#[derive(FromPyObject)]
pub(super) enum Builtin {
    All(bool),
    Tables(Vec<String>),
}

/// Finds, links and counts the entities of documents.
#[pyfunction]
#[pyo3(signature = (documents, *, gazetteer, builtin, patterns, recognizer, language, link, date, run))]
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
    language: Option<&str>,
    link: Option<LinkOptions>,
    date: Option<String>,
    run: Run,
) -> PyResult<PyEntities> {
    let config = FinderConfig {
        gazetteer: !matches!(builtin, Some(Builtin::All(false))),
        patterns,
    };
    let user = gazetteer.map(|gazetteer| Arc::clone(&gazetteer.0));
    let recognizer = recognizer.map(|recognizer| Arc::clone(&recognizer.0));
    let mut finder = EntityFinder::new(config, user, recognizer);
    if let Some(Builtin::Tables(tables)) = builtin {
        finder = finder.with_tables(&tables)?;
    }
    let config = EntityConfig {
        link: link_config(link)?,
        date: date.clone(),
        language: language
            .filter(|&one| one != AUTO)
            .map(str::parse)
            .transpose()?,
    };
    let documents = Arc::clone(&documents.0);
    let weight = documents.total_bytes();
    let entities = release(py, &run, weight, |workers| {
        entities::count_entities_with(&documents, &finder, config, workers)
    })?;
    Ok(PyEntities {
        documents,
        entities: Arc::new(entities),
        date,
    })
}

/// A span from another program: start, end (code points), label, name, confidence.
type PySpan = (usize, usize, String, Option<String>, Option<f32>);

/// Links and counts the mentions that another program found: a list of spans for each document.
#[pyfunction]
#[pyo3(signature = (documents, spans, *, longest, link))]
pub(super) fn given_entities(
    py: Python<'_>,
    documents: &PyDocuments,
    spans: Vec<Vec<PySpan>>,
    longest: bool,
    link: Option<LinkOptions>,
) -> PyResult<PyEntities> {
    let link = link_config(link)?;
    let overlaps = if longest {
        Overlaps::Longest
    } else {
        Overlaps::Raise
    };
    let documents = Arc::clone(&documents.0);
    let entities = py.detach(|| {
        let all = spans.into_iter().enumerate().map(|(document, spans)| {
            let spans: Vec<GivenSpan> = spans.into_iter().map(given_span).collect();
            let text = (document < documents.len()).then(|| documents.text(document));
            let text = text.flatten().unwrap_or_default();
            given_mentions(document, text, &spans, overlaps)
        });
        let mentions = all.collect::<Result<Vec<_>>>()?;
        Entities::from_mentions(&documents, mentions, link, &Workers::serial())
    })?;
    Ok(PyEntities {
        documents,
        entities: Arc::new(entities),
        date: None,
    })
}

/// Links and counts the mentions that `Entities.found` returned for the same documents, with its `own_labels`.
#[pyfunction]
pub(super) fn found_entities(
    py: Python<'_>,
    documents: &PyDocuments,
    found: &str,
    own_labels: Vec<String>,
    link: LinkOptions,
    date: Option<String>,
) -> PyResult<PyEntities> {
    let link = link_config(Some(link))?;
    let documents = Arc::clone(&documents.0);
    let workers = Workers::serial();
    let entities = py.detach(|| Entities::from_json(&documents, found, link, &workers))?;
    Ok(PyEntities {
        documents,
        entities: Arc::new(entities.with_own_labels(own_labels.into_iter().map(Label::new))),
        date,
    })
}

fn given_span((start, end, label, name, confidence): PySpan) -> GivenSpan {
    GivenSpan {
        start,
        end,
        label,
        name,
        confidence,
    }
}

/// Returns the labels with these names.
fn known(entities: &Entities, names: Option<Vec<String>>) -> Result<Option<Vec<Label>>> {
    names.map(|names| entities.labels(&names)).transpose()
}

/// Returns true if a label is among `labels`, or if all are wanted.
fn is_of(labels: Option<&[Label]>, label: &Label) -> bool {
    labels.is_none_or(|labels| labels.contains(label))
}

/// Entities counted by group of documents.
#[pyclass(frozen, name = "GroupedEntities", module = "lexicount._core")]
pub(super) struct PyGroupedEntities {
    entities: Arc<Entities>,
    grouped: GroupedEntities,
}

#[pymethods]
impl PyGroupedEntities {
    /// Returns the columns that documents are grouped by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.grouped.grouping().columns().to_vec()
    }

    /// Returns the index of the column whose dates are put into time bins.
    #[getter]
    fn date(&self) -> Option<usize> {
        self.grouped.grouping().date()
    }

    /// Returns the time bins, if there are any.
    #[getter]
    fn every(&self) -> Option<&'static str> {
        self.grouped.grouping().every().map(Every::name)
    }

    /// Returns the numbers of documents without a time bin, by reason.
    #[getter]
    fn undated(&self) -> PyUndated {
        PyUndated(self.grouped.undated())
    }

    /// Returns a row for each group and entity in it, of some labels if given.
    #[pyo3(signature = (*, labels))]
    fn table(&self, py: Python<'_>, labels: Option<Vec<String>>) -> PyResult<PyTable> {
        let labels = known(&self.entities, labels)?;
        Ok(py.detach(|| {
            self.grouped
                .to_table(&self.entities, labels.as_deref())
                .into()
        }))
    }

    /// Returns a row for each group.
    fn totals(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.grouped.totals().into())
    }
}

/// A co-occurrence network of entities.
#[pyclass(frozen, name = "Network", module = "lexicount._core")]
pub(super) struct PyNetwork {
    documents: Arc<Documents>,
    entities: Arc<Entities>,
    network: Network,
}

#[pymethods]
impl PyNetwork {
    fn __len__(&self) -> usize {
        self.network.edges().len()
    }

    /// Returns the number of units; for windows, of pairs of mentions, counted from both sides.
    #[getter]
    fn total(&self) -> u64 {
        self.network.total()
    }

    /// Returns the pairs: names and labels of both, count, NPMI, G2.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.network.to_table(&self.entities).into())
    }

    /// Returns the entities of all pairs, the most connected first.
    fn nodes(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.network.nodes(&self.entities).into())
    }

    /// Returns the indices of the two entities of each pair.
    fn edges(&self) -> Vec<(usize, usize)> {
        let edges = self.network.edges().iter();
        edges.map(|edge| (edge.source, edge.target)).collect()
    }

    /// Returns the pairs in each group of documents.
    #[pyo3(signature = (columns, *, every, run))]
    fn by(
        &self,
        py: Python<'_>,
        columns: Vec<String>,
        every: Option<&str>,
        run: Run,
    ) -> PyResult<PyTable> {
        let grouping = grouping(columns, every)?;
        let weight = self.documents.total_bytes();
        let table = release(py, &run, weight, |workers| {
            self.network
                .by(&self.entities, &self.documents, &grouping, workers)
        })?;
        Ok(table.into())
    }

    /// Returns the passages behind the count of a pair of entities.
    fn evidence(&self, py: Python<'_>, source: usize, target: usize) -> PyTable {
        py.detach(|| {
            let (entities, documents) = (&self.entities, &self.documents);
            self.network
                .evidence(entities, documents, source, target)
                .into()
        })
    }
}

#[pymethods]
impl PyEntities {
    /// Returns the mentions of each document before linking, as JSON.
    fn found(&self, py: Python<'_>) -> String {
        py.detach(|| self.entities.to_json())
    }

    /// Counts the entities of each group of documents.
    #[pyo3(signature = (columns, *, every, run))]
    fn by(
        &self,
        py: Python<'_>,
        columns: Vec<String>,
        every: Option<&str>,
        run: Run,
    ) -> PyResult<PyGroupedEntities> {
        let grouping = grouping(columns, every)?;
        let weight = self.documents.total_bytes();
        let grouped = release(py, &run, weight, |workers| {
            self.entities.by(&self.documents, grouping, workers)
        })?;
        let entities = Arc::clone(&self.entities);
        Ok(PyGroupedEntities { entities, grouped })
    }

    /// Counts which entities co-occur: those with some labels, or all named entities.
    #[pyo3(signature = (*, within, window, labels, min_count, run))]
    fn network(
        &self,
        py: Python<'_>,
        within: &str,
        window: usize,
        labels: Option<Vec<String>>,
        min_count: u64,
        run: Run,
    ) -> PyResult<PyNetwork> {
        let within = Within::parse(within, window)?;
        let labels = known(&self.entities, labels)?;
        let weight = self.documents.total_bytes();
        let network = release(py, &run, weight, |workers| {
            let labels = labels.as_deref();
            self.entities
                .network(&self.documents, within, labels, min_count, workers)
        })?;
        Ok(PyNetwork {
            documents: Arc::clone(&self.documents),
            entities: Arc::clone(&self.entities),
            network,
        })
    }

    fn __len__(&self) -> usize {
        self.entities.entities().len()
    }

    /// Returns the number of mentions.
    #[getter]
    fn n_mentions(&self) -> usize {
        self.entities.mentions().len()
    }

    /// Returns the documents.
    #[getter]
    fn documents(&self) -> PyDocuments {
        PyDocuments(Arc::clone(&self.documents))
    }

    /// Returns the labels of the user's own that mentions have, or that a source could have given.
    fn own_labels(&self) -> Vec<&str> {
        self.entities.own_labels().map(Label::as_str).collect()
    }

    /// Returns the entities, the most frequent first: at most `top`, of some labels if given.
    #[pyo3(signature = (*, top, labels))]
    fn table(
        &self,
        py: Python<'_>,
        top: Option<usize>,
        labels: Option<Vec<String>>,
    ) -> PyResult<PyTable> {
        let indices = self.positions(labels)?;
        let n = top.unwrap_or(usize::MAX).min(indices.len());
        Ok(py.detach(|| self.entities.to_table(&indices[..n]).into()))
    }

    /// Returns the indices of the entities, of some labels if given.
    #[pyo3(signature = (labels))]
    fn positions(&self, labels: Option<Vec<String>>) -> PyResult<Vec<usize>> {
        let labels = known(&self.entities, labels)?;
        let all = self.entities.entities().iter().enumerate();
        let wanted = all.filter(|(_, entity)| is_of(labels.as_deref(), &entity.label));
        Ok(wanted.map(|(index, _)| index).collect())
    }

    /// Returns the index of the entity with this name, of some labels if given, or None.
    #[pyo3(signature = (name, labels))]
    fn position(&self, name: &str, labels: Option<Vec<String>>) -> PyResult<Option<usize>> {
        let labels = known(&self.entities, labels)?;
        Ok(self.entities.position(name, labels.as_deref()))
    }

    /// Returns label, name, mentions, documents, and each surface form with its count, of an entity.
    fn entity(&self, index: usize) -> (&str, &str, u64, u64, Vec<(String, u64)>) {
        let entity = &self.entities.entities()[index];
        (
            entity.label.as_str(),
            &entity.name,
            entity.n_mentions,
            entity.n_documents,
            entity.surface_forms.clone(),
        )
    }

    /// Returns the mentions in order of document and position: all, of an entity or of some labels; with `values`, also their values.
    #[pyo3(signature = (*, index, labels, values))]
    fn mentions(
        &self,
        py: Python<'_>,
        index: Option<usize>,
        labels: Option<Vec<String>>,
        values: bool,
    ) -> PyResult<PyTable> {
        let labels = known(&self.entities, labels)?;
        Ok(py.detach(|| {
            let all = self.entities.entities();
            let wanted = |entity: usize| {
                index.is_none_or(|index| index == entity)
                    && is_of(labels.as_deref(), &all[entity].label)
            };
            let documents = &self.documents;
            self.entities
                .mentions_table(documents, values, wanted)
                .into()
        }))
    }

    /// Returns a row for each document: headline, byline, dateline, numbers of paragraphs and sentences.
    fn structure(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.entities.structure_table(&self.documents).into())
    }

    /// Finds what is said in the documents, and which entities say it.
    #[pyo3(signature = (*, run))]
    fn quotes(&self, py: Python<'_>, run: Run) -> PyResult<PyQuotes> {
        let weight = self.documents.total_bytes();
        let quotes = release(py, &run, weight, |workers| {
            entities::quotes(&self.documents, &self.entities, workers)
        })?;
        Ok(PyQuotes {
            documents: Arc::clone(&self.documents),
            entities: Arc::clone(&self.entities),
            quotes,
        })
    }

    /// Returns which surface forms were linked to each entity, with the link rule and the evidence.
    fn merges(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.entities.merges_table(&self.documents).into())
    }

    /// Returns how documents were read: language, documents, mentions, sources.
    fn languages(&self) -> PyTable {
        self.entities.languages_table().into()
    }

    /// Returns the language of each document and the sources that read it.
    fn sources(&self) -> PyTable {
        self.entities.sources_table(&self.documents).into()
    }

    /// Returns the surface forms in the texts, with the entity that each was linked to.
    fn raw(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.entities.raw_table(&self.documents).into())
    }

    /// Returns how mentions are linked: names of rules, (name, aliases) of the user, pairs to keep apart.
    #[getter]
    fn link(&self) -> LinkOptions {
        let config = self.entities.link_config();
        let rules = config.rules.iter().map(|rule| rule.name().to_owned());
        let aliases = config.aliases.iter().map(|(name, forms)| {
            let forms = forms.iter().map(LinkForm::from).collect();
            (name.clone(), forms)
        });
        let pairs = config.keep_apart.iter();
        let pairs = pairs.map(|(name, form)| (name.clone(), form.into()));
        (rules.collect(), aliases.collect(), pairs.collect())
    }

    /// Returns the column of dates that "yesterday" is resolved against, if there is one.
    #[getter]
    fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Returns the numbers of documents whose date is not known, by reason; all 0 if there is no column of dates.
    #[getter]
    fn undated(&self) -> PyUndated {
        let column = self
            .date
            .as_ref()
            .and_then(|name| self.documents.column(name));
        let dates = column.map(|column| DateBins::as_written(column, self.documents.date_reader()));
        PyUndated(dates.unwrap_or_default().undated)
    }

    /// Links the same mentions in another way.
    fn relinked(&self, py: Python<'_>, link: LinkOptions) -> PyResult<Self> {
        let config = link_config(Some(link))?;
        let documents = Arc::clone(&self.documents);
        let workers = Workers::serial();
        let entities = py.detach(|| self.entities.relinked(&documents, config, &workers))?;
        Ok(Self {
            documents,
            entities: Arc::new(entities),
            date: self.date.clone(),
        })
    }

    /// Returns the mentions with their context, in order of document and position.
    #[pyo3(signature = (*, analyzer, index, labels, window, characters, sentence))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python method"
    )]
    fn concordance(
        &self,
        py: Python<'_>,
        analyzer: &PyAnalyzer,
        index: Option<usize>,
        labels: Option<Vec<String>>,
        window: usize,
        characters: bool,
        sentence: bool,
    ) -> PyResult<PyConcordance> {
        let view = view(window, characters, sentence, analyzer);
        let labels = known(&self.entities, labels)?;
        py.detach(|| {
            let all = self.entities.entities();
            let mentions = self.entities.mentions().iter().filter(|mention| {
                index.is_none_or(|index| index == mention.entity)
                    && is_of(labels.as_deref(), &all[mention.entity].label)
            });
            let spans = mentions.map(|mention| (mention.document, mention.span));
            let made = Concordance::from_spans(Arc::clone(&self.documents), spans, view)?;
            Ok(PyConcordance(made))
        })
    }

    /// Returns the mentions of document number `index`: start, end (code points), label, name.
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
