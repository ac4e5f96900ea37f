//! The words of names and texts, and what joins two of them.
//!
//! Names in lists and words in texts are segmented by the same tokenizer, so that they meet: case is folded,
//! typographic apostrophes equal plain ones, a hyphen equals a space, and a possessive ending can be stripped.

use super::possessive::without_possessive;
use crate::span::Span;
use crate::tokens::Tokenizer;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::entities) struct Word<'t> {
    pub(in crate::entities) text: &'t str,
    pub(in crate::entities) span: Span,
    /// The text between the previous word, or the beginning of the text, and this word.
    pub(in crate::entities) before: &'t str,
}

impl<'t> Word<'t> {
    /// The word without a possessive ending.
    pub(in crate::entities) fn bare(&self) -> &'t str {
        without_possessive(self.text).unwrap_or(self.text)
    }

    /// True if the word begins a text, a line, a sentence or a quotation.
    pub(in crate::entities) fn begins_sentence(&self) -> bool {
        begins_sentence(self.span.start, self.before)
    }

    /// True if the word begins with an uppercase letter.
    pub(in crate::entities) fn is_capitalised(&self) -> bool {
        starts_upper(self.text)
    }
}

/// The words of `text`.
pub(in crate::entities) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut end = 0;
    Tokenizer::default().tokens(text).map(move |token| {
        let before = Span::new(end, token.span.start).slice(text);
        end = token.span.end;
        Word {
            text: token.text,
            span: token.span,
            before,
        }
    })
}

/// True if a word at byte `start`, after the text `before`, begins a text, a line, a sentence or a quotation.
pub(in crate::entities) fn begins_sentence(start: usize, before: &str) -> bool {
    start == before.len()
        || before.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '…', '•'])
}

/// True if the text begins with an uppercase letter.
pub(in crate::entities) fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// The normal form of the text between two words of a name: empty for white space and hyphens, `None` if the two cannot
/// be of one name.
///
/// A name may contain one line break, as in wrapped text, but not a blank line.
pub(in crate::entities) fn joint(between: &str) -> Option<String> {
    if between == " " || between == "-" {
        return Some(String::new());
    }
    if between.is_empty() {
        return Some("+".into());
    }
    if between.matches('\n').count() > 1 {
        return None;
    }
    Some(
        between
            .chars()
            .filter(|&mark| {
                !mark.is_whitespace() && !is_hyphen(mark) && mark != '\'' && mark != '’'
            })
            .collect(),
    )
}

/// True for hyphens and the dashes used in their place; an em dash separates words.
pub(in crate::entities) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2013}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_after_punctuation_and_line_breaks() {
        let begins: Vec<bool> = words("Nice day. Nice is in “Nice” and Nice\nNice")
            .map(|word| word.begins_sentence())
            .collect();
        assert_eq!(
            begins,
            [true, false, true, false, false, true, true, false, true]
        );
    }
}
