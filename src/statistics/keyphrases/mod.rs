//! Keyphrase extraction: the phrases that describe a document, taken from its own text.
//!
//! Takes documents, or text that is already tokenized, and returns the best phrases of each document with score, count
//! and all occurrences. A [`Method`] only scores phrases; everything else is shared. The words of a document are read
//! once, equivalent words are merged and aliases are replaced before anything is counted, and ties are broken by code
//! points.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::keyphrases::{KeyphraseConfig, Method, keyphrases};
//!
//! let documents = Documents::from_texts(["Upper bounds for linear constraints, and linear constraints."]);
//! let config = KeyphraseConfig { method: Method::RAKE, top: Some(2), ..KeyphraseConfig::default() };
//! let found = keyphrases(&documents, &config, None, &Workers::serial())?;
//! let phrases: Vec<_> = found.phrases().iter().map(|one| (one.text.as_str(), one.score)).collect();
//! assert_eq!(phrases, [("linear constraints", 4.0), ("Upper bounds", 4.0)]);
//! assert_eq!(found.mentions_of(&found.phrases()[0]).len(), 2);
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! There is no part-of-speech tagger: where the papers use nouns and adjectives, all words except stop words are used.

mod config;
mod distinct;
mod graph;
mod languages;
mod lexicon;
mod phrases;
pub mod position_rank;
pub mod rake;
mod results;
mod similarity;
pub mod textrank;
pub mod tfidf;
mod words;
pub mod yake;

pub use config::{KeyphraseConfig, Merge, Method, MethodName, Numbers, RakeMetric, Similarity};
pub use results::{Keyphrase, Keyphrases};

use crate::corpus::Documents;
use crate::counts::TermCounts;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::tokens::{Normalizer, Step};
use distinct::Distinct;
use languages::{Group, groups};
use lexicon::{Lexicon, Prepared};
use phrases::{Document, Phrases, folded_text};
use tfidf::{Background, KeyFrequencies};
use words::Words;

/// Return the best phrases of each document, best first.
///
/// `background` holds document frequencies for [`Method::TfIdf`]. Without it, they are counted over `documents`. The
/// cost is linear in the length of the texts, except for `PageRank`, where each iteration is linear in the number of
/// co-occurring word pairs. The result does not depend on the number of workers.
///
/// # Errors
///
/// If there are no stop words or no stemmer for the language, if the options are invalid, or if the work was stopped.
pub fn keyphrases(
    documents: &Documents,
    config: &KeyphraseConfig,
    background: Option<&TermCounts>,
    workers: &Workers,
) -> Result<Keyphrases> {
    let groups = groups(documents, config, workers)?;
    let background = match (config.method, background) {
        (Method::TfIdf, Some(counts)) => Some(Background::of_counts(counts)?),
        (Method::TfIdf, None) => Some(Background::Own(count_keys(documents, &groups, workers)?)),
        (_, Some(_)) => return Err(unused_background()),
        (_, None) => None,
    };
    let mut results = Keyphrases::default();
    for group in &groups {
        let ranker = workers.fold_ranges(
            group.documents.len(),
            |index| documents.n_bytes(group.documents[index]),
            || Ranker::new(&group.prepared),
            |ranker, range| {
                let indices = &group.documents[range];
                ranker.rank_all(documents, indices, background.as_ref(), workers)
            },
            |ranker, part| {
                ranker.results.append(part.results);
                Ok(())
            },
        )?;
        results.append(ranker.results);
    }
    results.sort_by_document();
    Ok(results)
}

