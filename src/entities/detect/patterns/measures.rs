//! What numbers measure: percent, money, lengths of time, ages, quantities; or nothing, and then they count.

use super::amount::{Figure, figure_at};
use super::lexicon::Lex;
use super::number::Number;
use super::reading::Reading;
use super::{Context, Found, currency, units};
use crate::entities::mentions::{Label, Value};
use crate::span::Span;

/// The figure that begins with the word at `at`, with what it measures.
pub(super) fn measure(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let figure = figure_at(reading, at)?;
    if figure.currency.is_some() {
        return money_behind_sign(reading, &figure);
    }
    percent(reading, &figure)
        .or_else(|| money(reading, &figure))
        .or_else(|| super::durations::duration(context, &figure))
        .or_else(|| quantity(reading, &figure))
        .or_else(|| cardinal(reading, at, &figure))
}

fn found(figure: &Figure<'_>, end: usize, next: usize, label: Label) -> Found {
    Found::new(Span::new(figure.start, end), next, label)
}

fn percent(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    let next = figure.next;
    if !figure.letters.is_empty() {
        return None;
    }
    let gap = reading.sign(next);
    let rest = gap.trim_start_matches([' ', '\u{A0}']);
    let (end, next) = if rest.starts_with('%') && gap.len() - rest.len() <= 2 {
        (reading.end(next - 1) + gap.len() - rest.len() + 1, next)
    } else if reading.is_near(next) && reading.is_any(next, &["percent", "pct"]) {
        (reading.end(next), next + 1)
    } else if reading.is_near(next) && reading.are(next, &["per", "cent"]) {
        (reading.end(next + 1), next + 2)
    } else if figure.is_percent {
        (reading.end(next - 1), next)
    } else {
        return None;
    };
    let mut one = found(figure, end, next, Label::PERCENT);
    one.name = format!("{}%", figure.form(|number| number.to_string()));
    one.value = Some(figure.value(Some("%".into())));
    Some(one)
}

fn money_behind_sign(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    // "$5 to 6 million", "$100bn", but no "$5th".
    if !figure.letters.is_empty() {
        return None;
    }
    let mut next = figure.next;
    let mut code = figure.currency?;
    // "$5 million Canadian", "$500 USD": the code behind is the better one.
    if reading.is_joined(next)
        && let Some(said) = currency::code(reading.raw(next))
    {
        (code, next) = (said, next + 1);
    }
    Some(money_of(reading, figure, next, code))
}

fn money_of(
    reading: &Reading<'_, '_>,
    figure: &Figure<'_>,
    next: usize,
    code: &'static str,
) -> Found {
    let end = if next == figure.next {
        figure.end(reading)
    } else {
        reading.end(next - 1)
    };
    let mut one = found(figure, end, next, Label::MONEY);
    one.name = format!("{code} {}", figure.form(|number| number.to_string()));
    one.value = Some(figure.value(Some(code.into())));
    one
}

/// "40 billion rubles", "50 cents", "500 Egyptian pounds", "millions of dollars", "500 €".
fn money(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    let next = figure.next;
    if !figure.letters.is_empty() {
        return None;
    }
    if let Some((end, code)) = currency::sign_behind(reading.sign(next)) {
        let end = reading.end(next - 1) + end;
        let mut one = money_of(reading, figure, next, code);
        one.span.end = end;
        return Some(one);
    }
    let of = figure.in_words && reading.is(next, "of") && reading.is_joined(next);
    let at = next + usize::from(of);
    if !reading.is_near(at) {
        return None;
    }
    let people = reading.is_joined(at + 1).then(|| reading.raw(at + 1));
    if let Some(code) = people.and_then(|word| currency::national(reading.raw(at), word)) {
        return Some(money_of(reading, figure, at + 2, code));
    }
    if let Some(code) = national_with_stop(reading, at) {
        return Some(money_of(reading, figure, at + 2, code));
    }
    // "3.4 trillion won", where it is no verb
    if reading.is(at, "won") && figure.scaled && !is_verb_before(reading, at + 1) {
        return Some(money_of(reading, figure, at + 1, "KRW"));
    }
    let (code, is_part) = currency::word(reading.word(at))?;
    if code == "GBP" && is_mass(reading, figure, at) {
        return None;
    }
    let figure = if is_part {
        figure.map(Number::hundredth)
    } else {
        *figure
    };
    Some(money_of(reading, &figure, at + 1, code))
}

