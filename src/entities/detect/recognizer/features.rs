//! Feature extraction.

use std::ops::Range;

use super::hashing::{hash, mix, phrase};
use super::lexicon::{Lexicon, LexiconEntry, N_COARSER, PHRASE_PREFIX};
use super::tokens::TokenSpans;

/// The maximum number of features of a token.
pub(super) const MAX_FEATURES: usize = 96;

/// The properties of a token that do not depend on its context.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the flags are independent properties"
)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    lower: u64,
    entry: LexiconEntry,
    classes: [u16; N_COARSER],
    is_upper: bool,
    is_all_caps: bool,
    is_word: bool,
    /// The token alone gives no evidence of a name.
    is_plain: bool,
    len: u8,
    /// The kind of the listed phrase that contains the token and the position in it; 0 if there is none.
    phrase: u64,
    spelling: Spelling,
}

/// The spelling of a token; computed only for tokens that can be near a name.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling {
    surface: u64,
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 3],
}

/// Padding before the first and after the last token.
const OUTSIDE: Token = Token {
    lower: 1,
    entry: LexiconEntry { class: 0, lists: 0 },
    classes: [u16::MAX; N_COARSER],
    is_upper: false,
    is_all_caps: false,
    is_word: false,
    is_plain: true,
    len: 0,
    phrase: 0,
    spelling: Spelling {
        surface: 1,
        shape: 1,
        prefixes: [1; 3],
        suffixes: [1; 3],
    },
};

/// Lowercases into `lower`; all quotation marks become one.
fn fold<'b>(text: &str, lower: &'b mut String) -> &'b [u8] {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(text.chars().flat_map(char::to_lowercase));
    }
    if matches!(lower.as_str(), "``" | "''" | "“" | "”" | "„" | "«" | "»") {
        lower.clear();
        lower.push('"');
    }
    lower.as_bytes()
}

impl Token {
    fn new(text: &str, lexicon: &Lexicon, lower: &mut String) -> Self {
        let word = hash(fold(text, lower));
        let entry = lexicon.get(word);
        let first = text.chars().next().unwrap_or(' ');
        let is_upper = first.is_uppercase();
        let is_word = first.is_alphanumeric();
        let has_lower = if text.is_ascii() {
            text.bytes().any(|byte| byte.is_ascii_lowercase())
        } else {
            text.chars().any(char::is_lowercase)
        };
        Self {
            lower: word,
            entry,
            classes: lexicon.coarser(entry.class),
            is_upper,
            is_all_caps: is_upper && text.len() > 1 && !has_lower,
            is_word,
            is_plain: !is_upper
                && (!is_word
                    || entry.lists & CAPITALISATION == RARELY_CAPITALISED
                    || text.bytes().all(|byte| byte.is_ascii_digit())),
            len: u8::try_from(text.len()).unwrap_or(u8::MAX),
            phrase: 0,
            spelling: Spelling::default(),
        }
    }
}

impl Spelling {
    fn new(text: &str, lower: &mut String) -> Self {
        let bytes = fold(text, lower);
        let end = |n: usize| hash(&bytes[bytes.len().saturating_sub(n)..]);
        let begin = |n: usize| hash(&bytes[..n.min(bytes.len())]);
        Self {
            surface: hash(text.as_bytes()),
            shape: shape(text),
            prefixes: [begin(2), begin(3), begin(4)],
            suffixes: [end(2), end(3), end(4)],
        }
    }
}

/// The granularity of word classes, by column.
const COARSE: usize = 0;
const MEDIUM: usize = 1;
const FINE: usize = 2;

/// The word lists by entity type; see `data/build_lexicon.py`.
const PERSONS: u16 = 0b1111;
const LOCATIONS: u16 = 0b0001_0000_0111_0000;
const ORGANISATIONS: u16 = 0b11_1000_0000;
/// Companies, agencies, newspapers and clubs, which often have the names of places.
const LISTED_ORGANISATIONS: u16 = 0b10_0001_0000_0000;

