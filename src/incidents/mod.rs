//! Casualty figures: how many people were killed, injured, abducted, detained, displaced or reported missing.
//!
//! Takes documents and their [`Entities`](crate::entities::Entities). Returns [`Casualties`]: a [`Figure`] for each number
//! of victims that a text states, with its spans.

mod attribution;
mod casualties;
mod chunks;
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
pub use figure::{
    Attribution, Figure, Implied, Manner, Outcome, Quantifier, Relation, Rule, Side, SourceKind,
    Status, TriggerWord, VictimClass, Victims, When,
};
pub use totals::Total;
