//! Phrases that are counted as single terms.
//!
//! Takes the terms of a text one by one and joins those that form a phrase, greedily from left to right, as gensim's
//! `FrozenPhrases` does. A phrase is two words with any number of connector words between them ("bank of america").
//! `statistics` learns phrases from a corpus.
//!
//! ```
//! use lexicount::tokens::{Analyzer, Phrase, Phrases};
//!
//! let words = ["bank", "of", "america"].map(str::to_owned).to_vec();
//! let phrases = Phrases::new("_", ["of".to_owned()], [Phrase { words, count: 5, score: 12.5 }])?;
//! let analyzer = Analyzer { phrases: vec![phrases], ..Analyzer::default() };
//! let mut terms = Vec::new();
//! analyzer.prepare()?.for_each("The Bank of America", |term, span| terms.push((term.to_owned(), span.start)));
//! assert_eq!(terms, [("the".to_owned(), 0), ("bank_of_america".to_owned(), 4)]);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::sync::Arc;

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::span::Span;

/// Separates the words of a phrase in a [`PhraseTable`]. No token contains it.
const SEPARATOR: char = '\0';

type Terms = HashSet<String, foldhash::fast::RandomState>;

/// Two words that form one term, with any connector words between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// The words, as terms.
    pub words: Vec<String>,
    /// The number of occurrences in the corpus it was learnt from.
    pub count: u64,
    /// The association score.
    pub score: f64,
}

/// A set of phrases, highest score first, with the options for joining them.
///
/// Plain data. Cloning shares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "PhraseData", try_from = "PhraseData")]
pub struct Phrases(Arc<PhraseData>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseData {
    delimiter: String,
    connector_words: Vec<String>,
    phrases: Vec<Phrase>,
}

/// Scores are never NaN.
impl Eq for Phrases {}

impl From<Phrases> for PhraseData {
    fn from(phrases: Phrases) -> Self {
        Arc::unwrap_or_clone(phrases.0)
    }
}

impl TryFrom<PhraseData> for Phrases {
    type Error = Error;

    fn try_from(data: PhraseData) -> Result<Self> {
        Self::new(data.delimiter, data.connector_words, data.phrases)
    }
}

impl Phrases {
    /// Creates a set of phrases, sorted by score and then by words.
    ///
    /// # Errors
    ///
    /// If a phrase is not two words with only connector words between them, or if a score is NaN.
    pub fn new(
        delimiter: impl Into<String>,
        connector_words: impl IntoIterator<Item = String>,
        phrases: impl IntoIterator<Item = Phrase>,
    ) -> Result<Self> {
        let mut connector_words: Vec<String> = connector_words.into_iter().collect();
        connector_words.sort_unstable();
        connector_words.dedup();
        let mut phrases: Vec<Phrase> = phrases.into_iter().collect();
        for phrase in &phrases {
            check(phrase, &connector_words)?;
        }
        phrases.sort_unstable_by(|a, b| {
            let by_score = b.score.total_cmp(&a.score);
            by_score.then_with(|| a.words.cmp(&b.words))
        });
        Ok(Self(Arc::new(PhraseData {
            delimiter: delimiter.into(),
            connector_words,
            phrases,
        })))
    }

    /// The string that joins the words of a phrase.
    #[must_use]
    pub fn delimiter(&self) -> &str {
        &self.0.delimiter
    }

    /// The words that may occur inside a phrase, in code-point order.
    #[must_use]
    pub fn connector_words(&self) -> &[String] {
        &self.0.connector_words
    }

    /// The phrases, highest score first.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.0.phrases
    }

    /// Returns the joined term of a phrase.
    #[must_use]
    pub fn term(&self, phrase: &Phrase) -> String {
        phrase.words.join(&self.0.delimiter)
    }

    /// Serialises the phrases as JSON, to be read by [`from_json`](Self::from_json).
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialize")
    }

    /// Reads phrases from a JSON object.
    ///
    /// # Errors
    ///
    /// If the JSON is malformed or contains an invalid phrase.
    pub fn from_json(json: &str) -> Result<Self> {
        serde_json::from_str::<serde_json::Map<_, _>>(json)
            .and_then(|fields| serde_json::from_value(fields.into()))
            .map_err(|error| Error::config(format!("phrases as JSON: {error}")))
    }
}

