//! From what Python users hold text in to the core's documents.
//!
//! Strings are borrowed: `CPython` keeps the UTF-8 of a `str` (for ASCII it is the string itself) and Arrow's buffers are
//! read where they are. Only a string with lone surrogates is copied, with U+FFFD in their place, which is as many code
//! points, so offsets still fit the Python string.

use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::PyMemoryError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};

use super::arrow::ArrowTexts;
use super::error::input_error;
use crate::corpus::{Documents, TextSource};
use crate::table::{Column, Values};

const ACCEPTED: &str =
    "give a str, an iterable of str, a pandas or polars Series, a NumPy array, or an Arrow array";

/// Up to this number a 64-bit float represents all integers.
const EXACT: i64 = 1 << 53;

/// The space that is reserved for as many items as an object says it has. A length is only a hint: a range may have
/// 10^12 items, and an object of Python may have fewer than it says.
const MOST_EXPECTED: usize = 1 << 16;

/// So many texts between two looks at signals.
const TEXTS_PER_SIGNAL: usize = 1 << 12;

/// A text that Python owns, or our copy of one that is not valid Unicode.
pub(super) enum PyText {
    Borrowed(PyBackedStr),
    Owned(String),
}

impl PyText {
    pub(super) fn new(text: &Bound<'_, PyString>) -> PyResult<Self> {
        match PyBackedStr::try_from(text.clone()) {
            Ok(borrowed) => Ok(Self::Borrowed(borrowed)),
            // Memory may have run out; a string that cannot be encoded at all raises here again.
            Err(_) => Ok(Self::Owned(replace_surrogates(text)?)),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

/// A lone surrogate is three bytes under "surrogatepass", as U+FFFD is in UTF-8.
fn replace_surrogates(text: &Bound<'_, PyString>) -> PyResult<String> {
    let py = text.py();
    let encoded = text.call_method1(intern!(py, "encode"), ("utf-8", "surrogatepass"))?;
    let mut bytes = encoded.cast::<PyBytes>()?.as_bytes().to_vec();
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
            bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
    }
    Ok(String::from_utf8(bytes).expect("surrogates were all that was not UTF-8"))
}

/// The items of an object that can be iterated. Unlike a `Vec`, this does not rely on the length that it gives.
pub(super) struct Items<T>(pub(super) Vec<T>);

impl<'a, 'py, T: FromPyObjectOwned<'py>> FromPyObject<'a, 'py> for Items<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let mut items = Vec::with_capacity(object.len().unwrap_or(0).min(MOST_EXPECTED));
        for item in object.try_iter()? {
            items
                .try_reserve(1)
                .map_err(|_| PyMemoryError::new_err("too many items for the memory"))?;
            items.push(item?.extract().map_err(Into::into)?);
        }
        Ok(Self(items))
    }
}

struct PyTexts(Vec<Option<PyText>>);

impl TextSource for PyTexts {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.0[index].as_ref().map(PyText::as_str)
    }
}

/// Documents of anything that holds text.
pub(super) fn documents(source: &Bound<'_, PyAny>) -> PyResult<Documents> {
    let py = source.py();
    if let Ok(text) = source.cast::<PyString>() {
        return Ok(from_texts(vec![Some(PyText::new(text)?)]));
    }
    if let Some(texts) = from_arrow(source)? {
        return Ok(Documents::new(Box::new(texts)));
    }
    if source.is_instance_of::<PyBytes>() {
        return Err(input_error(
            py,
            "texts are bytes: decode them first, for instance with .decode(\"utf-8\")",
        ));
    }
    let Ok(items) = source.try_iter() else {
        let message = format!("texts are {}: {ACCEPTED}", described(source));
        return Err(input_error(py, &message));
    };
    let mut texts = Vec::with_capacity(source.len().unwrap_or(0).min(MOST_EXPECTED));
    for (index, item) in items.enumerate() {
        if index.is_multiple_of(TEXTS_PER_SIGNAL) {
            py.check_signals()?;
        }
        texts.push(optional_text(&item?, index)?);
    }
    Ok(from_texts(texts))
}

/// Documents of a mapping from id to text.
pub(super) fn mapping(source: &Bound<'_, PyMapping>) -> PyResult<(Documents, Vec<Py<PyAny>>)> {
    let mut texts = Vec::new();
    let mut ids = Vec::new();
    for (index, item) in source.items()?.iter().enumerate() {
        let (id, text): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        if text.is_instance_of::<PyList>() {
            let id = id.repr()?;
            let what = format!("the mapping has a list at {id}, but it leads from ids to texts");
            let advice = "for columns, give a frame, such as pandas.DataFrame(columns)";
            return Err(input_error(source.py(), &format!("{what}; {advice}")));
        }
        texts.push(optional_text(&text, index)?);
        ids.push(id.unbind());
    }
    Ok((from_texts(texts), ids))
}

fn from_texts(texts: Vec<Option<PyText>>) -> Documents {
    Documents::new(Box::new(PyTexts(texts)))
}

