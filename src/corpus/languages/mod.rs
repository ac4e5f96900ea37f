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
mod detections;
mod english;
mod function_words;
mod language;
mod text_language;

pub use detect::{Detected, detect};
pub(super) use detections::Detections;
pub use language::{AUTO, Language};
pub use text_language::TextLanguage;

use text_language::LanguageSource;

use super::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::table::{Column, Values};

/// The metadata columns that give the language of each document, the first that is there.
pub const LANGUAGE_COLUMNS: [&str; 2] = ["language", "lang"];

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
    /// The text is read once, however often the language is asked for, and without the spans that the documents skip.
    /// The cost is bounded: a few microseconds for English and where frequent words decide, up to half a millisecond for
    /// other text in Latin letters.
    #[must_use]
    pub fn of(&self, index: usize) -> Detected {
        let given = self.given(index);
        if given.language.is_some() {
            return given;
        }
        let documents = self.documents;
        documents.detections.get(index, documents.len(), || {
            let text = documents.text(index).unwrap_or_default();
            if documents.left_out(index).is_none() {
                return detect(text);
            }
            let kept = documents.kept(index);
            let parts: Vec<&str> = kept.map(|span| span.slice(text)).collect();
            detect(&parts.join("\n"))
        })
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

impl LanguageSource for Documents {
    fn language(&self, index: usize) -> Option<Language> {
        Languages::new(self, None).of(index).language
    }
}

impl Documents {
    /// Return the language of a document, which is found when something first asks for it: from its metadata, or else
    /// detected. `language`, if given, is that of all documents.
    #[must_use]
    pub fn language_of(&self, index: usize, language: Option<Language>) -> TextLanguage<'_> {
        match language {
            Some(_) => TextLanguage::given(language),
            None => TextLanguage::of_document(self, index),
        }
    }

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
