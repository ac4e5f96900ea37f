//! Incidents: which figures are about one event, where and when it was, and who did it.
//!
//! Takes documents, their [`Entities`](crate::entities::Entities) and their [`Casualties`](super::Casualties). An
//! [`Event`] is what one document says of one incident.

mod actors;
mod dates;
mod event;
mod gazetteer;
mod group;
mod incident;
mod incidents;
mod join;
mod kinds;
mod lexicon;
mod places;
mod read;
mod scene;
mod tables;
mod votes;

pub use event::{
    ActorKind, DateBasis, DatePrecision, Event, EventDate, EventPlace, IncidentType, Perpetrator,
    PlaceBasis, PlacePrecision, Responsibility, TargetClass, WeaponClass,
};
pub use incident::{Bounds, Incident, Revision, Share};
pub use incidents::{IncidentConfig, Incidents, find_incidents};
pub use join::{Decisions, Join, Reason};
