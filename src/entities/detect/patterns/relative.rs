//! Relative dates: "yesterday", "last January", "this week".

use super::calendar::{self, Period, Resolution, Resolved, closest_weekday};
use super::clause::{self, Tense};
use super::leaning;
use super::lexicon::{TimeUnit, WordClass};
use super::parse::{Context, Parse};
use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::Label;

const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];
const PARTS_OF_DAY: &[&str] = &["morning", "afternoon", "evening", "night"];

/// Parses the relative date that begins at `at`.
pub(super) fn relative(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if tokens.is_any(at, &["that", "same", "following"]) {
        return leaning::neighbour(context, at);
    }
    day_word(context, at)
        .or_else(|| leaning::neighbour(context, at))
        .or_else(|| weekend(context, at))
        .or_else(|| modified(context, at))
}

fn day_word(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if let Some(parse) = leaning::day_beside(context, at) {
        return Some(parse);
    }
    let (days, next) = if tokens.matches(at, &["day", "before", "yesterday"]) {
        (-2, at + 3)
    } else if tokens.matches(at, &["day", "after", "tomorrow"]) {
        (2, at + 3)
    } else if tokens.is(at, "tonight") {
        return Some(part_of_day(context, at, at + 1, 0, "night"));
    } else {
        let word = tokens.word(at);
        let days = [("today", 0), ("yesterday", -1), ("tomorrow", 1)];
        let (_, days) = days
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        (*days, at + 1)
    };
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    let period = context
        .date
        .and_then(|date| Period::around(date, TimeUnit::Day, days));
    calendar::set_period(&mut parse, tokens, period, "");
    Some(parse)
}

/// Parses "the weekend": the last or the next one, by the tense of the clause.
fn weekend(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if !tokens.is(at, "weekend") || !tokens.follows(at, &["the", "at", "over"]) {
        return None;
    }
    let mut parse = Parse::new(tokens.span(at, at + 1), at + 1, Label::DATE);
    let resolution = context.date.and_then(|date| {
        let around = |n| Period::weekend_around(date, n);
        let is_weekend = date.weekday()? >= 5;
        let past = around(if is_weekend { 0 } else { -1 });
        Resolution::by_tense(clause::cue(tokens, at, at + 1), past, around(0))
    });
    match resolution {
        Some(resolution) => resolution.give_to(&mut parse),
        None => calendar::set_period(&mut parse, tokens, None, ""),
    }
    Some(parse)
}

/// Builds the parse of a part of a day: "this morning", "last night".
fn part_of_day(context: &Context<'_, '_>, at: usize, next: usize, days: i64, part: &str) -> Parse {
    let mut parse = Parse::new(context.tokens.span(at, next), next, Label::TIME);
    let period = context
        .date
        .and_then(|date| Period::around(date, TimeUnit::Day, days));
    calendar::set_period(&mut parse, &context.tokens, period, "");
    if parse.value.is_some() {
        parse.name = format!("{} {part}", parse.name);
    }
    parse
}

/// The word that selects one of several periods, such as "last" in "last January".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modifier {
    Last,
    This,
    Next,
    /// "the past week": the period that ends on the document's date.
    Past,
    /// Relative to another date of the text; not resolved.
    Other,
}

impl Modifier {
    fn of(word: &str) -> Option<Self> {
        const WORDS: [(&str, Modifier); 7] = [
            ("last", Modifier::Last),
            ("this", Modifier::This),
            ("next", Modifier::Next),
            ("past", Modifier::Past),
            ("previous", Modifier::Other),
            ("coming", Modifier::Other),
            ("recent", Modifier::Other),
        ];
        WORDS
            .iter()
            .find_map(|&(known, modifier)| known.eq_ignore_ascii_case(word).then_some(modifier))
    }

    fn step(self) -> i64 {
        match self {
            Self::Last => -1,
            Self::Next => 1,
            _ => 0,
        }
    }
}

/// Parses "last January", "next week", "this summer" and "the past year".
fn modified(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let modifier = Modifier::of(tokens.raw(at))?;
    if !tokens.after_space(at + 1) {
        return None;
    }
    if let Some(part) = part_of_day_word(tokens, at, modifier) {
        return Some(part_of_day(context, at, at + 2, modifier.step(), part));
    }
    let Resolved(period) = period_of(context, at, modifier)?;
    let next = at + 2;
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    calendar::set_period(&mut parse, tokens, period, "");
    Some(parse)
}

