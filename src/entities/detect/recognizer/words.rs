//! Text as the recogniser sees it: words and marks, a sentence at a time.
//!
//! Training data and running text are cut by this one module. It starts from the segments of UAX #29 and mends what
//! would part names: a possessive ending is a word of its own, a dotted abbreviation keeps its last full stop, and a run
//! of one mark is one word.

use std::ops::Range;

use crate::span::Span;
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// The longest run of words that is read as one sentence.
const LONGEST_SENTENCE: usize = 200;

/// The words of a text and its sentences.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) spans: Vec<Span>,
    /// Each sentence as a range of words.
    pub(super) sentences: Vec<Range<usize>>,
}

impl Words {
    /// Cuts `text`, by its sentences or as one.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.cut(text);
        let mut ends = sentence_spans(text, SentenceRules::News).map(|sentence| sentence.end);
        let mut start = 0;
        let mut end = ends.next().unwrap_or(text.len());
        for place in 0..words.spans.len() {
            let word = words.spans[place];
            if word.start >= end || place - start >= LONGEST_SENTENCE {
                words.sentences.push(start..place);
                start = place;
                while word.start >= end {
                    end = ends.next().unwrap_or(usize::MAX);
                }
            }
        }
        if start < words.spans.len() {
            words.sentences.push(start..words.spans.len());
        }
        words
    }

    /// Cuts `text` as one sentence.
    pub(super) fn of_sentence(text: &str) -> Self {
        let mut words = Self::default();
        words.cut(text);
        if !words.spans.is_empty() {
            words.sentences.push(0..words.spans.len());
        }
        words
    }

    fn cut(&mut self, text: &str) {
        let tokenizer = Tokenizer {
            punctuation: true,
            ..Tokenizer::UNICODE
        };
        tokenizer
            .kinds(text)
            .for_each(|(span, _)| self.push(text, span));
    }

    fn push(&mut self, text: &str, span: Span) {
        let bytes = text.as_bytes();
        let last = self.spans.last().copied();
        if let Some(last) = last
            && last.end == span.start
        {
            let (before, word) = (last.slice(text), span.slice(text));
            let joins = match word {
                // "U.S" and its last full stop; "Mr" and its own stay two.
                "." => before.len() > 1 && before.contains('.') && bytes[last.start] != b'.',
                _ => false,
            } || is_run(before, word)
                || (is_apostrophe(before) && matches!(word, "s" | "S"));
            if joins {
                self.spans.last_mut().expect("just seen").end = span.end;
                return;
            }
        }
        match possessive(span.slice(text)) {
            0 => self.spans.push(span),
            ending => {
                let cut = span.end - ending;
                self.spans.push(Span::new(span.start, cut));
                self.spans.push(Span::new(cut, span.end));
            }
        }
    }
}

/// True where `mark` goes on a run of itself. Only the ends are looked at: what begins and ends with a mark is a run.
fn is_run(before: &str, mark: &str) -> bool {
    let ends = |mark| before.as_bytes().first() == mark && before.as_bytes().last() == mark;
    mark.len() == 1 && mark.as_bytes()[0].is_ascii_punctuation() && ends(mark.as_bytes().first())
}

fn is_apostrophe(word: &str) -> bool {
    matches!(word, "'" | "’")
}

/// The length of a possessive ending; 0 where there is none.
fn possessive(word: &str) -> usize {
    let bytes = word.as_bytes();
    let n = bytes.len();
    if n < 3 || !matches!(bytes[n - 1], b's' | b'S') {
        return 0;
    }
    if bytes[n - 2] == b'\'' {
        return 2;
    }
    if n > 4 && word.is_char_boundary(n - 4) && &word[n - 4..n - 1] == "’" {
        return 4;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let words = Words::of(text);
        words.spans.iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn words_are_mended() {
        assert_eq!(words("Rell's U.S. aide"), ["Rell", "'s", "U.S.", "aide"]);
        assert_eq!(words("Rell 's aide ’s"), ["Rell", "'s", "aide", "’s"]);
        assert_eq!(
            words("Rell’s -- so... yes"),
            ["Rell", "’s", "--", "so", "...", "yes"]
        );
        assert_eq!(words("Mr. Voss"), ["Mr", ".", "Voss"]);
    }

    #[test]
    fn sentences_cover_all_words() {
        let words = Words::of("It rained. Gen. Rell left.\n\nNobody said so");
        let lens: Vec<usize> = words.sentences.iter().map(ExactSizeIterator::len).collect();
        assert_eq!(lens, [3, 5, 3]);
    }
}
