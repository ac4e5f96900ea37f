//! Character n-grams.
//!
//! Takes a normalised text and returns its character n-grams with their spans in the source. They are equal to those of
//! scikit-learn's vectorizers. Runs of white space are collapsed to one space first.

use super::ngrams::NgramRange;
use super::normalizer::{Mapped, Normalized};
use crate::span::Span;

/// Emits all n-grams of a text, as scikit-learn's `analyzer="char"` does: the shortest first, each length in text
/// order.
///
/// Returns the number of code points read. Linear in the length of the text, for each n.
pub(super) fn char_ngrams(
    mut text: Normalized,
    range: NgramRange,
    mut emit: impl FnMut(&str, Span),
) -> u64 {
    text.then(collapse);
    let (low, high) = range.bounds();
    for n in low..=high {
        for span in windows(text.text(), n) {
            emit(span.slice(text.text()), text.source_span(span));
        }
    }
    text.text().chars().count() as u64
}

/// Emits the n-grams of each word between white space, padded with a space at both ends, as scikit-learn's
/// `analyzer="char_wb"` does. A padded word shorter than n is emitted once, as a whole.
///
/// The span of a gram covers only its part of the word, not the padding. Returns the number of code points read.
pub(super) fn word_char_ngrams(
    mut text: Normalized,
    range: NgramRange,
    padded: &mut String,
    mut emit: impl FnMut(&str, Span),
) -> u64 {
    text.then(collapse);
    for word in words(text.text()) {
        padded.clear();
        padded.push(' ');
        padded.push_str(word.slice(text.text()));
        padded.push(' ');
        let mut emit_at = |gram: Span| {
            // The padding shifts the word by one byte.
            let source_offset = |offset: usize| (word.start + offset.max(1) - 1).min(word.end);
            let span = Span::new(source_offset(gram.start), source_offset(gram.end));
            emit(gram.slice(padded), text.source_span(span));
        };
        let (low, high) = range.bounds();
        for n in low..=high {
            let mut n_grams = 0;
            for gram in windows(padded, n) {
                emit_at(gram);
                n_grams += 1;
            }
            if n_grams == 0 {
                emit_at(Span::new(0, padded.len()));
            }
            if n_grams <= 1 {
                break;
            }
        }
    }
    text.text().chars().count() as u64
}

/// Returns the spans of `n` consecutive characters.
fn windows(text: &str, n: usize) -> impl Iterator<Item = Span> {
    let starts = text.char_indices().map(|(start, _)| start);
    let ends = text
        .char_indices()
        .map(|(start, one)| start + one.len_utf8())
        .skip(n - 1);
    starts.zip(ends).map(|(start, end)| Span::new(start, end))
}

/// Collapses each run of two or more white space characters to one space. A single one is kept as it is.
fn collapse(text: &str) -> Mapped {
    let mut mapped = Mapped::default();
    let mut copied = 0;
    for run in white_space_runs(text) {
        let mut characters = run.slice(text).chars();
        if characters.nth(1).is_some() {
            mapped.copy(&text[copied..run.start]);
            mapped.replace(run.slice(text), [' ']);
            copied = run.end;
        }
    }
    mapped.copy(&text[copied..]);
    mapped
}

/// Returns the spans of the runs of white space.
fn white_space_runs(text: &str) -> impl Iterator<Item = Span> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|&(_, one)| is_white_space(one))?;
        let mut end = start + first.len_utf8();
        while let Some((offset, one)) = characters.next_if(|&(_, one)| is_white_space(one)) {
            end = offset + one.len_utf8();
        }
        Some(Span::new(start, end))
    })
}

/// Returns the spans between white space.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let end = Span::new(text.len(), text.len());
    let mut start = 0;
    white_space_runs(text).chain([end]).filter_map(move |run| {
        let word = Span::new(start, run.start);
        start = run.end;
        (!word.is_empty()).then_some(word)
    })
}

/// True for the white space of Python's `str.isspace`: Unicode's and the four ASCII separators.
fn is_white_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Normalizer;

    type Found = Vec<(String, usize, usize)>;

    fn check(
        text: &str,
        bounds: (usize, usize),
        within_words: bool,
        expected: &[(&str, usize, usize)],
    ) {
        let normalized = Normalizer::new([]).unwrap().normalize(text);
        let range = NgramRange::new(bounds.0, bounds.1).unwrap();
        let mut all = Found::new();
        let emit = |gram: &str, span: Span| all.push((gram.to_owned(), span.start, span.end));
        if within_words {
            word_char_ngrams(normalized, range, &mut String::new(), emit);
        } else {
            char_ngrams(normalized, range, emit);
        }
        let expected: Found = expected
            .iter()
            .map(|&(gram, start, end)| (gram.to_owned(), start, end))
            .collect();
        assert_eq!(all, expected, "{text:?}");
    }

    #[test]
    fn grams_are_consecutive_characters() {
        check(
            "né!",
            (2, 3),
            false,
            &[("né", 0, 3), ("é!", 1, 4), ("né!", 0, 4)],
        );
        check("a \n b", (3, 3), false, &[("a b", 0, 5)]);
        check("a\nb", (2, 2), false, &[("a\n", 0, 2), ("\nb", 1, 3)]);
        check("ab", (3, 3), false, &[]);
    }

    #[test]
    fn words_are_padded_with_a_space_at_both_ends() {
        check(
            "ab  c",
            (3, 4),
            true,
            &[(" ab", 0, 2), ("ab ", 0, 2), (" ab ", 0, 2), (" c ", 4, 5)],
        );
        check("c", (4, 6), true, &[(" c ", 0, 1)]);
        check("é", (1, 1), true, &[(" ", 0, 0), ("é", 0, 2), (" ", 2, 2)]);
    }
}
