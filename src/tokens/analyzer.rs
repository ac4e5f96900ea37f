//! From text to the terms that are counted, with all options in one value.
//!
//! An [`Analyzer`] configures these steps, in this order:
//!
//! 1. The [`Tokenizer`] splits the text into words. Protected terms are not split, nor changed by steps 3 and 4.
//! 2. The [`Normalizer`] turns tokens into terms.
//! 3. Stop words are removed. They are compared after normalisation and before stemming.
//! 4. The [`Stemmer`] reduces terms to their stems. Empty stems are removed.
//! 5. [`Phrases`] are joined, within sentences. If there are any, step 3 keeps stop words that are part of a phrase.
//! 6. [`Grams`] joins consecutive terms, within sentences.
//!
//! Character n-grams are made of the normalised text of each sentence. They use no tokens, stop words, stems or
//! phrases.
//!
//! ```
//! use lexicount::tokens::{Analyzer, NgramRange, StopWordList};
//!
//! let analyzer = Analyzer {
//!     stop_words: StopWordList::Language("en".into()),
//!     stemmer: Some("en".parse()?),
//!     grams: NgramRange::new(1, 2)?.into(),
//!     ..Analyzer::default()
//! };
//! let text = "The Houses were burning.";
//! let mut terms = Vec::new();
//! analyzer.prepare()?.for_each(text, |term, span| terms.push((term.to_owned(), span.slice(text))));
//! let expected = [("hous", "Houses"), ("burn", "burning"), ("hous burn", "Houses were burning")];
//! assert_eq!(terms, expected.map(|(term, text)| (term.to_owned(), text)));
//! assert_eq!(Analyzer::from_json(&analyzer.to_json())?, analyzer);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::fmt;
use std::iter::Peekable;

use serde::{Deserialize, Serialize};

use super::char_ngrams::{char_ngrams, word_char_ngrams};
use super::ngrams::{Grams, Ngrams};
use super::normalizer::Normalizer;
use super::phrases::{PhraseJoiner, PhraseTable, Phrases};
use super::protected_terms::ProtectedTerms;
use super::sentence::{SentenceRules, sentence_spans};
use super::stemmer::Stemmer;
use super::stop_sequences::{SequenceMarker, StopSequences};
use super::stop_words::{StopWordList, StopWords};
use super::tokenizer::Tokenizer;
use crate::error::{Error, Result};
use crate::span::Span;

/// Configures how text is turned into terms.
///
/// Plain data: it can be compared, serialised as JSON and stored with the counts made with it. The default is single
/// words, case-folded, without stop words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Analyzer {
    /// Splits text into words.
    pub tokenizer: Tokenizer,
    /// Terms that are not split, removed or stemmed, such as "C++" and "New York".
    pub protect: Vec<String>,
    /// Turns tokens into terms.
    pub normalizer: Normalizer,
    /// Terms to remove before stemming and joining.
    pub stop_words: StopWordList,
    /// Turns terms into stems.
    pub stemmer: Option<Stemmer>,
    /// Phrases to join into one term. The sets are applied one after the other.
    pub phrases: Vec<Phrases>,
    /// The unit that is counted.
    pub grams: Grams,
    /// Let phrases and n-grams cross sentence boundaries.
    pub cross_sentences: bool,
    /// The rules for sentence boundaries.
    pub sentences: SentenceRules,
}

impl Analyzer {
    /// Builds the lookup tables. The result can be shared between texts and threads.
    ///
    /// # Errors
    ///
    /// If there is no stop-word list for the language, or if options conflict.
    pub fn prepare(&self) -> Result<PreparedAnalyzer> {
        match self.grams {
            Grams::Words { range, skip } => drop(Ngrams::new(range, skip)?),
            Grams::Characters { .. } => self.check_char_ngrams()?,
        }
        let normalizer = self.normalizer.in_language(self.language());
        let mut prepared = PreparedAnalyzer {
            stop_words: StopWords::new(&self.stop_words, normalizer)?,
            stop_sequences: StopSequences::default(),
            protected: ProtectedTerms::new(&self.protect, self.tokenizer, normalizer)?
                .map(Box::new),
            phrases: self.phrases.iter().map(PhraseTable::new).collect(),
            normalizer,
            analyzer: self.clone(),
        };
        prepared.add_tokenized_stop_words()?;
        Ok(prepared)
    }

