//! Files that the Python layer writes.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::saving::write_whole;

/// Writes bytes to a file, whole or not at all.
#[pyfunction]
pub(super) fn write_file(path: PathBuf, data: &[u8]) -> PyResult<()> {
    Ok(write_whole(&path, data)?)
}
