//! Sentence boundaries by UAX #29, rules SB1 to SB998, to the letter.

use super::Decision;
use super::classes::{Class, Classes};

/// Decides about the candidate at byte `at`.
///
/// Each byte is read a bounded number of times: the lookahead of SB8 ends at the next candidate, and the search
/// continues from there.
#[inline]
pub(super) fn decide(classes: Classes<'_>, at: usize) -> Decision {
    match classes.with_extenders(at) {
        Some((class, end)) if class.is_terminator() => terminator(classes, class, at, end),
        Some((class, _)) if class.is_line_break() => {
            Decision::Boundary(classes.skip_line_break(at))
        }
        Some((_, end)) => Decision::Continue(end),
        None => Decision::Continue(at),
    }
}

/// Decides about a terminator at byte `at` that ends at byte `end`, including extending characters.
#[inline]
fn terminator(classes: Classes<'_>, class: Class, at: usize, end: usize) -> Decision {
    let is_full_stop = class == Class::ATerm;
    if let (true, Some((next, _))) = (is_full_stop, classes.at(end)) {
        // SB6, SB7
        let joins = match next {
            Class::Numeric => true,
            Class::Upper => matches!(classes.before(at), Class::Upper | Class::Lower),
            _ => false,
        };
        if joins {
            return Decision::Continue(end);
        }
    }
    // SB9, SB10
    let position = classes.skip(classes.skip(end, Class::Close), Class::Sp);
    match classes.at(position) {
        Some((next, _)) if next.is_line_break() => {
            Decision::Boundary(classes.skip_line_break(position))
        }
        // SB8a
        Some((next, _)) if next == Class::SContinue || next.is_terminator() => {
            Decision::Continue(position)
        }
        Some(_) if is_full_stop => match lower_ahead(classes, position) {
            Some(letter) => Decision::Continue(letter),
            None => Decision::Boundary(position),
        },
        _ => Decision::Boundary(position),
    }
}

/// Returns the offset of the first letter from byte `at` on if it is lowercase and no terminator or line break precedes
/// it (SB8).
#[inline]
fn lower_ahead(classes: Classes<'_>, mut at: usize) -> Option<usize> {
    while let Some((class, end)) = classes.at(at) {
        match class {
            Class::Lower => return Some(at),
            _ if class.is_letter() || class.is_line_break() || class.is_terminator() => {
                return None;
            }
            _ => at = end,
        }
    }
    None
}
