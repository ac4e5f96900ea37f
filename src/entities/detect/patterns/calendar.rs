//! Calendar periods with their normal forms, and their resolution against the document's date.

use super::lexicon::{TimeUnit, WordClass, word_class};
use super::parse::Parse;
use super::tokens::TokenView;
use crate::corpus::{Date, Every, TimeBin};
use crate::entities::mentions::Value;

/// A period with its normal form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Period {
    pub(super) name: String,
    first: Date,
    last: Date,
}

impl Period {
    /// Returns the period of a year, a month or a day.
    pub(super) fn of(date: Date) -> Self {
        Self {
            name: date.to_string(),
            first: date.first_day(),
            last: date.last_day(),
        }
    }

    /// Returns the period from one date to another, both included.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self {
            name: format!("{first}/{last}"),
            first: first.first_day(),
            last: last.last_day(),
        }
    }

    /// Returns the period from one date to another, with a given normal form.
    pub(super) fn named(name: String, first: Date, last: Date) -> Self {
        Self {
            name,
            ..Self::days(first, last)
        }
    }

    fn years(name: String, first: i64, last: i64) -> Option<Self> {
        let first = Date::new(first, None, None)?;
        Some(Self::named(name, first, Date::new(last, None, None)?))
    }

    /// Returns the ten years from `year` on.
    pub(super) fn decade(year: i64) -> Option<Self> {
        Self::years(format!("{year}s"), year, year + 9)
    }

    /// Returns the `n`-th century; the first one has the years 1 to 100.
    pub(super) fn century(n: i64) -> Option<Self> {
        let name = format!("{}XX", n.checked_sub(1)?);
        let last = n.checked_mul(100)?;
        Self::years(format!("{name:0>4}"), last - 99, last)
    }

    /// Returns the `n`-th quarter of a year.
    pub(super) fn quarter(year: i64, n: i64) -> Option<Self> {
        let first = Date::new(year, Some(3 * n - 2), None)?;
        let last = Date::new(year, Some(3 * n), None)?;
        Some(Self::named(format!("{year:04}-Q{n}"), first, last))
    }

    /// Returns the seven days from a Monday on.
    fn week(monday: i64) -> Option<Self> {
        let first = Date::from_number(monday)?;
        let name = TimeBin::of(first, Every::Week)?.to_string();
        Some(Self::named(name, first, Date::from_number(monday + 6)?))
    }

    /// Returns the unit of time `n` units after the one that contains `date`: the week before, the year after.
    pub(super) fn around(date: Date, unit: TimeUnit, n: i64) -> Option<Self> {
        let year = date.year();
        match unit {
            TimeUnit::Day => Some(Self::of(Date::from_number(date.number()?.checked_add(n)?)?)),
            TimeUnit::Week => {
                let number = date.number()?;
                Self::week((number - number % 7).checked_add(n.checked_mul(7)?)?)
            }
            TimeUnit::Month => date.plus_months(n).map(Self::of),
            TimeUnit::Year => Date::new(year.checked_add(n)?, None, None).map(Self::of),
            TimeUnit::Decade => Self::decade((year / 10).checked_add(n)?.checked_mul(10)?),
            TimeUnit::Century => Self::century(((year - 1) / 100 + 1).checked_add(n)?),
            _ => None,
        }
    }

    /// Returns the quarter `n` quarters after the one that contains `date`.
    pub(super) fn quarter_around(date: Date, n: i64) -> Option<Self> {
        let number = 4 * date.year() + (date.month()? - 1) / 3 + n;
        Self::quarter(number / 4, number % 4 + 1)
    }

    /// Returns Saturday and Sunday of the week `n` weeks after the one that contains `date`.
    pub(super) fn weekend_around(date: Date, n: i64) -> Option<Self> {
        let number = date.number()?;
        let saturday = number - number % 7 + 7 * n + 5;
        Some(Self::days(
            Date::from_number(saturday)?,
            Date::from_number(saturday + 1)?,
        ))
    }

    pub(super) fn value(&self) -> Value {
        Value::Period {
            first: self.first,
            last: self.last,
        }
    }
}

/// Returns the day `n` units later, or the last day of the month if that month is too short.
pub(super) fn shifted(date: Date, unit: TimeUnit, n: i64) -> Option<Date> {
    let (days, months) = match unit {
        TimeUnit::Day => (1, 0),
        TimeUnit::Week => (7, 0),
        TimeUnit::Month => (0, 1),
        TimeUnit::Year => (0, 12),
        TimeUnit::Decade => (0, 120),
        TimeUnit::Century => (0, 1200),
        _ => return None,
    };
    if months == 0 {
        return Date::from_number(date.number()?.checked_add(n.checked_mul(days)?)?);
    }
    let month = date.plus_months(n.checked_mul(months)?)?;
    let day = date.day()?.min(month.last_day().day()?);
    Date::new(month.year(), month.month(), Some(day))
}

