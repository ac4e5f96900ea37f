//! Dates, times and numbers with separators, and acronyms with full stops.

use super::Match;
use crate::tokens::token::TokenKind;

/// True if a number that follows this text continues one with a slash or colon, which is then not a date, time or
/// fraction.
pub(super) fn continues_number(before: &str) -> bool {
    let number = before.strip_suffix(['/', ':']).unwrap_or_default();
    number.ends_with(|last: char| last.is_ascii_digit())
}

/// Returns the date or time at the start of `text`.
pub(super) fn date_or_time(text: &str) -> Option<Match> {
    let mut cursor = Cursor { text, at: 0 };
    let kind = if cursor.date() {
        if cursor.eat('T') && !(cursor.time() && cursor.utc_offset()) {
            return None;
        }
        TokenKind::Date
    } else {
        cursor.at = 0;
        if !cursor.time() {
            return None;
        }
        cursor.am_or_pm();
        TokenKind::Time
    };
    cursor.is_at_end().then_some(Match {
        end: cursor.at,
        kind,
    })
}

/// Returns the number with separators at the start of `text`: no-break or thin spaces between groups of three digits,
/// or a slash in a fraction.
pub(super) fn number(text: &str) -> Option<Match> {
    let mut cursor = Cursor { text, at: 0 };
    let (first, _) = cursor.digits()?;
    let end = if cursor.eat('/') {
        cursor.digits()?;
        cursor.at
    } else {
        let mut end = None;
        while (end.is_some() || first <= 3) && cursor.eat_any(&['\u{A0}', '\u{202F}', '\u{2009}']) {
            match cursor.digits() {
                Some((3, _)) => end = Some(cursor.at),
                _ => break,
            }
        }
        cursor.at = end?;
        cursor.decimals();
        cursor.at
    };
    cursor.is_at_end().then_some(Match {
        end,
        kind: TokenKind::Number,
    })
}

/// True for letters separated by full stops: `U.S`, `a.m`, `Ph.D`. A full stop after such a word belongs to it.
pub(super) fn is_acronym(word: &str) -> bool {
    let labels = || word.split('.');
    let is_short = |label: &str| match label.len() {
        1 => true,
        2 => label.as_bytes()[0].is_ascii_uppercase(),
        _ => false,
    };
    word.len() >= 3
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'.')
        && labels().all(is_short)
        && labels().nth(1).is_some()
        && labels().any(|label| label.len() == 1)
}

/// A parser for digits and separators.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn eat(&mut self, expected: char) -> bool {
        self.eat_any(&[expected])
    }

    fn eat_any(&mut self, expected: &[char]) -> bool {
        let found = self
            .rest()
            .chars()
            .next()
            .filter(|next| expected.contains(next));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    /// Parses digits. Returns their number and their value, or `None` if there are more than nine.
    fn digits(&mut self) -> Option<(usize, u32)> {
        let bytes = self.rest().as_bytes();
        let length = bytes
            .iter()
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let value = self.rest()[..length].parse().ok().filter(|_| length < 10)?;
        self.at += length;
        Some((length, value))
    }

    /// `2024-03-24`, `24/03/2024`, `3.24.24`: the same separator twice, and a valid day and month.
    fn date(&mut self) -> bool {
        let Some((first, a)) = self.digits() else {
            return false;
        };
        let Some(separator) = self
            .rest()
            .chars()
            .next()
            .filter(|next| "-/.".contains(*next))
        else {
            return false;
        };
        self.at += 1;
        let Some((second, b)) = self.digits() else {
            return false;
        };
        if !self.eat(separator) {
            return false;
        }
        let Some((third, c)) = self.digits() else {
            return false;
        };
        let is_day_and_month = |day, month| (1..=31).contains(&day) && (1..=12).contains(&month);
        if second > 2 {
            return false;
        }
        match (first, third) {
            (4, 1..=2) => is_day_and_month(c, b),
            (1..=2, 4) => is_day_and_month(a, b) || is_day_and_month(b, a),
            (1..=2, 2) => separator == '/' && (is_day_and_month(a, b) || is_day_and_month(b, a)),
            _ => false,
        }
    }

    /// `10:30`, `9:05:30`, `10:30:00.250`.
    fn time(&mut self) -> bool {
        let hour = self.digits();
        if !matches!(hour, Some((1..=2, 0..=24))) || !self.eat(':') {
            return false;
        }
        if !matches!(self.digits(), Some((2, 0..=59))) {
            return false;
        }
        if self.eat(':') {
            if !matches!(self.digits(), Some((2, 0..=60))) {
                return false;
            }
            self.decimals();
        }
        true
    }

    /// Parses a decimal point or comma with digits, if there is one.
    fn decimals(&mut self) {
        let start = self.at;
        if !self.eat_any(&['.', ',']) || self.digits().is_none() {
            self.at = start;
        }
    }

    /// `Z`, `+01:00`, or nothing.
    fn utc_offset(&mut self) -> bool {
        if self.eat('Z') || !self.eat_any(&['+', '-']) {
            return true;
        }
        matches!(self.digits(), Some((2, _)))
            && (!self.eat(':') || matches!(self.digits(), Some((2, _))))
    }

    /// Parses `am` or `pm` without a space before it.
    fn am_or_pm(&mut self) {
        let is_am_or_pm =
            |half: &[u8]| half.eq_ignore_ascii_case(b"am") || half.eq_ignore_ascii_case(b"pm");
        if self.rest().as_bytes().get(..2).is_some_and(is_am_or_pm) {
            self.at += 2;
        }
    }

    /// True if no digit or letter continues the token.
    fn is_at_end(&self) -> bool {
        let mut rest = self.rest().chars();
        match rest.next() {
            Some(next) if next.is_alphanumeric() || next == '_' => false,
            Some('/' | ':' | '.' | ',' | '-') => !rest.next().is_some_and(char::is_numeric),
            _ => true,
        }
    }
}
