//! Normalised texts and analyzers in Python.

use std::collections::HashSet;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyFrozenSet, PyString, PyTuple};

use super::convert::PyText;
use super::table::PyTable;
use super::tokens::{PyKeep, tokenizer};
use crate::corpus::{AUTO, Language, TextLanguage};
use crate::span::CodePointIndex;
use crate::statistics::phrase_table;
use crate::tokens::{
    Analyzer, Grams, Normalized, Normalizer, Phrases, PreparedAnalyzer, ProtectedKind, Stemmer,
    StemmerChoice, StopWordList, language_option,
};

/// A normalised text with a map of offsets to its source.
#[pyclass(frozen, name = "Normalized", module = "lexicount._core")]
pub(super) struct PyNormalized {
    source: PyText,
    normalized: Normalized,
    source_index: CodePointIndex,
    index: CodePointIndex,
}

#[pymethods]
impl PyNormalized {
    /// The text.
    #[getter]
    fn text(&self) -> &str {
        self.normalized.text()
    }

    /// Returns the span of the source, in code points, for a span of the text.
    fn source_span(&self, start: i64, end: i64) -> PyResult<(usize, usize)> {
        let bounds = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        let text = self.normalized.text();
        let span = bounds.and_then(|(start, end)| self.index.span(text, start, end));
        let Some(span) = span else {
            let n_points = self.index.n_points();
            return Err(PyIndexError::new_err(format!(
                "span ({start}, {end}) of a text of {n_points} code points: no such place; use 0 <= start <= end <= {n_points}"
            )));
        };
        let source = self.normalized.source_span(span);
        Ok(self.source_index.points(self.source.as_str(), source))
    }
}

/// Normalises a text by the given steps.
#[pyfunction]
pub(super) fn normalize_text(
    text: &Bound<'_, PyString>,
    steps: Vec<String>,
) -> PyResult<PyNormalized> {
    let steps = Normalizer::from_names(steps)?;
    let source = PyText::new(text)?;
    let (normalized, source_index, index) = text.py().detach(|| {
        let normalized = if steps.is_automatic() {
            let language = TextLanguage::of_text(source.as_str()).or_fallback();
            steps.in_language(language.list_code())
        } else {
            steps
        };
        let normalized = normalized.normalize(source.as_str());
        let index = CodePointIndex::new(normalized.text());
        (normalized, CodePointIndex::new(source.as_str()), index)
    });
    Ok(PyNormalized {
        source,
        normalized,
        source_index,
        index,
    })
}

/// Returns the name of each stemmer, and the ISO 639-1 code of its language if there is one.
#[pyfunction]
pub(super) fn stemmers() -> Vec<(&'static str, Option<&'static str>)> {
    Stemmer::all()
        .map(|stemmer| (stemmer.name(), stemmer.code()))
        .collect()
}

/// The code of a language, words, or words and codes of languages.
#[derive(FromPyObject)]
pub(super) enum PyStopWords {
    Language(String),
    Words(HashSet<String>),
    Items(Vec<String>),
}

impl From<Option<PyStopWords>> for StopWordList {
    fn from(stop_words: Option<PyStopWords>) -> Self {
        match stop_words {
            None => Self::None,
            Some(PyStopWords::Language(code)) => Self::Language(code),
            Some(PyStopWords::Items(items)) => Self::of_items(items),
            Some(PyStopWords::Words(words)) => {
                let mut words: Vec<String> = words.into_iter().collect();
                words.sort_unstable();
                Self::Words(words)
            }
        }
    }
}

/// How terms are made from text.
#[pyclass(frozen, name = "Analyzer", module = "lexicount._core")]
pub(super) struct PyAnalyzer(PreparedAnalyzer);

