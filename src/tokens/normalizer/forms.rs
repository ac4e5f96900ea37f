//! Unicode's normal forms with the source of each character.
//!
//! `icu_normalizer` says how far text is in its form already. What is not goes segment by segment, from one character
//! that nothing before can reach to the next; there each character carries the place it came from through
//! decomposition, ordering and composition. A property test and Unicode's own test file hold the result equal to
//! `icu_normalizer`'s over the whole text.

use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalCompositionBorrowed,
};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::GraphemeClusterBreak;

use super::Step;
use super::mapped::Mapped;
use crate::span::Span;

/// A normal form, as its two halves.
struct Form {
    decompose: DecomposingNormalizerBorrowed<'static>,
    compose: Option<ComposingNormalizerBorrowed<'static>>,
}

/// A character on its way, with its combining class and the bytes of the source that it came from.
#[derive(Clone, Copy)]
struct Item {
    character: char,
    class: u8,
    source: Span,
}

/// `text` in the normal form that `step` names.
pub(super) fn normalize(step: Step, text: &str) -> Mapped {
    let form = Form::new(step);
    let mut mapped = Mapped::with_capacity(text.len());
    let mut items = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let n_ready = form.n_normalized(&text[start..]);
        mapped.keep(&text[start..start + n_ready]);
        start += n_ready;
        let segment = form.segment(&text[start..]);
        form.fill(segment, start, &mut items);
        write(&items, start, segment, &mut mapped);
        start += segment.len();
    }
    mapped
}

impl Form {
    fn new(step: Step) -> Self {
        let compatible = matches!(step, Step::Nfkc | Step::Nfkd | Step::StripAccents);
        let composed = matches!(step, Step::Nfc | Step::Nfkc);
        Self {
            decompose: if compatible {
                DecomposingNormalizerBorrowed::new_nfkd()
            } else {
                DecomposingNormalizerBorrowed::new_nfd()
            },
            compose: composed.then(|| {
                if compatible {
                    ComposingNormalizerBorrowed::new_nfkc()
                } else {
                    ComposingNormalizerBorrowed::new_nfc()
                }
            }),
        }
    }

    /// The length of the part of `text` that stays as it is whatever becomes of the rest.
    fn n_normalized(&self, text: &str) -> usize {
        let (ready, _) = match &self.compose {
            Some(compose) => compose.split_normalized(text),
            None => self.decompose.split_normalized(text),
        };
        ready.len()
    }

    /// The first segment of `text`.
    fn segment<'t>(&self, text: &'t str) -> &'t str {
        let mut characters = text.char_indices().skip(1);
        let end = characters.find(|&(_, character)| self.starts_segment(character));
        &text[..end.map_or(text.len(), |(place, _)| place)]
    }

    /// True where nothing before `character` can move or join what becomes of it.
    fn starts_segment(&self, character: char) -> bool {
        // The first combining mark is U+0300.
        if character < '\u{300}' {
            return true;
        }
        let mut decomposed = self.decompose.normalize_iter(std::iter::once(character));
        is_segment_starter(decomposed.next().unwrap_or(character))
    }

    /// The characters of a segment in the form; `start` is its place in the source.
    fn fill(&self, segment: &str, start: usize, items: &mut Vec<Item>) {
        items.clear();
        let classes = CanonicalCombiningClassMapBorrowed::new();
        for (place, character) in segment.char_indices() {
            let place = start + place;
            let source = Span::new(place, place + character.len_utf8());
            let decomposed = self.decompose.normalize_iter(std::iter::once(character));
            items.extend(decomposed.map(|character| Item {
                character,
                class: classes.get_u8(character),
                source,
            }));
        }
        for run in items.chunk_by_mut(|left, right| left.class != 0 && right.class != 0) {
            run.sort_by_key(|item| item.class);
        }
        if self.compose.is_some() {
            compose(items);
        }
    }
}

/// True where no composition joins a decomposed character to one before it, and no ordering moves it there.
///
/// What can be joined to a character before it never begins a grapheme cluster, since text breaks where its canonical
/// equivalents do; a test goes through all characters.
fn is_segment_starter(character: char) -> bool {
    matches!(
        CodePointMapData::<GraphemeClusterBreak>::new().get(character),
        GraphemeClusterBreak::Other
            | GraphemeClusterBreak::L
            | GraphemeClusterBreak::LV
            | GraphemeClusterBreak::LVT
            | GraphemeClusterBreak::Control
            | GraphemeClusterBreak::CR
            | GraphemeClusterBreak::LF
    ) && CanonicalCombiningClassMapBorrowed::new().get_u8(character) == 0
}

