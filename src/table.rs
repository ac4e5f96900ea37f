//! Result tables: named columns of plain values, all of the same length.
//!
//! A [`Table`] does not interpret its columns. It serialises as a sequence of rows, each a map, with serde. The Python
//! bindings export the columns as Arrow data without copying.
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

/// Strings, concatenated in one buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextValues {
    /// The start of each string in `bytes`, followed by the end of the last one.
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

    /// True if there are no strings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a string.
    ///
    /// # Panics
    ///
    /// If the total length exceeds 2^63 bytes.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.offsets.push(end_offset(self.bytes.len()));
    }

    /// Returns the string at `row`.
    ///
    /// # Panics
    ///
    /// If `row` is not less than [`len`](Self::len).
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        &self.bytes[index(self.offsets[row])..index(self.offsets[row + 1])]
    }

    /// Returns the buffers: offsets and bytes.
    #[must_use]
    pub fn parts(&self) -> (&[i64], &str) {
        (&self.offsets, &self.bytes)
    }
}

/// Builds [`TextValues`] from slices of longer texts, faster than one string at a time.
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

/// Slices up to this length are copied with a fixed number of bytes and then truncated.
const COPY_BYTES: usize = 16;

impl TextBuilder {
    /// The number of strings.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Reserves memory for `n_values` strings of `n_bytes` bytes in total.
    pub(crate) fn reserve(&mut self, n_values: usize, n_bytes: usize) {
        self.offsets.reserve(n_values);
        self.bytes.reserve(n_bytes + COPY_BYTES);
    }

    /// Appends the text of a span.
    #[inline]
    pub(crate) fn push_slice(&mut self, text: &str, span: Span) {
        let bytes = text.as_bytes();
        let end = self.bytes.len() + span.len();
        match bytes[span.start..].first_chunk::<COPY_BYTES>() {
            Some(chunk) if span.len() <= COPY_BYTES => {
                self.bytes.extend_from_slice(chunk);
                self.bytes.truncate(end);
            }
            _ => self.bytes.extend_from_slice(&bytes[span.start..span.end]),
        }
        self.offsets.push(end_offset(end));
    }

    /// Appends a string.
    #[inline]
    pub(crate) fn push(&mut self, value: &str) {
        self.bytes.extend_from_slice(value.as_bytes());
        self.offsets.push(end_offset(self.bytes.len()));
    }

    /// Appends the strings of `other`.
    pub(crate) fn append(&mut self, other: &Self) {
        let before = end_offset(self.bytes.len());
        self.bytes.extend_from_slice(&other.bytes);
        let offsets = other.offsets[1..].iter().map(|offset| before + offset);
        self.offsets.extend(offsets);
    }

    /// Returns the strings.
    pub(crate) fn finish(self) -> TextValues {
        TextValues {
            offsets: self.offsets,
            bytes: String::from_utf8(self.bytes).expect("slices are on character boundaries"),
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

/// A list of values per row, concatenated in one buffer.
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

    /// True if there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the range of the values of `row`.
    ///
    /// # Panics
    ///
    /// If `row` is not less than [`len`](Self::len).
    #[must_use]
    pub fn range(&self, row: usize) -> std::ops::Range<usize> {
        index(self.offsets[row])..index(self.offsets[row + 1])
    }

    /// Returns the offsets of the rows.
    #[must_use]
    pub fn offsets(&self) -> &[i64] {
        &self.offsets
    }

    /// Returns the same rows with other values.
    pub(crate) fn with_values<W>(&self, values: W) -> ListValues<W> {
        ListValues {
            offsets: self.offsets.clone(),
            values,
        }
    }

    /// Appends the rows of `other`, whose values must be appended after the `n_values` values of this column.
    ///
    /// # Panics
    ///
    /// If there are more than 2^63 values.
    pub fn append_rows(&mut self, other: &Self, n_values: usize) {
        let before = end_offset(n_values);
        self.offsets
            .extend(other.offsets[1..].iter().map(|offset| before + offset));
    }

    /// Ends a row. `n_values` is the number of values of all rows so far.
    ///
    /// # Panics
    ///
    /// If there are more than 2^63 values.
    pub fn end_row(&mut self, n_values: usize) {
        self.offsets.push(end_offset(n_values));
    }
}

/// The values of a column, by type.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Strings.
    Text(TextValues),
    /// Integers.
    Int(Vec<i64>),
    /// Integers, at least one of which is 2^63 or more.
    UInt(Vec<u64>),
    /// Floating-point numbers.
    Float(Vec<f64>),
    /// Booleans.
    Bool(Vec<bool>),
    /// A list of strings per row.
    TextList(ListValues<TextValues>),
    /// A list of integers per row.
    IntList(ListValues<Vec<i64>>),
}

/// A named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name.
    pub name: String,
    /// The values. The value of a row that is not present is meaningless.
    pub values: Values,
    /// For each row, whether it has a value; `None` if all rows have one.
    pub present: Option<Vec<bool>>,
}