/// Sets the normal form and the value to a period; without a period, the normal form is the surface form.
pub(super) fn set_period(
    parse: &mut Parse,
    tokens: &TokenView<'_, '_>,
    period: Option<Period>,
    prefix: &str,
) {
    match period {
        Some(period) => {
            parse.value = Some(period.value());
            parse.name = format!("{prefix}{}", period.name);
        }
        None => parse.name = lowercase_phrase(parse.span.slice(tokens.text)),
    }
}

/// Returns the words in lowercase, except that names of weekdays and months are capitalised.
pub(super) fn lowercase_phrase(phrase: &str) -> String {
    let mut words = String::with_capacity(phrase.len());
    for word in phrase.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        let mut letters = word.chars();
        let is_name = matches!(
            word_class(word.strip_suffix(['s', '.']).unwrap_or(word)),
            WordClass::Month(_) | WordClass::Weekday(_)
        ) || matches!(
            word_class(word),
            WordClass::Month(_) | WordClass::Weekday(_)
        );
        if is_name && let Some(first) = letters.next() {
            words.extend(first.to_uppercase());
        }
        words.extend(letters.flat_map(char::to_lowercase));
    }
    words
}

/// A date that does not exist, such as 30 February.
#[derive(Debug)]
pub(super) struct InvalidDate;

/// The period that an expression resolves to; `None` if the expression is valid but cannot be resolved.
pub(super) struct Resolved(pub(super) Option<Period>);

/// A date of which any part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PartialDate {
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    /// The weekday, if given, helps to choose the year.
    pub(super) weekday: Option<i64>,
}

impl PartialDate {
    /// Returns the normal form and, if the year is given or follows from the document's date, the value.
    ///
    /// Returns `None` if there is no such date.
    pub(super) fn resolve(
        self,
        date: Option<Date>,
        is_future: bool,
    ) -> Option<(String, Option<Value>)> {
        let Some(known) = self.full(date, is_future).ok()? else {
            return Some((self.without_year()?, None));
        };
        let period = Period::of(known);
        let value = period.value();
        Some((period.name, Some(value)))
    }

    /// Returns the date; a missing year is inferred from the document's date, if possible.
    pub(super) fn full(
        self,
        date: Option<Date>,
        is_future: bool,
    ) -> Result<Option<Date>, InvalidDate> {
        if let Some(year) = self.year {
            let known = Date::new(year, self.month, self.day).ok_or(InvalidDate)?;
            return Ok(Some(known));
        }
        let Some((date, month)) = date.zip(self.month) else {
            return Ok(None);
        };
        Ok(match self.day {
            Some(day) => nearest_day(date, month, day, self.weekday),
            None => closest_month(date, month, is_future),
        })
    }

    fn without_year(self) -> Option<String> {
        let month = self.month?;
        let Some(day) = self.day else {
            return Some(format!("--{month:02}"));
        };
        // A leap year has every possible day.
        Date::new(2024, Some(month), Some(day))?;
        Some(format!("--{month:02}-{day:02}"))
    }
}

/// Returns the day and month nearest to a date; days that fall on the given weekday take precedence.
fn nearest_day(date: Date, month: i64, day: i64, weekday: Option<i64>) -> Option<Date> {
    let number = date.number()?;
    (date.year() - 1..=date.year() + 1)
        .filter_map(|year| Date::new(year, Some(month), Some(day)))
        .min_by_key(|known| {
            let is_other = weekday.is_some() && known.weekday() != weekday;
            (is_other, known.number().map(|day| (day - number).abs()))
        })
}

/// Returns the latest such month that has begun, or the next one; the document's own month counts as both.
fn closest_month(date: Date, month: i64, is_future: bool) -> Option<Date> {
    let past = (date.month()? - month).rem_euclid(12);
    let ahead = (month - date.month()?).rem_euclid(12);
    date.plus_months(if is_future { ahead } else { -past })
}

/// Returns the latest such weekday up to and including a date, or the first one from that date on.
pub(super) fn closest_weekday(date: Date, weekday: i64, is_future: bool) -> Option<Date> {
    let (number, today) = (date.number()?, date.weekday()?);
    let past = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    Date::from_number(if is_future {
        number + ahead
    } else {
        number - past
    })
}

/// Words that show that a sentence is about the future.
const FUTURE_WORDS: &[&str] = &[
    "will",
    "shall",
    "scheduled",
    "due",
    "plans",
    "planned",
    "upcoming",
    "tomorrow",
];

/// True if such a word appears in the same sentence, up to eight tokens before or four after.
pub(super) fn is_in_future_context(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let ends_sentence = |between: &str| between.contains(['.', '!', '?', '\n', ';']);
    let is_future_word =
        |at: usize| tokens.is_any(at, FUTURE_WORDS) || tokens.raw(at).ends_with("'ll");
    let before = (at.saturating_sub(8)..at)
        .rev()
        .take_while(|&word| !ends_sentence(tokens.text_before(word + 1)));
    let after = (at + 1..(at + 5).min(tokens.len()))
        .take_while(|&word| !ends_sentence(tokens.text_before(word)));
    before.chain(after).any(is_future_word)
}
