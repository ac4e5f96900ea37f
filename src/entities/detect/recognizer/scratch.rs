//! What is computed once for each distinct word, and kept for the next text.

use std::sync::Mutex;

use super::features::{MAX_FEATURES, Token, WordPart};
use super::words::{N_CASES, Word, WordTable};

/// Words are forgotten after a text if there are more.
const MAX_WORDS: usize = 16_384;

/// The number of tags whose scores are added in one vectorised step.
pub(super) const LANES: usize = 16;

/// A sum of weights for each tag.
pub(super) type Sums = [i16; LANES];

/// The number of different [`WordPart`]s.
const N_PARTS: usize = 3 + 2 * N_CASES;

/// The sums of the weights of the features that depend on one word.
#[derive(Clone, Debug)]
struct WordSums {
    /// The parts that have been summed, one bit each.
    known: u16,
    parts: [Sums; N_PARTS],
}

const NO_SUMS: WordSums = WordSums {
    known: 0,
    parts: [[0; LANES]; N_PARTS],
};

/// The words of one text and of texts before it, with their sums.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) words: WordTable,
    pub(super) sums: SumTable,
    pub(super) features: FeatureBuffer,
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

/// For each word of a table, the sums of weights computed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct SumTable(Vec<WordSums>);

impl SumTable {
    /// Makes room for the sums of `n_words` words.
    pub(super) fn resize(&mut self, n_words: usize) {
        self.0.resize(n_words, NO_SUMS);
    }

    /// Returns the sums of a part of the features of a token, which `sum` computes when they are first asked for.
    #[inline]
    pub(super) fn get(
        &mut self,
        part: WordPart,
        token: &Token<'_>,
        sum: impl FnOnce(WordPart, &Word) -> Sums,
    ) -> &Sums {
        let number = part_number(part);
        let word = &mut self.0[token.number as usize];
        if word.known >> number & 1 == 0 {
            word.parts[number] = sum(part, token.word);
            word.known |= 1 << number;
        }
        &word.parts[number]
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
    pub(super) fn put_back(&self, scratch: Scratch) {
        if scratch.words.len() <= MAX_WORDS
            && let Ok(mut waiting) = self.0.try_lock()
        {
            waiting.push(scratch);
        }
    }
}
