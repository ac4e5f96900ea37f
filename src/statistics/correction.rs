//! Correction of p-values for multiple testing.

use crate::registry::registry;

registry!(
    /// A correction of p-values for multiple testing.
    ///
    /// ```
    /// use lexicount::statistics::Correction;
    ///
    /// let p = [0.01, 0.04, 0.03];
    /// assert_eq!(Correction::Holm.adjust(&p), [0.03, 0.06, 0.06]);
    /// assert_eq!(Correction::BenjaminiHochberg.adjust(&p), [0.03, 0.04, 0.04]);
    /// ```
    pub enum Correction: "correction" {
        /// Controls the family-wise error rate, the probability of any false positive (S. Holm, A simple sequentially
        /// rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979).
        Holm = "holm",
        /// Controls the expected proportion of false positives among the rejected hypotheses (Y. Benjamini and Y.
        /// Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57, 1995).
        BenjaminiHochberg = "benjamini_hochberg",
    }
);

/// Return corrected p-values, or the same p-values without a correction.
pub(super) fn adjusted(correction: Option<Correction>, p_values: &[f64]) -> Vec<f64> {
    correction.map_or_else(
        || p_values.to_vec(),
        |correction| correction.adjust(p_values),
    )
}

impl Correction {
    /// Return the corrected p-values, in the same order.
    ///
    /// The cost is `O(n log n)`.
    #[must_use]
    pub fn adjust(self, p_values: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..p_values.len()).collect();
        order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
        let n = p_values.len() as f64;
        let mut adjusted = vec![0.0; p_values.len()];
        if self == Self::Holm {
            let mut greatest = 0.0_f64;
            for (rank, &row) in order.iter().enumerate() {
                greatest = greatest.max((n - rank as f64) * p_values[row]).min(1.0);
                adjusted[row] = greatest;
            }
        } else {
            let mut least = 1.0_f64;
            for (rank, &row) in order.iter().enumerate().rev() {
                least = least.min(n / (rank as f64 + 1.0) * p_values[row]);
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
        fn corrected_p_is_the_lowest_level_that_rejects(p in prop::collection::vec(0.0..1.0_f64, 1..12)) {
            let n = p.len();
            let mut sorted = p.clone();
            sorted.sort_by(f64::total_cmp);
            let (holm, bh) = (Correction::Holm.adjust(&p), Correction::BenjaminiHochberg.adjust(&p));
            for row in 0..n {
                // Apply the procedures as published: reject at these levels, and at none slightly below.
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
