//! Reads JSON Lines: one document per line, as a JSON object.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use super::options::{ReadOptions, no_text_field};
use super::rows::Rows;
use super::stream::TextStream;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Minimum number of bytes that one thread parses.
const PART_BYTES: usize = 1 << 18;

/// The remaining lines of a file.
pub(super) struct JsonLines {
    stream: TextStream,
    /// Text that is read but not returned yet; it begins with a line.
    text: String,
    /// Number of lines before `text`.
    n_lines: usize,
    found_text: bool,
    /// The fields of the first line that has any, for an error message.
    fields: Vec<String>,
    has_rows: bool,
}

/// The number of a line, from 0 at the beginning of the part, and its object.
type Parsed = std::result::Result<(usize, Map<String, Value>), (usize, String)>;

impl JsonLines {
    pub(super) fn new(stream: TextStream) -> Self {
        Self {
            stream,
            text: String::new(),
            n_lines: 0,
            found_text: false,
            fields: Vec::new(),
            has_rows: false,
        }
    }

    /// Add lines until `rows` have `limit` bytes; false at the end of the file.
    pub(super) fn fill(
        &mut self,
        rows: &mut Rows,
        limit: usize,
        options: &ReadOptions,
        workers: &Workers,
    ) -> Result<bool> {
        let wanted = limit.saturating_sub(rows.n_bytes()).max(1);
        let (end, has_more) = self.read_lines(wanted, workers)?;
        let parts = parts(&self.text[..end]);
        let text = &self.text;
        let parsed = workers.map_all(parts, |part| parse_part(&text[part], workers))?;
        let mut n_bytes = end;
        for (part_lines, lines) in parsed {
            for line in lines {
                self.add_line(line, rows, std::mem::take(&mut n_bytes), options)?;
            }
            self.n_lines += part_lines;
        }
        self.text.drain(..end);
        if !has_more && self.has_rows && !self.found_text {
            return Err(no_text_field(self.stream.path(), options, &self.fields));
        }
        Ok(has_more)
    }

    /// Read until there are complete lines of `wanted` bytes. Return where they end and whether there is more.
    fn read_lines(&mut self, wanted: usize, workers: &Workers) -> Result<(usize, bool)> {
        let mut from = 0;
        loop {
            // No line that ends before `from` is long enough.
            from = from.max(wanted - 1).min(self.text.len());
            if let Some(end) = memchr_line_end(&self.text, from) {
                return Ok((end, true));
            }
            from = self.text.len();
            workers.check()?;
            if !self.stream.read_block(&mut self.text)? {
                return Ok((self.text.len(), false));
            }
        }
    }

    fn add_line(
        &mut self,
        line: Parsed,
        rows: &mut Rows,
        n_bytes: usize,
        options: &ReadOptions,
    ) -> Result<()> {
        let path = self.stream.path();
        let (number, object) = line.map_err(|(number, reason)| {
            let number = self.n_lines + number + 1;
            Error::format(
                path,
                format!("line {number}: {reason}; use one JSON object a line"),
            )
        })?;
        self.found_text |= object.contains_key(&options.text);
        if self.fields.is_empty() {
            self.fields = object.keys().cloned().collect();
        }
        self.has_rows = true;
        rows.add_object(path, self.n_lines + number + 1, object, n_bytes, options)
    }
}

/// Return the offset after the first line break at or after `from`.
fn memchr_line_end(text: &str, from: usize) -> Option<usize> {
    let rest = &text.as_bytes()[from..];
    rest.iter()
        .position(|&byte| byte == b'\n')
        .map(|place| from + place + 1)
}

/// Return ranges of complete lines.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let from = (start + PART_BYTES).min(text.len());
        let end = memchr_line_end(text, from).unwrap_or(text.len());
        parts.push(start..end);
        start = end;
    }
    parts
}

/// Return the number of lines of `text`, and the objects of the lines that are not blank, up to the first invalid one.
fn parse_part(text: &str, workers: &Workers) -> Result<(usize, Vec<Parsed>)> {
    let mut parsed = Vec::new();
    let mut n_lines = 0;
    for (number, line) in text.lines().enumerate() {
        workers.check()?;
        n_lines = number + 1;
        if line.trim().is_empty() {
            continue;
        }
        let object = parse_object(line);
        let failed = object.is_err();
        parsed.push(match object {
            Ok(object) => Ok((number, object)),
            Err(reason) => Err((number, reason)),
        });
        if failed {
            break;
        }
    }
    Ok((n_lines, parsed))
}

fn parse_object(line: &str) -> std::result::Result<Map<String, Value>, String> {
    let value = serde_json::from_str(line).or_else(|error| {
        // JSON may contain half a surrogate pair, which UTF-8 cannot represent: it becomes U+FFFD, as everywhere else.
        match replace_lone_surrogates(line) {
            Some(mended) => serde_json::from_str(&mended),
            None => Err(error),
        }
    });
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not an object".into()),
        Err(error) => Err(error.to_string()),
    }
}

fn replace_lone_surrogates(line: &str) -> Option<String> {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(d[89a-f][0-9a-f]{2})|.)",
        )
        .expect("a constant pattern")
    });
    let mended = ESCAPES.replace_all(line, |found: &regex::Captures<'_>| {
        if found.get(3).is_some() {
            r"\ufffd".to_owned()
        } else {
            found[0].to_owned()
        }
    });
    (mended != line).then(|| mended.into_owned())
}
