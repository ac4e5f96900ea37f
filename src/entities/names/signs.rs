//! Signs at the edges of names: the `+` of "Canal+", the full stop of ".NET".
//!
//! A name that begins or ends with signs matches only with them, and they are part of the match. Signs are symbols and
//! punctuation that belong to a name. Punctuation of the sentence is none: commas, semicolons, colons, quotation marks,
//! apostrophes, brackets, dashes, the marks ®, ™ and ©, and a full stop after a word.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::words::words;
use crate::span::Span;

/// Symbols and punctuation that are no signs.
const OF_THE_SENTENCE: &str = ",;:\"'`´¨…®™©，；：．。、،؛।॥＂＇";

/// The signs before the first and after the last word of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::entities) struct Signs<'n> {
    pub(in crate::entities) before: &'n str,
    pub(in crate::entities) after: &'n str,
}

impl<'n> Signs<'n> {
    /// Returns the signs of a name; none if it has no word.
    pub(in crate::entities) fn of(name: &'n str) -> Self {
        if name.starts_with(is_plain) && name.ends_with(is_plain) {
            return Self::default();
        }
        let mut spans = words(name).map(|word| word.span);
        let Some(first) = spans.next() else {
            return Self::default();
        };
        let last = spans.last().unwrap_or(first);
        let (before, after) = (&name[..first.start], &name[last.end..]);
        let end = after.find(|mark: char| !is_sign(mark) && !mark.is_whitespace());
        let after = &after[..end.unwrap_or(after.len())];
        Self {
            before: after_last_break(before),
            after: after.trim_end(),
        }
    }

    pub(in crate::entities) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Returns the span of the words at `words` with the signs, if the text has them there.
    ///
    /// `from` is the end of the word before. A sign that is repeated in the text is another one: "C++" does not contain
    /// "C+". If `keeps_possessive`, signs before `'s` do not count either.
    pub(in crate::entities) fn around(
        &self,
        text: &str,
        from: usize,
        words: Span,
        keeps_possessive: bool,
    ) -> Option<Span> {
        let left = text[from..words.start].strip_suffix(self.before)?;
        let right = text[words.end..].strip_prefix(self.after)?;
        let first = self.before.chars().next();
        let last = self.after.chars().next_back();
        let goes_on = repeats(first, left.chars().next_back())
            || repeats(last, right.chars().next())
            || (keeps_possessive && last.is_some() && begins_possessive(right));
        let start = words.start - self.before.len();
        (!goes_on).then(|| Span::new(start, words.end + self.after.len()))
    }
}

/// The signs directly before a word, after the last mark that is none.
fn after_last_break(before: &str) -> &str {
    let is_break = |mark: char| !is_sign_before(mark) && !mark.is_whitespace();
    let rest = before.rsplit(is_break).next().unwrap_or_default();
    rest.trim_start()
}

/// True if a sign goes on in the text; only exclamation and question marks may.
fn repeats(sign: Option<char>, next: Option<char>) -> bool {
    sign.is_some_and(|sign| !matches!(sign, '!' | '?') && next == Some(sign))
}

/// True if the text begins with `'s` as a word.
fn begins_possessive(text: &str) -> bool {
    let after = text
        .strip_prefix(['\'', '’'])
        .and_then(|rest| rest.strip_prefix(['s', 'S']));
    after.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn is_plain(mark: char) -> bool {
    mark.is_ascii_alphanumeric()
}

fn is_sign_before(mark: char) -> bool {
    mark == '.' || is_sign(mark)
}

fn is_sign(mark: char) -> bool {
    if mark == '.' || OF_THE_SENTENCE.contains(mark) {
        return false;
    }
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(mark),
        GeneralCategory::MathSymbol
            | GeneralCategory::CurrencySymbol
            | GeneralCategory::ModifierSymbol
            | GeneralCategory::OtherSymbol
            | GeneralCategory::OtherPunctuation
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_names() {
        for (name, before, after) in [
            ("Canal+", "", "+"),
            (" C++ ", "", "++"),
            ("Canal +", "", " +"),
            (".NET", ".", ""),
            ("#MeToo", "#", ""),
            ("AT&T", "", ""),
            ("Yahoo!", "", "!"),
            ("\"Yahoo!\"", "", "!"),
            ("Foo (#1)", "", ""),
            ("(#MeToo", "#", ""),
            ("St. Louis", "", ""),
            ("Acme Inc.", "", ""),
            ("'Ajlun", "", ""),
            ("Sons'", "", ""),
            ("Party (Maoist)", "", ""),
            ("Acme®", "", ""),
            ("Acme\u{200b}", "", ""),
            ("- Acme -", "", ""),
            ("€uro", "€", ""),
            ("+", "", ""),
        ] {
            assert_eq!(Signs::of(name), Signs { before, after }, "{name}");
        }
    }
}
