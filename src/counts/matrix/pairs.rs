//! From pairs of numbers to numbers: how a gram is found by its first words and its last.

/// A number that stands for none.
pub(super) const NONE: u32 = u32::MAX;

/// A table of pairs; of its places, a power of two, at most five eighths are taken.
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
const FEWEST_SLOTS: usize = 64;

/// A pair as one number.
#[inline]
pub(super) const fn pair(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

impl PairTable {
    /// An empty table, whose places are chosen by `seed`.
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            slots: Vec::new(),
            n_taken: 0,
            seed,
        }
    }

    /// The value of a pair, [`NONE`] where it has none.
    #[inline]
    pub(super) fn get(&self, key: u64) -> u32 {
        if self.slots.is_empty() {
            return NONE;
        }
        self.slots[self.find(key)].value
    }

    /// The value of a pair, which gets `next` where it has none.
    #[inline]
    pub(super) fn get_or_insert(&mut self, key: u64, next: u32) -> u32 {
        if 8 * self.n_taken >= 5 * self.slots.len() {
            self.grow();
        }
        let place = self.find(key);
        let slot = &mut self.slots[place];
        if slot.value == NONE {
            *slot = Slot { key, value: next };
            self.n_taken += 1;
        }
        slot.value
    }

    /// Makes sure that so many pairs more have room.
    pub(super) fn reserve(&mut self, n_more: usize) {
        while 8 * (self.n_taken + n_more) >= 5 * self.slots.len() {
            self.grow();
        }
    }

    /// Reads the places of many pairs, one after the other without waiting, so that they are at hand for what follows.
    ///
    /// Returns what nobody needs, so that the reads are made.
    pub(super) fn touch(&self, keys: &[u64]) -> u64 {
        if self.slots.is_empty() {
            return 0;
        }
        let last = self.slots.len() - 1;
        let places = keys.iter().map(|&key| self.place(key) & last);
        places.fold(0, |all, place| all ^ self.slots[place].key)
    }

    #[inline]
    fn find(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut place = self.place(key) & last;
        loop {
            let slot = self.slots[place];
            if slot.value == NONE || slot.key == key {
                return place;
            }
            place = (place + 1) & last;
        }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the lowest bits choose a place"
    )]
    fn place(&self, key: u64) -> usize {
        // Of 2^64 by the golden ratio; the product of two numbers of 64 bits fits.
        let product = u128::from(key ^ self.seed) * 0x9E37_79B9_7F4A_7C15;
        (product >> 64) as usize ^ product as usize
    }

    #[cold]
    fn grow(&mut self) {
        let n_slots = (2 * self.slots.len()).max(FEWEST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![FREE; n_slots]);
        for slot in old.into_iter().filter(|slot| slot.value != NONE) {
            let place = self.find(slot.key);
            self.slots[place] = slot;
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
        fn pairs_are_found_as_in_a_plain_map(keys in prop::collection::vec((0..9_u32, 0..40_u32), 0..500), seed in any::<u64>()) {
            let mut table = PairTable::new(seed);
            let mut plain = HashMap::new();
            for (first, second) in keys {
                let key = pair(first, second);
                prop_assert_eq!(table.get(key), plain.get(&key).copied().unwrap_or(NONE));
                let next = u32::try_from(plain.len()).unwrap();
                let value = *plain.entry(key).or_insert(next);
                prop_assert_eq!(table.get_or_insert(key, next), value);
            }
        }
    }
}
