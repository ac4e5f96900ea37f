//! Lines, white space and list markers: whether a line break ends a sentence.
//!
//! A blank line always ends a sentence. A single line break may come from wrapping, or it may end a paragraph, a
//! heading or a list item. A line counts as wrapped if it has a usual width and the next word would have made it longer
//! than the lines next to it.

use super::classes::{Class, Classes};

/// The minimum length of a wrapped line, in characters.
const MIN_WRAPPED_CHARS: usize = 40;
/// The maximum length of a wrapped line, in characters.
const MAX_WRAPPED_CHARS: usize = 110;
/// The maximum number of bytes that are read to measure a line, so that text without line breaks stays cheap.
const MAX_LINE_BYTES: usize = 4 * MAX_WRAPPED_CHARS;

/// White space between two visible characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WhiteSpace {
    pub(super) start: usize,
    pub(super) end: usize,
    n_line_breaks: usize,
}

impl WhiteSpace {
    /// Returns the white space from byte `start` on, which may be empty.
    #[inline]
    pub(super) fn at(classes: Classes<'_>, start: usize) -> Self {
        let mut space = Self {
            start,
            end: start,
            n_line_breaks: 0,
        };
        while let Some((class, end)) = classes.at(space.end) {
            if class.is_line_break() {
                space.n_line_breaks += 1;
                space.end = classes.skip_line_break(space.end);
            } else if class == Class::Sp || (class == Class::Extend && space.end > start) {
                space.end = end;
            } else {
                break;
            }
        }
        space
    }

    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(super) const fn has_line_break(self) -> bool {
        self.n_line_breaks > 0
    }

    pub(super) const fn has_blank_line(self) -> bool {
        self.n_line_breaks > 1
    }
}

/// True if `space` has a line break that ends a sentence: the text before it does not continue on the next line.
pub(super) fn is_hard_break(text: &str, space: WhiteSpace) -> bool {
    if !space.has_line_break() {
        return false;
    }
    space.has_blank_line() || begins_list_item(text, space.end) || !is_wrapped(text, space)
}

/// True if the line before the only line break in `space` was wrapped.
fn is_wrapped(text: &str, space: WhiteSpace) -> bool {
    let Some(line) = line_before(text, space.start) else {
        return false;
    };
    let from = space.start - line.len();
    let line = line.trim_end();
    let length = line.chars().count();
    if length > MAX_WRAPPED_CHARS {
        return false;
    }
    if text[space.end..].starts_with(char::is_lowercase) || line.ends_with([',', ';']) {
        return true;
    }
    let next = line_after(text, space.end);
    let first_word = next.split(char::is_whitespace).next().unwrap_or(next);
    let head = &text[..from];
    let head = head.strip_suffix('\n').unwrap_or(head);
    let head = head.strip_suffix('\r').unwrap_or(head);
    let above =
        line_before(text, head.len()).map_or(usize::MAX, |line| line.trim().chars().count());
    let widest = length.max(next.chars().count()).max(above);
    length >= MIN_WRAPPED_CHARS
        && widest <= MAX_WRAPPED_CHARS
        && length + 1 + first_word.chars().count() > widest
}

/// Returns the line that ends at byte `end`, or `None` if it is too long to be a wrapped line.
fn line_before(text: &str, end: usize) -> Option<&str> {
    let bytes = &text.as_bytes()[end.saturating_sub(MAX_LINE_BYTES)..end];
    let is_line_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let from = match bytes.iter().rposition(is_line_break) {
        Some(position) => end - bytes.len() + position + 1,
        None if bytes.len() == end => 0,
        None => return None,
    };
    Some(&text[from..end])
}

/// Returns the line that begins at byte `start`, up to the maximum length.
fn line_after(text: &str, start: usize) -> &str {
    let bytes = &text.as_bytes()[start..];
    let bytes = &bytes[..bytes.len().min(MAX_LINE_BYTES)];
    let is_line_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let mut end = start + bytes.iter().position(is_line_break).unwrap_or(bytes.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// True if a list item begins at byte `at`: a bullet, a number or a letter.
fn begins_list_item(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let mut characters = rest.chars();
    match characters.next() {
        Some('•' | '‣' | '⁃') => true,
        Some('-' | '*' | '–' | '—' | '·' | '+') => {
            characters.next().is_some_and(char::is_whitespace)
        }
        Some(first) if first.is_ascii_alphanumeric() || first == '(' => begins_numbered_item(rest),
        _ => false,
    }
}

/// "12. ", "12) ", "(12) ", "a. ", "a) ", "(a) ".
fn begins_numbered_item(rest: &str) -> bool {
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
        // An uppercase letter with a full stop is an initial.
        Some(b'.') => opened == 0 && !bytes[0].is_ascii_uppercase(),
        _ => false,
    };
    ends && bytes.get(length + 1).is_some_and(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, is_hard: bool) {
        let text = format!("{before}\n{after}");
        let space = WhiteSpace::at(Classes::of(&text), before.len());
        assert_eq!(is_hard_break(&text, space), is_hard, "{text:?}");
    }

    #[test]
    fn wrapped_lines_are_distinguished_from_paragraphs() {
        let line = "Nobody at the harbour office could say when the ships of the line";
        check(
            line,
            "Northern Star would be let in, or whether they had been told so.",
            false,
        );
        check(line, "would be let in.", false);
        check(
            line,
            "It was a with_extenders paragraph and a long one that goes on far beyond the width of the line.",
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
    fn list_items_begin_lines() {
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
