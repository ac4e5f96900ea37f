//! Reads text into term ids, in batches.
//!
//! A token of up to 16 bytes becomes a key of two integers without building a string; ASCII is folded in the key. Keys
//! are collected in batches and looked up one after the other, so that the processor fetches many slots at once. The
//! term of a token that is not ASCII, or that may be a stop word or has a stem, is computed once and cached by the
//! token.

use std::cell::Cell;

use super::cancellation::CancellationCheck;
use super::vocabulary::{Key, LOWERCASE_BITS, MAX_SHORT, TermId, Vocabulary};
use crate::corpus::TextLanguage;
use crate::error::Result;
use crate::span::Span;
use crate::tokens::{Analysis, PreparedAnalyzer, WordAnalysis};

/// Number of tokens collected before they are looked up.
const BATCH: usize = 128;

/// The id of a token that makes no term.
const NO_TERM: TermId = TermId::MAX;

/// Reads texts into term ids: the single words of an analyzer, before they are joined.
pub(super) struct TermReader<'a> {
    analyzer: &'a PreparedAnalyzer,
    /// The terms of tokens in the language of the last text.
    current: TermsOfTokens<'a>,
    /// Those in other languages so far.
    others: Vec<TermsOfTokens<'a>>,
    vocabulary: Vocabulary,
    gathered: Box<Gathered>,
}

/// The terms of tokens, by one analyzer.
struct TermsOfTokens<'a> {
    analyzer: &'a PreparedAnalyzer,
    words: WordAnalysis<'a>,
    /// If words are joined to phrases, which are looked up as strings.
    phrases: Option<Box<Analysis<'a>>>,
    /// Tokens that may differ from their terms, and the terms of these tokens, by token id.
    tokens: Vocabulary,
    terms: Vec<TermId>,
    /// The bits that turn uppercase into lowercase letters, if case is folded; else 0.
    case_bits: u64,
    /// How ASCII tokens are looked up, after folding if requested.
    ascii_lookup: Lookup,
}

impl<'a> TermsOfTokens<'a> {
    /// `tokens` is empty; both vocabularies share one hash seed.
    fn new(analyzer: &'a PreparedAnalyzer, tokens: Vocabulary) -> Self {
        Self {
            analyzer,
            words: analyzer.words(),
            phrases: analyzer
                .may_join_words()
                .then(|| Box::new(analyzer.phrase_analysis())),
            tokens,
            terms: Vec::new(),
            case_bits: if analyzer.lowercases_ascii() {
                LOWERCASE_BITS
            } else {
                0
            },
            ascii_lookup: if analyzer.keeps_folded_ascii() {
                Lookup::Term
            } else {
                Lookup::Token
            },
        }
    }
}

/// Tokens before they are looked up, with one array per field: a key that is written in parts and read as a whole would
/// stall the processor.
struct Gathered {
    lows: [u64; BATCH],
    highs: [u64; BATCH],
    lengths: [u32; BATCH],
    hashes: [u64; BATCH],
    lookups: [Lookup; BATCH],
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            lows: [0; BATCH],
            highs: [0; BATCH],
            lengths: [0; BATCH],
            hashes: [0; BATCH],
            lookups: [Lookup::Text; BATCH],
        }
    }
}

impl Gathered {
    #[inline]
    fn key(&self, index: usize) -> Key {
        Key {
            low: self.lows[index],
            high: self.highs[index],
            length: self.lengths[index],
        }
    }
}

/// How a token is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lookup {
    /// By key, among terms.
    Term,
    /// By key, among tokens.
    Token,
    /// By text.
    Text,
}

impl<'a> TermReader<'a> {
    pub(super) fn new(analyzer: &'a PreparedAnalyzer) -> Self {
        let vocabulary = Vocabulary::default();
        let first = analyzer.for_text(&TextLanguage::given(None));
        Self {
            analyzer,
            current: TermsOfTokens::new(first, vocabulary.emptied()),
            others: Vec::new(),
            vocabulary,
            gathered: Box::default(),
        }
    }

    /// Go on with texts in a language.
    fn select(&mut self, language: &TextLanguage<'_>) {
        let analyzer = self.analyzer.for_text(language);
        if std::ptr::eq(analyzer, self.current.analyzer) {
            return;
        }
        let is_for = |one: &TermsOfTokens<'_>| std::ptr::eq(analyzer, one.analyzer);
        let next = match self.others.iter().position(is_for) {
            Some(index) => self.others.swap_remove(index),
            None => TermsOfTokens::new(analyzer, self.vocabulary.emptied()),
        };
        let last = std::mem::replace(&mut self.current, next);
        self.others.push(last);
    }

    pub(super) fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// Return the ids of the terms of another vocabulary, adding those that are new.
    pub(super) fn intern_all(&mut self, terms: &Vocabulary) -> Vec<TermId> {
        let terms = terms.terms();
        terms.map(|term| self.vocabulary.intern(term)).collect()
    }

