//! Random numbers that do not depend on the machine or the number of threads.

/// G. Steele, D. Lea and C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014: `SplitMix64`.
#[derive(Clone, Debug)]
pub(super) struct SplitMix64(u64);

const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl SplitMix64 {
    /// Create the generator of sample `index` under a seed. Each sample has its own generator, so samples do not depend
    /// on the thread that draws them.
    pub(super) fn of_sample(seed: u64, index: usize) -> Self {
        Self(mix(seed).wrapping_add(mix(index as u64 ^ GAMMA)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0)
    }

    /// Return a uniform random number of `0..n`; n is not 0.
    ///
    /// D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29, 2019.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        loop {
            let product = u128::from(self.next()) * u128::from(n);
            let [low, high] = [product & u128::from(u64::MAX), product >> 64]
                .map(|half| u64::try_from(half).unwrap_or(u64::MAX));
            // Reject the few low halves that would make some numbers more probable than others.
            if low >= n || low >= n.wrapping_neg() % n {
                return usize::try_from(high).unwrap_or(usize::MAX);
            }
        }
    }

    /// Shuffle items into a uniform random permutation (Fisher-Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_match_the_reference_implementation() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!([random.next(), random.next(), random.next()], expected);
    }

    #[test]
    fn numbers_are_uniform() {
        let mut random = SplitMix64::of_sample(7, 0);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[random.below(6)] += 1;
        }
        let chi2: f64 = counts
            .iter()
            .map(|&n| (f64::from(n) - 1e4).powi(2) / 1e4)
            .sum();
        assert!(chi2 < 20.5, "{counts:?}");
    }
}
