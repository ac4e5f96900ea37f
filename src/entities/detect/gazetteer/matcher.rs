//! Reading a text for names, a window of words at a time.
//!
//! Most words begin no name. A pass over the window folds and hashes each word and asks a filter that stays in the cache;
//! the few that may begin a name are written side by side, without a branch. A second pass looks these up, so that many
//! look-ups wait for memory at once. Only from words that do begin a name is the tree walked.

use std::cell::Cell;

use super::compiled::u32_at;
use super::trie::{ROOT, Trie};
use super::words::{BitFilter, Filter, Read, UNKNOWN, WHOLE, Word, WordReader, Words, pair_hash};
use super::{BoundaryRules, CaseRule, HyphenPolicy, PossessivePolicy};
use crate::entities::names::{begins_sentence, is_hyphen, joint, starts_upper, without_possessive};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Tokenizer;

/// So many words are read before they are looked up; more where names are very long.
const WINDOW: usize = 512;

/// A name: its entry, where its pattern begins, its flags.
pub(super) const NAME_LEN: usize = 12;

/// The bits of a name's flags; the lowest two are its case rule.
pub(super) const RULE: u32 = 3;
/// The name ends in a full stop, as "U.S." does.
pub(super) const FULL_STOP: u32 = 4;
/// The name belongs to an entry that blocks others.
pub(super) const BLOCKED: u32 = 8;

/// What a joint begins with among the words: no word does.
pub(super) const JOINT_MARK: char = '\0';

/// A name at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) span: Span,
    /// Its number in the order of the tree.
    pub(super) name: u32,
}

/// The parts of a gazetteer that matching reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'g> {
    pub(super) words: Words<'g>,
    /// Words that begin names, small ones and capitalised ones.
    pub(super) firsts: [Filter<'g>; 2],
    /// The first two words of names.
    pub(super) pairs: BitFilter<'g>,
    pub(super) trie: Trie<'g>,
    pub(super) names: &'g [[u8; NAME_LEN]],
    pub(super) patterns: &'g [u8],
    pub(super) boundaries: BoundaryRules,
    /// The most words that a name has.
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

    fn pattern(&self, name: u32) -> &'g [u8] {
        let range = self.field(name, 4) as usize..self.field(name + 1, 4) as usize;
        self.patterns.get(range).unwrap_or_default()
    }
}

/// Which names are wanted of those that begin at one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The longest, and the next from behind it on.
    Longest,
    /// Every one.
    Every,
}

/// Reads texts for the names of one gazetteer; keeps its buffers from text to text.
#[derive(Debug)]
pub(super) struct Scanner<'g> {
    view: View<'g>,
    wanted: Wanted,
    reader: WordReader,
    window: Vec<Span>,
    n_words: usize,
    /// The hash of each word of the window; one more behind the last.
    hashes: Vec<u64>,
    /// Places of words that may begin a name, with [`NAMED`] or [`BARE`].
    places: Vec<u32>,
    /// Where each such word leads to.
    starts: Vec<Start>,
}

/// Where a first word leads to.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    /// The root, where no name begins so.
    node: u32,
    /// There are names of this word alone.
    is_name: bool,
}

/// The bit of a place whose word may be a name by itself.
const NAMED: u32 = 1 << 31;
/// The bit of a place whose word is meant without its possessive ending.
const BARE: u32 = 1 << 30;

impl<'g> Scanner<'g> {
    pub(super) fn new(view: View<'g>, wanted: Wanted) -> Self {
        let most = WINDOW.max(4 * view.max_words);
        Self {
            view,
            wanted,
            reader: WordReader::default(),
            window: vec![Span::default(); most],
            n_words: 0,
            hashes: vec![0; most + 1],
            // Each word may stand for itself and for what it is without a possessive ending, and one is written beyond.
            places: vec![0; 2 * most + 1],
            starts: vec![Start::default(); 2 * most],
        }
    }

