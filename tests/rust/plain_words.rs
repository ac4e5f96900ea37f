//! A plain reading of the word rules of UAX #29: rule by rule, without state and without tables. Slow; used as an
//! oracle.

use icu_properties::props::{
    Alphabetic, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup, WordBreak as W,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use lexicount::corpus::TextLanguage;
use lexicount::tokens::{SentenceRules, sentence_spans};

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

/// Returns the start and end of each segment by the rules for text, which differ from UAX #29 in three ways.
pub(crate) fn plain_bounds_of_text(text: &str) -> Vec<(usize, usize)> {
    let is_mongolian =
        |one: &char| matches!(one, '\u{1800}'..='\u{18AF}' | '\u{11660}'..='\u{1167F}');
    let characters: Vec<char> = text.chars().collect();
    let kinds: Vec<Kind> = (0..characters.len())
        .map(|at| match characters[at] {
            '\u{202F}'
                if !(at > 0
                    && is_mongolian(&characters[at - 1])
                    && characters.get(at + 1).is_some_and(is_mongolian)) =>
            {
                (W::Other, false)
            }
            one => kind(one),
        })
        .collect();
    let language = TextLanguage::given(None);
    let starts: Vec<usize> = sentence_spans(text, SentenceRules::News, &language)
        .map(|sentence| sentence.start)
        .collect();
    let mut bounds = Vec::new();
    for (start, end) in bounds_of(text, &kinds) {
        if !is_word(&text[start..end]) {
            bounds.push((start, end));
            continue;
        }
        let mut at = start;
        for &next in starts.iter().filter(|&&next| start < next && next < end) {
            let before = text[at..next].trim_end_matches(|one| is_extending(kind(one)));
            let Some(before) = before.strip_suffix('.') else {
                continue;
            };
            let full_stop = at + before.len();
            bounds.extend(without_underscores(text, at, full_stop));
            bounds.push((full_stop, next));
            at = next;
        }
        bounds.extend(without_underscores(text, at, end));
    }
    bounds
}

/// True if a segment contains a letter, or a numeral that is not part of a keycap emoji.
fn is_word(segment: &str) -> bool {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let is_number = |one| GeneralCategoryGroup::Number.contains(categories.get(one));
    segment.contains(|one| CodePointSetData::new::<Alphabetic>().contains(one))
        || (segment.contains(is_number) && !segment.contains('\u{20E3}'))
}

/// Splits the underscores at both ends from a word.
fn without_underscores(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let word: Vec<(usize, Kind)> = text[start..end]
        .char_indices()
        .map(|(at, one)| {
            // A narrow space is not an underscore, whatever its class.
            let kind = if one == '\u{202F}' {
                (W::Other, false)
            } else {
                kind(one)
            };
            (start + at, kind)
        })
        .collect();
    let is_inner = |&(_, kind): &(usize, Kind)| kind.0 != W::ExtendNumLet && !is_extending(kind);
    let (Some(first), Some(last)) = (
        word.iter().position(is_inner),
        word.iter().rposition(is_inner),
    ) else {
        return vec![(start, end)];
    };
    let first = if word[0].1.0 == W::ExtendNumLet {
        word[first].0
    } else {
        start
    };
    let connector = word[last..]
        .iter()
        .find(|(_, kind)| kind.0 == W::ExtendNumLet);
    let last = connector.map_or(end, |&(at, _)| at);
    let parts = [(start, first), (first, last), (last, end)];
    parts
        .into_iter()
        .filter(|(start, end)| start < end)
        .collect()
}

/// Returns the start and end of each segment of a text by UAX #29.
pub(crate) fn plain_bounds(text: &str) -> Vec<(usize, usize)> {
    let kinds: Vec<Kind> = text.chars().map(kind).collect();
    bounds_of(text, &kinds)
}

fn bounds_of(text: &str, kinds: &[Kind]) -> Vec<(usize, usize)> {
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    let mut ends: Vec<usize> = (1..kinds.len())
        .filter(|&at| is_boundary(kinds, at))
        .map(|at| offsets[at])
        .collect();
    if !text.is_empty() {
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.clone());
    starts.zip(ends).collect()
}
