//! Calendar periods with their normal forms, and their resolution against the document's date.

use super::clause::{Cue, Tense};
use super::lexicon::{TimeUnit, WordClass, word_class};
use super::parse::Parse;
use super::tokens::TokenView;
use crate::corpus::{Date, Every, TimeBin};
use crate::entities::mentions::{Basis, Value};

/// A period with its normal form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Period {
    pub(super) name: String,
    pub(super) first: Date,
    pub(super) last: Date,
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

    /// Returns the period of one or more days.
    pub(super) fn from_days(first: Date, last: Date) -> Self {
        if first == last {
            Self::of(first)
        } else {
            Self::days(first, last)
        }
    }

    /// Returns the period of whole months: a month, a quarter, a year, or others.
    pub(super) fn months(first: Date, last: Date) -> Self {
        let number = |date: Date| date.month().map_or(0, |month| 12 * date.year() + month);
        let length = number(last) - number(first) + 1;
        let month = first.month().unwrap_or(1);
        let year = || Date::new(first.year(), None, None).map(Self::of);
        let known = match length {
            1 => Some(Self::of(first)),
            3 if month % 3 == 1 => Self::quarter(first.year(), month / 3 + 1),
            12 if month == 1 => year(),
            _ => None,
        };
        known.unwrap_or_else(|| Self::days(first, last))
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
            parse.basis = Basis::DocumentDate;
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

/// A period, why it is meant, and another that the text may mean.
pub(super) struct Resolution {
    pub(super) period: Period,
    pub(super) basis: Basis,
    pub(super) other: Option<Period>,
}

impl Resolution {
    /// Returns a period that the text leaves no doubt about.
    pub(super) fn written(period: Period) -> Self {
        Self {
            period,
            basis: Basis::Written,
            other: None,
        }
    }

    /// Chooses between the latest and the next such period, by the tense of the clause.
    pub(super) fn by_tense(
        cue: Option<Cue>,
        past: Option<Period>,
        future: Option<Period>,
    ) -> Option<Self> {
        let is_future = cue.is_some_and(|cue| cue.tense == Tense::Future);
        let (period, other) = if is_future {
            (future?, past)
        } else {
            (past?, future)
        };
        let basis = match cue {
            Some(cue) if cue.is_near => Basis::Tense,
            Some(_) => Basis::DistantTense,
            None => Basis::LatestDate,
        };
        // The document's own day or month is both the latest and the next.
        let other = other.filter(|other| *other != period);
        let basis = if other.is_none() {
            Basis::DocumentDate
        } else {
            basis
        };
        Some(Self {
            period,
            basis,
            other: other.filter(|_| basis != Basis::Tense),
        })
    }

    /// Gives the period to a parse.
    pub(super) fn give_to(self, parse: &mut Parse) {
        parse.value = Some(self.period.value());
        parse.name = self.period.name;
        parse.basis = self.basis;
        parse.alternatives = self.other.into_iter().map(|other| other.name).collect();
    }
}

impl PartialDate {
    /// Gives a parse the normal form and, if the year is given or follows from the document's date, the value.
    ///
    /// Returns `None` if there is no such date.
    pub(super) fn give_to(
        self,
        parse: &mut Parse,
        date: Option<Date>,
        cue: Option<Cue>,
    ) -> Option<()> {
        match self.resolution(date, cue).ok()? {
            Some(resolution) => resolution.give_to(parse),
            None => parse.name = self.without_year()?,
        }
        Some(())
    }

    /// Returns the normal form.
    pub(super) fn name(self, date: Option<Date>, cue: Option<Cue>) -> Option<String> {
        match self.resolution(date, cue).ok()? {
            Some(resolution) => Some(resolution.period.name),
            None => self.without_year(),
        }
    }

    /// Returns the date; a missing year is inferred from the document's date, if possible.
    pub(super) fn full(self, date: Option<Date>, cue: Option<Cue>) -> Option<Period> {
        self.resolution(date, cue)
            .ok()
            .flatten()
            .map(|resolution| resolution.period)
    }

    fn resolution(
        self,
        date: Option<Date>,
        cue: Option<Cue>,
    ) -> Result<Option<Resolution>, InvalidDate> {
        if let Some(year) = self.year {
            let known = Date::new(year, self.month, self.day).ok_or(InvalidDate)?;
            return Ok(Some(Resolution::written(Period::of(known))));
        }
        let Some((date, month)) = date.zip(self.month) else {
            return Ok(None);
        };
        if let Some(day) = self.day {
            return Ok(nearest_day(date, month, day, self.weekday, cue));
        }
        let closest = |tense| closest_month(date, month, tense).map(Period::of);
        let (past, future) = (closest(Tense::Past), closest(Tense::Future));
        Ok(Resolution::by_tense(cue, past, future))
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

/// A date is nearest to the document's date even against the tense of its clause if it is this many days off.
const CLOSE: i64 = 3;
/// A date that is further off than this may be meant in another year.
const FAR: i64 = 120;

/// Returns the day and month nearest to a date; days that fall on the given weekday take precedence, then those on the
/// side that the tense of the same clause says.
fn nearest_day(
    date: Date,
    month: i64,
    day: i64,
    weekday: Option<i64>,
    cue: Option<Cue>,
) -> Option<Resolution> {
    let number = date.number()?;
    let near = cue.filter(|cue| cue.is_near && weekday.is_none());
    let distance = |known: &Date| known.number().map_or(i64::MAX, |day| day - number);
    let mut years: Vec<Date> = (date.year() - 1..=date.year() + 1)
        .filter_map(|year| Date::new(year, Some(month), Some(day)))
        .collect();
    years.sort_by_key(|known| {
        let is_other = weekday.is_some() && known.weekday() != weekday;
        let is_against = near.is_some_and(|cue| match cue.tense {
            Tense::Past => distance(known) > CLOSE,
            Tense::Future => distance(known) < -CLOSE,
        });
        (is_other, is_against, distance(known).abs())
    });
    let best = *years.first()?;
    let is_close = distance(&best).abs() <= FAR || weekday.is_some();
    let other = years.get(1).filter(|_| !is_close && near.is_none());
    Some(Resolution {
        period: Period::of(best),
        basis: if near.is_some() {
            Basis::Tense
        } else {
            Basis::NearestYear
        },
        other: other.copied().map(Period::of),
    })
}

/// Returns the latest such month that has begun, or the next one; the document's own month counts as both.
fn closest_month(date: Date, month: i64, tense: Tense) -> Option<Date> {
    let past = (date.month()? - month).rem_euclid(12);
    let ahead = (month - date.month()?).rem_euclid(12);
    date.plus_months(match tense {
        Tense::Future => ahead,
        Tense::Past => -past,
    })
}

/// Returns the latest such quarter that has begun, or the next one that has not ended.
pub(super) fn closest_quarter(date: Date, number: i64, tense: Tense) -> Option<Period> {
    let now = (date.month()? - 1) / 3 + 1;
    let year = match tense {
        Tense::Past if number > now => date.year() - 1,
        Tense::Future if number < now => date.year() + 1,
        _ => date.year(),
    };
    Period::quarter(year, number)
}

/// Returns the latest such weekday up to and including a date, or the first one from that date on.
pub(super) fn closest_weekday(date: Date, weekday: i64, tense: Tense) -> Option<Date> {
    let (number, today) = (date.number()?, date.weekday()?);
    let past = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    Date::from_number(match tense {
        Tense::Future => number + ahead,
        Tense::Past => number - past,
    })
}
