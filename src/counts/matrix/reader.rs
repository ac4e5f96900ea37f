//! Reads the features of a text: its words or character n-grams.

use std::collections::HashSet;

use crate::corpus::{Documents, Language, TextLanguage};
use crate::error::{Error, Result};
use crate::span::Span;
use crate::tokens::{Analysis, CharTable, PreparedAnalyzer, WordRuns, pad_to_blocks};

/// Maximum number of words of an n-gram.
const MAX_WORDS: usize = u8::MAX as usize;

/// The unit of features.
#[derive(Clone, Debug)]
pub enum FeatureUnit {
    /// Runs of word characters of a minimum length, joined to n-grams by one space.
    Words {
        /// The minimum number of characters.
        min_length: usize,
        /// Words to remove before n-grams are made, in the form that the table writes.
        stop_words: HashSet<String>,
    },
    /// Consecutive characters.
    Characters {
        /// Non-ASCII white space.
        spaces: Vec<char>,
        /// Only within words, which are separated by white space and padded with a space at both ends.
        within_words: bool,
    },
}

/// Makes features from text like scikit-learn's vectorizers do in Python.
#[derive(Clone, Debug)]
pub struct FeatureReader {
    table: CharTable,
    unit: FeatureUnit,
    range: (usize, usize),
}

impl FeatureReader {
    /// Create a reader that maps the characters of each text by `table`, and makes features of `unit` and of their
    /// n-grams in `range`.
    ///
    /// For words, the table must be one [for words](CharTable::for_words).
    ///
    /// # Errors
    ///
    /// If `range` does not satisfy 1 <= low <= high, and high <= 255 for words.
    pub fn new(table: CharTable, unit: FeatureUnit, range: (usize, usize)) -> Result<Self> {
        let (low, high) = range;
        let maximum = match unit {
            FeatureUnit::Words { .. } => MAX_WORDS,
            FeatureUnit::Characters { .. } => usize::MAX,
        };
        if low == 0 || low > high || high > maximum {
            return Err(Error::config(format!(
                "features of {low} to {high}: out of bounds; use 1 <= low <= high <= {maximum}"
            )));
        }
        Ok(Self { table, unit, range })
    }
}

/// The source of features.
#[derive(Clone, Debug)]
pub enum FeatureSource {
    /// A [`FeatureReader`].
    Reader(FeatureReader),
    /// The terms of an analyzer.
    Analyzer(PreparedAnalyzer),
}

impl FeatureSource {
    /// Return the range of the number of words of n-grams in the tree; terms that are already joined count as one word.
    pub(super) fn tree_range(&self) -> (usize, usize) {
        match self {
            Self::Reader(reader) if reader.is_words() => reader.range,
            _ => (1, 1),
        }
    }

    /// Return the stop words.
    pub(super) fn stop_words(&self) -> Option<&HashSet<String>> {
        match self {
            Self::Reader(FeatureReader {
                unit: FeatureUnit::Words { stop_words, .. },
                ..
            }) => Some(stop_words),
            _ => None,
        }
    }

    /// Return the state that one thread needs to read.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading {
            written: String::new(),
            collapsed: String::new(),
            starts: Vec::new(),
            runs: WordRuns::default(),
            spans: Vec::new(),
            language: match self {
                Self::Reader(_) => None,
                Self::Analyzer(analyzer) => analyzer.analyzer().language,
            },
            work: match self {
                Self::Reader(reader) => Work::Reader(reader),
                Self::Analyzer(analyzer) => Work::Analyzer(Box::new(analyzer.analysis())),
            },
        }
    }
}

impl FeatureReader {
    fn is_words(&self) -> bool {
        matches!(self.unit, FeatureUnit::Words { .. })
    }
}

enum Work<'s> {
    Reader(&'s FeatureReader),
    Analyzer(Box<Analysis<'s>>),
}

/// The state of one thread that reads texts.
pub(super) struct Reading<'s> {
    written: String,
    collapsed: String,
    starts: Vec<usize>,
    runs: WordRuns,
    spans: Vec<Span>,
    /// The language of all documents; `None` for that of each.
    language: Option<Language>,
    work: Work<'s>,
}

/// Receives the words of a text, or complete features.
pub(super) trait Sink {
    /// Receive the words at the given spans of a text, in order.
    fn words(&mut self, text: &str, spans: &[Span]);

    /// Receive a feature.
    fn feature(&mut self, feature: &str);
}

