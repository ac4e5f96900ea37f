//! Feature extraction.

use std::ops::Range;

use super::hashing::{mix, phrase};
use super::lexicon::{Lexicon, PHRASE_PREFIX};
use super::words::{
    CAPITALISATION, COARSE, FINE, KnownWord, MEDIUM, OUTSIDE, Traits, Word, WordTable,
};
use crate::span::Span;

/// The maximum number of features of a token.
pub(super) const MAX_FEATURES: usize = 96;

/// A word at its place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'w> {
    pub(super) word: &'w Word,
    /// The number of the word in its table.
    pub(super) number: u32,
    /// The kind of the listed phrase that contains the token and the position in it; 0 if there is none.
    phrase: u16,
    traits: Traits,
}

/// Padding before the first and after the last token.
const PADDING: Token<'static> = Token {
    word: &OUTSIDE,
    number: 0,
    phrase: 0,
    traits: OUTSIDE.traits,
};

impl Token<'_> {
    /// True if the token is part of a listed phrase.
    #[inline]
    pub(super) fn is_in_phrase(&self) -> bool {
        self.phrase != 0
    }

    #[inline]
    fn is(&self, one: Traits) -> bool {
        self.traits.has(one)
    }

    fn phrase(&self) -> u64 {
        u64::from(self.phrase)
    }
}

/// The word lists by entity type; see `data/build_lexicon.py`.
const PERSONS: u16 = 0b1111;
const LOCATIONS: u16 = 0b0001_0000_0111_0000;
const ORGANISATIONS: u16 = 0b11_1000_0000;
/// Companies, agencies, newspapers and clubs, which often have the names of places.
const LISTED_ORGANISATIONS: u16 = 0b10_0001_0000_0000;

/// The lowest two bits hold the kind of a complete phrase.
const PHRASE_KIND: u16 = 3;

/// Annotates the longest listed phrases.
fn annotate_phrases(tokens: &mut [Token<'_>], lexicon: &Lexicon) {
    let mut start = 0;
    while start < tokens.len() {
        let mut best = (start + 1, 0);
        if tokens[start].is(Traits::PHRASE_PREFIX) {
            let mut hash = tokens[start].word.lower;
            for (end, token) in tokens.iter().enumerate().take(start + 8).skip(start + 1) {
                hash = phrase(hash, token.word.lower);
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
            for (index, token) in tokens[start..best.0].iter_mut().enumerate() {
                let position = u16::from(index > 0) + 2 * u16::from(index == last);
                token.phrase = best.1 * 4 + position;
            }
        }
        start = best.0;
    }
}

/// The tokens of a sentence with their capitalised context.
pub(super) struct Sentence<'w> {
    tokens: &'w [Token<'w>],
    /// For each token, the run of capitalised words around it, or an empty range.
    runs: Vec<Range<usize>>,
    /// The same, with runs joined by function words such as "of".
    joined: Vec<Range<usize>>,
    style: u64,
}

/// Looks up the words of a text, and writes them to `known`.
pub(super) fn look_up_words(
    text: &str,
    spans: &[Span],
    lexicon: &Lexicon,
    words: &mut WordTable,
    known: &mut Vec<KnownWord>,
) {
    known.clear();
    let spans = spans.iter();
    known.extend(spans.map(|&span| words.look_up(text, span, lexicon)));
}

/// Returns the tokens of a text, given their words.
pub(super) fn tokens<'w>(
    known: &[KnownWord],
    words: &'w WordTable,
    lexicon: &Lexicon,
) -> Vec<Token<'w>> {
    let mut tokens: Vec<Token<'w>> = known
        .iter()
        .map(|&KnownWord { number, traits }| Token {
            word: words.get(number),
            number,
            phrase: 0,
            traits,
        })
        .collect();
    annotate_phrases(&mut tokens, lexicon);
    tokens
}

/// The largest number of tokens without evidence of a name between two capitalised words of one name.
const LONGEST_GAP: usize = 2;

