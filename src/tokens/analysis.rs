//! The steps of an analyzer, from a text to its terms.

use std::borrow::Cow;
use std::iter::Peekable;

use super::char_ngrams::{char_ngrams, word_char_ngrams};
use super::divided_words::{DividedWords, Piece};
use super::ngrams::{Grams, Ngrams};
use super::phrases::PhraseJoiner;
use super::prepared::{PreparedAnalyzer, WordAnalysis, is_covered};
use super::sentence::sentence_spans;
use super::stop_sequences::SequenceMarker;
use super::token::{Token, TokenKind};
use crate::corpus::{Documents, TextLanguage};
use crate::error::Result;
use crate::span::Span;

impl PreparedAnalyzer {
    /// Calls `emit` with each term of `text` and its span, in the order in which terms are completed.
    ///
    /// The span of joined terms reaches from the first to the last. Linear in the length of the text. If terms depend on
    /// the language, it is detected in the text.
    pub fn for_each(&self, text: &str, emit: impl FnMut(&str, Span)) {
        self.for_each_in(text, &self.language_of_text(text), emit);
    }

    /// Does the same for a text in a language.
    pub fn for_each_in(
        &self,
        text: &str,
        language: &TextLanguage<'_>,
        emit: impl FnMut(&str, Span),
    ) {
        let no_skips = None::<std::iter::Empty<Span>>;
        let result = self
            .analysis()
            .run(text, no_skips, language, |_| Ok(()), emit);
        result.expect("`on_read` never fails");
    }

    /// Creates the state that one thread needs to analyse texts.
    pub(crate) fn analysis(&self) -> Analysis<'_> {
        Analysis::new(self, true)
    }

    /// Creates the state that one thread needs for single words and phrases, without n-grams.
    pub(crate) fn phrase_analysis(&self) -> Analysis<'_> {
        Analysis::new(self, false)
    }
}

/// The state of one thread: lookup tables and buffers, for texts in one language after another.
pub(crate) struct Analysis<'p> {
    prepared: &'p PreparedAnalyzer,
    joins_ngrams: bool,
    /// For texts in the language of the last one.
    current: State<'p>,
    /// For those in other languages so far.
    others: Vec<State<'p>>,
}

impl<'p> Analysis<'p> {
    fn new(prepared: &'p PreparedAnalyzer, joins_ngrams: bool) -> Self {
        Self {
            prepared,
            joins_ngrams,
            current: State::new(prepared, joins_ngrams),
            others: Vec::new(),
        }
    }

    /// Calls `emit` with each term of `text` and its span. `language` is that of the document.
    ///
    /// Tokens that overlap one of the spans in `skipped`, which must be in ascending order, are not read. `on_read` is
    /// called with the number of tokens about to be analysed; for character n-grams, with the number of code points
    /// just analysed. If it returns an error, the analysis stops.
    pub(crate) fn run(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        language: &TextLanguage<'_>,
        on_read: impl FnMut(u64) -> Result<()>,
        emit: impl FnMut(&str, Span),
    ) -> Result<()> {
        let state = self.select(language);
        match state.prepared.analyzer.grams {
            Grams::Words { .. } => state.analyze_words(text, skipped, language, on_read, emit),
            Grams::Characters { .. } => {
                state.analyze_characters(text, skipped, language, on_read, emit)
            }
        }
    }

    /// Returns the language in which a document is read.
    pub(crate) fn language_of<'d>(
        &self,
        documents: &'d Documents,
        index: usize,
    ) -> TextLanguage<'d> {
        self.prepared.language_of(documents, index)
    }

    /// Returns the state for texts in a language.
    fn select(&mut self, language: &TextLanguage<'_>) -> &mut State<'p> {
        let prepared = self.prepared.for_text(language);
        if !std::ptr::eq(prepared, self.current.prepared) {
            let is_for = |state: &State<'_>| std::ptr::eq(prepared, state.prepared);
            let next = match self.others.iter().position(is_for) {
                Some(index) => self.others.swap_remove(index),
                None => State::new(prepared, self.joins_ngrams),
            };
            let last = std::mem::replace(&mut self.current, next);
            self.others.push(last);
        }
        &mut self.current
    }
}

