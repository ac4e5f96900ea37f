//! Calendar dates: days, months, weekdays, and ranges of them.

use super::calendar::{self, PartialDate, Period, closest_weekday, is_in_future_context};
use super::fractions::ordinal_digits;
use super::lexicon::WordClass;
use super::number::{has_left_boundary, plain_digits};
use super::parse::{Context, Parse};
use super::tokens::{TokenView, is_blank};
use crate::corpus::Date;
use crate::entities::mentions::Label;
use crate::span::Span;

/// The last year that four digits can mean.
const LAST_YEAR: i64 = 2100;

/// A parsed date or range of dates.
#[derive(Clone, Copy)]
struct ParsedDate {
    next: usize,
    date: PartialDate,
    /// The end of a range.
    until: Option<PartialDate>,
}

/// Parses a date that begins with a day: "22 March 2024", "1-14 August", "the 5th of May".
pub(super) fn day_first(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if !has_left_boundary(tokens, at) {
        return None;
    }
    let parsed = parse_day_first(tokens, at)?;
    finish(context, at, parsed)
}

fn parse_day_first(tokens: &TokenView<'_, '_>, at: usize) -> Option<ParsedDate> {
    let first = day(tokens, at)?;
    if let Some((month, next)) = of_month(tokens, at + 1) {
        return Some(with_year(tokens, next, month, first, None));
    }
    let to = range_end(tokens, at + 1)?;
    let last = day(tokens, to).filter(|&last| last > first)?;
    let (month, next) = of_month(tokens, to + 1)?;
    Some(with_year(tokens, next, month, first, Some(last)))
}

/// Parses a day of a month: digits with or without an ordinal ending, or an ordinal word.
fn day(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    let word = tokens.word(at);
    let day = match tokens.class(at) {
        WordClass::Digits if word.len() <= 2 => plain_digits(word)?,
        WordClass::Digits => ordinal_digits(word)?,
        WordClass::Ordinal(day) => i64::from(day),
        _ => return None,
    };
    (1..=31).contains(&day).then_some(day)
}

/// Returns the index of the token after "-", "to" or "and".
fn range_end(tokens: &TokenView<'_, '_>, at: usize) -> Option<usize> {
    if tokens.after_hyphen(at) {
        return Some(at);
    }
    let to = tokens.after_space(at) && tokens.is_any(at, &["to", "and"]);
    (to && tokens.after_space(at + 1)).then_some(at + 1)
}

/// Parses "March" or "of March" after a day.
fn of_month(tokens: &TokenView<'_, '_>, at: usize) -> Option<(i64, usize)> {
    if !tokens.after_space_or_hyphen(at) {
        return None;
    }
    let of = usize::from(tokens.is(at, "of") && tokens.after_space(at + 1));
    Some((month(tokens, at + of)?, at + of + 1))
}

/// Parses a capitalised month, full or abbreviated. Lowercase "sept" and "may" are not months.
fn month(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    match tokens.class(at) {
        WordClass::Month(month) | WordClass::ShortMonth(month) if tokens.is_capitalised(at) => {
            Some(month)
        }
        _ => None,
    }
}

/// True if whitespace precedes the token, optionally preceded by the given punctuation.
fn after_space_or_punctuation(tokens: &TokenView<'_, '_>, at: usize, punctuation: &[char]) -> bool {
    at < tokens.len() && {
        let between = tokens.text_before(at);
        tokens.after_space(at)
            || is_blank(between.trim_start_matches(punctuation)) && between.len() < 4
    }
}

fn punctuation_after(tokens: &TokenView<'_, '_>, month: usize) -> &'static [char] {
    match tokens.class(month) {
        WordClass::ShortMonth(_) => &['.', ','],
        _ => &[','],
    }
}

/// Parses a four-digit year after a month or a day.
fn year_after(tokens: &TokenView<'_, '_>, at: usize, punctuation: &[char]) -> Option<i64> {
    after_space_or_punctuation(tokens, at, punctuation)
        .then(|| four_digits(tokens, at))
        .flatten()
        .filter(|_| !is_counted(tokens, at))
}

fn four_digits(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    let word = tokens.word(at);
    plain_digits(word).filter(|year| word.len() == 4 && (1000..=LAST_YEAR).contains(year))
}

fn with_year(
    tokens: &TokenView<'_, '_>,
    next: usize,
    month: i64,
    first: i64,
    last: Option<i64>,
) -> ParsedDate {
    let of = tokens.is(next, "of")
        && tokens.after_space(next)
        && four_digits(tokens, next + 1).is_some();
    let at = next + usize::from(of);
    let year = year_after(tokens, at, punctuation_after(tokens, next - 1));
    let part = |day| PartialDate {
        year,
        month: Some(month),
        day: Some(day),
        weekday: None,
    };
    ParsedDate {
        next: if year.is_some() { at + 1 } else { next },
        date: part(first),
        until: last.map(part),
    }
}

