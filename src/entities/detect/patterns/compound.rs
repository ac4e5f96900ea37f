//! Parts of periods: "the last Friday of this month", "the first week of January", "the second half of last year".

use super::calendar::{Period, Resolution, Resolved, closest_quarter};
use super::clause;
use super::fractions::ordinal_digits;
use super::lexicon::{TimeUnit, WordClass};
use super::number::plain_digits;
use super::parse::{Context, Parse};
use super::relative::modified_period;
use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::{Basis, Label};

/// Which of several parts: the n-th or the last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Nth(i64),
    Last,
}

/// What the part consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Weekday(i64),
    Weekend,
    Days(i64),
    Weeks(i64),
    Months(i64),
    Quarter,
    Half,
}

/// Parses a part of a period that begins with an ordinal or "last" at `at`.
pub(super) fn part_of_period(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let (which, from) = which(tokens, at)?;
    let (part, next) = part(tokens, from)?;
    let of = tokens.after_space(next) && tokens.is_any(next, &["of", "in"]);
    if !of {
        return without_period(context, at, which, part, next);
    }
    let (period, next) = whole(context, next + 1, part)?;
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    match period.and_then(|period| part_in(which, part, &period)) {
        Some(period) => {
            Resolution::written(period).give_to(&mut parse);
            parse.basis = Basis::PartOfPeriod;
        }
        None => super::calendar::set_period(&mut parse, tokens, None, ""),
    }
    Some(parse)
}

fn which(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Which, usize)> {
    let number = match tokens.class(at) {
        WordClass::Ordinal(number) => i64::from(number),
        WordClass::Digits => ordinal_digits(tokens.word(at))?,
        _ if tokens.is_any(at, &["last", "final"]) => {
            return tokens.after_space(at + 1).then_some((Which::Last, at + 1));
        }
        _ => return None,
    };
    ((1..=31).contains(&number) && tokens.after_space(at + 1))
        .then_some((Which::Nth(number), at + 1))
}

/// Parses "Friday", "week", "two weeks", "nine months", "half".
fn part(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Part, usize)> {
    if let WordClass::Weekday(weekday) = tokens.class(at) {
        return (!tokens.word(at).ends_with('s')).then_some((Part::Weekday(weekday), at + 1));
    }
    if let Some(count) = count(tokens, at) {
        let unit = tokens
            .after_space(at + 1)
            .then(|| TimeUnit::of(tokens.raw(at + 1)))
            .flatten()?;
        return Some((counted(unit, count)?, at + 2));
    }
    let part = match tokens.raw(at) {
        "half" => Part::Half,
        "quarter" => Part::Quarter,
        "weekend" => Part::Weekend,
        word => counted(TimeUnit::of(word).filter(|_| !word.ends_with('s'))?, 1)?,
    };
    Some((part, at + 1))
}

fn counted(unit: TimeUnit, count: i64) -> Option<Part> {
    match unit {
        TimeUnit::Day => Some(Part::Days(count)),
        TimeUnit::Week => Some(Part::Weeks(count)),
        TimeUnit::Month => Some(Part::Months(count)),
        _ => None,
    }
}

fn count(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    match tokens.class(at) {
        WordClass::BelowTwenty(count) => Some(count.into()),
        WordClass::Digits => plain_digits(tokens.raw(at)).filter(|count| (1..=31).contains(count)),
        _ => None,
    }
}

/// Parses the whole after "of": "January", "May 2024", "2024", "this month", "last year", "the year".
///
/// The period is missing if it cannot be resolved.
fn whole(context: &Context<'_, '_>, at: usize, part: Part) -> Option<(Option<Period>, usize)> {
    let tokens = &context.tokens;
    if !tokens.after_space(at) {
        return None;
    }
    if let Some((period, next)) = super::dates::month_or_year(context, at) {
        return Some((period, next));
    }
    if tokens.matches(at, &["the", "year"])
        && let Some((period, next)) = super::dates::month_or_year(context, at + 2)
    {
        return Some((period, next));
    }
    if tokens.is(at, "the") && tokens.after_space(at + 1) {
        let unit = match tokens.word(at + 1) {
            "year" => TimeUnit::Year,
            "month" => TimeUnit::Month,
            _ => return None,
        };
        let period = context.date.and_then(|date| Period::around(date, unit, 0));
        return Some((period, at + 2));
    }
    let is_unit = tokens.is_any(at + 1, &["month", "year"])
        || tokens.is(at + 1, "quarter") && part != Part::Quarter
        || matches!(tokens.class(at + 1), WordClass::Month(_));
    if !is_unit || !tokens.is_any(at, &["this", "last", "next"]) {
        return None;
    }
    let Resolved(period) = modified_period(context, at)?;
    Some((period, at + 2))
}

