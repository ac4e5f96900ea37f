//! Documents from files.
//!
//! | ending | a document is | metadata |
//! | --- | --- | --- |
//! | `.txt`, `.md`, `.markdown` | the whole file | `date`, if the file's name begins with one |
//! | `.jsonl`, `.ndjson` | a line | all other fields |
//! | `.csv`, `.tsv` | a row after the header | all other columns |
//!
//! each also with `.gz` or `.zst` behind it. Every document also gets its `path`. Text is UTF-8, with or without a byte
//! order mark; the mark is not part of the text.
//!
//! [`Files`] are what paths stand for, known to be there; [`Batches`] read them in bounded memory, and [`read`] puts
//! all batches together.

mod batches;
mod format;
mod json_lines;
mod options;
mod paths;
mod rows;
mod separated;
mod stream;

use std::path::PathBuf;

pub use batches::Batches;
pub use format::{Compression, FileFormat};
pub use options::ReadOptions;
pub use paths::expand_paths;

use super::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Reads files, folders (the files below them that have a known ending) and glob patterns.
///
/// Documents come in the order of `patterns`; what a folder or pattern stands for comes in order of path. All text is
/// held in memory; [`Batches`] are the same documents in bounded memory.
///
/// # Errors
///
/// Where a path does not exist or nothing matches, a file cannot be read, is not UTF-8 (named by file and byte), or is
/// not of the form that its ending promises (named by file and line); or where the work was stopped. Of several errors
/// in files it is the first, in their order.
pub fn read<S: AsRef<str>>(
    patterns: &[S],
    options: &ReadOptions,
    workers: &Workers,
) -> Result<Documents> {
    Files::new(patterns, options)?.read(workers)
}

/// Files that are there and have a known ending, with how to read them; nothing of them is read yet.
#[derive(Clone, Debug)]
pub struct Files {
    paths: Vec<PathBuf>,
    n_bytes: u64,
    options: ReadOptions,
}

impl Files {
    /// What paths, folders (the files below them that have a known ending) and glob patterns stand for.
    ///
    /// # Errors
    ///
    /// Where a path does not exist, its ending is unknown, or a pattern is malformed or matches nothing.
    pub fn new<S: AsRef<str>>(patterns: &[S], options: &ReadOptions) -> Result<Self> {
        let paths = expand_paths(patterns)?;
        let mut n_bytes = 0;
        for path in &paths {
            let found = std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
            FileFormat::checked(path)?;
            n_bytes += found.len();
        }
        Ok(Self {
            paths,
            n_bytes,
            options: options.clone(),
        })
    }

    /// The same files, read without boilerplate: see [`ReadOptions::skip_boilerplate`].
    #[must_use]
    pub fn without_boilerplate(mut self) -> Self {
        self.options.skip_boilerplate = true;
        self
    }

    /// The files, in the order in which they are read.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Their size where they lie, packed as they are.
    #[must_use]
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// How they are read.
    #[must_use]
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// Their documents in batches of about `n_bytes`, from the beginning.
    #[must_use]
    pub fn batches(&self, n_bytes: usize) -> Batches {
        Batches::of(self.clone(), n_bytes)
    }

