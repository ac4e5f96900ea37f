//! Counting: the entities of a corpus, of groups of documents, and networks of entities, as tables and as JSON.

mod entities;
mod grouped;
mod network;
mod readings;
mod reports;
mod saved;
mod tables;

pub use entities::{Entities, Entity, EntityConfig, count_entities, count_entities_with};
pub use grouped::GroupedEntities;
pub use network::{Edge, Network, Within};
pub use readings::Reading;
