//! Calendar dates: days, months, weekdays, and ranges of them.

use super::calendar::{self, PartialDate, Period, Resolution, closest_weekday};
use super::clause::{self, Tense};
use super::fractions::ordinal_digits;
use super::lexicon::WordClass;
use super::number::{has_left_boundary, plain_digits};
use super::parse::{Context, Parse};
use super::tokens::{TokenView, is_blank};
use crate::corpus::Date;
use crate::entities::mentions::{Basis, Label};
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
    let parsed = to_another(tokens, at, parse_day_first(tokens, at)?, parse_day_first);
    finish(context, at, parsed)
}

/// Extends a day to a range up to a day of another month: "30 March-2 April", "March 30 to April 2".
fn to_another<'t>(
    tokens: &TokenView<'_, 't>,
    at: usize,
    parsed: ParsedDate,
    parse: fn(&TokenView<'_, 't>, usize) -> Option<ParsedDate>,
) -> ParsedDate {
    let next = parsed.next;
    let is_dash =
        tokens.after_hyphen(next) || matches!(tokens.text_before(next), " - " | " – " | " — ");
    let to = tokens.after_space(next)
        && tokens.is_any(next, &["to", "through", "until"])
        && tokens.after_space(next + 1)
        && !is_move(tokens, at);
    let from = next + usize::from(to);
    if parsed.until.is_some() || !(is_dash || to) {
        return parsed;
    }
    let Some(mut last) = parse(tokens, from).filter(|last| last.until.is_none()) else {
        return parsed;
    };
    let mut first = parsed.date;
    // "(31 October 1950 – 31 March 2016)" is a life.
    if first.year.is_some() && last.date.year.is_some() && !to && !tokens.after_hyphen(next) {
        return parsed;
    }
    let is_over_new_year = last.date.month < first.month;
    if last.date.year.is_none() {
        last.date.year = first.year.map(|year| year + i64::from(is_over_new_year));
    }
    first.year = first.year.or_else(|| {
        last.date
            .year
            .map(|year| year - i64::from(is_over_new_year))
    });
    let key = |date: &PartialDate| (date.year, date.month, date.day);
    if key(&first) >= key(&last.date) && !is_over_new_year {
        return parsed;
    }
    ParsedDate {
        next: last.next,
        date: first,
        until: Some(last.date),
    }
}

/// True if a date was changed "from 28 February to 17 March".
fn is_move(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    const MOVES: &[&str] = &[
        "moved",
        "postponed",
        "delayed",
        "rescheduled",
        "changed",
        "pushed",
        "shifted",
        "brought",
        "extended",
        "put",
    ];
    (at.saturating_sub(8)..at).any(|word| tokens.is_any(word, MOVES))
}

/// Parses "March 22, 2024".
fn parse_month_and_day(tokens: &TokenView<'_, '_>, at: usize) -> Option<ParsedDate> {
    month_and_day(tokens, at, month(tokens, at)?)
}

