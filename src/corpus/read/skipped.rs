//! What a reader left out.

use std::fmt;
use std::path::Path;

use crate::error::Error;

/// A file, or a line or row of a file, that is not among the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The path, with forward slashes on every system.
    pub path: String,
    /// The line, from 1, if the rest of the file was read.
    pub line: Option<usize>,
    /// Why it was left out.
    pub reason: String,
}

impl Skipped {
    pub(super) fn file(path: &Path, reason: impl Into<String>) -> Self {
        Self {
            path: shown_path(path),
            line: None,
            reason: reason.into(),
        }
    }

    /// Return what an error leaves out, if it is about a file.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let (path, line, reason) = error.place()?;
        Some(Self {
            path: shown_path(path),
            line,
            reason,
        })
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}: line {line}: {}", self.path, self.reason),
            None => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}

/// Return the path as given, with forward slashes on every system.
pub(super) fn shown_path(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
