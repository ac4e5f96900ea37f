//! Exact parsing of numbers in digits and in words.

use super::currency;
pub(super) use super::decimal::{Number, leading_number, plain_digits};
use super::digits::other_number;
use super::lexicon::WordClass;
use super::tokens::TokenView;
use crate::entities::mentions::Basis;

/// Products of scales stay below this.
const MAX_SCALE: u64 = 10_u64.pow(16);

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
    /// What a smaller number before shares in a range: 1000 in "12 thousand" and "12k", else 1.
    pub(super) factor: u64,
    /// Why the digits have this value.
    pub(super) basis: Basis,
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
            let mut parsed = in_digits(tokens, at, 0)?;
            if let Some((offset, code)) = symbol {
                parsed.start = tokens.start(at) - tokens.text_before(at).len() + offset;
                parsed.currency = Some(code);
            } else if !has_left_boundary(tokens, at) {
                return None;
            }
            Some(parsed)
        }
        WordClass::Glued => glued(tokens, at),
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

/// Parses a number after letters: "US$5m", "EUR 500", "Rs. 200", "RM 10".
fn after_letters<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    if tokens.class(at + 1) != WordClass::Digits {
        return None;
    }
    let (letters, between) = (tokens.raw(at), tokens.text_before(at + 1));
    let is_cedi = letters == "GH" && matches!(between, "¢" | "₵");
    let code = if between == "$" || between == ".$" {
        currency::dollar(letters)?
    } else if is_cedi || matches!(between, " " | "" | "\u{A0}" | "." | ". ") {
        let is_single = letters.len() == 1 && between == " ";
        let single = is_single
            .then(|| currency::single_letter(letters))
            .flatten();
        currency::code(letters)
            .filter(|_| !between.starts_with('.') || letters.len() < 5)
            .or(single)?
    } else {
        return None;
    };
    let parsed = in_digits(tokens, at + 1, 0)?;
    let is_clear = is_cedi || letters.len() > 1 && !is_also_word(letters) || between.ends_with('$');
    (is_clear || is_sum(tokens, at + 1, &parsed)).then(|| ParsedNumber {
        start: tokens.start(at),
        currency: Some(code),
        ..parsed
    })
}

/// Parses a number with letters glued to it: "Rs500", "USD34.6", "N302m".
fn glued<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let word = tokens.word(at);
    let length = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letters = &word[..length];
    let code = currency::code(letters).or_else(|| currency::single_letter(letters))?;
    if !has_left_boundary(tokens, at) {
        return None;
    }
    let parsed = in_digits(tokens, at, length)?;
    let is_clear = length > 1 && !is_also_word(letters);
    (is_clear || is_sum(tokens, at, &parsed)).then_some(ParsedNumber {
        currency: Some(code),
        ..parsed
    })
}

/// True for codes that are also words or other names: "COP28".
fn is_also_word(letters: &str) -> bool {
    matches!(
        letters,
        "ALL"
            | "TOP"
            | "TRY"
            | "MAD"
            | "COP"
            | "PEN"
            | "GEL"
            | "BAM"
            | "BOB"
            | "CUP"
            | "LAK"
            | "SOS"
            | "MOP"
            | "GH"
            | "Re"
    )
}

/// True for a number that letters before it can make a sum of money: it has a scale, groups or cents.
fn is_sum(tokens: &TokenView<'_, '_>, at: usize, parsed: &ParsedNumber<'_>) -> bool {
    let word = tokens.word(at);
    let has_cents = word.len() > 3 && word.as_bytes()[word.len() - 3] == b'.';
    parsed.scaled || word.contains(',') || has_cents || parsed.basis == Basis::DigitGroups
}

