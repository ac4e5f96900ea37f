//! Numbers with their qualifiers and ranges: "at least 14", "between 50 and 60", "up to 170".

use std::borrow::Cow;

use super::lexicon::Lex;
use super::lexicon::begins::QUALIFIER;
use super::number::{Number, Said, said, stands_free};
use super::reading::{Reading, is_blank};
use crate::entities::mentions::Value;
use crate::entities::names::is_hyphen;

/// Where the truth lies beside the number that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    /// About, and not above: "almost".
    Nearly,
}

impl Bound {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::About | Self::Nearly => "~",
        }
    }

    /// The least and the most that a number means.
    pub(super) fn ends(self, number: f64) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Exact => (Some(number), Some(number)),
            Self::AtLeast | Self::MoreThan => (Some(number), None),
            Self::AtMost | Self::LessThan | Self::Nearly => (None, Some(number)),
            Self::About => (None, None),
        }
    }
}

/// Words before a number, and what they make of it.
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

/// The qualifier that begins at `at`, and the word behind it.
pub(super) fn qualifier(reading: &Reading<'_, '_>, at: usize) -> Option<(Bound, usize)> {
    if !matches!(reading.lex(at), Lex::Key(grammars) if grammars & QUALIFIER == QUALIFIER) {
        return None;
    }
    // "CA 90210" is in California.
    let (words, bound) = QUALIFIERS
        .iter()
        .find(|(words, _)| reading.are(at, words))
        .filter(|_| reading.raw(at) != "CA")?;
    let next = at + words.len();
    // "just about 5", "at least about 5" keep the outer word.
    let inner = reading.is_any(next, &["about", "around", "some", "roughly"]);
    Some((*bound, next + usize::from(inner && reading.is_joined(next))))
}

/// A number or a range with its qualifier.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was said does not depend on each other"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure<'t> {
    pub(super) start: usize,
    pub(super) next: usize,
    /// True where a plus sign stands right behind the last word.
    pub(super) has_plus: bool,
    pub(super) bound: Bound,
    pub(super) low: Number,
    /// The upper end of a range.
    pub(super) high: Option<Number>,
    pub(super) currency: Option<&'static str>,
    pub(super) letters: &'t str,
    pub(super) scaled: bool,
    /// True for "one" without anything that makes it a number.
    pub(super) is_lone_one: bool,
    pub(super) in_words: bool,
    /// The percent sign that already stood behind the lower end.
    pub(super) is_percent: bool,
}

impl Figure<'_> {
    /// The normal form, each number written by `write`.
    pub(super) fn form(&self, write: impl Fn(Number) -> String) -> String {
        let low = write(self.low);
        match self.high {
            Some(high) => format!("{low}..{}", write(high)),
            None => format!("{}{low}", self.bound.sign()),
        }
    }

    pub(super) fn value(&self, unit: Option<Cow<'static, str>>) -> Value {
        let low = self.low.value();
        let Some(high) = self.high.map(Number::value) else {
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

    /// Where the figure ends.
    pub(super) fn end(&self, reading: &Reading<'_, '_>) -> usize {
        reading.end(self.next - 1) + usize::from(self.has_plus)
    }

    /// True where white space or a hyphen joins the figure to the word behind.
    pub(super) fn is_near_next(&self, reading: &Reading<'_, '_>) -> bool {
        let gap = reading.sign(self.next);
        let plus = usize::from(self.has_plus);
        reading.is_near(self.next) || self.has_plus && is_blank(&gap[plus.min(gap.len())..])
    }

    pub(super) fn is_plain(&self) -> bool {
        self.bound == Bound::Exact && self.high.is_none()
    }
}

/// The figure that begins with the word at `at`.
pub(super) fn figure_at<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Figure<'t>> {
    if reading.is(at, "between") {
        return between(reading, at);
    }
    let qualified = qualifier(reading, at);
    let (bound, from) = qualified.unwrap_or((Bound::Exact, at));
    // The stop of "ca. 100" is the abbreviation's.
    let is_open = || {
        let is_short = reading.is_any(from - 1, &["approx", "ca"]);
        reading.is_joined(from)
            || opens_with_sign(reading, from)
            || is_short && reading.gap(from) == ". "
    };
    if qualified.is_some() && !is_open() {
        return None;
    }
    let first = said(reading, from)?;
    let start = if qualified.is_some() {
        reading.start(at)
    } else {
        first.start
    };
    let mut figure = one(start, bound, &first);
    if let Some((second, is_percent)) = range_end(reading, &first) {
        figure = two(&figure, first, second);
        figure.is_percent = is_percent;
    }
    Some(suffixed(reading, figure))
}

fn one<'t>(start: usize, bound: Bound, first: &Said<'t>) -> Figure<'t> {
    let bound = match bound {
        Bound::Exact | Bound::About | Bound::Nearly if first.is_vague => Bound::AtLeast,
        bound => bound,
    };
    Figure {
        start,
        next: first.next,
        has_plus: false,
        bound,
        low: first.number,
        high: None,
        currency: first.currency,
        letters: first.letters,
        scaled: first.scaled,
        is_lone_one: first.is_one && bound == Bound::Exact,
        in_words: first.in_words,
        is_percent: false,
    }
}

/// A range of two numbers; what is said only of the second holds for both.
fn two<'t>(figure: &Figure<'t>, first: Said<'t>, second: Said<'t>) -> Figure<'t> {
    let (low, high) = shared_scale(first, second);
    Figure {
        next: second.next,
        low,
        high: Some(high),
        currency: first.currency.or(second.currency),
        letters: second.letters,
        scaled: second.scaled,
        is_lone_one: false,
        ..*figure
    }
}

