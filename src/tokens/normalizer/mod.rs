//! Text normalisation: from text as written to text as counted.
//!
//! A [`Normalizer`] is a sequence of [`Step`]s. It turns a token into a term, or a whole text into [`Normalized`] text,
//! in which every span can be mapped back to the source.
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
//! Out of scope: transliteration.

mod affixes;
mod edits;
mod forms;
mod hyphens;
mod ignorable;
mod mapped;
mod normalized;
mod spelling;
mod step;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

pub(in crate::tokens) use hyphens::LineHyphens;
pub(crate) use ignorable::contains_ignorable;
pub(super) use mapped::Mapped;
pub use normalized::Normalized;
pub use step::Step;

/// The maximum number of steps.
const MAX_STEPS: usize = 12;

/// Turns tokens into terms by a sequence of steps.
///
/// A small copyable value. It is serialised as the list of its steps.
///
/// ```
/// use lexicount::tokens::{Normalizer, Step};
///
/// let default = Normalizer::default();
/// assert_eq!(default.steps(), [Step::Casefold, Step::Equivalents]);
/// assert_eq!(default.to_string(), "casefold + equivalents");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<Step>", try_from = "Vec<Step>")]
pub struct Normalizer {
    /// The first `len` elements are used. The others are all equal, so that equal normalisers compare equal.
    steps: [Step; MAX_STEPS],
    len: u8,
    /// Whether case is folded.
    folds_case: bool,
    /// Whether ASCII text on one line is left as it is, or only lowercased if case is folded.
    keeps_ascii: bool,
    /// Whether words that are divided at the end of a line are joined.
    joins_lines: bool,
}

impl Default for Normalizer {
    /// Folds case, and makes words that look the same equal.
    fn default() -> Self {
        Self::of(&[Step::Casefold, Step::Equivalents])
    }
}

