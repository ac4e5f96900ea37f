//! White space, lines and the marks of lists: what a line break means.
//!
//! A blank line always ends a sentence. A single line break may be where a line was wrapped, or where a paragraph, a
//! heading or an item of a list ends. It was wrapped where the next word would not have fitted: where the line is of a
//! usual width, and with that word would have been longer than the lines beside it.

use super::classes::{Class, Classes};

/// Lines that are wrapped are at least so long, in characters...
const NARROWEST: usize = 40;
/// ...and at most so long.
const WIDEST: usize = 110;
/// No more bytes than this are looked at to measure a line, so that text without line breaks costs no more.
const REACH: usize = 4 * WIDEST;

/// White space between two characters that can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) start: usize,
    pub(super) end: usize,
    n_line_ends: usize,
}

impl Gap {
    /// The white space from byte `start` on; it may be none.
    #[inline]
    pub(super) fn at(classes: Classes<'_>, start: usize) -> Self {
        let mut gap = Self {
            start,
            end: start,
            n_line_ends: 0,
        };
        while let Some((class, end)) = classes.at(gap.end) {
            if class.is_line_end() {
                gap.n_line_ends += 1;
                gap.end = classes.line_end(gap.end);
            } else if class == Class::Sp || (class == Class::Ignored && gap.end > start) {
                gap.end = end;
            } else {
                break;
            }
        }
        gap
    }

    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(super) const fn has_line_end(self) -> bool {
        self.n_line_ends > 0
    }

    pub(super) const fn has_blank_line(self) -> bool {
        self.n_line_ends > 1
    }
}

/// True where a line break stands in `gap` that was meant: what is before it does not go on behind it.
pub(super) fn is_meant(text: &str, gap: Gap) -> bool {
    if !gap.has_line_end() {
        return false;
    }
    gap.has_blank_line() || begins_item(text, gap.end) || !is_wrapped(text, gap)
}

/// True where the line before the gap's one line break was ended because the next word did not fit.
fn is_wrapped(text: &str, gap: Gap) -> bool {
    let Some(line) = line_before(text, gap.start) else {
        return false;
    };
    let from = gap.start - line.len();
    let line = line.trim_end();
    let length = line.chars().count();
    if length > WIDEST {
        return false;
    }
    if text[gap.end..].starts_with(char::is_lowercase) || line.ends_with([',', ';']) {
        return true;
    }
    let next = line_after(text, gap.end);
    let first_word = next.split(char::is_whitespace).next().unwrap_or(next);
    let head = &text[..from];
    let head = head.strip_suffix('\n').unwrap_or(head);
    let head = head.strip_suffix('\r').unwrap_or(head);
    let above =
        line_before(text, head.len()).map_or(usize::MAX, |line| line.trim().chars().count());
    let widest = length.max(next.chars().count()).max(above);
    length >= NARROWEST && widest <= WIDEST && length + 1 + first_word.chars().count() > widest
}

/// The line that ends at byte `end`; nothing where it is longer than any that is wrapped.
fn line_before(text: &str, end: usize) -> Option<&str> {
    let bytes = &text.as_bytes()[end.saturating_sub(REACH)..end];
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let from = match bytes.iter().rposition(is_line_end) {
        Some(place) => end - bytes.len() + place + 1,
        None if bytes.len() == end => 0,
        None => return None,
    };
    Some(&text[from..end])
}

/// The line that begins at byte `start`, or as much of it as matters.
fn line_after(text: &str, start: usize) -> &str {
    let bytes = &text.as_bytes()[start..];
    let bytes = &bytes[..bytes.len().min(REACH)];
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let mut end = start + bytes.iter().position(is_line_end).unwrap_or(bytes.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// True where the text from byte `at` on begins as an item of a list does: a bullet, a number, a letter.
fn begins_item(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let mut characters = rest.chars();
    match characters.next() {
        Some('•' | '‣' | '⁃') => true,
        Some('-' | '*' | '–' | '—' | '·' | '+') => {
            characters.next().is_some_and(char::is_whitespace)
        }
        Some(first) if first.is_ascii_alphanumeric() || first == '(' => begins_numbered(rest),
        _ => false,
    }
}

/// "12. ", "12) ", "(12) ", "a. ", "a) ", "(a) ".
fn begins_numbered(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let opened = usize::from(bytes[0] == b'(');
    let bytes = &bytes[opened..];
    let n_digits = bytes
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let is_letter = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let length = if n_digits == 0 {
        usize::from(is_letter)
    } else {
        n_digits
    };
    if !(1..=3).contains(&length) {
        return false;
    }
    let ends = match bytes.get(length) {
        Some(b')') => true,
        // A capital and a full stop are an initial.
        Some(b'.') => opened == 0 && !bytes[0].is_ascii_uppercase(),
        _ => false,
    };
    ends && bytes.get(length + 1).is_some_and(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, meant: bool) {
        let text = format!("{before}\n{after}");
        let gap = Gap::at(Classes::of(&text), before.len());
        assert_eq!(is_meant(&text, gap), meant, "{text:?}");
    }

    #[test]
    fn wrapped_lines_are_told_from_paragraphs() {
        let line = "Nobody at the harbour office could say when the ships of the line";
        check(
            line,
            "Northern Star would be let in, or whether they had been told so.",
            false,
        );
        check(line, "would be let in.", false);
        check(
            line,
            "It was a whole paragraph and a long one that goes on far beyond the width of the line.",
            true,
        );
        check(
            "Harbour news",
            "The ships of the Northern Star line are in.",
            true,
        );
        check(&line.repeat(2), "Northern Star", true);
        check("", "The", true);
    }

    #[test]
    fn items_begin_lines() {
        let line = "Nobody at the harbour office could say when the ships of the line";
        for item in [
            "- one", "* one", "• one", "•one", "1. one", "12) one", "(a) one", "b. one", "— one",
        ] {
            check(line, item, true);
        }
        for none in [
            "-one and so on",
            "1,000 and so on",
            "A. Roe said that",
            "1990. It was so",
            "12.5 and so on",
            "a",
        ] {
            check(line, none, false);
        }
    }
}
