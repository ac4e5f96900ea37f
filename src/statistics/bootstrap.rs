//! The bootstrap: standard errors and confidence intervals of counts, rates and ratios over samples of documents.
//!
//! Documents are resampled with replacement (B. Efron, Bootstrap methods: another look at the jackknife, Annals of
//! Statistics 7, 1979). Whole documents are drawn, so intervals are correctly wider for words that occur in bursts.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{BootstrapConfig, bootstrap};
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["a fire", "rain and rain", "rain", "no rain"]);
//! let terms = ["rain".to_owned()];
//! let config = BootstrapConfig::default();
//! let table = bootstrap(&documents, &Analyzer::default(), None, Some(&terms), &config, &Workers::serial())?;
//! assert!(table.to_json().starts_with("[{\"term\":\"rain\",\"count\":4,\"estimate\":500000.0,"));
//! # Ok::<(), lexicount::Error>(())
//! ```

use libm::sqrt;

use super::document_terms::DocumentTerms;
use super::intervals::{bca_levels, quantile, standard_deviation};
use super::random::SplitMix64;
use crate::corpus::Documents;
use crate::counts::TermId;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table, cell};
use crate::tokens::Analyzer;

/// Number of values held in memory at once, 8 bytes each.
const MAX_VALUES: usize = 1 << 22;

/// Cost of a value or of a drawn document in the units of the workers' weights.
const DRAW_WEIGHT: usize = 4;

/// Limit on the number of samples. A million samples determine an interval limit to three digits; more would not fit in
/// memory.
const MAX_SAMPLES: usize = 1_000_000;

const SMOOTHING: f64 = 0.5;

registry!(
    /// A statistic of a term.
    pub enum Statistic: "statistic" {
        /// The number of occurrences.
        Count = "count",
        /// The number of occurrences per million words.
        PerMillion = "per_million",
        /// The proportion of documents that contain the term.
        DocumentShare = "document_share",
        /// The binary logarithm of the ratio of its rates in two groups of documents, with 0.5 in place of a count of 0.
        LogRatio = "log_ratio",
    }
);

impl Statistic {
    fn of(self, groups: &[Sums]) -> f64 {
        let Some(&first) = groups.first() else {
            return 0.0;
        };
        match self {
            Self::Count => first.count,
            Self::PerMillion => first.count * 1e6 / first.tokens,
            Self::DocumentShare => first.using / first.documents,
            Self::LogRatio => {
                let [a, b] =
                    [groups[0], groups[1]].map(|group| group.count.max(SMOOTHING) / group.tokens);
                libm::log2(a / b)
            }
        }
    }
}

/// Options of [`bootstrap`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BootstrapConfig {
    /// The statistic to estimate.
    pub statistic: Statistic,
    /// The number of samples.
    pub n_samples: usize,
    /// The seed of the random samples.
    pub seed: u64,
    /// The confidence level of the intervals, between 0 and 1.
    pub confidence: f64,
    /// Maximum number of terms, most frequent first.
    pub top: Option<usize>,
}

impl Default for BootstrapConfig {
    fn default() -> Self {
        Self {
            statistic: Statistic::PerMillion,
            n_samples: 1000,
            seed: 0,
            confidence: 0.95,
            top: None,
        }
    }
}

impl BootstrapConfig {
    fn check(&self) -> Result<()> {
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(Error::config(format!(
                "confidence={}: use a number between 0 and 1, such as 0.95",
                self.confidence
            )));
        }
        if !(2..=MAX_SAMPLES).contains(&self.n_samples) {
            return Err(Error::config(format!(
                "n={}: use 2 to {MAX_SAMPLES} samples; 1000 are usual",
                self.n_samples
            )));
        }
        Ok(())
    }
}

