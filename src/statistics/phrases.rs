//! Phrases: neighbouring words that come together often enough to be one term.
//!
//! Takes documents and a [`PhraseConfig`], returns [`Phrases`], which an `Analyzer` joins. Counts, scores and joins as
//! gensim's `Phrases` does, but for what cannot be told apart there: a phrase and a word that is spelt the same.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{PhraseConfig, learn_phrases};
//!
//! let documents = Documents::from_texts(["New York is big.", "I love New York.", "New York, York and new are words."]);
//! let config = PhraseConfig { min_count: 1, threshold: 1.0, ..PhraseConfig::default() };
//! let phrases = learn_phrases(&documents, &config, &Workers::serial())?;
//! assert_eq!(phrases.phrases()[0].words, ["new", "york"]);
//! assert_eq!(phrases.phrases()[0].count, 3);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::str::FromStr;

use hashbrown::HashMap;

use crate::corpus::Documents;
use crate::counts::{Kept, TermConfig, TermId, TermSequences};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table};
use crate::tokens::{Phrase, Phrases, StopWordList};

/// How a phrase is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scoring {
    /// (O - `min_count`) V / (f1 f2), where V is the number of distinct words and candidates (Mikolov et al. 2013, as
    /// gensim has it).
    #[default]
    Default,
    /// Normalised pointwise mutual information, of all words read (Bouma 2009).
    Npmi,
}

impl FromStr for Scoring {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "default" => Ok(Self::Default),
            "npmi" => Ok(Self::Npmi),
            _ => Err(Error::config(format!(
                "scoring {name:?}: unknown; use default or npmi"
            ))),
        }
    }
}

/// What is learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct PhraseConfig {
    /// How terms are made of text. Its stop words are not left out: phrases are joined before they are.
    pub keywords: TermConfig,
    /// Taken off the joint count, and by [`Scoring::Npmi`] the least joint count.
    pub min_count: u64,
    /// Only phrases of a higher score.
    pub threshold: f64,
    /// How a phrase is scored.
    pub scoring: Scoring,
    /// Words that may stand between the two words of a phrase, and begin and end none.
    pub connector_words: Vec<String>,
    /// What joins the words of a phrase.
    pub delimiter: String,
}

impl Default for PhraseConfig {
    fn default() -> Self {
        Self {
            keywords: TermConfig::default(),
            min_count: 5,
            threshold: 10.0,
            scoring: Scoring::default(),
            connector_words: Vec::new(),
            delimiter: "_".to_owned(),
        }
    }
}

/// Learns phrases.
///
/// `O(n log n)` in the number of words read; memory 16 bytes a word beside its number. The result is the same for any
/// number of workers.
///
/// # Errors
///
/// Where options make no sense, or the work was stopped.
pub fn learn_phrases(
    documents: &Documents,
    config: &PhraseConfig,
    workers: &Workers,
) -> Result<Phrases> {
    if config.threshold.is_nan() {
        return Err(Error::config("threshold is not a number; use a number"));
    }
    let mut keywords = config.keywords.clone();
    keywords.analyzer.stop_words = StopWordList::None;
    let kept = Kept {
        spans: false,
        sentences: !keywords.analyzer.cross_sentences,
    };
    let connector_words = connector_terms(config, &keywords)?;
    let sequences = TermSequences::new(documents, &keywords, kept, workers)?;
    workers.check()?;
    let candidates = Candidates::new(&sequences, &connector_words);
    let phrases = candidates.scored(&sequences, config);
    Phrases::new(config.delimiter.clone(), connector_words, phrases)
}

/// The phrases with their counts and scores, highest first: at most `top`.
#[must_use]
pub fn phrase_table(phrases: &Phrases, top: Option<usize>) -> Table {
    let all = phrases.phrases();
    let all = &all[..top.map_or(all.len(), |top| top.min(all.len()))];
    let counts = all
        .iter()
        .map(|phrase| i64::try_from(phrase.count).unwrap_or(i64::MAX));
    Table::new(vec![
        Column::text("phrase", all.iter().map(|phrase| phrases.term(phrase))),
        Column::ints("count", counts.collect()),
        Column::floats("score", all.iter().map(|phrase| phrase.score).collect()),
    ])
}

/// The connector words as the analyzer writes them, each by itself.
fn connector_terms(config: &PhraseConfig, keywords: &TermConfig) -> Result<Vec<String>> {
    let mut analyzer = keywords.analyzer.clone();
    analyzer.phrases.clear();
    let analyzer = analyzer.prepare()?;
    let mut terms = Vec::new();
    for word in &config.connector_words {
        analyzer.for_each(word, |term, _| terms.push(term.to_owned()));
    }
    Ok(terms)
}

