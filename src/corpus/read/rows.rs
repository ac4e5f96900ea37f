//! Collects rows into documents.

use std::path::Path;

use hashbrown::HashMap;
use serde_json::{Map, Value};

use super::fields::{TextFields, take_field};
use super::options::{OnError, ReadOptions};
use super::skipped::{Skipped, shown_path};
use crate::corpus::{DateReader, Documents};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Values};

/// Integers from this size on are not exact as floats; 2^53.
const EXACT: u64 = 1 << 53;

/// How rows are read, and how many.
#[derive(Clone, Copy)]
pub(super) struct Fill<'a> {
    /// Rows of at least this many bytes are enough.
    pub(super) limit: usize,
    pub(super) options: &'a ReadOptions,
    pub(super) workers: &'a Workers,
}

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
    skipped: Vec<Skipped>,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The size of the rows of the batch, in bytes of the files.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    pub(super) fn add_bytes(&mut self, n_bytes: usize) {
        self.n_bytes += n_bytes;
    }

    /// Note what an error leaves out if the options say so; otherwise return it.
    pub(super) fn fail(&mut self, error: Error, options: &ReadOptions) -> Result<()> {
        match Skipped::of(&error) {
            Some(skipped) if options.on_error == OnError::Skip => {
                self.skipped.push(skipped);
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// Return what was left out since the last call.
    pub(super) fn take_skipped(&mut self) -> Vec<Skipped> {
        std::mem::take(&mut self.skipped)
    }

    /// Restart the byte count; rows are kept.
    pub(super) fn begin_batch(&mut self) {
        self.n_bytes = 0;
    }

    pub(super) fn add_text_file(&mut self, path: &Path, text: String) {
        let shown = shown_path(path);
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if let Some(date) = DateReader::of_file_name(&name) {
            self.add_cell("date", Value::String(date.to_string()));
        }
        self.n_bytes += text.len();
        self.ids.push(Value::String(shown.clone()));
        self.paths.push(shown);
        self.texts.push(Some(text));
    }

    /// Add a document.
    pub(super) fn add_object(
        &mut self,
        path: &Path,
        line: usize,
        mut object: Map<String, Value>,
        fields: &mut TextFields,
        options: &ReadOptions,
    ) -> Result<()> {
        let text = fields
            .take(&mut object, options)
            .map_err(|reason| Error::format_at(path, line, reason))?;
        let shown = shown_path(path);
        let id = match take_field(&mut object, &options.id) {
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
/// list of one), or else text. Integers that a float would round are text.
fn column(name: String, n_rows: usize, cells: Vec<(usize, Value)>) -> Column {
    let mut present = vec![false; n_rows];
    for (row, _) in &cells {
        present[*row] = true;
    }
    let values = if cells.iter().all(|(_, value)| value.is_i64()) {
        Values::Int(spread(n_rows, &cells, Value::as_i64))
    } else if cells.iter().all(|(_, value)| value.is_u64()) {
        Values::UInt(spread(n_rows, &cells, Value::as_u64))
    } else if cells.iter().all(|(_, value)| is_exact_float(value)) {
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

fn is_exact_float(value: &Value) -> bool {
    match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            let size = number.as_i64().map_or(u64::MAX, i64::unsigned_abs);
            size <= EXACT
        }
        other => other.is_number(),
    }
}
