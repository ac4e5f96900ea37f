//! Keyness: which terms are more frequent, or less, in one corpus than in another.
//!
//! Takes two [`FrequencyList`]s and returns one row a term with all measures of a [`Contingency`], so that what is
//! surely different and what is very different can both be seen.
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
use super::correction::Correction;
use super::frequency_list::FrequencyList;
use super::special::{chi2_sf, critical_value};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, Values, cell};

/// What a term costs in the units of the workers' weights: a few microseconds, of which most is Fisher's test.
pub const KEY_TERM_WEIGHT: usize = 256;

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

/// Compares each term's count in `target` with that in `reference`.
///
/// Terms that are more frequent in the target come first, the strongest at the top, those more frequent in the reference
/// last, the strongest at the bottom; ties in code-point order. `rank` counts from the strongest of each direction. A
/// total of no words, or a term that is all there is, gives ratios that are missing.
///
/// Linear in the number of terms but for the sort: some five microseconds each, more where counts are millions.
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
    let width = critical_value(config.confidence);
    let parts = workers.map_ranges(
        terms.len(),
        |_| KEY_TERM_WEIGHT,
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
        let p_value = p_value_of(config.measure, table, ln_fisher);
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

/// The p-value of a test; of the log-likelihood where the measure is none.
fn p_value_of(measure: Measure, table: Contingency, ln_fisher: f64) -> f64 {
    match measure {
        Measure::Fisher => exp(ln_fisher),
        Measure::LogLikelihoodTwoCells => chi2_sf(table.log_likelihood_two_cells()),
        Measure::Chi2 => chi2_sf(table.chi2()),
        Measure::Chi2Yates => chi2_sf(table.chi2_yates()),
        _ => chi2_sf(table.log_likelihood()),
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
    fn terms_go_from_one_corpus_to_the_other() {
        let workers = Workers::serial();
        for (_, measure) in Measure::ALL {
            let config = KeynessConfig {
                measure,
                sort_by: measure,
                ..KeynessConfig::default()
            };
            let shown = terms(&config, &workers);
            // By ratio what is missing there altogether comes first.
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

    #[test]
    fn threads_make_no_difference() {
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
    fn options_that_make_no_sense_are_refused() {
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