    /// Returns the ISO 639-1 code of the language of the stop words or of the stemmer, or an empty string.
    fn language(&self) -> &str {
        let stemmer = self.stemmer.and_then(Stemmer::code);
        let mut languages = self.stop_words.languages().chain(stemmer);
        languages.next().unwrap_or_default()
    }

    fn check_char_ngrams(&self) -> Result<()> {
        let unused = if !self.protect.is_empty() {
            "protected terms"
        } else if self.stop_words != StopWordList::None {
            "stop words"
        } else if self.stemmer.is_some() {
            "a stemmer"
        } else if !self.phrases.is_empty() {
            "phrases"
        } else {
            return Ok(());
        };
        Err(Error::config(format!(
            "{unused} with character n-grams, which are not made of words; remove one of the two options"
        )))
    }

    /// Serialises the analyzer as JSON, to be read by [`from_json`](Self::from_json).
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialize")
    }

    /// Reads an analyzer from a JSON object. Missing fields have their default values.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed, has unknown fields or values, or if options conflict.
    ///
    /// ```
    /// use lexicount::tokens::Analyzer;
    ///
    /// let analyzer = Analyzer::from_json(r#"{"stemmer": "en"}"#)?;
    /// assert_eq!(analyzer, Analyzer { stemmer: Some("english".parse()?), ..Analyzer::default() });
    /// let error = Analyzer::from_json(r#"{"stemer": "en"}"#).unwrap_err();
    /// assert!(error.to_string().contains("unknown field `stemer`, expected one of"));
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        // Without the map, serde would also accept a list of fields in order.
        let analyzer: Self = serde_json::from_str::<serde_json::Map<_, _>>(json)
            .and_then(|fields| serde_json::from_value(fields.into()))
            .map_err(|error| Error::config(format!("analyzer as JSON: {error}")))?;
        analyzer.prepare()?;
        Ok(analyzer)
    }
}

impl fmt::Display for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tokenizer != Tokenizer::default() {
            write!(f, "{}; ", self.tokenizer)?;
        }
        write!(f, "{}; ", self.normalizer)?;
        if !self.protect.is_empty() {
            let noun = if self.protect.len() == 1 {
                "term"
            } else {
                "terms"
            };
            write!(f, "{} protected {noun}; ", self.protect.len())?;
        }
        match &self.stop_words {
            StopWordList::None => {}
            StopWordList::Language(code) => write!(f, "without stop words ({code}); ")?,
            StopWordList::Words(words) => write!(f, "without {} stop words; ", words.len())?,
            StopWordList::Mixed { languages, words } => write!(
                f,
                "without stop words ({} and {} more); ",
                languages.join(", "),
                words.len()
            )?,
        }
        if let Some(stemmer) = self.stemmer {
            write!(f, "stems ({stemmer}); ")?;
        }
        if !self.phrases.is_empty() {
            let n_phrases: usize = self.phrases.iter().map(|one| one.phrases().len()).sum();
            let noun = if n_phrases == 1 { "phrase" } else { "phrases" };
            write!(f, "{n_phrases} {noun} joined; ")?;
        }
        write!(f, "{}", self.grams)?;
        if self.cross_sentences {
            f.write_str(" across sentences")?;
        } else if self.sentences != SentenceRules::default() {
            write!(f, " within sentences ({})", self.sentences.name())?;
        }
        Ok(())
    }
}

/// An [`Analyzer`] with its lookup tables, shared by all threads.
#[derive(Clone, Debug)]
pub struct PreparedAnalyzer {
    analyzer: Analyzer,
    /// The analyzer's, with the case folding of its language.
    normalizer: Normalizer,
    stop_words: StopWords,
    /// Stop words of several words.
    stop_sequences: StopSequences,
    /// `None` if there are no protected terms.
    protected: Option<Box<ProtectedTerms>>,
    phrases: Vec<PhraseTable>,
}

impl PreparedAnalyzer {
    /// Returns the options.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Calls `emit` with each term of `text` and its span, in the order in which terms are completed.
    ///
    /// The span of joined terms reaches from the first to the last. Linear in the length of the text.
    pub fn for_each(&self, text: &str, emit: impl FnMut(&str, Span)) {
        let no_skips = None::<std::iter::Empty<Span>>;
        let result = self.analysis().run(text, no_skips, |_| Ok(()), emit);
        result.expect("`on_read` never fails");
    }

