//! URLs, email addresses, handles, hashtags, phone numbers and coordinates.

use std::sync::LazyLock;

use memchr::{Memchr, memchr_iter};
use regex::{Captures, Regex};

use super::number::plain_digits;
use super::parse::Parse;
use super::tokens::TokenView;
use crate::entities::mentions::Label;
use crate::span::Span;
use crate::tokens::{TokenKind, address_at, handle_or_hashtag_at};

/// Parses the address that begins with the token at `at` or with the symbol before it.
pub(super) fn address(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    if !may_begin(tokens, at) {
        return None;
    }
    let start = tokens.start(at);
    let after_symbol = tokens.text[..start].ends_with(['@', '#']);
    if after_symbol && !tokens.text_before(at).is_empty() {
        return handle_or_hashtag(tokens, at, start - 1);
    }
    let word = tokens.raw(at);
    let (end, kind) = address_at(tokens.text, start, word.len())?;
    let span = Span::new(start, end);
    let surface = span.slice(tokens.text);
    let (label, name) = match kind {
        TokenKind::Email => (Label::EMAIL, surface.to_lowercase()),
        _ => (Label::URL, surface.to_owned()),
    };
    Some(named(tokens, at, span, label, name))
}

/// True if the bytes around the token at `at` are those of an address: nearly no other token passes.
pub(super) fn may_begin(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let (bytes, span) = (tokens.text.as_bytes(), tokens.raw_span(at));
    let before = span.start.checked_sub(1).map(|before| bytes[before]);
    let after_symbol = matches!(before, Some(b'@' | b'#')) && !tokens.text_before(at).is_empty();
    after_symbol
        || match bytes.get(span.end) {
            Some(b'@' | b':') => true,
            Some(b'-' | b'+' | b'%') => goes_on(&bytes[span.start..]),
            Some(b'.') if tokens.text_before(at + 1).len() == 1 => true,
            _ => bytes[span.start..span.end].contains(&b'.'),
        }
}

/// False if what is written without a space at the beginning of a text has no sign of an address, as in "well-known".
fn goes_on(text: &[u8]) -> bool {
    const MOST_BYTES: usize = 1 << 8;
    let mut bytes = text.iter().take(MOST_BYTES);
    let first = bytes.find(|byte| matches!(byte, b'.' | b'@' | b':') || byte.is_ascii_whitespace());
    first.map_or(text.len() > MOST_BYTES, |byte| !byte.is_ascii_whitespace())
}

/// Rules out, one after the other, the tokens that no address begins with.
pub(super) struct Candidates<'t> {
    bytes: &'t [u8],
    full_stops: Memchr<'t>,
    /// The first full stop that no token before has.
    full_stop: usize,
}

impl<'t> Candidates<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            full_stops: memchr_iter(b'.', text.as_bytes()),
            full_stop: 0,
        }
    }

    /// False if no address begins with the token at `span`, which is after those asked for before.
    #[inline]
    pub(super) fn has(&mut self, span: Span) -> bool {
        while self.full_stop < span.start {
            self.full_stop = self.full_stops.next().unwrap_or(usize::MAX);
        }
        let before = span.start.checked_sub(1).map(|before| self.bytes[before]);
        let after = self.bytes.get(span.end);
        self.full_stop <= span.end
            || matches!(before, Some(b'@' | b'#'))
            || matches!(after, Some(b'@' | b'-' | b'+' | b'%' | b':'))
    }
}

fn named(tokens: &TokenView<'_, '_>, at: usize, span: Span, label: Label, name: String) -> Parse {
    let next = tokens.next_from(at, span.end).max(at + 1);
    let mut parse = Parse::new(span, next, label);
    parse.name = name;
    parse
}

fn handle_or_hashtag(tokens: &TokenView<'_, '_>, at: usize, start: usize) -> Option<Parse> {
    let (end, kind) = handle_or_hashtag_at(tokens.text, start)?;
    let span = Span::new(start, end);
    let label = match kind {
        TokenKind::Handle => Label::HANDLE,
        _ => Label::HASHTAG,
    };
    let name = span.slice(tokens.text).to_lowercase();
    Some(named(tokens, at, span, label, name))
}

/// The maximum length of a phone number or a pair of coordinates, in bytes.
const MAX_LEN: usize = 96;

