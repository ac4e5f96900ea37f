//! `MinHash` signatures, by O. Ertl's *`SuperMinHash`: A New Minwise Hashing Algorithm for Jaccard Similarity
//! Estimation* (2017).
//!
//! Each item draws one random permutation of the positions of the signature, and for the `j`-th of them a value between
//! `j` and `j + 1`. Each position keeps the minimum of its values. Two sets agree at a position with probability equal
//! to their Jaccard coefficient, as with an independent hash function for each position, and the proportion of
//! positions at which they agree has a lower variance. A position that holds a value below `j` cannot change from step
//! `j` on, so most items of a large set need only one or two steps.

/// Computes signatures, one after another.
#[derive(Debug)]
pub(super) struct MinHasher {
    seed: u64,
    /// The minimum values: `j` in the upper half, its fraction in the lower half.
    minima: Vec<u64>,
    /// The number of positions that hold a value of each `j`; empty positions count as the last.
    n_holding: Vec<u32>,
    /// The maximum `j` of all positions.
    max_j: usize,
    /// The permutation of the current item as far as it is drawn, with the item that each entry was last drawn for.
    positions: Vec<(u32, u32)>,
    item: u32,
}

impl MinHasher {
    /// Compute signatures of `length` positions, at least 1. Another `seed` gives other permutations.
    pub(super) fn new(length: usize, seed: u64) -> Self {
        Self {
            seed: mix(seed ^ 0x9E37_79B9_7F4A_7C15),
            minima: vec![u64::MAX; length],
            n_holding: vec![0; length],
            max_j: 0,
            positions: vec![(0, 0); length],
            item: 0,
        }
    }

    /// Start a new set.
    pub(super) fn begin(&mut self) {
        let last = self.minima.len() - 1;
        self.minima.fill(u64::MAX);
        self.n_holding.fill(0);
        self.n_holding[last] = u32::try_from(last + 1).unwrap_or(u32::MAX);
        self.max_j = last;
        self.positions.fill((0, 0));
        self.item = 0;
    }

    /// Add an item, given by its hash.
    ///
    /// Repeated items and the order of items have no effect.
    pub(super) fn add(&mut self, hash: u64) {
        self.item += 1;
        let mut state = hash ^ self.seed;
        let mut j = 0;
        while j <= self.max_j {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let bits = mix(state);
            let n_left = (self.minima.len() - j) as u64;
            let k = j + usize::try_from(((bits & 0xFFFF_FFFF) * n_left) >> 32).unwrap_or(0);
            let position = self.swap(j, k);
            let value = (j as u64) << 32 | bits >> 32;
            let before = self.minima[position];
            if value < before {
                self.minima[position] = value;
                self.update_counts(before, j);
            }
            j += 1;
        }
    }

    /// Draw the `j`-th position: the entry at `k`, which is replaced by that at `j`.
    #[inline]
    fn swap(&mut self, j: usize, k: usize) -> usize {
        let at = |positions: &[(u32, u32)], index: usize, item: u32| match positions[index] {
            (position, of) if of == item => position,
            #[expect(clippy::cast_possible_truncation, reason = "signatures are short")]
            _ => index as u32,
        };
        let (own, drawn) = (
            at(&self.positions, j, self.item),
            at(&self.positions, k, self.item),
        );
        self.positions[k] = (own, self.item);
        self.positions[j] = (drawn, self.item);
        drawn as usize
    }

    /// Update the counts after a position that held `before` got a value of `j`.
    #[inline]
    fn update_counts(&mut self, before: u64, j: usize) {
        let last = self.minima.len() - 1;
        let from = usize::try_from(before >> 32).map_or(last, |from| from.min(last));
        if j < from {
            self.n_holding[from] -= 1;
            self.n_holding[j] += 1;
            while self.n_holding[self.max_j] == 0 {
                self.max_j -= 1;
            }
        }
    }

    /// Return the signature of the set. Values are 32-bit hashes, so two different values are equal with probability
    /// 2^-32.
    pub(super) fn signature(&self) -> impl Iterator<Item = u32> {
        self.minima.iter().map(|&value| half(value))
    }
}

/// The lower half of a value's hash.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the lower half of a hash is a hash"
)]
fn half(value: u64) -> u32 {
    mix(value) as u32
}

/// Hash bytes; the result is the same on every machine and in every run.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    mix(fnv)
}

/// Hash a sequence of hashes; the order matters.
pub(super) fn hash_run(hashes: impl Iterator<Item = u64>) -> u64 {
    mix(hashes.fold(0, |run: u64, hash| {
        run.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(23)
            .wrapping_add(hash)
    }))
}

/// The finalizer of splitmix64: each bit of the result depends on every bit of the input.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(hasher: &mut MinHasher, items: impl Iterator<Item = u64>) -> Vec<u32> {
        hasher.begin();
        items.for_each(|item| hasher.add(hash_bytes(&item.to_le_bytes())));
        hasher.signature().collect()
    }

    /// The proportion of positions at which two signatures agree estimates the Jaccard similarity, within sampling
    /// error.
    #[test]
    fn agreement_estimates_similarity() {
        for (length, n_items) in [(4096, 100), (1024, 2000), (64, 20)] {
            for shared in [10, 50, 90] {
                let n_shared = shared * n_items / 100;
                let n_trials = 4096 / length as u64;
                let mut agreeing = 0;
                for seed in 0..n_trials {
                    let mut hasher = MinHasher::new(length, seed);
                    let mut items = |start: u64| {
                        let own = start..start + n_items - n_shared;
                        sign(&mut hasher, (0..n_shared).chain(own))
                    };
                    let (a, b) = (items(10_000), items(20_000));
                    agreeing += a.iter().zip(&b).filter(|(a, b)| a == b).count();
                }
                let expected = n_shared as f64 / (2 * n_items - n_shared) as f64;
                let found = agreeing as f64 / (n_trials * length as u64) as f64;
                // Four standard deviations of 4096 independent draws are at most 0.031.
                assert!(
                    (found - expected).abs() < 0.035,
                    "{length} {shared}: {found}"
                );
            }
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        let mut hasher = MinHasher::new(16, 1);
        let forward = sign(&mut hasher, 0..50);
        let backward = sign(&mut hasher, (0..50).rev().chain(0..50));
        assert_eq!(forward, backward);
        // Reference: every item draws its full permutation, and each position takes the minimum.
        let mut minima = [u64::MAX; 16];
        for item in 0..50_u64 {
            let mut positions: Vec<usize> = (0..16).collect();
            let mut state = hash_bytes(&item.to_le_bytes()) ^ hasher.seed;
            for j in 0..16 {
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let bits = mix(state);
                let k = j + (((bits & 0xFFFF_FFFF) * (16 - j as u64)) >> 32) as usize;
                positions.swap(j, k);
                let value = (j as u64) << 32 | bits >> 32;
                minima[positions[j]] = minima[positions[j]].min(value);
            }
        }
        let plain: Vec<u32> = minima.iter().map(|&value| half(value)).collect();
        assert_eq!(forward, plain);
    }
}
