//! Numbers in digits and in words, exactly as they are written.

use std::fmt;

use super::currency;
use super::lexicon::Lex;
use super::reading::Reading;

/// More digits than any count has; what is longer is a code.
const MOST_DIGITS: usize = 24;

/// A decimal number, of which no digit is lost: 2.50 is 250 with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    digits: u128,
    decimals: u32,
}

impl Number {
    pub(super) const fn whole(digits: u64) -> Self {
        Self {
            digits: digits as u128,
            decimals: 0,
        }
    }

    /// The number times a power of ten; digits move, so nothing is rounded.
    pub(super) fn times_ten(self, zeros: u32) -> Self {
        let moved = zeros.min(self.decimals);
        Self {
            digits: self.digits * 10_u128.pow(zeros - moved),
            decimals: self.decimals - moved,
        }
    }

    /// The number times one that is small.
    pub(super) fn times(self, factor: u64) -> Self {
        Self {
            digits: self.digits * u128::from(factor),
            ..self
        }
    }

    /// A hundredth of it: cents as dollars.
    pub(super) fn hundredth(self) -> Self {
        Self {
            decimals: self.decimals + 2,
            ..self
        }
    }

    pub(super) const fn half() -> Self {
        Self {
            digits: 5,
            decimals: 1,
        }
    }

    /// A whole number and a half.
    pub(super) fn plus_half(self) -> Option<Self> {
        (self.decimals == 0).then(|| Self {
            digits: 10 * self.digits + 5,
            decimals: 1,
        })
    }

    pub(super) fn minus(self) -> String {
        format!("-{self}")
    }

    /// The nearest that floats can tell.
    pub(super) fn value(self) -> f64 {
        if self.decimals == 0
            && let Ok(small) = u32::try_from(self.digits)
        {
            return f64::from(small);
        }
        self.to_string()
            .parse()
            .expect("digits with a point at most")
    }

    /// The number where it is a whole one and not large.
    pub(super) fn as_whole(self) -> Option<i64> {
        (self.decimals == 0)
            .then(|| i64::try_from(self.digits).ok())
            .flatten()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shift = 10_u128.pow(self.decimals);
        write!(f, "{}", self.digits / shift)?;
        if self.decimals > 0 {
            let width = self.decimals as usize;
            write!(f, ".{:0width$}", self.digits % shift)?;
        }
        Ok(())
    }
}

/// The number that a word of digits begins with, with commas between groups of three or without, and the letters behind.
pub(super) fn figure(word: &str) -> Option<(Number, &str)> {
    let length = word
        .bytes()
        .take_while(|&byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        .count();
    let (digits, letters) = word.split_at(length);
    if digits.len() > MOST_DIGITS || letters.starts_with(|next: char| !next.is_alphabetic()) {
        return None;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.len() > first.len();
    let has_point = digits.contains('.');
    let is_number = !(first.is_empty() || is_grouped && first.len() > 3)
        && groups.all(|group| group.len() == 3)
        && part.bytes().all(|byte| byte.is_ascii_digit())
        && part.is_empty() != has_point;
    if !is_number {
        return None;
    }
    let digits = whole
        .bytes()
        .chain(part.bytes())
        .filter(u8::is_ascii_digit)
        .fold(0, |sum: u128, digit| 10 * sum + u128::from(digit - b'0'));
    let decimals = u32::try_from(part.len()).ok()?;
    Some((Number { digits, decimals }, letters))
}

/// A word of digits and nothing else.
pub(super) fn plain_digits(word: &str) -> Option<i64> {
    let is_plain = (1..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| word.parse().ok()).flatten()
}

/// A number at a place, with what is written to it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was said does not depend on each other"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'t> {
    pub(super) number: Number,
    /// The first byte: of a currency's sign or code where there is one.
    pub(super) start: usize,
    /// The word behind it.
    pub(super) next: usize,
    /// The currency that stands before it.
    pub(super) currency: Option<&'static str>,
    /// Letters right behind the digits that are no scale.
    pub(super) letters: &'t str,
    /// True where a scale was said, in letters or in words.
    pub(super) scaled: bool,
    /// True for "one" and nothing else.
    pub(super) is_one: bool,
    /// True for a number without an upper end: "dozens".
    pub(super) is_vague: bool,
    pub(super) in_words: bool,
}

/// The number that begins with the word at `at`, or with the sign before it.
pub(super) fn said<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Said<'t>> {
    match reading.lex(at) {
        Lex::Digits => {
            let sign = currency::sign_before(reading.gap(at));
            let mut found = in_digits(reading, at)?;
            if let Some((place, code)) = sign {
                found.start = reading.start(at) - reading.gap(at).len() + place;
                found.currency = Some(code);
            } else if !stands_free(reading, at) {
                return None;
            }
            Some(found)
        }
        Lex::Key(_) => behind_letters(reading, at).or_else(|| in_words(reading, at)),
        Lex::Small(_) | Lex::Tens(_) | Lex::Many(_) => in_words(reading, at),
        _ => None,
    }
}