    /// Call `take` with all terms so far, and with the terms of `text` and their spans, in batches and in order.
    ///
    /// Tokens that overlap one of `skipped`, spans in ascending order, are not read. `language` is that of the document.
    pub(super) fn read(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        language: &TextLanguage<'_>,
        cancellation: &mut CancellationCheck<'_>,
        mut take: impl FnMut(&Vocabulary, &[TermId], &[Span]),
    ) -> Result<()> {
        self.select(language);
        let joins_words = self.current.analyzer.joins_words_of(text);
        if let Some(phrases) = self.current.phrases.as_mut().filter(|_| joins_words) {
            let vocabulary = &mut self.vocabulary;
            return phrases.run(
                text,
                skipped,
                language,
                |n| cancellation.read(n),
                |term, span| {
                    let id = vocabulary.intern(term);
                    take(vocabulary, &[id], &[span]);
                },
            );
        }
        let is_running = Cell::new(true);
        let mut result = Ok(());
        let (mut spans, mut n_spans) = ([Span::default(); BATCH], 0);
        let analyzer = self.current.analyzer;
        let mut is_full = |spans: &mut [Span; BATCH]| {
            if let Err(error) = cancellation.read(BATCH as u64) {
                is_running.set(false);
                result = Err(error);
            }
            self.look_up(text, spans, &mut take);
        };
        analyzer.for_each_word_span(
            text,
            skipped,
            || is_running.get(),
            |span| {
                // Not a push, which would check the capacity: this is the hottest loop.
                spans[n_spans] = span;
                n_spans += 1;
                if n_spans == BATCH {
                    n_spans = 0;
                    out_of_line(|| is_full(&mut spans));
                }
            },
        );
        result?;
        cancellation.read(n_spans as u64)?;
        self.look_up(text, &mut spans[..n_spans], &mut take);
        Ok(())
    }

    /// Call `take` with the terms at these spans, at most [`BATCH`]; spans without a term are overwritten.
    #[inline(never)]
    fn look_up(
        &mut self,
        text: &str,
        spans: &mut [Span],
        take: &mut impl FnMut(&Vocabulary, &[TermId], &[Span]),
    ) {
        self.gather(text, spans);
        let mut ids = [NO_TERM; BATCH];
        let mut n_found = 0;
        for index in 0..spans.len().min(BATCH) {
            let span = spans[index];
            let (key, hash) = (self.gathered.key(index), self.gathered.hashes[index]);
            let id = match self.gathered.lookups[index] {
                Lookup::Term => self.vocabulary.intern_short(key, hash),
                Lookup::Token => {
                    let token = self.current.tokens.intern_short(key, hash);
                    self.term_of(token, span.slice(text))
                }
                Lookup::Text => self.look_up_text(span.slice(text)),
            };
            ids[n_found] = id;
            spans[n_found] = span;
            n_found += usize::from(id != NO_TERM);
        }
        take(&self.vocabulary, &ids[..n_found], &spans[..n_found]);
    }

    /// Compute the keys of the tokens at these spans, folding ASCII.
    #[inline]
    fn gather(&mut self, text: &str, spans: &[Span]) {
        let gathered = &mut *self.gathered;
        for (index, &span) in spans.iter().enumerate().take(BATCH) {
            if span.len() > MAX_SHORT {
                gathered.lookups[index] = Lookup::Text;
                continue;
            }
            let key = Key::of_span(text.as_bytes(), span.start, span.end);
            let is_ascii = key.is_ascii();
            let key = key.with_case(if is_ascii { self.current.case_bits } else { 0 });
            gathered.lows[index] = key.low;
            gathered.highs[index] = key.high;
            gathered.lengths[index] = key.length;
            gathered.hashes[index] = self.vocabulary.hash(key);
            gathered.lookups[index] = if is_ascii {
                self.current.ascii_lookup
            } else {
                Lookup::Token
            };
        }
    }

    #[cold]
    fn look_up_text(&mut self, token: &str) -> TermId {
        if self.current.ascii_lookup == Lookup::Term && token.is_ascii() {
            return self.intern(token);
        }
        let token_id = self.current.tokens.intern(token);
        self.term_of(token_id, token)
    }

    /// Return the term of a token, computing it if it is new.
    #[inline]
    fn term_of(&mut self, token_id: TermId, token: &str) -> TermId {
        if token_id as usize == self.current.terms.len() {
            let term = self.intern(token);
            self.current.terms.push(term);
        }
        self.current.terms[token_id as usize]
    }

    #[inline(never)]
    fn intern(&mut self, token: &str) -> TermId {
        match self.current.words.term(token) {
            Some(term) => self.vocabulary.intern(term),
            None => NO_TERM,
        }
    }
}

/// Run `job` as a separate call, so that the loop around it stays short.
#[inline(never)]
fn out_of_line(job: impl FnOnce()) {
    job();
}
