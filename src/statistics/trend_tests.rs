//! Tests of time series of rates: monotonic trend and change point.

use libm::{exp, sqrt};

use super::contingency::Contingency;
use super::correction::Correction;
use super::random::SplitMix64;
use super::special::normal_two_sided_p;
use crate::error::Result;
use crate::parallel::Workers;
use crate::registry::registry;

/// Minimum number of bins; shorter series are not tested.
const MIN_BINS: usize = 4;

/// Maximum number of bins for Sen's slope, which takes the median over all pairs of bins.
const MAX_BINS_FOR_SLOPE: usize = 4096;

/// Options of [`TermSeries::tests`](super::TermSeries::tests).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendConfig {
    /// Test for a trend.
    pub trend: bool,
    /// Test for a change point.
    pub change: Option<ChangeTest>,
    /// The number of permutations of a permutation test.
    pub n_permutations: usize,
    /// The seed of the permutations.
    pub seed: u64,
    /// The correction for testing many terms.
    pub correction: Option<Correction>,
    /// The significance level: a corrected p-value below it marks a trend or a change.
    pub alpha: f64,
}

registry!(
    /// A test for one change point at an unknown time.
    pub enum ChangeTest: "change test" {
        /// The greatest difference between the ranks of the rates before and after (A. Pettitt, A non-parametric
        /// approach to the change-point problem, Applied Statistics 28, 1979).
        Pettitt = "pettitt",
        /// The greatest log-likelihood ratio between the counts before and after, over all split points. Its p-value is
        /// the proportion of random permutations of the bins that reach it.
        LogLikelihood = "log_likelihood",
    }
);

impl TrendConfig {
    /// The number of permutations that the change test needs.
    pub(super) fn n_permutations(&self) -> usize {
        match self.change {
            Some(ChangeTest::LogLikelihood) => self.n_permutations,
            Some(ChangeTest::Pettitt) | None => 0,
        }
    }
}

/// The Mann-Kendall test.
///
/// H. Mann, Nonparametric tests against trend, Econometrica 13, 1945; M. Kendall, Rank correlation methods.
#[derive(Debug)]
pub(super) struct Trend {
    pub(super) tau: f64,
    pub(super) z: f64,
    pub(super) p: f64,
    pub(super) p_corrected: f64,
}

impl Trend {
    pub(super) fn of(rates: &[f64]) -> Option<Self> {
        if rates.len() < MIN_BINS {
            return None;
        }
        let s = kendall_s(rates);
        let n = rates.len() as f64;
        let pairs = n * (n - 1.0) / 2.0;
        let (mut tied_pairs, mut tied) = (0.0, 0.0);
        for t in ties(rates) {
            tied_pairs += t * (t - 1.0) / 2.0;
            tied += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied) / 18.0;
        // Continuity correction: S changes in steps of 2, the normal distribution is continuous.
        let z = if s == 0.0 {
            0.0
        } else {
            (s - s.signum()) / sqrt(variance)
        };
        let tau = if tied_pairs < pairs {
            s / sqrt(pairs * (pairs - tied_pairs))
        } else {
            0.0
        };
        let p = normal_two_sided_p(z).min(1.0);
        Some(Self {
            tau,
            z,
            p,
            p_corrected: p,
        })
    }

    pub(super) fn name(&self, alpha: f64) -> &'static str {
        direction(
            self.tau,
            self.p_corrected,
            alpha,
            ["rising", "falling", "none"],
        )
    }
}

fn direction(value: f64, p: f64, alpha: f64, [up, down, none]: [&'static str; 3]) -> &'static str {
    if p < alpha && value != 0.0 {
        if value > 0.0 { up } else { down }
    } else {
        none
    }
}

/// Return Kendall's S: the number of pairs of rates that rise minus those that fall.
fn kendall_s(rates: &[f64]) -> f64 {
    let mut s = 0_i64;
    for (index, first) in rates.iter().enumerate() {
        for second in &rates[index + 1..] {
            s += second.total_cmp(first) as i64;
        }
    }
    s as f64
}

/// Return the size of each group of equal rates.
fn ties(rates: &[f64]) -> Vec<f64> {
    let mut sorted = rates.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|group| group.len() as f64)
        .collect()
}

/// Return Sen's slope: the median of the slopes of all pairs, per time bin.
///
/// P. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968.
pub(super) fn sen_slope(times: &[usize], rates: &[f64]) -> Option<f64> {
    if rates.len() < 2 || rates.len() > MAX_BINS_FOR_SLOPE {
        return None;
    }
    let mut slopes = Vec::with_capacity(rates.len() * (rates.len() - 1) / 2);
    for (index, (time, rate)) in times.iter().zip(rates).enumerate() {
        let later = times.iter().zip(rates).skip(index + 1);
        slopes.extend(later.map(|(other, next)| (next - rate) / (other - time) as f64));
    }
    slopes.sort_unstable_by(f64::total_cmp);
    let middle = slopes.len() / 2;
    let median = if slopes.len().is_multiple_of(2) {
        f64::midpoint(slopes[middle - 1], slopes[middle])
    } else {
        slopes[middle]
    };
    Some(median)
}

#[derive(Debug)]
pub(super) struct Change {
    /// The first bin after the change.
    pub(super) bin: usize,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) statistic: f64,
    pub(super) p: f64,
    pub(super) p_corrected: f64,
}

