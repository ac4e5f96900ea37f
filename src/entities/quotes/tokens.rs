//! A text as words and punctuation, with its sentences.

use std::ops::Range;

use super::words::Form;
use super::words::{Class, Verb, Word, Words};
use crate::corpus::TextLanguage;
use crate::span::Span;
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// A word or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) is_word: bool,
    pub(super) word: Word,
    /// True within quotation marks, and for the marks.
    pub(super) is_quoted: bool,
}

/// The words of a text.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Token>,
    /// The tokens of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str, language: &TextLanguage<'_>) -> Self {
        let words = Words::english();
        let tokenizer = Tokenizer {
            punctuation: true,
            dictionary: false,
            ..Tokenizer::default()
        };
        let mut buffer = String::new();
        let all: Vec<Token> = tokenizer
            .kinds(text)
            .map(|(span, kind)| Token {
                span,
                is_word: kind.is_word_like(),
                word: words.get(span.slice(text), &mut buffer),
                is_quoted: false,
            })
            .collect();
        let mut first = 0;
        let sentences = sentence_spans(text, SentenceRules::News, language).map(|sentence| {
            let inside = all[first..].partition_point(|one| one.span.start < sentence.end);
            let range = first..first + inside;
            first = range.end;
            range
        });
        let sentences = sentences.filter(|range| !range.is_empty()).collect();
        Self {
            text,
            all,
            sentences,
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    pub(super) fn slice(&self, at: usize) -> &'t str {
        self.all
            .get(at)
            .map_or("", |token| token.span.slice(self.text))
    }

    /// The tokens of a sentence after a span at its start.
    pub(super) fn without(&self, sentence: &Range<usize>, span: Option<Span>) -> Range<usize> {
        let Some(span) = span.filter(|span| span.overlaps(self.span(sentence))) else {
            return sentence.clone();
        };
        let after = self.all.partition_point(|one| one.span.start < span.end);
        after.clamp(sentence.start, sentence.end)..sentence.end
    }

    /// The text between a token and the one before it.
    pub(super) fn gap_before(&self, at: usize) -> &'t str {
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.all[before].span.end);
        Span::new(start, self.all[at].span.start).slice(self.text)
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.all
            .get(at)
            .is_some_and(|token| token.word.class.is(class))
    }

    pub(super) fn verb(&self, at: usize) -> Option<(Verb, Form)> {
        self.all.get(at)?.word.verb
    }

    /// True if the token is this word, in any case.
    pub(super) fn is_the(&self, at: usize, word: &str) -> bool {
        self.slice(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.is_word)
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.is_quoted)
    }

    /// True for a word with an uppercase first letter.
    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.is_word(at) && self.slice(at).starts_with(char::is_uppercase)
    }

    /// True for the comma, in any of its forms.
    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.slice(at) == ","
    }

    /// True for the full stop of an abbreviation within a name: "Lt. Col.", "J. Roe".
    pub(super) fn is_abbreviation_stop(&self, at: usize) -> bool {
        self.slice(at) == "."
            && at > 0
            && self.is_capitalised(at - 1)
            && self.slice(at - 1).chars().count() <= 4
            && self.is_capitalised(at + 1)
    }

    /// True for a sign that joins two words of a name: "Rimsky-Korsakov", "AT&T".
    pub(super) fn is_joint(&self, at: usize) -> bool {
        matches!(self.slice(at), "-" | "‐" | "‑" | "/" | "&" | "’" | "'") && self.is_word(at + 1)
    }

    /// The span of a range of tokens.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(
            self.all[range.start].span.start,
            self.all[range.end - 1].span.end,
        )
    }
}
