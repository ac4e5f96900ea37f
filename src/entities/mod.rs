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
mod detect;
mod link;
mod mentions;
mod names;

pub use count::{
    Edge, Entities, Entity, EntityConfig, GroupedEntities, Network, Within, count_entities,
    count_entities_with,
};
pub use detect::{
    BUILTIN_TABLES, CaseRule, Edges, EntityFinder, Entry, EntryRef, Evaluation, FinderConfig,
    Gazetteer, GazetteerBuilder, GivenSpan, HyphenPolicy, Lexicon, Match, MatchKind, Name,
    NameMatches, Overlaps, PossessivePolicy, Recognized, Recognizer, Score, TaggedSentence,
    TrainingConfig, TrainingSet, find_names, given_mentions, parse_conll,
};
pub use link::{LINK_RULES, Link, LinkConfig, LinkRule, LinkRules, LinkedMention};
pub use mentions::{Found, LABELS, Label, LabelInfo, Mention, Source, Value};
