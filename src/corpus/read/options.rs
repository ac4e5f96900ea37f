//! Options for reading files.

use std::path::Path;

use super::encoding::Encoding;
use super::format::FileFormat;
use super::tables::Tables;
use crate::error::{Error, Result};
use crate::registry::registry;

registry!(
    /// What happens to files, lines and bytes that cannot be read.
    pub enum OnError: "treatment of errors", default Raise {
        /// Stop with an error that names the file and the place in it.
        Raise = "raise",
        /// Leave out the file or the line, and list it with the reason.
        Skip = "skip",
        /// Replace bytes that are not text by U+FFFD; other errors stop.
        Replace = "replace",
    }
);

/// Options for reading files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The fields or columns with the text. The texts of several are joined by a blank line. `a.b` is the field `b` of
    /// the object in the field `a`.
    pub text: Vec<String>,
    /// The field or column with the id. Without it, the id is made of path and line.
    pub id: String,
    /// The format of all files, whatever their names end with.
    pub format: Option<FileFormat>,
    /// The encoding of the text. Without it, UTF-8, UTF-16 and UTF-32 are recognised.
    pub encoding: Option<Encoding>,
    /// The character between the cells of a row. Without it, it is recognised.
    pub delimiter: Option<Delimiter>,
    /// What reads files of tables.
    pub tables: Tables,
    /// What to do if something cannot be read.
    pub on_error: OnError,
    /// Skip boilerplate. See [`Documents::without_boilerplate`](crate::corpus::Documents::without_boilerplate).
    pub skip_boilerplate: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            text: vec!["text".into()],
            id: "id".into(),
            format: None,
            encoding: None,
            delimiter: None,
            tables: Tables::default(),
            on_error: OnError::default(),
            skip_boilerplate: false,
        }
    }
}

impl ReadOptions {
    /// Check that a text field is named, and none twice.
    pub(super) fn check(&self) -> Result<()> {
        if self.text.is_empty() {
            return Err(Error::config(
                "no text field: name at least one field that holds text",
            ));
        }
        for (index, name) in self.text.iter().enumerate() {
            if self.text[..index].contains(name) {
                return Err(Error::config(format!(
                    "text field {name:?} is named twice; name each field once"
                )));
            }
        }
        Ok(())
    }
}

/// The character between the cells of a row: any ASCII character except quotation marks and line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(pub(super) u8);

impl std::str::FromStr for Delimiter {
    type Err = Error;

    /// Parse a delimiter: one character, or `\t` or `tab`.
    ///
    /// # Errors
    ///
    /// If it is anything else.
    fn from_str(name: &str) -> Result<Self> {
        match name.as_bytes() {
            b"\\t" | b"tab" => Ok(Self(b'\t')),
            &[byte] if byte.is_ascii() && !b"\"\r\n".contains(&byte) => Ok(Self(byte)),
            _ => Err(Error::config(format!(
                "delimiter {name:?}: use one ASCII character such as , ; | or a tab"
            ))),
        }
    }
}

/// Names that columns of text have in the files of other programs.
const USUAL_NAMES: &[&str] = &[
    "text",
    "body",
    "content",
    "full_text",
    "fulltext",
    "article",
    "message",
    "tweet",
    "post",
    "comment",
    "review",
    "abstract",
    "description",
    "document",
    "sentence",
    "transcript",
    "speech",
    "summary",
];

/// The error if a file does not have a text field. `fields` are those that it has.
pub(super) fn no_text_field(path: &Path, name: &str, fields: &[String]) -> Error {
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let known = match fields[..] {
        [] => "the file has no fields".to_owned(),
        _ => format!("the fields are {}", fields.join(", ")),
    };
    let advice = match similar_field(name, &fields) {
        Some(field) => format!("did you mean {field:?}?"),
        None => "name the field of the text".to_owned(),
    };
    Error::format(
        path,
        format!("no field {name:?} to take the text from; {known}; {advice}"),
    )
}

/// Return the field that was probably meant: the same name in another spelling, or else a usual name of text.
fn similar_field<'f>(name: &str, fields: &[&'f str]) -> Option<&'f str> {
    let last = |field: &str| {
        let name = field.rsplit('.').next().unwrap_or_default();
        name.trim().to_lowercase()
    };
    let wanted = last(name);
    let find = |wanted: &str| fields.iter().copied().find(|field| last(field) == wanted);
    find(&wanted).or_else(|| USUAL_NAMES.iter().find_map(|usual| find(usual)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_that_was_meant_is_suggested() {
        let suggested = |name: &str, fields: &[&str]| {
            let fields: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
            no_text_field(Path::new("a.csv"), name, &fields).to_string()
        };
        for (fields, meant) in [
            (&["id", "body"][..], "body"),
            (&["id", " Text"], " Text"),
            (&["id", "article.content"], "article.content"),
        ] {
            let message = suggested("text", fields);
            assert!(
                message.ends_with(&format!("did you mean {meant:?}?")),
                "{message}"
            );
        }
        assert!(suggested("text", &["id"]).ends_with("name the field of the text"));
    }

    #[test]
    fn delimiters_are_one_character() {
        assert_eq!(";".parse::<Delimiter>().unwrap(), Delimiter(b';'));
        assert_eq!("\\t".parse::<Delimiter>().unwrap(), Delimiter(b'\t'));
        for wrong in ["", "\"", "\n", "::", "é"] {
            assert!(wrong.parse::<Delimiter>().unwrap_err().is_config());
        }
    }
}
