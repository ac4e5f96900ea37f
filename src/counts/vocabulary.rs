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
    parts: [u64; 2],
    length: u32,
    id: TermId,
}

impl Slot {
    #[inline]
    fn key(self) -> Key {
        Key {
            parts: self.parts,
            length: self.length,
        }
    }
}

/// What tells two terms apart, or tells that their bytes must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    /// The bytes of a short term, zeros behind; of a long one its hash and its length.
    parts: [u64; 2],
    /// The length of a short term; [`LONG`] for others.
    length: u32,
}

/// A slot that is free.
const FREE: TermId = TermId::MAX;
const LONG: u32 = u32::MAX;
/// The longest term that stands in its slot.
const SHORT: usize = 16;
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
        if 8 * self.ends.len() >= 5 * self.slots.len() {
            self.grow();
        }
        let (key, hash) = self.key(term);
        let (place, id) = self.find(term, key, hash);
        if id == FREE {
            self.add(term, key, place)
        } else {
            id
        }
    }

    /// The numbers of terms that stand in one text, put behind `ids`; the same as [`intern`](Self::intern) of each.
    ///
    /// The places of some terms are read together before any is looked at, so that one does not wait for another.
    pub(crate) fn intern_all(&mut self, text: &str, terms: &[Span], ids: &mut Vec<TermId>) {
        let mut found = [([0; 2], 0, 0); BATCH];
        for terms in terms.chunks(BATCH) {
            while 8 * (self.ends.len() + terms.len()) >= 5 * self.slots.len() {
                self.grow();
            }
            let last = self.slots.len() - 1;
            let mut read = 0;
            for (&term, found) in terms.iter().zip(&mut found) {
                let (key, hash) = self.key_within(text, term);
                let place = slot_of(hash) & last;
                read ^= self.slots[place].id;
                *found = (key.parts, key.length, place);
            }
            std::hint::black_box(read);
            for (&term, &(parts, length, place)) in terms.iter().zip(&found) {
                let key = Key { parts, length };
                let (place, id) = self.find_from(place, key, || term.slice(text));
                let id = if id == FREE {
                    self.add(term.slice(text), key, place)
                } else {
                    id
                };
                ids.push(id);
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
        let place = slot_of(hash) & (self.slots.len() - 1);
        let (_, id) = self.find_from(place, key, || term.slice(text));
        (id != FREE).then_some(id)
    }

    /// The numbers of all terms, in code-point order of the terms.
    ///
    /// Most comparisons are of the first eight bytes as one number.
    pub(crate) fn sorted(&self) -> Vec<TermId> {
        let beginning = |term: &str| {
            let mut bytes = [0; 8];
            let n_bytes = term.len().min(bytes.len());
            bytes[..n_bytes].copy_from_slice(&term.as_bytes()[..n_bytes]);
            u64::from_be_bytes(bytes)
        };
        let mut keys: Vec<(u64, TermId)> = self.terms().map(beginning).zip(0..).collect();
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
            parts: key.parts,
            length: key.length,
            id,
        };
        self.bytes.push_str(term);
        self.ends.push(self.bytes.len());
        id
    }

    /// The slot of a term and its number, or the free slot where it belongs.
    #[inline]
    fn find(&self, term: &str, key: Key, hash: u64) -> (usize, TermId) {
        let last = self.slots.len() - 1;
        self.find_from(slot_of(hash) & last, key, || term)
    }

    /// The same from the first place on where a term may stand; `term` is asked for where its key does not say all.
    #[inline]
    fn find_from<'t>(
        &self,
        mut place: usize,
        key: Key,
        term: impl Fn() -> &'t str,
    ) -> (usize, TermId) {
        let last = self.slots.len() - 1;
        loop {
            let slot = self.slots[place & last];
            if slot.id == FREE
                || (slot.key() == key && (key.length != LONG || self.term(slot.id) == term()))
            {
                return (place & last, slot.id);
            }
            place += 1;
        }
    }

    #[inline]
    fn key_within(&self, text: &str, term: Span) -> (Key, u64) {
        let key = match window(text, term) {
            Some(window) => short_key(window, term.len()),
            None if term.len() > SHORT => self.long_key(term.slice(text).as_bytes()),
            None => return self.key(term.slice(text)),
        };
        (key, self.hash(key))
    }

    #[inline]
    fn key(&self, term: &str) -> (Key, u64) {
        let bytes = term.as_bytes();
        let key = if bytes.len() > SHORT {
            self.long_key(bytes)
        } else {
            Key {
                parts: short_parts(bytes),
                length: u32::try_from(bytes.len()).unwrap_or(LONG),
            }
        };
        (key, self.hash(key))
    }

    #[inline]
    fn long_key(&self, bytes: &[u8]) -> Key {
        Key {
            parts: [self.long_hash(bytes), bytes.len() as u64],
            length: LONG,
        }
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
    fn hash(&self, key: Key) -> u64 {
        let [low, high] = key.parts;
        let low = low ^ self.seeds[0];
        let high = high ^ self.seeds[1] ^ u64::from(key.length);
        let product = u128::from(low) * u128::from(high);
        let [low, high] = halves(product);
        low ^ high
    }

    #[cold]
    fn grow(&mut self) {
        let free = Slot {
            parts: [0; 2],
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

/// The bytes of a short term with what stands behind it; `None` where it is long, or too little stands there.
#[inline]
fn window(text: &str, term: Span) -> Option<&[u8; SHORT]> {
    let window = text.as_bytes().get(term.start..)?.first_chunk()?;
    (term.len() <= SHORT).then_some(window)
}

/// The key of the short term that a window begins with.
#[inline]
fn short_key(window: &[u8; SHORT], length: usize) -> Key {
    let [low, high] = MASKS[length];
    let [first, last] = halves(u128::from_le_bytes(*window));
    Key {
        parts: [first & low, last & high],
        length: u32::try_from(length).unwrap_or(LONG),
    }
}

/// By the length of a short term what keeps its bytes alone.
const MASKS: [[u64; 2]; SHORT + 1] = {
    let mut masks = [[0; 2]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        masks[length] = halves(u128::MAX >> (8 * (SHORT - length)));
        length += 1;
    }
    masks
};

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
    }
}
