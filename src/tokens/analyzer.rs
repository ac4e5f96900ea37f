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

use serde::{Deserialize, Serialize};

use super::ngrams::Grams;
use super::normalizer::Normalizer;
use super::phrases::Phrases;
use super::sentence::SentenceRules;
use super::stemmer::{Stemmer, StemmerChoice};
use super::stop_words::StopWordList;
use super::tokenizer::Tokenizer;
use crate::corpus::Language;
use crate::error::{Error, Result};

/// Configures how text is turned into terms.
///
/// Plain data: it can be compared, serialised as JSON and stored with the counts made with it. The default is single
/// words, case-folded, without stop words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Analyzer {
    /// The language of the texts; `None` for each document's own. It decides what `auto` means for stop words, stemmer
    /// and normalisation, and which abbreviations do not end a sentence.
    pub language: Option<Language>,
    /// Splits text into words.
    pub tokenizer: Tokenizer,
    /// Terms that are not split, removed or stemmed, such as "C++" and "New York".
    pub protect: Vec<String>,
    /// Turns tokens into terms.
    pub normalizer: Normalizer,
    /// Terms to remove before stemming and joining.
    pub stop_words: StopWordList,
    /// Turns terms into stems.
    pub stemmer: Option<StemmerChoice>,
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
    /// True if the terms of a document depend on its language.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.stop_words.is_automatic()
            || self.stemmer == Some(StemmerChoice::Auto)
            || self.normalizer.is_automatic()
    }

    /// Returns the analyzer for documents in a language: with its stop words, its stemmer and its normalisation step in
    /// place of `auto`, or without them if there are none. An analyzer that is not [automatic](Self::is_automatic) is
    /// returned as it is.
    ///
    /// ```
    /// use lexicount::tokens::{Analyzer, StemmerChoice};
    ///
    /// let analyzer = Analyzer { stemmer: Some(StemmerChoice::Auto), ..Analyzer::default() };
    /// let german = analyzer.in_language("de".parse()?);
    /// assert_eq!(german.stemmer, Some("german".parse()?));
    /// assert_eq!(analyzer.in_language("th".parse()?).stemmer, None);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        if !self.is_automatic() {
            return self.clone();
        }
        let code = language.list_code();
        Self {
            language: Some(language),
            stop_words: self.stop_words.in_language(code),
            stemmer: match self.stemmer {
                Some(StemmerChoice::Auto) => code.parse().ok(),
                chosen => chosen,
            },
            normalizer: self.normalizer.in_language(code),
            ..self.clone()
        }
    }

    /// Returns the analyzer for words that are not part of a document, which `what` names in messages.
    ///
    /// # Errors
    ///
    /// If terms depend on the language of each document.
    pub(crate) fn for_words(&self, what: &str) -> Result<Self> {
        match self.language {
            Some(language) => Ok(self.in_language(language)),
            None if self.is_automatic() => Err(Error::config(format!(
                "{what} with an analyzer that follows the language of each document: a word has no document; give the analyzer a language instead of \"auto\""
            ))),
            None => Ok(self.clone()),
        }
    }

    /// Returns the ISO 639-1 code of the language by which case is folded: that of the texts, of the stop words or of the
    /// stemmer, or an empty string.
    pub(super) fn folding_language(&self) -> &str {
        let stemmer = self.stemmer.and_then(StemmerChoice::one);
        let own = self.language.as_ref().map(Language::list_code);
        let stop_words = self.stop_words.languages();
        let mut languages = own.into_iter().chain(stop_words);
        let code = languages.next().or_else(|| stemmer.and_then(Stemmer::code));
        code.unwrap_or_default()
    }

    pub(super) fn check_char_ngrams(&self) -> Result<()> {
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
}

impl fmt::Display for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(language) = self.language {
            write!(f, "in {}; ", language.name().unwrap_or(language.code()))?;
        }
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
