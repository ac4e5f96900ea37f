//! The one shape in which results leave: named columns of plain values, all of one length.
//!
//! A [`Table`] knows nothing of what its columns mean. Rows serialise by serde, one map a row; the Python bindings
//! hand the columns over as Arrow without copying them.
//!
//! ```
//! use lexicount::table::{Column, Table};
//!
//! let table = Table::new(vec![
//!     Column::text("term", ["moscow", "kerman"]),
//!     Column::ints("count", vec![3, 1]),
//! ]);
//! assert_eq!(table.n_rows(), 2);
//! assert_eq!(table.to_json_lines(), "{\"term\":\"moscow\",\"count\":3}\n{\"term\":\"kerman\",\"count\":1}\n");
//! ```

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::span::Span;

/// Strings, end to end in one buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextValues {
    /// Where each string begins in `bytes`, and at last where the last one ends.
    offsets: Vec<i64>,
    bytes: String,
}

impl Default for TextValues {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            bytes: String::new(),
        }
    }
}

impl TextValues {
    /// The number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a string at the end.
    ///
    /// # Panics
    ///
    /// Where the strings together exceed 2^63 bytes.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.offsets.push(end_offset(self.bytes.len()));
    }

    /// The string at `row`.
    ///
    /// # Panics
    ///
    /// Where `row` is not below [`len`](Self::len).
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        &self.bytes[index(self.offsets[row])..index(self.offsets[row + 1])]
    }

    /// The buffers: offsets and bytes.
    #[must_use]
    pub fn parts(&self) -> (&[i64], &str) {
        (&self.offsets, &self.bytes)
    }
}

/// Strings that are put together out of pieces of longer texts, faster than one by one.
#[derive(Clone, Debug)]
pub(crate) struct TextBuilder {
    offsets: Vec<i64>,
    bytes: Vec<u8>,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            bytes: Vec::new(),
        }
    }
}

/// Pieces up to this long are copied in one move, with what follows them, which is then cut off.
const MOVE: usize = 16;

impl TextBuilder {
    /// The number of strings.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Makes room for so many strings of so many bytes in all.
    pub(crate) fn reserve(&mut self, n_values: usize, n_bytes: usize) {
        self.offsets.reserve(n_values);
        self.bytes.reserve(n_bytes + MOVE);
    }

    /// Adds the piece of `text` under `span`.
    #[inline]
    pub(crate) fn push_slice(&mut self, text: &str, span: Span) {
        let bytes = text.as_bytes();
        let end = self.bytes.len() + span.len();
        match bytes[span.start..].first_chunk::<MOVE>() {
            Some(chunk) if span.len() <= MOVE => {
                self.bytes.extend_from_slice(chunk);
                self.bytes.truncate(end);
            }
            _ => self.bytes.extend_from_slice(&bytes[span.start..span.end]),
        }
        self.offsets.push(end_offset(end));
    }

    /// Adds a string.
    #[inline]
    pub(crate) fn push(&mut self, value: &str) {
        self.bytes.extend_from_slice(value.as_bytes());
        self.offsets.push(end_offset(self.bytes.len()));
    }

    /// Adds the strings of `other` at the end.
    pub(crate) fn append(&mut self, other: &Self) {
        let before = end_offset(self.bytes.len());
        self.bytes.extend_from_slice(&other.bytes);
        let offsets = other.offsets[1..].iter().map(|offset| before + offset);
        self.offsets.extend(offsets);
    }

    /// All strings.
    pub(crate) fn finish(self) -> TextValues {
        TextValues {
            offsets: self.offsets,
            bytes: String::from_utf8(self.bytes).expect("pieces begin and end with characters"),
        }
    }
}

impl<S: AsRef<str>> FromIterator<S> for TextValues {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        let mut all = Self::default();
        for value in values {
            all.push(value.as_ref());
        }
        all
    }
}

/// A list of values in each row, end to end in one buffer.
#[derive(Clone, Debug, PartialEq)]
pub struct ListValues<V> {
    offsets: Vec<i64>,
    /// The values of all rows.
    pub values: V,
}

impl<V: Default> Default for ListValues<V> {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            values: V::default(),
        }
    }
}

impl<V> ListValues<V> {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the values of `row` stand.
    ///
    /// # Panics
    ///
    /// Where `row` is not below [`len`](Self::len).
    #[must_use]
    pub fn range(&self, row: usize) -> std::ops::Range<usize> {
        index(self.offsets[row])..index(self.offsets[row + 1])
    }

    /// The offsets of the rows.
    #[must_use]
    pub fn offsets(&self) -> &[i64] {
        &self.offsets
    }

