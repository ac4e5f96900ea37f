//! Lengths of time, ages, and dates that lie a length of time ago.

use super::amount::{Bound, Figure, figure_at};
use super::calendar::{self, Period};
use super::lexicon::{Lex, TimeUnit};
use super::number::{Number, plain_digits};
use super::reading::Reading;
use super::{Context, Found};
use crate::entities::mentions::Label;
use crate::span::Span;

/// The oldest that a person may be whose age stands between commas.
const OLDEST: i64 = 119;

/// What a figure with a unit of time behind it means.
pub(super) fn duration(context: &Context<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    let reading = &context.reading;
    let (figure, unit, next) = with_unit(reading, figure)?;
    if let Some(age) = age(reading, &figure, unit, next) {
        return Some(age);
    }
    if reading.is_joined(next) && reading.is(next, "ago") {
        return Some(ago(context, &figure, unit, next));
    }
    // "one day" is some day.
    if figure.is_lone_one && !reading.is_hyphened(next - 1) && unit == TimeUnit::Day {
        return None;
    }
    Some(joined_lengths(reading, &figure, unit, next))
}

/// The figure in full ("two and a half"), its unit, and the word behind.
fn with_unit<'t>(
    reading: &Reading<'_, 't>,
    figure: &Figure<'t>,
) -> Option<(Figure<'t>, TimeUnit, usize)> {
    let next = figure.next;
    if !figure.letters.is_empty() {
        let is_long = figure.letters.len() > 2;
        let unit = TimeUnit::of(figure.letters).filter(|_| is_long || figure.letters == "hr")?;
        return Some((*figure, unit, next));
    }
    if figure.is_plain() && reading.is_joined(next) && reading.are(next, &["and", "a", "half"]) {
        let unit = time_unit(reading, next + 3)?;
        let with_half = figure.low.plus_half()?;
        return Some((figure.map(|_| with_half), unit, next + 4));
    }
    let unit = TimeUnit::of(reading.word(next)).filter(|_| figure.is_near_next(reading))?;
    // "the 2 second places"
    let is_word = reading.is(next, "second") && !reading.is_hyphened(next) && !figure.is_lone_one;
    (!is_word).then_some((*figure, unit, next + 1))
}

/// ISO 8601's form of a length.
pub(super) fn iso(number: Number, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Second => format!("PT{number}S"),
        TimeUnit::Minute => format!("PT{number}M"),
        TimeUnit::Hour => format!("PT{number}H"),
        TimeUnit::Day => format!("P{number}D"),
        TimeUnit::Week => format!("P{number}W"),
        TimeUnit::Month => format!("P{number}M"),
        TimeUnit::Year => format!("P{number}Y"),
        TimeUnit::Decade => format!("P{}Y", number.times(10)),
        TimeUnit::Century => format!("P{}Y", number.times(100)),
    }
}

/// Decades and centuries in years.
fn in_years<'t>(figure: &Figure<'t>, unit: TimeUnit) -> Figure<'t> {
    let factor = match unit {
        TimeUnit::Decade => 10,
        TimeUnit::Century => 100,
        _ => 1,
    };
    Figure {
        low: figure.low.times(factor),
        high: figure.high.map(|high| high.times(factor)),
        ..*figure
    }
}

/// A length, with the smaller one that is added to it: "two hours and 30 minutes".
fn joined_lengths(
    reading: &Reading<'_, '_>,
    figure: &Figure<'_>,
    unit: TimeUnit,
    next: usize,
) -> Found {
    let span = Span::new(figure.start, reading.end(next - 1));
    let mut one = Found::new(span, next, Label::DURATION);
    one.name = figure.form(|number| iso(number, unit));
    one.value = Some(in_years(figure, unit).value(Some(unit.name().into())));
    let and = usize::from(reading.is(next, "and") && reading.is_joined(next));
    if figure.high.is_some() || !reading.is_joined(next + and) {
        return one;
    }
    let Some((smaller, small_unit, end)) = smaller_length(reading, next + and, unit) else {
        return one;
    };
    let (low, part) = (figure.low, smaller.low);
    let Some(factor) = parts_of(unit, small_unit) else {
        return one;
    };
    let (Some(low), Some(part)) = (low.as_whole(), part.as_whole()) else {
        return one;
    };
    let Some(sum) = low
        .checked_mul(factor)
        .and_then(|low| low.checked_add(part))
    else {
        return one;
    };
    one.name = format!(
        "{}{}{}",
        figure.bound.sign(),
        iso(figure.low, unit),
        iso_part(&smaller, small_unit)
    );
    let whole = figure.map(|_| Number::whole(sum.unsigned_abs()));
    one.value = Some(whole.value(Some(small_unit.name().into())));
    one.span.end = reading.end(end - 1);
    one.next = end;
    one
}

