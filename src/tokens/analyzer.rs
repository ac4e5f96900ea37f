//! From text to the terms that are counted: all steps as one value.
//!
//! An [`Analyzer`] says how text is cut, how tokens are written, which are left out, what is stemmed and what is joined,
//! in this order:
//!
//! 1. the [`Tokenizer`] cuts words;
//! 2. the [`Normalizer`] makes terms of them;
//! 3. stop words are left out, as the normaliser writes them, before they are stemmed;
//! 4. the [`Stemmer`] cuts the others to their stems; a term of which nothing is left is left out;
//! 5. [`Phrases`] are joined, within sentences; where there are some, step 3 leaves out only what they did not join;
//! 6. [`Grams`] joins neighbouring terms, within sentences.
//!
//! N-grams of characters are made of normalised text, sentence by sentence, without words, stop words, stems and phrases.
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
use super::phrases::{Joiner, PhraseTable};
use super::{
    Grams, Ngrams, Normalizer, Phrases, SentenceRules, Stemmer, StopWordList, StopWords, Tokenizer,
    sentence_spans,
};
use crate::error::{Error, Result};
use crate::span::Span;

/// How terms are made of text.
///
/// Plain data: it can be compared, written as JSON and kept beside what was counted by it. The default is what
/// keywords are counted by: single words, folded, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Analyzer {
    /// How text is cut into words.
    pub tokenizer: Tokenizer,
    /// From token to term.
    pub normalizer: Normalizer,
    /// Terms to leave out, before they are stemmed and joined.
    pub stop_words: StopWordList,
    /// From term to stem.
    pub stemmer: Option<Stemmer>,
    /// Terms that are joined where they stand together, by one set after the other.
    pub phrases: Vec<Phrases>,
    /// What counts as one.
    pub grams: Grams,
    /// Let phrases and grams cross the ends of sentences.
    pub cross_sentences: bool,
    /// What ends a sentence.
    pub sentences: SentenceRules,
}

impl Analyzer {
    /// The analyzer with its tables made, ready for any number of texts and threads.
    ///
    /// # Errors
    ///
    /// Where there are no stop words for the language, or the options do not go together.
    pub fn prepare(&self) -> Result<PreparedAnalyzer> {
        match self.grams {
            Grams::Words { range, skip } => drop(Ngrams::new(range, skip)?),
            Grams::Characters { .. } => self.check_characters()?,
        }
        Ok(PreparedAnalyzer {
            stop_words: StopWords::new(&self.stop_words, self.normalizer)?,
            phrases: self.phrases.iter().map(PhraseTable::new).collect(),
            analyzer: self.clone(),
        })
    }

    fn check_characters(&self) -> Result<()> {
        let unused = if self.stop_words != StopWordList::None {
            "stop words"
        } else if self.stemmer.is_some() {
            "a stemmer"
        } else if !self.phrases.is_empty() {
            "phrases"
        } else {
            return Ok(());
        };
        Err(Error::config(format!(
            "{unused} with n-grams of characters, which are made of text and not of words; leave out one of the two"
        )))
    }

