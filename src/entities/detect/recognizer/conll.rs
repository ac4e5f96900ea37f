//! Tagged sentences in the `CoNLL` format.

use crate::entities::names::without_possessive;
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

/// Parses the sentences of [`parse_conll_documents`].
///
/// # Errors
///
/// If a line has only one column, or a tag is malformed.
pub fn parse_conll(text: &str) -> Result<Vec<TaggedSentence>> {
    Ok(parse_conll_documents(text)?.into_iter().flatten().collect())
}

/// Parses the `CoNLL` format: one word per line with its tag in the last column, a blank line between sentences, and a
/// line `-DOCSTART-` before each document.
///
/// Tags follow BIO2, IOB1, BIOES or BILOU. Columns are separated by spaces or, if the line has any, by tabs; a word may
/// then hold spaces. A byte order mark is skipped, as are comments: lines before a sentence that begin with `# `, have
/// no tabs, and do not have the columns of a word.
///
/// # Errors
///
/// If a line has only one column, or a tag is malformed.
pub fn parse_conll_documents(text: &str) -> Result<Vec<Vec<TaggedSentence>>> {
    let mut reader = Reader::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in lines(text).enumerate() {
        reader.add(number + 1, line.slice(text).trim_end())?;
    }
    reader.end_document();
    Ok(reader.documents)
}

/// The part of a file that has been read.
#[derive(Default)]
struct Reader<'t> {
    documents: Vec<Vec<TaggedSentence>>,
    document: Vec<TaggedSentence>,
    sentence: TaggedSentence,
    /// The document began with a mark.
    is_marked: bool,
    /// The last line of a word or mark.
    last: Option<&'t str>,
}

impl<'t> Reader<'t> {
    fn add(&mut self, number: usize, line: &'t str) -> Result<()> {
        if line.is_empty() {
            self.end_sentence();
            return Ok(());
        }
        if line.split_whitespace().next() == Some("-DOCSTART-") {
            self.end_document();
            self.is_marked = true;
            self.last = Some(line);
            return Ok(());
        }
        if self.is_comment(line) {
            return Ok(());
        }
        let (word, tag) = columns(line).ok_or_else(|| {
            Error::config(format!(
                "line {number}, {line:?}, has no tag: a line of CoNLL holds a word and its tag, such as \"Kabul\\tB-LOC\""
            ))
        })?;
        self.sentence.add(word, tag).ok_or_else(|| {
            Error::config(format!(
                "line {number} has the tag {tag:?}: tags are O, B-LABEL and I-LABEL (also E- or L-, and S- or U-)"
            ))
        })?;
        self.last = Some(line);
        Ok(())
    }

    /// True for a comment. The word `#` differs from it by its tag, and before a sentence by its columns: they are as
    /// many as those of the last line.
    fn is_comment(&self, line: &str) -> bool {
        if !line.starts_with("# ") || line.contains('\t') {
            return false;
        }
        let expected = self.last.map_or(2, n_columns);
        let has_tag = columns(line).is_some_and(|(_, tag)| parsed_tag(tag).is_some());
        let is_within = !self.sentence.words.is_empty();
        !(has_tag && (is_within || n_columns(line) == expected))
    }

    fn end_sentence(&mut self) {
        if !self.sentence.words.is_empty() {
            self.document.push(std::mem::take(&mut self.sentence));
        }
    }

    fn end_document(&mut self) {
        self.end_sentence();
        if self.is_marked || !self.document.is_empty() {
            self.documents.push(std::mem::take(&mut self.document));
        }
    }
}

/// The first and the last column of a line without white space at its end.
fn columns(line: &str) -> Option<(&str, &str)> {
    let (line, separator) = if line.contains('\t') {
        (line, '\t')
    } else {
        (line.trim_start(), ' ')
    };
    let (word, _) = line.split_once(separator)?;
    let (_, tag) = line.rsplit_once(separator)?;
    let word = word.trim();
    (!word.is_empty()).then_some((word, tag.trim()))
}

fn n_columns(line: &str) -> usize {
    if line.contains('\t') {
        line.split('\t').count()
    } else {
        line.split_whitespace().count()
    }
}

