//! Sentences with tags, as `CoNLL` files hold them.

use crate::error::{Error, Result};

/// A sentence: its words, and its names as ranges of words with a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaggedSentence {
    /// The words.
    pub words: Vec<String>,
    /// First word, word after the last, label.
    pub names: Vec<(usize, usize, String)>,
}

/// Sentences of one kind.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    /// The sentences.
    pub sentences: Vec<TaggedSentence>,
    /// How much each counts.
    pub weight: f32,
    /// Labels that may stand unmarked in the sentences.
    pub unannotated: Vec<String>,
}

/// Reads `CoNLL`: a word and its tag a line, the tag in the last column, BIO2 (or BIOES), an empty line between sentences.
///
/// Columns are parted by tabs or spaces; lines that begin with `-DOCSTART-` or `# ` are passed over.
///
/// # Errors
///
/// Where a line has one column, or a tag is none.
pub fn parse_conll(text: &str) -> Result<Vec<TaggedSentence>> {
    let mut sentences = Vec::new();
    let mut sentence = TaggedSentence::default();
    for (number, line) in text.lines().enumerate() {
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
                "line {} is {line:?}: a line of CoNLL holds a word and its tag, such as \"Kabul\\tB-LOC\"",
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
    let parted = if line.contains('\t') { '\t' } else { ' ' };
    let (word, _) = line.split_once(parted)?;
    let (_, tag) = line.rsplit_once(parted)?;
    Some((word, tag))
}

impl TaggedSentence {
    /// The words with a space between them, and where each ends.
    pub(super) fn text(&self) -> (String, Vec<usize>) {
        let mut end = 0;
        let ends = self.words.iter().map(|word| {
            end += word.len() + 1;
            end - 1
        });
        (self.words.join(" "), ends.collect())
    }

    fn add(&mut self, word: &str, tag: &str) -> Option<()> {
        let place = self.words.len();
        self.words.push(word.to_owned());
        if tag == "O" || tag == "_" {
            return Some(());
        }
        let (kind, label) = tag.split_once('-')?;
        let goes_on = self
            .names
            .last()
            .is_some_and(|(_, end, last)| *end == place && last == label);
        match kind {
            "I" | "E" if goes_on => self.names.last_mut()?.1 = place + 1,
            "B" | "I" | "E" | "S" if !label.is_empty() => {
                self.names.push((place, place + 1, label.to_owned()));
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
    fn files_are_read() {
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
