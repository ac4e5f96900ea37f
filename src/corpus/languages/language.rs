//! Languages and their codes.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A language: its ISO 639-1 code, or its ISO 639-3 code if it has no other. It is serialised as its code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language {
    /// Two or three lowercase letters, then a zero or none.
    pub(super) letters: [u8; 3],
}

/// The value that means each document's own language, where an option names a language.
pub const AUTO: &str = "auto";

/// Codes and English names of languages, in lowercase, with the language of each.
static NAMES: LazyLock<HashMap<String, Language, RandomState>> = LazyLock::new(|| {
    let mut names = HashMap::default();
    for row in include_str!("codes.tsv").lines().skip(1) {
        let mut columns = row.split('\t');
        let mut next = || columns.next().expect("three columns");
        let (code, longer, english) = (next(), next(), next());
        let language = Language::of_letters(code).expect("a code of two letters");
        let all = [code].into_iter();
        for name in all.chain(longer.split(' ')).chain(english.split("; ")) {
            names.insert(name.to_lowercase(), language);
        }
    }
    names
});

impl Language {
    /// English.
    pub const ENGLISH: Self = Self { letters: *b"en\0" };

    /// Return the language of a code, a language tag or an English name, in any case.
    ///
    /// Of a tag only the language counts. Three-letter codes that are not known are taken as they are. `None` for
    /// everything else, and for the codes `und`, `mul`, `mis` and `zxx`, which do not name a language.
    ///
    /// ```
    /// use lexicount::corpus::Language;
    ///
    /// let codes = ["en", "EN_us", "eng", "English", "zh-Hans", "gsw"].map(Language::parse);
    /// let codes = codes.map(|one| one.unwrap().code().to_owned());
    /// assert_eq!(codes, ["en", "en", "en", "en", "zh", "gsw"]);
    /// assert_eq!(Language::parse("n/a"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.trim().to_lowercase();
        let (tag, _) = name.split_once(['-', '_', '.']).unwrap_or((&name, ""));
        if matches!(tag, "und" | "mul" | "mis" | "zxx") {
            return None;
        }
        let known = NAMES.get(name.as_str()).or_else(|| NAMES.get(tag));
        known
            .copied()
            .or_else(|| Self::of_letters(tag).filter(|_| tag.len() == 3))
    }

    /// Return the language of a code of two or three lowercase letters.
    fn of_letters(code: &str) -> Option<Self> {
        let mut letters = [0; 3];
        letters
            .get_mut(..code.len())?
            .copy_from_slice(code.as_bytes());
        let is_code = code.len() >= 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        is_code.then_some(Self { letters })
    }

    /// Return the English name of the language, if it has a two-letter code.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        let rows = include_str!("codes.tsv").lines().skip(1);
        let mut columns = rows.map(|row| row.split('\t'));
        let mut row = columns.find(|row| row.clone().next() == Some(self.code()))?;
        row.nth(2)?.split("; ").next()
    }

    /// Return the code: of ISO 639-1 if there is one, otherwise of ISO 639-3.
    #[must_use]
    pub fn code(&self) -> &str {
        let length = if self.letters[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.letters[..length]).expect("lowercase letters")
    }
}

impl Language {
    /// Return the code under which lists of words are kept: those of Norwegian are for both of its written standards.
    #[must_use]
    pub fn list_code(&self) -> &str {
        match self.code() {
            "nb" | "nn" => "no",
            code => code,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| {
            Error::config(format!(
                "language {text:?}: use a code of ISO 639, such as \"en\", or an English name"
            ))
        })
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(code: String) -> Result<Self> {
        code.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tags_and_names_are_one_language() {
        for (text, code) in [
            ("en", "en"),
            (" EN ", "en"),
            ("en-GB", "en"),
            ("en_US.UTF-8", "en"),
            ("eng", "en"),
            ("English", "en"),
            ("zh-Hant-TW", "zh"),
            ("cmn", "zh"),
            ("ger", "de"),
            ("deu", "de"),
            ("norwegian bokmål", "nb"),
            ("Haitian Creole", "ht"),
            ("haw", "haw"),
        ] {
            let language = Language::parse(text);
            assert_eq!(
                language.as_ref().map(Language::code),
                Some(code),
                "{text:?}"
            );
        }
        for text in [
            "", "und", "mul", "zxx", "x", "n/a", "Klingon", "12", "e1", "--", "xx",
        ] {
            assert_eq!(Language::parse(text), None, "{text:?}");
        }
        let error = "Klingon".parse::<Language>().unwrap_err();
        assert!(error.to_string().contains("\"Klingon\""));
    }
}
