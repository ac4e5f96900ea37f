//! Keyness: which terms are more frequent, or less, in one corpus than in another.
//!
//! Takes two [`FrequencyList`]s and returns one row a term with all measures, so that what is rare and what is large can
//! both be seen. With `a` of `c` words in the target and `b` of `d` in the reference, the table is
//!
//! | | target | reference |
//! | --- | --- | --- |
//! | the term | `a` | `b` |
//! | other words | `c - a` | `d - b` |
//!
//! and an expected count is the product of its row's and its column's sum over `c + d`.
//!
//! ```
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{FrequencyList, KeynessConfig, keyness};
//!
//! let target = FrequencyList::from_pairs([("fire", 30), ("the", 60)], Some(1000), None)?;
//! let reference = FrequencyList::from_pairs([("fire", 3), ("the", 61)], Some(1000), None)?;
//! let table = keyness(&target, &reference, &KeynessConfig::default(), &Workers::serial())?;
//! assert_eq!(table.n_rows(), 2);
//! assert!(table.to_json().starts_with("[{\"term\":\"fire\",\"direction\":\"over\",\"count\":30"));
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::cmp::Ordering;
use std::f64::consts::LN_2;

use libm::{exp, log, log2, sqrt};

use super::correction::Correction;
use super::frequency_list::FrequencyList;
use super::special::{Hypergeometric, chi2_tail, deviance, interval_width};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, Values, cell};

/// What a term costs in the units of the workers' weights: about a microsecond, of which most is Fisher's test.
const TERM_WEIGHT: usize = 256;

/// A measure of keyness, by which terms can be ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// [`Contingency::log_likelihood`].
    LogLikelihood,
    /// [`Contingency::log_likelihood_two_cells`].
    LogLikelihoodTwoCells,
    /// [`Contingency::chi2`].
    Chi2,
    /// [`Contingency::chi2_yates`].
    Chi2Yates,
    /// [`Contingency::fisher`].
    Fisher,
    /// [`Contingency::log_ratio`].
    LogRatio,
    /// [`Contingency::percent_diff`].
    PercentDiff,
    /// [`Contingency::odds_ratio`].
    OddsRatio,
    /// [`Contingency::bic`].
    Bic,
}

impl Measure {
    /// All measures with their names.
    pub const ALL: [(&'static str, Self); 9] = [
        ("log_likelihood", Self::LogLikelihood),
        ("log_likelihood_two_cells", Self::LogLikelihoodTwoCells),
        ("chi2", Self::Chi2),
        ("chi2_yates", Self::Chi2Yates),
        ("fisher", Self::Fisher),
        ("log_ratio", Self::LogRatio),
        ("percent_diff", Self::PercentDiff),
        ("odds_ratio", Self::OddsRatio),
        ("bic", Self::Bic),
    ];

    /// The measure of that name.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|&(_, measure)| measure).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            Error::config(format!(
                "measure={name:?}: no such measure; use one of {names}"
            ))
        })
    }
}

/// Options of [`keyness`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeynessConfig {
    /// What p-values are of, where it is a test (else they are of the log-likelihood).
    pub measure: Measure,
    /// What terms are ranked by.
    pub sort_by: Measure,
    /// What is done about the number of tests.
    pub correction: Correction,
    /// Terms whose corrected p-value is below this are significant.
    pub alpha: f64,
    /// Of the intervals, between 0 and 1.
    pub confidence: f64,
    /// What stands for a count of 0 where it would divide by nothing.
    pub smoothing: f64,
    /// Terms used less often than this, in both corpora together, are left out before p-values are corrected.
    pub min_count: u64,
    /// At most so many terms of each direction.
    pub top: Option<usize>,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        Self {
            measure: Measure::LogLikelihood,
            sort_by: Measure::LogLikelihood,
            correction: Correction::Holm,
            alpha: 0.05,
            confidence: 0.95,
            smoothing: 0.5,
            min_count: 1,
            top: None,
        }
    }
}

