//! Times of day: "10:30", "8 p.m. local time", "1700 GMT", "8am-5pm", "noon", "five o'clock".

use super::amount::Bound;
use super::lexicon::WordClass;
use super::number::{has_left_boundary, plain_digits};
use super::parse::Parse;
use super::tokens::TokenView;
use crate::entities::mentions::Label;
use crate::span::Span;

const ZONES: &[&str] = &[
    "GMT", "UTC", "BST", "CET", "CEST", "EET", "EEST", "MSK", "EST", "EDT", "ET", "CST", "CDT",
    "MST", "MDT", "PST", "PDT", "PT", "IST", "JST", "AEST", "AEDT",
];

/// A time of day, with its end offset and the index of the next token.
struct Clock {
    hour: i64,
    minute: i64,
    end: usize,
    next: usize,
}

/// Parses the time of day that begins with the token at `at`.
pub(super) fn time(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let qualified = super::amount::qualifier(tokens, at)
        .filter(|&(bound, next)| bound == Bound::About && tokens.after_space(next));
    let (prefix, from) = qualified.map_or(("", at), |(bound, next)| (bound.prefix(), next));
    let clock = by_word(tokens, from).or_else(|| {
        let clock = in_digits(tokens, from)
            .or_else(|| o_clock(tokens, from))
            .or_else(|| in_four_digits(tokens, from))
            .or_else(|| before_range(tokens, from))?;
        let is_standalone =
            has_left_boundary(tokens, from) || date_prefix_len(tokens.word(from)) > 0;
        (is_in_day(&clock) && is_standalone).then_some(clock)
    })?;
    let until = until(tokens, &clock);
    let (zone, end, next) = zone(tokens, until.as_ref().unwrap_or(&clock));
    let start = tokens.start(at) + date_prefix_len(tokens.word(at));
    let mut parse = Parse::new(Span::new(start, end), next, Label::TIME);
    let until = until.map_or_else(String::new, |until| format!("/{}", until.normal_form()));
    parse.name = format!("{prefix}{}{until}{zone}", clock.normal_form());
    Some(parse)
}

