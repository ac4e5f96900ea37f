//! The functions of probability theory that the measures need.
//!
//! Logarithms and the error function come from the crate `libm`, which returns the same bits on every machine.

use std::f64::consts::{PI, SQRT_2};

use libm::{erfc, log, log1p, sqrt};

/// Return `value` if it is above 0, or else 0.
///
/// `f64::max` may return either zero for 0 and -0, depending on how it was compiled.
pub(super) fn positive_part(value: f64) -> f64 {
    if value > 0.0 { value } else { 0.0 }
}

/// The survival function of the chi-squared distribution with one degree of freedom.
pub(super) fn chi2_sf(statistic: f64) -> f64 {
    erfc(sqrt(statistic.max(0.0) / 2.0))
}

/// The cumulative distribution function of the standard normal distribution.
pub(super) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The two-sided p-value of a standard normal statistic: the probability of a value at least as far from 0 as `z`.
pub(super) fn normal_two_sided_p(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// The quantile function of the standard normal distribution: infinite for 0 and 1.
///
/// By bisection, accurate to the last bit or two; takes a few microseconds.
pub(super) fn normal_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    // Below -39 the probability is smaller than the smallest positive number.
    let (mut low, mut high) = (-39.0, 0.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return high;
        }
        if normal_cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The critical value of a two-sided normal confidence interval: its half-width in standard errors.
pub(super) fn critical_value(confidence: f64) -> f64 {
    -normal_quantile((1.0 - confidence) / 2.0)
}

/// `x ln(x / m) + m - x` for x >= 0 and m > 0, without cancellation if the two are close.
///
/// C. Loader, Fast and accurate computation of binomial probabilities, 2000.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if x == 0.0 {
        return m;
    }
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    let mut odd = 1.0;
    loop {
        term *= v * v;
        odd += 2.0;
        let next = sum + term / odd;
        if next.to_bits() == sum.to_bits() {
            return sum;
        }
        sum = next;
    }
}

/// The error of Stirling's approximation of `ln n!`.
fn stirling_error(n: u64) -> f64 {
    const FACTORIALS: [f64; 16] = [
        1.0,
        1.0,
        2.0,
        6.0,
        24.0,
        120.0,
        720.0,
        5040.0,
        40_320.0,
        362_880.0,
        3_628_800.0,
        39_916_800.0,
        479_001_600.0,
        6_227_020_800.0,
        87_178_291_200.0,
        1_307_674_368_000.0,
    ];
    let x = n as f64;
    match FACTORIALS.get(usize::try_from(n).unwrap_or(usize::MAX)) {
        Some(_) if n == 0 => 0.0,
        Some(&factorial) => log(factorial) - (x + 0.5) * log(x) + x - 0.5 * log(2.0 * PI),
        None => {
            let square = x * x;
            let tail = 1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square;
            (1.0 / 12.0 - (1.0 / 360.0 - tail / square) / square) / x
        }
    }
}

/// The logarithm of the binomial probability of `x` successes in `n` trials with success probability `p`, where `q` is
/// `1 - p`. Neither is 0.
fn ln_binomial(x: u64, n: u64, p: f64, q: f64) -> f64 {
    let (successes, failures, trials) = (x as f64, (n - x) as f64, n as f64);
    if x == 0 {
        return if p < q {
            trials * log1p(-p)
        } else {
            trials * log(q)
        };
    }
    if x == n {
        return if q < p {
            trials * log1p(-q)
        } else {
            trials * log(p)
        };
    }
    let error = stirling_error(n) - stirling_error(x) - stirling_error(n - x);
    let deviance = deviance(successes, trials * p) + deviance(failures, trials * q);
    error - deviance - 0.5 * log(2.0 * PI * successes * (failures / trials))
}

/// The hypergeometric distribution: the number of `marked` items in a sample of `drawn` items, without replacement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hypergeometric {
    pub(super) marked: u64,
    pub(super) unmarked: u64,
    pub(super) drawn: u64,
}

impl Hypergeometric {
    /// The smallest possible value.
    pub(super) fn lowest(self) -> u64 {
        self.drawn.saturating_sub(self.unmarked)
    }

