//! Concordances in Python.

use std::sync::Arc;

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use super::analysis::PyAnalyzer;
use super::documents::PyDocuments;
use super::grouping::grouping;
use super::run::{Run, release};
use super::table::PyTable;
use crate::parallel::Workers;
use crate::statistics::{Concordance, Query, Side, SortKey, View};

/// The estimated cost of a line in bytes, which decides whether signals are checked.
const LINE_BYTES: usize = 256;

/// The query: words or a regular expression.
#[pyclass(frozen, name = "Query", module = "lexicount._core")]
pub(super) struct PyQuery(Query);

#[pymethods]
impl PyQuery {
    /// Words, analysed like the text, with `*` for any characters of a word.
    #[staticmethod]
    fn words(words: Vec<String>, analyzer: &PyAnalyzer) -> PyResult<Self> {
        Ok(Self(Query::of_words(words, analyzer.analyzer())?))
    }

    /// A regular expression.
    #[staticmethod]
    fn regex(pattern: &str, case_sensitive: bool) -> PyResult<Self> {
        Ok(Self(Query::of_regex(pattern, case_sensitive)?))
    }
}

/// Hits in documents, with their lines.
#[pyclass(frozen, name = "Concordance", module = "lexicount._core")]
pub(super) struct PyConcordance(pub(super) Concordance);

/// A view with a context of words or code points on each side, by the rules of an analyzer.
pub(super) fn view(window: usize, characters: bool, sentence: bool, analyzer: &PyAnalyzer) -> View {
    let analyzer = analyzer.analyzer();
    View {
        window,
        characters,
        sentence,
        tokenizer: analyzer.tokenizer,
        sentences: analyzer.sentences,
        language: analyzer.language,
    }
}

#[pymethods]
impl PyConcordance {
    /// Finds the hits of a query, in order of document and position.
    #[staticmethod]
    #[pyo3(signature = (documents, query, *, analyzer, window, characters, sentence, run))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python function"
    )]
    fn find(
        py: Python<'_>,
        documents: &PyDocuments,
        query: &PyQuery,
        analyzer: &PyAnalyzer,
        window: usize,
        characters: bool,
        sentence: bool,
        run: Run,
    ) -> PyResult<Self> {
        let view = view(window, characters, sentence, analyzer);
        let documents = &documents.0;
        let weight = documents.total_bytes();
        let found = release(py, &run, weight, |workers| {
            Concordance::find(Arc::clone(documents), &query.0, view, workers)
        })?;
        Ok(Self(found))
    }

    /// Creates a concordance of known spans: document index, start and end in code points.
    #[staticmethod]
    #[pyo3(signature = (documents, spans, *, analyzer, window, characters, sentence))]
    fn from_spans(
        documents: &PyDocuments,
        spans: Vec<(usize, usize, usize)>,
        analyzer: &PyAnalyzer,
        window: usize,
        characters: bool,
        sentence: bool,
    ) -> PyResult<Self> {
        let view = view(window, characters, sentence, analyzer);
        let made = Concordance::from_points(&documents.0, spans, view)?;
        Ok(Self(made))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The documents.
    #[getter]
    fn documents(&self) -> PyDocuments {
        PyDocuments(Arc::clone(self.0.documents()))
    }

    /// The context: words or code points on each side, whether these are code points, whether the sentence is shown.
    #[getter]
    fn view(&self) -> (usize, bool, bool) {
        let view = self.0.view();
        (view.window, view.characters, view.sentence)
    }

    /// Returns the same hits with another context.
    fn with_view(&self, window: usize, characters: bool, sentence: bool) -> Self {
        Self(self.0.with_view(View {
            window,
            characters,
            sentence,
            ..self.0.view()
        }))
    }

    /// Returns `n` hits from `start` with a distance of `step`.
    fn take(&self, py: Python<'_>, start: usize, step: isize, count: usize) -> PyResult<Self> {
        let places = (0..count).map(|n| {
            let ahead = step.checked_mul(isize::try_from(n).ok()?)?;
            start
                .checked_add_signed(ahead)
                .filter(|&place| place < self.0.len())
        });
        match places.collect::<Option<Vec<usize>>>() {
            Some(places) => Ok(py.detach(|| Self(self.0.take(places)))),
            None => Err(self.no_such_place()),
        }
    }

    /// Returns the hits with these indices, in ascending order.
    fn take_all(&self, py: Python<'_>, places: Vec<usize>) -> PyResult<Self> {
        if places.iter().any(|&place| place >= self.0.len()) {
            return Err(self.no_such_place());
        }
        Ok(py.detach(|| Self(self.0.take(places))))
    }

    /// Returns the hits sorted by keys such as L1, R2 and keyword.
    #[pyo3(signature = (keys, run))]
    fn sorted(&self, py: Python<'_>, keys: Vec<String>, run: Run) -> PyResult<Self> {
        let keys = keys.iter().map(|key| key.parse());
        let keys = keys.collect::<Result<Vec<SortKey>, _>>()?;
        let weight = self.weight();
        let sorted = release(py, &run, weight, |workers| self.0.sorted(&keys, workers))?;
        Ok(Self(sorted))
    }

    /// Returns the hits with a query in a part of their context, or without it.
    #[pyo3(signature = (query, *, within, exclude, run))]
    fn filtered(
        &self,
        py: Python<'_>,
        query: &PyQuery,
        within: &str,
        exclude: bool,
        run: Run,
    ) -> PyResult<Self> {
        let side: Side = within.parse()?;
        let weight = self.weight();
        let kept = release(py, &run, weight, |workers| {
            self.0.filtered(&query.0, side, exclude, workers)
        })?;
        Ok(Self(kept))
    }

    /// Returns a random sample of at most `n` hits.
    fn sampled(&self, py: Python<'_>, n: usize, seed: u64) -> Self {
        py.detach(|| Self(self.0.sampled(n, seed)))
    }

    /// Returns the number of hits by document.
    fn counts(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.0.counts_table().into())
    }

    /// Returns the number of hits in each group of documents.
    #[pyo3(signature = (columns, *, every))]
    fn counts_by(
        &self,
        py: Python<'_>,
        columns: Vec<String>,
        every: Option<&str>,
    ) -> PyResult<PyTable> {
        let grouping = grouping(columns, every)?;
        Ok(py.detach(|| self.0.counts_by(&grouping))?.into())
    }

    /// The number of documents with hits.
    #[getter]
    fn n_documents(&self, py: Python<'_>) -> usize {
        py.detach(|| self.0.counts().iter().filter(|&&hits| hits > 0).count())
    }

    /// Returns the lines of the hits from `start` to `stop`.
    #[pyo3(signature = (start, stop, *, metadata))]
    fn table(
        &self,
        py: Python<'_>,
        start: usize,
        stop: usize,
        metadata: bool,
    ) -> PyResult<PyTable> {
        if start > stop || stop > self.0.len() {
            return Err(self.no_such_place());
        }
        let weight = (stop - start).saturating_mul(LINE_BYTES);
        let table = release(py, &Run::default(), weight, |workers: &Workers| {
            self.0.to_table(start..stop, metadata, workers)
        })?;
        Ok(table.into())
    }
}

impl PyConcordance {
    fn weight(&self) -> usize {
        self.0.documents().total_bytes()
    }

    fn no_such_place(&self) -> PyErr {
        PyIndexError::new_err(format!("no such hit: there are {}", self.0.len()))
    }
}
