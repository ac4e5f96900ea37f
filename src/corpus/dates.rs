//! Dates of documents, and the time bins that contain them: decades, years, quarters, months, weeks and days.
//!
//! Takes strings that begin with an ISO 8601 date (`2023`, `2023-07`, `2023-07-14`, optionally followed by a time) and
//! returns [`TimeBin`]s, which are ordered, can be incremented and have a label. [`DateBins`] does this for a column.
//!
//! ```
//! use lexicount::corpus::{Date, Every, TimeBin};
//!
//! let date = Date::parse("2023-07-14T09:30:00Z").unwrap();
//! let week = TimeBin::of(date, Every::Week).unwrap();
//! assert_eq!(week.to_string(), "2023-W28");
//! assert_eq!(week.next().to_string(), "2023-W29");
//! assert_eq!(TimeBin::of(Date::parse("2023").unwrap(), Every::Month), None);
//! ```
//!
//! Not supported: time zones (dates are used as written), dates in words, and incomplete dates for finer bins: a year
//! alone has no month.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::registry::registry;
use crate::table::{Column, Values};

const DAYS_A_WEEK: i64 = 7;

const LAST_YEAR: i64 = 9999;

registry!(
    /// The length of a time bin.
    #[derive(PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Every: "time bin" {
        /// A calendar year.
        Year = "year",
        /// A calendar quarter.
        Quarter = "quarter",
        /// A calendar month.
        Month = "month",
        /// An ISO 8601 week, Monday to Sunday: week 1 contains the first Thursday of the year.
        Week = "week",
        /// A day.
        Day = "day",
        // New rows go here, at the end: saved results hold the position of a row.
        /// Ten calendar years, from a year that ends in 0.
        Decade = "decade",
    }
);

/// A date in the Gregorian calendar. Day and month may be unknown. Dates of equal precision are ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// From 1 to 9999.
    year: i64,
    /// From 1 to 12.
    month: Option<i64>,
    /// From 1; known only if the month is known.
    day: Option<i64>,
}

impl Date {
    /// Return the date in a row of a column of text, or of integers, which are years.
    #[must_use]
    pub fn of_row(column: &Column, row: usize) -> Option<Self> {
        match (&column.values, column.is_present(row)) {
            (Values::Text(values), true) => Self::parse(values.get(row)),
            (Values::Int(values), true) => Self::parse(&format!("{:04}", values[row])),
            _ => None,
        }
    }