/// Canonical composition: joins each character to the last starter where nothing between blocks it.
fn compose(items: &mut Vec<Item>) {
    let pairs = CanonicalCompositionBorrowed::new();
    let mut starter: Option<usize> = None;
    let mut n_kept = 0;
    for place in 0..items.len() {
        let item = items[place];
        if let Some(at) = starter {
            let blocked = n_kept > at + 1 && {
                let last = items[n_kept - 1].class;
                last == 0 || last >= item.class
            };
            let pair = pairs.compose(items[at].character, item.character);
            if let (Some(joined), false) = (pair, blocked) {
                let first = items[at].source;
                items[at].character = joined;
                items[at].source = Span::new(
                    first.start.min(item.source.start),
                    first.end.max(item.source.end),
                );
                continue;
            }
        }
        if item.class == 0 {
            starter = Some(n_kept);
        }
        items[n_kept] = item;
        n_kept += 1;
    }
    items.truncate(n_kept);
}

/// Writes a segment, each character with what it came from, grown until the order is that of the source.
fn write(items: &[Item], start: usize, segment: &str, mapped: &mut Mapped) {
    let end = start + segment.len();
    let spans = in_order(items, end);
    let (mut from, mut source) = (0, start);
    for place in 0..items.len() {
        let next = spans.get(place + 1).map_or(end, |span| span.start);
        if spans[place].end > next {
            continue;
        }
        // All until here came from what stands before `next`, and nothing after did.
        if from == place {
            mapped.replace(
                &segment[source - start..next - start],
                [items[place].character],
            );
        } else {
            let (items, spans) = (&items[from..=place], &spans[from..=place]);
            let mut written = 0;
            for run in spans.chunk_by(|left, right| left == right) {
                let run_items = &items[written..written + run.len()];
                mapped.put(run[0], run_items.iter().map(|item| item.character));
                written += run.len();
            }
        }
        (from, source) = (place + 1, next);
    }
}

/// The source of each item, reaching from the first source of those from it on to the last of those up to it.
fn in_order(items: &[Item], end: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = items.iter().map(|item| item.source).collect();
    let mut first = end;
    for span in spans.iter_mut().rev() {
        first = first.min(span.start);
        span.start = first;
    }
    let mut last = 0;
    for span in &mut spans {
        last = last.max(span.end);
        span.end = last;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The edits of a text: the bytes of the source, and those that were written.
    fn check(step: Step, text: &str, spans: &[(usize, usize, usize, usize)]) {
        let mapped = normalize(step, text);
        assert_eq!(mapped.text(), step.apply(text), "{step} of {text:?}");
        assert_eq!(mapped.edits(), spans, "{step} of {text:?}");
    }

    #[test]
    fn no_composition_joins_what_starts_a_segment() {
        let decompose = DecomposingNormalizerBorrowed::new_nfd();
        let mut n_starters = 0;
        for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let decomposed = decompose.normalize_iter(std::iter::once(character));
            for second in decomposed.skip(1) {
                assert!(!is_segment_starter(second), "{second:?} of {character:?}");
            }
            n_starters += usize::from(is_segment_starter(character));
        }
        assert!(n_starters > 1_100_000, "most characters are");
    }

    #[test]
    fn only_what_changes_its_length_is_noted() {
        check(Step::Nfc, "plain né", &[]);
        check(Step::Nfd, "né!", &[(1, 3, 1, 4)]);
        check(Step::Nfc, "ne\u{301}!", &[(1, 4, 1, 3)]);
        check(Step::Nfkc, "oﬃce", &[(1, 4, 1, 4)]);
        check(Step::Nfd, "각", &[(0, 3, 0, 9)]);
    }

    #[test]
    fn marks_that_change_places_reach_over_each_other() {
        check(Step::Nfd, "a\u{301}\u{323}b", &[(1, 5, 1, 5)]);
        check(Step::Nfc, "a\u{301}\u{323}b", &[(0, 5, 0, 3), (1, 5, 3, 5)]);
        check(Step::Nfc, "a\u{323}\u{301}", &[(0, 3, 0, 3)]);
        check(
            Step::Nfd,
            "a\u{301}\u{323}\u{344}",
            &[(1, 5, 1, 5), (5, 7, 5, 9)],
        );
        check(Step::Nfd, "が\u{338}", &[(0, 3, 0, 3), (0, 5, 3, 8)]);
    }
}