/// Parses a date that begins with a month: "March 22, 2024", "August 2021", "in May".
pub(super) fn month_first(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let name = month(tokens, at)?;
    let parsed = month_and_day(tokens, at, name)
        .or_else(|| months(tokens, at, name))
        .or_else(|| month_alone(tokens, at, name))?;
    finish(context, at, parsed)
}

fn month_and_day(tokens: &TokenView<'_, '_>, at: usize, month: i64) -> Option<ParsedDate> {
    let from = at + 1;
    let punctuation: &[char] = if matches!(tokens.class(at), WordClass::ShortMonth(_)) {
        &['.']
    } else {
        &[]
    };
    let the = usize::from(tokens.is(from, "the") && tokens.after_space(from));
    if !after_space_or_punctuation(tokens, from + the, punctuation)
        || tokens.class(from + the) != WordClass::Digits
    {
        return None;
    }
    let first = day(tokens, from + the)?;
    let next = from + the + 1;
    // "May 20 percent", "March 10:30".
    let is_other = tokens.text_before(next).starts_with(['%', ':', '/'])
        || tokens.after_space_or_hyphen(next) && tokens.is_any(next, &["percent", "per"]);
    let last = range_end(tokens, next).filter(|&to| {
        day(tokens, to).is_some_and(|last| last > first)
            && tokens.class(to) == WordClass::Digits
            && !matches!(tokens.class(to + 1), WordClass::Month(_))
            && (tokens.after_hyphen(to) || tokens.is(to - 1, "to"))
    });
    let (next, last) = match last {
        Some(to) => (to + 1, day(tokens, to)),
        None => (next, None),
    };
    (!is_other).then(|| with_year(tokens, next, month, first, last))
}

/// Parses "August 2021" and "June-August 2020".
fn months(tokens: &TokenView<'_, '_>, at: usize, first: i64) -> Option<ParsedDate> {
    let from = at + 1;
    let of = usize::from(tokens.is(from, "of") && tokens.after_space(from));
    let with = |year: i64, month: i64| PartialDate {
        year: Some(year),
        month: Some(month),
        ..PartialDate::default()
    };
    if let Some(year) = year_after(tokens, from + of, punctuation_after(tokens, at)) {
        return Some(ParsedDate {
            next: from + of + 1,
            date: with(year, first),
            until: None,
        });
    }
    let to = range_end(tokens, from)?;
    let last = month(tokens, to).filter(|&last| last > first)?;
    let year = year_after(tokens, to + 1, punctuation_after(tokens, to))?;
    Some(ParsedDate {
        next: to + 2,
        date: with(year, first),
        until: Some(with(year, last)),
    })
}

/// Words after which even "May" and "March" are months.
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
/// Words after which "April", "June" and "August" are months.
const BEFORE_AMBIGUOUS_MONTHS: &[&str] = &[
    "by", "from", "of", "before", "after", "between", "and", "to", "for",
];

fn month_alone(tokens: &TokenView<'_, '_>, at: usize, month: i64) -> Option<ParsedDate> {
    let is_full = matches!(tokens.class(at), WordClass::Month(_));
    let is_clear = match month {
        // These are also common words or names of persons.
        3 | 5 => false,
        4 | 6 | 8 => tokens.follows(at, BEFORE_AMBIGUOUS_MONTHS),
        _ => true,
    };
    // "in March Madness", "April Jones" are names.
    let is_name = tokens.after_space(at + 1) && tokens.is_capitalised(at + 1);
    let is_date = is_full && (tokens.follows(at, BEFORE_MONTHS) || is_clear) && !is_name;
    is_date.then_some(ParsedDate {
        next: at + 1,
        date: PartialDate {
            month: Some(month),
            ..PartialDate::default()
        },
        until: None,
    })
}

/// Turns a parsed date into a parse with its normal form and value.
fn finish(context: &Context<'_, '_>, at: usize, parsed: ParsedDate) -> Option<Parse> {
    let tokens = &context.tokens;
    let is_future = context.date.is_some() && is_in_future_context(tokens, at);
    let mut parse = Parse::new(tokens.span(at, parsed.next), parsed.next, Label::DATE);
    let (name, value) = parsed.date.resolve(context.date, is_future)?;
    (parse.name, parse.value) = (name, value);
    if let Some(until) = parsed.until {
        let (name, _) = until.resolve(context.date, is_future)?;
        parse.name = format!("{}/{name}", parse.name);
        let day = |part: PartialDate| part.full(context.date, is_future).ok().flatten();
        parse.value = day(parsed.date)
            .zip(day(until))
            .map(|(first, last)| Period::days(first, last).value());
    }
    Some(parse)
}

