//! Words too common to tell anything.
//!
//! The lists of 58 languages are those of stopwords-iso, one line a language in `data/stop_words.tsv`, made by
//! `data/build_stop_words.py`.

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};

use super::Normalizer;
use crate::error::{Error, Result};

const TABLE: &str = include_str!("data/stop_words.tsv");

/// Which words to leave out of a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopWordList {
    /// None.
    #[default]
    None,
    /// The built-in list of a language, by its ISO 639-1 code.
    Language(String),
    /// These words.
    Words(Vec<String>),
}

/// A set of terms to leave out, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct StopWords(HashSet<String, foldhash::fast::RandomState>);

impl StopWords {
    /// The words of `list` as `normalizer` makes terms of them.
    ///
    /// Words with an inner apostrophe are cut by UAX #29 as they are in text, so "don't" stays one term.
    ///
    /// # Errors
    ///
    /// Where there is no list for the language.
    ///
    /// ```
    /// use lexicount::tokens::{Normalizer, StopWordList, StopWords};
    ///
    /// let english = StopWords::new(&StopWordList::Language("en".into()), Normalizer::default())?;
    /// assert!(english.contains("the") && !english.contains("fire"));
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    pub fn new(list: &StopWordList, normalizer: Normalizer) -> Result<Self> {
        let mut set = HashSet::default();
        match list {
            StopWordList::None => {}
            StopWordList::Language(code) => {
                set.extend(
                    language(code)?
                        .split(' ')
                        .map(|word| normalizer.to_term(word)),
                );
            }
            StopWordList::Words(words) => {
                set.extend(words.iter().map(|word| normalizer.to_term(word)));
            }
        }
        Ok(Self(set))
    }

    /// True where `term` is to be left out.
    #[must_use]
    pub fn contains(&self, term: &str) -> bool {
        !self.0.is_empty() && self.0.contains(term)
    }

    /// The terms, in no order.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True where none is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The languages with a built-in list, by ISO 639-1 code, in order.
pub fn stop_word_languages() -> impl Iterator<Item = &'static str> {
    lines().map(|(code, _)| code)
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

fn language(code: &str) -> Result<&'static str> {
    lines()
        .find_map(|(known, words)| (known == code).then_some(words))
        .ok_or_else(|| {
            let known: Vec<_> = stop_word_languages().collect();
            Error::config(format!(
                "stop words for language {code:?}: there is no such list; use one of {}, or give the words themselves",
                known.join(" ")
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_58_languages() {
        assert_eq!(stop_word_languages().count(), 58);
    }

    #[test]
    fn an_unknown_language_is_refused_with_the_known_ones() {
        let list = StopWordList::Language("english".into());
        let error = StopWords::new(&list, Normalizer::default()).unwrap_err();
        assert!(error.is_config());
        assert!(error.to_string().contains("\"english\"") && error.to_string().contains(" en "));
    }

    #[test]
    fn typographic_apostrophes_are_stopped_too() {
        let english =
            StopWords::new(&StopWordList::Language("en".into()), Normalizer::default()).unwrap();
        assert!(english.contains(&Normalizer::default().to_term("Don’t")));
    }
}
