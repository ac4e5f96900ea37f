//! Measures over counts and sequences of terms, one file a family.

mod association;
mod collocations;
mod concordance;
mod lines;
mod neighbours;
mod phrases;
mod query;
mod sorting;

pub use association::{Association, Measure};
pub use collocations::{
    CollocationConfig, Collocations, Expected, Ranking, Window, count_collocations,
};
pub use concordance::{Concordance, Side};
pub use lines::{Line, View};
pub use phrases::{PhraseConfig, Scoring, learn_phrases, phrase_table};
pub use query::Query;
pub use sorting::SortKey;
