//! Words that are divided at the end of a line: "Ver-\nwaltung".
//!
//! A hyphen at the end of a line divides a word, or belongs to it: "Haupt-\nund Nebensatz", "Nord-\nSüd-Gefälle",
//! "US-\namerikanisch". No dictionary decides between the two, so words are joined only where
//!
//! - at least two letters precede the hyphen, and the last one is lowercase;
//! - the next line begins with at least two letters, and the first one is lowercase;
//! - these are not a conjunction, which follows a suspended hyphen;
//! - in Dutch, the hyphen is not between two vowels, where it may belong to the word ("zee-eend") or replace a diaeresis.

use super::edits::Edit;
use super::spelling::is_combining;
use crate::span::Span;

/// The rules of a language.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::tokens) struct LineHyphens {
    /// Words that may follow a suspended hyphen.
    conjunctions: &'static [&'static str],
    /// Between these letters, a hyphen is kept.
    vowels: &'static str,
}

pub(in crate::tokens) static GERMAN: LineHyphens = LineHyphens {
    conjunctions: &[
        "als",
        "bis",
        "beziehungsweise",
        "bzw",
        "noch",
        "oder",
        "respektive",
        "sowie",
        "statt",
        "und",
        "wie",
    ],
    vowels: "",
};

pub(in crate::tokens) static DUTCH: LineHyphens = LineHyphens {
    conjunctions: &[
        "alsook",
        "als",
        "dan",
        "dus",
        "en",
        "maar",
        "noch",
        "of",
        "respectievelijk",
        "resp",
        "tot",
    ],
    vowels: "aeiouy",
};

impl LineHyphens {
    /// Returns the span from each hyphen that divides a word to the start of the next line's text.
    ///
    /// Linear in the length of the text.
    pub(in crate::tokens) fn spans<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = Span> + use<'t> {
        let breaks = text.bytes().enumerate();
        let breaks = breaks.filter(|&(_, byte)| matches!(byte, b'\n' | b'\r'));
        breaks.filter_map(|(at, _)| self.span_at(text, at))
    }

    /// Returns the edits that remove these spans.
    pub(super) fn removing(&self, text: &str) -> Vec<Edit> {
        let spans = self.spans(text);
        spans.map(|span| Edit { span, by: None }).collect()
    }

    /// Returns the span around the line break that begins at byte `at`.
    fn span_at(&self, text: &str, at: usize) -> Option<Span> {
        let line = text[..at].trim_end_matches([' ', '\t']);
        let start = line.trim_end_matches(is_hyphen);
        let is_one = line[start.len()..].chars().count() == 1;
        let next = &text[at..];
        let next = next.strip_prefix("\r\n").unwrap_or_else(|| &next[1..]);
        let next = next.trim_start_matches([' ', '\t']);
        let first = Letters::last_of(start);
        let second = Letters::first_of(next);
        let joins = is_one
            && first.n > 1
            && second.n > 1
            && first.inner.is_lowercase()
            && second.inner.is_lowercase()
            && !self.conjunctions.contains(&second.text)
            && !(self.vowels.contains(first.inner) && self.vowels.contains(second.inner));
        joins.then_some(Span::new(start.len(), text.len() - next.len()))
    }
}

/// Letters with their combining marks, before or after a hyphen.
struct Letters<'t> {
    text: &'t str,
    /// The number of letters.
    n: usize,
    /// The letter next to the hyphen.
    inner: char,
}

impl<'t> Letters<'t> {
    fn last_of(text: &'t str) -> Self {
        let rest = text.trim_end_matches(is_part);
        let letters = &text[rest.len()..];
        Self::new(letters, letters.chars().rfind(|one| !is_combining(*one)))
    }

    fn first_of(text: &'t str) -> Self {
        let letters = &text[..text.len() - text.trim_start_matches(is_part).len()];
        Self::new(letters, letters.chars().next())
    }

    fn new(text: &'t str, inner: Option<char>) -> Self {
        let letters = text.chars().filter(|&one| !is_combining(one));
        Self {
            text,
            n: letters.count(),
            inner: inner.unwrap_or('\0'),
        }
    }
}

fn is_part(one: char) -> bool {
    one.is_alphabetic() || is_combining(one)
}

/// True for hyphens, soft hyphens, and the not sign that marks divided words in old corpora.
fn is_hyphen(one: char) -> bool {
    matches!(one, '-' | '\u{AC}' | '\u{AD}' | '\u{2010}')
}

#[cfg(test)]
mod tests {
    use super::super::edits::edited;
    use super::*;

    fn check(rules: &LineHyphens, text: &str, expected: &str) {
        let edits = rules.removing(text);
        assert_eq!(edited(text.into(), &edits), expected, "{text:?}");
    }

    #[test]
    fn divided_words_are_joined() {
        check(&GERMAN, "Ver-\nwaltung", "Verwaltung");
        check(&GERMAN, "Ver\u{AD}\r\n  wal\u{2010} \n\ttung", "Verwaltung");
        check(
            &GERMAN,
            "Ru\u{308}ck\u{AC}\nfu\u{308}h-\nrung",
            "Ru\u{308}ckfu\u{308}hrung",
        );
        check(&GERMAN, "Nord-Ost-\nsee", "Nord-Ostsee");
        check(&DUTCH, "ver-\ngadering", "vergadering");
        check(&DUTCH, "re-\nëel", "reëel");
    }

    #[test]
    fn hyphens_that_belong_to_words_are_kept() {
        for text in [
            "Haupt-\nund Nebensatz",
            "Ein- und Ausfuhr",
            "Haupt-\nbzw. Nebensatz",
            "Nord-\nSüd-Gefälle",
            "US-\namerikanisch",
            "E-\nmail",
            "Zeile -\nweiter",
            "Zeile--\nweiter",
            "Zeile-\n\nweiter",
            "Zeile-\n1990er",
            "80er-\nx",
            "-\nweiter",
            "Ver-",
            "Ver-\n",
        ] {
            check(&GERMAN, text, text);
        }
        for text in [
            "in-\nen uitvoer",
            "zee-\neend",
            "auto-\nongeluk",
            "kopi-\neren",
        ] {
            check(&DUTCH, text, text);
        }
    }
}