/// True where no mark joins the number to what stands before it.
pub(super) fn stands_free(reading: &Reading<'_, '_>, at: usize) -> bool {
    let gap = reading.gap(at);
    if gap == " " {
        return true;
    }
    match gap.chars().next_back() {
        Some('@' | '#' | '\\' | '^' | '_') => false,
        Some(
            '.' | ',' | '/' | ':' | '+' | '-' | '&' | '*' | '=' | '~' | '\'' | '’' | '\u{2010}'
            | '\u{2011}',
        ) => at == 0 || gap.chars().count() > 1,
        Some(_) => true,
        None => at == 0,
    }
}

/// "US$5m", "EUR 500".
fn behind_letters<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Said<'t>> {
    let (letters, gap) = (reading.raw(at), reading.gap(at + 1));
    let code = if letters == "Rs" && gap == ". " {
        currency::code(letters)?
    } else if gap == "$" || gap == ".$" {
        currency::dollar(letters)?
    } else {
        currency::code(letters).filter(|_| reading.is_joined(at + 1) || gap.is_empty())?
    };
    if reading.lex(at + 1) != Lex::Digits {
        return None;
    }
    let mut found = in_digits(reading, at + 1)?;
    found.start = reading.start(at);
    found.currency = Some(code);
    Some(found)
}

pub(super) fn in_digits<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Said<'t>> {
    let (mut number, mut letters) = figure(reading.word(at))?;
    let mut next = at + 1;
    if letters.is_empty() {
        (number, next) = thin_groups(reading, at, number);
    }
    let mut scaled = false;
    if let Some(zeros) = letter_scale(letters) {
        (number, letters, scaled) = (number.times_ten(zeros), "", true);
    } else if letters.is_empty()
        && let Some(zeros) = scale_behind(reading, next)
    {
        (number, next, scaled) = (number.times_ten(zeros), next + 1, true);
    } else if letters.is_empty() && reading.is_joined(next) && reading.lex(next) == Lex::Dozen {
        (number, next) = (number.times(12), next + 1);
    } else if letters.is_empty()
        && let Some((one, after)) = (Words { reading, at }).half_scale(next)
        && let Some(with_half) = number.plus_half()
    {
        (number, next, scaled) = (with_half.times_ten(one.ilog10()), after, true);
    }
    Some(Said {
        number,
        start: reading.start(at),
        next,
        currency: None,
        letters,
        scaled,
        is_one: false,
        is_vague: false,
        in_words: false,
    })
}

/// Groups of three digits with spaces between that do not break.
fn thin_groups(reading: &Reading<'_, '_>, at: usize, first: Number) -> (Number, usize) {
    let (mut number, mut next) = (first, at + 1);
    let is_thin = |gap: &str| matches!(gap, "\u{A0}" | "\u{202F}" | "\u{2009}");
    if reading.word(at).len() > 3 || first.decimals > 0 {
        return (number, next);
    }
    while next < at + 5 && is_thin(reading.gap(next)) && reading.word(next).len() == 3 {
        let Some(group) = plain_digits(reading.word(next)) else {
            break;
        };
        number.digits = 1000 * number.digits + u128::from(group.unsigned_abs());
        next += 1;
    }
    (number, next)
}

fn letter_scale(letters: &str) -> Option<u32> {
    Some(match letters {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" => 6,
        "b" | "B" | "bn" | "bln" => 9,
        "tn" | "trn" => 12,
        _ => return None,
    })
}

fn scale_behind(reading: &Reading<'_, '_>, at: usize) -> Option<u32> {
    if !reading.is_near(at) {
        return None;
    }
    match reading.lex(at) {
        Lex::Scale(zeros) => Some(zeros),
        Lex::Hundred => Some(2),
        Lex::Plain if reading.raw(at).len() == 1 => matches!(reading.raw(at), "m" | "M")
            .then_some(6)
            .filter(|_| currency::sign_before(reading.gap(at - 1)).is_some()),
        _ => None,
    }
}

/// "fourteen", "one hundred and forty-three", "a dozen", "half a million", "tens of thousands".
fn in_words<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Said<'t>> {
    let is_word_before = at > 0 && reading.gap(at).is_empty();
    if is_word_before {
        return None;
    }
    let words = Words { reading, at };
    let (number, next, is_vague) = words.vague().or_else(|| {
        let (number, next) = words.with_article().or_else(|| words.cardinal())?;
        Some((number, next, false))
    })?;
    Some(Said {
        number,
        start: reading.start(at),
        next,
        currency: None,
        letters: "",
        scaled: next > at + 1,
        is_one: next == at + 1 && reading.is(at, "one"),
        is_vague,
        in_words: true,
    })
}

struct Words<'r, 'p, 't> {
    reading: &'r Reading<'p, 't>,
    at: usize,
}

