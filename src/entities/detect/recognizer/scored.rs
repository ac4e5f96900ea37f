//! The scores of the tags of a text.

use std::ops::Range;

use super::tokens::TokenSpans;
use super::words::KnownWord;

/// The emission scores of a text.
#[derive(Debug, Default)]
pub(super) struct ScoredText {
    pub(super) spans: TokenSpans,
    /// The word of each token.
    pub(super) words: Vec<KnownWord>,
    pub(super) segments: Vec<Segment>,
    /// For each token of each segment, a row with one score per tag.
    pub(super) scores: Vec<f32>,
}

/// Consecutive tokens of a sentence that can contain names.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) tokens: Range<usize>,
    /// The index of its first score.
    pub(super) at: usize,
}

impl ScoredText {
    /// Forgets the segments and the scores, and keeps their memory.
    pub(super) fn clear(&mut self) {
        self.segments.clear();
        self.scores.clear();
    }

    /// Returns the number of tokens.
    pub(super) fn n_tokens(&self) -> usize {
        self.words.len()
    }

    pub(super) fn scores_of(&self, segment: &Segment, n_tags: usize) -> &[f32] {
        &self.scores[segment.at..segment.at + segment.tokens.len() * n_tags]
    }
}

impl Segment {
    /// Iterates over the tokens and the indices of their rows.
    pub(super) fn rows(
        &self,
        n_tags: usize,
    ) -> impl Iterator<Item = (usize, usize)> + Clone + use<> {
        let first = self.at / n_tags;
        self.tokens.clone().zip(first..)
    }
}
