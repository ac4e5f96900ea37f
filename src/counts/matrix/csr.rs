//! Converts rows of counts to the three arrays of a compressed sparse row matrix.

use std::ops::Range;

use super::counter::FeatureCounts;
use super::fixed::FixedRows;
use super::pairs::NONE;
use super::rows::{Part, Rows};
use crate::error::Result;
use crate::parallel::Workers;
use crate::registry::registry;

/// A matrix in compressed sparse row format, of shape (`n_documents`, `n_terms`).
#[derive(Clone, Debug, PartialEq)]
pub struct CsrMatrix {
    /// The values of all rows, one after the other.
    pub data: CsrData,
    /// The column of each value.
    pub columns: CsrIndices,
    /// The start of each row, followed by the end of the last row.
    pub starts: CsrIndices,
    /// The id of columns.
    pub n_columns: usize,
}

impl CsrMatrix {
    /// Iterate over the bounds of each row in the values.
    pub fn rows(&self) -> impl Iterator<Item = Range<usize>> {
        let n_rows = self.starts.len() - 1;
        (0..n_rows).map(|row| self.starts.get(row)..self.starts.get(row + 1))
    }

    /// Sort the columns of each row in ascending order.
    #[must_use]
    pub fn with_sorted_rows(self) -> Self {
        let order: Vec<usize> = self
            .rows()
            .flat_map(|row| {
                let mut indices: Vec<usize> = row.collect();
                indices.sort_unstable_by_key(|&index| self.columns.get(index));
                indices
            })
            .collect();
        Self {
            data: match &self.data {
                CsrData::Counts(data) => CsrData::Counts(take(data, &order)),
                CsrData::Weights(data) => CsrData::Weights(take(data, &order)),
            },
            columns: match &self.columns {
                CsrIndices::Small(all) => CsrIndices::Small(take(all, &order)),
                CsrIndices::Large(all) => CsrIndices::Large(take(all, &order)),
            },
            ..self
        }
    }
}

fn take<T: Copy>(values: &[T], indices: &[usize]) -> Vec<T> {
    indices.iter().map(|&index| values[index]).collect()
}

/// The values of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum CsrData {
    /// Counts.
    Counts(Vec<i64>),
    /// Weights.
    Weights(Vec<f64>),
}

/// 32-bit integers, or 64-bit if 32 bits are not enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsrIndices {
    /// The usual case.
    Small(Vec<i32>),
    /// For more than 2^31 - 1 values.
    Large(Vec<i64>),
}

impl CsrIndices {
    /// Return the id of values.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Small(all) => all.len(),
            Self::Large(all) => all.len(),
        }
    }

    /// Return true if there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Return the value at an index.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> usize {
        let value = match self {
            Self::Small(all) => i64::from(all[index]),
            Self::Large(all) => all[index],
        };
        usize::try_from(value).expect("columns and offsets are not negative")
    }
}

registry!(
    /// The norm that a row is divided by.
    pub enum RowNorm: "norm" {
        /// The sum of absolute values.
        L1 = "l1",
        /// The square root of the sum of squares.
        L2 = "l2",
    }
);

impl RowNorm {
    /// Divide a row by its norm; a row of norm 0 is unchanged.
    ///
    /// Values are summed from first to last.
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

/// The kind of values of a matrix.
#[derive(Clone, Copy, Debug)]
pub enum CsrValues<'v> {
    /// Counts, or 1 for each.
    Counts {
        /// Whether each value is 1.
        binary: bool,
    },
    /// Counts as weights.
    Weights(Weighting<'v>),
}

/// The steps that turn counts into weights, in this order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weighting<'v> {
    /// Set each count to 1.
    pub binary: bool,
    /// A factor for each column.
    pub by_column: Option<&'v [f64]>,
    /// The norm that rows are divided by.
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
    /// Return the matrix of the features that have a column. `columns` is indexed by feature id; [`u32::MAX`] means
    /// none.
    ///
    /// Values of a row are in order of the first occurrence of their features.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
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
        (&self.rows, self.ids.as_deref())
    }
}

impl FixedRows {
    /// Return the matrix of all columns, ascending in each row.
    ///
    /// # Errors
    ///
    /// If the work was stopped.
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
    let capacity = if workers.n_threads() <= 1 {
        all.n_values()
    } else {
        0
    };
    let builder = workers.fold_ranges(
        all.n_rows(),
        |row| all.weight(row),
        || RowsBuilder::new(values, capacity),
        |builder, range| {
            builder.add(&all, range, values);
            Ok(())
        },
        |builder, part| {
            builder.append(part);
            Ok(())
        },
    )?;
    Ok(builder.finish(n_columns))
}

/// The rows of all parts.
struct AllRows<'p> {
    parts: &'p [(&'p Rows, Option<&'p [u32]>)],
    /// The id of rows before each part, followed by the total.
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
        self.parts.iter().map(|(rows, _)| rows.ids.len()).sum()
    }

    /// Return the part of a row, and its bounds in it.
    fn find(&self, row: usize) -> (usize, Range<usize>) {
        let part = self.starts.partition_point(|&start| start <= row) - 1;
        (part, self.parts[part].0.bounds(row - self.starts[part]))
    }

    /// Return the size of a row in bytes.
    fn weight(&self, row: usize) -> usize {
        16 + 12 * self.find(row).1.len()
    }

    /// Call `each` with the column and count of each value of a row that has a column.
    #[inline]
    fn for_each(&self, row: usize, scratch: &mut Vec<(u32, u32)>, mut each: impl FnMut(u32, u32)) {
        let (part, bounds) = self.find(row);
        let (rows, ids) = self.parts[part];
        let values = rows.ids[bounds.clone()].iter().zip(&rows.counts[bounds]);
        let column = |id: u32| self.columns.map_or(id, |all| all[id as usize]);
        let mut each = |id: u32, count: u32| {
            let column = column(id);
            if column != NONE {
                each(column, count);
            }
        };
        let Some(ids) = ids else {
            values.for_each(|(&id, &count)| each(id, count));
            return;
        };
        scratch.clear();
        scratch.extend(values.map(|(&id, &count)| (ids[id as usize], count)));
        scratch.sort_unstable();
        for &(id, count) in &*scratch {
            each(id, count);
        }
    }
}

/// Consecutive rows of the matrix.
struct RowsBuilder {
    data: CsrData,
    columns: Vec<u32>,
    ends: Vec<usize>,
    scratch: Vec<(u32, u32)>,
}

impl RowsBuilder {
    fn new(values: CsrValues<'_>, capacity: usize) -> Self {
        Self {
            data: match values {
                CsrValues::Counts { .. } => CsrData::Counts(Vec::with_capacity(capacity)),
                CsrValues::Weights(_) => CsrData::Weights(Vec::with_capacity(capacity)),
            },
            columns: Vec::with_capacity(capacity),
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
                _ => unreachable!("the data have the type of these values"),
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
            _ => unreachable!("all parts have the same type of values"),
        }
    }

    fn finish(self, n_columns: usize) -> CsrMatrix {
        csr(self.data, self.columns, &self.ends, n_columns)
    }
}

/// Build a matrix from its values, their columns, and the ends of its rows.
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
