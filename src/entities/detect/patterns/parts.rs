//! Parts of a whole and places in an order: "two-thirds", "almost half", "the third attack".

use super::amount::{Bound, qualifier};
use super::lexicon::{Lex, TimeUnit};
use super::number::{Number, plain_digits, stands_free};
use super::reading::Reading;
use super::{Found, units};
use crate::entities::mentions::{Label, Value};

/// "almost half", "two-thirds of", "a quarter of": shares of a whole.
pub(super) fn fraction(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let qualified = qualifier(reading, at);
    let (bound, from) = qualified.unwrap_or((Bound::Exact, at));
    if from > at && !reading.is_joined(from) {
        return None;
    }
    let is_qualified = qualified.is_some();
    let ((part, whole), next) = half(reading, from, is_qualified)
        .or_else(|| parts(reading, from, is_qualified))
        .or_else(|| with_slash(reading, from, is_qualified))
        .or_else(|| one_in(reading, from))?;
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

/// "2/3 of", "about 1/4": a day and a month look the same, so a qualifier or a whole must tell.
fn with_slash(
    reading: &Reading<'_, '_>,
    at: usize,
    is_qualified: bool,
) -> Option<((u32, u32), usize)> {
    let next = at + 2;
    if reading.sign(at + 1) != "/" || !stands_free(reading, at) {
        return None;
    }
    let part = small_digits(reading.word(at))?;
    let whole =
        small_digits(reading.word(at + 1)).filter(|whole| matches!(whole, 2..=5 | 8 | 10))?;
    let of = reading.is_joined(next) && reading.is(next, "of");
    let is_whole = !reading.sign(next).starts_with('/') && (is_qualified || of);
    (part < whole && is_whole).then_some(((part, whole), next))
}

/// "one in five children", "1 in 10", "three out of four": never "one in five years".
fn one_in(reading: &Reading<'_, '_>, at: usize) -> Option<((u32, u32), usize)> {
    let out_of = reading.is_joined(at + 1) && reading.are(at + 1, &["out", "of"]);
    let from = at + if out_of { 3 } else { 2 };
    let is_in = out_of || reading.is_joined(at + 1) && reading.is(at + 1, "in");
    if !is_in || !reading.is_joined(from) || !(at == 0 || stands_free(reading, at)) {
        return None;
    }
    let part = small(reading, at)?;
    let whole = small(reading, from).filter(|&whole| whole > part)?;
    let next = from + 1;
    let is_round = part == 1 || out_of || matches!(whole, 5 | 10 | 100);
    let is_longer = reading.is_near(next)
        && (TimeUnit::of(reading.word(next)).is_some()
            || units::unit(reading.word(next), false).is_some()
            || !matches!(reading.lex(next), Lex::Plain | Lex::Key(_)));
    let is_free = !reading.sign(next).starts_with(['%', '/', ':', '°', '+']);
    (is_round && is_free && !is_longer).then_some(((part, whole), next))
}

/// A number of at most three digits, or one word.
fn small(reading: &Reading<'_, '_>, at: usize) -> Option<u32> {
    match reading.lex(at) {
        Lex::Small(number) | Lex::Tens(number) => Some(number),
        Lex::Digits => small_digits(reading.raw(at)),
        _ => None,
    }
}

fn small_digits(word: &str) -> Option<u32> {
    let number = plain_digits(word).filter(|_| word.len() <= 3 && !word.starts_with('0'))?;
    number.try_into().ok()
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
    stands_free(reading, at).then_some((number.unsigned_abs(), at + 1))
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