/// Two bits for the frequency of capitalisation within sentences; 0 if unknown.
const CAPITALISATION: u16 = 0b1100_0000_0000;
/// Almost never capitalised.
const RARELY_CAPITALISED: u16 = 0b0100_0000_0000;

/// The lowest two bits hold the kind of a complete phrase.
const PHRASE_KIND: u16 = 3;

/// Annotates the longest listed phrases.
fn annotate_phrases(tokens: &mut [Token], lexicon: &Lexicon) {
    let mut start = 0;
    while start < tokens.len() {
        let mut best = (start + 1, 0);
        if tokens[start].entry.lists & PHRASE_PREFIX != 0 {
            let mut hash = tokens[start].lower;
            for (end, word) in tokens.iter().enumerate().take(start + 8).skip(start + 1) {
                hash = phrase(hash, word.lower);
                let lists = lexicon.get(hash).lists;
                if lists & PHRASE_KIND != 0 {
                    best = (end + 1, lists & PHRASE_KIND);
                }
                if lists & PHRASE_PREFIX == 0 {
                    break;
                }
            }
        }
        if best.1 != 0 {
            let last = best.0 - start - 1;
            for (index, word) in tokens[start..best.0].iter_mut().enumerate() {
                let position = u64::from(index > 0) + 2 * u64::from(index == last);
                word.phrase = u64::from(best.1) * 4 + position;
            }
        }
        start = best.0;
    }
}

impl Token {
    /// True for capitalised words of some length, which usually have one meaning within a document.
    pub(super) fn can_agree(&self) -> bool {
        self.is_upper && self.len > 2
    }

    pub(super) fn surface(&self) -> u64 {
        self.spelling.surface
    }

    #[inline]
    fn class(&self, fineness: usize) -> u64 {
        u64::from(self.classes[fineness])
    }

    #[inline]
    fn lists(&self) -> u64 {
        u64::from(self.entry.lists & !PHRASE_PREFIX)
    }

    /// Encodes lowercase, capitalised or uppercase.
    #[inline]
    fn case(&self) -> u64 {
        u64::from(self.is_upper) + 2 * u64::from(self.is_all_caps)
    }
}

/// Hashes the character types of a token; runs of one type are shortened.
fn shape(text: &str) -> u64 {
    let mut shape = 0_u64;
    let mut last = (0, 0);
    for character in text.chars().take(24) {
        let kind = if character.is_uppercase() {
            1
        } else if character.is_alphabetic() {
            2
        } else if character.is_numeric() {
            3
        } else {
            4 + u64::from(u32::from(character)) * 8
        };
        if last.0 == kind {
            last.1 += 1;
            if last.1 > 1 {
                continue;
            }
        } else {
            last = (kind, 0);
        }
        shape = mix(shape, kind);
    }
    shape
}

/// The tokens of a sentence with their capitalised context.
pub(super) struct Sentence<'w> {
    tokens: &'w [Token],
    /// For each token, the run of capitalised words around it, or an empty range.
    runs: Vec<Range<usize>>,
    /// The same, with runs joined by function words such as "of".
    joined: Vec<Range<usize>>,
    style: u64,
}

/// Analyses the tokens of a text; their spellings are left empty.
pub(super) fn analyze(text: &str, spans: &TokenSpans, lexicon: &Lexicon) -> Vec<Token> {
    let mut lower = String::new();
    let mut tokens: Vec<Token> = spans
        .spans
        .iter()
        .map(|span| Token::new(span.slice(text), lexicon, &mut lower))
        .collect();
    annotate_phrases(&mut tokens, lexicon);
    tokens
}

/// Fills in the spellings of a range of tokens.
pub(super) fn add_spellings(
    text: &str,
    spans: &TokenSpans,
    tokens: &mut [Token],
    range: Range<usize>,
) {
    let mut lower = String::new();
    for index in range {
        tokens[index].spelling = Spelling::new(spans.spans[index].slice(text), &mut lower);
    }
}

