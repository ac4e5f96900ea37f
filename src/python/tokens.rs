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
use crate::table::{Column, ListValues, Table, TextValues, Values};
use crate::tokens::{Normalizer, Tokenizer};

/// So many tokens, at 25 ns and more each, between two looks at signals.
const TOKENS_PER_SIGNAL: usize = 1 << 16;

/// One Python string a distinct word, shared by all its occurrences.
type Shared<'py, 't> = HashMap<&'t str, Bound<'py, PyString>, RandomState>;

fn normalizer(lowercase: bool) -> Normalizer {
    Normalizer {
        lowercase,
        apostrophes: lowercase,
    }
}

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
        Tokenizer { punctuation },
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
    let normalizer = normalizer(lowercase);
    let list = PyList::empty(py);
    for (n, token) in tokenizer.tokens(text).enumerate() {
        if n.is_multiple_of(TOKENS_PER_SIGNAL) {
            py.check_signals()?;
        }
        let word = shared.entry(token.text).or_insert_with(|| {
            if lowercase {
                PyString::new(py, normalizer.term(token.text, &mut buffer))
            } else {
                PyString::new(py, token.text)
            }
        });
        list.append(&*word)?;
    }
    Ok(list)
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
            tokenizer: Tokenizer { punctuation },
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
        let parts = self.map(py, |text, workers| {
            let mut n_tokens = 0;
            for _ in self.tokenizer.tokens(text.unwrap_or_default()) {
                n_tokens += 1;
                check_now_and_then(n_tokens, workers)?;
            }
            Ok(n_tokens)
        })?;
        Ok(parts)
    }

    /// One row a document: id, metadata, and lists of tokens, starts, ends (code points) and kinds.
    fn to_table(&self, py: Python<'_>) -> PyResult<PyTable> {
        let rows = self.map(py, |text, workers| self.row(text, workers))?;
        Ok(self.assemble(&rows).into())
    }
}

/// The columns of one document.
#[derive(Default)]
struct DocumentTokens {
    words: TextValues,
    starts: Vec<i64>,
    ends: Vec<i64>,
    kinds: Vec<&'static str>,
}

impl PyTokens {
    fn map<T: Send>(
        &self,
        py: Python<'_>,
        one: impl Fn(Option<&str>, &Workers) -> Result<T> + Sync,
    ) -> PyResult<Vec<T>> {
        let documents = &self.documents;
        let weight = documents.total_bytes();
        let parts = release(
            py,
            self.threads,
            weight,
            self.progress.as_ref(),
            |workers| {
                workers.map_ranges(
                    documents.len(),
                    |index| documents.n_bytes(index),
                    |range| {
                        let rows = range.map(|index| one(documents.text(index), workers));
                        rows.collect::<Result<Vec<T>>>()
                    },
                )
            },
        )?;
        Ok(parts.into_iter().flatten().collect())
    }

    fn row(&self, text: Option<&str>, workers: &Workers) -> Result<DocumentTokens> {
        let mut row = DocumentTokens::default();
        let text = text.unwrap_or_default();
        let mut points = CodePoints::of(text);
        let mut buffer = String::new();
        let normalizer = normalizer(self.lowercase);
        for token in self.tokenizer.tokens(text) {
            check_now_and_then(row.starts.len(), workers)?;
            let word = if self.lowercase {
                normalizer.term(token.text, &mut buffer)
            } else {
                token.text
            };
            let (start, end) = points.convert(token.span);
            row.words.push(word);
            row.starts.push(i64::try_from(start).unwrap_or(i64::MAX));
            row.ends.push(i64::try_from(end).unwrap_or(i64::MAX));
            row.kinds.push(token.kind.name());
        }
        Ok(row)
    }

    fn assemble(&self, rows: &[DocumentTokens]) -> Table {
        let mut words = ListValues::<TextValues>::default();
        let mut kinds = ListValues::<TextValues>::default();
        let mut starts = ListValues::<Vec<i64>>::default();
        let mut ends = ListValues::<Vec<i64>>::default();
        for row in rows {
            for index in 0..row.words.len() {
                words.values.push(row.words.get(index));
                kinds.values.push(row.kinds[index]);
            }
            starts.values.extend(&row.starts);
            ends.values.extend(&row.ends);
            let n_tokens = starts.values.len();
            words.end_row(n_tokens);
            kinds.end_row(n_tokens);
            starts.end_row(n_tokens);
            ends.end_row(n_tokens);
        }
        let present: Vec<bool> = self.documents.texts().map(|text| text.is_some()).collect();
        let lists = [
            ("tokens", Values::TextList(words)),
            ("starts", Values::IntList(starts)),
            ("ends", Values::IntList(ends)),
            ("kinds", Values::TextList(kinds)),
        ];
        let taken = lists.each_ref().map(|(name, _)| *name);
        let all: Vec<usize> = (0..self.documents.len()).collect();
        let mut columns = self.documents.columns_for(&all, &taken);
        columns.extend(
            lists.map(|(name, values)| Column::new(name, values).with_present(present.clone())),
        );
        Table::new(columns)
    }
}

fn check_now_and_then(n: usize, workers: &Workers) -> Result<()> {
    if n.is_multiple_of(4096) {
        workers.check()
    } else {
        Ok(())
    }
}

/// The languages that have a list of stop words, by ISO 639-1 code.
#[pyfunction]
pub(super) fn stop_word_languages() -> Vec<&'static str> {
    crate::tokens::stop_word_languages().collect()
}
