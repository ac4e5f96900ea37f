//! Addresses: of pages, mail, accounts, topics, telephones and places on the globe.

use std::sync::LazyLock;

use regex::Regex;

use super::Found;
use super::number::plain_digits;
use super::reading::Reading;
use crate::entities::mentions::Label;
use crate::span::Span;
use crate::tokens::{TokenKind, address_at, handle_or_hashtag_at};

/// The address that begins with the word at `at`, or with the sign before it.
pub(super) fn address(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let start = reading.start(at);
    let signed = reading.text[..start]
        .bytes()
        .next_back()
        .is_some_and(|sign| matches!(sign, b'@' | b'#'));
    if signed && !reading.gap(at).is_empty() {
        return signed_name(reading, at, start - 1);
    }
    let word = reading.raw(at);
    let behind = reading.text.as_bytes().get(start + word.len()).copied();
    let may_be = matches!(behind, Some(b'@' | b'-' | b'+' | b'%' | b':'))
        || word.contains('.')
        || behind == Some(b'.') && reading.gap(at + 1).len() == 1;
    if !may_be {
        return None;
    }
    let (end, kind) = address_at(reading.text, start, word.len())?;
    let span = Span::new(start, end);
    let said = span.slice(reading.text);
    let (label, name) = match kind {
        TokenKind::Email => (Label::EMAIL, said.to_lowercase()),
        _ => (Label::URL, said.to_owned()),
    };
    Some(named(reading, at, span, label, name))
}

fn named(reading: &Reading<'_, '_>, at: usize, span: Span, label: Label, name: String) -> Found {
    let next = reading.next_from(at, span.end).max(at + 1);
    let mut one = Found::new(span, next, label);
    one.name = name;
    one
}

fn signed_name(reading: &Reading<'_, '_>, at: usize, start: usize) -> Option<Found> {
    let (end, kind) = handle_or_hashtag_at(reading.text, start)?;
    let span = Span::new(start, end);
    let label = match kind {
        TokenKind::Handle => Label::HANDLE,
        _ => Label::HASHTAG,
    };
    let name = span.slice(reading.text).to_lowercase();
    Some(named(reading, at, span, label, name))
}

/// How far a telephone number or a pair of coordinates goes.
const LONGEST: usize = 48;

/// The text from a place on, as far as such a thing goes.
fn ahead<'t>(reading: &Reading<'_, 't>, start: usize) -> &'t str {
    let mut end = (start + LONGEST).min(reading.text.len());
    while !reading.text.is_char_boundary(end) {
        end -= 1;
    }
    &reading.text[start..end]
}

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        // International.
        r"\+[1-9][0-9]{0,2}(?:[ .\-\u{A0}]?\(?[0-9]{1,5}\)?){2,6}",
        // North America.
        r"(?:1[ .-])?\([2-9][0-9]{2}\)[ -]?[0-9]{3}[ .-][0-9]{4}",
        r"(?:1-)?[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        r"[2-9][0-9]{2}\.[2-9][0-9]{2}\.[0-9]{4}",
        // With the nought that many countries dial first.
        r"0[1-9][0-9]{1,3} [0-9]{3,4} [0-9]{3,4}",
    ];
    Regex::new(&format!("^(?:{})", forms.join("|"))).expect("a pattern of our own")
});

/// The telephone number that begins with the word at `at`, or with the sign before it.
pub(super) fn phone(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let place = reading.start(at);
    let gap = reading.gap(at);
    let may_be = gap.ends_with(['+', '(']) || phone_goes_on(reading, at);
    if !may_be {
        return None;
    }
    let start = place - usize::from(gap.ends_with(['+', '(']));
    let before = reading.text[..start].chars().next_back();
    if before
        .is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '-' | '.' | '/' | '+' | '$'))
    {
        return None;
    }
    let text = ahead(reading, start);
    let end = PHONE.find(text)?.end();
    let said = &text[..end];
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let is_whole = !text[end..].starts_with(|next: char| next.is_alphanumeric() || next == '-');
    let name = match (said.as_bytes()[0], digits.len()) {
        (b'+', 8..=15) => format!("+{digits}"),
        (b'0', 10..=11) => digits,
        (b'+' | b'0', _) => return None,
        (_, 11) => format!("+{digits}"),
        _ => format!("+1{digits}"),
    };
    is_whole.then(|| {
        named(
            reading,
            at,
            Span::new(start, start + end),
            Label::PHONE,
            name,
        )
    })
}

