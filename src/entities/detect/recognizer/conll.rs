//! Tagged sentences in the `CoNLL` format.

use crate::error::{Error, Result};
use crate::span::lines;

/// A sentence: its words, and its names as labelled ranges of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaggedSentence {
    /// The words.
    pub words: Vec<String>,
    /// First word, end word (exclusive), label.
    pub names: Vec<(usize, usize, String)>,
}

/// Sentences with a common weight and annotation scheme.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    /// The sentences.
    pub sentences: Vec<TaggedSentence>,
    /// The weight of each sentence.
    pub weight: f32,
    /// Labels that were not annotated in these sentences.
    pub unannotated: Vec<String>,
    /// The annotation scheme, as a number. What is particular to a scheme is learned apart and left out of the model.
    pub scheme: usize,
}

/// Parses the `CoNLL` format: one word per line with its tag in the last column, and a blank line between sentences.
///
/// Tags follow BIO2 or BIOES. Columns are separated by tabs or spaces. Lines that begin with `-DOCSTART-` or `# ` are
/// skipped.
///
/// # Errors
///
/// If a line has only one column, or a tag is malformed.
pub fn parse_conll(text: &str) -> Result<Vec<TaggedSentence>> {
    let mut sentences = Vec::new();
    let mut sentence = TaggedSentence::default();
    for (number, line) in lines(text).enumerate() {
        let line = line.slice(text).trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        if line.starts_with("-DOCSTART-") || (line.starts_with("# ") && !line.contains('\t')) {
            continue;
        }
        let (word, tag) = columns(line).ok_or_else(|| {
            Error::config(format!(
                "line {}, {line:?}, has no tag: a line of CoNLL holds a word and its tag, such as \"Kabul\\tB-LOC\"",
                number + 1
            ))
        })?;
        sentence.add(word, tag).ok_or_else(|| {
            Error::config(format!(
                "line {} has the tag {tag:?}: tags are O, B-LABEL and I-LABEL (also E- and S-)",
                number + 1
            ))
        })?;
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn columns(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let separator = if line.contains('\t') { '\t' } else { ' ' };
    let (word, _) = line.split_once(separator)?;
    let (_, tag) = line.rsplit_once(separator)?;
    Some((word, tag))
}

impl TaggedSentence {
    /// Returns the words joined by spaces, and the end offset of each.
    pub(super) fn text(&self) -> (String, Vec<usize>) {
        let mut end = 0;
        let ends = self.words.iter().map(|word| {
            end += word.len() + 1;
            end - 1
        });
        (self.words.join(" "), ends.collect())
    }

    fn add(&mut self, word: &str, tag: &str) -> Option<()> {
        let index = self.words.len();
        self.words.push(word.to_owned());
        if tag == "O" || tag == "_" {
            return Some(());
        }
        let (kind, label) = tag.split_once('-')?;
        let continues = self
            .names
            .last()
            .is_some_and(|(_, end, last)| *end == index && last == label);
        match kind {
            "I" | "E" if continues => self.names.last_mut()?.1 = index + 1,
            "B" | "I" | "E" | "S" if !label.is_empty() => {
                self.names.push((index, index + 1, label.to_owned()));
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conll_files_are_parsed() {
        let text =
            "-DOCSTART-\tO\n\nMara\tB-PERSON\nVoss\tI-PERSON\nleft\tO\n\nKabul B-LOC\nIran B-LOC\n";
        let sentences = parse_conll(text).unwrap();
        assert_eq!(sentences.len(), 2);
        assert_eq!(sentences[0].names, [(0, 2, "PERSON".to_owned())]);
        assert_eq!(sentences[1].names.len(), 2);
        assert!(parse_conll("word").is_err());
        assert!(parse_conll("word X-PER").is_err());
    }
}
