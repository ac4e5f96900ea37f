//! Fractions and ordinals: "two-thirds", "almost half", "the third attack".

use super::amount::{Bound, qualifier};
use super::lexicon::{TimeUnit, WordClass};
use super::number::{Number, has_left_boundary, plain_digits};
use super::parse::Parse;
use super::tokens::TokenView;
use super::units;
use crate::entities::mentions::{Label, Value};

/// Parses a fraction: "almost half", "two-thirds of", "a quarter of".
pub(super) fn fraction(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let qualified = qualifier(tokens, at);
    let (bound, from) = qualified.unwrap_or((Bound::Exact, at));
    if from > at && !tokens.after_space(from) {
        return None;
    }
    let is_qualified = qualified.is_some();
    let ((numerator, denominator), next) = half(tokens, from, is_qualified)
        .or_else(|| in_words(tokens, from, is_qualified))
        .or_else(|| with_slash(tokens, from, is_qualified))
        .or_else(|| one_in(tokens, from))?;
    let mut parse = Parse::new(tokens.span(at, next), next, Label::CARDINAL);
    parse.name = format!("{}{numerator}/{denominator}", bound.prefix());
    let best = f64::from(numerator) / f64::from(denominator);
    let (low, high) = bound.ends(best);
    parse.value = Some(Value::Amount {
        low,
        best,
        high,
        unit: None,
    });
    Some(parse)
}

/// Parses a part of a unit of length, mass or volume: "1/4 inch", "1 1/2 miles", "half a mile", "three-quarters of a mile".
pub(super) fn part_of_unit(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let (number, next) = match tokens.class(at) {
        WordClass::Digits => with_slash_and_whole(tokens, at)?,
        WordClass::Trigger(_) | WordClass::BelowTwenty(_) => part_in_words(tokens, at)?,
        _ => return None,
    };
    if !tokens.after_space_or_hyphen(next) {
        return None;
    }
    let unit = units::unit(tokens.word(next), false)?;
    let mut parse = Parse::new(tokens.span(at, next + 1), next + 1, Label::QUANTITY);
    parse.name = format!("{number} {unit}");
    parse.value = Some(Value::exact(number.to_f64(), Some(unit.into())));
    Some(parse)
}

/// Parses "1/4" and "1 1/2", and returns the index of the token after it.
fn with_slash_and_whole(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Number, usize)> {
    let is_slash = |at: usize| tokens.symbol_before(at + 1) == "/";
    let (whole, from) = if is_slash(at) {
        (0, at)
    } else if tokens.after_space_or_hyphen(at + 1) && is_slash(at + 1) {
        (small_digits(tokens.word(at))?, at + 1)
    } else {
        return None;
    };
    let numerator = small_digits(tokens.word(from))?;
    let denominator = small_digits(tokens.word(from + 1))
        .filter(|denominator| matches!(denominator, 2 | 4 | 8 | 16 | 32 | 64))?;
    let is_fraction = numerator < denominator && has_left_boundary(tokens, at);
    // Sixty-fourths have six decimals.
    let millionths =
        1_000_000 * u64::from(whole) + 1_000_000 * u64::from(numerator) / u64::from(denominator);
    is_fraction.then(|| (Number::millionths(millionths), from + 2))
}

/// Parses "half a", "a quarter of a" and "three-quarters of a" before a unit.
fn part_in_words(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Number, usize)> {
    if tokens.is(at, "half") {
        let is_article = tokens.after_space(at + 1) && tokens.is_any(at + 1, &["a", "an"]);
        return is_article.then(|| (Number::half(), at + 2));
    }
    let quarters = match tokens.class(at) {
        WordClass::BelowTwenty(3) => 3,
        _ if tokens.is_any(at, &["a", "one"]) => 1,
        _ => return None,
    };
    let part = at + 1;
    let is_part =
        tokens.after_space_or_hyphen(part) && tokens.is_any(part, &["quarter", "quarters"]);
    let is_article =
        tokens.matches(part + 1, &["of", "a"]) || tokens.matches(part + 1, &["of", "an"]);
    (is_part && is_article && tokens.after_space(part + 1))
        .then(|| (Number::millionths(250_000 * quarters), part + 3))
}

