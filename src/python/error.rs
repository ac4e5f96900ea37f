//! From the core's errors to Python's exceptions, which `lexicount.exceptions` defines.

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::error::Error;

/// An error of the core, or an exception that Python raised meanwhile.
pub(super) enum Failure {
    Core(Error),
    Python(PyErr),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Core(error) => error.into(),
            Failure::Python(error) => error,
        }
    }
}

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        if error.is_interrupted() {
            return PyKeyboardInterrupt::new_err(error.to_string());
        }
        let name = if error.is_io() {
            "FileError"
        } else if error.is_decode() {
            "DecodeError"
        } else if error.is_format() {
            "FormatError"
        } else {
            "ConfigError"
        };
        Python::attach(|py| exception(py, name, &error.to_string(), error.os_error()))
    }
}

/// Returns the error for text of the wrong type.
pub(super) fn input_error(py: Python<'_>, message: &str) -> PyErr {
    exception(py, "InputError", message, None)
}

fn exception(py: Python<'_>, name: &str, message: &str, os_error: Option<i32>) -> PyErr {
    let class = py
        .import("lexicount.exceptions")
        .and_then(|module| module.getattr(name))
        .and_then(|class| Ok(class.cast_into::<PyType>()?));
    match (class, os_error) {
        // OSError takes its number first, so that `errno` is set.
        (Ok(class), Some(number)) => PyErr::from_type(class, (number, message.to_owned())),
        (Ok(class), None) => PyErr::from_type(class, (message.to_owned(),)),
        (Err(error), _) => error,
    }
}
