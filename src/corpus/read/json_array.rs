//! Reads JSON files: an array of objects, or objects one after another.

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use super::fields::TextFields;
use super::json::{NOT_AN_OBJECT, parse_value};
use super::rows::{Fill, Rows};
use super::stream::TextStream;
use crate::error::{Error, Result};
use crate::span::{Span, n_line_ends};

/// The remaining objects of a file, whose text is held completely.
pub(super) struct JsonArray {
    stream: TextStream,
    /// The text, once it has been read.
    text: Option<String>,
    /// The offset after the last object.
    offset: usize,
    /// The offset up to which line ends are counted, and their number.
    counted: (usize, usize),
    is_array: bool,
    has_values: bool,
    fields: TextFields,
}

impl JsonArray {
    pub(super) fn new(stream: TextStream) -> Self {
        Self {
            stream,
            text: None,
            offset: 0,
            counted: (0, 0),
            is_array: false,
            has_values: false,
            fields: TextFields::default(),
        }
    }

    /// Add objects until there are enough; false at the end of the file.
    pub(super) fn fill(&mut self, rows: &mut Rows, fill: Fill<'_>) -> Result<bool> {
        if self.text.is_none() {
            let text = self.stream.read_all(fill.workers)?;
            let begin = text.len() - text.trim_start().len();
            self.is_array = text[begin..].starts_with('[');
            self.offset = begin + usize::from(self.is_array);
            self.text = Some(text);
        }
        while rows.n_bytes() < fill.limit {
            fill.workers.check()?;
            let Some(span) = self.next_span()? else {
                self.fields.check(self.stream.path(), fill.options)?;
                return Ok(false);
            };
            rows.add_bytes(span.end - self.offset);
            self.offset = span.end;
            if let Err(error) = self.add(span, rows, fill) {
                rows.fail(error, fill.options)?;
            }
        }
        Ok(true)
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// Return the span of the next value.
    fn next_span(&mut self) -> Result<Option<Span>> {
        let mut start = self.after_white_space(self.offset);
        let is_first = !std::mem::replace(&mut self.has_values, true);
        if self.is_array {
            match self.text().as_bytes().get(start) {
                Some(b']') => return self.end_of_array(start + 1),
                Some(b',') if !is_first => start = self.after_white_space(start + 1),
                Some(_) if is_first => {}
                Some(_) => return Err(self.error(start, "no comma between the items of the array")),
                None => return Err(self.error(start, "the array does not end with ]")),
            }
        } else if start == self.text().len() {
            return Ok(None);
        }
        let mut values = Deserializer::from_str(&self.text()[start..]).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => Ok(Some(Span::new(start, start + values.byte_offset()))),
            Some(Err(error)) => {
                let line = error.line().saturating_sub(1) + self.line_of(start);
                Err(Error::format_at(self.stream.path(), line, reason(&error)))
            }
            None => Err(self.error(start, "the array does not end with ]")),
        }
    }

    fn end_of_array(&mut self, end: usize) -> Result<Option<Span>> {
        let rest = self.after_white_space(end);
        if rest < self.text().len() {
            return Err(self.error(rest, "text after the end of the array"));
        }
        self.offset = end - 1;
        Ok(None)
    }

    fn after_white_space(&self, offset: usize) -> usize {
        self.text().len() - self.text()[offset..].trim_start().len()
    }

    fn add(&mut self, span: Span, rows: &mut Rows, fill: Fill<'_>) -> Result<()> {
        let line = self.line_of(span.start);
        if let Some(message) = self.stream.bad_bytes(span.start..span.end) {
            return Err(Error::decode(self.stream.path(), Some(line), message));
        }
        let path = self.stream.path();
        match parse_value(span.slice(self.text.as_deref().unwrap_or_default())) {
            Ok(Value::Object(object)) => {
                rows.add_object(path, line, object, &mut self.fields, fill.options)
            }
            Ok(_) => Err(Error::format_at(path, line, NOT_AN_OBJECT)),
            Err(error) => Err(Error::format_at(path, line, reason(&error))),
        }
    }

    fn error(&mut self, offset: usize, reason: &str) -> Error {
        let line = self.line_of(offset);
        Error::format_at(self.stream.path(), line, reason)
    }

    /// Return the number of the line of an offset that is not before that of the previous call.
    fn line_of(&mut self, offset: usize) -> usize {
        let (from, before) = self.counted;
        let between = self.text().as_bytes().get(from..offset).unwrap_or_default();
        self.counted = (offset, before + n_line_ends(between));
        self.counted.1 + 1
    }
}

/// Return the message of an error, without its line, which counts from the value.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}
