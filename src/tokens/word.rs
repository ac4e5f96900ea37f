//! Word boundaries by UAX #29, and what stands between two of them.

use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use super::TokenKind;
use crate::span::Span;

/// The segments of `text` between word boundaries; end to end they are the whole text.
///
/// Source: Unicode Standard Annex #29, Unicode Text Segmentation, rules WB1 to WB999.
pub fn word_bounds(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    text.split_word_bound_indices()
        .map(|(start, segment)| Span::new(start, start + segment.len()))
}

/// The kind of a segment; `None` for white space and other characters that nobody sees.
pub(super) fn kind_of(segment: &str) -> Option<TokenKind> {
    let first = segment.chars().next()?;
    if first.is_ascii_alphabetic() {
        return Some(TokenKind::Word);
    }
    if segment.chars().any(char::is_alphanumeric) {
        return Some(word_or_number(segment));
    }
    if !first.is_ascii() && first.is_emoji_char() {
        return Some(TokenKind::Emoji);
    }
    segment
        .chars()
        .find_map(|character| match character.general_category_group() {
            GeneralCategoryGroup::Punctuation => Some(TokenKind::Punctuation),
            GeneralCategoryGroup::Symbol => Some(TokenKind::Symbol),
            _ => None,
        })
}

/// A keycap (1 and U+20E3) is an emoji, other numerals without a letter are numbers.
fn word_or_number(segment: &str) -> TokenKind {
    if segment.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if segment.ends_with('\u{20E3}') {
        TokenKind::Emoji
    } else {
        TokenKind::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(segment: &str, kind: Option<TokenKind>) {
        assert_eq!(kind_of(segment), kind, "{segment:?}");
    }

    #[test]
    fn kinds() {
        check("can’t", Some(TokenKind::Word));
        check("4th", Some(TokenKind::Word));
        check("人", Some(TokenKind::Word));
        check("3,000.50", Some(TokenKind::Number));
        check("٣", Some(TokenKind::Number));
        check("1\u{FE0F}\u{20E3}", Some(TokenKind::Emoji));
        check("👩‍👩‍👧", Some(TokenKind::Emoji));
        check("—", Some(TokenKind::Punctuation));
        check("€", Some(TokenKind::Symbol));
        check(" ", None);
        check("\r\n", None);
        check("\u{200B}", None);
        check("", None);
    }
}
