//! The language of one text.

use std::cell::OnceCell;
use std::fmt;

use super::detect::detect;
use super::language::Language;

/// The language of one text, found when something first asks for it.
///
/// ```
/// use lexicount::corpus::{Language, TextLanguage};
///
/// let french = TextLanguage::of_text("Il a plu toute la journée à Bordeaux.");
/// assert_eq!(french.get().map(|one| one.to_string()), Some("fr".into()));
/// assert_eq!(TextLanguage::of_text("11:40").or_fallback(), Language::ENGLISH);
/// ```
pub struct TextLanguage<'d> {
    source: Source<'d>,
    found: OnceCell<Option<Language>>,
}

/// Texts whose languages are known, or can be found.
pub(super) trait LanguageSource {
    /// Return the language of the text at `index`; `None` if it is unknown.
    fn language(&self, index: usize) -> Option<Language>;
}

/// The source of the language of a text.
#[derive(Clone, Copy)]
enum Source<'d> {
    Text(&'d str),
    Document(&'d dyn LanguageSource, usize),
    Given,
}

impl<'d> TextLanguage<'d> {
    fn of(source: Source<'d>) -> Self {
        Self {
            source,
            found: OnceCell::new(),
        }
    }

    /// Return the language of a text that is not part of documents: it is [detected](detect).
    #[must_use]
    pub fn of_text(text: &'d str) -> Self {
        Self::of(Source::Text(text))
    }

    /// Return the language of one of several texts.
    pub(super) fn of_document(documents: &'d dyn LanguageSource, index: usize) -> Self {
        Self::of(Source::Document(documents, index))
    }

    /// Return a language that is known, or known to be unknown.
    #[must_use]
    pub fn given(language: Option<Language>) -> Self {
        Self {
            source: Source::Given,
            found: language.into(),
        }
    }

    /// Return the language; `None` if it is unknown. It is found once, at the cost of [`Languages::of`](super::Languages::of).
    #[must_use]
    pub fn get(&self) -> Option<Language> {
        *self.found.get_or_init(|| match self.source {
            Source::Text(text) => detect(text).language,
            Source::Document(documents, index) => documents.language(index),
            Source::Given => None,
        })
    }

    /// Return the language whose words are used: English if the language is unknown.
    #[must_use]
    pub fn or_fallback(&self) -> Language {
        self.get().unwrap_or(Language::ENGLISH)
    }
}

impl fmt::Debug for TextLanguage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found.get() {
            None => f.write_str("TextLanguage(not asked for yet)"),
            Some(found) => f.debug_tuple("TextLanguage").field(found).finish(),
        }
    }
}