    /// Calls `take` with each hit in `text`, in order of its first word; of those from one word, the shorter first.
    ///
    /// Segments the text as it goes. Linear in the number of words, times the length of the longest name that begins at
    /// each.
    pub(super) fn scan(
        &mut self,
        text: &str,
        workers: &Workers,
        mut take: impl FnMut(Hit),
    ) -> Result<()> {
        let goes_on = Cell::new(true);
        let mut outcome = Ok(());
        let mut carried = Carried::default();
        self.n_words = 0;
        Tokenizer::default().for_each_span_while(
            text,
            || goes_on.get(),
            |span| {
                self.window[self.n_words] = span;
                self.n_words += 1;
                if self.n_words == self.window.len() {
                    aside(|| {
                        outcome = workers.check();
                        goes_on.set(outcome.is_ok());
                        let n_ready = self.n_words - self.view.max_words;
                        self.look_up(text, n_ready, &mut carried, &mut take);
                    });
                }
            },
        );
        outcome?;
        self.look_up(text, self.n_words, &mut carried, &mut take);
        Ok(())
    }

    /// Does the same as [`scan`](Self::scan) for a text that is segmented already.
    pub(super) fn scan_words(
        &mut self,
        text: &str,
        words: &[Span],
        workers: &Workers,
        mut take: impl FnMut(Hit),
    ) -> Result<()> {
        let mut carried = Carried::default();
        let mut rest = words;
        self.n_words = 0;
        loop {
            let room = &mut self.window[self.n_words..];
            let (next, later) = rest.split_at(rest.len().min(room.len()));
            room[..next.len()].copy_from_slice(next);
            self.n_words += next.len();
            rest = later;
            if rest.is_empty() {
                break;
            }
            workers.check()?;
            let n_ready = self.n_words - self.view.most_words;
            self.look_up(text, n_ready, &mut carried, &mut take);
        }
        self.look_up(text, self.n_words, &mut carried, &mut take);
        Ok(())
    }

    /// Finds the names that begin at the first words of the window, and drops these words.
    #[inline(never)]
    fn look_up(
        &mut self,
        text: &str,
        n_ready: usize,
        carried: &mut Carried,
        take: &mut impl FnMut(Hit),
    ) {
        let n_candidates = self.gather(text, n_ready);
        let mut walk = Walk {
            view: self.view,
            reader: &mut self.reader,
            text,
            window: &self.window[..self.n_words],
            before: carried.before,
        };
        for at in 0..n_candidates {
            let start = self.starts[at];
            if start.node == ROOT {
                continue;
            }
            let (place, is_bare) = place_of(self.places[at]);
            if place < carried.next {
                continue;
            }
            match self.wanted {
                Wanted::Longest => {
                    if let Some((hit, next)) = walk.longest(place, start, is_bare) {
                        carried.next = next;
                        take(hit);
                    }
                }
                Wanted::Every => walk.every(place, start, is_bare, take),
            }
        }
        if n_ready > 0 {
            carried.before = self.window[n_ready - 1].end;
        }
        self.window.copy_within(n_ready..self.n_words, 0);
        self.n_words -= n_ready;
        carried.next = carried.next.saturating_sub(n_ready);
    }

    /// Writes down the first words of the window that begin a name, and looks them up; returns how many there are.
    fn gather(&mut self, text: &str, n_ready: usize) -> usize {
        let n_candidates = self.choose(text, n_ready);
        let n_candidates = self.keep_pairs(text, n_ready, n_candidates);
        for at in 0..n_candidates {
            let (place, is_bare) = place_of(self.places[at]);
            let whole = self.window[place];
            let span = if is_bare {
                bare(text, whole).unwrap_or(whole)
            } else {
                whole
            };
            let word = self.reader.read(text, span).word;
            let first = self.reader.id_of(&self.view.words, word, text, span);
            self.starts[at].node = self.view.trie.first(first).unwrap_or(ROOT);
        }
        // A second round, so that no look-up waits for the one before.
        for start in &mut self.starts[..n_candidates] {
            start.is_name = !self.view.trie.names(start.node).is_empty();
        }
        n_candidates
    }