/// Returns the text from `start` on, up to the maximum length.
fn text_from<'t>(tokens: &TokenView<'_, 't>, start: usize) -> &'t str {
    let mut end = (start + MAX_LEN).min(tokens.text.len());
    while !tokens.text.is_char_boundary(end) {
        end -= 1;
    }
    &tokens.text[start..end]
}

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    let formats = [
        // International.
        r"\+[1-9][0-9]{0,2}(?:[ .\-\u{A0}]?\(?[0-9]{1,5}\)?){2,6}",
        // North America.
        r"(?:1[ .-])?\([2-9][0-9]{2}\)[ -]?[0-9]{3}[ .-][0-9]{4}",
        r"(?:1-)?[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}",
        r"[2-9][0-9]{2}\.[2-9][0-9]{2}\.[0-9]{4}",
        // With the trunk prefix 0 of many countries.
        r"0[1-9][0-9]{1,3} [0-9]{3,4} [0-9]{3,4}",
    ];
    Regex::new(&format!("^(?:{})", formats.join("|"))).expect("the pattern is valid")
});

/// Parses the phone number that begins with the token at `at` or with the symbol before it.
pub(super) fn phone(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let offset = tokens.start(at);
    let between = tokens.text_before(at);
    let is_candidate = between.ends_with(['+', '(']) || continues_as_phone(tokens, at);
    if !is_candidate {
        return None;
    }
    let start = offset - usize::from(between.ends_with(['+', '(']));
    let before = tokens.text[..start].chars().next_back();
    if before.is_some_and(|previous| {
        previous.is_alphanumeric() || matches!(previous, '-' | '.' | '/' | '+' | '$')
    }) {
        return None;
    }
    let text = text_from(tokens, start);
    let end = PHONE.find(text)?.end();
    let surface = &text[..end];
    let digits: String = surface.chars().filter(char::is_ascii_digit).collect();
    let is_complete = !text[end..].starts_with(|next: char| next.is_alphanumeric() || next == '-');
    let name = match (surface.as_bytes()[0], digits.len()) {
        (b'+', 8..=15) => format!("+{digits}"),
        (b'0', 10..=11) => digits,
        (b'+' | b'0', _) => return None,
        (_, 11) => format!("+{digits}"),
        _ => format!("+1{digits}"),
    };
    is_complete.then(|| {
        named(
            tokens,
            at,
            Span::new(start, start + end),
            Label::PHONE,
            name,
        )
    })
}

/// True if the following digits can continue a phone number without a leading symbol.
fn continues_as_phone(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let word = tokens.raw(at);
    let next = tokens.text_before(at + 1);
    match word.len() {
        1 => word == "1" && matches!(next, "-" | " (" | "-("),
        3..=5 if word.starts_with('0') => next == " " && plain_digits(tokens.raw(at + 1)).is_some(),
        3 => next == "-",
        12 => word.as_bytes()[3] == b'.',
        _ => false,
    }
}

static DECIMALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<lat>[0-9]{1,2}\.[0-9]{3,10}) ?°? ?(?P<ns>[NS]\b)?[,;]? ?(?P<minus>[-−])?(?P<lon>[0-9]{1,3}\.[0-9]{3,10})(?: ?°)?(?: ?(?P<ew>[EW])\b)?",
    )
    .expect("the pattern is valid")
});

static DEGREES: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, letters: &str| {
        format!(
            r#"(?P<{name}d>[0-9]{{1,3}}(?:\.[0-9]+)?) ?° ?(?:(?P<{name}m>[0-9]{{1,2}}) ?['′’] ?(?:(?P<{name}s>[0-9]{{1,2}}(?:\.[0-9]+)?) ?(?:["″”]|'') ?)?)?(?P<{name}h>[{letters}])\b"#
        )
    };
    Regex::new(&format!("^{}[,;]? ?{}", part("a", "NS"), part("o", "EW")))
        .expect("the pattern is valid")
});

static PREFIXED: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, letters: &str, digits: &str| {
        format!(
            r#"(?P<{name}h>[{letters}]) ?(?P<{name}d>[0-9]{{1,{digits}}}(?:\.[0-9]+)?) ?°? ?(?:(?P<{name}m>[0-9]{{1,2}}(?:\.[0-9]+)?) ?['′’] ?(?:(?P<{name}s>[0-9]{{1,2}}(?:\.[0-9]+)?) ?(?:["″”]|'') ?)?)?"#
        )
    };
    Regex::new(&format!(
        "^{}[,;]? ?{}",
        part("a", "NS", "2"),
        part("o", "EW", "3")
    ))
    .expect("the pattern is valid")
});

/// Degrees and minutes of ships: "46-13.4N 004-26.2E", "1204N 04550E".
static MARINE: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, letters: &str, digits: &str| {
        format!(
            r"(?P<{name}d>[0-9]{{{digits}}})(?:[- ](?P<{name}m>[0-9]{{1,2}}(?:\.[0-9]+)?)|(?P<{name}n>[0-9]{{2}}(?:\.[0-9]+)?)) ?(?P<{name}h>[{letters}])\b"
        )
    };
    Regex::new(&format!(
        "^{}[,;/]? ?(?:- )?{}",
        part("a", "NS", "2"),
        part("o", "EW", "3")
    ))
    .expect("the pattern is valid")
});

