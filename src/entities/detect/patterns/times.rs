//! Times of day: "10:30", "8 p.m. local time", "1700 GMT", "8am-5pm", "noon", "five o'clock".

use super::Found;
use super::amount::Bound;
use super::lexicon::Lex;
use super::number::{plain_digits, stands_free};
use super::reading::Reading;
use crate::entities::mentions::Label;
use crate::span::Span;

const ZONES: &[&str] = &[
    "GMT", "UTC", "BST", "CET", "CEST", "EET", "EEST", "MSK", "EST", "EDT", "ET", "CST", "CDT",
    "MST", "MDT", "PST", "PDT", "PT", "IST", "JST", "AEST", "AEDT",
];

/// A time in minutes after midnight; where it ends, and the word behind.
struct Clock {
    hour: i64,
    minute: i64,
    end: usize,
    next: usize,
}

/// The time that begins with the word at `at`.
pub(super) fn time(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let qualified = super::amount::qualifier(reading, at)
        .filter(|&(bound, next)| bound == Bound::About && reading.is_joined(next));
    let (sign, from) = qualified.map_or(("", at), |(bound, next)| (bound.sign(), next));
    let clock = by_word(reading, from).or_else(|| {
        let clock = in_digits(reading, from)
            .or_else(|| o_clock(reading, from))
            .or_else(|| in_four_digits(reading, from))
            .or_else(|| before_range(reading, from))?;
        let is_free = stands_free(reading, from) || behind_date(reading.word(from)) > 0;
        (is_in_day(&clock) && is_free).then_some(clock)
    })?;
    let until = until(reading, &clock);
    let (zone, end, next) = zone(reading, until.as_ref().unwrap_or(&clock));
    let start = reading.start(at) + behind_date(reading.word(at));
    let mut one = Found::new(Span::new(start, end), next, Label::TIME);
    let until = until.map_or_else(String::new, |until| format!("/{}", until.form()));
    one.name = format!("{sign}{}{until}{zone}", clock.form());
    Some(one)
}

