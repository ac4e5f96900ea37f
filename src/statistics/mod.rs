//! Measures over counts and sequences of terms, one file a family.

mod association;
mod collocations;

pub use association::{Association, Measure};
pub use collocations::{
    CollocationConfig, Collocations, Expected, Ranking, Window, count_collocations,
};
