//! Days of the Gregorian calendar and their numbers.

use std::fmt;

pub(super) const DAYS_A_WEEK: i64 = 7;

const LAST_YEAR: i64 = 9999;

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

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(super) fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Return the number of days from 1 January of the year 1 to a day.
pub(super) fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let years = year - 1;
    let leap_days = years / 4 - years / 100 + years / 400;
    let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
    365 * years + leap_days + months + day - 1
}

/// Return year, month and day of the day with the given number.
pub(super) fn day_of(number: i64) -> (i64, i64, i64) {
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
