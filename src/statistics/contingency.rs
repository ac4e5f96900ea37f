//! The contingency table of a term in two corpora, and its measures.
//!
//! With `a` occurrences among the `c` words of the target and `b` among the `d` words of the reference, the cells are
//!
//! | | target | reference |
//! | --- | --- | --- |
//! | the term | `a` | `b` |
//! | other words | `c - a` | `d - b` |
//!
//! `O` is the observed count of a cell and `E` the expected one: the product of its row total and its column total
//! divided by `c + d`.

use std::cmp::Ordering;
use std::f64::consts::LN_2;

use libm::{exp, log, log2, sqrt};

use super::special::{Hypergeometric, deviance};

/// Whether a term is more frequent in the target or in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More frequent in the target.
    Over,
    /// As frequent in both.
    Even,
    /// More frequent in the reference.
    Under,
}

impl Direction {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Even => "even",
            Self::Under => "under",
        }
    }
}

/// An estimate with its confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    /// Build an interval from the logarithm of a ratio and its standard error.
    fn of_logarithm(
        ln_ratio: f64,
        error: f64,
        critical_value: f64,
        transform: impl Fn(f64) -> f64,
    ) -> Self {
        Self {
            value: transform(ln_ratio),
            low: transform(ln_ratio - critical_value * error),
            high: transform(ln_ratio + critical_value * error),
        }
    }
}

/// The frequency of a term and the number of words in two corpora.
///
/// No count should exceed its total; if one does, it replaces the total. If a corpus has no words, if the term does not
/// occur, or if there are no other words, all test statistics are 0, p-values are 1, and ratios are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// Occurrences in the target.
    pub count: u64,
    /// Number of words in the target.
    pub total: u64,
    /// Occurrences in the reference.
    pub reference_count: u64,
    /// Number of words in the reference.
    pub reference_total: u64,
}

impl Contingency {
    /// The number of other words in the target.
    fn others(self) -> u64 {
        self.total.saturating_sub(self.count)
    }

    /// The number of other words in the reference.
    fn reference_others(self) -> u64 {
        self.reference_total.saturating_sub(self.reference_count)
    }

    /// Return the observed and the expected count of each cell; `None` if a row or a column is empty.
    fn cells(self) -> Option<[(f64, f64); 4]> {
        let (a, b) = (self.count as f64, self.reference_count as f64);
        let (c, d) = (self.total as f64, self.reference_total as f64);
        let (term, other) = (a + b, self.others() as f64 + self.reference_others() as f64);
        let all = c + d;
        let has_margins = [term, other, c, d].iter().all(|&sum| sum > 0.0);
        has_margins.then(|| {
            [
                (a, term * (c / all)),
                (b, term * (d / all)),
                (self.others() as f64, other * (c / all)),
                (self.reference_others() as f64, other * (d / all)),
            ]
        })
    }

    /// The log-likelihood ratio G2: twice the sum of `O ln(O / E)` over all four cells.
    ///
    /// T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19, 1993.
    #[must_use]
    pub fn log_likelihood(self) -> f64 {
        self.cells().map_or(0.0, |cells| {
            2.0 * cells.iter().map(|&(o, e)| deviance(o, e)).sum::<f64>()
        })
    }

    /// Twice the sum of `O ln(O / E)` over the two cells of the term, slightly less than G2 over four cells.
    ///
    /// P. Rayson and R. Garside, Comparing corpora using frequency profiling, Workshop on Comparing Corpora, 2000.
    #[must_use]
    pub fn log_likelihood_two_cells(self) -> f64 {
        self.cells().map_or(0.0, |cells| {
            2.0 * cells[..2].iter().map(|&(o, e)| deviance(o, e)).sum::<f64>()
        })
    }

    /// Pearson's chi-squared, the sum of `(O - E)^2 / E` over all four cells.
    #[must_use]
    pub fn chi2(self) -> f64 {
        self.chi2_corrected(0.0)
    }