impl KeynessConfig {
    fn check(&self) -> Result<()> {
        for (name, value) in [("alpha", self.alpha), ("confidence", self.confidence)] {
            if !(value > 0.0 && value < 1.0) {
                let message = format!(
                    "{name}={value}: use a number between 0 and 1, such as {}",
                    if name == "alpha" { 0.05 } else { 0.95 }
                );
                return Err(Error::config(message));
            }
        }
        if !(self.smoothing > 0.0 && self.smoothing.is_finite()) {
            return Err(Error::config(format!(
                "smoothing={}: it stands for a count of 0 and must be above 0; Hardie (2014) uses 0.5",
                self.smoothing
            )));
        }
        Ok(())
    }
}

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
    fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Even => "even",
            Self::Under => "under",
        }
    }
}

/// A value with the interval that holds it at the confidence asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// From the logarithm of a ratio and its standard error.
    fn of_logarithm(ln_ratio: f64, error: f64, width: f64, shown: impl Fn(f64) -> f64) -> Self {
        Self {
            value: shown(ln_ratio),
            low: shown(ln_ratio - width * error),
            high: shown(ln_ratio + width * error),
        }
    }
}

/// How often a term is used, of how many words, in two corpora.
///
/// No count may exceed its total. Where a corpus has no words, or the term stands nowhere, or there is no other word,
/// all tests give 0 and 1, and ratios are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// In the target.
    pub count: u64,
    /// Words of the target.
    pub total: u64,
    /// In the reference.
    pub reference_count: u64,
    /// Words of the reference.
    pub reference_total: u64,
}

impl Contingency {
    /// The four cells with what is expected in each; `None` where a row or a column is empty.
    fn cells(self) -> Option<[(f64, f64); 4]> {
        let (a, b) = (self.count as f64, self.reference_count as f64);
        let (c, d) = (self.total as f64, self.reference_total as f64);
        let (term, other) = (
            a + b,
            (self.total - self.count) as f64 + (self.reference_total - self.reference_count) as f64,
        );
        let all = c + d;
        let is_full = [term, other, c, d].iter().all(|&sum| sum > 0.0);
        is_full.then(|| {
            [
                (a, term * (c / all)),
                (b, term * (d / all)),
                ((self.total - self.count) as f64, other * (c / all)),
                (
                    (self.reference_total - self.reference_count) as f64,
                    other * (d / all),
                ),
            ]
        })
    }

    /// G2, twice the sum of `O ln(O / E)` over all four cells.
    ///
    /// T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19, 1993.
    #[must_use]
    pub fn log_likelihood(self) -> f64 {
        self.cells().map_or(0.0, |cells| {
            2.0 * cells.iter().map(|&(o, e)| deviance(o, e)).sum::<f64>()
        })
    }

