//! Keyness: terms that are significantly more or less frequent in one corpus than in another.
//!
//! Takes two [`FrequencyList`]s, and returns one row per term with all measures of a [`Contingency`], so that both the
//! significance and the size of a difference are visible.
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

use libm::{exp, log};

use super::contingency::{Contingency, Direction, Interval};
use super::correction::{Correction, adjusted};
use super::frequency_list::FrequencyList;
use super::special::{chi2_sf, critical_value, positive_part};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table, Values, cell};

/// Cost of a term in the units of the workers' weights: a few microseconds, mostly for Fisher's exact test.
pub const KEY_TERM_WEIGHT: usize = 256;

registry!(
    /// A measure of keyness, which terms can be ranked by. The formulas are those of [`Contingency`].
    pub enum Measure: "keyness measure" {
        /// Twice the logarithm of the likelihood ratio over four cells (Dunning 1993).
        LogLikelihood = "log_likelihood",
        /// The log-likelihood ratio over the two cells of the term (Rayson and Garside 2000).
        LogLikelihoodTwoCells = "log_likelihood_two_cells",
        /// Pearson's chi-squared statistic.
        Chi2 = "chi2",
        /// Pearson's chi-squared statistic with Yates's continuity correction.
        Chi2Yates = "chi2_yates",
        /// The two-sided p-value of Fisher's exact test (Pedersen 1996).
        Fisher = "fisher",
        /// The binary logarithm of the ratio of the rates (Hardie 2014).
        LogRatio = "log_ratio",
        /// The difference of the rates in percent of the reference (Gabrielatos and Marchi 2011).
        PercentDiff = "percent_diff",
        /// The ratio of the odds.
        OddsRatio = "odds_ratio",
        /// The log-likelihood ratio less the logarithm of the number of words, as the Bayesian information criterion has
        /// it (Wilson 2013).
        Bic = "bic",
    }
);

/// Options of [`keyness`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeynessConfig {
    /// The test that p-values belong to; the log-likelihood ratio if the measure is not a test.
    pub measure: Measure,
    /// The measure that terms are ranked by.
    pub sort_by: Measure,
    /// The correction for multiple testing.
    pub correction: Option<Correction>,
    /// The significance level for corrected p-values.
    pub alpha: f64,
    /// The confidence level of the intervals, between 0 and 1.
    pub confidence: f64,
    /// The value that replaces a count of 0 in ratios.
    pub smoothing: f64,
    /// Terms with a lower total count in both corpora are dropped before p-values are corrected.
    pub min_count: u64,
    /// Maximum number of terms of each direction.
    pub top: Option<usize>,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        Self {
            measure: Measure::LogLikelihood,
            sort_by: Measure::LogLikelihood,
            correction: Some(Correction::Holm),
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
                "smoothing={}: it replaces a count of 0 and must be above 0; Hardie (2014) uses 0.5",
                self.smoothing
            )));
        }
        Ok(())
    }
}

/// Compare the count of each term in `target` with that in `reference`.
///
/// Terms that are more frequent in the target come first, strongest first. Terms that are more frequent in the
/// reference come last, strongest last. Ties are broken by code points. `rank` counts from the strongest term of each
/// direction. Ratios are missing if a corpus has no words or if all its words are the term.
///
/// The cost is linear in the number of terms, except for sorting: about five microseconds per term, more if counts are
/// in the millions.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
pub fn keyness(
    target: &FrequencyList,
    reference: &FrequencyList,
    config: &KeynessConfig,
    workers: &Workers,
) -> Result<Table> {
    config.check()?;
    let terms = terms_of(target, reference, config.min_count);
    let critical_value = critical_value(config.confidence);
    let parts = workers.map_ranges(
        terms.len(),
        |_| KEY_TERM_WEIGHT,
        |range| {
            let rows = terms[range].iter();
            Ok(rows
                .map(|&term| KeyTerm::new(term, target, reference, config, critical_value))
                .collect::<Vec<_>>())
        },
    )?;
    let mut rows: Vec<KeyTerm<'_>> = parts.into_iter().flatten().collect();
    let p_values: Vec<f64> = rows.iter().map(|row| row.p_value).collect();
    for (row, p) in rows.iter_mut().zip(adjusted(config.correction, &p_values)) {
        row.p_corrected = p;
    }
    Ok(to_table(
        &ranked(rows, config.top),
        target,
        reference,
        config.alpha,
    ))
}

