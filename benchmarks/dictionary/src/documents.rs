//! Texts with gold-standard words.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value;

pub struct Document {
    pub text: String,
    /// The byte offsets of words, without white space.
    pub gold: Vec<(usize, usize)>,
}

impl Document {
    /// Takes the segments with these ends as the gold standard.
    pub fn set_gold(&mut self, ends: &[usize]) {
        self.gold = spans(&self.text, ends);
    }
}

/// Returns the segments with these ends, without white space.
pub fn spans(text: &str, ends: &[usize]) -> Vec<(usize, usize)> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends.iter().copied())
        .filter(|&(start, end)| !text[start..end].trim().is_empty())
        .collect()
}

/// Reads the documents of a set, optionally of one language only.
///
/// # Errors
///
/// If the file cannot be read, or if a line is not valid JSON.
pub fn read(folder: &Path, set: &str, lang: Option<&str>) -> io::Result<Vec<Document>> {
    let file = File::open(folder.join(format!("{set}.jsonl.gz")))?;
    let mut documents = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        let value: Value = serde_json::from_str(&line?)?;
        if lang.is_none_or(|lang| value["lang"] == lang) {
            documents.push(document(&value));
        }
    }
    Ok(documents)
}

fn document(value: &Value) -> Document {
    let text = value["text"].as_str().unwrap_or_default().to_owned();
    let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    offsets.push(text.len());
    let mut gold = Vec::new();
    // `tokens` are offsets in code points; `words` are strings that, concatenated, are the text.
    for token in value["tokens"].as_array().into_iter().flatten() {
        let offset = |side: usize| {
            usize::try_from(token[side].as_u64().unwrap_or(0)).map_or(0, |at| offsets[at])
        };
        gold.push((offset(0), offset(1)));
    }
    let mut at = 0;
    for word in value["words"].as_array().into_iter().flatten() {
        let end = at + word.as_str().unwrap_or_default().len();
        gold.push((at, end));
        at = end;
    }
    gold.retain(|&(start, end)| !text[start..end].trim().is_empty());
    Document { text, gold }
}