fn parse_day_first(tokens: &TokenView<'_, '_>, at: usize) -> Option<ParsedDate> {
    let first = day(tokens, at)?;
    if let Some((month, next)) = of_month(tokens, at + 1) {
        return Some(with_year(tokens, next, month, first, None));
    }
    let to = range_end(tokens, at + 1)?;
    let last = day(tokens, to).filter(|&last| last > first)?;
    // "5 and 9 June" are two days unless "between" precedes.
    let is_list = tokens.is(to - 1, "and") && last > first + 1 && !tokens.follows(at, &["between"]);
    let (month, next) = of_month(tokens, to + 1).filter(|_| !is_list)?;
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

/// Parses the year of a dateline: "29 MAR 89 --".
fn short_year(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    let is_dateline = tokens.text_before(at + 1).starts_with(" --")
        && tokens.after_space(at)
        && matches!(tokens.class(at - 1), WordClass::ShortMonth(_))
        && tokens.word(at).len() == 2;
    plain_digits(tokens.word(at))
        .filter(|_| is_dateline)
        .map(full_year)
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
    let year = year_after(tokens, at, punctuation_after(tokens, next - 1))
        .or_else(|| short_year(tokens, at));
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

/// Parses a month with or without its year, or a year, as the whole of a part: "January", "May 2024", "2024".
pub(super) fn month_or_year(
    context: &Context<'_, '_>,
    at: usize,
) -> Option<(Option<Period>, usize)> {
    let tokens = &context.tokens;
    if let Some(year) = four_digits(tokens, at) {
        return Some((Date::new(year, None, None).map(Period::of), at + 1));
    }
    let month = month(tokens, at)?;
    let parsed = match months(tokens, at, month) {
        Some(parsed) if parsed.until.is_none() => parsed,
        _ => ParsedDate {
            next: at + 1,
            date: PartialDate {
                month: Some(month),
                ..PartialDate::default()
            },
            until: None,
        },
    };
    let cue = context
        .date
        .and_then(|_| clause::cue(tokens, at, parsed.next));
    Some((parsed.date.full(context.date, cue), parsed.next))
}

/// Parses "between July 2018 and March 2021" and "between January and June".
pub(super) fn between(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let from = at + 1;
    let first = month(tokens, from).filter(|_| tokens.after_space(from))?;
    let with_year = |at: usize, month: i64| {
        let year = year_after(tokens, at + 1, punctuation_after(tokens, at));
        let date = PartialDate {
            year,
            month: Some(month),
            ..PartialDate::default()
        };
        (date, at + 1 + usize::from(year.is_some()))
    };
    let (mut date, and) = with_year(from, first);
    if !tokens.is(and, "and") || !tokens.after_space(and + 1) {
        return None;
    }
    let last = month(tokens, and + 1)?;
    let (until, next) = with_year(and + 1, last);
    date.year = date
        .year
        .or_else(|| until.year.map(|year| year - i64::from(first > last)));
    let mut parse = finish(
        context,
        from,
        ParsedDate {
            next,
            date,
            until: Some(until),
        },
    )?;
    parse.span.start = tokens.start(at);
    Some(parse)
}

/// The most days of a list that share their month.
const MAX_LISTED: usize = 8;

/// Parses a day of a list whose month comes at its end: "20" in "Monday 20, Tuesday 21 and Wednesday 22 April".
///
/// `at` is the day or the weekday before it.
pub(super) fn listed_day(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let own = at + usize::from(is_weekday(tokens, at));
    let first = day(tokens, own).filter(|_| own == at || tokens.after_space(own))?;
    if own == at && !has_left_boundary(tokens, at) {
        return None;
    }
    let (mut last, mut next) = (first, own + 1);
    for _ in 0..MAX_LISTED {
        let (day, after, _) = next_listed(tokens, next)?;
        if day <= last {
            return None;
        }
        (last, next) = (day, after);
        if let Some((month, after)) = of_month(tokens, next) {
            let mut parsed = with_year(tokens, after, month, first, None);
            parsed.next = own + 1;
            parsed.date.weekday = weekday_at(tokens, at);
            let mut parse = finish(context, at, parsed)?;
            parse.basis = Basis::SharedMonth;
            return Some(parse);
        }
    }
    None
}

/// Parses a day of a list whose month is at its start: "5" and "7" in "May 3, 5 and 7".
pub(super) fn listed_after_month(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let own = day(tokens, at).filter(|_| tokens.class(at) == WordClass::Digits)?;
    let mut first = at;
    for _ in 0..MAX_LISTED {
        let and =
            usize::from(first > 1 && tokens.is(first - 1, "and") && tokens.after_space(first));
        let before = first.checked_sub(1 + and)?;
        let is_list =
            and == 1 && tokens.after_space(first - 1) || tokens.text_before(first) == ", ";
        let earlier = day(tokens, before).filter(|_| is_list)?;
        if earlier >= day(tokens, first)? {
            return None;
        }
        first = before;
        let Some(name) = first.checked_sub(1).filter(|_| tokens.after_space(first)) else {
            continue;
        };
        if let Some(month) = month(tokens, name) {
            let mut parsed = with_year(tokens, at + 1, month, own, None);
            parsed.next = at + 1;
            let mut parse = ends_list(tokens, at + 1).then(|| finish(context, at, parsed))??;
            parse.basis = Basis::SharedMonth;
            return Some(parse);
        }
    }
    None
}

/// True if a list of days ends before `at` or goes on: a noun would show that the number counts something.
fn ends_list(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let goes_on = next_listed(tokens, at).is_some_and(|(_, next, _)| ends_list(tokens, next));
    let ends = !tokens.after_space(at) && tokens.text_before(at) != ", "
        || tokens.is_any(at, &["at", "in", "for", "and", "with", "as", "when", "to"])
            && day(tokens, at + 1).is_none();
    goes_on || ends
}

fn is_weekday(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    weekday_at(tokens, at).is_some()
}

fn weekday_at(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    match tokens.class(at) {
        WordClass::Weekday(weekday) | WordClass::ShortWeekday(weekday)
            if tokens.is_capitalised(at) =>
        {
            Some(weekday)
        }
        _ => None,
    }
}

/// Parses the next day of a list: its number, the index of the next token, and whether "and" is before it.
fn next_listed(tokens: &TokenView<'_, '_>, at: usize) -> Option<(i64, usize, bool)> {
    let is_and = tokens.after_space_or_comma(at) && tokens.is_any(at, &["and", "or"]);
    let from = at + usize::from(is_and);
    let is_next = if is_and {
        tokens.after_space(from)
    } else {
        tokens.text_before(from) == ", "
    };
    let own = from + usize::from(is_weekday(tokens, from));
    let day = day(tokens, own).filter(|_| is_next && (own == from || tokens.after_space(own)))?;
    Some((day, own + 1, is_and))
}

/// Parses a date that begins with a month: "March 22, 2024", "August 2021", "in May".
pub(super) fn month_first(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let name = month(tokens, at)?;
    let parsed = month_and_day(tokens, at, name)
        .map(|parsed| to_another(tokens, at, parsed, parse_month_and_day))
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
        3 => tokens.follows(at, &["by", "from"]),
        5 => false,
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
    let cue = context
        .date
        .and_then(|_| clause::cue(tokens, at, parsed.next));
    let mut parse = Parse::new(tokens.span(at, parsed.next), parsed.next, Label::DATE);
    parsed.date.give_to(&mut parse, context.date, cue)?;
    if let Some(until) = parsed.until {
        parse.name = format!("{}/{}", parse.name, until.name(context.date, cue)?);
        let day = |part: PartialDate| part.full(context.date, cue);
        parse.value = day(parsed.date)
            .zip(day(until))
            .map(|(first, last)| Period::days(first.first, last.last).value());
        parse.alternatives.clear();
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
    if let Some(dated) = dated_weekday(context, at, weekday).or_else(|| listed_day(context, at)) {
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
    if let Some(parse) = weekday_of_week(context, at, weekday) {
        return Some(parse);
    }
    let mut parse = Parse::new(tokens.span(at, at + 1), at + 1, Label::DATE);
    // "Fridays" is not a single day.
    let is_repeated = tokens.word(at).ends_with(['s', 'S'])
        || tokens.follows(at, &["every", "each"])
        || tokens.is_any(at + 1, &["mornings", "afternoons", "evenings", "nights"]);
    let date = context.date.filter(|_| !is_repeated);
    let day = date.and_then(|date| {
        let closest = |tense| closest_weekday(date, weekday, tense).map(Period::of);
        let cue = clause::cue(tokens, at, at + 1);
        Resolution::by_tense(cue, closest(Tense::Past), closest(Tense::Future))
    });
    match day {
        Some(day) => day.give_to(&mut parse),
        None => calendar::set_period(&mut parse, tokens, None, ""),
    }
    Some(parse)
}

/// Parses "Friday next week" and "Monday of this week".
fn weekday_of_week(context: &Context<'_, '_>, at: usize, weekday: i64) -> Option<Parse> {
    let tokens = &context.tokens;
    let week = at + 1 + usize::from(tokens.is(at + 1, "of"));
    let weeks = ["last", "this", "next"]
        .iter()
        .position(|word| tokens.is(week, word))?;
    let is_week =
        (at + 1..=week + 1).all(|word| tokens.after_space(word)) && tokens.is(week + 1, "week");
    let mut parse =
        is_week.then(|| Parse::new(tokens.span(at, week + 2), week + 2, Label::DATE))?;
    let day = context.date.and_then(|date| {
        let monday = date.number()? - date.weekday()?;
        let weeks = i64::try_from(weeks).ok()? - 1;
        Some(Period::of(Date::from_number(monday + 7 * weeks + weekday)?))
    });
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
    let mut parse = Parse::new(Span::new(tokens.start(at), end), next, Label::DATE);
    Resolution::written(Period::of(date)).give_to(&mut parse);
    let is_year_first = tokens.word(at).len() >= 4 && !tokens.word(at)[..4].contains('.');
    if let Some(other) = exchanged(date).filter(|_| !is_year_first) {
        parse.basis = Basis::DayFirst;
        parse.alternatives.push(other.to_string());
    }
    Some(parse)
}

fn with_dots(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Date, usize, usize)> {
    let mut parts = tokens.word(at).split('.').map(plain_digits);
    let (first, second, last) = (parts.next()??, parts.next()??, parts.next()??);
    let is_year = |year: i64| (1000..=9999).contains(&year);
    let date = match parts.next() {
        None if is_year(last) => day_and_month(first, second, last),
        // "2018.01.05".
        None if is_year(first) && tokens.word(at).len() >= 8 => {
            Date::new(first, Some(second), Some(last))
        }
        _ => None,
    }?;
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

/// Returns the date with day and month exchanged, if that is another date.
fn exchanged(date: Date) -> Option<Date> {
    let other = Date::new(date.year(), date.day(), date.month())?;
    (other != date).then_some(other)
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
