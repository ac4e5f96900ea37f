//! Text to numbered terms, a batch at a time.
//!
//! A token of up to 16 bytes becomes a key of two numbers without a string; of ASCII it is folded there. Keys are gathered
//! in batches and looked up one after the other, so that the processor waits for many slots of the table at once. What
//! the analyzer makes of a token that is not ASCII, or that may be a stop word or has a stem, is worked out once and
//! remembered by the token.

use std::cell::Cell;

use super::cancellation::CancellationCheck;
use super::vocabulary::{Key, SHORT, SMALL, TermId, Vocabulary};
use crate::error::Result;
use crate::span::Span;
use crate::tokens::{Analysis, PreparedAnalyzer, WordAnalysis};

/// So many tokens are gathered before they are looked up.
const BATCH: usize = 128;

/// Stands for a token that makes no term.
const NOTHING: TermId = TermId::MAX;

/// Makes numbered terms of texts: the single words of an analyzer, before they are joined.
pub(super) struct TermReader<'a> {
    analyzer: &'a PreparedAnalyzer,
    words: WordAnalysis<'a>,
    /// Where neighbours are joined to phrases: those need their strings.
    phrases: Option<Box<Analysis<'a>>>,
    vocabulary: Vocabulary,
    /// Tokens that may be no terms as they stand, and what was made of them, by the token's number.
    tokens: Vocabulary,
    terms: Vec<TermId>,
    gathered: Box<Gathered>,
    /// What makes small letters of capitals, where case is folded.
    case: u64,
    /// How tokens of ASCII are looked up, folded where that is asked for.
    ascii_way: Way,
}

/// Tokens before they are looked up, a list for each part: a whole key that is written in parts and read at once would
/// keep the processor waiting.
struct Gathered {
    lows: [u64; BATCH],
    highs: [u64; BATCH],
    lengths: [u32; BATCH],
    hashes: [u64; BATCH],
    ways: [Way; BATCH],
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            lows: [0; BATCH],
            highs: [0; BATCH],
            lengths: [0; BATCH],
            hashes: [0; BATCH],
            ways: [Way::Text; BATCH],
        }
    }
}

impl Gathered {
    #[inline]
    fn key(&self, place: usize) -> Key {
        Key {
            low: self.lows[place],
            high: self.highs[place],
            length: self.lengths[place],
        }
    }
}

/// How a token is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By its key, which is that of a term.
    Term,
    /// By its key, among tokens.
    Token,
    /// By its text.
    Text,
}

impl<'a> TermReader<'a> {
    pub(super) fn new(analyzer: &'a PreparedAnalyzer) -> Self {
        let vocabulary = Vocabulary::default();
        Self {
            analyzer,
            words: analyzer.words(),
            phrases: analyzer
                .has_phrases()
                .then(|| Box::new(analyzer.phrase_analysis())),
            // One hash serves both.
            tokens: vocabulary.clone(),
            vocabulary,
            terms: Vec::new(),
            gathered: Box::default(),
            case: if analyzer.analyzer().normalizer.folds() {
                SMALL
            } else {
                0
            },
            ascii_way: if analyzer.keeps_folded_ascii() {
                Way::Term
            } else {
                Way::Token
            },
        }
    }

    pub(super) fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// The numbers of other terms, new ones where they come for the first time.
    pub(super) fn intern_all(&mut self, terms: &Vocabulary) -> Vec<TermId> {
        let terms = terms.terms();
        terms.map(|term| self.vocabulary.intern(term)).collect()
    }

