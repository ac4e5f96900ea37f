//! Phrases that are terms of their own.
//!
//! Takes the terms of a text, one after the other, and returns them with those joined that are a phrase: greedily from
//! left to right, as gensim's `FrozenPhrases` does. A phrase is two words, with any number of connector words between
//! them ("bank of america"). How phrases are learnt is told in `statistics`.
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

/// Between the words of a phrase in a [`PhraseTable`]; no token holds it.
const SEPARATOR: char = '\0';

type Terms = HashSet<String, foldhash::fast::RandomState>;

/// Two words that are one term, with connector words between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its words, as terms.
    pub words: Vec<String>,
    /// How often they came so where they were learnt.
    pub count: u64,
    /// How strongly they are drawn to each other.
    pub score: f64,
}

/// A set of phrases, highest score first, and how they are joined.
///
/// Plain data that is shared, not copied, where it is cloned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Data", try_from = "Data")]
pub struct Phrases(Arc<Data>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    delimiter: String,
    connector_words: Vec<String>,
    phrases: Vec<Phrase>,
}

/// No score is NaN.
impl Eq for Phrases {}

impl From<Phrases> for Data {
    fn from(phrases: Phrases) -> Self {
        Arc::unwrap_or_clone(phrases.0)
    }
}

impl TryFrom<Data> for Phrases {
    type Error = Error;

    fn try_from(data: Data) -> Result<Self> {
        Self::new(data.delimiter, data.connector_words, data.phrases)
    }
}

impl Phrases {
    /// These phrases, in order of score, then of words.
    ///
    /// # Errors
    ///
    /// Where a phrase is not two words with connector words between them, or has a score that is no number.
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
        Ok(Self(Arc::new(Data {
            delimiter: delimiter.into(),
            connector_words,
            phrases,
        })))
    }

    /// What joins the words of a phrase.
    #[must_use]
    pub fn delimiter(&self) -> &str {
        &self.0.delimiter
    }

    /// The words that may stand within a phrase, in code-point order.
    #[must_use]
    pub fn connector_words(&self) -> &[String] {
        &self.0.connector_words
    }

    /// The phrases, highest score first.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.0.phrases
    }

    /// The term that a phrase makes.
    #[must_use]
    pub fn term(&self, phrase: &Phrase) -> String {
        phrase.words.join(&self.0.delimiter)
    }

    /// The phrases as JSON, which [`from_json`](Self::from_json) reads.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values serialise")
    }

    /// The phrases of a JSON object.
    ///
    /// # Errors
    ///
    /// Where it is no such object, or holds what is no phrase.
    pub fn from_json(json: &str) -> Result<Self> {
        serde_json::from_str::<serde_json::Map<_, _>>(json)
            .and_then(|fields| serde_json::from_value(fields.into()))
            .map_err(|error| Error::config(format!("phrases as JSON: {error}")))
    }
}

fn check(phrase: &Phrase, connector_words: &[String]) -> Result<()> {
    let is_connector = |word: &String| connector_words.binary_search(word).is_ok();
    let fault = match phrase.words.as_slice() {
        [first, between @ .., last] => {
            if is_connector(first) || is_connector(last) || !between.iter().all(is_connector) {
                "a phrase is two words, and only connector words between them"
            } else if phrase.score.is_nan() {
                "its score is not a number"
            } else {
                return Ok(());
            }
        }
        _ => "a phrase has at least two words",
    };
    Err(Error::config(format!("phrase {:?}: {fault}", phrase.words)))
}

/// A set of phrases, ready to be asked.
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

/// A term on its way through the tables: its span, and whether it is a stop word.
#[derive(Default)]
struct Word {
    term: String,
    span: Span,
    is_stop: bool,
}

/// Joins the terms of one text, by one table after the other.
pub(super) struct Joiner<'p>(Vec<Pass<'p>>);

impl<'p> Joiner<'p> {
    pub(super) fn new(tables: &'p [PhraseTable]) -> Self {
        let passes = tables.iter().map(|table| Pass {
            table,
            pending: Vec::new(),
            n_pending: 0,
            joined: String::new(),
        });
        Self(passes.collect())
    }

