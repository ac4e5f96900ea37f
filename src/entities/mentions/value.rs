//! What figures mean.

use std::borrow::Cow;

use crate::corpus::Date;

/// What a figure means, beside its normal form in words.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number or a range of numbers: "at least 14" is 14 to no end, "50 to 60" best 55.
    Amount {
        /// The least that is meant; `None` where no end is told.
        low: Option<f64>,
        /// The number that is nearest to what is meant.
        best: f64,
        /// The most that is meant; `None` where no end is told.
        high: Option<f64>,
        /// A currency by its ISO 4217 code, a unit of measure, or nothing.
        unit: Option<Cow<'static, str>>,
    },
    /// A time that the calendar knows, both days included and known in full.
    Period {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl Value {
    /// A number that is known exactly.
    #[must_use]
    pub fn exact(number: f64, unit: Option<Cow<'static, str>>) -> Self {
        Self::Amount {
            low: Some(number),
            best: number,
            high: Some(number),
            unit,
        }
    }

    /// All days that a date may mean: of a year, of a month, or one.
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

    /// The least that an amount means, where that is told.
    #[must_use]
    pub fn low(&self) -> Option<f64> {
        match self {
            Self::Amount { low, .. } => *low,
            Self::Period { .. } => None,
        }
    }

    /// The number nearest to what an amount means.
    #[must_use]
    pub fn best(&self) -> Option<f64> {
        match self {
            Self::Amount { best, .. } => Some(*best),
            Self::Period { .. } => None,
        }
    }

    /// The most that an amount means, where that is told.
    #[must_use]
    pub fn high(&self) -> Option<f64> {
        match self {
            Self::Amount { high, .. } => *high,
            Self::Period { .. } => None,
        }
    }

    /// An amount's currency or unit of measure.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Amount { unit, .. } => unit.as_deref(),
            Self::Period { .. } => None,
        }
    }

    /// A period's first day.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        match self {
            Self::Period { first, .. } => Some(*first),
            Self::Amount { .. } => None,
        }
    }

    /// A period's last day.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Self::Period { last, .. } => Some(*last),
            Self::Amount { .. } => None,
        }
    }
}
