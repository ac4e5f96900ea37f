//! The formats of files, known by the endings of their names.

use std::path::Path;

use super::refused::reason_of;
use super::tables::Tables;
use crate::error::{Error, Result};
use crate::registry::registry;

/// Longer texts are not taken for paths.
const MOST_PATH_BYTES: usize = 1024;

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
        /// An array of objects, each one document, or objects one after another. All fields other than text and id are
        /// metadata.
        Json = "json",
        /// Each row after the header is one document. All columns other than text and id are metadata. Commas,
        /// semicolons, tabs and vertical bars between cells are recognised.
        Csv = "csv",
        /// The same as csv; if nothing shows another delimiter, cells are separated by tabs.
        Tsv = "tsv",
        /// Each row is one document, read by another library. All columns other than text and id are metadata.
        Parquet = "parquet",
        /// An Arrow IPC file or stream, read like parquet.
        Arrow = "arrow",
        /// The same as arrow.
        Feather = "feather",
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
    /// If the ending of its name is unknown, or it is a table and nothing reads tables. The message names what makes text
    /// of such files, or else the known endings.
    pub(super) fn checked(
        path: &Path,
        given: Option<Self>,
        tables: &Tables,
    ) -> Result<(Self, Option<Compression>)> {
        let given = given.map(|format| (format, Compression::of(path)));
        let Some(found) = given.or_else(|| Self::of(path)) else {
            return Err(Error::unreadable(path, why_unreadable(path)));
        };
        if found.0.is_table() {
            tables.check(path)?;
        }
        Ok(found)
    }

    /// Return true for tables, which another library reads.
    pub(super) const fn is_table(self) -> bool {
        matches!(self, Self::Parquet | Self::Arrow | Self::Feather)
    }

    pub(super) fn of(path: &Path) -> Option<(Self, Option<Compression>)> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (rest, ending) = name.rsplit_once('.')?;
        if let Ok(compression) = ending.parse::<Compression>() {
            let (_, ending) = rest.rsplit_once('.')?;
            let format = ending
                .parse()
                .ok()
                .filter(|format: &Self| !format.is_table())?;
            return Some((format, Some(compression)));
        }
        Some((ending.parse().ok()?, None))
    }
}

impl Compression {
    /// Return the compression of a file by the magic number at its beginning.
    pub(super) fn of_content(content: &[u8]) -> Option<Self> {
        match content {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        name.rsplit_once('.')?.1.parse().ok()
    }
}

/// Return why a file whose format is unknown is not read.
fn why_unreadable(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) => ending.to_ascii_lowercase(),
        None => String::new(),
    };
    reason_of(&ending).unwrap_or_else(|| {
        let endings = known_endings();
        format!("unknown ending; {endings}, or give the format of the file")
    })
}

/// Return true if a text is a single word that ends like the name of a file that can be read, or the path of one.
///
/// Such a text was probably meant as a path. Addresses on the web are not taken for paths.
#[must_use]
pub fn is_like_path(text: &str) -> bool {
    let is_word = !text.is_empty() && text.len() <= MOST_PATH_BYTES;
    is_word
        && text.contains(char::is_alphanumeric)
        && !text.contains(char::is_whitespace)
        && !text.contains("://")
        && (FileFormat::of(Path::new(text)).is_some() || Path::new(text).exists())
}

/// Return the advice that errors give: "use .txt or .csv, each also with .gz at the end".
pub(super) fn known_endings() -> String {
    let names = |is_table| {
        let formats = FileFormat::ALL.into_iter();
        let formats = formats.filter(move |format| format.is_table() == is_table);
        formats.map(FileFormat::name)
    };
    format!(
        "use {}, each also with {} at the end, or {}",
        alternatives(names(false)),
        alternatives(Compression::REGISTRY.names()),
        alternatives(names(true))
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
            for compression in Compression::ALL.into_iter().filter(|_| !format.is_table()) {
                let name = format!("A.{}.{}", format.name(), compression.name());
                let found = of(&name.to_uppercase());
                assert_eq!(found, Some((format, Some(compression))));
            }
        }
        assert_eq!([of("txt"), of("a.gz"), of("a.docx")], [None; 3]);
        let expected = "use .txt, .md, .markdown, .jsonl, .ndjson, .json, .csv or .tsv, each also with .gz or .zst at the end, or .parquet, .arrow or .feather";
        assert_eq!(known_endings(), expected);
    }
}