impl Words<'_, '_, '_> {
    /// "dozens", "tens of thousands", "several hundred", "a few dozen".
    fn vague(&self) -> Option<(Number, usize, bool)> {
        let (reading, at) = (self.reading, self.at);
        let twice = |one: u64| Number::whole(2 * one);
        if let Lex::Many(one) = reading.lex(at) {
            let of = reading.is(at + 1, "of") && reading.is_joined(at + 1);
            if of
                && reading.is_joined(at + 2)
                && let Lex::Many(each @ 1000..) = reading.lex(at + 2)
            {
                return Some((twice(one).times(each), at + 3, true));
            }
            // "tens" and "scores" are other words too.
            let is_clear = of || !matches!(one, 10 | 20);
            return is_clear.then_some((twice(one), at + 1, true));
        }
        let next = if reading.is(at, "several") {
            at + 1
        } else if reading.are(at, &["a", "few"]) {
            at + 2
        } else {
            return None;
        };
        self.scale(next).map(|(one, next)| (twice(one), next, true))
    }

    /// A power of ten or a dozen.
    fn scale(&self, at: usize) -> Option<(u64, usize)> {
        if !self.reading.is_near(at) {
            return None;
        }
        let one = match self.reading.lex(at) {
            Lex::Hundred => 100,
            Lex::Dozen => 12,
            Lex::Scale(zeros) => 10_u64.pow(zeros),
            _ => return None,
        };
        Some((one, at + 1))
    }

    /// "a hundred", "half a million", "half-dozen".
    fn with_article(&self) -> Option<(Number, usize)> {
        let (reading, at) = (self.reading, self.at);
        if reading.is(at, "half") {
            let article = reading.is(at + 1, "a") && reading.is_joined(at + 1);
            let (one, next) = self.scale(at + 1 + usize::from(article))?;
            return Some((Number::whole(one / 2), next));
        }
        if !reading.is(at, "a") {
            return None;
        }
        if reading.is(at + 1, "half") && reading.is_joined(at + 1) {
            let (one, next) = self.scale(at + 2)?;
            return Some((Number::whole(one / 2), next));
        }
        let (one, next) = self.scale(at + 1)?;
        if matches!(one, 100 | 1000) {
            // "a hundred and fifty"
            let (rest, next) = self.tail(next, one);
            return Some((Number::whole(one + rest), next));
        }
        Some((Number::whole(one), next))
    }

    /// What is added behind hundreds and thousands.
    fn tail(&self, at: usize, below: u64) -> (u64, usize) {
        let and = self.reading.is(at, "and") && self.reading.is_joined(at);
        let from = at + usize::from(and);
        self.reading
            .is_joined(from)
            .then(|| self.below_thousand(from))
            .flatten()
            .filter(|&(rest, _)| rest < below && (and || below > 100))
            .map_or((0, at), |(rest, next)| (rest, next))
    }

    /// A number without an article.
    fn cardinal(&self) -> Option<(Number, usize)> {
        let (mut group, mut next) = self.below_thousand(self.at)?;
        if let Some((12, after)) = self.scale(next) {
            return Some((Number::whole(12 * group), after));
        }
        if let Some((one, after)) = self.half_scale(next) {
            return Some((Number::whole(group * one + one / 2), after));
        }
        let (mut sum, mut below) = (0, u64::MAX);
        while let Some((one, after)) = self.scale(next).filter(|&(one, _)| one < below) {
            if one < 1000 {
                break;
            }
            (sum, below) = (sum + group * one, one);
            (group, next) = self.tail(after, one.min(1000));
            if group == 0 {
                break;
            }
        }
        Some((Number::whole(sum + group), next))
    }

    /// "and a half million" behind a number.
    fn half_scale(&self, at: usize) -> Option<(u64, usize)> {
        let is_half = self.reading.is_joined(at) && self.reading.are(at, &["and", "a", "half"]);
        is_half.then(|| self.scale(at + 3)).flatten()
    }

    fn below_thousand(&self, at: usize) -> Option<(u64, usize)> {
        let (group, next) = self.below_hundred(at)?;
        let is_hundred =
            self.reading.is_near(next) && self.reading.lex(next) == Lex::Hundred && group < 100;
        if !is_hundred {
            return Some((group, next));
        }
        let reading = self.reading;
        let from = next + 1;
        let and = usize::from(reading.is(from, "and") && reading.is_joined(from));
        let rest = reading
            .is_joined(from + and)
            .then(|| self.below_hundred(from + and))
            .flatten();
        Some(rest.map_or((100 * group, from), |(rest, next)| {
            (100 * group + rest, next)
        }))
    }

    fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        match self.reading.lex(at) {
            Lex::Small(small) => Some((small.into(), at + 1)),
            Lex::Tens(tens) => Some(match self.reading.lex(at + 1) {
                Lex::Small(small @ 1..10) if self.reading.is_near(at + 1) => {
                    ((tens + small).into(), at + 2)
                }
                _ => (tens.into(), at + 1),
            }),
            _ => None,
        }
    }
}