    /// The analyzer as JSON, which [`from_json`](Self::from_json) reads.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialise")
    }

    /// The analyzer of a JSON object; what it does not name is as in the default.
    ///
    /// # Errors
    ///
    /// Where it is no such object, names what there is not, or its options do not go together.
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
        // A list would be taken for the fields in their order.
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
        match &self.stop_words {
            StopWordList::None => {}
            StopWordList::Language(code) => write!(f, "without stop words ({code}); ")?,
            StopWordList::Words(words) => write!(f, "without {} stop words; ", words.len())?,
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

/// An [`Analyzer`] with its tables, which all threads share.
#[derive(Clone, Debug)]
pub struct PreparedAnalyzer {
    analyzer: Analyzer,
    stop_words: StopWords,
    phrases: Vec<PhraseTable>,
}

impl PreparedAnalyzer {
    /// The options.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Calls `found` with each term of `text` and its span, in the order in which they are completed.
    ///
    /// The span of joined terms goes from the first to the last. Linear in the length of the text.
    pub fn for_each(&self, text: &str, found: impl FnMut(&str, Span)) {
        let nothing = None::<std::iter::Empty<Span>>;
        let done = self.analysis().run(text, nothing, |_| Ok(()), found);
        done.expect("nothing stops the work");
    }

    /// What one thread needs to work.
    pub(crate) fn analysis(&self) -> Analysis<'_> {
        let ngrams = match self.analyzer.grams {
            Grams::Words { range, skip } if !range.is_unigram() => Ngrams::new(range, skip).ok(),
            _ => None,
        };
        Analysis {
            prepared: self,
            words: self.words(),
            joiner: (!self.phrases.is_empty()).then(|| Joiner::new(&self.phrases)),
            ngrams,
        }
    }

    /// What one thread needs to make terms of single tokens.
    pub(crate) fn words(&self) -> WordAnalysis<'_> {
        WordAnalysis {
            prepared: self,
            term: String::new(),
            stem: String::new(),
        }
    }

    /// Calls `take` with the place of each token of `text` that overlaps none of `skipped`, spans in ascending order.
    ///
    /// Ends early once `goes_on` is false.
    pub(crate) fn for_each_word_span(
        &self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        goes_on: impl Fn() -> bool,
        mut take: impl FnMut(Span),
    ) {
        let tokenizer = self.analyzer.tokenizer;
        let Some(skipped) = skipped else {
            return tokenizer.for_each_span_while(text, goes_on, take);
        };
        let mut skipped = skipped.peekable();
        tokenizer.for_each_span_while(text, goes_on, |span| {
            if !is_covered(&mut skipped, span) {
                take(span);
            }
        });
    }

    /// What one thread needs to make single words, and phrases, but no grams of them.
    pub(crate) fn phrase_analysis(&self) -> Analysis<'_> {
        Analysis {
            ngrams: None,
            ..self.analysis()
        }
    }

    /// True where neighbours may be joined to phrases.
    pub(crate) fn has_phrases(&self) -> bool {
        !self.phrases.is_empty()
    }

    /// True where a token of ASCII, its case folded by [`Normalizer::folds`], is its own term.
    pub(crate) fn keeps_folded_ascii(&self) -> bool {
        self.stop_words.is_empty() && self.analyzer.stemmer.is_none()
    }
}

/// From token to term: all steps but the last, which joins.
pub(crate) struct WordAnalysis<'p> {
    prepared: &'p PreparedAnalyzer,
    term: String,
    stem: String,
}

impl WordAnalysis<'_> {
    /// The term of a token, or `None` where it is left out.
    #[inline]
    pub(crate) fn term<'b>(&'b mut self, token: &'b str) -> Option<&'b str> {
        let (term, is_stop) = self.any_term(token);
        (!is_stop && !term.is_empty()).then_some(term)
    }

    /// The term of a token, which may be empty, and whether it is a stop word.
    #[inline]
    fn any_term<'b>(&'b mut self, token: &'b str) -> (&'b str, bool) {
        let PreparedAnalyzer {
            analyzer,
            stop_words,
            phrases,
        } = self.prepared;
        let term = analyzer.normalizer.term(token, &mut self.term);
        let is_stop = stop_words.contains(term);
        match analyzer.stemmer {
            // Of a stop word only phrases want the stem.
            Some(stemmer) if !is_stop || !phrases.is_empty() => {
                (stemmer.stem(term, &mut self.stem), is_stop)
            }
            _ => (term, is_stop),
        }
    }
}

/// The work of one thread: the tables and buffers of its own.
pub(crate) struct Analysis<'p> {
    prepared: &'p PreparedAnalyzer,
    words: WordAnalysis<'p>,
    /// `None` where there are no phrases.
    joiner: Option<Joiner<'p>>,
    /// `None` for single words.
    ngrams: Option<Ngrams>,
}

