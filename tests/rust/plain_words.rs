//! A plain reading of the word rules of UAX #29: rule by rule, without state and without tables. Slow; used as an
//! oracle.

use icu_properties::props::{ExtendedPictographic, WordBreak as W};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The properties used by the rules: `Word_Break`, and whether the character is `Extended_Pictographic`.
type Kind = (W, bool);

fn kind(character: char) -> Kind {
    (
        CodePointMapData::<W>::new().get(character),
        CodePointSetData::new::<ExtendedPictographic>().contains(character),
    )
}

fn is_line_break(kind: Kind) -> bool {
    matches!(kind.0, W::CR | W::LF | W::Newline)
}

fn is_extending(kind: Kind) -> bool {
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

/// True if there is a boundary before character `at`.
fn is_boundary(kinds: &[Kind], at: usize) -> bool {
    let (before, after) = (kinds[at - 1], kinds[at]);
    if before.0 == W::CR && after.0 == W::LF {
        return false;
    }
    if is_line_break(before) || is_line_break(after) {
        return true;
    }
    if before.0 == W::ZWJ && after.1 {
        return false;
    }
    if before.0 == W::WSegSpace && after.0 == W::WSegSpace {
        return false;
    }
    if is_extending(after) {
        return false;
    }
    // WB4: from here on, extending characters are ignored unless they follow a line break.
    let mut backward = (0..at).rev().filter(|&index| {
        !is_extending(kinds[index]) || index == 0 || is_line_break(kinds[index - 1])
    });
    let mut forward = (at + 1..kinds.len()).filter(|&index| !is_extending(kinds[index]));
    let left = backward.next().map(|index| kinds[index]);
    let left2 = backward.next().map(|index| kinds[index]);
    let right = Some(after);
    let right2 = forward.next().map(|index| kinds[index]);
    if joins([left2, left], [right, right2]) {
        return false;
    }
    // WB15, WB16
    let indicators = (0..at).rev().filter(|&index| !is_extending(kinds[index]));
    let n_indicators = indicators
        .take_while(|&index| kinds[index].0 == W::RegionalIndicator)
        .count();
    !(after.0 == W::RegionalIndicator && n_indicators % 2 == 1)
}

/// `WB5` to `WB13b`: whether two characters join, given one more on each side.
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

/// Returns the start and end of each segment of a text.
pub(crate) fn plain_bounds(text: &str) -> Vec<(usize, usize)> {
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    let kinds: Vec<Kind> = text.chars().map(kind).collect();
    let mut ends: Vec<usize> = (1..kinds.len())
        .filter(|&at| is_boundary(&kinds, at))
        .map(|at| offsets[at])
        .collect();
    if !text.is_empty() {
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.clone());
    starts.zip(ends).collect()
}
