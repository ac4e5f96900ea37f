//! Exact decimal numbers, and how English writes them in digits.

use std::fmt;

/// The maximum number of digits; longer sequences are codes.
const MAX_DIGITS: usize = 24;

/// A decimal number that keeps every digit: 2.50 is stored as 250 with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) digits: u128,
    pub(super) decimals: u32,
}

impl Number {
    pub(super) const fn integer(digits: u64) -> Self {
        Self {
            digits: digits as u128,
            decimals: 0,
        }
    }

    /// Multiplies by a power of ten without rounding.
    pub(super) fn times_power_of_ten(self, exponent: u32) -> Self {
        let shift = exponent.min(self.decimals);
        Self {
            digits: self.digits * 10_u128.pow(exponent - shift),
            decimals: self.decimals - shift,
        }
    }

    /// Multiplies by a small factor.
    pub(super) fn times(self, factor: u64) -> Self {
        Self {
            digits: self.digits * u128::from(factor),
            ..self
        }
    }

    /// Multiplies by a power of ten or a dozen.
    pub(super) fn times_scale(self, factor: u64) -> Self {
        let exponent = factor.max(1).ilog10();
        if 10_u64.pow(exponent) == factor {
            self.times_power_of_ten(exponent)
        } else {
            self.times(factor)
        }
    }

    /// Divides by a hundred: cents to dollars.
    pub(super) fn divided_by_hundred(self) -> Self {
        Self {
            decimals: self.decimals + 2,
            ..self
        }
    }

    /// Returns a number of millionths, without zeros at the end.
    pub(super) fn millionths(number: u64) -> Self {
        let mut number = Self {
            digits: number.into(),
            decimals: 6,
        };
        while number.decimals > 0 && number.digits.is_multiple_of(10) {
            number = Self {
                digits: number.digits / 10,
                decimals: number.decimals - 1,
            };
        }
        number
    }

    pub(super) const fn half() -> Self {
        Self {
            digits: 5,
            decimals: 1,
        }
    }

    /// Adds a half to an integer.
    pub(super) fn plus_half(self) -> Option<Self> {
        (self.decimals == 0).then(|| Self {
            digits: 10 * self.digits + 5,
            decimals: 1,
        })
    }

    /// Adds two integers.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        (self.decimals == 0 && other.decimals == 0).then(|| Self {
            digits: self.digits + other.digits,
            decimals: 0,
        })
    }

    /// Adds quarters to an integer.
    pub(super) fn plus_quarters(self, quarters: u64) -> Option<Self> {
        match quarters {
            2 => self.plus_half(),
            _ => (self.decimals == 0).then(|| Self {
                digits: 100 * self.digits + 25 * u128::from(quarters),
                decimals: 2,
            }),
        }
    }

    pub(super) fn negated(self) -> String {
        format!("-{self}")
    }

    /// Returns the nearest `f64`.
    pub(super) fn to_f64(self) -> f64 {
        if self.decimals == 0
            && let Ok(units) = u32::try_from(self.digits)
        {
            return f64::from(units);
        }
        self.to_string()
            .parse()
            .expect("digits with at most one decimal point")
    }

    /// Returns the number if it is an integer and fits.
    pub(super) fn as_integer(self) -> Option<i64> {
        (self.decimals == 0)
            .then(|| i64::try_from(self.digits).ok())
            .flatten()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Numbers of 64 bits are formatted several times faster.
        if self.decimals == 0
            && let Ok(digits) = u64::try_from(self.digits)
        {
            return write!(f, "{digits}");
        }
        let shift = 10_u128.pow(self.decimals);
        write!(f, "{}", self.digits / shift)?;
        if self.decimals > 0 {
            let width = self.decimals as usize;
            write!(f, ".{:0width$}", self.digits % shift)?;
        }
        Ok(())
    }
}

/// Splits a token into its leading number and the letters after it. Commas may separate groups of three digits.
pub(super) fn leading_number(word: &str) -> Option<(Number, &str)> {
    let length = word
        .bytes()
        .take_while(|&byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        .count();
    let (digits, letters) = word.split_at(length);
    if digits.len() > MAX_DIGITS || letters.starts_with(|next: char| !next.is_alphabetic()) {
        return None;
    }
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = integer.split(',');
    let first = groups.next()?;
    let is_grouped = integer.len() > first.len();
    let has_point = digits.contains('.');
    let is_number = !(first.is_empty() || is_grouped && first.len() > 3)
        && groups.all(|group| group.len() == 3)
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && fraction.is_empty() != has_point;
    if !is_number {
        return None;
    }
    let digits = integer
        .bytes()
        .chain(fraction.bytes())
        .filter(u8::is_ascii_digit)
        .fold(0, |sum: u128, digit| 10 * sum + u128::from(digit - b'0'));
    let decimals = u32::try_from(fraction.len()).ok()?;
    Some((Number { digits, decimals }, letters))
}

/// Parses a token that consists of one to nine digits.
pub(super) fn plain_digits(word: &str) -> Option<i64> {
    let is_plain = (1..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| word.parse().ok()).flatten()
}