fn check(phrase: &Phrase, connector_words: &[String]) -> Result<()> {
    let is_connector = |word: &String| connector_words.binary_search(word).is_ok();
    let problem = match phrase.words.as_slice() {
        [first, middle @ .., last] => {
            if is_connector(first) || is_connector(last) || !middle.iter().all(is_connector) {
                "expected two words with only connector words between them"
            } else if phrase.score.is_nan() {
                "its score is not a number"
            } else {
                return Ok(());
            }
        }
        _ => "expected at least two words",
    };
    Err(Error::config(format!(
        "phrase {:?}: {problem}",
        phrase.words
    )))
}

/// A set of phrases for fast lookup.
#[derive(Clone, Debug)]
pub(super) struct PhraseTable {
    delimiter: String,
    connector_words: Terms,
    phrases: Terms,
}

impl PhraseTable {
    pub(super) fn new(phrases: &Phrases) -> Self {
        let separator = SEPARATOR.to_string();
        let keys = phrases
            .phrases()
            .iter()
            .map(|phrase| phrase.words.join(&separator));
        Self {
            delimiter: phrases.delimiter().to_owned(),
            connector_words: phrases.connector_words().iter().cloned().collect(),
            phrases: keys.collect(),
        }
    }
}

/// A term that may become part of a phrase.
#[derive(Default)]
struct PendingTerm {
    term: String,
    span: Span,
    is_stop: bool,
}

/// Joins the terms of one text with several tables, one after the other.
pub(super) struct PhraseJoiner<'p>(Vec<Pass<'p>>);

impl<'p> PhraseJoiner<'p> {
    pub(super) fn new(tables: &'p [PhraseTable]) -> Self {
        let passes = tables.iter().map(|table| Pass {
            table,
            pending: Vec::new(),
            n_pending: 0,
            joined: String::new(),
        });
        Self(passes.collect())
    }

    /// Adds a term. Calls `emit` with each completed term. A phrase is a stop word if all of its words are.
    pub(super) fn push(
        &mut self,
        term: &str,
        span: Span,
        is_stop: bool,
        emit: &mut dyn FnMut(&str, Span, bool),
    ) {
        push(&mut self.0, term, span, is_stop, emit);
    }

    /// Emits the terms that are still waiting for the second word of a phrase.
    pub(super) fn flush(&mut self, emit: &mut dyn FnMut(&str, Span, bool)) {
        flush(&mut self.0, emit);
    }
}

