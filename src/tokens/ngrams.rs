//! Neighbouring terms joined into one.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The longest n-gram that can be asked for.
const LONGEST: usize = 10;

/// From how many terms to how many an n-gram has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// All n-grams of `low` to `high` terms.
    ///
    /// # Errors
    ///
    /// Unless 1 <= `low` <= `high` <= 10.
    pub fn new(low: usize, high: usize) -> Result<Self> {
        if low > high {
            return Err(Error::config(format!(
                "ngram range ({low}, {high}): lower bound exceeds upper bound; use 1 <= low <= high"
            )));
        }
        if low == 0 || high > LONGEST {
            return Err(Error::config(format!(
                "ngram range ({low}, {high}): out of bounds; use 1 <= low <= high <= {LONGEST}"
            )));
        }
        Ok(Self { low, high })
    }

    /// The two bounds.
    #[must_use]
    pub fn bounds(self) -> (usize, usize) {
        (self.low, self.high)
    }

    /// True where only single terms are asked for.
    #[must_use]
    pub fn is_unigram(self) -> bool {
        self == Self::default()
    }
}

/// A window over terms that gives out the n-grams which each new term completes.
///
/// ```
/// use lexicount::tokens::{NgramRange, Ngrams};
///
/// let mut ngrams = Ngrams::new(NgramRange::new(1, 2)?);
/// let mut all = Vec::new();
/// for term in ["suicide", "attack", "at"] {
///     ngrams.push(term, |ngram| all.push(ngram.to_owned()));
/// }
/// assert_eq!(all, ["suicide", "attack", "suicide attack", "at", "attack at"]);
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ngrams {
    range: NgramRange,
    /// The last terms, newest last; at most `range.high`.
    window: VecDeque<String>,
    joined: String,
}

impl Ngrams {
    /// An empty window.
    #[must_use]
    pub fn new(range: NgramRange) -> Self {
        Self {
            range,
            window: VecDeque::with_capacity(range.high),
            joined: String::new(),
        }
    }

    /// Adds a term and calls `found` with each n-gram that ends in it, the shortest first, joined by one space.
    pub fn push(&mut self, term: &str, mut found: impl FnMut(&str)) {
        let mut newest = if self.window.len() == self.range.high {
            self.window.pop_front().unwrap_or_default()
        } else {
            String::new()
        };
        newest.clear();
        newest.push_str(term);
        self.window.push_back(newest);
        for n in self.range.low..=self.range.high.min(self.window.len()) {
            self.joined.clear();
            for (place, term) in self.window.iter().skip(self.window.len() - n).enumerate() {
                if place > 0 {
                    self.joined.push(' ');
                }
                self.joined.push_str(term);
            }
            found(&self.joined);
        }
    }

    /// Forgets the terms so far: no n-gram crosses this place.
    pub fn cut(&mut self) {
        self.window.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ngrams_do_not_cross_a_cut() {
        let mut ngrams = Ngrams::new(NgramRange::new(2, 3).unwrap());
        let mut all = Vec::new();
        for term in ["a", "b", "c"] {
            ngrams.push(term, |ngram| all.push(ngram.to_owned()));
        }
        ngrams.cut();
        for term in ["d", "e"] {
            ngrams.push(term, |ngram| all.push(ngram.to_owned()));
        }
        assert_eq!(all, ["a b", "b c", "a b c", "d e"]);
    }

    #[test]
    fn bounds_are_checked() {
        assert!(NgramRange::new(0, 1).is_err());
        assert!(NgramRange::new(2, 1).is_err());
        assert!(NgramRange::new(1, 11).is_err());
    }
}
