//! Texts of files: JSON Lines with a field `text` (may be packed by gzip), or plain text.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The texts of the files, in order, up to so many bytes.
///
/// # Errors
///
/// Where a file cannot be read, or a line is no JSON.
pub fn read_texts(files: &[String], most_bytes: usize) -> io::Result<Vec<String>> {
    let mut texts = Vec::new();
    let mut n_bytes = 0;
    for file in files {
        for text in texts_of(Path::new(file))? {
            if n_bytes >= most_bytes {
                return Ok(texts);
            }
            n_bytes += text.len();
            texts.push(text);
        }
    }
    Ok(texts)
}

fn texts_of(file: &Path) -> io::Result<Vec<String>> {
    let packed = file.extension().is_some_and(|ending| ending == "gz");
    let opened = File::open(file)?;
    let mut reader: Box<dyn BufRead> = if packed {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(opened)))
    } else {
        Box::new(BufReader::new(opened))
    };
    let inside = if packed {
        file.with_extension("")
    } else {
        file.to_owned()
    };
    if inside.extension().is_some_and(|ending| ending == "jsonl") {
        return reader.lines().filter_map(text_of).collect();
    }
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    Ok(vec![text])
}

/// The field `text` of a line, where it has one.
fn text_of(line: io::Result<String>) -> Option<io::Result<String>> {
    let text = line.and_then(|line| {
        let object: serde_json::Value = serde_json::from_str(&line)?;
        Ok(object["text"].as_str().map(str::to_owned))
    });
    text.transpose()
}
