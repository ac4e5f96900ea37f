//! Lines of a concordance: what stands to the left and right of a place.

use crate::span::{CodePoints, Span};
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// So many bytes a word are looked at first, and so many beside.
const BYTES_PER_WORD: usize = 16;
const BYTES_BESIDE: usize = 64;

/// Where there is no space in so many bytes, words are cut without what stands farther away.
const FARTHEST_SPACE: usize = 1 << 12;

/// A piece of text that holds too few words grows by so many bytes at most: no gap between words may cost its length.
const FARTHEST_WORD: usize = 1 << 16;

/// So many marks that adjoin a word are shown with it.
const MOST_MARKS: usize = 256;

/// How much is shown around a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// How many words, or code points, to each side.
    pub window: usize,
    /// Code points instead of words.
    pub characters: bool,
    /// The sentence, too.
    pub sentence: bool,
    /// What words are.
    pub tokenizer: Tokenizer,
    /// What sentences are.
    pub sentences: SentenceRules,
}

impl Default for View {
    fn default() -> Self {
        Self {
            window: 5,
            characters: false,
            sentence: false,
            tokenizer: Tokenizer::default(),
            sentences: SentenceRules::default(),
        }
    }
}

/// A hit with what stands around it. White space is shown as one space, and not at the ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The document's number.
    pub document: usize,
    /// What stands before.
    pub left: String,
    /// What was found.
    pub keyword: String,
    /// What stands behind.
    pub right: String,
    /// Start and end of the hit in code points.
    pub points: (usize, usize),
    /// The sentence, or those that the hit reaches over.
    pub sentence: Option<String>,
}

/// Makes lines; cheapest for hits in order of document and place.
pub(super) struct LineMaker<'t> {
    view: View,
    document: Option<usize>,
    points: CodePoints<'t>,
    /// Where the sentences of the document end; found when they are first asked for.
    sentence_ends: Option<Vec<usize>>,
}

impl<'t> LineMaker<'t> {
    pub(super) fn new(view: View) -> Self {
        Self {
            view,
            document: None,
            points: CodePoints::of(""),
            sentence_ends: None,
        }
    }

    pub(super) fn line(&mut self, document: usize, text: &'t str, hit: Span) -> Line {
        self.turn_to(document, text);
        let (left, right) = self.context(text, hit);
        let sentence = self
            .view
            .sentence
            .then(|| self.sentence(document, text, hit));
        Line {
            document,
            left: squeezed(left.slice(text)),
            keyword: squeezed(hit.slice(text)),
            right: squeezed(right.slice(text)),
            points: self.points.convert(hit),
            sentence: sentence.map(|span| squeezed(span.slice(text))),
        }
    }

    /// The sentence that a hit stands in, or those that it reaches over.
    pub(super) fn sentence(&mut self, document: usize, text: &'t str, hit: Span) -> Span {
        self.turn_to(document, text);
        let rules = self.view.sentences;
        let ends = self.sentence_ends.get_or_insert_with(|| {
            sentence_spans(text, rules)
                .map(|sentence| sentence.end)
                .collect()
        });
        let first = ends.partition_point(|&end| end <= hit.start);
        let last = ends.partition_point(|&end| end < hit.end);
        let start = first.checked_sub(1).map_or(0, |before| ends[before]);
        Span::new(start, ends.get(last).copied().unwrap_or(text.len()))
    }

