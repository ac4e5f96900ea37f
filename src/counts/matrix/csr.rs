//! From rows of counts to the three arrays of a compressed sparse matrix.

use std::ops::Range;

use super::counter::FeatureCounts;
use super::fixed::FixedRows;
use super::pairs::NONE;
use super::rows::{Part, Rows};
use crate::error::Result;
use crate::parallel::Workers;

/// A matrix in compressed sparse rows: a row a document, a column a term.
#[derive(Clone, Debug, PartialEq)]
pub struct CsrMatrix {
    /// The values of all rows, one after the other.
    pub data: CsrData,
    /// The column of each value.
    pub columns: CsrIndices,
    /// Where each row starts, and at last where the last one ends.
    pub starts: CsrIndices,
    /// The number of columns.
    pub n_columns: usize,
}

impl CsrMatrix {
    /// The bounds of each row among the values.
    pub fn rows(&self) -> impl Iterator<Item = Range<usize>> {
        let n_rows = self.starts.len() - 1;
        (0..n_rows).map(|row| self.starts.get(row)..self.starts.get(row + 1))
    }

    /// The same matrix with columns ascending in each row.
    #[must_use]
    pub fn with_sorted_rows(self) -> Self {
        let places: Vec<usize> = self
            .rows()
            .flat_map(|row| {
                let mut places: Vec<usize> = row.collect();
                places.sort_unstable_by_key(|&place| self.columns.get(place));
                places
            })
            .collect();
        Self {
            data: match &self.data {
                CsrData::Counts(data) => CsrData::Counts(take(data, &places)),
                CsrData::Weights(data) => CsrData::Weights(take(data, &places)),
            },
            columns: match &self.columns {
                CsrIndices::Small(all) => CsrIndices::Small(take(all, &places)),
                CsrIndices::Large(all) => CsrIndices::Large(take(all, &places)),
            },
            ..self
        }
    }
}

fn take<T: Copy>(values: &[T], places: &[usize]) -> Vec<T> {
    places.iter().map(|&place| values[place]).collect()
}

/// The values of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum CsrData {
    /// Counts.
    Counts(Vec<i64>),
    /// Weights.
    Weights(Vec<f64>),
}

/// Numbers of 32 bits, or of 64 where those could not count the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsrIndices {
    /// As a rule.
    Small(Vec<i32>),
    /// For more than 2^31 - 1 values.
    Large(Vec<i64>),
}

impl CsrIndices {
    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Small(all) => all.len(),
            Self::Large(all) => all.len(),
        }
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a place.
    ///
    /// # Panics
    ///
    /// Where there is none.
    #[must_use]
    pub fn get(&self, place: usize) -> usize {
        let number = match self {
            Self::Small(all) => i64::from(all[place]),
            Self::Large(all) => all[place],
        };
        usize::try_from(number).expect("columns and places are not below 0")
    }
}

/// How the length of a row is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNorm {
    /// The sum of magnitudes.
    L1,
    /// The root of the sum of squares.
    L2,
}

impl RowNorm {
    /// Divides a row by its length; a row of length 0 stays as it is.
    ///
    /// Sums go from the first value to the last.
    pub(super) fn divide(self, row: &mut [f64]) {
        let length = match self {
            Self::L1 => row.iter().fold(0.0, |sum, value| sum + value.abs()),
            Self::L2 => row.iter().fold(0.0, |sum, value| sum + value * value),
        };
        if length == 0.0 {
            return;
        }
        let length = if self == Self::L2 {
            length.sqrt()
        } else {
            length
        };
        for value in row {
            *value /= length;
        }
    }
}

/// What the values of a matrix are.
#[derive(Clone, Copy, Debug)]
pub enum CsrValues<'v> {
    /// Counts, or 1 for each.
    Counts {
        /// True where each is 1.
        binary: bool,
    },
    /// Counts as weights.
    Weights(Weighting<'v>),
}