/// What a tag says of its word.
#[derive(Clone, Copy)]
enum Tag<'t> {
    Outside,
    Begins(&'t str),
    /// Inside a name, or the first word of one in IOB1.
    Continues(&'t str),
}

fn parsed_tag(tag: &str) -> Option<Tag<'_>> {
    if tag == "O" || tag == "_" {
        return Some(Tag::Outside);
    }
    match tag.split_once('-')? {
        (_, "") => None,
        ("B" | "S" | "U", label) => Some(Tag::Begins(label)),
        ("I" | "E" | "L", label) => Some(Tag::Continues(label)),
        _ => None,
    }
}

/// The parts of a word that corpora have as words of their own: the word without its possessive ending, and the ending.
#[must_use]
pub fn possessive_parts(word: &str) -> Vec<&str> {
    let mut endings = Vec::new();
    let mut rest = word;
    while let Some(bare) = without_possessive(rest) {
        endings.push(&rest[bare.len()..]);
        rest = bare;
    }
    endings.push(rest);
    endings.reverse();
    endings
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
        let tag = parsed_tag(tag)?;
        self.words.push(word.to_owned());
        match (tag, self.names.last_mut()) {
            (Tag::Outside, _) => {}
            (Tag::Continues(label), Some((_, end, last))) if *end == index && last == label => {
                *end = index + 1;
            }
            (Tag::Begins(label) | Tag::Continues(label), _) => {
                self.names.push((index, index + 1, label.to_owned()));
            }
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
        for malformed in [
            "word",
            "word B-",
            "word Q-PER",
            "\tNN\tO",
            "EU O\nVoss\tPER",
        ] {
            assert!(parse_conll(malformed).is_err(), "{malformed}");
        }
        assert!(parse_conll("word X-PER").is_err());
    }
    #[test]
    fn schemes_tabs_and_marks_are_read() {
        let of = |text: &str| {
            let sentence = parse_conll(text).unwrap().remove(0);
            (sentence.words, sentence.names)
        };
        let names = |all: &[(usize, usize, &str)]| -> Vec<(usize, usize, String)> {
            let names = all.iter();
            names
                .map(|&(start, end, label)| (start, end, label.to_owned()))
                .collect()
        };
        let (words, found) = of("\u{feff}New York\t_\tO\tB-LOC\r\nis\t_\tO\tO\r\n");
        assert_eq!(
            (words[0].as_str(), found),
            ("New York", names(&[(0, 1, "LOC")]))
        );
        for text in [
            "EU S-ORG\nPeter B-PER\nvan I-PER\nBlack E-PER\n",
            "EU U-ORG\nPeter B-PER\nvan I-PER\nBlack L-PER\n",
            "EU I-ORG\nPeter I-PER\nvan I-PER\nBlack I-PER\n",
        ] {
            assert_eq!(of(text).1, names(&[(0, 1, "ORG"), (1, 4, "PER")]), "{text}");
        }
    }

    #[test]
    fn comments_are_told_from_words() {
        let words = |text: &str| parse_conll(text).unwrap().remove(0).words;
        assert_eq!(
            words("# text = The B-52\nThe O\n# O\n# B-X\n"),
            ["The", "#", "#"]
        );
        assert_eq!(words("# O\nfoo O\n"), ["#", "foo"]);
        assert_eq!(
            words("-DOCSTART- -X- -X- O\n\n# # B-NP O\n1 CD I-NP O\n"),
            ["#", "1"]
        );
    }

    #[test]
    fn documents_are_kept_apart() {
        let text = "A O\n\n-DOCSTART- O\n\n-DOCSTART- O\nB O\n\nC O\n";
        let documents = parse_conll_documents(text).unwrap();
        let lengths: Vec<usize> = documents.iter().map(Vec::len).collect();
        assert_eq!(lengths, [1, 0, 2]);
    }

    #[test]
    fn possessives_are_parted() {
        assert_eq!(possessive_parts("Oslo’s"), ["Oslo", "’s"]);
        assert_eq!(possessive_parts("Oslo’s's"), ["Oslo", "’s", "'s"]);
        assert_eq!(possessive_parts("'s"), ["'s"]);
    }
}
