//! What is computed once for each distinct word, and kept for the next text.

use super::crf::{ForwardBackward, Viterbi};
use super::features::{MAX_FEATURES, N_PLACES, N_STYLES, WordPart};
use super::scored::ScoredText;
use super::words::{N_CASES, WordTable};

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

/// The number of sums of a word.
const N_OF_WORD: usize = 3 + 2 * N_CASES + N_STYLES;

/// The number of sums that depend on no word.
const N_GENERAL: usize = N_PLACES + N_CASES;

/// Some features of a token, whose weights are added once.
#[derive(Clone, Copy, Debug)]
pub(super) enum Summed {
    /// Those that depend on a word alone.
    Word(u32, WordPart),
    /// Those [`On::Style`](super::features::On), by the word and the style.
    Style(u32, usize),
    /// Those [`On::Place`](super::features::On), by the place.
    Place(usize),
    /// Those [`On::Phrases`](super::features::On) of a token far from any, by the case of its word.
    NoPhrases(u64),
}

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

impl Scratch {
    /// Returns what is kept for the next text: nothing that has grown large.
    pub(super) fn for_next_text(mut self) -> Self {
        if self.words.len() > MAX_WORDS {
            return Self::default();
        }
        if self.scored.n_tokens() > MAX_TOKENS {
            self.scored = ScoredText::default();
        }
        self
    }
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

/// Sums of weights, as far as they have been asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct SumTable {
    /// For each word, and before that for what depends on no word, one more than the indices of the sums; 0 if they are
    /// unknown.
    indices: Vec<u32>,
    sums: Vec<Sums>,
}

impl SumTable {
    /// Makes room for the sums of `n_words` words.
    pub(super) fn resize(&mut self, n_words: usize) {
        self.indices.resize(N_GENERAL + n_words * N_OF_WORD, 0);
    }

    /// Returns the sums of some features, which `sum` computes when they are first asked for.
    #[inline]
    pub(super) fn get(&mut self, summed: Summed, sum: impl FnOnce() -> Sums) -> &Sums {
        let index = &mut self.indices[summed.number()];
        if *index == 0 {
            self.sums.push(sum());
            *index = u32::try_from(self.sums.len()).expect("a text has less than 2^27 words");
        }
        &self.sums[*index as usize - 1]
    }
}

impl Summed {
    #[inline]
    fn number(self) -> usize {
        let of_word = |word: u32, part: usize| N_GENERAL + word as usize * N_OF_WORD + part;
        match self {
            Self::Word(word, part) => of_word(word, part_number(part)),
            Self::Style(word, style) => of_word(word, 3 + 2 * N_CASES + style),
            Self::Place(place) => place,
            Self::NoPhrases(case) => N_PLACES + narrow_case(case),
        }
    }
}

#[inline]
fn part_number(part: WordPart) -> usize {
    match part {
        WordPart::SecondBefore => 0,
        WordPart::Own => 1,
        WordPart::SecondAfter => 2,
        WordPart::Before(case) => 3 + narrow_case(case),
        WordPart::After(case) => 3 + N_CASES + narrow_case(case),
    }
}

#[inline]
fn narrow_case(case: u64) -> usize {
    usize::try_from(case).unwrap_or(0).min(N_CASES - 1)
}
