//! Collects rows into documents.

use std::path::Path;
use std::sync::LazyLock;

use hashbrown::HashMap;
use regex::Regex;
use serde_json::{Map, Value};

use super::options::ReadOptions;
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::table::{Column, Values};

/// Documents that are being read.
#[derive(Default)]
pub(super) struct Rows {
    /// The bytes of the current batch.
    n_bytes: usize,
    texts: Vec<Option<String>>,
    ids: Vec<Value>,
    paths: Vec<String>,
    /// The cells of each column: row and value, if there is one.
    columns: Vec<(String, Vec<(usize, Value)>)>,
    column_of: HashMap<String, usize, foldhash::fast::RandomState>,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The size of the rows of the batch, in bytes of the files.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Restart the byte count; rows are kept.
    pub(super) fn begin_batch(&mut self) {
        self.n_bytes = 0;
    }

    pub(super) fn add_text_file(&mut self, path: &Path, text: String) {
        static DATE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\D|$)")
                .expect("a constant pattern")
        });
        let shown = shown_path(path);
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if DATE.is_match(&name) {
            self.add_cell("date", Value::String(name[..10].to_owned()));
        }
        self.n_bytes += text.len();
        self.ids.push(Value::String(shown.clone()));
        self.paths.push(shown);
        self.texts.push(Some(text));
    }

    /// Add a document of `n_bytes`.
    pub(super) fn add_object(
        &mut self,
        path: &Path,
        line: usize,
        mut object: Map<String, Value>,
        n_bytes: usize,
        options: &ReadOptions,
    ) -> Result<()> {
        let text = match object.shift_remove(&options.text) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                return Err(Error::format(
                    path,
                    format!(
                        "line {line}: field {:?} holds {}; use a string or null",
                        options.text,
                        kind(&other)
                    ),
                ));
            }
        };
        self.n_bytes += n_bytes;
        let shown = shown_path(path);
        let id = match object.shift_remove(&options.id) {
            None | Some(Value::Null) => Value::String(format!("{shown}#{line}")),
            Some(id) => id,
        };
        for (name, value) in object {
            if !value.is_null() {
                self.add_cell(&name, value);
            }
        }
        self.ids.push(id);
        self.paths.push(shown);
        self.texts.push(text);
        Ok(())
    }

    fn add_cell(&mut self, name: &str, value: Value) {
        let column = if let Some(&column) = self.column_of.get(name) {
            column
        } else {
            self.columns.push((name.to_owned(), Vec::new()));
            self.column_of
                .insert(name.to_owned(), self.columns.len() - 1);
            self.columns.len() - 1
        };
        self.columns[column].1.push((self.texts.len(), value));
    }

    pub(super) fn into_documents(self) -> Documents {
        let n_rows = self.texts.len();
        let ids = self.ids.into_iter().enumerate().collect();
        let mut metadata: Vec<Column> = self
            .columns
            .into_iter()
            .map(|(name, cells)| column(name, n_rows, cells))
            .collect();
        if !self.column_of.contains_key("path") {
            metadata.push(Column::text("path", self.paths));
        }
        Documents::new(Box::new(self.texts))
            .with_ids(column("id".into(), n_rows, ids))
            .with_metadata(metadata)
    }
}

/// Build the narrowest column that holds all cells: integers, floats, booleans, lists of strings (a single string is a
/// list of one), or else text.
fn column(name: String, n_rows: usize, cells: Vec<(usize, Value)>) -> Column {
    let mut present = vec![false; n_rows];
    for (row, _) in &cells {
        present[*row] = true;
    }
    let values = if cells.iter().all(|(_, value)| value.is_i64()) {
        Values::Int(spread(n_rows, &cells, Value::as_i64))
    } else if cells.iter().all(|(_, value)| value.is_number()) {
        Values::Float(spread(n_rows, &cells, Value::as_f64))
    } else if cells.iter().all(|(_, value)| value.is_boolean()) {
        Values::Bool(spread(n_rows, &cells, Value::as_bool))
    } else if let Some(lists) = text_lists(&cells) {
        let mut rows = vec![Vec::new(); n_rows];
        for ((row, _), list) in cells.iter().zip(lists) {
            rows[*row] = list;
        }
        return Column::text_lists(name, rows).with_present(present);
    } else {
        let mut texts = vec![String::new(); n_rows];
        for (row, value) in cells {
            texts[row] = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
        }
        Values::Text(texts.into_iter().collect())
    };
    Column::new(name, values).with_present(present)
}

/// Return the strings of each cell, if all cells are strings or arrays of strings, and at least one is an array.
fn text_lists(cells: &[(usize, Value)]) -> Option<Vec<Vec<&str>>> {
    if !cells.iter().any(|(_, value)| value.is_array()) {
        return None;
    }
    cells.iter().map(|(_, value)| strings(value)).collect()
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn spread<T: Default + Clone>(
    n_rows: usize,
    cells: &[(usize, Value)],
    get: impl Fn(&Value) -> Option<T>,
) -> Vec<T> {
    let mut values = vec![T::default(); n_rows];
    for (row, value) in cells {
        values[*row] = get(value).unwrap_or_default();
    }
    values
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Return the path as given, with forward slashes on every system.
fn shown_path(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