    /// Twice the sum of `O ln(O / E)` over the two cells of the term: a little less than the four-celled G2.
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
        self.chi2_less(0.0)
    }

    /// The same with each difference `|O - E|` made less by a half, to no less than 0.
    ///
    /// F. Yates, Contingency tables involving small numbers and the chi-squared test, Supplement to the Journal of the
    /// Royal Statistical Society 1, 1934.
    #[must_use]
    pub fn chi2_yates(self) -> f64 {
        self.chi2_less(0.5)
    }

    fn chi2_less(self, less: f64) -> f64 {
        let part = |&(o, e): &(f64, f64)| {
            let difference = ((o - e).abs() - less).max(0.0);
            difference * difference / e
        };
        self.cells()
            .map_or(0.0, |cells| cells.iter().map(part).sum())
    }

    /// The p-value of Fisher's exact test, two-sided: the chance of all tables with these sums that are no more likely.
    ///
    /// T. Pedersen, Fishing for exactness, South-Central SAS Users Group, 1996. Chances by C. Loader's form, so that they
    /// keep their digits for counts of any size; the cost grows with the square root of the counts.
    #[must_use]
    pub fn fisher(self) -> f64 {
        exp(self.ln_fisher())
    }

    fn ln_fisher(self) -> f64 {
        let distribution = Hypergeometric {
            marked: self.total,
            unmarked: self.reference_total,
            drawn: self.count + self.reference_count,
        };
        distribution.ln_two_sided(self.count)
    }

    /// Counts with `smoothing` for a 0.
    fn smoothed(self, smoothing: f64) -> (f64, f64) {
        let least = |count: u64| if count == 0 { smoothing } else { count as f64 };
        (least(self.count), least(self.reference_count))
    }

    fn has_ratio(self) -> bool {
        self.total > 0 && self.reference_total > 0 && self.count + self.reference_count > 0
    }

    /// The binary logarithm of `(a / c) / (b / d)`, with `smoothing` for a count of 0, and its interval of so many standard
    /// errors, each `sqrt(1/a - 1/c + 1/b - 1/d)` of the natural logarithm.
    ///
    /// A. Hardie, Log Ratio, 2014; D. Katz et al., Obtaining confidence intervals for the risk ratio in cohort studies,
    /// Biometrics 34, 1978.
    #[must_use]
    pub fn log_ratio(self, smoothing: f64, width: f64) -> Option<Interval> {
        let (a, b) = self.smoothed(smoothing);
        let (c, d) = (self.total as f64, self.reference_total as f64);
        let error = sqrt((1.0 / a - 1.0 / c + 1.0 / b - 1.0 / d).max(0.0));
        self.has_ratio().then(|| {
            let value = log2((a / c) / (b / d));
            let reach = width * error / LN_2;
            Interval {
                value,
                low: value - reach,
                high: value + reach,
            }
        })
    }

    /// By how many percent of the reference's rate the target's differs, with `smoothing` for a count of 0 there.
    ///
    /// C. Gabrielatos and A. Marchi, Keyness: matching metrics to definitions, Corpus Linguistics in the South, 2011.
    #[must_use]
    pub fn percent_diff(self, smoothing: f64) -> Option<f64> {
        let (_, b) = self.smoothed(smoothing);
        let rate = b / self.reference_total as f64;
        self.has_ratio()
            .then(|| (self.count as f64 / self.total as f64 - rate) / rate * 100.0)
    }

    /// `a (d - b) / (b (c - a))` with its interval, where the standard error of the logarithm is the root of the sum of
    /// the four cells' inverses. Where a cell is 0, `smoothing` is added to all four.
    ///
    /// B. Woolf, On estimating the relation between blood group and disease, Annals of Human Genetics 19, 1955; with 0.5,
    /// J. Haldane, 1956, and F. Anscombe, 1956.
    #[must_use]
    pub fn odds_ratio(self, smoothing: f64, width: f64) -> Option<Interval> {
        let cells = [
            self.count,
            self.reference_count,
            self.total - self.count,
            self.reference_total - self.reference_count,
        ];
        let more = if cells.contains(&0) { smoothing } else { 0.0 };
        let [a, b, others, reference_others] = cells.map(|cell| cell as f64 + more);
        let error = sqrt(1.0 / a + 1.0 / b + 1.0 / others + 1.0 / reference_others);
        let ln_ratio = log(a / others) - log(b / reference_others);
        self.has_ratio()
            .then(|| Interval::of_logarithm(ln_ratio, error, width, exp))
    }

    /// What the Bayesian information criterion says for a difference: G2 less `ln(c + d)`. Above 2 there is evidence,
    /// above 6 strong, above 10 very strong; below 0 there is some for no difference.
    ///
    /// A. Wilson, Embracing Bayes factors for key item analysis in corpus linguistics, 2013.
    #[must_use]
    pub fn bic(self, log_likelihood: f64) -> f64 {
        log_likelihood - log((self.total as f64 + self.reference_total as f64).max(1.0))
    }

    /// Where the term is more frequent, told exactly.
    #[must_use]
    pub fn direction(self) -> Direction {
        let here = u128::from(self.count) * u128::from(self.reference_total);
        let there = u128::from(self.reference_count) * u128::from(self.total);
        match here.cmp(&there) {
            Ordering::Greater => Direction::Over,
            Ordering::Equal => Direction::Even,
            Ordering::Less => Direction::Under,
        }
    }
}

