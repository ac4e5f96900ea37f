//! Numbers with qualifiers, and ranges: "at least 14", "between 50 and 60", "up to 170".

use std::borrow::Cow;

use super::change;
use super::lexicon::grammars::{NUMBER, QUALIFIER};
use super::lexicon::{TimeUnit, WordClass};
use super::number::{Number, ParsedNumber, has_left_boundary, parse_number, plain_digits};
use super::tokens::{TokenView, is_blank};
use super::{clause, currency, units};
use crate::entities::mentions::{Basis, Value};
use crate::entities::names::is_hyphen;

/// How the true value relates to the number in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    /// Approximately, but not above: "almost".
    Nearly,
}

impl Bound {
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::About | Self::Nearly => "~",
        }
    }

    /// Returns the lower and upper bound of a number.
    pub(super) fn ends(self, number: f64) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Exact => (Some(number), Some(number)),
            Self::AtLeast | Self::MoreThan => (Some(number), None),
            Self::AtMost | Self::LessThan | Self::Nearly => (None, Some(number)),
            Self::About => (None, None),
        }
    }
}

/// Words before a number and the bound that they express.
const QUALIFIERS: &[(&[&str], Bound)] = &[
    (&["at", "least"], Bound::AtLeast),
    (&["at", "most"], Bound::AtMost),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["more", "than"], Bound::MoreThan),
    (&["less", "than"], Bound::LessThan),
    (&["fewer", "than"], Bound::LessThan),
    (&["up", "to"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["as", "few", "as"], Bound::AtLeast),
    (&["as", "little", "as"], Bound::AtLeast),
    (&["upwards", "of"], Bound::MoreThan),
    (&["just", "over"], Bound::MoreThan),
    (&["well", "over"], Bound::MoreThan),
    (&["just", "under"], Bound::LessThan),
    (&["well", "under"], Bound::LessThan),
    (&["over"], Bound::MoreThan),
    (&["above"], Bound::MoreThan),
    (&["under"], Bound::LessThan),
    (&["below"], Bound::LessThan),
    (&["nearly"], Bound::Nearly),
    (&["almost"], Bound::Nearly),
    (&["close", "to"], Bound::About),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["some"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["estimated"], Bound::About),
    (&["circa"], Bound::About),
    (&["approx"], Bound::About),
    (&["ca"], Bound::About),
];

/// The key of the first word of each qualifier.
const QUALIFIER_KEYS: [u16; QUALIFIERS.len()] = {
    let mut keys = [0; QUALIFIERS.len()];
    let mut row = 0;
    while row < keys.len() {
        keys[row] = qualifier_key(QUALIFIERS[row].0[0]);
        row += 1;
    }
    keys
};

/// The first letter, in lowercase, and the length of a word: enough to rule out nearly all qualifiers.
#[expect(
    clippy::cast_possible_truncation,
    reason = "long words are no qualifiers"
)]
const fn qualifier_key(word: &str) -> u16 {
    match word.as_bytes() {
        [] => 0,
        [first, ..] => u16::from_le_bytes([first.to_ascii_lowercase(), word.len() as u8]),
    }
}

/// True if an amount or a fraction can begin with a word of these grammars, to judge from the next tokens: nearly all
/// that do not begin one are held back.
pub(super) fn may_begin(tokens: &TokenView<'_, '_>, at: usize, grammars: u16) -> bool {
    let next = tokens.class(at + 1);
    if grammars & NUMBER == 0 {
        return false;
    }
    if grammars & QUALIFIER == QUALIFIER {
        return match qualifier(tokens, at) {
            Some((_, next)) => begins_number(tokens.class(next)),
            // A currency: "RM 10".
            None => next == WordClass::Digits,
        };
    }
    next != WordClass::Other
        || tokens.is(at, "half")
        || tokens.is(at, "a") && tokens.is_any(at + 1, &["few", "quarter", "quarters"])
}

/// True for classes of words that a number, "half" or the article of a unit can begin with.
fn begins_number(class: WordClass) -> bool {
    matches!(
        class,
        WordClass::Digits
            | WordClass::Glued
            | WordClass::Trigger(_)
            | WordClass::BelowTwenty(_)
            | WordClass::Tens(_)
            | WordClass::Plural(_)
    )
}