/// Parses the number in digits in the token at `at`, after `skipped` bytes of letters.
pub(super) fn in_digits<'t>(
    tokens: &TokenView<'_, 't>,
    at: usize,
    skipped: usize,
) -> Option<ParsedNumber<'t>> {
    let word = &tokens.word(at)[skipped..];
    let (number, letters, basis) = digits_of(tokens, word)?;
    let mut parsed = ParsedNumber {
        number,
        start: tokens.start(at),
        next: at + 1,
        currency: None,
        letters,
        scaled: false,
        factor: 1,
        basis,
        is_one: false,
        is_vague: false,
        in_words: false,
    };
    if let Some(exponent) = letter_exponent(letters) {
        parsed.letters = "";
        scale(&mut parsed, 10_u64.pow(exponent), at + 1);
    } else if letters.is_empty() {
        space_grouped(tokens, at, word, &mut parsed);
        with_fraction_sign(tokens, &mut parsed);
        scaled_after(tokens, at, &mut parsed);
    }
    Some(parsed)
}

/// Parses the digits of a token by the custom of the text.
fn digits_of<'t>(tokens: &TokenView<'_, 't>, word: &'t str) -> Option<(Number, &'t str, Basis)> {
    match leading_number(word) {
        // "1.234" is an integer only in a text that groups digits by points.
        Some((number, letters)) if number.decimals != 3 || !tokens.shared.has_decimal_commas() => {
            Some((number, letters, Basis::Written))
        }
        known => {
            let is_comma = known.is_some() || word.contains(',');
            let has_commas = is_comma && tokens.shared.has_decimal_commas();
            let other = other_number(word, has_commas);
            let (number, letters) = other.or(known)?;
            Some((number, letters, Basis::DigitGroups))
        }
    }
}

fn scale(parsed: &mut ParsedNumber<'_>, factor: u64, next: usize) {
    parsed.number = if factor == 12 {
        parsed.number.times(12)
    } else {
        parsed.number.times_power_of_ten(factor.ilog10())
    };
    (parsed.factor, parsed.next, parsed.scaled) = (factor, next, true);
}

/// Parses a scale that multiplies the one before it: "5 lakh crore", "two thousand billion".
fn larger_scale(tokens: &TokenView<'_, '_>, at: usize, factor: u64) -> Option<(u32, usize)> {
    let WordClass::Scale(exponent) = tokens.class(at) else {
        return None;
    };
    let is_larger =
        10_u64.pow(exponent) > factor && factor.saturating_mul(10_u64.pow(exponent)) < MAX_SCALE;
    (is_larger && tokens.after_space(at)).then_some((exponent, at + 1))
}

/// Adds "½", "¼" or "¾" directly after an integer.
fn with_fraction_sign(tokens: &TokenView<'_, '_>, parsed: &mut ParsedNumber<'_>) {
    let quarters = match tokens.raw(parsed.next) {
        "¼" => 1,
        "½" => 2,
        "¾" => 3,
        _ => return,
    };
    if tokens.text_before(parsed.next).is_empty()
        && let Some(number) = parsed.number.plus_quarters(quarters)
    {
        (parsed.number, parsed.next) = (number, parsed.next + 1);
    }
}

/// Applies the scale or the fraction after a number in digits: "5 million", "2 dozen", "2 and a half".
fn scaled_after(tokens: &TokenView<'_, '_>, at: usize, parsed: &mut ParsedNumber<'_>) {
    let next = parsed.next;
    let words = NumberWords { tokens, at };
    if let Some(exponent) = exponent_after(tokens, next) {
        scale(parsed, 10_u64.pow(exponent), next + 1);
        while let Some((exponent, after)) = larger_scale(tokens, parsed.next, parsed.factor) {
            let factor = parsed.factor.saturating_mul(10_u64.pow(exponent));
            parsed.number = parsed.number.times_power_of_ten(exponent);
            (parsed.factor, parsed.next) = (factor, after);
        }
    } else if tokens.after_space(next) && tokens.class(next) == WordClass::Dozen {
        scale(parsed, 12, next + 1);
    } else if let Some((factor, after)) = words.half_scale(next)
        && let Some(with_half) = parsed.number.plus_half()
    {
        parsed.number = with_half;
        scale(parsed, factor, after);
    } else if let Some((quarters, after)) = words.fraction_after(next)
        && let Some(number) = parsed.number.plus_quarters(quarters)
    {
        (parsed.number, parsed.next) = (number, after);
    }
}