static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, letters: &str| {
        format!(
            r"(?P<{name}d>[0-9]{{1,3}}(?:\.[0-9]+)?) degrees?(?:,? (?:and )?(?P<{name}m>[0-9]{{1,2}}(?:\.[0-9]+)?) minutes?)? (?P<{name}h>{letters})"
        )
    };
    let latitude = part("a", r"[Nn]orth|[Ss]outh|[NS]\b");
    let longitude = part("o", r"[Ee]ast|[Ww]est|[EW]\b");
    Regex::new(&format!(
        "^{latitude}(?: latitude)?(?:,? and|[,;])? {longitude}(?: longitude)?"
    ))
    .expect("the pattern is valid")
});

static NAMED_ANGLES: LazyLock<Regex> = LazyLock::new(|| {
    let part = |name: &str, word: &str, letters: &str| {
        format!(
            r"(?i:{word})(?: of)? (?P<{name}d>[0-9]{{1,3}}\.[0-9]+)(?: ?°| degrees)? ?(?P<{name}h>(?i:{letters})\b)?"
        )
    };
    let latitude = part("a", r"lat(?:itude|\.)?", "north|south|N|S");
    let longitude = part("o", r"lon(?:gitude|g\.|g|\.)?", "east|west|E|W");
    Regex::new(&format!("^{latitude}[,;]? ?(?:and )?{longitude}")).expect("the pattern is valid")
});

/// Parses "latitude 38.29 north, longitude 38.1 east".
pub(super) fn named_angles(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let text = text_from(tokens, tokens.start(at));
    on_globe(tokens, at, text, angles(&NAMED_ANGLES.captures(text)?)?)
}

/// Parses "N 59°12'7.7\" W 02°15'39.6\"" from its first letter on.
pub(super) fn prefixed_coordinates(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let is_letter = tokens.raw(at).starts_with(['N', 'S']);
    let has_degrees = || {
        let next = at + usize::from(tokens.raw(at).len() == 1);
        tokens.text_before(next + 1).starts_with(['°', ' ']) || tokens.raw(next).contains('.')
    };
    if !is_letter || !has_degrees() || at > 0 && tokens.text_before(at).is_empty() {
        return None;
    }
    let text = text_from(tokens, tokens.start(at));
    let captures = PREFIXED.captures(text)?;
    // "N 5 W 3" may be a score.
    if !captures[0].contains(['°', '.']) {
        return None;
    }
    let found = angles(&captures)?;
    on_globe(tokens, at, text, found)
}

/// Parses degrees and minutes of ships, and degrees in words.
fn other_coordinates(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let (word, next) = (tokens.raw(at), tokens.raw(at + 1));
    let is_marine = matches!(tokens.text_before(at + 1), "-" | " ") && next.ends_with(['N', 'S'])
        || word.len() >= 5 && word.ends_with(['N', 'S']);
    let is_in_words = next.starts_with("degree");
    if !(is_marine || is_in_words) || !super::number::has_left_boundary(tokens, at) {
        return None;
    }
    let text = text_from(tokens, tokens.start(at));
    let pattern = if is_marine { &MARINE } else { &IN_WORDS };
    on_globe(tokens, at, text, angles(&pattern.captures(text)?)?)
}

/// Builds the parse of a latitude and a longitude, if a place on the globe has them.
fn on_globe(
    tokens: &TokenView<'_, '_>,
    at: usize,
    text: &str,
    (latitude, longitude, length): (f64, f64, usize),
) -> Option<Parse> {
    let length = text[..length].trim_end().len();
    let is_complete = !text[length..].starts_with(|next: char| next.is_alphanumeric());
    let start = tokens.start(at);
    let name = format!("{latitude},{longitude}");
    let is_place = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && is_complete;
    is_place.then(|| {
        named(
            tokens,
            at,
            Span::new(start, start + length),
            Label::COORDINATES,
            name,
        )
    })
}

/// Parses "34.5553, 69.2075", "34°31′N 69°11′E", "46-13.4N 004-26.2E" and "38.3 degrees north, 38.1 degrees east".
pub(super) fn coordinates(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    other_coordinates(tokens, at).or_else(|| in_signs(tokens, at))
}

