//! Documents from files.
//!
//! | ending | a document is | metadata |
//! | --- | --- | --- |
//! | `.txt` | the whole file | `date`, where the file's name begins with one |
//! | `.jsonl`, `.ndjson` | a line | all other fields |
//! | `.csv`, `.tsv` | a row after the header | all other columns |
//!
//! each also with `.gz` or `.zst` behind it. Every document also gets its `path`. Text is UTF-8, with or without a byte
//! order mark; the mark is not part of the text.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use flate2::bufread::MultiGzDecoder;
use hashbrown::HashMap;
use regex::Regex;
use ruzstd::decoding::StreamingDecoder;
use serde_json::{Map, Value};

use super::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Values};

/// So many bytes between two looks at the stop flag.
const BYTES_PER_CHECK: u64 = 1 << 20;

const FORMS: &str = "use .txt, .jsonl, .ndjson, .csv or .tsv, each also with .gz or .zst behind it";

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// How files are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The field or column that holds the text.
    pub text: String,
    /// The field or column that holds the id; without it a document is called by its path and line.
    pub id: String,
    /// Write U+FFFD for bytes that are not UTF-8, where otherwise they are an error.
    pub replace_errors: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            text: "text".into(),
            id: "id".into(),
            replace_errors: false,
        }
    }
}

/// Reads files, folders (the files below them that have a known ending) and glob patterns.
///
/// Documents come in the order of `patterns`; what a folder or pattern stands for comes in order of path. All text is
/// held in memory.
///
/// # Errors
///
/// Where a path does not exist or nothing matches, a file cannot be read, is not UTF-8 (named by file and byte), or is
/// not of the form that its ending promises (named by file and line); or where the work was stopped.
pub fn read<S: AsRef<str>>(
    patterns: &[S],
    options: &ReadOptions,
    workers: &Workers,
) -> Result<Documents> {
    let mut rows = Rows::default();
    for path in expand_paths(patterns)? {
        read_file(&path, options, workers, &mut rows)?;
    }
    Ok(rows.into_documents())
}

/// The files that folders and glob patterns stand for.
///
/// # Errors
///
/// Where a path does not exist, or a pattern is malformed or matches nothing.
pub fn expand_paths<S: AsRef<str>>(patterns: &[S]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let path = Path::new(pattern);
        if path.is_dir() {
            let before = paths.len();
            walk(path, &mut paths)?;
            if paths.len() == before {
                return Err(Error::config(format!(
                    "{pattern}: no file below this folder has a known ending; {FORMS}"
                )));
            }
        } else if path.exists() || !pattern.contains(['*', '?', '[']) {
            paths.push(path.to_path_buf());
        } else {
            glob_paths(pattern, &mut paths)?;
        }
    }
    Ok(paths)
}