fn iso_part(figure: &Figure<'_>, unit: TimeUnit) -> String {
    iso(figure.low, unit)
        .trim_start_matches(['P', 'T'])
        .to_owned()
}

fn smaller_length<'t>(
    reading: &Reading<'_, 't>,
    at: usize,
    unit: TimeUnit,
) -> Option<(Figure<'t>, TimeUnit, usize)> {
    let begins = matches!(reading.lex(at), Lex::Digits | Lex::Small(_) | Lex::Tens(_));
    let figure = begins.then(|| figure_at(reading, at)).flatten()?;
    let (figure, small, next) = with_unit(reading, &figure)?;
    (figure.is_plain() && parts_of(unit, small).is_some()).then_some((figure, small, next))
}

/// How many of a smaller unit make a larger one, where that is always the same and ISO 8601 can write both together.
fn parts_of(unit: TimeUnit, part: TimeUnit) -> Option<i64> {
    match (unit, part) {
        (TimeUnit::Year, TimeUnit::Month) => Some(12),
        (TimeUnit::Hour, TimeUnit::Minute) | (TimeUnit::Minute, TimeUnit::Second) => Some(60),
        _ => None,
    }
}

/// "two weeks ago": as exact as its unit.
fn ago(context: &Context<'_, '_>, figure: &Figure<'_>, unit: TimeUnit, last: usize) -> Found {
    let reading = &context.reading;
    let span = Span::new(figure.start, reading.end(last));
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let label = if is_short { Label::TIME } else { Label::DATE };
    let mut one = Found::new(span, last + 1, label);
    if is_short {
        one.name = figure.form(|number| format!("-{}", iso(number, unit)));
        return one;
    }
    let is_near = matches!(figure.bound, Bound::Exact | Bound::About | Bound::Nearly);
    let n = figure
        .low
        .as_whole()
        .filter(|_| is_near && figure.high.is_none());
    let period = n
        .zip(context.date)
        .and_then(|(n, date)| Period::around(date, unit, n.checked_neg()?));
    calendar::name_period(&mut one, reading, period, figure.bound.sign());
    one
}

/// "a year ago", "half an hour", "an hour and a half".
pub(super) fn with_article(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    if reading.is(at, "half") {
        let has_article = reading.is_any(at + 1, &["a", "an"]) && reading.is_joined(at + 1);
        let unit = time_unit(reading, at + 2).filter(|_| has_article)?;
        return Some(plain_length(reading, at, at + 3, Number::half(), unit));
    }
    if !reading.is_any(at, &["a", "an"]) || !reading.is_joined(at + 1) {
        return None;
    }
    let unit =
        TimeUnit::of(reading.word(at + 1)).filter(|_| !reading.raw(at + 1).ends_with('s'))?;
    if reading.is_joined(at + 2) && reading.are(at + 2, &["and", "a", "half"]) {
        let number = Number::whole(1).plus_half()?;
        return Some(plain_length(reading, at, at + 5, number, unit));
    }
    if !reading.is_joined(at + 2) || !reading.is(at + 2, "ago") {
        return None;
    }
    let figure = figure_of(reading.start(at), at + 2, 1);
    Some(ago(context, &figure, unit, at + 2))
}

fn figure_of(start: usize, next: usize, number: u64) -> Figure<'static> {
    Figure {
        start,
        next,
        has_plus: false,
        bound: Bound::Exact,
        low: Number::whole(number),
        high: None,
        currency: None,
        letters: "",
        scaled: false,
        is_lone_one: false,
        in_words: true,
        is_percent: false,
    }
}

fn plain_length(
    reading: &Reading<'_, '_>,
    at: usize,
    next: usize,
    number: Number,
    unit: TimeUnit,
) -> Found {
    let figure = Figure {
        low: number,
        ..figure_of(reading.start(at), next, 0)
    };
    let mut one = Found::new(reading.span(at, next), next, Label::DURATION);
    one.name = iso(number, unit);
    one.value = Some(in_years(&figure, unit).value(Some(unit.name().into())));
    one
}

/// "35-year-old", "six months old", "35 years of age".
fn age(
    reading: &Reading<'_, '_>,
    figure: &Figure<'_>,
    unit: TimeUnit,
    next: usize,
) -> Option<Found> {
    let end = if reading.is_near(next) && reading.is_any(next, &["old", "olds"]) {
        next + 1
    } else if reading.is_joined(next) && reading.are(next, &["of", "age"]) {
        next + 2
    } else {
        return None;
    };
    let span = Span::new(figure.start, reading.end(end - 1));
    Some(age_of(&in_years(figure, unit), unit.name(), span, end))
}

