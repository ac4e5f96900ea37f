//! What each language has: one row for each language of which anything is known.

use std::sync::{LazyLock, OnceLock};

use super::normalizer::Step;
use super::sentence::abbreviation_languages;
use super::stemmer::Stemmer;
use super::stop_words::{stop_word_languages, stop_words_of};
use crate::corpus::{AUTO, Language, boilerplate_languages};
use crate::error::{Error, Result};
use crate::table::{Column, Table};

/// What a language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageData {
    /// The language.
    pub language: Language,
    /// The number of its stop words; 0 if there is no list.
    pub n_stop_words: usize,
    /// Its stemmer.
    pub stemmer: Option<Stemmer>,
    /// The normalisation step that its spelling needs.
    pub step: Option<Step>,
    /// The number of its abbreviations for sentence boundaries, beside those of every language.
    pub n_abbreviations: usize,
    /// The number of its phrases that mark boilerplate, beside those of pages in every language.
    pub n_cues: usize,
}

static TABLE: LazyLock<Vec<LanguageData>> = LazyLock::new(|| {
    let (abbreviations, cues) = (abbreviation_languages(), boilerplate_languages());
    let stemmers = Stemmer::all().filter_map(Stemmer::code);
    let codes = stop_word_languages().chain(stemmers);
    let codes = codes.chain(Step::languages());
    let parsed = codes.map(|code| Language::parse(code).expect("an ISO 639-1 code"));
    let others = abbreviations.iter().chain(&cues);
    let mut languages: Vec<Language> = parsed.chain(others.map(|&(one, _)| one)).collect();
    languages.sort_unstable();
    languages.dedup();
    let number = |of: &[(Language, usize)], language| {
        let found = of.iter().find(|&&(one, _)| one == language);
        found.map_or(0, |&(_, number)| number)
    };
    let data = |language: Language| LanguageData {
        language,
        n_stop_words: stop_words_of(language.code()).map_or(0, Iterator::count),
        stemmer: language.code().parse().ok(),
        step: Step::of_language(language.code()),
        n_abbreviations: number(&abbreviations, language),
        n_cues: number(&cues, language),
    };
    languages.into_iter().map(data).collect()
});

/// Returns what each language has, in order of the codes.
///
/// ```
/// use lexicount::tokens::language_data;
///
/// let french = language_data().iter().find(|row| row.language.code() == "fr").unwrap();
/// assert_eq!((french.stemmer.map(|one| one.name()), french.n_stop_words > 100), (Some("french"), true));
/// ```
#[must_use]
pub fn language_data() -> &'static [LanguageData] {
    &TABLE
}

/// Returns a table of what each language has: code and English name, the numbers of stop words, abbreviations and
/// boilerplate phrases, the names of its stemmer and of its normalisation step.
#[must_use]
pub fn language_table() -> Table {
    let rows = language_data;
    let numbers = |number: fn(&LanguageData) -> usize| {
        let all = rows().iter().map(number);
        all.map(|one| i64::try_from(one).unwrap_or(i64::MAX))
            .collect()
    };
    Table::new(vec![
        Column::text("language", rows().iter().map(|row| row.language.code())),
        Column::optional_text("name", rows().iter().map(|row| row.language.name())),
        Column::ints("stop_words", numbers(|row| row.n_stop_words)),
        Column::optional_text(
            "stemmer",
            rows().iter().map(|row| row.stemmer.map(Stemmer::name)),
        ),
        Column::optional_text("step", rows().iter().map(|row| row.step.map(Step::name))),
        Column::ints("abbreviations", numbers(|row| row.n_abbreviations)),
        Column::ints("boilerplate", numbers(|row| row.n_cues)),
    ])
}

