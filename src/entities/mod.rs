//! Who, where, when, how much: mentions found in text, joined to names, counted.
//!
//! Takes documents and an [`EntityFinder`], returns [`Entities`]. Three sources find mentions, each a list of spans
//! with a [`Label`]: a [`Gazetteer`] (known names), patterns (dates, numbers, money, addresses) and a trained
//! [`Recognizer`] (persons, organisations and places that no list knows); spans from elsewhere are counted in the same
//! way. Where they overlap one wins, so the mentions of a document never overlap. Then mentions that mean one thing are
//! linked to one name, each with the reason ([`Link`]).
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::entities::{EntityFinder, count_entities};
//! use lexicount::parallel::Workers;
//!
//! let documents = Documents::from_texts(["ISIS-K struck in Moscow.", "ISIS Khorasan was named by U.S. officials."]);
//! let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
//! let khorasan = entities.find("ISIS Khorasan", None).expect("a group that the gazetteer knows");
//! assert_eq!((khorasan.label.as_str(), khorasan.n_mentions), ("ORG", 2));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Left out: what a pronoun or a description ("the group") stands for.

mod count;
mod cues;
mod echoes;
mod edges;
mod finder;
mod gazetteer;
mod given;
mod grouped;
mod institutions;
mod linking;
mod network;
mod patterns;
mod pieces;
mod recognizer;
mod saved;
mod settling;
mod tables;
mod value;

pub use count::{Entities, Entity, EntityConfig, count_entities, count_entities_with};
pub use finder::{EntityFinder, FinderConfig};
pub use gazetteer::{
    BUILTIN_TABLES, CaseRule, Edges, Entry, EntryRef, Gazetteer, GazetteerBuilder, HyphenPolicy,
    Match, MatchKind, Name, NameMatches, PossessivePolicy, find_names,
};
pub use given::{GivenSpan, Overlaps, given_mentions};
pub use grouped::GroupedEntities;
pub use linking::{Link, LinkConfig, LinkRules, LinkedMention};
pub use network::{Edge, Network, Within};
pub use recognizer::{
    Evaluation, Lexicon, Recognized, Recognizer, Score, TaggedSentence, TrainingConfig,
    TrainingSet, parse_conll,
};
pub use value::Value;

use std::borrow::Cow;
use std::fmt;

use crate::span::Span;

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
    pub(crate) fn is_name(&self) -> bool {
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

/// What found a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A list of the user's own.
    User,
    /// The built-in lists.
    Gazetteer,
    /// A pattern.
    Pattern,
    /// The trained recogniser.
    Recognizer,
    /// Another program.
    Given,
}

impl Source {
    /// The name that tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Gazetteer => "gazetteer",
            Self::Pattern => "pattern",
            Self::Recognizer => "recognizer",
            Self::Given => "given",
        }
    }
}

/// A name or figure at a place in one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What kind of thing it is.
    pub label: Label,
    /// The name that it stands for: a list's main name, a figure in its normal form, or the words as they stand.
    pub name: String,
    /// What found it.
    pub source: Source,
    /// What a figure means.
    pub value: Option<Value>,
    /// The number of the entry in the list that found it.
    pub entry: Option<u32>,
    /// The chance that it is right, where its source tells one: from 0 to 1.
    pub confidence: Option<f32>,
}

impl Mention {
    /// A mention without value, entry and confidence.
    pub fn new(span: Span, label: Label, name: impl Into<String>, source: Source) -> Self {
        Self {
            span,
            label,
            name: name.into(),
            source,
            value: None,
            entry: None,
            confidence: None,
        }
    }
}
