//! A figure: one stated number of victims.

use crate::registry::registry;
use crate::span::Span;

registry!(
    /// What happened to the victims.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum Outcome: "outcome" {
        /// Killed, or found dead.
        Killed = "killed",
        /// Wounded, hurt or in hospital.
        Injured = "injured",
        /// Not accounted for.
        Missing = "missing",
        /// Taken by force: abducted or held hostage.
        Kidnapped = "kidnapped",
        /// Arrested or taken prisoner.
        Detained = "detained",
        /// Driven from home, or evacuated.
        Displaced = "displaced",
        /// Set free or rescued.
        Released = "released",
        /// Involved, but not hurt.
        Unhurt = "unhurt",
        /// Killed, injured or missing in one number.
        Casualties = "casualties",
    }
);

registry!(
    /// How a number is put.
    pub enum Quantifier: "quantifier" {
        /// The number itself: "14".
        Exact = "exact",
        /// "at least 14".
        AtLeast = "at_least",
        /// "more than 14".
        MoreThan = "more_than",
        /// "up to 14".
        UpTo = "up_to",
        /// "about 14".
        About = "about",
        /// "12 to 14".
        Range = "range",
        /// "dozens", "several".
        Vague = "vague",
        /// "no one".
        None = "none",
        /// No number: "a guard", "soldiers", a name.
        Implied = "implied",
    }
);

registry!(
    /// What stands for a number that is not written.
    pub enum Implied: "implied number" {
        /// One person: "a guard", "the mayor", "he".
        Singular = "singular",
        /// The name of a person.
        Name = "name",
        /// Several people: "soldiers".
        Plural = "plural",
    }
);

registry!(
    /// Who the victims are.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum VictimClass: "class of victims" {
        /// People who take no part in fighting.
        Civilian = "civilian",
        /// Soldiers.
        Military = "military",
        /// Police and guards.
        Police = "police",
        /// Rebels, gunmen, attackers.
        Militant = "militant",
        /// Children and teenagers.
        Child = "child",
        /// Women.
        Woman = "woman",
        /// Aid workers.
        AidWorker = "aid worker",
        /// Journalists.
        Journalist = "journalist",
        /// Politicians, judges, diplomats.
        Official = "official",
        /// Doctors, nurses, rescuers.
        Medic = "medic",
        /// Clergy.
        Clergy = "clergy",
        /// Students and pupils.
        Student = "student",
        /// Tourists and other foreigners.
        Foreigner = "foreigner",
        /// Suspects.
        Suspect = "suspect",
        /// Not stated.
        Unknown = "unknown",
    }
);

registry!(
    /// The side of the victims.
    pub enum Side: "side" {
        /// The attacked.
        Victims = "victims",
        /// The attackers.
        Attackers = "attackers",
        /// Not known.
        Unknown = "unknown",
    }
);

registry!(
    /// How a figure relates to an earlier one of the same outcome.
    pub enum Relation: "relation" {
        /// A number of its own.
        Whole = "whole",
        /// Part of another figure, which includes it: "including two children".
        Part = "part",
        /// More victims: "another 12".
        Addition = "addition",
        /// The same fact again.
        Repeat = "repeat",
    }
);

registry!(
    /// Whether it happened.
    pub enum Status: "status" {
        /// It is said to have happened.
        Actual = "actual",
        /// It is denied.
        Denied = "denied",
        /// It is said that there were no victims.
        None = "none",
        /// It is feared or thought possible.
        Feared = "feared",
        /// It is threatened.
        Threatened = "threatened",
        /// It is planned or ordered.
        Planned = "planned",
        /// It was tried.
        Attempted = "attempted",
    }
);

registry!(
    /// Which event a figure is about.
    pub enum When: "event" {
        /// The event that the document reports.
        ThisEvent = "this event",
        /// An earlier event.
        Earlier = "earlier event",
        /// A number that grows over a period: "since 1980".
        Running = "running total",
    }
);

registry!(
    /// Who says so.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum SourceKind: "kind of source" {
        /// Police.
        Police = "police",
        /// Armed forces.
        Military = "military",
        /// Authorities and politicians.
        Official = "official",
        /// Doctors and hospitals.
        Medical = "medical",
        /// The attackers.
        Attackers = "attackers",
        /// Witnesses and residents.
        Witness = "witness",
        /// Organisations: the United Nations, aid groups.
        Organisation = "organisation",
        /// News media.
        Media = "media",
    }
);

registry!(
    /// How a source puts it.
    pub enum Manner: "manner of attribution" {
        /// "said", "confirmed", "according to".
        Said = "said",
        /// "reportedly", "allegedly".
        Reportedly = "reportedly",
        /// "claimed".
        Claimed = "claimed",
        /// "unconfirmed".
        Unconfirmed = "unconfirmed",
    }
);

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The span of the source, or of the word that hedges.
    pub span: Span,
    /// The kind of source, if it is known.
    pub kind: Option<SourceKind>,
    /// How it is put.
    pub manner: Manner,
}

/// The people that a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Victims {
    /// The span of the phrase.
    pub span: Span,
    /// The span of its head noun, if it has one.
    pub head: Option<Span>,
    /// Who they are.
    pub class: VictimClass,
    /// The side that they are on.
    pub side: Side,
}

/// The word that says what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriggerWord {
    /// The span of the word.
    pub span: Span,
    /// The name of the rule that found the victims.
    pub rule: Rule,
}

registry!(
    /// The rule by which a figure was found.
    pub enum Rule: "rule" {
        /// The victims are the object: "killed two", "killing two".
        Object = "object",
        /// The victims are the subject: "two were killed", "two died".
        Subject = "subject",
        /// The victims come with a noun: "the death of two".
        NounOf = "noun of",
        /// The number is that of the noun: "two deaths".
        Noun = "noun",
        /// The word is an adjective: "two wounded men".
        Adjective = "adjective",
        /// A death toll: "the toll rose to two".
        Toll = "toll",
        /// One of a list after "including" or "among them".
        Including = "including",
        /// The victims are among others: "two were among the dead".
        Among = "among",
    }
);

/// A stated number of victims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number of the document.
    pub document: usize,
    /// The number of the sentence within the document, from 0.
    pub sentence: usize,
    /// What happened.
    pub outcome: Outcome,
    /// The smallest number, if it is bounded.
    pub low: Option<u64>,
    /// The best single number, if there is one.
    pub best: Option<u64>,
    /// The greatest number, if it is bounded.
    pub high: Option<u64>,
    /// How the number is put.
    pub quantifier: Quantifier,
    /// What stands for a number that is not written.
    pub implied: Option<Implied>,
    /// The span of the number, or of what stands for it.
    pub span: Span,
    /// Who they are.
    pub victims: Victims,
    /// The relation to other figures of the document.
    pub relation: Relation,
    /// The figure that this one is related to: its number among all figures.
    pub of: Option<usize>,
    /// Whether it happened.
    pub status: Status,
    /// The event that it is about.
    pub when: When,
    /// The word that says what happened.
    pub trigger: TriggerWord,
    /// Who says so, if the sentence says.
    pub attribution: Option<Attribution>,
    /// How sure the figure is, from 0 to 100.
    pub confidence: u8,
}

impl Figure {
    /// Returns the number to add up: the best, else the lowest, else the highest.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.best.or(self.low).or(self.high).unwrap_or_default()
    }

    /// True if the figure counts for a total of the reported event: it happened, in this event, and is neither part of
    /// another figure nor said before.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.status == Status::Actual
            && self.when == When::ThisEvent
            && matches!(self.relation, Relation::Whole | Relation::Addition)
    }
}
