//! Tokens in Python.

use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use super::convert::PyText;
use super::documents::PyDocuments;
use super::run::release;
use super::table::PyTable;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::CodePoints;
use crate::tokens::{Normalizer, TokenColumns, Tokenizer, count_tokens, token_table};

/// So many tokens, at 25 ns and more each, between two looks at signals.
const TOKENS_PER_SIGNAL: usize = 1 << 16;

/// A word of English and its space, so that a list's first guess is about right.
const BYTES_PER_TOKEN: usize = 6;

/// One Python string a distinct word, shared by all its occurrences.
type Shared<'py, 't> = HashMap<&'t str, Bound<'py, PyString>, RandomState>;

/// The tokens of one text.
#[pyfunction]
#[pyo3(signature = (text, *, punctuation=false, lowercase=false))]
pub(super) fn tokenize_text<'py>(
    text: &Bound<'py, PyString>,
    punctuation: bool,
    lowercase: bool,
) -> PyResult<Bound<'py, PyList>> {
    let py = text.py();
    let text = PyText::new(text)?;
    let mut shared = Shared::default();
    word_list(
        py,
        text.as_str(),
        Tokenizer {
            punctuation,
            ..Tokenizer::default()
        },
        lowercase,
        &mut shared,
    )
}

fn word_list<'py, 't>(
    py: Python<'py>,
    text: &'t str,
    tokenizer: Tokenizer,
    lowercase: bool,
    shared: &mut Shared<'py, 't>,
) -> PyResult<Bound<'py, PyList>> {
    let mut buffer = String::new();
    let mut words = Vec::with_capacity(text.len() / BYTES_PER_TOKEN);
    for (n, token) in tokenizer.tokens(text).enumerate() {
        if n.is_multiple_of(TOKENS_PER_SIGNAL) {
            py.check_signals()?;
        }
        let word = shared.entry(token.text).or_insert_with(|| {
            if lowercase {
                PyString::new(py, Normalizer::default().term(token.text, &mut buffer))
            } else {
                PyString::new(py, token.text)
            }
        });
        words.push(word.clone());
    }
    PyList::new(py, words)
}

/// The tokens of many documents, made when they are asked for.
#[pyclass(frozen, name = "Tokens", module = "lexicount._core")]
pub(super) struct PyTokens {
    documents: Arc<Documents>,
    tokenizer: Tokenizer,
    lowercase: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

#[pymethods]
impl PyTokens {
    #[new]
    #[pyo3(signature = (documents, *, punctuation=false, lowercase=false, threads=None, progress=None))]
    fn new(
        documents: &PyDocuments,
        punctuation: bool,
        lowercase: bool,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        // Wrong options are told now, not when the first token is asked for.
        Workers::new(threads)?;
        Ok(Self {
            documents: Arc::clone(&documents.0),
            tokenizer: Tokenizer {
                punctuation,
                ..Tokenizer::default()
            },
            lowercase,
            threads,
            progress,
        })
    }

    fn __len__(&self) -> usize {
        self.documents.len()
    }

    /// The words of document number `index`; none where it is missing.
    fn words<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyList>> {
        let text = self.documents.text(index).unwrap_or_default();
        word_list(
            py,
            text,
            self.tokenizer,
            self.lowercase,
            &mut Shared::default(),
        )
    }

    /// The tokens of document number `index`: start, end (code points) and kind of each.
    fn spans<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyList>> {
        let text = self.documents.text(index).unwrap_or_default();
        let mut points = CodePoints::of(text);
        let list = PyList::empty(py);
        for token in self.tokenizer.tokens(text) {
            let (start, end) = points.convert(token.span);
            let kind = PyString::intern(py, token.kind.name());
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

    /// The words of all documents, a list each.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut shared = Shared::default();
        let list = PyList::empty(py);
        for text in self.documents.texts() {
            let text = text.unwrap_or_default();
            list.append(word_list(
                py,
                text,
                self.tokenizer,
                self.lowercase,
                &mut shared,
            )?)?;
        }
        Ok(list)
    }

    /// The number of tokens of each document.
    fn counts(&self, py: Python<'_>) -> PyResult<Vec<usize>> {
        self.run(py, |workers| {
            count_tokens(&self.documents, self.tokenizer, workers)
        })
    }

    /// One row a document: id, metadata, and lists of tokens, and of starts, ends (code points) and kinds.
    #[pyo3(signature = (*, spans=true))]
    fn to_table(&self, py: Python<'_>, spans: bool) -> PyResult<PyTable> {
        let columns = TokenColumns {
            tokenizer: self.tokenizer,
            normalizer: self.lowercase.then(Normalizer::default),
            spans,
        };
        let table = self.run(py, |workers| token_table(&self.documents, columns, workers))?;
        Ok(table.into())
    }
}

impl PyTokens {
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        job: impl FnOnce(&Workers) -> Result<T> + Send,
    ) -> PyResult<T> {
        let weight = self.documents.total_bytes();
        release(py, self.threads, weight, self.progress.as_ref(), job)
    }
}

/// The languages that have a list of stop words, by ISO 639-1 code.
#[pyfunction]
pub(super) fn stop_word_languages() -> Vec<&'static str> {
    crate::tokens::stop_word_languages().collect()
}
