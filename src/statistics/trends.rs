//! Trends: the frequency of terms over time, and tests of whether it changes.
//!
//! Takes documents with the [`DateBins`] of their dates, and returns [`TermSeries`]: counts and rates by time bin, with
//! tests for a trend and for a change point.
//!
//! ```
//! use lexicount::corpus::{DateBins, DateReader, Documents, Every};
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::TermSeries;
//! use lexicount::table::Column;
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["a fire", "no fire", "rain"]);
//! let dates = DateBins::of(&Column::text("date", ["2021", "2021", "2023"]), Every::Year, DateReader::default());
//! let terms = ["fire".to_owned()];
//! let series = TermSeries::new(&documents, &Analyzer::default(), &terms, &dates, &Workers::serial())?;
//! assert_eq!(series.counts("fire").unwrap(), [2, 0, 0]);
//! # Ok::<(), lexicount::Error>(())
//! ```

use super::correction::{Correction, adjusted};
use super::trend_tests::{Change, Trend, TrendConfig, sen_slope};
use crate::corpus::{DateBins, Documents, TimeBin};
use crate::counts::{CancellationCheck, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};
use crate::tokens::{Analysis, Analyzer};

/// Maximum number of terms times bins.
const MAX_CELLS: usize = 1 << 22;

/// The size of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct BinSize {
    tokens: u64,
    documents: u64,
}

/// The count and document frequency of a term in a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Occurrences {
    count: u64,
    documents: u64,
}

/// The frequency of terms in each time bin.
#[derive(Clone, Debug)]
pub struct TermSeries {
    vocabulary: Vocabulary,
    /// All bins from the first to the last date, without gaps.
    bins: Vec<TimeBin>,
    /// One per bin, followed by that of documents without a bin.
    sizes: Vec<BinSize>,
    /// The terms of each bin, bin after bin, followed by those of documents without a bin.
    uses: Vec<Occurrences>,
}

impl TermSeries {
    /// Count `terms`, in the form the analyzer gives them, in all documents.
    ///
    /// One pass, linear in the length of the texts; 16 bytes per term and bin.
    ///
    /// # Errors
    ///
    /// If there are more than four million terms times bins, if the number of dates is not that of documents, or if the
    /// work was stopped.
    pub fn new(
        documents: &Documents,
        analyzer: &Analyzer,
        terms: &[String],
        dates: &DateBins,
        workers: &Workers,
    ) -> Result<Self> {
        if dates.bins.len() != documents.len() {
            let (n_dates, n) = (dates.bins.len(), documents.len());
            return Err(Error::config(format!(
                "{n_dates} dates for {n} documents: give one per document"
            )));
        }
        let mut vocabulary = Vocabulary::default();
        for term in terms {
            vocabulary.intern(term);
        }
        let bins = all_bins(dates, vocabulary.len())?;
        let tally = Tally::of(
            documents,
            analyzer,
            &vocabulary,
            &DocumentBins { dates, bins: &bins },
            workers,
        )?;
        Ok(Self {
            vocabulary,
            bins,
            sizes: tally.sizes,
            uses: tally.uses,
        })
    }

    /// Return the counts of a term by bin; `None` if the term was not requested.
    #[must_use]
    pub fn counts(&self, term: &str) -> Option<Vec<u64>> {
        let id = self.vocabulary.id(term)? as usize;
        Some(
            (0..self.bins.len())
                .map(|bin| self.cell(bin, id).count)
                .collect(),
        )
    }

    fn cell(&self, bin: usize, term: usize) -> Occurrences {
        self.uses[bin * self.vocabulary.len() + term]
    }