/// Return the best phrases of text that is already tokenized: one list of words and punctuation per sentence.
///
/// A token without a letter or digit is punctuation. Spans are token indices, counted over all sentences. Tokens are
/// case-folded and otherwise unchanged. The options `keep` and `sentences` are ignored. The language is English unless
/// the options name another.
///
/// ```
/// use lexicount::statistics::keyphrases::{KeyphraseConfig, Method, rank_tokens};
///
/// let config = KeyphraseConfig { method: Method::RAKE, ..KeyphraseConfig::default() };
/// let sentences = [vec!["Upper", "bounds", "for", "components", "."], vec!["Upper", "bounds"]];
/// let found = rank_tokens(&sentences, &config, None)?;
/// assert_eq!((found.phrases()[0].text.as_str(), found.phrases()[0].score), ("Upper bounds", 4.0));
/// assert_eq!(found.mentions_of(&found.phrases()[0])[1].start, 5);
/// # Ok::<(), lexicount::Error>(())
/// ```
///
/// # Errors
///
/// See [`keyphrases`].
pub fn rank_tokens<S: AsRef<str>>(
    sentences: &[Vec<S>],
    config: &KeyphraseConfig,
    background: Option<&TermCounts>,
) -> Result<Keyphrases> {
    let prepared = Prepared::new(config, Normalizer::new([Step::Casefold])?)?;
    let mut ranker = Ranker::new(&prepared);
    ranker.words.read_tokens(sentences, &mut ranker.lexicon);
    let background = match (config.method, background) {
        (Method::TfIdf, Some(counts)) => Some(Background::of_counts(counts)?),
        (Method::TfIdf, None) => {
            let mut frequencies = KeyFrequencies::default();
            frequencies.add(&ranker.words, &ranker.lexicon, &mut Vec::new());
            Some(Background::Own(frequencies))
        }
        (_, Some(_)) => return Err(unused_background()),
        (_, None) => None,
    };
    ranker.rank(0, background.as_ref(), &Workers::serial())?;
    Ok(ranker.results)
}

fn unused_background() -> Error {
    Error::config(
        "background is only used by the method tfidf: choose that method, or omit background",
    )
}

/// Count the document frequency of each key in all documents.
fn count_keys(
    documents: &Documents,
    groups: &[Group],
    workers: &Workers,
) -> Result<KeyFrequencies> {
    let mut frequencies = KeyFrequencies::default();
    for group in groups {
        frequencies.merge(&count_keys_of(documents, group, workers)?);
    }
    Ok(frequencies)
}

fn count_keys_of(
    documents: &Documents,
    group: &Group,
    workers: &Workers,
) -> Result<KeyFrequencies> {
    let start = || {
        (
            Lexicon::new(&group.prepared),
            Words::default(),
            Vec::new(),
            KeyFrequencies::default(),
        )
    };
    let (.., frequencies) = workers.fold_ranges(
        group.documents.len(),
        |index| documents.n_bytes(group.documents[index]),
        start,
        |(lexicon, words, last_seen, frequencies), range| {
            for &index in &group.documents[range] {
                let Some(text) = documents.text(index) else {
                    continue;
                };
                words.read_text(text, documents.skipped_spans(index), lexicon, workers)?;
                frequencies.add(words, lexicon, last_seen);
            }
            Ok(())
        },
        |(.., frequencies), (.., other)| {
            frequencies.merge(&other);
            Ok(())
        },
    )?;
    Ok(frequencies)
}

/// The state of one thread, with its buffers.
struct Ranker<'p> {
    lexicon: Lexicon<'p>,
    words: Words,
    phrases: Phrases,
    rake: rake::Rake,
    textrank: textrank::TextRank,
    yake: yake::Yake,
    tfidf: tfidf::TfIdf,
    position_rank: position_rank::PositionRank,
    results: Keyphrases,
}

impl<'p> Ranker<'p> {
    fn new(prepared: &'p Prepared) -> Self {
        Self {
            lexicon: Lexicon::new(prepared),
            words: Words::default(),
            phrases: Phrases::default(),
            rake: rake::Rake::default(),
            textrank: textrank::TextRank::default(),
            yake: yake::Yake::default(),
            tfidf: tfidf::TfIdf::default(),
            position_rank: position_rank::PositionRank::default(),
            results: Keyphrases::default(),
        }
    }

