//! The properties of a character that the word rules need, packed into one byte.
//!
//! A two-stage lookup table, filled on first use from the Unicode data of `icu_properties`. A property byte holds the
//! `Word_Break` class and whether a segment with this character is a word or a number. Two classes are split: one where
//! rule `WB3c` looks at `Extended_Pictographic`, and one where a dictionary may find boundaries.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use icu_properties::props::{
    Alphabetic, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup, WordBreak,
};
use icu_properties::{CodePointMapData, CodePointSetData};

use crate::tokens::dictionary::script_of;

/// `Word_Break` classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    Other,
    Cr,
    Lf,
    Newline,
    Extend,
    Zwj,
    Format,
    RegionalIndicator,
    Katakana,
    HebrewLetter,
    ALetter,
    SingleQuote,
    DoubleQuote,
    MidNumLet,
    MidLetter,
    MidNum,
    Numeric,
    ExtendNumLet,
    WSegSpace,
    /// `Other` and `Extended_Pictographic`.
    Pictograph,
    /// `ALetter` and `Extended_Pictographic`.
    PictographLetter,
    /// `Other`, in a script segmented by dictionary.
    Dictionary,
    /// `ALetter`, in a script segmented by dictionary.
    DictionaryLetter,
    /// The narrow no-break space, which is `ExtendNumLet`.
    NarrowSpace,
}

impl Class {
    /// Returns the class in a property byte.
    #[inline]
    pub(super) fn of(properties: u8) -> Self {
        CLASSES[usize::from(properties & CLASS) % CLASSES.len()]
    }
}

/// All classes, in the order of their numbers.
pub(super) const CLASSES: [Class; 24] = [
    Class::Other,
    Class::Cr,
    Class::Lf,
    Class::Newline,
    Class::Extend,
    Class::Zwj,
    Class::Format,
    Class::RegionalIndicator,
    Class::Katakana,
    Class::HebrewLetter,
    Class::ALetter,
    Class::SingleQuote,
    Class::DoubleQuote,
    Class::MidNumLet,
    Class::MidLetter,
    Class::MidNum,
    Class::Numeric,
    Class::ExtendNumLet,
    Class::WSegSpace,
    Class::Pictograph,
    Class::PictographLetter,
    Class::Dictionary,
    Class::DictionaryLetter,
    Class::NarrowSpace,
];

/// The bits of a property byte that hold the class.
pub(super) const CLASS: u8 = 0x1F;
/// The character is alphabetic: its segment is a word.
pub(super) const ALPHABETIC: u8 = 0x20;
/// The character is numeric: its segment is a number, unless it is a word.
pub(super) const NUMERIC: u8 = 0x40;
/// The character is the combining enclosing keycap, which turns a digit into an emoji.
pub(super) const KEYCAP: u8 = 0x80;

/// True for characters that are segmented by dictionary.
pub(super) fn uses_dictionary(properties: u8) -> bool {
    let class = Class::of(properties);
    matches!(class, Class::Dictionary | Class::DictionaryLetter)
}

const BLOCK: usize = 128;
const N_POINTS: usize = 0x11_0000;
/// The number of code points that UTF-8 encodes in one or two bytes.
const N_LOW: usize = 0x800;

/// The property bytes of all code points.
pub(super) struct Properties {
    /// The index in `blocks` of each block of code points.
    stages: Vec<u16>,
    /// The distinct blocks, concatenated.
    blocks: Vec<u8>,
    low: Box<[u8; N_LOW]>,
}

impl Properties {
    /// Returns the table, which is built on the first call.
    pub(super) fn get() -> &'static Self {
        static TABLE: LazyLock<Properties> = LazyLock::new(Properties::new);
        &TABLE
    }

    /// Returns the property byte of a code point below 0x800.
    #[inline]
    pub(super) fn of_low(&self, point: usize) -> u8 {
        self.low[point % N_LOW]
    }

    /// Returns the property byte of a code point.
    #[inline]
    pub(super) fn of(&self, point: usize) -> u8 {
        let block = usize::from(self.stages[point / BLOCK]);
        self.blocks[block * BLOCK + point % BLOCK]
    }

    /// Returns the property byte of a UTF-8 encoded character and its length in bytes. `continuation` returns the bytes
    /// after `first`.
    #[inline]
    pub(super) fn of_encoded(&self, first: u8, continuation: impl Fn(usize) -> u8) -> (u8, usize) {
        let bits = |offset: usize| usize::from(continuation(offset) & 0x3F);
        let point = usize::from(first);
        match first {
            0..0x80 => (self.of_low(point), 1),
            0x80..0xE0 => (self.of_low((point & 0x1F) << 6 | bits(1)), 2),
            0xE0..0xF0 => (self.of((point & 0xF) << 12 | bits(1) << 6 | bits(2)), 3),
            _ => {
                let high = (point & 7) << 18 | bits(1) << 12;
                (self.of(high | bits(2) << 6 | bits(3)), 4)
            }
        }
    }

    /// True for characters that extend the one before (rule WB4).
    pub(super) fn is_extender(&self, character: char) -> bool {
        let class = Class::of(self.of(character as usize));
        matches!(class, Class::Extend | Class::Format | Class::Zwj)
    }

    /// Returns the combined properties of a word's characters, up to the first alphabetic one.
    pub(super) fn of_word(&self, word: &str) -> u8 {
        let mut all = 0;
        for character in word.chars() {
            all |= self.of(character as usize) & !CLASS;
            if all & ALPHABETIC != 0 {
                break;
            }
        }
        all
    }

    fn new() -> Self {
        let all = all_properties();
        let mut stages = Vec::with_capacity(N_POINTS / BLOCK);
        let mut blocks: Vec<u8> = Vec::new();
        let mut known: HashMap<&[u8], u16, RandomState> = HashMap::default();
        for block in all.chunks(BLOCK) {
            let offset = *known.entry(block).or_insert_with(|| {
                blocks.extend_from_slice(block);
                u16::try_from(blocks.len() / BLOCK - 1).expect("fewer than 2^16 blocks")
            });
            stages.push(offset);
        }
        let low: Box<[u8]> = all[..N_LOW].into();
        Self {
            stages,
            blocks,
            low: low.try_into().expect("a slice of N_LOW bytes"),
        }
    }
}

