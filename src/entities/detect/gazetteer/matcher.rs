//! Search of a text for names, one window of tokens at a time.
//!
//! Most tokens do not begin a name. The first pass over a window folds and hashes each token and queries a filter that
//! stays in the cache. It collects the few candidates without branches. The second pass looks them up together, so that
//! the memory accesses overlap. The trie is searched only from tokens that begin a name.

use std::cell::Cell;

use super::compiled::u32_at;
use super::trie::{ROOT, Trie};
use super::words::{BitFilter, Filter, Read, UNKNOWN, WHOLE, Word, WordReader, Words, pair_hash};
use super::{BoundaryRules, CaseRule, HyphenPolicy, PossessivePolicy};
use crate::entities::names::{
    Signs, begins_sentence, is_hyphen, joint, starts_upper, without_possessive,
};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Tokenizer;

/// The number of tokens per window; larger if names are very long.
const WINDOW: usize = 512;

/// The length of a name in bytes: its entry, the offset of its case pattern, its flags.
pub(super) const NAME_LEN: usize = 12;

/// The mask of the case rule in the flags of a name.
pub(super) const RULE_MASK: u32 = 3;
/// The name ends in a full stop, such as "U.S.".
pub(super) const FULL_STOP: u32 = 4;
/// The name belongs to an entry that blocks other matches.
pub(super) const BLOCKING: u32 = 8;

/// The signs of the name precede its case pattern, each part with a zero byte after it.
pub(super) const SIGNS: u32 = 16;

/// The name is that of another entry by default: see [`namesakes`](super::namesakes).
pub(super) const NAMESAKE: u32 = 32;

/// The prefix of joints in the table of words; no word begins with it.
pub(super) const JOINT_MARK: char = '\0';

/// A match of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) span: Span,
    /// The index of the name in the order of the trie.
    pub(super) name: u32,
}

/// The parts of a gazetteer that the search reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'g> {
    pub(super) words: Words<'g>,
    /// The words that begin names, lowercase and capitalised.
    pub(super) firsts: [Filter<'g>; 2],
    /// The first two words of names.
    pub(super) pairs: BitFilter<'g>,
    pub(super) trie: Trie<'g>,
    pub(super) names: &'g [[u8; NAME_LEN]],
    pub(super) patterns: &'g [u8],
    pub(super) boundaries: BoundaryRules,
    /// The maximum number of words of a name.
    pub(super) max_words: usize,
}

impl<'g> View<'g> {
    pub(super) fn flags(&self, name: u32) -> u32 {
        self.field(name, 8)
    }

    pub(super) fn entry(&self, name: u32) -> u32 {
        self.field(name, 0)
    }

    fn field(&self, name: u32, at: usize) -> u32 {
        self.names
            .get(name as usize)
            .map_or(0, |name| u32_at(name, at))
    }

    /// Returns the signs and the case pattern of a name.
    #[inline]
    fn signs_and_pattern(&self, name: u32, flags: u32) -> (Signs<'g>, &'g [u8]) {
        let range = self.field(name, 4) as usize..self.field(name + 1, 4) as usize;
        let bytes = self.patterns.get(range).unwrap_or_default();
        if flags & SIGNS == 0 {
            return (Signs::default(), bytes);
        }
        let mut parts = bytes.splitn(3, |&byte| byte == 0);
        let mut next = || parts.next().unwrap_or_default();
        let [before, after] = [next(), next()].map(|part| str::from_utf8(part).unwrap_or_default());
        (Signs { before, after }, next())
    }
}

/// Which of the names that begin at a token are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchMode {
    /// The longest one; the search continues after it.
    Longest,
    /// All of them.
    All,
}

/// Searches texts for the names of a gazetteer; reuses its buffers.
#[derive(Debug)]
pub(super) struct Scanner<'g> {
    view: View<'g>,
    mode: SearchMode,
    n_words: usize,
    buffers: Buffers,
}

/// What a search writes to. It says nothing of a text or a gazetteer, so that the next search may have another of both.
#[derive(Debug, Default)]
pub(in crate::entities::detect) struct Buffers {
    reader: WordReader,
    window: Vec<Span>,
    /// The hash of each token of the window, and of the one after the last.
    hashes: Vec<u64>,
    /// The indices of the tokens that can begin a name, with the bits [`IS_NAME`] and [`IS_BARE`].
    candidates: Vec<u32>,
    /// The trie node of each candidate.
    starts: Vec<Start>,
}

/// The trie node of a first word.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    /// The root if no name begins with the word.
    node: u32,
    /// The word is a name on its own.
    is_name: bool,
}

