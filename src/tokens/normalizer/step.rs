//! The steps of a normaliser.

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

use super::affixes::{removing_elisions, removing_possessives};
use super::edits::{Edit, edited, removing, replacing};
use super::hyphens::{self, LineHyphens};
use super::ignorable::removing_ignorable;
use super::spelling;
use crate::registry::registry;

registry!(
    /// One change that a [`Normalizer`](super::Normalizer) makes to text.
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
        /// Replaces the typographic apostrophe U+2019, letter apostrophes such as U+02BC, and the full-width apostrophe
        /// U+FF07 by the ASCII apostrophe.
        Apostrophes = "apostrophes",
        /// Replaces quotation marks of all shapes, guillemets and primes by ASCII quotation marks.
        ///
        /// Source: the characters with Unicode's property `Quotation_Mark`, except East Asian corner brackets, and U+2032
        /// to U+2036.
        Quotes = "quotes",
        /// Replaces dashes, hyphens and minus signs by "-". Source: the characters with Unicode's property `Dash`.
        Dashes = "dashes",
        /// Makes words that look the same equal: removes ignorable characters, replaces apostrophes as `apostrophes`
        /// does and the hyphens U+2010 and U+2011 by ASCII characters, and composes letters with their accents (NFC).
        ///
        /// With case folding, canonically equivalent words have equal terms.
        Equivalents = "equivalents",
        /// Removes invisible characters: soft hyphens, variation selectors, byte order marks, marks of direction. Keeps
        /// joiners that distinguish words of Indic scripts and Arabic, and those within emoji.
        ///
        /// Source: the characters with Unicode's property `Default_Ignorable_Code_Point`, except in the contexts of UAX
        /// #31, section 2.3, and of emoji sequences (UTS #51).
        Ignorable = "ignorable",
        /// The step that the spelling of the document's language needs: `elisions`, `possessives`, `arabic`, `persian`,
        /// `line_hyphens_german`, `line_hyphens_dutch`, or none.
        Auto = "auto",
        /// Full case folding for Turkish and Azerbaijani: "I" becomes "ı", and "İ" becomes "i".
        ///
        /// Source: CaseFolding.txt, with the mappings T.
        CasefoldTurkic = "casefold_turkic",
        /// Full case folding for Lithuanian: a dot that is kept above i or j below an accent is removed.
        ///
        /// Source: SpecialCasing.txt, the mappings for Lithuanian, in reverse.
        CasefoldLithuanian = "casefold_lithuanian",
        /// Removes articles, pronouns and prepositions that French, Italian or Catalan shorten before a vowel: "l'île",
        /// "d'une", "dell'arte".
        Elisions = "elisions",
        /// Removes possessive endings of English: "company's".
        Possessives = "possessives",
        /// Makes spellings of Arabic equal: removes tatweel and vowel signs, and unites the forms of alef, of yeh and of
        /// heh.
        Arabic = "arabic",
        /// Makes spellings of Persian and Urdu equal: removes tatweel and vowel signs, and replaces Arabic yeh and kaf
        /// by the letters of these languages.
        Persian = "persian",
        /// Joins words that are divided at the end of a line in German text: "Ver-" and "waltung", but not "Haupt-" and
        /// "und". An analyzer joins their tokens.
        LineHyphensGerman = "line_hyphens_german",
        /// Joins words that are divided at the end of a line in Dutch text.
        LineHyphensDutch = "line_hyphens_dutch",
    }
);

/// The steps that the spelling of languages needs beside [`Step::Equivalents`], by ISO 639-1 code.
const OF_LANGUAGES: [(&str, Step); 9] = [
    ("ar", Step::Arabic),
    ("ca", Step::Elisions),
    ("de", Step::LineHyphensGerman),
    ("en", Step::Possessives),
    ("fa", Step::Persian),
    ("fr", Step::Elisions),
    ("it", Step::Elisions),
    ("nl", Step::LineHyphensDutch),
    ("ur", Step::Persian),
];

impl Step {
    /// Returns the step that the spelling of a language needs, given by its ISO 639-1 code.
    pub(in crate::tokens) fn of_language(code: &str) -> Option<Self> {
        let own = OF_LANGUAGES.iter().find(|(language, _)| *language == code);
        own.map(|&(_, step)| step)
    }

