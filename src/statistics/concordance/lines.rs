//! Concordance lines: the context to the left and right of a hit.

use crate::corpus::{Documents, Language};
use crate::span::{CodePoints, Span};
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// Initial size of the excerpt around a hit: bytes per word, and additional bytes.
const BYTES_PER_WORD: usize = 16;
const EXTRA_BYTES: usize = 64;

/// Maximum distance to a space in bytes. Beyond it, words are segmented without the text farther away.
const MAX_DISTANCE_TO_SPACE: usize = 1 << 12;

/// Maximum growth in bytes of an excerpt with too few words, so that the cost does not depend on the length of gaps
/// between words.
const MAX_GROWTH: usize = 1 << 16;

/// Maximum number of adjacent punctuation characters shown with a word.
const MAX_PUNCTUATION: usize = 256;

/// The context shown around a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The number of words, or code points, on each side.
    pub window: usize,
    /// Count code points instead of words.
    pub characters: bool,
    /// Also return the sentence.
    pub sentence: bool,
    /// The tokenizer that segments words.
    pub tokenizer: Tokenizer,
    /// The rules for sentence boundaries.
    pub sentences: SentenceRules,
    /// The language of all documents, for sentence boundaries; `None` for that of each.
    pub language: Option<Language>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            window: 5,
            characters: false,
            sentence: false,
            tokenizer: Tokenizer::default(),
            sentences: SentenceRules::default(),
            language: None,
        }
    }
}

/// A hit with its context. Runs of white space are shown as one space, and removed at the ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The index of the document.
    pub document: usize,
    /// The left context.
    pub left: String,
    /// The matched text.
    pub keyword: String,
    /// The right context.
    pub right: String,
    /// Start and end of the hit in code points.
    pub points: (usize, usize),
    /// The sentence of the hit, or the sentences that it spans.
    pub sentence: Option<String>,
}

/// Builds lines; most efficient for hits in order of document and position.
pub(super) struct LineMaker<'t> {
    documents: &'t Documents,
    view: View,
    document: Option<usize>,
    points: CodePoints<'t>,
    /// The end offsets of the sentences of the document, computed on first use.
    sentence_ends: Option<Vec<usize>>,
}

impl<'t> LineMaker<'t> {
    pub(super) fn new(documents: &'t Documents, view: View) -> Self {
        Self {
            documents,
            view,
            document: None,
            points: CodePoints::of(""),
            sentence_ends: None,
        }
    }

    pub(super) fn line(&mut self, document: usize, text: &'t str, hit: Span) -> Line {
        self.select_document(document, text);
        let (left, right) = self.context(text, hit);
        let sentence = self
            .view
            .sentence
            .then(|| self.sentence(document, text, hit));
        Line {
            document,
            left: collapse_whitespace(left.slice(text)),
            keyword: collapse_whitespace(hit.slice(text)),
            right: collapse_whitespace(right.slice(text)),
            points: self.points.convert(hit),
            sentence: sentence.map(|span| collapse_whitespace(span.slice(text))),
        }
    }

    /// Return the sentence of a hit, or the sentences that it spans.
    pub(super) fn sentence(&mut self, document: usize, text: &'t str, hit: Span) -> Span {
        self.select_document(document, text);
        let View {
            sentences: rules,
            language,
            ..
        } = self.view;
        let language = self.documents.language_of(document, language);
        let ends = self.sentence_ends.get_or_insert_with(|| {
            sentence_spans(text, rules, &language)
                .map(|sentence| sentence.end)
                .collect()
        });
        let first = ends.partition_point(|&end| end <= hit.start);
        let last = ends.partition_point(|&end| end < hit.end);
        let start = first.checked_sub(1).map_or(0, |before| ends[before]);
        Span::new(start, ends.get(last).copied().unwrap_or(text.len()))
    }

    /// Return the spans of the left and right context of a hit.
    pub(super) fn context(&self, text: &str, hit: Span) -> (Span, Span) {
        let n = self.view.window;
        let (start, end) = if n == 0 {
            (hit.start, hit.end)
        } else if self.view.characters {
            let before = text[..hit.start].char_indices().rev();
            let after = text[hit.end..].char_indices();
            (
                before.take(n).last().map_or(hit.start, |(at, _)| at),
                after
                    .skip(n)
                    .map(|(at, _)| hit.end + at)
                    .next()
                    .unwrap_or(text.len()),
            )
        } else {
            self.words_around(text, hit)
        };
        (Span::new(start, hit.start), Span::new(hit.end, end))
    }

