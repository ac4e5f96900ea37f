//! Statistics over counts and texts: keyness, dispersion, collocations, concordances, keyphrases, weighting, trends,
//! bootstrap intervals and near-duplicates.
//!
//! One file or folder per family. Each names the paper it follows and gives the formula.
//!
//! ```
//! use lexicount::statistics::Contingency;
//!
//! // 52 occurrences in 50,000 words against 57 in 75,000.
//! let table = Contingency { count: 52, total: 50_000, reference_count: 57, reference_total: 75_000 };
//! assert_eq!(format!("{:.2}", table.log_likelihood_two_cells()), "2.65");
//! ```

mod bootstrap;
mod collocations;
mod concordance;
mod contingency;
mod correction;
mod dispersion;
mod document_terms;
mod frequency_list;
mod intervals;
mod keyness;
pub mod keyphrases;
mod near_duplicates;
mod phrases;
mod random;
mod special;
mod trend_tests;
mod trends;
mod weighting;

pub use bootstrap::{BootstrapConfig, Statistic, bootstrap};
pub use collocations::{
    Association, CollocationConfig, Collocations, Expected, Measure as AssociationMeasure, Ranking,
    Window, count_collocations,
};
pub use concordance::{Concordance, Line, Query, Side, SortKey, View};
pub use contingency::{Contingency, Direction, Interval};
pub use correction::Correction;
pub use dispersion::{DispersionMeasure, Parts, dispersion};
pub use frequency_list::FrequencyList;
pub use keyness::{KEY_TERM_WEIGHT, KeynessConfig, Measure, keyness};
pub use near_duplicates::{Duplicates, DuplicatesConfig, Weights, near_duplicates};
pub use phrases::{PhraseConfig, Scoring, learn_phrases, phrase_table};
pub use trend_tests::{ChangeTest, TrendConfig};
pub use trends::TermSeries;
pub use weighting::{Bm25, Bm25Variant, Tfidf, Weighting, document_weights, query_scores};
