//! The hash table of the words of all names, and the filters in front of it.
//!
//! A word of up to 16 bytes is stored in its slot, so a lookup touches one cache line. Hashes have fixed seeds, because
//! the table is saved in files. Text never modifies the table, so no text can degrade it.

use super::compiled::{index_of, u32_at, u64_at};
use crate::counts::{Key, LOWERCASE_BITS, MAX_SHORT};
use crate::span::Span;
use crate::tokens::Normalizer;

/// The id of a word of some name; the ids of joints follow those of the words.
pub(super) type WordId = u32;

/// The id of a word that is in no name.
pub(super) const UNKNOWN: WordId = u32::MAX;

/// The length of a slot in bytes: low, high, length, id.
pub(super) const SLOT_LEN: usize = 24;

/// The length value of words of more than [`MAX_SHORT`] bytes.
const LONG: u32 = u32::MAX;

const SEEDS: [u64; 3] = [
    0x9e37_79b9_7f4a_7c15,
    0xd1b5_4a32_d192_ed03,
    0xa076_1d64_78bd_642f,
];

/// A case-folded word with its hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) key: Key,
    pub(super) hash: u64,
}

impl Word {
    /// Hashes a case-folded word.
    pub(super) fn of(folded: &str) -> Self {
        let bytes = folded.as_bytes();
        let key = if bytes.len() <= MAX_SHORT {
            Key::of_span(bytes, 0, bytes.len())
        } else {
            Key {
                low: long_hash(bytes),
                high: bytes.len() as u64,
                length: LONG,
            }
        };
        Self::of_key(key)
    }

    #[inline]
    pub(super) fn of_key(key: Key) -> Self {
        Self {
            key,
            hash: hash(key),
        }
    }

    #[inline]
    pub(super) fn is_long(&self) -> bool {
        self.key.length == LONG
    }
}

/// Multiplies and folds the halves of the product, as in Wang Yi's wyhash.
#[inline]
fn fold_product(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of a number"
    )]
    let halves = (product as u64, (product >> 64) as u64);
    halves.0 ^ halves.1
}

#[inline]
fn hash(key: Key) -> u64 {
    fold_product(
        key.low ^ SEEDS[0],
        key.high ^ SEEDS[1] ^ u64::from(key.length),
    )
}

fn long_hash(bytes: &[u8]) -> u64 {
    let mut hash = SEEDS[2] ^ bytes.len() as u64;
    let (whole, rest) = bytes.as_chunks::<8>();
    for chunk in whole {
        hash = fold_product(hash ^ u64::from_le_bytes(*chunk), SEEDS[0]);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold_product(hash ^ u64::from_le_bytes(last), SEEDS[1])
}

/// Hashes two consecutive words.
#[inline]
pub(super) fn pair_hash(first: u64, second: u64) -> u64 {
    (first ^ second.rotate_left(32)).wrapping_mul(SEEDS[0])
}

/// The word can be a name on its own, or must be looked up for another reason.
pub(super) const WHOLE: u64 = 1;
/// The word can begin a longer name.
pub(super) const LONGER: u64 = 2;
/// The number of filter bits per hash.
const CELL: usize = 2;
const CELLS_PER_NUMBER: usize = 64 / CELL;

/// A Bloom-style filter with two bits per hash; it can give false positives.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filter<'g> {
    bits: &'g [[u8; 8]],
    /// The shift from a hash to its cell.
    shift: u32,
}

impl<'g> Filter<'g> {
    /// Creates a filter over a power of two of 64-bit words.
    pub(super) fn new(bits: &'g [[u8; 8]]) -> Self {
        Self {
            bits,
            shift: shift_of(bits.len()),
        }
    }

    /// Returns the bits of a hash.
    #[inline]
    pub(super) fn cell(&self, hash: u64) -> u64 {
        let cell = place_of(hash, self.shift);
        let bits = self
            .bits
            .get(cell / CELLS_PER_NUMBER)
            .copied()
            .unwrap_or_default();
        u64::from_le_bytes(bits) >> (CELL * (cell % CELLS_PER_NUMBER)) & (WHOLE | LONGER)
    }
}

/// A Bloom-style filter with one bit per hash; it can give false positives.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BitFilter<'g> {
    bits: &'g [[u8; 8]],
    /// The shift from a hash to its bit.
    shift: u32,
}

impl<'g> BitFilter<'g> {
    /// Creates a filter over a power of two of 64-bit words.
    pub(super) fn new(bits: &'g [[u8; 8]]) -> Self {
        Self {
            bits,
            shift: shift_of(bits.len()) - 1,
        }
    }

