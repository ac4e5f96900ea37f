//! The language of each document: from metadata, or detected.
//!
//! ```
//! use lexicount::corpus::{Documents, Language};
//! use lexicount::parallel::Workers;
//!
//! let documents = Documents::from_texts(["It rained all day.", "Il a plu toute la journée à Bordeaux.", "11:40"]);
//! let languages = documents.languages(&Workers::serial())?;
//! let codes: Vec<_> = languages.iter().map(|one| one.as_ref().map_or("?", Language::code)).collect();
//! assert_eq!(codes, ["en", "fr", "?"]);
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! A document has one language; a text of several is not divided.

mod detect;
mod english;

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

pub use detect::{Detected, detect};

use super::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Values};

/// A language: its ISO 639-1 code, or its ISO 639-3 code if it has no other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    /// Two or three lowercase letters, then a zero or none.
    letters: [u8; 3],
}

/// The metadata columns that give the language of each document, the first that is there.
pub const LANGUAGE_COLUMNS: [&str; 2] = ["language", "lang"];

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

/// The language of each document: one for all, or from metadata, or detected.
pub struct Languages<'d> {
    documents: &'d Documents,
    one_for_all: Option<Language>,
    column: Option<&'d Column>,
}

impl<'d> Languages<'d> {
    /// Return the languages of documents; `language`, if given, is that of all.
    #[must_use]
    pub fn new(documents: &'d Documents, language: Option<Language>) -> Self {
        let column = |name: &&str| {
            let mut columns = documents.metadata().iter();
            columns.find(|column| column.name == *name)
        };
        Self {
            documents,
            one_for_all: language,
            column: LANGUAGE_COLUMNS.iter().find_map(column),
        }
    }

    /// Return the language of a document: the one for all, or what its metadata say, or what its text shows.
    ///
    /// The text is read without the spans that the documents skip. The cost is bounded: about a microsecond for
    /// English, up to half a millisecond for another language with Latin letters.
    #[must_use]
    pub fn of(&self, index: usize) -> Detected {
        let given = self.given(index);
        if given.language.is_some() {
            return given;
        }
        let Some(text) = self.documents.text(index) else {
            return detect("");
        };
        if self.documents.left_out(index).is_none() {
            return detect(text);
        }
        let kept = self.documents.kept(index);
        let parts: Vec<&str> = kept.map(|span| span.slice(text)).collect();
        detect(&parts.join("\n"))
    }

    /// Return the language of a document without a look at its text: the one for all, or what its metadata say.
    #[must_use]
    pub fn given(&self, index: usize) -> Detected {
        Detected {
            language: self.one_for_all.or_else(|| self.in_metadata(index)),
            is_latin: false,
        }
    }

    fn in_metadata(&self, index: usize) -> Option<Language> {
        let column = self.column.filter(|column| column.is_present(index))?;
        match &column.values {
            Values::Text(values) => Language::parse(values.get(index)),
            _ => None,
        }
    }
}

impl Documents {
    /// Return the language of each document; `None` if it is unknown.
    ///
    /// A metadata column `language` or `lang` decides, as [`Language::parse`] reads it; where it is missing or names no
    /// language, the language is [detected](detect). The result does not depend on the number of workers.
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
    pub fn languages(&self, workers: &Workers) -> Result<Vec<Option<Language>>> {
        let languages = Languages::new(self, None);
        let parts = workers.map_ranges(
            self.len(),
            |index| self.n_bytes(index),
            |range| Ok(range.map(|index| languages.of(index).language).collect()),
        )?;
        let parts: Vec<Vec<Option<Language>>> = parts;
        Ok(parts.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

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

    fn codes(documents: &Documents) -> Vec<String> {
        let languages = documents.languages(&Workers::serial()).unwrap();
        let code = |one: &Option<Language>| one.map_or_else(String::new, |one| one.to_string());
        languages.iter().map(code).collect()
    }

    #[test]
    fn metadata_decide_where_they_name_a_language() {
        let text = "Le maire a dit que le pont ouvrirait au mois de mai.";
        let documents = Documents::from_optional_texts([Some(text), Some(text), Some(text), None]);
        assert_eq!(codes(&documents), ["fr", "fr", "fr", ""]);
        let lang = Column::optional_text("lang", [Some("it-IT"), Some("?"), None, Some("de")]);
        let documents = documents.with_metadata(vec![lang.clone()]);
        assert_eq!(codes(&documents), ["it", "fr", "fr", "de"]);
        let language = Column::text("language", ["Dutch"; 4]);
        let documents = documents.with_metadata(vec![lang, language]);
        assert_eq!(codes(&documents), ["nl"; 4]);
    }

    #[test]
    fn skipped_spans_do_not_count() {
        let text =
            "Leave a Reply to the author of this story\nLe maire a dit que le pont ouvrirait.";
        let documents = Documents::from_texts([text]).with_skipped(vec![vec![Span::new(0, 41)]]);
        assert_eq!(codes(&documents), ["fr"]);
    }
}