/// True where the digits that follow make a number of the forms without a sign.
fn phone_goes_on(reading: &Reading<'_, '_>, at: usize) -> bool {
    let word = reading.raw(at);
    let next = reading.gap(at + 1);
    match word.len() {
        1 => word == "1" && matches!(next, "-" | " (" | "-("),
        3..=5 if word.starts_with('0') => {
            next == " " && plain_digits(reading.raw(at + 1)).is_some()
        }
        3 => next == "-",
        12 => word.as_bytes()[3] == b'.',
        _ => false,
    }
}

static DECIMALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<lat>[0-9]{1,2}\.[0-9]{3,10}) ?°? ?(?P<ns>[NS]\b)?[,;]? ?(?P<minus>[-−])?(?P<lon>[0-9]{1,3}\.[0-9]{3,10})(?: ?°)?(?: ?(?P<ew>[EW])\b)?",
    )
    .expect("a pattern of our own")
});

static DEGREES: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, letters: &str| {
        format!(
            r#"(?P<{name}d>[0-9]{{1,3}}(?:\.[0-9]+)?) ?° ?(?:(?P<{name}m>[0-9]{{1,2}}) ?['′’] ?(?:(?P<{name}s>[0-9]{{1,2}}(?:\.[0-9]+)?) ?(?:["″”]|'') ?)?)?(?P<{name}h>[{letters}])\b"#
        )
    };
    Regex::new(&format!("^{}[,;]? ?{}", part("a", "NS"), part("o", "EW")))
        .expect("a pattern of our own")
});

/// "34.5553, 69.2075", "34°31′N 69°11′E".
pub(super) fn coordinates(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let word = reading.raw(at);
    let has_sign = reading.gap(at + 1).trim_start().starts_with('°');
    let decimals = word.split_once('.').map_or(0, |(_, part)| part.len());
    if !has_sign && decimals < 3
        || !super::number::stands_free(reading, at) && !reading.gap(at).ends_with('-')
    {
        return None;
    }
    let text = ahead(reading, reading.start(at));
    let minus = reading.gap(at).ends_with(['-', '−']);
    let (latitude, longitude, length) = in_degrees(text).or_else(|| in_decimals(text, minus))?;
    let is_on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    let is_whole = !text[length..].starts_with(|next: char| next.is_alphanumeric());
    let mut start = reading.start(at);
    if minus && in_degrees(text).is_none() {
        start -= reading.gap(at).chars().next_back()?.len_utf8();
    }
    let span = Span::new(start, reading.start(at) + length);
    let name = format!("{latitude},{longitude}");
    (is_on_globe && is_whole).then(|| named(reading, at, span, Label::COORDINATES, name))
}

fn in_decimals(text: &str, minus: bool) -> Option<(f64, f64, usize)> {
    let found = DECIMALS.captures(text)?;
    let number = |name: &str| found[name].parse::<f64>().ok();
    let (mut latitude, mut longitude) = (number("lat")?, number("lon")?);
    let is =
        |name: &str, letter: &str| found.name(name).is_some_and(|half| half.as_str() == letter);
    // "3.141 2.718": two numbers in a row are no place without a comma or a letter.
    let whole = found.get(0)?;
    if !whole.as_str().contains([',', ';', 'N', 'S']) {
        return None;
    }
    if minus || is("ns", "S") {
        latitude = -latitude;
    }
    if found.name("minus").is_some() || is("ew", "W") {
        longitude = -longitude;
    }
    Some((latitude, longitude, whole.end()))
}

/// Degrees with five decimals, which are a metre on the ground.
fn in_degrees(text: &str) -> Option<(f64, f64, usize)> {
    let found = DEGREES.captures(text)?;
    let number = |name: String| {
        found
            .name(&name)
            .map_or(Some(0.0), |part| part.as_str().parse::<f64>().ok())
    };
    let angle = |side: &str, negative: &str| {
        let (minutes, seconds) = (number(format!("{side}m"))?, number(format!("{side}s"))?);
        let degrees = number(format!("{side}d"))? + minutes / 60.0 + seconds / 3600.0;
        let rounded = (degrees * 1e5).round() / 1e5;
        let is_negative = &found[format!("{side}h").as_str()] == negative;
        (minutes < 60.0 && seconds < 60.0).then_some(if is_negative { -rounded } else { rounded })
    };
    Some((angle("a", "S")?, angle("o", "W")?, found.get(0)?.end()))
}