    fn rank_all(
        &mut self,
        documents: &Documents,
        indices: &[usize],
        background: Option<&Background<'_>>,
        workers: &Workers,
    ) -> Result<()> {
        for &index in indices {
            if let Some(text) = documents.text(index) {
                workers.check()?;
                let skipped = documents.skipped_spans(index);
                self.words
                    .read_text(text, skipped, &mut self.lexicon, workers)?;
                self.rank(index, background, workers)?;
            }
        }
        Ok(())
    }

    /// Rank the phrases of the words read last.
    fn rank(
        &mut self,
        index: usize,
        background: Option<&Background<'_>>,
        workers: &Workers,
    ) -> Result<()> {
        let config = &self.lexicon.prepared().config;
        let document = Document {
            words: &self.words,
            lexicon: &self.lexicon,
        };
        let phrases = &mut self.phrases;
        phrases.clear(document.lexicon.n_strings());
        match config.method {
            Method::Rake { metric, repeats } => {
                self.rake
                    .rank(document, metric, repeats, phrases, workers)?;
            }
            Method::TextRank { window, share } => {
                self.textrank
                    .rank(document, window, share, phrases, workers)?;
            }
            Method::Yake { window, .. } => self.yake.rank(document, window, phrases, workers)?,
            Method::TfIdf => {
                let background = background.expect("tf-idf comes with document frequencies");
                self.tfidf.rank(document, background, phrases, workers)?;
            }
            Method::PositionRank { window } => {
                self.position_rank
                    .rank(document, window, phrases, workers)?;
            }
        }
        let chosen = choose(document, phrases, config, workers)?;
        self.results.add(index, document, phrases, &chosen);
        Ok(())
    }
}

/// Choose the best phrases. YAKE drops each phrase that is too similar to a better one.
fn choose(
    document: Document<'_, '_>,
    phrases: &Phrases,
    config: &KeyphraseConfig,
    workers: &Workers,
) -> Result<Vec<u32>> {
    let top = config.top.unwrap_or(usize::MAX);
    let ascending = config.method.lower_is_better();
    match config.method {
        Method::Yake {
            similarity, limit, ..
        } if limit < 1.0 => {
            let mut distinct = Distinct::new(similarity, limit);
            phrases.best(document, top, ascending, |phrase| {
                let text = folded_text(document, &phrases.all[phrase as usize]);
                distinct.add(text, workers)
            })
        }
        _ => phrases.best(document, top, ascending, |_| Ok(true)),
    }
}

/// Add a run of words as one phrase, or, if it is too long, every phrase of the maximum length within it.
fn add_run(
    document: Document<'_, '_>,
    start: usize,
    length: usize,
    config: &KeyphraseConfig,
    phrases: &mut Phrases,
) {
    let length_of_each = length.min(config.longest_phrase());
    if length_of_each < config.min_words {
        return;
    }
    for first in start..=start + length - length_of_each {
        if has_word(document, first, length_of_each, config) {
            phrases.add(document, first, length_of_each);
        }
    }
}

/// Add all phrases within a run of words.
fn add_subphrases(
    document: Document<'_, '_>,
    start: usize,
    length: usize,
    config: &KeyphraseConfig,
    phrases: &mut Phrases,
) {
    for first in start..start + length {
        let longest = (start + length - first).min(config.longest_phrase());
        for n_words in config.min_words..=longest {
            if has_word(document, first, n_words, config) {
                phrases.add(document, first, n_words);
            }
        }
    }
}

/// Return true if at least one of the words is not a number, or if phrases of numbers alone are allowed.
fn has_word(
    document: Document<'_, '_>,
    start: usize,
    length: usize,
    config: &KeyphraseConfig,
) -> bool {
    config.numbers == Numbers::Alone
        || document.words()[start..start + length]
            .iter()
            .any(|word| !document.lexicon.form(word.form).number)
}