/// Marks a candidate that can be a name on its own.
const IS_NAME: u32 = 1 << 31;
/// Marks a candidate without its possessive ending.
const IS_BARE: u32 = 1 << 30;

impl<'g> Scanner<'g> {
    pub(super) fn new(view: View<'g>, mode: SearchMode, mut buffers: Buffers) -> Self {
        let capacity = WINDOW.max(4 * view.max_words);
        buffers.window.resize(capacity, Span::default());
        buffers.hashes.resize(capacity + 1, 0);
        // A token can be a candidate with and without its possessive ending; one more slot is written past the end.
        buffers.candidates.resize(2 * capacity + 1, 0);
        buffers.starts.resize(2 * capacity, Start::default());
        Self {
            view,
            mode,
            n_words: 0,
            buffers,
        }
    }

    pub(super) fn into_buffers(self) -> Buffers {
        self.buffers
    }

    /// Calls `take` with each hit in `text`, in order of its first token; of those from the same token, the shortest
    /// first.
    ///
    /// Tokenizes the text while searching. Linear in the number of tokens, times the length of the longest name that
    /// begins at each token.
    pub(super) fn scan(
        &mut self,
        text: &str,
        workers: &Workers,
        mut take: impl FnMut(Hit),
    ) -> Result<()> {
        let continues = Cell::new(true);
        let mut outcome = Ok(());
        let mut state = WindowState::default();
        self.n_words = 0;
        Tokenizer::default().for_each_span_while(
            text,
            || continues.get(),
            |span| {
                self.buffers.window[self.n_words] = span;
                self.n_words += 1;
                if self.n_words == self.buffers.window.len() {
                    out_of_line(|| {
                        outcome = workers.check();
                        continues.set(outcome.is_ok());
                        let n_ready = self.n_words - self.view.max_words;
                        self.search_window(text, n_ready, &mut state, &mut take);
                    });
                }
            },
        );
        outcome?;
        self.search_window(text, self.n_words, &mut state, &mut take);
        Ok(())
    }

    /// Does the same as [`scan`](Self::scan) for a tokenized text.
    pub(super) fn scan_words(
        &mut self,
        text: &str,
        words: &[Span],
        workers: &Workers,
        mut take: impl FnMut(Hit),
    ) -> Result<()> {
        let mut state = WindowState::default();
        let mut rest = words;
        self.n_words = 0;
        loop {
            let free = &mut self.buffers.window[self.n_words..];
            let (next, later) = rest.split_at(rest.len().min(free.len()));
            free[..next.len()].copy_from_slice(next);
            self.n_words += next.len();
            rest = later;
            if rest.is_empty() {
                break;
            }
            workers.check()?;
            let n_ready = self.n_words - self.view.max_words;
            self.search_window(text, n_ready, &mut state, &mut take);
        }
        self.search_window(text, self.n_words, &mut state, &mut take);
        Ok(())
    }

    /// Finds the names that begin at the first `n_ready` tokens of the window, and removes these tokens.
    #[inline(never)]
    fn search_window(
        &mut self,
        text: &str,
        n_ready: usize,
        state: &mut WindowState,
        take: &mut impl FnMut(Hit),
    ) {
        let n_candidates = self.collect_candidates(text, n_ready);
        let mut search = TrieSearch {
            view: self.view,
            reader: &mut self.buffers.reader,
            text,
            window: &self.buffers.window[..self.n_words],
            before: state.before,
        };
        for at in 0..n_candidates {
            let start = self.buffers.starts[at];
            if start.node == ROOT {
                continue;
            }
            let (index, is_bare) = unpack(self.buffers.candidates[at]);
            if index < state.next {
                continue;
            }
            match self.mode {
                SearchMode::Longest => {
                    if let Some((hit, next)) = search.longest(index, start, is_bare) {
                        state.next = next;
                        take(hit);
                    }
                }
                SearchMode::All => search.all(index, start, is_bare, take),
            }
        }
        if n_ready > 0 {
            state.before = self.buffers.window[n_ready - 1].end;
        }
        self.buffers.window.copy_within(n_ready..self.n_words, 0);
        self.n_words -= n_ready;
        state.next = state.next.saturating_sub(n_ready);
    }

