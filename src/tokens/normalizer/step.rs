//! The steps of a normaliser.

use icu_casemap::CaseMapper;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointSetData;
use icu_properties::props::Dash;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

use crate::registry::registry;

/// U+2019, the typographic form of U+0027.
const TYPOGRAPHIC_APOSTROPHE: char = '\u{2019}';

registry!(
    /// One change that a [`Normalizer`](super::Normalizer) makes to text.
    ///
    /// No step changes ASCII text, except [`Casefold`](Self::Casefold), which lowercases it.
    ///
    /// ```
    /// use lexicount::tokens::Step;
    ///
    /// assert_eq!("nfkc".parse::<Step>()?, Step::Nfkc);
    /// assert_eq!(Step::StripAccents.to_string(), "strip_accents");
    /// let error = "nfck".parse::<Step>().unwrap_err();
    /// assert!(error.to_string().contains("use one of casefold, nfc,"));
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    #[derive(Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Step: "normalisation step" {
        /// Full Unicode case folding, so that "Straße" and "STRASSE" become equal.
        ///
        /// Source: The Unicode Standard, section 3.13, toCasefold(X), with the mappings C and F.
        Casefold = "casefold",
        /// Canonical composition. Source: Unicode Standard Annex #15, form NFC.
        Nfc = "nfc",
        /// Canonical decomposition. Source: Unicode Standard Annex #15, form NFD.
        Nfd = "nfd",
        /// Compatibility composition, which replaces ligatures, full-width letters and the like. Source: UAX #15, form
        /// NFKC.
        Nfkc = "nfkc",
        /// Compatibility decomposition. Source: Unicode Standard Annex #15, form NFKD.
        Nfkd = "nfkd",
        /// Form NFKD without combining marks, that is, without characters of a combining class above 0.
        ///
        /// Equal to scikit-learn's `strip_accents="unicode"`.
        StripAccents = "strip_accents",
        /// Replaces the typographic apostrophe U+2019 by the ASCII apostrophe.
        Apostrophes = "apostrophes",
        /// Replaces quotation marks of all shapes, guillemets and primes by ASCII quotation marks.
        ///
        /// Source: the characters with Unicode's property `Quotation_Mark`, except East Asian corner brackets, and U+2032
        /// to U+2036.
        Quotes = "quotes",
        /// Replaces dashes, hyphens and minus signs by "-". Source: the characters with Unicode's property `Dash`.
        Dashes = "dashes",
    }
);

impl Step {
    /// Returns `text` after this step, borrowed if the step changes nothing.
    pub(super) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Casefold => CaseMapper::new().fold_string(text),
            Self::Nfc => ComposingNormalizerBorrowed::new_nfc().normalize(text),
            Self::Nfd => DecomposingNormalizerBorrowed::new_nfd().normalize(text),
            Self::Nfkc => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
            Self::Nfkd => DecomposingNormalizerBorrowed::new_nfkd().normalize(text),
            Self::StripAccents => without_combining_marks(Self::Nfkd.apply(text)),
            // Searching for a single character is faster than testing each one.
            Self::Apostrophes if !text.contains(TYPOGRAPHIC_APOSTROPHE) => Cow::Borrowed(text),
            Self::Apostrophes => replace_characters(text, plain_apostrophe),
            Self::Quotes => replace_characters(text, plain_quote),
            Self::Dashes => replace_characters(text, plain_dash),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// True for a mark that [`Step::StripAccents`] removes.
pub(super) fn is_combining(character: char) -> bool {
    !character.is_ascii() && CanonicalCombiningClassMapBorrowed::new().get_u8(character) != 0
}

fn without_combining_marks(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.chars().any(is_combining) {
        return text;
    }
    Cow::Owned(text.chars().filter(|&one| !is_combining(one)).collect())
}

fn replace_characters(text: &str, plain: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.chars().any(|one| plain(one).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|one| plain(one).unwrap_or(one)).collect())
}

/// Returns the ASCII apostrophe for the typographic one.
pub(super) fn plain_apostrophe(character: char) -> Option<char> {
    (character == TYPOGRAPHIC_APOSTROPHE).then_some('\'')
}

/// Returns the ASCII equivalent of a quotation mark.
pub(super) fn plain_quote(character: char) -> Option<char> {
    match character {
        '\u{2018}'..='\u{201B}' // ‘ ’ ‚ ‛
        | '\u{2032}' // ′
        | '\u{2035}' // ‵
        | '\u{2039}' // ‹
        | '\u{203A}' // ›
        | '\u{FF07}' => Some('\''), // ＇
        '\u{AB}' // «
        | '\u{BB}' // »
        | '\u{201C}'..='\u{201F}' // “ ” „ ‟
        | '\u{2033}' // ″
        | '\u{2036}' // ‶
        | '\u{2E42}' // ⹂
        | '\u{301D}'..='\u{301F}' // 〝 〞 〟
        | '\u{FF02}' => Some('"'), // ＂
        _ => None,
    }
}

/// Returns the ASCII hyphen for any other dash.
pub(super) fn plain_dash(character: char) -> Option<char> {
    let is_dash = !character.is_ascii() && CodePointSetData::new::<Dash>().contains(character);
    is_dash.then_some('-')
}

#[cfg(test)]
mod tests {
    use icu_properties::props::QuotationMark;

    use super::*;

    fn check(step: Step, text: &str, changed: &str) {
        assert_eq!(step.apply(text), changed, "{step} of {text:?}");
    }

    #[test]
    fn steps_change_their_characters() {
        check(Step::Casefold, "STRAẞE", "strasse");
        check(Step::Nfc, "e\u{301}", "é");
        check(Step::Nfd, "é", "e\u{301}");
        check(Step::Nfkc, "ﬁ ①", "fi 1");
        check(Step::Nfkd, "ﬁé", "fie\u{301}");
        check(
            Step::StripAccents,
            "Ťažký úder, Άθήνα, Йод",
            "Tazky uder, Αθηνα, Иод",
        );
        check(Step::Apostrophes, "‘don’t’", "‘don't'");
        check(
            Step::Quotes,
            "‘a’ “b” «c» ‹d› „e‟ 5′ 3″",
            "'a' \"b\" \"c\" 'd' \"e\" 5' 3\"",
        );
        check(Step::Dashes, "a—b – c−d‐e…", "a-b - c-d-e…");
    }

    #[test]
    fn names_round_trip() {
        for step in Step::ALL {
            assert_eq!(step.to_string().parse::<Step>().unwrap(), step);
            assert_eq!(serde_json::to_string(&step).unwrap(), format!("\"{step}\""));
        }
        assert!("NFC".parse::<Step>().unwrap_err().is_config());
    }

    #[test]
    fn quotes_equal_the_unicode_property() {
        let corner = [
            '\u{300C}'..='\u{300F}',
            '\u{FE41}'..='\u{FE44}',
            '\u{FF62}'..='\u{FF63}',
        ];
        let marks = CodePointSetData::new::<QuotationMark>();
        for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let prime = matches!(character, '\u{2032}' | '\u{2033}' | '\u{2035}' | '\u{2036}');
            let is_corner = corner.iter().any(|range| range.contains(&character));
            let expected =
                !character.is_ascii() && (prime || (marks.contains(character) && !is_corner));
            assert_eq!(plain_quote(character).is_some(), expected, "{character:?}");
        }
    }

    #[test]
    fn ascii_changes_only_in_case() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        for step in Step::ALL {
            let expected = if step == Step::Casefold {
                ascii.to_ascii_lowercase()
            } else {
                ascii.clone()
            };
            check(step, &ascii, &expected);
        }
    }
}