fn glob_paths(pattern: &str, paths: &mut Vec<PathBuf>) -> Result<()> {
    let matches = glob::glob(pattern)
        .map_err(|error| Error::config(format!("pattern {pattern:?}: {error}")))?;
    let before = paths.len();
    for path in matches {
        let path = path.map_err(|error| {
            let path = error.path().to_path_buf();
            Error::io(&path, error.into())
        })?;
        if path.is_file() {
            paths.push(path);
        }
    }
    if paths.len() == before {
        return Err(Error::config(format!(
            "pattern {pattern:?}: no file matches; give a path, a folder or a glob such as news/*.txt"
        )));
    }
    Ok(())
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    let mut entries: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()
        .map_err(|error| Error::io(folder, error))?;
    entries.sort();
    for path in entries {
        // A link to a folder may lead back to where we are.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, paths)?;
        } else if path.is_file() && Form::of(&path).is_some() {
            paths.push(path);
        }
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    JsonLines,
    Separated(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Form {
    fn of(path: &Path) -> Option<(Self, Packing)> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (name, packing) = match name.rsplit_once('.') {
            Some((rest, "gz")) => (rest, Packing::Gzip),
            Some((rest, "zst")) => (rest, Packing::Zstd),
            _ => (name.as_str(), Packing::None),
        };
        let form = match name.rsplit_once('.')?.1 {
            "txt" => Self::Text,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Separated(b','),
            "tsv" => Self::Separated(b'\t'),
            _ => return None,
        };
        Some((form, packing))
    }
}

fn read_file(path: &Path, options: &ReadOptions, workers: &Workers, rows: &mut Rows) -> Result<()> {
    let opened = File::open(path).map_err(|error| Error::io(path, error))?;
    let Some((form, packing)) = Form::of(path) else {
        return Err(Error::config(format!(
            "{}: unknown ending; {FORMS}",
            path.display()
        )));
    };
    let bytes = unpack(path, BufReader::new(opened), packing, workers)?;
    let text = decode(path, bytes, packing, options.replace_errors)?;
    match form {
        Form::Text => {
            rows.add_text_file(path, text);
            Ok(())
        }
        Form::JsonLines => read_json_lines(path, &text, options, workers, rows),
        Form::Separated(separator) => {
            read_separated(path, &text, separator, options, workers, rows)
        }
    }
}

fn unpack(
    path: &Path,
    mut file: BufReader<File>,
    packing: Packing,
    workers: &Workers,
) -> Result<Vec<u8>> {
    let failed = |error| Error::io(path, error);
    let mut bytes = Vec::new();
    match packing {
        Packing::None => read_all(path, file, &mut bytes, workers)?,
        Packing::Gzip => read_all(path, MultiGzDecoder::new(file), &mut bytes, workers)?,
        Packing::Zstd => {
            // A file may hold several frames, one behind the other.
            while !file.fill_buf().map_err(failed)?.is_empty() {
                let frame = StreamingDecoder::new(&mut file).map_err(|error| {
                    failed(std::io::Error::new(
                        ErrorKind::InvalidData,
                        error.to_string(),
                    ))
                })?;
                read_all(path, frame, &mut bytes, workers)?;
            }
        }
    }
    Ok(bytes)
}

/// Reads to the end, looking at the stop flag after every piece.
fn read_all(
    path: &Path,
    mut reader: impl Read,
    bytes: &mut Vec<u8>,
    workers: &Workers,
) -> Result<()> {
    loop {
        workers.check()?;
        let piece = reader.by_ref().take(BYTES_PER_CHECK).read_to_end(bytes);
        if piece.map_err(|error| Error::io(path, error))? == 0 {
            return Ok(());
        }
    }
}

fn decode(path: &Path, bytes: Vec<u8>, packing: Packing, replace_errors: bool) -> Result<String> {
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if replace_errors => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to() as u64;
            return Err(Error::decode(
                path,
                offset,
                advice(error.as_bytes(), packing),
            ));
        }
    };
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len());
    }
    Ok(text)
}

fn advice(bytes: &[u8], packing: Packing) -> String {
    let place = if packing == Packing::None {
        ""
    } else {
        "(counted in the unpacked text) "
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return format!("{place}the file looks like UTF-16: save it as UTF-8");
    }
    format!("{place}save the file as UTF-8, or read it with errors=\"replace\"")
}

fn read_json_lines(
    path: &Path,
    text: &str,
    options: &ReadOptions,
    workers: &Workers,
    rows: &mut Rows,
) -> Result<()> {
    let mut found_text = false;
    let mut fields = Vec::new();
    let before = rows.texts.len();
    for (index, line) in text.lines().enumerate() {
        workers.check()?;
        if line.trim().is_empty() {
            continue;
        }
        let object = parse_object(line).map_err(|reason| {
            Error::format(
                path,
                format!("line {}: {reason}; use one JSON object a line", index + 1),
            )
        })?;
        found_text |= object.contains_key(&options.text);
        if fields.is_empty() {
            fields = object.keys().cloned().collect();
        }
        rows.add_object(path, index + 1, object, options)?;
    }
    if !found_text && rows.texts.len() > before {
        return Err(no_text_field(path, options, &fields));
    }
    Ok(())
}

fn no_text_field(path: &Path, options: &ReadOptions, fields: &[String]) -> Error {
    Error::format(
        path,
        format!(
            "no field {:?} to take the text from; the fields are {}; name one with text=",
            options.text,
            fields.join(", ")
        ),
    )
}

fn parse_object(line: &str) -> std::result::Result<Map<String, Value>, String> {
    let value = serde_json::from_str(line).or_else(|error| {
        // JSON may name half a surrogate pair, which no UTF-8 can hold: it stands as U+FFFD, as everywhere else.
        match replace_lone_surrogates(line) {
            Some(mended) => serde_json::from_str(&mended),
            None => Err(error),
        }
    });
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not an object".into()),
        Err(error) => Err(error.to_string()),
    }
}

fn replace_lone_surrogates(line: &str) -> Option<String> {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(d[89a-f][0-9a-f]{2})|.)",
        )
        .expect("a constant pattern")
    });
    let mended = ESCAPES.replace_all(line, |found: &regex::Captures<'_>| {
        if found.get(3).is_some() {
            r"\ufffd".to_owned()
        } else {
            found[0].to_owned()
        }
    });
    (mended != line).then(|| mended.into_owned())
}

