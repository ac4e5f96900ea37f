//! Chances corrected for the number of tests that were made.

use crate::error::{Error, Result};

/// How p-values are corrected where many are looked at.
///
/// ```
/// use lexicount::statistics::Correction;
///
/// let p = [0.01, 0.04, 0.03];
/// assert_eq!(Correction::Holm.adjust(&p), [0.03, 0.06, 0.06]);
/// assert_eq!(Correction::BenjaminiHochberg.adjust(&p), [0.03, 0.04, 0.04]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979: the
    /// chance that any of the terms below the bound is there by chance.
    Holm,
    /// Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57,
    /// 1995: the share of the terms below the bound that are there by chance.
    BenjaminiHochberg,
    /// None: each p-value as if it were the only one.
    None,
}

impl Correction {
    /// The correction of that name.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            Some("holm") => Ok(Self::Holm),
            Some("benjamini_hochberg") => Ok(Self::BenjaminiHochberg),
            None => Ok(Self::None),
            Some(name) => Err(Error::config(format!(
                "correction={name:?}: no such correction; use \"holm\", \"benjamini_hochberg\" or None"
            ))),
        }
    }

    /// The corrected p-values, in the same order.
    ///
    /// Sorts: `O(n log n)`.
    #[must_use]
    pub fn adjust(self, p_values: &[f64]) -> Vec<f64> {
        if self == Self::None {
            return p_values.to_vec();
        }
        let mut order: Vec<usize> = (0..p_values.len()).collect();
        order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
        let n = p_values.len() as f64;
        let mut adjusted = vec![0.0; p_values.len()];
        if self == Self::Holm {
            let mut greatest = 0.0_f64;
            for (place, &row) in order.iter().enumerate() {
                greatest = greatest.max((n - place as f64) * p_values[row]).min(1.0);
                adjusted[row] = greatest;
            }
        } else {
            let mut least = 1.0_f64;
            for (place, &row) in order.iter().enumerate().rev() {
                least = least.min(n / (place as f64 + 1.0) * p_values[row]);
                adjusted[row] = least;
            }
        }
        adjusted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_corrected_p_is_the_least_level_that_rejects(p in prop::collection::vec(0.0..1.0_f64, 1..12)) {
            let n = p.len();
            let mut sorted = p.clone();
            sorted.sort_by(f64::total_cmp);
            let (holm, bh) = (Correction::Holm.adjust(&p), Correction::BenjaminiHochberg.adjust(&p));
            for row in 0..n {
                // The procedures as their papers put them: reject at these levels, and at none a little below.
                for (level, expected) in [(holm[row] + 1e-9, true), (holm[row] - 1e-9, holm[row] > 1.0 - 1e-12)] {
                    let rejected = sorted.iter().enumerate().take_while(|&(i, &p)| p <= level / (n - i) as f64).count();
                    let is_rejected = p[row] <= sorted[rejected.saturating_sub(1)] && rejected > 0;
                    prop_assert!(is_rejected == expected || holm[row] >= 1.0);
                }
                for (level, expected) in [(bh[row] + 1e-9, true), (bh[row] - 1e-9, false)] {
                    let rejected = (0..n).rev().find(|&i| sorted[i] <= (i + 1) as f64 / n as f64 * level).map_or(0, |i| i + 1);
                    let is_rejected = rejected > 0 && p[row] <= sorted[rejected - 1];
                    prop_assert_eq!(is_rejected, expected);
                }
            }
        }
    }
}
