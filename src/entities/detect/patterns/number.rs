//! Exact parsing of numbers in digits and in words.

use std::fmt;

use super::currency;
use super::lexicon::WordClass;
use super::tokens::TokenView;

/// The maximum number of digits; longer sequences are codes.
const MAX_DIGITS: usize = 24;

/// A decimal number that keeps every digit: 2.50 is stored as 250 with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    digits: u128,
    decimals: u32,
}

impl Number {
    pub(super) const fn integer(digits: u64) -> Self {
        Self {
            digits: digits as u128,
            decimals: 0,
        }
    }

    /// Multiplies by a power of ten without rounding.
    pub(super) fn times_power_of_ten(self, exponent: u32) -> Self {
        let shift = exponent.min(self.decimals);
        Self {
            digits: self.digits * 10_u128.pow(exponent - shift),
            decimals: self.decimals - shift,
        }
    }

    /// Multiplies by a small factor.
    pub(super) fn times(self, factor: u64) -> Self {
        Self {
            digits: self.digits * u128::from(factor),
            ..self
        }
    }

    /// Divides by a hundred: cents to dollars.
    pub(super) fn divided_by_hundred(self) -> Self {
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

    /// Adds a half to an integer.
    pub(super) fn plus_half(self) -> Option<Self> {
        (self.decimals == 0).then(|| Self {
            digits: 10 * self.digits + 5,
            decimals: 1,
        })
    }

    pub(super) fn negated(self) -> String {
        format!("-{self}")
    }

    /// Returns the nearest `f64`.
    pub(super) fn to_f64(self) -> f64 {
        if self.decimals == 0
            && let Ok(units) = u32::try_from(self.digits)
        {
            return f64::from(units);
        }
        self.to_string()
            .parse()
            .expect("digits with at most one decimal point")
    }

    /// Returns the number if it is an integer and fits.
    pub(super) fn as_integer(self) -> Option<i64> {
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

/// Splits a token into its leading number and the letters after it. Commas may separate groups of three digits.
pub(super) fn leading_number(word: &str) -> Option<(Number, &str)> {
    let length = word
        .bytes()
        .take_while(|&byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        .count();
    let (digits, letters) = word.split_at(length);
    if digits.len() > MAX_DIGITS || letters.starts_with(|next: char| !next.is_alphabetic()) {
        return None;
    }
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = integer.split(',');
    let first = groups.next()?;
    let is_grouped = integer.len() > first.len();
    let has_point = digits.contains('.');
    let is_number = !(first.is_empty() || is_grouped && first.len() > 3)
        && groups.all(|group| group.len() == 3)
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && fraction.is_empty() != has_point;
    if !is_number {
        return None;
    }
    let digits = integer
        .bytes()
        .chain(fraction.bytes())
        .filter(u8::is_ascii_digit)
        .fold(0, |sum: u128, digit| 10 * sum + u128::from(digit - b'0'));
    let decimals = u32::try_from(fraction.len()).ok()?;
    Some((Number { digits, decimals }, letters))
}

/// Parses a token that consists of one to nine digits.
pub(super) fn plain_digits(word: &str) -> Option<i64> {
    let is_plain = (1..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| word.parse().ok()).flatten()
}

/// A parsed number with its currency and the letters attached to it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the flags are independent of each other"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct ParsedNumber<'t> {
    pub(super) number: Number,
    /// The start offset, including a currency symbol or code before the number.
    pub(super) start: usize,
    /// The index of the next token.
    pub(super) next: usize,
    /// The currency before the number.
    pub(super) currency: Option<&'static str>,
    /// Letters directly after the digits that are not a scale.
    pub(super) letters: &'t str,
    /// True if a scale is given, in letters or in words.
    pub(super) scaled: bool,
    /// True for "one" on its own.
    pub(super) is_one: bool,
    /// True for a number without an upper bound: "dozens".
    pub(super) is_vague: bool,
    pub(super) in_words: bool,
}

/// Parses the number that begins with the token at `at` or with the currency symbol before it.
pub(super) fn parse_number<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    match tokens.class(at) {
        WordClass::Digits => {
            let symbol = currency::symbol_before(tokens.text_before(at));
            let mut parsed = in_digits(tokens, at)?;
            if let Some((offset, code)) = symbol {
                parsed.start = tokens.start(at) - tokens.text_before(at).len() + offset;
                parsed.currency = Some(code);
            } else if !has_left_boundary(tokens, at) {
                return None;
            }
            Some(parsed)
        }
        WordClass::Trigger(_) => after_letters(tokens, at).or_else(|| in_words(tokens, at)),
        WordClass::BelowTwenty(_) | WordClass::Tens(_) | WordClass::Plural(_) => {
            in_words(tokens, at)
        }
        _ => None,
    }
}

/// True if no punctuation joins the number to the text before it.
pub(super) fn has_left_boundary(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let between = tokens.text_before(at);
    if between == " " {
        return true;
    }
    match between.chars().next_back() {
        Some('@' | '#' | '\\' | '^' | '_') => false,
        Some(
            '.' | ',' | '/' | ':' | '+' | '-' | '&' | '*' | '=' | '~' | '\'' | '’' | '\u{2010}'
            | '\u{2011}',
        ) => at == 0 || between.chars().count() > 1,
        Some(_) => true,
        None => at == 0,
    }
}

/// Parses a number after letters: "US$5m", "EUR 500".
fn after_letters<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let (letters, between) = (tokens.raw(at), tokens.text_before(at + 1));
    let code = if letters == "Rs" && between == ". " {
        currency::code(letters)?
    } else if between == "$" || between == ".$" {
        currency::dollar(letters)?
    } else {
        currency::code(letters).filter(|_| tokens.after_space(at + 1) || between.is_empty())?
    };
    if tokens.class(at + 1) != WordClass::Digits {
        return None;
    }
    let mut parsed = in_digits(tokens, at + 1)?;
    parsed.start = tokens.start(at);
    parsed.currency = Some(code);
    Some(parsed)
}

pub(super) fn in_digits<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let (mut number, mut letters) = leading_number(tokens.word(at))?;
    let mut next = at + 1;
    if letters.is_empty() {
        (number, next) = space_grouped(tokens, at, number);
    }
    let mut scaled = false;
    if let Some(exponent) = letter_exponent(letters) {
        (number, letters, scaled) = (number.times_power_of_ten(exponent), "", true);
    } else if letters.is_empty()
        && let Some(exponent) = exponent_after(tokens, next)
    {
        (number, next, scaled) = (number.times_power_of_ten(exponent), next + 1, true);
    } else if letters.is_empty()
        && tokens.after_space(next)
        && tokens.class(next) == WordClass::Dozen
    {
        (number, next) = (number.times(12), next + 1);
    } else if letters.is_empty()
        && let Some((scale, after)) = (NumberWords { tokens, at }).half_scale(next)
        && let Some(with_half) = number.plus_half()
    {
        (number, next, scaled) = (with_half.times_power_of_ten(scale.ilog10()), after, true);
    }
    Some(ParsedNumber {
        number,
        start: tokens.start(at),
        next,
        currency: None,
        letters,
        scaled,
        is_one: false,
        is_vague: false,
        in_words: false,
    })
}