/// Iterates over the segments of a sentence that can contain names: disjoint ranges of tokens, in ascending order.
///
/// A token is skipped if it gives no evidence of a name, except next to a hyphen of a capitalised word, in a short gap
/// between two capitalised words, and in a sentence without any capitalised word that gives evidence somewhere: in
/// lowercase, names have no other mark.
pub(super) fn segments<'t>(tokens: &'t [Token<'_>]) -> impl Iterator<Item = Range<usize>> + 't {
    let has_evidence = |token: &Token<'_>| !token.is(Traits::PLAIN) || token.phrase != 0;
    let is_upper_near = |near: &[Token<'_>]| near.iter().any(|token| token.is(Traits::UPPER));
    let is_lowercase = !is_upper_near(tokens) && tokens.iter().any(has_evidence);
    let is_open = move |index: usize| {
        is_lowercase
            || has_evidence(&tokens[index])
            || is_upper_near(&tokens[index.saturating_sub(LONGEST_GAP)..index])
                && is_upper_near(&tokens[index + 1..(index + 1 + LONGEST_GAP).min(tokens.len())])
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
    pub(super) fn new(tokens: &'w [Token<'w>]) -> Self {
        let mut sentence = Self {
            tokens: &[],
            runs: Vec::new(),
            joined: Vec::new(),
            style: 0,
        };
        sentence.set(tokens);
        sentence
    }

    /// Makes this the sentence of other tokens, with the same memory.
    pub(super) fn set(&mut self, tokens: &'w [Token<'w>]) {
        self.tokens = tokens;
        self.style = style(tokens);
        self.set_runs();
        self.set_joined();
    }

    fn set_runs(&mut self) {
        self.runs.clear();
        self.runs.resize(self.tokens.len(), 0..0);
        let is_upper = |token: &Token<'_>| token.is(Traits::UPPER);
        let mut end = 0;
        while let Some(n_others) = self.tokens[end..].iter().position(is_upper) {
            let start = end + n_others;
            let later = self.tokens[start..].iter();
            end = start + later.take_while(|token| is_upper(token)).count();
            self.runs[start..end].fill(start..end);
        }
    }

    /// Joins the runs of capitalised words by function words.
    fn set_joined(&mut self) {
        self.joined.clear();
        self.joined.resize(self.tokens.len(), 0..0);
        let mut end = 0;
        while let Some(n_others) = self.runs[end..].iter().position(|run| !run.is_empty()) {
            let start = end + n_others;
            end = self.runs[start].end;
            while let Some(next) = self.next_run(end) {
                end = next.end;
            }
            self.joined[start..end].fill(start..end);
        }
    }

    /// Returns the run that function words join to a run that ends at `end`.
    fn next_run(&self, end: usize) -> Option<Range<usize>> {
        let after = self.tokens[end..].iter().take(2);
        let n_joining = after.take_while(|token| token.is(Traits::JOINING)).count();
        let next = self.runs.get(end + n_joining)?;
        (n_joining > 0 && !next.is_empty()).then(|| next.clone())
    }

    fn at(&self, index: usize, offset: isize) -> Token<'w> {
        index
            .checked_add_signed(offset)
            .and_then(|index| self.tokens.get(index))
            .copied()
            .unwrap_or(PADDING)
    }

    /// Returns the token at `index` with two tokens on either side.
    #[inline]
    pub(super) fn window(&self, index: usize) -> [Token<'w>; 5] {
        [-2, -1, 0, 1, 2].map(|offset| self.at(index, offset))
    }

    /// Calls `emit` with each feature of the token at `index`.
    pub(super) fn features(&self, index: usize, mut emit: impl FnMut(u64)) {
        let window = self.window(index);
        let case = window[2].word.case();
        for (part, token) in WordPart::of_window(case).into_iter().zip(window) {
            part.features(token.word, &mut emit);
        }
        self.context_features(index, &window, |_, feature| emit(feature));
    }

    /// Calls `emit` with each feature of the token at `index` that does not depend on one word alone, and what it depends
    /// on.
    #[inline]
    pub(super) fn context_features(
        &self,
        index: usize,
        window: &[Token<'w>; 5],
        mut emit: impl FnMut(On, u64),
    ) {
        let style = mix(self.style, u64::from(index == 0));
        word_features(window, style, &mut templates(64, &mut emit));
        class_features(window, style, &mut templates(80, &mut emit));
        list_features(window, style, &mut templates(96, &mut emit));
        self.run_features(index, style, &mut templates(112, &mut emit));
        self.joined_features(index, &mut templates(136, &mut emit));
    }

    /// Numbers what features [`On::Style`] depend on besides the word; less than [`N_STYLES`].
    #[inline]
    pub(super) fn style_number(&self, index: usize) -> usize {
        2 * usize::try_from(self.style).unwrap_or(0) + usize::from(index == 0)
    }

    /// Numbers what features [`On::Place`] depend on, if the token has any; less than [`N_PLACES`].
    #[inline]
    pub(super) fn place_number(&self, index: usize) -> Option<usize> {
        let run = &self.runs[index];
        let position = || 4 * (index - run.start).min(3) + (run.end - 1 - index).min(3);
        (!run.is_empty()).then(|| N_STYLES * position() + self.style_number(index))
    }

    /// Calls `emit` with features of the token at `index` that only sentences of one annotation scheme share.
    ///
    /// Their weights learn what the scheme marks and where its names end. Coarse features are enough for that; weights of
    /// words would learn words that hold everywhere.
    pub(super) fn scheme_features(&self, index: usize, scheme: u64, mut emit: impl FnMut(u64)) {
        let mut add = templates(160, |_, feature| emit(feature));
        let mut add = |value| add(On::Context, mix(value, scheme));
        let token = self.tokens[index];
        let word = token.word;
        let (before, after) = (self.at(index, -1).word, self.at(index, 1).word);
        add(0);
        add(mix(word.shape, self.style));
        add(mix(before.class(MEDIUM), word.shape));
        add(mix(after.class(MEDIUM), word.shape));
        add(mix(word.class(MEDIUM), word.case()));
        add(mix(word.lists(), word.case()));
        add(mix(token.phrase(), word.case()));
        let run = &self.runs[index];
        if run.is_empty() {
            return;
        }
        let from_end = (run.end - 1 - index).min(3) as u64;
        let last = self.tokens[run.end - 1].word;
        add(mix(last.class(MEDIUM), from_end));
        add(mix(last.lists(), from_end));
    }

    /// Emits features of the run of capitalised words around the token, and of the context of the run.
    #[inline]
    fn run_features(&self, index: usize, style: u64, add: &mut impl FnMut(On, u64)) {
        let run = &self.runs[index];
        if run.is_empty() {
            let is_upper = |offset| u64::from(self.at(index, offset).is(Traits::UPPER));
            let sides = mix(is_upper(-1), is_upper(1));
            add(On::Context, mix(sides, self.tokens[index].word.lower));
            return;
        }
        let from_start = (index - run.start).min(3) as u64;
        let from_end = (run.end - 1 - index).min(3) as u64;
        let position = mix(from_start, from_end);
        let (first, last) = (self.tokens[run.start].word, self.tokens[run.end - 1].word);
        let (left, right) = (self.at(run.start, -1).word, self.at(run.end, 0).word);
        let (left_before, right_after) = (self.at(run.start, -2).word, self.at(run.end, 1).word);
        add(On::Place, 0);
        add(On::Place, mix(position, style));
        add(On::Context, mix(last.lower, from_end));
        add(On::Context, mix(last.class(FINE), from_end));
        add(On::Context, mix(last.class(MEDIUM), position));
        add(On::Context, mix(first.lower, from_start));
        add(On::Context, mix(first.class(FINE), from_start));
        add(On::Context, mix(left.lower, position));
        add(On::Context, mix(right.lower, position));
        add(On::Context, mix(left.class(MEDIUM), right.class(MEDIUM)));
        add(On::Context, mix(left.class(FINE), position));
        add(On::Context, mix(right.class(FINE), position));
        add(On::Context, mix(mix(first.lists(), last.lists()), position));
        add(On::Context, mix(left.lower, right.lower));
        add(
            On::Context,
            mix(mix(left_before.lower, left.lower), from_start),
        );
        add(
            On::Context,
            mix(mix(right.lower, right_after.lower), from_end),
        );
        add(
            On::Context,
            mix(mix(left.class(MEDIUM), first.class(MEDIUM)), position),
        );
        add(
            On::Context,
            mix(mix(right.class(MEDIUM), last.class(MEDIUM)), position),
        );
    }

    /// Emits features of runs joined by function words: "Bank of England".
    #[inline]
    fn joined_features(&self, index: usize, add: &mut impl FnMut(On, u64)) {
        let joined = &self.joined[index];
        if joined.len() <= self.runs[index].len() {
            return;
        }
        let head_end = self.runs[joined.start].end;
        let from_start = (index - joined.start).min(4) as u64;
        let from_end = (joined.end - 1 - index).min(4) as u64;
        let (first, last) = (
            self.tokens[joined.start].word,
            self.tokens[joined.end - 1].word,
        );
        let (head, joining) = (self.tokens[head_end - 1].word, self.at(head_end, 0).word);
        let side = u64::from(index >= head_end) + 2 * u64::from(!self.runs[index].is_empty());
        add(On::Context, mix(mix(head.lower, joining.lower), side));
        add(On::Context, mix(mix(head.class(FINE), joining.lower), side));
        add(
            On::Context,
            mix(mix(head.lists(), joining.lower), mix(last.lists(), side)),
        );
        add(
            On::Context,
            mix(
                mix(head.class(MEDIUM), joining.lower),
                mix(last.class(MEDIUM), side),
            ),
        );
        add(On::Context, mix(first.lower, from_start));
        add(On::Context, mix(last.lower, from_end));
        add(On::Context, mix(mix(joining.lower, from_start), from_end));
    }
}

/// The number of values that [`Sentence::style_number`] can have.
pub(super) const N_STYLES: usize = 2 * N_CAPITALISATIONS;

/// The number of values that [`Sentence::place_number`] can have.
pub(super) const N_PLACES: usize = 4 * 4 * N_STYLES;

/// What a feature depends on. The weights of all features on one of these can be added once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// The word of the token and the style of the sentence.
    Style,
    /// The place of the token in its run, and the style of the sentence.
    Place,
    /// The phrases around the token, and the case of its word.
    Phrases,
    /// Anything else.
    Context,
}