impl Reading<'_> {
    /// Pass all words or features of a document to `sink`: nothing if its text is missing. `check` is called at
    /// intervals; its error ends the work.
    pub(super) fn read_document(
        &mut self,
        documents: &Documents,
        index: usize,
        sink: &mut impl Sink,
        check: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let Some(text) = documents.text(index) else {
            return Ok(());
        };
        let language = documents.language_of(index, self.language);
        self.read(text, documents.skipped_spans(index), &language, sink, check)
    }

    /// Pass all words or features of a text in a language to `sink`.
    pub(super) fn read(
        &mut self,
        text: &str,
        skipped: &[Span],
        language: &TextLanguage<'_>,
        sink: &mut impl Sink,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let reader = match &mut self.work {
            Work::Reader(reader) => *reader,
            Work::Analyzer(analysis) => {
                let skipped = (!skipped.is_empty()).then(|| skipped.iter().copied());
                return read_terms(analysis, text, skipped, language, sink, check);
            }
        };
        reader.table.write(text, &mut self.written);
        match &reader.unit {
            FeatureUnit::Words { min_length, .. } => {
                pad_to_blocks(&mut self.written);
                let written = self.written.as_str();
                self.runs.run(written, |runs| {
                    runs.with_min_chars(written, *min_length, &mut self.spans);
                    sink.words(written, &self.spans);
                    check()
                })
            }
            FeatureUnit::Characters {
                spaces,
                within_words,
            } => self.read_characters(reader.range, spaces, *within_words, sink, check),
        }
    }

    /// Pass all character n-grams of the written text to `sink`.
    fn read_characters(
        &mut self,
        range: (usize, usize),
        spaces: &[char],
        within_words: bool,
        sink: &mut impl Sink,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let is_space = |one: char| is_space(one, spaces);
        collapse(&self.written, is_space, &mut self.collapsed);
        if within_words {
            let words = self.collapsed.split(is_space);
            for word in words.filter(|word| !word.is_empty()) {
                self.written.clear();
                self.written.extend([" ", word, " "]);
                word_char_ngrams(&self.written, range, &mut self.starts, sink);
            }
        } else {
            char_ngrams(&self.collapsed, range, &mut self.starts, sink, &mut check)?;
        }
        check()
    }
}

/// Pass all terms of an analyzer to `sink`.
fn read_terms(
    analysis: &mut Analysis<'_>,
    text: &str,
    skipped: Option<impl Iterator<Item = Span>>,
    language: &TextLanguage<'_>,
    sink: &mut impl Sink,
    mut check: impl FnMut() -> Result<()>,
) -> Result<()> {
    let mut n_read = 0_u64;
    let read = |n| {
        n_read += n;
        if n_read.is_multiple_of(1 << 12) {
            check()
        } else {
            Ok(())
        }
    };
    analysis.run(text, skipped, language, read, |term, _| sink.feature(term))
}

/// Return true for white space as defined by Python's `re` and `str.split`; beyond ASCII, as given.
fn is_space(one: char, spaces: &[char]) -> bool {
    match one {
        '\t'..='\r' | '\x1c'..='\x1f' | ' ' => true,
        _ => !one.is_ascii() && spaces.contains(&one),
    }
}

/// Write a text to `out`, with each run of two or more white space characters replaced by one space.
fn collapse(text: &str, is_space: impl Fn(char) -> bool, out: &mut String) {
    out.clear();
    let mut characters = text.chars().peekable();
    while let Some(one) = characters.next() {
        if !is_space(one) {
            out.push(one);
            continue;
        }
        let mut written = one;
        while characters.next_if(|&next| is_space(next)).is_some() {
            written = ' ';
        }
        out.push(written);
    }
}

/// Find the start of each character of a text, followed by the end of the text.
fn find_starts(text: &str, starts: &mut Vec<usize>) {
    starts.clear();
    starts.extend(text.char_indices().map(|(start, _)| start));
    starts.push(text.len());
}

/// Pass all character n-grams of a text to `sink`, shortest first.
fn char_ngrams(
    text: &str,
    (low, high): (usize, usize),
    starts: &mut Vec<usize>,
    sink: &mut impl Sink,
    check: &mut impl FnMut() -> Result<()>,
) -> Result<()> {
    find_starts(text, starts);
    for n in low..=high.min(starts.len() - 1) {
        check()?;
        for (&start, &end) in starts.iter().zip(&starts[n..]) {
            sink.feature(&text[start..end]);
        }
    }
    Ok(())
}

/// Pass all character n-grams of a padded word to `sink`; a word that is too short is passed once, as a whole.
fn word_char_ngrams(
    word: &str,
    (low, high): (usize, usize),
    starts: &mut Vec<usize>,
    sink: &mut impl Sink,
) {
    find_starts(word, starts);
    let length = starts.len() - 1;
    for n in low..=high {
        if n >= length {
            sink.feature(word);
            return;
        }
        for (&start, &end) in starts.iter().zip(&starts[n..]) {
            sink.feature(&word[start..end]);
        }
    }
}
