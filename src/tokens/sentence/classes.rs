//! What the sentence rules need to know of a character: its `Sentence_Break` class.
//!
//! ASCII from a table of 128 bytes, all else from the Unicode data of `icu_properties`, which is two loads. Only what
//! stands around a mark that may end a sentence is ever asked for, so nothing is prepared and nothing is kept.

use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak;

/// `Sentence_Break` classes; `Extend` and `Format` are one, since no rule tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Other,
    Cr,
    Lf,
    Sep,
    /// `Extend` or `Format`.
    Ignored,
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
    /// `SATerm` of the annex: ends a sentence, or may.
    pub(super) const fn is_terminator(self) -> bool {
        matches!(self, Self::ATerm | Self::STerm)
    }

    /// `ParaSep` of the annex: ends a line.
    pub(super) const fn is_line_end(self) -> bool {
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
            SentenceBreak::Extend | SentenceBreak::Format => Self::Ignored,
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

/// The classes of the characters of a text, by place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes<'t>(&'t str);

impl<'t> Classes<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self(text)
    }

    /// The class of the character at byte `at` and the place behind it; nothing at the end.
    #[inline]
    pub(super) fn at(self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.0.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some((ASCII[usize::from(byte)], at + 1));
        }
        let character = self.0[at..].chars().next()?;
        Some((class(character), at + character.len_utf8()))
    }

    /// The same, with what extends the character (SB5).
    #[inline]
    pub(super) fn whole(self, at: usize) -> Option<(Class, usize)> {
        let (class, end) = self.at(at)?;
        if class.is_line_end() {
            return Some((class, end));
        }
        Some((class, self.skip(end, Class::Ignored)))
    }

    /// The place behind all characters of one class, and what extends them, from byte `at` on.
    #[inline]
    pub(super) fn skip(self, mut at: usize, wanted: Class) -> usize {
        while let Some((class, end)) = self.at(at) {
            if class != wanted && class != Class::Ignored {
                break;
            }
            at = end;
        }
        at
    }

    /// The class of the character before byte `at` that something there may extend (SB5).
    pub(super) fn before(self, at: usize) -> Class {
        let classes = self.0[..at].chars().rev().map(class);
        match classes.into_iter().find(|&class| class != Class::Ignored) {
            Some(class) if !class.is_line_end() => class,
            _ => Class::Other,
        }
    }

    /// The place behind the line end at byte `at`; a carriage return and a line feed are one (SB3).
    pub(super) fn line_end(self, at: usize) -> usize {
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

/// The class of one character.
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
    fn the_table_of_ascii_is_that_of_unicode() {
        for byte in 0..128_u8 {
            let unicode = CodePointMapData::<SentenceBreak>::new().get(char::from(byte));
            assert_eq!(class(char::from(byte)), Class::of(unicode), "{byte}");
        }
    }

    #[test]
    fn a_character_is_taken_with_what_extends_it() {
        let classes = Classes::of("a\u{301}\u{AD}.\r\n\u{301}");
        assert_eq!(classes.whole(0), Some((Class::Lower, 5)));
        assert_eq!(classes.before(5), Class::Lower);
        assert_eq!(classes.line_end(6), 8);
        assert_eq!(classes.whole(8), Some((Class::Ignored, 10)));
        assert_eq!(classes.before(10), Class::Other);
        assert_eq!(classes.whole(10), None);
    }
}