/// Parses the qualifier that begins at `at`; returns its bound and the index of the next token.
pub(super) fn qualifier(tokens: &TokenView<'_, '_>, at: usize) -> Option<(Bound, usize)> {
    if !matches!(tokens.class(at), WordClass::Trigger(grammars) if grammars & QUALIFIER == QUALIFIER)
    {
        return None;
    }
    // In "CA 90210", CA is California.
    let key = qualifier_key(tokens.raw(at));
    let next_length = tokens.raw(at + 1).len();
    let has_length = |words: &[&str]| words.get(1).is_none_or(|word| word.len() == next_length);
    let (words, bound) = QUALIFIER_KEYS
        .iter()
        .zip(QUALIFIERS)
        .filter(|(known, (words, _))| **known == key && has_length(words))
        .map(|(_, row)| row)
        .find(|(words, _)| tokens.matches(at, words))
        .filter(|_| tokens.raw(at) != "CA")?;
    let next = at + words.len();
    // In "at least about 5", the first qualifier determines the bound.
    let inner = tokens.is_any(next, &["about", "around", "some", "roughly"]);
    Some((
        *bound,
        next + usize::from(inner && tokens.after_space(next)),
    ))
}

/// A number or a range, with its qualifier.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the flags are independent of each other"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<'t> {
    pub(super) start: usize,
    pub(super) next: usize,
    /// The bytes of a plus sign directly after the last token.
    pub(super) tail: usize,
    pub(super) bound: Bound,
    pub(super) low: Number,
    /// The upper end of a range.
    pub(super) high: Option<Number>,
    pub(super) currency: Option<&'static str>,
    pub(super) letters: &'t str,
    pub(super) scaled: bool,
    /// True for "one" without a qualifier or another sign that it is a number.
    pub(super) is_lone_one: bool,
    pub(super) in_words: bool,
    /// True if a percent sign follows the lower end of a range.
    pub(super) is_percent: bool,
    /// Why the numbers have these values.
    pub(super) basis: Basis,
    /// The lower end, if the scale of the upper end might not hold for it.
    pub(super) plain_low: Option<Number>,
    /// The number after a change, whose unit holds for this one too: "from 2 to 25 percent".
    pub(super) end_of_change: Option<ParsedNumber<'t>>,
}

impl<'t> Amount<'t> {
    /// Returns the normal form, with each number formatted by `format`.
    pub(super) fn normal_form(&self, format: impl Fn(Number) -> String) -> String {
        let low = format(self.low);
        match self.high {
            Some(high) => format!("{low}..{}", format(high)),
            None if self.bound == Bound::Exact => low,
            None => format!("{}{low}", self.bound.prefix()),
        }
    }

    pub(super) fn value(&self, unit: Option<Cow<'static, str>>) -> Value {
        let low = self.low.to_f64();
        let Some(high) = self.high.map(Number::to_f64) else {
            let (least, most) = self.bound.ends(low);
            return Value::Amount {
                low: least,
                best: low,
                high: most,
                unit,
            };
        };
        Value::Amount {
            low: Some(low),
            best: f64::midpoint(low, high),
            high: Some(high),
            unit,
        }
    }

    pub(super) fn map(&self, change: impl Fn(Number) -> Number) -> Self {
        Self {
            low: change(self.low),
            high: self.high.map(&change),
            ..*self
        }
    }

    /// Returns the end offset of the amount.
    pub(super) fn end(&self, tokens: &TokenView<'_, '_>) -> usize {
        tokens.end(self.next - 1) + self.tail
    }

    /// True if whitespace or a hyphen separates the amount from the next token.
    pub(super) fn is_before_unit(&self, tokens: &TokenView<'_, '_>) -> bool {
        let between = tokens.symbol_before(self.next);

        tokens.after_space_or_hyphen(self.next)
            || self.tail > 0 && is_blank(&between[self.tail.min(between.len())..])
    }

