//! What is computed once for each distinct word, and kept for the next text.

use std::sync::Mutex;

use super::crf::{ForwardBackward, Viterbi};
use super::features::{MAX_FEATURES, Token, WordPart};
use super::model::ScoredText;
use super::words::{N_CASES, Word, WordTable};

/// Words are forgotten after a text if there are more.
const MAX_WORDS: usize = 1 << 15;

/// The memory of a text with more tokens is given back.
const MAX_TOKENS: usize = 1 << 16;

/// The number of tags whose scores are added in one vectorised step.
pub(super) const LANES: usize = 16;

/// A sum of weights for each tag.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub(super) struct Sums(pub(super) [i16; LANES]);

/// The number of different [`WordPart`]s.
const N_PARTS: usize = 3 + 2 * N_CASES;

/// The words of one text and of texts before it, with their sums, and memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) words: WordTable,
    pub(super) sums: SumTable,
    pub(super) features: FeatureBuffer,
    pub(super) scored: ScoredText,
    pub(super) viterbi: Viterbi,
    pub(super) inference: ForwardBackward,
}

/// The features of one token, and the slots of those that have weights.
#[derive(Clone, Debug)]
pub(super) struct FeatureBuffer {
    pub(super) features: [u64; MAX_FEATURES],
    pub(super) n: usize,
    pub(super) slots: [u32; MAX_FEATURES],
}

impl Default for FeatureBuffer {
    fn default() -> Self {
        Self {
            features: [0; MAX_FEATURES],
            n: 0,
            slots: [0; MAX_FEATURES],
        }
    }
}

impl FeatureBuffer {
    #[inline]
    pub(super) fn push(&mut self, feature: u64) {
        self.features[self.n] = feature;
        self.n += 1;
    }
}

/// The sums of the weights of the features that depend on one word, as far as they have been asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct SumTable {
    /// For each word and part of its features, one more than the index of the sums; 0 if they are unknown.
    places: Vec<[u32; N_PARTS]>,
    sums: Vec<Sums>,
}

impl SumTable {
    /// Makes room for the sums of `n_words` words.
    pub(super) fn resize(&mut self, n_words: usize) {
        self.places.resize(n_words, [0; N_PARTS]);
    }

    /// Returns the sums of a part of the features of a token, which `sum` computes when they are first asked for.
    #[inline]
    pub(super) fn get(
        &mut self,
        part: WordPart,
        token: &Token<'_>,
        sum: impl FnOnce(WordPart, &Word) -> Sums,
    ) -> &Sums {
        let place = &mut self.places[token.number as usize][part_number(part)];
        if *place == 0 {
            self.sums.push(sum(part, token.word));
            *place = u32::try_from(self.sums.len()).expect("a text has less than 2^28 words");
        }
        &self.sums[*place as usize - 1]
    }
}

#[inline]
fn part_number(part: WordPart) -> usize {
    let case = |case: u64| usize::try_from(case).unwrap_or(0).min(N_CASES - 1);
    match part {
        WordPart::SecondBefore => 0,
        WordPart::Own => 1,
        WordPart::SecondAfter => 2,
        WordPart::Before(of) => 3 + case(of),
        WordPart::After(of) => 3 + N_CASES + case(of),
    }
}

/// Scratches that wait for the next text: as many as texts were read at once.
#[derive(Debug, Default)]
pub(super) struct ScratchPool(Mutex<Vec<Scratch>>);

impl ScratchPool {
    /// Returns a scratch that waits, or a new one. Waits for no other thread: the lock may be held for ever by a thread
    /// that a forked process does not have.
    pub(super) fn take(&self) -> Scratch {
        let waiting = self.0.try_lock().ok();
        waiting
            .and_then(|mut waiting| waiting.pop())
            .unwrap_or_default()
    }

    /// Keeps a scratch for the next text, unless it has grown large.
    pub(super) fn put_back(&self, mut scratch: Scratch) {
        if scratch.scored.n_tokens() > MAX_TOKENS {
            scratch.scored = ScoredText::default();
        }
        if scratch.words.len() <= MAX_WORDS
            && let Ok(mut waiting) = self.0.try_lock()
        {
            waiting.push(scratch);
        }
    }
}
