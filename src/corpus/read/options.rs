//! Options for reading files.

use std::path::Path;

use crate::error::Error;

/// Options for reading files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The field or column with the text.
    pub text: String,
    /// The field or column with the id. Without it, the id is made of path and line.
    pub id: String,
    /// Replace bytes that are not UTF-8 by U+FFFD instead of raising an error.
    pub replace_errors: bool,
    /// Skip boilerplate. See [`Documents::without_boilerplate`](crate::corpus::Documents::without_boilerplate).
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

/// The error if a file does not have the text field.
pub(super) fn no_text_field(path: &Path, options: &ReadOptions, fields: &[String]) -> Error {
    Error::format(
        path,
        format!(
            "no field {:?} to take the text from; the fields are {}; name the field of the text",
            options.text,
            fields.join(", ")
        ),
    )
}