/// Extends a number by groups of three digits separated by spaces.
///
/// Plain spaces separate groups only if nothing else can be meant: the last group is "000", or a word follows.
fn space_grouped(
    tokens: &TokenView<'_, '_>,
    at: usize,
    first: &str,
    parsed: &mut ParsedNumber<'_>,
) {
    let separator = tokens.text_before(at + 1);
    let is_group =
        |next: usize| tokens.word(next).len() == 3 && plain_digits(tokens.word(next)).is_some();
    if !matches!(separator, "\u{A0}" | "\u{202F}" | "\u{2009}" | " ")
        || first.len() > 3
        || first.starts_with('0')
        || parsed.number.decimals > 0
        || !is_group(at + 1)
    {
        return;
    }
    let mut next = at + 1;
    while next < at + 5 && tokens.text_before(next) == separator && is_group(next) {
        next += 1;
    }
    let last = tokens.word(next - 1);
    let continues =
        tokens.text_before(next).chars().count() == 1 && tokens.class(next) == WordClass::Digits;
    let is_counted = || {
        let word = tokens.raw(next);
        tokens.after_space(next)
            && word.len() > 1
            && word.starts_with(|first: char| first.is_lowercase())
    };
    if separator == " " && (continues || !(last == "000" || is_counted())) {
        return;
    }
    for group in at + 1..next {
        let digits = plain_digits(tokens.word(group)).unwrap_or(0);
        parsed.number.digits = 1000 * parsed.number.digits + u128::from(digits.unsigned_abs());
    }
    if separator == " " {
        parsed.basis = Basis::DigitGroups;
    }
    parsed.next = next;
}

fn letter_exponent(letters: &str) -> Option<u32> {
    Some(match letters {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" => 6,
        "b" | "B" | "bn" | "bln" => 9,
        "tn" | "trn" | "tln" => 12,
        _ => return None,
    })
}

fn exponent_after(tokens: &TokenView<'_, '_>, at: usize) -> Option<u32> {
    if !tokens.after_space_or_hyphen(at) {
        return None;
    }
    match tokens.class(at) {
        WordClass::Scale(exponent) => return Some(exponent),
        WordClass::Hundred => return Some(2),
        _ => {}
    }
    // Short forms that mean something else without a currency: "$5 M", "$728 mil".
    let exponent = match tokens.raw(at) {
        "k" | "K" => 3,
        "m" | "M" | "mil" | "mio" => 6,
        "b" | "B" => 9,
        "t" | "T" => 12,
        _ => return None,
    };
    currency::symbol_before(tokens.text_before(at - 1)).map(|_| exponent)
}

