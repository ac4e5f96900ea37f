//! N-grams identified by the ids of their parts.
//!
//! A term of several words is looked up by the id of its beginning and that of its last word. Its string is built once,
//! at its first occurrence, and stored in a separate vocabulary. Two ways to build one string, which exist if a word
//! contains a space, therefore lead to one id.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

use super::vocabulary::{TermId, Vocabulary};
use crate::tokens::{NgramRange, choose_positions};

/// Ids of pairs of ids.
///
/// A hash table with 12 bytes per slot, of which at most five eighths are occupied; seeded randomly, like a
/// [`Vocabulary`].
#[derive(Clone, Debug)]
struct Pairs {
    slots: Vec<Pair>,
    len: usize,
    seed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    first: TermId,
    second: TermId,
    /// The id of the pair.
    id: TermId,
}

const FREE: TermId = TermId::MAX;
const MIN_SLOTS: usize = 64;
/// An odd multiplier with evenly spread bits: 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Default for Pairs {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            len: 0,
            seed: RandomState::new().hash_one(0_u8),
        }
    }
}

impl Pairs {
    /// Return the id of the pair, or the slot where it belongs.
    #[inline]
    fn find(&mut self, first: TermId, second: TermId) -> Result<TermId, usize> {
        if 8 * self.len >= 5 * self.slots.len() {
            self.grow();
        }
        let last = self.slots.len() - 1;
        let mut slot = self.hash(first, second) & last;
        loop {
            let pair = self.slots[slot];
            if pair.id == FREE {
                return Err(slot);
            }
            if (pair.first, pair.second) == (first, second) {
                return Ok(pair.id);
            }
            slot = (slot + 1) & last;
        }
    }

    fn insert(&mut self, slot: usize, first: TermId, second: TermId, id: TermId) {
        self.slots[slot] = Pair { first, second, id };
        self.len += 1;
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only some of the bits choose a slot"
    )]
    fn hash(&self, first: TermId, second: TermId) -> usize {
        let pair = u64::from(first) << 32 | u64::from(second);
        let product = u128::from(pair ^ self.seed) * u128::from(MULTIPLIER);
        (product >> 64) as usize ^ product as usize
    }

    #[cold]
    fn grow(&mut self) {
        let free = Pair {
            first: 0,
            second: 0,
            id: FREE,
        };
        let n_slots = (2 * self.slots.len()).max(MIN_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![free; n_slots]);
        for pair in old.into_iter().filter(|pair| pair.id != FREE) {
            let mut slot = self.hash(pair.first, pair.second) & (n_slots - 1);
            while self.slots[slot].id != FREE {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = pair;
        }
    }
}

/// The id of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gram {
    /// A word, among the words.
    Word(TermId),
    /// An n-gram, among [`Joiner::joined`].
    Joined(TermId),
}

/// Builds n-grams from a stream of words.
#[derive(Debug)]
pub(super) struct Joiner {
    low: usize,
    high: usize,
    skip: usize,
    joined: Vocabulary,
    /// Pairs of two words.
    bigrams: Pairs,
    /// Pairs of an n-gram and a word.
    longer: Pairs,
    /// For each word that contains a space, its id among the n-grams; for other words, [`FREE`].
    spaced: Vec<TermId>,
    /// The words that may still be joined, newest last; used only for skip-grams.
    window: VecDeque<TermId>,
    /// For each length from 1, the n-gram of that length that ends in the last word.
    ends: Vec<TermId>,
    buffer: String,
}

impl Joiner {
    pub(super) fn new(range: NgramRange, skip: usize) -> Self {
        let (low, high) = range.bounds();
        Self {
            low,
            high,
            skip,
            joined: Vocabulary::default(),
            bigrams: Pairs::default(),
            longer: Pairs::default(),
            spaced: Vec::new(),
            window: VecDeque::with_capacity(high + skip),
            ends: Vec::with_capacity(high),
            buffer: String::new(),
        }
    }

    /// Return the terms of more than one word, and the words that contain a space.
    pub(super) fn into_joined(self) -> Vocabulary {
        self.joined
    }

    /// Forget the words so far, so that no term crosses this position.
    pub(super) fn break_here(&mut self) {
        self.window.clear();
        self.ends.clear();
    }

    /// Add a word and call `found` with each term that ends in it.
    #[inline]
    pub(super) fn push(&mut self, word: TermId, words: &Vocabulary, mut found: impl FnMut(Gram)) {
        if self.low == 1 {
            found(self.single(word, words));
        }
        if self.skip > 0 {
            return self.push_skipping(word, words, &mut found);
        }
        // From the longest to the shortest: each extends the n-gram one word shorter that ended in the previous word.
        for n in (2..=self.high.min(self.ends.len() + 1)).rev() {
            let id = self.join(n, self.ends[n - 2], word, words);
            if n >= self.low {
                found(Gram::Joined(id));
            }
            if n > self.ends.len() {
                self.ends.push(id);
            } else {
                self.ends[n - 1] = id;
            }
        }
        match self.ends.first_mut() {
            Some(first) => *first = word,
            None => self.ends.push(word),
        }
    }

    #[inline(never)]
    fn push_skipping(&mut self, word: TermId, words: &Vocabulary, found: &mut impl FnMut(Gram)) {
        if self.window.len() == self.high + self.skip {
            self.window.pop_front();
        }
        self.window.push_back(word);
        let newest = self.window.len() - 1;
        for n in self.low.max(2)..=self.high.min(self.window.len()) {
            let mut chosen = [newest; NgramRange::MAX];
            choose_positions(&mut chosen[..n], self.skip, &mut |chosen| {
                let first = self.window[chosen[0]];
                let id = (2..=n).fold(first, |id, n| {
                    self.join(n, id, self.window[chosen[n - 1]], words)
                });
                found(Gram::Joined(id));
            });
        }
    }

    /// Return the id of the term of `n` words that begins with `first` and ends in `word`.
    #[inline]
    fn join(&mut self, n: usize, first: TermId, word: TermId, words: &Vocabulary) -> TermId {
        let pairs = if n == 2 {
            &mut self.bigrams
        } else {
            &mut self.longer
        };
        match pairs.find(first, word) {
            Ok(id) => id,
            Err(slot) => self.add(n, first, word, words, slot),
        }
    }

    #[cold]
    fn add(
        &mut self,
        n: usize,
        first: TermId,
        word: TermId,
        words: &Vocabulary,
        slot: usize,
    ) -> TermId {
        let (pairs, beginning) = if n == 2 {
            (&mut self.bigrams, words.term(first))
        } else {
            (&mut self.longer, self.joined.term(first))
        };
        self.buffer.clear();
        self.buffer.push_str(beginning);
        self.buffer.push(' ');
        self.buffer.push_str(words.term(word));
        let id = self.joined.intern(&self.buffer);
        pairs.insert(slot, first, word, id);
        id
    }

    /// Return the id of a single word.
    #[inline]
    fn single(&mut self, word: TermId, words: &Vocabulary) -> Gram {
        if word as usize >= self.spaced.len() {
            self.find_spaced(words);
        }
        match self.spaced[word as usize] {
            FREE => Gram::Word(word),
            id => Gram::Joined(id),
        }
    }

    #[cold]
    fn find_spaced(&mut self, words: &Vocabulary) {
        for id in self.spaced.len()..words.len() {
            let id = TermId::try_from(id).unwrap_or(FREE);
            let word = words.term(id);
            let spaced = if word.contains(' ') {
                self.joined.intern(word)
            } else {
                FREE
            };
            self.spaced.push(spaced);
        }
    }
}