fn age_of(figure: &Figure<'_>, unit: &'static str, span: Span, next: usize) -> Found {
    let mut one = Found::new(span, next, Label::AGE);
    one.name = figure.form(|number| number.to_string());
    if unit != "year" {
        one.name = format!("{} {unit}", one.name);
    }
    one.value = Some(figure.value(Some(unit.into())));
    one
}

/// "aged 35", "aged between 18 and 25", "age of 35".
pub(super) fn aged(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    if !reading.is_any(at, &["aged", "age"]) {
        return None;
    }
    let of =
        usize::from(reading.is(at, "age") && reading.is(at + 1, "of") && reading.is_joined(at + 1));
    let from = at + 1 + of;
    let figure = reading
        .is_joined(from)
        .then(|| figure_at(reading, from))
        .flatten()?;
    let is_age = |number: Number| number.as_whole().is_some_and(|age| age <= OLDEST);
    let is_whole =
        figure.letters.is_empty() && figure.currency.is_none() && figure.high.is_none_or(is_age);
    let months = time_unit(reading, figure.next);
    let (unit, next) = match months {
        Some(unit) => (unit.name(), figure.next + 1),
        None => ("year", figure.next),
    };
    let span = reading.span(at, next);
    (is_age(figure.low) && is_whole).then(|| age_of(&figure, unit, span, next))
}

/// The age between commas behind a name: "Maria Lopez, 35, said"; or at the end: "and Maria Lopez, 35."
pub(super) fn between_commas(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let behind = reading.gap(at + 1);
    let full_name = || {
        at > 1
            && reading.is_joined(at - 1)
            && reading.lex(at - 2) == Lex::Plain
            && reading.is_capitalised(at - 2)
    };
    let stands_so = reading.gap(at) == ", "
        && (behind.starts_with(", ") || behind.starts_with(['.', ';']) && full_name())
        && reading.is_capitalised(at.checked_sub(1)?)
        && reading.lex(at - 1) == Lex::Plain
        && reading.lex(at + 1) != Lex::Digits;
    let age =
        plain_digits(reading.raw(at)).filter(|age| stands_so && (1..=OLDEST).contains(age))?;
    let figure = figure_of(reading.start(at), at + 1, age.unsigned_abs());
    Some(age_of(&figure, "year", reading.span(at, at + 1), at + 1))
}

/// "in his 30s", "in her mid-40s".
pub(super) fn age_in_tens(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let tens = plain_digits(reading.raw(at).strip_suffix('s')?)?;
    let part = reading.follows(at, &["early", "mid", "late"]);
    let first = at - usize::from(part);
    let is_age = (10..=90).contains(&tens)
        && tens % 10 == 0
        && reading.follows(first, &["his", "her", "their", "my", "your", "our"]);
    if !is_age {
        return None;
    }
    let figure = Figure {
        high: Some(Number::whole(tens.unsigned_abs() + 9)),
        ..figure_of(reading.start(at), at + 1, tens.unsigned_abs())
    };
    Some(age_of(&figure, "year", reading.span(at, at + 1), at + 1))
}

/// "the past three days", "the next two weeks": from or to the document's day.
pub(super) fn around_today(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let is_past = reading.is_any(at, &["last", "past", "previous"]);
    if !(is_past || reading.is_any(at, &["next", "coming"])) || !reading.is_joined(at + 1) {
        return None;
    }
    // "It may last six weeks."
    let is_told = reading.follows(
        at,
        &["the", "these", "this", "his", "her", "its", "their", "our"],
    );
    let figure =
        figure_at(reading, at + 1).filter(|figure| is_told && figure.letters.is_empty())?;
    let unit = time_unit(reading, figure.next)?;
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let next = figure.next + 1;
    if is_short {
        return None;
    }
    let mut one = Found::new(reading.span(at, next), next, Label::DATE);
    let n = figure
        .low
        .as_whole()
        .filter(|_| figure.is_plain() && !reading.is(at, "previous"));
    let period = n.zip(context.date).and_then(|(n, date)| {
        let there = calendar::shifted(date, unit, if is_past { n.checked_neg()? } else { n })?;
        Some(if is_past {
            Period::days(there, date)
        } else {
            Period::days(date, there)
        })
    });
    calendar::name_period(&mut one, reading, period, "");
    Some(one)
}

/// The unit of time that a word names, beside a number.
fn time_unit(reading: &Reading<'_, '_>, at: usize) -> Option<TimeUnit> {
    reading
        .is_near(at)
        .then(|| TimeUnit::of(reading.word(at)))
        .flatten()
}
