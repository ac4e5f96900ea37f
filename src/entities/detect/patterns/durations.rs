//! Durations, ages, and dates given as a duration ago.

use super::amount::{Amount, Bound, amount_at};
use super::calendar::{self, Period};
use super::lexicon::{TimeUnit, WordClass};
use super::number::{Number, plain_digits};
use super::parse::{Context, Parse};
use super::tokens::TokenView;
use super::{clause, leaning};
use crate::entities::mentions::{Basis, Label};
use crate::span::Span;

/// The maximum age of a person.
const MAX_AGE: i64 = 119;

/// Parses the unit of time after an amount: a duration, an age or a date in the past.
pub(super) fn duration(context: &Context<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let tokens = &context.tokens;
    let (amount, unit, next) = with_unit(tokens, amount)?;
    if let Some(age) = age(tokens, &amount, unit, next) {
        return Some(age);
    }
    if tokens.after_space(next) && tokens.is(next, "ago") {
        return Some(ago(context, &amount, unit, next));
    }
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    if let Some(is_later) = clause::direction(tokens, next).filter(|_| !is_short) {
        return Some(leaning::shifted(context, &amount, unit, next, is_later));
    }
    // "one day" means some day.
    if amount.is_lone_one && !tokens.after_hyphen(next - 1) && unit == TimeUnit::Day {
        return None;
    }
    Some(compound_duration(tokens, &amount, unit, next))
}

/// Returns the complete amount ("two and a half"), its unit and the index of the next token.
fn with_unit<'t>(
    tokens: &TokenView<'_, 't>,
    amount: &Amount<'t>,
) -> Option<(Amount<'t>, TimeUnit, usize)> {
    let next = amount.next;
    if !amount.letters.is_empty() {
        let is_long = amount.letters.len() > 2;
        let unit = TimeUnit::of(amount.letters).filter(|_| is_long || amount.letters == "hr")?;
        return Some((*amount, unit, next));
    }
    let unit = TimeUnit::of(tokens.word(next)).filter(|_| amount.is_before_unit(tokens))?;
    // "the 2 second places".
    let is_word = tokens.is(next, "second") && !tokens.after_hyphen(next) && !amount.is_lone_one;
    (!is_word).then_some((*amount, unit, next + 1))
}

/// Formats a duration in ISO 8601.
pub(super) fn iso_duration(number: Number, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Second => format!("PT{number}S"),
        TimeUnit::Minute => format!("PT{number}M"),
        TimeUnit::Hour => format!("PT{number}H"),
        TimeUnit::Day => format!("P{number}D"),
        TimeUnit::Week => format!("P{number}W"),
        TimeUnit::Month => format!("P{number}M"),
        TimeUnit::Year => format!("P{number}Y"),
        TimeUnit::Decade => format!("P{}Y", number.times_scale(10)),
        TimeUnit::Century => format!("P{}Y", number.times_scale(100)),
    }
}

/// Converts decades and centuries to years.
fn in_years<'t>(amount: &Amount<'t>, unit: TimeUnit) -> Amount<'t> {
    let factor = match unit {
        TimeUnit::Decade => 10,
        TimeUnit::Century => 100,
        _ => 1,
    };
    Amount {
        low: amount.low.times_scale(factor),
        high: amount.high.map(|high| high.times_scale(factor)),
        ..*amount
    }
}

/// Builds the parse of a duration, including a smaller one that is added to it: "two hours and 30 minutes".
fn compound_duration(
    tokens: &TokenView<'_, '_>,
    amount: &Amount<'_>,
    unit: TimeUnit,
    next: usize,
) -> Parse {
    let span = Span::new(amount.start, tokens.end(next - 1));
    let mut parse = Parse::new(span, next, Label::DURATION);
    parse.name = amount.normal_form(|number| iso_duration(number, unit));
    parse.value = Some(in_years(amount, unit).value(Some(unit.name().into())));
    add_smaller_part(&mut parse, tokens, amount, unit);
    parse
}

/// Extends a parsed duration by a smaller one; `None` if none follows that can be added.
fn add_smaller_part(
    parse: &mut Parse,
    tokens: &TokenView<'_, '_>,
    amount: &Amount<'_>,
    unit: TimeUnit,
) -> Option<()> {
    let next = parse.next;
    let and = usize::from(tokens.is(next, "and") && tokens.after_space(next));
    if amount.high.is_some() || !tokens.after_space(next + and) {
        return None;
    }
    let (smaller, smaller_unit, end) = smaller_part(tokens, next + and, unit)?;
    let factor = parts_of(unit, smaller_unit)?;
    let (whole, part) = (amount.low.as_integer()?, smaller.low.as_integer()?);
    let sum = whole.checked_mul(factor)?.checked_add(part)?;
    parse.name = format!(
        "{}{}{}",
        amount.bound.prefix(),
        iso_duration(amount.low, unit),
        iso_part(&smaller, smaller_unit)
    );
    let total = amount.map(|_| Number::integer(sum.unsigned_abs()));
    parse.value = Some(total.value(Some(smaller_unit.name().into())));
    parse.span.end = tokens.end(end - 1);
    parse.next = end;
    Some(())
}