fn from_arrow(source: &Bound<'_, PyAny>) -> PyResult<Option<ArrowTexts>> {
    let py = source.py();
    for name in [
        intern!(py, "__arrow_c_stream__"),
        intern!(py, "__arrow_c_array__"),
    ] {
        if source.hasattr(name)? {
            let texts = source
                .call_method0(name)
                .and_then(|capsules| ArrowTexts::import(&capsules));
            return match texts {
                Ok(texts) => Ok(Some(texts)),
                // pandas offers the method, but needs pyarrow for it; its values can be iterated as well. Where it
                // holds other objects than strings, iterating tells which of them is no text.
                Err(_) if is_pandas(source)? => Ok(None),
                Err(error) => Err(error),
            };
        }
    }
    Ok(None)
}

fn is_pandas(source: &Bound<'_, PyAny>) -> PyResult<bool> {
    let module = source.get_type().module()?;
    Ok(module.to_str()?.split('.').next() == Some("pandas"))
}

/// A text, or `None` where it is missing: None, NaN, pandas.NA, a masked value of `NumPy`.
fn optional_text(item: &Bound<'_, PyAny>, index: usize) -> PyResult<Option<PyText>> {
    if let Ok(text) = item.cast::<PyString>() {
        return PyText::new(text).map(Some);
    }
    if is_missing(item)? {
        return Ok(None);
    }
    // A scalar of Arrow.
    if let Ok(value) = item.call_method0(intern!(item.py(), "as_py")) {
        return optional_text(&value, index);
    }
    if is_of_spacy(item)? {
        return optional_text(&item.getattr(intern!(item.py(), "text"))?, index);
    }
    let message = format!(
        "text {index} is {}: each text is a str, or None where it is missing{}",
        described(item),
        advice(item)
    );
    Err(input_error(item.py(), &message))
}

/// Whether an object is a document or a span of spaCy, which has a text.
fn is_of_spacy(item: &Bound<'_, PyAny>) -> PyResult<bool> {
    let class = item.get_type();
    let name = class.name()?;
    let is_named = matches!(name.to_str()?, "Doc" | "Span");
    Ok(is_named && class.module()?.to_str()?.starts_with("spacy."))
}

