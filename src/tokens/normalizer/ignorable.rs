//! Characters that are invisible and carry no meaning where they are.
//!
//! Unicode lists them in the property `Default_Ignorable_Code_Point`: soft hyphens, variation selectors, byte order
//! marks, marks of direction. Some of them distinguish words in some places, and are kept there:
//!
//! - a zero width non-joiner between letters that it separates, and after or before a virama, and a zero width joiner
//!   after or before a virama: the contexts A1, A2 and B of Unicode Standard Annex #31, section 2.3, and the Bengali
//!   sequence of a joiner before the virama (The Unicode Standard, section 12.2);
//! - a zero width joiner before a pictograph, and the tags of a flag, which are part of an emoji (UTS #51);
//! - Hangul fillers next to conjoining jamo, where they take the place of a letter;
//! - a zero width space, which separates words.

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_properties::props::{ExtendedPictographic, JoiningType};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::edits::Edit;
use crate::span::Span;

/// The combining class of viramas.
const VIRAMA: u8 = 9;

/// True if `text` has a character that may be ignorable.
pub(crate) fn contains_ignorable(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_ignorable)
}

/// Returns the edits that remove the ignorable characters of `text`. Linear in its length.
pub(super) fn removing_ignorable(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !contains_ignorable(text) {
        return edits;
    }
    let mut before = Before::default();
    for (start, one) in text.char_indices() {
        let end = start + one.len_utf8();
        if is_ignorable(one) && !before.needs(one, &text[end..]) {
            let span = Span::new(start, end);
            edits.push(Edit { span, by: None });
        } else {
            before.push(one);
        }
    }
    edits
}

/// True for the characters with the property `Default_Ignorable_Code_Point`, except the zero width space, which separates
/// words.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200C}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// What precedes a character, as far as it decides whether the character has a meaning.
#[derive(Default)]
struct Before {
    last: Option<char>,
    /// A virama and combining marks.
    is_virama: bool,
    /// An emoji and its tags.
    is_emoji: bool,
    /// A letter that joins the next one, and transparent marks.
    joins_next: bool,
}

impl Before {
    fn push(&mut self, one: char) {
        let class = combining_class(one);
        self.is_virama = class == VIRAMA || (class != 0 && self.is_virama);
        self.is_emoji = is_pictograph(one) || (is_tag(one) && self.is_emoji);
        let joining = joining_type(one);
        if joining != JoiningType::Transparent {
            self.joins_next =
                matches!(joining, JoiningType::DualJoining | JoiningType::LeftJoining);
        }
        self.last = Some(one);
    }

    /// True if the ignorable character has a meaning between this text and the text `after`.
    fn needs(&self, ignorable: char, after: &str) -> bool {
        let next = after.chars().next();
        let is_before_virama = || {
            let mut marks = after
                .chars()
                .map(combining_class)
                .take_while(|&class| class != 0);
            self.last.is_some() && marks.any(|class| class == VIRAMA)
        };
        match ignorable {
            '\u{200C}' => {
                (self.joins_next && joins_previous(after))
                    || (self.is_virama && next.is_some_and(char::is_alphabetic))
                    || is_before_virama()
            }
            '\u{200D}' => {
                self.is_virama
                    || is_before_virama()
                    || (self.last.is_some() && next.is_some_and(is_pictograph))
            }
            '\u{115F}' | '\u{1160}' => self.last.is_some_and(is_jamo) || next.is_some_and(is_jamo),
            _ => is_tag(ignorable) && self.is_emoji,
        }
    }
}

fn combining_class(character: char) -> u8 {
    CanonicalCombiningClassMapBorrowed::new().get_u8(character)
}

fn joining_type(character: char) -> JoiningType {
    CodePointMapData::<JoiningType>::new().get(character)
}

/// True if the first letter after any marks joins the one before it.
fn joins_previous(after: &str) -> bool {
    let mut types = after.chars().map(joining_type);
    let first = types.find(|&one| one != JoiningType::Transparent);
    matches!(
        first,
        Some(JoiningType::DualJoining | JoiningType::RightJoining)
    )
}

fn is_pictograph(character: char) -> bool {
    character >= '\u{A9}' && CodePointSetData::new::<ExtendedPictographic>().contains(character)
}

fn is_tag(character: char) -> bool {
    matches!(character, '\u{E0020}'..='\u{E007F}')
}

/// True for conjoining Hangul letters other than the fillers, and for their compositions.
fn is_jamo(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11FF}' | '가'..='힣') && !is_ignorable(character)
}

#[cfg(test)]
mod tests {
    use icu_properties::props::DefaultIgnorableCodePoint;

    use super::super::edits::edited;
    use super::*;

    #[test]
    fn ignorable_characters_are_those_of_the_property() {
        let property = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        for character in '\0'..=char::MAX {
            let expected = property.contains(character) && character != '\u{200B}';
            assert_eq!(is_ignorable(character), expected, "{character:?}");
        }
    }

    fn check(text: &str, expected: &str) {
        let edits = removing_ignorable(text);
        assert_eq!(edited(text.into(), &edits), expected, "{text:?}");
    }

    #[test]
    fn invisible_characters_are_removed() {
        check("Fisch\u{AD}kutter", "Fischkutter");
        check("\u{2067}quay\u{2069}\u{200E}", "quay");
        check("\u{FEFF}fire\u{FEFF}", "fire");
        check("葛\u{E0100}飾", "葛飾");
        check("fi\u{200C}re\u{200D}", "fire");
        check("fire\u{3164}\u{1160}", "fire");
        check("\u{2764}\u{FE0F}", "\u{2764}");
        check("ab\u{34F}\u{2060}c", "abc");
    }

    #[test]
    fn joiners_that_distinguish_words_are_kept() {
        check("می\u{200C}خواهم", "می\u{200C}خواهم");
        // Alef does not join the letter after it, and there is nothing to separate at the end.
        check("را\u{200C}ه\u{200C}", "راه");
        check("क्\u{200D}ष", "क्\u{200D}ष");
        check("क्\u{200C}ष क्\u{200C}", "क्\u{200C}ष क्");
        check("র\u{200D}্য", "র\u{200D}্য");
        check("ന്\u{200D}", "ന്\u{200D}");
    }

    #[test]
    fn parts_of_emoji_and_syllables_are_kept() {
        check("👩\u{200D}👩\u{200D}👧\u{200D}", "👩\u{200D}👩\u{200D}👧");
        let england = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
        check(england, england);
        check("a\u{E0067}", "a");
        check("\u{115F}\u{1161}", "\u{115F}\u{1161}");
    }
}
