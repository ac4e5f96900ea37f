//! The sentence rules of UAX #29 read plainly: rule by rule, with no memory. Slow; an oracle.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak as S;

fn is_line_end(class: S) -> bool {
    matches!(class, S::CR | S::LF | S::Sep)
}

fn is_ignored(class: S) -> bool {
    matches!(class, S::Extend | S::Format)
}

fn is_terminator(class: S) -> bool {
    matches!(class, S::ATerm | S::STerm)
}

/// The classes at the end of `left` that are none of `passed`, last first.
fn before<'c>(left: &'c [S], passed: &[S]) -> &'c [S] {
    let n_passed = left.iter().rev().take_while(|class| passed.contains(class));
    &left[..left.len() - n_passed.count()]
}

/// Whether the first that decides in what follows is a lowercase letter.
fn goes_on_in_lowercase(right: &[S]) -> bool {
    let decides = |class: &&S| {
        matches!(**class, S::OLetter | S::Upper | S::Lower)
            || is_line_end(**class)
            || is_terminator(**class)
    };
    right.iter().find(decides) == Some(&S::Lower)
}

/// True where a boundary stands before character `at`: the rules one by one, with no memory.
fn is_boundary(classes: &[S], at: usize) -> bool {
    let (previous, next) = (classes[at - 1], classes[at]);
    // SB3, SB4, SB5
    if previous == S::CR && next == S::LF {
        return false;
    }
    if is_line_end(previous) {
        return true;
    }
    if is_ignored(next) {
        return false;
    }
    let left: Vec<S> = (0..at)
        .filter(|&place| {
            !is_ignored(classes[place]) || place == 0 || is_line_end(classes[place - 1])
        })
        .map(|place| classes[place])
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
    let closed = before(&left, &[S::Close]).last().copied();
    let spaced = before(before(&left, &[S::Sp]), &[S::Close]).last().copied();
    // SB8
    if spaced == Some(S::ATerm) && goes_on_in_lowercase(&classes[at..]) {
        return false;
    }
    // SB8a, SB9, SB10, SB11, SB998
    let goes_on = matches!(next, S::SContinue) || is_terminator(next);
    let belongs = matches!(next, S::Close | S::Sp) || is_line_end(next);
    let belongs_spaced = next == S::Sp || is_line_end(next);
    let stays = goes_on || belongs_spaced || (closed.is_some_and(is_terminator) && belongs);
    spaced.is_some_and(is_terminator) && !stays
}

/// The ends of the sentences of a text.
pub(crate) fn plain_ends(text: &str) -> Vec<usize> {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    let classes: Vec<S> = text
        .chars()
        .map(|character| CodePointMapData::<S>::new().get(character))
        .collect();
    let inner = (1..classes.len()).filter(|&at| is_boundary(&classes, at));
    let mut ends: Vec<usize> = inner.map(|at| places[at]).collect();
    ends.extend((!text.is_empty()).then_some(text.len()));
    ends
}
