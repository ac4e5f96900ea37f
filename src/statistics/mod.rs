//! Measures over tokens and counts, one file a family; each says which paper it follows and gives the formula.

mod near_duplicates;

pub use near_duplicates::{Duplicates, DuplicatesConfig, Weights, near_duplicates};
