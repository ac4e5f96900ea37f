//! Terms and their numbers.
//!
//! A table made for short keys: a term of up to 16 bytes stands in its slot whole, so that a look-up touches one line of
//! memory; longer terms are told apart by 64 bits of hash and then by their bytes.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::span::Span;

/// The number of a term in a [`Vocabulary`].
pub type TermId = u32;

/// Distinct terms, numbered in the order in which they came.
///
/// All terms stand in one buffer; a term costs its bytes and 46 to 85 bytes beside. The hash is seeded anew for every
/// vocabulary, so no text can be made that slows it down, and nothing that leaves the crate depends on its order.
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
    /// Where each term ends in `bytes`.
    ends: Vec<usize>,
    /// A power of two of them, of which at most five eighths are taken.
    slots: Vec<Slot>,
    seeds: [u64; 2],
}

/// A place of the table: a key and the number of its term, in 24 bytes.
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

/// What tells two terms apart, or tells that their bytes must.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    /// The bytes of a short term, zeros behind; of a long one its hash and its length. (Two numbers and no array: an array
    /// would go through memory.)
    pub(crate) low: u64,
    pub(crate) high: u64,
    /// The length of a short term; [`LONG`] for others.
    pub(crate) length: u32,
}

impl Key {
    /// The key of the short term that stands at `start..end` of a text.
    #[inline]
    pub(crate) fn of_span(text: &[u8], start: usize, end: usize) -> Self {
        let length = end - start;
        debug_assert!(length <= SHORT, "a short term");
        let [low, high] = match text[start..].first_chunk::<SHORT>() {
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

    /// True where all bytes are ASCII.
    #[inline]
    pub(crate) fn is_ascii(self) -> bool {
        (self.low | self.high) & HIGH_BITS == 0
    }

    /// The key of a term of ASCII with the case bit of capitals set as in `case`: [`SMALL`] or nothing.
    #[inline]
    pub(crate) fn with_case(self, case: u64) -> Self {
        Self {
            low: self.low | capitals(self.low) & case,
            high: self.high | capitals(self.high) & case,
            length: self.length,
        }
    }

    fn bytes(self) -> [u8; SHORT] {
        (u128::from(self.low) | u128::from(self.high) << 64).to_le_bytes()
    }
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// For each length, the bits of so many bytes.
static MASKS: [[u64; 2]; SHORT + 1] = masks();

const fn masks() -> [[u64; 2]; SHORT + 1] {
    let mut masks = [[0; 2]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        masks[length] = halves(u128::MAX >> (8 * (SHORT - length)));
        length += 1;
    }
    masks
}

/// The bits that make small letters of capitals.
pub(crate) const SMALL: u64 = HIGH_BITS >> 2;

/// The case bit of each capital among eight bytes of ASCII: the sums reach a byte's highest bit from `A` and behind `Z`.
/// Of other bytes it means nothing.
#[inline]
const fn capitals(bytes: u64) -> u64 {
    const ONES: u64 = HIGH_BITS >> 7;
    let from_a = bytes.wrapping_add((0x80 - b'A' as u64) * ONES);
    let behind_z = bytes.wrapping_add((0x7F - b'Z' as u64) * ONES);
    ((from_a ^ behind_z) & HIGH_BITS) >> 2
}

/// A slot that is free.
const FREE: TermId = TermId::MAX;
const LONG: u32 = u32::MAX;
/// The longest term that stands in its slot.
pub(crate) const SHORT: usize = 16;
const FEWEST_SLOTS: usize = 64;
/// So many terms are looked up together.
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
    /// The number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term of that number.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.bytes[start..self.ends[id]]
    }

    /// The number of a term, or `None` where it never came.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        if self.slots.is_empty() {
            return None;
        }
        let (key, hash) = self.key(term);
        let (_, id) = self.find(term, key, hash);
        (id != FREE).then_some(id)
    }

    /// The number of a term, a new one where it comes for the first time.
    ///
    /// # Panics
    ///
    /// At 2^32 - 1 distinct terms.
    #[inline]
    pub fn intern(&mut self, term: &str) -> TermId {
        self.reserve();
        let (key, hash) = self.key(term);
        let (place, id) = self.find(term, key, hash);
        if id == FREE {
            self.add(term, key, place)
        } else {
            id
        }
    }

    /// The number of the term that a short key stands for, as [`intern`](Self::intern) gives it.
    #[inline]
    pub(super) fn intern_short(&mut self, key: Key, hash: u64) -> TermId {
        if !self.slots.is_empty() {
            let place = slot_of(hash) & (self.slots.len() - 1);
            let slot = self.slots[place];
            if slot.key() == key && slot.id != FREE {
                return slot.id;
            }
        }
        self.intern_elsewhere(key, hash)
    }

    /// The same where the term does not stand in the first place of its key.
    #[inline(never)]
    fn intern_elsewhere(&mut self, key: Key, hash: u64) -> TermId {
        self.reserve();
        let (place, id) = self.find("", key, hash);
        if id == FREE {
            let bytes = key.bytes();
            let term = &bytes[..key.length as usize];
            self.add(
                std::str::from_utf8(term).expect("the bytes of a term"),
                key,
                place,
            )
        } else {
            id
        }
    }

    /// Makes room for one more term.
    #[inline]
    fn reserve(&mut self) {
        if 8 * self.ends.len() >= 5 * self.slots.len() {
            self.grow();
        }
    }

    /// The numbers of terms that stand in one text, put behind `ids`; the same as [`intern`](Self::intern) of each.
    ///
    /// The keys of some terms are made together before any is looked up, so that one does not wait for another.
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

    /// The same as [`id`](Self::id) for a term that stands in a longer text.
    #[inline]
    pub(crate) fn id_within(&self, text: &str, term: Span) -> Option<TermId> {
        if self.slots.is_empty() {
            return None;
        }
        let (key, hash) = self.key_within(text, term);
        let (_, id) = self.find(term.slice(text), key, hash);
        (id != FREE).then_some(id)
    }

    /// The key of a term that stands in a longer text, and its hash.
    #[inline]
    fn key_within(&self, text: &str, term: Span) -> (Key, u64) {
        if term.len() > SHORT {
            return self.long_key(term.slice(text).as_bytes());
        }
        let key = Key::of_span(text.as_bytes(), term.start, term.end);
        (key, self.hash(key))
    }

    /// The numbers of all terms, in code-point order of the terms.
    ///
    /// Most comparisons are of the first eight bytes as one number.
    pub(crate) fn sorted(&self) -> Vec<TermId> {
        let mut keys: Vec<(u64, TermId)> = self.terms().map(first_bytes).zip(0..).collect();
        keys.sort_unstable_by(|one, other| {
            let rest = || self.term(one.1).cmp(self.term(other.1));
            one.0.cmp(&other.0).then_with(rest)
        });
        keys.into_iter().map(|(_, id)| id).collect()
    }

    /// All terms, by number.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends
            .iter()
            .map(move |&end| &self.bytes[std::mem::replace(&mut start, end)..end])
    }

    #[cold]
    fn add(&mut self, term: &str, key: Key, place: usize) -> TermId {
        let id = TermId::try_from(self.ends.len()).unwrap_or(FREE);
        assert!(id != FREE, "fewer than 2^32 - 1 distinct terms");
        self.slots[place] = Slot {
            low: key.low,
            high: key.high,
            length: key.length,
            id,
        };
        self.bytes.push_str(term);
        self.ends.push(self.bytes.len());
        id
    }

    /// The slot of a term and its number, or the free slot where it belongs; `term` is read where its key does not say all.
    #[inline]
    fn find(&self, term: &str, key: Key, hash: u64) -> (usize, TermId) {
        let last = self.slots.len() - 1;
        let mut place = slot_of(hash) & last;
        loop {
            let slot = self.slots[place];
            if slot.id == FREE
                || (slot.key() == key && (key.length != LONG || self.term(slot.id) == term))
            {
                return (place, slot.id);
            }
            place = (place + 1) & last;
        }
    }

    #[inline]
    fn key(&self, term: &str) -> (Key, u64) {
        let bytes = term.as_bytes();
        if bytes.len() > SHORT {
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

    /// One number, so that the keys of short terms need not go through memory.
    #[cold]
    fn long_hash(&self, bytes: &[u8]) -> u64 {
        let mut hasher = foldhash::fast::FixedState::with_seed(self.seeds[0]).build_hasher();
        hasher.write(bytes);
        hasher.finish()
    }

    /// The two halves of a product, folded into one: Wang Yi's wyhash.
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
        let n_slots = (2 * self.slots.len()).max(FEWEST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![free; n_slots]);
        for slot in old.into_iter().filter(|slot| slot.id != FREE) {
            let mut place = slot_of(self.hash(slot.key())) & (n_slots - 1);
            while self.slots[place].id != FREE {
                place = (place + 1) & (n_slots - 1);
            }
            self.slots[place] = slot;
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

/// The same at the end of a text, where there are no sixteen bytes to load.
#[cold]
fn tail_parts(term: &[u8]) -> [u64; 2] {
    short_parts(term)
}

/// The bytes of a short term as two numbers, zeros behind; by a few loads that may overlap rather than byte by byte.
#[inline]
fn short_parts(bytes: &[u8]) -> [u64; 2] {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        let behind = 8 * (SHORT - length);
        let last = u64::from_le_bytes(*last);
        // A shift by all 64 bits is no shift to the processor; of eight bytes nothing is left for the second number.
        let high = if behind == 64 { 0 } else { last >> behind };
        return [u64::from_le_bytes(*first), high];
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
        return [u64::from(u32::from_le_bytes(*first)) | last, 0];
    }
    let place = |at: usize| u64::from(bytes[at]) << (8 * at);
    match length {
        0 => [0, 0],
        _ => [place(0) | place(length / 2) | place(length - 1), 0],
    }
}

/// The first eight bytes of a term as a number that is ordered as they are, zeros behind.
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
        fn terms_are_numbered_as_by_a_plain_map(terms in prop::collection::vec("[ab\u{0}é]{0,3}|[a-c]{0,40}|.{0,20}", 0..400)) {
            let mut vocabulary = Vocabulary::default();
            let mut plain: HashMap<&str, TermId> = HashMap::new();
            for term in &terms {
                prop_assert_eq!(vocabulary.id(term), plain.get(term.as_str()).copied());
                let next = TermId::try_from(plain.len()).unwrap();
                let id = *plain.entry(term).or_insert(next);
                let text = format!("x{term}, and more than sixteen bytes");
                let within = Span::new(1, 1 + term.len());
                prop_assert_eq!(vocabulary.id_within(&text, within).is_some(), id < next);
                let cut = if id.is_multiple_of(2) { text.as_str() } else { &text[..within.end] };
                let mut ids = Vec::new();
                vocabulary.intern_all(cut, &[within, within], &mut ids);
                prop_assert_eq!(ids, [id, id]);
                prop_assert_eq!(vocabulary.id_within(cut, within), Some(id));
                prop_assert_eq!(vocabulary.intern(term), id);
                prop_assert_eq!(vocabulary.term(id), term);
            }
            prop_assert_eq!(vocabulary.len(), plain.len());
            for (id, term) in vocabulary.terms().enumerate() {
                prop_assert_eq!(plain[term] as usize, id);
            }
        }

        #[test]
        fn short_terms_are_their_bytes(term in "[\u{0}-\u{ff}]{0,8}") {
            let mut padded = [0; SHORT];
            padded[..term.len()].copy_from_slice(term.as_bytes());
            let plain = u128::from_le_bytes(padded);
            prop_assert_eq!(short_parts(term.as_bytes()), halves(plain));
        }

        #[test]
        fn keys_of_spans_are_those_of_terms(before in "[aé]{0,9}", term in "[@-\\[`-\\{]{0,16}|é{0,8}", after in "[aé]{0,9}") {
            let text = [&*before, &*term, &*after].concat();
            let (start, end) = (before.len(), before.len() + term.len());
            let vocabulary = Vocabulary::default();
            let key = Key::of_span(text.as_bytes(), start, end);
            prop_assert_eq!(key, vocabulary.key(&term).0);
            prop_assert_eq!(key.is_ascii(), term.is_ascii());
            if term.is_ascii() {
                prop_assert_eq!(key.with_case(0), key);
                prop_assert_eq!(key.with_case(SMALL), vocabulary.key(&term.to_ascii_lowercase()).0);
            }
        }

        #[test]
        fn short_keys_intern_as_terms_do(terms in prop::collection::vec("[a-c\u{0}]{0,3}|[a-cé]{0,8}", 0..400)) {
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
