//! Labels: what kinds of things mentions are.

use std::borrow::Cow;
use std::fmt;

/// What kind of thing a name stands for: the labels that spaCy's users know, or the user's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(Cow<'static, str>);

impl Label {
    /// A human being.
    pub const PERSON: Self = Self(Cow::Borrowed("PERSON"));
    /// An organisation: companies, agencies, armed groups.
    pub const ORG: Self = Self(Cow::Borrowed("ORG"));
    /// A country, state or city.
    pub const GPE: Self = Self(Cow::Borrowed("GPE"));
    /// Another place: rivers, streets, buildings.
    pub const LOC: Self = Self(Cow::Borrowed("LOC"));
    /// A nationality, a people or a religious or political group.
    pub const NORP: Self = Self(Cow::Borrowed("NORP"));
    /// A name of unknown kind.
    pub const NAME: Self = Self(Cow::Borrowed("NAME"));
    /// A date, a part of one, or a longer time.
    pub const DATE: Self = Self(Cow::Borrowed("DATE"));
    /// A time of day.
    pub const TIME: Self = Self(Cow::Borrowed("TIME"));
    /// A sum of money.
    pub const MONEY: Self = Self(Cow::Borrowed("MONEY"));
    /// A percentage.
    pub const PERCENT: Self = Self(Cow::Borrowed("PERCENT"));
    /// A number that is nothing of the above.
    pub const CARDINAL: Self = Self(Cow::Borrowed("CARDINAL"));
    /// A place in an order.
    pub const ORDINAL: Self = Self(Cow::Borrowed("ORDINAL"));
    /// A web address.
    pub const URL: Self = Self(Cow::Borrowed("URL"));
    /// An e-mail address.
    pub const EMAIL: Self = Self(Cow::Borrowed("EMAIL"));
    /// An account's name on a social network.
    pub const HANDLE: Self = Self(Cow::Borrowed("HANDLE"));
    /// A hashtag.
    pub const HASHTAG: Self = Self(Cow::Borrowed("HASHTAG"));
    /// A telephone number.
    pub const PHONE: Self = Self(Cow::Borrowed("PHONE"));
    /// A latitude and a longitude.
    pub const COORDINATES: Self = Self(Cow::Borrowed("COORDINATES"));
    /// A number with a unit of measure.
    pub const QUANTITY: Self = Self(Cow::Borrowed("QUANTITY"));
    /// A length of time.
    pub const DURATION: Self = Self(Cow::Borrowed("DURATION"));
    /// How old somebody is.
    pub const AGE: Self = Self(Cow::Borrowed("AGE"));

    /// The labels of figures and addresses: they have a normal form, and no other names.
    const FIGURES: [Self; 15] = [
        Self::DATE,
        Self::TIME,
        Self::DURATION,
        Self::AGE,
        Self::MONEY,
        Self::PERCENT,
        Self::QUANTITY,
        Self::CARDINAL,
        Self::ORDINAL,
        Self::URL,
        Self::EMAIL,
        Self::PHONE,
        Self::HANDLE,
        Self::HASHTAG,
        Self::COORDINATES,
    ];

    /// A label of the user's own.
    pub fn new(label: impl Into<String>) -> Self {
        Self(Cow::Owned(label.into()))
    }

    /// True for labels whose mentions are names, and not figures or addresses.
    pub(in crate::entities) fn is_name(&self) -> bool {
        !Self::FIGURES.contains(self)
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