/// Extends a number by groups of three digits separated by non-breaking or thin spaces.
fn space_grouped(tokens: &TokenView<'_, '_>, at: usize, first: Number) -> (Number, usize) {
    let (mut number, mut next) = (first, at + 1);
    let is_thin = |between: &str| matches!(between, "\u{A0}" | "\u{202F}" | "\u{2009}");
    if tokens.word(at).len() > 3 || first.decimals > 0 {
        return (number, next);
    }
    while next < at + 5 && is_thin(tokens.text_before(next)) && tokens.word(next).len() == 3 {
        let Some(group) = plain_digits(tokens.word(next)) else {
            break;
        };
        number.digits = 1000 * number.digits + u128::from(group.unsigned_abs());
        next += 1;
    }
    (number, next)
}

fn letter_exponent(letters: &str) -> Option<u32> {
    Some(match letters {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" => 6,
        "b" | "B" | "bn" | "bln" => 9,
        "tn" | "trn" => 12,
        _ => return None,
    })
}

fn exponent_after(tokens: &TokenView<'_, '_>, at: usize) -> Option<u32> {
    if !tokens.after_space_or_hyphen(at) {
        return None;
    }
    match tokens.class(at) {
        WordClass::Scale(exponent) => Some(exponent),
        WordClass::Hundred => Some(2),
        WordClass::Other if tokens.raw(at).len() == 1 => matches!(tokens.raw(at), "m" | "M")
            .then_some(6)
            .filter(|_| currency::symbol_before(tokens.text_before(at - 1)).is_some()),
        _ => None,
    }
}

/// Parses "fourteen", "one hundred and forty-three", "a dozen", "half a million" and "tens of thousands".
fn in_words<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let is_word_before = at > 0 && tokens.text_before(at).is_empty();
    if is_word_before {
        return None;
    }
    let words = NumberWords { tokens, at };
    let (number, next, is_vague) = words.vague().or_else(|| {
        let (number, next) = words.with_article().or_else(|| words.cardinal())?;
        Some((number, next, false))
    })?;
    Some(ParsedNumber {
        number,
        start: tokens.start(at),
        next,
        currency: None,
        letters: "",
        scaled: next > at + 1,
        is_one: next == at + 1 && tokens.is(at, "one"),
        is_vague,
        in_words: true,
    })
}

struct NumberWords<'r, 'p, 't> {
    tokens: &'r TokenView<'p, 't>,
    at: usize,
}

