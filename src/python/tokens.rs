//! Tokens in Python.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use super::convert::PyText;
use super::documents::PyDocuments;
use super::run::release;
use super::table::PyTable;
use crate::corpus::Documents;
use crate::counts::{TermId, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::CodePoints;
use crate::tokens::{Keep, Normalizer, TokenColumns, Tokenizer, count_tokens, token_table};

/// So many tokens, at 25 ns and more each, between two looks at signals.
const TOKENS_PER_SIGNAL: usize = 1 << 16;

/// One Python string a distinct word, shared by all its occurrences.
struct Strings<'py> {
    py: Python<'py>,
    words: Vocabulary,
    strings: Vec<Bound<'py, PyString>>,
    /// How words are written; `None` leaves them as they stand.
    normalizer: Option<Normalizer>,
    buffer: String,
    /// The words of one text, by number.
    ids: Vec<TermId>,
}

impl<'py> Strings<'py> {
    fn new(py: Python<'py>, lowercase: bool) -> Self {
        Self {
            py,
            words: Vocabulary::default(),
            strings: Vec::new(),
            normalizer: lowercase.then(Normalizer::default),
            buffer: String::new(),
            ids: Vec::new(),
        }
    }

    /// The words of a text.
    fn list(&mut self, text: &str, tokenizer: Tokenizer) -> PyResult<Bound<'py, PyList>> {
        self.ids.clear();
        let mut failed = Ok(());
        tokenizer.tokens(text).for_each(|token| {
            if self.ids.len() % TOKENS_PER_SIGNAL == TOKENS_PER_SIGNAL - 1 && failed.is_ok() {
                failed = self.py.check_signals();
            }
            let id = self.id(token.text);
            self.ids.push(id);
        });
        failed?;
        let strings = &self.strings;
        PyList::new(self.py, self.ids.iter().map(|&id| &strings[id as usize]))
    }

    #[inline]
    fn id(&mut self, word: &str) -> TermId {
        let id = self.words.intern(word);
        if id as usize == self.strings.len() {
            self.add(word);
        }
        id
    }

    #[cold]
    fn add(&mut self, word: &str) {
        let word = match self.normalizer {
            Some(normalizer) => normalizer.term(word, &mut self.buffer),
            None => word,
        };
        self.strings.push(PyString::new(self.py, word));
    }
}

/// What to keep whole: a name, or several.
#[derive(FromPyObject)]
pub(super) enum PyKeep {
    Name(String),
    Names(Vec<String>),
}

impl PyKeep {
    fn to_keep(&self) -> Result<Keep> {
        let names = match self {
            Self::Name(name) => std::slice::from_ref(name),
            Self::Names(names) => names,
        };
        let mut keep = Keep::NONE;
        for name in names {
            keep = keep | name.parse()?;
        }
        Ok(keep)
    }
}

/// The options of a tokenizer.
pub(super) fn tokenizer(
    punctuation: bool,
    keep: Option<&PyKeep>,
    dictionary: bool,
) -> Result<Tokenizer> {
    Ok(Tokenizer {
        punctuation,
        keep: keep.map_or(Ok(Keep::NONE), PyKeep::to_keep)?,
        dictionary,
    })
}

/// The tokens of one text.
#[pyfunction]
#[pyo3(signature = (text, *, punctuation=false, lowercase=false, keep=None, dictionary=true))]
pub(super) fn tokenize_text<'py>(
    text: &Bound<'py, PyString>,
    punctuation: bool,
    lowercase: bool,
    keep: Option<PyKeep>,
    dictionary: bool,
) -> PyResult<Bound<'py, PyList>> {
    let py = text.py();
    let tokenizer = tokenizer(punctuation, keep.as_ref(), dictionary)?;
    let text = PyText::new(text)?;
    Strings::new(py, lowercase).list(text.as_str(), tokenizer)
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
    #[pyo3(signature = (documents, *, punctuation=false, lowercase=false, keep=None, dictionary=true, threads=None, progress=None))]
    fn new(
        documents: &PyDocuments,
        punctuation: bool,
        lowercase: bool,
        keep: Option<PyKeep>,
        dictionary: bool,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        // Wrong options are told now, not when the first token is asked for.
        Workers::new(threads)?;
        Ok(Self {
            documents: Arc::clone(&documents.0),
            tokenizer: tokenizer(punctuation, keep.as_ref(), dictionary)?,
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
        Strings::new(py, self.lowercase).list(text, self.tokenizer)
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
        let mut strings = Strings::new(py, self.lowercase);
        let list = PyList::empty(py);
        for text in self.documents.texts() {
            list.append(strings.list(text.unwrap_or_default(), self.tokenizer)?)?;
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
