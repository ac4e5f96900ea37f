//! Dates that lean on another date of the text: "three days earlier", "a year before", "the following day".

use super::amount::Amount;
use super::calendar::{self, Period, Resolution};
use super::lexicon::TimeUnit;
use super::parse::{Context, Parse};
use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::{Basis, Label};
use crate::span::Span;

/// Builds the parse of a length of time with its direction, whose token is `last`.
pub(super) fn shifted(
    context: &Context<'_, '_>,
    amount: &Amount<'_>,
    unit: TimeUnit,
    last: usize,
    is_later: bool,
) -> Parse {
    let tokens = &context.tokens;
    let span = Span::new(amount.start, tokens.end(last));
    let mut parse = Parse::new(span, last + 1, Label::DATE);
    let steps = amount.low.as_integer().filter(|_| amount.is_plain());
    let steps = steps.map(|steps| if is_later { steps } else { -steps });
    let period = steps.and_then(|steps| leaning(tokens, unit, steps));
    give(&mut parse, tokens, period);
    parse
}

fn give(parse: &mut Parse, tokens: &TokenView<'_, '_>, period: Option<Period>) {
    match period {
        Some(period) => {
            Resolution::written(period).give_to(parse);
            parse.basis = Basis::DateOfText;
        }
        None => calendar::set_period(parse, tokens, None, ""),
    }
}

/// The greatest number of days of a unit.
fn max_days(unit: TimeUnit) -> Option<i64> {
    Some(match unit {
        TimeUnit::Day => 1,
        TimeUnit::Week => 7,
        TimeUnit::Month => 31,
        TimeUnit::Year => 366,
        TimeUnit::Decade => 3653,
        _ => return None,
    })
}

/// Returns the unit this many steps after the date that the text names before.
///
/// A year before a month or a quarter is that month or quarter of the year before; a year before a day is a year.
fn leaning(tokens: &TokenView<'_, '_>, unit: TimeUnit, steps: i64) -> Option<Period> {
    let (first, last) = tokens.shared.last_date(max_days(unit)?)?;
    let is_months = first.day() == Some(1)
        && last
            .number()
            .and_then(|day| Date::from_number(day + 1))?
            .day()
            == Some(1);
    if unit == TimeUnit::Year && is_months && steps != 0 {
        let month = |day: Date| {
            Date::new(day.year(), day.month(), None)?.plus_months(steps.checked_mul(12)?)
        };
        return Some(Period::months(month(first)?, month(last)?));
    }
    Period::around(first, unit, steps)
}

/// Parses "the day before" and "the day after" at the end of a clause.
pub(super) fn day_beside(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let is_day = tokens.is(at, "day") && tokens.follows(at, &["the"]) && tokens.after_space(at + 1);
    let ends = at + 2 >= tokens.len() || !tokens.after_space(at + 2);
    let steps = match tokens.raw(at + 1) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    let mut parse =
        (is_day && ends).then(|| Parse::new(tokens.span(at, at + 2), at + 2, Label::DATE))?;
    give(&mut parse, tokens, leaning(tokens, TimeUnit::Day, steps));
    Some(parse)
}

/// Parses "the following day", "the previous week", "that year" and "the same month", with the unit at `at + 1`.
pub(super) fn neighbour(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let unit = TimeUnit::of(tokens.word(at + 1))?;
    let is_plural = tokens.word(at + 1).ends_with('s');
    if max_days(unit).is_none() || is_plural || !tokens.after_space(at + 1) {
        return None;
    }
    let is_owned = tokens.follows(at, &["the"]);
    let steps = match tokens.raw(at) {
        "following" if is_owned => 1,
        "previous" if is_owned => -1,
        "next" if is_owned && unit == TimeUnit::Day => 1,
        "same" if is_owned => 0,
        "that" | "That" if unit != TimeUnit::Decade => 0,
        _ => return None,
    };
    let mut parse = Parse::new(tokens.span(at, at + 2), at + 2, Label::DATE);
    let period = leaning(tokens, unit, steps);
    give(&mut parse, tokens, period);
    Some(parse)
}
