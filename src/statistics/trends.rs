//! Trends: how often terms are used over time, and whether that changes.
//!
//! Takes documents with the [`DateBins`] of their dates and returns [`TermSeries`]: counts and rates by bin of time, with a
//! test for a trend and one for a change at a time.
//!
//! ```
//! use lexicount::corpus::{DateBins, Documents, Every};
//! use lexicount::counts::KeywordConfig;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::TermSeries;
//! use lexicount::table::Column;
//!
//! let documents = Documents::from_texts(["a fire", "no fire", "rain"]);
//! let dates = DateBins::of(&Column::text("date", ["2021", "2021", "2023"]), Every::Year);
//! let terms = ["fire".to_owned()];
//! let series = TermSeries::new(&documents, &KeywordConfig::default(), &terms, &dates, &Workers::serial())?;
//! assert_eq!(series.counts("fire").unwrap(), [2, 0, 0]);
//! # Ok::<(), lexicount::Error>(())
//! ```

use libm::{exp, sqrt};

use super::correction::Correction;
use super::keyness::Contingency;
use super::random::SplitMix64;
use super::special::normal_two_sided;
use crate::corpus::{DateBins, Documents, TimeBin, boilerplate_spans};
use crate::counts::{KeywordConfig, TokenClock, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::Analysis;

/// A series of fewer bins is not tested.
const FEWEST_BINS: usize = 4;

/// Of longer series no slope is told: it is the median of all pairs.
const MOST_BINS_FOR_SLOPE: usize = 4096;

/// Terms times bins, at most.
const MOST_CELLS: usize = 1 << 22;

/// What is known of a bin beside the counts of terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct BinSize {
    tokens: u64,
    documents: u64,
}

/// A term's count and document frequency in a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Use {
    count: u64,
    documents: u64,
}

/// How often terms are used in each bin of time.
#[derive(Clone, Debug)]
pub struct TermSeries {
    vocabulary: Vocabulary,
    /// All bins from the first date to the last, without gaps.
    bins: Vec<TimeBin>,
    /// One a bin, and at last that of documents without a bin.
    sizes: Vec<BinSize>,
    /// The terms of each bin, bins end to end, and at last those of documents without a bin.
    uses: Vec<Use>,
}