fn iso_part(amount: &Amount<'_>, unit: TimeUnit) -> String {
    iso_duration(amount.low, unit)
        .trim_start_matches(['P', 'T'])
        .to_owned()
}

fn smaller_part<'t>(
    tokens: &TokenView<'_, 't>,
    at: usize,
    unit: TimeUnit,
) -> Option<(Amount<'t>, TimeUnit, usize)> {
    let is_number = matches!(
        tokens.class(at),
        WordClass::Digits | WordClass::BelowTwenty(_) | WordClass::Tens(_)
    );
    let amount = is_number.then(|| amount_at(tokens, at)).flatten()?;
    let (amount, small, next) = with_unit(tokens, &amount)?;
    (amount.is_plain() && parts_of(unit, small).is_some()).then_some((amount, small, next))
}

/// Returns how many of a smaller unit make a larger one, if that is constant and ISO 8601 can combine the two.
fn parts_of(unit: TimeUnit, part: TimeUnit) -> Option<i64> {
    match (unit, part) {
        (TimeUnit::Year, TimeUnit::Month) => Some(12),
        (TimeUnit::Hour, TimeUnit::Minute) | (TimeUnit::Minute, TimeUnit::Second) => Some(60),
        _ => None,
    }
}

/// Builds the parse of "two weeks ago", with the precision of its unit.
fn ago(context: &Context<'_, '_>, amount: &Amount<'_>, unit: TimeUnit, last: usize) -> Parse {
    let tokens = &context.tokens;
    let span = Span::new(amount.start, tokens.end(last));
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let label = if is_short { Label::TIME } else { Label::DATE };
    let mut parse = Parse::new(span, last + 1, label);
    if is_short {
        parse.name = amount.normal_form(|number| format!("-{}", iso_duration(number, unit)));
        return parse;
    }
    let is_near = matches!(amount.bound, Bound::Exact | Bound::About | Bound::Nearly);
    let n = amount
        .low
        .as_integer()
        .filter(|_| is_near && amount.high.is_none());
    let period = n
        .zip(context.date)
        .and_then(|(n, date)| Period::around(date, unit, n.checked_neg()?));
    calendar::set_period(&mut parse, tokens, period, amount.bound.prefix());
    parse
}

/// Parses "a year ago", "half an hour" and "an hour and a half".
pub(super) fn with_article(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if tokens.is(at, "half") {
        let has_article = tokens.is_any(at + 1, &["a", "an"]) && tokens.after_space(at + 1);
        let unit = time_unit(tokens, at + 2).filter(|_| has_article)?;
        return Some(plain_duration(tokens, at, at + 3, Number::half(), unit));
    }
    if !tokens.is_any(at, &["a", "an"]) || !tokens.after_space(at + 1) {
        return None;
    }
    let unit = TimeUnit::of(tokens.word(at + 1)).filter(|_| !tokens.raw(at + 1).ends_with('s'))?;
    if tokens.after_space(at + 2) && tokens.matches(at + 2, &["and", "a", "half"]) {
        let number = Number::integer(1).plus_half()?;
        return Some(plain_duration(tokens, at, at + 5, number, unit));
    }
    let amount = plain_amount(tokens.start(at), at + 2, 1);
    if tokens.after_space(at + 2) && tokens.is(at + 2, "ago") {
        return Some(ago(context, &amount, unit, at + 2));
    }
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    if let Some(is_later) = clause::direction(tokens, at + 2).filter(|_| !is_short) {
        return Some(leaning::shifted(context, &amount, unit, at + 2, is_later));
    }
    let is_length = tokens.follows(at, &["for", "within"])
        && !matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Day)
        && !tokens.after_hyphen(at + 2);
    is_length.then(|| plain_duration(tokens, at, at + 2, Number::integer(1), unit))
}

fn plain_amount(start: usize, next: usize, number: u64) -> Amount<'static> {
    Amount {
        start,
        next,
        tail: 0,
        bound: Bound::Exact,
        low: Number::integer(number),
        high: None,
        currency: None,
        letters: "",
        scaled: false,
        is_lone_one: false,
        in_words: true,
        is_percent: false,
        basis: Basis::Written,
        plain_low: None,
        end_of_change: None,
    }
}

