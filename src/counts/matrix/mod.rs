//! Document-term matrices, of shape `(n_documents, n_terms)`.
//!
//! Takes documents and a [`FeatureSource`] that defines how text becomes features, and returns [`FeatureCounts`], which
//! [`to_csr`](FeatureCounts::to_csr) converts to a [`CsrMatrix`] of the terms that are kept. [`FixedTerms`] counts
//! given terms; [`hash_features`] needs no terms at all. Features are those of scikit-learn's vectorizers
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
//! let names: Vec<&str> = (0..5).map(|index| terms.terms.get(index)).collect();
//! assert_eq!(names, ["fire", "in", "moscow", "after", "the"]);
//! assert_eq!(terms.columns, [1, 2, 3, 0, 4]);
//! let matrix = counts.to_csr(&columns, 5, CsrValues::Counts { binary: false }, &workers)?;
//! assert_eq!(matrix.data, CsrData::Counts(vec![1, 1, 1, 2, 1, 1]));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Words have ids, and an n-gram is a pair of the id of its prefix and that of its last word, so no text is joined
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