    /// Writes down places of words that the filter knows.
    fn choose(&mut self, text: &str, n_ready: usize) -> usize {
        let bytes = text.as_bytes();
        let strips = self.view.boundaries.possessive == PossessivePolicy::Strip;
        let firsts = self.view.firsts;
        let places = &mut self.places[..];
        let mut n_candidates = 0;
        let words = self.window[..n_ready].iter().zip(&mut self.hashes);
        for (place, (&span, hash)) in (0..).zip(words) {
            let read = match Read::short(text, span) {
                Some(read) => read,
                None => self.reader.other(text, span),
            };
            *hash = read.word.hash;
            let cell = firsts[usize::from(read.is_upper)].cell(read.word.hash);
            places[n_candidates] = if cell & WHOLE == 0 {
                place
            } else {
                place | NAMED
            };
            n_candidates += usize::from(cell != 0);
            if strips && may_be_possessive(bytes, span) {
                n_candidates = offer_bare(
                    &mut self.reader,
                    firsts,
                    text,
                    span,
                    places,
                    n_candidates,
                    place,
                );
            }
        }
        n_candidates
    }

    /// Keeps those that are a name by themselves or begin one with the word behind them, as far as the filter knows.
    fn keep_pairs(&mut self, text: &str, n_ready: usize, n_candidates: usize) -> usize {
        // What is behind the last word that is ready: the next, of which more than its hash matters where it may lose an
        // ending; or nothing.
        let behind = self.window[..self.n_words].get(n_ready).copied();
        let ends_bare = behind.is_some_and(|span| may_be_possessive(text.as_bytes(), span));
        self.hashes[n_ready] = behind.map_or(0, |span| self.reader.read(text, span).word.hash);
        let mut n_kept = 0;
        for at in 0..n_candidates {
            let marked = self.places[at];
            let (place, _) = place_of(marked);
            let pair = pair_hash(self.hashes[place], self.hashes[place + 1]);
            let is_pair = self.view.pairs.has(pair);
            let is_last = ends_bare && place + 1 == n_ready;
            self.places[n_kept] = marked;
            n_kept += usize::from((marked & NAMED != 0) | is_pair | is_last);
        }
        n_kept
    }
}

/// The place and whether the word is meant without its possessive ending.
#[inline]
fn place_of(marked: u32) -> (usize, bool) {
    ((marked & !(NAMED | BARE)) as usize, marked & BARE != 0)
}

/// Adds a word without its possessive ending, and marks the one before it: it may be followed by a name's last word.
#[inline(never)]
fn offer_bare(
    reader: &mut WordReader,
    firsts: [Filter<'_>; 2],
    text: &str,
    span: Span,
    places: &mut [u32],
    n_candidates: usize,
    place: u32,
) -> usize {
    for before in places[..n_candidates].iter_mut().rev().take(3) {
        if *before & !NAMED & !BARE == place.wrapping_sub(1) {
            *before |= NAMED;
        }
    }
    let Some(bare) = bare(text, span) else {
        return n_candidates;
    };
    let read = reader.read(text, bare);
    let cell = firsts[usize::from(read.is_upper)].cell(read.word.hash);
    places[n_candidates] = place | BARE | NAMED;
    n_candidates + usize::from(cell & WHOLE != 0)
}

/// What one window leaves to the next.
#[derive(Debug, Default)]
struct Carried {
    /// Where the word before the window ends.
    before: usize,
    /// The first place of the window where a name may begin.
    next: usize,
}

/// True for all words that end in `'s`, and for few others: one question, which is nearly always denied.
#[inline]
fn may_be_possessive(bytes: &[u8], span: Span) -> bool {
    const LAST_BYTE_OF_APOSTROPHE: u8 = 0x99;
    let last = bytes[span.end - 1] | 0x20;
    let before = bytes[span.end.saturating_sub(2)];
    (before == b'\'' || before == LAST_BYTE_OF_APOSTROPHE) && last == b's'
}

/// The word without a possessive ending, where it has one.
fn bare(text: &str, span: Span) -> Option<Span> {
    let word = without_possessive(span.slice(text))?;
    Some(Span::new(span.start, span.start + word.len()))
}

/// A look at the names that begin at one word.
struct Walk<'w, 'g> {
    view: View<'g>,
    reader: &'w mut WordReader,
    text: &'w str,
    window: &'w [Span],
    /// Where the word before the window ends.
    before: usize,
}

/// Some words of the window as the words of a name.
#[derive(Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
    /// Where the last word ends where its possessive ending is taken off.
    bare_end: Option<usize>,
}