/// Estimate the statistic of each term, with its standard error and two confidence intervals.
///
/// `groups` assigns each document to the first group (true), the second group (false) or neither; documents in neither
/// are ignored. Without `groups`, all documents form one group. A log ratio needs both groups. Missing documents are
/// never drawn. The table has all terms, or only `terms`, most frequent first; ties are broken by code points.
///
/// The result depends only on the input and the seed. The cost is the number of samples times the number of distinct
/// terms summed over documents.
///
/// # Errors
///
/// If an option is invalid, if a group has no words, or if the work was stopped.
pub fn bootstrap(
    documents: &Documents,
    analyzer: &Analyzer,
    groups: Option<&[Option<bool>]>,
    terms: Option<&[String]>,
    options: &BootstrapConfig,
    workers: &Workers,
) -> Result<Table> {
    options.check()?;
    let mut corpus = DocumentTerms::new(documents, analyzer, workers)?;
    for term in terms.into_iter().flatten() {
        // A term that does not occur has a row too.
        corpus.vocabulary.intern(term);
    }
    let groups = groups_of(&corpus, groups, options.statistic)?;
    let mut ids = ids_by_count(&corpus, &groups, terms);
    ids.truncate(options.top.unwrap_or(usize::MAX));
    let mut rows = Vec::with_capacity(ids.len());
    for block in ids.chunks((MAX_VALUES / options.n_samples).max(1)) {
        let uses = Uses::new(&corpus, &groups, block);
        let samples = draw_samples(&groups, &uses, options, workers)?;
        let block_rows = workers.map_ranges(
            block.len(),
            |_| {
                DRAW_WEIGHT
                    * (16 * options.n_samples
                        + groups.iter().map(|group| group.tokens.len()).sum::<usize>())
            },
            |range| {
                let rows = range.map(|term| {
                    let values = samples.iter().map(|sample| sample[term]).collect();
                    Estimate::new(values, &groups, &uses.of[term], options)
                });
                Ok(rows.collect::<Vec<_>>())
            },
        )?;
        rows.extend(block_rows.into_iter().flatten());
    }
    Ok(to_table(&corpus, &ids, &rows, groups.len() > 1))
}

/// A group of documents to draw from.
struct Group {
    documents: Vec<usize>,
    /// The number of tokens of each document.
    tokens: Vec<f64>,
}

/// The sums that a statistic is computed from.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f64,
    using: f64,
    tokens: f64,
    documents: f64,
}

fn groups_of(
    corpus: &DocumentTerms,
    groups: Option<&[Option<bool>]>,
    statistic: Statistic,
) -> Result<Vec<Group>> {
    if statistic == Statistic::LogRatio && groups.is_none() {
        return Err(Error::config(
            "a log ratio compares two groups of documents: specify a metadata column and two of its values",
        ));
    }
    if let Some(groups) = groups.filter(|groups| groups.len() != corpus.len()) {
        return Err(Error::config(format!(
            "{} groups for {} documents: give one per document",
            groups.len(),
            corpus.len()
        )));
    }
    let sides: &[bool] = if groups.is_some() && statistic == Statistic::LogRatio {
        &[true, false]
    } else {
        &[true]
    };
    sides
        .iter()
        .map(|side| {
            let is_in = |index: usize| groups.is_none_or(|groups| groups[index] == Some(*side));
            let members = (0..corpus.len()).filter(|&index| is_in(index));
            let (documents, tokens): (Vec<usize>, Vec<f64>) = members
                .filter_map(|index| corpus.tokens[index].map(|tokens| (index, tokens as f64)))
                .unzip();
            if tokens.iter().sum::<f64>() > 0.0 {
                Ok(Group { documents, tokens })
            } else {
                Err(Error::config(
                    "a group of documents without words: there is nothing to draw from",
                ))
            }
        })
        .collect()
}

/// Return the terms to estimate, most frequent first.
fn ids_by_count(corpus: &DocumentTerms, groups: &[Group], terms: Option<&[String]>) -> Vec<TermId> {
    let mut counts = vec![0_u64; corpus.vocabulary.len()];
    for group in groups {
        for &document in &group.documents {
            for &(term, count) in corpus.document(document) {
                counts[term as usize] += u64::from(count);
            }
        }
    }
    let mut ids: Vec<TermId> = match terms {
        Some(terms) => terms
            .iter()
            .filter_map(|term| corpus.vocabulary.id(term))
            .collect(),
        None => (0..)
            .take(counts.len())
            .filter(|&id| counts[id as usize] > 0)
            .collect(),
    };
    ids.sort_unstable_by(|&a, &b| {
        let by_count = counts[b as usize].cmp(&counts[a as usize]);
        by_count.then_with(|| corpus.vocabulary.term(a).cmp(corpus.vocabulary.term(b)))
    });
    ids.dedup();
    ids
}

/// For each term of a block and each group, the documents that contain the term, with its counts.
struct Uses {
    of: Vec<Vec<Vec<(usize, f64)>>>,
}

impl Uses {
    fn new(corpus: &DocumentTerms, groups: &[Group], block: &[TermId]) -> Self {
        let mut index_of = vec![usize::MAX; corpus.vocabulary.len()];
        for (index, &id) in block.iter().enumerate() {
            index_of[id as usize] = index;
        }
        let mut of = vec![vec![Vec::new(); groups.len()]; block.len()];
        for (side, group) in groups.iter().enumerate() {
            for (member, &document) in group.documents.iter().enumerate() {
                for &(term, count) in corpus.document(document) {
                    if let Some(uses) = of.get_mut(index_of[term as usize]) {
                        uses[side].push((member, f64::from(count)));
                    }
                }
            }
        }
        Self { of }
    }
}

