//! From text as it is written to text as it is counted.
//!
//! A [`Normalizer`] is a sequence of [`Step`]s. It makes the term of a token, or changes a whole text into
//! [`Normalized`], which knows where in the source each of its parts came from.
//!
//! ```
//! use lexicount::span::Span;
//! use lexicount::tokens::{Normalizer, Step};
//!
//! let normalizer = Normalizer::new([Step::Nfkc, Step::Casefold])?;
//! let source = "Ofﬁce on Straße 5";
//! let normalized = normalizer.normalize(source);
//! assert_eq!(normalized.text(), "office on strasse 5");
//! let street = normalized.source_span(Span::new(10, 17));
//! assert_eq!(street.slice(source), "Straße");
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Left out: mappings of single languages (Turkish dotted I) and transliteration.

mod forms;
mod mapped;
mod normalized;
mod step;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

pub(super) use mapped::Mapped;
pub use normalized::Normalized;
pub use step::Step;

/// The most steps that a normaliser takes.
const MOST_STEPS: usize = 12;

/// Makes the terms that are counted out of the tokens that are read: steps, one after the other.
///
/// A small value that is copied; as data it is the list of its steps.
///
/// ```
/// use lexicount::tokens::{Normalizer, Step};
///
/// let default = Normalizer::default();
/// assert_eq!(default.steps(), [Step::Casefold, Step::Apostrophes]);
/// assert_eq!(default.to_string(), "casefold + apostrophes");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<Step>", try_from = "Vec<Step>")]
pub struct Normalizer {
    /// The first `len` count; the others are all the same, so that equal steps are equal values.
    steps: [Step; MOST_STEPS],
    len: u8,
    /// Whether ASCII capitals become small: all that can happen to ASCII text.
    folds: bool,
}

impl Default for Normalizer {
    /// Folds case and writes typographic apostrophes as plain ones.
    fn default() -> Self {
        Self::of(&[Step::Casefold, Step::Apostrophes])
    }
}

impl Normalizer {
    /// The steps, in the order in which they are taken; none leaves text as it is.
    ///
    /// # Errors
    ///
    /// Where there are more than 12.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Result<Self> {
        let steps: Vec<Step> = steps.into_iter().collect();
        if steps.len() > MOST_STEPS {
            return Err(Error::config(format!(
                "{} normaliser steps: too many; use at most {MOST_STEPS}",
                steps.len()
            )));
        }
        Ok(Self::of(&steps))
    }

    /// The steps of these names: see [`Step`].
    ///
    /// # Errors
    ///
    /// Where there is no such step, or there are more than 12.
    pub fn from_names<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self> {
        let steps = names.into_iter().map(|name| name.as_ref().parse());
        Self::new(steps.collect::<Result<Vec<Step>>>()?)
    }

    /// At most [`MOST_STEPS`] steps.
    fn of(steps: &[Step]) -> Self {
        let mut all = [Step::Casefold; MOST_STEPS];
        all[..steps.len()].copy_from_slice(steps);
        Self {
            steps: all,
            len: u8::try_from(steps.len()).expect("no more than MOST_STEPS"),
            folds: steps.contains(&Step::Casefold),
        }
    }

    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps[..usize::from(self.len)]
    }

    /// True where case is folded; a token of ASCII with its case folded is then its term, and else it is its own.
    pub(crate) fn folds(&self) -> bool {
        self.folds
    }

    /// The term of `token`: either `token` itself or `buffer`, overwritten.
    ///
    /// Linear in the length of the token. ASCII text is folded byte by byte, without a table, and allocates nothing once
    /// `buffer` is large enough; other text allocates where a step changes it.
    ///
    /// ```
    /// use lexicount::tokens::Normalizer;
    ///
    /// let mut buffer = String::new();
    /// assert_eq!(Normalizer::default().term("Straße", &mut buffer), "strasse");
    /// assert_eq!(Normalizer::default().term("DON’T", &mut buffer), "don't");
    /// ```
    pub fn term<'b>(&self, token: &'b str, buffer: &'b mut String) -> &'b str {
        if token.is_ascii() {
            return self.ascii_term(token, buffer);
        }
        let mut term = Cow::Borrowed(token);
        for step in self.steps() {
            if let Cow::Owned(changed) = step.apply(&term) {
                term = Cow::Owned(changed);
            }
        }
        match term {
            Cow::Borrowed(term) => term,
            Cow::Owned(term) => {
                *buffer = term;
                buffer
            }
        }
    }

    fn ascii_term<'b>(&self, token: &'b str, buffer: &'b mut String) -> &'b str {
        if !self.folds || !token.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return token;
        }
        buffer.clear();
        buffer.push_str(token);
        buffer.make_ascii_lowercase();
        buffer
    }

    /// The term as a string of its own.
    #[must_use]
    pub fn to_term(&self, token: &str) -> String {
        self.term(token, &mut String::new()).to_owned()
    }

    /// A whole text after all steps, with the way back from each of its parts to the source.
    ///
    /// Linear in the length of the text, but for runs of more than a few combining marks that stand in the wrong order,
    /// which are sorted. ASCII text is copied and folded, and needs no map; elsewhere the map grows with the number of
    /// places that changed their length.
    #[must_use]
    pub fn normalize(&self, text: &str) -> Normalized {
        Normalized::new(text, self.steps(), self.folds)
    }
}

impl fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Normalizer").field(&self.steps()).finish()
    }
}

impl fmt::Display for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps().is_empty() {
            return f.write_str("as written");
        }
        let names: Vec<&str> = self.steps().iter().map(|step| step.name()).collect();
        f.write_str(&names.join(" + "))
    }
}

impl From<Normalizer> for Vec<Step> {
    fn from(normalizer: Normalizer) -> Self {
        normalizer.steps().to_vec()
    }
}

impl TryFrom<Vec<Step>> for Normalizer {
    type Error = Error;

    fn try_from(steps: Vec<Step>) -> Result<Self> {
        Self::new(steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(token: &str, folded: &str) {
        assert_eq!(Normalizer::default().to_term(token), folded, "{token:?}");
    }

    #[test]
    fn folds_case_in_full() {
        check("MOSCOW", "moscow");
        check("moscow", "moscow");
        check("ΣΊΣΥΦΟΣ", "σίσυφοσ");
        check("ﬁre", "fire");
        check("İ", "i\u{307}");
        check("Ꮳ", "Ꮳ");
    }

    #[test]
    fn can_leave_all_as_it_is() {
        let plain = Normalizer::new([]).unwrap();
        assert_eq!(plain.to_term("Don’t"), "Don’t");
        assert_eq!(plain.to_string(), "as written");
    }

    #[test]
    fn is_a_list_of_steps_as_data() {
        let normalizer = Normalizer::from_names(["nfkc", "casefold", "nfkc"]).unwrap();
        let json = serde_json::to_string(&normalizer).unwrap();
        assert_eq!(json, r#"["nfkc","casefold","nfkc"]"#);
        assert_eq!(
            serde_json::from_str::<Normalizer>(&json).unwrap(),
            normalizer
        );
        let bytes = postcard::to_stdvec(&normalizer).unwrap();
        assert_eq!(
            postcard::from_bytes::<Normalizer>(&bytes).unwrap(),
            normalizer
        );
        assert!(Normalizer::new([Step::Nfc; 13]).unwrap_err().is_config());
        let many = serde_json::to_string(&[Step::Nfc; 13]).unwrap();
        assert!(serde_json::from_str::<Normalizer>(&many).is_err());
    }
}
