//! Tokens in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use super::convert::PyText;
use super::documents::PyDocuments;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::{Documents, TextLanguage};
use crate::counts::{TermId, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::CodePoints;
use crate::tokens::{
    Normalizer, ProtectedKinds, Segmenter, Step, TokenColumns, Tokenizer, count_tokens,
    language_option, token_table,
};

/// The number of tokens, at 25 ns or more each, between two checks for signals.
const TOKENS_PER_SIGNAL: usize = 1 << 16;

/// One Python string per distinct word, shared by all its occurrences.
struct Strings<'py, 's> {
    py: Python<'py>,
    segmenter: &'s Segmenter,
    words: Vocabulary,
    shared: Vec<Bound<'py, PyString>>,
    /// How words are written; `None` leaves them unchanged.
    normalizer: Option<Normalizer>,
    buffer: String,
    /// The words of one text, by id.
    ids: Vec<TermId>,
}

impl<'py, 's> Strings<'py, 's> {
    fn new(py: Python<'py>, segmenter: &'s Segmenter, lowercase: bool) -> Self {
        Self {
            py,
            segmenter,
            words: Vocabulary::default(),
            shared: Vec::new(),
            normalizer: lowercase.then(Normalizer::default),
            buffer: String::new(),
            ids: Vec::new(),
        }
    }

    /// The words of the segments of a text.
    fn list<'t>(
        &mut self,
        pieces: impl Iterator<Item = &'t str>,
        language: &TextLanguage<'_>,
    ) -> PyResult<Bound<'py, PyList>> {
        self.ids.clear();
        for text in pieces {
            self.read(text, language)?;
        }
        let shared = &self.shared;
        PyList::new(self.py, self.ids.iter().map(|&id| &shared[id as usize]))
    }

    /// Adds the words of a text by id.
    fn read(&mut self, text: &str, language: &TextLanguage<'_>) -> PyResult<()> {
        let mut failed = Ok(());
        self.segmenter.for_each_span(text, language, |span| {
            if self.ids.len() % TOKENS_PER_SIGNAL == TOKENS_PER_SIGNAL - 1 && failed.is_ok() {
                failed = self.py.check_signals();
            }
            let id = self.id(span.slice(text));
            self.ids.push(id);
        });
        failed
    }

    #[inline]
    fn id(&mut self, word: &str) -> TermId {
        let id = self.words.intern(word);
        if id as usize == self.shared.len() {
            self.add(word);
        }
        id
    }

    #[cold]
    fn add(&mut self, word: &str) {
        let word = match self.normalizer {
            Some(normalizer) => self.segmenter.term(word, normalizer, &mut self.buffer),
            None => word,
        };
        self.shared.push(PyString::new(self.py, word));
    }
}

/// The kinds of protected tokens: a name, or several.
#[derive(FromPyObject)]
pub(super) enum PyKeep {
    Name(String),
    Names(Vec<String>),
}

impl PyKeep {
    fn to_keep(&self) -> Result<ProtectedKinds> {
        let names = match self {
            Self::Name(name) => std::slice::from_ref(name),
            Self::Names(names) => names,
        };
        let mut keep = ProtectedKinds::NONE;
        for name in names {
            keep = keep | name.parse()?;
        }
        Ok(keep)
    }
}

/// A segmenter into words, which are compared with protected terms as they are returned.
fn words(tokenizer: Tokenizer, protect: &[String], lowercase: bool) -> Result<Segmenter> {
    let normalizer = if lowercase {
        Normalizer::default()
    } else {
        Normalizer::new([])?
    };
    Segmenter::words(tokenizer, protect, normalizer)
}

/// The options of a tokenizer.
pub(super) fn tokenizer(
    punctuation: bool,
    keep: Option<&PyKeep>,
    dictionary: bool,
    rules: &str,
) -> Result<Tokenizer> {
    Ok(Tokenizer {
        punctuation,
        protected: keep.map_or(Ok(ProtectedKinds::NONE), PyKeep::to_keep)?,
        dictionary,
        rules: rules.parse()?,
    })
}

