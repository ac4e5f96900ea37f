//! Dates of the calendar: days, months, years, decades, centuries, and ranges of them.

use super::calendar::{self, Partial, Period, is_to_come, weekday_beside};
use super::lexicon::Lex;
use super::number::{plain_digits, stands_free};
use super::parts::ordinal_digits;
use super::reading::{Reading, is_blank};
use super::{Context, Found};
use crate::corpus::Date;
use crate::entities::mentions::Label;
use crate::span::Span;

const LAST_YEAR: i64 = 2100;

/// A date as it was read: the words it covers and what it says.
#[derive(Clone, Copy)]
struct Read {
    next: usize,
    date: Partial,
    /// The end of a range.
    until: Option<Partial>,
}

/// The date that begins with a number: "22 March 2024", "1-14 August", "the 5th of May".
pub(super) fn day_first(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    if !stands_free(reading, at) {
        return None;
    }
    let read = read_day_first(reading, at)?;
    finish(context, at, read)
}

fn read_day_first(reading: &Reading<'_, '_>, at: usize) -> Option<Read> {
    let first = day(reading, at)?;
    if let Some((month, next)) = of_month(reading, at + 1) {
        return Some(with_year(reading, next, month, first, None));
    }
    let to = range_mark(reading, at + 1)?;
    let last = day(reading, to).filter(|&last| last > first)?;
    let (month, next) = of_month(reading, to + 1)?;
    Some(with_year(reading, next, month, first, Some(last)))
}

/// A day of a month, in digits with an ending or without, or as an ordinal.
fn day(reading: &Reading<'_, '_>, at: usize) -> Option<i64> {
    let word = reading.word(at);
    let day = match reading.lex(at) {
        Lex::Digits if word.len() <= 2 => plain_digits(word)?,
        Lex::Digits => ordinal_digits(word)?,
        Lex::Ordinal(day) => i64::from(day),
        _ => return None,
    };
    (1..=31).contains(&day).then_some(day)
}

/// The word behind "-" or "to".
fn range_mark(reading: &Reading<'_, '_>, at: usize) -> Option<usize> {
    if reading.is_hyphened(at) {
        return Some(at);
    }
    let to = reading.is_joined(at) && reading.is_any(at, &["to", "and"]);
    (to && reading.is_joined(at + 1)).then_some(at + 1)
}

/// "March" or "of March" behind a day.
fn of_month(reading: &Reading<'_, '_>, at: usize) -> Option<(i64, usize)> {
    if !reading.is_near(at) {
        return None;
    }
    let of = usize::from(reading.is(at, "of") && reading.is_joined(at + 1));
    Some((month(reading, at + of)?, at + of + 1))
}

/// A month with a capital letter, in full or short; "sept" and "may" in small letters are none.
fn month(reading: &Reading<'_, '_>, at: usize) -> Option<i64> {
    match reading.lex(at) {
        Lex::Month(month) | Lex::ShortMonth(month) if reading.is_capitalised(at) => Some(month),
        _ => None,
    }
}

/// True where white space stands before a word, behind the stop of a short month or a comma.
fn is_joined_by(reading: &Reading<'_, '_>, at: usize, marks: &[char]) -> bool {
    at < reading.len() && {
        let gap = reading.gap(at);
        reading.is_joined(at) || is_blank(gap.trim_start_matches(marks)) && gap.len() < 4
    }
}

fn stop_of(reading: &Reading<'_, '_>, month: usize) -> &'static [char] {
    match reading.lex(month) {
        Lex::ShortMonth(_) => &['.', ','],
        _ => &[','],
    }
}

/// A year of four digits behind a month or a day.
fn year_behind(reading: &Reading<'_, '_>, at: usize, marks: &[char]) -> Option<i64> {
    is_joined_by(reading, at, marks)
        .then(|| four_digits(reading, at))
        .flatten()
        .filter(|_| !is_counted(reading, at))
}

fn four_digits(reading: &Reading<'_, '_>, at: usize) -> Option<i64> {
    let word = reading.word(at);
    plain_digits(word).filter(|year| word.len() == 4 && (1000..=LAST_YEAR).contains(year))
}

fn with_year(
    reading: &Reading<'_, '_>,
    next: usize,
    month: i64,
    first: i64,
    last: Option<i64>,
) -> Read {
    let of = reading.is(next, "of")
        && reading.is_joined(next)
        && four_digits(reading, next + 1).is_some();
    let at = next + usize::from(of);
    let year = year_behind(reading, at, stop_of(reading, next - 1));
    let part = |day| Partial {
        year,
        month: Some(month),
        day: Some(day),
        weekday: None,
    };
    Read {
        next: if year.is_some() { at + 1 } else { next },
        date: part(first),
        until: last.map(part),
    }
}

