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
