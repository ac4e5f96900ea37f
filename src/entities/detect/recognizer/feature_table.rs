//! The hash table of the features that have weights.
//!
//! The table stores no features. One part of a feature's hash selects its slot, and another part, the key, identifies
//! it. Slots are probed in order.

use super::features::MAX_FEATURES;

/// The number of keys that are compared at once.
const LANES: usize = 4;
/// The lowest bit of each lane.
const ONES: u64 = 0x0001_0001_0001_0001;
/// The highest bit of each lane.
const HIGH: u64 = ONES << 15;

/// The number of slots that share one count of the features before them.
const BLOCK: usize = 256;

/// A set of features, numbered from 0.
#[derive(Clone, Debug)]
pub(super) struct FeatureTable {
    /// For each slot the two bytes of the key of its feature; 0 if the slot is free. Followed by the first keys again, so
    /// that the keys of [`LANES`] slots can be read from any slot.
    keys: Vec<u8>,
    mask: usize,
    /// For each block of slots, the number of features before it.
    blocks: Vec<u32>,
    /// For each slot, the number of features before it in its block.
    ranks: Vec<u8>,
    len: usize,
}

impl FeatureTable {
    /// Returns the table of some distinct features, and the number of each.
    pub(super) fn new(features: impl ExactSizeIterator<Item = u64>) -> (Self, Vec<usize>) {
        let n_slots = (features.len() * 4 / 3 + 8).next_power_of_two();
        let mut keys = vec![0; n_slots];
        let slots: Vec<usize> = features
            .map(|feature| {
                let mut slot = slot(feature, n_slots - 1);
                while keys[slot] != 0 {
                    slot = (slot + 1) & (n_slots - 1);
                }
                keys[slot] = key(feature);
                slot
            })
            .collect();
        let table = Self::from_keys(&keys).expect("a power of two of slots, not all taken");
        let numbers = slots.iter().map(|&slot| table.number(slot)).collect();
        (table, numbers)
    }

    /// Returns the table with these keys; `None` if there are not 8, 16, 32 ... slots, of which one is free.
    pub(super) fn from_keys(keys: &[u16]) -> Option<Self> {
        let n_slots = keys.len();
        if n_slots < 8 || !n_slots.is_power_of_two() || !keys.contains(&0) {
            return None;
        }
        let mut table = Self {
            keys: keys.iter().flat_map(|key| key.to_le_bytes()).collect(),
            mask: n_slots - 1,
            blocks: Vec::with_capacity(n_slots.div_ceil(BLOCK)),
            ranks: Vec::with_capacity(n_slots),
            len: 0,
        };
        table.keys.extend_from_within(..2 * LANES);
        for block in keys.chunks(BLOCK) {
            table.blocks.push(u32::try_from(table.len).ok()?);
            let mut rank = 0_u8;
            for &key in block {
                table.ranks.push(rank);
                // Only the last slot of a block can make it wrap, and no slot of the block comes after that.
                rank = rank.wrapping_add(u8::from(key != 0));
                table.len += usize::from(key != 0);
            }
        }
        Some(table)
    }

    /// Returns the keys by slot.
    pub(super) fn keys(&self) -> Vec<u16> {
        (0..=self.mask).map(|slot| self.key(slot)).collect()
    }

    fn key(&self, slot: usize) -> u16 {
        u16::from_le_bytes([self.keys[2 * slot], self.keys[2 * slot + 1]])
    }

    /// Returns the number of features.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns the number of the feature in a slot.
    #[inline]
    fn number(&self, slot: usize) -> usize {
        self.blocks[slot / BLOCK] as usize + usize::from(self.ranks[slot])
    }

    /// Returns the number of a feature.
    #[cfg(test)]
    fn find(&self, feature: u64) -> Option<usize> {
        self.find_slot(feature).map(|slot| self.number(slot))
    }

    #[cold]
    fn find_slot(&self, feature: u64) -> Option<usize> {
        let mut slot = slot(feature, self.mask);
        while self.key(slot) != 0 {
            if self.key(slot) == key(feature) {
                return Some(slot);
            }
            slot = (slot + 1) & self.mask;
        }
        None
    }

    /// Writes the numbers of those features that are in the table, and returns how many there are.
    ///
    /// The keys of several slots are compared at once and without branches, so that the processor overlaps the cache
    /// misses of different features.
    #[inline]
    pub(super) fn find_all(&self, features: &[u64], numbers: &mut [u32; MAX_FEATURES]) -> usize {
        let mut n = 0;
        for &feature in features.iter().take(MAX_FEATURES) {
            let first = slot(feature, self.mask);
            let Some(keys) = self.keys[2 * first..].first_chunk() else {
                continue;
            };
            let keys = u64::from_le_bytes(*keys);
            let free = zero_lanes(keys);
            // Lanes before the first free one.
            let before = free.wrapping_sub(1) & !free;
            let matches = zero_lanes(keys ^ (u64::from(key(feature)) * ONES)) & before;
            let mut slot = first + matches.trailing_zeros() as usize / 16;
            let mut is_found = matches != 0;
            if matches | free == 0 {
                let found = self.find_slot(feature);
                is_found = found.is_some();
                slot = found.unwrap_or(0);
            }
            let number = self.number(slot & self.mask);
            numbers[n.min(MAX_FEATURES - 1)] = u32::try_from(number).unwrap_or(0);
            n += usize::from(is_found);
        }
        n
    }
}

#[inline]
fn slot(feature: u64, mask: usize) -> usize {
    usize::try_from(feature >> 20).unwrap_or(0) & mask
}

/// Sets the highest bit of each lane that is 0.
#[inline]
const fn zero_lanes(lanes: u64) -> u64 {
    !(((lanes & !HIGH) + !HIGH) | lanes) & HIGH
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "part of a hash")]
fn key(feature: u64) -> u16 {
    (feature as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Few bits vary, so that keys and slots collide and clusters of slots are long.
        #[test]
        fn features_are_found_at_once_as_one_by_one(
            inserted in prop::collection::vec((0_u64..40, 0_u64..4), 0..28),
            wanted in prop::collection::vec((0_u64..40, 0_u64..4), 0..MAX_FEATURES),
        ) {
            let feature = |(slot, key): (u64, u64)| slot << 20 | key;
            let inserted: std::collections::BTreeSet<u64> =
                inserted.into_iter().map(feature).collect();
            let (table, numbers) = FeatureTable::new(inserted.iter().copied());
            prop_assert_eq!(table.len(), inserted.len());
            prop_assert_eq!(numbers.iter().max().copied(), inserted.len().checked_sub(1));
            let wanted: Vec<u64> = wanted.into_iter().map(feature).collect();
            let mut found = [0; MAX_FEATURES];
            let n = table.find_all(&wanted, &mut found);
            let expected: Vec<u32> = wanted
                .iter()
                .filter_map(|&one| table.find(one))
                .map(|number| u32::try_from(number).unwrap())
                .collect();
            prop_assert_eq!(&found[..n], expected.as_slice());
            let again = FeatureTable::from_keys(&table.keys()).unwrap();
            prop_assert_eq!(again.keys, table.keys);
            prop_assert_eq!(again.ranks, table.ranks);
        }
    }
}
