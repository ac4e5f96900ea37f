//! Entities: who, where, when and how much.
//!
//! Takes documents and an [`EntityFinder`]. Returns [`Entities`]. Three sources find mentions, each a span with a
//! [`Label`]: a [`Gazetteer`] (lists of names), patterns (dates, numbers, money, addresses) and a trained [`Recognizer`]
//! (persons, organisations and places that are in no list). Spans from another program are counted in the same way.
//! Overlaps are resolved, so the mentions of a document are disjoint. Then the mentions of one entity are linked, each
//! with the reason ([`Link`]).
//!
//! The folders are rooms, and each imports only from those before it: `mentions` (types), `names` (morphology), `detect`,
//! `link`, `structure` (headline, paragraphs, sentences), `count`, `quotes` (who says what).
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::entities::{EntityFinder, count_entities};
//! use lexicount::parallel::Workers;
//!
//! let documents = Documents::from_texts(["ISIS-K struck in Moscow.", "ISIS Khorasan was named by U.S. officials."]);
//! let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
//! let khorasan = entities.find("ISIS Khorasan", None).expect("a group in the gazetteer");
//! assert_eq!((khorasan.label.as_str(), khorasan.n_mentions), ("ORG", 2));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Not resolved: pronouns and descriptions ("the group").

mod count;
mod detect;
mod link;
mod mentions;
mod names;
mod quotes;
mod structure;

pub use count::{
    Edge, Entities, Entity, EntityConfig, GroupedEntities, Network, Reading, Within,
    count_entities, count_entities_with,
};
pub use detect::{
    BUILTIN_TABLES, BoundaryRules, CaseRule, EntityFinder, Entry, EntryRef, Evaluation,
    FinderConfig, Gazetteer, GazetteerBuilder, GivenSpan, HyphenPolicy, Lexicon, Match, MatchKind,
    Name, NameMatches, Overlaps, PossessivePolicy, Recognized, Recognizer, Score, TaggedSentence,
    TrainingConfig, TrainingSet, find_names, given_mentions, parse_conll, parse_conll_documents,
    possessive_parts,
};
pub use link::{
    Form, FormContext, LINK_RULES, Link, LinkConfig, LinkRule, LinkRules, LinkedMention,
};
pub use mentions::{
    Basis, Found, LABELS, Label, LabelInfo, Mention, Relation, Source, Sources, Value,
};
pub use quotes::{
    Cue, Manner, Quote, QuoteKind, QuotedSpeaker, Quotes, SpeakerLink, find_quotes, quotes,
};
pub use structure::{Dateline, Structure, Units};
