//! A plain reading of the sentence rules of UAX #29: rule by rule, without state. Slow; used as an oracle.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak as S;

fn is_line_break(class: S) -> bool {
    matches!(class, S::CR | S::LF | S::Sep)
}

fn is_extending(class: S) -> bool {
    matches!(class, S::Extend | S::Format)
}

fn is_terminator(class: S) -> bool {
    matches!(class, S::ATerm | S::STerm)
}

/// Returns `left` without trailing classes in `skipped`.
fn without_trailing<'c>(left: &'c [S], skipped: &[S]) -> &'c [S] {
    let n_skipped = left
        .iter()
        .rev()
        .take_while(|class| skipped.contains(class));
    &left[..left.len() - n_skipped.count()]
}

/// True if the next letter, line break or terminator is a lowercase letter.
fn lowercase_follows(right: &[S]) -> bool {
    let decides = |class: &&S| {
        matches!(**class, S::OLetter | S::Upper | S::Lower)
            || is_line_break(**class)
            || is_terminator(**class)
    };
    right.iter().find(decides) == Some(&S::Lower)
}

/// True if there is a boundary before character `at`.
fn is_boundary(classes: &[S], at: usize) -> bool {
    let (previous, next) = (classes[at - 1], classes[at]);
    // SB3, SB4, SB5
    if previous == S::CR && next == S::LF {
        return false;
    }
    if is_line_break(previous) {
        return true;
    }
    if is_extending(next) {
        return false;
    }
    let left: Vec<S> = (0..at)
        .filter(|&index| {
            !is_extending(classes[index]) || index == 0 || is_line_break(classes[index - 1])
        })
        .map(|index| classes[index])
        .collect();
    // SB6, SB7
    let joins = match left[..] {
        [.., S::ATerm] if next == S::Numeric => true,
        [.., S::Upper | S::Lower, S::ATerm] => next == S::Upper,
        _ => false,
    };
    if joins {
        return false;
    }
    let closed = without_trailing(&left, &[S::Close]).last().copied();
    let spaced = without_trailing(without_trailing(&left, &[S::Sp]), &[S::Close])
        .last()
        .copied();
    // SB8
    if spaced == Some(S::ATerm) && lowercase_follows(&classes[at..]) {
        return false;
    }
    // SB8a, SB9, SB10, SB11, SB998
    let continues = matches!(next, S::SContinue) || is_terminator(next);
    let belongs = matches!(next, S::Close | S::Sp) || is_line_break(next);
    let belongs_spaced = next == S::Sp || is_line_break(next);
    let is_inside = continues || belongs_spaced || (closed.is_some_and(is_terminator) && belongs);
    spaced.is_some_and(is_terminator) && !is_inside
}

/// Returns the ends of the sentences of a text.
pub(crate) fn plain_ends(text: &str) -> Vec<usize> {
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    let classes: Vec<S> = text
        .chars()
        .map(|character| CodePointMapData::<S>::new().get(character))
        .collect();
    let inner = (1..classes.len()).filter(|&at| is_boundary(&classes, at));
    let mut ends: Vec<usize> = inner.map(|at| offsets[at]).collect();
    ends.extend((!text.is_empty()).then_some(text.len()));
    ends
}
