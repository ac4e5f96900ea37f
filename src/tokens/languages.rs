//! How the words of a language become terms by default.

use super::normalizer::Step;
use super::stemmer::Stemmer;
use super::stop_words::stop_word_languages;
use crate::error::{Error, Result};

/// The normalisation steps of languages that need more than [`Step::Equivalents`], by ISO 639-1 code.
const STEPS: [(&str, Step); 7] = [
    ("ar", Step::Arabic),
    ("ca", Step::Elisions),
    ("en", Step::Possessives),
    ("fa", Step::Persian),
    ("fr", Step::Elisions),
    ("it", Step::Elisions),
    ("ur", Step::Persian),
];

/// Returns the normalisation steps, after case folding, for text in a language, given by its ISO 639-1 code.
///
/// # Errors
///
/// If nothing is known of the language: it has neither a stop-word list nor a stemmer.
///
/// ```
/// use lexicount::tokens::{Step, steps_for_language};
///
/// assert_eq!(steps_for_language("fr")?, [Step::Equivalents, Step::Elisions]);
/// assert_eq!(steps_for_language("de")?, [Step::Equivalents]);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn steps_for_language(code: &str) -> Result<Vec<Step>> {
    let stemmed = Stemmer::all().filter_map(Stemmer::code);
    let mut known: Vec<&str> = stop_word_languages().chain(stemmed).collect();
    known.sort_unstable();
    known.dedup();
    if !known.contains(&code) {
        return Err(Error::config(format!(
            "language {code:?}: nothing is known of it; use one of {}",
            known.join(" ")
        )));
    }
    let own = STEPS.iter().filter(|(language, _)| *language == code);
    let own = own.map(|&(_, step)| step);
    Ok(std::iter::once(Step::Equivalents).chain(own).collect())
}
