//! `CoNLL` text in Python.

use pyo3::prelude::*;

use crate::entities::{TaggedSentence, parse_conll_documents};

/// The words of a sentence, and its names: first word, end word (exclusive), label.
type Sentence = (Vec<String>, Vec<(usize, usize, String)>);

/// Returns the documents of `CoNLL` text, each a list of sentences: words, and names as first word, end word, label.
#[pyfunction]
#[pyo3(signature = (text))]
pub(super) fn conll_documents(py: Python<'_>, text: &str) -> PyResult<Vec<Vec<Sentence>>> {
    let documents = py.detach(|| parse_conll_documents(text))?;
    let parts = |TaggedSentence { words, names }| (words, names);
    let documents = documents.into_iter();
    Ok(documents
        .map(|sentences| sentences.into_iter().map(parts).collect())
        .collect())
}

/// Returns the parts of a word that corpora have as words of their own: the word, and its possessive endings.
#[pyfunction]
#[pyo3(signature = (word))]
pub(super) fn possessive_parts(word: &str) -> Vec<&str> {
    crate::entities::possessive_parts(word)
}
