//! Keyphrases in Python.

use std::ops::Range;
use std::sync::Arc;

use pyo3::prelude::*;

use super::analysis::PyStopWords;
use super::documents::PyDocuments;
use super::keywords::PyTermCounts;
use super::run::{Run, release};
use super::table::PyTable;
use crate::Result;
use crate::corpus::{AUTO, Documents};
use crate::span::CodePoints;
use crate::statistics::keyphrases::{
    KeyphraseConfig, Keyphrases, Method, MethodName, keyphrases, rank_tokens,
};
use crate::tokens::{ProtectedKind, ProtectedKinds};

/// The options of keyphrase extraction.
#[pyclass(frozen, name = "KeyphraseConfig", module = "lexicount._core")]
pub(super) struct PyKeyphraseConfig(KeyphraseConfig);

#[pymethods]
impl PyKeyphraseConfig {
    /// Creates the options; None stands for the default of the method.
    #[new]
    #[pyo3(signature = (*, method, top, language, stop_words, keep, sentences, min_words, max_words, numbers, merge, aliases, window, share, metric, repeats, dedup, dedup_limit))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python function"
    )]
    fn new(
        method: &str,
        top: Option<usize>,
        language: Option<String>,
        stop_words: Option<PyStopWords>,
        keep: Option<Vec<String>>,
        sentences: &str,
        min_words: usize,
        max_words: Option<usize>,
        numbers: &str,
        merge: Option<&str>,
        aliases: Vec<(String, String)>,
        window: Option<usize>,
        share: Option<f64>,
        metric: Option<&str>,
        repeats: Option<bool>,
        dedup: Option<&str>,
        dedup_limit: Option<f64>,
    ) -> PyResult<Self> {
        let default = KeyphraseConfig::default();
        let mut chosen = Method::from(method.parse::<MethodName>()?);
        match &mut chosen {
            Method::Rake {
                metric: own,
                repeats: counts,
            } => {
                *own = metric.map_or(Ok(*own), str::parse)?;
                set(counts, repeats);
            }
            Method::TextRank {
                window: own,
                share: best,
            } => {
                set(own, window);
                set(best, share);
            }
            Method::Yake {
                window: own,
                similarity,
                limit,
            } => {
                set(own, window);
                *similarity = dedup.map_or(Ok(*similarity), str::parse)?;
                set(limit, dedup_limit);
            }
            Method::PositionRank { window: own } => set(own, window),
            Method::TfIdf => {}
        }
        Ok(Self(KeyphraseConfig {
            method: chosen,
            top,
            language: language.filter(|one| one != AUTO),
            stop_words: stop_words.map(|words| Some(words).into()),
            keep: keep.map_or(Ok(default.keep), |names| kept(&names))?,
            sentences: sentences.parse()?,
            min_words,
            max_words,
            numbers: numbers.parse()?,
            merge: merge.map(str::parse).transpose()?,
            aliases,
        }))
    }
}

/// Sets an option if a value is given.
fn set<T>(option: &mut T, given: Option<T>) {
    if let Some(value) = given {
        *option = value;
    }
}

fn kept(names: &[String]) -> Result<ProtectedKinds> {
    let kinds = names.iter().map(|name| name.parse::<ProtectedKind>());
    kinds.collect()
}

/// The keyphrases of documents and their occurrences.
#[pyclass(frozen, name = "Keyphrases", module = "lexicount._core")]
pub(super) struct PyKeyphrases {
    documents: Arc<Documents>,
    found: Keyphrases,
}

/// Extracts the best phrases of each document.
#[pyfunction]
#[pyo3(signature = (documents, *, config, background, run))]
pub(super) fn rank_keyphrases(
    py: Python<'_>,
    documents: &PyDocuments,
    config: &PyKeyphraseConfig,
    background: Option<&PyTermCounts>,
    run: Run,
) -> PyResult<PyKeyphrases> {
    let documents = Arc::clone(&documents.0);
    let weight = documents.total_bytes();
    let background = background.map(PyTermCounts::counts).transpose()?;
    let found = release(py, &run, weight, |workers| {
        keyphrases(&documents, &config.0, background, workers)
    })?;
    Ok(PyKeyphrases { documents, found })
}

/// Extracts the best phrases of given tokens, one list per sentence; offsets are token indices.
#[pyfunction]
#[pyo3(signature = (sentences, *, config, background))]
pub(super) fn rank_token_keyphrases(
    py: Python<'_>,
    sentences: Vec<Vec<String>>,
    config: &PyKeyphraseConfig,
    background: Option<&PyTermCounts>,
) -> PyResult<PyTable> {
    let background = background.map(PyTermCounts::counts).transpose()?;
    py.detach(|| {
        let found = rank_tokens(&sentences, &config.0, background)?;
        Ok(found.to_token_table().into())
    })
}

#[pymethods]
impl PyKeyphrases {
    fn __len__(&self) -> usize {
        self.found.phrases().len()
    }

    /// The documents.
    #[getter]
    fn documents(&self) -> PyDocuments {
        PyDocuments(Arc::clone(&self.documents))
    }

    /// Returns the phrases of all documents, in order of document, best first.
    fn table(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.found.to_table(&self.documents).into())
    }

    /// Returns text and score of each phrase of document number `index`, best first.
    fn of_document(&self, index: usize) -> Vec<(&str, f64)> {
        let phrases = &self.found.phrases()[self.found.of_document(index)];
        phrases
            .iter()
            .map(|phrase| (phrase.text.as_str(), phrase.score))
            .collect()
    }

    /// Returns the occurrences of the phrases: of all documents or number `index`, of all phrases or of `keyphrase`.
    #[pyo3(signature = (*, index, keyphrase))]
    fn mentions(&self, py: Python<'_>, index: Option<usize>, keyphrase: Option<&str>) -> PyTable {
        py.detach(|| {
            let numbers = self.numbers(index);
            let phrases = self.found.phrases();
            let wanted = |number: usize| {
                numbers.contains(&number)
                    && keyphrase.is_none_or(|text| phrases[number].text == text)
            };
            self.found.mentions_table(&self.documents, wanted).into()
        })
    }

    /// Returns the occurrences in document number `index`, in order: start, end (code points), phrase.
    fn spans(&self, index: usize) -> Vec<(usize, usize, &str)> {
        let phrases = &self.found.phrases()[self.found.of_document(index)];
        let mut all: Vec<_> = phrases
            .iter()
            .flat_map(|phrase| {
                let spans = self.found.mentions_of(phrase).iter();
                spans.map(move |&span| (span, phrase.rank, phrase.text.as_str()))
            })
            .collect();
        all.sort_unstable();
        let text = (index < self.documents.len())
            .then(|| self.documents.text(index))
            .flatten();
        let mut points = CodePoints::of(text.unwrap_or_default());
        let places = all.into_iter().map(|(span, _, phrase)| {
            let (start, end) = points.convert(span);
            (start, end, phrase)
        });
        places.collect()
    }
}

impl PyKeyphrases {
    fn numbers(&self, index: Option<usize>) -> Range<usize> {
        match index {
            Some(index) => self.found.of_document(index),
            None => 0..self.found.phrases().len(),
        }
    }
}