/// Combines each value with the number of its template, counted from `first`, so that equal values of different
/// templates are different features.
#[inline]
fn templates(first: u64, mut emit: impl FnMut(On, u64)) -> impl FnMut(On, u64) {
    let mut number = first;
    move |on, value| {
        number += 1;
        emit(on, mix(value, number));
    }
}

/// A part of the features of a token that depends on one word of its window.
///
/// The weights of such features are added once for each distinct word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordPart {
    SecondBefore,
    /// The word before a token of this [case](Word::case).
    Before(u64),
    Own,
    /// The word after a token of this case.
    After(u64),
    SecondAfter,
}

impl WordPart {
    /// Returns the parts for the words of the window of a token of this case.
    #[inline]
    pub(super) const fn of_window(case: u64) -> [Self; 5] {
        [
            Self::SecondBefore,
            Self::Before(case),
            Self::Own,
            Self::After(case),
            Self::SecondAfter,
        ]
    }

    /// Calls `emit` with each feature of this part.
    pub(super) fn features(self, word: &Word, emit: impl FnMut(u64)) {
        match self {
            Self::SecondBefore => second_neighbour(word, &mut word_templates(0, emit)),
            Self::Before(case) => neighbour(word, case, &mut word_templates(4, emit)),
            Self::Own => own_features(word, &mut word_templates(16, emit)),
            Self::After(case) => neighbour(word, case, &mut word_templates(8, emit)),
            Self::SecondAfter => second_neighbour(word, &mut word_templates(12, emit)),
        }
    }
}