fn read_separated(
    path: &Path,
    text: &str,
    separator: u8,
    options: &ReadOptions,
    workers: &Workers,
    rows: &mut Rows,
) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let format = |error: &csv::Error| Error::format(path, error.to_string());
    let header: Vec<String> = reader
        .headers()
        .map_err(|error| format(&error))?
        .iter()
        .map(str::to_owned)
        .collect();
    if !header.contains(&options.text) {
        return Err(no_text_field(path, options, &header));
    }
    for record in reader.records() {
        workers.check()?;
        let record = record.map_err(|error| format(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = header.iter().zip(&record).map(|(name, cell)| {
            let value = if cell.is_empty() {
                Value::Null
            } else {
                Value::String(cell.to_owned())
            };
            (name.clone(), value)
        });
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        rows.add_object(path, line, cells.collect(), options)?;
    }
    Ok(())
}

/// Documents on their way in.
#[derive(Default)]
struct Rows {
    texts: Vec<Option<String>>,
    ids: Vec<Value>,
    paths: Vec<String>,
    /// Cells by column: the row and the value, where there is one.
    columns: Vec<(String, Vec<(usize, Value)>)>,
    column_of: HashMap<String, usize, foldhash::fast::RandomState>,
}

impl Rows {
    fn add_text_file(&mut self, path: &Path, text: String) {
        static DATE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\D|$)")
                .expect("a constant pattern")
        });
        let shown = shown_path(path);
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if DATE.is_match(&name) {
            self.add_cell("date", Value::String(name[..10].to_owned()));
        }
        self.ids.push(Value::String(shown.clone()));
        self.paths.push(shown);
        self.texts.push(Some(text));
    }

    fn add_object(
        &mut self,
        path: &Path,
        line: usize,
        mut object: Map<String, Value>,
        options: &ReadOptions,
    ) -> Result<()> {
        let text = match object.shift_remove(&options.text) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                return Err(Error::format(
                    path,
                    format!(
                        "line {line}: field {:?} holds {}; use a string or null",
                        options.text,
                        kind(&other)
                    ),
                ));
            }
        };
        let shown = shown_path(path);
        let id = match object.shift_remove(&options.id) {
            None | Some(Value::Null) => Value::String(format!("{shown}#{line}")),
            Some(id) => id,
        };
        for (name, value) in object {
            if !value.is_null() {
                self.add_cell(&name, value);
            }
        }
        self.ids.push(id);
        self.paths.push(shown);
        self.texts.push(text);
        Ok(())
    }

    fn add_cell(&mut self, name: &str, value: Value) {
        let column = if let Some(&column) = self.column_of.get(name) {
            column
        } else {
            self.columns.push((name.to_owned(), Vec::new()));
            self.column_of
                .insert(name.to_owned(), self.columns.len() - 1);
            self.columns.len() - 1
        };
        self.columns[column].1.push((self.texts.len(), value));
    }

    fn into_documents(self) -> Documents {
        let n_rows = self.texts.len();
        let ids = self.ids.into_iter().enumerate().collect();
        let mut metadata: Vec<Column> = self
            .columns
            .into_iter()
            .map(|(name, cells)| column(name, n_rows, cells))
            .collect();
        if !self.column_of.contains_key("path") {
            metadata.push(Column::text("path", self.paths));
        }
        Documents::new(Box::new(self.texts))
            .with_ids(column("id".into(), n_rows, ids))
            .with_metadata(metadata)
    }
}

/// The narrowest column that holds all cells: whole numbers, numbers, truth values, else text.
fn column(name: String, n_rows: usize, cells: Vec<(usize, Value)>) -> Column {
    let mut present = vec![false; n_rows];
    for (row, _) in &cells {
        present[*row] = true;
    }
    let values = if cells.iter().all(|(_, value)| value.is_i64()) {
        Values::Int(spread(n_rows, &cells, Value::as_i64))
    } else if cells.iter().all(|(_, value)| value.is_number()) {
        Values::Float(spread(n_rows, &cells, Value::as_f64))
    } else if cells.iter().all(|(_, value)| value.is_boolean()) {
        Values::Bool(spread(n_rows, &cells, Value::as_bool))
    } else {
        let mut texts = vec![String::new(); n_rows];
        for (row, value) in cells {
            texts[row] = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
        }
        Values::Text(texts.into_iter().collect())
    };
    Column::new(name, values).with_present(present)
}

fn spread<T: Default + Clone>(
    n_rows: usize,
    cells: &[(usize, Value)],
    get: impl Fn(&Value) -> Option<T>,
) -> Vec<T> {
    let mut values = vec![T::default(); n_rows];
    for (row, value) in cells {
        values[*row] = get(value).unwrap_or_default();
    }
    values
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The path as it was given, with forward slashes on every system.
fn shown_path(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;
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