/// True where what is won stands behind: "two million won the right".
fn is_verb_before(reading: &Reading<'_, '_>, at: usize) -> bool {
    reading.is_joined(at)
        && (reading.is_any(
            at,
            &["the", "a", "an", "their", "his", "her", "its", "no", "by"],
        ) || reading.lex(at) == Lex::Digits)
}

/// "U.S. dollars".
fn national_with_stop(reading: &Reading<'_, '_>, at: usize) -> Option<&'static str> {
    (reading.gap(at + 1) == ". ")
        .then(|| currency::national(reading.raw(at), reading.raw(at + 1)))
        .flatten()
}

/// "20 pounds of explosives" are no money.
fn is_mass(reading: &Reading<'_, '_>, figure: &Figure<'_>, at: usize) -> bool {
    let is_pound = reading.is_any(at, &["pound", "pounds"]);
    let of = reading.is_joined(at + 1) && reading.is_any(at + 1, &["of", "heavier", "lighter"]);
    let first = reading.next_from(at.saturating_sub(12), figure.start);
    let weighs = reading.follows(first, &["weighing", "weighs", "weighed", "weigh"]);
    is_pound && (of || weighs)
}

fn quantity(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    let (unit, end, next) = degrees(reading, figure).or_else(|| unit_behind(reading, figure))?;
    let mut one = found(figure, end, next, Label::QUANTITY);
    let is_below_zero = figure.is_plain()
        && figure.start >= 1
        && (unit.starts_with('°') || unit == "degree")
        && reading.text[..figure.start].ends_with(['-', '−']);
    if is_below_zero {
        let sign = reading.text[..figure.start].chars().next_back()?;
        one.span.start -= sign.len_utf8();
        one.name = format!("{} {unit}", figure.low.minus());
        one.value = Some(Value::exact(-figure.low.value(), Some(unit.into())));
        return Some(one);
    }
    one.name = format!("{} {unit}", figure.form(|number| number.to_string()));
    one.value = Some(figure.value(Some(unit.into())));
    Some(one)
}