fn all_properties() -> Vec<u8> {
    let mut all = vec![0_u8; N_POINTS];
    for range in CodePointMapData::<WordBreak>::new().iter_ranges() {
        let class = class_of(range.value) as u8;
        for point in range.range {
            all[point as usize] = class;
        }
    }
    for range in CodePointSetData::new::<ExtendedPictographic>().iter_ranges() {
        for point in range {
            let byte = &mut all[point as usize];
            if *byte == Class::Other as u8 {
                *byte = Class::Pictograph as u8;
            } else if *byte == Class::ALetter as u8 {
                *byte = Class::PictographLetter as u8;
            }
        }
    }
    set_bit(
        &mut all,
        CodePointSetData::new::<Alphabetic>().iter_ranges(),
        ALPHABETIC,
    );
    let categories = CodePointMapData::<GeneralCategory>::new();
    for range in categories.iter_ranges() {
        if GeneralCategoryGroup::Number.contains(range.value) {
            set_bit(&mut all, std::iter::once(range.range), NUMERIC);
        }
    }
    all['\u{20E3}' as usize] |= KEYCAP;
    all['\u{202F}' as usize] = Class::NarrowSpace as u8;
    set_dictionary_classes(&mut all);
    all
}

/// Extending characters keep their class, in scripts segmented by dictionary too.
fn set_dictionary_classes(all: &mut [u8]) {
    let points = ('\0'..=char::MAX).filter(|&character| script_of(character).is_some());
    for point in points.map(|character| character as usize) {
        let class = match Class::of(all[point]) {
            Class::Other => Class::Dictionary,
            Class::ALetter => Class::DictionaryLetter,
            _ => continue,
        };
        all[point] = all[point] & !CLASS | class as u8;
    }
}

fn set_bit(all: &mut [u8], ranges: impl Iterator<Item = RangeInclusive<u32>>, bit: u8) {
    for range in ranges {
        for point in range {
            all[point as usize] |= bit;
        }
    }
}

fn class_of(value: WordBreak) -> Class {
    match value {
        WordBreak::CR => Class::Cr,
        WordBreak::LF => Class::Lf,
        WordBreak::Newline => Class::Newline,
        WordBreak::Extend => Class::Extend,
        WordBreak::ZWJ => Class::Zwj,
        WordBreak::Format => Class::Format,
        WordBreak::RegionalIndicator => Class::RegionalIndicator,
        WordBreak::Katakana => Class::Katakana,
        WordBreak::HebrewLetter => Class::HebrewLetter,
        WordBreak::ALetter => Class::ALetter,
        WordBreak::SingleQuote => Class::SingleQuote,
        WordBreak::DoubleQuote => Class::DoubleQuote,
        WordBreak::MidNumLet => Class::MidNumLet,
        WordBreak::MidLetter => Class::MidLetter,
        WordBreak::MidNum => Class::MidNum,
        WordBreak::Numeric => Class::Numeric,
        WordBreak::ExtendNumLet => Class::ExtendNumLet,
        WordBreak::WSegSpace => Class::WSegSpace,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::word::masks::is_letter;

    #[test]
    fn dictionary_characters_are_letters_or_extending() {
        for character in ('\0'..=char::MAX).filter(|&character| script_of(character).is_some()) {
            let class = Class::of(Properties::get().of(character as usize));
            let expected = [Class::Dictionary, Class::DictionaryLetter, Class::Extend];
            assert!(expected.contains(&class), "{character:?}: {class:?}");
        }
    }

    #[test]
    fn letters_recognised_by_comparison_are_letters() {
        for first in 0xC2..0xE0_u8 {
            for second in (0x80..0xC0_u8).filter(|&second| is_letter(first, second)) {
                let point = usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F);
                let expected = Class::ALetter as u8 | ALPHABETIC;
                assert_eq!(Properties::get().of_low(point), expected, "U+{point:04X}");
            }
        }
    }
}