    /// Takes a term; `found` is called with each that is complete. A phrase is a stop word where all its words are.
    pub(super) fn push(
        &mut self,
        term: &str,
        span: Span,
        is_stop: bool,
        found: &mut dyn FnMut(&str, Span, bool),
    ) {
        push(&mut self.0, term, span, is_stop, found);
    }

    /// Gives out what waits for its other half.
    pub(super) fn flush(&mut self, found: &mut dyn FnMut(&str, Span, bool)) {
        flush(&mut self.0, found);
    }
}

fn push(
    passes: &mut [Pass<'_>],
    term: &str,
    span: Span,
    is_stop: bool,
    found: &mut dyn FnMut(&str, Span, bool),
) {
    match passes.split_first_mut() {
        None => found(term, span, is_stop),
        Some((first, rest)) => first.push(term, span, is_stop, |term, span, is_stop| {
            push(rest, term, span, is_stop, found);
        }),
    }
}

fn flush(passes: &mut [Pass<'_>], found: &mut dyn FnMut(&str, Span, bool)) {
    if let Some((first, rest)) = passes.split_first_mut() {
        first.flush(|term, span, is_stop| push(rest, term, span, is_stop, found));
        flush(rest, found);
    }
}

/// One table at work.
struct Pass<'p> {
    table: &'p PhraseTable,
    /// The first word of a phrase that may come, and connector words behind it. Those from `n_pending` are free.
    pending: Vec<Word>,
    n_pending: usize,
    joined: String,
}

impl Pass<'_> {
    fn push(
        &mut self,
        term: &str,
        span: Span,
        is_stop: bool,
        mut found: impl FnMut(&str, Span, bool),
    ) {
        if self.table.connector_words.contains(term) {
            if self.n_pending == 0 {
                found(term, span, is_stop);
            } else {
                self.wait(term, span, is_stop);
            }
            return;
        }
        if self.n_pending > 0 {
            self.join(term, SEPARATOR.encode_utf8(&mut [0; 4]));
            if self.table.phrases.contains(self.joined.as_str()) {
                let delimiter = &self.table.delimiter;
                self.join(term, delimiter);
                let words = &self.pending[..self.n_pending];
                let whole = Span::new(words[0].span.start, span.end);
                let is_stop = is_stop && words.iter().all(|word| word.is_stop);
                self.n_pending = 0;
                return found(&self.joined, whole, is_stop);
            }
            self.flush(found);
        }
        self.wait(term, span, is_stop);
    }

    fn flush(&mut self, mut found: impl FnMut(&str, Span, bool)) {
        for word in &self.pending[..self.n_pending] {
            found(&word.term, word.span, word.is_stop);
        }
        self.n_pending = 0;
    }

    fn wait(&mut self, term: &str, span: Span, is_stop: bool) {
        if self.n_pending == self.pending.len() {
            self.pending.push(Word::default());
        }
        let word = &mut self.pending[self.n_pending];
        word.term.clear();
        word.term.push_str(term);
        (word.span, word.is_stop) = (span, is_stop);
        self.n_pending += 1;
    }

    /// Writes what is pending and `last` to `joined`.
    fn join(&mut self, last: &str, between: &str) {
        self.joined.clear();
        for word in &self.pending[..self.n_pending] {
            self.joined.push_str(&word.term);
            self.joined.push_str(between);
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
    fn stop_words_stay_within_phrases() {
        let analyzer = Analyzer {
            phrases: vec![phrases(&["of"], &["bank of york", "has been"])],
            stop_words: StopWordList::Words(["of", "has", "been"].map(str::to_owned).to_vec()),
            ..Analyzer::default()
        };
        check(&analyzer, "of bank of York has been", &["bank_of_york"]);
    }

    #[test]
    fn phrases_are_plain_data() {
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
    fn what_is_no_phrase_is_refused() {
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
