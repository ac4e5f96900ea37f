//! Serialized metadata columns; only the requested rows are read.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::compiled::{index_of, u64_at, u64_bytes};
use crate::table::{Column, ListValues, Table, TextValues, Values};

/// The type of a column and the ranges of its parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ColumnHead {
    pub(super) name: String,
    kind: Kind,
    /// One byte per row: 1 if it has a value.
    present: Option<Range<u64>>,
    /// The parts, as given by the kind.
    parts: Vec<Range<u64>>,
}

/// The type of a column, with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    /// Offsets, bytes.
    Text,
    /// Numbers.
    Int,
    /// Bit patterns of numbers.
    Float,
    /// One byte per row.
    Bool,
    /// Row offsets, string offsets, bytes.
    TextList,
    /// Row offsets, numbers.
    IntList,
}

/// Appends the columns of a table to `bytes`.
pub(super) fn write(table: &Table, bytes: &mut Vec<u8>) -> Vec<ColumnHead> {
    let columns = table.columns().iter();
    columns.map(|column| write_column(column, bytes)).collect()
}

fn write_column(column: &Column, bytes: &mut Vec<u8>) -> ColumnHead {
    let mut put = |part: &[u8]| {
        let start = bytes.len() as u64;
        bytes.extend_from_slice(part);
        start..bytes.len() as u64
    };
    let (kind, parts) = match &column.values {
        Values::Text(values) => {
            let (offsets, text) = values.parts();
            (Kind::Text, vec![put(&ints(offsets)), put(text.as_bytes())])
        }
        Values::Int(values) => (Kind::Int, vec![put(&ints(values))]),
        // The table has no kind for such integers: it keeps their digits.
        Values::UInt(values) => {
            let texts: TextValues = values.iter().map(u64::to_string).collect();
            let (offsets, text) = texts.parts();
            (Kind::Text, vec![put(&ints(offsets)), put(text.as_bytes())])
        }
        Values::Float(values) => {
            let bits: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
            (Kind::Float, vec![put(&u64_bytes(&bits))])
        }
        Values::Bool(values) => (Kind::Bool, vec![put(&flags(values))]),
        Values::TextList(lists) => {
            let (offsets, text) = lists.values.parts();
            let rows = put(&ints(lists.offsets()));
            let parts = vec![rows, put(&ints(offsets)), put(text.as_bytes())];
            (Kind::TextList, parts)
        }
        Values::IntList(lists) => {
            let parts = vec![put(&ints(lists.offsets())), put(&ints(&lists.values))];
            (Kind::IntList, parts)
        }
    };
    ColumnHead {
        name: column.name.clone(),
        kind,
        present: column
            .present
            .as_deref()
            .map(|present| put(&flags(present))),
        parts,
    }
}

fn ints(values: &[i64]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn flags(values: &[bool]) -> Vec<u8> {
    values.iter().map(|&value| u8::from(value)).collect()
}

/// Reads the values of a column in these rows; malformed values are missing.
pub(super) fn take(head: &ColumnHead, bytes: &[u8], rows: &[usize]) -> Column {
    let column = Parts { head, bytes };
    let values = match head.kind {
        Kind::Text => Values::Text(rows.iter().map(|&row| column.text(0, row)).collect()),
        Kind::Int => Values::Int(all(rows, |row| column.int(0, row))),
        Kind::Float => Values::Float(all(rows, |row| column.float(row))),
        Kind::Bool => Values::Bool(all(rows, |row| column.flag(row))),
        Kind::TextList => {
            let mut lists = ListValues::<TextValues>::default();
            for &row in rows {
                for item in column.range(0, row) {
                    lists.values.push(column.text(1, item));
                }
                lists.end_row(lists.values.len());
            }
            Values::TextList(lists)
        }
        Kind::IntList => {
            let mut lists = ListValues::<Vec<i64>>::default();
            for &row in rows {
                let items = column.range(0, row).map(|item| column.int(1, item));
                lists.values.extend(items.map(Option::unwrap_or_default));
                lists.end_row(lists.values.len());
            }
            Values::IntList(lists)
        }
    };
    let present = rows.iter().map(|&row| column.is_present(row)).collect();
    Column::new(head.name.clone(), values).with_present(present)
}

/// Reads the text of a column in a row; empty if it is missing or the column is not of texts.
pub(super) fn text<'h>(head: &'h ColumnHead, bytes: &'h [u8], row: usize) -> &'h str {
    let column = Parts { head, bytes };
    match head.kind {
        Kind::Text if column.is_present(row) => column.text(0, row),
        _ => "",
    }
}

fn all<T: Default>(rows: &[usize], value: impl Fn(usize) -> Option<T>) -> Vec<T> {
    let values = rows.iter().map(|&row| value(row));
    values.map(Option::unwrap_or_default).collect()
}

struct Parts<'h> {
    head: &'h ColumnHead,
    bytes: &'h [u8],
}

impl<'h> Parts<'h> {
    fn slice(&self, range: &Range<u64>) -> &'h [u8] {
        let range = index_of(range.start)..index_of(range.end);
        self.bytes.get(range).unwrap_or_default()
    }

    fn part(&self, part: usize) -> &'h [u8] {
        let range = self.head.parts.get(part);
        range.map(|range| self.slice(range)).unwrap_or_default()
    }

    fn number(&self, part: usize, row: usize) -> Option<u64> {
        let rows = self.part(part).as_chunks::<8>().0;
        rows.get(row).map(|number| u64_at(number, 0))
    }

    fn int(&self, part: usize, row: usize) -> Option<i64> {
        self.number(part, row).map(u64::cast_signed)
    }

    fn float(&self, row: usize) -> Option<f64> {
        self.number(0, row).map(f64::from_bits)
    }

    fn flag(&self, row: usize) -> Option<bool> {
        self.part(0).get(row).map(|&flag| flag == 1)
    }

    /// Returns the range of the items of a row, limited to the length of the column even if the bytes are malformed.
    fn range(&self, part: usize, row: usize) -> Range<usize> {
        let total_len = self.bytes.len();
        let at = |row| self.number(part, row).map_or(0, index_of).min(total_len);
        at(row)..at(row + 1)
    }

    /// Returns a string of the part that follows its offsets.
    fn text(&self, part: usize, row: usize) -> &'h str {
        let bytes = self.part(part + 1).get(self.range(part, row));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    fn is_present(&self, row: usize) -> bool {
        match &self.head.present {
            Some(present) => self.slice(present).get(row) == Some(&1),
            None => true,
        }
    }
}