/// Two words and the number of what stands between them.
type Candidate = (TermId, TermId, u32);

/// What may be a phrase, with how often each word came that may be part of one.
struct Candidates {
    word_counts: Vec<u64>,
    /// Distinct, in order, with how often each came.
    counted: Vec<(Candidate, u64)>,
    /// The connector words between two words; none for number 0.
    gaps: Vec<Vec<TermId>>,
}

impl Candidates {
    fn new(sequences: &TermSequences, connector_words: &[String]) -> Self {
        let vocabulary = sequences.vocabulary();
        let mut is_connector = vec![false; vocabulary.len()];
        for id in connector_words
            .iter()
            .filter_map(|word| vocabulary.id(word))
        {
            is_connector[id as usize] = true;
        }
        let mut all = Vec::new();
        let mut word_counts = vec![0; vocabulary.len()];
        let mut gaps = Gaps::default();
        for index in 0..sequences.n_documents() {
            let document = sequences.document(index);
            for sentence in sequences.sentences(index) {
                let mut first = None;
                for &term in &document[sentence] {
                    if is_connector[term as usize] {
                        gaps.push(term);
                        continue;
                    }
                    word_counts[term as usize] += 1;
                    let gap = gaps.number(first.is_some());
                    if let Some(first) = first.replace(term) {
                        all.push((first, term, gap));
                    }
                }
                gaps.number(false);
            }
        }
        all.sort_unstable();
        Self {
            word_counts,
            counted: count_runs(&all),
            gaps: gaps.known,
        }
    }

    fn scored(&self, sequences: &TermSequences, config: &PhraseConfig) -> Vec<Phrase> {
        let n_distinct = self.word_counts.iter().filter(|&&count| count > 0).count();
        let scale = Scale {
            vocabulary: (n_distinct + self.counted.len()) as f64,
            words: sequences.terms().len() as f64,
            min_count: config.min_count,
        };
        let vocabulary = sequences.vocabulary();
        let mut phrases = Vec::new();
        for &((first, last, gap), count) in &self.counted {
            let counts = [first, last].map(|id| self.word_counts[id as usize]);
            let Some(score) = scale.score(config.scoring, counts, count) else {
                continue;
            };
            if score > config.threshold {
                let between = self.gaps[gap as usize].iter().copied();
                let words = [first].into_iter().chain(between).chain([last]);
                phrases.push(Phrase {
                    words: words.map(|id| vocabulary.term(id).to_owned()).collect(),
                    count,
                    score,
                });
            }
        }
        phrases
    }
}

/// Runs of connector words, numbered.
struct Gaps {
    numbers: HashMap<Vec<TermId>, u32, foldhash::fast::RandomState>,
    known: Vec<Vec<TermId>>,
    run: Vec<TermId>,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            numbers: HashMap::default(),
            known: vec![Vec::new()],
            run: Vec::new(),
        }
    }
}

impl Gaps {
    fn push(&mut self, term: TermId) {
        self.run.push(term);
    }

    /// The number of the run that ends here, where it stands between two words.
    fn number(&mut self, is_between: bool) -> u32 {
        if self.run.is_empty() || !is_between {
            self.run.clear();
            return 0;
        }
        if let Some(&number) = self.numbers.get(&self.run) {
            self.run.clear();
            return number;
        }
        let number = u32::try_from(self.known.len()).expect("fewer than 2^32 distinct runs");
        let run = std::mem::take(&mut self.run);
        self.known.push(run.clone());
        self.numbers.insert(run, number);
        number
    }
}

fn count_runs(sorted: &[Candidate]) -> Vec<(Candidate, u64)> {
    let runs = sorted.chunk_by(|a, b| a == b);
    runs.map(|run| (run[0], run.len() as u64)).collect()
}

/// What scores are relative to.
struct Scale {
    vocabulary: f64,
    words: f64,
    min_count: u64,
}

impl Scale {
    /// In the order of operations of gensim, so that scores are equal to the last bit.
    fn score(&self, scoring: Scoring, counts: [u64; 2], joint: u64) -> Option<f64> {
        let [first, last] = counts.map(|count| count as f64);
        match scoring {
            Scoring::Default => {
                let above = joint as f64 - self.min_count as f64;
                Some(above / (first * last) * self.vocabulary)
            }
            Scoring::Npmi if joint < self.min_count => None,
            Scoring::Npmi => {
                let [first, last, joint] = [first, last, joint as f64].map(|n| n / self.words);
                Some((joint / (first * last)).ln() / -joint.ln())
            }
        }
    }
}
