//! Terms and their ids.
//!
//! A hash table designed for short keys. A term of up to 16 bytes is stored in its slot, so a lookup touches one cache
//! line. Longer terms are compared by a 64-bit hash and then by their bytes.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::span::Span;

/// The id of a term in a [`Vocabulary`].
pub type TermId = u32;

/// Distinct terms, numbered in order of first occurrence.
///
/// All terms are stored in one buffer; a term costs its bytes plus 46 to 85 bytes. The hash is seeded randomly for
/// every vocabulary, so no text can be constructed that makes it slow, and no result of the crate depends on its order.
///
/// ```
/// use lexicount::counts::Vocabulary;
///
/// let mut vocabulary = Vocabulary::default();
/// assert_eq!(vocabulary.intern("fire"), 0);
/// assert_eq!(vocabulary.intern("moscow"), 1);
/// assert_eq!(vocabulary.intern("fire"), 0);
/// assert_eq!(vocabulary.id("kerman"), None);
/// ```
#[derive(Clone, Debug)]
pub struct Vocabulary {
    bytes: String,
    /// The end of each term in `bytes`.
    ends: Vec<usize>,
    /// The number of slots is a power of two; at most five eighths are occupied.
    slots: Vec<Slot>,
    seeds: [u64; 2],
}

/// A slot of the table: a key and the id of its term, in 24 bytes.
#[derive(Clone, Copy, Debug)]
struct Slot {
    low: u64,
    high: u64,
    length: u32,
    id: TermId,
}

impl Slot {
    #[inline]
    fn key(self) -> Key {
        Key {
            low: self.low,
            high: self.high,
            length: self.length,
        }
    }
}

/// The key of a term. Equal keys of short terms mean equal terms; long terms with equal keys must be compared by their
/// bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    /// The bytes of a short term, padded with zeros; for a long term, its hash and its length. (Two integers instead of
    /// an array: an array would go through memory.)
    pub(crate) low: u64,
    pub(crate) high: u64,
    /// The length of a short term; [`LONG`] for long terms.
    pub(crate) length: u32,
}

impl Key {
    /// Return the key of the short term at `start..end` of a text.
    #[inline]
    pub(crate) fn of_span(text: &[u8], start: usize, end: usize) -> Self {
        let length = end - start;
        debug_assert!(length <= MAX_SHORT, "a short term");
        let [low, high] = match text[start..].first_chunk::<MAX_SHORT>() {
            Some(bytes) => halves(u128::from_le_bytes(*bytes)),
            None => tail_parts(&text[start..end]),
        };
        let [low_mask, high_mask] = MASKS[length % MASKS.len()];
        Self {
            low: low & low_mask,
            high: high & high_mask,
            length: u32::try_from(length).unwrap_or(LONG),
        }
    }

    /// Return true if all bytes are ASCII.
    #[inline]
    pub(crate) fn is_ascii(self) -> bool {
        (self.low | self.high) & HIGH_BITS == 0
    }

    /// Return the key of an ASCII term with the case bit of uppercase letters set as in `case`: [`LOWERCASE_BITS`], or
    /// 0 for no change.
    #[inline]
    pub(crate) fn with_case(self, case: u64) -> Self {
        Self {
            low: self.low | uppercase_bits(self.low) & case,
            high: self.high | uppercase_bits(self.high) & case,
            length: self.length,
        }
    }

    fn bytes(self) -> [u8; MAX_SHORT] {
        (u128::from(self.low) | u128::from(self.high) << 64).to_le_bytes()
    }
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// For each length, the mask of this many bytes.
static MASKS: [[u64; 2]; MAX_SHORT + 1] = masks();

const fn masks() -> [[u64; 2]; MAX_SHORT + 1] {
    let mut masks = [[0; 2]; MAX_SHORT + 1];
    let mut length = 1;
    while length <= MAX_SHORT {
        masks[length] = halves(u128::MAX >> (8 * (MAX_SHORT - length)));
        length += 1;
    }
    masks
}

/// The bits that turn uppercase letters into lowercase letters.
pub(crate) const LOWERCASE_BITS: u64 = HIGH_BITS >> 2;

/// Return the case bit of each uppercase letter among eight ASCII bytes: adding the offsets sets the highest bit of a
/// byte from `A` on, and after `Z`. Meaningless for other bytes.
#[inline]
const fn uppercase_bits(bytes: u64) -> u64 {
    const ONES: u64 = HIGH_BITS >> 7;
    let from_a = bytes.wrapping_add((0x80 - b'A' as u64) * ONES);
    let after_z = bytes.wrapping_add((0x7F - b'Z' as u64) * ONES);
    ((from_a ^ after_z) & HIGH_BITS) >> 2
}

/// The id of a free slot.
const FREE: TermId = TermId::MAX;
const LONG: u32 = u32::MAX;
/// Maximum length in bytes of a term stored in its slot.
pub(crate) const MAX_SHORT: usize = 16;
/// Few, since each of a million groups may have a vocabulary.
const MIN_SLOTS: usize = 4;
/// Number of terms looked up together.
const BATCH: usize = 64;

impl Default for Vocabulary {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            bytes: String::new(),
            ends: Vec::new(),
            slots: Vec::new(),
            seeds: [random.hash_one(0_u8), random.hash_one(1_u8)],
        }
    }
}

