//! Changes: "rose by 119 to 1,033", "from 37 to 52", "decreased $1.2 million to $23.5 million".
//!
//! Such numbers are not the ends of a range. Each keeps its relation to the change: by, from or to.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::number::{ParsedNumber, parse_number};
use super::parse::Parse;
use super::tokens::{TokenView, is_blank};
use crate::entities::mentions::{Label, Relation};

/// Verbs and nouns of change.
const CHANGES: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "grew",
    "grow",
    "grows",
    "growing",
    "grown",
    "increase",
    "increases",
    "increased",
    "increasing",
    "decrease",
    "decreases",
    "decreased",
    "decreasing",
    "climb",
    "climbs",
    "climbed",
    "climbing",
    "jump",
    "jumps",
    "jumped",
    "jumping",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "decline",
    "declines",
    "declined",
    "declining",
    "slip",
    "slips",
    "slipped",
    "slipping",
    "slide",
    "slides",
    "slid",
    "sliding",
    "gain",
    "gains",
    "gained",
    "gaining",
    "lose",
    "loses",
    "lost",
    "losing",
    "surge",
    "surges",
    "surged",
    "surging",
    "soar",
    "soars",
    "soared",
    "soaring",
    "plunge",
    "plunges",
    "plunged",
    "plunging",
    "tumble",
    "tumbles",
    "tumbled",
    "tumbling",
    "shrink",
    "shrinks",
    "shrank",
    "shrunk",
    "shrinking",
    "expand",
    "expands",
    "expanded",
    "expanding",
    "widen",
    "widens",
    "widened",
    "widening",
    "narrow",
    "narrows",
    "narrowed",
    "narrowing",
    "swell",
    "swelled",
    "swollen",
    "swelling",
    "double",
    "doubles",
    "doubled",
    "doubling",
    "triple",
    "tripled",
    "halved",
    "quadrupled",
    "raise",
    "raises",
    "raised",
    "raising",
    "lift",
    "lifts",
    "lifted",
    "lifting",
    "cut",
    "cuts",
    "cutting",
    "reduce",
    "reduces",
    "reduced",
    "reducing",
    "lower",
    "lowers",
    "lowered",
    "lowering",
    "boost",
    "boosts",
    "boosted",
    "boosting",
    "slash",
    "slashed",
    "slashing",
    "trim",
    "trimmed",
    "revise",
    "revised",
    "revises",
    "upgraded",
    "downgraded",
    "bring",
    "brings",
    "brought",
    "bringing",
    "took",
    "taking",
    "push",
    "pushed",
    "pushing",
    "went",
    "gone",
    "going",
    "up",
    "down",
    "ease",
    "eased",
    "easing",
    "edged",
    "ticked",
    "inched",
    "rally",
    "rallied",
    "rebounded",
    "recovered",
    "strengthened",
    "weakened",
    "dipped",
    "sank",
    "sunk",
    "hiked",
    "advanced",
    "added",
    "adding",
    "shed",
    "shaved",
    "change",
    "changed",
    "doubling",
    "accelerated",
    "slowed",
    "improved",
    "worsened",
    "ballooned",
    "skyrocketed",
    "crept",
    "retreated",
    "traded",
];

/// Words of change right before the difference: "rose 8%", "up 2%".
const BEFORE_DIFFERENCE: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "grew",
    "grow",
    "grows",
    "growing",
    "grown",
    "increased",
    "decreased",
    "climb",
    "climbs",
    "climbed",
    "climbing",
    "jump",
    "jumps",
    "jumped",
    "jumping",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "decline",
    "declines",
    "declined",
    "declining",
    "slip",
    "slips",
    "slipped",
    "slipping",
    "slide",
    "slides",
    "slid",
    "sliding",
    "gain",
    "gains",
    "gained",
    "gaining",
    "lose",
    "loses",
    "lost",
    "losing",
    "surge",
    "surges",
    "surged",
    "surging",
    "soar",
    "soars",
    "soared",
    "soaring",
    "plunge",
    "plunges",
    "plunged",
    "plunging",
    "tumble",
    "tumbled",
    "tumbling",
    "shrank",
    "shrunk",
    "expanded",
    "widened",
    "narrowed",
    "up",
    "down",
    "eased",
    "edged",
    "added",
    "adding",
    "shed",
    "rallied",
    "rebounded",
    "strengthened",
    "weakened",
    "dipped",
    "advanced",
    "sank",
];

static CHANGE_WORDS: LazyLock<HashSet<&str, RandomState>> =
    LazyLock::new(|| CHANGES.iter().copied().collect());

