//! Reads JSON Lines: one document per line, as a JSON object.

use std::ops::Range;

use serde_json::{Map, Value};

use super::fields::{TextFields, take_field};
use super::json::{NOT_AN_OBJECT, parse_value};
use super::options::ReadOptions;
use super::rows::{Fill, Rows};
use super::stream::TextStream;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::{Span, line_end, lines};

/// Minimum number of bytes that one thread parses.
const PART_BYTES: usize = 1 << 18;

/// The remaining lines of a file.
pub(super) struct JsonLines {
    stream: TextStream,
    /// Text that is read but not returned yet; it begins with a line.
    text: String,
    /// The number of bytes of text before `text`.
    n_before: usize,
    /// Number of lines before `text`.
    n_lines: usize,
    fields: TextFields,
}

/// A line that is not blank.
struct Line {
    /// The number, from 0 at the beginning of the part.
    number: usize,
    /// The line within the text of all parts.
    span: Span,
    object: std::result::Result<Map<String, Value>, String>,
}

impl JsonLines {
    pub(super) fn new(stream: TextStream) -> Self {
        Self {
            stream,
            text: String::new(),
            n_before: 0,
            n_lines: 0,
            fields: TextFields::default(),
        }
    }

    /// Add lines until there are enough; false at the end of the file.
    pub(super) fn fill(&mut self, rows: &mut Rows, fill: Fill<'_>) -> Result<bool> {
        let wanted = fill.limit.saturating_sub(rows.n_bytes()).max(1);
        let (end, has_more) = self.read_lines(wanted, fill.workers)?;
        let parts = parts(&self.text[..end]);
        let text = &self.text;
        let parsed = fill
            .workers
            .map_all(parts, |part| parse_part(text, part, fill.workers))?;
        rows.add_bytes(end);
        for (n_lines, lines) in parsed {
            for line in lines {
                if let Err(error) = self.add_line(line, rows, fill.options) {
                    rows.fail(error, fill.options)?;
                }
            }
            self.n_lines += n_lines;
        }
        self.text.drain(..end);
        self.n_before += end;
        if !has_more {
            self.fields.check(self.stream.path(), fill.options)?;
        }
        Ok(has_more)
    }

    /// Return true if the first line is an object that has the text fields.
    pub(super) fn begins_with_object(&mut self, options: &ReadOptions) -> bool {
        let Ok(true) = self.stream.read_block(&mut self.text) else {
            return false;
        };
        if !self.text.trim_start().starts_with('{') {
            return false;
        }
        let begin = self.text.len() - self.text.trim_start().len();
        let end = self.read_lines(begin + 1, &Workers::serial());
        let Ok((end, _)) = end else { return false };
        let Ok(Value::Object(mut object)) = parse_value(&self.text[begin..end]) else {
            return false;
        };
        let mut names = options.text.iter();
        names.all(|name| take_field(&mut object, name).is_some())
    }

    /// Read until there are complete lines of `wanted` bytes. Return where they end and whether there is more.
    fn read_lines(&mut self, wanted: usize, workers: &Workers) -> Result<(usize, bool)> {
        let mut from = 0;
        loop {
            // No line that ends before `from` is long enough.
            from = from.max(wanted - 1).min(self.text.len());
            if let Some(end) = line_end(self.text.as_bytes(), from) {
                return Ok((end, true));
            }
            // The last character may be the CR of a CR LF.
            from = self.text.len().saturating_sub(1).max(from);
            workers.check()?;
            if !self.stream.read_block(&mut self.text)? {
                return Ok((self.text.len(), false));
            }
        }
    }

    fn add_line(&mut self, line: Line, rows: &mut Rows, options: &ReadOptions) -> Result<()> {
        let number = self.n_lines + line.number + 1;
        let (start, end) = (
            self.n_before + line.span.start,
            self.n_before + line.span.end,
        );
        if let Some(message) = self.stream.bad_bytes(start..end) {
            return Err(Error::decode(self.stream.path(), Some(number), message));
        }
        let path = self.stream.path();
        let object = line.object.map_err(|reason| {
            Error::format_at(
                path,
                number,
                format!("{reason}; use one JSON object a line"),
            )
        })?;
        rows.add_object(path, number, object, &mut self.fields, options)
    }
}

/// Return ranges of complete lines.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let from = (start + PART_BYTES).min(text.len());
        let end = line_end(text.as_bytes(), from).unwrap_or(text.len());
        parts.push(start..end);
        start = end;
    }
    parts
}

/// Return the number of lines of a part of `text`, and those that are not blank.
fn parse_part(text: &str, part: Range<usize>, workers: &Workers) -> Result<(usize, Vec<Line>)> {
    let mut parsed = Vec::new();
    let mut n_lines = 0;
    for (number, line) in lines(&text[part.clone()]).enumerate() {
        workers.check()?;
        n_lines = number + 1;
        let span = Span::new(part.start + line.start, part.start + line.end);
        let line = span.slice(text);
        if line.trim().is_empty() {
            continue;
        }
        let object = match parse_value(line) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(NOT_AN_OBJECT.to_owned()),
            Err(error) => Err(error.to_string()),
        };
        parsed.push(Line {
            number,
            span,
            object,
        });
    }
    Ok((n_lines, parsed))
}