    /// What is shown to the left and right of a hit.
    pub(super) fn context(&self, text: &str, hit: Span) -> (Span, Span) {
        let n = self.view.window;
        let (start, end) = if n == 0 {
            (hit.start, hit.end)
        } else if self.view.characters {
            let before = text[..hit.start].char_indices().rev();
            let behind = text[hit.end..].char_indices();
            (
                before.take(n).last().map_or(hit.start, |(at, _)| at),
                behind
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

    /// Where the words that are shown begin and end, told by a piece of the text that holds enough of them.
    fn words_around(&self, text: &str, hit: Span) -> (usize, usize) {
        let n = self.view.window;
        let mut reach = n
            .saturating_mul(BYTES_PER_WORD)
            .saturating_add(BYTES_BESIDE);
        let farthest = reach.saturating_mul(2).saturating_add(FARTHEST_WORD);
        loop {
            let piece = Span::new(
                space_before(text, hit.start.saturating_sub(reach)),
                space_behind(text, hit.end.saturating_add(reach).min(text.len())),
            );
            let tokens = self.view.tokenizer.tokens(piece.slice(text));
            let words: Vec<Span> = tokens
                .map(|token| token.span.shifted(piece.start))
                .collect();
            let n_left = words.partition_point(|word| word.end <= hit.start);
            let first_right = words.partition_point(|word| word.start < hit.end);
            // The last word of a piece may not end there.
            let has_left = n_left > n || piece.start == 0;
            let has_right = words.len() - first_right > n || piece.end == text.len();
            if (has_left && has_right) || reach >= farthest {
                return around(text, hit, &words[..n_left], &words[first_right..], n);
            }
            reach = reach.saturating_mul(2).min(farthest);
        }
    }

    fn turn_to(&mut self, document: usize, text: &'t str) {
        if self.document != Some(document) {
            self.document = Some(document);
            self.points = CodePoints::of(text);
            self.sentence_ends = None;
        }
    }
}

/// From the n-th word to the left up to the n-th to the right, with the marks that adjoin them.
fn around(text: &str, hit: Span, left: &[Span], right: &[Span], n: usize) -> (usize, usize) {
    let n_left = left.len() - n.min(left.len());
    let start = left.get(n_left).map_or(hit.start, |word| word.start);
    let before = left[..n_left].last().map_or(0, |word| word.end);
    let is_mark = |&(_, one): &(usize, char)| !one.is_whitespace();
    let marks = text[before..start].char_indices().rev();
    let marks = marks.take_while(is_mark).take(MOST_MARKS);
    let first = marks.last().map_or(start, |(at, _)| before + at);
    let n_right = n.min(right.len());
    let end = right[..n_right].last().map_or(hit.end, |word| word.end);
    let behind = right.get(n_right).map_or(text.len(), |word| word.start);
    let marks = text[end..behind].char_indices();
    let marks = marks.take_while(is_mark).take(MOST_MARKS);
    let last = marks
        .last()
        .map_or(end, |(at, one)| end + at + one.len_utf8());
    (first, last)
}

/// The last place before another where words surely do not go on, or the start of the text; where there is none near,
/// the place itself.
fn space_before(text: &str, place: usize) -> usize {
    let farthest = place.saturating_sub(FARTHEST_SPACE);
    match (farthest..place).rev().find(|&at| is_space(text, at)) {
        Some(at) => at,
        None if farthest == 0 => 0,
        None => boundary(text, place),
    }
}

/// The first place behind another where words surely do not go on, or the end of the text; where there is none near, the
/// place itself.
fn space_behind(text: &str, place: usize) -> usize {
    let farthest = text.len().min(place + FARTHEST_SPACE);
    match (place..farthest).find(|&at| is_space(text, at)) {
        Some(at) => at,
        None if farthest == text.len() => farthest,
        None => boundary(text, place),
    }
}

/// True at a space, a line end, or U+3000 to U+3002, which part words in scripts without spaces.
fn is_space(text: &str, at: usize) -> bool {
    matches!(
        &text.as_bytes()[at..],
        [b' ' | b'\n', ..] | [0xE3, 0x80, 0x80..=0x82, ..]
    )
}

/// The character boundary at or before a place.
fn boundary(text: &str, place: usize) -> usize {
    let mut bounds = (0..=place).rev();
    bounds.find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A text with each run of white space as one space, and none at its ends.
pub(super) fn squeezed(text: &str) -> String {
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

    fn plain_context(text: &str, hit: Span, n: usize) -> (Span, Span) {
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
        // Marks that no space and no word parts from the outermost word.
        let is_mark = |at: usize, one: char| {
            !one.is_whitespace()
                && !words
                    .iter()
                    .any(|word| (word.start..word.end).contains(&at))
        };
        while let Some((at, one)) = text[..start].char_indices().next_back()
            && (is_mark(at, one) || straddles(&words, hit, at))
            && !one.is_whitespace()
        {
            start = at;
        }
        while let Some(one) = text[end..].chars().next()
            && (is_mark(end, one) || straddles(&words, hit, end))
            && !one.is_whitespace()
        {
            end += one.len_utf8();
        }
        (Span::new(start, hit.start), Span::new(hit.end, end))
    }

    /// True within a word that the hit cuts: it belongs to neither side.
    fn straddles(words: &[Span], hit: Span, at: usize) -> bool {
        words.iter().any(|word| {
            (word.start..word.end).contains(&at) && word.end > hit.start && word.start < hit.end
        })
    }

    proptest! {
        #[test]
        fn contexts_are_those_of_the_whole_text(
            text in "([a-z]{1,30}|[0-9.,]{1,4}|. |🇷🇺|\u{301}|กขค|東京|\\n){0,60}",
            n in 0_usize..7,
            at in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bounds.push(text.len());
            let (a, b) = (*at.0.get(&bounds), *at.1.get(&bounds));
            let hit = Span::new(a.min(b), a.max(b).min(a.min(b) + 40));
            let hit = Span::new(hit.start, boundary(&text, hit.end));
            let maker = LineMaker::new(View { window: n, ..View::default() });
            prop_assert_eq!(maker.context(&text, hit), plain_context(&text, hit, n));
        }
    }

    #[test]
    fn no_run_without_spaces_costs_its_whole_length() {
        let text = "東京".repeat(200_000);
        let hit = Span::new(600_000, 600_006);
        let maker = LineMaker::new(View::default());
        let (left, right) = maker.context(&text, hit);
        assert!(left.len() < 100 && right.len() < 100);
        assert!(!left.is_empty() && !right.is_empty());
    }

    #[test]
    fn no_gap_between_words_costs_its_whole_length() {
        let text = format!(
            "far {}near{} far",
            "..".repeat(200_000),
            "-".repeat(400_000)
        );
        let start = text.find("near").unwrap();
        let hit = Span::new(start, start + 4);
        let (left, right) = LineMaker::new(View::default()).context(&text, hit);
        assert_eq!((left.len(), right.len()), (MOST_MARKS, MOST_MARKS));
    }

    #[test]
    fn white_space_is_squeezed() {
        assert_eq!(squeezed(" a\n\n b\u{a0}c "), "a b c");
        let mut maker = LineMaker::new(View {
            characters: true,
            window: 2,
            sentence: true,
            ..View::default()
        });
        let line = maker.line(3, "né à  Oslo. Né", Span::new(4, 6));
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