    /// Chi-squared with Yates's continuity correction: each difference `|O - E|` is reduced by 0.5, to no less than 0.
    ///
    /// F. Yates, Contingency tables involving small numbers and the chi-squared test, Supplement to the Journal of the
    /// Royal Statistical Society 1, 1934.
    #[must_use]
    pub fn chi2_yates(self) -> f64 {
        self.chi2_corrected(0.5)
    }

    fn chi2_corrected(self, correction: f64) -> f64 {
        let part = |&(o, e): &(f64, f64)| {
            let difference = ((o - e).abs() - correction).max(0.0);
            difference * difference / e
        };
        self.cells()
            .map_or(0.0, |cells| cells.iter().map(part).sum())
    }

    /// The p-value of Fisher's exact test, two-sided: the probability of all tables with these margins that are not
    /// more probable.
    ///
    /// T. Pedersen, Fishing for exactness, South-Central SAS Users Group, 1996. Probabilities are computed by C.
    /// Loader's method, so they are accurate for counts of any size; the cost grows with the square root of the counts.
    #[must_use]
    pub fn fisher(self) -> f64 {
        exp(self.ln_fisher())
    }

    /// The logarithm of the p-value, finite even if the p-value underflows.
    pub(super) fn ln_fisher(self) -> f64 {
        let distribution = Hypergeometric {
            marked: self.total.max(self.count),
            unmarked: self.reference_total.max(self.reference_count),
            drawn: self.count + self.reference_count,
        };
        distribution.ln_two_sided(self.count)
    }

    /// Both counts, with `smoothing` in place of 0.
    fn smoothed(self, smoothing: f64) -> (f64, f64) {
        let smooth = |count: u64| if count == 0 { smoothing } else { count as f64 };
        (smooth(self.count), smooth(self.reference_count))
    }

    fn has_ratio(self) -> bool {
        self.total > 0 && self.reference_total > 0 && self.count + self.reference_count > 0
    }

    /// The binary logarithm of `(a / c) / (b / d)`, with `smoothing` in place of a count of 0, and its confidence
    /// interval: `critical_value` standard errors to each side. The standard error of the natural logarithm is
    /// `sqrt(1/a - 1/c + 1/b - 1/d)`.
    ///
    /// A. Hardie, Log Ratio, 2014; D. Katz et al., Obtaining confidence intervals for the risk ratio in cohort studies,
    /// Biometrics 34, 1978.
    #[must_use]
    pub fn log_ratio(self, smoothing: f64, critical_value: f64) -> Option<Interval> {
        let (a, b) = self.smoothed(smoothing);
        let (c, d) = (self.total as f64, self.reference_total as f64);
        let error = sqrt((1.0 / a - 1.0 / c + 1.0 / b - 1.0 / d).max(0.0));
        self.has_ratio().then(|| {
            let value = log2((a / c) / (b / d));
            let half_width = critical_value * error / LN_2;
            Interval {
                value,
                low: value - half_width,
                high: value + half_width,
            }
        })
    }

    /// The difference of the rates as a percentage of the reference rate, with `smoothing` in place of a reference
    /// count of 0.
    ///
    /// C. Gabrielatos and A. Marchi, Keyness: matching metrics to definitions, Corpus Linguistics in the South, 2011.
    #[must_use]
    pub fn percent_diff(self, smoothing: f64) -> Option<f64> {
        let (_, b) = self.smoothed(smoothing);
        let rate = b / self.reference_total as f64;
        self.has_ratio()
            .then(|| (self.count as f64 / self.total as f64 - rate) / rate * 100.0)
    }

    /// The odds ratio `a (d - b) / (b (c - a))` with its confidence interval: `critical_value` standard errors of the
    /// logarithm to each side, each the square root of the sum of the reciprocals of the four cells. If a cell is 0,
    /// `smoothing` is added to all four.
    ///
    /// B. Woolf, On estimating the relation between blood group and disease, Annals of Human Genetics 19, 1955; with 0.5,
    /// J. Haldane, 1956, and F. Anscombe, 1956.
    #[must_use]
    pub fn odds_ratio(self, smoothing: f64, critical_value: f64) -> Option<Interval> {
        let cells = [
            self.count,
            self.reference_count,
            self.others(),
            self.reference_others(),
        ];
        let added = if cells.contains(&0) { smoothing } else { 0.0 };
        let [a, b, others, reference_others] = cells.map(|cell| cell as f64 + added);
        let error = sqrt(1.0 / a + 1.0 / b + 1.0 / others + 1.0 / reference_others);
        let ln_ratio = log(a / others) - log(b / reference_others);
        self.has_ratio()
            .then(|| Interval::of_logarithm(ln_ratio, error, critical_value, exp))
    }