impl TermSeries {
    /// Counts `terms`, as the analyzer makes them, in all documents.
    ///
    /// One pass, linear in the length of the texts; 16 bytes a term and bin.
    ///
    /// # Errors
    ///
    /// Where there are more than four million terms times bins, dates are not one a document, or the work was stopped.
    pub fn new(
        documents: &Documents,
        config: &KeywordConfig,
        terms: &[String],
        dates: &DateBins,
        workers: &Workers,
    ) -> Result<Self> {
        if dates.bins.len() != documents.len() {
            let (n_dates, n) = (dates.bins.len(), documents.len());
            return Err(Error::config(format!(
                "{n_dates} dates for {n} documents: give one a document"
            )));
        }
        let mut vocabulary = Vocabulary::default();
        for term in terms {
            vocabulary.intern(term);
        }
        let bins = all_bins(dates, vocabulary.len())?;
        let place = |index: usize| match (dates.bins[index], bins.first()) {
            (Some(bin), Some(&first)) => usize::try_from(bin.since(first)).unwrap_or(bins.len()),
            _ => bins.len(),
        };
        let analyzer = config.analyzer.prepare()?;
        let n_terms = vocabulary.len();
        let start = || Tally {
            sizes: vec![BinSize::default(); bins.len() + 1],
            uses: vec![Use::default(); (bins.len() + 1) * n_terms],
        };
        let tally = workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            start,
            |tally, range| {
                let mut reader = Reader {
                    vocabulary: &vocabulary,
                    config,
                    analysis: analyzer.analysis(),
                    last_document: vec![usize::MAX; n_terms],
                    workers,
                };
                range
                    .into_iter()
                    .try_for_each(|index| match documents.text(index) {
                        Some(text) => reader.read(index, text, place(index), tally),
                        None => Ok(()),
                    })
            },
            |tally, part| {
                tally.add(&part);
                Ok(())
            },
        )?;
        Ok(Self {
            vocabulary,
            bins,
            sizes: tally.sizes,
            uses: tally.uses,
        })
    }

    /// The counts of a term by bin; `None` where it was not asked for.
    #[must_use]
    pub fn counts(&self, term: &str) -> Option<Vec<u64>> {
        let id = self.vocabulary.id(term)? as usize;
        Some(
            (0..self.bins.len())
                .map(|bin| self.cell(bin, id).count)
                .collect(),
        )
    }

    fn cell(&self, bin: usize, term: usize) -> Use {
        self.uses[bin * self.vocabulary.len() + term]
    }

    /// One row a term and bin: counts, what they are of, and rates. A bin without words has no rate. Documents without a
    /// bin are in a last row without a date, where there are any.
    ///
    /// `smoothing` adds the rate over so many neighbouring bins: the sum of their counts over that of their words.
    ///
    /// # Errors
    ///
    /// Where `smoothing` is not an odd number.
    pub fn to_table(&self, smoothing: Option<usize>) -> Result<Table> {
        if let Some(n) = smoothing.filter(|n| n.is_multiple_of(2)) {
            return Err(Error::config(format!(
                "smoothing={n}: use an odd number of bins, so that the middle one is the one that is smoothed"
            )));
        }
        let rows: Vec<(usize, usize)> = self.rows().collect();
        let uses = |get: fn(Use) -> u64| {
            rows.iter()
                .map(|&(term, bin)| cell(get(self.cell(bin, term))))
                .collect()
        };
        let sizes = |get: fn(BinSize) -> u64| {
            rows.iter()
                .map(|&(_, bin)| cell(get(self.sizes[bin])))
                .collect()
        };
        let labels = rows
            .iter()
            .map(|&(_, bin)| self.bins.get(bin).map(TimeBin::to_string));
        let rates = |reach: usize| {
            rows.iter()
                .map(move |&(term, bin)| self.rate(term, bin, reach))
        };
        let names: Vec<&str> = self.vocabulary.terms().collect();
        let mut columns = vec![
            Column::text("term", rows.iter().map(|&(term, _)| names[term])),
            Column::optional_text("date", labels),
            Column::ints("count", uses(|use_| use_.count)),
            Column::ints("document_frequency", uses(|use_| use_.documents)),
            Column::ints("tokens", sizes(|size| size.tokens)),
            Column::ints("documents", sizes(|size| size.documents)),
            Column::optional_floats("per_million", rates(0)),
        ];
        if let Some(n) = smoothing {
            columns.push(Column::optional_floats(
                "per_million_smoothed",
                rates(n / 2),
            ));
        }
        Ok(Table::new(columns))
    }

    /// Terms and bins in the order of the rows.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let n_bins = self.bins.len() + usize::from(self.sizes[self.bins.len()].documents > 0);
        (0..self.vocabulary.len()).flat_map(move |term| (0..n_bins).map(move |bin| (term, bin)))
    }

    /// The rate per million words over a bin and so many to each side.
    fn rate(&self, term: usize, bin: usize, reach: usize) -> Option<f64> {
        let range = if bin < self.bins.len() {
            bin.saturating_sub(reach)..(bin + reach + 1).min(self.bins.len())
        } else {
            bin..bin + 1
        };
        let count: u64 = range.clone().map(|bin| self.cell(bin, term).count).sum();
        let tokens: u64 = range.map(|bin| self.sizes[bin].tokens).sum();
        (tokens > 0).then(|| count as f64 * 1e6 / tokens as f64)
    }

    /// Tests each term's rates for a trend and for a change, over the bins that have words; one row a term.
    ///
    /// Linear in the number of pairs of bins, and with [`ChangeTest::LogLikelihood`] in that of permutations.
    ///
    /// # Errors
    ///
    /// Where the level makes no sense, or the work was stopped.
    pub fn tests(&self, config: &TrendConfig, workers: &Workers) -> Result<Table> {
        if !(config.alpha > 0.0 && config.alpha < 1.0) {
            return Err(Error::config(format!(
                "alpha={}: use a number between 0 and 1, such as 0.05",
                config.alpha
            )));
        }
        let used: Vec<usize> = (0..self.bins.len())
            .filter(|&bin| self.sizes[bin].tokens > 0)
            .collect();
        let pairs = used.len() * used.len()
            + 16 * used.len() * config.change.map_or(0, ChangeTest::n_permutations);
        let parts = workers.map_ranges(
            self.vocabulary.len(),
            |_| pairs,
            |range| {
                range
                    .map(|term| {
                        workers.check()?;
                        Ok(TermTest::new(self, term, &used, config))
                    })
                    .collect::<Result<Vec<_>>>()
            },
        )?;
        let mut rows: Vec<TermTest> = parts.into_iter().flatten().collect();
        correct(&mut rows, config.correction, |row| {
            row.trend
                .as_mut()
                .map(|trend| (&mut trend.p, &mut trend.p_corrected))
        });
        correct(&mut rows, config.correction, |row| {
            row.change
                .as_mut()
                .map(|change| (&mut change.p, &mut change.p_corrected))
        });
        Ok(self.tests_table(&rows, used.len(), config.alpha))
    }

    fn tests_table(&self, rows: &[TermTest], n_bins: usize, alpha: f64) -> Table {
        let trends =
            |get: fn(&Trend) -> f64| rows.iter().map(move |row| row.trend.as_ref().map(get));
        let changes =
            |get: fn(&Change) -> f64| rows.iter().map(move |row| row.change.as_ref().map(get));
        let trend_names = rows
            .iter()
            .map(|row| row.trend.as_ref().map(|trend| trend.name(alpha)));
        let change_names = rows
            .iter()
            .map(|row| row.change.as_ref().map(|change| change.name(alpha)));
        let dates = rows.iter().map(|row| {
            row.change
                .as_ref()
                .map(|change| self.bins[change.bin].to_string())
        });
        Table::new(vec![
            Column::text("term", self.vocabulary.terms()),
            Column::ints("count", rows.iter().map(|row| cell(row.count)).collect()),
            Column::ints("bins", vec![cell(n_bins as u64); rows.len()]),
            Column::optional_text("trend", trend_names),
            Column::optional_floats("kendall_tau", trends(|trend| trend.tau)),
            Column::optional_floats("mann_kendall_z", trends(|trend| trend.z)),
            Column::optional_floats("trend_p", trends(|trend| trend.p)),
            Column::optional_floats("trend_p_corrected", trends(|trend| trend.p_corrected)),
            Column::optional_floats("sen_slope", rows.iter().map(|row| row.slope)),
            Column::optional_text("change", change_names),
            Column::optional_text("change_date", dates),
            Column::optional_floats("per_million_before", changes(|change| change.before)),
            Column::optional_floats("per_million_after", changes(|change| change.after)),
            Column::optional_floats("change_statistic", changes(|change| change.statistic)),
            Column::optional_floats("change_p", changes(|change| change.p)),
            Column::optional_floats("change_p_corrected", changes(|change| change.p_corrected)),
        ])
    }
}

