//! Time bins: the decades, years, quarters, months, weeks and days of the calendar.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::calendar::{DAYS_A_WEEK, Date, day_of, days_before};
use crate::registry::registry;

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
        let (first, last) = (date.first_day().number()?, date.last_day().number()?);
        let bin = Self::of_day(first, every);
        (bin == Self::of_day(last, every)).then_some(bin)
    }

    /// Return the bin of a length that contains this bin; `None` if this bin is longer or is in two of them.
    ///
    /// ```
    /// use lexicount::corpus::{DateReader, Every};
    ///
    /// let month = DateReader::default().read("2023-07").unwrap();
    /// assert_eq!(month.within(Every::Quarter).unwrap().to_string(), "2023-Q3");
    /// assert_eq!(month.within(Every::Week), None);
    /// ```
    #[must_use]
    pub fn within(self, every: Every) -> Option<Self> {
        let days = self.days();
        let [first, last] = [days.start, days.end - 1].map(|day| Self::of_day(day, every));
        (first == last).then_some(first)
    }

    /// Return the shortest bin that contains two others; `None` if they are in no common decade.
    pub(super) fn around(first: Self, last: Self) -> Option<Self> {
        let common = |every| {
            let bin = first.within(every)?;
            (last.within(every) == Some(bin)).then_some(bin)
        };
        let bins = Every::ALL.into_iter().filter_map(common);
        bins.min_by_key(|bin| bin.days().end - bin.days().start)
    }

    /// Return the numbers of the days of the bin, as [`Date::number`] counts.
    #[must_use]
    pub fn days(self) -> Range<i64> {
        let start = |number: i64| match self.every {
            Every::Decade => days_before((10 * number).max(1), 1, 1),
            Every::Year => days_before(number, 1, 1),
            Every::Quarter => days_before(number.div_euclid(4), 3 * number.rem_euclid(4) + 1, 1),
            Every::Month => days_before(number.div_euclid(12), number.rem_euclid(12) + 1, 1),
            Every::Week => number * DAYS_A_WEEK,
            Every::Day => number,
        };
        start(self.number)..start(self.number + 1)
    }

    /// Return the date with the known parts of a day, a month or a year; `None` for a bin that is in two years.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        let date = |every| {
            let bin = self.within(every)?;
            let day = Date::from_number(bin.days().start)?;
            let month = day.month().filter(|_| every != Every::Year);
            let day_of_month = day.day().filter(|_| every == Every::Day);
            Date::new(day.year(), month, day_of_month)
        };
        [Every::Day, Every::Month, Every::Year]
            .into_iter()
            .find_map(date)
    }

    fn of_day(day: i64, every: Every) -> Self {
        let (year, month, _) = day_of(day);
        let number = match every {
            Every::Decade => year / 10,
            Every::Year => year,
            Every::Quarter => 4 * year + (month - 1) / 3,
            Every::Month => 12 * year + month - 1,
            // 1 January of the year 1 is a Monday.
            Every::Week => day / DAYS_A_WEEK,
            Every::Day => day,
        };
        Self { every, number }
    }

    /// Return the number of earlier bins of its length since the year 0, or since 1 January of the year 1 for weeks and
    /// days.
    #[must_use]
    pub fn number(self) -> i64 {
        self.number
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::dates::calendar::days_of_month;

    /// Parse `YYYY-MM-DD` or less.
    fn date(text: &str) -> Date {
        let mut parts = text.split('-').map(|part| part.parse().expect("digits"));
        let year = parts.next().expect("a year");
        Date::new(year, parts.next(), parts.next()).expect("a date")
    }

    fn label(text: &str, every: Every) -> Option<String> {
        let date = date(text);
        TimeBin::of(date, every).map(|bin| bin.to_string())
    }

    #[test]
    fn labels_name_the_bin() {
        for (date, every, expected) in [
            ("1790", Every::Year, "1790"),
            ("2023-01", Every::Quarter, "2023-Q1"),
            ("2023-12-31", Every::Quarter, "2023-Q4"),
            ("2023-07", Every::Month, "2023-07"),
            ("2023-07-14", Every::Day, "2023-07-14"),
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
    fn consecutive_days_are_correct_over_four_centuries() {
        let mut bin = TimeBin::of(date("1799-12-31"), Every::Day).unwrap();
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
        let first = TimeBin::of(date("1999-12-25"), Every::Day).unwrap();
        let mut day = first;
        while day.since(first) < 1500 {
            let (this, next) = (day.to_string(), day.next().to_string());
            for every in every {
                let [this, next] =
                    [&this, &next].map(|label| TimeBin::of(date(label), every).unwrap());
                assert!((0..=1).contains(&next.since(this)));
                assert_eq!(next > this, next.to_string() > this.to_string());
            }
            day = day.next();
        }
    }

    #[test]
    fn bins_are_within_longer_bins_only() {
        let bin = |text: &str, every| TimeBin::of(date(text), every).unwrap();
        let within = |bin: TimeBin, every| bin.within(every).map(|bin| bin.to_string());
        let quarter = bin("2023-07", Every::Quarter);
        assert_eq!(within(quarter, Every::Year).as_deref(), Some("2023"));
        assert_eq!(within(quarter, Every::Month), None);
        // A week may belong to two months or years.
        assert_eq!(within(bin("2025-01-01", Every::Week), Every::Year), None);
        assert_eq!(within(bin("2024-02-01", Every::Week), Every::Month), None);
        assert_eq!(
            bin("2024-02-01", Every::Week).date(),
            Date::new(2024, None, None)
        );
        assert_eq!(bin("2024-02-01", Every::Decade).date(), None);
        assert_eq!(within(bin("0005", Every::Decade), Every::Day), None);
    }
}