    /// All their documents.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn read(&self, workers: &Workers) -> Result<Documents> {
        self.batches(Batches::BYTES).all(workers)
    }

    /// The documents as the options want them: without boilerplate, or as they are.
    pub(crate) fn skip(&self, documents: Documents, workers: &Workers) -> Result<Documents> {
        if self.options.skip_boilerplate {
            documents.without_boilerplate(workers)
        } else {
            Ok(documents)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;
    use std::io::Write;

    fn read_one(name: &str, content: &[u8], options: &ReadOptions) -> Result<Documents> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        read(&[path.to_str().unwrap()], options, &Workers::serial())
    }

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(content).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn a_text_file_is_one_document_with_the_date_of_its_name() {
        let documents = read_one(
            "2024-03-23-moscow.txt",
            b"\xEF\xBB\xBFText.\n",
            &ReadOptions::default(),
        )
        .unwrap();
        assert_eq!(documents.text(0), Some("Text.\n"));
        assert_eq!(
            documents.metadata()[0],
            Column::text("date", ["2024-03-23"])
        );
    }

    #[test]
    fn json_lines_keep_metadata_by_type() {
        let lines = b"{\"id\":7,\"text\":\"a\",\"n\":1}\n\n{\"id\":8,\"text\":null,\"n\":2.5,\"tag\":\"x\"}\n";
        let documents = read_one("d.jsonl", lines, &ReadOptions::default()).unwrap();
        assert_eq!(documents.ids(), &Column::ints("document", vec![7, 8]));
        assert_eq!(documents.n_missing(), 1);
        assert_eq!(documents.metadata()[0], Column::floats("n", vec![1.0, 2.5]));
        assert!(!documents.metadata()[1].is_present(0));
    }

    #[test]
    fn half_surrogates_in_json_stand_as_replacement_characters() {
        let line = br#"{"text":"a\ud800b \ud83d\ude00 \\ud800"}"#;
        let documents = read_one("d.jsonl", line, &ReadOptions::default()).unwrap();
        assert_eq!(documents.text(0), Some("a\u{FFFD}b 😀 \\ud800"));
    }

    #[test]
    fn csv_cells_may_hold_line_breaks_and_be_empty() {
        let rows = b"id,text\na,\"one\ntwo\"\nb,\n";
        let documents = read_one("d.csv", rows, &ReadOptions::default()).unwrap();
        assert_eq!(documents.text(0), Some("one\ntwo"));
        assert_eq!(documents.text(1), None);
    }

    #[test]
    fn packed_files_are_unpacked_member_by_member() {
        let mut packed = gzip(b"one ");
        packed.extend(gzip(b"two"));
        let documents = read_one("d.txt.gz", &packed, &ReadOptions::default()).unwrap();
        assert_eq!(documents.text(0), Some("one two"));
        let frame = ruzstd::encoding::compress_to_vec(
            b"one ".as_slice(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let documents = read_one(
            "d.txt.zst",
            &[frame.clone(), frame].concat(),
            &ReadOptions::default(),
        )
        .unwrap();
        assert_eq!(documents.text(0), Some("one one "));
    }

    #[test]
    fn bad_bytes_are_named_or_replaced() {
        let error = read_one("d.txt", b"caf\xE9 ", &ReadOptions::default()).unwrap_err();
        assert!(error.is_decode());
        assert!(
            error.to_string().contains("byte 3 is not valid UTF-8"),
            "{error}"
        );
        let options = ReadOptions {
            replace_errors: true,
            ..ReadOptions::default()
        };
        let documents = read_one("d.txt", b"caf\xE9 ", &options).unwrap();
        assert_eq!(documents.text(0), Some("caf\u{FFFD} "));
    }

    #[test]
    fn errors_say_where_and_what() {
        let options = ReadOptions::default();
        let error = read_one("d.jsonl", b"{\"text\":\"a\"}\n{oops\n", &options).unwrap_err();
        assert!(
            error.is_format() && error.to_string().contains("line 2"),
            "{error}"
        );
        let error = read_one("d.csv", b"id,body\n1,a\n", &options).unwrap_err();
        assert!(
            error.to_string().contains("the fields are id, body"),
            "{error}"
        );
        let error = read_one("d.docx", b"", &options).unwrap_err();
        assert!(error.to_string().contains("unknown ending"), "{error}");
        assert!(
            read(&["no/such/file.txt"], &options, &Workers::serial())
                .unwrap_err()
                .is_io()
        );
        assert!(
            read(&["no/such/*.txt"], &options, &Workers::serial())
                .unwrap_err()
                .is_config()
        );
        assert!(
            read_one("d.txt.gz", b"not gzip", &options)
                .unwrap_err()
                .is_io()
        );
        assert!(
            read_one("d.txt.zst", b"not zstd", &options)
                .unwrap_err()
                .is_io()
        );
    }
}