    /// The same rows, of other values.
    pub(crate) fn with_values<W>(&self, values: W) -> ListValues<W> {
        ListValues {
            offsets: self.offsets.clone(),
            values,
        }
    }

    /// Adds the rows of `other`, whose values are to stand behind the `n_values` that are here.
    ///
    /// # Panics
    ///
    /// Where there are more than 2^63 values.
    pub fn append_rows(&mut self, other: &Self, n_values: usize) {
        let before = end_offset(n_values);
        self.offsets
            .extend(other.offsets[1..].iter().map(|offset| before + offset));
    }

    /// Ends a row that `n_values` values in all stand in or before.
    ///
    /// # Panics
    ///
    /// Where there are more than 2^63 values.
    pub fn end_row(&mut self, n_values: usize) {
        self.offsets.push(end_offset(n_values));
    }
}

/// The values of a column, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Strings.
    Text(TextValues),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Numbers.
    Float(Vec<f64>),
    /// True or false.
    Bool(Vec<bool>),
    /// A list of strings a row.
    TextList(ListValues<TextValues>),
    /// A list of whole numbers a row.
    IntList(ListValues<Vec<i64>>),
}

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its values; what stands in a missing row is not to be read.
    pub values: Values,
    /// For each row, whether it has a value; `None` where all have.
    pub present: Option<Vec<bool>>,
}

impl Column {
    /// A column in which no value is missing.
    pub fn new(name: impl Into<String>, values: Values) -> Self {
        Self {
            name: name.into(),
            values,
            present: None,
        }
    }

    /// A column of strings.
    pub fn text<S: AsRef<str>>(
        name: impl Into<String>,
        values: impl IntoIterator<Item = S>,
    ) -> Self {
        Self::new(name, Values::Text(values.into_iter().collect()))
    }

    /// A column of strings, some of them missing.
    pub fn optional_text<S: AsRef<str>>(
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<S>>,
    ) -> Self {
        let mut all = TextValues::default();
        let mut present = Vec::new();
        for value in values {
            all.push(value.as_ref().map_or("", S::as_ref));
            present.push(value.is_some());
        }
        Self::new(name, Values::Text(all)).with_present(present)
    }

    /// A column of lists of strings.
    pub fn text_lists<S: AsRef<str>>(
        name: impl Into<String>,
        rows: impl IntoIterator<Item = impl IntoIterator<Item = S>>,
    ) -> Self {
        let mut lists = ListValues::<TextValues>::default();
        for row in rows {
            for value in row {
                lists.values.push(value.as_ref());
            }
            lists.end_row(lists.values.len());
        }
        Self::new(name, Values::TextList(lists))
    }

    /// A column of whole numbers.
    pub fn ints(name: impl Into<String>, values: Vec<i64>) -> Self {
        Self::new(name, Values::Int(values))
    }

    /// A column of numbers.
    pub fn floats(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self::new(name, Values::Float(values))
    }

    /// A column of numbers, some of them missing.
    pub fn optional_floats(
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        let values: Vec<Option<f64>> = values.into_iter().collect();
        let present = values.iter().map(Option::is_some).collect();
        let values = values.into_iter().map(Option::unwrap_or_default).collect();
        Self::floats(name, values).with_present(present)
    }

    /// A column of whole numbers, some of them missing.
    pub fn optional_ints(
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<i64>>,
    ) -> Self {
        let values: Vec<Option<i64>> = values.into_iter().collect();
        let present = values.iter().map(Option::is_some).collect();
        let values = values.into_iter().map(Option::unwrap_or_default).collect();
        Self::ints(name, values).with_present(present)
    }

    /// The same column with the rows that have no value named.
    #[must_use]
    pub fn with_present(mut self, present: Vec<bool>) -> Self {
        debug_assert_eq!(present.len(), self.len());
        self.present = present.contains(&false).then_some(present);
        self
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Text(values) => values.len(),
            Values::Int(values) => values.len(),
            Values::Float(values) => values.len(),
            Values::Bool(values) => values.len(),
            Values::TextList(values) => values.len(),
            Values::IntList(values) => values.len(),
        }
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True where `row` has a value.
    #[must_use]
    pub fn is_present(&self, row: usize) -> bool {
        self.present.as_ref().is_none_or(|present| present[row])
    }

