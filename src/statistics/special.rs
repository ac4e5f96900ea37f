//! The few functions of probability theory that the measures need.
//!
//! Logarithms and the error function are those of the crate `libm`, which gives the same bits on every machine.

use std::f64::consts::{PI, SQRT_2};

use libm::{erfc, log, log1p, sqrt};

/// The chance that a chi-squared variable with one degree of freedom exceeds `statistic`.
pub(super) fn chi2_tail(statistic: f64) -> f64 {
    erfc(sqrt(statistic.max(0.0) / 2.0))
}

/// The chance that a standard normal variable is at most `z`.
pub(super) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The chance that a standard normal variable is at least as far from 0 as `z`.
pub(super) fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// The value that a standard normal variable is below with chance `p`: infinite for 0 and 1.
///
/// By bisection, to the last bit or two: a few microseconds.
pub(super) fn normal_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    // Below -39 the chance is less than the least number above 0.
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

/// How many standard errors an interval of that confidence reaches to each side.
pub(super) fn interval_width(confidence: f64) -> f64 {
    -normal_quantile((1.0 - confidence) / 2.0)
}

/// `x ln(x / m) + m - x` for x >= 0 and m > 0, without the loss of digits where the two are close.
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

/// The error of Stirling's formula for `ln n!`.
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

/// The logarithm of the chance of `x` successes in `n` trials of chance `p`, with `q = 1 - p`; neither is 0.
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

/// The hypergeometric distribution: how many of `marked` items are among `drawn` of all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hypergeometric {
    pub(super) marked: u64,
    pub(super) unmarked: u64,
    pub(super) drawn: u64,
}

impl Hypergeometric {
    /// The least possible number.
    pub(super) fn lowest(self) -> u64 {
        self.drawn.saturating_sub(self.unmarked)
    }

    /// The greatest possible number.
    pub(super) fn highest(self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// A number that none is more likely than.
    fn mode(self) -> u64 {
        let product = (u128::from(self.drawn) + 1) * (u128::from(self.marked) + 1);
        let all = u128::from(self.marked) + u128::from(self.unmarked) + 2;
        u64::try_from(product / all).map_or(self.highest(), |mode| {
            mode.clamp(self.lowest(), self.highest())
        })
    }

    /// The logarithm of the chance of `x`, by Loader's saddle-point form: thirteen digits, whatever the counts.
    pub(super) fn ln_chance(self, x: u64) -> f64 {
        let all = self.marked + self.unmarked;
        if self.lowest() == self.highest() {
            return 0.0;
        }
        let p = self.drawn as f64 / all as f64;
        let q = (all - self.drawn) as f64 / all as f64;
        ln_binomial(x, self.marked, p, q) + ln_binomial(self.drawn - x, self.unmarked, p, q)
            - ln_binomial(self.drawn, all, p, q)
    }

    /// The chance of `x + 1` over that of `x`.
    fn step(self, x: u64) -> f64 {
        let x = x as f64;
        let left = (self.marked as f64 - x) * (self.drawn as f64 - x);
        left / ((x + 1.0) * (self.unmarked as f64 - self.drawn as f64 + x + 1.0))
    }

    /// The chance of `x` and all below it, over that of `x`, which is not above the mode.
    fn tail_below(self, mut x: u64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        while x > self.lowest() && term > sum * f64::EPSILON / 64.0 {
            x -= 1;
            term /= self.step(x);
            sum += term;
        }
        sum
    }

    /// The chance of `x` and all above it, over that of `x`, which is not below the mode.
    fn tail_above(self, mut x: u64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        while x < self.highest() && term > sum * f64::EPSILON / 64.0 {
            term *= self.step(x);
            x += 1;
            sum += term;
        }
        sum
    }

    /// The logarithm of the chance of all numbers that are no more likely than `x`: Fisher's exact test, two-sided.
    pub(super) fn ln_two_sided(self, x: u64) -> f64 {
        let mode = self.mode();
        let chance = self.ln_chance(x);
        // Chances that are equal in theory come out within this of each other.
        let limit = chance + 1e-12 * chance.abs().max(1.0);
        if self.ln_chance(mode) <= limit {
            return 0.0;
        }
        let (near, far) = if x < mode {
            let far = first_in(mode, self.highest() + 1, |at| self.ln_chance(at) <= limit);
            let far = (far <= self.highest()).then(|| (far, self.tail_above(far)));
            (self.tail_below(x), far)
        } else {
            let above = first_in(self.lowest(), mode, |at| self.ln_chance(at) > limit);
            let far = (above > self.lowest()).then(|| (above - 1, self.tail_below(above - 1)));
            (self.tail_above(x), far)
        };
        let far = far.map_or(0.0, |(at, tail)| {
            libm::exp(self.ln_chance(at) - chance) * tail
        });
        (chance + log(near + far)).min(0.0)
    }
}

/// The first number of `low..high` that meets a condition which, once met, stays so; `high` where none does.
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
    fn the_normal_distribution_is_that_of_tables() {
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-15);
        close(normal_quantile(0.005), -2.575_829_303_548_900_4, 1e-15);
        close(interval_width(0.95), 1.959_963_984_540_054, 1e-14);
        close(chi2_tail(3.841_458_820_694_124), 0.05, 1e-14);
        close(chi2_tail(1000.0), 1.795_832_784_800_736e-219, 1e-12);
        assert!(normal_quantile(0.0).is_infinite());
    }

    /// The chance as a product of whole numbers' quotients.
    fn plain_chance(h: Hypergeometric, x: u64) -> f64 {
        let choose =
            |n: u64, k: u64| (0..k).fold(1.0, |all, i| all * (n - i) as f64 / (i + 1) as f64);
        choose(h.marked, x) * choose(h.unmarked, h.drawn - x)
            / choose(h.marked + h.unmarked, h.drawn)
    }

    proptest! {
        #[test]
        fn chances_are_those_of_the_definition(marked in 0..40_u64, unmarked in 0..40_u64, drawn in 0..80_u64) {
            let h = Hypergeometric { marked, unmarked, drawn: drawn.min(marked + unmarked) };
            let chances: Vec<f64> = (h.lowest()..=h.highest()).map(|x| plain_chance(h, x)).collect();
            for (x, &chance) in (h.lowest()..).zip(&chances) {
                close(libm::exp(h.ln_chance(x)), chance, 1e-11);
                let limit = chance * (1.0 + 1e-9);
                let two_sided: f64 = chances.iter().filter(|&&other| other <= limit).sum();
                close(libm::exp(h.ln_two_sided(x)), two_sided, 1e-10);
            }
        }
    }
}