impl Vocabulary {
    /// Return a vocabulary without terms whose hashes are those of this one.
    pub(super) fn emptied(&self) -> Self {
        Self {
            bytes: String::new(),
            ends: Vec::new(),
            slots: Vec::new(),
            seeds: self.seeds,
        }
    }

    /// Release the memory that is reserved for more terms.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Return the number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Return true if there are no terms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Return the term with the given id.
    ///
    /// # Panics
    ///
    /// If there is no such id.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.bytes[start..self.ends[id]]
    }

    /// Return the id of a term, or `None` if it is not in the vocabulary.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        if self.slots.is_empty() {
            return None;
        }
        let (key, hash) = self.key(term);
        let (_, id) = self.find(term, key, hash);
        (id != FREE).then_some(id)
    }

    /// Return the id of a term, adding it if it is new.
    ///
    /// # Panics
    ///
    /// At 2^32 - 1 distinct terms.
    #[inline]
    pub fn intern(&mut self, term: &str) -> TermId {
        self.reserve();
        let (key, hash) = self.key(term);
        let (slot_index, id) = self.find(term, key, hash);
        if id == FREE {
            self.add(term, key, slot_index)
        } else {
            id
        }
    }

    /// Return the id of the term with a short key, adding it if it is new.
    #[inline]
    pub(super) fn intern_short(&mut self, key: Key, hash: u64) -> TermId {
        if !self.slots.is_empty() {
            let slot_index = slot_of(hash) & (self.slots.len() - 1);
            let slot = self.slots[slot_index];
            if slot.key() == key && slot.id != FREE {
                return slot.id;
            }
        }
        self.intern_probing(key, hash)
    }

    /// The same if the term is not in the first slot of its key.
    #[inline(never)]
    fn intern_probing(&mut self, key: Key, hash: u64) -> TermId {
        self.reserve();
        let (slot_index, id) = self.find("", key, hash);
        if id == FREE {
            let bytes = key.bytes();
            let term = &bytes[..key.length as usize];
            self.add(
                std::str::from_utf8(term).expect("the bytes of a term"),
                key,
                slot_index,
            )
        } else {
            id
        }
    }

    /// Reserve a slot for one more term.
    #[inline]
    fn reserve(&mut self) {
        if 8 * self.ends.len() >= 5 * self.slots.len() {
            self.grow();
        }
    }

    /// Append the ids of terms within one text to `ids`; the same as [`intern`](Self::intern) of each.
    ///
    /// Keys are computed in batches before any is looked up, so that lookups do not wait for each other.
    pub(crate) fn intern_all(&mut self, text: &str, terms: &[Span], ids: &mut Vec<TermId>) {
        let mut found = [(Key::default(), 0); BATCH];
        for terms in terms.chunks(BATCH) {
            for (&term, found) in terms.iter().zip(&mut found) {
                *found = self.key_within(text, term);
            }
            for (&term, &(key, hash)) in terms.iter().zip(&found) {
                ids.push(if key.length == LONG {
                    self.intern(term.slice(text))
                } else {
                    self.intern_short(key, hash)
                });
            }
        }
    }

    /// The same as [`id`](Self::id) for a term within a longer text.
    #[inline]
    pub(crate) fn id_within(&self, text: &str, term: Span) -> Option<TermId> {
        if self.slots.is_empty() {
            return None;
        }
        let (key, hash) = self.key_within(text, term);
        let (_, id) = self.find(term.slice(text), key, hash);
        (id != FREE).then_some(id)
    }

    /// Return the key of a term within a longer text, and its hash.
    #[inline]
    fn key_within(&self, text: &str, term: Span) -> (Key, u64) {
        if term.len() > MAX_SHORT {
            return self.long_key(term.slice(text).as_bytes());
        }
        let key = Key::of_span(text.as_bytes(), term.start, term.end);
        (key, self.hash(key))
    }

    /// Return the ids of all terms, in code-point order of the terms.
    ///
    /// Most comparisons are decided by the first eight bytes, compared as one integer.
    pub(crate) fn sorted(&self) -> Vec<TermId> {
        let mut keys: Vec<(u64, TermId)> = self.terms().map(first_bytes).zip(0..).collect();
        keys.sort_unstable_by(|one, other| {
            let rest = || self.term(one.1).cmp(self.term(other.1));
            one.0.cmp(&other.0).then_with(rest)
        });
        keys.into_iter().map(|(_, id)| id).collect()
    }

    /// Iterate over all terms, in order of their ids.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends
            .iter()
            .map(move |&end| &self.bytes[std::mem::replace(&mut start, end)..end])
    }

    #[cold]
    fn add(&mut self, term: &str, key: Key, slot_index: usize) -> TermId {
        let id = TermId::try_from(self.ends.len()).unwrap_or(FREE);
        assert!(id != FREE, "fewer than 2^32 - 1 distinct terms");
        self.slots[slot_index] = Slot {
            low: key.low,
            high: key.high,
            length: key.length,
            id,
        };
        self.bytes.push_str(term);
        self.ends.push(self.bytes.len());
        id
    }

    /// Return the slot of a term and its id, or the free slot where it belongs. `term` is read only if its key does not
    /// determine it.
    #[inline]
    fn find(&self, term: &str, key: Key, hash: u64) -> (usize, TermId) {
        let last = self.slots.len() - 1;
        let mut slot_index = slot_of(hash) & last;
        loop {
            let slot = self.slots[slot_index];
            if slot.id == FREE
                || (slot.key() == key && (key.length != LONG || self.term(slot.id) == term))
            {
                return (slot_index, slot.id);
            }
            slot_index = (slot_index + 1) & last;
        }
    }

    #[inline]
    fn key(&self, term: &str) -> (Key, u64) {
        let bytes = term.as_bytes();
        if bytes.len() > MAX_SHORT {
            return self.long_key(bytes);
        }
        let [low, high] = short_parts(bytes);
        let key = Key {
            low,
            high,
            length: u32::try_from(bytes.len()).unwrap_or(LONG),
        };
        (key, self.hash(key))
    }

    #[inline]
    fn long_key(&self, bytes: &[u8]) -> (Key, u64) {
        let key = Key {
            low: self.long_hash(bytes),
            high: bytes.len() as u64,
            length: LONG,
        };
        (key, self.hash(key))
    }

    /// Return one integer, so that the keys of short terms need not go through memory.
    #[cold]
    fn long_hash(&self, bytes: &[u8]) -> u64 {
        let mut hasher = foldhash::fast::FixedState::with_seed(self.seeds[0]).build_hasher();
        hasher.write(bytes);
        hasher.finish()
    }

    /// Fold the two halves of a product into one: Wang Yi's wyhash.
    #[inline]
    pub(super) fn hash(&self, key: Key) -> u64 {
        let low = key.low ^ self.seeds[0];
        let high = key.high ^ self.seeds[1] ^ u64::from(key.length);
        let product = u128::from(low) * u128::from(high);
        let [low, high] = halves(product);
        low ^ high
    }

    #[cold]
    fn grow(&mut self) {
        let free = Slot {
            low: 0,
            high: 0,
            length: 0,
            id: FREE,
        };
        let n_slots = (2 * self.slots.len()).max(MIN_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![free; n_slots]);
        for slot in old.into_iter().filter(|slot| slot.id != FREE) {
            let mut slot_index = slot_of(self.hash(slot.key())) & (n_slots - 1);
            while self.slots[slot_index].id != FREE {
                slot_index = (slot_index + 1) & (n_slots - 1);
            }
            self.slots[slot_index] = slot;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only the lowest bits choose a slot"
)]
#[inline]
const fn slot_of(hash: u64) -> usize {
    hash as usize
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves of a number"
)]
#[inline]
const fn halves(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

/// The same at the end of a text, where fewer than sixteen bytes can be loaded.
#[cold]
fn tail_parts(term: &[u8]) -> [u64; 2] {
    short_parts(term)
}

/// Return the bytes of a short term as two integers, padded with zeros; with a few overlapping loads rather than byte
/// by byte.
#[inline]
fn short_parts(bytes: &[u8]) -> [u64; 2] {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        let padding_bits = 8 * (MAX_SHORT - length);
        let last = u64::from_le_bytes(*last);
        // A shift by 64 bits has no effect on the processor; of eight bytes nothing remains for the second integer.
        let high = if padding_bits == 64 {
            0
        } else {
            last >> padding_bits
        };
        return [u64::from_le_bytes(*first), high];
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
        return [u64::from(u32::from_le_bytes(*first)) | last, 0];
    }
    let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
    match length {
        0 => [0, 0],
        _ => [byte(0) | byte(length / 2) | byte(length - 1), 0],
    }
}

