//! Dispersion: how evenly terms are distributed over the parts of a corpus.
//!
//! Takes the [`TermSequences`] of documents and [`Parts`], and returns one row per term with all
//! [`DispersionMeasure`]s.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::counts::{Kept, TermSequences};
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{Parts, dispersion};
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["a b", "a c"]);
//! let workers = Workers::serial();
//! let sequences = TermSequences::new(&documents, &Analyzer::default(), Kept::default(), &workers)?;
//! let table = dispersion(&sequences, &Parts::Documents, 1, &workers)?;
//! assert!(table.to_json().starts_with("[{\"term\":\"a\",\"count\":2,\"range\":2,\"parts\":2,\"dp\":0.0,"));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Sizes and positions refer to terms: stop words that are removed do not count as distance between terms.

use std::num::NonZeroUsize;

use libm::{log2, sqrt};

use super::special::positive_part;
use crate::counts::{TermId, TermSequences};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table, cell};

/// Cost of one occurrence of a term in the units of the workers' weights.
const OCCURRENCE_WEIGHT: usize = 16;

registry!(
    /// A measure of dispersion, in the order of the table columns.
    ///
    /// `s` is the proportion of the corpus in a part, `v` the proportion of the term's occurrences in it, `f` the count of
    /// the term, `n` the number of parts and `N` the number of words.
    pub enum DispersionMeasure: "dispersion measure" {
        /// Half the sum of `abs(s - v)`; 0 is even (Gries 2008).
        Dp = "dp",
        /// `dp / (1 - min s)`; 0 is even (Lijffijt and Gries 2012).
        DpNorm = "dp_norm",
        /// `1 - V / sqrt(n - 1)`, where `V` is the coefficient of variation of the rates; 1 is even (Juilland et al. 1970).
        JuillandD = "juilland_d",
        /// The entropy of the rates divided by `log2 n`; 1 is even (Carroll 1970).
        CarrollD2 = "carroll_d2",
        /// The square of the sum of `sqrt(s f v)`, divided by `f`; 1 is even (Rosengren 1971).
        RosengrenS = "rosengren_s",
        /// `rosengren_s` times `f` (Rosengren 1971).
        AdjustedFrequency = "adjusted_frequency",
        /// The sum of `v log2(v / s)`; 0 is even (Gries 2020).
        KlDivergence = "kl_divergence",
        /// Average reduced frequency: the sum of the lesser of 1 and `f / N` times each distance between
        /// occurrences (Savický and Hlaváčová 2002).
        Arf = "arf",
    }
);

/// The division of a corpus into parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Each document with at least one term.
    Documents,
    /// The part of each document, counted from 0; documents without a part are ignored.
    Groups(Vec<Option<u32>>),
    /// This many parts of equal length, regardless of document boundaries.
    Equal(NonZeroUsize),
}

/// Measure how evenly each term is distributed.
///
/// Empty parts are ignored. The most frequent terms come first; ties are broken by code points. Terms with fewer than
/// `min_count` occurrences are dropped. The cost is linear in the number of occurrences, with 12 bytes per occurrence.
///
/// # Errors
///
/// If the number of groups is not that of documents, or if the work was stopped.
pub fn dispersion(
    sequences: &TermSequences,
    parts: &Parts,
    min_count: u64,
    workers: &Workers,
) -> Result<Table> {
    let corpus = Corpus::new(sequences, parts)?;
    let occurrences = Occurrences::new(&corpus, sequences.vocabulary().len());
    let ids = occurrences.ids_by_count(sequences, min_count);
    let rows = workers.map_ranges(
        ids.len(),
        |row| OCCURRENCE_WEIGHT * (1 + occurrences.of(ids[row]).len()),
        |range| {
            workers.check()?;
            let ids = ids[range].iter();
            Ok(ids
                .map(|&id| Spread::new(occurrences.of(id), &corpus))
                .collect::<Vec<_>>())
        },
    )?;
    let rows: Vec<Spread> = rows.into_iter().flatten().collect();
    Ok(to_table(sequences, &ids, &rows, corpus.shares.len()))
}

