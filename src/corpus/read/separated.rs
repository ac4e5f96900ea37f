//! Reads CSV and TSV: one document per row.

use serde_json::Value;

use super::cells::{Cell, Found, delimiter_of, n_blank, next_row};
use super::fields::TextFields;
use super::options::{Delimiter, ReadOptions, no_text_field};
use super::rows::{Fill, Rows};
use super::stream::TextStream;
use crate::error::{Error, Result};
use crate::span::{line_end, n_line_ends};

/// The remaining rows of a file.
pub(super) struct Separated {
    stream: TextStream,
    delimiter: u8,
    /// Text that is read but not returned yet.
    text: String,
    /// The offset in `text` of the next row.
    at: usize,
    /// The number of bytes of text before `text`.
    n_before: usize,
    /// The number of lines before `at`.
    n_lines: usize,
    is_done: bool,
    header: Vec<String>,
    cells: Vec<Cell>,
    fields: TextFields,
}

impl Separated {
    /// Read the header.
    pub(super) fn new(stream: TextStream, usual: u8, options: &ReadOptions) -> Result<Self> {
        let mut table = Self {
            stream,
            delimiter: usual,
            text: String::new(),
            at: 0,
            n_before: 0,
            n_lines: 0,
            is_done: false,
            header: Vec::new(),
            cells: Vec::new(),
            fields: TextFields::default(),
        };
        while !table.is_done && table.text.len() < table.stream.head_bytes() {
            table.read_block()?;
        }
        table.delimiter = match options.delimiter {
            Some(Delimiter(delimiter)) => delimiter,
            None => delimiter_of(&table.text, table.is_done, usual, &options.text),
        };
        table.read_header(options)?;
        Ok(table)
    }

    fn read_header(&mut self, options: &ReadOptions) -> Result<()> {
        let row = self.next_row()?;
        let path = self.stream.path();
        let Some(end) = row else {
            return Err(Error::format(
                path,
                "the file is empty; begin it with the names of columns",
            ));
        };
        let cells = self.cells.iter();
        let names: Vec<String> = cells.map(|cell| cell.of(&self.text).into_owned()).collect();
        for (index, name) in names.iter().enumerate() {
            if !name.is_empty() && names[..index].contains(name) {
                let message = format!("two columns are named {name:?}; give each its own name");
                return Err(Error::format(path, message));
            }
        }
        if let Some(missing) = options.text.iter().find(|name| !names.contains(name)) {
            return Err(no_text_field(path, missing, &names));
        }
        self.header = with_numbers(names);
        self.advance(end);
        Ok(())
    }

    /// Add rows until there are enough; false at the end of the file.
    pub(super) fn fill(&mut self, rows: &mut Rows, fill: Fill<'_>) -> Result<bool> {
        while rows.n_bytes() < fill.limit {
            fill.workers.check()?;
            let failed = match self.next_row() {
                Ok(None) => return Ok(false),
                Ok(Some(end)) => {
                    rows.add_bytes(end - self.at);
                    let added = self.add_row(end, rows, fill.options);
                    self.advance(end);
                    added.err()
                }
                // Reading can go on after a line.
                Err(error) if error.place().is_some_and(|place| place.1.is_some()) => Some(error),
                Err(error) => return Err(error),
            };
            if let Some(error) = failed {
                rows.fail(error, fill.options)?;
            }
        }
        Ok(true)
    }

    fn add_row(&mut self, end: usize, rows: &mut Rows, options: &ReadOptions) -> Result<()> {
        let line = self.n_lines + 1;
        let range = self.n_before + self.at..self.n_before + end;
        if let Some(message) = self.stream.bad_bytes(range) {
            return Err(Error::decode(self.stream.path(), Some(line), message));
        }
        let path = self.stream.path();
        let (n_cells, n_columns) = (self.cells.len(), self.header.len());
        if n_cells != n_columns {
            let cells = if n_cells == 1 { "cell" } else { "cells" };
            let message = format!(
                "the row has {n_cells} {cells} and the header {n_columns}; give each row a cell for each column"
            );
            return Err(Error::format_at(path, line, message));
        }
        let cells = self.header.iter().zip(&self.cells).map(|(name, cell)| {
            let value = match cell.of(&self.text) {
                cell if cell.is_empty() => Value::Null,
                cell => Value::String(cell.into_owned()),
            };
            (name.clone(), value)
        });
        rows.add_object(path, line, cells.collect(), &mut self.fields, options)
    }

    /// Find the next row and its cells. Return where it ends, or `None` at the end of the file.
    fn next_row(&mut self) -> Result<Option<usize>> {
        loop {
            self.advance(self.at + n_blank(&self.text.as_bytes()[self.at..]));
            if self.at < self.text.len() {
                break;
            }
            if self.is_done {
                return Ok(None);
            }
            self.grow()?;
        }
        loop {
            let text = self.text.as_bytes();
            match next_row(text, self.at, self.delimiter, self.is_done, &mut self.cells) {
                Found::Row(end) => return Ok(Some(end)),
                Found::Incomplete => self.grow()?,
                Found::Unclosed(mark) => {
                    let reason =
                        "a quotation mark is never closed; close it at the end of the cell";
                    return Err(self.skip_line_of(mark, reason)?);
                }
                Found::AfterQuote(mark, after) => {
                    let line = self.n_lines + n_line_ends(&text[self.at..after]) + 1;
                    let reason = format!(
                        "the cell in quotation marks goes on after the closing mark on line {line}; close the cell where it ends, and double the marks within it"
                    );
                    return Err(self.skip_line_of(mark, &reason)?);
                }
            }
        }
    }

    /// Go on after the line of a quotation mark, and return the error about this line.
    fn skip_line_of(&mut self, mark: usize, reason: &str) -> Result<Error> {
        let end = loop {
            match line_end(self.text.as_bytes(), mark) {
                Some(end) => break end,
                None if self.is_done => break self.text.len(),
                None => self.read_block()?,
            }
        };
        let line = self.n_lines + n_line_ends(&self.text.as_bytes()[self.at..mark]) + 1;
        self.advance(end);
        Ok(Error::format_at(self.stream.path(), line, reason))
    }

    fn advance(&mut self, to: usize) {
        self.n_lines += n_line_ends(&self.text.as_bytes()[self.at..to]);
        self.at = to;
    }

    /// Drop the text before the next row, and read so much that there is twice as much after it: a row of any length is
    /// then looked at a few times only.
    fn grow(&mut self) -> Result<()> {
        self.text.drain(..self.at);
        self.n_before += std::mem::take(&mut self.at);
        let wanted = 2 * self.text.len() + 1;
        while !self.is_done && self.text.len() < wanted {
            self.read_block()?;
        }
        Ok(())
    }

    /// Read a block that does not end within a CR LF.
    fn read_block(&mut self) -> Result<()> {
        loop {
            self.is_done = !self.stream.read_block(&mut self.text)?;
            if self.is_done || !self.text.ends_with('\r') {
                return Ok(());
            }
        }
    }
}

/// Name the columns without a name, except for the first of them, by their numbers.
fn with_numbers(mut names: Vec<String>) -> Vec<String> {
    let unnamed: Vec<usize> = (0..names.len())
        .filter(|&index| names[index].is_empty())
        .collect();
    for &index in unnamed.iter().skip(1) {
        names[index] = format!("column {}", index + 1);
    }
    names
}