impl Analysis<'_> {
    /// Calls `found` with each term of `text` and its span.
    ///
    /// Nothing is read that overlaps one of `skipped`, spans in ascending order. `read` is called with the number of
    /// tokens before they are looked at, for n-grams of characters with the number of code points after; its error ends
    /// the work.
    pub(crate) fn run(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        read: impl FnMut(u64) -> Result<()>,
        found: impl FnMut(&str, Span),
    ) -> Result<()> {
        match self.prepared.analyzer.grams {
            Grams::Words { .. } => self.words(text, skipped, read, found),
            Grams::Characters { .. } => self.characters(text, skipped, read, found),
        }
    }

    fn words(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        mut read: impl FnMut(u64) -> Result<()>,
        mut found: impl FnMut(&str, Span),
    ) -> Result<()> {
        let analyzer = &self.prepared.analyzer;
        let joins = self.ngrams.is_some() || self.joiner.is_some();
        let wants_cuts = joins && !analyzer.cross_sentences;
        let sentences = wants_cuts.then(|| sentence_spans(text, analyzer.sentences));
        let mut cuts =
            SentenceEnds::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let mut skipped = skipped.map(Iterator::peekable);
        for token in analyzer.tokenizer.tokens(text) {
            if skipped
                .as_mut()
                .is_some_and(|lines| is_covered(lines, token.span))
            {
                continue;
            }
            read(1)?;
            if cuts.passed(token.span.start) {
                self.cut(&mut found);
            }
            let ngrams = &mut self.ngrams;
            let Some(joiner) = &mut self.joiner else {
                if let Some(term) = self.words.term(token.text) {
                    give(ngrams, term, token.span, &mut found);
                }
                continue;
            };
            let (term, is_stop) = self.words.any_term(token.text);
            if !term.is_empty() {
                joiner.push(term, token.span, is_stop, &mut |term, span, is_stop| {
                    if !is_stop {
                        give(ngrams, term, span, &mut found);
                    }
                });
            }
        }
        self.cut(&mut found);
        Ok(())
    }

    /// Ends what may be joined: nothing that comes belongs to it.
    fn cut(&mut self, found: &mut impl FnMut(&str, Span)) {
        let ngrams = &mut self.ngrams;
        if let Some(joiner) = &mut self.joiner {
            joiner.flush(&mut |term, span, is_stop| {
                if !is_stop {
                    give(ngrams, term, span, found);
                }
            });
        }
        if let Some(ngrams) = ngrams {
            ngrams.cut();
        }
    }

    fn characters(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        mut read: impl FnMut(u64) -> Result<()>,
        mut found: impl FnMut(&str, Span),
    ) -> Result<()> {
        let end = Span::new(text.len(), text.len());
        let rules = self.prepared.analyzer.sentences;
        let mut start = 0;
        for gap in skipped.into_iter().flatten().chain([end]) {
            let piece = Span::new(start, gap.start);
            start = gap.end;
            if self.prepared.analyzer.cross_sentences {
                read(self.characters_of(text, piece, &mut found))?;
                continue;
            }
            for sentence in sentence_spans(piece.slice(text), rules) {
                let sentence = sentence.shifted(piece.start).trimmed(text);
                read(self.characters_of(text, sentence, &mut found))?;
            }
        }
        Ok(())
    }

    /// The grams of one piece of `text`, and the number of its code points.
    fn characters_of(
        &mut self,
        text: &str,
        piece: Span,
        found: &mut impl FnMut(&str, Span),
    ) -> u64 {
        let analyzer = &self.prepared.analyzer;
        let Grams::Characters {
            range,
            within_words,
        } = analyzer.grams
        else {
            return 0;
        };
        let normalized = analyzer.normalizer.normalize(piece.slice(text));
        let found = |gram: &str, span: Span| found(gram, span.shifted(piece.start));
        if within_words {
            word_char_ngrams(normalized, range, &mut self.words.term, found)
        } else {
            char_ngrams(normalized, range, found)
        }
    }
}

/// Gives out a term, alone or as part of n-grams.
#[inline]
fn give(ngrams: &mut Option<Ngrams>, term: &str, span: Span, found: &mut impl FnMut(&str, Span)) {
    match ngrams {
        None => found(term, span),
        Some(ngrams) => ngrams.push(term, span, found),
    }
}

/// True where one of the spans, in ascending order, reaches into `span`; those before it are passed.
fn is_covered(spans: &mut Peekable<impl Iterator<Item = Span>>, span: Span) -> bool {
    while spans.next_if(|one| one.end <= span.start).is_some() {}
    spans.peek().is_some_and(|one| one.overlaps(span))
}

/// The ends of sentences, asked in ascending order.
pub(crate) struct SentenceEnds<I: Iterator<Item = usize>> {
    ends: Peekable<I>,
}

impl<I: Iterator<Item = usize>> SentenceEnds<I> {
    pub(crate) fn new(ends: I) -> Self {
        Self {
            ends: ends.peekable(),
        }
    }

    /// True where a sentence ended since the last call, at or before byte `start`.
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
    fn stop_words_are_left_out_before_stems_are_made() {
        let analyzer = Analyzer {
            stop_words: StopWordList::Words(vec!["Burning".into()]),
            stemmer: Some("en".parse().unwrap()),
            ..Analyzer::default()
        };
        check(&analyzer, "burning burned", &[("burn", "burned")]);
    }

    #[test]
    fn skip_grams_stay_within_sentences_unless_asked() {
        let mut analyzer = Analyzer {
            grams: Grams::Words {
                range: range(2, 2),
                skip: 1,
            },
            // To the rules for news a single letter and a full stop may be an initial.
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
    fn characters_come_of_sentences_and_lead_to_their_source() {
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
    fn is_plain_data() {
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
            "casefold + apostrophes; without 1 stop words; stems (german); 2 to 3 words with at most 1 skipped"
        );
        assert_eq!(
            Analyzer::default().to_string(),
            "casefold + apostrophes; single words"
        );
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
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
