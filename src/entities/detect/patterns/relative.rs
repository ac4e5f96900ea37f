//! Dates that mean something only beside another: "yesterday", "last January", "this week".

use super::calendar::{self, Meant, Period, weekday_beside};
use super::lexicon::{Lex, TimeUnit};
use super::reading::Reading;
use super::{Context, Found};
use crate::corpus::Date;
use crate::entities::mentions::Label;

const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];
const PARTS_OF_DAY: &[&str] = &["morning", "afternoon", "evening", "night"];

/// The relative date that begins at `at`.
pub(super) fn relative(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    day_word(context, at).or_else(|| modified(context, at))
}

fn day_word(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let (days, next) = if reading.are(at, &["day", "before", "yesterday"]) {
        (-2, at + 3)
    } else if reading.are(at, &["day", "after", "tomorrow"]) {
        (2, at + 3)
    } else if reading.is(at, "tonight") {
        return Some(part_of_day(context, at, at + 1, 0, "night"));
    } else {
        let word = reading.word(at);
        let days = [("today", 0), ("yesterday", -1), ("tomorrow", 1)];
        let (_, days) = days
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))?;
        (*days, at + 1)
    };
    let mut one = Found::new(reading.span(at, next), next, Label::DATE);
    let period = context
        .date
        .and_then(|date| Period::around(date, TimeUnit::Day, days));
    calendar::name_period(&mut one, reading, period, "");
    Some(one)
}

/// "this morning", "last night": a time of a day that is told.
fn part_of_day(context: &Context<'_, '_>, at: usize, next: usize, days: i64, part: &str) -> Found {
    let mut one = Found::new(context.reading.span(at, next), next, Label::TIME);
    let period = context
        .date
        .and_then(|date| Period::around(date, TimeUnit::Day, days));
    calendar::name_period(&mut one, &context.reading, period, "");
    if one.value.is_some() {
        one.name = format!("{} {part}", one.name);
    }
    one
}

/// Which of a kind of time is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Last,
    This,
    Next,
    /// "the past week": up to the document's day.
    Past,
    /// Beside another date of the text, which is not looked for.
    Other,
}

impl Which {
    fn of(word: &str) -> Option<Self> {
        const WORDS: [(&str, Which); 7] = [
            ("last", Which::Last),
            ("this", Which::This),
            ("next", Which::Next),
            ("past", Which::Past),
            ("previous", Which::Other),
            ("coming", Which::Other),
            ("recent", Which::Other),
        ];
        WORDS
            .iter()
            .find_map(|&(known, which)| known.eq_ignore_ascii_case(word).then_some(which))
    }

    fn step(self) -> i64 {
        match self {
            Self::Last => -1,
            Self::Next => 1,
            _ => 0,
        }
    }
}

/// "last January", "next week", "this summer", "the past year".
fn modified(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let which = Which::of(reading.raw(at))?;
    if !reading.is_joined(at + 1) {
        return None;
    }
    if let Some(part) = night_or_morning(reading, at, which) {
        return Some(part_of_day(context, at, at + 2, which.step(), part));
    }
    let Meant(period) = period_of(context, at, which)?;
    let next = at + 2;
    let mut one = Found::new(reading.span(at, next), next, Label::DATE);
    calendar::name_period(&mut one, reading, period, "");
    Some(one)
}

fn night_or_morning(reading: &Reading<'_, '_>, at: usize, which: Which) -> Option<&'static str> {
    let part = PARTS_OF_DAY
        .iter()
        .find(|part| part.eq_ignore_ascii_case(reading.word(at + 1)))?;
    let is_told = match which {
        Which::Last => *part == "night",
        Which::This => *part != "night",
        _ => false,
    };
    is_told.then_some(part)
}

/// The time that is meant.
fn period_of(context: &Context<'_, '_>, at: usize, which: Which) -> Option<Meant> {
    let reading = &context.reading;
    let (word, date) = (reading.word(at + 1), context.date);
    let is_other = which == Which::Other;
    match reading.lex(at + 1) {
        Lex::Month(month)
            if reading.is_capitalised(at + 1) && !is_other && which != Which::Past =>
        {
            return Some(Meant(date.and_then(|date| month_of(date, month, which))));
        }
        Lex::Weekday(weekday) if !is_other && !word.ends_with('s') => {
            return Some(Meant(
                date.and_then(|date| weekday_of(date, weekday, which)),
            ));
        }
        _ => {}
    }
    let step = which.step();
    if let Some(unit) = TimeUnit::of(word) {
        return unit_of(context, at, which, unit);
    }
    if is_other || which == Which::Past {
        return None;
    }
    let period = match word.to_ascii_lowercase().as_str() {
        "weekend" => date.and_then(|date| Period::weekend_around(date, step)),
        "quarter" => date.and_then(|date| Period::quarter_around(date, step)),
        season if SEASONS.contains(&season) => None,
        _ => return None,
    };
    Some(Meant(period))
}

fn unit_of(context: &Context<'_, '_>, at: usize, which: Which, unit: TimeUnit) -> Option<Meant> {
    let reading = &context.reading;
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let is_plural = reading.word(at + 1).ends_with('s') && unit != TimeUnit::Century;
    if is_short {
        return None;
    }
    match which {
        Which::Other => {
            let plural_only = !reading.is(at, "previous");
            (is_plural == plural_only).then_some(Meant(None))
        }
        _ if is_plural => None,
        Which::Past => reading.follows(at, &["the", "this"]).then(|| {
            let since = |date| Some(Period::days(calendar::shifted(date, unit, -1)?, date));
            Meant(context.date.and_then(since))
        }),
        // "this day", "the last day of": other days than yesterday.
        _ if unit == TimeUnit::Day => None,
        _ => Some(Meant(
            context
                .date
                .and_then(|date| Period::around(date, unit, which.step())),
        )),
    }
}

/// The latest month of the name before the document's, the one of its year, or the first after it.
fn month_of(date: Date, month: i64, which: Which) -> Option<Period> {
    let now = date.month()?;
    let later = match which {
        Which::Last => -((now - month - 1).rem_euclid(12) + 1),
        Which::Next => (month - now - 1).rem_euclid(12) + 1,
        _ => month - now,
    };
    date.plus_months(later).map(Period::of)
}

/// The latest such day before the document's, or the first after it; "this Friday" may be the day itself.
fn weekday_of(date: Date, weekday: i64, which: Which) -> Option<Period> {
    let beside = |days: i64, is_future: bool| {
        let from = Date::from_number(date.number()? + days)?;
        weekday_beside(from, weekday, is_future)
    };
    match which {
        Which::Last | Which::Past => beside(-1, false),
        Which::Next => beside(1, true),
        _ => beside(0, true),
    }
    .map(Period::of)
}