    /// Creates the state that one thread needs to analyse texts.
    pub(crate) fn analysis(&self) -> Analysis<'_> {
        let ngrams = match self.analyzer.grams {
            Grams::Words { range, skip } if !range.is_unigram() => Ngrams::new(range, skip).ok(),
            _ => None,
        };
        Analysis {
            prepared: self,
            words: self.words(),
            marker: (!self.stop_sequences.is_empty())
                .then(|| SequenceMarker::new(&self.stop_sequences)),
            joiner: (!self.phrases.is_empty()).then(|| PhraseJoiner::new(&self.phrases)),
            ngrams,
        }
    }

    /// Creates the state that one thread needs to turn single tokens into terms.
    pub(crate) fn words(&self) -> WordAnalysis<'_> {
        WordAnalysis {
            prepared: self,
            term: String::new(),
            stem: String::new(),
        }
    }

    /// Calls `visit` with the span of each token of `text` that overlaps none of the spans in `skipped`, which must be
    /// in ascending order.
    ///
    /// Stops soon after `keep_going` returns false.
    pub(crate) fn for_each_word_span(
        &self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        keep_going: impl Fn() -> bool,
        mut visit: impl FnMut(Span),
    ) {
        let tokenizer = self.analyzer.tokenizer;
        let Some(skipped) = skipped else {
            return tokenizer.for_each_span_while(text, keep_going, visit);
        };
        let mut skipped = skipped.peekable();
        tokenizer.for_each_span_while(text, keep_going, |span| {
            if !is_covered(&mut skipped, span) {
                visit(span);
            }
        });
    }

    /// Creates the state that one thread needs for single words and phrases, without n-grams.
    pub(crate) fn phrase_analysis(&self) -> Analysis<'_> {
        Analysis {
            ngrams: None,
            ..self.analysis()
        }
    }

    /// True if terms depend on the terms around them: if they may be joined into phrases, or if there are protected terms
    /// or stop words of several words.
    pub(crate) fn joins_words(&self) -> bool {
        !self.phrases.is_empty() || !self.stop_sequences.is_empty() || self.protected.is_some()
    }

    /// Reads the stop words as the tokenizer reads text: "'tis" is the word "tis", and an entry of several words is a
    /// sequence. Sequences of which each word is a stop word need not be matched.
    fn add_tokenized_stop_words(&mut self) -> Result<()> {
        let list = self.analyzer.stop_words.clone();
        let mut entries: Vec<Vec<&str>> = Vec::new();
        for entry in list.entries()? {
            let tokens = self.analyzer.tokenizer.tokens(entry);
            let tokens: Vec<&str> = tokens.map(|token| token.text).collect();
            match tokens.as_slice() {
                [] => {}
                [token] if *token == entry => {}
                [token] => self.stop_words.add(self.normalizer.to_term(token)),
                _ => entries.push(tokens),
            }
        }
        for tokens in entries {
            let mut words = self.words();
            let mut all_stop = true;
            let terms = tokens.iter().map(|token| {
                let (term, is_stop) = words.term_or_stop_word(token);
                all_stop &= is_stop;
                term.to_owned()
            });
            let terms: Vec<String> = terms.filter(|term| !term.is_empty()).collect();
            if !all_stop {
                self.stop_sequences.add(&terms);
            }
        }
        Ok(())
    }

    /// True if every ASCII token is its own term, after lowercasing if [requested](Self::lowercases_ascii).
    pub(crate) fn keeps_folded_ascii(&self) -> bool {
        self.normalizer.keeps_ascii()
            && self.stop_words.is_empty()
            && self.analyzer.stemmer.is_none()
    }

    /// True if the terms of two ASCII tokens that differ in case only are equal, however they are made.
    pub(crate) fn lowercases_ascii(&self) -> bool {
        self.normalizer.keeps_ascii() && self.normalizer.folds_case()
    }
}

/// Turns tokens into terms: all steps before joining.
pub(crate) struct WordAnalysis<'p> {
    prepared: &'p PreparedAnalyzer,
    term: String,
    stem: String,
}