impl Walk<'_, '_> {
    /// The longest name from one word on, and the place of the word behind it.
    fn longest(&mut self, place: usize, start: Start, is_bare: bool) -> Option<(Hit, usize)> {
        let mut best = None;
        self.visit(place, start, is_bare, |walk, run, node| {
            if let Some(hit) = walk.best(run, node) {
                best = Some((hit, run.last + 1));
            }
        });
        best
    }

    /// All names from one word on.
    fn every(&mut self, place: usize, start: Start, is_bare: bool, take: &mut impl FnMut(Hit)) {
        self.visit(place, start, is_bare, |walk, run, node| {
            walk.hits(run, node).for_each(&mut *take);
        });
    }

    /// Calls `visit` with each run of words from `place` on that is a name but for the rules of its letters and edges, the
    /// shortest first.
    #[inline]
    fn visit(
        &mut self,
        place: usize,
        start: Start,
        is_bare: bool,
        mut visit: impl FnMut(&Self, Run, u32),
    ) {
        let mut run = Run {
            first: place,
            last: place,
            bare_end: None,
        };
        let mut node = start.node;
        if is_bare {
            run.bare_end = bare(self.text, self.window[place]).map(|span| span.end);
            return visit(self, run, node);
        }
        if start.is_name {
            visit(self, run, node);
        }
        loop {
            let children = self.view.trie.children(node);
            if children.is_empty() || run.last + 1 >= self.window.len() {
                return;
            }
            run.last += 1;
            let Some(base) = self.joined(node, run.last) else {
                return;
            };
            let span = self.window[run.last];
            if self.view.boundaries.possessive == PossessivePolicy::Strip
                && may_be_possessive(self.text.as_bytes(), span)
                && let Some(bare) = bare(self.text, span)
                && let Some(end) = self.step(base, bare)
            {
                let bare_end = Some(bare.end);
                visit(self, Run { bare_end, ..run }, end);
            }
            let Some(next) = self.step(base, span) else {
                return;
            };
            node = next;
            visit(self, run, node);
        }
    }

    /// The node behind what stands before the word at `place`.
    #[inline]
    fn joined(&mut self, node: u32, place: usize) -> Option<u32> {
        let gap = &self.text[self.window[place - 1].end..self.window[place].start];
        if gap == " " || gap == "-" {
            return Some(node);
        }
        self.joined_by(node, gap)
    }

    #[inline(never)]
    fn joined_by(&mut self, node: u32, gap: &str) -> Option<u32> {
        let has_joint = self.view.trie.has_joint(self.view.trie.children(node));
        let first = gap.as_bytes().first().copied().unwrap_or(b'+');
        if !has_joint && first.is_ascii_punctuation() && first != b'-' && first != b'\'' {
            return None;
        }
        let joint = joint(gap)?;
        if joint.is_empty() {
            return Some(node);
        }
        if !has_joint {
            return None;
        }
        let marked = format!("{JOINT_MARK}{joint}");
        let number = self.view.words.id(Word::of(&marked), &marked);
        self.view.trie.step(self.view.trie.children(node), number)
    }

    /// The node behind a word.
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