    /// Parse the date at the beginning of a string: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, the last optionally followed by
    /// a time.
    ///
    /// Return `None` if there is no date or no such day. Surrounding white space is ignored.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// assert!(Date::parse("2024-02-29").is_some());
    /// assert!(Date::parse("2023-02-29").is_none());
    /// assert!(Date::parse("14 July").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = digits(text.trim(), 4)?;
        let (month, rest) = part(rest)?;
        let (day, rest) = if month.is_some() {
            part(rest)?
        } else {
            (None, rest)
        };
        let is_complete = rest.is_empty() || day.is_some() && rest.starts_with(['T', 't', ' ']);
        let date = Self { year, month, day };
        (is_complete && date.exists()).then_some(date)
    }

    /// Create a year, month or day. Return `None` if there is no such date, or if there is a day without a month.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// assert_eq!(Date::new(2024, Some(2), Some(29)).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(Date::new(2024, Some(2), None), Date::parse("2024-02"));
    /// assert_eq!(Date::new(2023, Some(2), Some(29)), None);
    /// ```
    #[must_use]
    pub fn new(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Self> {
        let date = Self { year, month, day };
        let is_valid = day.is_none() || month.is_some();
        (is_valid && year <= LAST_YEAR && date.exists()).then_some(date)
    }

    /// Return the year, from 1 to 9999.
    #[must_use]
    pub fn year(self) -> i64 {
        self.year
    }

    /// Return the month, from 1 to 12, if it is known.
    #[must_use]
    pub fn month(self) -> Option<i64> {
        self.month
    }

    /// Return the day of the month, from 1, if it is known.
    #[must_use]
    pub fn day(self) -> Option<i64> {
        self.day
    }

    /// Return the first day of the period: 1 January of a year, the 1st of a month, or the day itself.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// let month = Date::parse("2024-02").unwrap();
    /// assert_eq!(month.first_day().to_string(), "2024-02-01");
    /// assert_eq!(month.last_day().to_string(), "2024-02-29");
    /// ```
    #[must_use]
    pub fn first_day(self) -> Self {
        Self {
            month: self.month.or(Some(1)),
            day: self.day.or(Some(1)),
            ..self
        }
    }

    /// Return the last day of the period.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self {
            month: Some(month),
            day: self.day.or(Some(days_of_month(self.year, month))),
            ..self
        }
    }

    /// Return the number of days since 1 January of the year 1; `None` if the day is unknown.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        Some(days_before(self.year, self.month?, self.day?))
    }

    /// Return the day with the given number, within the years 1 to 9999.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// let leap_day = Date::parse("2024-02-29").unwrap();
    /// let next = Date::from_number(leap_day.number().unwrap() + 1).unwrap();
    /// assert_eq!(next.to_string(), "2024-03-01");
    /// ```
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        let known = 0..days_before(LAST_YEAR + 1, 1, 1);
        known.contains(&number).then(|| {
            let (year, month, day) = day_of(number);
            Self {
                year,
                month: Some(month),
                day: Some(day),
            }
        })
    }

    /// Return the day of the week, with Monday as 0; `None` if the day is unknown.
    #[must_use]
    pub fn weekday(self) -> Option<i64> {
        self.number().map(|number| number % DAYS_A_WEEK)
    }

    /// Return the month `n` months later, or earlier if `n` is negative; `None` if the month is unknown.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// let date = Date::parse("2024-03-31").unwrap();
    /// assert_eq!(date.plus_months(-4), Date::parse("2023-11"));
    /// ```
    #[must_use]
    pub fn plus_months(self, n: i64) -> Option<Self> {
        let number = (12 * self.year + self.month? - 1).checked_add(n)?;
        Self::new(number.div_euclid(12), Some(number.rem_euclid(12) + 1), None)
    }

    fn exists(self) -> bool {
        let month = self.month.unwrap_or(1);
        self.year >= 1
            && (1..=12).contains(&month)
            && self
                .day
                .is_none_or(|day| (1..=days_of_month(self.year, month)).contains(&day))
    }
}

impl fmt::Display for Date {
    /// `2024`, `2024-03` or `2024-03-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Parse `n` digits. Return their value and the rest.
fn digits(text: &str, n: usize) -> Option<(i64, &str)> {
    let (head, rest) = text.split_at_checked(n)?;
    let is_number = head.bytes().all(|byte| byte.is_ascii_digit());
    Some((head.parse().ok().filter(|_| is_number)?, rest))
}

/// Parse a hyphen and two digits, or nothing; `None` if something else follows the hyphen.
fn part(text: &str) -> Option<(Option<i64>, &str)> {
    match text.strip_prefix('-') {
        Some(rest) => digits(rest, 2).map(|(value, rest)| (Some(value), rest)),
        None => Some((None, text)),
    }
}

/// A calendar period. Bins of one length are ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeBin {
    every: Every,
    /// The number of earlier bins of its length, counted from the year 0, or from 1 January of the year 1 for weeks and
    /// days.
    number: i64,
}

impl TimeBin {
    /// Return the bin that contains a date; `None` if the date is not precise enough.
    #[must_use]
    pub fn of(date: Date, every: Every) -> Option<Self> {
        let number = match every {
            Every::Year => date.year,
            Every::Quarter => 4 * date.year + (date.month? - 1) / 3,
            Every::Month => 12 * date.year + date.month? - 1,
            // 1 January of the year 1 is a Monday.
            Every::Week => days_before(date.year, date.month?, date.day?) / DAYS_A_WEEK,
            Every::Day => days_before(date.year, date.month?, date.day?),
            Every::Decade => date.year / 10,
        };
        Some(Self { every, number })
    }

