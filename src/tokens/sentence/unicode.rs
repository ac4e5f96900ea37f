//! Sentence boundaries by the rules of UAX #29, SB1 to SB998, to the letter.

use super::Step;
use super::classes::{Class, Classes};

/// What the mark at byte `at` does.
///
/// Every byte is looked at a bounded number of times: a look ahead (SB8) ends at the next mark, and the search goes on
/// from there.
#[inline]
pub(super) fn step(classes: Classes<'_>, at: usize) -> Step {
    match classes.whole(at) {
        Some((class, end)) if class.is_terminator() => terminator(classes, class, at, end),
        Some((class, _)) if class.is_line_end() => Step::Boundary(classes.line_end(at)),
        Some((_, end)) => Step::On(end),
        None => Step::On(at),
    }
}

/// A terminator at byte `at` that ends, with what extends it, at byte `end`.
#[inline]
fn terminator(classes: Classes<'_>, class: Class, at: usize, end: usize) -> Step {
    let is_full_stop = class == Class::ATerm;
    if let (true, Some((next, _))) = (is_full_stop, classes.at(end)) {
        // SB6, SB7
        let joins = match next {
            Class::Numeric => true,
            Class::Upper => matches!(classes.before(at), Class::Upper | Class::Lower),
            _ => false,
        };
        if joins {
            return Step::On(end);
        }
    }
    // SB9, SB10
    let place = classes.skip(classes.skip(end, Class::Close), Class::Sp);
    match classes.at(place) {
        Some((next, _)) if next.is_line_end() => Step::Boundary(classes.line_end(place)),
        // SB8a
        Some((next, _)) if next == Class::SContinue || next.is_terminator() => Step::On(place),
        Some(_) if is_full_stop => match lower_ahead(classes, place) {
            Some(letter) => Step::On(letter),
            None => Step::Boundary(place),
        },
        _ => Step::Boundary(place),
    }
}

/// The small letter that is the first letter from byte `at` on, with no terminator or line end before it (SB8).
#[inline]
fn lower_ahead(classes: Classes<'_>, mut at: usize) -> Option<usize> {
    while let Some((class, end)) = classes.at(at) {
        match class {
            Class::Lower => return Some(at),
            _ if class.is_letter() || class.is_line_end() || class.is_terminator() => return None,
            _ => at = end,
        }
    }
    None
}