/// Return the first eight bytes of a term, padded with zeros, as an integer that sorts in the same order.
pub(super) fn first_bytes(term: &str) -> u64 {
    let term = term.as_bytes();
    if let Some(bytes) = term.first_chunk() {
        return u64::from_be_bytes(*bytes);
    }
    let mut bytes = [0; 8];
    bytes[..term.len()].copy_from_slice(term);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn terms_are_numbered_like_a_map(terms in prop::collection::vec("[ab\u{0}é]{0,3}|[a-c]{0,40}|.{0,20}", 0..400)) {
            let mut vocabulary = Vocabulary::default();
            let mut plain: HashMap<&str, TermId> = HashMap::new();
            for term in &terms {
                prop_assert_eq!(vocabulary.id(term), plain.get(term.as_str()).copied());
                let next = TermId::try_from(plain.len()).unwrap();
                let id = *plain.entry(term).or_insert(next);
                let text = format!("x{term}, and more than sixteen bytes");
                let within = Span::new(1, 1 + term.len());
                prop_assert_eq!(vocabulary.id_within(&text, within).is_some(), id < next);
                let part = if id.is_multiple_of(2) { text.as_str() } else { &text[..within.end] };
                let mut ids = Vec::new();
                vocabulary.intern_all(part, &[within, within], &mut ids);
                prop_assert_eq!(ids, [id, id]);
                prop_assert_eq!(vocabulary.id_within(part, within), Some(id));
                prop_assert_eq!(vocabulary.intern(term), id);
                prop_assert_eq!(vocabulary.term(id), term);
            }
            prop_assert_eq!(vocabulary.len(), plain.len());
            for (id, term) in vocabulary.terms().enumerate() {
                prop_assert_eq!(plain[term] as usize, id);
            }
        }

        #[test]
        fn short_keys_are_the_bytes_of_the_term(term in "[\u{0}-\u{ff}]{0,8}") {
            let mut padded = [0; MAX_SHORT];
            padded[..term.len()].copy_from_slice(term.as_bytes());
            let plain = u128::from_le_bytes(padded);
            prop_assert_eq!(short_parts(term.as_bytes()), halves(plain));
        }

        #[test]
        fn keys_of_spans_equal_keys_of_terms(before in "[aé]{0,9}", term in "[@-\\[`-\\{]{0,16}|é{0,8}", after in "[aé]{0,9}") {
            let text = [&*before, &*term, &*after].concat();
            let (start, end) = (before.len(), before.len() + term.len());
            let vocabulary = Vocabulary::default();
            let key = Key::of_span(text.as_bytes(), start, end);
            prop_assert_eq!(key, vocabulary.key(&term).0);
            prop_assert_eq!(key.is_ascii(), term.is_ascii());
            if term.is_ascii() {
                prop_assert_eq!(key.with_case(0), key);
                prop_assert_eq!(key.with_case(LOWERCASE_BITS), vocabulary.key(&term.to_ascii_lowercase()).0);
            }
        }

        #[test]
        fn short_keys_intern_like_terms(terms in prop::collection::vec("[a-c\u{0}]{0,3}|[a-cé]{0,8}", 0..400)) {
            let (mut by_key, mut by_term) = (Vocabulary::default(), Vocabulary::default());
            for term in &terms {
                let key = Key::of_span(term.as_bytes(), 0, term.len());
                let hash = by_key.hash(key);
                prop_assert_eq!(by_key.intern_short(key, hash), by_term.intern(term));
            }
            prop_assert!(by_key.terms().eq(by_term.terms()));
        }
    }
}