/// Iterates over the segments of a sentence that can contain names: disjoint ranges of tokens, in ascending order.
///
/// A token is skipped if it gives no evidence of a name and neither neighbour is capitalised.
pub(super) fn segments(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_open = |index: usize| {
        let is_upper_at = |index: Option<usize>| {
            index
                .and_then(|index| tokens.get(index))
                .is_some_and(|token| token.is_upper)
        };
        !tokens[index].is_plain
            || tokens[index].phrase != 0
            || is_upper_at(index.checked_sub(1))
            || is_upper_at(Some(index + 1))
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < tokens.len() && !is_open(start) {
            start += 1;
        }
        if start == tokens.len() {
            return None;
        }
        let mut end = start + 1;
        while end < tokens.len() && is_open(end) {
            end += 1;
        }
        let segment = start..end;
        start = end;
        Some(segment)
    })
}

impl<'w> Sentence<'w> {
    pub(super) fn new(tokens: &'w [Token]) -> Self {
        let mut runs = vec![0..0; tokens.len()];
        let mut start = 0;
        while start < tokens.len() {
            let mut end = start;
            while end < tokens.len() && tokens[end].is_upper {
                end += 1;
            }
            for run in &mut runs[start..end] {
                *run = start..end;
            }
            start = end.max(start + 1);
        }
        let joined = joined(tokens, &runs);
        let n_words = tokens.iter().filter(|token| token.is_word).count();
        let n_upper = tokens.iter().filter(|token| token.is_upper).count();
        let n_all_caps = tokens.iter().filter(|token| token.is_all_caps).count();
        let style = if n_words < 3 {
            0
        } else if n_all_caps * 10 > n_words * 7 {
            1
        } else if n_upper * 10 > n_words * 7 {
            2
        } else if n_upper == 0 {
            3
        } else {
            4
        };
        Self {
            tokens,
            runs,
            joined,
            style,
        }
    }

    fn at(&self, index: usize, offset: isize) -> &Token {
        index
            .checked_add_signed(offset)
            .and_then(|index| self.tokens.get(index))
            .unwrap_or(&OUTSIDE)
    }

    /// Calls `emit` with each feature of the token at `index`.
    #[inline]
    pub(super) fn features(&self, index: usize, mut emit: impl FnMut(u64)) {
        let neighbours = [-2, -1, 0, 1, 2].map(|offset| self.at(index, offset));
        let style = mix(self.style, u64::from(index == 0));
        word_features(neighbours, style, &mut templates(0, &mut emit));
        class_features(neighbours, style, &mut templates(32, &mut emit));
        list_features(neighbours, style, &mut templates(64, &mut emit));
        self.run_features(index, style, &mut templates(96, &mut emit));
        self.joined_features(index, &mut templates(128, &mut emit));
    }

    /// Calls `emit` with features of the token at `index` that only sentences of one annotation scheme share.
    ///
    /// Their weights learn what the scheme marks and where its names end. Coarse features are enough for that; weights of
    /// words would learn words that hold everywhere.
    pub(super) fn scheme_features(&self, index: usize, scheme: u64, mut emit: impl FnMut(u64)) {
        let mut add = templates(160, &mut emit);
        let mut add = |value| add(mix(value, scheme));
        let word = &self.tokens[index];
        let (before, after) = (self.at(index, -1), self.at(index, 1));
        add(0);
        add(mix(word.spelling.shape, self.style));
        add(mix(before.class(MEDIUM), word.spelling.shape));
        add(mix(after.class(MEDIUM), word.spelling.shape));
        add(mix(word.class(MEDIUM), word.case()));
        add(mix(word.lists(), word.case()));
        add(mix(word.phrase, word.case()));
        let run = &self.runs[index];
        if run.is_empty() {
            return;
        }
        let from_end = (run.end - 1 - index).min(3) as u64;
        let last = &self.tokens[run.end - 1];
        add(mix(last.class(MEDIUM), from_end));
        add(mix(last.lists(), from_end));
    }

