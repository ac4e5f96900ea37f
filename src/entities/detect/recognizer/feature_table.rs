//! The hash table of the features that have weights.
//!
//! The table stores no features. One part of a feature's hash selects its slot, and another part, the key, identifies
//! it. Slots are probed in order.

use super::features::MAX_FEATURES;
use super::slots::occupied;

/// The number of keys that are compared at once.
const LANES: usize = 4;
/// The lowest bit of each lane.
const ONES: u64 = u64::MAX / 0xFFFF;

/// A set of features, each with the number of its slot.
#[derive(Clone, Debug)]
pub(super) struct FeatureTable {
    /// For each slot the two bytes of the key of its feature; 0 if the slot is free. Followed by the first keys again, so
    /// that the keys of [`LANES`] slots can be read from any slot.
    keys: Vec<u8>,
    mask: usize,
}

/// What some slots say of a feature.
struct Lookup {
    /// Where the feature is, if it is found.
    slot: usize,
    is_found: bool,
    /// The feature may be in a later slot: it is not found, and none of the slots is free.
    is_open: bool,
}

impl FeatureTable {
    /// Returns the table of some distinct features, and the slot of each.
    pub(super) fn new(features: impl ExactSizeIterator<Item = u64>) -> (Self, Vec<usize>) {
        let n_slots = (features.len() * 4 / 3 + 8).next_power_of_two();
        let mut keys = vec![0; n_slots];
        let slots = features
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
        (table, slots)
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
        };
        table.keys.extend_from_within(..2 * LANES);
        Some(table)
    }

    /// Returns the keys by slot.
    pub(super) fn keys(&self) -> Vec<u16> {
        (0..=self.mask).map(|slot| self.key(slot)).collect()
    }

    fn key(&self, slot: usize) -> u16 {
        u16::from_le_bytes([self.keys[2 * slot], self.keys[2 * slot + 1]])
    }

    /// Returns the number of slots.
    pub(super) fn n_slots(&self) -> usize {
        self.mask + 1
    }

    /// Returns the number of features. Linear in the number of slots.
    pub(super) fn len(&self) -> usize {
        occupied(&self.keys()).count()
    }

    /// Looks for a feature in the [`LANES`] slots from `first` on.
    #[inline]
    fn find_from(&self, first: usize, feature: u64) -> Lookup {
        let keys = self.keys[2 * first..].first_chunk();
        let keys = u64::from_le_bytes(*keys.expect("the first keys follow the last ones"));
        let free = first_zero(keys).trailing_zeros();
        let same = first_zero(keys ^ (u64::from(key(feature)) * ONES)).trailing_zeros();
        Lookup {
            slot: (first + same as usize / 16) & self.mask,
            is_found: same < free,
            is_open: same == free,
        }
    }

    /// Reads a key of each feature, so that the cache misses of all of them overlap.
    #[inline]
    fn touch(&self, features: &[u64]) {
        let read = features.iter().fold(0, |read, &feature| {
            read ^ self.keys[2 * slot(feature, self.mask)]
        });
        std::hint::black_box(read);
    }

    /// Writes the slots of those features that are in the table, in any order, and returns how many there are. The
    /// features are overwritten.
    ///
    /// The keys of several slots are compared at once and without branches, so that the processor overlaps the cache
    /// misses of different features. The few features that this leaves open are found one by one.
    #[inline]
    pub(super) fn find_all(&self, features: &mut [u64], slots: &mut [u32; MAX_FEATURES]) -> usize {
        self.touch(features);
        let (mut n, mut n_open) = (0, 0);
        for index in 0..features.len().min(MAX_FEATURES) {
            let feature = features[index];
            let lookup = self.find_from(slot(feature, self.mask), feature);
            slots[n] = narrow(lookup.slot);
            n += usize::from(lookup.is_found);
            features[n_open] = feature;
            n_open += usize::from(lookup.is_open);
        }
        for &feature in &features[..n_open] {
            let mut first = slot(feature, self.mask);
            loop {
                first = (first + LANES) & self.mask;
                let lookup = self.find_from(first, feature);
                if !lookup.is_open {
                    slots[n] = narrow(lookup.slot);
                    n += usize::from(lookup.is_found);
                    break;
                }
            }
        }
        n
    }
}

#[inline]
fn slot(feature: u64, mask: usize) -> usize {
    usize::try_from(feature >> 20).unwrap_or(0) & mask
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a table has at most 2^32 slots"
)]
fn narrow(slot: usize) -> u32 {
    slot as u32
}

/// Returns a bit in the lowest lane that is 0, and none below; no bit if no lane is 0.
#[inline]
const fn first_zero(lanes: u64) -> u64 {
    lanes.wrapping_sub(ONES) & !lanes & (ONES << 15)
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

    /// Probes slot by slot.
    fn find(table: &FeatureTable, feature: u64) -> Option<usize> {
        let mut slot = slot(feature, table.mask);
        while table.key(slot) != 0 {
            if table.key(slot) == key(feature) {
                return Some(slot);
            }
            slot = (slot + 1) & table.mask;
        }
        None
    }

    fn sorted(mut slots: Vec<usize>) -> Vec<usize> {
        slots.sort_unstable();
        slots
    }

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
            let (table, slots) = FeatureTable::new(inserted.iter().copied());
            prop_assert_eq!(table.len(), inserted.len());
            prop_assert_eq!(occupied(&table.keys()).collect::<Vec<_>>(), sorted(slots));
            let wanted: Vec<u64> = wanted.into_iter().map(feature).collect();
            let mut found = [0; MAX_FEATURES];
            let n = table.find_all(&mut wanted.clone(), &mut found);
            let found = found[..n].iter().map(|&slot| slot as usize).collect();
            let expected = wanted.iter().filter_map(|&one| find(&table, one)).collect();
            prop_assert_eq!(sorted(found), sorted(expected));
            let again = FeatureTable::from_keys(&table.keys()).unwrap();
            prop_assert_eq!(again.keys, table.keys);
        }
    }
}
