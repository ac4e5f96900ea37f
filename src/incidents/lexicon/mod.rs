//! The table of triggers and cues: `english.tsv`.
//!
//! A row is a role, the words that have it, and a value. A word may have several roles; the table says nothing of how a
//! sentence is put together, so a table in another language needs the same roles.

use std::sync::LazyLock;

use super::figure::{Outcome, SourceKind, VictimClass};
use super::words::WordTable;
use crate::span::Span;

const ENGLISH: &str = include_str!("english.tsv");

/// Declares the roles of words: a constant of [`Roles`] and the name in the table.
macro_rules! roles {
    ($($role:ident = $name:literal,)*) => {
        #[expect(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "each is the name of a constant"
        )]
        #[derive(Clone, Copy)]
        enum Role { $($role,)* }

        impl Roles {
            $(pub(super) const $role: Self = Self(1 << Role::$role as u32);)*

            /// The role of this name.
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$role),)* _ => None }
            }
        }
    };
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u128);

roles! {
        VERB = "verb", NOUN = "noun", STATE = "state", DEADLY = "deadly", FATAL = "fatal", TOLL = "toll",
        PERSON = "person", THING = "thing", OTHER_DEATH = "other_death", GROUP = "group",
        BE = "be", HAVE = "have", DO = "do", MODAL = "modal", FUTURE = "future", POSSIBLE = "possible",
        NOT = "not", NO = "no", NOBODY = "nobody",
        DETERMINER = "determiner", INDEFINITE = "indefinite", DEFINITE = "definite", MORE = "more",
        PRONOUN = "pronoun", SINGLE = "single", PLURAL_PRONOUN = "plural_pronoun", THOSE = "those",
        ONE_PERSON = "one_person",
        PREPOSITION = "preposition", OF = "of", BY = "by", TO = "to", AMONG = "among", AT = "at",
        INCLUDING = "including", PLUS = "plus",
        CONJUNCTION = "conjunction", OR = "or", BUT = "but",
        SUBORDINATOR = "subordinator", RELATIVE = "relative", OF_WHOM = "of_whom",
        ADVERB = "adverb", HEDGE = "hedge", REPORT = "report", CLAIM = "claim", DENY = "deny", FEAR = "fear",
        THREATEN = "threaten", PLAN = "plan", ATTEMPT = "attempt", ACHIEVE = "achieve", OTHER_VERB = "verb_other",
        INCLUDE = "include", SUFFER = "suffer", CARRY = "carry", HOSPITAL = "hospital", WOUND = "wound", SNATCH = "snatch", HOME = "home", BY_FORCE = "by_force", ATTRIBUTE = "attribute", VICTIM = "victim", ORDINAL = "ordinal", AWAY = "away", AS = "as", EVENT = "event", ALSO = "also", REFLEXIVE = "reflexive", BEGIN = "begin", FORMER = "former", THIS = "this", YEAR = "year", REVENGE = "revenge", VERIFY = "verify", UNVERIFIED = "unverified", GENERIC = "generic", HAD = "had", HIT = "hit", BODY = "body", QUESTION = "question", POSSESSIVE_PRONOUN = "possessive_pronoun", FLOATING = "floating", LIFE = "life", WHERE = "where", HOLD = "hold", SINGULAR = "singular", TAKE = "take", LEAVE = "leave",
        VAGUE = "vague", NUMBER = "number",
        EARLIER = "earlier", PAST = "past", LONG = "long", AGO = "ago", AGES = "ages", RECENT = "recent", RUNNING = "running", SOURCE = "source",
}

impl Roles {
    /// True if one of `roles` is among these.
    pub(super) const fn has(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    /// All of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Whose the outcome of a verb is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// That of the object, or of the subject of the passive.
    Object,
    /// That of the subject.
    Subject,
    /// That of the object if there is one, else of the subject.
    Either,
    /// That of the object, unless another verb says more: "shot", "stabbed".
    Weak,
}

/// The forms of a verb that a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms(u8);

impl Forms {
    pub(super) const BASE: Self = Self(1);
    pub(super) const THIRD: Self = Self(2);
    pub(super) const ING: Self = Self(4);
    pub(super) const PAST: Self = Self(8);
    pub(super) const PARTICIPLE: Self = Self(16);
    const ALL: [Self; 5] = [
        Self::BASE,
        Self::THIRD,
        Self::ING,
        Self::PAST,
        Self::PARTICIPLE,
    ];