impl Clock {
    fn form(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// The end of "8am-5pm" and "10:30-11:45".
fn until(reading: &Reading<'_, '_>, clock: &Clock) -> Option<Clock> {
    let end = reading
        .is_hyphened(clock.next)
        .then(|| in_digits(reading, clock.next))?;
    end.filter(is_in_day)
}

/// The beginning of "5-6pm": its half of the day is that of the end, if it is not later then.
fn before_range(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let hour = hour_of(reading.raw(at)).filter(|hour| (1..=12).contains(hour))?;
    let next = at + 1;
    let has_half = |until: &Clock| reading.text[..until.end].ends_with(['m', 'M', '.']);
    let until = reading
        .is_hyphened(next)
        .then(|| in_digits(reading, next))?
        .filter(has_half)?;
    let same = hour % 12 + 12 * (until.hour / 12);
    Some(Clock {
        hour: if same <= until.hour {
            same
        } else {
            (same + 12) % 24
        },
        minute: 0,
        end: reading.end(at),
        next,
    })
}

/// "1700 GMT", "0530 local time", "at 1430 hours".
fn in_four_digits(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let word = reading.raw(at);
    plain_digits(word).filter(|_| word.len() == 4)?;
    let (hour, minute) = (hour_of(&word[..2])?, minute_of(&word[2..])?);
    let next = at + 1;
    if !reading.is_joined(next) {
        return None;
    }
    let in_hours = reading.is_any(next, &["hours", "hrs"])
        && (word.starts_with('0') || reading.follows(at, &["at"]));
    let has_zone = ZONES.contains(&reading.raw(next)) || reading.are(next, &["local", "time"]);
    let last = at + usize::from(in_hours);
    (in_hours || has_zone).then(|| Clock {
        hour,
        minute,
        end: reading.end(last),
        next: last + 1,
    })
}

fn is_in_day(clock: &Clock) -> bool {
    (0..24).contains(&clock.hour) && (0..60).contains(&clock.minute)
}

fn by_word(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let hour = if reading.word(at).eq_ignore_ascii_case("noon") {
        12
    } else if reading.word(at).eq_ignore_ascii_case("midnight") {
        0
    } else {
        return None;
    };
    Some(Clock {
        hour,
        minute: 0,
        end: reading.end(at),
        next: at + 1,
    })
}

/// Two digits at most.
fn hour_of(word: &str) -> Option<i64> {
    plain_digits(word).filter(|_| word.len() <= 2)
}

/// Exactly two digits.
fn minute_of(word: &str) -> Option<i64> {
    plain_digits(word).filter(|_| word.len() == 2)
}

fn in_digits(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let word = reading.word(at);
    if reading.gap(at + 1) == ":" {
        return with_colon(reading, at);
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
        end: reading.end(at),
        next: at + 1,
    };
    let (hour, end, next) = if letters.is_empty() {
        half_behind(reading, &clock)?
    } else {
        (
            half_of(letters, clock.hour)?,
            with_stop(reading, at, letters),
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

/// Where the hours begin in "22T10", the day and the hours of a date with a time.
fn behind_date(word: &str) -> usize {
    match word.as_bytes() {
        [b'0'..=b'3', b'0'..=b'9', b'T', b'0'..=b'2', b'0'..=b'9'] => 3,
        _ => 0,
    }
}

fn with_colon(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let hours = reading.word(at);
    let hour = hour_of(&hours[behind_date(hours)..])?;
    let mut last = at + 1;
    let seconds = reading.gap(at + 2) == ":" && seconds_of(reading.word(at + 2)).is_some();
    let letters = reading
        .word(last)
        .trim_start_matches(|next: char| next.is_ascii_digit());
    let minute = minute_of(&reading.word(last)[..reading.word(last).len() - letters.len()])?;
    if seconds && letters.is_empty() {
        last += 1;
    }
    let goes_on = last + 1 < reading.len() && matches!(reading.gap(last + 1), ":" | "/");
    if goes_on || is_verse(reading, at) {
        return None;
    }
    let clock = Clock {
        hour,
        minute,
        end: reading.end(last),
        next: last + 1,
    };
    match letters {
        "" => Some(match half_behind(reading, &clock) {
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
            let hour = half_of(letters, hour)?;
            let end = with_stop(reading, last, letters);
            Some(Clock { hour, end, ..clock })
        }
    }
}

fn seconds_of(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches('Z');
    let digits = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    minute_of(digits).filter(|seconds| (0..=60).contains(seconds))
}

/// Words with a capital letter that stand before times; others with one, as "John 3:16", name a place in a book.
const BEFORE_TIMES: &[&str] = &[
    "at", "by", "from", "until", "till", "before", "after", "around", "about", "since", "between",
    "time", "the", "on",
];

fn is_verse(reading: &Reading<'_, '_>, at: usize) -> bool {
    let is_date = |lex| {
        matches!(
            lex,
            Lex::Month(_)
                | Lex::ShortMonth(_)
                | Lex::Weekday(_)
                | Lex::ShortWeekday(_)
                | Lex::Key(_)
        )
    };
    at > 0
        && reading.is_joined(at)
        && reading.is_capitalised(at - 1)
        && !reading.is_any(at - 1, BEFORE_TIMES)
        && !is_date(reading.lex(at - 1))
}

/// The hour of a day of 24 hours, with the half that letters name.
fn half_of(letters: &str, hour: i64) -> Option<i64> {
    let is_afternoon = match letters {
        "am" | "AM" | "a.m" | "A.M" => false,
        "pm" | "PM" | "p.m" | "P.M" => true,
        _ => return None,
    };
    (1..=12)
        .contains(&hour)
        .then_some(hour % 12 + if is_afternoon { 12 } else { 0 })
}

/// "p.m." behind a time.
fn half_behind(reading: &Reading<'_, '_>, clock: &Clock) -> Option<(i64, usize, usize)> {
    let next = clock.next;
    let is_joined = reading.is_joined(next) || reading.gap(next).is_empty();
    let letters = reading.raw(next);
    let hour = half_of(letters, clock.hour).filter(|_| is_joined)?;
    Some((hour, with_stop(reading, next, letters), next + 1))
}

/// The end of a word, with the stop of its abbreviation.
fn with_stop(reading: &Reading<'_, '_>, at: usize, letters: &str) -> usize {
    let stop = letters.contains('.') && reading.sign(at + 1).starts_with('.');
    reading.end(at) + usize::from(stop)
}

/// "five o'clock", "5 o’clock": morning or evening is not told, so the hour stays.
fn o_clock(reading: &Reading<'_, '_>, at: usize) -> Option<Clock> {
    let is_clock = reading.is_joined(at + 1) && reading.is_any(at + 1, &["o'clock", "o’clock"]);
    if !is_clock {
        return None;
    }
    let hour = match reading.lex(at) {
        Lex::Digits => hour_of(reading.word(at)),
        Lex::Small(hour) => Some(i64::from(hour)),
        _ => None,
    };
    let clock = Clock {
        hour: hour.filter(|hour| (1..=12).contains(hour))?,
        minute: 0,
        end: reading.end(at + 1),
        next: at + 2,
    };
    Some(clock)
}

/// "GMT", "local time", "Moscow time" behind a time.
fn zone(reading: &Reading<'_, '_>, clock: &Clock) -> (String, usize, usize) {
    let next = clock.next;
    let ends_here = (String::new(), clock.end, next);
    // The stop of "p.m." stands in the gap.
    let gap = reading.gap(next);
    let is_joined = next < reading.len() && matches!(gap, " " | ". " | "\u{A0}" | ".\u{A0}" | "");
    let is_stop = gap.starts_with('.') && !reading.text[..clock.end].ends_with('.');
    if !is_joined || is_stop {
        return ends_here;
    }
    if ZONES.contains(&reading.raw(next)) {
        return (
            format!(" {}", reading.raw(next)),
            reading.end(next),
            next + 1,
        );
    }
    let is_place =
        reading.is(next, "local") || reading.is_capitalised(next) && !gap.starts_with('.');
    if is_place && reading.is_joined(next + 1) && reading.is(next + 1, "time") {
        return (String::new(), reading.end(next + 1), next + 2);
    }
    ends_here
}
