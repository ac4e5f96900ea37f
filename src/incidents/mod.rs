//! Casualty figures: how many people were killed, injured, abducted, detained, displaced or reported missing.
//!
//! Takes documents and their [`Entities`](crate::entities::Entities). Returns [`Casualties`]: a [`Figure`] for each number
//! of victims that a text states, with its spans.

mod attribution;
mod casualties;
mod chunks;
mod confidence;
mod events;
mod figure;
mod lexicon;
mod read;
mod relations;
mod speech;
mod status;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod totals;
mod victims;
mod when;
mod words;

pub use casualties::{Casualties, count_casualties};
pub use events::{
    ActorKind, Bounds, DateBasis, DatePrecision, Decisions, Event, EventDate, EventPlace, Incident,
    IncidentConfig, IncidentType, Incidents, Join, Perpetrator, PlaceBasis, PlacePrecision, Reason,
    Responsibility, Revision, Share, TargetClass, WeaponClass, find_incidents,
};
pub use figure::{
    Attribution, Figure, Implied, Manner, Outcome, Quantifier, Relation, Rule, Side, SourceKind,
    Status, TriggerWord, VictimClass, Victims, When,
};
pub use totals::Total;
