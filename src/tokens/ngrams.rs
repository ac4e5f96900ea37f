//! N-grams and skip-grams of terms.
//!
//! Takes terms one by one and emits the n-grams that each term completes, with the span from the first term to the
//! last. [`Grams`] selects which n-grams are made.
//!
//! ```
//! use lexicount::span::Span;
//! use lexicount::tokens::{NgramRange, Ngrams};
//!
//! let mut ngrams = Ngrams::new(NgramRange::new(1, 2)?, 0)?;
//! let mut all = Vec::new();
//! for (term, start) in [("suicide", 0), ("attack", 8), ("at", 15)] {
//!     let span = Span::new(start, start + term.len());
//!     ngrams.push(term, span, |gram, span| all.push((gram.to_owned(), span.start)));
//! }
//! let starts = [("suicide", 0), ("attack", 8), ("suicide attack", 0), ("at", 15), ("attack at", 8)];
//! assert_eq!(all, starts.map(|(gram, start)| (gram.to_owned(), start)));
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::collections::VecDeque;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::span::Span;

/// The maximum number of terms covered by a skip-gram, including skipped ones. A term then completes at most 462
/// skip-grams of one length.
const MAX_REACH: usize = 12;

/// The maximum number of bytes of dropped terms that are kept before the window.
const MAX_STALE_BYTES: usize = 1 << 12;

/// The minimum and maximum number of terms in an n-gram. Serialised as a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "(usize, usize)", try_from = "(usize, usize)")]
pub struct NgramRange {
    low: usize,
    high: usize,
}

impl Default for NgramRange {
    fn default() -> Self {
        Self { low: 1, high: 1 }
    }
}

impl NgramRange {
    /// The maximum upper bound.
    pub const MAX: usize = 10;

    /// Selects the n-grams of `low` to `high` terms.
    ///
    /// # Errors
    ///
    /// If the bounds do not satisfy 1 <= `low` <= `high` <= 10.
    pub fn new(low: usize, high: usize) -> Result<Self> {
        if low > high {
            return Err(Error::config(format!(
                "ngram range ({low}, {high}): lower bound exceeds upper bound; use 1 <= low <= high"
            )));
        }
        if low == 0 || high > Self::MAX {
            return Err(Error::config(format!(
                "ngram range ({low}, {high}): out of bounds; use 1 <= low <= high <= {}",
                Self::MAX
            )));
        }
        Ok(Self { low, high })
    }

    /// Returns the two bounds.
    #[must_use]
    pub fn bounds(self) -> (usize, usize) {
        (self.low, self.high)
    }

    /// True if only single terms are selected.
    #[must_use]
    pub fn is_unigram(self) -> bool {
        self == Self::default()
    }
}

impl From<NgramRange> for (usize, usize) {
    fn from(range: NgramRange) -> Self {
        range.bounds()
    }
}

impl TryFrom<(usize, usize)> for NgramRange {
    type Error = Error;

    fn try_from((low, high): (usize, usize)) -> Result<Self> {
        Self::new(low, high)
    }
}

/// The unit that is counted: terms, joined terms, or character n-grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Grams {
    /// Terms in text order, joined by a space.
    Words {
        /// The number of terms.
        range: NgramRange,
        /// The maximum number of skipped terms between them, in total. If 0, the terms are consecutive.
        skip: usize,
    },
    /// Consecutive characters, as in scikit-learn's `analyzer="char"`.
    Characters {
        /// The number of code points.
        range: NgramRange,
        /// Do not cross word boundaries; words are padded with a space at both ends, as in scikit-learn's
        /// `analyzer="char_wb"`.
        within_words: bool,
    },
}

impl Default for Grams {
    /// Single terms.
    fn default() -> Self {
        Self::from(NgramRange::default())
    }
}

impl From<NgramRange> for Grams {
    /// Consecutive terms.
    fn from(range: NgramRange) -> Self {
        Self::Words { range, skip: 0 }
    }
}

impl Grams {
    /// True for single terms.
    #[must_use]
    pub fn is_unigram(&self) -> bool {
        matches!(self, Self::Words { range, .. } if range.is_unigram())
    }
}

