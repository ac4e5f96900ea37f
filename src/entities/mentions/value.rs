//! The values of figures.

use std::borrow::Cow;

use crate::corpus::Date;

/// The value of a figure, in addition to its normal form.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number or a range of numbers: "at least 14" is 14 without an upper bound, "50 to 60" is best 55.
    Amount {
        /// The lower bound, if there is one.
        low: Option<f64>,
        /// The best single number.
        best: f64,
        /// The upper bound, if there is one.
        high: Option<f64>,
        /// The ISO 4217 code of a currency, or a unit of measure, if there is one.
        unit: Option<Cow<'static, str>>,
    },
    /// A period of the calendar, with its first and its last day.
    Period {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl Value {
    /// Returns an exact number.
    #[must_use]
    pub fn exact(number: f64, unit: Option<Cow<'static, str>>) -> Self {
        Self::Amount {
            low: Some(number),
            best: number,
            high: Some(number),
            unit,
        }
    }

    /// Returns all days of a date: those of a year, of a month, or one.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    /// use lexicount::entities::Value;
    ///
    /// let august = Value::of_date(Date::parse("2021-08").unwrap());
    /// assert_eq!(august.first_day().unwrap().to_string(), "2021-08-01");
    /// assert_eq!(august.last_day().unwrap().to_string(), "2021-08-31");
    /// assert_eq!(august.best(), None);
    /// ```
    #[must_use]
    pub fn of_date(date: Date) -> Self {
        Self::Period {
            first: date.first_day(),
            last: date.last_day(),
        }
    }

    /// Returns the lower bound of an amount, if there is one.
    #[must_use]
    pub fn low(&self) -> Option<f64> {
        match self {
            Self::Amount { low, .. } => *low,
            Self::Period { .. } => None,
        }
    }

    /// Returns the best single number of an amount.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        match self {
            Self::Amount { best, .. } => Some(*best),
            Self::Period { .. } => None,
        }
    }

    /// Returns the upper bound of an amount, if there is one.
    #[must_use]
    pub fn high(&self) -> Option<f64> {
        match self {
            Self::Amount { high, .. } => *high,
            Self::Period { .. } => None,
        }
    }

    /// Returns the currency or unit of measure of an amount.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Amount { unit, .. } => unit.as_deref(),
            Self::Period { .. } => None,
        }
    }

    /// Returns the first day of a period.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        match self {
            Self::Period { first, .. } => Some(*first),
            Self::Amount { .. } => None,
        }
    }

    /// Returns the last day of a period.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Self::Period { last, .. } => Some(*last),
            Self::Amount { .. } => None,
        }
    }
}