#[pymethods]
impl PyAnalyzer {
    #[new]
    #[pyo3(signature = (*, language, normalize, punctuation, keep, protect, dictionary, stop_words, stemmer, phrases, ngram_range, skip, char_ngrams, within_words, cross_sentences, words, sentences))]
    #[expect(
        clippy::too_many_arguments,
        clippy::fn_params_excessive_bools,
        reason = "keyword arguments of a Python class"
    )]
    fn new(
        language: &str,
        normalize: Vec<String>,
        punctuation: bool,
        keep: Option<PyKeep>,
        mut protect: Vec<String>,
        dictionary: bool,
        stop_words: Option<PyStopWords>,
        stemmer: Option<&str>,
        phrases: Vec<Py<PyPhrases>>,
        ngram_range: (usize, usize),
        skip: usize,
        char_ngrams: Option<(usize, usize)>,
        within_words: bool,
        cross_sentences: bool,
        words: &str,
        sentences: &str,
    ) -> PyResult<Self> {
        protect.sort_unstable();
        protect.dedup();
        let analyzer = Analyzer {
            language: language_option(language)?,
            tokenizer: tokenizer(punctuation, keep.as_ref(), dictionary, words)?,
            protect,
            normalizer: Normalizer::from_names(normalize)?,
            stop_words: stop_words.into(),
            stemmer: stemmer.map(str::parse).transpose()?,
            phrases: phrases.iter().map(|one| one.get().0.clone()).collect(),
            grams: match char_ngrams {
                Some(range) => Grams::Characters {
                    range: range.try_into()?,
                    within_words,
                },
                None => Grams::Words {
                    range: ngram_range.try_into()?,
                    skip,
                },
            },
            cross_sentences,
            sentences: sentences.parse()?,
        };
        Self::of(&analyzer)
    }

    /// Reads an analyzer from a JSON object.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        Self::of(&Analyzer::from_json(json)?)
    }

    /// Returns the analyzer as JSON.
    fn to_json(&self) -> String {
        self.0.analyzer().to_json()
    }

    /// Returns the terms of one text.
    fn terms(&self, text: &Bound<'_, PyString>) -> PyResult<Vec<String>> {
        let source = PyText::new(text)?;
        Ok(text.py().detach(|| {
            let mut terms = Vec::new();
            self.0
                .for_each(source.as_str(), |term, _| terms.push(term.to_owned()));
            terms
        }))
    }

    /// Returns the terms of one text, each with the start and end of its source in code points.
    fn spans(&self, text: &Bound<'_, PyString>) -> PyResult<Vec<(String, usize, usize)>> {
        let source = PyText::new(text)?;
        Ok(text.py().detach(|| {
            let mut terms = Vec::new();
            let index = CodePointIndex::new(source.as_str());
            self.0.for_each(source.as_str(), |term, span| {
                let (start, end) = index.points(source.as_str(), span);
                terms.push((term.to_owned(), start, end));
            });
            terms
        }))
    }

    /// Returns a description of one line.
    fn describe(&self) -> String {
        self.0.analyzer().to_string()
    }

    /// The tokenizer: whether punctuation is kept, the protected tokens, whether dictionaries are used, the rules.
    #[getter]
    fn tokenizer(&self) -> (bool, Vec<&'static str>, bool, &'static str) {
        let tokenizer = self.0.analyzer().tokenizer;
        let kept = tokenizer
            .protected
            .iter()
            .map(ProtectedKind::name)
            .collect();
        (
            tokenizer.punctuation,
            kept,
            tokenizer.dictionary,
            tokenizer.rules.name(),
        )
    }

    /// The protected terms.
    #[getter]
    fn protect(&self) -> Vec<String> {
        self.0.analyzer().protect.clone()
    }

    /// The name of the sentence rules.
    #[getter]
    fn sentences(&self) -> &'static str {
        self.0.analyzer().sentences.name()
    }

    /// The names of the normalisation steps.
    #[getter]
    fn steps(&self) -> Vec<&'static str> {
        let steps = self.0.analyzer().normalizer.steps().to_vec();
        steps.into_iter().map(crate::tokens::Step::name).collect()
    }

    /// The stop words: None, the code of a language, or words and codes of languages; a set holds words only.
    #[getter]
    fn stop_words<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match &self.0.analyzer().stop_words {
            StopWordList::None => py.None().into_bound(py),
            StopWordList::Language(code) => PyString::new(py, code).into_any(),
            list @ StopWordList::Words(words) => {
                if StopWordList::of_items(words.iter().cloned()) == *list {
                    PyTuple::new(py, words)?.into_any()
                } else {
                    PyFrozenSet::new(py, words)?.into_any()
                }
            }
            StopWordList::Mixed { languages, words } => {
                let items: Vec<&String> = languages.iter().chain(words).collect();
                PyTuple::new(py, items)?.into_any()
            }
        })
    }

    /// The name of the stemmer, "auto" or None.
    #[getter]
    fn stemmer(&self) -> Option<&'static str> {
        self.0.analyzer().stemmer.map(StemmerChoice::name)
    }

    /// The code of the language of the texts, or "auto".
    #[getter]
    fn language(&self) -> String {
        let language = self.0.analyzer().language;
        language.map_or_else(|| AUTO.to_owned(), Language::into)
    }

    /// Whether the terms of a document depend on its language.
    #[getter]
    fn is_automatic(&self) -> bool {
        self.0.analyzer().is_automatic()
    }

    /// Returns the analyzer for words that are not part of a document.
    fn for_words(&self, what: &str) -> PyResult<Self> {
        Self::of(&self.0.analyzer().for_words(what)?)
    }

    /// The sets of phrases to join, in order.
    #[getter]
    fn phrases(&self) -> Vec<PyPhrases> {
        let phrases = self.0.analyzer().phrases.iter();
        phrases.map(|one| PyPhrases(one.clone())).collect()
    }

    /// The n-grams: unit (word, char, `char_wb`), minimum and maximum n, skip.
    #[getter]
    fn grams(&self) -> (&'static str, usize, usize, usize) {
        let (unit, range, skip) = match self.0.analyzer().grams {
            Grams::Words { range, skip } => ("word", range, skip),
            Grams::Characters {
                range,
                within_words: false,
            } => ("char", range, 0),
            Grams::Characters { range, .. } => ("char_wb", range, 0),
        };
        let (low, high) = range.bounds();
        (unit, low, high, skip)
    }

    /// Whether n-grams cross sentence boundaries.
    #[getter]
    fn cross_sentences(&self) -> bool {
        self.0.analyzer().cross_sentences
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.analyzer() == other.0.analyzer()
    }
}