/// The date that begins with a month: "March 22, 2024", "August 2021", "in May".
pub(super) fn month_first(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let name = month(reading, at)?;
    let read = month_and_day(reading, at, name)
        .or_else(|| months(reading, at, name))
        .or_else(|| month_alone(reading, at, name))?;
    finish(context, at, read)
}

fn month_and_day(reading: &Reading<'_, '_>, at: usize, month: i64) -> Option<Read> {
    let from = at + 1;
    let marks: &[char] = if matches!(reading.lex(at), Lex::ShortMonth(_)) {
        &['.']
    } else {
        &[]
    };
    let the = usize::from(reading.is(from, "the") && reading.is_joined(from));
    if !is_joined_by(reading, from + the, marks) || reading.lex(from + the) != Lex::Digits {
        return None;
    }
    let first = day(reading, from + the)?;
    let next = from + the + 1;
    // "May 20 percent", "March 10:30"
    let is_other = reading.gap(next).starts_with(['%', ':', '/'])
        || reading.is_near(next) && reading.is_any(next, &["percent", "per"]);
    let last = range_mark(reading, next).filter(|&to| {
        day(reading, to).is_some_and(|last| last > first)
            && reading.lex(to) == Lex::Digits
            && !matches!(reading.lex(to + 1), Lex::Month(_))
            && (reading.is_hyphened(to) || reading.is(to - 1, "to"))
    });
    let (next, last) = match last {
        Some(to) => (to + 1, day(reading, to)),
        None => (next, None),
    };
    (!is_other).then(|| with_year(reading, next, month, first, last))
}

/// "August 2021", "June-August 2020".
fn months(reading: &Reading<'_, '_>, at: usize, first: i64) -> Option<Read> {
    let from = at + 1;
    let of = usize::from(reading.is(from, "of") && reading.is_joined(from));
    let with = |year: i64, month: i64| Partial {
        year: Some(year),
        month: Some(month),
        ..Partial::default()
    };
    if let Some(year) = year_behind(reading, from + of, stop_of(reading, at)) {
        return Some(Read {
            next: from + of + 1,
            date: with(year, first),
            until: None,
        });
    }
    let to = range_mark(reading, from)?;
    let last = month(reading, to).filter(|&last| last > first)?;
    let year = year_behind(reading, to + 1, stop_of(reading, to))?;
    Some(Read {
        next: to + 2,
        date: with(year, first),
        until: Some(with(year, last)),
    })
}

/// Words before a month that leave no doubt, even of May and March.
const BEFORE_MONTHS: &[&str] = &[
    "in",
    "every",
    "each",
    "since",
    "until",
    "till",
    "during",
    "early",
    "late",
    "mid",
    "through",
    "throughout",
];
/// Words that are enough for other months.
const NEAR_MONTHS: &[&str] = &[
    "by", "from", "of", "before", "after", "between", "and", "to", "for",
];

fn month_alone(reading: &Reading<'_, '_>, at: usize, month: i64) -> Option<Read> {
    let is_full = matches!(reading.lex(at), Lex::Month(_));
    let is_clear = match month {
        // They are words, or names of persons, too.
        3 | 5 => false,
        4 | 6 | 8 => reading.follows(at, NEAR_MONTHS),
        _ => true,
    };
    // "in March Madness", "April Jones" are names.
    let is_name = reading.is_joined(at + 1) && reading.is_capitalised(at + 1);
    let stands = is_full && (reading.follows(at, BEFORE_MONTHS) || is_clear) && !is_name;
    stands.then_some(Read {
        next: at + 1,
        date: Partial {
            month: Some(month),
            ..Partial::default()
        },
        until: None,
    })
}

/// Gives the date that was read its label and meaning.
fn finish(context: &Context<'_, '_>, at: usize, read: Read) -> Option<Found> {
    let reading = &context.reading;
    let is_future = context.date.is_some() && is_to_come(reading, at);
    let mut one = Found::new(reading.span(at, read.next), read.next, Label::DATE);
    let (name, value) = read.date.resolve(context.date, is_future)?;
    (one.name, one.value) = (name, value);
    if let Some(until) = read.until {
        let (name, _) = until.resolve(context.date, is_future)?;
        one.name = format!("{}/{name}", one.name);
        let day = |part: Partial| part.full(context.date, is_future).ok().flatten();
        one.value = day(read.date)
            .zip(day(until))
            .map(|(first, last)| Period::days(first, last).value());
    }
    Some(one)
}