    /// Collects the candidates of the window and looks them up; returns their number.
    fn collect_candidates(&mut self, text: &str, n_ready: usize) -> usize {
        let n_candidates = self.filter_first_words(text, n_ready);
        let n_candidates = self.filter_pairs(text, n_ready, n_candidates);
        for at in 0..n_candidates {
            let (index, is_bare) = unpack(self.buffers.candidates[at]);
            let whole = self.buffers.window[index];
            let span = if is_bare {
                bare(text, whole).unwrap_or(whole)
            } else {
                whole
            };
            let word = self.buffers.reader.read(text, span).word;
            let first = self
                .buffers
                .reader
                .id_of(&self.view.words, word, text, span);
            self.buffers.starts[at].node = self.view.trie.first(first).unwrap_or(ROOT);
        }
        // A separate loop, so that the lookups do not depend on each other.
        for start in &mut self.buffers.starts[..n_candidates] {
            start.is_name = !self.view.trie.names(start.node).is_empty();
        }
        n_candidates
    }

    /// Collects the tokens that pass the filter of first words.
    fn filter_first_words(&mut self, text: &str, n_ready: usize) -> usize {
        let bytes = text.as_bytes();
        let strips_possessive = self.view.boundaries.possessive == PossessivePolicy::Strip;
        let firsts = self.view.firsts;
        let candidates = &mut self.buffers.candidates[..];
        let mut n_candidates = 0;
        let words = self.buffers.window[..n_ready]
            .iter()
            .zip(&mut self.buffers.hashes);
        for (index, (&span, hash)) in (0..).zip(words) {
            let read = match Read::short(text, span) {
                Some(read) => read,
                None => self.buffers.reader.other(text, span),
            };
            *hash = read.word.hash;
            let cell = firsts[usize::from(read.is_upper)].cell(read.word.hash);
            candidates[n_candidates] = if cell & WHOLE == 0 {
                index
            } else {
                index | IS_NAME
            };
            n_candidates += usize::from(cell != 0);
            if strips_possessive && can_be_possessive(bytes, span) {
                n_candidates = add_bare(
                    &mut self.buffers.reader,
                    firsts,
                    text,
                    span,
                    candidates,
                    n_candidates,
                    index,
                );
            }
        }
        n_candidates
    }

    /// Keeps the candidates that can be a name on their own or together with the next token, according to the filter.
    fn filter_pairs(&mut self, text: &str, n_ready: usize, n_candidates: usize) -> usize {
        // The token after the last ready one, if any. If it can lose a possessive ending, its hash is not sufficient.
        let after = self.buffers.window[..self.n_words].get(n_ready).copied();
        let can_be_bare = after.is_some_and(|span| can_be_possessive(text.as_bytes(), span));
        self.buffers.hashes[n_ready] =
            after.map_or(0, |span| self.buffers.reader.read(text, span).word.hash);
        let mut n_kept = 0;
        for at in 0..n_candidates {
            let packed = self.buffers.candidates[at];
            let (index, _) = unpack(packed);
            let pair = pair_hash(self.buffers.hashes[index], self.buffers.hashes[index + 1]);
            let is_pair = self.view.pairs.has(pair);
            let is_last = can_be_bare && index + 1 == n_ready;
            self.buffers.candidates[n_kept] = packed;
            n_kept += usize::from((packed & IS_NAME != 0) | is_pair | is_last);
        }
        n_kept
    }
}

/// Returns the index of a candidate, and whether its possessive ending is stripped.
#[inline]
fn unpack(packed: u32) -> (usize, bool) {
    (
        (packed & !(IS_NAME | IS_BARE)) as usize,
        packed & IS_BARE != 0,
    )
}

