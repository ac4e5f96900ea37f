//! Reads CSV and TSV: one document per row.

use std::io::{self, Read};

use csv::StringRecord;
use serde_json::Value;

use super::options::{ReadOptions, no_text_field};
use super::rows::Rows;
use super::stream::TextStream;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// The remaining rows of a file.
pub(super) struct Separated {
    reader: csv::Reader<Decoded>,
    header: Vec<String>,
    record: StringRecord,
}

impl Separated {
    /// Read the header.
    pub(super) fn new(stream: TextStream, separator: u8, options: &ReadOptions) -> Result<Self> {
        let path = stream.path().to_path_buf();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(Decoded::new(stream));
        let header = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect::<Vec<_>>(),
            Err(error) => return Err(own_error(&path, error)),
        };
        if !header.contains(&options.text) {
            return Err(no_text_field(&path, options, &header));
        }
        Ok(Self {
            reader,
            header,
            record: StringRecord::new(),
        })
    }

    /// Add rows until they have `limit` bytes; false at the end of the file.
    pub(super) fn fill(
        &mut self,
        rows: &mut Rows,
        limit: usize,
        options: &ReadOptions,
        workers: &Workers,
    ) -> Result<bool> {
        while rows.n_bytes() < limit {
            workers.check()?;
            let more = self.reader.read_record(&mut self.record);
            let path = self.reader.get_ref().stream.path();
            if !more.map_err(|error| own_error(path, error))? {
                return Ok(false);
            }
            let line = self.record.position().map_or(0, csv::Position::line);
            let cells = self.header.iter().zip(&self.record).map(|(name, cell)| {
                let value = if cell.is_empty() {
                    Value::Null
                } else {
                    Value::String(cell.to_owned())
                };
                (name.clone(), value)
            });
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            // One more for the separator of each cell.
            let n_bytes = self.record.as_slice().len() + self.record.len();
            rows.add_object(path, line, cells.collect(), n_bytes, options)?;
        }
        Ok(true)
    }
}

/// Convert an error of the CSV reader, or of the text stream below it.
fn own_error(path: &std::path::Path, error: csv::Error) -> Error {
    if !error.is_io_error() {
        return Error::format(path, error.to_string());
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.downcast::<Error>() {
            Ok(own) => own,
            Err(error) => Error::io(path, error),
        },
        kind => Error::format(path, format!("{kind:?}")),
    }
}

/// Decoded text as bytes, which the CSV reader takes.
struct Decoded {
    stream: TextStream,
    text: String,
    n_given: usize,
}

impl Decoded {
    fn new(stream: TextStream) -> Self {
        Self {
            stream,
            text: String::new(),
            n_given: 0,
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.n_given == self.text.len() {
            self.text.clear();
            self.n_given = 0;
            self.stream
                .read_block(&mut self.text)
                .map_err(io::Error::other)?;
        }
        let mut rest = &self.text.as_bytes()[self.n_given..];
        let n = rest.read(buffer)?;
        self.n_given += n;
        Ok(n)
    }
}