/// "25°C", "30 degrees Celsius".
fn degrees(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<(String, usize, usize)> {
    let next = figure.next;
    let scale = |at: usize| match reading.raw(at) {
        "C" | "Celsius" | "celsius" | "centigrade" => Some("°C"),
        "F" | "Fahrenheit" | "fahrenheit" => Some("°F"),
        _ => None,
    };
    if !figure.letters.is_empty() {
        return None;
    }
    let gap = reading.sign(next);
    if matches!(gap, "°" | " °" | "º" | "° ") {
        return scale(next).map(|unit| (unit.into(), reading.end(next), next + 1));
    }
    if matches!(gap, "℃" | " ℃" | "℃ ") {
        return Some((
            "°C".into(),
            reading.end(next - 1) + gap.trim_end().len(),
            next,
        ));
    }
    let is_degrees = reading.is_near(next) && reading.is_any(next, &["degree", "degrees"]);
    (is_degrees && reading.is_joined(next + 1))
        .then(|| scale(next + 1))
        .flatten()
        .map(|unit| (unit.into(), reading.end(next + 1), next + 2))
}

fn unit_behind(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<(String, usize, usize)> {
    let next = figure.next;
    if !figure.letters.is_empty() {
        let unit = units::unit(figure.letters, true)?;
        return Some(per_hour(reading, unit.into(), next));
    }
    if let Some((unit, end)) = with_power_sign(reading, next) {
        return Some((unit, end, reading.next_from(next, end)));
    }
    if !figure.is_near_next(reading) {
        return None;
    }
    if let Some(power) = units::power(reading.raw(next)) {
        let unit =
            units::unit(reading.word(next + 1), true).filter(|_| reading.is_near(next + 1))?;
        return Some((format!("{unit}{power}"), reading.end(next + 1), next + 2));
    }
    if reading.is_any(next, &["pound", "pounds"]) {
        return Some(("lb".into(), reading.end(next), next + 1));
    }
    for (words, unit) in [
        (["basis", "points"], "bp"),
        (["percentage", "points"], "pp"),
        (["percentage", "point"], "pp"),
    ] {
        if reading.are(next, &words) {
            return Some((unit.into(), reading.end(next + 1), next + 2));
        }
    }
    if reading.is(next, "metric") {
        let is_ton = reading.is_any(next + 1, &["ton", "tons", "tonnes"]);
        return (is_ton && reading.is_joined(next + 1))
            .then(|| ("t".into(), reading.end(next + 1), next + 2));
    }
    let unit = units::unit(reading.word(next), false)?;
    if reading.is_hyphened(next + 1) && reading.is(next + 1, "hour") {
        return (unit == "kW").then(|| ("kWh".into(), reading.end(next + 1), next + 2));
    }
    Some(per_hour(reading, unit.into(), next + 1))
}

/// "m²": the unit with its power, and the byte behind.
fn with_power_sign(reading: &Reading<'_, '_>, at: usize) -> Option<(String, usize)> {
    let name = reading.word(at).trim_end_matches(['²', '³']);
    let end = reading.start(at) + name.len();
    let power = match reading.text[end..].chars().next() {
        Some('²') => "2",
        Some('³') => "3",
        _ => return None,
    };
    let unit = units::unit(name, true).filter(|_| reading.is_near(at))?;
    Some((format!("{unit}{power}"), end + '²'.len_utf8()))
}

/// A length with what makes a speed of it: "km/h", "miles per hour", "kilometres an hour".
fn per_hour(reading: &Reading<'_, '_>, unit: String, next: usize) -> (String, usize, usize) {
    let end = reading.end(next - 1);
    let is_length = matches!(unit.as_str(), "km" | "mi" | "m" | "ft");
    if !is_length {
        return (unit, end, next);
    }
    let time = |at: usize| match reading.raw(at) {
        "h" | "hour" | "hr" => Some("h"),
        "s" | "second" | "sec" => Some("s"),
        _ => None,
    };
    let behind_slash = (reading.sign(next) == "/").then(|| time(next)).flatten();
    let is_per = reading.is_joined(next) && reading.is_any(next, &["per", "an", "a"]);
    let in_words = (is_per && reading.is_joined(next + 1))
        .then(|| time(next + 1))
        .flatten();
    match (behind_slash, in_words) {
        (Some(time), _) => (format!("{unit}/{time}"), reading.end(next), next + 1),
        (_, Some(time)) => (format!("{unit}/{time}"), reading.end(next + 1), next + 2),
        _ => (unit, end, next),
    }
}

/// Words before a number that make it a name's and no count.
const NAMED_BY_NUMBER: &[&str] = &[
    "flight",
    "route",
    "highway",
    "boeing",
    "airbus",
    "section",
    "chapter",
    "article",
    "page",
    "pages",
    "no",
    "category",
    "phase",
    "stage",
    "type",
    "episode",
    "gate",
    "terminal",
    "exit",
    "channel",
    "version",
    "windows",
    "figure",
    "table",
    "resolution",
    "room",
    "volume",
    "interstate",
    "psalm",
];

/// Persons whom even "one" counts.
const COUNTED_BY_ONE: &[&str] = &[
    "person",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "soldier",
    "officer",
    "policeman",
    "civilian",
    "dead",
    "killed",
    "injured",
    "wounded",
    "missing",
    "death",
    "injury",
];

fn cardinal(reading: &Reading<'_, '_>, at: usize, figure: &Figure<'_>) -> Option<Found> {
    let next = figure.next;
    let is_metres = figure.scaled && figure.letters.is_empty() && ends_in_m(reading, next - 1);
    if !figure.letters.is_empty() || !ends_free(reading, next) {
        return None;
    }
    if is_metres && !counts_by_m(reading, next) {
        return metres(reading, figure);
    }
    if figure.is_lone_one && !(reading.is_joined(next) && reading.is_any(next, COUNTED_BY_ONE)) {
        return None;
    }
    let is_name = !figure.in_words
        && figure.is_plain()
        && at > 0
        && (reading.is_joined(at) || reading.gap(at) == ". ")
        && reading.is_any(at - 1, NAMED_BY_NUMBER);
    if is_name || is_address(reading, figure) || is_reference(reading, at, next) {
        return None;
    }
    let mut one = found(figure, figure.end(reading), next, Label::CARDINAL);
    one.name = figure.form(|number| number.to_string());
    one.value = Some(figure.value(None));
    Some(one)
}

/// The number of a note: "He fled.[12]"
fn is_reference(reading: &Reading<'_, '_>, at: usize, next: usize) -> bool {
    next == at + 1
        && reading.gap(at).ends_with('[')
        && reading.gap(next).starts_with(']')
        && reading.raw(at).len() <= 3
}

/// What the name of a street ends in.
const STREETS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "boulevard",
    "blvd",
    "drive",
    "lane",
    "square",
    "terrace",
];

/// The number of a house: "10 Downing Street".
fn is_address(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> bool {
    let next = figure.next;
    let is_number = !figure.in_words && figure.is_plain() && !figure.scaled;
    let names = (next..next + 4)
        .take_while(|&at| reading.is_joined(at) && reading.is_capitalised(at))
        .skip(1);
    is_number && names.into_iter().any(|at| reading.is_any(at, STREETS))
}

fn ends_in_m(reading: &Reading<'_, '_>, at: usize) -> bool {
    reading.lex(at) == Lex::Digits && reading.word(at).ends_with(['m', 'M', 'b', 'B'])
}

/// "5m people" are millions; "5m" alone may be anything.
fn counts_by_m(reading: &Reading<'_, '_>, next: usize) -> bool {
    let word = reading.raw(next);
    reading.is_joined(next)
        && (word == "people" || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

fn metres(reading: &Reading<'_, '_>, figure: &Figure<'_>) -> Option<Found> {
    let next = figure.next;
    let is_length = [
        "tall", "wide", "long", "deep", "high", "away", "from", "race", "sprint", "final",
    ];
    let word = reading.word(next - 1);
    if !reading.is_joined(next) || !reading.is_any(next, &is_length) || !word.ends_with('m') {
        return None;
    }
    let (number, _) = super::number::figure(word)?;
    let mut one = found(figure, reading.end(next - 1), next, Label::QUANTITY);
    one.name = format!("{}{number} m", figure.bound.sign());
    let (low, high) = figure.bound.ends(number.value());
    one.value = Some(Value::Amount {
        low,
        best: number.value(),
        high,
        unit: Some("m".into()),
    });
    figure.high.is_none().then_some(one)
}

/// True where no mark joins the number to what stands behind it.
fn ends_free(reading: &Reading<'_, '_>, next: usize) -> bool {
    let gap = reading.gap(next);
    let is_tight = next < reading.len() && gap.chars().count() == 1;
    match gap.chars().next() {
        Some('/' | ':' | '\\' | '_' | '@' | '&' | '=' | '^' | '~') => !is_tight,
        Some('°' | '′') => false,
        // "12-34-56" and other codes.
        Some('-') => !(is_tight && reading.lex(next) == Lex::Digits),
        None => next >= reading.len(),
        _ => true,
    }
}