/// Every bin from the first to the last.
fn all_bins(dates: &DateBins, n_terms: usize) -> Result<Vec<TimeBin>> {
    let Some((first, last)) = dates.ends() else {
        return Ok(Vec::new());
    };
    let n_bins = usize::try_from(last.since(first))
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    if n_bins.saturating_mul(n_terms) > MOST_CELLS {
        return Err(Error::config(format!(
            "{n_bins} bins of time from {first} to {last} for {n_terms} terms are too many: choose longer bins or fewer terms, or correct the dates"
        )));
    }
    Ok(std::iter::successors(Some(first), |bin| Some(bin.next()))
        .take(n_bins)
        .collect())
}

#[derive(Debug)]
struct Tally {
    sizes: Vec<BinSize>,
    uses: Vec<Use>,
}

impl Tally {
    fn add(&mut self, part: &Self) {
        for (size, more) in self.sizes.iter_mut().zip(&part.sizes) {
            size.tokens += more.tokens;
            size.documents += more.documents;
        }
        for (use_, more) in self.uses.iter_mut().zip(&part.uses) {
            use_.count += more.count;
            use_.documents += more.documents;
        }
    }
}

/// What one thread reads with.
struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    config: &'a KeywordConfig,
    analysis: Analysis<'a>,
    /// For each term, the document that it was last seen in.
    last_document: Vec<usize>,
    workers: &'a Workers,
}