fn push(
    passes: &mut [Pass<'_>],
    term: &str,
    span: Span,
    is_stop: bool,
    emit: &mut dyn FnMut(&str, Span, bool),
) {
    match passes.split_first_mut() {
        None => emit(term, span, is_stop),
        Some((first, rest)) => first.push(term, span, is_stop, |term, span, is_stop| {
            push(rest, term, span, is_stop, emit);
        }),
    }
}

fn flush(passes: &mut [Pass<'_>], emit: &mut dyn FnMut(&str, Span, bool)) {
    if let Some((first, rest)) = passes.split_first_mut() {
        first.flush(|term, span, is_stop| push(rest, term, span, is_stop, emit));
        flush(rest, emit);
    }
}

/// The state of one table.
struct Pass<'p> {
    table: &'p PhraseTable,
    /// The first word of a possible phrase and the connector words after it. Elements from `n_pending` on are unused.
    pending: Vec<PendingTerm>,
    n_pending: usize,
    joined: String,
}

impl Pass<'_> {
    fn push(
        &mut self,
        term: &str,
        span: Span,
        is_stop: bool,
        mut emit: impl FnMut(&str, Span, bool),
    ) {
        if self.table.connector_words.contains(term) {
            if self.n_pending == 0 {
                emit(term, span, is_stop);
            } else {
                self.push_pending(term, span, is_stop);
            }
            return;
        }
        if self.n_pending > 0 {
            self.join(term, SEPARATOR.encode_utf8(&mut [0; 4]));
            if self.table.phrases.contains(self.joined.as_str()) {
                let delimiter = &self.table.delimiter;
                self.join(term, delimiter);
                let words = &self.pending[..self.n_pending];
                let joined_span = Span::new(words[0].span.start, span.end);
                let is_stop = is_stop && words.iter().all(|word| word.is_stop);
                self.n_pending = 0;
                return emit(&self.joined, joined_span, is_stop);
            }
            self.flush(emit);
        }
        self.push_pending(term, span, is_stop);
    }

    fn flush(&mut self, mut emit: impl FnMut(&str, Span, bool)) {
        for word in &self.pending[..self.n_pending] {
            emit(&word.term, word.span, word.is_stop);
        }
        self.n_pending = 0;
    }

    fn push_pending(&mut self, term: &str, span: Span, is_stop: bool) {
        if self.n_pending == self.pending.len() {
            self.pending.push(PendingTerm::default());
        }
        let word = &mut self.pending[self.n_pending];
        word.term.clear();
        word.term.push_str(term);
        (word.span, word.is_stop) = (span, is_stop);
        self.n_pending += 1;
    }

    /// Writes the pending words and `last` to `joined`, separated by `separator`.
    fn join(&mut self, last: &str, separator: &str) {
        self.joined.clear();
        for word in &self.pending[..self.n_pending] {
            self.joined.push_str(&word.term);
            self.joined.push_str(separator);
        }
        self.joined.push_str(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{Analyzer, StopWordList};

    fn phrases(connector_words: &[&str], phrases: &[&str]) -> Phrases {
        let phrases = phrases.iter().map(|words| Phrase {
            words: words.split(' ').map(str::to_owned).collect(),
            count: 1,
            score: 1.5,
        });
        let connector_words = connector_words.iter().copied().map(str::to_owned);
        Phrases::new("_", connector_words, phrases).unwrap()
    }

    fn check(analyzer: &Analyzer, text: &str, expected: &[&str]) {
        let mut terms = Vec::new();
        let prepared = analyzer.prepare().unwrap();
        prepared.for_each(text, |term, _| terms.push(term.to_owned()));
        assert_eq!(terms, expected, "{text:?}");
    }

    #[test]
    fn phrases_are_joined_from_left_to_right_within_sentences() {
        let first = phrases(&["of"], &["new york", "york city", "bank of york"]);
        let second = phrases(&[], &["new_york city"]);
        let mut analyzer = Analyzer {
            phrases: vec![first],
            ..Analyzer::default()
        };
        check(&analyzer, "New York City", &["new_york", "city"]);
        check(&analyzer, "the bank of York", &["the", "bank_of_york"]);
        check(
            &analyzer,
            "bank of the York",
            &["bank", "of", "the", "york"],
        );
        check(
            &analyzer,
            "It is new. York of",
            &["it", "is", "new", "york", "of"],
        );
        analyzer.cross_sentences = true;
        check(&analyzer, "It is new. York", &["it", "is", "new_york"]);
        analyzer.phrases.push(second);
        check(&analyzer, "New York City of", &["new_york_city", "of"]);
    }

    #[test]
    fn phrases_may_contain_stop_words() {
        let analyzer = Analyzer {
            phrases: vec![phrases(&["of"], &["bank of york", "has been"])],
            stop_words: StopWordList::Words(["of", "has", "been"].map(str::to_owned).to_vec()),
            ..Analyzer::default()
        };
        check(&analyzer, "of bank of York has been", &["bank_of_york"]);
    }

    #[test]
    fn phrases_serialize() {
        let some = phrases(&["of", "of"], &["a of b", "a b"]);
        assert_eq!(some.connector_words(), ["of"]);
        assert_eq!(some.term(&some.phrases()[0]), "a_b");
        assert_eq!(Phrases::from_json(&some.to_json()).unwrap(), some);
        let analyzer = Analyzer {
            phrases: vec![some],
            ..Analyzer::default()
        };
        assert_eq!(Analyzer::from_json(&analyzer.to_json()).unwrap(), analyzer);
        let bytes = postcard::to_stdvec(&analyzer).unwrap();
        assert_eq!(postcard::from_bytes::<Analyzer>(&bytes).unwrap(), analyzer);
        assert!(analyzer.to_string().contains("2 phrases joined"));
    }

    #[test]
    fn invalid_phrases_are_rejected() {
        let phrase = |words: &[&str], score| Phrase {
            words: words.iter().copied().map(str::to_owned).collect(),
            count: 1,
            score,
        };
        for wrong in [
            phrase(&["a"], 1.0),
            phrase(&["a", "b", "c"], 1.0),
            phrase(&["of", "a"], 1.0),
            phrase(&["a", "b"], f64::NAN),
        ] {
            let made = Phrases::new("_", ["of".to_owned()], [wrong]);
            assert!(made.unwrap_err().is_config());
        }
        for json in ["[]", "", r#"{"delimiter": "_"}"#] {
            assert!(Phrases::from_json(json).unwrap_err().is_config(), "{json}");
        }
    }
}