    /// Return the start and end of the words shown, from an excerpt of the text that contains enough of them.
    fn words_around(&self, text: &str, hit: Span) -> (usize, usize) {
        let n = self.view.window;
        let mut margin = n.saturating_mul(BYTES_PER_WORD).saturating_add(EXTRA_BYTES);
        let limit = margin.saturating_mul(2).saturating_add(MAX_GROWTH);
        loop {
            let excerpt = Span::new(
                space_before(text, hit.start.saturating_sub(margin)),
                space_after(text, hit.end.saturating_add(margin).min(text.len())),
            );
            let tokens = self.view.tokenizer.tokens(excerpt.slice(text));
            let words: Vec<Span> = tokens
                .map(|token| token.span.shifted(excerpt.start))
                .collect();
            let n_left = words.partition_point(|word| word.end <= hit.start);
            let first_right = words.partition_point(|word| word.start < hit.end);
            // The last word may be truncated by the end of the excerpt.
            let has_left = n_left > n || excerpt.start == 0;
            let has_right = words.len() - first_right > n || excerpt.end == text.len();
            if (has_left && has_right) || margin >= limit {
                return around(text, hit, &words[..n_left], &words[first_right..], n);
            }
            margin = margin.saturating_mul(2).min(limit);
        }
    }

    fn select_document(&mut self, document: usize, text: &'t str) {
        if self.document != Some(document) {
            self.document = Some(document);
            self.points = CodePoints::of(text);
            self.sentence_ends = None;
        }
    }
}

/// Return the range from the n-th word to the left to the n-th word to the right, with adjacent punctuation.
fn around(text: &str, hit: Span, left: &[Span], right: &[Span], n: usize) -> (usize, usize) {
    let n_left = left.len() - n.min(left.len());
    let start = left.get(n_left).map_or(hit.start, |word| word.start);
    let before = left[..n_left].last().map_or(0, |word| word.end);
    let is_punctuation = |&(_, one): &(usize, char)| !one.is_whitespace();
    let punctuation = text[before..start].char_indices().rev();
    let punctuation = punctuation.take_while(is_punctuation).take(MAX_PUNCTUATION);
    let first = punctuation.last().map_or(start, |(at, _)| before + at);
    let n_right = n.min(right.len());
    let end = right[..n_right].last().map_or(hit.end, |word| word.end);
    let after = right.get(n_right).map_or(text.len(), |word| word.start);
    let punctuation = text[end..after].char_indices();
    let punctuation = punctuation.take_while(is_punctuation).take(MAX_PUNCTUATION);
    let last = punctuation
        .last()
        .map_or(end, |(at, one)| end + at + one.len_utf8());
    (first, last)
}

/// Return the last offset before `offset` that is certainly between words, or the start of the text. If none is near,
/// return the character boundary at or before `offset`.
fn space_before(text: &str, offset: usize) -> usize {
    let limit = offset.saturating_sub(MAX_DISTANCE_TO_SPACE);
    match (limit..offset).rev().find(|&at| is_space(text, at)) {
        Some(at) => at,
        None if limit == 0 => 0,
        None => boundary(text, offset),
    }
}

/// Return the first offset after `offset` that is certainly between words, or the end of the text. If none is near,
/// return the character boundary at or before `offset`.
fn space_after(text: &str, offset: usize) -> usize {
    let limit = text.len().min(offset + MAX_DISTANCE_TO_SPACE);
    match (offset..limit).find(|&at| is_space(text, at)) {
        Some(at) => at,
        None if limit == text.len() => limit,
        None => boundary(text, offset),
    }
}

/// Return true at a space, a line end, or U+3000 to U+3002, which separate words in scripts without spaces.
fn is_space(text: &str, at: usize) -> bool {
    matches!(
        &text.as_bytes()[at..],
        [b' ' | b'\n', ..] | [0xE3, 0x80, 0x80..=0x82, ..]
    )
}

/// Return the character boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut bounds = (0..=offset).rev();
    bounds.find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Collapse each run of white space to one space, and remove it at the ends.