    /// Return the length of the bin.
    #[must_use]
    pub fn every(self) -> Every {
        self.every
    }

    /// Return the next bin.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            number: self.number + 1,
            ..self
        }
    }

    /// Return the number of bins since `earlier`; negative if this bin is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.number - earlier.number
    }
}

impl fmt::Display for TimeBin {
    /// `2023`, `2023-Q1`, `2023-07`, `2023-W05`, `2023-07-14`, `2020s`: names that sort as the bins do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        match self.every {
            Every::Year => write!(f, "{number:04}"),
            Every::Quarter => write!(f, "{:04}-Q{}", number / 4, number % 4 + 1),
            Every::Month => write!(f, "{:04}-{:02}", number / 12, number % 12 + 1),
            Every::Week => {
                // A week belongs to the year of its Thursday.
                let (year, _, _) = day_of(number * DAYS_A_WEEK + 3);
                let first_thursday = (days_before(year, 1, 1) + 3) / DAYS_A_WEEK;
                write!(f, "{year:04}-W{:02}", number - first_thursday + 1)
            }
            Every::Day => {
                let (year, month, day) = day_of(number);
                write!(f, "{year:04}-{month:02}-{day:02}")
            }
            Every::Decade => write!(f, "{number:03}0s"),
        }
    }
}

/// The time bins of a column of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateBins {
    /// The bin of each row, if it has one.
    pub bins: Vec<Option<TimeBin>>,
    /// The number of rows without a value.
    pub n_missing: usize,
    /// The number of rows with a value that is not a date.
    pub n_unreadable: usize,
    /// The number of rows with a date that is not precise enough: a year when months are requested.
    pub n_coarse: usize,
}

impl DateBins {
    /// Read a column of text, or of integers, which are years.
    #[must_use]
    pub fn of(column: &Column, every: Every) -> Self {
        let mut all = Self::default();
        for row in 0..column.len() {
            let bin = all.read(column, row, every);
            all.bins.push(bin);
        }
        all
    }

    /// Return the first and the last bin.
    #[must_use]
    pub fn ends(&self) -> Option<(TimeBin, TimeBin)> {
        let known = || self.bins.iter().flatten().copied();
        known().min().zip(known().max())
    }