/// Return the statistic of each term of the block, for each sample.
fn draw_samples(
    groups: &[Group],
    uses: &Uses,
    options: &BootstrapConfig,
    workers: &Workers,
) -> Result<Vec<Vec<f64>>> {
    let n_uses: usize = uses.of.iter().flatten().map(Vec::len).sum();
    let n_documents: usize = groups.iter().map(|group| group.documents.len()).sum();
    let parts = workers.map_ranges(
        options.n_samples,
        |_| DRAW_WEIGHT * (n_uses + n_documents),
        |range| {
            range
                .map(|sample| {
                    workers.check()?;
                    Ok(draw_sample(groups, uses, options, sample))
                })
                .collect::<Result<Vec<_>>>()
        },
    )?;
    Ok(parts.into_iter().flatten().collect())
}

fn draw_sample(
    groups: &[Group],
    uses: &Uses,
    options: &BootstrapConfig,
    sample: usize,
) -> Vec<f64> {
    let mut random = SplitMix64::of_sample(options.seed, sample);
    let drawn: Vec<Drawn> = groups
        .iter()
        .map(|group| Drawn::new(group, &mut random))
        .collect();
    let mut sums = vec![Sums::default(); groups.len()];
    let terms = uses.of.iter().map(|term| {
        for ((sums, drawn), uses) in sums.iter_mut().zip(&drawn).zip(term) {
            *sums = drawn.sums(uses);
        }
        options.statistic.of(&sums)
    });
    terms.collect()
}

/// The number of times that each document of a group was drawn.
struct Drawn {
    times: Vec<f64>,
    tokens: f64,
}

impl Drawn {
    fn new(group: &Group, random: &mut SplitMix64) -> Self {
        let n = group.documents.len();
        let mut times = vec![0.0; n];
        for _ in 0..n {
            times[random.below(n)] += 1.0;
        }
        let tokens = times
            .iter()
            .zip(&group.tokens)
            .map(|(times, tokens)| times * tokens)
            .sum();
        Self { times, tokens }
    }

    fn sums(&self, uses: &[(usize, f64)]) -> Sums {
        let mut sums = Sums {
            tokens: self.tokens,
            documents: self.times.len() as f64,
            ..Sums::default()
        };
        for &(member, count) in uses {
            sums.count += self.times[member] * count;
            sums.using += self.times[member];
        }
        sums
    }
}

/// The estimate of one term.
struct Estimate {
    counts: Vec<f64>,
    value: f64,
    standard_error: f64,
    percentile: Option<(f64, f64)>,
    bca: Option<(f64, f64)>,
}

impl Estimate {
    fn new(
        mut values: Vec<f64>,
        groups: &[Group],
        uses: &[Vec<(usize, f64)>],
        options: &BootstrapConfig,
    ) -> Self {
        let sums: Vec<Sums> = groups
            .iter()
            .zip(uses)
            .map(|(group, uses)| Sums {
                count: uses.iter().map(|(_, count)| count).sum(),
                using: uses.len() as f64,
                tokens: group.tokens.iter().sum(),
                documents: group.documents.len() as f64,
            })
            .collect();
        let value = options.statistic.of(&sums);
        // A sample of empty documents has no rate.
        values.retain(|value| !value.is_nan());
        values.sort_unstable_by(f64::total_cmp);
        let tail = (1.0 - options.confidence) / 2.0;
        let interval =
            |low: f64, high: f64| Some((quantile(&values, low)?, quantile(&values, high)?));
        let can_vary = groups.iter().all(|group| group.documents.len() > 1);
        let bca = can_vary.then(|| {
            bca_levels(
                &values,
                value,
                tail,
                acceleration(groups, uses, &sums, options.statistic),
            )
        });
        Self {
            counts: sums.iter().map(|sums| sums.count).collect(),
            value,
            standard_error: standard_deviation(&values),
            percentile: interval(tail, 1.0 - tail).filter(|_| can_vary),
            bca: bca.flatten().and_then(|(low, high)| interval(low, high)),
        }
    }
}

/// Return the acceleration of the BCA interval, by the jackknife: the rate at which the standard error changes with the
/// value. For two groups, as in the book of Efron and Tibshirani and in scipy.
fn acceleration(
    groups: &[Group],
    uses: &[Vec<(usize, f64)>],
    sums: &[Sums],
    statistic: Statistic,
) -> f64 {
    let (mut cubes, mut squares) = (0.0, 0.0);
    for (side, group) in groups.iter().enumerate() {
        let n = group.documents.len() as f64;
        let values = jackknife(side, group, &uses[side], sums, statistic);
        let mean = values.iter().sum::<f64>() / n;
        let influences = values.iter().map(|value| (n - 1.0) * (mean - value));
        cubes += influences.clone().map(|u| u * u * u).sum::<f64>() / (n * n * n);
        squares += influences.map(|u| u * u).sum::<f64>() / (n * n);
    }
    if squares > 0.0 {
        cubes / 6.0 / (squares * sqrt(squares))
    } else {
        0.0
    }
}

