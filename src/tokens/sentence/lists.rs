//! Lists within a line: "1. Fish 2. Ships" are two items, although no punctuation ends the first.

use super::classes::{Class, class};

/// The number or letter of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListItem {
    /// Its byte offset.
    pub(super) start: usize,
    /// Its position in the list.
    number: u32,
    letter: bool,
    /// It is followed by a bracket.
    bracket: bool,
}

impl ListItem {
    /// Returns the list item whose number or letter ends before byte `at`.
    ///
    /// A number has at most three digits. A letter is lowercase, because an uppercase letter may be an initial.
    pub(super) fn before(text: &str, at: usize, bracket: bool) -> Option<Self> {
        let bytes = &text.as_bytes()[..at];
        let digits = bytes
            .iter()
            .rev()
            .take(4)
            .take_while(|byte| byte.is_ascii_digit());
        let n_digits = digits.count();
        let (start, number, letter) = match (n_digits, bytes.last()) {
            (1..=3, _) => (at - n_digits, text[at - n_digits..at].parse().ok()?, false),
            (0, Some(byte @ b'a'..=b'z')) => (at - 1, u32::from(byte - b'a') + 1, true),
            _ => return None,
        };
        let before = text[..start].chars().next_back().map(class);
        let is_separate = matches!(
            before,
            None | Some(Class::Sp | Class::Lf | Class::Cr | Class::Sep)
        );
        let after_bullet = text[..start].ends_with(['•', '‣', '⁃', '(']);
        (is_separate || after_bullet).then_some(Self {
            start,
            number,
            letter,
            bracket,
        })
    }

    /// True if this item directly follows `other` in the same list.
    pub(super) fn follows(self, other: Self) -> bool {
        (self.letter, self.bracket) == (other.letter, other.bracket)
            && self.number == other.number + 1
    }
}

/// True if only bullets, brackets and white space precede byte `at` in the sentence that begins at `start`.
pub(super) fn is_at_sentence_start(text: &str, start: usize, at: usize) -> bool {
    const MAX_BYTES: usize = 8;
    let is_marker = |character: char| character.is_whitespace() || "•‣⁃-*(–—·".contains(character);
    at - start <= MAX_BYTES && text[start..at].chars().all(is_marker)
}

/// Returns the bullet at byte `at`, if there is one.
pub(super) fn bullet_at(text: &str, at: usize) -> Option<char> {
    let first = text[at..].chars().next()?;
    "•‣⁃".contains(first).then_some(first)
}