/// The state of one thread for texts that one analyzer reads.
struct State<'p> {
    prepared: &'p PreparedAnalyzer,
    words: WordAnalysis<'p>,
    /// `None` if there are no stop words of several words.
    marker: Option<SequenceMarker<'p>>,
    /// `None` if there are no phrases.
    joiner: Option<PhraseJoiner<'p>>,
    /// `None` for single words.
    ngrams: Option<Ngrams>,
}

impl<'p> State<'p> {
    fn new(prepared: &'p PreparedAnalyzer, joins_ngrams: bool) -> Self {
        let ngrams = match prepared.analyzer.grams {
            Grams::Words { range, skip } if joins_ngrams && !range.is_unigram() => {
                Ngrams::new(range, skip).ok()
            }
            _ => None,
        };
        Self {
            prepared,
            words: prepared.words(),
            marker: (!prepared.stop_sequences.is_empty())
                .then(|| SequenceMarker::new(&prepared.stop_sequences)),
            joiner: (!prepared.phrases.is_empty()).then(|| PhraseJoiner::new(&prepared.phrases)),
            ngrams,
        }
    }

    fn analyze_words(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        language: &TextLanguage<'_>,
        mut on_read: impl FnMut(u64) -> Result<()>,
        mut emit: impl FnMut(&str, Span),
    ) -> Result<()> {
        let analyzer = &self.prepared.analyzer;
        let joins = self.ngrams.is_some() || self.joiner.is_some() || self.marker.is_some();
        let needs_sentences = joins && !analyzer.cross_sentences;
        let sentences = needs_sentences.then(|| sentence_spans(text, analyzer.sentences, language));
        let mut sentence_ends =
            SentenceEnds::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let mut skipped = skipped.map(Iterator::peekable);
        let protected = self.prepared.protected.as_deref();
        let plain = protected.is_none().then(|| {
            let tokens = analyzer.tokenizer.tokens(text);
            tokens.map(|token| piece(token, None))
        });
        let protected = protected.map(|terms| {
            let tokens = terms.tokens(text);
            tokens.map(|(token, term)| piece(token, term))
        });
        let tokens = plain.into_iter().flatten();
        let tokens = tokens.chain(protected.into_iter().flatten());
        let hyphens = self.prepared.normalizer.line_hyphens().into_iter();
        let breaks = hyphens.flat_map(|rules| rules.spans(text));
        for token in DividedWords::new(text, tokens, breaks) {
            let (span, is_protected) = (token.span, token.is_protected);
            let token = token.text.as_ref();
            if skipped
                .as_mut()
                .is_some_and(|lines| is_covered(lines, span))
            {
                continue;
            }
            on_read(1)?;
            if sentence_ends.passed(span.start) {
                self.end_sequence(&mut emit);
            }
            let (ngrams, joiner) = (&mut self.ngrams, &mut self.joiner);
            if joiner.is_none() && self.marker.is_none() && !is_protected {
                if let Some(term) = self.words.term(token) {
                    emit_term(ngrams, term, span, &mut emit);
                }
                continue;
            }
            let (term, is_stop) = if is_protected {
                (token, false)
            } else {
                self.words.term_or_stop_word(token)
            };
            if term.is_empty() {
                continue;
            }
            let mut join = |term: &str, span, is_stop| {
                join_term(joiner, ngrams, term, span, is_stop, &mut emit);
            };
            match &mut self.marker {
                Some(marker) => marker.push(term, span, is_stop, &mut join),
                None => join(term, span, is_stop),
            }
        }
        self.end_sequence(&mut emit);
        Ok(())
    }