/// All terms of all parts, in order, with the part of each.
struct Corpus {
    terms: Vec<TermId>,
    part_of: Vec<u32>,
    /// The proportion of the corpus in each part, never 0.
    shares: Vec<f64>,
    smallest_share: f64,
}

impl Corpus {
    fn new(sequences: &TermSequences, parts: &Parts) -> Result<Self> {
        let n_documents = sequences.n_documents();
        match parts {
            Parts::Documents => {
                let all: Vec<Option<u32>> = (0..).take(n_documents).map(Some).collect();
                Ok(Self::of_groups(sequences, &all))
            }
            Parts::Groups(groups) if groups.len() == n_documents => {
                Ok(Self::of_groups(sequences, groups))
            }
            Parts::Groups(groups) => Err(Error::config(format!(
                "{} parts for {n_documents} documents: give one per document",
                groups.len()
            ))),
            Parts::Equal(n_parts) => Ok(Self::of_equal(sequences.terms(), n_parts.get())),
        }
    }

    fn of_groups(sequences: &TermSequences, groups: &[Option<u32>]) -> Self {
        let (mut terms, mut part_of) = (Vec::new(), Vec::new());
        for (index, group) in groups.iter().enumerate() {
            if let Some(group) = *group {
                let document = sequences.document(index);
                terms.extend_from_slice(document);
                part_of.extend(std::iter::repeat_n(group, document.len()));
            }
        }
        Self::of(terms, part_of)
    }

    fn of_equal(terms: &[TermId], n_parts: usize) -> Self {
        // At most the number of terms, so that no part is empty.
        let n_parts = n_parts.min(terms.len()) as u128;
        let part = |index: usize| u32::try_from(index as u128 * n_parts / terms.len() as u128);
        let part_of = (0..terms.len())
            .map(|index| part(index).unwrap_or(u32::MAX))
            .collect();
        Self::of(terms.to_vec(), part_of)
    }

    /// Renumber the parts, without the empty ones.
    fn of(terms: Vec<TermId>, mut part_of: Vec<u32>) -> Self {
        let n_numbers = part_of.iter().max().map_or(0, |&part| part as usize + 1);
        let mut sizes = vec![0_u64; n_numbers];
        for &part in &part_of {
            sizes[part as usize] += 1;
        }
        let mut n_parts = 0;
        let numbers: Vec<u32> = sizes
            .iter()
            .map(|&size| {
                n_parts += u32::from(size > 0);
                n_parts.saturating_sub(1)
            })
            .collect();
        for part in &mut part_of {
            *part = numbers[*part as usize];
        }
        let all = terms.len() as f64;
        let shares: Vec<f64> = sizes
            .iter()
            .filter(|&&size| size > 0)
            .map(|&size| size as f64 / all)
            .collect();
        Self {
            terms,
            part_of,
            smallest_share: shares.iter().copied().fold(1.0, f64::min),
            shares,
        }
    }
}

/// The positions of each term in the corpus, ascending.
struct Occurrences {
    positions: Vec<usize>,
    ends: Vec<usize>,
}

impl Occurrences {
    /// Sort positions by term, with a counting sort.
    fn new(corpus: &Corpus, n_terms: usize) -> Self {
        let mut ends = vec![0; n_terms];
        for &term in &corpus.terms {
            ends[term as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // The slot of the term's first position; incremented with each position until it is the end.
            sum += std::mem::replace(end, sum);
        }
        let mut positions = vec![0; corpus.terms.len()];
        for (position, &term) in corpus.terms.iter().enumerate() {
            let next = &mut ends[term as usize];
            positions[*next] = position;
            *next += 1;
        }
        Self { positions, ends }
    }

    fn of(&self, id: TermId) -> &[usize] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] };
        &self.positions[start..self.ends[id]]
    }

    fn ids_by_count(&self, sequences: &TermSequences, min_count: u64) -> Vec<TermId> {
        let vocabulary = sequences.vocabulary();
        let mut ids: Vec<TermId> = (0..)
            .take(vocabulary.len())
            .filter(|&id| self.of(id).len() as u64 >= min_count.max(1))
            .collect();
        ids.sort_unstable_by(|&a, &b| {
            let by_count = self.of(b).len().cmp(&self.of(a).len());
            by_count.then_with(|| vocabulary.term(a).cmp(vocabulary.term(b)))
        });
        ids
    }
}