/// Returns the tokens of one text.
#[pyfunction]
#[pyo3(signature = (text, *, punctuation, lowercase, keep, protect, dictionary, rules))]
pub(super) fn tokenize_text<'py>(
    text: &Bound<'py, PyString>,
    punctuation: bool,
    lowercase: bool,
    keep: Option<PyKeep>,
    protect: Vec<String>,
    dictionary: bool,
    rules: &str,
) -> PyResult<Bound<'py, PyList>> {
    let tokenizer = tokenizer(punctuation, keep.as_ref(), dictionary, rules)?;
    list_of(text, &words(tokenizer, &protect, lowercase)?, lowercase)
}

/// Returns the sentences of one text.
#[pyfunction]
#[pyo3(signature = (text, *, rules, language))]
pub(super) fn sentences_of_text<'py>(
    text: &Bound<'py, PyString>,
    rules: &str,
    language: &str,
) -> PyResult<Bound<'py, PyList>> {
    let segmenter = Segmenter::Sentences(rules.parse()?, language_option(language)?);
    list_of(text, &segmenter, false)
}

/// Returns the grapheme clusters of one text.
#[pyfunction]
pub(super) fn graphemes_of_text<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyList>> {
    list_of(text, &Segmenter::Graphemes, false)
}

fn list_of<'py>(
    text: &Bound<'py, PyString>,
    segmenter: &Segmenter,
    lowercase: bool,
) -> PyResult<Bound<'py, PyList>> {
    let source = PyText::new(text)?;
    let language = segmenter.language_of(source.as_str());
    let pieces = [source.as_str()].into_iter();
    Strings::new(text.py(), segmenter, lowercase).list(pieces, &language)
}

/// The segments of documents, computed on access: words, sentences or grapheme clusters.
#[pyclass(frozen, name = "Tokens", module = "lexicount._core")]
pub(super) struct PyTokens {
    documents: Arc<Documents>,
    segmenter: Segmenter,
    lowercase: bool,
    run: Run,
}

#[pymethods]
impl PyTokens {
    /// Segments documents into words and other requested tokens.
    #[staticmethod]
    #[pyo3(signature = (documents, *, punctuation, lowercase, keep, protect, dictionary, rules, run))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python function"
    )]
    fn words(
        documents: &PyDocuments,
        punctuation: bool,
        lowercase: bool,
        keep: Option<PyKeep>,
        protect: Vec<String>,
        dictionary: bool,
        rules: &str,
        run: Run,
    ) -> PyResult<Self> {
        let tokenizer = tokenizer(punctuation, keep.as_ref(), dictionary, rules)?;
        let segmenter = words(tokenizer, &protect, lowercase)?;
        Self::new(documents, segmenter, lowercase, run)
    }

    /// Sentences.
    #[staticmethod]
    #[pyo3(signature = (documents, *, rules, language, run))]
    fn sentences(documents: &PyDocuments, rules: &str, language: &str, run: Run) -> PyResult<Self> {
        let segmenter = Segmenter::Sentences(rules.parse()?, language_option(language)?);
        Self::new(documents, segmenter, false, run)
    }

    /// Grapheme clusters.
    #[staticmethod]
    #[pyo3(signature = (documents, *, run))]
    fn graphemes(documents: &PyDocuments, run: Run) -> PyResult<Self> {
        Self::new(documents, Segmenter::Graphemes, false, run)
    }

    fn __len__(&self) -> usize {
        self.documents.len()
    }

    /// Returns the tokens of document number `index`; none if it is missing.
    fn at<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyList>> {
        let language = self.language_of(index);
        Strings::new(py, &self.segmenter, self.lowercase).list(self.pieces(index), &language)
    }

    /// Returns start, end (code points) and kind of each token of document number `index`.
    fn spans<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyList>> {
        let text = self.documents.text(index).unwrap_or_default();
        let mut points = CodePoints::of(text);
        let list = PyList::empty(py);
        let pieces = self.documents.kept(index);
        let segmenter = &self.segmenter;
        let language = self.language_of(index);
        let kinds = pieces.flat_map(|piece| {
            let kinds = segmenter.kinds(piece.slice(text), &language);
            kinds.map(move |(span, kind)| (span.shifted(piece.start), kind))
        });
        for (span, kind) in kinds {
            let (start, end) = points.convert(span);
            let kind = PyString::intern(py, kind.name());
            list.append(PyTuple::new(
                py,
                [
                    start.into_pyobject(py)?.into_any(),
                    end.into_pyobject(py)?.into_any(),
                    kind.into_any(),
                ],
            )?)?;
        }
        Ok(list)
    }

    /// Returns the tokens of all documents, one list per document.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut strings = Strings::new(py, &self.segmenter, self.lowercase);
        let list = PyList::empty(py);
        for index in 0..self.documents.len() {
            let language = self.language_of(index);
            list.append(strings.list(self.pieces(index), &language)?)?;
        }
        Ok(list)
    }

    /// Returns the number of tokens of each document.
    fn counts(&self, py: Python<'_>) -> PyResult<Vec<usize>> {
        self.with_workers(py, |workers| {
            count_tokens(&self.documents, &self.segmenter, workers)
        })
    }

    /// Returns one row per document: id, metadata, and lists of tokens, starts, ends (code points) and kinds.
    #[pyo3(signature = (*, spans))]
    fn to_table(&self, py: Python<'_>, spans: bool) -> PyResult<PyTable> {
        let columns = TokenColumns {
            segmenter: self.segmenter.clone(),
            normalizer: self.lowercase.then(Normalizer::default),
            spans,
        };
        let table = self.with_workers(py, |workers| {
            token_table(&self.documents, &columns, workers)
        })?;
        Ok(table.into())
    }
}