    /// The Bayesian information criterion of a difference: G2 minus `ln(c + d)`. Above 2 there is evidence for a
    /// difference, above 6 strong, above 10 very strong evidence. Below 0 there is evidence against it.
    ///
    /// A. Wilson, Embracing Bayes factors for key item analysis in corpus linguistics, 2013.
    #[must_use]
    pub fn bic(self, log_likelihood: f64) -> f64 {
        log_likelihood - log((self.total as f64 + self.reference_total as f64).max(1.0))
    }

    /// Return the corpus in which the term is more frequent, compared exactly.
    #[must_use]
    pub fn direction(self) -> Direction {
        let target = u128::from(self.count) * u128::from(self.reference_total);
        let reference = u128::from(self.reference_count) * u128::from(self.total);
        match target.cmp(&reference) {
            Ordering::Greater => Direction::Over,
            Ordering::Equal => Direction::Even,
            Ordering::Less => Direction::Under,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(count: u64, total: u64, reference_count: u64, reference_total: u64) -> Contingency {
        Contingency {
            count,
            total,
            reference_count,
            reference_total,
        }
    }

    /// The sum over four cells by the textbook formula.
    fn textbook_sum(table: Contingency, part: impl Fn(f64, f64) -> f64) -> f64 {
        let o = [
            [table.count, table.reference_count],
            [
                table.total - table.count,
                table.reference_total - table.reference_count,
            ],
        ];
        let all = (table.total + table.reference_total) as f64;
        let mut sum = 0.0;
        for row in o {
            for (column, total) in [table.total, table.reference_total].into_iter().enumerate() {
                let expected = (row[0] + row[1]) as f64 * total as f64 / all;
                sum += part(row[column] as f64, expected);
            }
        }
        sum
    }

    proptest! {
        #[test]
        fn tests_match_the_textbook_formulas(a in 0..50_u64, b in 0..50_u64, c in 1..2000_u64, d in 1..2000_u64) {
            prop_assume!(a + b > 0);
            let table = table(a, a + c, b, b + d);
            let g2 = 2.0 * textbook_sum(table, |o, e| if o > 0.0 { o * (o / e).ln() } else { 0.0 });
            prop_assert!((table.log_likelihood() - g2).abs() < 1e-9);
            let chi2 = textbook_sum(table, |o, e| (o - e).powi(2) / e);
            prop_assert!((table.chi2() - chi2).abs() < 1e-9 * chi2.max(1.0));
            let swapped = Contingency { count: b, total: b + d, reference_count: a, reference_total: a + c };
            prop_assert!((swapped.fisher() - table.fisher()).abs() < 1e-10);
            prop_assert!(table.chi2_yates() <= table.chi2());
        }
    }

    #[test]
    fn empty_corpus_gives_no_evidence() {
        for table in [
            table(0, 0, 3, 10),
            table(3, 10, 0, 0),
            table(0, 0, 0, 0),
            table(0, 5, 0, 5),
            table(5, 5, 5, 5),
        ] {
            assert_eq!(
                (table.log_likelihood(), table.chi2(), table.fisher()),
                (0.0, 0.0, 1.0),
                "{table:?}"
            );
        }
        assert_eq!(table(0, 0, 3, 10).log_ratio(0.5, 2.0), None);
    }

    #[test]
    fn p_values_that_underflow_are_still_ordered() {
        let [less, more] = [
            table(5000, 10_000, 0, 10_000),
            table(6000, 10_000, 0, 10_000),
        ];
        assert_eq!((less.fisher(), more.fisher()), (0.0, 0.0));
        assert!(more.ln_fisher() < less.ln_fisher());
    }
}