/// The same for the features of one word.
#[inline]
fn word_templates(first: u64, mut emit: impl FnMut(u64)) -> impl FnMut(u64) {
    let mut add = templates(first, move |_, feature| emit(feature));
    move |value| add(On::Context, value)
}

fn second_neighbour(word: &Word, add: &mut impl FnMut(u64)) {
    add(word.lower);
    add(word.class(MEDIUM));
}

fn neighbour(word: &Word, case: u64, add: &mut impl FnMut(u64)) {
    add(word.lower);
    add(mix(word.class(MEDIUM), case));
    add(mix(word.class(FINE), case));
}

/// Emits features of the spelling, the classes and the lists of a word.
fn own_features(w: &Word, add: &mut impl FnMut(u64)) {
    let case = w.case();
    add(w.lower);
    add(w.surface);
    add(w.shape);
    for n in 0..3 {
        add(mix(w.prefixes[n], case));
        add(mix(w.suffixes[n], case));
    }
    add(mix(u64::from(w.entry.class), case));
    for fineness in [COARSE, MEDIUM, FINE] {
        add(mix(w.class(fineness), case));
    }
    add(mix(w.lists(), case));
    for lists in [PERSONS, LOCATIONS, ORGANISATIONS, LISTED_ORGANISATIONS] {
        add(mix(u64::from(w.entry.lists & lists), case));
    }
}

