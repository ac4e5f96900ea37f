//! Dates, times, numbers with separators, and acronyms with stops.

use super::Match;
use crate::tokens::TokenKind;

/// True where a figure begins behind another and a slash or colon: the end of what is no date, time or fraction.
pub(super) fn goes_on_from(before: &str) -> bool {
    let figure = before.strip_suffix(['/', ':']).unwrap_or_default();
    figure.ends_with(|last: char| last.is_ascii_digit())
}

/// The date or time that the text begins with.
pub(super) fn date_or_time(text: &str) -> Option<Match> {
    let mut cursor = Cursor { text, at: 0 };
    let kind = if cursor.date() {
        if cursor.eat('T') && !(cursor.time() && cursor.zone()) {
            return None;
        }
        TokenKind::Date
    } else {
        cursor.at = 0;
        if !cursor.time() {
            return None;
        }
        cursor.half_of_day();
        TokenKind::Time
    };
    cursor.is_at_end().then_some(Match {
        end: cursor.at,
        kind,
    })
}

/// The number with separators that the text begins with: spaces that do not break between groups of three, or a slash
/// between two halves of a fraction.
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

/// True for letters with stops between: `U.S`, `a.m`, `Ph.D`; the stop behind belongs to such a word.
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

/// A place in a text from which figures are read.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.eat_any(&[wanted])
    }

    fn eat_any(&mut self, wanted: &[char]) -> bool {
        let found = self
            .rest()
            .chars()
            .next()
            .filter(|next| wanted.contains(next));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    /// The number of digits that stand here, and their value; none where there are more than nine.
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

    /// `2024-03-24`, `24/03/2024`, `3.24.24`: the same separator twice, and a day and a month that there are.
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

    /// Digits behind a stop or comma, where there are any.
    fn decimals(&mut self) {
        let start = self.at;
        if !self.eat_any(&['.', ',']) || self.digits().is_none() {
            self.at = start;
        }
    }

    /// `Z`, `+01:00`, or nothing.
    fn zone(&mut self) -> bool {
        if self.eat('Z') || !self.eat_any(&['+', '-']) {
            return true;
        }
        matches!(self.digits(), Some((2, _)))
            && (!self.eat(':') || matches!(self.digits(), Some((2, _))))
    }

    /// `am` or `pm`, right behind.
    fn half_of_day(&mut self) {
        let is_half =
            |half: &[u8]| half.eq_ignore_ascii_case(b"am") || half.eq_ignore_ascii_case(b"pm");
        if self.rest().as_bytes().get(..2).is_some_and(is_half) {
            self.at += 2;
        }
    }

    /// True where no figure or letter goes on here.
    fn is_at_end(&self) -> bool {
        let mut rest = self.rest().chars();
        match rest.next() {
            Some(next) if next.is_alphanumeric() || next == '_' => false,
            Some('/' | ':' | '.' | ',' | '-') => !rest.next().is_some_and(char::is_numeric),
            _ => true,
        }
    }
}
