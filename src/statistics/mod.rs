//! Measures over counts and sequences of terms, one file a family.

mod association;
mod collocations;
mod phrases;

pub use association::{Association, Measure};
pub use collocations::{
    CollocationConfig, Collocations, Expected, Ranking, Window, count_collocations,
};
pub use phrases::{PhraseConfig, Scoring, learn_phrases, phrase_table};