    #[inline]
    pub(super) fn has(&self, hash: u64) -> bool {
        let bit = place_of(hash, self.shift);
        let bits = self.bits.get(bit / 64).copied().unwrap_or_default();
        u64::from_le_bytes(bits) >> (bit % 64) & 1 == 1
    }
}

/// Returns the shift from a hash to its cell for this many 64-bit words.
fn shift_of(n_numbers: usize) -> u32 {
    64 - (n_numbers.max(1) * CELLS_PER_NUMBER).trailing_zeros()
}

#[expect(clippy::cast_possible_truncation, reason = "a few dozen bits are left")]
#[inline]
fn place_of(hash: u64, shift: u32) -> usize {
    (hash >> shift) as usize
}

/// A filter under construction, with `cells_each` cells per member and at most 2^25 cells.
#[derive(Debug)]
pub(super) struct FilterBuilder {
    pub(super) bits: Vec<u64>,
    shift: u32,
}

impl FilterBuilder {
    pub(super) fn new(n_members: usize, cells_each: usize) -> Self {
        let n_cells = (n_members * cells_each)
            .next_power_of_two()
            .clamp(1 << 10, 1 << 25);
        let n_numbers = n_cells / CELLS_PER_NUMBER;
        Self {
            bits: vec![0; n_numbers],
            shift: shift_of(n_numbers),
        }
    }

    /// Sets a single bit, for a [`BitFilter`].
    pub(super) fn add_bit(&mut self, hash: u64) {
        let bit = place_of(hash, self.shift - 1);
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    pub(super) fn add(&mut self, hash: u64, bits: u64) {
        let cell = place_of(hash, self.shift);
        self.bits[cell / CELLS_PER_NUMBER] |= bits << (CELL * (cell % CELLS_PER_NUMBER));
    }
}

/// The serialized hash table of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'g> {
    slots: &'g [[u8; SLOT_LEN]],
    /// The bytes of words too long for a slot.
    long: &'g [u8],
}

impl<'g> Words<'g> {
    /// The number of slots must be a power of two, with one of them free.
    pub(super) fn new(slots: &'g [[u8; SLOT_LEN]], long: &'g [u8]) -> Self {
        Self { slots, long }
    }

    /// Returns the id of a word that fits in a slot.
    #[inline]
    pub(super) fn short_id(&self, word: Word) -> WordId {
        let mask = self.slots.len().wrapping_sub(1);
        let Some(slot) = self.slots.get(slot_of(word.hash) & mask) else {
            return UNKNOWN;
        };
        let (key, id) = read_slot(slot);
        if key == word.key || id == UNKNOWN {
            return id;
        }
        self.id(word, "")
    }

    /// Returns the id of a word; `folded` is compared if the word is long.
    #[inline(never)]
    pub(super) fn id(&self, word: Word, folded: &str) -> WordId {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = slot_of(word.hash) & mask;
        for _ in 0..self.slots.len() {
            let (key, id) = read_slot(&self.slots[place]);
            if id == UNKNOWN {
                return UNKNOWN;
            }
            let is_same = if word.is_long() {
                key.length == LONG && key.low == word.key.low && self.long(key) == folded.as_bytes()
            } else {
                key == word.key
            };
            if is_same {
                return id;
            }
            place = (place + 1) & mask;
        }
        UNKNOWN
    }

    /// Returns the bytes of a long word, from the offset and length in its slot.
    fn long(&self, key: Key) -> &'g [u8] {
        let (start, length) = (key.high >> 32, key.high & u64::from(u32::MAX));
        let end = start.saturating_add(length);
        self.long
            .get(index_of(start)..index_of(end))
            .unwrap_or_default()
    }
}

#[inline]
fn read_slot(slot: &[u8; SLOT_LEN]) -> (Key, WordId) {
    let key = Key {
        low: u64_at(slot, 0),
        high: u64_at(slot, 8),
        length: u32_at(slot, 16),
    };
    (key, u32_at(slot, 20))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only the lowest bits choose a slot"
)]
#[inline]
const fn slot_of(hash: u64) -> usize {
    hash as usize
}

/// A hash table of words under construction.
#[derive(Debug)]
pub(super) struct WordsBuilder {
    pub(super) slots: Vec<u8>,
    pub(super) long: Vec<u8>,
    n_slots: usize,
}

