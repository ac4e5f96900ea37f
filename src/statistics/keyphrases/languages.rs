//! The documents of each language, with the options for it.

use std::collections::BTreeMap;

use super::config::{KeyphraseConfig, Merge};
use super::lexicon::Prepared;
use crate::corpus::{Documents, Language};
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::{Normalizer, Stemmer, StopWordList, stop_word_languages};

/// The documents of one language.
pub(super) struct Group {
    pub(super) prepared: Prepared,
    /// Their indices, in order.
    pub(super) documents: Vec<usize>,
}

/// Return the documents by language: one group if the options name a language, otherwise in order of the codes.
///
/// A document whose language is unknown is read as English. A language without a stop-word list or a stemmer is read
/// without.
pub(super) fn groups(
    documents: &Documents,
    config: &KeyphraseConfig,
    workers: &Workers,
) -> Result<Vec<Group>> {
    let group = |config: &KeyphraseConfig, documents: Vec<usize>| {
        let prepared = Prepared::new(config, Normalizer::default())?;
        Ok(Group {
            prepared,
            documents,
        })
    };
    if config.language.is_some() {
        return Ok(vec![group(config, (0..documents.len()).collect())?]);
    }
    // Options are checked even if there are no documents.
    config.check()?;
    let mut by_language: BTreeMap<Language, Vec<usize>> = BTreeMap::new();
    for (index, language) in documents.languages(workers)?.into_iter().enumerate() {
        let language = language.unwrap_or(Language::ENGLISH);
        by_language.entry(language).or_default().push(index);
    }
    if by_language.is_empty() {
        by_language.insert(Language::ENGLISH, Vec::new());
    }
    let groups = by_language.into_iter();
    groups
        .map(|(language, documents)| group(&config_for(config, language), documents))
        .collect()
}

/// Return the options for one language, without what there is not for it.
fn config_for(config: &KeyphraseConfig, language: Language) -> KeyphraseConfig {
    let code = match language.code() {
        // The lists and stemmers are those of both written standards.
        "nb" | "nn" => "no",
        code => code,
    };
    let mut config = config.clone();
    if config.stop_words.is_none() && !stop_word_languages().any(|known| known == code) {
        config.stop_words = Some(StopWordList::Words(Vec::new()));
    }
    if config.merge == Some(Merge::Stems) && code.parse::<Stemmer>().is_err() {
        config.merge = None;
    }
    config.language = Some(code.to_owned());
    config
}