impl Column {
    /// Creates a column without missing values.
    pub fn new(name: impl Into<String>, values: Values) -> Self {
        Self {
            name: name.into(),
            values,
            present: None,
        }
    }

    /// Creates a column of strings.
    pub fn text<S: AsRef<str>>(
        name: impl Into<String>,
        values: impl IntoIterator<Item = S>,
    ) -> Self {
        Self::new(name, Values::Text(values.into_iter().collect()))
    }

    /// Creates a column of strings with missing values.
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

    /// Creates a column of lists of strings.
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

    /// Creates a column of integers.
    pub fn ints(name: impl Into<String>, values: Vec<i64>) -> Self {
        Self::new(name, Values::Int(values))
    }

    /// Creates a column of floating-point numbers.
    pub fn floats(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self::new(name, Values::Float(values))
    }

    /// Creates a column of floating-point numbers with missing values.
    pub fn optional_floats(
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        let values: Vec<Option<f64>> = values.into_iter().collect();
        let present = values.iter().map(Option::is_some).collect();
        let values = values.into_iter().map(Option::unwrap_or_default).collect();
        Self::floats(name, values).with_present(present)
    }

    /// Creates a column of integers with missing values.
    pub fn optional_ints(
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<i64>>,
    ) -> Self {
        let values: Vec<Option<i64>> = values.into_iter().collect();
        let present = values.iter().map(Option::is_some).collect();
        let values = values.into_iter().map(Option::unwrap_or_default).collect();
        Self::ints(name, values).with_present(present)
    }

    /// Marks the rows that have a value.
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
            Values::UInt(values) => values.len(),
            Values::Float(values) => values.len(),
            Values::Bool(values) => values.len(),
            Values::TextList(values) => values.len(),
            Values::IntList(values) => values.len(),
        }
    }

    /// True if there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True if `row` has a value.
    #[must_use]
    pub fn is_present(&self, row: usize) -> bool {
        self.present.as_ref().is_none_or(|present| present[row])
    }

    /// Returns the column of the given rows, in that order. Rows may repeat.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        let values = match &self.values {
            Values::Text(values) => Values::Text(rows.iter().map(|&row| values.get(row)).collect()),
            Values::Int(values) => Values::Int(rows.iter().map(|&row| values[row]).collect()),
            Values::UInt(values) => Values::UInt(rows.iter().map(|&row| values[row]).collect()),
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

impl Column {
    /// Returns the rows of columns of one type, one column after another.
    ///
    /// # Panics
    ///
    /// If the columns differ in name or type.
    fn stacked(parts: &[&Self]) -> Self {
        let mut rows: Vec<(usize, usize)> = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            assert_eq!(part.name, parts[0].name, "tables of the same columns");
            rows.extend((0..part.len()).map(|row| (number, row)));
        }
        macro_rules! stack {
            ($($kind:ident => $get:expr),*) => {
                match &parts[0].values {
                    $(Values::$kind(_) => Values::$kind(
                        rows.iter()
                            .map(|&(number, row)| match &parts[number].values {
                                Values::$kind(values) => $get(values, row),
                                _ => unreachable!("columns of one type"),
                            })
                            .collect(),
                    ),)*
                    Values::TextList(_) | Values::IntList(_) => unreachable!("scalar columns"),
                }
            };
        }
        let values = stack!(
            Text => TextValues::get,
            Int => |values: &Vec<i64>, row: usize| values[row],
            UInt => |values: &Vec<u64>, row: usize| values[row],
            Float => |values: &Vec<f64>, row: usize| values[row],
            Bool => |values: &Vec<bool>, row: usize| values[row]
        );
        let present = rows
            .iter()
            .map(|&(number, row)| parts[number].is_present(row));
        let present = present.collect();
        Self::new(parts[0].name.clone(), values).with_present(present)
    }
}

