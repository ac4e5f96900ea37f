//! Which pairs of terms are counted, and which are shown.

use std::str::FromStr;

use super::association::Measure;
use crate::error::{Error, Result};
use crate::tokens::{Analyzer, StopWordList};

/// A sentence of more terms is looked at in pieces of so many: no text may cost the square of its length.
pub(super) const LONGEST_SENTENCE: usize = 500;

/// The widest window, in words to one side.
const WIDEST: usize = 1000;

/// What counts as coming together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The collocate stands at most so many words before the node, or behind it.
    Words {
        /// How many words before.
        left: usize,
        /// How many words behind.
        right: usize,
    },
    /// Both stand in one sentence, however often.
    Sentence,
}

impl Window {
    /// The collocate is the next word.
    pub const BIGRAMS: Self = Self::Words { left: 0, right: 1 };

    pub(super) fn check(self) -> Result<()> {
        match self {
            Self::Words { left: 0, right: 0 } => Err(Error::config(
                "window (0, 0) holds no word; use at least 1 on one side",
            )),
            Self::Words { left, right } if left.max(right) > WIDEST => Err(Error::config(format!(
                "window ({left}, {right}): too wide; use at most {WIDEST} words to a side"
            ))),
            _ => Ok(()),
        }
    }

    /// True where whatever stands in the window of a word has that word in its own.
    pub(super) fn is_symmetric(self) -> bool {
        match self {
            Self::Words { left, right } => left == right,
            Self::Sentence => true,
        }
    }

    pub(super) fn bounds(self) -> (usize, usize) {
        match self {
            Self::Words { left, right } => (left, right),
            Self::Sentence => (LONGEST_SENTENCE, LONGEST_SENTENCE),
        }
    }
}

/// What the joint count is compared with, in windows of words; sentences are counted one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// Pairs of places: R1 is the number of words in the windows of the first, C1 that of the windows that the second
    /// stands in, N that of the words in all windows. What the ends of sentences cut off is not counted.
    #[default]
    Windows,
    /// The same as if no window were cut: R1 = k f1, C1 = k f2, N = k n, where k is the width of the window, so that
    /// E = k f1 f2 / n as in Evert (2008).
    Span,
    /// No correction: R1 = f1, C1 = f2, N = n words, so that E = f1 f2 / n.
    Words,
}

impl FromStr for Expected {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "windows" => Ok(Self::Windows),
            "span" => Ok(Self::Span),
            "words" => Ok(Self::Words),
            _ => Err(Error::config(format!(
                "expected {name:?}: unknown; use windows, span or words"
            ))),
        }
    }
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollocationConfig {
    /// How terms are made of text. Terms that it leaves out leave no gap.
    pub analyzer: Analyzer,
    /// Pairs with such a word are not counted, but it keeps its place, so that nothing draws nearer.
    pub stop_words: StopWordList,
    /// Only the collocates of these words, as they stand in text.
    pub nodes: Option<Vec<String>>,
    /// What counts as coming together.
    pub window: Window,
    /// Pairs that came together less often are left out, at the end.
    pub min_count: u64,
    /// What the joint count is compared with.
    pub expected: Expected,
}

impl Default for CollocationConfig {
    fn default() -> Self {
        Self {
            analyzer: Analyzer::default(),
            stop_words: StopWordList::None,
            nodes: None,
            window: Window::Words { left: 5, right: 5 },
            min_count: 5,
            expected: Expected::default(),
        }
    }
}

/// How pairs are put in order, and how many are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Highest first.
    pub measure: Measure,
    /// Only pairs that came together as often.
    pub min_count: u64,
    /// At most so many.
    pub top: Option<usize>,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            measure: Measure::default(),
            min_count: 1,
            top: None,
        }
    }
}
