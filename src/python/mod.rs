//! The extension module `lexicount._core`: converts, calls, wraps; no algorithm lives here.
#![allow(
    clippy::needless_pass_by_value,
    reason = "arguments that come from Python are extracted by value"
)]

mod analysis;
mod arrow;
mod convert;
mod documents;
mod entities;
mod error;
mod keywords;
mod run;
mod table;
mod tokens;
mod vectorizers;

use pyo3::prelude::*;

/// The compiled core of lexicount. Use the package `lexicount`, which wraps it.
#[pymodule]
mod _core {
    #[pymodule_export]
    use super::analysis::{PyAnalyzer, PyNormalized, normalize_text, stemmers};
    #[pymodule_export]
    use super::documents::{PyDocuments, read_documents};
    #[pymodule_export]
    use super::entities::{PyEntities, PyGazetteer, count_entities};
    #[pymodule_export]
    use super::keywords::{PyTermCounts, count_terms};
    #[pymodule_export]
    use super::run::default_threads;
    #[pymodule_export]
    use super::table::PyTable;
    #[pymodule_export]
    use super::tokens::{
        PyTokens, graphemes_of_text, sentences_of_text, stop_word_languages, tokenize_text,
    };

    #[pymodule_export]
    use super::vectorizers::{
        PyColumnTerms, PyDocumentTermMatrix, PyFeatureCounts, PyFeatureSource, PyFixedTerms,
        PyNumbers, count_features, distinct_characters, document_term_matrix, hash_features,
    };

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
