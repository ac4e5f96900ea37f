//! From a token's text to its term.

use icu_casemap::CaseMapper;
use serde::{Deserialize, Serialize};

/// U+2019, which typesetters write where keyboards have U+0027.
const TYPOGRAPHIC_APOSTROPHE: char = '\u{2019}';

/// Makes the terms that are counted out of the tokens that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Normalizer {
    /// Fold case: full Unicode case folding, so that "Straße" and "STRASSE" are one term.
    pub lowercase: bool,
    /// Write a typographic apostrophe as a plain one, so that "don’t" and "don't" are one term.
    pub apostrophes: bool,
}

impl Default for Normalizer {
    fn default() -> Self {
        Self {
            lowercase: true,
            apostrophes: true,
        }
    }
}

impl Normalizer {
    /// The term of `token`: either `token` itself or `buffer`, overwritten.
    ///
    /// ASCII text is folded byte by byte, without a table.
    ///
    /// Source: The Unicode Standard, section 3.13, toCasefold(X), with the mappings C and F.
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
        buffer.clear();
        if self.lowercase {
            buffer.push_str(&CaseMapper::new().fold_string(token));
        } else {
            buffer.push_str(token);
        }
        if self.apostrophes && buffer.contains(TYPOGRAPHIC_APOSTROPHE) {
            *buffer = buffer.replace(TYPOGRAPHIC_APOSTROPHE, "'");
        }
        buffer
    }

    fn ascii_term<'b>(self, token: &'b str, buffer: &'b mut String) -> &'b str {
        if !self.lowercase || !token.bytes().any(|byte| byte.is_ascii_uppercase()) {
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
        let plain = Normalizer {
            lowercase: false,
            apostrophes: false,
        };
        assert_eq!(plain.to_term("Don’t"), "Don’t");
    }
}