/// Compares each term's count in `target` with that in `reference`.
///
/// Terms that are more frequent in the target come first, the strongest at the top, those more frequent in the reference
/// last, the strongest at the bottom; ties in code-point order. `rank` counts from the strongest of each direction. A
/// total of no words, or a term that is all there is, gives ratios that are missing.
///
/// Linear in the number of terms but for the sort and Fisher's test, about a microsecond a rare term.
///
/// # Errors
///
/// Where an option makes no sense, or the work was stopped.
pub fn keyness(
    target: &FrequencyList,
    reference: &FrequencyList,
    config: &KeynessConfig,
    workers: &Workers,
) -> Result<Table> {
    config.check()?;
    let terms = terms_of(target, reference, config.min_count);
    let width = interval_width(config.confidence);
    let parts = workers.map_ranges(
        terms.len(),
        |_| TERM_WEIGHT,
        |range| {
            let rows = terms[range].iter();
            Ok(rows
                .map(|&term| KeyTerm::new(term, target, reference, config, width))
                .collect::<Vec<_>>())
        },
    )?;
    let mut rows: Vec<KeyTerm<'_>> = parts.into_iter().flatten().collect();
    let p_values: Vec<f64> = rows.iter().map(|row| row.p_value).collect();
    for (row, p) in rows.iter_mut().zip(config.correction.adjust(&p_values)) {
        row.p_corrected = p;
    }
    Ok(to_table(
        &ranked(rows, config.top),
        target,
        reference,
        config.alpha,
    ))
}

/// The terms of either list that are used often enough, in code-point order.
fn terms_of<'l>(
    target: &'l FrequencyList,
    reference: &'l FrequencyList,
    min_count: u64,
) -> Vec<&'l str> {
    let only_there = reference.terms().filter(|term| target.count(term) == 0);
    let mut terms: Vec<&str> = target
        .terms()
        .filter(|term| target.count(term) > 0)
        .chain(only_there)
        .filter(|term| {
            let count = target.count(term).saturating_add(reference.count(term));
            count > 0 && count >= min_count
        })
        .collect();
    terms.sort_unstable();
    terms
}

struct KeyTerm<'l> {
    term: &'l str,
    table: Contingency,
    direction: Direction,
    log_likelihood: f64,
    two_cells: f64,
    fisher: f64,
    log_ratio: Option<Interval>,
    percent_diff: Option<f64>,
    odds_ratio: Option<Interval>,
    bic: f64,
    p_value: f64,
    p_corrected: f64,
    /// How far it is from even by the measure that ranks, whatever the direction.
    strength: f64,
    rank: u64,
}

impl<'l> KeyTerm<'l> {
    fn new(
        term: &'l str,
        target: &FrequencyList,
        reference: &FrequencyList,
        config: &KeynessConfig,
        width: f64,
    ) -> Self {
        let table = Contingency {
            count: target.count(term),
            total: target.total(),
            reference_count: reference.count(term),
            reference_total: reference.total(),
        };
        let (log_likelihood, two_cells) =
            (table.log_likelihood(), table.log_likelihood_two_cells());
        let ln_fisher = table.ln_fisher();
        let statistic = match config.measure {
            Measure::LogLikelihoodTwoCells => two_cells,
            Measure::Chi2 => table.chi2(),
            Measure::Chi2Yates => table.chi2_yates(),
            _ => log_likelihood,
        };
        let p_value = if config.measure == Measure::Fisher {
            exp(ln_fisher)
        } else {
            chi2_tail(statistic)
        };
        let is_two_cells = config.measure == Measure::LogLikelihoodTwoCells;
        let mut row = Self {
            term,
            table,
            direction: table.direction(),
            log_likelihood,
            two_cells,
            fisher: exp(ln_fisher),
            log_ratio: table.log_ratio(config.smoothing, width),
            percent_diff: table.percent_diff(config.smoothing),
            odds_ratio: table.odds_ratio(config.smoothing, width),
            bic: table.bic(if is_two_cells {
                two_cells
            } else {
                log_likelihood
            }),
            p_value,
            p_corrected: p_value,
            strength: 0.0,
            rank: 0,
        };
        row.strength = row.strength_by(config.sort_by, ln_fisher);
        row
    }

    fn strength_by(&self, measure: Measure, ln_fisher: f64) -> f64 {
        match measure {
            Measure::LogLikelihood => self.log_likelihood,
            Measure::LogLikelihoodTwoCells => self.two_cells,
            Measure::Chi2 => self.table.chi2(),
            Measure::Chi2Yates => self.table.chi2_yates(),
            Measure::Fisher => -ln_fisher,
            Measure::LogRatio => self.along(self.log_ratio.map_or(0.0, |ratio| ratio.value)),
            Measure::PercentDiff => self.along(self.percent_diff.unwrap_or(0.0)),
            Measure::OddsRatio => self.along(self.odds_ratio.map_or(0.0, |ratio| log(ratio.value))),
            Measure::Bic => self.bic,
        }
    }