    /// The largest possible value.
    pub(super) fn highest(self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// The mode, the most probable value.
    fn mode(self) -> u64 {
        let product = (u128::from(self.drawn) + 1) * (u128::from(self.marked) + 1);
        let all = u128::from(self.marked) + u128::from(self.unmarked) + 2;
        u64::try_from(product / all).map_or(self.highest(), |mode| {
            mode.clamp(self.lowest(), self.highest())
        })
    }

    /// The logarithm of the probability of `x`, by Loader's saddle-point expansion: accurate to thirteen digits for
    /// counts of any size.
    pub(super) fn ln_pmf(self, x: u64) -> f64 {
        let all = self.marked + self.unmarked;
        if self.lowest() == self.highest() {
            return 0.0;
        }
        let p = self.drawn as f64 / all as f64;
        let q = (all - self.drawn) as f64 / all as f64;
        ln_binomial(x, self.marked, p, q) + ln_binomial(self.drawn - x, self.unmarked, p, q)
            - ln_binomial(self.drawn, all, p, q)
    }

    /// The probability of `x + 1` divided by that of `x`.
    fn pmf_ratio(self, x: u64) -> f64 {
        let x = x as f64;
        let left = (self.marked as f64 - x) * (self.drawn as f64 - x);
        left / ((x + 1.0) * (self.unmarked as f64 - self.drawn as f64 + x + 1.0))
    }

    /// The probability of values up to `x`, divided by that of `x`. `x` must not exceed the mode.
    fn lower_tail(self, mut x: u64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        while x > self.lowest() && term > sum * f64::EPSILON / 64.0 {
            x -= 1;
            term /= self.pmf_ratio(x);
            sum += term;
        }
        sum
    }

    /// The probability of values from `x` on, divided by that of `x`. `x` must not be below the mode.
    fn upper_tail(self, mut x: u64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        while x < self.highest() && term > sum * f64::EPSILON / 64.0 {
            term *= self.pmf_ratio(x);
            x += 1;
            sum += term;
        }
        sum
    }

    /// The logarithm of the p-value of Fisher's exact test, two-sided: the probability of all values that are not more
    /// probable than `x`.
    pub(super) fn ln_two_sided(self, x: u64) -> f64 {
        let mode = self.mode();
        let ln_p = self.ln_pmf(x);
        // Probabilities that are equal in theory differ by less than this after rounding.
        let limit = ln_p + 1e-12 * ln_p.abs().max(1.0);
        if self.ln_pmf(mode) <= limit {
            return 0.0;
        }
        let (near, far) = if x < mode {
            let far = first_in(mode, self.highest() + 1, |at| self.ln_pmf(at) <= limit);
            let far = (far <= self.highest()).then(|| (far, self.upper_tail(far)));
            (self.lower_tail(x), far)
        } else {
            let above = first_in(self.lowest(), mode, |at| self.ln_pmf(at) > limit);
            let far = (above > self.lowest()).then(|| (above - 1, self.lower_tail(above - 1)));
            (self.upper_tail(x), far)
        };
        let far = far.map_or(0.0, |(at, tail)| libm::exp(self.ln_pmf(at) - ln_p) * tail);
        (ln_p + log(near + far)).min(0.0)
    }
}

/// Return the first number of `low..high` that meets a monotonic condition, by bisection; `high` if there is none.
fn first_in(mut low: u64, mut high: u64, is_met: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low.midpoint(high);
        if is_met(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        let error = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
        assert!(error <= tolerance, "{found} is not {expected}");
    }

    #[test]
    fn normal_distribution_matches_published_values() {
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-15);
        close(normal_quantile(0.005), -2.575_829_303_548_900_4, 1e-15);
        close(critical_value(0.95), 1.959_963_984_540_054, 1e-14);
        close(chi2_sf(3.841_458_820_694_124), 0.05, 1e-14);
        close(chi2_sf(1000.0), 1.795_832_784_800_736e-219, 1e-12);
        assert!(normal_quantile(0.0).is_infinite());
    }

    /// The probability as a product of quotients of integers.
    fn reference_pmf(h: Hypergeometric, x: u64) -> f64 {
        let choose =
            |n: u64, k: u64| (0..k).fold(1.0, |all, i| all * (n - i) as f64 / (i + 1) as f64);
        choose(h.marked, x) * choose(h.unmarked, h.drawn - x)
            / choose(h.marked + h.unmarked, h.drawn)
    }

    proptest! {
        #[test]
        fn hypergeometric_probabilities_match_the_definition(marked in 0..40_u64, unmarked in 0..40_u64, drawn in 0..80_u64) {
            let h = Hypergeometric { marked, unmarked, drawn: drawn.min(marked + unmarked) };
            let probabilities: Vec<f64> = (h.lowest()..=h.highest()).map(|x| reference_pmf(h, x)).collect();
            for (x, &probability) in (h.lowest()..).zip(&probabilities) {
                close(libm::exp(h.ln_pmf(x)), probability, 1e-11);
                let limit = probability * (1.0 + 1e-9);
                let two_sided: f64 = probabilities.iter().filter(|&&other| other <= limit).sum();
                close(libm::exp(h.ln_two_sided(x)), two_sided, 1e-10);
            }
        }
    }
}
