//! How a text becomes features: the words or pieces of it that are counted.

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::span::Span;
use crate::tokens::{Analysis, CharTable, PreparedAnalyzer, WordRuns, pad_to_blocks};

/// The most words of a gram.
const LONGEST: usize = u8::MAX as usize;

/// What features are made of.
#[derive(Clone, Debug)]
pub enum FeatureUnit {
    /// Runs of word characters, at least so many in each, joined to n-grams by one space.
    Words {
        /// The least number of characters.
        least: usize,
        /// Words to leave out before grams are made, as they are written in the text that the table writes.
        stop_words: HashSet<String>,
    },
    /// Characters next to each other.
    Characters {
        /// White space beyond ASCII.
        spaces: Vec<char>,
        /// Only within words between white space, which have a space at both ends.
        within_words: bool,
    },
}

/// How features are made of text, equal to what scikit-learn's vectorizers do with a text in Python.
#[derive(Clone, Debug)]
pub struct FeatureReader {
    table: CharTable,
    unit: FeatureUnit,
    range: (usize, usize),
}

impl FeatureReader {
    /// The reader that writes each text by `table` and makes of it features of `unit`, so many joined.
    ///
    /// For words the table must be one [for words](CharTable::for_words).
    ///
    /// # Errors
    ///
    /// Unless 1 <= low <= high, and high <= 255 for words.
    pub fn new(table: CharTable, unit: FeatureUnit, range: (usize, usize)) -> Result<Self> {
        let (low, high) = range;
        let most = match unit {
            FeatureUnit::Words { .. } => LONGEST,
            FeatureUnit::Characters { .. } => usize::MAX,
        };
        if low == 0 || low > high || high > most {
            return Err(Error::config(format!(
                "features of {low} to {high}: out of bounds; use 1 <= low <= high <= {most}"
            )));
        }
        Ok(Self { table, unit, range })
    }
}

/// Where features come from.
#[derive(Clone, Debug)]
pub enum FeatureSource {
    /// From a text as a [`FeatureReader`] reads it.
    Reader(FeatureReader),
    /// From the terms of an analyzer.
    Analyzer(PreparedAnalyzer),
}

impl FeatureSource {
    /// The number of words that grams of a tree are made of; terms that are joined already count as one.
    pub(super) fn tree_range(&self) -> (usize, usize) {
        match self {
            Self::Reader(reader) if reader.is_words() => reader.range,
            _ => (1, 1),
        }
    }

    /// The words to leave out.
    pub(super) fn stop_words(&self) -> Option<&HashSet<String>> {
        match self {
            Self::Reader(FeatureReader {
                unit: FeatureUnit::Words { stop_words, .. },
                ..
            }) => Some(stop_words),
            _ => None,
        }
    }

    /// What one thread needs to read.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading {
            written: String::new(),
            collapsed: String::new(),
            starts: Vec::new(),
            runs: WordRuns::default(),
            places: Vec::new(),
            work: match self {
                Self::Reader(reader) => Work::Reader(reader),
                Self::Analyzer(analyzer) => Work::Analyzer(analyzer.analysis()),
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
    Analyzer(Analysis<'s>),
}

/// The buffers of one thread that reads texts.
pub(super) struct Reading<'s> {
    written: String,
    collapsed: String,
    starts: Vec<usize>,
    runs: WordRuns,
    places: Vec<Span>,
    work: Work<'s>,
}

/// What takes the words of a text, or features that are whole.
pub(super) trait Sink {
    /// The words at some places in a text, in their order.
    fn words(&mut self, text: &str, places: &[Span]);

    /// A feature.
    fn feature(&mut self, feature: &str);
}

impl Reading<'_> {
    /// Gives all words or features of a text to `sink`; `check` is asked now and then and may end the work.
    pub(super) fn read(
        &mut self,
        text: &str,
        skipped: &[Span],
        sink: &mut impl Sink,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let reader = match &mut self.work {
            Work::Reader(reader) => *reader,
            Work::Analyzer(analysis) => {
                let skipped = (!skipped.is_empty()).then(|| skipped.iter().copied());
                let mut n_read = 0_u64;
                let read = |n| {
                    n_read += n;
                    if n_read.is_multiple_of(1 << 12) {
                        check()
                    } else {
                        Ok(())
                    }
                };
                return analysis.run(text, skipped, read, |term, _| sink.feature(term));
            }
        };
        reader.table.write(text, &mut self.written);
        match &reader.unit {
            FeatureUnit::Words { least, .. } => {
                pad_to_blocks(&mut self.written);
                let written = self.written.as_str();
                self.runs.run(written, |runs| {
                    runs.of_length(written, *least, &mut self.places);
                    sink.words(written, &self.places);
                    check()
                })
            }
            FeatureUnit::Characters {
                spaces,
                within_words,
            } => {
                let is_space = |one: char| is_space(one, spaces);
                collapse(&self.written, is_space, &mut self.collapsed);
                if *within_words {
                    for word in self
                        .collapsed
                        .split(is_space)
                        .filter(|word| !word.is_empty())
                    {
                        self.written.clear();
                        self.written.extend([" ", word, " "]);
                        word_pieces(&self.written, reader.range, &mut self.starts, sink);
                    }
                } else {
                    pieces(
                        &self.collapsed,
                        reader.range,
                        &mut self.starts,
                        sink,
                        &mut check,
                    )?;
                }
                check()
            }
        }
    }
}

/// White space as Python's `re` and `str.split` have it; beyond ASCII as given.
fn is_space(one: char, spaces: &[char]) -> bool {
    match one {
        '\t'..='\r' | '\x1c'..='\x1f' | ' ' => true,
        _ => !one.is_ascii() && spaces.contains(&one),
    }
}

/// Writes a text with one space for each run of two or more characters of white space.
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

/// Where each character of a text starts, and at last where it ends.
fn find_starts(text: &str, starts: &mut Vec<usize>) {
    starts.clear();
    starts.extend(text.char_indices().map(|(start, _)| start));
    starts.push(text.len());
}

/// All pieces of a text, the shortest first.
fn pieces(
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

/// All pieces of a word with a space at both ends; one that is too short comes whole, once.
fn word_pieces(
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
