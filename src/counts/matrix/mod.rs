//! Document-term matrices: a row a document, a column a term.
//!
//! Takes documents and a [`FeatureSource`] that says how text becomes features, and returns [`FeatureCounts`], of which
//! [`to_csr`](FeatureCounts::to_csr) makes a [`CsrMatrix`] of the terms that are kept. [`FixedTerms`] counts terms that
//! are given, [`hash_features`] needs no terms at all. Features are those of scikit-learn's vectorizers
//! ([`FeatureReader`]) or the terms of an analyzer.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::counts::{CsrData, CsrValues, FeatureSource, count_features};
//! use lexicount::parallel::Workers;
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["fire in Moscow", "after the fire, fire"]);
//! let source = FeatureSource::Analyzer(Analyzer::default().prepare()?);
//! let workers = Workers::serial();
//! let counts = count_features(&documents, &source, &workers)?;
//! let (columns, terms) = counts.columns(|_| true);
//! let names: Vec<&str> = (0..5).map(|place| terms.terms.get(place)).collect();
//! assert_eq!(names, ["fire", "in", "moscow", "after", "the"]);
//! assert_eq!(terms.columns, [1, 2, 3, 0, 4]);
//! let matrix = counts.to_csr(&columns, 5, CsrValues::Counts { binary: false }, &workers)?;
//! assert_eq!(matrix.data, CsrData::Counts(vec![1, 1, 1, 2, 1, 1]));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Words are numbered, and a gram is a pair of the number of its first words and that of its last: no text is joined
//! while counting.

mod counter;
mod csr;
mod document_terms;
mod fixed;
mod grams;
mod hashed;
mod pairs;
mod reader;
mod rows;
mod terms;

pub use counter::{FeatureCounts, count_features};
pub use csr::{CsrData, CsrIndices, CsrMatrix, CsrValues, RowNorm, Weighting};
pub use document_terms::{DocumentTermMatrix, document_term_matrix};
pub use fixed::{FixedRows, FixedTerms};
pub use hashed::{Hashing, hash_features};
pub use reader::{FeatureReader, FeatureSource, FeatureUnit};
pub use terms::ColumnTerms;