/// Parses "fourteen", "one hundred and forty-three", "a dozen", "half a million" and "tens of thousands".
fn in_words<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let is_word_before = at > 0 && tokens.text_before(at).is_empty();
    if is_word_before {
        return None;
    }
    let words = NumberWords { tokens, at };
    let (mut number, mut next, is_vague) = words.vague().or_else(|| {
        let fraction = words.fraction_of_scale();
        let (number, next) = fraction
            .or_else(|| words.with_article())
            .or_else(|| words.cardinal())?;
        Some((number, next, false))
    })?;
    let mut factor = words.trailing_scale(next);
    while factor > 1
        && let Some((exponent, after)) = larger_scale(tokens, next, factor)
    {
        number = number.times_power_of_ten(exponent);
        (factor, next) = (factor.saturating_mul(10_u64.pow(exponent)), after);
    }
    if !is_vague && let Some((quarters, after)) = words.fraction_after(next) {
        // "a million and a half" is 1.5 million.
        let with_fraction = if factor == 1 {
            number.plus_quarters(quarters)
        } else {
            number.plus(Number::integer(factor / 4 * quarters))
        };
        (number, next) = with_fraction.map_or((number, next), |number| (number, after));
    }
    Some(ParsedNumber {
        number,
        start: tokens.start(at),
        next,
        currency: None,
        letters: "",
        scaled: next > at + 1,
        factor,
        basis: if is_vague {
            Basis::Vague
        } else {
            Basis::Written
        },
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
            let is_clear = of || !matches!(scale, 10 | 20) || scale == 20 && self.are_people(at);
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

    /// True if "scores" at `at` begins a clause or follows "and", and a verb shows that it means people.
    fn are_people(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "were", "are", "have", "had", "more", "others", "died", "fled", "remain", "remained",
            "killed", "injured", "wounded", "dead", "hurt", "missing", "feared", "lost", "still",
        ];
        let opens = at == 0
            || self.tokens.is_any(
                at - 1,
                &[
                    "and", "with", "while", "killing", "injuring", "leaving", "wounding", "that",
                ],
            )
            || !self.tokens.after_space(at);
        let tokens = self.tokens;
        let is_object = at > 0
            && !tokens.after_space(at + 1)
            && tokens.is_any(
                at - 1,
                &[
                    "killing", "injuring", "wounding", "killed", "injured", "wounded", "arrested",
                ],
            );
        is_object || opens && tokens.after_space(at + 1) && tokens.is_any(at + 1, VERBS)
    }

    /// Returns the product of the scale words before `next`: a hundred thousand in "three hundred thousand".
    fn trailing_scale(&self, next: usize) -> u64 {
        let mut factor: u64 = 1;
        for at in (self.at + 1..next).rev() {
            let scale = match self.tokens.class(at) {
                WordClass::Hundred => 100,
                WordClass::Dozen => 12,
                WordClass::Scale(exponent) => 10_u64.pow(exponent),
                _ => break,
            };
            factor = factor.saturating_mul(scale);
        }
        factor
    }

    /// Parses "a quarter of a million" and "three quarters of a million".
    fn fraction_of_scale(&self) -> Option<(Number, usize)> {
        let (tokens, at) = (self.tokens, self.at);
        let quarters = match tokens.class(at) {
            WordClass::BelowTwenty(quarters) => u64::from(quarters),
            _ if tokens.is(at, "a") => 1,
            _ => return None,
        };
        let part = at + 1;
        let is_part =
            tokens.after_space_or_hyphen(part) && tokens.is_any(part, &["quarter", "quarters"]);
        let of = part + 1;
        if !is_part || !tokens.matches(of, &["of", "a"]) || !tokens.after_space(of) {
            return None;
        }
        let (scale, next) = self.scale_at(of + 2)?;
        Some((Number::integer((scale / 4).checked_mul(quarters)?), next))
    }

    /// Parses "and a half", "and one-half" or "and three-quarters" after an integer: the quarters and the next token.
    fn fraction_after(&self, at: usize) -> Option<(u64, usize)> {
        let tokens = self.tokens;
        if !tokens.is(at, "and") || !tokens.after_space_or_hyphen(at) {
            return None;
        }
        let quarters = match tokens.raw(at + 1) {
            "a" | "one" => 1,
            "three" => 3,
            _ => return None,
        };
        let quarters = match tokens.raw(at + 2) {
            "half" if quarters == 1 => 2,
            "quarter" if quarters == 1 => 1,
            "quarters" if quarters == 3 => 3,
            _ => return None,
        };
        let next = at + 3;
        let is_joined = (at + 1..next).all(|part| tokens.after_space_or_hyphen(part));
        // "two and a quarter of them", "one and a half-time show".
        let is_other = tokens.after_space(next) && tokens.is(next, "of")
            || tokens.after_hyphen(next) && tokens.is(next, "time");
        (is_joined && !is_other).then_some((quarters, next))
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