impl Normalizer {
    /// Creates a normaliser that applies `steps` in order. Without steps, text is unchanged.
    ///
    /// # Errors
    ///
    /// If there are more than 12 steps.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Result<Self> {
        let steps: Vec<Step> = steps.into_iter().collect();
        if steps.len() > MAX_STEPS {
            return Err(Error::config(format!(
                "{} normaliser steps: too many; use at most {MAX_STEPS}",
                steps.len()
            )));
        }
        Ok(Self::of(&steps))
    }

    /// Creates a normaliser from the names of its steps: see [`Step`].
    ///
    /// # Errors
    ///
    /// If there is no step of one of these names, or if there are more than 12 steps.
    pub fn from_names<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self> {
        let steps = names.into_iter().map(|name| name.as_ref().parse());
        Self::new(steps.collect::<Result<Vec<Step>>>()?)
    }

    /// Creates a normaliser of at most [`MAX_STEPS`] steps.
    fn of(steps: &[Step]) -> Self {
        let mut all = [Step::Casefold; MAX_STEPS];
        all[..steps.len()].copy_from_slice(steps);
        Self {
            steps: all,
            len: u8::try_from(steps.len()).expect("no more than MAX_STEPS"),
            folds_case: steps.iter().any(|step| step.folds_case()),
            keeps_ascii: !steps.iter().any(|step| step.changes_ascii()),
            joins_lines: steps.iter().any(|step| step.line_hyphens().is_some()),
        }
    }

    /// The steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps[..usize::from(self.len)]
    }

    /// True if a step depends on the language of the document.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.steps().contains(&Step::Auto)
    }

    /// Returns the normaliser for text in a language, given by its ISO 639-1 code: with its case folding, and with its
    /// own step in place of [`Step::Auto`].
    ///
    /// ```
    /// use lexicount::tokens::{Normalizer, Step};
    ///
    /// let turkish = Normalizer::default().in_language("tr");
    /// assert_eq!(turkish.to_term("AYRICA"), "ayrıca");
    /// let french = Normalizer::new([Step::Casefold, Step::Auto])?.in_language("fr");
    /// assert_eq!(french.to_term("L'île"), "île");
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    #[must_use]
    pub fn in_language(self, code: &str) -> Self {
        let fold = match code {
            "tr" | "az" => Step::CasefoldTurkic,
            "lt" => Step::CasefoldLithuanian,
            _ if self.is_automatic() => Step::Casefold,
            _ => return self,
        };
        let steps = self.steps().iter().filter_map(|&step| match step {
            Step::Casefold => Some(fold),
            Step::Auto => Step::of_language(code),
            step => Some(step),
        });
        Self::of(&steps.collect::<Vec<_>>())
    }

    /// True if case is folded. If ASCII is [kept](Self::keeps_ascii), the term of an ASCII token is then the token in
    /// lowercase, and otherwise the token itself.
    pub(crate) fn folds_case(&self) -> bool {
        self.folds_case
    }

    /// True if no step changes ASCII text without line breaks, such as words, other than to lowercase it.
    pub(crate) fn keeps_ascii(&self) -> bool {
        self.keeps_ascii
    }

    /// True if the steps change nothing in `text`, other than to lowercase it.
    fn keeps(&self, text: &str) -> bool {
        self.keeps_ascii && text.is_ascii() && !(self.joins_lines && text.contains(['\n', '\r']))
    }

    /// Returns the rules by which words that are divided at the end of a line are joined.
    pub(in crate::tokens) fn line_hyphens(&self) -> Option<&'static LineHyphens> {
        let mut steps = self.steps().iter();
        steps.find_map(|step| step.line_hyphens())
    }

    /// Calls `apply` with each step, and with the steps that make their combination hold what each of them promises:
    /// text stays folded after a step that brings back uppercase letters (`NFKC_Casefold` folds after as well), and
    /// canonically equivalent text is folded in one order of its marks (The Unicode Standard, D145).
    fn for_each_change(&self, mut apply: impl FnMut(Step)) {
        let is_canonical = self.steps().contains(&Step::Equivalents);
        let mut fold = None;
        for &step in self.steps() {
            if step.folds_case() {
                fold = Some(step);
                if is_canonical {
                    apply(Step::Nfc);
                }
            }
            apply(step);
            if let Some(fold) = fold.filter(|_| step.may_unfold()) {
                apply(fold);
            }
        }
    }

    /// Returns the term of `token`: either `token` itself, or `buffer` with new content.
    ///
    /// A term is what [`normalize`](Self::normalize) makes of the token, with one exception: with
    /// [`Step::Equivalents`], apostrophes that are letters, such as U+02BC, are removed at its ends. There, UAX #29 takes
    /// those that are punctuation, such as U+2019, for no part of a word.
    ///
    /// Linear in the length of the token. ASCII text is lowercased byte by byte and allocates nothing once `buffer` is
    /// large enough. Other text allocates if a step changes it.
    ///
    /// ```
    /// use lexicount::tokens::Normalizer;
    ///
    /// let mut buffer = String::new();
    /// assert_eq!(Normalizer::default().term("Straße", &mut buffer), "strasse");
    /// assert_eq!(Normalizer::default().term("DON’T", &mut buffer), "don't");
    /// assert_eq!(Normalizer::default().term("ʻokina", &mut buffer), "okina");
    /// ```
    pub fn term<'b>(&self, token: &'b str, buffer: &'b mut String) -> &'b str {
        if self.keeps(token) {
            return self.ascii_term(token, buffer);
        }
        let mut term = Cow::Borrowed(if self.steps().contains(&Step::Equivalents) {
            spelling::without_outer_apostrophes(token)
        } else {
            token
        });
        self.for_each_change(|step| {
            if let Cow::Owned(changed) = step.apply(&term) {
                term = Cow::Owned(changed);
            }
        });
        match term {
            Cow::Borrowed(term) => term,
            Cow::Owned(term) => {
                *buffer = term;
                buffer
            }
        }
    }

    fn ascii_term<'b>(&self, token: &'b str, buffer: &'b mut String) -> &'b str {
        if !self.folds_case || !token.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return token;
        }
        buffer.clear();
        buffer.push_str(token);
        buffer.make_ascii_lowercase();
        buffer
    }

    /// Returns the term as a new string.
    #[must_use]
    pub fn to_term(&self, token: &str) -> String {
        self.term(token, &mut String::new()).to_owned()
    }

    /// Normalises a text, keeping the mapping of each part back to the source.
    ///
    /// Linear in the length of the text, except that runs of more than a few combining marks in the wrong order have to
    /// be sorted. ASCII text is copied and lowercased, and needs no mapping. For other text, the mapping grows with the
    /// number of changes in length.
    #[must_use]
    pub fn normalize(&self, text: &str) -> Normalized {
        Normalized::new(text, self)
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
    fn uses_full_case_folding() {
        check("MOSCOW", "moscow");
        check("moscow", "moscow");
        check("ΣΊΣΥΦΟΣ", "σίσυφοσ");
        check("ﬁre", "fire");
        check("İ", "i\u{307}");
        check("Ꮳ", "Ꮳ");
    }

    #[test]
    fn words_that_look_the_same_are_equal() {
        check("Cafe\u{301}", "café");
        check("п\u{2BC}ять", "п'ять");
        check("Fisch\u{AD}kutter", "fischkutter");
        check("co\u{2011}op", "co-op");
        check("צה״ל", "צה\"ל");
        // Where U+2019 is not part of a word, letters that look like it are not part of the term.
        check("dogs\u{2BC}", "dogs");
        check("\u{2BB}Okina", "okina");
        check("\u{2BC}\u{2BC}n\u{2BC}roll\u{2BC}\u{FEFF}", "n'roll");
        check("g\u{2BB}", "g");
        check("\u{2BC}", "'");
        check("ג\u{5F3}", "ג'");
        // The order of marks decides how they fold.
        check("\u{1FB3}\u{301}", "άι");
        check("\u{1FB4}", "άι");
    }

    #[test]
    fn text_stays_folded() {
        let normalizer = Normalizer::new([Step::Casefold, Step::Nfkc]).unwrap();
        assert_eq!(normalizer.to_term("𝕳𝖆𝖋𝖊𝖓"), "hafen");
        assert_eq!(normalizer.normalize("𝕳𝖆𝖋𝖊𝖓").text(), "hafen");
    }

    #[test]
    fn languages_fold_case_in_their_way() {
        let turkish = Normalizer::default().in_language("tr");
        assert_eq!(turkish.to_term("ISINMA"), "ısınma");
        assert_eq!(turkish.to_term("İÇİN"), "için");
        let lithuanian = Normalizer::default().in_language("lt");
        assert_eq!(lithuanian.to_term("i\u{307}\u{301}"), "í");
        assert_eq!(
            Normalizer::default().in_language("de"),
            Normalizer::default()
        );
    }

    #[test]
    fn without_steps_text_is_unchanged() {
        let plain = Normalizer::new([]).unwrap();
        assert_eq!(plain.to_term("Don’t"), "Don’t");
        assert_eq!(plain.to_string(), "as written");
    }

    #[test]
    fn serializes_as_a_list_of_steps() {
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