impl Reader<'_> {
    fn read(&mut self, index: usize, text: &str, bin: usize, tally: &mut Tally) -> Result<()> {
        let skipped = self
            .config
            .skip_boilerplate
            .then(|| boilerplate_spans(text));
        let mut clock = TokenClock::new(self.workers);
        let first = bin * self.vocabulary.len();
        let uses = &mut tally.uses[first..first + self.vocabulary.len()];
        let (vocabulary, last_document) = (self.vocabulary, &mut self.last_document);
        self.analysis.run(
            text,
            skipped,
            |n| clock.read(n),
            |term, _| {
                if let Some(id) = vocabulary.id(term) {
                    let id = id as usize;
                    uses[id].count += 1;
                    uses[id].documents += u64::from(last_document[id] != index);
                    last_document[id] = index;
                }
            },
        )?;
        tally.sizes[bin].tokens += clock.n_tokens();
        tally.sizes[bin].documents += 1;
        Ok(())
    }
}

/// Options of [`TermSeries::tests`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendConfig {
    /// Whether a trend is looked for.
    pub trend: bool,
    /// How a change is looked for.
    pub change: Option<ChangeTest>,
    /// What is done about the number of terms.
    pub correction: Correction,
    /// Below this a corrected p-value marks a trend or a change.
    pub alpha: f64,
}

/// A test for one change at an unknown time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeTest {
    /// A. Pettitt, A non-parametric approach to the change-point problem, Applied Statistics 28, 1979: the greatest
    /// difference between the ranks of the rates before and after.
    Pettitt,
    /// The greatest log-likelihood G2 of the counts before against those after, over all times; its p-value is the share of
    /// orders of the bins, drawn at random, that reach it.
    LogLikelihood {
        /// How many orders are drawn.
        n_permutations: usize,
        /// What they are drawn by.
        seed: u64,
    },
}

impl ChangeTest {
    /// The test of that name, with what it draws by where it draws.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn parse(name: &str, n_permutations: usize, seed: u64) -> Result<Self> {
        match name {
            "pettitt" => Ok(Self::Pettitt),
            "log_likelihood" => Ok(Self::LogLikelihood {
                n_permutations,
                seed,
            }),
            _ => Err(Error::config(format!(
                "change={name:?}: no such test; use \"pettitt\", \"log_likelihood\" or None"
            ))),
        }
    }

    fn n_permutations(self) -> usize {
        match self {
            Self::Pettitt => 0,
            Self::LogLikelihood { n_permutations, .. } => n_permutations,
        }
    }
}

/// The Mann-Kendall test.
///
/// H. Mann, Nonparametric tests against trend, Econometrica 13, 1945; M. Kendall, Rank correlation methods.
#[derive(Debug)]
struct Trend {
    tau: f64,
    z: f64,
    p: f64,
    p_corrected: f64,
}

impl Trend {
    fn of(rates: &[f64]) -> Option<Self> {
        if rates.len() < FEWEST_BINS {
            return None;
        }
        let s = concordance(rates);
        let n = rates.len() as f64;
        let pairs = n * (n - 1.0) / 2.0;
        let (mut tied_pairs, mut tied) = (0.0, 0.0);
        for t in ties(rates) {
            tied_pairs += t * (t - 1.0) / 2.0;
            tied += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - tied) / 18.0;
        // A step towards 0, as S goes in steps of 2 and the normal distribution does not.
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
        let p = normal_two_sided(z).min(1.0);
        Some(Self {
            tau,
            z,
            p,
            p_corrected: p,
        })
    }

