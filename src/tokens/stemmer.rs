//! Term to stem, by the Snowball algorithms.
//!
//! Takes a case-folded term and returns its stem. The algorithms are those of the Snowball project, as generated in the
//! crate `frostem`.
//!
//! ```
//! use lexicount::tokens::Stemmer;
//!
//! let english: Stemmer = "en".parse()?;
//! let mut buffer = String::new();
//! assert_eq!(english.stem("officials", &mut buffer), "offici");
//! assert_eq!(english.to_string(), "english");
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Out of scope: lemmatization with dictionaries. A stem is not always a word.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use frostem::Algorithm;
use serde::{Deserialize, Serialize};

use crate::corpus::AUTO;
use crate::error::{Error, Result};

/// Terms with more bytes than this are not words and are returned unchanged.
///
/// The algorithms copy a term at every change, so their time can be quadratic in its length.
const MAX_TERM_BYTES: usize = 255;

/// The ISO 639-1 codes of the languages whose algorithm is named after the language.
const CODES: [(&str, &str); 35] = [
    ("arabic", "ar"),
    ("armenian", "hy"),
    ("basque", "eu"),
    ("catalan", "ca"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("esperanto", "eo"),
    ("estonian", "et"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("irish", "ga"),
    ("italian", "it"),
    ("lithuanian", "lt"),
    ("nepali", "ne"),
    ("norwegian", "no"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("sesotho", "st"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("tamil", "ta"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("yiddish", "yi"),
];

/// The stemming algorithm of one language.
///
/// A small copyable value. It is serialised as its name, and parsed from its name or from the ISO 639-1 code of its
/// language.
///
/// Source: M. F. Porter, Snowball: a language for stemming algorithms, 2001, <https://snowballstem.org>.
///
/// ```
/// use lexicount::tokens::Stemmer;
///
/// let german: Stemmer = "de".parse()?;
/// assert_eq!((german.name(), german.code()), ("german", Some("de")));
/// assert!("klingon".parse::<Stemmer>().unwrap_err().to_string().contains("use arabic (ar),"));
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Stemmer(Algorithm);

impl Stemmer {
    /// Returns all stemmers, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        Algorithm::all().iter().map(|&algorithm| Self(algorithm))
    }

    /// The name of the algorithm. This is the name of its language, except for `porter`, `lovins`, `dutch_porter` and
    /// `earlymodernenglish`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The ISO 639-1 code of the language, or `None` if another algorithm has that code.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        let known = CODES.iter().find(|(name, _)| *name == self.name());
        known.map(|&(_, code)| code)
    }

    /// Returns the stem of `term`: either `term` itself, or `buffer` with new content.
    ///
    /// Takes a few hundred nanoseconds to a few microseconds, more for long terms. Allocates only if the algorithm
    /// changes the term. Terms longer than 255 bytes are returned unchanged.
    #[must_use]
    pub fn stem<'b>(self, term: &'b str, buffer: &'b mut String) -> &'b str {
        if term.len() > MAX_TERM_BYTES {
            return term;
        }
        match frostem::Stemmer::new(self.0).stem(term) {
            Cow::Borrowed(stem) => stem,
            Cow::Owned(stem) => {
                *buffer = stem;
                buffer
            }
        }
    }
}

impl fmt::Display for Stemmer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Stemmer {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let matches = |stemmer: &Self| stemmer.name() == name || stemmer.code() == Some(name);
        Self::all().find(matches).ok_or_else(|| {
            let known: Vec<String> = Self::all()
                .map(|stemmer| match stemmer.code() {
                    Some(code) => format!("{stemmer} ({code})"),
                    None => stemmer.to_string(),
                })
                .collect();
            Error::config(format!(
                "stemmer {name:?}: there is no such stemmer; use {}",
                known.join(", ")
            ))
        })
    }
}

impl From<Stemmer> for String {
    fn from(stemmer: Stemmer) -> Self {
        stemmer.name().to_owned()
    }
}

impl TryFrom<String> for Stemmer {
    type Error = Error;

    fn try_from(name: String) -> Result<Self> {
        name.parse()
    }
}

/// A choice of stemmer: one for all documents, or that of each document's language. It is serialised as its name.
///
/// ```
/// use lexicount::tokens::StemmerChoice;
///
/// assert_eq!("auto".parse::<StemmerChoice>()?, StemmerChoice::Auto);
/// assert_eq!("de".parse::<StemmerChoice>()?.to_string(), "german");
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum StemmerChoice {
    /// The stemmer of each document's language, if there is one.
    Auto,
    /// This one.
    One(Stemmer),
}

impl StemmerChoice {
    /// Returns the stemmer, unless it depends on the document.
    #[must_use]
    pub fn one(self) -> Option<Stemmer> {
        match self {
            Self::Auto => None,
            Self::One(stemmer) => Some(stemmer),
        }
    }

    /// The name of the stemmer, or "auto".
    #[must_use]
    pub fn name(self) -> &'static str {
        self.one().map_or(AUTO, Stemmer::name)
    }
}

impl fmt::Display for StemmerChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for StemmerChoice {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        if name == AUTO {
            return Ok(Self::Auto);
        }
        name.parse().map(Self::One)
    }
}

impl From<StemmerChoice> for String {
    fn from(choice: StemmerChoice) -> Self {
        choice.name().to_owned()
    }
}

impl TryFrom<String> for StemmerChoice {
    type Error = Error;

    fn try_from(name: String) -> Result<Self> {
        name.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, term: &str, stem: &str) {
        let stemmer: Stemmer = language.parse().unwrap();
        assert_eq!(
            stemmer.stem(term, &mut String::new()),
            stem,
            "{language} {term:?}"
        );
    }

    #[test]
    fn stemmers_differ_by_language() {
        check("en", "running", "run");
        check("english", "generously", "generous");
        check("porter", "generously", "gener");
        check("ru", "взрывами", "взрыв");
        check("en", "", "");
        check("en", "мир", "мир");
    }

    #[test]
    fn names_and_codes_round_trip() {
        let mut n_codes = 0;
        for stemmer in Stemmer::all() {
            assert_eq!(stemmer.name().parse::<Stemmer>().unwrap(), stemmer);
            if let Some(code) = stemmer.code() {
                assert_eq!(code.parse::<Stemmer>().unwrap(), stemmer);
                n_codes += 1;
            }
            let json = serde_json::to_string(&stemmer).unwrap();
            assert_eq!(serde_json::from_str::<Stemmer>(&json).unwrap(), stemmer);
        }
        assert_eq!((Stemmer::all().count(), n_codes), (39, CODES.len()));
    }

    #[test]
    fn very_long_terms_are_unchanged() {
        let long = "running".repeat(40);
        check("en", &long, &long);
    }
}