    /// Returns this amount with the scale and currency of the number after a change, up to which it reads.
    pub(super) fn up_to(&self, second: &ParsedNumber<'t>) -> Self {
        // In "from 900 to 1.2 million" the scale holds for the second number only.
        let ratio = self.low.to_f64() / second.number.to_f64() * factor_of(second.factor);
        let is_shared = !self.scaled && (0.01..20.0).contains(&ratio);
        Self {
            next: second.next,
            low: if is_shared {
                self.low.times_scale(second.factor)
            } else {
                self.low
            },
            currency: self.currency.or(second.currency),
            letters: second.letters,
            scaled: second.scaled,
            basis: Basis::SharedUnit,
            end_of_change: None,
            ..*self
        }
    }

    pub(super) fn is_plain(&self) -> bool {
        self.bound == Bound::Exact && self.high.is_none()
    }
}

/// Parses the amount that begins with the token at `at`.
pub(super) fn amount_at<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<Amount<'t>> {
    if tokens.is(at, "between") {
        return between(tokens, at);
    }
    let qualified = qualifier(tokens, at);
    let (bound, from) = qualified.unwrap_or((Bound::Exact, at));
    // The full stop of "ca. 100" belongs to the abbreviation.
    let is_open = || {
        let is_short = tokens.is_any(from - 1, &["approx", "ca"]);
        tokens.after_space(from)
            || opens_with_symbol(tokens, from)
            || is_short && tokens.text_before(from) == ". "
    };
    if qualified.is_some() && !is_open() {
        return None;
    }
    let one = qualified.and_then(|_| one_of_unit(tokens, from));
    let first = one.or_else(|| parse_number(tokens, from))?;
    let start = if qualified.is_some() {
        tokens.start(at)
    } else {
        first.start
    };
    let mut amount = from_number(start, bound, &first);
    let (is_percent, _) = without_percent(tokens.symbol_before(first.next));
    if let Some(second) = change::end_of_change(tokens, at, &first, is_percent) {
        let has_unit = is_percent || first.currency.is_some() && second.factor == 1;
        amount.end_of_change = Some(second).filter(|_| !has_unit);
    } else if let Some((second, is_percent)) = range_end(tokens, &first) {
        amount = from_range(tokens, &amount, first, second);
        amount.is_percent = is_percent;
    }
    Some(with_suffix(tokens, &amount))
}

/// Parses "a" before a unit, after a qualifier: "less than a week", "up to a litre".
fn one_of_unit<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    let half = usize::from(tokens.is(at, "half") && tokens.after_space(at + 1));
    let article = at + half;
    let unit = tokens.word(article + 1);
    let is_unit = tokens.is_any(article, &["a", "an"])
        && tokens.after_space(article + 1)
        && !tokens.after_hyphen(article + 2)
        && clause::direction(tokens, article + 2).is_none()
        && (TimeUnit::of(unit).is_some() && !unit.ends_with('s')
            || units::unit(unit, false).is_some() && unit.len() > 3
            || currency::word(unit).is_some_and(|(name, _)| name == "dollar"));
    is_unit.then(|| ParsedNumber {
        number: if half == 1 {
            Number::half()
        } else {
            Number::integer(1)
        },
        start: tokens.start(at),
        next: article + 1,
        currency: None,
        letters: "",
        scaled: false,
        factor: 1,
        basis: Basis::Written,
        is_one: false,
        is_vague: false,
        in_words: true,
    })
}

fn from_number<'t>(start: usize, bound: Bound, first: &ParsedNumber<'t>) -> Amount<'t> {
    let bound = match bound {
        Bound::Exact | Bound::About | Bound::Nearly if first.is_vague => Bound::AtLeast,
        bound => bound,
    };
    Amount {
        start,
        next: first.next,
        tail: 0,
        bound,
        low: first.number,
        high: None,
        currency: first.currency,
        letters: first.letters,
        scaled: first.scaled,
        is_lone_one: first.is_one && bound == Bound::Exact,
        in_words: first.in_words,
        is_percent: false,
        basis: first.basis,
        plain_low: None,
        end_of_change: None,
    }
}

