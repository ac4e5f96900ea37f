//! An [`Analyzer`] with its lookup tables.

use std::iter::Peekable;

use super::analyzer::Analyzer;
use super::languages::ByLanguage;
use super::ngrams::{Grams, Ngrams};
use super::normalizer::Normalizer;
use super::phrases::PhraseTable;
use super::protected_terms::ProtectedTerms;
use super::stemmer::{Stemmer, StemmerChoice};
use super::stop_sequences::StopSequences;
use super::stop_words::{StopWordList, StopWords};
use crate::corpus::{Documents, Language, TextLanguage};
use crate::error::{Error, Result};
use crate::span::Span;

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
        let by_language = self.is_automatic().then(ByLanguage::default);
        let plain = self.in_language(self.language.unwrap_or(Language::ENGLISH));
        let normalizer = plain.normalizer.in_language(plain.folding_language());
        let mut prepared = PreparedAnalyzer {
            stop_words: StopWords::new(&plain.stop_words, normalizer)?,
            stop_sequences: StopSequences::default(),
            protected: ProtectedTerms::new(&self.protect, self.tokenizer, normalizer)?
                .map(Box::new),
            phrases: self.phrases.iter().map(PhraseTable::new).collect(),
            normalizer,
            stemmer: plain.stemmer.and_then(StemmerChoice::one),
            by_language,
            analyzer: self.clone(),
        };
        prepared.add_tokenized_stop_words(&plain.stop_words)?;
        Ok(prepared)
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

/// An [`Analyzer`] with its lookup tables, shared by all threads.
#[derive(Clone, Debug)]
pub struct PreparedAnalyzer {
    pub(super) analyzer: Analyzer,
    /// The analyzer's, with the case folding of its language.
    pub(super) normalizer: Normalizer,
    pub(super) stemmer: Option<Stemmer>,
    /// The analyzers for documents in each language; `None` if this one is for all.
    pub(super) by_language: Option<ByLanguage<PreparedAnalyzer>>,
    pub(super) stop_words: StopWords,
    /// Stop words of several words.
    pub(super) stop_sequences: StopSequences,
    /// `None` if there are no protected terms.
    pub(super) protected: Option<Box<ProtectedTerms>>,
    pub(super) phrases: Vec<PhraseTable>,
}

impl PreparedAnalyzer {
    /// Returns the options.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Returns the language in which a document is read.
    #[must_use]
    pub fn language_of<'d>(&self, documents: &'d Documents, index: usize) -> TextLanguage<'d> {
        documents.language_of(index, self.analyzer.language)
    }

    /// Returns the language in which a text is read that is not part of documents.
    #[must_use]
    pub fn language_of_text<'t>(&self, text: &'t str) -> TextLanguage<'t> {
        match self.analyzer.language {
            None => TextLanguage::of_text(text),
            language => TextLanguage::given(language),
        }
    }

    /// Returns the analyzer for a text in a language. It is prepared when the first text in that language is read. The
    /// language is not asked for if this analyzer is for all.
    #[must_use]
    pub fn for_text(&self, language: &TextLanguage<'_>) -> &Self {
        let Some(by_language) = &self.by_language else {
            return self;
        };
        let language = language.or_fallback();
        by_language.get(language, || {
            let prepared = self.analyzer.in_language(language).prepare();
            prepared.expect("the options were checked for one language")
        })
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

    /// True if terms may depend on the terms around them.
    pub(crate) fn may_join_words(&self) -> bool {
        self.joins_words() || self.normalizer.line_hyphens().is_some()
    }

    /// True if the terms of a text depend on the terms around them.
    pub(crate) fn joins_words_of(&self, text: &str) -> bool {
        let hyphens = self.normalizer.line_hyphens();
        self.joins_words() || hyphens.is_some_and(|rules| rules.spans(text).next().is_some())
    }

    /// True if terms may be joined into phrases, or if there are protected terms or stop words of several words.
    fn joins_words(&self) -> bool {
        !self.phrases.is_empty() || !self.stop_sequences.is_empty() || self.protected.is_some()
    }

    /// Reads the stop words as the tokenizer reads text: "'tis" is the word "tis", and an entry of several words is a
    /// sequence. Sequences of which each word is a stop word need not be matched.
    fn add_tokenized_stop_words(&mut self, list: &StopWordList) -> Result<()> {
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
        self.normalizer.keeps_ascii() && self.stop_words.is_empty() && self.stemmer.is_none()
    }

    /// True if the terms of two ASCII tokens that differ in case only are equal, however they are made.
    pub(crate) fn lowercases_ascii(&self) -> bool {
        self.normalizer.keeps_ascii() && self.normalizer.folds_case()
    }
}

/// Turns tokens into terms: all steps before joining.
pub(crate) struct WordAnalysis<'p> {
    prepared: &'p PreparedAnalyzer,
    pub(super) term: String,
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
    pub(super) fn term_or_stop_word<'b>(&'b mut self, token: &'b str) -> (&'b str, bool) {
        let PreparedAnalyzer {
            stemmer,
            normalizer,
            stop_words,
            phrases,
            ..
        } = self.prepared;
        let term = normalizer.term(token, &mut self.term);
        let is_stop = stop_words.contains(term);
        match stemmer {
            // Stop words are stemmed only if they may be part of a phrase.
            Some(stemmer) if !is_stop || !phrases.is_empty() => {
                (stemmer.stem(term, &mut self.stem), is_stop)
            }
            _ => (term, is_stop),
        }
    }
}

/// True if one of the ascending `spans` overlaps `span`. Consumes the spans before it.
pub(super) fn is_covered(spans: &mut Peekable<impl Iterator<Item = Span>>, span: Span) -> bool {
    while spans.next_if(|one| one.end <= span.start).is_some() {}
    spans.peek().is_some_and(|one| one.overlaps(span))
}