impl WordAnalysis<'_> {
    /// Returns the term of a token, or `None` if it is removed.
    #[inline]
    pub(crate) fn term<'b>(&'b mut self, token: &'b str) -> Option<&'b str> {
        let (term, is_stop) = self.term_or_stop_word(token);
        (!is_stop && !term.is_empty()).then_some(term)
    }

    /// Returns the term of a token, which may be empty, and whether it is a stop word.
    #[inline]
    fn term_or_stop_word<'b>(&'b mut self, token: &'b str) -> (&'b str, bool) {
        let PreparedAnalyzer {
            analyzer,
            normalizer,
            stop_words,
            phrases,
            ..
        } = self.prepared;
        let term = normalizer.term(token, &mut self.term);
        let is_stop = stop_words.contains(term);
        match analyzer.stemmer {
            // Stop words are stemmed only if they may be part of a phrase.
            Some(stemmer) if !is_stop || !phrases.is_empty() => {
                (stemmer.stem(term, &mut self.stem), is_stop)
            }
            _ => (term, is_stop),
        }
    }
}

/// The state of one thread: lookup tables and buffers.
pub(crate) struct Analysis<'p> {
    prepared: &'p PreparedAnalyzer,
    words: WordAnalysis<'p>,
    /// `None` if there are no stop words of several words.
    marker: Option<SequenceMarker<'p>>,
    /// `None` if there are no phrases.
    joiner: Option<PhraseJoiner<'p>>,
    /// `None` for single words.
    ngrams: Option<Ngrams>,
}