    /// Return a table with one row per term and bin: counts, sizes and rates. A bin without words has no rate.
    /// Documents without a bin, if any, form a last row without a date.
    ///
    /// `smoothing` adds the rate over a centred window of this many bins: the sum of their counts divided by that of
    /// their words.
    ///
    /// # Errors
    ///
    /// If `smoothing` is not an odd number.
    pub fn to_table(&self, smoothing: Option<usize>) -> Result<Table> {
        if let Some(n) = smoothing.filter(|n| n.is_multiple_of(2)) {
            return Err(Error::config(format!(
                "smoothing={n}: use an odd number of bins, so that the window has a middle bin"
            )));
        }
        let rows: Vec<(usize, usize)> = self.rows().collect();
        let uses = |get: fn(Occurrences) -> u64| {
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
        let rates = |half_width: usize| {
            rows.iter()
                .map(move |&(term, bin)| self.rate(term, bin, half_width))
        };
        let names: Vec<&str> = self.vocabulary.terms().collect();
        let mut columns = vec![
            Column::text("term", rows.iter().map(|&(term, _)| names[term])),
            Column::optional_text("date", labels),
            Column::ints("count", uses(|cell| cell.count)),
            Column::ints("document_frequency", uses(|cell| cell.documents)),
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

    /// Iterate over terms and bins in row order.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let n_bins = self.bins.len() + usize::from(self.sizes[self.bins.len()].documents > 0);
        (0..self.vocabulary.len()).flat_map(move |term| (0..n_bins).map(move |bin| (term, bin)))
    }

    /// Return the rate per million words over a bin and `half_width` bins on each side.
    fn rate(&self, term: usize, bin: usize, half_width: usize) -> Option<f64> {
        let range = if bin < self.bins.len() {
            bin.saturating_sub(half_width)..(bin + half_width + 1).min(self.bins.len())
        } else {
            bin..bin + 1
        };
        let count: u64 = range.clone().map(|bin| self.cell(bin, term).count).sum();
        let tokens: u64 = range.map(|bin| self.sizes[bin].tokens).sum();
        (tokens > 0).then(|| count as f64 * 1e6 / tokens as f64)
    }

    /// Test the rates of each term for a trend and a change point, over the bins that have words; one row per term.
    ///
    /// The cost is linear in the number of pairs of bins and, with [`ChangeTest::LogLikelihood`](super::ChangeTest::LogLikelihood), in the number of
    /// permutations.
    ///
    /// # Errors
    ///
    /// If the significance level is invalid, or if the work was stopped.
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
        let pairs = used.len() * used.len() + 16 * used.len() * config.n_permutations();
        let parts = workers.map_ranges(
            self.vocabulary.len(),
            |_| pairs,
            |range| {
                range
                    .map(|term| {
                        workers.check()?;
                        TermTest::new(self, term, &used, config, workers)
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

/// Return all bins from the first to the last.
fn all_bins(dates: &DateBins, n_terms: usize) -> Result<Vec<TimeBin>> {
    let Some((first, last)) = dates.ends() else {
        return Ok(Vec::new());
    };
    let n_bins = usize::try_from(last.since(first))
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    if n_bins.saturating_mul(n_terms) > MAX_CELLS {
        return Err(Error::config(format!(
            "{n_bins} time bins from {first} to {last} for {n_terms} terms are too many: choose longer bins or fewer terms, or correct the dates"
        )));
    }
    Ok(std::iter::successors(Some(first), |bin| Some(bin.next()))
        .take(n_bins)
        .collect())
}

/// Maps documents to bins.
struct DocumentBins<'a> {
    dates: &'a DateBins,
    bins: &'a [TimeBin],
}

impl DocumentBins<'_> {
    /// Return the index of the bin of a document; the index after the last bin if it has none.
    fn of(&self, index: usize) -> usize {
        let bin = self.dates.bins[index].zip(self.bins.first());
        let index = bin.and_then(|(bin, &first)| usize::try_from(bin.since(first)).ok());
        index.unwrap_or(self.bins.len())
    }
}

#[derive(Debug)]
struct Tally {
    sizes: Vec<BinSize>,
    uses: Vec<Occurrences>,
}

impl Tally {
    fn of(
        documents: &Documents,
        analyzer: &Analyzer,
        vocabulary: &Vocabulary,
        document_bins: &DocumentBins<'_>,
        workers: &Workers,
    ) -> Result<Self> {
        let prepared = analyzer.prepare()?;
        let (n_terms, n_rows) = (vocabulary.len(), document_bins.bins.len() + 1);
        workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            || Self {
                sizes: vec![BinSize::default(); n_rows],
                uses: vec![Occurrences::default(); n_rows * n_terms],
            },
            |tally, range| {
                let mut reader = Reader {
                    documents,
                    vocabulary,
                    analysis: prepared.analysis(),
                    last_document: vec![usize::MAX; n_terms],
                    workers,
                };
                range
                    .into_iter()
                    .try_for_each(|index| match documents.text(index) {
                        Some(text) => reader.read(index, text, document_bins.of(index), tally),
                        None => Ok(()),
                    })
            },
            |tally, part| {
                tally.add(&part);
                Ok(())
            },
        )
    }

    fn add(&mut self, part: &Self) {
        for (size, more) in self.sizes.iter_mut().zip(&part.sizes) {
            size.tokens += more.tokens;
            size.documents += more.documents;
        }
        for (cell, more) in self.uses.iter_mut().zip(&part.uses) {
            cell.count += more.count;
            cell.documents += more.documents;
        }
    }
}

/// The state of one thread.
struct Reader<'a> {
    documents: &'a Documents,
    vocabulary: &'a Vocabulary,
    analysis: Analysis<'a>,
    /// The last document that contained each term.
    last_document: Vec<usize>,
    workers: &'a Workers,
}

impl Reader<'_> {
    fn read(&mut self, index: usize, text: &str, bin: usize, tally: &mut Tally) -> Result<()> {
        let skipped = self.documents.left_out(index);
        let language = self.analysis.language_of(self.documents, index);
        let mut cancellation = CancellationCheck::new(self.workers);
        let first = bin * self.vocabulary.len();
        let uses = &mut tally.uses[first..first + self.vocabulary.len()];
        let (vocabulary, last_document) = (self.vocabulary, &mut self.last_document);
        self.analysis.run(
            text,
            skipped,
            &language,
            |n| cancellation.read(n),
            |term, _| {
                if let Some(id) = vocabulary.id(term) {
                    let id = id as usize;
                    uses[id].count += 1;
                    uses[id].documents += u64::from(last_document[id] != index);
                    last_document[id] = index;
                }
            },
        )?;
        tally.sizes[bin].tokens += cancellation.n_tokens();
        tally.sizes[bin].documents += 1;
        Ok(())
    }
}

/// The test results of one term.
#[derive(Debug)]
struct TermTest {
    count: u64,
    trend: Option<Trend>,
    slope: Option<f64>,
    change: Option<Change>,
}

impl TermTest {
    fn new(
        series: &TermSeries,
        term: usize,
        used: &[usize],
        config: &TrendConfig,
        workers: &Workers,
    ) -> Result<Self> {
        let pairs: Vec<(u64, u64)> = used
            .iter()
            .map(|&bin| (series.cell(bin, term).count, series.sizes[bin].tokens))
            .collect();
        let rates: Vec<f64> = pairs
            .iter()
            .map(|&(count, tokens)| count as f64 * 1e6 / tokens as f64)
            .collect();
        let change = match config.change {
            Some(test) => Change::of(test, config, used, &pairs, &rates, workers)?,
            None => None,
        };
        Ok(Self {
            count: pairs.iter().map(|(count, _)| count).sum(),
            trend: config.trend.then(|| Trend::of(&rates)).flatten(),
            slope: sen_slope(used, &rates),
            change,
        })
    }
}

/// Correct the p-values of the rows that have one.
fn correct(
    rows: &mut [TermTest],
    correction: Option<Correction>,
    p_of: impl Fn(&mut TermTest) -> Option<(&mut f64, &mut f64)>,
) {
    let p_values: Vec<f64> = rows
        .iter_mut()
        .filter_map(|row| p_of(row).map(|(p, _)| *p))
        .collect();
    let mut corrected = adjusted(correction, &p_values).into_iter();
    for (_, p_corrected) in rows.iter_mut().filter_map(p_of) {
        *p_corrected = corrected.next().unwrap_or(1.0);
    }
}
