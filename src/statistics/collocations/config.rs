//! Options: which pairs of terms are counted, and how they are ranked.

use super::association::Measure;
use crate::error::{Error, Result};
use crate::registry::registry;
use crate::tokens::{Analyzer, StopWordList};

/// Maximum length of a sentence in terms. Longer sentences are processed in chunks of this length, so that the cost is
/// never quadratic in the length of a text.
pub(super) const MAX_SENTENCE: usize = 500;

/// Maximum window size in words on one side.
const MAX_WINDOW: usize = 1000;

/// The context in which two terms co-occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The collocate is at most this many words before or after the node.
    Words {
        /// Number of words before the node.
        left: usize,
        /// Number of words after the node.
        right: usize,
    },
    /// Both terms occur in the same sentence, each counted once.
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
            Self::Words { left, right } if left.max(right) > MAX_WINDOW => {
                Err(Error::config(format!(
                    "window ({left}, {right}): too wide; use at most {MAX_WINDOW} words on each side"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Return true if co-occurrence is symmetric: each word in the window of another has that word in its own window.
    pub(super) fn is_symmetric(self) -> bool {
        match self {
            Self::Words { left, right } => left == right,
            Self::Sentence => true,
        }
    }

    pub(super) fn bounds(self) -> (usize, usize) {
        match self {
            Self::Words { left, right } => (left, right),
            Self::Sentence => (MAX_SENTENCE, MAX_SENTENCE),
        }
    }
}

registry!(
    /// How expected counts are computed for windows of words. Sentences have only one way.
    pub enum Expected: "expected count", default Windows {
        /// Count pairs of positions: R1 is the number of words in the windows of the first word, C1 the number of windows
        /// that contain the second word, and N the number of words in all windows. Parts of windows beyond the ends of
        /// sentences are not counted.
        Windows = "windows",
        /// As if no window were truncated: R1 = k f1, C1 = k f2, N = k n, where k is the width of the window, so that E = k
        /// f1 f2 / n as in Evert (2008).
        Span = "span",
        /// No correction: R1 = f1, C1 = f2, N = n words, so that E = f1 f2 / n.
        Words = "words",
    }
);

/// Options of [`count_collocations`](super::count_collocations).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollocationConfig {
    /// How terms are made from text. Dropped terms leave no gap.
    pub analyzer: Analyzer,
    /// Pairs with a stop word are not counted, but the stop word keeps its position, so other words do not move closer.
    pub stop_words: StopWordList,
    /// Count only the collocates of these words, given as in the text.
    pub nodes: Option<Vec<String>>,
    /// The context in which two terms co-occur.
    pub window: Window,
    /// The minimum joint count of a pair.
    pub min_count: u64,
    /// How expected counts are computed.
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

/// How pairs are ranked and filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The measure to rank by, highest first.
    pub measure: Measure,
    /// The minimum joint count.
    pub min_count: u64,
    /// Maximum number of pairs.
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