/// Emits features of several words and their spellings.
#[inline]
fn word_features(window: &[Token<'_>; 5], style: u64, add: &mut impl FnMut(On, u64)) {
    let [_, b, w, a, _] = window.map(|token| token.word);
    add(On::Context, mix(b.lower, w.lower));
    add(On::Context, mix(w.lower, a.lower));
    add(On::Context, mix(b.shape, w.shape));
    add(On::Context, mix(w.shape, a.shape));
    add(On::Context, mix(mix(b.shape, w.shape), a.shape));
    add(On::Style, mix(w.shape, style));
    add(On::Context, mix(b.lower, w.shape));
    add(On::Context, mix(a.lower, w.shape));
}

/// Emits features of the classes of several words.
#[inline]
fn class_features(window: &[Token<'_>; 5], style: u64, add: &mut impl FnMut(On, u64)) {
    let [bb, b, w, a, aa] = window.map(|token| token.word);
    let case = w.case();
    add(On::Context, mix(b.class(MEDIUM), w.class(MEDIUM)));
    add(On::Context, mix(w.class(MEDIUM), a.class(MEDIUM)));
    add(On::Context, mix(b.class(MEDIUM), a.class(MEDIUM)));
    add(
        On::Context,
        mix(mix(b.class(COARSE), w.class(COARSE)), a.class(COARSE)),
    );
    add(
        On::Context,
        mix(mix(bb.class(COARSE), b.class(COARSE)), case),
    );
    add(
        On::Context,
        mix(mix(aa.class(COARSE), a.class(COARSE)), case),
    );
    add(On::Style, mix(w.class(MEDIUM), style));
    add(On::Context, mix(mix(b.class(MEDIUM), w.shape), a.shape));
    add(On::Context, mix(mix(a.class(MEDIUM), w.shape), b.shape));
}

/// Emits features of the lists that contain several words, and of the phrase around the token.
#[inline]
fn list_features(window: &[Token<'_>; 5], style: u64, add: &mut impl FnMut(On, u64)) {
    let [_, b, w, a, _] = window.map(|token| token.word);
    let case = w.case();
    let of = |word: &Word, lists: u16| u64::from(word.entry.lists & lists);
    let three = |lists: u16| mix(mix(of(b, lists), of(w, lists)), of(a, lists));
    let [_, before, own, after, _] = window.map(|token| token.phrase());
    add(On::Context, mix(b.lists(), w.shape));
    add(On::Context, mix(a.lists(), w.shape));
    add(On::Context, mix(mix(b.lists(), w.lists()), case));
    add(On::Context, mix(mix(a.lists(), w.lists()), case));
    add(On::Style, mix(w.lists(), style));
    add(On::Style, mix(of(w, CAPITALISATION), style));
    add(On::Context, mix(three(PERSONS), case));
    add(On::Context, mix(three(LOCATIONS), case));
    add(On::Context, mix(three(CAPITALISATION), w.shape));
    add(On::Phrases, mix(own, case));
    add(On::Phrases, mix(mix(before, own), mix(after, case)));
}

/// The number of values of [`style`].
const N_CAPITALISATIONS: usize = 5;

/// Encodes how a sentence is capitalised; less than [`N_CAPITALISATIONS`].
fn style(tokens: &[Token<'_>]) -> u64 {
    let (mut n_words, mut n_upper, mut n_all_caps) = (0_usize, 0_usize, 0_usize);
    for token in tokens {
        n_words += usize::from(token.is(Traits::ALPHANUMERIC));
        n_upper += usize::from(token.is(Traits::UPPER));
        n_all_caps += usize::from(token.is(Traits::ALL_CAPS));
    }
    if n_words < 3 {
        0
    } else if n_all_caps * 10 > n_words * 7 {
        1
    } else if n_upper * 10 > n_words * 7 {
        2
    } else if n_upper == 0 {
        3
    } else {
        4
    }
}
