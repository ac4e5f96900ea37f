//! Reads documents from files in batches of bounded size.

use std::fmt;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Files;
use super::encoding::Encoding;
use super::format::{Compression, FileFormat};
use super::json_array::JsonArray;
use super::json_lines::JsonLines;
use super::options::ReadOptions;
use super::rows::{Fill, Rows};
use super::separated::Separated;
use super::skipped::Skipped;
use super::stream::{BlockSizes, Bytes, HEAD_BYTES, TextStream};
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Number of bytes of a file that are decompressed and decoded at a time.
const BLOCK_BYTES: usize = 1 << 20;

/// The documents of files, in order, in batches.
///
/// A batch ends with the document that brings it to the requested number of bytes, counted in the decompressed text of
/// the files; there are no empty batches. Memory holds one batch and the text of the next line, however large the files
/// are. A text file is one document, so it is held completely, and so is the text of a `.json` file.
///
/// Every batch has its own columns: a field that no document of a batch has is not among them, and a column has the
/// narrowest type that holds the values of the batch. Ids are those of [`read`](super::read). After an error there are
/// no further batches.
///
/// ```
/// use lexicount::corpus::{Batches, ReadOptions};
/// # let folder = std::env::temp_dir().join(format!("lexicount-batches-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// # let path = folder.join("reports.jsonl").to_str().unwrap().to_owned();
///
/// std::fs::write(&path, "{\"text\": \"It rained.\"}\n{\"text\": \"It snowed.\"}\n").unwrap();
/// let mut texts = Vec::new();
/// for batch in Batches::new(&[path], &ReadOptions::default(), 10)? {
///     texts.push(batch?.text(0).map(str::to_owned));
/// }
/// assert_eq!(texts, [Some("It rained.".to_owned()), Some("It snowed.".to_owned())]);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), lexicount::Error>(())
/// ```
pub struct Batches {
    files: Files,
    n_bytes: usize,
    sizes: BlockSizes,
    /// The file to open next.
    next_file: usize,
    current: Option<Reader>,
    n_read: Arc<AtomicU64>,
    skipped: Vec<Skipped>,
    failed: bool,
    /// What was read of a batch when the work was stopped, and a batch whose boilerplate was not found yet.
    rows: Rows,
    raw: Option<Documents>,
}

enum Reader {
    Text(Box<TextStream>),
    JsonLines(Box<JsonLines>),
    JsonArray(Box<JsonArray>),
    Separated(Box<Separated>),
}

impl fmt::Debug for Batches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches")
            .field("files", &self.files)
            .field("n_bytes", &self.n_bytes)
            .field("next_file", &self.next_file)
            .finish_non_exhaustive()
    }
}

impl Batches {
    /// A batch size that is worth its overhead and needs little memory.
    pub const BYTES: usize = 1 << 23;

    /// Create batches of about `n_bytes` from paths, folders and patterns.
    ///
    /// # Errors
    ///
    /// Like [`Files::new`].
    pub fn new<S: AsRef<str>>(
        patterns: &[S],
        options: &ReadOptions,
        n_bytes: usize,
    ) -> Result<Self> {
        Ok(Self::of(Files::new(patterns, options)?, n_bytes))
    }

    pub(super) fn of(files: Files, n_bytes: usize) -> Self {
        Self {
            files,
            n_bytes: n_bytes.max(1),
            sizes: BlockSizes {
                head: HEAD_BYTES,
                block: BLOCK_BYTES,
            },
            next_file: 0,
            current: None,
            n_read: Arc::default(),
            skipped: Vec::new(),
            failed: false,
            rows: Rows::default(),
            raw: None,
        }
    }

    /// Return the number of (compressed) bytes of the files that are read so far; [`Files::n_bytes`] is the total.
    #[must_use]
    pub fn n_read(&self) -> u64 {
        self.n_read.load(Ordering::Relaxed)
    }

