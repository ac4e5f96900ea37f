//! From a term to its stem, by the Snowball algorithms.
//!
//! Takes a term whose case is folded and returns what its language's algorithm leaves of it. The algorithms are those
//! of the Snowball project, as the crate `frostem` has them generated.
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
//! Left out: dictionaries of lemmas. A stem is not always a word.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use frostem::Algorithm;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Longer terms, in bytes, are no words and stay as they are.
///
/// The algorithms copy a term at every change, so their time may grow with the square of its length.
const LONGEST: usize = 255;

/// Languages whose algorithm goes by a name of its own, with their ISO 639-1 code.
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

/// The algorithm of one language.
///
/// A small value that is copied; as data it is its name. It is read from its name or from the ISO 639-1 code of its
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
    /// All there are, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        Algorithm::all().iter().map(|&algorithm| Self(algorithm))
    }

    /// The name of the algorithm: that of its language, but for `porter`, `lovins`, `dutch_porter` and
    /// `earlymodernenglish`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The ISO 639-1 code of the language; `None` where another algorithm has it.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        let known = CODES.iter().find(|(name, _)| *name == self.name());
        known.map(|&(_, code)| code)
    }

    /// The stem of `term`: either `term` itself or `buffer`, overwritten.
    ///
    /// A few hundred nanoseconds to a few microseconds, more for longer terms; allocates only where the algorithm
    /// changes something. Terms longer than 255 bytes stay as they are.
    #[must_use]
    pub fn stem<'b>(self, term: &'b str, buffer: &'b mut String) -> &'b str {
        if term.len() > LONGEST {
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
        let is_meant = |stemmer: &Self| stemmer.name() == name || stemmer.code() == Some(name);
        Self::all().find(is_meant).ok_or_else(|| {
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
    fn languages_have_their_stems() {
        check("en", "running", "run");
        check("english", "generously", "generous");
        check("porter", "generously", "gener");
        check("ru", "взрывами", "взрыв");
        check("en", "", "");
        check("en", "мир", "мир");
    }

    #[test]
    fn names_and_codes_are_read_back() {
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
    fn what_is_no_word_stays() {
        let long = "running".repeat(40);
        check("en", &long, &long);
    }
}