    /// Ends the current sequence: later terms are not joined to earlier ones.
    fn end_sequence(&mut self, emit: &mut impl FnMut(&str, Span)) {
        let (ngrams, joiner) = (&mut self.ngrams, &mut self.joiner);
        if let Some(marker) = &mut self.marker {
            marker.flush(&mut |term, span, is_stop| {
                join_term(joiner, ngrams, term, span, is_stop, emit);
            });
        }
        if let Some(joiner) = joiner {
            joiner.flush(&mut |term, span, is_stop| {
                if !is_stop {
                    emit_term(ngrams, term, span, emit);
                }
            });
        }
        if let Some(ngrams) = ngrams {
            ngrams.clear();
        }
    }

    fn analyze_characters(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        language: &TextLanguage<'_>,
        mut on_read: impl FnMut(u64) -> Result<()>,
        mut emit: impl FnMut(&str, Span),
    ) -> Result<()> {
        let end = Span::new(text.len(), text.len());
        let rules = self.prepared.analyzer.sentences;
        let mut start = 0;
        for skip in skipped.into_iter().flatten().chain([end]) {
            let region = Span::new(start, skip.start);
            start = skip.end;
            if self.prepared.analyzer.cross_sentences {
                on_read(self.emit_char_ngrams(text, region, &mut emit))?;
                continue;
            }
            for sentence in sentence_spans(region.slice(text), rules, language) {
                let sentence = sentence.shifted(region.start).trimmed(text);
                on_read(self.emit_char_ngrams(text, sentence, &mut emit))?;
            }
        }
        Ok(())
    }

    /// Emits the character n-grams of one region of `text`. Returns the number of its code points.
    fn emit_char_ngrams(
        &mut self,
        text: &str,
        region: Span,
        emit: &mut impl FnMut(&str, Span),
    ) -> u64 {
        let analyzer = &self.prepared.analyzer;
        let Grams::Characters {
            range,
            within_words,
        } = analyzer.grams
        else {
            return 0;
        };
        let normalized = self.prepared.normalizer.normalize(region.slice(text));
        let emit = |gram: &str, span: Span| emit(gram, span.shifted(region.start));
        if within_words {
            word_char_ngrams(normalized, range, &mut self.words.term, emit)
        } else {
            char_ngrams(normalized, range, emit)
        }
    }
}

/// Returns a token, or its term if it is protected.
#[inline]
fn piece<'t>(token: Token<'t>, term: Option<&'t str>) -> Piece<'t> {
    Piece {
        text: Cow::Borrowed(term.unwrap_or(token.text)),
        span: token.span,
        is_protected: term.is_some(),
        is_word: term.is_none() && token.kind == TokenKind::Word,
    }
}

/// Joins a term to phrases, and emits what is completed and not a stop word.
fn join_term(
    joiner: &mut Option<PhraseJoiner<'_>>,
    ngrams: &mut Option<Ngrams>,
    term: &str,
    span: Span,
    is_stop: bool,
    emit: &mut impl FnMut(&str, Span),
) {
    let mut emit_unless_stop = |term: &str, span: Span, is_stop: bool| {
        if !is_stop {
            emit_term(ngrams, term, span, emit);
        }
    };
    match joiner {
        Some(joiner) => joiner.push(term, span, is_stop, &mut emit_unless_stop),
        None => emit_unless_stop(term, span, is_stop),
    }
}

/// Emits a term, alone or as part of n-grams.
#[inline]
fn emit_term(
    ngrams: &mut Option<Ngrams>,
    term: &str,
    span: Span,
    emit: &mut impl FnMut(&str, Span),
) {
    match ngrams {
        None => emit(term, span),
        Some(ngrams) => ngrams.push(term, span, emit),
    }
}

/// Sentence ends, queried in ascending order.
pub(crate) struct SentenceEnds<I: Iterator<Item = usize>> {
    ends: Peekable<I>,
}

impl<I: Iterator<Item = usize>> SentenceEnds<I> {
    pub(crate) fn new(ends: I) -> Self {
        Self {
            ends: ends.peekable(),
        }
    }

    /// True if a sentence ended at or before byte `start` since the last call.
    pub(crate) fn passed(&mut self, start: usize) -> bool {
        let mut passed = false;
        while self.ends.next_if(|&end| end <= start).is_some() {
            passed = true;
        }
        passed
    }
}
