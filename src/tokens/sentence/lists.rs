//! Lists within a line: "1. Fish 2. Ships" are two items, though no mark ends the first.

use super::classes::{Class, class};

/// The number or letter of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Where it stands.
    pub(super) start: usize,
    /// Its place in the list.
    number: u32,
    letter: bool,
    /// A bracket closes it.
    bracket: bool,
}

impl Item {
    /// The item whose number or letter ends before byte `at`; nothing where none does.
    ///
    /// A number has at most three digits, and a letter is small: a capital would be an initial.
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
        let stands_alone = matches!(
            before,
            None | Some(Class::Sp | Class::Lf | Class::Cr | Class::Sep)
        );
        let behind_mark = text[..start].ends_with(['•', '‣', '⁃', '(']);
        (stands_alone || behind_mark).then_some(Self {
            start,
            number,
            letter,
            bracket,
        })
    }

    /// True where this is the item after `other` in one list.
    pub(super) fn follows(self, other: Self) -> bool {
        (self.letter, self.bracket) == (other.letter, other.bracket)
            && self.number == other.number + 1
    }
}

/// True where nothing but bullets and brackets stands before byte `at` in the sentence that begins at `start`.
pub(super) fn is_first(text: &str, start: usize, at: usize) -> bool {
    const LONGEST: usize = 8;
    let is_mark = |character: char| character.is_whitespace() || "•‣⁃-*(–—·".contains(character);
    at - start <= LONGEST && text[start..at].chars().all(is_mark)
}

/// The bullet at byte `at`, where one is.
pub(super) fn bullet(text: &str, at: usize) -> Option<char> {
    let first = text[at..].chars().next()?;
    "•‣⁃".contains(first).then_some(first)
}