/// Return the statistic with each document of a group left out in turn.
fn jackknife(
    side: usize,
    group: &Group,
    uses: &[(usize, f64)],
    sums: &[Sums],
    statistic: Statistic,
) -> Vec<f64> {
    let mut sums = sums.to_vec();
    let all = sums[side];
    let mut uses = uses.iter().peekable();
    let without = group.tokens.iter().enumerate().map(|(member, tokens)| {
        let here = uses
            .next_if(|(used, _)| *used == member)
            .map_or(0.0, |(_, count)| *count);
        sums[side] = Sums {
            count: all.count - here,
            using: all.using - if here > 0.0 { 1.0 } else { 0.0 },
            tokens: all.tokens - tokens,
            documents: all.documents - 1.0,
        };
        let value = statistic.of(&sums);
        if value.is_nan() { 0.0 } else { value }
    });
    without.collect()
}

fn to_table(
    corpus: &DocumentTerms,
    ids: &[TermId],
    rows: &[Estimate],
    has_reference: bool,
) -> Table {
    let counts = |side: usize| rows.iter().map(|row| as_cell(row.counts[side])).collect();
    let optional = |name, get: fn(&Estimate) -> Option<f64>| {
        Column::optional_floats(name, rows.iter().map(get))
    };
    let finite = |value: f64| value.is_finite().then_some(value);
    let mut columns = vec![
        Column::text("term", ids.iter().map(|&id| corpus.vocabulary.term(id))),
        Column::ints("count", counts(0)),
    ];
    if has_reference {
        columns.push(Column::ints("reference_count", counts(1)));
    }
    columns.push(Column::floats(
        "estimate",
        rows.iter().map(|row| row.value).collect(),
    ));
    columns.push(Column::optional_floats(
        "standard_error",
        rows.iter().map(|row| finite(row.standard_error)),
    ));
    columns.push(optional("percentile_low", |row| {
        row.percentile.map(|ends| ends.0)
    }));
    columns.push(optional("percentile_high", |row| {
        row.percentile.map(|ends| ends.1)
    }));
    columns.push(optional("bca_low", |row| row.bca.map(|ends| ends.0)));
    columns.push(optional("bca_high", |row| row.bca.map(|ends| ends.1)));
    Table::new(columns)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of counts is a non-negative integer"
)]
fn as_cell(count: f64) -> i64 {
    cell(count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Values;

    fn floats(table: &Table, name: &str) -> Vec<f64> {
        match table.column(name).map(|column| &column.values) {
            Some(Values::Float(values)) => values.clone(),
            _ => panic!("a column of numbers"),
        }
    }

    #[test]
    fn standard_error_of_a_proportion_matches_theory() {
        let texts = (0..100).map(|n| {
            if n % 4 == 0 {
                "storm at sea"
            } else {
                "calm at sea"
            }
        });
        let documents = Documents::from_texts(texts);
        let options = BootstrapConfig {
            statistic: Statistic::DocumentShare,
            n_samples: 4000,
            ..BootstrapConfig::default()
        };
        let terms = ["storm".to_owned()];
        let analyzer = Analyzer::default();
        let run = |workers: &Workers| {
            bootstrap(&documents, &analyzer, None, Some(&terms), &options, workers).unwrap()
        };
        let table = run(&Workers::serial());
        let error = floats(&table, "standard_error")[0];
        assert!((error - sqrt(0.25 * 0.75 / 100.0)).abs() < 0.002, "{error}");
        assert_eq!(run(&Workers::new(Some(3)).unwrap()), table);
    }

    #[test]
    fn log_ratio_needs_two_groups() {
        let documents = Documents::from_texts(["a", "b"]);
        let options = BootstrapConfig {
            statistic: Statistic::LogRatio,
            ..BootstrapConfig::default()
        };
        let analyzer = Analyzer::default();
        for groups in [
            None,
            Some([Some(true), Some(true)].as_slice()),
            Some([None].as_slice()),
        ] {
            let refused = bootstrap(
                &documents,
                &analyzer,
                groups,
                None,
                &options,
                &Workers::serial(),
            );
            assert!(refused.unwrap_err().is_config());
        }
    }
}