/// "Friday", "Friday, 22 March 2024", "Fridays".
pub(super) fn weekday(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let (weekday, is_full) = match reading.lex(at) {
        Lex::Weekday(weekday) => (weekday, true),
        Lex::ShortWeekday(weekday) => (weekday, false),
        _ => return None,
    };
    if !reading.is_capitalised(at) {
        return None;
    }
    if let Some(dated) = dated_weekday(context, at, weekday) {
        return Some(dated);
    }
    // "Sun" and "Sat" are words; "Good Friday" and "Black Friday" are days of their own.
    let is_short_day = !is_full && !matches!(weekday, 5 | 6) && reading.follows(at, &["on"]);
    let is_special = at > 0
        && reading.is_joined(at)
        && reading.is_any(
            at - 1,
            &["good", "black", "cyber", "bloody", "ash", "palm", "easter"],
        );
    if !(is_full || is_short_day) || is_special && reading.is_capitalised(at - 1) {
        return None;
    }
    let mut one = Found::new(reading.span(at, at + 1), at + 1, Label::DATE);
    // "Fridays" are many.
    let day = context
        .date
        .filter(|_| !reading.word(at).ends_with(['s', 'S']))
        .and_then(|date| weekday_beside(date, weekday, is_to_come(reading, at)))
        .map(Period::of);
    calendar::name_period(&mut one, reading, day, "");
    Some(one)
}

fn dated_weekday(context: &Context<'_, '_>, at: usize, weekday: i64) -> Option<Found> {
    let reading = &context.reading;
    let from = at + 1;
    let the = usize::from(reading.is(from, "the") && reading.is_joined(from));
    if !is_joined_by(reading, from, &['.', ',']) {
        return None;
    }
    let mut read = if reading.lex(from + the) == Lex::Digits {
        read_day_first(reading, from + the)?
    } else {
        month_and_day(reading, from, month(reading, from)?)?
    };
    read.date.weekday = Some(weekday);
    finish(context, at, read)
}

/// "2024-03-22", "31/12/1999", "31.12.1999".
pub(super) fn in_digits(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    if !stands_free(reading, at) {
        return None;
    }
    let (date, end, next) = with_stops(reading, at).or_else(|| with_separators(reading, at))?;
    let period = Period::of(date);
    let mut one = Found::new(Span::new(reading.start(at), end), next, Label::DATE);
    one.value = Some(period.value());
    one.name = period.name;
    Some(one)
}

fn with_stops(reading: &Reading<'_, '_>, at: usize) -> Option<(Date, usize, usize)> {
    let mut parts = reading.word(at).split('.').map(plain_digits);
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = parts.next().is_none() && (1000..=9999).contains(&year);
    let date = is_date
        .then(|| day_and_month(first, second, year))
        .flatten()?;
    Some((date, reading.end(at), at + 1))
}

fn with_separators(reading: &Reading<'_, '_>, at: usize) -> Option<(Date, usize, usize)> {
    let mark = reading.gap(at + 1);
    if !matches!(mark, "/" | "-") || reading.gap(at + 2) != mark {
        return None;
    }
    let (first, second) = (
        plain_digits(reading.word(at))?,
        plain_digits(reading.word(at + 1))?,
    );
    let third = reading.word(at + 2);
    let length = third.bytes().take_while(u8::is_ascii_digit).count();
    let is_time = third[length..].starts_with('T') && length == 2;
    if length < third.len() && !is_time
        || reading.gap(at + 3).starts_with(['/', '-']) && reading.is_hyphened(at + 3)
    {
        return None;
    }
    let last = plain_digits(&third[..length])?;
    let two = reading.word(at + 1).len() == 2;
    let date = match (reading.word(at).len(), length) {
        (4, 1..=2) if two || mark == "/" => Date::new(first, Some(second), Some(last)),
        (1..=2, 4) => day_and_month(first, second, last),
        (1..=2, 2) if mark == "/" => day_and_month(first, second, in_this_century(last)),
        _ => None,
    }?;
    // What is behind a "T" is a time, which is read by itself.
    let next = if is_time { at + 2 } else { at + 3 };
    Some((date, reading.start(at + 2) + length, next))
}

fn in_this_century(year: i64) -> i64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// Day first, as most of the world writes, unless only month first makes a date.
fn day_and_month(first: i64, second: i64, year: i64) -> Option<Date> {
    Date::new(year, Some(second), Some(first))
        .or_else(|| Date::new(year, Some(first), Some(second)))
}

/// Words behind a year-like number that show that it counts.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "soldiers",
    "troops",
    "civilians",
    "deaths",
    "cases",
    "students",
    "members",
    "workers",
    "fighters",
    "employees",
    "residents",
    "euros",
    "dollars",
    "pounds",
    "rubles",
    "km",
    "kg",
    "miles",
    "feet",
    "metres",
    "meters",
    "acres",
    "hectares",
    "tonnes",
    "tons",
    "kilometres",
    "kilometers",
    "years",
    "days",
    "hours",
    "percent",
    "million",
    "thousand",
    "billion",
    "copies",
    "seats",
    "square",
    "points",
    "votes",
    "m",
    "ft",
    "barrels",
];

pub(super) fn is_counted(reading: &Reading<'_, '_>, at: usize) -> bool {
    let behind = reading.sign(at + 1);
    behind.starts_with(['%', '€', '°'])
        || reading.is_near(at + 1) && reading.is_any(at + 1, COUNTED)
}
