//! Least hashes under many permutations.

/// Random functions from 64 bits to 32 that stand for permutations: multiply, add, take the upper half.
#[derive(Debug)]
pub(super) struct Permutations {
    factors: Vec<u64>,
    summands: Vec<u64>,
}

impl Permutations {
    /// So many functions, drawn by `seed`.
    pub(super) fn new(n: usize, seed: u64) -> Self {
        let mut state = seed;
        let mut draw = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mix(state)
        };
        Self {
            // An even factor would lose a bit.
            factors: (0..n).map(|_| draw() | 1).collect(),
            summands: (0..n).map(|_| draw()).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.factors.len()
    }

    /// Lowers each place of `signature` to what the function there makes of `hash`, where that is less.
    #[inline]
    pub(super) fn lower(&self, signature: &mut [u32], hash: u64) {
        let functions = self.factors.iter().zip(&self.summands);
        for (least, (factor, summand)) in signature.iter_mut().zip(functions) {
            let value = hash.wrapping_mul(*factor).wrapping_add(*summand) >> 32;
            #[expect(clippy::cast_possible_truncation, reason = "the upper half of 64 bits")]
            let value = value as u32;
            *least = (*least).min(value);
        }
    }
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

    /// The share of places at which two signatures agree is the resemblance, give or take what chance does.
    #[test]
    fn agreement_estimates_resemblance() {
        let permutations = Permutations::new(4096, 1);
        for shared in [10_u64, 50, 90] {
            let signature = |start: u64| {
                let mut signature = vec![u32::MAX; permutations.len()];
                for item in (0..shared).chain(start..start + 100 - shared) {
                    permutations.lower(&mut signature, hash_bytes(&item.to_le_bytes()));
                }
                signature
            };
            let (a, b) = (signature(1000), signature(2000));
            let agreeing = a.iter().zip(&b).filter(|(a, b)| a == b).count();
            let expected = shared as f64 / (200 - shared) as f64;
            // Four standard deviations of 4096 draws are at most 0.031.
            assert!(
                (agreeing as f64 / 4096.0 - expected).abs() < 0.035,
                "{shared}"
            );
        }
    }
}