/// Return the terms of both lists with the minimum count, in code-point order.
fn terms_of<'l>(
    target: &'l FrequencyList,
    reference: &'l FrequencyList,
    min_count: u64,
) -> Vec<&'l str> {
    let only_in_reference = reference.terms().filter(|term| target.count(term) == 0);
    let mut terms: Vec<&str> = target
        .terms()
        .filter(|term| target.count(term) > 0)
        .chain(only_in_reference)
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
    /// The strength of the difference by the ranking measure, regardless of direction.
    strength: f64,
    rank: u64,
}

impl<'l> KeyTerm<'l> {
    fn new(
        term: &'l str,
        target: &FrequencyList,
        reference: &FrequencyList,
        config: &KeynessConfig,
        critical_value: f64,
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
        let p_value = p_value_of(config.measure, table, ln_fisher);
        let is_two_cells = config.measure == Measure::LogLikelihoodTwoCells;
        let mut row = Self {
            term,
            table,
            direction: table.direction(),
            log_likelihood,
            two_cells,
            fisher: exp(ln_fisher),
            log_ratio: table.log_ratio(config.smoothing, critical_value),
            percent_diff: table.percent_diff(config.smoothing),
            odds_ratio: table.odds_ratio(config.smoothing, critical_value),
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
            Measure::LogRatio => self.in_direction(self.log_ratio.map_or(0.0, |ratio| ratio.value)),
            Measure::PercentDiff => self.in_direction(self.percent_diff.unwrap_or(0.0)),
            Measure::OddsRatio => {
                self.in_direction(self.odds_ratio.map_or(0.0, |ratio| log(ratio.value)))
            }
            Measure::Bic => self.bic,
        }
    }

    /// Return the value of a signed measure in the direction of the term; smoothing of a count of 0 may reverse its
    /// sign.
    fn in_direction(&self, value: f64) -> f64 {
        match self.direction {
            Direction::Over => positive_part(value),
            Direction::Even => 0.0,
            Direction::Under => positive_part(-value),
        }
    }
}

/// Return the p-value of a test; of the log-likelihood ratio if the measure is not a test.
fn p_value_of(measure: Measure, table: Contingency, ln_fisher: f64) -> f64 {
    match measure {
        Measure::Fisher => exp(ln_fisher),
        Measure::LogLikelihoodTwoCells => chi2_sf(table.log_likelihood_two_cells()),
        Measure::Chi2 => chi2_sf(table.chi2()),
        Measure::Chi2Yates => chi2_sf(table.chi2_yates()),
        _ => chi2_sf(table.log_likelihood()),
    }
}