fn plain_duration(
    tokens: &TokenView<'_, '_>,
    at: usize,
    next: usize,
    number: Number,
    unit: TimeUnit,
) -> Parse {
    let amount = Amount {
        low: number,
        ..plain_amount(tokens.start(at), next, 0)
    };
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DURATION);
    parse.name = iso_duration(number, unit);
    parse.value = Some(in_years(&amount, unit).value(Some(unit.name().into())));
    parse
}

/// Parses "35-year-old", "six months old" and "35 years of age".
fn age(
    tokens: &TokenView<'_, '_>,
    amount: &Amount<'_>,
    unit: TimeUnit,
    next: usize,
) -> Option<Parse> {
    let end = if tokens.after_space_or_hyphen(next) && tokens.is_any(next, &["old", "olds"]) {
        next + 1
    } else if tokens.after_space(next) && tokens.matches(next, &["of", "age"]) {
        next + 2
    } else {
        return None;
    };
    let span = Span::new(amount.start, tokens.end(end - 1));
    Some(age_of(&in_years(amount, unit), unit.name(), span, end))
}

fn age_of(amount: &Amount<'_>, unit: &'static str, span: Span, next: usize) -> Parse {
    let mut parse = Parse::new(span, next, Label::AGE);
    parse.name = amount.normal_form(|number| number.to_string());
    if unit != "year" {
        parse.name = format!("{} {unit}", parse.name);
    }
    parse.value = Some(amount.value(Some(unit.into())));
    parse
}

/// Parses "aged 35", "aged between 18 and 25" and "age of 35".
pub(super) fn aged(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    if !tokens.is_any(at, &["aged", "age"]) {
        return None;
    }
    let of =
        usize::from(tokens.is(at, "age") && tokens.is(at + 1, "of") && tokens.after_space(at + 1));
    let from = at + 1 + of;
    let amount = tokens
        .after_space(from)
        .then(|| amount_at(tokens, from))
        .flatten()?;
    let is_age = |number: Number| number.as_integer().is_some_and(|age| age <= MAX_AGE);
    let is_plain_number =
        amount.letters.is_empty() && amount.currency.is_none() && amount.high.is_none_or(is_age);
    let unit = time_unit(tokens, amount.next);
    let (unit, next) = match unit {
        Some(unit) => (unit.name(), amount.next + 1),
        None => ("year", amount.next),
    };
    let span = tokens.span(at, next);
    (is_age(amount.low) && is_plain_number).then(|| age_of(&amount, unit, span, next))
}

/// Persons whose age may follow: "a nurse, 43, said", "a boy of eight".
const PERSONS: &[&str] = &[
    "boy",
    "girl",
    "man",
    "woman",
    "child",
    "baby",
    "toddler",
    "teenager",
    "brother",
    "sister",
    "mother",
    "father",
    "son",
    "daughter",
    "wife",
    "husband",
    "nurse",
    "doctor",
    "teacher",
    "farmer",
    "driver",
    "suspect",
    "victim",
    "resident",
    "worker",
    "rescuer",
    "winner",
    "student",
    "player",
    "actor",
    "actress",
    "singer",
    "author",
    "widow",
    "grandmother",
    "grandfather",
    "uncle",
    "aunt",
    "cousin",
    "pensioner",
    "activist",
    "lawyer",
    "pilot",
    "soldier",
    "officer",
    "guard",
    "shopkeeper",
    "engineer",
    "mechanic",
    "fisherman",
    "builder",
    "cook",
    "defendant",
    "gunman",
    "attacker",
    "passenger",
    "survivor",
    "witness",
    "striker",
    "midfielder",
    "defender",
    "goalkeeper",
    "politician",
    "businessman",
    "cleric",
];

/// Words after an age between commas: "a financier, 61, accused of theft".
const AFTER_AGES: &[&str] = &[
    "who",
    "whose",
    "said",
    "says",
    "told",
    "was",
    "is",
    "has",
    "had",
    "died",
    "accused",
    "charged",
    "convicted",
    "suffered",
    "admitted",
    "denied",
    "pleaded",
    "wept",
    "won",
];

