//! Phrase learning: adjacent words that co-occur often enough to be one term.
//!
//! Takes documents and a [`PhraseConfig`], and returns [`Phrases`] that an `Analyzer` joins. Counts, scores and joins
//! are those of gensim's `Phrases`, except that gensim does not distinguish a phrase from a word with the same
//! spelling.
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

use hashbrown::HashMap;

use crate::corpus::Documents;
use crate::counts::{Kept, TermId, TermSequences};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table};
use crate::tokens::{Analyzer, Phrase, Phrases, StopWordList};

registry!(
    /// The score of a phrase.
    pub enum Scoring: "phrase score", default Default {
        /// `(O - min_count) V / (f1 f2)`, where V is the number of distinct words and candidates (Mikolov et al. 2013,
        /// as implemented by gensim).
        Default = "default",
        /// Normalized pointwise mutual information, relative to all words read (Bouma 2009).
        Npmi = "npmi",
    }
);

/// Options of phrase learning.
#[derive(Clone, Debug, PartialEq)]
pub struct PhraseConfig {
    /// How terms are made from text. Its stop words are ignored: phrases are joined before stop words are removed.
    pub analyzer: Analyzer,
    /// Subtracted from the joint count; for [`Scoring::Npmi`], the minimum joint count.
    pub min_count: u64,
    /// Only phrases with a higher score are kept.
    pub threshold: f64,
    /// The scoring function.
    pub scoring: Scoring,
    /// Words that may occur between the two words of a phrase, but not at its beginning or end.
    pub connector_words: Vec<String>,
    /// The string that joins the words of a phrase.
    pub delimiter: String,
}

impl Default for PhraseConfig {
    fn default() -> Self {
        Self {
            analyzer: Analyzer::default(),
            min_count: 5,
            threshold: 10.0,
            scoring: Scoring::default(),
            connector_words: Vec::new(),
            delimiter: "_".to_owned(),
        }
    }
}

/// Learn phrases from documents.
///
/// The cost is `O(n log n)` in the number of words read; memory is 16 bytes per word in addition to its id. The result
/// does not depend on the number of workers.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
pub fn learn_phrases(
    documents: &Documents,
    config: &PhraseConfig,
    workers: &Workers,
) -> Result<Phrases> {
    if config.threshold.is_nan() {
        return Err(Error::config("threshold is not a number"));
    }
    let mut analyzer = config.analyzer.clone();
    analyzer.stop_words = StopWordList::None;
    let kept = Kept {
        spans: false,
        sentences: !analyzer.cross_sentences,
    };
    let connector_words = connector_terms(config, &analyzer)?;
    let sequences = TermSequences::new(documents, &analyzer, kept, workers)?;
    workers.check()?;
    let candidates = Candidates::new(&sequences, &connector_words);
    let phrases = candidates.scored(&sequences, config);
    Phrases::new(config.delimiter.clone(), connector_words, phrases)
}

/// Return a table of at most `top` phrases with their counts and scores, highest score first.
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

/// Return the connector words, each analyzed separately.
fn connector_terms(config: &PhraseConfig, analyzer: &Analyzer) -> Result<Vec<String>> {
    let mut analyzer = analyzer.clone();
    analyzer.phrases.clear();
    if config.connector_words.is_empty() {
        return Ok(Vec::new());
    }
    let analyzer = analyzer.for_words("connector words")?.prepare()?;
    let mut terms = Vec::new();
    for word in &config.connector_words {
        analyzer.for_each(word, |term, _| terms.push(term.to_owned()));
    }
    Ok(terms)
}

/// Two words and the id of the connector words between them.
type Candidate = (TermId, TermId, u32);

/// Candidate phrases, with the counts of the words that may be part of one.
struct Candidates {
    word_counts: Vec<u64>,
    /// Distinct candidates in order, with their counts.
    counted: Vec<(Candidate, u64)>,
    /// The connector words between two words; id 0 is none.
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
                    let gap = gaps.finish(first.is_some());
                    if let Some(first) = first.replace(term) {
                        all.push((first, term, gap));
                    }
                }
                gaps.finish(false);
            }
        }
        all.sort_unstable();
        Self {
            word_counts,
            counted: count_runs(&all),
            gaps: gaps.distinct,
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

/// Distinct runs of connector words, numbered.
struct Gaps {
    ids: HashMap<Vec<TermId>, u32, foldhash::fast::RandomState>,
    distinct: Vec<Vec<TermId>>,
    run: Vec<TermId>,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            ids: HashMap::default(),
            distinct: vec![Vec::new()],
            run: Vec::new(),
        }
    }
}

impl Gaps {
    fn push(&mut self, term: TermId) {
        self.run.push(term);
    }

    /// End the current run and return its id, or 0 if it is not between two words.
    fn finish(&mut self, is_between: bool) -> u32 {
        if self.run.is_empty() || !is_between {
            self.run.clear();
            return 0;
        }
        if let Some(&id) = self.ids.get(&self.run) {
            self.run.clear();
            return id;
        }
        let id = u32::try_from(self.distinct.len()).expect("fewer than 2^32 distinct runs");
        let run = std::mem::take(&mut self.run);
        self.distinct.push(run.clone());
        self.ids.insert(run, id);
        id
    }
}

fn count_runs(sorted: &[Candidate]) -> Vec<(Candidate, u64)> {
    let runs = sorted.chunk_by(|a, b| a == b);
    runs.map(|run| (run[0], run.len() as u64)).collect()
}

/// The quantities that scores are relative to.
struct Scale {
    vocabulary: f64,
    words: f64,
    min_count: u64,
}

impl Scale {
    /// Operations are in gensim's order, so that scores are equal to the last bit.
    fn score(&self, scoring: Scoring, counts: [u64; 2], joint: u64) -> Option<f64> {
        let [first, last] = counts.map(|count| count as f64);
        match scoring {
            Scoring::Default => {
                let excess = joint as f64 - self.min_count as f64;
                Some(excess / (first * last) * self.vocabulary)
            }
            Scoring::Npmi if joint < self.min_count => None,
            Scoring::Npmi => {
                let [first, last, joint] = [first, last, joint as f64].map(|n| n / self.words);
                Some((joint / (first * last)).ln() / -joint.ln())
            }
        }
    }
}