impl PyTokens {
    fn new(
        documents: &PyDocuments,
        segmenter: Segmenter,
        lowercase: bool,
        run: Run,
    ) -> PyResult<Self> {
        // Report a wrong option now, not when the first token is requested.
        run.workers()?;
        Ok(Self {
            documents: Arc::clone(&documents.0),
            segmenter,
            lowercase,
            run,
        })
    }

    fn language_of(&self, index: usize) -> TextLanguage<'_> {
        self.documents.language_of(index, self.segmenter.language())
    }

    /// The segments of a document that are not skipped.
    fn pieces(&self, index: usize) -> impl Iterator<Item = &str> {
        let text = self.documents.text(index).unwrap_or_default();
        self.documents.kept(index).map(|piece| piece.slice(text))
    }

    fn with_workers<T: Send>(
        &self,
        py: Python<'_>,
        job: impl FnOnce(&Workers) -> Result<T> + Send,
    ) -> PyResult<T> {
        let weight = self.documents.total_bytes();
        release(py, &self.run, weight, job)
    }
}

/// Returns the languages that have a stop-word list, by ISO 639-1 code.
#[pyfunction]
pub(super) fn stop_word_languages() -> Vec<&'static str> {
    crate::tokens::stop_word_languages().collect()
}

/// Returns a table of what each language has.
#[pyfunction]
pub(super) fn language_table() -> PyTable {
    crate::tokens::language_table().into()
}

/// Returns the normalisation steps for a language, after case folding.
#[pyfunction]
pub(super) fn steps_for_language(language: &str) -> PyResult<Vec<&'static str>> {
    let steps = crate::tokens::steps_for_language(language)?;
    Ok(steps.into_iter().map(Step::name).collect())
}

/// Returns the built-in stop words of a language.
#[pyfunction]
pub(super) fn stop_words(language: &str) -> PyResult<Vec<&'static str>> {
    Ok(crate::tokens::stop_words_of(language)?.collect())
}

/// Returns the name of the stop-word list for a language, "auto" included; None if there is none.
#[pyfunction]
pub(super) fn stop_words_for_language(language: &str) -> PyResult<Option<String>> {
    Ok(crate::tokens::stop_words_for_language(language)?)
}