/// Parses "Friday", "Friday, 22 March 2024" and "Fridays".
pub(super) fn weekday(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let (weekday, is_full) = match tokens.class(at) {
        WordClass::Weekday(weekday) => (weekday, true),
        WordClass::ShortWeekday(weekday) => (weekday, false),
        _ => return None,
    };
    if !tokens.is_capitalised(at) {
        return None;
    }
    if let Some(dated) = dated_weekday(context, at, weekday) {
        return Some(dated);
    }
    // "Sun" and "Sat" are also words; "Good Friday" and "Black Friday" are special days.
    let is_short_day = !is_full && !matches!(weekday, 5 | 6) && tokens.follows(at, &["on"]);
    let is_special_day = at > 0
        && tokens.after_space(at)
        && tokens.is_any(
            at - 1,
            &["good", "black", "cyber", "bloody", "ash", "palm", "easter"],
        );
    if !(is_full || is_short_day) || is_special_day && tokens.is_capitalised(at - 1) {
        return None;
    }
    let mut parse = Parse::new(tokens.span(at, at + 1), at + 1, Label::DATE);
    // "Fridays" is not a single day.
    let day = context
        .date
        .filter(|_| !tokens.word(at).ends_with(['s', 'S']))
        .and_then(|date| closest_weekday(date, weekday, is_in_future_context(tokens, at)))
        .map(Period::of);
    calendar::set_period(&mut parse, tokens, day, "");
    Some(parse)
}

fn dated_weekday(context: &Context<'_, '_>, at: usize, weekday: i64) -> Option<Parse> {
    let tokens = &context.tokens;
    let from = at + 1;
    let the = usize::from(tokens.is(from, "the") && tokens.after_space(from));
    if !after_space_or_punctuation(tokens, from, &['.', ',']) {
        return None;
    }
    let mut parsed = if tokens.class(from + the) == WordClass::Digits {
        parse_day_first(tokens, from + the)?
    } else {
        month_and_day(tokens, from, month(tokens, from)?)?
    };
    parsed.date.weekday = Some(weekday);
    finish(context, at, parsed)
}

/// Parses "2024-03-22", "31/12/1999" and "31.12.1999".
pub(super) fn in_digits(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if !has_left_boundary(tokens, at) {
        return None;
    }
    let (date, end, next) = with_dots(tokens, at).or_else(|| with_separators(tokens, at))?;
    let period = Period::of(date);
    let mut parse = Parse::new(Span::new(tokens.start(at), end), next, Label::DATE);
    parse.value = Some(period.value());
    parse.name = period.name;
    Some(parse)
}

fn with_dots(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Date, usize, usize)> {
    let mut parts = tokens.word(at).split('.').map(plain_digits);
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = parts.next().is_none() && (1000..=9999).contains(&year);
    let date = is_date
        .then(|| day_and_month(first, second, year))
        .flatten()?;
    Some((date, tokens.end(at), at + 1))
}

fn with_separators(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Date, usize, usize)> {
    let separator = tokens.text_before(at + 1);
    if !matches!(separator, "/" | "-") || tokens.text_before(at + 2) != separator {
        return None;
    }
    let (first, second) = (
        plain_digits(tokens.word(at))?,
        plain_digits(tokens.word(at + 1))?,
    );
    let third = tokens.word(at + 2);
    let length = third.bytes().take_while(u8::is_ascii_digit).count();
    let is_time = third[length..].starts_with('T') && length == 2;
    if length < third.len() && !is_time
        || tokens.text_before(at + 3).starts_with(['/', '-']) && tokens.after_hyphen(at + 3)
    {
        return None;
    }
    let last = plain_digits(&third[..length])?;
    let two = tokens.word(at + 1).len() == 2;
    let date = match (tokens.word(at).len(), length) {
        (4, 1..=2) if two || separator == "/" => Date::new(first, Some(second), Some(last)),
        (1..=2, 4) => day_and_month(first, second, last),
        (1..=2, 2) if separator == "/" => day_and_month(first, second, full_year(last)),
        _ => None,
    }?;
    // The time after a "T" is parsed separately.
    let next = if is_time { at + 2 } else { at + 3 };
    Some((date, tokens.start(at + 2) + length, next))
}

fn full_year(year: i64) -> i64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// Reads the day first, as most countries do, unless only the month first gives a valid date.
fn day_and_month(first: i64, second: i64, year: i64) -> Option<Date> {
    Date::new(year, Some(second), Some(first))
        .or_else(|| Date::new(year, Some(first), Some(second)))
}

/// Words after a year-like number that show that it is a count.
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

pub(super) fn is_counted(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let after = tokens.symbol_before(at + 1);
    after.starts_with(['%', '€', '°'])
        || tokens.after_space_or_hyphen(at + 1) && tokens.is_any(at + 1, COUNTED)
}