    /// Return what was left out of the batches so far because it could not be read.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Return the next batch, or `None` after the last. JSON lines are parsed by all `workers`.
    ///
    /// If the work is stopped, nothing is lost: the next call goes on where this one was.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, is not text in its encoding or has an invalid format, unless the options skip such errors; or
    /// if the work was stopped.
    pub fn next_batch(&mut self, workers: &Workers) -> Result<Option<Documents>> {
        if self.raw.is_none() {
            self.raw = self.next_raw(workers)?;
        }
        let Some(batch) = self.raw.take() else {
            return Ok(None);
        };
        let skipped = self.files.skip(batch.clone(), workers);
        if skipped.as_ref().is_err_and(Error::is_interrupted) {
            self.raw = Some(batch);
        }
        skipped.map(Some)
    }

    /// Return the next batch before [`Files::skip`].
    pub(crate) fn next_raw(&mut self, workers: &Workers) -> Result<Option<Documents>> {
        let mut rows = std::mem::take(&mut self.rows);
        loop {
            match self.fill(&mut rows, workers) {
                // All lines of a batch may have been skipped.
                Ok(true) if rows.is_empty() => rows.begin_batch(),
                Ok(_) => break,
                Err(error) => {
                    if error.is_interrupted() {
                        self.rows = rows;
                    }
                    return Err(error);
                }
            }
        }
        Ok((!rows.is_empty()).then(|| rows.into_documents()))
    }

    /// Return all remaining documents as one batch.
    pub(super) fn all(mut self, workers: &Workers) -> Result<Documents> {
        let mut rows = Rows::default();
        while self.fill(&mut rows, workers)? {
            rows.begin_batch();
        }
        self.files.skip(rows.into_documents(), workers)
    }

    /// Add a batch to `rows`; false if there is nothing after it.
    fn fill(&mut self, rows: &mut Rows, workers: &Workers) -> Result<bool> {
        while !self.failed && rows.n_bytes() < self.n_bytes {
            let filled = self.fill_from_file(rows, workers);
            self.skipped.append(&mut rows.take_skipped());
            match filled {
                Ok(true) => {}
                Ok(false) => {
                    self.files.set_failures(&self.skipped);
                    return Ok(false);
                }
                Err(error) => {
                    self.failed = !error.is_interrupted();
                    return Err(error);
                }
            }
        }
        Ok(!self.failed)
    }

    /// Add rows of the current file, or else of the next; false if there is none.
    fn fill_from_file(&mut self, rows: &mut Rows, workers: &Workers) -> Result<bool> {
        workers.check()?;
        let reader = match self.current.take() {
            Some(reader) => Ok(reader),
            None => match self.files.paths().get(self.next_file) {
                Some(path) => {
                    self.next_file += 1;
                    self.open(path)
                }
                None => return Ok(false),
            },
        };
        let fill = Fill {
            limit: self.n_bytes,
            options: self.files.options(),
            workers,
        };
        let filled = reader.and_then(|mut reader| {
            let filled = reader.fill(rows, fill);
            // Readers check at places where they can go on.
            if filled
                .as_ref()
                .map_or_else(Error::is_interrupted, |&has_more| has_more)
            {
                self.current = Some(reader);
            }
            filled
        });
        if let Err(error) = filled {
            rows.fail(error, fill.options)?;
        }
        Ok(true)
    }

    fn open(&self, path: &Path) -> Result<Reader> {
        let options = self.files.options();
        let (format, compression) = FileFormat::checked(path, options.format, &options.tables)?;
        let stream = if format.is_table() {
            self.rows(path)?
        } else {
            self.stream(path, compression)?
        };
        Reader::new(stream, format, options)
    }

    fn stream(&self, path: &Path, compression: Option<Compression>) -> Result<TextStream> {
        let options = self.files.options();
        let (bytes, compression) = match &self.files.content {
            Some(content) => {
                let bytes = Bytes::Other(Box::new(Cursor::new(Arc::clone(content))));
                (bytes, Compression::of_content(content))
            }
            None => (Bytes::open(path)?, compression),
        };
        let n_read = &self.n_read;
        Ok(TextStream::new(
            path,
            bytes,
            compression,
            options,
            self.sizes,
            n_read,
        ))
    }

    /// Return the rows of a table as JSON Lines, which are UTF-8.
    fn rows(&self, path: &Path) -> Result<TextStream> {
        let mut options = self.files.options().clone();
        options.encoding = Some(Encoding::UTF_8);
        let bytes = Bytes::Other(options.tables.open(path)?);
        // Progress is counted in bytes on disk.
        let size = std::fs::metadata(path).map_or(0, |found| found.len());
        self.n_read.fetch_add(size, Ordering::Relaxed);
        let n_read = Arc::default();
        Ok(TextStream::new(
            path, bytes, None, &options, self.sizes, &n_read,
        ))
    }

