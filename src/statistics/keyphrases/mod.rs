//! Keyphrases: what a document is about, in its own words.
//!
//! Takes documents, or tokens that others made, and gives the best phrases of each with score, count and every place
//! they stand at. A [`Method`] scores; all else is shared: words are read once, phrases are told apart by the numbers
//! of their words, words are merged and other names replaced before anything is counted, and ties are broken by
//! code points.
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
//! Left out: parts of speech. What the papers ask of nouns and adjectives is asked here of all words that are no stop
//! words.

mod config;
mod graph;
mod lexicon;
mod likeness;
mod phrases;
pub mod position_rank;
pub mod rake;
mod results;
pub mod textrank;
pub mod tfidf;
mod words;
pub mod yake;

pub use config::{KeyphraseConfig, Likeness, Merge, Method, Numbers, RakeMetric};
pub use results::{Keyphrase, Keyphrases};

use std::ops::Range;

use crate::corpus::Documents;
use crate::counts::TermCounts;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::tokens::{Normalizer, Step};
use lexicon::{Lexicon, Prepared};
use phrases::{Document, Phrases, folded_text};
use tfidf::{Background, KeyFrequencies};
use words::Words;

/// The best phrases of each document, best first.
///
/// `background` tells in how many documents words stand, for [`Method::TfIdf`]; without it, `documents` themselves do.
/// Linear in the length of the texts but for `PageRank`, whose rounds are linear in the words that stand together. The
/// result is the same for any number of workers.
///
/// # Errors
///
/// Where there are no stop words or stems for the language, options make no sense, or the work was stopped.
pub fn keyphrases(
    documents: &Documents,
    config: &KeyphraseConfig,
    background: Option<&TermCounts>,
    workers: &Workers,
) -> Result<Keyphrases> {
    let prepared = Prepared::new(config, Normalizer::default())?;
    let background = match (config.method, background) {
        (Method::TfIdf, Some(counts)) => Some(Background::of_counts(counts)?),
        (Method::TfIdf, None) => Some(Background::Own(count_keys(documents, &prepared, workers)?)),
        (_, Some(_)) => return Err(unused_background()),
        (_, None) => None,
    };
    let ranker = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || Ranker::new(&prepared),
        |ranker, range| ranker.rank_range(documents, range, background.as_ref(), workers),
        |ranker, part| {
            ranker.results.append(part.results);
            Ok(())
        },
    )?;
    Ok(ranker.results)
}

/// The best phrases of tokens that others made: lists of words and marks, a list a sentence.
///
/// A token without a letter or digit is a mark. Places are numbers of tokens, counted over all sentences. Case is folded,
/// and nothing else of a token is changed; `keep` and `sentences` of the options are not looked at.
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
/// As [`keyphrases`].
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
        "background with a method that asks for none: use it with the method tfidf, or leave it out",
    )
}

/// In how many documents each key stands.
fn count_keys(
    documents: &Documents,
    prepared: &Prepared,
    workers: &Workers,
) -> Result<KeyFrequencies> {
    let start = || {
        (
            Lexicon::new(prepared),
            Words::default(),
            Vec::new(),
            KeyFrequencies::default(),
        )
    };
    let (.., frequencies) = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        start,
        |(lexicon, words, last_seen, frequencies), range| {
            for index in range {
                let Some(text) = documents.text(index) else {
                    continue;
                };
                words.read_text(text, documents.skipped(index), lexicon, workers)?;
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

/// The work of one thread, with its buffers.
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

    fn rank_range(
        &mut self,
        documents: &Documents,
        range: Range<usize>,
        background: Option<&Background<'_>>,
        workers: &Workers,
    ) -> Result<()> {
        for index in range {
            if let Some(text) = documents.text(index) {
                workers.check()?;
                let skipped = documents.skipped(index);
                self.words
                    .read_text(text, skipped, &mut self.lexicon, workers)?;
                self.rank(index, background, workers)?;
            }
        }
        Ok(())
    }

    /// Ranks the phrases of the words that were read.
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
        let chosen = choose(document, phrases, config);
        self.results.add(index, document, phrases, &chosen);
        Ok(())
    }
}

/// The best phrases; to YAKE, of two that are nearly alike only the better.
fn choose(document: Document<'_, '_>, phrases: &Phrases, config: &KeyphraseConfig) -> Vec<u32> {
    let top = config.top.unwrap_or(usize::MAX);
    let least_first = config.method.prefers_least();
    match config.method {
        Method::Yake {
            likeness, limit, ..
        } if limit < 1.0 => {
            let mut texts: Vec<String> = Vec::new();
            phrases.best(document, top, least_first, |phrase, _| {
                let text = folded_text(document, &phrases.all[phrase as usize]);
                let is_new = texts
                    .iter()
                    .all(|better| likeness.of(&text, better) <= limit);
                if is_new {
                    texts.push(text);
                }
                is_new
            })
        }
        _ => phrases.best(document, top, least_first, |_, _| true),
    }
}

/// Adds a run of words as one phrase, or, where it is too long, all phrases in it of the greatest length.
fn add_in_pieces(
    document: Document<'_, '_>,
    start: usize,
    length: usize,
    config: &KeyphraseConfig,
    phrases: &mut Phrases,
) {
    let piece = length.min(config.most_words());
    if piece < config.min_words {
        return;
    }
    for first in start..=start + length - piece {
        if has_word(document, first, piece, config) {
            phrases.add(document, first, piece);
        }
    }
}

/// Adds all phrases within a run of words.
fn add_all(
    document: Document<'_, '_>,
    start: usize,
    length: usize,
    config: &KeyphraseConfig,
    phrases: &mut Phrases,
) {
    for first in start..start + length {
        let longest = (start + length - first).min(config.most_words());
        for piece in config.min_words..=longest {
            if has_word(document, first, piece, config) {
                phrases.add(document, first, piece);
            }
        }
    }
}

/// True where not all of the words are numbers, or numbers may stand alone.
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