/// "1.2 to 1.5 million": the first number is below a thousand and has no scale of its own.
fn shared_scale(first: Said<'_>, second: Said<'_>) -> (Number, Number) {
    let (low, high) = (first.number, second.number);
    if first.scaled || !second.scaled || low.value() >= 1000.0 {
        return (low, high);
    }
    let zeros = [12, 9, 6, 3]
        .into_iter()
        .find(|&zeros| Number::whole(1).times_ten(zeros).value() <= high.value());
    (low.times_ten(zeros.unwrap_or(0)), high)
}

fn opens_with_sign(reading: &Reading<'_, '_>, at: usize) -> bool {
    let gap = reading.gap(at);
    super::currency::sign_before(gap).is_some_and(|(sign, _)| is_blank(&gap[..sign]))
}

fn between<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Figure<'t>> {
    let from = at + 1;
    if !(reading.is_joined(from) || opens_with_sign(reading, from)) {
        return None;
    }
    let first = said(reading, from)?;
    let next = first.next;
    let (is_percent, gap) = without_percent(reading.sign(next));
    if !reading.is(next, "and") || !(gap == " " || reading.is_joined(next)) {
        return None;
    }
    let second = said(reading, next + 1)?;
    let figure = one(reading.start(at), Bound::Exact, &first);
    let mut found = two(&figure, first, second);
    found.is_percent = is_percent;
    is_ascending(&found).then(|| suffixed(reading, found))
}

fn is_ascending(figure: &Figure<'_>) -> bool {
    figure
        .high
        .is_some_and(|high| figure.low.value() < high.value())
}

fn without_percent(gap: &str) -> (bool, &str) {
    match gap.strip_prefix('%') {
        Some(rest) => (true, rest),
        None => (false, gap),
    }
}

/// The second number of a range, where one follows that is larger; and whether the first had a percent sign.
fn range_end<'t>(reading: &Reading<'_, 't>, first: &Said<'t>) -> Option<(Said<'t>, bool)> {
    let at = first.next;
    let (is_percent, gap) = without_percent(reading.sign(at));
    let has_sign = super::currency::sign_before(gap).map_or(gap, |(place, _)| &gap[..place]);
    let mut marks = has_sign.chars();
    let is_dash = marks.next().is_some_and(is_hyphen) && marks.next().is_none();
    let to = reading.is_any(at, &["to", "or"]) && is_blank(gap);
    let from = if is_dash {
        at
    } else if to && (reading.is_joined(at + 1) || opens_with_sign(reading, at + 1)) {
        at + 1
    } else {
        return None;
    };
    let second = if is_dash {
        behind_dash(reading, from)?
    } else {
        said(reading, from)?
    };
    let is_code = is_dash && first.next == from && is_like_phone(reading, first, &second);
    let (low, high) = shared_scale(*first, second);
    // "It fell 8% to $14 billion": two figures.
    let is_alike = second
        .currency
        .is_none_or(|code| first.currency == Some(code))
        && (!is_percent || is_percent_behind(reading, second.next));
    let is_range = low.value() < high.value()
        && is_alike
        && !is_code
        && first.in_words == second.in_words
        && !second.is_vague
        && !first.is_vague
        && (first.letters.is_empty() || first.letters == second.letters);
    is_range.then_some((second, is_percent))
}

fn is_percent_behind(reading: &Reading<'_, '_>, at: usize) -> bool {
    reading.sign(at).starts_with('%') || reading.is_any(at, &["percent", "per"])
}

/// A number right behind a dash, which elsewhere would join it to a name.
fn behind_dash<'t>(reading: &Reading<'_, 't>, at: usize) -> Option<Said<'t>> {
    if reading.lex(at) == Lex::Digits && !stands_free(reading, at) {
        return super::number::in_digits(reading, at);
    }
    said(reading, at)
}

/// A plus sign, and nothing right behind it that it could add.
fn ends_in_plus(reading: &Reading<'_, '_>, next: usize) -> bool {
    reading.sign(next).strip_prefix('+').is_some_and(|rest| {
        rest.is_empty() && next == reading.len()
            || rest.starts_with(|mark: char| mark.is_whitespace() || ".,;:)!?".contains(mark))
    })
}

/// "555-1234" and what goes on behind another hyphen.
fn is_like_phone(reading: &Reading<'_, '_>, first: &Said<'_>, second: &Said<'_>) -> bool {
    let (left, right) = (reading.word(first.next - 1), reading.word(second.next - 1));
    let goes_on = reading.is_hyphened(second.next) && reading.lex(second.next) == Lex::Digits;
    let local = left.len() == 3 && right.len() == 4 && !right.ends_with("00");
    !first.in_words && (goes_on || local || left.starts_with('0') && left.len() > 1)
}

/// "50 or more", "20 or so", "100+", "100-plus".
fn suffixed<'t>(reading: &Reading<'_, 't>, figure: Figure<'t>) -> Figure<'t> {
    let next = figure.next;
    if !figure.is_plain() {
        return figure;
    }
    let has_plus = !figure.in_words && figure.letters.is_empty() && ends_in_plus(reading, next);
    let in_letters = reading.is_hyphened(next) && reading.is(next, "plus");
    if has_plus || in_letters {
        return Figure {
            bound: Bound::AtLeast,
            next: next + usize::from(in_letters),
            has_plus,
            ..figure
        };
    }
    if !reading.is(next, "or") || !reading.is_joined(next) {
        return figure;
    }
    let bound = match reading.raw(next + 1) {
        "more" => Bound::AtLeast,
        "fewer" | "less" => Bound::AtMost,
        "so" => Bound::About,
        _ => return figure,
    };
    Figure {
        bound,
        next: next + 2,
        ..figure
    }
}