fn half(tokens: &TokenView<'_, '_>, at: usize, is_qualified: bool) -> Option<((u32, u32), usize)> {
    if !tokens.is(at, "half") || at > 0 && tokens.after_hyphen(at) || tokens.after_hyphen(at + 1) {
        return None;
    }
    let next = at + 1;
    let of_whole = tokens.after_space(next)
        && (tokens.is_any(next, &["of", "the", "its", "their", "his", "her"])
            || tokens.matches(next, &["as", "much"])
            || tokens.matches(next, &["as", "many"]));
    let is_part = tokens.follows(at, &["first", "second", "other", "latter", "third"]);
    ((of_whole || is_qualified) && !is_part).then_some(((1, 2), next))
}

/// Parses a fraction in words: "two-thirds", "three quarters", "a third of", "one fifth".
fn in_words(
    tokens: &TokenView<'_, '_>,
    at: usize,
    is_qualified: bool,
) -> Option<((u32, u32), usize)> {
    let one = tokens.is_any(at, &["a", "one"]);
    let numerator = match tokens.class(at) {
        _ if one => 1,
        WordClass::BelowTwenty(numerator) if numerator < 20 => numerator,
        _ => return None,
    };
    let next = at + 1;
    if !tokens.after_space_or_hyphen(next) {
        return None;
    }
    let word = tokens.raw(next);
    let singular = if numerator == 1 {
        word
    } else {
        word.strip_suffix('s')?
    };
    let denominator = if singular.eq_ignore_ascii_case("quarter") {
        4
    } else {
        match super::lexicon::word_class(singular) {
            WordClass::Ordinal(denominator @ 3..=20) => denominator,
            _ => return None,
        }
    };
    let of = tokens.after_space(next + 1) && tokens.is(next + 1, "of");
    // "a third man" and "one quarter" of a year are not fractions.
    let follows = |words: &[&str]| tokens.after_space(next + 1) && tokens.is_any(next + 1, words);
    let ends = !tokens.after_space(next + 1);
    let is_alone = ends && !tokens.after_hyphen(next + 1)
        || follows(&[
            "since", "on", "this", "last", "more", "less", "fewer", "as", "over", "to", "from",
            "below", "above",
        ]);
    let is_change = tokens.is(at, "a")
        && (tokens.follows(at, &["by"])
            || super::change::is_before_difference(tokens.raw(at.saturating_sub(1))));
    let is_share = numerator > 1
        || of
        || (is_qualified
            || tokens.is(at, "one")
            || is_change
            || follows(&["more", "less", "fewer"]))
            && (denominator != 4 || !ends)
            && is_alone;
    (numerator < denominator && is_share).then_some(((numerator, denominator), next + 1))
}

/// Parses "2/3 of" and "about 1/4". Without "of" or a qualifier it may be a day and a month.
fn with_slash(
    tokens: &TokenView<'_, '_>,
    at: usize,
    is_qualified: bool,
) -> Option<((u32, u32), usize)> {
    let next = at + 2;
    if tokens.symbol_before(at + 1) != "/" || !has_left_boundary(tokens, at) {
        return None;
    }
    let numerator = small_digits(tokens.word(at))?;
    let denominator = small_digits(tokens.word(at + 1))
        .filter(|denominator| matches!(denominator, 2..=5 | 8 | 10))?;
    let of = tokens.after_space(next) && tokens.is(next, "of");
    let is_whole = !tokens.symbol_before(next).starts_with('/') && (is_qualified || of);
    (numerator < denominator && is_whole).then_some(((numerator, denominator), next))
}

