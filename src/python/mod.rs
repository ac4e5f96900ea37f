//! The extension module `lexicount._core`: converts, calls, wraps; no algorithm lives here.
#![allow(
    clippy::needless_pass_by_value,
    reason = "arguments that come from Python are extracted by value"
)]

mod analysis;
mod arrow;
mod cleaning;
mod collocations;
mod concordance;
mod conll;
mod convert;
mod documents;
mod duplicates;
mod entities;
mod error;
mod files;
mod gazetteer;
mod grouping;
mod incidents;
mod keyphrases;
mod keywords;
mod phrases;
mod quotes;
mod recognizer;
mod registries;
mod run;
mod statistics;
mod table;
mod tables;
mod tokens;
mod vectorizers;

use pyo3::prelude::*;

/// The compiled core of lexicount. Use the package `lexicount`, which wraps it.
#[pymodule]
mod _core {
    #[pymodule_export]
    use super::analysis::{PyAnalyzer, PyNormalized, PyPhrases, normalize_text, stemmers};
    #[pymodule_export]
    use super::cleaning::{PyCleaned, PyCut, clean_documents};
    #[pymodule_export]
    use super::collocations::{PyCollocations, count_collocations};
    #[pymodule_export]
    use super::concordance::{PyConcordance, PyQuery};
    #[pymodule_export]
    use super::conll::{conll_documents, possessive_parts};
    #[pymodule_export]
    use super::documents::{
        PyBatches, PyDocuments, PyFiles, is_like_path, is_table_stream, language_name,
    };
    #[pymodule_export]
    use super::duplicates::{PyDuplicates, near_duplicates};
    #[pymodule_export]
    use super::entities::{
        PyEntities, PyGroupedEntities, PyNetwork, count_entities, found_entities, given_entities,
        labels, link_rules,
    };
    #[pymodule_export]
    use super::files::write_file;
    #[pymodule_export]
    use super::gazetteer::PyGazetteer;
    #[pymodule_export]
    use super::incidents::{PyCasualties, PyIncidents, count_casualties};
    #[pymodule_export]
    use super::keyphrases::{
        PyKeyphraseConfig, PyKeyphrases, rank_keyphrases, rank_token_keyphrases,
    };
    #[pymodule_export]
    use super::keywords::{PyGroupedCounts, PyTermCounts, count_terms, count_terms_by};
    #[pymodule_export]
    use super::phrases::learn_phrases;
    #[pymodule_export]
    use super::quotes::PyQuotes;
    #[pymodule_export]
    use super::recognizer::PyRecognizer;
    #[pymodule_export]
    use super::registries::{registries, registry};
    #[pymodule_export]
    use super::run::default_threads;
    #[pymodule_export]
    use super::statistics::{
        PyFrequencyList, bm25_query, bm25_weights, bootstrap, dispersion, keyness, term_trends,
        tfidf_weights,
    };
    #[pymodule_export]
    use super::table::PyTable;
    #[pymodule_export]
    use super::tokens::{
        PyTokens, graphemes_of_text, language_table, sentences_of_text, steps_for_language,
        stop_word_languages, stop_words, stop_words_for_language, tokenize_text,
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