fn in_signs(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let word = tokens.raw(at);
    let has_degree_symbol = tokens.text_before(at + 1).trim_start().starts_with('°');
    let decimals = word.split_once('.').map_or(0, |(_, part)| part.len());
    if !has_degree_symbol && decimals < 3
        || !super::number::has_left_boundary(tokens, at) && !tokens.text_before(at).ends_with('-')
    {
        return None;
    }
    let text = text_from(tokens, tokens.start(at));
    let minus = tokens.text_before(at).ends_with(['-', '−']);
    let (latitude, longitude, length) = in_degrees(text).or_else(|| in_decimals(text, minus))?;
    let is_on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    let is_complete = !text[length..].starts_with(|next: char| next.is_alphanumeric());
    let mut start = tokens.start(at);
    if minus && in_degrees(text).is_none() {
        start -= tokens.text_before(at).chars().next_back()?.len_utf8();
    }
    let span = Span::new(start, tokens.start(at) + length);
    let name = format!("{latitude},{longitude}");
    (is_on_globe && is_complete).then(|| named(tokens, at, span, Label::COORDINATES, name))
}

fn in_decimals(text: &str, minus: bool) -> Option<(f64, f64, usize)> {
    let captures = DECIMALS.captures(text)?;
    let number = |name: &str| captures[name].parse::<f64>().ok();
    let (mut latitude, mut longitude) = (number("lat")?, number("lon")?);
    let is = |name: &str, letter: &str| {
        captures
            .name(name)
            .is_some_and(|group| group.as_str() == letter)
    };
    // Two numbers in a row, such as "3.141 2.718", are not coordinates without a comma or a letter.
    let whole = captures.get(0)?;
    if !whole.as_str().contains([',', ';', 'N', 'S']) {
        return None;
    }
    if minus || is("ns", "S") {
        latitude = -latitude;
    }
    if captures.name("minus").is_some() || is("ew", "W") {
        longitude = -longitude;
    }
    Some((latitude, longitude, whole.end()))
}

/// Parses degrees, minutes and seconds; rounds to five decimals, about a metre on the ground.
fn in_degrees(text: &str) -> Option<(f64, f64, usize)> {
    angles(&DEGREES.captures(text)?)
}

fn angles(captures: &Captures<'_>) -> Option<(f64, f64, usize)> {
    let number = |name: String| {
        captures
            .name(&name)
            .map_or(Some(0.0), |part| part.as_str().parse::<f64>().ok())
    };
    let angle = |side: &str, negative: &str| {
        // Minutes directly after the degrees have a group of their own.
        let tight = captures
            .name(&format!("{side}n"))
            .map(|part| part.as_str().parse::<f64>().ok());
        let minutes = number(format!("{side}m"))? + tight.unwrap_or(Some(0.0))?;
        let seconds = number(format!("{side}s"))?;
        let degrees = number(format!("{side}d"))? + minutes / 60.0 + seconds / 3600.0;
        let rounded = (degrees * 1e5).round() / 1e5;
        let letter = captures.name(&format!("{side}h"));
        let is_negative =
            letter.is_some_and(|letter| letter.as_str().to_ascii_uppercase().starts_with(negative));
        (minutes < 60.0 && seconds < 60.0).then_some(if is_negative { -rounded } else { rounded })
    };
    Some((angle("a", "S")?, angle("o", "W")?, captures.get(0)?.end()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entities::detect::patterns::tokens::{Shared, paragraphs};
    use crate::entities::detect::text_words::TextWords;
    use crate::parallel::Workers;

    const PIECES: [&str; 26] = [
        "joe", "well", "-", "-", "+", "%", "@", "#", ".", ".", ":", "://", "http", "mailto", "www",
        "x.com", "é", "’s", " ", " ", "\n", ", ", "(", "5", "/a", "_",
    ];

    proptest! {
        #[test]
        fn no_address_is_ruled_out(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..24),
        ) {
            let text = pieces.concat();
            let words = TextWords::new(&text, &Workers::serial()).unwrap();
            let shared = Shared::new(&words, &Workers::serial()).unwrap();
            let mut candidates = Candidates::new(&text);
            for tokens in paragraphs(&shared) {
                for at in 0..tokens.len() {
                    let span = tokens.raw_span(at);
                    let is_candidate = candidates.has(span);
                    prop_assert!(is_candidate || !may_begin(&tokens, at), "{:?} {}", text, at);
                    let rest = &tokens.text[span.end..];
                    let is_address = rest.starts_with(['-', '+', '%', ':', '@'])
                        && address_at(tokens.text, span.start, span.len()).is_some();
                    prop_assert!(!is_address || may_begin(&tokens, at), "{:?} {}", text, at);
                }
            }
        }
    }
}