    /// How far a signed measure goes in the term's direction: what stands for a count of 0 may turn its sign.
    fn along(&self, value: f64) -> f64 {
        match self.direction {
            Direction::Over => value.max(0.0),
            Direction::Even => 0.0,
            Direction::Under => (-value).max(0.0),
        }
    }
}

/// The rows in order, each with its rank, and no more than `top` of each direction. They come in order of terms.
fn ranked(mut rows: Vec<KeyTerm<'_>>, top: Option<usize>) -> Vec<KeyTerm<'_>> {
    rows.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let mut sides = [Vec::new(), Vec::new(), Vec::new()];
    for mut row in rows {
        let side = &mut sides[row.direction as usize];
        row.rank = side.len() as u64 + 1;
        if top.is_none_or(|top| side.len() < top) {
            side.push(row);
        }
    }
    let [over, even, under] = sides;
    over.into_iter()
        .chain(even)
        .chain(under.into_iter().rev())
        .collect()
}

fn to_table(
    rows: &[KeyTerm<'_>],
    target: &FrequencyList,
    reference: &FrequencyList,
    alpha: f64,
) -> Table {
    let ints = |name, get: &dyn Fn(&KeyTerm<'_>) -> u64| {
        Column::ints(name, rows.iter().map(|row| cell(get(row))).collect())
    };
    let floats = |name, get: &dyn Fn(&KeyTerm<'_>) -> f64| {
        Column::floats(name, rows.iter().map(get).collect())
    };
    let some = |name, get: &dyn Fn(&KeyTerm<'_>) -> Option<f64>| {
        Column::optional_floats(name, rows.iter().map(get))
    };
    let documents = |name, list: &FrequencyList| {
        Column::optional_ints(
            name,
            rows.iter()
                .map(|row| list.document_frequency(row.term).map(cell)),
        )
    };
    let significant = rows.iter().map(|row| row.p_corrected < alpha).collect();
    Table::new(vec![
        Column::text("term", rows.iter().map(|row| row.term)),
        Column::text("direction", rows.iter().map(|row| row.direction.name())),
        ints("count", &|row| row.table.count),
        ints("reference_count", &|row| row.table.reference_count),
        floats("per_million", &|row| {
            per_million(row.table.count, target.total())
        }),
        floats("reference_per_million", &|row| {
            per_million(row.table.reference_count, reference.total())
        }),
        documents("document_frequency", target),
        documents("reference_document_frequency", reference),
        floats("log_likelihood", &|row| row.log_likelihood),
        floats("log_likelihood_two_cells", &|row| row.two_cells),
        floats("chi2", &|row| row.table.chi2()),
        floats("chi2_yates", &|row| row.table.chi2_yates()),
        floats("fisher", &|row| row.fisher),
        floats("bic", &|row| row.bic),
        floats("p_value", &|row| row.p_value),
        floats("p_corrected", &|row| row.p_corrected),
        Column::new("significant", Values::Bool(significant)),
        some("log_ratio", &|row| row.log_ratio.map(|ratio| ratio.value)),
        some("log_ratio_low", &|row| row.log_ratio.map(|ratio| ratio.low)),
        some("log_ratio_high", &|row| {
            row.log_ratio.map(|ratio| ratio.high)
        }),
        some("percent_diff", &|row| row.percent_diff),
        some("odds_ratio", &|row| row.odds_ratio.map(|ratio| ratio.value)),
        some("odds_ratio_low", &|row| {
            row.odds_ratio.map(|ratio| ratio.low)
        }),
        some("odds_ratio_high", &|row| {
            row.odds_ratio.map(|ratio| ratio.high)
        }),
        ints("rank", &|row| row.rank),
    ])
}

fn per_million(count: u64, total: u64) -> f64 {
    if total == 0 {
        0.0
    } else {
        count as f64 * 1e6 / total as f64
    }
}