    /// The column of the rows `rows`, in that order, repeats allowed.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        let values = match &self.values {
            Values::Text(values) => Values::Text(rows.iter().map(|&row| values.get(row)).collect()),
            Values::Int(values) => Values::Int(rows.iter().map(|&row| values[row]).collect()),
            Values::Float(values) => Values::Float(rows.iter().map(|&row| values[row]).collect()),
            Values::Bool(values) => Values::Bool(rows.iter().map(|&row| values[row]).collect()),
            Values::TextList(lists) => Values::TextList(take_lists(lists, rows, |all, item| {
                all.push(lists.values.get(item));
                all.len()
            })),
            Values::IntList(lists) => Values::IntList(take_lists(lists, rows, |all, item| {
                all.push(lists.values[item]);
                all.len()
            })),
        };
        let present = rows.iter().map(|&row| self.is_present(row)).collect();
        Self::new(self.name.clone(), values).with_present(present)
    }
}

/// The lists of some rows; `push` copies one item and says how many there are then.
fn take_lists<V: Default>(
    lists: &ListValues<V>,
    rows: &[usize],
    push: impl Fn(&mut V, usize) -> usize,
) -> ListValues<V> {
    let mut taken = ListValues::default();
    let mut n_values = 0;
    for &row in rows {
        for item in lists.range(row) {
            n_values = push(&mut taken.values, item);
        }
        taken.end_row(n_values);
    }
    taken
}

/// Named columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
}

impl Table {
    /// A table of these columns.
    ///
    /// # Panics
    ///
    /// Where the columns differ in length.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        assert!(
            columns
                .windows(2)
                .all(|pair| pair[0].len() == pair[1].len()),
            "columns of one length"
        );
        Self { columns }
    }

    /// The columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// The rows `rows`, in that order.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        Self::new(
            self.columns
                .iter()
                .map(|column| column.take(rows))
                .collect(),
        )
    }

    /// All rows as a JSON array of objects.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialise")
    }

    /// All rows as JSON objects, one a line.
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        let mut lines = String::new();
        for row in 0..self.n_rows() {
            let line =
                serde_json::to_string(&Row { table: self, row }).expect("plain values serialise");
            lines.push_str(&line);
            lines.push('\n');
        }
        lines
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.n_rows()))?;
        for row in 0..self.n_rows() {
            rows.serialize_element(&Row { table: self, row })?;
        }
        rows.end()
    }
}

/// One row, as a map from column to value.
struct Row<'t> {
    table: &'t Table,
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.table.columns.len()))?;
        for column in &self.table.columns {
            map.serialize_entry(
                &column.name,
                &Cell {
                    column,
                    row: self.row,
                },
            )?;
        }
        map.end()
    }
}

struct Cell<'t> {
    column: &'t Column,
    row: usize,
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.column.is_present(self.row) {
            return serializer.serialize_none();
        }
        match &self.column.values {
            Values::Text(values) => serializer.serialize_str(values.get(self.row)),
            Values::Int(values) => serializer.serialize_i64(values[self.row]),
            Values::Float(values) => serializer.serialize_f64(values[self.row]),
            Values::Bool(values) => serializer.serialize_bool(values[self.row]),
            Values::TextList(lists) => {
                serializer.collect_seq(lists.range(self.row).map(|item| lists.values.get(item)))
            }
            Values::IntList(lists) => serializer.collect_seq(&lists.values[lists.range(self.row)]),
        }
    }
}

/// A count as a cell; none that fits in memory is out of range.
pub(crate) fn cell(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A length as an Arrow offset.
fn end_offset(length: usize) -> i64 {
    i64::try_from(length).expect("memory holds fewer than 2^63 bytes")
}

/// An Arrow offset as an index.
fn index(offset: i64) -> usize {
    usize::try_from(offset).expect("offsets are made from lengths")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut forms = ListValues::<TextValues>::default();
        forms.values.push("ISIS-K");
        forms.values.push("ISIS Khorasan");
        forms.end_row(2);
        forms.end_row(2);
        Table::new(vec![
            Column::optional_text("name", [Some("ISIS Khorasan"), None]),
            Column::new("forms", Values::TextList(forms)),
            Column::floats("rate", vec![0.5, f64::INFINITY]),
        ])
    }

    #[test]
    fn rows_serialise_with_missing_values_as_null() {
        assert_eq!(
            sample().to_json(),
            r#"[{"name":"ISIS Khorasan","forms":["ISIS-K","ISIS Khorasan"],"rate":0.5},{"name":null,"forms":[],"rate":null}]"#
        );
    }

    #[test]
    fn take_reorders_and_repeats() {
        let taken = sample().take(&[1, 0, 0]);
        assert_eq!(taken.n_rows(), 3);
        assert!(!taken.columns()[0].is_present(0));
        assert_eq!(taken.take(&[1]), sample().take(&[0]));
    }
}