    /// Emits features of the run of capitalised words around the token, and of the context of the run.
    #[inline]
    fn run_features(&self, index: usize, style: u64, add: &mut impl FnMut(u64)) {
        let run = &self.runs[index];
        if run.is_empty() {
            let (before, after) = (self.at(index, -1), self.at(index, 1));
            let sides = mix(u64::from(before.is_upper), u64::from(after.is_upper));
            add(mix(sides, self.tokens[index].lower));
            return;
        }
        let from_start = (index - run.start).min(3) as u64;
        let from_end = (run.end - 1 - index).min(3) as u64;
        let position = mix(from_start, from_end);
        let (first, last) = (&self.tokens[run.start], &self.tokens[run.end - 1]);
        let (left, right) = (self.at(run.start, -1), self.at(run.end, 0));
        let (left_before, right_after) = (self.at(run.start, -2), self.at(run.end, 1));
        add(0);
        add(mix(position, style));
        add(mix(last.lower, from_end));
        add(mix(last.class(FINE), from_end));
        add(mix(last.class(MEDIUM), position));
        add(mix(first.lower, from_start));
        add(mix(first.class(FINE), from_start));
        add(mix(left.lower, position));
        add(mix(right.lower, position));
        add(mix(left.class(MEDIUM), right.class(MEDIUM)));
        add(mix(left.class(FINE), position));
        add(mix(right.class(FINE), position));
        add(mix(mix(first.lists(), last.lists()), position));
        add(mix(left.lower, right.lower));
        add(mix(mix(left_before.lower, left.lower), from_start));
        add(mix(mix(right.lower, right_after.lower), from_end));
        add(mix(mix(left.class(MEDIUM), first.class(MEDIUM)), position));
        add(mix(mix(right.class(MEDIUM), last.class(MEDIUM)), position));
    }

    /// Emits features of runs joined by function words: "Bank of England".
    #[inline]
    fn joined_features(&self, index: usize, add: &mut impl FnMut(u64)) {
        let joined = &self.joined[index];
        if joined.len() <= self.runs[index].len() {
            return;
        }
        let head_end = self.runs[joined.start].end;
        let from_start = (index - joined.start).min(4) as u64;
        let from_end = (joined.end - 1 - index).min(4) as u64;
        let (first, last) = (&self.tokens[joined.start], &self.tokens[joined.end - 1]);
        let (head, joining) = (&self.tokens[head_end - 1], self.at(head_end, 0));
        let side = u64::from(index >= head_end) + 2 * u64::from(!self.runs[index].is_empty());
        add(mix(mix(head.lower, joining.lower), side));
        add(mix(mix(head.class(FINE), joining.lower), side));
        add(mix(
            mix(head.lists(), joining.lower),
            mix(last.lists(), side),
        ));
        add(mix(
            mix(head.class(MEDIUM), joining.lower),
            mix(last.class(MEDIUM), side),
        ));
        add(mix(first.lower, from_start));
        add(mix(last.lower, from_end));
        add(mix(mix(joining.lower, from_start), from_end));
    }
}

/// Combines each value with the number of its template, counted from `first`, so that equal values of different
/// templates are different features.
#[inline]
fn templates(first: u64, emit: &mut impl FnMut(u64)) -> impl FnMut(u64) {
    let mut number = first;
    move |value| {
        number += 1;
        emit(mix(value, number));
    }
}

/// Emits features of the token, its neighbours and their spellings.
#[inline]
fn word_features([bb, b, w, a, aa]: [&Token; 5], style: u64, add: &mut impl FnMut(u64)) {
    let case = w.case();
    add(w.lower);
    add(b.lower);
    add(a.lower);
    add(bb.lower);
    add(aa.lower);
    add(mix(b.lower, w.lower));
    add(mix(w.lower, a.lower));
    add(w.spelling.surface);
    add(w.spelling.shape);
    add(mix(b.spelling.shape, w.spelling.shape));
    add(mix(w.spelling.shape, a.spelling.shape));
    add(mix(
        mix(b.spelling.shape, w.spelling.shape),
        a.spelling.shape,
    ));
    add(mix(w.spelling.shape, style));
    add(mix(b.lower, w.spelling.shape));
    add(mix(a.lower, w.spelling.shape));
    for n in 0..3 {
        add(mix(w.spelling.prefixes[n], case));
        add(mix(w.spelling.suffixes[n], case));
    }
}

