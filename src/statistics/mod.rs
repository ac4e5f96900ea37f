//! Measures over tokens and counts, a family a module.
//!
//! Each module cites the paper of its measure and gives the formula.

pub mod keyphrases;