/// What to do with an item that holds a text in another form.
fn advice(item: &Bound<'_, PyAny>) -> &'static str {
    if item.is_instance_of::<PyBytes>() {
        "; decode bytes first"
    } else if item.cast::<PyMapping>().is_ok() {
        "; give the text of each row, such as row[\"text\"], or a frame of all rows"
    } else if item.is_instance_of::<PyTuple>() || item.is_instance_of::<PyList>() {
        "; choose the text in each item, or join its strings"
    } else if item.hasattr("__fspath__").unwrap_or(false) {
        "; to read files, use lexicount.read"
    } else {
        ""
    }
}

pub(super) fn is_missing(item: &Bound<'_, PyAny>) -> PyResult<bool> {
    if item.is_none() {
        return Ok(true);
    }
    if let Ok(number) = item.cast::<PyFloat>() {
        return Ok(number.value().is_nan());
    }
    let class = item.get_type();
    let name = class.name()?;
    Ok(matches!(
        name.to_str()?,
        "NAType" | "NaTType" | "MaskedConstant"
    ))
}

/// Type and value of an object, cut to a line.
fn described(item: &Bound<'_, PyAny>) -> String {
    let class = item.get_type();
    let class = class
        .name()
        .map_or_else(|_| "an object".to_owned(), |name| name.to_string());
    let shown = item
        .repr()
        .map_or_else(|_| String::new(), |shown| shown.to_string());
    if shown.chars().count() > 60 || shown.contains('\n') {
        return format!("of type {class}");
    }
    format!("{shown} of type {class}")
}

/// A column of plain values: integers, numbers, booleans, lists of strings (a string among them is a list of one), else
/// text as `str()` writes it. Integers that do not fit keep their digits as text.
pub(super) fn column(name: &str, values: &[Bound<'_, PyAny>]) -> PyResult<Column> {
    let mut present = Vec::with_capacity(values.len());
    for value in values {
        present.push(!is_missing(value)?);
    }
    let kept = || {
        let values = values.iter().zip(&present);
        values
            .filter(|(_, present)| **present)
            .map(|(value, _)| value)
    };
    let is_bool = PyAnyMethods::is_instance_of::<PyBool>;
    let values = if kept().next().is_some() && kept().all(is_bool) {
        Values::Bool(extract_all(values))
    } else if kept().all(|value| is_int(value) && value.extract::<i64>().is_ok()) {
        Values::Int(extract_all(values))
    } else if kept().all(|value| is_int(value) && value.extract::<u64>().is_ok()) {
        Values::UInt(extract_all(values))
    } else if kept().all(is_exact_number) {
        Values::Float(extract_all(values))
    } else if let Some(lists) = text_lists(values, &present)? {
        return Ok(Column::text_lists(name, lists).with_present(present));
    } else {
        return text_column(name, values, &present, as_text);
    };
    Ok(Column::new(name, values).with_present(present))
}

fn is_int(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>()
}

/// Whether a value is a number that a 64-bit float represents exactly.
fn is_exact_number(value: &Bound<'_, PyAny>) -> bool {
    let is_exact = |number: i64| (-EXACT..=EXACT).contains(&number);
    value.is_instance_of::<PyFloat>() || is_int(value) && value.extract().is_ok_and(is_exact)
}

fn text_column(
    name: &str,
    values: &[Bound<'_, PyAny>],
    present: &[bool],
    text: impl Fn(&Bound<'_, PyAny>) -> PyResult<String>,
) -> PyResult<Column> {
    let mut texts = Vec::with_capacity(values.len());
    for (value, &present) in values.iter().zip(present) {
        texts.push(if present { Some(text(value)?) } else { None });
    }
    Ok(Column::optional_text(name, texts))
}

fn as_text(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(PyText::new(&value.str()?)?.as_str().to_owned())
}

/// The strings of each value, where all that are present are strings or lists of them, and one at least is a list.
fn text_lists(values: &[Bound<'_, PyAny>], present: &[bool]) -> PyResult<Option<Vec<Vec<String>>>> {
    let is_list = |value: &Bound<'_, PyAny>| {
        value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>()
    };
    if !values.iter().any(is_list) {
        return Ok(None);
    }
    let mut lists = Vec::with_capacity(values.len());
    for (value, present) in values.iter().zip(present) {
        let mut list = Vec::new();
        if value.is_instance_of::<PyString>() {
            list.push(PyText::new(&value.str()?)?.as_str().to_owned());
        } else if is_list(value) {
            for item in value.try_iter()? {
                let item = item?;
                if is_missing(&item)? {
                    continue;
                }
                if !item.is_instance_of::<PyString>() {
                    return Ok(None);
                }
                list.push(PyText::new(&item.str()?)?.as_str().to_owned());
            }
        } else if *present {
            return Ok(None);
        }
        lists.push(list);
    }
    Ok(Some(lists))
}

fn extract_all<'py, T: Default + for<'a> FromPyObject<'a, 'py>>(
    values: &[Bound<'py, PyAny>],
) -> Vec<T> {
    values
        .iter()
        .map(|value| value.extract().unwrap_or_default())
        .collect()
}

/// Columns of metadata from a dict of lists.
pub(super) fn metadata(columns: &Bound<'_, PyDict>, n_rows: usize) -> PyResult<Vec<Column>> {
    let mut all = Vec::with_capacity(columns.len());
    for (name, values) in columns {
        let name: String = name.extract()?;
        let Items(values) = values.extract()?;
        check_length(
            columns.py(),
            &format!("metadata column {name:?}"),
            values.len(),
            n_rows,
        )?;
        all.push(column(&name, &values)?);
    }
    Ok(all)
}

/// The column of ids.
pub(super) fn ids(py: Python<'_>, values: &[Bound<'_, PyAny>], n_rows: usize) -> PyResult<Column> {
    check_length(py, "ids", values.len(), n_rows)?;
    let mut present = Vec::with_capacity(values.len());
    for value in values {
        present.push(!is_missing(value)?);
    }
    // A float is an integer in a column that has had a missing value.
    let whole = values
        .iter()
        .zip(&present)
        .map(|(value, present)| match present {
            true => whole_number(value),
            false => Some(0),
        });
    if let Some(whole) = whole.collect::<Option<Vec<i128>>>() {
        let ints: Result<Vec<i64>, _> = whole.iter().map(|&id| i64::try_from(id)).collect();
        let uints: Result<Vec<u64>, _> = whole.iter().map(|&id| u64::try_from(id)).collect();
        let ids = match (ints, uints) {
            (Ok(ints), _) => Some(Values::Int(ints)),
            (_, Ok(uints)) => Some(Values::UInt(uints)),
            _ => None,
        };
        if let Some(ids) = ids {
            return Ok(Column::new("id", ids).with_present(present));
        }
    }
    let text = |value: &Bound<'_, PyAny>| match whole_number(value) {
        Some(number) => Ok(number.to_string()),
        None => as_text(value),
    };
    text_column("id", values, &present, text)
}

/// The integer that a number is, if it is one that is represented exactly.
#[expect(clippy::cast_possible_truncation, reason = "an integer within bounds")]
fn whole_number(value: &Bound<'_, PyAny>) -> Option<i128> {
    if is_int(value) {
        let id = value.extract::<i64>().map(i128::from);
        return id.or_else(|_| value.extract::<u64>().map(i128::from)).ok();
    }
    let number = value.cast::<PyFloat>().ok()?.value();
    let is_exact = number.fract() == 0.0 && number.abs() < EXACT as f64;
    is_exact.then_some(number as i128)
}

fn check_length(py: Python<'_>, what: &str, length: usize, n_rows: usize) -> PyResult<()> {
    if length == n_rows {
        return Ok(());
    }
    let message = format!("{what} has {length} values for {n_rows} texts: give one for each text");
    Err(input_error(py, &message))
}