impl Change {
    /// Find the change point among the bins `used`, which have the counts and numbers of words `pairs` and the rates
    /// `rates`. Return `None` if there are too few bins.
    pub(super) fn of(
        test: ChangeTest,
        config: &TrendConfig,
        used: &[usize],
        pairs: &[(u64, u64)],
        rates: &[f64],
        workers: &Workers,
    ) -> Result<Option<Self>> {
        if pairs.len() < MIN_BINS {
            return Ok(None);
        }
        let (split, statistic, p) = match test {
            ChangeTest::Pettitt => pettitt(rates),
            ChangeTest::LogLikelihood => {
                best_split_test(pairs, config.n_permutations, config.seed, workers)?
            }
        };
        let [before, after] = [&pairs[..split], &pairs[split..]].map(rate_of);
        Ok(Some(Self {
            bin: used[split],
            before,
            after,
            statistic,
            p,
            p_corrected: p,
        }))
    }

    pub(super) fn name(&self, alpha: f64) -> &'static str {
        direction(
            self.after - self.before,
            self.p_corrected,
            alpha,
            ["rise", "fall", "none"],
        )
    }
}

fn rate_of(pairs: &[(u64, u64)]) -> f64 {
    let (count, tokens) = sums(pairs);
    count as f64 * 1e6 / tokens as f64
}

fn sums(pairs: &[(u64, u64)]) -> (u64, u64) {
    pairs.iter().fold((0, 0), |(count, tokens), pair| {
        (count + pair.0, tokens + pair.1)
    })
}

/// Return the split point where the ranks differ most (the number of bins before it), the statistic K and its
/// approximate p-value.
fn pettitt(rates: &[f64]) -> (usize, f64, f64) {
    let n = rates.len() as f64;
    let mut sorted = rates.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (mut u, mut best) = (0.0_f64, (1, 0.0_f64));
    for (index, rate) in rates[..rates.len() - 1].iter().enumerate() {
        let below = sorted.partition_point(|other| other.total_cmp(rate).is_lt()) as f64;
        let up_to = sorted.partition_point(|other| other.total_cmp(rate).is_le()) as f64;
        // Twice the mid-rank minus n + 1.
        u += below + up_to - n;
        if u.abs() > best.1 {
            best = (index + 1, u.abs());
        }
    }
    let (split, k) = best;
    (
        split,
        k,
        (2.0 * exp(-6.0 * k * k / (n * n * n + n * n))).min(1.0),
    )
}

/// Return the split point with the greatest G2, the statistic, and its p-value by permutation.
fn best_split_test(
    pairs: &[(u64, u64)],
    n_permutations: usize,
    seed: u64,
    workers: &Workers,
) -> Result<(usize, f64, f64)> {
    let (split, statistic) = best_split(pairs);
    // Allow for rounding: permuted sums may differ in the last bits.
    let threshold = statistic * (1.0 - 1e-12);
    let mut shuffled = pairs.to_vec();
    let mut n_reached = 1.0;
    for index in 0..n_permutations {
        workers.check()?;
        shuffled.copy_from_slice(pairs);
        SplitMix64::of_sample(seed, index).shuffle(&mut shuffled);
        if best_split(&shuffled).1 >= threshold {
            n_reached += 1.0;
        }
    }
    Ok((split, statistic, n_reached / (1.0 + n_permutations as f64)))
}

fn best_split(pairs: &[(u64, u64)]) -> (usize, f64) {
    let (all, tokens) = sums(pairs);
    let (mut count, mut total) = (0, 0);
    let mut best = (1, 0.0);
    for (index, pair) in pairs[..pairs.len() - 1].iter().enumerate() {
        count += pair.0;
        total += pair.1;
        let table = Contingency {
            count,
            total: total.max(count),
            reference_count: all - count,
            reference_total: (tokens - total).max(all - count),
        };
        let statistic = table.log_likelihood();
        if statistic > best.1 {
            best = (index + 1, statistic);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_rise_has_tau_1() {
        let rates: Vec<f64> = (0..8).map(f64::from).collect();
        let trend = Trend::of(&rates).unwrap();
        // S is 28, its variance 8 * 7 * 21 / 18.
        assert!((trend.tau - 1.0).abs() < 1e-12);
        assert!((trend.z - 27.0 / sqrt(8.0 * 7.0 * 21.0 / 18.0)).abs() < 1e-12);
        assert_eq!(trend.name(0.05), "rising");
        assert!(Trend::of(&rates[..3]).is_none());
        let slope = sen_slope(&[0, 1, 2, 3, 4, 5, 6, 7], &rates).unwrap();
        assert!((slope - 1.0).abs() < 1e-12);
    }

    #[test]
    fn constant_rates_have_no_trend() {
        let trend = Trend::of(&[5.0; 9]).unwrap();
        assert_eq!(
            (trend.name(0.05), trend.p.to_bits()),
            ("none", 1.0_f64.to_bits())
        );
        let (split, _, p) = pettitt(&[5.0; 9]);
        assert_eq!((split, p.to_bits()), (1, 1.0_f64.to_bits()));
    }

    #[test]
    fn both_tests_find_the_change_point() {
        let pairs: Vec<(u64, u64)> = (0..20)
            .map(|bin| (if bin < 12 { bin % 2 } else { 30 }, 1000))
            .collect();
        let rates: Vec<f64> = pairs
            .iter()
            .map(|&(count, _)| count as f64 * 1000.0)
            .collect();
        let used: Vec<usize> = (0..20).collect();
        let config = TrendConfig {
            trend: false,
            change: None,
            n_permutations: 199,
            seed: 1,
            correction: None,
            alpha: 0.05,
        };
        for test in ChangeTest::ALL {
            let change = Change::of(test, &config, &used, &pairs, &rates, &Workers::serial());
            let change = change.unwrap().unwrap();
            assert_eq!((change.bin, change.name(0.05)), (12, "rise"));
            assert!((change.before - 500.0).abs() < 1e-9);
        }
    }
}