/// Parses "one in five children", "1 in 10" and "three out of four", but not "one in five years".
fn one_in(tokens: &TokenView<'_, '_>, at: usize) -> Option<((u32, u32), usize)> {
    let out_of = tokens.after_space(at + 1) && tokens.matches(at + 1, &["out", "of"]);
    let from = at + if out_of { 3 } else { 2 };
    let is_in = out_of || tokens.after_space(at + 1) && tokens.is(at + 1, "in");
    if !is_in || !tokens.after_space(from) || !(at == 0 || has_left_boundary(tokens, at)) {
        return None;
    }
    let numerator = small(tokens, at)?;
    let denominator = small(tokens, from).filter(|&denominator| denominator > numerator)?;
    let next = from + 1;
    let is_round = numerator == 1 || out_of || matches!(denominator, 5 | 10 | 100);
    let is_longer = tokens.after_space_or_hyphen(next)
        && (TimeUnit::of(tokens.word(next)).is_some()
            || units::unit(tokens.word(next), false).is_some()
            || !matches!(tokens.class(next), WordClass::Other | WordClass::Trigger(_))
                && !tokens.raw(next).eq("may"));
    let has_boundary = !tokens
        .symbol_before(next)
        .starts_with(['%', '/', ':', '°', '+']);
    (is_round && has_boundary && !is_longer).then_some(((numerator, denominator), next))
}

/// Parses a number of at most three digits or of one word.
fn small(tokens: &TokenView<'_, '_>, at: usize) -> Option<u32> {
    match tokens.class(at) {
        WordClass::BelowTwenty(number) | WordClass::Tens(number) => Some(number),
        WordClass::Digits => small_digits(tokens.raw(at)),
        _ => None,
    }
}

fn small_digits(word: &str) -> Option<u32> {
    let number = plain_digits(word).filter(|_| word.len() <= 3 && !word.starts_with('0'))?;
    number.try_into().ok()
}

/// Parses "21st", "the third attack" and "the twenty-first"; "second" only before a noun ("the second attack").
pub(super) fn ordinal(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let (number, next) = ordinal_in_digits(tokens, at).or_else(|| ordinal_in_words(tokens, at))?;
    let mut parse = Parse::new(tokens.span(at, next), next, Label::ORDINAL);
    parse.name = normal_ordinal(number);
    parse.value = Some(Value::exact(Number::integer(number).to_f64(), None));
    Some(parse)
}

fn normal_ordinal(number: u64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Returns the number in a token such as "21st".
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

fn ordinal_in_digits(tokens: &TokenView<'_, '_>, at: usize) -> Option<(u64, usize)> {
    let number = ordinal_digits(tokens.word(at))?;
    has_left_boundary(tokens, at).then_some((number.unsigned_abs(), at + 1))
}

/// Determiners before an ordinal.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "every",
    "each", "for", "very", "only", "no",
];

/// Words after an ordinal that are not the noun that it counts.
const NOT_NOUNS: &[&str] = &[
    "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "before", "after",
    "later", "ago", "but", "as", "that", "when", "which", "is", "was", "he", "she", "it", "they",
    "i", "we", "you", "hand", "lady",
];

fn ordinal_in_words(tokens: &TokenView<'_, '_>, at: usize) -> Option<(u64, usize)> {
    if at > 0 && tokens.text_before(at).is_empty() {
        return None;
    }
    if let WordClass::Tens(tens) = tokens.class(at) {
        let WordClass::Ordinal(small @ 1..10) = tokens.class(at + 1) else {
            return None;
        };
        return tokens
            .after_space_or_hyphen(at + 1)
            .then(|| ((tens + small).into(), at + 2));
    }
    let WordClass::Ordinal(number) = tokens.class(at) else {
        return None;
    };
    let next = at + 1;
    let is_owned = tokens.follows(at, DETERMINERS)
        || at > 0
            && tokens.is_possessive(at - 1)
            && super::tokens::is_blank(tokens.text_before(at));
    let has_noun = tokens.after_space_or_hyphen(next) && !tokens.is_any(next, NOT_NOUNS);
    let is_counted = match number {
        1 => is_owned && (has_noun || tokens.is(at - 1, "the")),
        // "a second" is a duration, and "a second time" means again.
        2 => is_owned && has_noun && !tokens.after_hyphen(next) && !tokens.is(at - 1, "a"),
        _ => !tokens.raw(at).ends_with('s'),
    };
    is_counted.then_some((number.into(), next))
}
