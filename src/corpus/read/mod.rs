//! Reads documents from files.
//!
//! | ending | a document is | metadata |
//! | --- | --- | --- |
//! | `.txt`, `.md`, `.markdown` | the whole file | `date`, if the file's name begins with one |
//! | `.jsonl`, `.ndjson` | a line | all other fields |
//! | `.json` | an object of an array | all other fields |
//! | `.csv`, `.tsv` | a row after the header | all other columns |
//! | `.parquet`, `.arrow`, `.feather` | a row, read by a [`TableReader`] | all other columns |
//!
//! Each but the last may be compressed, with `.gz` or `.zst` at the end. Every document also gets its `path`. Text is UTF-8, UTF-16 or
//! UTF-32, unless the options name another encoding; a byte order mark is not part of the text.
//!
//! [`Files`] are checked paths; [`Batches`] read them in bounded memory, and [`read`] reads all of them at once.
//! [`Skipped`] lists what is left out.

mod batches;
mod cells;
mod charset;
mod encoding;
mod fields;
mod format;
mod json;
mod json_array;
mod json_lines;
mod options;
mod paths;
mod refused;
mod rows;
mod separated;
mod skipped;
mod sniff;
mod stream;
mod tables;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use batches::Batches;
pub use encoding::Encoding;
pub(in crate::corpus) use fields::joined as joined_fields;
pub use format::{Compression, FileFormat, is_like_path};
pub use options::{Delimiter, OnError, ReadOptions};
use paths::Expanded;
pub use skipped::Skipped;
pub use tables::{TableReader, Tables};

use super::{DateReader, Documents};
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Read files, folders and glob patterns.
///
/// A folder stands for the files below it that can be read. Documents are in the order of `patterns`, and those of a
/// folder or pattern in order of path. All text is held in memory; [`Batches`] give the same documents in bounded memory.
///
/// # Errors
///
/// If a path does not exist or a pattern matches nothing, if a file cannot be read, is not text in its encoding or does
/// not have its format, or if the work was stopped. With [`OnError::Skip`], errors of files leave out the file or the
/// line. The first of several errors is returned, in the order of the files.
pub fn read<S: AsRef<str>>(
    patterns: &[S],
    options: &ReadOptions,
    workers: &Workers,
) -> Result<Documents> {
    Files::new(patterns, options)?.read(workers)
}

/// Files that exist and have a known format, and the options to read them with. Their content is not read yet.
#[derive(Clone, Debug)]
pub struct Files {
    paths: Vec<PathBuf>,
    n_bytes: u64,
    options: ReadOptions,
    passed_over: Vec<Skipped>,
    /// What could not be read, known when all files have been read once.
    failures: Arc<OnceLock<Vec<Skipped>>>,
    /// The content of the only file, if it is in memory.
    content: Option<Arc<[u8]>>,
    dates: DateReader,
}

impl Files {
    /// Find the files that paths, folders and glob patterns stand for.
    ///
    /// Hidden files and folders, links to folders and files without a known ending are passed over in folders.
    ///
    /// # Errors
    ///
    /// If a path does not exist, is not a file (such as a named pipe), or has an unknown ending, or if a pattern is
    /// malformed or matches nothing.
    pub fn new<S: AsRef<str>>(patterns: &[S], options: &ReadOptions) -> Result<Self> {
        options.check()?;
        let found = Expanded::of(patterns, options)?;
        Ok(Self {
            paths: found.paths,
            n_bytes: found.n_bytes,
            options: options.clone(),
            passed_over: found.skipped,
            failures: Arc::default(),
            content: None,
            dates: DateReader::default(),
        })
    }

    /// Read bytes in memory as the content of a file, such as standard input.
    ///
    /// They are unpacked if they begin like a compressed file. Without a format, they are JSON Lines if the first line is
    /// an object that has the text fields, and otherwise one text.
    ///
    /// # Errors
    ///
    /// If an option is invalid.
    pub fn of_bytes(name: &str, content: Vec<u8>, options: &ReadOptions) -> Result<Self> {
        options.check()?;
        if let Some(format) = options.format.filter(|format| format.is_table()) {
            let format = format.name();
            return Err(Error::config(format!(
                "{name}: a {format} table is read from files only"
            )));
        }
        let mut files = Self {
            dates: DateReader::default(),
            paths: vec![PathBuf::from(name)],
            n_bytes: content.len() as u64,
            options: options.clone(),
            passed_over: Vec::new(),
            failures: Arc::default(),
            content: Some(content.into()),
        };
        if options.format.is_none() {
            let is_lines = files.batches(1).begins_with_json_line();
            files.options.format = Some(if is_lines {
                FileFormat::JsonLines
            } else {
                FileFormat::Text
            });
        }
        Ok(files)
    }

    /// Return the same files, read without boilerplate. See [`ReadOptions::skip_boilerplate`].
    #[must_use]
    pub fn without_boilerplate(mut self) -> Self {
        self.options.skip_boilerplate = true;
        self
    }

    /// The same files, whose metadata are read as dates in another way.
    #[must_use]
    pub fn with_date_reader(mut self, dates: DateReader) -> Self {
        self.dates = dates;
        self
    }

    /// Return what reads their metadata as dates.
    #[must_use]
    pub fn date_reader(&self) -> DateReader {
        self.dates
    }

    /// Return the paths, in the order in which the files are read.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Return the size of all files on disk.
    #[must_use]
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// Return the options.
    #[must_use]
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// Return what is left out: files that were passed over, and with [`OnError::Skip`] what cannot be read.
    ///
    /// What cannot be read is known after all files have been read once; otherwise they are read now, in bounded memory.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
    pub fn skipped(&self, workers: &Workers) -> Result<Vec<Skipped>> {
        if self.options.on_error == OnError::Skip && self.failures.get().is_none() {
            let mut batches = self.batches(Batches::BYTES);
            while batches.next_raw(workers)?.is_some() {}
        }
        let failures = self.failures.get().into_iter().flatten();
        Ok(self.passed_over.iter().chain(failures).cloned().collect())
    }

    /// Return the number of files and lines that are known to be left out.
    #[must_use]
    pub fn n_skipped(&self) -> usize {
        self.passed_over.len() + self.failures.get().map_or(0, Vec::len)
    }

    fn set_failures(&self, skipped: &[Skipped]) {
        self.failures.get_or_init(|| skipped.to_vec());
    }

    /// Return the documents in batches of about `n_bytes`, from the beginning.
    #[must_use]
    pub fn batches(&self, n_bytes: usize) -> Batches {
        Batches::of(self.clone(), n_bytes)
    }

    /// Read all documents.
    ///
    /// # Errors
    ///
    /// Like [`read`].
    pub fn read(&self, workers: &Workers) -> Result<Documents> {
        self.batches(Batches::BYTES).all(workers)
    }

    /// Return the documents as the options want them: without boilerplate, or unchanged.
    pub(crate) fn skip(&self, documents: Documents, workers: &Workers) -> Result<Documents> {
        let documents = documents.with_date_reader(self.dates);
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
            on_error: OnError::Replace,
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
        assert!(
            error.to_string().contains("Word documents are not read"),
            "{error}"
        );
        let error = read_one("d.xyz", b"", &options).unwrap_err();
        assert!(
            error.is_config() && error.to_string().contains("unknown ending"),
            "{error}"
        );
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