/// How weights are made of counts, in this order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weighting<'v> {
    /// Each count is 1.
    pub binary: bool,
    /// What a weight is multiplied by, by column.
    pub by_column: Option<&'v [f64]>,
    /// By what rows are divided.
    pub norm: Option<RowNorm>,
}

impl Weighting<'_> {
    #[inline]
    fn weigh(&self, column: u32, count: u32) -> f64 {
        let weight = if self.binary { 1.0 } else { f64::from(count) };
        match self.by_column {
            Some(all) => weight * all[column as usize],
            None => weight,
        }
    }
}

impl FeatureCounts {
    /// The matrix of those features that have a column, by number of feature; [`u32::MAX`] stands for none.
    ///
    /// Values of a row come in the order in which their features came first.
    ///
    /// # Errors
    ///
    /// Where the work was stopped.
    pub fn to_csr(
        &self,
        columns: &[u32],
        n_columns: usize,
        values: CsrValues<'_>,
        workers: &Workers,
    ) -> Result<CsrMatrix> {
        let parts: Vec<(&Rows, Option<&[u32]>)> = self.parts.iter().map(Part::borrow).collect();
        build(&parts, Some(columns), n_columns, values, workers)
    }
}

impl Part {
    fn borrow(&self) -> (&Rows, Option<&[u32]>) {
        (&self.rows, self.numbers.as_deref())
    }
}

impl FixedRows {
    /// The matrix of all columns, ascending in each row.
    ///
    /// # Errors
    ///
    /// Where the work was stopped.
    pub fn to_csr(&self, values: CsrValues<'_>, workers: &Workers) -> Result<CsrMatrix> {
        let parts: Vec<(&Rows, Option<&[u32]>)> =
            self.parts.iter().map(|rows| (rows, None)).collect();
        build(&parts, None, self.n_columns, values, workers)
    }
}

fn build(
    parts: &[(&Rows, Option<&[u32]>)],
    columns: Option<&[u32]>,
    n_columns: usize,
    values: CsrValues<'_>,
    workers: &Workers,
) -> Result<CsrMatrix> {
    let all = AllRows::new(parts, columns);
    let room = if workers.n_threads() <= 1 {
        all.n_values()
    } else {
        0
    };
    let built = workers.fold_ranges(
        all.n_rows(),
        |row| all.weight(row),
        || Built::new(values, room),
        |built, range| {
            built.add(&all, range, values);
            Ok(())
        },
        |built, part| {
            built.append(part);
            Ok(())
        },
    )?;
    Ok(built.finish(n_columns))
}

/// The rows of all parts.
struct AllRows<'p> {
    parts: &'p [(&'p Rows, Option<&'p [u32]>)],
    /// The number of rows before each part, and at last of all.
    starts: Vec<usize>,
    columns: Option<&'p [u32]>,
}

impl<'p> AllRows<'p> {
    fn new(parts: &'p [(&'p Rows, Option<&'p [u32]>)], columns: Option<&'p [u32]>) -> Self {
        let mut starts = vec![0];
        for (rows, _) in parts {
            starts.push(starts[starts.len() - 1] + rows.ends.len());
        }
        Self {
            parts,
            starts,
            columns,
        }
    }

    fn n_rows(&self) -> usize {
        self.starts[self.parts.len()]
    }

    fn n_values(&self) -> usize {
        self.parts.iter().map(|(rows, _)| rows.numbers.len()).sum()
    }

    /// The part of a row, and its bounds in it.
    fn find(&self, row: usize) -> (usize, Range<usize>) {
        let part = self.starts.partition_point(|&start| start <= row) - 1;
        (part, self.parts[part].0.bounds(row - self.starts[part]))
    }

    /// As many bytes as a row takes.
    fn weight(&self, row: usize) -> usize {
        16 + 12 * self.find(row).1.len()
    }