/// Returns the language of a code or English name, or `None` for `auto`: each document's own.
///
/// # Errors
///
/// If nothing is known of the language: there is no row for it.
///
/// ```
/// use lexicount::tokens::language_option;
///
/// assert_eq!(language_option("auto")?, None);
/// assert_eq!(language_option("French")?.map(|one| one.to_string()), Some("fr".into()));
/// assert!(language_option("tlh").unwrap_err().to_string().contains("use \"auto\" or one of af ar"));
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn language_option(name: &str) -> Result<Option<Language>> {
    if name == AUTO {
        return Ok(None);
    }
    let language = Language::parse(name);
    let is_known = |language: &Language| {
        let code = language.list_code();
        language_data()
            .iter()
            .any(|row| row.language.code() == code)
    };
    if let Some(language) = language.filter(is_known) {
        return Ok(Some(language));
    }
    let known: Vec<&str> = language_data()
        .iter()
        .map(|row| row.language.code())
        .collect();
    Err(Error::config(format!(
        "language {name:?}: nothing is known of it; use \"auto\" or one of {}",
        known.join(" ")
    )))
}

/// Returns the normalisation steps, after case folding, for text in a language, or in the language of each document if it
/// is `auto`.
///
/// # Errors
///
/// If nothing is known of the language.
///
/// ```
/// use lexicount::tokens::{Step, steps_for_language};
///
/// assert_eq!(steps_for_language("fr")?, [Step::Equivalents, Step::Elisions]);
/// assert_eq!(steps_for_language("uk")?, [Step::Equivalents]);
/// assert_eq!(steps_for_language("auto")?, [Step::Equivalents, Step::Auto]);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn steps_for_language(name: &str) -> Result<Vec<Step>> {
    let own = match language_option(name)? {
        None => Some(Step::Auto),
        Some(language) => Step::of_language(language.code()),
    };
    Ok(std::iter::once(Step::Equivalents).chain(own).collect())
}

/// Returns the name of the stop-word list for texts in a language, or `None` if there is no list. It is `auto` for the
/// language of each document.
///
/// # Errors
///
/// If nothing is known of the language.
pub fn stop_words_for_language(name: &str) -> Result<Option<String>> {
    let Some(language) = language_option(name)? else {
        return Ok(Some(AUTO.to_owned()));
    };
    let code = language.list_code();
    Ok(stop_words_of(code).is_ok().then(|| code.to_owned()))
}

/// A value for each language, made when it is first needed. Languages of which nothing is known share one.
#[derive(Clone, Debug)]
pub(crate) struct ByLanguage<T>(Box<[OnceLock<T>]>);

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        let n = language_data().len() + 1;
        Self((0..n).map(|_| OnceLock::new()).collect())
    }
}

impl<T> ByLanguage<T> {
    /// Returns the value for a language, which `make` makes if it is new.
    pub(crate) fn get(&self, language: Language, make: impl FnOnce() -> T) -> &T {
        let code = language.list_code();
        let known = language_data().binary_search_by(|row| row.language.code().cmp(code));
        self.0[known.unwrap_or(language_data().len())].get_or_init(make)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_resource_is_in_the_table() {
        let n =
            |has: fn(&LanguageData) -> bool| language_data().iter().filter(|row| has(row)).count();
        assert_eq!(n(|row| row.n_stop_words > 0), stop_word_languages().count());
        assert_eq!(
            n(|row| row.stemmer.is_some()),
            Stemmer::all().filter_map(Stemmer::code).count()
        );
        assert_eq!(n(|row| row.step.is_some()), Step::languages().count());
        assert_eq!(
            n(|row| row.n_abbreviations > 0),
            abbreviation_languages().len()
        );
        assert_eq!(n(|row| row.n_cues > 0), boilerplate_languages().len());
        assert_eq!(language_table().n_rows(), language_data().len());
    }

    #[test]
    fn written_standards_of_norwegian_share_their_lists() {
        for name in ["nb", "nn", "no", "Norwegian Bokmål"] {
            let language = language_option(name).unwrap().unwrap();
            assert_eq!(language.list_code(), "no");
        }
    }
}