    /// Of the names that end at a node, the one that reaches furthest, which may be by a full stop; else the first.
    fn best(&self, run: Run, node: u32) -> Option<Hit> {
        let mut hits = self.hits(run, node);
        let first = hits.next()?;
        Some(hits.fold(first, |best, hit| {
            if hit.span.end > best.span.end {
                hit
            } else {
                best
            }
        }))
    }

    /// The names that end at a node and whose rules these words keep.
    fn hits(&self, run: Run, node: u32) -> impl Iterator<Item = Hit> {
        let names = self.view.trie.names(node);
        let names = names.start..names.end.min(self.view.names.len());
        let names = names.filter_map(|name| u32::try_from(name).ok());
        names.filter_map(move |name| {
            let flags = self.view.flags(name);
            let span = self.span(run, flags);
            (self.allows(run, name, flags) && self.has_edges(span)).then_some(Hit { span, name })
        })
    }

    fn span(&self, run: Run, flags: u32) -> Span {
        let start = self.window[run.first].start;
        let end = run.bare_end.unwrap_or_else(|| {
            let end = self.window[run.last].end;
            let has_stop = flags & FULL_STOP != 0 && self.text[end..].starts_with('.');
            end + usize::from(has_stop)
        });
        Span::new(start, end)
    }

    /// True where the name's rule for its letters is kept.
    fn allows(&self, run: Run, name: u32, flags: u32) -> bool {
        match CaseRule::from_number(flags & RULE) {
            CaseRule::Folded => true,
            CaseRule::Exact => self.is_exact(run, self.view.pattern(name)),
            CaseRule::Common if self.begins_sentence(run.first) => false,
            CaseRule::Common | CaseRule::Capitalised => {
                let pattern = self.view.pattern(name);
                let mut words = (run.first..=run.last).zip(bits(pattern));
                words.all(|(place, bit)| !bit || starts_upper(self.window[place].slice(self.text)))
            }
        }
    }

    /// True where the words are those of the pattern, each of which ends in a zero.
    fn is_exact(&self, run: Run, pattern: &[u8]) -> bool {
        let mut rest = pattern;
        (run.first..=run.last).all(|place| {
            let span = self.window[place];
            let end = match run.bare_end {
                Some(end) if place == run.last => end,
                _ => span.end,
            };
            let word = &self.text.as_bytes()[span.start..end];
            let behind = rest
                .strip_prefix(word)
                .and_then(|rest| rest.strip_prefix(&[0]));
            rest = behind.unwrap_or_default();
            behind.is_some()
        })
    }

    fn begins_sentence(&self, place: usize) -> bool {
        let before = match place.checked_sub(1) {
            Some(before) => self.window[before].end,
            None => self.before,
        };
        let start = self.window[place].start;
        begins_sentence(start, &self.text[before..start])
    }

    /// True where no hyphen joins the name to another word, if that matters.
    fn has_edges(&self, span: Span) -> bool {
        self.view.boundaries.hyphen == HyphenPolicy::Edge || stands_free(self.text, span)
    }
}

/// True where no hyphen stands between a word and what is at `span`, without a space.
fn stands_free(text: &str, span: Span) -> bool {
    let is_joined = |mut outwards: Box<dyn Iterator<Item = char> + '_>| {
        outwards.next().is_some_and(is_hyphen) && outwards.next().is_some_and(char::is_alphanumeric)
    };
    !is_joined(Box::new(text[..span.start].chars().rev()))
        && !is_joined(Box::new(text[span.end..].chars()))
}

/// The bits of a pattern, the lowest first; none is set behind its end.
fn bits(pattern: &[u8]) -> impl Iterator<Item = bool> {
    let bytes = pattern.iter().copied().chain(std::iter::repeat(0));
    bytes.flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 == 1))
}

/// Runs `job` as a call of its own, so that the loop around it stays short.
#[inline(never)]
fn aside(job: impl FnOnce()) {
    job();
}