/// Adds a token without its possessive ending. Also keeps the previous candidate, which this token can complete.
#[inline(never)]
fn add_bare(
    reader: &mut WordReader,
    firsts: [Filter<'_>; 2],
    text: &str,
    span: Span,
    candidates: &mut [u32],
    n_candidates: usize,
    index: u32,
) -> usize {
    for before in candidates[..n_candidates].iter_mut().rev().take(3) {
        if *before & !IS_NAME & !IS_BARE == index.wrapping_sub(1) {
            *before |= IS_NAME;
        }
    }
    let Some(bare) = bare(text, span) else {
        return n_candidates;
    };
    let read = reader.read(text, bare);
    let cell = firsts[usize::from(read.is_upper)].cell(read.word.hash);
    candidates[n_candidates] = index | IS_BARE | IS_NAME;
    n_candidates + usize::from(cell & WHOLE != 0)
}

/// The state carried from one window to the next.
#[derive(Debug, Default)]
struct WindowState {
    /// The end offset of the token before the window.
    before: usize,
    /// The first index of the window at which a name can begin.
    next: usize,
}

/// True for all tokens that end in `'s`, and for a few others. A single, cheap check that rarely succeeds.
#[inline]
fn can_be_possessive(bytes: &[u8], span: Span) -> bool {
    const LAST_BYTE_OF_APOSTROPHE: u8 = 0x99;
    let last = bytes[span.end - 1] | 0x20;
    let before = bytes[span.end.saturating_sub(2)];
    (before == b'\'' || before == LAST_BYTE_OF_APOSTROPHE) && last == b's'
}

/// Returns the token without its possessive ending, if it has one.
fn bare(text: &str, span: Span) -> Option<Span> {
    let word = without_possessive(span.slice(text))?;
    Some(Span::new(span.start, span.start + word.len()))
}

/// The trie search from a token.
struct TrieSearch<'w, 'g> {
    view: View<'g>,
    reader: &'w mut WordReader,
    text: &'w str,
    window: &'w [Span],
    /// The end offset of the token before the window.
    before: usize,
}

/// A range of tokens of the window that are the words of a name.
#[derive(Clone, Copy)]
struct TokenRange {
    first: usize,
    last: usize,
    /// The end offset of the last token if its possessive ending is stripped.
    bare_end: Option<usize>,
}

impl TrieSearch<'_, '_> {
    /// Returns the longest name from a token on, and the index of the next token.
    fn longest(&mut self, index: usize, start: Start, is_bare: bool) -> Option<(Hit, usize)> {
        let mut best = None;
        self.visit(index, start, is_bare, |search, range, node| {
            if let Some(hit) = search.best(range, node) {
                best = Some((hit, range.last + 1));
            }
        });
        best
    }

    /// Reports all names from a token on.
    fn all(&mut self, index: usize, start: Start, is_bare: bool, take: &mut impl FnMut(Hit)) {
        self.visit(index, start, is_bare, |search, range, node| {
            search.hits(range, node).for_each(&mut *take);
        });
    }

    /// Calls `visit` with each range of tokens from `index` on that equals a name before case and boundary rules are
    /// checked, the shortest first.
    #[inline]
    fn visit(
        &mut self,
        index: usize,
        start: Start,
        is_bare: bool,
        mut visit: impl FnMut(&Self, TokenRange, u32),
    ) {
        let mut range = TokenRange {
            first: index,
            last: index,
            bare_end: None,
        };
        let mut node = start.node;
        if is_bare {
            range.bare_end = bare(self.text, self.window[index]).map(|span| span.end);
            return visit(self, range, node);
        }
        if start.is_name {
            visit(self, range, node);
        }
        loop {
            let children = self.view.trie.children(node);
            if children.is_empty() || range.last + 1 >= self.window.len() {
                return;
            }
            range.last += 1;
            let Some(base) = self.after_joint(node, range.last) else {
                return;
            };
            let span = self.window[range.last];
            if self.view.boundaries.possessive == PossessivePolicy::Strip
                && can_be_possessive(self.text.as_bytes(), span)
                && let Some(bare) = bare(self.text, span)
                && let Some(end) = self.step(base, bare)
            {
                let bare_end = Some(bare.end);
                visit(self, TokenRange { bare_end, ..range }, end);
            }
            let Some(next) = self.step(base, span) else {
                return;
            };
            node = next;
            visit(self, range, node);
        }
    }

    /// Returns the node after the text between the previous token and the one at `index`.
    #[inline]
    fn after_joint(&mut self, node: u32, index: usize) -> Option<u32> {
        let between = &self.text[self.window[index - 1].end..self.window[index].start];
        if between == " " || between == "-" {
            return Some(node);
        }
        self.after_joint_text(node, between)
    }

    #[inline(never)]
    fn after_joint_text(&mut self, node: u32, between: &str) -> Option<u32> {
        let has_joint = self.view.trie.has_joint(self.view.trie.children(node));
        let first = between.as_bytes().first().copied().unwrap_or(b'+');
        if !has_joint && first.is_ascii_punctuation() && first != b'-' && first != b'\'' {
            return None;
        }
        let joint = joint(between)?;
        if joint.is_empty() {
            return Some(node);
        }
        if !has_joint {
            return None;
        }
        let packed = format!("{JOINT_MARK}{joint}");
        let number = self.view.words.id(Word::of(&packed), &packed);
        self.view.trie.step(self.view.trie.children(node), number)
    }

    /// Returns the node after a token.
    fn step(&mut self, node: u32, span: Span) -> Option<u32> {
        let read = self.reader.read(self.text, span);
        let word = self
            .reader
            .id_of(&self.view.words, read.word, self.text, span);
        if word == UNKNOWN {
            return None;
        }
        self.view.trie.step(self.view.trie.children(node), word)
    }

    /// Returns the longest name that ends at a node, which may include a full stop; the first one wins a tie.
    fn best(&self, range: TokenRange, node: u32) -> Option<Hit> {
        let mut hits = self.hits(range, node);
        let first = hits.next()?;
        Some(hits.fold(first, |best, hit| {
            if hit.span.end > best.span.end {
                hit
            } else {
                best
            }
        }))
    }

    /// Iterates over the names that end at a node and whose rules these tokens satisfy.
    fn hits(&self, range: TokenRange, node: u32) -> impl Iterator<Item = Hit> {
        let names = self.view.trie.names(node);
        let names = names.start..names.end.min(self.view.names.len());
        let names = names.filter_map(|name| u32::try_from(name).ok());
        names.filter_map(move |name| {
            let flags = self.view.flags(name);
            if flags & NAMESAKE != 0 {
                return None;
            }
            let (signs, pattern) = self.view.signs_and_pattern(name, flags);
            let span = self.span(range, flags, signs)?;
            (self.matches_case(range, pattern, flags, span.start) && self.has_boundaries(span))
                .then_some(Hit { span, name })
        })
    }

    /// Returns the span of a name with its signs and full stop; `None` if the text does not have these signs.
    fn span(&self, range: TokenRange, flags: u32, signs: Signs<'_>) -> Option<Span> {
        let last = self.window[range.last].end;
        let end = range.bare_end.unwrap_or(last);
        let mut span = Span::new(self.window[range.first].start, end);
        if flags & SIGNS != 0 {
            let from = self.end_before(range.first);
            let keeps = self.view.boundaries.possessive == PossessivePolicy::Keep;
            span = signs.around(self.text, from, span, keeps)?;
        }
        let has_stop = flags & FULL_STOP != 0 && self.text[span.end..].starts_with('.');
        span.end += usize::from(has_stop && range.bare_end.is_none());
        Some(span)
    }

    /// The end of the token before the one at `index`.
    fn end_before(&self, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(before) => self.window[before].end,
            None => self.before,
        }
    }

    /// True if the tokens satisfy the case rule of the name, which begins at `start`.
    fn matches_case(&self, range: TokenRange, pattern: &[u8], flags: u32, start: usize) -> bool {
        match CaseRule::from_number(flags & RULE_MASK) {
            CaseRule::Folded => true,
            CaseRule::Exact => self.is_exact(range, pattern),
            CaseRule::Common if self.begins_sentence(range.first, start) => false,
            CaseRule::Common | CaseRule::Capitalised => {
                let mut words = (range.first..=range.last).zip(bits(pattern));
                words.all(|(index, bit)| !bit || starts_upper(self.window[index].slice(self.text)))
            }
        }
    }

    /// True if the tokens equal the words of the pattern, each of which ends with a zero byte.
    fn is_exact(&self, range: TokenRange, pattern: &[u8]) -> bool {
        let mut rest = pattern;
        (range.first..=range.last).all(|index| {
            let span = self.window[index];
            let end = match range.bare_end {
                Some(end) if index == range.last => end,
                _ => span.end,
            };
            let word = &self.text.as_bytes()[span.start..end];
            let after = rest
                .strip_prefix(word)
                .and_then(|rest| rest.strip_prefix(&[0]));
            rest = after.unwrap_or_default();
            after.is_some()
        })
    }

    fn begins_sentence(&self, index: usize, start: usize) -> bool {
        begins_sentence(start, &self.text[self.end_before(index)..start])
    }

    /// True if the boundary rules allow a name at this span.
    fn has_boundaries(&self, span: Span) -> bool {
        self.view.boundaries.hyphen == HyphenPolicy::Edge || is_not_compound(self.text, span)
    }
}

/// True unless a hyphen directly joins the text at `span` to another word.
fn is_not_compound(text: &str, span: Span) -> bool {
    let is_joined = |mut outwards: Box<dyn Iterator<Item = char> + '_>| {
        outwards.next().is_some_and(is_hyphen) && outwards.next().is_some_and(char::is_alphanumeric)
    };
    !is_joined(Box::new(text[..span.start].chars().rev()))
        && !is_joined(Box::new(text[span.end..].chars()))
}

/// Iterates over the bits of a pattern, lowest first, followed by zeros.
pub(super) fn bits(pattern: &[u8]) -> impl Iterator<Item = bool> {
    let bytes = pattern.iter().copied().chain(std::iter::repeat(0));
    bytes.flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 == 1))
}

/// Runs `job` as a separate call, to keep the surrounding loop small.
#[inline(never)]
fn out_of_line(job: impl FnOnce()) {
    job();
}
