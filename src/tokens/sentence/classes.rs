//! The `Sentence_Break` classes of characters.
//!
//! ASCII characters are looked up in a table of 128 bytes, others in the Unicode data of `icu_properties`, which takes
//! two loads. Only the context of candidates is ever classified, so there is nothing to precompute or cache.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak;

/// `Sentence_Break` classes. `Extend` and `Format` are merged, because no rule distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Other,
    Cr,
    Lf,
    Sep,
    /// `Extend` or `Format`.
    Extend,
    Sp,
    Lower,
    Upper,
    OLetter,
    Numeric,
    ATerm,
    STerm,
    Close,
    SContinue,
}

impl Class {
    /// `SATerm` of the annex: ends a sentence, or may end one.
    pub(super) const fn is_terminator(self) -> bool {
        matches!(self, Self::ATerm | Self::STerm)
    }

    /// `ParaSep` of the annex: ends a line.
    pub(super) const fn is_line_break(self) -> bool {
        matches!(self, Self::Cr | Self::Lf | Self::Sep)
    }

    pub(super) const fn is_letter(self) -> bool {
        matches!(self, Self::Lower | Self::Upper | Self::OLetter)
    }

    fn of(value: SentenceBreak) -> Self {
        match value {
            SentenceBreak::CR => Self::Cr,
            SentenceBreak::LF => Self::Lf,
            SentenceBreak::Sep => Self::Sep,
            SentenceBreak::Extend | SentenceBreak::Format => Self::Extend,
            SentenceBreak::Sp => Self::Sp,
            SentenceBreak::Lower => Self::Lower,
            SentenceBreak::Upper => Self::Upper,
            SentenceBreak::OLetter => Self::OLetter,
            SentenceBreak::Numeric => Self::Numeric,
            SentenceBreak::ATerm => Self::ATerm,
            SentenceBreak::STerm => Self::STerm,
            SentenceBreak::Close => Self::Close,
            SentenceBreak::SContinue => Self::SContinue,
            _ => Self::Other,
        }
    }

    const fn of_ascii(byte: u8) -> Self {
        match byte {
            b'\r' => Self::Cr,
            b'\n' => Self::Lf,
            b'\t' | 0x0B | 0x0C | b' ' => Self::Sp,
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Numeric,
            b'.' => Self::ATerm,
            b'!' | b'?' => Self::STerm,
            b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Self::Close,
            b',' | b'-' | b':' | b';' => Self::SContinue,
            _ => Self::Other,
        }
    }
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = Class::of_ascii(byte);
        byte += 1;
    }
    table
};

/// Returns the classes of a text's characters by byte offset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes<'t>(&'t str);

impl<'t> Classes<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self(text)
    }

    /// Returns the class of the character at byte `at` and its end, or `None` at the end of the text.
    #[inline]
    pub(super) fn at(self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.0.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some((ASCII[usize::from(byte)], at + 1));
        }
        let character = self.0[at..].chars().next()?;
        Some((class(character), at + character.len_utf8()))
    }

    /// The same, but the end includes the characters that extend it (SB5).
    #[inline]
    pub(super) fn with_extenders(self, at: usize) -> Option<(Class, usize)> {
        let (class, end) = self.at(at)?;
        if class.is_line_break() {
            return Some((class, end));
        }
        Some((class, self.skip(end, Class::Extend)))
    }

    /// Skips all characters of one class and the characters that extend them, starting at byte `at`.
    #[inline]
    pub(super) fn skip(self, mut at: usize, wanted: Class) -> usize {
        while let Some((class, end)) = self.at(at) {
            if class != wanted && class != Class::Extend {
                break;
            }
            at = end;
        }
        at
    }

    /// Returns the class of the character before byte `at`, ignoring extending characters (SB5).
    pub(super) fn before(self, at: usize) -> Class {
        let classes = self.0[..at].chars().rev().map(class);
        match classes.into_iter().find(|&class| class != Class::Extend) {
            Some(class) if !class.is_line_break() => class,
            _ => Class::Other,
        }
    }

    /// Returns the end of the line break at byte `at`. A carriage return and a line feed are one line break (SB3).
    pub(super) fn skip_line_break(self, at: usize) -> usize {
        match self.at(at) {
            Some((Class::Cr, end)) => match self.at(end) {
                Some((Class::Lf, both)) => both,
                _ => end,
            },
            Some((_, end)) => end,
            None => at,
        }
    }
}

/// Returns the class of a character.
#[inline]
pub(super) fn class(character: char) -> Class {
    match ASCII.get(character as usize) {
        Some(&class) => class,
        None => Class::of(CodePointMapData::<SentenceBreak>::new().get(character)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ascii_table_equals_unicode() {
        for byte in 0..128_u8 {
            let unicode = CodePointMapData::<SentenceBreak>::new().get(char::from(byte));
            assert_eq!(class(char::from(byte)), Class::of(unicode), "{byte}");
        }
    }

    #[test]
    fn extending_characters_belong_to_the_one_before() {
        let classes = Classes::of("a\u{301}\u{AD}.\r\n\u{301}");
        assert_eq!(classes.with_extenders(0), Some((Class::Lower, 5)));
        assert_eq!(classes.before(5), Class::Lower);
        assert_eq!(classes.skip_line_break(6), 8);
        assert_eq!(classes.with_extenders(8), Some((Class::Extend, 10)));
        assert_eq!(classes.before(10), Class::Other);
        assert_eq!(classes.with_extenders(10), None);
    }
}