impl WordsBuilder {
    /// Creates a table for `n_words` words with a load factor of at most 5/8.
    pub(super) fn new(n_words: usize) -> Self {
        let n_slots = (8 * n_words).div_ceil(5).next_power_of_two().max(8);
        let mut free = [0; SLOT_LEN];
        free[20..].copy_from_slice(&UNKNOWN.to_le_bytes());
        Self {
            slots: free.repeat(n_slots),
            long: Vec::new(),
            n_slots,
        }
    }

    /// Adds a word that is not in the table yet.
    pub(super) fn add(&mut self, folded: &str, word: Word, id: WordId) {
        let mut high = word.key.high;
        if word.is_long() {
            high = (self.long.len() as u64) << 32 | folded.len() as u64;
            self.long.extend_from_slice(folded.as_bytes());
        }
        let mut place = slot_of(word.hash) & (self.n_slots - 1);
        while u32_at(&self.slots, place * SLOT_LEN + 20) != UNKNOWN {
            place = (place + 1) & (self.n_slots - 1);
        }
        let slot = &mut self.slots[place * SLOT_LEN..(place + 1) * SLOT_LEN];
        slot[..8].copy_from_slice(&word.key.low.to_le_bytes());
        slot[8..16].copy_from_slice(&high.to_le_bytes());
        slot[16..20].copy_from_slice(&word.key.length.to_le_bytes());
        slot[20..].copy_from_slice(&id.to_le_bytes());
    }
}

/// A token of a text, ready to be looked up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    pub(super) word: Word,
    /// The first letter is uppercase.
    pub(super) is_upper: bool,
}

impl Read {
    /// Reads an ASCII token of up to 16 bytes.
    #[expect(
        clippy::inline_always,
        reason = "the hottest loop: as a call, the answer would go through memory"
    )]
    #[inline(always)]
    pub(super) fn short(text: &str, span: Span) -> Option<Self> {
        if span.len() > MAX_SHORT {
            return None;
        }
        let key = Key::of_span(text.as_bytes(), span.start, span.end);
        if !key.is_ascii() {
            return None;
        }
        let folded = key.with_case(LOWERCASE_BITS);
        Some(Self {
            word: Word::of_key(folded),
            // Folding can change only the case bit of the first byte.
            is_upper: (key.low ^ folded.low) & 0xFF != 0,
        })
    }
}

/// The size of the cache of non-ASCII tokens.
const REMEMBERED: usize = 1 << 10;

/// Folds and hashes tokens: ASCII of up to 16 bytes in registers, others with the normalizer and a cache.
#[derive(Debug)]
pub(super) struct WordReader {
    buffer: String,
    /// What was read before, in the place of its hash.
    remembered: Vec<(Key, Read)>,
}

impl Default for WordReader {
    fn default() -> Self {
        Self {
            buffer: String::new(),
            remembered: vec![Default::default(); REMEMBERED],
        }
    }
}

impl WordReader {
    /// Reads the token at `span`.
    #[inline]
    pub(super) fn read(&mut self, text: &str, span: Span) -> Read {
        match Read::short(text, span) {
            Some(read) => read,
            None => self.other(text, span),
        }
    }

    /// Reads a token that is long or not ASCII.
    #[inline(never)]
    pub(super) fn other(&mut self, text: &str, span: Span) -> Read {
        if span.len() > MAX_SHORT {
            return self.long(text, span);
        }
        self.remember(
            text,
            span,
            Key::of_span(text.as_bytes(), span.start, span.end),
        )
    }

    /// Returns the id of a token read at `span`.
    #[inline]
    pub(super) fn id_of(
        &mut self,
        words: &Words<'_>,
        word: Word,
        text: &str,
        span: Span,
    ) -> WordId {
        if word.is_long() {
            let folded = Normalizer::default().term(span.slice(text), &mut self.buffer);
            return words.id(word, folded);
        }
        words.short_id(word)
    }

    fn remember(&mut self, text: &str, span: Span, key: Key) -> Read {
        let place = slot_of(hash(key)) % REMEMBERED;
        if self.remembered[place].0 == key {
            return self.remembered[place].1;
        }
        let read = self.long(text, span);
        self.remembered[place] = (key, read);
        read
    }

    #[cold]
    fn long(&mut self, text: &str, span: Span) -> Read {
        let token = span.slice(text);
        let folded = Normalizer::default().term(token, &mut self.buffer);
        Read {
            word: Word::of(folded),
            is_upper: token.starts_with(char::is_uppercase),
        }
    }
}