impl PyAnalyzer {
    pub(super) fn of(analyzer: &Analyzer) -> PyResult<Self> {
        Ok(Self(analyzer.prepare()?))
    }

    pub(super) fn analyzer(&self) -> &Analyzer {
        self.0.analyzer()
    }
}

/// Phrases with their counts and scores.
#[pyclass(frozen, name = "Phrases", module = "lexicount._core")]
pub(super) struct PyPhrases(pub(super) Phrases);

#[pymethods]
impl PyPhrases {
    fn __len__(&self) -> usize {
        self.0.phrases().len()
    }

    /// Reads phrases from a JSON object.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        Ok(Self(Phrases::from_json(json)?))
    }

    /// Returns the phrases as JSON.
    fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// What joins the words of a phrase.
    #[getter]
    fn delimiter(&self) -> &str {
        self.0.delimiter()
    }

    /// The connector words.
    #[getter]
    fn connector_words(&self) -> Vec<String> {
        self.0.connector_words().to_vec()
    }

    /// Returns the words of each phrase, highest score first.
    fn words(&self) -> Vec<Vec<String>> {
        let phrases = self.0.phrases().iter();
        phrases.map(|phrase| phrase.words.clone()).collect()
    }

    /// Returns the phrases with their counts and scores, highest first.
    #[pyo3(signature = (top))]
    fn table(&self, py: Python<'_>, top: Option<usize>) -> PyTable {
        py.detach(|| phrase_table(&self.0, top).into())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