    /// Return true if the first line of the content in memory is a JSON object that has the text fields.
    pub(super) fn begins_with_json_line(&self) -> bool {
        let Some(Ok(stream)) = self
            .files
            .paths()
            .first()
            .map(|path| self.stream(path, None))
        else {
            return false;
        };
        JsonLines::new(stream).begins_with_object(self.files.options())
    }
}

impl Reader {
    fn new(stream: TextStream, format: FileFormat, options: &ReadOptions) -> Result<Self> {
        let separated = |stream, usual| {
            let table = Separated::new(stream, usual, options)?;
            Ok(Self::Separated(Box::new(table)))
        };
        match format {
            FileFormat::Text | FileFormat::Markdown | FileFormat::MarkdownLong => {
                Ok(Self::Text(Box::new(stream)))
            }
            FileFormat::JsonLines
            | FileFormat::NdJson
            | FileFormat::Parquet
            | FileFormat::Arrow
            | FileFormat::Feather => Ok(Self::JsonLines(Box::new(JsonLines::new(stream)))),
            FileFormat::Json => Ok(Self::JsonArray(Box::new(JsonArray::new(stream)))),
            FileFormat::Csv => separated(stream, b','),
            FileFormat::Tsv => separated(stream, b'\t'),
        }
    }

    /// Add rows until there are enough; false at the end of the file.
    fn fill(&mut self, rows: &mut Rows, fill: Fill<'_>) -> Result<bool> {
        match self {
            Self::Text(stream) => {
                let text = stream.read_all(fill.workers)?;
                if let Some(message) = stream.bad_bytes(0..text.len()) {
                    return Err(Error::decode(stream.path(), None, message));
                }
                rows.add_text_file(stream.path(), text);
                Ok(false)
            }
            Self::JsonLines(lines) => lines.fill(rows, fill),
            Self::JsonArray(array) => array.fill(rows, fill),
            Self::Separated(table) => table.fill(rows, fill),
        }
    }
}

impl Iterator for Batches {
    type Item = Result<Documents>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch(&Workers::serial()).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::OnError;
    use proptest::prelude::*;

    /// Ids and texts, and ids and texts batch by batch.
    type Rows = Vec<(String, Option<String>)>;

    fn rows(documents: &Documents) -> Rows {
        let table = documents
            .to_table()
            .take(&(0..documents.len()).collect::<Vec<_>>());
        let ids = table.column("document").unwrap();
        let crate::table::Values::Text(ids) = &ids.values else {
            panic!("ids are texts here");
        };
        (0..documents.len())
            .map(|row| {
                (
                    ids.get(row).to_owned(),
                    documents.text(row).map(str::to_owned),
                )
            })
            .collect()
    }

