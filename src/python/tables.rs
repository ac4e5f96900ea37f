//! Files of tables, read by packages of Python.

use std::io::{self, Read};
use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator};

use crate::corpus::TableReader;

/// Two functions: what is wrong if tables cannot be read, or None; and the rows of a path, as JSON Lines in bytes.
#[derive(FromPyObject)]
pub(super) struct PyTableReader(Py<PyAny>, Py<PyAny>);

impl TableReader for PyTableReader {
    fn problem(&self) -> Option<String> {
        Python::attach(|py| {
            let problem = self.0.call0(py).and_then(|found| found.extract(py));
            problem.unwrap_or_else(|error: PyErr| Some(error.to_string()))
        })
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        Python::attach(|py| {
            let rows = self
                .1
                .call1(py, (path,))
                .map_err(|error| io_error(py, &error))?;
            let rows = rows
                .bind(py)
                .try_iter()
                .map_err(|error| io_error(py, &error))?;
            let rows = PyRows {
                rows: rows.unbind(),
                block: Vec::new(),
                at: 0,
            };
            Ok(Box::new(rows) as Box<dyn Read + Send>)
        })
    }
}

/// The blocks that an iterator gives, end to end.
struct PyRows {
    rows: Py<PyIterator>,
    block: Vec<u8>,
    at: usize,
}

impl Read for PyRows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.block.len() {
            let next = Python::attach(|py| {
                let mut rows = self.rows.bind(py).clone();
                let next = rows
                    .next()
                    .transpose()
                    .map_err(|error| io_error(py, &error))?;
                let bytes = next.map(|block| Ok(block.cast_into::<PyBytes>()?.as_bytes().to_vec()));
                bytes
                    .transpose()
                    .map_err(|error: PyErr| io_error(py, &error))
            })?;
            match next {
                Some(block) => (self.block, self.at) = (block, 0),
                None => return Ok(0),
            }
        }
        let n = (&self.block[self.at..]).read(buffer)?;
        self.at += n;
        Ok(n)
    }
}

/// Return the message of an exception, on one line.
fn io_error(py: Python<'_>, error: &PyErr) -> io::Error {
    let message = error.value(py).to_string();
    let words: Vec<&str> = message.split_whitespace().collect();
    io::Error::other(words.join(" "))
}