impl NumberWords<'_, '_, '_> {
    /// Parses "dozens", "tens of thousands", "several hundred" and "a few dozen".
    fn vague(&self) -> Option<(Number, usize, bool)> {
        let (tokens, at) = (self.tokens, self.at);
        let twice = |scale: u64| Number::integer(2 * scale);
        if let WordClass::Plural(scale) = tokens.class(at) {
            let of = tokens.is(at + 1, "of") && tokens.after_space(at + 1);
            if of
                && tokens.after_space(at + 2)
                && let WordClass::Plural(factor @ 1000..) = tokens.class(at + 2)
            {
                return Some((twice(scale).times(factor), at + 3, true));
            }
            // "tens" and "scores" also have other meanings.
            let is_clear = of || !matches!(scale, 10 | 20);
            return is_clear.then_some((twice(scale), at + 1, true));
        }
        let next = if tokens.is(at, "several") {
            at + 1
        } else if tokens.matches(at, &["a", "few"]) {
            at + 2
        } else {
            return None;
        };
        self.scale_at(next)
            .map(|(scale, next)| (twice(scale), next, true))
    }

    /// Parses a power of ten or a dozen.
    fn scale_at(&self, at: usize) -> Option<(u64, usize)> {
        if !self.tokens.after_space_or_hyphen(at) {
            return None;
        }
        let scale = match self.tokens.class(at) {
            WordClass::Hundred => 100,
            WordClass::Dozen => 12,
            WordClass::Scale(exponent) => 10_u64.pow(exponent),
            _ => return None,
        };
        Some((scale, at + 1))
    }

    /// Parses "a hundred", "half a million" and "half-dozen".
    fn with_article(&self) -> Option<(Number, usize)> {
        let (tokens, at) = (self.tokens, self.at);
        if tokens.is(at, "half") {
            let article = tokens.is(at + 1, "a") && tokens.after_space(at + 1);
            let (scale, next) = self.scale_at(at + 1 + usize::from(article))?;
            return Some((Number::integer(scale / 2), next));
        }
        if !tokens.is(at, "a") {
            return None;
        }
        if tokens.is(at + 1, "half") && tokens.after_space(at + 1) {
            let (scale, next) = self.scale_at(at + 2)?;
            return Some((Number::integer(scale / 2), next));
        }
        let (scale, next) = self.scale_at(at + 1)?;
        if matches!(scale, 100 | 1000) {
            // "a hundred and fifty".
            let (rest, next) = self.tail(next, scale);
            return Some((Number::integer(scale + rest), next));
        }
        Some((Number::integer(scale), next))
    }

    /// Parses the smaller number after hundreds and thousands.
    fn tail(&self, at: usize, below: u64) -> (u64, usize) {
        let and = self.tokens.is(at, "and") && self.tokens.after_space(at);
        let from = at + usize::from(and);
        self.tokens
            .after_space(from)
            .then(|| self.below_thousand(from))
            .flatten()
            .filter(|&(rest, _)| rest < below && (and || below > 100))
            .map_or((0, at), |(rest, next)| (rest, next))
    }

    /// Parses a number without an article.
    fn cardinal(&self) -> Option<(Number, usize)> {
        let (mut group, mut next) = self.below_thousand(self.at)?;
        if let Some((12, after)) = self.scale_at(next) {
            return Some((Number::integer(12 * group), after));
        }
        if let Some((scale, after)) = self.half_scale(next) {
            return Some((Number::integer(group * scale + scale / 2), after));
        }
        let (mut sum, mut below) = (0, u64::MAX);
        while let Some((scale, after)) = self.scale_at(next).filter(|&(scale, _)| scale < below) {
            if scale < 1000 {
                break;
            }
            (sum, below) = (sum + group * scale, scale);
            (group, next) = self.tail(after, scale.min(1000));
            if group == 0 {
                break;
            }
        }
        Some((Number::integer(sum + group), next))
    }

    /// Parses "and a half million" after a number.
    fn half_scale(&self, at: usize) -> Option<(u64, usize)> {
        let is_half = self.tokens.after_space(at) && self.tokens.matches(at, &["and", "a", "half"]);
        is_half.then(|| self.scale_at(at + 3)).flatten()
    }

    fn below_thousand(&self, at: usize) -> Option<(u64, usize)> {
        let (group, next) = self.below_hundred(at)?;
        let is_hundred = self.tokens.after_space_or_hyphen(next)
            && self.tokens.class(next) == WordClass::Hundred
            && group < 100;
        if !is_hundred {
            return Some((group, next));
        }
        let tokens = self.tokens;
        let from = next + 1;
        let and = usize::from(tokens.is(from, "and") && tokens.after_space(from));
        let rest = tokens
            .after_space(from + and)
            .then(|| self.below_hundred(from + and))
            .flatten();
        Some(rest.map_or((100 * group, from), |(rest, next)| {
            (100 * group + rest, next)
        }))
    }

    fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        match self.tokens.class(at) {
            WordClass::BelowTwenty(units) => Some((units.into(), at + 1)),
            WordClass::Tens(tens) => Some(match self.tokens.class(at + 1) {
                WordClass::BelowTwenty(units @ 1..10)
                    if self.tokens.after_space_or_hyphen(at + 1) =>
                {
                    ((tens + units).into(), at + 2)
                }
                _ => (tens.into(), at + 1),
            }),
            _ => None,
        }
    }
}
