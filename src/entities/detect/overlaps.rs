//! What stays of mentions that sources disagree on.

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Cues, Piece, adds_legal_form};
use crate::span::Span;

/// A name with more confidence than this has the recogniser's label, though a city has it too.
const SURE: f32 = 0.5;

/// A name with no more confidence than this gives way to a listed one.
const DOUBT: f32 = 0.4;

/// A set of places in one text.
pub(super) type Places = HashSet<Span, RandomState>;

/// Where abbreviations stand that are small words too, "IS" and "US", among words in capitals: there only a recogniser can
/// tell. The user's own names are what they are.
pub(super) fn shouted(pieces: &[Piece<'_>], mentions: &[Mention]) -> Places {
    /// So many words to each side.
    const NEAR: usize = 4;
    let is_shouted = |word: &str| {
        word.len() > 1
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && Cues::get()
                .function
                .contains(word.to_ascii_lowercase().as_str())
    };
    let place_of = |span: Span| pieces.partition_point(|piece| piece.token.span.start < span.start);
    let is_word = |span: Span| {
        let piece = pieces.get(place_of(span));
        piece.is_some_and(|piece| piece.token.span == span && is_shouted(piece.token.text))
    };
    let mut words: Places = mentions
        .iter()
        .filter(|mention| mention.source != Source::User)
        .map(|mention| mention.span)
        .filter(|span| is_word(*span))
        .collect();
    let all = words.clone();
    words.retain(|span| {
        let place = place_of(*span);
        let near = (place.saturating_sub(NEAR)..place).chain(place + 1..=place + NEAR);
        // Of "the US and the WHO" neither shows that the other is shouted.
        near.filter_map(|other| pieces.get(other))
            .any(|piece| is_shouted(piece.token.text) && !all.contains(&piece.token.span))
    });
    words
}

/// True where one of the names, in order of place, overlaps what stands at `span`.
pub(super) fn overlaps_any(span: Span, names: &[Mention]) -> bool {
    let first = names.partition_point(|one| one.span.end <= span.start);
    names
        .get(first)
        .is_some_and(|one| one.span.start < span.end)
}

/// True where the recogniser takes what stands at `span`, which a list knows as a city, for a name, and not for one of
/// another kind.
///
/// `recognized` is in order of place, without overlaps.
fn is_place(span: Span, recognized: &[Mention]) -> bool {
    let first = recognized.partition_point(|one| one.span.end <= span.start);
    let mut near = recognized[first..]
        .iter()
        .take_while(|one| one.span.start < span.end)
        .peekable();
    near.peek().is_some()
        && near.all(|one| {
            let is_sure = one.span == span && one.confidence > Some(SURE);
            one.label == Label::LOC || !is_sure
        })
}

/// True where nothing but listed names stands at `span`, and more than one: "Kabul Afghanistan" is two places.
///
/// `listed` is in order of place.
fn is_row(text: &str, span: Span, listed: &[Mention]) -> bool {
    let first = listed.partition_point(|one| one.span.start < span.start);
    let inside = listed[first..].iter();
    let inside = inside.take_while(|one| one.span.end <= span.end);
    let mut at = span.start;
    let mut n_inside = 0;
    for one in inside {
        if text[at.min(one.span.start)..one.span.start].contains(char::is_alphanumeric) {
            return false;
        }
        at = at.max(one.span.end);
        n_inside += 1;
    }
    n_inside > 1 && !text[at..span.end].contains(char::is_alphanumeric)
}

/// True where the last word shows that the name is an organisation's: "Iraqi Security Forces".
fn is_organisation(mention: &Mention) -> bool {
    mention.label == Label::ORG
        && mention
            .name
            .rsplit_once(' ')
            .is_some_and(|(_, last)| Cues::names_organisation(last))
}

/// The mentions of lists and patterns, in order, and those that the recogniser found, less those of either that the other
/// shows to be wrong.
///
/// A city's name counts where the recogniser sees a name too, and is not sure that it is of another kind: "Mobile" is
/// mostly no city. A name that the recogniser doubts gives way to one that
/// is listed. What else overlaps is settled by length.
pub(super) fn settled(
    text: &str,
    mut listed: Vec<Mention>,
    recognized: Vec<Mention>,
    cities: &Places,
) -> Vec<Mention> {
    listed.retain(|mention| {
        mention.source == Source::User
            || !cities.contains(&mention.span)
            || is_place(mention.span, &recognized)
    });
    listed.sort_by_key(|mention| mention.span.start);
    let recognized = with_legal_forms(text, &mut listed, recognized);
    let overlaps_listed = |mention: &Mention| {
        let before = listed.partition_point(|one| one.span.start < mention.span.end);
        // Lists do not overlap themselves much: a look at the nearest few is enough.
        listed[..before]
            .iter()
            .rev()
            .take(4)
            .any(|one| one.span.overlaps(mention.span))
    };
    let kept: Vec<Mention> = recognized
        .into_iter()
        .filter(|mention| {
            mention.confidence > Some(DOUBT)
                || is_organisation(mention)
                || !overlaps_listed(mention)
        })
        .filter(|mention| mention.label != Label::LOC || !is_row(text, mention.span, &listed))
        .collect();
    listed.extend(kept);
    listed
}

/// Makes listed organisations as long as the recogniser sees them, where the rest is a legal form: "Samsung Electronics"
/// in "Samsung Electronics Co Ltd". Returns what else the recogniser found.
fn with_legal_forms(
    text: &str,
    listed: &mut [Mention],
    mut recognized: Vec<Mention>,
) -> Vec<Mention> {
    recognized.retain(|mention| {
        let place = listed.partition_point(|one| one.span.start < mention.span.start);
        let same = listed[place..]
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

/// Of mentions in order of preference, those that overlap none before them; returned in order of place.
pub(super) fn keep_disjoint(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut kept: std::collections::BTreeMap<usize, Mention> = std::collections::BTreeMap::new();
    for mention in mentions {
        let before = kept.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, before)| before.span.end <= mention.span.start) {
            kept.insert(mention.span.start, mention);
        }
    }
    kept.into_values().collect()
}