    /// Returns the codes of the languages that need a step of their own.
    pub(in crate::tokens) fn languages() -> impl Iterator<Item = &'static str> {
        OF_LANGUAGES.iter().map(|&(code, _)| code)
    }

    /// Returns `text` after this step, borrowed if the step changes nothing.
    pub(super) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Casefold => CaseMapper::new().fold_string(text),
            Self::CasefoldTurkic => CaseMapper::new().fold_turkic_string(text),
            Self::Nfc => ComposingNormalizerBorrowed::new_nfc().normalize(text),
            Self::Nfd => DecomposingNormalizerBorrowed::new_nfd().normalize(text),
            Self::Nfkc => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
            Self::Nfkd => DecomposingNormalizerBorrowed::new_nfkd().normalize(text),
            _ => self
                .parts()
                .iter()
                .fold(Cow::Borrowed(text), |text, part| part.apply(text)),
        }
    }

    /// Returns the changes that a step consists of.
    pub(super) fn parts(self) -> &'static [Part] {
        use Part::{Edits, Whole};
        match self {
            Self::StripAccents => &[
                Whole(Self::Nfkd),
                Edits(|text| removing(text, spelling::is_combining)),
            ],
            Self::Apostrophes => &[Edits(|text| replacing(text, spelling::plain_apostrophe))],
            Self::Quotes => &[Edits(|text| replacing(text, spelling::plain_quote))],
            Self::Dashes => &[Edits(|text| replacing(text, spelling::plain_dash))],
            Self::Equivalents => &[
                Edits(removing_ignorable),
                Edits(spelling::plain_spelling),
                Whole(Self::Nfc),
            ],
            Self::Ignorable => &[Edits(removing_ignorable)],
            // Replaced before text is normalised: see `Normalizer::in_language`.
            Self::Auto => &[],
            Self::CasefoldLithuanian => &[
                Whole(Self::Casefold),
                Edits(spelling::without_lithuanian_dots),
            ],
            Self::Elisions => &[Edits(removing_elisions)],
            Self::Possessives => &[Edits(removing_possessives)],
            Self::Arabic => &[Edits(spelling::plain_arabic)],
            Self::Persian => &[Edits(spelling::plain_persian)],
            Self::LineHyphensGerman => &[Edits(|text| hyphens::GERMAN.removing(text))],
            Self::LineHyphensDutch => &[Edits(|text| hyphens::DUTCH.removing(text))],
            Self::Casefold => &[Whole(Self::Casefold)],
            Self::CasefoldTurkic => &[Whole(Self::CasefoldTurkic)],
            Self::Nfc => &[Whole(Self::Nfc)],
            Self::Nfd => &[Whole(Self::Nfd)],
            Self::Nfkc => &[Whole(Self::Nfkc)],
            Self::Nfkd => &[Whole(Self::Nfkd)],
        }
    }

    /// Returns the rules by which the step joins words that are divided at the end of a line.
    pub(super) const fn line_hyphens(self) -> Option<&'static LineHyphens> {
        match self {
            Self::LineHyphensGerman => Some(&hyphens::GERMAN),
            Self::LineHyphensDutch => Some(&hyphens::DUTCH),
            _ => None,
        }
    }

    /// True for the steps that fold case.
    pub(super) const fn folds_case(self) -> bool {
        matches!(
            self,
            Self::Casefold | Self::CasefoldTurkic | Self::CasefoldLithuanian
        )
    }

    /// True for the steps that may bring back uppercase letters: "𝕳" has a compatibility decomposition, but no lowercase.
    pub(super) const fn may_unfold(self) -> bool {
        matches!(self, Self::Nfkc | Self::Nfkd | Self::StripAccents)
    }

    /// True for the steps that change ASCII text on one line, other than to lowercase it.
    pub(super) const fn changes_ascii(self) -> bool {
        matches!(
            self,
            Self::CasefoldTurkic | Self::Elisions | Self::Possessives
        )
    }
}

/// A change of a text that a step consists of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A normalisation form or case folding.
    Whole(Step),
    /// Replacements of single characters, listed by a function.
    Edits(fn(&str) -> Vec<Edit>),
}

impl Part {
    fn apply(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self {
            Self::Edits(edits) => {
                let edits = edits(&text);
                edited(text, &edits)
            }
            Self::Whole(step) => match step.apply(&text) {
                Cow::Owned(changed) => Cow::Owned(changed),
                Cow::Borrowed(_) => text,
            },
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use icu_properties::CodePointSetData;
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
        check(
            Step::Apostrophes,
            "п’ять п\u{2BC}ять don\u{FF07}t",
            "п'ять п'ять don't",
        );
        check(
            Step::Quotes,
            "‘a’ “b” «c» ‹d› „e‟ 5′ 3″",
            "'a' \"b\" \"c\" 'd' \"e\" 5' 3\"",
        );
        check(Step::Dashes, "a—b – c−d‐e…", "a-b - c-d-e…");
        check(
            Step::Equivalents,
            "co‐op cafe\u{301} so\u{AD}ft",
            "co-op café soft",
        );
        check(Step::CasefoldTurkic, "ISI İSTANBUL", "ısı istanbul");
        check(
            Step::CasefoldLithuanian,
            "Į\u{307}\u{301} i\u{307}\u{301} i\u{307}",
            "į\u{301} i\u{301} i\u{307}",
        );
        check(Step::Arabic, "أحمـــد مدرسة إلى", "احمد مدرسه الي");
        check(Step::Persian, "كتاب علي", "کتاب علی");
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
            assert_eq!(
                spelling::plain_quote(character).is_some(),
                expected,
                "{character:?}"
            );
        }
    }

    #[test]
    fn ascii_changes_only_in_case() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        for step in Step::ALL.into_iter().filter(|step| !step.changes_ascii()) {
            let expected = if step.folds_case() {
                ascii.to_ascii_lowercase()
            } else {
                ascii.clone()
            };
            check(step, &ascii, &expected);
        }
    }
}