impl Analysis<'_> {
    /// Calls `emit` with each term of `text` and its span.
    ///
    /// Tokens that overlap one of the spans in `skipped`, which must be in ascending order, are not read. `on_read` is
    /// called with the number of tokens about to be analysed; for character n-grams, with the number of code points
    /// just analysed. If it returns an error, the analysis stops.
    pub(crate) fn run(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        on_read: impl FnMut(u64) -> Result<()>,
        emit: impl FnMut(&str, Span),
    ) -> Result<()> {
        match self.prepared.analyzer.grams {
            Grams::Words { .. } => self.analyze_words(text, skipped, on_read, emit),
            Grams::Characters { .. } => self.analyze_characters(text, skipped, on_read, emit),
        }
    }

    fn analyze_words(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        mut on_read: impl FnMut(u64) -> Result<()>,
        mut emit: impl FnMut(&str, Span),
    ) -> Result<()> {
        let analyzer = &self.prepared.analyzer;
        let joins = self.ngrams.is_some() || self.joiner.is_some() || self.marker.is_some();
        let needs_sentences = joins && !analyzer.cross_sentences;
        let sentences = needs_sentences.then(|| sentence_spans(text, analyzer.sentences));
        let mut sentence_ends =
            SentenceEnds::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let mut skipped = skipped.map(Iterator::peekable);
        let protected = self.prepared.protected.as_deref();
        let plain = protected.is_none().then(|| {
            let tokens = analyzer.tokenizer.tokens(text);
            tokens.map(|token| (token.text, token.span, false))
        });
        let protected = protected.map(|terms| {
            let tokens = terms.tokens(text);
            tokens.map(|(token, term)| (term.unwrap_or(token.text), token.span, term.is_some()))
        });
        let tokens = plain.into_iter().flatten();
        for (token, span, is_protected) in tokens.chain(protected.into_iter().flatten()) {
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
            for sentence in sentence_spans(region.slice(text), rules) {
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

/// True if one of the ascending `spans` overlaps `span`. Consumes the spans before it.
fn is_covered(spans: &mut Peekable<impl Iterator<Item = Span>>, span: Span) -> bool {
    while spans.next_if(|one| one.end <= span.start).is_some() {}
    spans.peek().is_some_and(|one| one.overlaps(span))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{NgramRange, Step};

    fn range(low: usize, high: usize) -> NgramRange {
        NgramRange::new(low, high).unwrap()
    }

    fn check(analyzer: &Analyzer, text: &str, expected: &[(&str, &str)]) {
        let mut all = Vec::new();
        let prepared = analyzer.prepare().unwrap();
        prepared.for_each(text, |term, span| {
            all.push((term.to_owned(), span.slice(text)));
        });
        let expected: Vec<_> = expected
            .iter()
            .map(|&(term, text)| (term.to_owned(), text))
            .collect();
        assert_eq!(all, expected, "{text:?} by {analyzer}");
    }

    #[test]
    fn stop_words_are_removed_before_stemming() {
        let analyzer = Analyzer {
            stop_words: StopWordList::Words(vec!["Burning".into()]),
            stemmer: Some("en".parse().unwrap()),
            ..Analyzer::default()
        };
        check(&analyzer, "burning burned", &[("burn", "burned")]);
    }

    #[test]
    fn skip_grams_stay_within_sentences_by_default() {
        let mut analyzer = Analyzer {
            grams: Grams::Words {
                range: range(2, 2),
                skip: 1,
            },
            // Under the news rules, a single letter with a full stop may be an initial.
            sentences: SentenceRules::Unicode,
            ..Analyzer::default()
        };
        let within = [
            ("a b", "A b"),
            ("b c", "b c"),
            ("a c", "A b c"),
            ("d e", "D e"),
        ];
        check(&analyzer, "A b c. D e", &within);
        analyzer.cross_sentences = true;
        let across = [
            ("a b", "A b"),
            ("b c", "b c"),
            ("a c", "A b c"),
            ("c d", "c. D"),
            ("b d", "b c. D"),
            ("d e", "D e"),
            ("c e", "c. D e"),
        ];
        check(&analyzer, "A b c. D e", &across);
    }

    #[test]
    fn char_ngrams_stay_within_sentences_and_keep_their_source_spans() {
        let mut analyzer = Analyzer {
            normalizer: Normalizer::new([Step::Nfkc, Step::Casefold]).unwrap(),
            grams: Grams::Characters {
                range: range(3, 3),
                within_words: false,
            },
            ..Analyzer::default()
        };
        check(
            &analyzer,
            "Oﬃ. É a",
            &[("off", "Oﬃ"), ("ffi", "ﬃ"), ("fi.", "ﬃ."), ("é a", "É a")],
        );
        analyzer.grams = Grams::Characters {
            range: range(3, 3),
            within_words: true,
        };
        check(
            &analyzer,
            "Oﬃ É",
            &[
                (" of", "Oﬃ"),
                ("off", "Oﬃ"),
                ("ffi", "ﬃ"),
                ("fi ", "ﬃ"),
                (" é ", "É"),
            ],
        );
    }

    #[test]
    fn serializes_and_displays() {
        let analyzer = Analyzer {
            stop_words: StopWordList::Words(vec!["a".into()]),
            stemmer: Some("de".parse().unwrap()),
            grams: Grams::Words {
                range: range(2, 3),
                skip: 1,
            },
            ..Analyzer::default()
        };
        let bytes = postcard::to_stdvec(&analyzer).unwrap();
        assert_eq!(postcard::from_bytes::<Analyzer>(&bytes).unwrap(), analyzer);
        assert_eq!(Analyzer::from_json(&analyzer.to_json()).unwrap(), analyzer);
        assert_eq!(
            analyzer.to_string(),
            "casefold + equivalents; without 1 stop words; stems (german); 2 to 3 words with at most 1 skipped"
        );
        assert_eq!(
            Analyzer::default().to_string(),
            "casefold + equivalents; single words"
        );
    }

    #[test]
    fn conflicting_options_are_rejected() {
        let characters = Grams::Characters {
            range: range(2, 3),
            within_words: false,
        };
        let stems = Analyzer {
            stemmer: Some("de".parse().unwrap()),
            grams: characters,
            ..Analyzer::default()
        };
        assert!(
            stems
                .prepare()
                .unwrap_err()
                .to_string()
                .starts_with("a stemmer with")
        );
        let wrong = [
            r#"{"grams": {"words": {"range": [3, 1], "skip": 0}}}"#,
            r#"{"grams": {"words": {"range": [1, 9], "skip": 9}}}"#,
            r#"{"grams": {"words": {"range": [1, 2], "skip": 0, "jump": 1}}}"#,
            r#"{"normalizer": ["nfck"]}"#,
            r#"{"stop_words": {"language": "english"}}"#,
            r#"{"stemmer": "klingon"}"#,
            "[]",
            "",
        ];
        for json in wrong {
            assert!(Analyzer::from_json(json).unwrap_err().is_config(), "{json}");
        }
    }
}
