//! Overlap resolution: which mentions remain where sources disagree.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Cues, Word, adds_legal_form};
use crate::span::Span;

/// Above this confidence, the recogniser's label wins over a listed city of the same span.
const TRUSTED_OVER_CITY: f32 = 0.5;

/// Up to this confidence, a recognised name gives way to a listed one.
const DOUBTFUL: f32 = 0.4;

/// A set of spans of one text.
pub(super) type SpanSet = HashSet<Span, RandomState>;

/// What a recogniser finds in a text.
#[derive(Default)]
pub(super) struct Recognition {
    /// The names, in order.
    pub(super) names: Vec<Mention>,
    /// The spans of names whose label is suppressed, such as events and works, in order.
    pub(super) suppressed: Vec<Span>,
}

/// True if a confidence is so low that a listed name is more probable.
pub(super) fn is_doubtful(confidence: Option<f32>) -> bool {
    confidence <= Some(DOUBTFUL)
}

/// The words to each side that show whether a passage is in all caps.
const CONTEXT: usize = 4;

/// The spans of listed abbreviations that are function words too, "IS" and "US", next to other function words in all
/// caps, as in a headline. Only a recogniser can tell what they are there. Names on the user's list are excepted.
pub(super) fn ambiguous_abbreviations(words: &TextWords<'_>, mentions: &[Mention]) -> SpanSet {
    let word_at = |span: Span| {
        let word = words.get(words.first_from(span.start));
        word.filter(|word| word.span == span)
    };
    let candidates: SpanSet = mentions
        .iter()
        .filter(|mention| mention.source != Source::User)
        .map(|mention| mention.span)
        .filter(|span| word_at(*span).is_some_and(|word| is_function_word_in_caps(&word)))
        .collect();
    let mut ambiguous = candidates.clone();
    ambiguous.retain(|span| {
        let index = words.first_from(span.start);
        let near = (index.saturating_sub(CONTEXT)..index).chain(index + 1..=index + CONTEXT);
        // In "the US and the WHO", neither abbreviation counts as evidence against the other.
        near.filter_map(|index| words.get(index))
            .any(|word| is_function_word_in_caps(&word) && !candidates.contains(&word.span))
    });
    ambiguous
}

fn is_function_word_in_caps(word: &Word<'_>) -> bool {
    word.text.len() > 1
        && word.text.bytes().all(|byte| byte.is_ascii_uppercase())
        && Cues::get()
            .function
            .contains(word.text.to_ascii_lowercase().as_str())
}

/// True if one of `mentions`, in order and without overlaps, overlaps `span`.
pub(super) fn overlaps_any(span: Span, mentions: &[Mention]) -> bool {
    let first = mentions.partition_point(|one| one.span.end <= span.start);
    mentions
        .get(first)
        .is_some_and(|one| one.span.start < span.end)
}

/// Merges the mentions of lists and patterns with those of the recogniser, and drops those of either that the other
/// shows to be wrong. Other overlaps remain, for [`without_overlaps`].
///
/// The name of a city in `cities` is kept if the recogniser finds a name there that is not clearly of another kind,
/// because many cities share their name with a word or a person ("Mobile"). A recognised name of low confidence gives
/// way to a listed one. A recognised place whose last word names an organisation is one: "Saltmere Harbour Authority". A
/// listed name inside a longer name of a suppressed label is part of that name.
pub(super) fn merge_recognized(
    text: &str,
    mut listed: Vec<Mention>,
    recognition: Recognition,
    cities: &SpanSet,
) -> Vec<Mention> {
    let Recognition {
        names: mut recognized,
        suppressed,
    } = recognition;
    for name in &mut recognized {
        if name.label == Label::LOC && ends_as_organisation(&name.name) {
            name.label = Label::ORG;
        }
    }
    listed.retain(|mention| {
        mention.source == Source::User
            || (!cities.contains(&mention.span) || may_be_city(mention.span, &recognized))
                && !is_hidden(mention, &suppressed)
    });
    listed.sort_by_key(|mention| mention.span.start);
    let recognized = extend_by_legal_forms(text, &mut listed, recognized);
    let is_kept = |mention: &Mention| {
        let is_certain = !is_doubtful(mention.confidence)
            || names_organisation(mention)
            || extends_people(mention, &listed);
        (is_certain || !overlaps_listed(mention, &listed))
            && !(mention.label == Label::LOC
                && (is_enumeration(text, mention.span, &listed)
                    || is_part_of_place(text, mention.span, &listed)))
    };
    let kept: Vec<Mention> = recognized.into_iter().filter(is_kept).collect();
    listed.extend(kept);
    listed
}

