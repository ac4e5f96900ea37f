//! What numbers measure: percent, money, lengths of time, ages, quantities; or nothing, and then they count.

use super::amount::{Bound, Figure, figure_at, qualifier};
use super::lexicon::{Lex, TimeUnit};
use super::number::{Number, plain_digits};
use super::reading::Reading;
use super::{Context, Found, currency, units};
use crate::entities::{Label, Value};
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
    let gap = reading.gap(next);
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
    let mut one = found(figure, reading.end(next - 1), next, Label::MONEY);
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
    if let Some((end, code)) = currency::sign_behind(reading.gap(next)) {
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
        && unit.starts_with('°')
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
    let gap = reading.gap(next);
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
    if !reading.is_near(next) {
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
    if reading.are(next, &["basis", "points"]) {
        return Some(("bp".into(), reading.end(next + 1), next + 2));
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
    let behind_slash = (reading.gap(next) == "/").then(|| time(next)).flatten();
    let in_words = (reading.is_joined(next) && reading.is_any(next, &["per", "an", "a"]))
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
    if is_name {
        return None;
    }
    let mut one = found(figure, reading.end(next - 1), next, Label::CARDINAL);
    one.name = figure.form(|number| number.to_string());
    one.value = Some(figure.value(None));
    Some(one)
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

/// "almost half", "two-thirds of", "a quarter of": shares of a whole.
pub(super) fn fraction(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let qualified = qualifier(reading, at);
    let (bound, from) = qualified.unwrap_or((Bound::Exact, at));
    if from > at && !reading.is_joined(from) {
        return None;
    }
    let ((part, whole), next) = half(reading, from, qualified.is_some())
        .or_else(|| parts(reading, from, qualified.is_some()))?;
    let mut one = Found::new(reading.span(at, next), next, Label::CARDINAL);
    one.name = format!("{}{part}/{whole}", bound.sign());
    let best = f64::from(part) / f64::from(whole);
    let (low, high) = bound.ends(best);
    one.value = Some(Value::Amount {
        low,
        best,
        high,
        unit: None,
    });
    Some(one)
}

fn half(reading: &Reading<'_, '_>, at: usize, is_qualified: bool) -> Option<((u32, u32), usize)> {
    if !reading.is(at, "half") || at > 0 && reading.is_hyphened(at) || reading.is_hyphened(at + 1) {
        return None;
    }
    let next = at + 1;
    let of_whole = reading.is_joined(next)
        && reading.is_any(next, &["of", "the", "its", "their", "his", "her"]);
    let is_part = reading.follows(at, &["first", "second", "other", "latter", "third"]);
    ((of_whole || is_qualified) && !is_part).then_some(((1, 2), next))
}

/// "two-thirds", "three quarters", "a third of", "one fifth".
fn parts(reading: &Reading<'_, '_>, at: usize, is_qualified: bool) -> Option<((u32, u32), usize)> {
    let one = reading.is_any(at, &["a", "one"]);
    let part = match reading.lex(at) {
        _ if one => 1,
        Lex::Small(part) if part < 20 => part,
        _ => return None,
    };
    let next = at + 1;
    if !reading.is_near(next) {
        return None;
    }
    let word = reading.raw(next);
    let singular = if part == 1 {
        word
    } else {
        word.strip_suffix('s')?
    };
    let whole = if singular.eq_ignore_ascii_case("quarter") {
        4
    } else {
        match super::lexicon::lex(singular) {
            Lex::Ordinal(whole @ 3..=20) => whole,
            _ => return None,
        }
    };
    let of = reading.is_joined(next + 1) && reading.is(next + 1, "of");
    // "a third man" and "one quarter" of a year are no shares.
    let is_share = part > 1
        || of
        || (is_qualified || reading.is(at, "one")) && whole != 4 && !reading.is_joined(next + 1);
    (part < whole && is_share).then_some(((part, whole), next + 1))
}

/// "21st", "the third attack", "the twenty-first"; "second" only as "the second attack".
pub(super) fn ordinal(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let (number, next) =
        ordinal_in_digits(reading, at).or_else(|| ordinal_in_words(reading, at))?;
    let mut one = Found::new(reading.span(at, next), next, Label::ORDINAL);
    one.name = ordinal_form(number);
    one.value = Some(Value::exact(Number::whole(number).value(), None));
    Some(one)
}

fn ordinal_form(number: u64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The number of a word such as "21st".
pub(super) fn ordinal_digits(word: &str) -> Option<i64> {
    let digits = word
        .len()
        .checked_sub(2)
        .filter(|&n| word.is_char_boundary(n))?;
    let (number, ending) = word.split_at(digits);
    let is_ending = ["st", "nd", "rd", "th"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending));
    is_ending.then(|| plain_digits(number)).flatten()
}

fn ordinal_in_digits(reading: &Reading<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let number = ordinal_digits(reading.word(at))?;
    super::number::stands_free(reading, at).then_some((number.unsigned_abs(), at + 1))
}

/// Words that stand before a noun with an ordinal.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "every",
    "each", "for", "very", "only", "no",
];

/// Words that do not begin what an ordinal counts.
const NO_NOUNS: &[&str] = &[
    "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "before", "after",
    "later", "ago", "but", "as", "that", "when", "which", "is", "was", "he", "she", "it", "they",
    "i", "we", "you", "hand", "lady",
];

fn ordinal_in_words(reading: &Reading<'_, '_>, at: usize) -> Option<(u64, usize)> {
    if at > 0 && reading.gap(at).is_empty() {
        return None;
    }
    if let Lex::Tens(tens) = reading.lex(at) {
        let Lex::Ordinal(small @ 1..10) = reading.lex(at + 1) else {
            return None;
        };
        return reading
            .is_near(at + 1)
            .then(|| ((tens + small).into(), at + 2));
    }
    let Lex::Ordinal(number) = reading.lex(at) else {
        return None;
    };
    let next = at + 1;
    let is_owned = reading.follows(at, DETERMINERS)
        || at > 0 && reading.is_possessive(at - 1) && super::reading::is_blank(reading.gap(at));
    let has_noun = reading.is_near(next) && !reading.is_any(next, NO_NOUNS);
    let is_counted = match number {
        1 => is_owned && (has_noun || reading.is(at - 1, "the")),
        // "a second" is a length of time, "a second time" means again.
        2 => is_owned && has_noun && !reading.is_hyphened(next) && !reading.is(at - 1, "a"),
        _ => !reading.raw(at).ends_with('s'),
    };
    is_counted.then_some((number.into(), next))
}

/// The unit of time that a word names, beside a number.
pub(super) fn time_unit(reading: &Reading<'_, '_>, at: usize) -> Option<TimeUnit> {
    reading
        .is_near(at)
        .then(|| TimeUnit::of(reading.word(at)))
        .flatten()
}