    #[test]
    fn a_batch_that_was_stopped_is_read_later() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt", "c.jsonl", "d.csv", "e.json"] {
            let content = match &name[2..] {
                "txt" => "one",
                "csv" => "text\ntwo\nthree\n",
                "json" => "[{\"text\": \"four\"}, {\"text\": \"five\"}]",
                _ => "{\"text\": \"six\"}\n{\"text\": \"seven\"}\n",
            };
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let options = ReadOptions::default();
        let path = [folder.path().to_str().unwrap()];
        let new = || Batches::new(&path, &options, 4).unwrap();
        let workers = Workers::serial();
        let (mut batches, mut plain) = (new(), new());
        loop {
            let stopped = Workers::serial();
            stopped.stop();
            if let Err(error) = batches.next_batch(&stopped) {
                assert!(error.is_interrupted());
            }
            let batch = batches.next_batch(&workers).unwrap();
            let expected = plain.next_batch(&workers).unwrap();
            assert_eq!(batch.as_ref().map(rows), expected.as_ref().map(rows));
            if batch.is_none() {
                break;
            }
        }
    }

    fn quoted(text: &str) -> String {
        format!("\"{}\"", text.replace('"', "\"\""))
    }

    fn write(folder: &Path, texts: &[Option<String>]) -> Vec<String> {
        let json = |text: &Option<String>| format!("{}\n", serde_json::json!({ "text": text }));
        let lines: String = texts.iter().map(json).collect();
        let cells = texts
            .iter()
            .map(|text| quoted(text.as_deref().unwrap_or_default()));
        let cells: Vec<String> = cells.collect();
        let cells = format!("name,text\r\nx,{}\r\n", cells.join("\r\nx,"));
        let mut names = vec![
            ("lines.jsonl".to_owned(), format!("\u{FEFF}{lines}")),
            ("cells.csv".to_owned(), cells),
        ];
        for (index, text) in texts.iter().enumerate() {
            names.push((format!("{index}.txt"), text.clone().unwrap_or_default()));
        }
        names
            .into_iter()
            .map(|(name, text)| {
                let path = folder.join(name);
                std::fs::write(&path, text).unwrap();
                path.to_str().unwrap().to_owned()
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn batches_end_to_end_are_the_whole(
            texts in proptest::collection::vec(proptest::option::of("[a-zé\"\u{20AC}\u{1F600}\n ]{0,12}"), 1..12),
            n_bytes in 1..200_usize,
            block_bytes in 1..40_usize,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let paths = write(folder.path(), &texts);
            let options = ReadOptions::default();
            let whole = super::super::read(&paths, &options, &Workers::serial()).unwrap();
            let mut batches = Batches::new(&paths, &options, n_bytes).unwrap();
            batches.sizes = BlockSizes { head: block_bytes.max(4), block: block_bytes };
            let batches: Vec<Documents> = batches.map(Result::unwrap).collect();
            let parts: Rows = batches.iter().flat_map(rows).collect();
            prop_assert_eq!(&parts, &rows(&whole));
            let expected: Vec<Option<String>> = texts.clone();
            let lines: Vec<Option<String>> = parts[..texts.len()].iter().map(|row| row.1.clone()).collect();
            prop_assert_eq!(lines, expected);
            for batch in &batches {
                // Without its last document, the batch is smaller than requested.
                let sizes: Vec<usize> = batch.texts().map(|text| text.map_or(0, str::len)).collect();
                prop_assert!(sizes[..sizes.len() - 1].iter().sum::<usize>() < n_bytes);
            }
        }

        #[test]
        fn bad_bytes_are_the_same_in_any_blocks(
            bytes in proptest::collection::vec(prop_oneof![Just(0xE2_u8), Just(0x82), Just(0xAC), Just(0xFF), Just(0xF0), Just(b'a')], 0..20),
            block_bytes in 1..8_usize,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            std::fs::write(&path, &bytes).unwrap();
            let paths = [path.to_str().unwrap()];
            let read = |on_error| {
                let encoding = Some("utf-8".parse().unwrap());
                let options = ReadOptions { encoding, on_error, ..ReadOptions::default() };
                let mut batches = Batches::new(&paths, &options, 100).unwrap();
                batches.sizes = BlockSizes { head: block_bytes.max(4), block: block_bytes };
                batches.next().unwrap()
            };
            let replaced = read(OnError::Replace).unwrap();
            prop_assert_eq!(replaced.text(0).unwrap(), String::from_utf8_lossy(&bytes));
            match std::str::from_utf8(&bytes) {
                Ok(text) => prop_assert_eq!(replaced.text(0), Some(text)),
                Err(error) => {
                    let message = read(OnError::Raise).unwrap_err().to_string();
                    let place = format!(": byte {} is not valid UTF-8", error.valid_up_to());
                    prop_assert!(message.contains(&place), "{}", message);
                }
            }
        }
    }

    #[test]
    fn an_error_ends_the_batches() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{\"text\":\"a\"}\n{oops\n{\"text\":\"b\"}\n").unwrap();
        let batches = Batches::new(&[path.to_str().unwrap()], &ReadOptions::default(), 1).unwrap();
        let given: Vec<_> = batches.collect();
        assert_eq!(given.len(), 2);
        assert_eq!(given[0].as_ref().unwrap().text(0), Some("a"));
        assert!(
            given[1]
                .as_ref()
                .unwrap_err()
                .to_string()
                .contains("line 2")
        );
    }
}
