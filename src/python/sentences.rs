//! Sentences in Python.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::convert::PyText;
use crate::span::CodePoints;

/// The sentences of a text: start and end (code points) of each.
#[pyfunction]
#[pyo3(signature = (text, *, rules="news"))]
pub(super) fn sentence_spans(
    text: &Bound<'_, PyString>,
    rules: &str,
) -> PyResult<Vec<(usize, usize)>> {
    let rules = rules.parse()?;
    let text = PyText::new(text)?;
    let mut points = CodePoints::of(text.as_str());
    let spans = crate::tokens::sentence_spans(text.as_str(), rules);
    Ok(spans.map(|span| points.convert(span)).collect())
}
