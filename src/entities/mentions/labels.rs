//! The registry of labels.
//!
//! A new label is a row of the table below: it becomes a constant of [`Label`] and is known to every layer.

use std::borrow::Cow;
use std::fmt;

/// What kind of thing a mention is: the labels of spaCy's English models and a few more, or the user's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(Cow<'static, str>);

/// A built-in label: its names for people, and how reports show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelInfo {
    /// The label.
    pub name: &'static str,
    /// One such thing.
    pub singular: &'static str,
    /// Several such things.
    pub plural: &'static str,
    /// True for named entities, false for figures and addresses.
    pub is_named_entity: bool,
    /// The hue of its colour, in degrees.
    pub hue: u16,
    /// The saturation of its colour, in percent.
    pub saturation: u8,
    /// Other names in common use, in upper case.
    pub aliases: &'static [&'static str],
}

/// Declares the labels, a row each: the constant and its documentation, singular and plural, whether it is a named
/// entity, hue, saturation, other names.
macro_rules! labels {
    ($($name:ident: $doc:literal, $singular:literal, $plural:literal, $is_named_entity:literal, $hue:literal, $saturation:literal, $aliases:expr;)*) => {
        impl Label {
            $(
                #[doc = $doc]
                pub const $name: Self = Self(Cow::Borrowed(stringify!($name)));
            )*
        }

        /// All built-in labels, in the order in which people are shown them.
        pub const LABELS: &[LabelInfo] = &[
            $(LabelInfo {
                name: stringify!($name),
                singular: $singular,
                plural: $plural,
                is_named_entity: $is_named_entity,
                hue: $hue,
                saturation: $saturation,
                aliases: &$aliases,
            },)*
        ];
    };
}

labels! {
    PERSON: "A human being.", "Person", "People", true, 215, 70, ["PER", "PERS"];
    ORG: "An organisation: companies, agencies, armed groups.", "Organisation", "Organisations", true, 30, 70, ["ORGANIZATION", "ORGANISATION"];
    GPE: "A country, state or city.", "Country or city", "Countries and cities", true, 140, 70, ["GEOPOLITICAL_ENTITY"];
    LOC: "Another place: rivers, streets, buildings.", "Place", "Other places", true, 180, 70, ["LOCATION"];
    NORP: "A nationality, a people, or a religious or political group.", "Nationality or group", "Nationalities and groups", true, 280, 70, [];
    NAME: "A name of unknown kind.", "Other name", "Other names", true, 55, 25, ["MISC"];
    DATE: "A date, a part of one, or a longer period.", "Date", "Dates", false, 0, 70, [];
    TIME: "A time of day.", "Time", "Times", false, 320, 70, [];
    DURATION: "A length of time.", "Duration", "Durations", false, 350, 70, [];
    AGE: "The age of a person.", "Age", "Ages", false, 268, 70, [];
    MONEY: "A sum of money.", "Money", "Money", false, 110, 70, [];
    PERCENT: "A percentage.", "Percentage", "Percentages", false, 255, 70, ["PERCENTAGE"];
    QUANTITY: "A number with a unit of measure.", "Quantity", "Quantities", false, 160, 70, [];
    CARDINAL: "Any other number.", "Number", "Numbers", false, 200, 35, ["NUMBER"];
    ORDINAL: "A rank in an order.", "Ordinal", "Ordinals", false, 230, 35, [];
    URL: "A web address.", "Web address", "Web addresses", false, 190, 70, [];
    EMAIL: "An e-mail address.", "E-mail address", "E-mail addresses", false, 45, 70, ["E-MAIL"];
    PHONE: "A telephone number.", "Phone number", "Phone numbers", false, 85, 70, [];
    HANDLE: "The name of an account on a social network.", "Handle", "Handles", false, 300, 70, [];
    HASHTAG: "A hashtag.", "Hashtag", "Hashtags", false, 20, 70, [];
    COORDINATES: "A latitude and a longitude.", "Coordinates", "Coordinates", false, 125, 70, [];
}

impl Label {
    /// The label with exactly this name: a built-in label, or one of the user's own.
    pub fn new(label: impl AsRef<str> + Into<String>) -> Self {
        // A built-in label is copied for each mention, so its copies do not allocate.
        let builtin = LABELS.iter().find(|info| info.name == label.as_ref());
        Self(match builtin {
            Some(info) => Cow::Borrowed(info.name),
            None => Cow::Owned(label.into()),
        })
    }

    /// The built-in label with this name or other name, in any case.
    ///
    /// ```
    /// use lexicount::entities::Label;
    ///
    /// assert_eq!(Label::builtin("org"), Some(Label::ORG));
    /// assert_eq!(Label::builtin("Per"), Some(Label::PERSON));
    /// assert_eq!(Label::builtin("WEAPON"), None);
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let is_name = |one: &str| one.eq_ignore_ascii_case(name);
        LABELS
            .iter()
            .find(|info| is_name(info.name) || info.aliases.iter().copied().any(is_name))
            .map(|info| Self(Cow::Borrowed(info.name)))
    }

    /// True for built-in labels, false for the user's own.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        LABELS.iter().any(|info| info.name == self.as_str())
    }

    /// The built-in label with this name or other name, or else a label of the user's own.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::builtin(name).unwrap_or_else(|| Self::new(name))
    }

    /// True for named entities, false for figures and addresses. The user's own labels are named entities.
    ///
    /// ```
    /// use lexicount::entities::Label;
    ///
    /// assert!(Label::ORG.is_named_entity() && Label::new("WEAPON").is_named_entity());
    /// assert!(!Label::AGE.is_named_entity());
    /// ```
    #[must_use]
    pub fn is_named_entity(&self) -> bool {
        !LABELS
            .iter()
            .any(|info| !info.is_named_entity && info.name == self.as_str())
    }

    /// The label as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_label_has_one_row() {
        for (number, info) in LABELS.iter().enumerate() {
            let names = || info.aliases.iter().chain([&info.name]);
            assert!(LABELS[..number].iter().all(|one| {
                names().all(|name| *name != one.name && !one.aliases.contains(name))
            }));
            for name in names() {
                let label = Label::builtin(&name.to_lowercase()).unwrap();
                assert_eq!(label.as_str(), info.name);
            }
            assert!(info.hue < 360 && info.saturation <= 100, "{}", info.name);
        }
    }
}