pub(super) fn collapse_whitespace(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reference_context(text: &str, hit: Span, n: usize) -> (Span, Span) {
        let words: Vec<Span> = Tokenizer::default()
            .tokens(text)
            .map(|token| token.span)
            .collect();
        if n == 0 {
            return (Span::new(hit.start, hit.start), Span::new(hit.end, hit.end));
        }
        let left: Vec<&Span> = words.iter().filter(|word| word.end <= hit.start).collect();
        let right: Vec<&Span> = words.iter().filter(|word| word.start >= hit.end).collect();
        let outermost = |side: &[&Span]| {
            side.get(n.min(side.len()).wrapping_sub(1))
                .copied()
                .copied()
        };
        let from_hit: Vec<&Span> = left.into_iter().rev().collect();
        let mut start = outermost(&from_hit).map_or(hit.start, |word| word.start);
        let mut end = outermost(&right).map_or(hit.end, |word| word.end);
        // Punctuation that is not separated from the outermost word by a space or a word.
        let is_punctuation = |at: usize, one: char| {
            !one.is_whitespace()
                && !words
                    .iter()
                    .any(|word| (word.start..word.end).contains(&at))
        };
        while let Some((at, one)) = text[..start].char_indices().next_back()
            && (is_punctuation(at, one) || straddles(&words, hit, at))
            && !one.is_whitespace()
        {
            start = at;
        }
        while let Some(one) = text[end..].chars().next()
            && (is_punctuation(end, one) || straddles(&words, hit, end))
            && !one.is_whitespace()
        {
            end += one.len_utf8();
        }
        (Span::new(start, hit.start), Span::new(hit.end, end))
    }

    /// Return true within a word that the hit splits: it belongs to neither side.
    fn straddles(words: &[Span], hit: Span, at: usize) -> bool {
        words.iter().any(|word| {
            (word.start..word.end).contains(&at) && word.end > hit.start && word.start < hit.end
        })
    }

    proptest! {
        #[test]
        fn contexts_match_those_of_the_full_text(
            text in "([a-z]{1,30}|[0-9.,]{1,4}|. |🇷🇺|\u{301}|กขค|東京|\\n){0,60}",
            n in 0_usize..7,
            at in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bounds.push(text.len());
            let (a, b) = (*at.0.get(&bounds), *at.1.get(&bounds));
            let hit = Span::new(a.min(b), a.max(b).min(a.min(b) + 40));
            let hit = Span::new(hit.start, boundary(&text, hit.end));
            let documents = Documents::from_texts([""]);
            let maker = LineMaker::new(&documents, View { window: n, ..View::default() });
            prop_assert_eq!(maker.context(&text, hit), reference_context(&text, hit, n));
        }
    }

    #[test]
    fn cost_does_not_depend_on_the_length_of_runs_without_spaces() {
        let text = "東京".repeat(200_000);
        let hit = Span::new(600_000, 600_006);
        let documents = Documents::from_texts([""]);
        let maker = LineMaker::new(&documents, View::default());
        let (left, right) = maker.context(&text, hit);
        assert!(left.len() < 100 && right.len() < 100);
        assert!(!left.is_empty() && !right.is_empty());
    }

    #[test]
    fn cost_does_not_depend_on_the_length_of_gaps_between_words() {
        let text = format!(
            "far {}near{} far",
            "..".repeat(200_000),
            "-".repeat(400_000)
        );
        let start = text.find("near").unwrap();
        let hit = Span::new(start, start + 4);
        let documents = Documents::from_texts([""]);
        let (left, right) = LineMaker::new(&documents, View::default()).context(&text, hit);
        assert_eq!(
            (left.len(), right.len()),
            (MAX_PUNCTUATION, MAX_PUNCTUATION)
        );
    }

    #[test]
    fn white_space_is_collapsed() {
        assert_eq!(collapse_whitespace(" a\n\n b\u{a0}c "), "a b c");
        let text = "né à  Oslo. Né";
        let documents = Documents::from_texts([text; 4]);
        let view = View {
            characters: true,
            window: 2,
            sentence: true,
            ..View::default()
        };
        let mut maker = LineMaker::new(&documents, view);
        let line = maker.line(3, text, Span::new(4, 6));
        assert_eq!(
            (
                line.left.as_str(),
                line.keyword.as_str(),
                line.right.as_str()
            ),
            ("é", "à", "")
        );
        assert_eq!((line.points, line.document), ((3, 4), 3));
        assert_eq!(line.sentence.as_deref(), Some("né à Oslo."));
    }
}