/// True if a longer name that is not reported contains the listed name of a place or an organisation: "Kyoto" in "Kyoto
/// Protocol". A nationality says more than that it is part of a name: "the French presidential election".
///
/// `suppressed` is in order and without overlaps.
fn is_hidden(mention: &Mention, suppressed: &[Span]) -> bool {
    let first = suppressed.partition_point(|span| span.end < mention.span.end);
    mention.source == Source::Gazetteer
        && mention.label != Label::NORP
        && suppressed
            .get(first)
            .is_some_and(|span| span.start <= mention.span.start && span.len() > mention.span.len())
}

/// True if the recogniser finds a name at the span of a listed city, and none that is clearly of another kind.
///
/// `recognized` is in order and without overlaps.
fn may_be_city(span: Span, recognized: &[Mention]) -> bool {
    let first = recognized.partition_point(|one| one.span.end <= span.start);
    let mut overlapping = recognized[first..]
        .iter()
        .take_while(|one| one.span.start < span.end)
        .peekable();
    overlapping.peek().is_some()
        && overlapping.all(|one| {
            let is_trusted = one.span == span && one.confidence > Some(TRUSTED_OVER_CITY);
            one.label == Label::LOC || !is_trusted
        })
}

/// True if the name of an organisation begins with a listed people and goes on: "Korean Air".
fn extends_people(mention: &Mention, listed: &[Mention]) -> bool {
    let first = listed.partition_point(|one| one.span.start < mention.span.start);
    mention.label == Label::ORG
        && listed[first..]
            .iter()
            .take_while(|one| one.span.start == mention.span.start)
            .any(|one| one.label == Label::NORP && one.span.end < mention.span.end)
}

/// True if `span` is a listed place and words without a capital letter: "Kabul airport".
fn is_part_of_place(text: &str, span: Span, listed: &[Mention]) -> bool {
    let first = listed.partition_point(|one| one.span.start < span.start);
    listed[first..]
        .iter()
        .take_while(|one| one.span.start == span.start)
        .any(|one| {
            let is_place = one.label == Label::GPE || one.label == Label::LOC;
            let rest = text.get(one.span.end..span.end).unwrap_or_default();
            is_place && !rest.is_empty() && !rest.chars().any(char::is_uppercase)
        })
}

fn overlaps_listed(mention: &Mention, listed: &[Mention]) -> bool {
    let end = listed.partition_point(|one| one.span.start < mention.span.end);
    // Listed names hardly overlap each other, so the nearest few are enough.
    listed[..end]
        .iter()
        .rev()
        .take(4)
        .any(|one| one.span.overlaps(mention.span))
}

/// True if `span` contains at least two listed names and no other word: "Kabul Afghanistan" is two places.
///
/// `listed` is in order.
fn is_enumeration(text: &str, span: Span, listed: &[Mention]) -> bool {
    let first = listed.partition_point(|one| one.span.start < span.start);
    let inside = listed[first..].iter();
    let inside = inside.take_while(|one| one.span.end <= span.end);
    let mut end = span.start;
    let mut n_inside = 0;
    for one in inside {
        if text[end.min(one.span.start)..one.span.start].contains(char::is_alphanumeric) {
            return false;
        }
        end = end.max(one.span.end);
        n_inside += 1;
    }
    n_inside > 1 && !text[end..span.end].contains(char::is_alphanumeric)
}

/// True if the last word shows that the name is an organisation's: "Iraqi Security Forces".
fn names_organisation(mention: &Mention) -> bool {
    mention.label == Label::ORG && ends_as_organisation(&mention.name)
}

fn ends_as_organisation(name: &str) -> bool {
    name.rsplit_once(' ')
        .is_some_and(|(_, last)| Cues::names_organisation(last))
}