static DIFFERENCE_WORDS: LazyLock<HashSet<&str, RandomState>> =
    LazyLock::new(|| BEFORE_DIFFERENCE.iter().copied().collect());

/// The length of the longest word before a difference.
const MAX_LEN: usize = 12;

/// How many tokens are read before a number.
const BEFORE: usize = 14;

/// Returns what the number whose first token is `at` is in a change.
pub(super) fn relation(tokens: &TokenView<'_, '_>, at: usize, parse: &Parse) -> Option<Relation> {
    let before = at.checked_sub(1)?;
    let between = tokens.text_before(at);
    if !between.starts_with(char::is_whitespace) {
        return None;
    }
    let word = tokens.raw(before);
    let known = [
        ("by", Relation::By),
        ("from", Relation::From),
        ("to", Relation::To),
    ];
    let preposition = known
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word));
    let Some(&(_, relation)) = preposition else {
        return is_difference(tokens, word, parse).then_some(Relation::By);
    };
    has_change(tokens, before).then_some(relation)
}

/// True for "rose 8%" and "lost 16%", but not for "climbs 1,490 metres" and "lost 5 ships".
fn is_difference(tokens: &TokenView<'_, '_>, word: &str, parse: &Parse) -> bool {
    const LOSSES: &[&str] = &["lose", "loses", "lost", "losing", "added", "adding", "shed"];
    const LENGTHS: &[&str] = &["km", "m", "cm", "mm", "mi", "ft", "l"];
    let unit = parse.value.as_ref().and_then(|value| value.unit());
    let is_length =
        parse.label == Label::QUANTITY && unit.is_some_and(|unit| LENGTHS.contains(&unit));
    let is_vague =
        LOSSES.contains(&word) && parse.label != Label::PERCENT && !tokens.is(parse.next, "to");
    is_before_difference(word) && !is_length && !is_vague && !tokens.after_hyphen(parse.next)
}

/// True for a word of change right before the difference.
pub(super) fn is_before_difference(word: &str) -> bool {
    word.len() <= MAX_LEN && is_in(&DIFFERENCE_WORDS, word)
}

/// True if a set has the word, in any case.
fn is_in(set: &HashSet<&str, RandomState>, word: &str) -> bool {
    set.contains(word)
        || word.starts_with(|first: char| first.is_ascii_uppercase())
            && set.contains(word.to_ascii_lowercase().as_str())
}

/// True if a word of change comes before `at` in the same sentence.
fn has_change(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    for word in (at.saturating_sub(BEFORE)..at).rev() {
        let between = tokens.text_before(word + 1);
        let ends = between.contains([':', '!', '?', '\n'])
            || between.starts_with('.') && tokens.is_capitalised(word + 1);
        if ends {
            return false;
        }
        if is_in(&CHANGE_WORDS, tokens.raw(word)) {
            return true;
        }
    }
    false
}

/// Parses the number after "to" that ends a change, if the number before is not the lower end of a range.
///
/// `at` is the token with which the first number begins, and `is_percent` says whether a percent sign follows it.
pub(super) fn end_of_change<'t>(
    tokens: &TokenView<'_, 't>,
    at: usize,
    first: &ParsedNumber<'t>,
    is_percent: bool,
) -> Option<ParsedNumber<'t>> {
    let to = first.next;
    let before = at.checked_sub(1)?;
    if !tokens.is(to, "to") {
        return None;
    }
    let word = tokens.raw(before);
    let is_from = tokens.is(before, "from");
    let is_by = tokens.is(before, "by");
    if !(is_from || is_by || is_before_difference(word)) || is_blank_missing(tokens, at) {
        return None;
    }
    if (is_from || is_by) && !has_change(tokens, before) {
        return None;
    }
    let second = parse_number(tokens, to + 1)?;
    let has_units = first.currency.is_some() && second.currency.is_some()
        || first.factor > 1 && second.factor > 1
        || is_percent;
    let ratio = value_of(&second) / value_of(first).max(f64::MIN_POSITIVE);
    let is_far = ratio >= if is_by { 2.0 } else { 3.0 } || ratio < 1.0;
    (is_from || has_units || is_far && !shares_scale(first, &second)).then_some(second)
}

fn is_blank_missing(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    !is_blank(
        tokens
            .text_before(at)
            .trim_end_matches(|last: char| !last.is_whitespace()),
    )
}

/// True if the scale of the second number may hold for both: "rose 5 to 6 million".
fn shares_scale(first: &ParsedNumber<'_>, second: &ParsedNumber<'_>) -> bool {
    first.factor == 1 && second.factor > 1
}

fn value_of(parsed: &ParsedNumber<'_>) -> f64 {
    parsed.number.to_f64()
}
