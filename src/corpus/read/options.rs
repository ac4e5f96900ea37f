//! How files are read.

use std::path::Path;

use crate::error::Error;

/// Options for reading files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The field or column that holds the text.
    pub text: String,
    /// The field or column that holds the id; without it a document is called by its path and line.
    pub id: String,
    /// Write U+FFFD for bytes that are not UTF-8, where otherwise they are an error.
    pub replace_errors: bool,
    /// Skip boilerplate: see [`Documents::without_boilerplate`](crate::corpus::Documents::without_boilerplate).
    pub skip_boilerplate: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            text: "text".into(),
            id: "id".into(),
            replace_errors: false,
            skip_boilerplate: false,
        }
    }
}

/// The error of a file without the field that should hold the text.
pub(super) fn no_text_field(path: &Path, options: &ReadOptions, fields: &[String]) -> Error {
    Error::format(
        path,
        format!(
            "no field {:?} to take the text from; the fields are {}; name one with text=",
            options.text,
            fields.join(", ")
        ),
    )
}
