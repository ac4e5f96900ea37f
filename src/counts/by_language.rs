//! How documents of each language were read.

use std::collections::BTreeMap;

use crate::corpus::Language;
use crate::table::{Column, Table, cell};
use crate::tokens::{Analyzer, StemmerChoice, Step};

/// The number of documents in each language, if their terms depend on it; `None` counts those in unknown languages.
pub(super) type DocumentLanguages = BTreeMap<Option<Language>, u64>;

/// Return a table of how the documents of each language were read: language, number of documents, the languages of the
/// stop-word lists, the stemmer, and the normalisation steps. Empty if terms do not depend on the language.
pub(super) fn languages_table(analyzer: &Analyzer, languages: &DocumentLanguages) -> Table {
    let resolved = languages.keys();
    let resolved: Vec<Analyzer> = resolved
        .map(|language| analyzer.in_language(language.unwrap_or(Language::ENGLISH)))
        .collect();
    let codes = languages.keys().map(|one| one.map(|one| one.to_string()));
    let lists = resolved.iter().map(|one| one.stop_words.languages());
    let stemmers = resolved.iter().map(|one| one.stemmer);
    let steps = resolved.iter().map(|one| one.normalizer.steps().iter());
    Table::new(vec![
        Column::optional_text("language", codes),
        Column::ints("documents", languages.values().map(|&n| cell(n)).collect()),
        Column::text_lists("stop_words", lists),
        Column::optional_text("stemmer", stemmers.map(|one| one.map(StemmerChoice::name))),
        Column::text_lists(
            "steps",
            steps.map(|steps| steps.map(|step: &Step| step.name())),
        ),
    ])
}
