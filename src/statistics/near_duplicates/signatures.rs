//! Signatures of least hashes, by O. Ertl's *`SuperMinHash`: A New Minwise Hashing Algorithm for Jaccard Similarity
//! Estimation* (2017).
//!
//! Each item draws one random permutation of the places of the signature, and at the `j`-th of them a value between `j`
//! and `j + 1`; each place keeps the least value that it is given. Two sets agree at a place with the probability of
//! their Jaccard coefficient, as with a random function for each place, and the share of places at which they agree
//! varies less. A place that holds a value below `j` takes nothing from there on, so that of a large set most items are
//! done after a step or two.

/// Makes signatures, one after another.
#[derive(Debug)]
pub(super) struct Signer {
    seed: u64,
    /// The least values: `j` in the upper half, its fraction in the lower.
    least: Vec<u64>,
    /// How many places hold a value of each `j`, the empty ones counted to the last.
    n_holding: Vec<u32>,
    /// The greatest `j` that any place holds.
    greatest: usize,
    /// The item's permutation, as far as it is drawn, and the item that it was last drawn for.
    places: Vec<(u32, u32)>,
    item: u32,
}

impl Signer {
    /// Signatures of `length` places, 1 or more; another `seed`, other permutations.
    pub(super) fn new(length: usize, seed: u64) -> Self {
        Self {
            seed: mix(seed ^ 0x9E37_79B9_7F4A_7C15),
            least: vec![u64::MAX; length],
            n_holding: vec![0; length],
            greatest: 0,
            places: vec![(0, 0); length],
            item: 0,
        }
    }

    /// Forgets all items.
    pub(super) fn begin(&mut self) {
        let last = self.least.len() - 1;
        self.least.fill(u64::MAX);
        self.n_holding.fill(0);
        self.n_holding[last] = u32::try_from(last + 1).unwrap_or(u32::MAX);
        self.greatest = last;
        self.places.fill((0, 0));
        self.item = 0;
    }

    /// Adds an item, given by its hash.
    ///
    /// Equal items change nothing after the first, and no order of items matters.
    pub(super) fn add(&mut self, hash: u64) {
        self.item += 1;
        let mut state = hash ^ self.seed;
        let mut j = 0;
        while j <= self.greatest {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let bits = mix(state);
            let n_left = (self.least.len() - j) as u64;
            let k = j + usize::try_from(((bits & 0xFFFF_FFFF) * n_left) >> 32).unwrap_or(0);
            let place = self.swap(j, k);
            let value = (j as u64) << 32 | bits >> 32;
            let before = self.least[place];
            if value < before {
                self.least[place] = value;
                self.moved(before, j);
            }
            j += 1;
        }
    }

    /// Draws the `j`-th place: that which stands at `k`, where `j` goes instead.
    #[inline]
    fn swap(&mut self, j: usize, k: usize) -> usize {
        let at = |places: &[(u32, u32)], index: usize, item: u32| match places[index] {
            (place, of) if of == item => place,
            #[expect(clippy::cast_possible_truncation, reason = "signatures are short")]
            _ => index as u32,
        };
        let (own, drawn) = (
            at(&self.places, j, self.item),
            at(&self.places, k, self.item),
        );
        self.places[k] = (own, self.item);
        self.places[j] = (drawn, self.item);
        drawn as usize
    }

    /// A place that held `before` holds a value of `j` now.
    #[inline]
    fn moved(&mut self, before: u64, j: usize) {
        let last = self.least.len() - 1;
        let from = usize::try_from(before >> 32).map_or(last, |from| from.min(last));
        if j < from {
            self.n_holding[from] -= 1;
            self.n_holding[j] += 1;
            while self.n_holding[self.greatest] == 0 {
                self.greatest -= 1;
            }
        }
    }

    /// The signature of the items; two values are taken for equal that are not once in 2^32 times.
    pub(super) fn signature(&self) -> impl Iterator<Item = u32> {
        self.least.iter().map(|&value| half(value))
    }
}

/// Half of a value's hash.
#[expect(
    clippy::cast_possible_truncation,
    reason = "half of a hash is one as well"
)]
fn half(value: u64) -> u32 {
    mix(value) as u32
}

/// A hash of bytes that is the same on every machine and in every run.
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    mix(fnv)
}

/// A hash of hashes in their order.
pub(super) fn hash_run(hashes: impl Iterator<Item = u64>) -> u64 {
    mix(hashes.fold(0, |run: u64, hash| {
        run.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(23)
            .wrapping_add(hash)
    }))
}

/// The end of splitmix64: each bit of the result depends on every bit.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(signer: &mut Signer, items: impl Iterator<Item = u64>) -> Vec<u32> {
        signer.begin();
        items.for_each(|item| signer.add(hash_bytes(&item.to_le_bytes())));
        signer.signature().collect()
    }

    /// The share of places at which two signatures agree is the resemblance, give or take what chance does.
    #[test]
    fn agreement_estimates_resemblance() {
        for (length, n_items) in [(4096, 100), (1024, 2000), (64, 20)] {
            for shared in [10, 50, 90] {
                let n_shared = shared * n_items / 100;
                let n_trials = 4096 / length as u64;
                let mut agreeing = 0;
                for seed in 0..n_trials {
                    let mut signer = Signer::new(length, seed);
                    let mut items = |start: u64| {
                        let own = start..start + n_items - n_shared;
                        sign(&mut signer, (0..n_shared).chain(own))
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
        let mut signer = Signer::new(16, 1);
        let forward = sign(&mut signer, 0..50);
        let backward = sign(&mut signer, (0..50).rev().chain(0..50));
        assert_eq!(forward, backward);
        // Every item draws its permutation to the end, and each place takes the least: the same, plainly.
        let mut least = [u64::MAX; 16];
        for item in 0..50_u64 {
            let mut places: Vec<usize> = (0..16).collect();
            let mut state = hash_bytes(&item.to_le_bytes()) ^ signer.seed;
            for j in 0..16 {
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let bits = mix(state);
                let k = j + (((bits & 0xFFFF_FFFF) * (16 - j as u64)) >> 32) as usize;
                places.swap(j, k);
                let value = (j as u64) << 32 | bits >> 32;
                least[places[j]] = least[places[j]].min(value);
            }
        }
        let plain: Vec<u32> = least.iter().map(|&value| half(value)).collect();
        assert_eq!(forward, plain);
    }
}
