//! The formats of files, known by the endings of their names.

use std::path::Path;

use crate::error::{Error, Result};
use crate::registry::registry;

registry!(
    /// The format of a file: the name is the ending of the file's name.
    pub enum FileFormat: "file ending" {
        /// The whole file is one document. If its name begins with a date, that is the metadata `date`.
        Text = "txt",
        /// The same as txt: marks such as # and * are part of the text.
        Markdown = "md",
        /// The same as md.
        MarkdownLong = "markdown",
        /// Each line is a JSON object and one document. All fields other than text and id are metadata.
        JsonLines = "jsonl",
        /// The same as jsonl.
        NdJson = "ndjson",
        /// Each row after the header is one document. All columns other than text and id are metadata.
        Csv = "csv",
        /// The same as csv, with tabs between the cells.
        Tsv = "tsv",
    }
);

registry!(
    /// The compression of a file: the name is an ending that follows that of the format.
    pub enum Compression: "compression" {
        /// Gzip, with any number of members.
        Gzip = "gz",
        /// Zstandard, with any number of frames.
        Zstd = "zst",
    }
);

impl FileFormat {
    /// Return the format and compression of a file.
    ///
    /// # Errors
    ///
    /// If the ending of its name is unknown. The message lists the known ones.
    pub(super) fn checked(path: &Path) -> Result<(Self, Option<Compression>)> {
        Self::of(path).ok_or_else(|| {
            Error::config(format!(
                "{}: unknown ending; {}",
                path.display(),
                known_endings()
            ))
        })
    }

    pub(super) fn of(path: &Path) -> Option<(Self, Option<Compression>)> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (rest, ending) = name.rsplit_once('.')?;
        if let Ok(compression) = ending.parse::<Compression>() {
            let (_, ending) = rest.rsplit_once('.')?;
            return Some((ending.parse().ok()?, Some(compression)));
        }
        Some((ending.parse().ok()?, None))
    }
}

/// Return the advice that errors give: "use .txt or .csv, each also with .gz at the end".
pub(super) fn known_endings() -> String {
    format!(
        "use {}, each also with {} at the end",
        alternatives(FileFormat::REGISTRY.names()),
        alternatives(Compression::REGISTRY.names())
    )
}

fn alternatives(names: impl Iterator<Item = &'static str>) -> String {
    let mut endings: Vec<String> = names.map(|name| format!(".{name}")).collect();
    let last = endings.pop().unwrap_or_default();
    if endings.is_empty() {
        return last;
    }
    format!("{} or {last}", endings.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_format_and_compression() {
        let of = |name: &str| FileFormat::of(Path::new(name));
        for format in FileFormat::ALL {
            assert_eq!(of(&format!("a.b.{}", format.name())), Some((format, None)));
            for compression in Compression::ALL {
                let name = format!("A.{}.{}", format.name(), compression.name());
                let found = of(&name.to_uppercase());
                assert_eq!(found, Some((format, Some(compression))));
            }
        }
        assert_eq!([of("txt"), of("a.gz"), of("a.docx")], [None; 3]);
        let expected = "use .txt, .md, .markdown, .jsonl, .ndjson, .csv or .tsv, each also with .gz or .zst at the end";
        assert_eq!(known_endings(), expected);
    }
}
