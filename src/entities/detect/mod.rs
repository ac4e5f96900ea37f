//! Detection: finds the mentions of a text by lists, patterns and a trained recogniser, resolves their overlaps, and adds
//! institutions, addressed persons, short forms and repeat mentions.

mod addressed;
mod boundaries;
mod clubs;
mod countries;
mod datelines;
mod explained;
mod finder;
mod foreign_agencies;
mod gazetteer;
mod given;
mod institutions;
mod markets;
mod ministries;
mod offices;
mod overlaps;
mod own_possessives;
mod patterns;
mod peoples;
mod pool;
mod recognizer;
mod repeats;
mod short_forms;
mod text_words;

pub use finder::{EntityFinder, FinderConfig};
pub use gazetteer::{
    BUILTIN_TABLES, BoundaryRules, CaseRule, Entry, EntryRef, Gazetteer, GazetteerBuilder,
    HyphenPolicy, Match, MatchKind, Name, NameMatches, PossessivePolicy, find_names,
};
pub use given::{GivenSpan, Overlaps, given_mentions};
pub use recognizer::{
    Evaluation, Lexicon, Recognized, Recognizer, Score, TaggedSentence, TrainingConfig,
    TrainingSet, parse_conll, parse_conll_documents, possessive_parts,
};
pub(in crate::entities) use short_forms::with_short_forms;