/// Extends listed organisations by the legal form that the recogniser finds after them: "Samsung Electronics" in
/// "Samsung Electronics Co Ltd". Returns the other names that the recogniser found.
fn extend_by_legal_forms(
    text: &str,
    listed: &mut [Mention],
    mut recognized: Vec<Mention>,
) -> Vec<Mention> {
    recognized.retain(|mention| {
        let first = listed.partition_point(|one| one.span.start < mention.span.start);
        let same = listed[first..]
            .iter_mut()
            .take_while(|one| one.span.start == mention.span.start)
            .find(|one| {
                one.source == Source::Gazetteer
                    && one.label == Label::ORG
                    && mention.label == Label::ORG
            });
        let Some(one) = same else { return true };
        let is_same = adds_legal_form(one.span.slice(text), mention.span.slice(text));
        if is_same {
            one.span = mention.span;
        }
        !is_same
    });
    recognized
}

/// Resolves all overlaps: the user's list wins, then the longer mention, then the earlier in `mentions`. Returns the
/// mentions in order.
///
/// Most mentions overlap no other, and are kept without being compared.
pub(super) fn without_overlaps(mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&number| mentions[number].span.start);
    let mut is_kept = vec![true; mentions.len()];
    let mut rest = order.as_mut_slice();
    while !rest.is_empty() {
        let n_joined = n_joined(&mentions, rest);
        let (joined, later) = rest.split_at_mut(n_joined);
        if n_joined > 1 {
            joined.sort_by_key(|&number| rank(&mentions, number));
            drop_overlapped(&mentions, joined, &mut is_kept);
        }
        rest = later;
    }
    let mut kept = is_kept.into_iter();
    mentions.retain(|_| kept.next().is_some_and(|is_kept| is_kept));
    mentions.sort_by_key(|mention| mention.span.start);
    mentions
}

/// The number of mentions from the first of `order`, by their start, that are joined by overlaps.
fn n_joined(mentions: &[Mention], order: &[usize]) -> usize {
    let mut end = 0;
    let joins = |number: &usize| {
        let span = mentions[*number].span;
        let is_joined = end == 0 || span.start < end;
        end = span.end.max(end);
        is_joined
    };
    order
        .iter()
        .map(joins)
        .take_while(|is_joined| *is_joined)
        .count()
}

/// The rank of a mention in the resolution of overlaps, the best first.
fn rank(mentions: &[Mention], number: usize) -> impl Ord + use<> {
    let mention = &mentions[number];
    let is_users = mention.source == Source::User;
    (!is_users, Reverse(mention.span.len()), number)
}

/// Drops each mention of `ranked` that overlaps one of those kept before it.
fn drop_overlapped(mentions: &[Mention], ranked: &[usize], is_kept: &mut [bool]) {
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    for &number in ranked {
        let span = mentions[number].span;
        let before = kept.range(..span.end).next_back();
        is_kept[number] = before.is_none_or(|(_, &end)| end <= span.start);
        if is_kept[number] {
            kept.insert(span.start, span.end);
        }
    }
}

/// Keeps each mention that overlaps none of those kept before it. Returns the mentions in order.
pub(super) fn keep_disjoint(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut kept: BTreeMap<usize, Mention> = BTreeMap::new();
    for mention in mentions {
        let before = kept.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, before)| before.span.end <= mention.span.start) {
            kept.insert(mention.span.start, mention);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Compares each mention with all that are kept.
    fn plainly(mut mentions: Vec<Mention>) -> Vec<Mention> {
        mentions.sort_by_key(|one| (one.source != Source::User, Reverse(one.span.len())));
        keep_disjoint(mentions)
    }

    proptest! {
        #[test]
        fn groups_are_resolved_like_the_whole(
            spans in prop::collection::vec((0_usize..60, 1_usize..9, any::<bool>()), 0..30),
        ) {
            let mention = |(number, (start, length, is_users)): (usize, (usize, usize, bool))| {
                let source = if is_users { Source::User } else { Source::Pattern };
                let span = Span::new(start, start + length);
                Mention::new(span, Label::ORG, number.to_string(), source)
            };
            let mentions: Vec<Mention> = spans.into_iter().enumerate().map(mention).collect();
            prop_assert_eq!(without_overlaps(mentions.clone()), plainly(mentions));
        }
    }
}