    /// All of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, forms: Self) -> bool {
        self.0 & forms.0 != 0
    }
}

/// A verb with an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TriggerVerb {
    pub(super) outcome: Outcome,
    pub(super) takes: Takes,
    pub(super) forms: Forms,
}

/// What the table says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) roles: Roles,
    /// As a verb with an outcome.
    pub(super) verb: Option<TriggerVerb>,
    /// As a noun with an outcome.
    pub(super) noun: Option<Outcome>,
    /// As a state after its victims.
    pub(super) state: Option<Outcome>,
    /// As a noun for people.
    pub(super) class: Option<VictimClass>,
    /// As a noun for a source.
    pub(super) source: Option<SourceKind>,
    /// True for plural nouns.
    pub(super) is_plural: bool,
    /// The number of a word that counts.
    pub(super) number: u64,
}

impl Word {
    pub(super) fn is(&self, roles: Roles) -> bool {
        self.roles.has(roles)
    }

    /// True if a sentence with this word may state a figure.
    pub(super) fn is_trigger(&self) -> bool {
        let has_outcome = self.verb.is_some() || self.noun.is_some() || self.state.is_some();
        let is_claim = self.is(Roles::CLAIM) && self.is(Roles::TAKE);
        has_outcome
            || is_claim
            || self.is(Roles::TOLL
                .or(Roles::SNATCH)
                .or(Roles::BY_FORCE)
                .or(Roles::HIT)
                .or(Roles::HOSPITAL)
                .or(Roles::WOUND))
    }
}

/// A word that the table does not have.
pub(super) static UNKNOWN: Word = Word {
    roles: Roles(0),
    verb: None,
    noun: None,
    state: None,
    class: None,
    source: None,
    is_plural: false,
    number: 0,
};

/// The words and phrases of a language.
#[derive(Debug)]
pub(super) struct Lexicon(WordTable<Word>);

impl Lexicon {
    /// The table for English.
    pub(super) fn english() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon(WordTable::parse(ENGLISH, add)));
        &LEXICON
    }

    /// The entry of a word in lowercase.
    pub(super) fn word(&self, word: &str) -> Option<&Word> {
        self.0.word(word)
    }

    /// True if a phrase that begins with a word has an outcome.
    pub(super) fn begins_trigger(&self, first: &str) -> bool {
        let mut phrases = self.0.phrases(first).iter();
        phrases.any(|(_, word)| word.is_trigger())
    }

    /// See [`WordTable::phrases_at`].
    pub(super) fn phrases_at(
        &self,
        first: &str,
        text: &str,
        pieces: &[Span],
    ) -> impl Iterator<Item = (usize, &Word)> {
        self.0.phrases_at(first, text, pieces)
    }
}

/// Adds a row of the table to a word, which is number `number` of the row.
fn add(entry: &mut Word, role: &str, value: &str, number: usize) {
    let name = if role == "people" { "person" } else { role };
    let roles = Roles::named(name).unwrap_or_else(|| panic!("the table has the role {role}"));
    entry.roles = entry.roles.or(roles);
    match role {
        "verb" => add_verb(entry, value, number),
        "noun" => {
            entry.noun = outcome(value);
            entry.is_plural |= number % 2 == 1;
        }
        "state" => entry.state = outcome(value),
        "person" | "people" => {
            entry.class = entry.class.or_else(|| value.parse().ok());
            entry.is_plural |= role == "people";
        }
        "source" => entry.source = entry.source.or_else(|| value.parse().ok()),
        "vague" | "number" => entry.number = value.parse().expect("a number is in digits"),
        _ => {}
    }
}

fn add_verb(entry: &mut Word, value: &str, number: usize) {
    let (outcome, takes) = value
        .split_once(' ')
        .expect("a verb has an outcome and an owner");
    let takes = match takes {
        "object" => Takes::Object,
        "subject" => Takes::Subject,
        "either" => Takes::Either,
        "weak" => Takes::Weak,
        _ => return,
    };
    let forms = entry.verb.map(|verb| verb.forms).unwrap_or_default();
    entry.verb = Some(TriggerVerb {
        outcome: outcome
            .parse()
            .expect("the table has outcomes of the registry"),
        takes,
        forms: forms.or(Forms::ALL[number]),
    });
}

fn outcome(value: &str) -> Option<Outcome> {
    value.parse().ok()
}