/// The measures of one term.
struct Spread {
    count: u64,
    range: u64,
    /// In the order of [`DispersionMeasure::ALL`]; missing if the corpus has too few parts.
    values: [Option<f64>; DispersionMeasure::ALL.len()],
}

impl Spread {
    /// Compute the measures of a term. The cost depends on its occurrences, not on the number of parts.
    fn new(positions: &[usize], corpus: &Corpus) -> Self {
        let parts = positions.iter().map(|&position| corpus.part_of[position]);
        let mut parts: Vec<u32> = parts.collect();
        // Sum in order of the parts; those of documents are in order already.
        parts.sort_unstable();
        let parts: Vec<(f64, f64)> = parts
            .chunk_by(|one, next| one == next)
            .map(|same| (corpus.shares[same[0] as usize], same.len() as f64))
            .collect();
        Self::of_parts(&parts, positions, corpus)
    }

    /// Compute the measures from `parts`: the proportion of the corpus and the count, for each part that contains the
    /// term.
    fn of_parts(parts: &[(f64, f64)], positions: &[usize], corpus: &Corpus) -> Self {
        let occurrences = TermOccurrences {
            parts,
            positions,
            corpus,
        };
        Self {
            count: positions.len() as u64,
            range: parts.len() as u64,
            values: std::array::from_fn(|index| occurrences.measure(DispersionMeasure::ALL[index])),
        }
    }
}

/// The occurrences of one term.
#[derive(Clone, Copy)]
struct TermOccurrences<'o> {
    /// The proportion of the corpus and the count, for each part that contains the term.
    parts: &'o [(f64, f64)],
    positions: &'o [usize],
    corpus: &'o Corpus,
}

impl TermOccurrences<'_> {
    fn measure(self, measure: DispersionMeasure) -> Option<f64> {
        let f = self.positions.len() as f64;
        let has_parts = self.corpus.shares.len() > 1;
        match measure {
            DispersionMeasure::Dp => Some(self.dp()),
            DispersionMeasure::DpNorm => {
                has_parts.then(|| self.dp() / (1.0 - self.corpus.smallest_share))
            }
            DispersionMeasure::JuillandD => has_parts.then(|| self.juilland_d()),
            DispersionMeasure::CarrollD2 => has_parts.then(|| self.carroll_d2()),
            DispersionMeasure::RosengrenS => Some(self.adjusted_frequency() / f),
            DispersionMeasure::AdjustedFrequency => Some(self.adjusted_frequency()),
            DispersionMeasure::KlDivergence => {
                let sum = self.sum(|s, count| count / f * log2(count / f / s));
                Some(positive_part(sum))
            }
            DispersionMeasure::Arf => Some(average_reduced_frequency(
                self.positions,
                self.corpus.terms.len(),
            )),
        }
    }

    /// Sum over the parts that contain the term, of proportion and count.
    fn sum(self, part: impl Fn(f64, f64) -> f64) -> f64 {
        let parts = self.parts.iter();
        parts.map(|&(s, count)| part(s, count)).sum()
    }

    fn n_parts(self) -> f64 {
        self.corpus.shares.len() as f64
    }

    fn dp(self) -> f64 {
        let f = self.positions.len() as f64;
        // A part without the term contributes its full proportion.
        let unused = positive_part(1.0 - self.sum(|s, _| s));
        f64::midpoint(self.sum(|s, count| (s - count / f).abs()), unused)
    }

    fn juilland_d(self) -> f64 {
        let n = self.n_parts();
        let mean = self.sum(|s, count| count / s) / n;
        let squares = self.sum(|s, count| (count / s - mean) * (count / s - mean))
            + (n - self.parts.len() as f64) * mean * mean;
        1.0 - sqrt(squares / n) / mean / sqrt(n - 1.0)
    }

    fn carroll_d2(self) -> f64 {
        let rates = self.sum(|s, count| count / s);
        let entropy = self.sum(|s, count| {
            let share = count / s / rates;
            -share * log2(share)
        });
        positive_part(entropy) / log2(self.n_parts())
    }

    fn adjusted_frequency(self) -> f64 {
        let root = self.sum(|s, count| sqrt(s * count));
        root * root
    }
}