    /// Calls `take` with all terms so far, and with those of `text` and their places, some at a time, in order.
    ///
    /// Nothing is read that overlaps one of `skipped`, spans in ascending order.
    pub(super) fn read(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        cancellation: &mut CancellationCheck<'_>,
        mut take: impl FnMut(&Vocabulary, &[TermId], &[Span]),
    ) -> Result<()> {
        if let Some(phrases) = &mut self.phrases {
            let vocabulary = &mut self.vocabulary;
            return phrases.run(
                text,
                skipped,
                |n| cancellation.read(n),
                |term, span| {
                    let id = vocabulary.intern(term);
                    take(vocabulary, &[id], &[span]);
                },
            );
        }
        let goes_on = Cell::new(true);
        let mut outcome = Ok(());
        let (mut spans, mut n_spans) = ([Span::default(); BATCH], 0);
        let analyzer = self.analyzer;
        let mut is_full = |spans: &mut [Span; BATCH]| {
            if let Err(error) = cancellation.read(BATCH as u64) {
                goes_on.set(false);
                outcome = Err(error);
            }
            self.look_up(text, spans, &mut take);
        };
        analyzer.for_each_word_span(
            text,
            skipped,
            || goes_on.get(),
            |span| {
                // No push, which would make room where there is none: this stands in the hottest loop.
                spans[n_spans] = span;
                n_spans += 1;
                if n_spans == BATCH {
                    n_spans = 0;
                    aside(|| is_full(&mut spans));
                }
            },
        );
        outcome?;
        cancellation.read(n_spans as u64)?;
        self.look_up(text, &mut spans[..n_spans], &mut take);
        Ok(())
    }

    /// Calls `take` with the terms at these places, at most [`BATCH`]; those without a term are written over.
    #[inline(never)]
    fn look_up(
        &mut self,
        text: &str,
        spans: &mut [Span],
        take: &mut impl FnMut(&Vocabulary, &[TermId], &[Span]),
    ) {
        self.gather(text, spans);
        let mut ids = [NOTHING; BATCH];
        let mut n_found = 0;
        for place in 0..spans.len().min(BATCH) {
            let span = spans[place];
            let (key, hash) = (self.gathered.key(place), self.gathered.hashes[place]);
            let id = match self.gathered.ways[place] {
                Way::Term => self.vocabulary.intern_short(key, hash),
                Way::Token => {
                    let token = self.tokens.intern_short(key, hash);
                    self.term_of(token, span.slice(text))
                }
                Way::Text => self.by_text(span.slice(text)),
            };
            ids[n_found] = id;
            spans[n_found] = span;
            n_found += usize::from(id != NOTHING);
        }
        take(&self.vocabulary, &ids[..n_found], &spans[..n_found]);
    }

    /// Makes the keys of the tokens at these places, those of ASCII folded.
    #[inline]
    fn gather(&mut self, text: &str, spans: &[Span]) {
        let gathered = &mut *self.gathered;
        for (place, &span) in spans.iter().enumerate().take(BATCH) {
            if span.len() > SHORT {
                gathered.ways[place] = Way::Text;
                continue;
            }
            let key = Key::of_span(text.as_bytes(), span.start, span.end);
            let is_ascii = key.is_ascii();
            let key = key.with_case(if is_ascii { self.case } else { 0 });
            gathered.lows[place] = key.low;
            gathered.highs[place] = key.high;
            gathered.lengths[place] = key.length;
            gathered.hashes[place] = self.vocabulary.hash(key);
            gathered.ways[place] = if is_ascii { self.ascii_way } else { Way::Token };
        }
    }

    #[cold]
    fn by_text(&mut self, token: &str) -> TermId {
        if self.ascii_way == Way::Term && token.is_ascii() {
            return self.intern(token);
        }
        let number = self.tokens.intern(token);
        self.term_of(number, token)
    }

    /// The term of the token of that number, worked out where it is new.
    #[inline]
    fn term_of(&mut self, number: TermId, token: &str) -> TermId {
        if number as usize == self.terms.len() {
            let term = self.intern(token);
            self.terms.push(term);
        }
        self.terms[number as usize]
    }

    #[inline(never)]
    fn intern(&mut self, token: &str) -> TermId {
        match self.words.term(token) {
            Some(term) => self.vocabulary.intern(term),
            None => NOTHING,
        }
    }
}

/// Runs `job` as a call of its own, so that the loop around it stays short.
#[inline(never)]
fn aside(job: impl FnOnce()) {
    job();
}
