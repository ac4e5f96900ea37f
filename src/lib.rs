//! Fast, exact text analysis of many documents: tokens, terms and their statistics, and named entities.
//!
//! Data flows through the modules in one direction:
//!
//! text in -> [`corpus`] -> [`tokens`] -> [`counts`] -> [`statistics`], [`entities`] -> [`incidents`] -> [`table`]
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
//! Positions in text are [`span::Span`]s of UTF-8 bytes. No text makes a function fail; only invalid options and file
//! errors do, with an [`Error`]. Results do not depend on the number of threads.

pub mod corpus;
pub mod counts;
pub mod entities;
mod error;
pub mod incidents;
pub mod parallel;
mod registry;
mod saving;
pub mod span;
pub mod statistics;
pub mod table;
pub mod tokens;

#[cfg(feature = "python")]
mod python;

pub use error::{Error, Result};
pub use registry::{Entry, Registry};
