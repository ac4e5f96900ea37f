//! Where words of text differ from the rules of UAX #29.
//!
//! - A narrow no-break space is white space, as it is in French before a question mark, unless it is between two
//!   Mongolian letters, for which the annex lets it join.
//! - Underscores at the ends of a word are emphasis, as in "_never_". They are segments of their own.
//! - A full stop between two words ends a sentence if the rules for sentences say so: "It sank.The crew was saved."
//!
//! The state machine reads all text with such characters, so these functions are the only place that knows them, apart
//! from the test by which a block of bytes is handed to the state machine.

use super::block::ScanOptions;
use super::properties::{CLASS, Class, Properties};
use super::state_machine::Segment;
use crate::tokens::sentence::sentence_after_lost_space;

const NARROW_SPACE: u8 = Class::NarrowSpace as u8;

/// Returns the properties of the character at byte `at`: those of white space for a narrow space that separates words.
#[inline]
pub(super) fn properties_at(text: &str, at: usize, properties: u8, options: ScanOptions) -> u8 {
    if properties & CLASS != NARROW_SPACE || options.unicode || is_between_mongolian(text, at) {
        properties
    } else {
        Class::Other as u8
    }
}

#[cold]
fn is_between_mongolian(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_mongolian =
        |one: char| matches!(one, '\u{1800}'..='\u{18AF}' | '\u{11660}'..='\u{1167F}');
    before.ends_with(is_mongolian) && after.chars().nth(1).is_some_and(is_mongolian)
}

/// Calls `emit` with the parts of a segment of UAX #29.
#[inline]
pub(super) fn split(
    text: &str,
    segment: Segment,
    options: ScanOptions,
    table: &Properties,
    emit: &mut impl FnMut(Segment),
) {
    let may_split = |byte: &u8| matches!(byte, b'.' | b'_') || *byte >= 0xE2;
    if options.unicode
        || !segment.is_word()
        || !segment.span().slice(text).as_bytes().iter().any(may_split)
    {
        return emit(segment);
    }
    let mut parts = Parts {
        text,
        table,
        at: segment.start,
        emit,
    };
    for (offset, _) in segment.span().slice(text).match_indices('.') {
        let full_stop = segment.start + offset;
        let next = sentence_after_lost_space(text, full_stop);
        if let Some(next) = next.filter(|&next| next < segment.end) {
            parts.word(full_stop);
            parts.push(next);
        }
    }
    parts.word(segment.end);
}

/// Emits the parts of a segment, one after the other.
struct Parts<'t, F> {
    text: &'t str,
    table: &'t Properties,
    /// The end of the last part.
    at: usize,
    emit: &'t mut F,
}

impl<F: FnMut(Segment)> Parts<'_, F> {
    /// Emits a word up to byte `end`, and the underscores around it.
    fn word(&mut self, end: usize) {
        let word = &self.text[self.at..end];
        let is_inner = |one: char| {
            let class = Class::of(self.table.of(one as usize));
            class != Class::ExtendNumLet && !self.table.is_extender(one)
        };
        let is_extender = |one: char| self.table.is_extender(one);
        let Some(last) = word.rfind(is_inner) else {
            return self.push(end);
        };
        let length = word[last..].chars().next().map_or(0, char::len_utf8);
        let trailing = word[last + length..].trim_start_matches(is_extender).len();
        let is_connector =
            |one: char| Class::of(self.table.of(one as usize)) == Class::ExtendNumLet;
        if word.starts_with(is_connector) {
            let leading = word.find(is_inner).unwrap_or_default();
            self.push(self.at + leading);
        }
        self.push(end - trailing);
        self.push(end);
    }

    /// Emits the part up to byte `end`, unless it is empty.
    fn push(&mut self, end: usize) {
        if self.at < end {
            (self.emit)(Segment {
                start: self.at,
                end,
                properties: self.table.of_word(&self.text[self.at..end]),
            });
            self.at = end;
        }
    }
}
