//! Joined terms by the numbers of what they join.
//!
//! A term of several words is looked up by the number of its beginning and that of its last word; its string is made
//! once, when it comes for the first time, and stands in a vocabulary of its own. So two ways to one string, which there
//! are where a word holds a space itself, come to one number.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

use super::vocabulary::{TermId, Vocabulary};
use crate::tokens::{NgramRange, choose_positions};

/// The numbers of pairs of numbers.
///
/// A table of 12 bytes a slot, of which at most five eighths are taken; seeded anew each time, as a [`Vocabulary`] is.
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
    /// What stands for the two.
    id: TermId,
}

const FREE: TermId = TermId::MAX;
const FEWEST_SLOTS: usize = 64;
/// Odd, its bits evenly spread: 2^64 by the golden ratio.
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
    /// What stands for the pair, or the place to put it.
    #[inline]
    fn find(&mut self, first: TermId, second: TermId) -> Result<TermId, usize> {
        if 8 * self.len >= 5 * self.slots.len() {
            self.grow();
        }
        let last = self.slots.len() - 1;
        let mut place = self.place(first, second) & last;
        loop {
            let pair = self.slots[place];
            if pair.id == FREE {
                return Err(place);
            }
            if (pair.first, pair.second) == (first, second) {
                return Ok(pair.id);
            }
            place = (place + 1) & last;
        }
    }

    fn insert(&mut self, place: usize, first: TermId, second: TermId, id: TermId) {
        self.slots[place] = Pair { first, second, id };
        self.len += 1;
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only some of the bits choose a slot"
    )]
    fn place(&self, first: TermId, second: TermId) -> usize {
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
        let n_slots = (2 * self.slots.len()).max(FEWEST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![free; n_slots]);
        for pair in old.into_iter().filter(|pair| pair.id != FREE) {
            let mut place = self.place(pair.first, pair.second) & (n_slots - 1);
            while self.slots[place].id != FREE {
                place = (place + 1) & (n_slots - 1);
            }
            self.slots[place] = pair;
        }
    }
}

/// The number of a term that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gram {
    /// A word, among the words.
    Word(TermId),
    /// A joined term, among [`Joiner::joined`].
    Joined(TermId),
}

/// Makes joined terms of words, one after the other.
#[derive(Debug)]
pub(super) struct Joiner {
    low: usize,
    high: usize,
    skip: usize,
    joined: Vocabulary,
    /// Two words.
    twos: Pairs,
    /// A joined term and a word.
    more: Pairs,
    /// For each word that holds a space its number among the joined, for others [`FREE`].
    spaced: Vec<TermId>,
    /// The words that may still be joined, newest last; used where some are skipped.
    window: VecDeque<TermId>,
    /// For each length from 1, the neighbours of that many words which end in the last word.
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
            twos: Pairs::default(),
            more: Pairs::default(),
            spaced: Vec::new(),
            window: VecDeque::with_capacity(high + skip),
            ends: Vec::with_capacity(high),
            buffer: String::new(),
        }
    }

    /// The terms of more than one word, and those words that hold a space.
    pub(super) fn into_joined(self) -> Vocabulary {
        self.joined
    }

    /// Forgets the words so far: no term crosses this place.
    pub(super) fn cut(&mut self) {
        self.window.clear();
        self.ends.clear();
    }

    /// Adds a word and calls `found` with each term that ends in it.
    #[inline]
    pub(super) fn push(&mut self, word: TermId, words: &Vocabulary, mut found: impl FnMut(Gram)) {
        if self.low == 1 {
            found(self.single(word, words));
        }
        if self.skip > 0 {
            return self.push_skipping(word, words, &mut found);
        }
        // From the longest down: each is made of what the last word left one shorter.
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

    /// The number of the term of `n` words that begins with `first` and ends in `word`.
    #[inline]
    fn join(&mut self, n: usize, first: TermId, word: TermId, words: &Vocabulary) -> TermId {
        let pairs = if n == 2 {
            &mut self.twos
        } else {
            &mut self.more
        };
        match pairs.find(first, word) {
            Ok(id) => id,
            Err(place) => self.add(n, first, word, words, place),
        }
    }

    #[cold]
    fn add(
        &mut self,
        n: usize,
        first: TermId,
        word: TermId,
        words: &Vocabulary,
        place: usize,
    ) -> TermId {
        let (pairs, beginning) = if n == 2 {
            (&mut self.twos, words.term(first))
        } else {
            (&mut self.more, self.joined.term(first))
        };
        self.buffer.clear();
        self.buffer.push_str(beginning);
        self.buffer.push(' ');
        self.buffer.push_str(words.term(word));
        let id = self.joined.intern(&self.buffer);
        pairs.insert(place, first, word, id);
        id
    }

    /// A word by itself.
    #[inline]
    fn single(&mut self, word: TermId, words: &Vocabulary) -> Gram {
        if word as usize >= self.spaced.len() {
            self.note_spaced(words);
        }
        match self.spaced[word as usize] {
            FREE => Gram::Word(word),
            id => Gram::Joined(id),
        }
    }

    #[cold]
    fn note_spaced(&mut self, words: &Vocabulary) {
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