/// Builds a range of two numbers; the scale, currency and letters of the second apply to both.
fn from_range<'t>(
    tokens: &TokenView<'_, 't>,
    amount: &Amount<'t>,
    first: ParsedNumber<'t>,
    second: ParsedNumber<'t>,
) -> Amount<'t> {
    let (low, high) = shared_scale(tokens, first, second);
    let is_shared = low != first.number;
    // A scale word is clearer than the zeros of "10-12,000".
    let is_open = is_shared && second.factor == 1;
    Amount {
        next: second.next,
        basis: if is_shared {
            Basis::SharedUnit
        } else {
            first.basis
        },
        plain_low: is_open.then_some(first.number),
        low,
        high: Some(high),
        currency: first.currency.or(second.currency),
        letters: second.letters,
        scaled: second.scaled,
        is_lone_one: false,
        ..*amount
    }
}

/// Applies the scale of the second number to the first: "1.2 to 1.5 million", "two to three dozen", "10-12,000".
///
/// The first must have no scale of its own and be smaller than the second without its scale.
fn shared_scale(
    tokens: &TokenView<'_, '_>,
    first: ParsedNumber<'_>,
    second: ParsedNumber<'_>,
) -> (Number, Number) {
    let (low, high) = (first.number, second.number);
    let factor = if second.factor > 1 {
        second.factor
    } else {
        thousands(tokens, first, second)
    };
    let is_smaller = low.to_f64() * factor_of(factor) < high.to_f64();
    if first.factor > 1 || factor == 1 || !is_smaller {
        return (low, high);
    }
    (low.times_scale(factor), high)
}

fn factor_of(factor: u64) -> f64 {
    Number::integer(factor).to_f64()
}

/// Returns 1000 if the zeros of the second number may hold for the first one too: "10-12,000".
fn thousands(tokens: &TokenView<'_, '_>, first: ParsedNumber<'_>, second: ParsedNumber<'_>) -> u64 {
    let digits = tokens.word(second.next - 1);
    let is_grouped = !second.in_words && digits.ends_with(",000") && digits.len() <= 7;
    let is_small = !first.in_words && first.number.as_integer().is_some_and(|low| low < 1000);
    if is_grouped && is_small && first.currency == second.currency {
        1000
    } else {
        1
    }
}

fn opens_with_symbol(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let between = tokens.text_before(at);
    super::currency::symbol_before(between).is_some_and(|(offset, _)| is_blank(&between[..offset]))
}

fn between<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<Amount<'t>> {
    let from = at + 1;
    if !(tokens.after_space(from) || opens_with_symbol(tokens, from)) {
        return None;
    }
    let first = parse_number(tokens, from)?;
    let next = first.next;
    let (is_percent, between) = without_percent(tokens.symbol_before(next));
    if !tokens.is(next, "and") || !(between == " " || tokens.after_space(next)) {
        return None;
    }
    let second = parse_number(tokens, next + 1)?;
    let amount = from_number(tokens.start(at), Bound::Exact, &first);
    let mut amount = from_range(tokens, &amount, first, second);
    amount.is_percent = is_percent;
    is_ascending(&amount).then(|| with_suffix(tokens, &amount))
}

fn is_ascending(amount: &Amount<'_>) -> bool {
    amount
        .high
        .is_some_and(|high| amount.low.to_f64() < high.to_f64())
}

fn without_percent(between: &str) -> (bool, &str) {
    match between.strip_prefix('%') {
        Some(rest) => (true, rest),
        None => (false, between),
    }
}

/// Parses the second, larger number of a range; also returns whether the first number has a percent sign.
fn range_end<'t>(
    tokens: &TokenView<'_, 't>,
    first: &ParsedNumber<'t>,
) -> Option<(ParsedNumber<'t>, bool)> {
    let at = first.next;
    let (is_percent, between) = without_percent(tokens.symbol_before(at));
    let separator =
        super::currency::symbol_before(between).map_or(between, |(offset, _)| &between[..offset]);
    let mut chars = separator.chars();
    let is_dash = chars.next().is_some_and(is_hyphen) && chars.next().is_none();
    let to = tokens.is_any(at, &["to", "or"]) && is_blank(between);
    // "from 816 000 t in 2012 to 934 000 t".
    let is_year = to
        && first.next > 0
        && tokens.word(at - 1).len() == 4
        && tokens.follows(at - 1, &["in", "since", "of", "during"])
        && plain_digits(tokens.word(at - 1)).is_some_and(|year| (1900..=2050).contains(&year));
    let from = if is_dash {
        at
    } else if is_year {
        return None;
    } else if to && (tokens.after_space(at + 1) || opens_with_symbol(tokens, at + 1)) {
        at + 1
    } else {
        return None;
    };
    let second = if is_dash {
        after_dash(tokens, from)?
    } else {
        parse_number(tokens, from)?
    };
    let is_code = is_dash && first.next == from && is_like_phone(tokens, first, &second);
    let (low, high) = shared_scale(tokens, *first, second);
    // "It fell 8% to $14 billion" contains two amounts.
    let same_unit = second
        .currency
        .is_none_or(|code| first.currency == Some(code))
        && (!is_percent || is_percent_after(tokens, second.next));
    // "five or ten", but not "R1 250 or R12 500 000".
    let is_far = tokens.is(at, "or") && high.to_f64() > 10.0 * low.to_f64();
    let is_range = low.to_f64() < high.to_f64()
        && !is_far
        && same_unit
        && !is_code
        && first.in_words == second.in_words
        && !second.is_vague
        && !first.is_vague
        && (first.letters.is_empty() || first.letters == second.letters);
    is_range.then_some((second, is_percent))
}

