//! Unicode normalisation forms that keep the source of each character.
//!
//! `icu_normalizer` finds the part of a text that is already normalised. The rest is processed in segments that begin
//! with a character unaffected by the text before it. Within a segment, each character carries its source span through
//! decomposition, reordering and composition. A property test and Unicode's conformance file hold the result equal to
//! `icu_normalizer`'s.

use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalCompositionBorrowed,
};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::GraphemeClusterBreak;

use super::Step;
use super::mapped::Mapped;
use crate::span::Span;

/// A normalisation form: decomposition and optional composition.
struct Form {
    decompose: DecomposingNormalizerBorrowed<'static>,
    compose: Option<ComposingNormalizerBorrowed<'static>>,
}

/// A character during normalisation, with its combining class and its source span.
#[derive(Clone, Copy)]
struct Item {
    character: char,
    class: u8,
    source: Span,
}

/// Returns `text` in the normalisation form of `step`.
pub(super) fn normalize(step: Step, text: &str) -> Mapped {
    let form = Form::new(step);
    let mut mapped = Mapped::with_capacity(text.len());
    let mut items = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let n_normalized = form.normalized_length(&text[start..]);
        mapped.copy(&text[start..start + n_normalized]);
        start += n_normalized;
        let segment = form.segment(&text[start..]);
        form.fill_items(segment, start, &mut items);
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

    /// Returns the length of the part of `text` that is already normalised, whatever follows.
    fn normalized_length(&self, text: &str) -> usize {
        let (ready, _) = match &self.compose {
            Some(compose) => compose.split_normalized(text),
            None => self.decompose.split_normalized(text),
        };
        ready.len()
    }

    /// Returns the first segment of `text`.
    fn segment<'t>(&self, text: &'t str) -> &'t str {
        let mut characters = text.char_indices().skip(1);
        let end = characters.find(|&(_, character)| self.starts_segment(character));
        &text[..end.map_or(text.len(), |(offset, _)| offset)]
    }

    /// True if the text before `character` cannot combine with its decomposition or reorder it.
    fn starts_segment(&self, character: char) -> bool {
        // The first combining mark is U+0300.
        if character < '\u{300}' {
            return true;
        }
        let mut decomposed = self.decompose.normalize_iter(std::iter::once(character));
        is_segment_starter(decomposed.next().unwrap_or(character))
    }

    /// Normalises a segment that begins at byte `start` of the source.
    fn fill_items(&self, segment: &str, start: usize, items: &mut Vec<Item>) {
        items.clear();
        let classes = CanonicalCombiningClassMapBorrowed::new();
        for (offset, character) in segment.char_indices() {
            let offset = start + offset;
            let source = Span::new(offset, offset + character.len_utf8());
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

/// True if a decomposed character never composes with the one before it and is never reordered.
///
/// A character that composes with the one before it never begins a grapheme cluster, because text and its canonical
/// equivalents have the same cluster boundaries. A test checks all characters.
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

/// Canonical composition: composes each character with the last starter, unless a character in between blocks it.
fn compose(items: &mut Vec<Item>) {
    let pairs = CanonicalCompositionBorrowed::new();
    let mut starter: Option<usize> = None;
    let mut n_composed = 0;
    for offset in 0..items.len() {
        let item = items[offset];
        if let Some(at) = starter {
            let is_blocked = n_composed > at + 1 && {
                let last = items[n_composed - 1].class;
                last == 0 || last >= item.class
            };
            let pair = pairs.compose(items[at].character, item.character);
            if let (Some(joined), false) = (pair, is_blocked) {
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
            starter = Some(n_composed);
        }
        items[n_composed] = item;
        n_composed += 1;
    }
    items.truncate(n_composed);
}

/// Writes a segment. Source spans are extended until they are in order.
fn write(items: &[Item], start: usize, segment: &str, mapped: &mut Mapped) {
    let end = start + segment.len();
    let spans = monotonic_sources(items, end);
    let (mut from, mut source) = (0, start);
    for offset in 0..items.len() {
        let next = spans.get(offset + 1).map_or(end, |span| span.start);
        if spans[offset].end > next {
            continue;
        }
        // All characters so far come from the source before `next`, and all later ones from the source after it.
        if from == offset {
            mapped.replace(
                &segment[source - start..next - start],
                [items[offset].character],
            );
        } else {
            let (items, spans) = (&items[from..=offset], &spans[from..=offset]);
            let mut written = 0;
            for run in spans.chunk_by(|left, right| left == right) {
                let run_items = &items[written..written + run.len()];
                mapped.replace_overlapping(run[0], run_items.iter().map(|item| item.character));
                written += run.len();
            }
        }
        (from, source) = (offset + 1, next);
    }
}

/// Extends the source span of each item to the first start of those from it on, and to the last end of those up to it.
fn monotonic_sources(items: &[Item], end: usize) -> Vec<Span> {
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

    /// Compares the edits of a text: source span and written span.
    fn check(step: Step, text: &str, spans: &[(usize, usize, usize, usize)]) {
        let mapped = normalize(step, text);
        assert_eq!(mapped.text(), step.apply(text), "{step} of {text:?}");
        assert_eq!(mapped.edits(), spans, "{step} of {text:?}");
    }

    #[test]
    fn no_composition_joins_a_segment_starter_to_the_one_before() {
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
    fn only_changes_of_length_are_recorded() {
        check(Step::Nfc, "plain né", &[]);
        check(Step::Nfd, "né!", &[(1, 3, 1, 4)]);
        check(Step::Nfc, "ne\u{301}!", &[(1, 4, 1, 3)]);
        check(Step::Nfkc, "oﬃce", &[(1, 4, 1, 4)]);
        check(Step::Nfd, "각", &[(0, 3, 0, 9)]);
    }

    #[test]
    fn reordered_marks_have_overlapping_sources() {
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
