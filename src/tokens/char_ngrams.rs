//! Characters next to each other: n-grams of code points.
//!
//! Takes a normalised text and gives out its character n-grams with their spans in the source, equal to those of
//! scikit-learn's vectorizers. Runs of white space count as one space first.

use super::NgramRange;
use super::normalizer::{Mapped, Normalized};
use crate::span::Span;

/// All n-grams of a text, as scikit-learn's `analyzer="char"` has them: the shortest first, each length in the order of
/// the text.
///
/// Returns the number of code points read. Linear in the length of the text for each length of gram.
pub(super) fn char_ngrams(
    mut text: Normalized,
    range: NgramRange,
    mut found: impl FnMut(&str, Span),
) -> u64 {
    text.then(collapse);
    let (low, high) = range.bounds();
    for n in low..=high {
        for span in windows(text.text(), n) {
            found(span.slice(text.text()), text.source_span(span));
        }
    }
    text.text().chars().count() as u64
}

/// The n-grams of each word between white space, with a space at both its ends, as scikit-learn's `analyzer="char_wb"`
/// has them: a word shorter than a length comes whole, once, and no longer gram of it comes.
///
/// A gram's span covers only what it has of the word. Returns the number of code points read.
pub(super) fn word_char_ngrams(
    mut text: Normalized,
    range: NgramRange,
    padded: &mut String,
    mut found: impl FnMut(&str, Span),
) -> u64 {
    text.then(collapse);
    for word in words(text.text()) {
        padded.clear();
        padded.push(' ');
        padded.push_str(word.slice(text.text()));
        padded.push(' ');
        let mut found_at = |gram: Span| {
            // The padding moves the word one byte on.
            let within = |place: usize| (word.start + place.max(1) - 1).min(word.end);
            let span = Span::new(within(gram.start), within(gram.end));
            found(gram.slice(padded), text.source_span(span));
        };
        let (low, high) = range.bounds();
        for n in low..=high {
            let mut n_grams = 0;
            for gram in windows(padded, n) {
                found_at(gram);
                n_grams += 1;
            }
            if n_grams == 0 {
                found_at(Span::new(0, padded.len()));
            }
            if n_grams <= 1 {
                break;
            }
        }
    }
    text.text().chars().count() as u64
}

/// The spans of `n` characters next to each other.
fn windows(text: &str, n: usize) -> impl Iterator<Item = Span> {
    let starts = text.char_indices().map(|(start, _)| start);
    let ends = text
        .char_indices()
        .map(|(start, one)| start + one.len_utf8())
        .skip(n - 1);
    starts.zip(ends).map(|(start, end)| Span::new(start, end))
}

/// Makes each run of two or more characters of white space one space; a single one stays what it is.
fn collapse(text: &str) -> Mapped {
    let mut mapped = Mapped::default();
    let mut kept = 0;
    for run in white_runs(text) {
        let mut characters = run.slice(text).chars();
        if characters.nth(1).is_some() {
            mapped.keep(&text[kept..run.start]);
            mapped.replace(run.slice(text), [' ']);
            kept = run.end;
        }
    }
    mapped.keep(&text[kept..]);
    mapped
}

/// The runs of white space.
fn white_runs(text: &str) -> impl Iterator<Item = Span> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|&(_, one)| is_white(one))?;
        let mut end = start + first.len_utf8();
        while let Some((place, one)) = characters.next_if(|&(_, one)| is_white(one)) {
            end = place + one.len_utf8();
        }
        Some(Span::new(start, end))
    })
}

/// The pieces between white space.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let end = Span::new(text.len(), text.len());
    let mut start = 0;
    white_runs(text).chain([end]).filter_map(move |gap| {
        let word = Span::new(start, gap.start);
        start = gap.end;
        (!word.is_empty()).then_some(word)
    })
}

/// What Python's `str.isspace` calls white space: Unicode's and the four separators of ASCII.
fn is_white(character: char) -> bool {
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
        let found = |gram: &str, span: Span| all.push((gram.to_owned(), span.start, span.end));
        if within_words {
            word_char_ngrams(normalized, range, &mut String::new(), found);
        } else {
            char_ngrams(normalized, range, found);
        }
        let expected: Found = expected
            .iter()
            .map(|&(gram, start, end)| (gram.to_owned(), start, end))
            .collect();
        assert_eq!(all, expected, "{text:?}");
    }

    #[test]
    fn characters_stand_next_to_each_other() {
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
    fn words_have_a_space_at_both_ends() {
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
