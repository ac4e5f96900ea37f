//! The word rules of UAX #29 read plainly: rule by rule, with no memory and no table. Slow; an oracle.

use icu_properties::props::{ExtendedPictographic, WordBreak as W};
use icu_properties::{CodePointMapData, CodePointSetData};

/// What the rules ask of a character: its `Word_Break` value, and whether it is `Extended_Pictographic`.
type Kind = (W, bool);

fn kind(character: char) -> Kind {
    (
        CodePointMapData::<W>::new().get(character),
        CodePointSetData::new::<ExtendedPictographic>().contains(character),
    )
}

fn is_line_end(kind: Kind) -> bool {
    matches!(kind.0, W::CR | W::LF | W::Newline)
}

fn is_ignored(kind: Kind) -> bool {
    matches!(kind.0, W::Extend | W::Format | W::ZWJ)
}

fn is_letter(kind: Option<Kind>) -> bool {
    matches!(kind, Some((W::ALetter | W::HebrewLetter, _)))
}

fn is(kind: Option<Kind>, value: W) -> bool {
    kind.is_some_and(|kind| kind.0 == value)
}

fn is_mid_num_let_q(kind: Option<Kind>) -> bool {
    is(kind, W::MidNumLet) || is(kind, W::SingleQuote)
}

/// True where a boundary stands before character `at`: the rules one by one, with no memory and no table.
fn is_boundary(kinds: &[Kind], at: usize) -> bool {
    let (before, after) = (kinds[at - 1], kinds[at]);
    if before.0 == W::CR && after.0 == W::LF {
        return false;
    }
    if is_line_end(before) || is_line_end(after) {
        return true;
    }
    if before.0 == W::ZWJ && after.1 {
        return false;
    }
    if before.0 == W::WSegSpace && after.0 == W::WSegSpace {
        return false;
    }
    if is_ignored(after) {
        return false;
    }
    // WB4: from here on what extends is not seen, unless a line ends before it.
    let mut back = (0..at)
        .rev()
        .filter(|&place| !is_ignored(kinds[place]) || place == 0 || is_line_end(kinds[place - 1]));
    let mut forth = (at + 1..kinds.len()).filter(|&place| !is_ignored(kinds[place]));
    let left = back.next().map(|place| kinds[place]);
    let left2 = back.next().map(|place| kinds[place]);
    let right = Some(after);
    let right2 = forth.next().map(|place| kinds[place]);
    if joins([left2, left], [right, right2]) {
        return false;
    }
    // WB15, WB16
    let indicators = (0..at).rev().filter(|&place| !is_ignored(kinds[place]));
    let n_indicators = indicators
        .take_while(|&place| kinds[place].0 == W::RegionalIndicator)
        .count();
    !(after.0 == W::RegionalIndicator && n_indicators % 2 == 1)
}

/// `WB5` to `WB13b`: whether two characters belong together, with one more on each side.
fn joins([left2, left]: [Option<Kind>; 2], [right, right2]: [Option<Kind>; 2]) -> bool {
    let extends = |kind| {
        is_letter(kind)
            || is(kind, W::Numeric)
            || is(kind, W::Katakana)
            || is(kind, W::ExtendNumLet)
    };
    (is_letter(left) && is_letter(right))
        || (is_letter(left)
            && (is(right, W::MidLetter) || is_mid_num_let_q(right))
            && is_letter(right2))
        || (is_letter(left2)
            && (is(left, W::MidLetter) || is_mid_num_let_q(left))
            && is_letter(right))
        || (is(left, W::HebrewLetter) && is(right, W::SingleQuote))
        || (is(left, W::HebrewLetter) && is(right, W::DoubleQuote) && is(right2, W::HebrewLetter))
        || (is(left2, W::HebrewLetter) && is(left, W::DoubleQuote) && is(right, W::HebrewLetter))
        || (is(left, W::Numeric) && is(right, W::Numeric))
        || (is_letter(left) && is(right, W::Numeric))
        || (is(left, W::Numeric) && is_letter(right))
        || (is(left2, W::Numeric)
            && (is(left, W::MidNum) || is_mid_num_let_q(left))
            && is(right, W::Numeric))
        || (is(left, W::Numeric)
            && (is(right, W::MidNum) || is_mid_num_let_q(right))
            && is(right2, W::Numeric))
        || (is(left, W::Katakana) && is(right, W::Katakana))
        || (extends(left) && is(right, W::ExtendNumLet))
        || (is(left, W::ExtendNumLet) && extends(right))
}

/// The segments of a text, by start and end.
pub(crate) fn plain_bounds(text: &str) -> Vec<(usize, usize)> {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    let kinds: Vec<Kind> = text.chars().map(kind).collect();
    let mut ends: Vec<usize> = (1..kinds.len())
        .filter(|&at| is_boundary(&kinds, at))
        .map(|at| places[at])
        .collect();
    if !text.is_empty() {
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.clone());
    starts.zip(ends).collect()
}