/// Returns the period of "this month" and the like.
pub(super) fn modified_period(context: &Context<'_, '_>, at: usize) -> Option<Resolved> {
    let modifier = Modifier::of(context.tokens.raw(at))?;
    period_of(context, at, modifier)
}

fn part_of_day_word(
    tokens: &TokenView<'_, '_>,
    at: usize,
    modifier: Modifier,
) -> Option<&'static str> {
    let part = PARTS_OF_DAY
        .iter()
        .find(|part| part.eq_ignore_ascii_case(tokens.word(at + 1)))?;
    let is_supported = match modifier {
        Modifier::Last => *part == "night",
        Modifier::This => *part != "night",
        _ => false,
    };
    is_supported.then_some(part)
}

/// Resolves the period after a modifier; `None` if no period follows.
fn period_of(context: &Context<'_, '_>, at: usize, modifier: Modifier) -> Option<Resolved> {
    let tokens = &context.tokens;
    let (word, date) = (tokens.word(at + 1), context.date);
    let is_other = modifier == Modifier::Other;
    match tokens.class(at + 1) {
        WordClass::Month(month)
            if tokens.is_capitalised(at + 1) && !is_other && modifier != Modifier::Past =>
        {
            return Some(Resolved(
                date.and_then(|date| month_of(date, month, modifier)),
            ));
        }
        WordClass::Weekday(weekday) if !is_other && !word.ends_with('s') => {
            return Some(Resolved(
                date.and_then(|date| weekday_of(date, weekday, modifier)),
            ));
        }
        _ => {}
    }
    let step = modifier.step();
    if let Some(unit) = TimeUnit::of(word) {
        return unit_of(context, at, modifier, unit);
    }
    if is_other || modifier == Modifier::Past {
        return None;
    }
    let period = match word.to_ascii_lowercase().as_str() {
        "weekend" => date.and_then(|date| Period::weekend_around(date, step)),
        "quarter" => date.and_then(|date| Period::quarter_around(date, step)),
        season if SEASONS.contains(&season) => None,
        _ => return None,
    };
    Some(Resolved(period))
}

fn unit_of(
    context: &Context<'_, '_>,
    at: usize,
    modifier: Modifier,
    unit: TimeUnit,
) -> Option<Resolved> {
    let tokens = &context.tokens;
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let is_plural = tokens.word(at + 1).ends_with('s') && unit != TimeUnit::Century;
    if is_short {
        return None;
    }
    match modifier {
        Modifier::Other => {
            let plural_only = !tokens.is(at, "previous");
            (is_plural == plural_only).then_some(Resolved(None))
        }
        _ if is_plural => None,
        Modifier::Past => tokens.follows(at, &["the", "this"]).then(|| {
            let since = |date| Some(Period::days(calendar::shifted(date, unit, -1)?, date));
            Resolved(context.date.and_then(since))
        }),
        // "this day" and "the last day of" do not mean yesterday.
        _ if unit == TimeUnit::Day => None,
        _ => {
            Some(Resolved(context.date.and_then(|date| {
                Period::around(date, unit, modifier.step())
            })))
        }
    }
}

/// Returns the latest such month before the document's month, the one of the same year, or the first one after it.
fn month_of(date: Date, month: i64, modifier: Modifier) -> Option<Period> {
    let now = date.month()?;
    let later = match modifier {
        Modifier::Last => -((now - month - 1).rem_euclid(12) + 1),
        Modifier::Next => (month - now - 1).rem_euclid(12) + 1,
        _ => month - now,
    };
    date.plus_months(later).map(Period::of)
}

/// Returns the latest such weekday before the document's date, or the first one after it; "this Friday" may be the
/// date itself.
fn weekday_of(date: Date, weekday: i64, modifier: Modifier) -> Option<Period> {
    let closest = |days: i64, tense| {
        let from = Date::from_number(date.number()? + days)?;
        closest_weekday(from, weekday, tense)
    };
    match modifier {
        Modifier::Last | Modifier::Past => closest(-1, Tense::Past),
        Modifier::Next => closest(1, Tense::Future),
        _ => closest(0, Tense::Future),
    }
    .map(Period::of)
}