/// Rank the rows, which are in order of terms, and keep at most `top` of each direction.
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
    let optional = |name, get: &dyn Fn(&KeyTerm<'_>) -> Option<f64>| {
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
        optional("log_ratio", &|row| row.log_ratio.map(|ratio| ratio.value)),
        optional("log_ratio_low", &|row| row.log_ratio.map(|ratio| ratio.low)),
        optional("log_ratio_high", &|row| {
            row.log_ratio.map(|ratio| ratio.high)
        }),
        optional("percent_diff", &|row| row.percent_diff),
        optional("odds_ratio", &|row| row.odds_ratio.map(|ratio| ratio.value)),
        optional("odds_ratio_low", &|row| {
            row.odds_ratio.map(|ratio| ratio.low)
        }),
        optional("odds_ratio_high", &|row| {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn list(pairs: &[(&str, u64)]) -> FrequencyList {
        FrequencyList::from_pairs(pairs.iter().copied(), Some(1000), None).unwrap()
    }

    fn terms(config: &KeynessConfig, workers: &Workers) -> String {
        let target = list(&[("sea", 90), ("ship", 30), ("the", 200), ("law", 2)]);
        let reference = list(&[("law", 80), ("the", 200), ("tax", 25), ("sea", 3)]);
        let table = keyness(&target, &reference, config, workers).unwrap();
        let Some(Values::Text(terms)) = table.column("term").map(|column| &column.values) else {
            panic!("a column of terms");
        };
        (0..table.n_rows())
            .map(|row| terms.get(row))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn terms_are_ordered_from_target_to_reference() {
        let workers = Workers::serial();
        for measure in Measure::ALL {
            let config = KeynessConfig {
                measure,
                sort_by: measure,
                ..KeynessConfig::default()
            };
            let shown = terms(&config, &workers);
            // By ratio, terms that are absent from the other corpus come first.
            assert!(
                ["sea ship the tax law", "ship sea the law tax"].contains(&shown.as_str()),
                "{measure:?}: {shown}"
            );
        }
        let one = KeynessConfig {
            top: Some(1),
            min_count: 40,
            ..KeynessConfig::default()
        };
        assert_eq!(terms(&one, &workers), "sea the law");
    }

    /// The values of a column of numbers.
    fn floats<'t>(table: &'t Table, name: &str) -> &'t [f64] {
        match &table.column(name).unwrap().values {
            Values::Float(values) => values,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn results_are_sorted_by_the_column_named_in_sort_by() {
        let counts = |step: u64| (1..=300_u64).map(move |n| (format!("w{n}"), n * step % 97));
        let target = FrequencyList::from_pairs(counts(7), Some(20_000), None).unwrap();
        let reference = FrequencyList::from_pairs(counts(31), Some(30_000), None).unwrap();
        let mut orders = Vec::new();
        for measure in [Measure::LogLikelihood, Measure::LogLikelihoodTwoCells] {
            for sort_by in Measure::ALL {
                let name = sort_by.name();
                let config = KeynessConfig {
                    measure,
                    sort_by,
                    ..KeynessConfig::default()
                };
                let table = keyness(&target, &reference, &config, &Workers::serial()).unwrap();
                let values = floats(&table, name);
                // A p-value is stronger the smaller it is; a ratio the farther from that of no difference.
                let strengths: Vec<f64> = match sort_by {
                    Measure::Fisher => values.iter().map(|p| -p).collect(),
                    Measure::OddsRatio => values.iter().map(|ratio| ratio.ln().abs()).collect(),
                    Measure::LogRatio => values.iter().map(|value| value.abs()).collect(),
                    Measure::PercentDiff => values
                        .iter()
                        .map(|diff| (1.0 + diff / 100.0).ln().abs())
                        .collect(),
                    _ => values.to_vec(),
                };
                let ratios = floats(&table, "log_ratio");
                let n_over = ratios.iter().filter(|&&ratio| ratio > 0.0).count();
                assert!(n_over > 100 && n_over < 200, "{n_over}");
                let (over, under) = strengths.split_at(n_over);
                assert!(over.is_sorted_by(|a, b| a >= b), "{measure:?} {name}");
                assert!(under.is_sorted(), "{measure:?} {name}");
                orders.push(table.column("term").cloned());
            }
        }
        orders.dedup();
        assert!(orders.len() > 10, "measures differ: {}", orders.len());
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_threads() {
        let many = |step: usize| (0..4000).map(move |n| (format!("w{n}"), (n * step % 101) as u64));
        let [target, reference] =
            [7, 13].map(|step| FrequencyList::from_pairs(many(step), None, None).unwrap());
        let config = KeynessConfig::default();
        let one = keyness(&target, &reference, &config, &Workers::serial()).unwrap();
        let three = keyness(
            &target,
            &reference,
            &config,
            &Workers::new(Some(3)).unwrap(),
        )
        .unwrap();
        assert_eq!(one, three);
    }

    #[test]
    fn invalid_options_are_refused() {
        let empty = FrequencyList::default();
        for config in [
            KeynessConfig {
                alpha: 0.0,
                ..KeynessConfig::default()
            },
            KeynessConfig {
                confidence: 1.0,
                ..KeynessConfig::default()
            },
            KeynessConfig {
                smoothing: f64::NAN,
                ..KeynessConfig::default()
            },
        ] {
            let refused = keyness(&empty, &empty, &config, &Workers::serial());
            assert!(refused.unwrap_err().is_config());
        }
    }
}
