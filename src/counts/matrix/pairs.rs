//! Maps pairs of ids to ids: an n-gram is looked up by its prefix and its last word.

/// The id for "none".
pub(super) const NONE: u32 = u32::MAX;

/// A hash table of pairs. The number of slots is a power of two; at most five eighths are occupied.
#[derive(Clone, Debug)]
pub(super) struct PairTable {
    slots: Vec<Slot>,
    n_taken: usize,
    seed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: u64,
    value: u32,
}

const FREE: Slot = Slot {
    key: 0,
    value: NONE,
};
const MIN_SLOTS: usize = 64;

/// Pack a pair into one integer.
#[inline]
pub(super) const fn pair(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

impl PairTable {
    /// Create an empty table with the given hash seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            slots: Vec::new(),
            n_taken: 0,
            seed,
        }
    }

    /// Return the value of a pair; [`NONE`] if it has none.
    #[inline]
    pub(super) fn get(&self, key: u64) -> u32 {
        if self.slots.is_empty() {
            return NONE;
        }
        self.slots[self.find(key)].value
    }

    /// Return the value of a pair, setting it to `next` if it has none.
    #[inline]
    pub(super) fn get_or_insert(&mut self, key: u64, next: u32) -> u32 {
        if 8 * self.n_taken >= 5 * self.slots.len() {
            self.grow();
        }
        let index = self.find(key);
        let slot = &mut self.slots[index];
        if slot.value == NONE {
            *slot = Slot { key, value: next };
            self.n_taken += 1;
        }
        slot.value
    }

    /// Reserve slots for `n_more` pairs.
    pub(super) fn reserve(&mut self, n_more: usize) {
        while 8 * (self.n_taken + n_more) >= 5 * self.slots.len() {
            self.grow();
        }
    }

    /// Read the slots of many pairs without waiting for each, so that they are in the cache for the lookups that
    /// follow.
    ///
    /// The returned value only keeps the reads from being optimised away.
    pub(super) fn touch(&self, keys: &[u64]) -> u64 {
        if self.slots.is_empty() {
            return 0;
        }
        let last = self.slots.len() - 1;
        let indices = keys.iter().map(|&key| self.hash(key) & last);
        indices.fold(0, |all, index| all ^ self.slots[index].key)
    }

    #[inline]
    fn find(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut index = self.hash(key) & last;
        loop {
            let slot = self.slots[index];
            if slot.value == NONE || slot.key == key {
                return index;
            }
            index = (index + 1) & last;
        }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the lowest bits choose a slot"
    )]
    fn hash(&self, key: u64) -> usize {
        // The multiplier is 2^64 divided by the golden ratio. The product of two 64-bit integers fits.
        let product = u128::from(key ^ self.seed) * 0x9E37_79B9_7F4A_7C15;
        (product >> 64) as usize ^ product as usize
    }

    #[cold]
    fn grow(&mut self) {
        let n_slots = (2 * self.slots.len()).max(MIN_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![FREE; n_slots]);
        for slot in old.into_iter().filter(|slot| slot.value != NONE) {
            let index = self.find(slot.key);
            self.slots[index] = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn pairs_are_found_like_in_a_map(keys in prop::collection::vec((0..9_u32, 0..40_u32), 0..500), seed in any::<u64>()) {
            let mut table = PairTable::new(seed);
            let mut reference = HashMap::new();
            for (first, second) in keys {
                let key = pair(first, second);
                prop_assert_eq!(table.get(key), reference.get(&key).copied().unwrap_or(NONE));
                let next = u32::try_from(reference.len()).unwrap();
                let value = *reference.entry(key).or_insert(next);
                prop_assert_eq!(table.get_or_insert(key, next), value);
            }
        }
    }
}