/// Returns the lists of the given rows. `push` copies one item and returns the number of items copied so far.
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

/// Named columns of the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
}

impl Table {
    /// Creates a table of the given columns.
    ///
    /// # Panics
    ///
    /// If the columns differ in length.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        assert!(
            columns
                .windows(2)
                .all(|pair| pair[0].len() == pair[1].len()),
            "columns of the same length"
        );
        Self { columns }
    }

    /// Returns the columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the column with this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Returns the given rows, in that order.
    #[must_use]
    pub fn take(&self, rows: &[usize]) -> Self {
        Self::new(
            self.columns
                .iter()
                .map(|column| column.take(rows))
                .collect(),
        )
    }

    /// Returns the rows of several tables, one table after another, each row after the row of `keys` of its table. A
    /// column of `keys` with the name of another is preceded by `document_`.
    ///
    /// ```
    /// use lexicount::table::{Column, Table};
    ///
    /// let keys = Table::new(vec![Column::text("paper", ["Echo", "Post"])]);
    /// let one = Table::new(vec![Column::ints("count", vec![3, 1])]);
    /// let other = Table::new(vec![Column::ints("count", vec![2])]);
    /// let stacked = Table::stacked(&keys, &[&one, &other]);
    /// assert_eq!(stacked.column("paper"), Some(&Column::text("paper", ["Echo", "Echo", "Post"])));
    /// assert_eq!(stacked.column("count"), Some(&Column::ints("count", vec![3, 1, 2])));
    /// ```
    ///
    /// # Panics
    ///
    /// If the tables differ in their columns.
    #[must_use]
    pub fn stacked(keys: &Self, tables: &[&Self]) -> Self {
        let rows = tables.iter().enumerate();
        let rows: Vec<usize> = rows
            .flat_map(|(number, table)| std::iter::repeat_n(number, table.n_rows()))
            .collect();
        let mut columns = keys.take(&rows).columns;
        let own = tables.first().map_or(&[][..], |table| table.columns());
        for column in &mut columns {
            if own.iter().any(|one| one.name == column.name) {
                column.name = format!("document_{}", column.name);
            }
        }
        columns.extend((0..own.len()).map(|n| {
            let parts: Vec<&Column> = tables.iter().map(|table| &table.columns[n]).collect();
            Column::stacked(&parts)
        }));
        Self::new(columns)
    }

    /// Serialises the rows as a JSON array of objects. Infinities and NaN become null.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialize")
    }

    /// Serialises the rows as JSON objects, one per line.
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        let mut lines = String::new();
        for row in 0..self.n_rows() {
            let line =
                serde_json::to_string(&Row { table: self, row }).expect("plain values serialize");
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

/// A row, serialised as a map from column name to value.
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
            Values::UInt(values) => serializer.serialize_u64(values[self.row]),
            Values::Float(values) => serializer.serialize_f64(values[self.row]),
            Values::Bool(values) => serializer.serialize_bool(values[self.row]),
            Values::TextList(lists) => {
                serializer.collect_seq(lists.range(self.row).map(|item| lists.values.get(item)))
            }
            Values::IntList(lists) => serializer.collect_seq(&lists.values[lists.range(self.row)]),
        }
    }
}

/// Converts a count to a table value. Counts that fit in memory never saturate.
pub(crate) fn cell(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Converts a length to an Arrow offset.
fn end_offset(length: usize) -> i64 {
    i64::try_from(length).expect("memory holds fewer than 2^63 bytes")
}

/// Converts an Arrow offset to an index.
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
    fn missing_values_serialize_as_null() {
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
