//! Counts what is said in text, fast and exactly: tokens, keywords, entities.
//!
//! Data moves one way, a module a stage:
//!
//! text in -> [`corpus`] -> [`tokens`] -> [`counts`] -> [`statistics`], [`entities`] -> [`table`]
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::counts::count_terms;
//! use lexicount::parallel::Workers;
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["To be, or not to be.", "Be that as it may."]);
//! let counts = count_terms(&documents, &Analyzer::default(), &Workers::serial())?;
//! assert_eq!(counts.count("be"), 3);
//! assert_eq!(counts.document_frequency("be"), 2);
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Inside, places are [`span::Span`]s of UTF-8 bytes. No text makes a function fail; only options and files do, with
//! an [`Error`]. The same input gives the same bytes out for any number of threads.

pub mod corpus;
pub mod counts;
pub mod entities;
mod error;
pub mod parallel;
mod saving;
pub mod span;
pub mod statistics;
pub mod table;
pub mod tokens;

#[cfg(feature = "python")]
mod python;

pub use error::{Error, Result};
