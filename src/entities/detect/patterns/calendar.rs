//! Days, weeks, months and longer times, with their names, and what words mean beside the document's date.

use super::Found;
use super::lexicon::{Lex, TimeUnit, lex};
use super::reading::Reading;
use crate::corpus::{Date, Every, TimeBin};
use crate::entities::mentions::Value;

/// A time with its normal form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Period {
    pub(super) name: String,
    first: Date,
    last: Date,
}

impl Period {
    /// A year, a month or a day.
    pub(super) fn of(date: Date) -> Self {
        Self {
            name: date.to_string(),
            first: date.first_day(),
            last: date.last_day(),
        }
    }

    /// All days from one to another, both included.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self {
            name: format!("{first}/{last}"),
            first: first.first_day(),
            last: last.last_day(),
        }
    }

    /// The days between two dates under a name of their own.
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

    /// The ten years from `year` on.
    pub(super) fn decade(year: i64) -> Option<Self> {
        Self::years(format!("{year}s"), year, year + 9)
    }

    /// A century, the first being that of the years 1 to 100.
    pub(super) fn century(n: i64) -> Option<Self> {
        let name = format!("{}XX", n.checked_sub(1)?);
        let last = n.checked_mul(100)?;
        Self::years(format!("{name:0>4}"), last - 99, last)
    }

    /// Three months.
    pub(super) fn quarter(year: i64, n: i64) -> Option<Self> {
        let first = Date::new(year, Some(3 * n - 2), None)?;
        let last = Date::new(year, Some(3 * n), None)?;
        Some(Self::named(format!("{year:04}-Q{n}"), first, last))
    }

    /// The seven days from a Monday on.
    fn week(monday: i64) -> Option<Self> {
        let first = Date::from_number(monday)?;
        let name = TimeBin::of(first, Every::Week)?.to_string();
        Some(Self::named(name, first, Date::from_number(monday + 6)?))
    }

    /// The unit of time that lies so many units after that of `date`: the week before, the year after.
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

    /// The quarter that lies so many quarters after that of `date`.
    pub(super) fn quarter_around(date: Date, n: i64) -> Option<Self> {
        let number = 4 * date.year() + (date.month()? - 1) / 3 + n;
        Self::quarter(number / 4, number % 4 + 1)
    }

    /// Saturday and Sunday of a week.
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

/// The day so many units of time later; a day that a month does not have becomes its last.
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

/// Gives a mention its period, or its own words where that is not known.
pub(super) fn name_period(
    found: &mut Found,
    reading: &Reading<'_, '_>,
    period: Option<Period>,
    sign: &str,
) {
    match period {
        Some(period) => {
            found.value = Some(period.value());
            found.name = format!("{sign}{}", period.name);
        }
        None => found.name = words(found.span.slice(reading.text)),
    }
}

/// Words in small letters, names of days and months capitalised.
pub(super) fn words(said: &str) -> String {
    let mut words = String::with_capacity(said.len());
    for word in said.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        let mut letters = word.chars();
        let is_name = matches!(
            lex(word.strip_suffix(['s', '.']).unwrap_or(word)),
            Lex::Month(_) | Lex::Weekday(_)
        ) || matches!(lex(word), Lex::Month(_) | Lex::Weekday(_));
        if is_name && let Some(first) = letters.next() {
            words.extend(first.to_uppercase());
        }
        words.extend(letters.flat_map(char::to_lowercase));
    }
    words
}

/// 30 February.
#[derive(Debug)]
pub(super) struct NoSuchDay;

/// What words mean; `None` where they tell no more than themselves.
pub(super) struct Meant(pub(super) Option<Period>);

/// A date of which any part may be unsaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    /// The day of the week, where it was said too: it tells years apart.
    pub(super) weekday: Option<i64>,
}

impl Partial {
    /// The normal form and, where the year is said or follows from the document's date, what it means.
    ///
    /// `None` where there is no such date.
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

    /// The date, with a year from the document's date where none is said and it can be told.
    pub(super) fn full(
        self,
        date: Option<Date>,
        is_future: bool,
    ) -> Result<Option<Date>, NoSuchDay> {
        if let Some(year) = self.year {
            let known = Date::new(year, self.month, self.day).ok_or(NoSuchDay)?;
            return Ok(Some(known));
        }
        let Some((date, month)) = date.zip(self.month) else {
            return Ok(None);
        };
        Ok(match self.day {
            Some(day) => nearest(date, month, day, self.weekday),
            None => month_beside(date, month, is_future),
        })
    }

    fn without_year(self) -> Option<String> {
        let month = self.month?;
        let Some(day) = self.day else {
            return Some(format!("--{month:02}"));
        };
        // A leap year has every day that any year has.
        Date::new(2024, Some(month), Some(day))?;
        Some(format!("--{month:02}-{day:02}"))
    }
}

/// The day of that name which is nearest to a date; of those that fall on the weekday, where one does.
fn nearest(date: Date, month: i64, day: i64, weekday: Option<i64>) -> Option<Date> {
    let number = date.number()?;
    (date.year() - 1..=date.year() + 1)
        .filter_map(|year| Date::new(year, Some(month), Some(day)))
        .min_by_key(|known| {
            let is_other = weekday.is_some() && known.weekday() != weekday;
            (is_other, known.number().map(|there| (there - number).abs()))
        })
}

/// The latest month of that name that has begun, or the next one to come; the document's own month is both.
fn month_beside(date: Date, month: i64, is_future: bool) -> Option<Date> {
    let gone = (date.month()? - month).rem_euclid(12);
    let ahead = (month - date.month()?).rem_euclid(12);
    date.plus_months(if is_future { ahead } else { -gone })
}

/// The latest such day of the week that is not after a date, or the first that is not before it.
pub(super) fn weekday_beside(date: Date, weekday: i64, is_future: bool) -> Option<Date> {
    let (number, today) = (date.number()?, date.weekday()?);
    let gone = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    Date::from_number(if is_future {
        number + ahead
    } else {
        number - gone
    })
}

/// Words that show that a sentence speaks of what is to come.
const TO_COME: &[&str] = &[
    "will",
    "shall",
    "scheduled",
    "due",
    "plans",
    "planned",
    "upcoming",
    "tomorrow",
];

/// True where such a word stands in the same sentence, up to eight words before or four behind.
pub(super) fn is_to_come(reading: &Reading<'_, '_>, at: usize) -> bool {
    let ends = |gap: &str| gap.contains(['.', '!', '?', '\n', ';']);
    let shows = |at: usize| reading.is_any(at, TO_COME) || reading.raw(at).ends_with("'ll");
    let before = (at.saturating_sub(8)..at)
        .rev()
        .take_while(|&word| !ends(reading.gap(word + 1)));
    let behind = (at + 1..(at + 5).min(reading.len())).take_while(|&word| !ends(reading.gap(word)));
    before.chain(behind).any(shows)
}
