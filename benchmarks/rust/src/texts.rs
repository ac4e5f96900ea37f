//! Reads texts: JSON Lines with a field `text`, optionally compressed with gzip, or plain text.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Reads the texts of the files in order, up to `max_bytes` bytes.
///
/// # Errors
///
/// If a file cannot be read, or if a line is not valid JSON.
pub fn read_texts(files: &[String], max_bytes: usize) -> io::Result<Vec<String>> {
    let mut texts = Vec::new();
    let mut n_bytes = 0;
    for file in files {
        for text in read_file(Path::new(file))? {
            if n_bytes >= max_bytes {
                return Ok(texts);
            }
            n_bytes += text.len();
            texts.push(text);
        }
    }
    Ok(texts)
}

fn read_file(file: &Path) -> io::Result<Vec<String>> {
    let is_compressed = file.extension().is_some_and(|extension| extension == "gz");
    let opened = File::open(file)?;
    let mut reader: Box<dyn BufRead> = if is_compressed {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(opened)))
    } else {
        Box::new(BufReader::new(opened))
    };
    let inner = if is_compressed {
        file.with_extension("")
    } else {
        file.to_owned()
    };
    if inner
        .extension()
        .is_some_and(|extension| extension == "jsonl")
    {
        return reader.lines().filter_map(text_field).collect();
    }
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    Ok(vec![text])
}

/// Returns the field `text` of a line, if it has one.
fn text_field(line: io::Result<String>) -> Option<io::Result<String>> {
    let text = line.and_then(|line| {
        let object: serde_json::Value = serde_json::from_str(&line)?;
        Ok(object["text"].as_str().map(str::to_owned))
    });
    text.transpose()
}