impl fmt::Display for Grams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (range, unit) = match self {
            Self::Words { range, .. } => (range, "words"),
            Self::Characters { range, .. } => (range, "characters"),
        };
        match range.bounds() {
            (1, 1) => write!(f, "single {unit}")?,
            (low, high) if low == high => write!(f, "{low} {unit}")?,
            (low, high) => write!(f, "{low} to {high} {unit}")?,
        }
        match self {
            Self::Words { skip: 0, .. }
            | Self::Characters {
                within_words: false,
                ..
            } => Ok(()),
            Self::Words { skip, .. } => write!(f, " with at most {skip} skipped"),
            Self::Characters { .. } => f.write_str(" within words"),
        }
    }
}

/// A window over terms that emits the n-grams and skip-grams completed by each new term.
///
/// The terms of the window are joined in one buffer, and n-grams are slices of it. Nothing is allocated once the buffer
/// is large enough.
///
/// Source of skip-grams: D. Guthrie et al., A closer look at skip-gram modelling, LREC 2006. A skip-gram of n terms and
/// k skips is n terms in order, with at most k others between them in total.
///
/// ```
/// use lexicount::span::Span;
/// use lexicount::tokens::{NgramRange, Ngrams};
///
/// let mut skips = Ngrams::new(NgramRange::new(2, 2)?, 1)?;
/// let mut all = Vec::new();
/// for term in ["killed", "in", "ongoing"] {
///     skips.push(term, Span::new(0, 0), |gram, _| all.push(gram.to_owned()));
/// }
/// assert_eq!(all, ["killed in", "in ongoing", "killed ongoing"]);
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ngrams {
    range: NgramRange,
    skip: usize,
    /// The terms of the window joined by a space, after earlier ones that have left it.
    text: String,
    /// The terms of the window, newest last.
    window: VecDeque<Term>,
    joined: String,
}

/// The spans of a term in the buffer and in the source.
#[derive(Clone, Copy, Debug)]
struct Term {
    text: Span,
    source: Span,
}

impl Ngrams {
    /// Creates an empty window for n-grams of `range` terms that skip at most `skip` others.
    ///
    /// # Errors
    ///
    /// If `skip` is not 0 and the sum of `skip` and the upper bound of `range` exceeds 12.
    pub fn new(range: NgramRange, skip: usize) -> Result<Self> {
        let (low, high) = range.bounds();
        if skip > 0 && (skip > MAX_REACH || high + skip > MAX_REACH) {
            return Err(Error::config(format!(
                "skip {skip} with ngram range ({low}, {high}): out of bounds; use an upper bound and a skip of at most {MAX_REACH} together"
            )));
        }
        Ok(Self {
            range,
            skip,
            text: String::new(),
            window: VecDeque::with_capacity(high + skip),
            joined: String::new(),
        })
    }

    /// Adds a term. Calls `emit` with each n-gram that ends with it, joined by spaces, and its span.
    ///
    /// The shortest n-grams come first. Among those of one length, the ones with the fewest skips before the last terms
    /// come first.
    pub fn push(&mut self, term: &str, span: Span, mut emit: impl FnMut(&str, Span)) {
        self.add(term, span);
        let Self {
            range,
            skip,
            text,
            window,
            joined,
        } = self;
        let newest = window.len() - 1;
        let end = window[newest].text.end;
        for n in range.low..=range.high.min(window.len()) {
            if *skip == 0 || n == 1 {
                let first = window[window.len() - n];
                let gram = &text[first.text.start..end];
                emit(gram, Span::new(first.source.start, span.end));
                continue;
            }
            let mut chosen = [newest; NgramRange::MAX];
            choose_positions(&mut chosen[..n], *skip, &mut |chosen| {
                joined.clear();
                for (nth, &position) in chosen.iter().enumerate() {
                    joined.push_str(if nth == 0 { "" } else { " " });
                    joined.push_str(window[position].text.slice(text));
                }
                emit(joined, Span::new(window[chosen[0]].source.start, span.end));
            });
        }
    }

    fn add(&mut self, term: &str, span: Span) {
        if self.window.len() == self.range.high + self.skip {
            self.window.pop_front();
        }
        let stale = self
            .window
            .front()
            .map_or(self.text.len(), |term| term.text.start);
        if stale > MAX_STALE_BYTES && stale > self.text.len() / 2 {
            self.text.drain(..stale);
            for term in &mut self.window {
                term.text = Span::new(term.text.start - stale, term.text.end - stale);
            }
        }
        if !self.window.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(term);
        self.window.push_back(Term {
            text: Span::new(start, self.text.len()),
            source: span,
        });
    }

