//! Columns of dates.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::bins::{Every, TimeBin};
use super::reader::{DateReader, Unread};
use crate::table::Column;

/// Numbers of documents without a time bin, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undated {
    /// Without a date.
    pub missing: u64,
    /// With a value that is not a date.
    pub unreadable: u64,
    /// With a date whose day and month could be exchanged.
    pub ambiguous: u64,
    /// With a date that is not precise enough: a year when months are requested.
    pub coarse: u64,
}

impl Undated {
    /// Count one document.
    pub fn add(&mut self, reason: Unread) {
        match reason {
            Unread::Missing => self.missing += 1,
            Unread::Unreadable => self.unreadable += 1,
            Unread::Ambiguous => self.ambiguous += 1,
        }
    }

    /// Return the numbers with the names of their reasons.
    #[must_use]
    pub fn by_reason(&self) -> [(&'static str, u64); 4] {
        [
            ("missing", self.missing),
            ("unreadable", self.unreadable),
            ("ambiguous", self.ambiguous),
            ("coarse", self.coarse),
        ]
    }
}

impl AddAssign for Undated {
    fn add_assign(&mut self, other: Self) {
        self.missing += other.missing;
        self.unreadable += other.unreadable;
        self.ambiguous += other.ambiguous;
        self.coarse += other.coarse;
    }
}

/// The time bins of a column of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateBins {
    /// The bin of each row, if it has one.
    pub bins: Vec<Option<TimeBin>>,
    /// The numbers of the other rows.
    pub undated: Undated,
}

impl DateBins {
    /// Read a column of dates into bins of one length.
    #[must_use]
    pub fn of(column: &Column, every: Every, reader: DateReader) -> Self {
        Self::read(column, reader, |date| date.within(every))
    }

    /// Read a column of dates into the bins that they name: a year alone is a year.
    #[must_use]
    pub fn as_written(column: &Column, reader: DateReader) -> Self {
        Self::read(column, reader, Some)
    }

    /// The rows of a column without values.
    #[must_use]
    pub fn missing(n_rows: usize) -> Self {
        let undated = Undated {
            missing: n_rows as u64,
            ..Undated::default()
        };
        Self {
            bins: vec![None; n_rows],
            undated,
        }
    }

    /// Return the first and the last bin.
    #[must_use]
    pub fn ends(&self) -> Option<(TimeBin, TimeBin)> {
        let known = || self.bins.iter().flatten().copied();
        known().min().zip(known().max())
    }

    fn read(
        column: &Column,
        reader: DateReader,
        bin_of: impl Fn(TimeBin) -> Option<TimeBin>,
    ) -> Self {
        let mut undated = Undated::default();
        let bins = (0..column.len()).map(|row| {
            let date = reader.read_row(column, row);
            let date = date.map_err(|reason| undated.add(reason)).ok()?;
            let bin = bin_of(date);
            undated.coarse += u64::from(bin.is_none());
            bin
        });
        let bins = bins.collect();
        Self { bins, undated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(column: &Column, every: Every) -> DateBins {
        DateBins::of(column, every, DateReader::default())
    }

    #[test]
    fn rows_without_bin_are_counted_by_reason() {
        let rows = [
            Some("2023-07-14"),
            None,
            Some("2022"),
            Some("soon"),
            Some(" "),
            Some("2023-06"),
            Some("03/04/2023"),
        ];
        let bins = bins(&Column::optional_text("date", rows), Every::Month);
        let expected = Undated {
            missing: 2,
            unreadable: 1,
            ambiguous: 1,
            coarse: 1,
        };
        assert_eq!(bins.undated, expected);
        let (first, last) = bins.ends().unwrap();
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2023-06".into(), "2023-07".into())
        );
    }

    #[test]
    fn numbers_are_dates_where_their_size_says_which() {
        let years = bins(&Column::ints("year", vec![1789, -1, 99_999]), Every::Year);
        let label = years.bins[0].unwrap().to_string();
        assert_eq!((label.as_str(), years.undated.unreadable), ("1789", 2));
        let values = [Some(2020.0), None, Some(2020.5), Some(1_711_267_200.25)];
        let years = bins(&Column::optional_floats("year", values), Every::Year);
        let labels: Vec<String> = years
            .bins
            .iter()
            .flatten()
            .map(ToString::to_string)
            .collect();
        assert_eq!(labels, ["2020", "2024"]);
        assert_eq!((years.undated.missing, years.undated.unreadable), (1, 1));
    }
}
