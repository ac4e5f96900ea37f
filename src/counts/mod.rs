//! Counts of terms: occurrences and document frequencies.
//!
//! Takes documents and an [`Analyzer`](crate::tokens::Analyzer), and returns [`TermCounts`], which can be merged, saved and loaded. Counts are
//! always complete; a [`Selection`] of terms is made at the end, so merging the parts of a corpus always equals one
//! pass over all of it.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::counts::{Selection, count_terms};
//! use lexicount::parallel::Workers;
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["Fire in Moscow.", "Moscow, after the fire: Moscow mourns."]);
//! let counts = count_terms(&documents, &Analyzer::default(), &Workers::serial())?;
//! let top = counts.select(&Selection { top: Some(2), ..Selection::default() })?;
//! let top: Vec<_> = top.iter().map(|&id| (counts.term(id), counts.count_of(id))).collect();
//! assert_eq!(top, [("moscow", 3), ("fire", 2)]);
//! # Ok::<(), lexicount::Error>(())
//! ```

mod by_language;
mod cancellation;
mod count;
mod counter;
mod files;
mod grams;
mod grouped;
mod groups;
mod matrix;
mod reader;
mod saved;
mod sequences;
mod tallies;
mod term_counts;
mod vocabulary;
mod weighted;

pub(crate) use cancellation::CancellationCheck;
pub use count::count_terms;
pub use files::{count_files, count_files_by};
pub use grouped::{GroupedCounts, count_terms_by};
pub(crate) use groups::{DocumentGroups, group_columns};
pub use groups::{Group, GroupKey, Grouping, documents_by};
pub use matrix::{
    ColumnTerms, CsrData, CsrIndices, CsrMatrix, CsrValues, DocumentTermMatrix, FeatureCounts,
    FeatureReader, FeatureSource, FeatureUnit, FixedRows, FixedTerms, Hashing, RowNorm, Weighting,
    count_features, document_term_matrix, hash_features,
};
pub use saved::{SavedCounts, are_weighted};
pub use sequences::{Kept, TermSequences};
pub use term_counts::{Frequency, Selection, TermCounts};
pub(crate) use vocabulary::{Key, LOWERCASE_BITS, MAX_SHORT};
pub use vocabulary::{TermId, Vocabulary};
pub use weighted::{WeightedCounts, count_terms_weighted};