/// Returns the part of a period.
fn part_in(which: Which, part: Part, whole: &Period) -> Option<Period> {
    let (first, last) = (whole.first.number()?, whole.last.number()?);
    let days = |begin: i64, end: i64| {
        let is_inside = first <= begin && begin <= end && end <= last;
        let period = || {
            Some(Period::from_days(
                Date::from_number(begin)?,
                Date::from_number(end)?,
            ))
        };
        is_inside.then(period).flatten()
    };
    let blocks = |length: i64, count: i64| match which {
        Which::Nth(1) => days(first, first + length * count - 1),
        Which::Nth(n) if count == 1 => {
            let begin = first + length * (n - 1);
            days(begin, (begin + length - 1).min(last))
        }
        Which::Last => days(last - length * count + 1, last),
        Which::Nth(_) => None,
    };
    let of_week = |weekday: i64, length: i64| {
        let begin = match which {
            Which::Nth(n) => first + (weekday - first.rem_euclid(7)).rem_euclid(7) + 7 * (n - 1),
            Which::Last => last - (last.rem_euclid(7) - weekday).rem_euclid(7),
        };
        days(begin, (begin + length - 1).min(last))
    };
    match part {
        Part::Weekday(weekday) => of_week(weekday, 1),
        Part::Weekend => of_week(5, 2),
        Part::Days(count) => blocks(1, count),
        Part::Weeks(count) => blocks(7, count),
        Part::Months(count) => months_in(which, count, whole),
        Part::Quarter => months_in_blocks(which, 3, whole),
        Part::Half if last - first > 40 => months_in_blocks(which, 6, whole),
        Part::Half => match which {
            Which::Nth(1) => days(first, first + 14),
            Which::Nth(2) | Which::Last => days(first + 15, last),
            Which::Nth(_) => None,
        },
    }
}

/// Returns the months from the `begin`-th to the `end`-th of a year.
fn months(whole: &Period, begin: i64, end: i64) -> Option<Period> {
    let is_year = whole.first.month() == Some(1) && whole.last.month() == Some(12);
    let month = |n: i64| Date::new(whole.first.year(), Some(n), None);
    let is_inside = is_year && 1 <= begin && begin <= end && end <= 12;
    is_inside
        .then(|| Some(Period::months(month(begin)?, month(end)?)))
        .flatten()
}

fn months_in(which: Which, count: i64, whole: &Period) -> Option<Period> {
    match which {
        Which::Nth(1) => months(whole, 1, count),
        Which::Nth(n) if count == 1 => months(whole, n, n),
        Which::Last => months(whole, 13 - count, 12),
        Which::Nth(_) => None,
    }
}

fn months_in_blocks(which: Which, length: i64, whole: &Period) -> Option<Period> {
    let n = match which {
        Which::Nth(n) => n,
        Which::Last => 12 / length,
    };
    months(whole, length * (n - 1) + 1, length * n)
}

/// Words of business near a quarter without its year; in sport, a quarter is a part of a game.
const BUSINESS: &[&str] = &[
    "profit",
    "profits",
    "loss",
    "losses",
    "revenue",
    "revenues",
    "sales",
    "earnings",
    "economy",
    "economic",
    "economists",
    "gdp",
    "growth",
    "bank",
    "company",
    "companies",
    "shares",
    "investors",
    "analysts",
    "output",
    "deliveries",
    "income",
    "exports",
    "imports",
    "inflation",
    "rates",
    "rate",
    "orders",
    "shipments",
    "margin",
    "margins",
    "forecast",
    "results",
    "dividend",
    "budget",
    "market",
    "prices",
    "customers",
    "firm",
    "carmaker",
    "lender",
    "euros",
    "dollars",
    "shillings",
    "rupees",
    "won",
    "yuan",
    "yen",
];
/// How many tokens to each side are read for them.
const NEAR: usize = 24;

/// Parses "the third quarter" and "the first nine months" without a year, in business news.
fn without_period(
    context: &Context<'_, '_>,
    at: usize,
    which: Which,
    part: Part,
    next: usize,
) -> Option<Parse> {
    let tokens = &context.tokens;
    let number = match (which, part) {
        (Which::Nth(number @ 1..=4), Part::Quarter) => number,
        (Which::Nth(1), Part::Months(count @ 2..=11)) => -count,
        _ => return None,
    };
    let is_hyphen = tokens.after_hyphen(next) || at > 0 && tokens.after_hyphen(at);
    if is_hyphen || !tokens.follows(at, &["the", "in", "for"]) || !is_business(tokens, at) {
        return None;
    }
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    let cue = context.date.and_then(|_| clause::cue(tokens, at, next));
    let period = context.date.and_then(|date| {
        let closest = |tense| {
            if number > 0 {
                return closest_quarter(date, number, tense);
            }
            let year = Period::around(date, TimeUnit::Year, 0)?;
            months(&year, 1, -number)
        };
        let (past, future) = (closest(clause::Tense::Past), closest(clause::Tense::Future));
        Resolution::by_tense(cue, past, future)
    });
    match period {
        Some(period) => {
            period.give_to(&mut parse);
            parse.basis = Basis::PartOfPeriod;
        }
        None => super::calendar::set_period(&mut parse, tokens, None, ""),
    }
    Some(parse)
}

fn is_business(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(tokens.len());
    near.into_iter().any(|word| {
        tokens.is_any(word, BUSINESS) || tokens.text_before(word).contains(['$', '€', '£', '%'])
    })
}