    fn name(&self, alpha: f64) -> &'static str {
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

/// The pairs of rates that rise less those that fall.
fn concordance(rates: &[f64]) -> f64 {
    let mut s = 0_i64;
    for (place, first) in rates.iter().enumerate() {
        for second in &rates[place + 1..] {
            s += second.total_cmp(first) as i64;
        }
    }
    s as f64
}

/// How many rates are equal, for each group of such.
fn ties(rates: &[f64]) -> Vec<f64> {
    let mut sorted = rates.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .map(|group| group.len() as f64)
        .collect()
}

/// The median of the slopes of all pairs, per bin of time.
///
/// P. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968.
fn sen_slope(times: &[usize], rates: &[f64]) -> Option<f64> {
    if rates.len() < 2 || rates.len() > MOST_BINS_FOR_SLOPE {
        return None;
    }
    let mut slopes = Vec::with_capacity(rates.len() * (rates.len() - 1) / 2);
    for (place, (time, rate)) in times.iter().zip(rates).enumerate() {
        let later = times.iter().zip(rates).skip(place + 1);
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
struct Change {
    /// The first bin after it.
    bin: usize,
    before: f64,
    after: f64,
    statistic: f64,
    p: f64,
    p_corrected: f64,
}

impl Change {
    fn name(&self, alpha: f64) -> &'static str {
        direction(
            self.after - self.before,
            self.p_corrected,
            alpha,
            ["rise", "fall", "none"],
        )
    }
}

/// What is tested of one term.
#[derive(Debug)]
struct TermTest {
    count: u64,
    trend: Option<Trend>,
    slope: Option<f64>,
    change: Option<Change>,
}

impl TermTest {
    fn new(series: &TermSeries, term: usize, used: &[usize], config: &TrendConfig) -> Self {
        let pairs: Vec<(u64, u64)> = used
            .iter()
            .map(|&bin| (series.cell(bin, term).count, series.sizes[bin].tokens))
            .collect();
        let rates: Vec<f64> = pairs
            .iter()
            .map(|&(count, tokens)| count as f64 * 1e6 / tokens as f64)
            .collect();
        let has_change = pairs.len() >= FEWEST_BINS;
        let change = config.change.filter(|_| has_change).map(|test| {
            let (split, statistic, p) = match test {
                ChangeTest::Pettitt => pettitt(&rates),
                ChangeTest::LogLikelihood {
                    n_permutations,
                    seed,
                } => best_split_test(&pairs, n_permutations, seed),
            };
            let [before, after] = [&pairs[..split], &pairs[split..]].map(rate_of);
            Change {
                bin: used[split],
                before,
                after,
                statistic,
                p,
                p_corrected: p,
            }
        });
        Self {
            count: pairs.iter().map(|(count, _)| count).sum(),
            trend: config.trend.then(|| Trend::of(&rates)).flatten(),
            slope: sen_slope(used, &rates),
            change,
        }
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

/// Where the ranks differ most: the number of bins before, the statistic K and its approximate p-value.
fn pettitt(rates: &[f64]) -> (usize, f64, f64) {
    let n = rates.len() as f64;
    let mut sorted = rates.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (mut u, mut best) = (0.0_f64, (1, 0.0_f64));
    for (place, rate) in rates[..rates.len() - 1].iter().enumerate() {
        let below = sorted.partition_point(|other| other.total_cmp(rate).is_lt()) as f64;
        let up_to = sorted.partition_point(|other| other.total_cmp(rate).is_le()) as f64;
        // Twice the mid-rank less n + 1.
        u += below + up_to - n;
        if u.abs() > best.1 {
            best = (place + 1, u.abs());
        }
    }
    let (split, k) = best;
    (
        split,
        k,
        (2.0 * exp(-6.0 * k * k / (n * n * n + n * n))).min(1.0),
    )
}

/// The same by the greatest G2, with a p-value by permutation.
fn best_split_test(pairs: &[(u64, u64)], n_permutations: usize, seed: u64) -> (usize, f64, f64) {
    let (split, statistic) = best_split(pairs);
    let mut shuffled = pairs.to_vec();
    let reached = (0..n_permutations)
        .filter(|&index| {
            shuffled.copy_from_slice(pairs);
            SplitMix64::of_sample(seed, index).shuffle(&mut shuffled);
            // The same bins in another order may give sums that differ in the last bits.
            best_split(&shuffled).1 >= statistic * (1.0 - 1e-12)
        })
        .count();
    (
        split,
        statistic,
        (1.0 + reached as f64) / (1.0 + n_permutations as f64),
    )
}

fn best_split(pairs: &[(u64, u64)]) -> (usize, f64) {
    let (all, tokens) = sums(pairs);
    let (mut count, mut total) = (0, 0);
    let mut best = (1, 0.0);
    for (place, pair) in pairs[..pairs.len() - 1].iter().enumerate() {
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
            best = (place + 1, statistic);
        }
    }
    best
}

/// Corrects the p-values of the rows that have one.
fn correct(
    rows: &mut [TermTest],
    correction: Correction,
    p_of: impl Fn(&mut TermTest) -> Option<(&mut f64, &mut f64)>,
) {
    let p_values: Vec<f64> = rows
        .iter_mut()
        .filter_map(|row| p_of(row).map(|(p, _)| *p))
        .collect();
    let mut corrected = correction.adjust(&p_values).into_iter();
    for (_, p_corrected) in rows.iter_mut().filter_map(p_of) {
        *p_corrected = corrected.next().unwrap_or(1.0);
    }
}