/// Emits features of the word classes of the token and its neighbours.
#[inline]
fn class_features([bb, b, w, a, aa]: [&Token; 5], style: u64, add: &mut impl FnMut(u64)) {
    let case = w.case();
    add(mix(u64::from(w.entry.class), case));
    for fineness in [COARSE, MEDIUM, FINE] {
        add(mix(w.class(fineness), case));
    }
    for fineness in [MEDIUM, FINE] {
        add(mix(b.class(fineness), case));
        add(mix(a.class(fineness), case));
    }
    add(mix(b.class(MEDIUM), w.class(MEDIUM)));
    add(mix(w.class(MEDIUM), a.class(MEDIUM)));
    add(mix(b.class(MEDIUM), a.class(MEDIUM)));
    add(mix(mix(b.class(COARSE), w.class(COARSE)), a.class(COARSE)));
    add(bb.class(MEDIUM));
    add(aa.class(MEDIUM));
    add(mix(mix(bb.class(COARSE), b.class(COARSE)), case));
    add(mix(mix(aa.class(COARSE), a.class(COARSE)), case));
    add(mix(w.class(MEDIUM), style));
    add(mix(
        mix(b.class(MEDIUM), w.spelling.shape),
        a.spelling.shape,
    ));
    add(mix(
        mix(a.class(MEDIUM), w.spelling.shape),
        b.spelling.shape,
    ));
}

/// Emits features of the word lists that contain the token, its neighbours and the phrase around it.
#[inline]
fn list_features([_, b, w, a, _]: [&Token; 5], style: u64, add: &mut impl FnMut(u64)) {
    let case = w.case();
    let of = |word: &Token, lists: u16| u64::from(word.entry.lists & lists);
    let three = |lists: u16| mix(mix(of(b, lists), of(w, lists)), of(a, lists));
    add(mix(w.lists(), case));
    add(mix(b.lists(), w.spelling.shape));
    add(mix(a.lists(), w.spelling.shape));
    add(mix(mix(b.lists(), w.lists()), case));
    add(mix(mix(a.lists(), w.lists()), case));
    add(mix(w.lists(), style));
    add(mix(of(w, PERSONS), case));
    add(mix(of(w, LOCATIONS), case));
    add(mix(of(w, ORGANISATIONS), case));
    add(mix(of(w, LISTED_ORGANISATIONS), case));
    add(mix(of(w, CAPITALISATION), style));
    add(mix(three(PERSONS), case));
    add(mix(three(LOCATIONS), case));
    add(mix(three(CAPITALISATION), w.spelling.shape));
    add(mix(w.phrase, case));
    add(mix(mix(b.phrase, w.phrase), mix(a.phrase, case)));
}

/// Returns for each token the runs of capitalised words around it, joined by function words.
fn joined(tokens: &[Token], runs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined = vec![0..0; tokens.len()];
    let mut start = 0;
    while start < tokens.len() {
        if runs[start].is_empty() {
            start += 1;
            continue;
        }
        let mut end = runs[start].end;
        loop {
            let n_joining = tokens[end..]
                .iter()
                .take(2)
                .take_while(|word| JOINING_WORDS.contains(&word.lower))
                .count();
            let next = end + n_joining;
            if n_joining == 0 || next >= tokens.len() || runs[next].is_empty() {
                break;
            }
            end = runs[next].end;
        }
        for run in &mut joined[start..end] {
            *run = start..end;
        }
        start = end;
    }
    joined
}

/// Words that join two runs of capitalised words into one name.
static JOINING_WORDS: std::sync::LazyLock<Vec<u64>> = std::sync::LazyLock::new(|| {
    [
        "of", "the", "for", "and", "&", "de", "la", "du", "des", "del", "al", "-", "–", "/", "on",
        "in", "'s", "’s", "y",
    ]
    .iter()
    .map(|word| hash(word.as_bytes()))
    .collect()
});