/// Return the average reduced frequency: the number of occurrences, where occurrences close to each other count less.
/// The corpus is treated as a ring.
///
/// P. Savický and J. Hlaváčová, Measures of word commonness, Journal of Quantitative Linguistics 9, 2002.
fn average_reduced_frequency(positions: &[usize], corpus_size: usize) -> f64 {
    let (Some(&first), Some(&last)) = (positions.first(), positions.last()) else {
        return 0.0;
    };
    let segment = corpus_size as f64 / positions.len() as f64;
    let within: f64 = positions
        .windows(2)
        .map(|pair| segment.min((pair[1] - pair[0]) as f64))
        .sum();
    (within + segment.min((first + corpus_size - last) as f64)) / segment
}

fn to_table(sequences: &TermSequences, ids: &[TermId], rows: &[Spread], n_parts: usize) -> Table {
    let ints = |name, get: fn(&Spread) -> u64| {
        Column::ints(name, rows.iter().map(|row| cell(get(row))).collect())
    };
    let measure = |index: usize| {
        let values = rows.iter().map(|row| row.values[index]);
        Column::optional_floats(DispersionMeasure::ALL[index].name(), values)
    };
    let mut columns = vec![
        Column::text(
            "term",
            ids.iter().map(|&id| sequences.vocabulary().term(id)),
        ),
        ints("count", |row| row.count),
        ints("range", |row| row.range),
        Column::ints("parts", vec![cell(n_parts as u64); rows.len()]),
    ];
    columns.extend((0..DispersionMeasure::ALL.len()).map(measure));
    Table::new(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Documents;
    use crate::counts::Kept;
    use crate::tokens::Analyzer;

    fn sequences(texts: &[String]) -> TermSequences {
        let documents = Documents::from_texts(texts.iter().cloned());
        let analyzer = Analyzer::default();
        TermSequences::new(&documents, &analyzer, Kept::default(), &Workers::serial()).unwrap()
    }

    #[test]
    fn measures_match_the_example_of_gries() {
        let texts = [
            "b a m n i b e u p",
            "b a s a t b e w q n",
            "b c a g a b e s t a",
            "b a g h a b e a a t",
            "b a h a a b e a x a t",
        ];
        let sequences = sequences(&texts.map(str::to_owned));
        let table = dispersion(&sequences, &Parts::Documents, 15, &Workers::serial()).unwrap();
        let json = table.to_json();
        assert!(
            json.contains("\"term\":\"a\",\"count\":15,\"range\":5,\"parts\":5,\"dp\":0.18"),
            "{json}"
        );
        assert!(json.contains("\"juilland_d\":0.785"), "{json}");
    }

    #[test]
    fn results_depend_on_neither_threads_nor_the_form_of_groups() {
        let texts: Vec<String> = (0..80)
            .map(|m| {
                (0..400)
                    .map(|n| format!("w{}", n * m % 97))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let sequences = sequences(&texts);
        let three = Workers::new(Some(3)).unwrap();
        let groups = Parts::Groups((0..80).map(Some).collect());
        let expected = dispersion(&sequences, &Parts::Documents, 1, &Workers::serial()).unwrap();
        assert_eq!(
            dispersion(&sequences, &Parts::Documents, 1, &three).unwrap(),
            expected
        );
        assert_eq!(
            dispersion(&sequences, &groups, 1, &three).unwrap(),
            expected
        );
        let few = Parts::Groups(vec![None]);
        assert!(
            dispersion(&sequences, &few, 1, &three)
                .unwrap_err()
                .is_config()
        );
    }

    #[test]
    fn adjacent_occurrences_count_as_one() {
        let bunched = average_reduced_frequency(&[0, 1, 2, 3], 400);
        assert!((bunched - 1.03).abs() < 1e-12, "{bunched}");
        let even = average_reduced_frequency(&[0, 100, 200, 300], 400);
        assert!((even - 4.0).abs() < 1e-12, "{even}");
    }
}