    /// Calls `each` with the column and count of each value of a row that has a column.
    #[inline]
    fn for_each(&self, row: usize, scratch: &mut Vec<(u32, u32)>, mut each: impl FnMut(u32, u32)) {
        let (part, bounds) = self.find(row);
        let (rows, numbers) = self.parts[part];
        let values = rows.numbers[bounds.clone()]
            .iter()
            .zip(&rows.counts[bounds]);
        let column = |number: u32| self.columns.map_or(number, |all| all[number as usize]);
        let mut each = |number: u32, count: u32| {
            let column = column(number);
            if column != NONE {
                each(column, count);
            }
        };
        let Some(numbers) = numbers else {
            values.for_each(|(&number, &count)| each(number, count));
            return;
        };
        scratch.clear();
        scratch.extend(values.map(|(&number, &count)| (numbers[number as usize], count)));
        scratch.sort_unstable();
        for &(number, count) in &*scratch {
            each(number, count);
        }
    }
}

/// Some rows of the matrix.
struct Built {
    data: CsrData,
    columns: Vec<u32>,
    ends: Vec<usize>,
    scratch: Vec<(u32, u32)>,
}

impl Built {
    fn new(values: CsrValues<'_>, room: usize) -> Self {
        Self {
            data: match values {
                CsrValues::Counts { .. } => CsrData::Counts(Vec::with_capacity(room)),
                CsrValues::Weights(_) => CsrData::Weights(Vec::with_capacity(room)),
            },
            columns: Vec::with_capacity(room),
            ends: Vec::new(),
            scratch: Vec::new(),
        }
    }

    fn add(&mut self, all: &AllRows<'_>, range: Range<usize>, values: CsrValues<'_>) {
        for row in range {
            let start = self.columns.len();
            let columns = &mut self.columns;
            match (&mut self.data, values) {
                (CsrData::Counts(data), CsrValues::Counts { binary }) => {
                    all.for_each(row, &mut self.scratch, |column, count| {
                        columns.push(column);
                        data.push(if binary { 1 } else { i64::from(count) });
                    });
                }
                (CsrData::Weights(data), CsrValues::Weights(weighting)) => {
                    all.for_each(row, &mut self.scratch, |column, count| {
                        columns.push(column);
                        data.push(weighting.weigh(column, count));
                    });
                    if let Some(norm) = weighting.norm {
                        norm.divide(&mut data[start..]);
                    }
                }
                _ => unreachable!("the data were made for these values"),
            }
            self.ends.push(self.columns.len());
        }
    }

    fn append(&mut self, other: Self) {
        let before = self.columns.len();
        self.columns.extend(other.columns);
        self.ends.extend(other.ends.iter().map(|end| before + end));
        match (&mut self.data, other.data) {
            (CsrData::Counts(all), CsrData::Counts(more)) => all.extend(more),
            (CsrData::Weights(all), CsrData::Weights(more)) => all.extend(more),
            _ => unreachable!("all parts are made for the same values"),
        }
    }

    fn finish(self, n_columns: usize) -> CsrMatrix {
        csr(self.data, self.columns, &self.ends, n_columns)
    }
}

/// A matrix of its values, their columns, and the ends of its rows.
pub(super) fn csr(data: CsrData, columns: Vec<u32>, ends: &[usize], n_columns: usize) -> CsrMatrix {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let small: Option<Vec<i32>> = starts.clone().map(|start| start.try_into().ok()).collect();
    let (columns, starts) = if let Some(starts) = small {
        let columns = columns.into_iter().map(u32::cast_signed).collect();
        (CsrIndices::Small(columns), CsrIndices::Small(starts))
    } else {
        let columns = columns.into_iter().map(i64::from).collect();
        let starts = starts.map(|start| i64::try_from(start).unwrap_or(i64::MAX));
        (
            CsrIndices::Large(columns),
            CsrIndices::Large(starts.collect()),
        )
    };
    CsrMatrix {
        data,
        columns,
        starts,
        n_columns,
    }
}