impl Clock {
    fn normal_form(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// Parses the end of "8am-5pm" and "10:30-11:45".
fn until(tokens: &TokenView<'_, '_>, clock: &Clock) -> Option<Clock> {
    let end = tokens
        .after_hyphen(clock.next)
        .then(|| in_digits(tokens, clock.next))?;
    end.filter(is_in_day)
}

/// Parses the start of "5-6pm". It takes the am or pm of the end, unless it would then be later than the end.
fn before_range(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let hour = hour_of(tokens.raw(at)).filter(|hour| (1..=12).contains(hour))?;
    let next = at + 1;
    let has_am_pm = |until: &Clock| tokens.text[..until.end].ends_with(['m', 'M', '.']);
    let until = tokens
        .after_hyphen(next)
        .then(|| in_digits(tokens, next))?
        .filter(has_am_pm)?;
    let same = hour % 12 + 12 * (until.hour / 12);
    Some(Clock {
        hour: if same <= until.hour {
            same
        } else {
            (same + 12) % 24
        },
        minute: 0,
        end: tokens.end(at),
        next,
    })
}

/// Parses "1700 GMT", "0530 local time" and "at 1430 hours".
fn in_four_digits(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let word = tokens.raw(at);
    plain_digits(word).filter(|_| word.len() == 4)?;
    let (hour, minute) = (hour_of(&word[..2])?, minute_of(&word[2..])?);
    let next = at + 1;
    let in_hours = tokens.after_space(next)
        && tokens.is_any(next, &["hours", "hrs"])
        && (word.starts_with('0') || tokens.follows(at, &["at"]));
    let is_clock = word.starts_with('0')
        && tokens.follows(at, BEFORE_TIMES)
        && !tokens.follows(at, &["the", "on", "about"]);
    let is_zone = ZONES.contains(&tokens.raw(next)) || tokens.matches(next, &["local", "time"]);
    let has_zone = is_zone && tokens.after_space(next);
    let last = at + usize::from(in_hours);
    (in_hours || has_zone || is_clock).then(|| Clock {
        hour,
        minute,
        end: tokens.end(last),
        next: last + 1,
    })
}

fn is_in_day(clock: &Clock) -> bool {
    (0..24).contains(&clock.hour) && (0..60).contains(&clock.minute)
}

fn by_word(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let hour = if tokens.word(at).eq_ignore_ascii_case("noon") {
        12
    } else if tokens.word(at).eq_ignore_ascii_case("midnight") {
        0
    } else {
        return None;
    };
    Some(Clock {
        hour,
        minute: 0,
        end: tokens.end(at),
        next: at + 1,
    })
}

/// Parses an hour of at most two digits.
fn hour_of(word: &str) -> Option<i64> {
    plain_digits(word).filter(|_| word.len() <= 2)
}

/// Parses a minute of exactly two digits.
fn minute_of(word: &str) -> Option<i64> {
    plain_digits(word).filter(|_| word.len() == 2)
}

fn in_digits(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let word = tokens.word(at);
    if tokens.text_before(at + 1) == ":" {
        return with_colon(tokens, at);
    }
    let length = word
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let (digits, letters) = word.split_at(length);
    let (hour, minute) = match digits.split_once('.') {
        Some((hour, minute)) => (hour_of(hour)?, minute_of(minute)?),
        None => (hour_of(digits)?, 0),
    };
    let clock = Clock {
        hour,
        minute,
        end: tokens.end(at),
        next: at + 1,
    };
    let (hour, end, next) = if letters.is_empty() {
        am_pm_after(tokens, &clock)?
    } else {
        (
            hour_of_day(letters, clock.hour)?,
            end_with_stop(tokens, at, letters),
            at + 1,
        )
    };
    Some(Clock {
        hour,
        end,
        next,
        ..clock
    })
}

/// Returns the length of the prefix "22T" in "22T10", the day and hour of an ISO 8601 timestamp.
fn date_prefix_len(word: &str) -> usize {
    match word.as_bytes() {
        [b'0'..=b'3', b'0'..=b'9', b'T', b'0'..=b'2', b'0'..=b'9'] => 3,
        _ => 0,
    }
}

fn with_colon(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let hours = tokens.word(at);
    let hour = hour_of(&hours[date_prefix_len(hours)..])?;
    let mut last = at + 1;
    let has_seconds =
        tokens.text_before(at + 2) == ":" && seconds_of(tokens.word(at + 2)).is_some();
    let letters = tokens
        .word(last)
        .trim_start_matches(|next: char| next.is_ascii_digit());
    let minute = minute_of(&tokens.word(last)[..tokens.word(last).len() - letters.len()])?;
    if has_seconds && letters.is_empty() {
        last += 1;
    }
    let continues = last + 1 < tokens.len() && matches!(tokens.text_before(last + 1), ":" | "/");
    if continues || is_verse(tokens, at) {
        return None;
    }
    let clock = Clock {
        hour,
        minute,
        end: tokens.end(last),
        next: last + 1,
    };
    match letters {
        "" => Some(match am_pm_after(tokens, &clock) {
            Some((hour, end, next)) => Clock {
                hour,
                end,
                next,
                ..clock
            },
            None => clock,
        }),
        "Z" => Some(clock),
        _ => {
            let hour = hour_of_day(letters, hour)?;
            let end = end_with_stop(tokens, last, letters);
            Some(Clock { hour, end, ..clock })
        }
    }
}

fn seconds_of(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches('Z');
    let digits = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    minute_of(digits).filter(|has_seconds| (0..=60).contains(has_seconds))
}

/// Capitalised words that may precede a time. Others, as in "John 3:16", indicate a Bible verse.
const BEFORE_TIMES: &[&str] = &[
    "at", "by", "from", "until", "till", "before", "after", "around", "about", "since", "between",
    "time", "the", "on",
];

fn is_verse(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let is_date = |class| {
        matches!(
            class,
            WordClass::Month(_)
                | WordClass::ShortMonth(_)
                | WordClass::Weekday(_)
                | WordClass::ShortWeekday(_)
                | WordClass::Trigger(_)
        )
    };
    at > 0
        && tokens.after_space(at)
        && tokens.is_capitalised(at - 1)
        && !tokens.is_any(at - 1, BEFORE_TIMES)
        && !is_date(tokens.class(at - 1))
}

/// Converts an hour with "am" or "pm" to the 24-hour clock.
fn hour_of_day(letters: &str, hour: i64) -> Option<i64> {
    let is_afternoon = match letters {
        "am" | "AM" | "a.m" | "A.M" => false,
        "pm" | "PM" | "p.m" | "P.M" => true,
        _ => return None,
    };
    (1..=12)
        .contains(&hour)
        .then_some(hour % 12 + if is_afternoon { 12 } else { 0 })
}

/// Parses "p.m." after a time: the hour, the end offset and the index of the next token.
fn am_pm_after(tokens: &TokenView<'_, '_>, clock: &Clock) -> Option<(i64, usize, usize)> {
    let next = clock.next;
    let is_adjacent = tokens.after_space(next) || tokens.text_before(next).is_empty();
    let letters = tokens.raw(next);
    let hour = hour_of_day(letters, clock.hour).filter(|_| is_adjacent)?;
    Some((hour, end_with_stop(tokens, next, letters), next + 1))
}

/// Returns the end offset of a token, including the full stop of an abbreviation.
fn end_with_stop(tokens: &TokenView<'_, '_>, at: usize, letters: &str) -> usize {
    let stop = letters.contains('.') && tokens.symbol_before(at + 1).starts_with('.');
    tokens.end(at) + usize::from(stop)
}

/// Parses "five o'clock" and "5 o’clock". Morning or evening is unknown, so the hour is kept as written.
fn o_clock(tokens: &TokenView<'_, '_>, at: usize) -> Option<Clock> {
    let is_clock = tokens.after_space(at + 1) && tokens.is_any(at + 1, &["o'clock", "o’clock"]);
    if !is_clock {
        return None;
    }
    let hour = match tokens.class(at) {
        WordClass::Digits => hour_of(tokens.word(at)),
        WordClass::BelowTwenty(hour) => Some(i64::from(hour)),
        _ => None,
    };
    let clock = Clock {
        hour: hour.filter(|hour| (1..=12).contains(hour))?,
        minute: 0,
        end: tokens.end(at + 1),
        next: at + 2,
    };
    Some(clock)
}

/// Parses "GMT", "local time" and "Moscow time" after a time.
fn zone(tokens: &TokenView<'_, '_>, clock: &Clock) -> (String, usize, usize) {
    let next = clock.next;
    let ends_here = (String::new(), clock.end, next);
    // The full stop of "p.m." precedes the next token.
    let between = tokens.text_before(next);
    let is_adjacent =
        next < tokens.len() && matches!(between, " " | ". " | "\u{A0}" | ".\u{A0}" | "");
    let is_stop = between.starts_with('.') && !tokens.text[..clock.end].ends_with('.');
    if !is_adjacent || is_stop {
        return ends_here;
    }
    if ZONES.contains(&tokens.raw(next)) {
        return (format!(" {}", tokens.raw(next)), tokens.end(next), next + 1);
    }
    let is_place =
        tokens.is(next, "local") || tokens.is_capitalised(next) && !between.starts_with('.');
    if is_place && tokens.after_space(next + 1) && tokens.is(next + 1, "time") {
        return (String::new(), tokens.end(next + 1), next + 2);
    }
    ends_here
}