fn is_percent_after(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    tokens.symbol_before(at).starts_with('%') || tokens.is_any(at, &["percent", "per"])
}

/// Parses a number directly after a dash. Outside a range, the dash would make it part of a name.
fn after_dash<'t>(tokens: &TokenView<'_, 't>, at: usize) -> Option<ParsedNumber<'t>> {
    if tokens.class(at) == WordClass::Digits && !has_left_boundary(tokens, at) {
        return super::number::in_digits(tokens, at, 0);
    }
    parse_number(tokens, at)
}

/// True if a plus sign follows and is not an addition.
fn is_followed_by_plus(tokens: &TokenView<'_, '_>, next: usize) -> bool {
    tokens
        .symbol_before(next)
        .strip_prefix('+')
        .is_some_and(|rest| {
            rest.is_empty() && next == tokens.len()
                || rest.starts_with(|next: char| next.is_whitespace() || ".,;:)!?".contains(next))
        })
}

/// True for "555-1234" and for digits that continue after another hyphen.
fn is_like_phone(
    tokens: &TokenView<'_, '_>,
    first: &ParsedNumber<'_>,
    second: &ParsedNumber<'_>,
) -> bool {
    let (left, right) = (tokens.word(first.next - 1), tokens.word(second.next - 1));
    let continues =
        tokens.after_hyphen(second.next) && tokens.class(second.next) == WordClass::Digits;
    let is_digits = |word: &str| plain_digits(word).is_some();
    let local = left.len() == 3
        && right.len() == 4
        && !right.ends_with("00")
        && is_digits(left)
        && is_digits(right);
    // "1-800-FLOWERS" and aircraft such as the 737-800.
    let named = tokens.after_hyphen(second.next) && tokens.is_capitalised(second.next);
    let aircraft = left.len() == 3
        && left.starts_with('7')
        && left.ends_with('7')
        && (right.len() == 3 || right.starts_with("MAX"));
    let is_code =
        continues || local || named || aircraft || left.starts_with('0') && left.len() > 1;
    !first.in_words && is_code
}

/// Extends an amount by "or more", "or so", "+" or "-plus".
fn with_suffix<'t>(tokens: &TokenView<'_, 't>, amount: &Amount<'t>) -> Amount<'t> {
    let next = amount.next;
    if !amount.is_plain() {
        return *amount;
    }
    let has_plus =
        !amount.in_words && amount.letters.is_empty() && is_followed_by_plus(tokens, next);
    let in_letters = tokens.after_hyphen(next) && tokens.is(next, "plus");
    if has_plus || in_letters {
        return Amount {
            bound: Bound::AtLeast,
            next: next + usize::from(in_letters),
            tail: amount.tail + usize::from(has_plus),
            ..*amount
        };
    }
    if !tokens.is(next, "or") || !tokens.after_space(next) {
        return *amount;
    }
    let bound = match tokens.raw(next + 1) {
        "more" => Bound::AtLeast,
        "fewer" | "less" => Bound::AtMost,
        "so" => Bound::About,
        _ => return *amount,
    };
    Amount {
        bound,
        next: next + 2,
        ..*amount
    }
}