    /// Removes all terms from the window, so that no n-gram crosses this position.
    pub fn clear(&mut self) {
        self.window.clear();
        self.text.clear();
    }
}

/// Fills all but the last of `chosen` with ascending positions that skip at most `skip` positions in total.
///
/// Calls `visit` with each choice.
pub(crate) fn choose_positions(chosen: &mut [usize], skip: usize, emit: &mut impl FnMut(&[usize])) {
    choose_before(chosen, chosen.len() - 1, skip, emit);
}

fn choose_before(chosen: &mut [usize], nth: usize, skip: usize, emit: &mut impl FnMut(&[usize])) {
    if nth == 0 {
        emit(chosen);
        return;
    }
    for skipped in 0..=skip {
        let Some(position) = chosen[nth].checked_sub(skipped + 1) else {
            return;
        };
        chosen[nth - 1] = position;
        choose_before(chosen, nth - 1, skip - skipped, emit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the n-grams of sentences of terms.
    fn check(range: (usize, usize), skip: usize, sentences: &[&str], expected: &[&str]) {
        let range = NgramRange::new(range.0, range.1).unwrap();
        let mut ngrams = Ngrams::new(range, skip).unwrap();
        let mut all = Vec::new();
        for sentence in sentences {
            for term in sentence.split(' ') {
                ngrams.push(term, Span::new(0, 0), |gram, _| all.push(gram.to_owned()));
            }
            ngrams.clear();
        }
        all.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(all, expected);
    }

    #[test]
    fn ngrams_do_not_cross_a_cleared_window() {
        check(
            (2, 3),
            0,
            &["a b c", "d e"],
            &["a b", "b c", "a b c", "d e"],
        );
        check((2, 2), 1, &["a b c", "d e"], &["a b", "b c", "a c", "d e"]);
    }

    #[test]
    fn skip_grams_equal_the_example_of_the_paper() {
        let sentence = ["insurgents killed in ongoing fighting"];
        check(
            (2, 2),
            2,
            &sentence,
            &[
                "insurgents killed",
                "insurgents in",
                "insurgents ongoing",
                "killed in",
                "killed ongoing",
                "killed fighting",
                "in ongoing",
                "in fighting",
                "ongoing fighting",
            ],
        );
        check(
            (3, 3),
            2,
            &sentence,
            &[
                "insurgents killed in",
                "insurgents killed ongoing",
                "insurgents killed fighting",
                "insurgents in ongoing",
                "insurgents in fighting",
                "insurgents ongoing fighting",
                "killed in ongoing",
                "killed in fighting",
                "killed ongoing fighting",
                "in ongoing fighting",
            ],
        );
    }

    #[test]
    fn stale_terms_are_dropped() {
        let mut ngrams = Ngrams::new(NgramRange::new(2, 2).unwrap(), 0).unwrap();
        let mut n_found = 0;
        for number in 0..10_000_usize {
            let term = number.to_string();
            ngrams.push(&term, Span::new(number, number + 1), |gram, span| {
                assert_eq!(gram, format!("{} {number}", number - 1));
                assert_eq!(span, Span::new(number - 1, number + 1));
                n_found += 1;
            });
        }
        assert_eq!(n_found, 9_999);
        assert!(ngrams.text.len() < 3 * MAX_STALE_BYTES);
    }

    #[test]
    fn bounds_are_checked() {
        assert!(NgramRange::new(0, 1).is_err());
        assert!(NgramRange::new(2, 1).is_err());
        assert!(NgramRange::new(1, 11).is_err());
        assert!(serde_json::from_str::<NgramRange>("[2, 1]").is_err());
        let range = NgramRange::new(1, 10).unwrap();
        assert!(Ngrams::new(range, 2).is_ok());
        assert!(Ngrams::new(range, 3).unwrap_err().is_config());
        assert!(Ngrams::new(range, usize::MAX).unwrap_err().is_config());
    }

    #[test]
    fn grams_are_displayed_with_their_options() {
        let range = NgramRange::new(1, 3).unwrap();
        let skips = Grams::Words { range, skip: 2 };
        assert_eq!(skips.to_string(), "1 to 3 words with at most 2 skipped");
        let range = NgramRange::new(4, 4).unwrap();
        let characters = Grams::Characters {
            range,
            within_words: true,
        };
        assert_eq!(characters.to_string(), "4 characters within words");
    }
}