    fn read(&mut self, column: &Column, row: usize, every: Every) -> Option<TimeBin> {
        let is_blank = match &column.values {
            Values::Text(values) => values.get(row).trim().is_empty(),
            _ => false,
        };
        if is_blank || !column.is_present(row) {
            self.n_missing += 1;
            return None;
        }
        let Some(date) = Date::of_row(column, row) else {
            self.n_unreadable += 1;
            return None;
        };
        let bin = TimeBin::of(date, every);
        self.n_coarse += usize::from(bin.is_none());
        bin
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Return the number of days from 1 January of the year 1 to a day.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let years = year - 1;
    let leap_days = years / 4 - years / 100 + years / 400;
    let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
    365 * years + leap_days + months + day - 1
}

/// Return year, month and day of the day with the given number.
fn day_of(number: i64) -> (i64, i64, i64) {
    // 400 years have 146,097 days; the estimate is off by at most one year.
    let mut year = (400 * number / 146_097) + 1;
    while days_before(year, 1, 1) > number {
        year -= 1;
    }
    while days_before(year + 1, 1, 1) <= number {
        year += 1;
    }
    let mut month = 12;
    while days_before(year, month, 1) > number {
        month -= 1;
    }
    (year, month, number - days_before(year, month, 1) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(date: &str, every: Every) -> Option<String> {
        let date = Date::parse(date).expect("a date");
        TimeBin::of(date, every).map(|bin| bin.to_string())
    }

    #[test]
    fn labels_name_the_bin() {
        for (date, every, expected) in [
            ("1790", Every::Year, "1790"),
            ("2023-01", Every::Quarter, "2023-Q1"),
            ("2023-12-31", Every::Quarter, "2023-Q4"),
            ("2023-07", Every::Month, "2023-07"),
            ("2023-07-14 10:00", Every::Day, "2023-07-14"),
            // Weeks of two years: ISO 8601's own examples.
            ("2005-01-01", Every::Week, "2004-W53"),
            ("2008-12-29", Every::Week, "2009-W01"),
            ("2010-01-03", Every::Week, "2009-W53"),
            ("2023-02-01", Every::Week, "2023-W05"),
            ("0001-01-01", Every::Week, "0001-W01"),
            ("9999-12-31", Every::Week, "9999-W52"),
            ("1999-12-31", Every::Decade, "1990s"),
            ("2000", Every::Decade, "2000s"),
            ("0009", Every::Decade, "0000s"),
        ] {
            assert_eq!(label(date, every).as_deref(), Some(expected), "{date}");
        }
    }

    #[test]
    fn imprecise_dates_have_no_bin() {
        for (date, every) in [
            ("2023", Every::Quarter),
            ("2023", Every::Month),
            ("2023-07", Every::Week),
            ("2023-07", Every::Day),
        ] {
            assert_eq!(label(date, every), None, "{date}");
        }
    }

    #[test]
    fn invalid_dates_are_none() {
        for text in [
            "",
            "-",
            "20",
            "202",
            "20230714",
            "2023-",
            "2023-7",
            "2023-07-",
            "2023-07-1",
            "2023-13",
            "2023-00-01",
            "2023-02-29",
            "1900-02-29",
            "2023-04-31",
            "2023-07-32",
            "2023-07T10",
            "2023-07-141",
            "0000-01-01",
            "+023",
            "２０２３",
            "2023-W05",
            "July 2023",
            "é2023",
            "202é",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn consecutive_days_are_correct_over_four_centuries() {
        let mut bin = TimeBin::of(Date::parse("1799-12-31").unwrap(), Every::Day).unwrap();
        for year in 1800..2201 {
            for month in 1..=12 {
                for day in 1..=days_of_month(year, month) {
                    bin = bin.next();
                    assert_eq!(bin.to_string(), format!("{year:04}-{month:02}-{day:02}"));
                }
            }
        }
    }

    #[test]
    fn bins_of_a_day_and_its_next_differ_by_at_most_one() {
        let every = [
            Every::Decade,
            Every::Year,
            Every::Quarter,
            Every::Month,
            Every::Week,
        ];
        let first = TimeBin::of(Date::parse("1999-12-25").unwrap(), Every::Day).unwrap();
        let mut day = first;
        while day.since(first) < 1500 {
            let (this, next) = (day.to_string(), day.next().to_string());
            for every in every {
                let [this, next] = [&this, &next]
                    .map(|date| TimeBin::of(Date::parse(date).unwrap(), every).unwrap());
                assert!((0..=1).contains(&next.since(this)));
                assert_eq!(next > this, next.to_string() > this.to_string());
            }
            day = day.next();
        }
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
        ];
        let bins = DateBins::of(&Column::optional_text("date", rows), Every::Month);
        assert_eq!(
            (bins.n_missing, bins.n_unreadable, bins.n_coarse),
            (2, 1, 1)
        );
        let (first, last) = bins.ends().unwrap();
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2023-06".into(), "2023-07".into())
        );
        let years = DateBins::of(&Column::ints("year", vec![1789, -1, 99_999]), Every::Year);
        assert_eq!(
            (years.bins[0].unwrap().to_string(), years.n_unreadable),
            ("1789".into(), 2)
        );
    }
}
