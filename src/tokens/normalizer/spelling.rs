//! Replacements of single characters: apostrophes, quotation marks, hyphens, letter forms.

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::Dash;

use super::edits::{Edit, each_character, replacing};
use super::ignorable::is_ignorable;

/// Returns the edits that make the spellings of one word equal, apart from those of canonical equivalence: plain
/// apostrophes and hyphens.
pub(super) fn plain_spelling(text: &str) -> Vec<Edit> {
    replacing(text, |one| {
        plain_apostrophe(one).or_else(|| plain_hyphen(one))
    })
}

/// Returns the ASCII apostrophe for characters that are written as one within words.
///
/// U+2019 is the typographic apostrophe, U+02BC the letter apostrophe of Ukrainian, Breton and others, U+02BB the one of
/// Uzbek and Hawaiian, U+05F3 the Hebrew geresh. Keyboards and fonts replace each by others of them. The Hebrew
/// gershayim becomes `"` in the same way.
pub(super) fn plain_apostrophe(character: char) -> Option<char> {
    match character {
        '\u{2BB}' | '\u{2BC}' // ʻ ʼ
        | '\u{55A}' // ՚
        | '\u{5F3}' // ׳
        | '\u{7F4}' // ߴ
        | '\u{2018}' | '\u{2019}' | '\u{201B}' // ‘ ’ ‛
        | '\u{A78B}' | '\u{A78C}' // Ꞌ ꞌ
        | '\u{FF07}' => Some('\''), // ＇
        '\u{5F4}' => Some('"'), // ״
        _ => None,
    }
}

/// Returns a word without the letter apostrophes at its ends, unless it consists of them.
///
/// The geresh of Hebrew and the tone apostrophe of N'Ko are kept: the one distinguishes letters, and for the other no
/// punctuation is written.
pub(super) fn without_outer_apostrophes(word: &str) -> &str {
    let is_outer = |one: char| is_letter_apostrophe(one) || is_ignorable(one);
    let is_bounded = |end: &str| end.contains(is_letter_apostrophe);
    let rest = word.trim_start_matches(is_outer);
    let (before, _) = word.split_at(word.len() - rest.len());
    let rest = if is_bounded(before) { rest } else { word };
    let inner = rest.trim_end_matches(is_outer);
    let inner = if is_bounded(&rest[inner.len()..]) {
        inner
    } else {
        rest
    };
    if inner.is_empty() { word } else { inner }
}

/// True for apostrophes that UAX #29 takes for letters, and that are often written as U+2019.
fn is_letter_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\u{2BB}' | '\u{2BC}' | '\u{55A}' | '\u{A78B}' | '\u{A78C}'
    )
}

/// Returns the ASCII hyphen for characters that are written as hyphens within words.
pub(super) fn plain_hyphen(character: char) -> Option<char> {
    matches!(character, '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}').then_some('-')
}

/// True for a mark of a combining class above 0, such as an accent.
pub(super) fn is_combining(character: char) -> bool {
    !character.is_ascii() && CanonicalCombiningClassMapBorrowed::new().get_u8(character) != 0
}

/// Returns the ASCII equivalent of a quotation mark.
pub(super) fn plain_quote(character: char) -> Option<char> {
    match character {
        '\u{2018}'..='\u{201B}' // ‘ ’ ‚ ‛
        | '\u{2032}' // ′
        | '\u{2035}' // ‵
        | '\u{2039}' // ‹
        | '\u{203A}' // ›
        | '\u{FF07}' => Some('\''), // ＇
        '\u{AB}' // «
        | '\u{BB}' // »
        | '\u{201C}'..='\u{201F}' // “ ” „ ‟
        | '\u{2033}' // ″
        | '\u{2036}' // ‶
        | '\u{2E42}' // ⹂
        | '\u{301D}'..='\u{301F}' // 〝 〞 〟
        | '\u{FF02}' => Some('"'), // ＂
        _ => None,
    }
}

/// Returns the ASCII hyphen for any other dash.
pub(super) fn plain_dash(character: char) -> Option<char> {
    let is_dash = !character.is_ascii() && CodePointSetData::new::<Dash>().contains(character);
    is_dash.then_some('-')
}

/// Returns the edits that make spellings of Arabic equal: without tatweel and vowel signs, one form of alef, yeh and teh
/// marbuta.
pub(super) fn plain_arabic(text: &str) -> Vec<Edit> {
    each_character(text, |one| match one {
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => Some(None),
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => Some(Some('\u{627}')),
        '\u{649}' => Some(Some('\u{64A}')),
        '\u{629}' => Some(Some('\u{647}')),
        _ => None,
    })
}

/// Returns the edits that make spellings of Persian and Urdu equal: without tatweel and vowel signs, with the yeh and
/// keheh of these languages instead of the Arabic letters.
pub(super) fn plain_persian(text: &str) -> Vec<Edit> {
    each_character(text, |one| match one {
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => Some(None),
        '\u{64A}' | '\u{649}' => Some(Some('\u{6CC}')),
        '\u{643}' => Some(Some('\u{6A9}')),
        _ => None,
    })
}

/// Returns the edits that remove the dots that Lithuanian keeps on a lowercase i or j below an accent.
pub(super) fn without_lithuanian_dots(text: &str) -> Vec<Edit> {
    const DOT: char = '\u{307}';
    let mut edits = Vec::new();
    let mut is_soft_dotted = false;
    let mut characters = text.char_indices().peekable();
    while let Some((start, one)) = characters.next() {
        let is_accented = |next: char| matches!(next, '\u{300}' | '\u{301}' | '\u{303}');
        if one == DOT
            && is_soft_dotted
            && characters
                .peek()
                .is_some_and(|&(_, next)| is_accented(next))
        {
            let span = crate::span::Span::new(start, start + one.len_utf8());
            edits.push(Edit { span, by: None });
        }
        is_soft_dotted = matches!(one, 'i' | 'j' | 'į') || (is_soft_dotted && one == '\u{328}');
    }
    edits
}