/// Parses the age of a person who is not named: "a rescuer, 43, said", "his sister, six, ...", "a boy of eight".
pub(super) fn age_of_person(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let age = match tokens.class(at) {
        WordClass::Digits => plain_digits(tokens.raw(at))?,
        WordClass::BelowTwenty(age) => i64::from(age),
        _ => return None,
    };
    let person = at.checked_sub(1)?;
    let after = tokens.text_before(at + 1);
    let ends = after.starts_with([',', '.', ';']) || at + 1 >= tokens.len();
    let is_between = tokens.text_before(at) == ", " && after.starts_with(", ");
    let is_noun = || {
        let noun = tokens.raw(person);
        noun.len() > 3
            && noun.bytes().all(|byte| byte.is_ascii_lowercase())
            && tokens.class(person) == WordClass::Other
    };
    let is_told =
        is_between && (10..=99).contains(&age) && tokens.is_any(at + 1, AFTER_AGES) && is_noun();
    let between_commas =
        is_told || tokens.text_before(at) == ", " && ends && tokens.is_any(person, PERSONS);
    let after_of = tokens.is(person, "of")
        && person > 0
        && tokens.is_any(person - 1, PERSONS)
        && tokens.after_space(at)
        && (ends || tokens.is_any(at + 1, &["and", "who", "was", "were", "from", "with"]));
    let is_age = (1..=MAX_AGE).contains(&age) && tokens.class(at + 1) != WordClass::Digits;
    let amount = plain_amount(tokens.start(at), at + 1, age.unsigned_abs());
    (is_age && (between_commas || after_of))
        .then(|| age_of(&amount, "year", tokens.span(at, at + 1), at + 1))
}

/// Parses an age between commas after a name ("Maria Lopez, 35, said") or at the end ("and Maria Lopez, 35.").
pub(super) fn age_between_commas(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let after = tokens.text_before(at + 1);
    let full_name = || {
        at > 1
            && tokens.after_space(at - 1)
            && tokens.class(at - 2) == WordClass::Other
            && tokens.is_capitalised(at - 2)
    };
    let is_between_commas = tokens.text_before(at) == ", "
        && (after.starts_with(", ") || after.starts_with(['.', ';']) && full_name())
        && tokens.is_capitalised(at.checked_sub(1)?)
        && tokens.class(at - 1) == WordClass::Other
        && tokens.class(at + 1) != WordClass::Digits;
    let age = plain_digits(tokens.raw(at))
        .filter(|age| is_between_commas && (1..=MAX_AGE).contains(age))?;
    let amount = plain_amount(tokens.start(at), at + 1, age.unsigned_abs());
    Some(age_of(&amount, "year", tokens.span(at, at + 1), at + 1))
}

/// Parses "in his 30s" and "in her mid-40s".
pub(super) fn age_decade(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let tens = plain_digits(tokens.raw(at).strip_suffix('s')?)?;
    let part = tokens.follows(at, &["early", "mid", "late"]);
    let first = at - usize::from(part);
    let is_age = (10..=90).contains(&tens)
        && tens % 10 == 0
        && tokens.follows(first, &["his", "her", "their", "my", "your", "our"]);
    if !is_age {
        return None;
    }
    let amount = Amount {
        high: Some(Number::integer(tens.unsigned_abs() + 9)),
        ..plain_amount(tokens.start(at), at + 1, tens.unsigned_abs())
    };
    Some(age_of(&amount, "year", tokens.span(at, at + 1), at + 1))
}

/// Parses "the past three days" and "the next two weeks": periods that end or begin on the document's date.
pub(super) fn around_document_date(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let is_past = tokens.is_any(at, &["last", "past", "previous"]);
    if !(is_past || tokens.is_any(at, &["next", "coming"])) || !tokens.after_space(at + 1) {
        return None;
    }
    // Not "It may last six weeks."
    let is_supported = tokens.follows(
        at,
        &["the", "these", "this", "his", "her", "its", "their", "our"],
    );
    let amount =
        amount_at(tokens, at + 1).filter(|amount| is_supported && amount.letters.is_empty())?;
    let unit = time_unit(tokens, amount.next)?;
    let is_short = matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let next = amount.next + 1;
    if is_short {
        return None;
    }
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    let n = amount
        .low
        .as_integer()
        .filter(|_| amount.is_plain() && !tokens.is(at, "previous"));
    let period = n.zip(context.date).and_then(|(n, date)| {
        let other = calendar::shifted(date, unit, if is_past { n.checked_neg()? } else { n })?;
        Some(if is_past {
            Period::days(other, date)
        } else {
            Period::days(date, other)
        })
    });
    calendar::set_period(&mut parse, tokens, period, "");
    Some(parse)
}

/// Returns the unit of time that a token next to a number names.
fn time_unit(tokens: &TokenView<'_, '_>, at: usize) -> Option<TimeUnit> {
    tokens
        .after_space_or_hyphen(at)
        .then(|| TimeUnit::of(tokens.word(at)))
        .flatten()
}
