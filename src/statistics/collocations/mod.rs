//! Collocations: words that co-occur more often than expected by chance.
//!
//! Takes documents and a [`CollocationConfig`], and returns [`Collocations`]: pairs of terms with their co-occurrence
//! counts, from which tables of all [`Measure`]s are made.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{CollocationConfig, Ranking, Window, count_collocations};
//!
//! let documents = Documents::from_texts(["The Red Cross came.", "A red cross hung. The Red Cross left."]);
//! let config = CollocationConfig { window: Window::BIGRAMS, min_count: 2, ..CollocationConfig::default() };
//! let pairs = count_collocations(&documents, &config, &Workers::serial())?;
//! let table = pairs.to_table(&pairs.rank(&Ranking::default()));
//! assert!(table.to_json_lines().starts_with(r#"{"node":"red","collocate":"cross","count":3,"#));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Dependency relations are not supported; they require a parser.

mod association;
mod config;
mod neighbours;

pub use self::association::{Association, Measure};
pub use self::config::{CollocationConfig, Expected, Ranking, Window};

use hashbrown::HashSet;

use self::neighbours::{Counter, Margins, Pair, Positions, Stream};
use crate::corpus::{AUTO, Documents};
use crate::counts::{Kept, TermId, TermSequences, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, Values};
use crate::tokens::{StemmerChoice, StopWordList, StopWords};

type Terms = HashSet<String, foldhash::fast::RandomState>;

/// Count co-occurrences of terms.
///
/// The cost is linear in the number of words times the width of the window. Memory: 16 bytes per word read, 8 bytes per
/// distinct term for each of four parts per thread, and 24 bytes per pair that co-occurs at least `min_count` times.
/// The result does not depend on the number of workers.
///
/// # Errors
///
/// If a node is not exactly one term, if an option is invalid, or if the work was stopped.
pub fn count_collocations(
    documents: &Documents,
    config: &CollocationConfig,
    workers: &Workers,
) -> Result<Collocations> {
    config.window.check()?;
    let nodes = node_terms(config)?;
    let stop_words = stop_terms(config)?;
    let kept = Kept {
        spans: false,
        sentences: config.window == Window::Sentence || !config.analyzer.cross_sentences,
    };
    let sequences = TermSequences::new(documents, &config.analyzer, kept, workers)?;
    let stream = Stream::new(&sequences, config.window);
    let vocabulary = sequences.vocabulary().clone();
    let (n_documents, n_tokens) = (sequences.n_documents(), sequences.n_tokens());
    // The stream has all the data needed from them, and they are large.
    drop(sequences);
    let margins = Margins::new(&stream, config, vocabulary.len());
    let wanted = vocabulary.terms().map(|term| !stop_words.contains(term));
    let counter = Counter {
        is_unordered: nodes.is_none() && config.window.is_symmetric(),
        positions: Positions::new(&stream, vocabulary.len()),
        ids: nodes.map(|nodes| known_ids(&nodes, &vocabulary)),
        is_wanted: wanted.collect(),
        stream,
        config,
    };
    let mut counted = counter.run(workers)?;
    if counter.is_unordered {
        for pair in &mut counted.pairs {
            pair.sort_terms(&vocabulary);
        }
    }
    Ok(Collocations {
        vocabulary,
        pairs: counted.pairs,
        margins,
        is_symmetric: config.window.is_symmetric(),
        n_seen: counted.n_seen,
        n_documents,
        n_tokens,
    })
}

/// Return the ids of the terms that occur, in ascending order.
fn known_ids(terms: &[String], vocabulary: &Vocabulary) -> Vec<TermId> {
    let mut ids: Vec<TermId> = terms
        .iter()
        .filter_map(|term| vocabulary.id(term))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Return the terms of the nodes.
fn node_terms(config: &CollocationConfig) -> Result<Option<Vec<String>>> {
    let Some(nodes) = &config.nodes else {
        return Ok(None);
    };
    if nodes.is_empty() {
        return Err(Error::config(
            "empty list of nodes: give at least one word, or omit nodes to count all pairs",
        ));
    }
    let analyzer = config.analyzer.for_words("a node")?.prepare()?;
    let terms = nodes.iter().map(|node| {
        let mut terms = Vec::new();
        analyzer.for_each(node, |term, _| terms.push(term.to_owned()));
        let n_terms = terms.len();
        match terms.pop() {
            Some(term) if n_terms == 1 => Ok(term),
            _ => Err(Error::config(format!(
                "node {node:?} makes {n_terms} terms by this analyzer; use one word that the analyzer keeps"
            ))),
        }
    });
    terms.collect::<Result<_>>().map(Some)
}

/// Return the stop words as terms; as stems if there is a stemmer.
fn stop_terms(config: &CollocationConfig) -> Result<Terms> {
    if config.stop_words == StopWordList::None {
        return Ok(Terms::default());
    }
    if config.stop_words.languages().any(|code| code == AUTO) {
        return Err(Error::config(
            "stop words \"auto\" of pairs: pairs are counted over all documents; name the languages, such as [\"en\", \"fr\"], or give an analyzer with these stop words, which removes them before pairs are counted",
        ));
    }
    let analyzer = config.analyzer.for_words("stop words of pairs")?;
    let stemmer = analyzer.stemmer.and_then(StemmerChoice::one);
    let words = StopWords::new(&config.stop_words, analyzer.normalizer)?;
    let mut stem = String::new();
    let terms = words.terms().map(|word| match stemmer {
        Some(stemmer) => stemmer.stem(word, &mut stem).to_owned(),
        None => word.to_owned(),
    });
    Ok(terms.collect())
}

/// Pairs of terms that co-occur.
#[derive(Clone, Debug)]
pub struct Collocations {
    vocabulary: Vocabulary,
    pairs: Vec<Pair>,
    margins: Margins,
    is_symmetric: bool,
    n_seen: u64,
    n_documents: usize,
    n_tokens: u64,
}

impl Collocations {
    /// Return the number of distinct pairs with the minimum count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Return true if there are no pairs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Return the number of all distinct pairs.
    #[must_use]
    pub fn n_seen(&self) -> u64 {
        self.n_seen
    }

    /// Return the number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.n_documents
    }

    /// Return the number of tokens read.
    #[must_use]
    pub fn n_tokens(&self) -> u64 {
        self.n_tokens
    }

    /// Return the number of distinct pairs with at least the given count.
    #[must_use]
    pub fn n_pairs(&self, min_count: u64) -> usize {
        let counts = self.pairs.iter().map(|pair| pair.count);
        counts.filter(|&count| count >= min_count).count()
    }

    /// Return the counts that the measures of the pair at an index are computed from.
    ///
    /// # Panics
    ///
    /// If there is no such index.
    #[must_use]
    pub fn association(&self, index: usize) -> Association {
        let pair = self.pairs[index];
        let margins = &self.margins;
        let words = |id: TermId| margins.words[id as usize] as f64;
        // For a word next to itself, the joint count is of unordered pairs; the other counts are scaled accordingly.
        let scale = if self.is_symmetric && pair.node == pair.collocate {
            0.5
        } else {
            1.0
        };
        Association {
            joint: pair.count as f64,
            first: scale * margins.slots[pair.node as usize].0 as f64,
            second: scale * margins.slots[pair.collocate as usize].1 as f64,
            total: scale * margins.total as f64,
            words: (words(pair.node), words(pair.collocate)),
        }
    }

    /// Return the indices of the ranked pairs, highest first. Ties are broken by code points of node and collocate;
    /// pairs without a value come last.
    #[must_use]
    pub fn rank(&self, ranking: &Ranking) -> Vec<usize> {
        if ranking.top == Some(0) {
            return Vec::new();
        }
        let scored = (0..self.pairs.len()).filter(|&at| self.pairs[at].count >= ranking.min_count);
        let mut scored: Vec<(f64, usize)> = scored
            .map(|at| {
                let value = self.association(at).measure(ranking.measure);
                (value.unwrap_or(f64::NEG_INFINITY), at)
            })
            .collect();
        let order = |a: &(f64, usize), b: &(f64, usize)| {
            b.0.total_cmp(&a.0)
                .then_with(|| self.terms(a.1).cmp(&self.terms(b.1)))
        };
        if let Some(top) = ranking.top
            && top < scored.len()
        {
            scored.select_nth_unstable_by(top - 1, order);
            scored.truncate(top);
        }
        scored.sort_unstable_by(order);
        scored.into_iter().map(|(_, at)| at).collect()
    }

    /// Return a table of pairs with their counts and all measures.
    ///
    /// # Panics
    ///
    /// If there is no such index.
    #[must_use]
    pub fn to_table(&self, indices: &[usize]) -> Table {
        let pairs = || indices.iter().map(|&index| self.pairs[index]);
        let term = |id: TermId| self.vocabulary.term(id);
        let words = |id: TermId| signed(self.margins.words[id as usize]);
        let expected = indices
            .iter()
            .map(|&at| self.association(at).expected())
            .collect();
        let offsets = pairs()
            .map(|pair| pair.offsets as f64 / pair.count as f64)
            .collect();
        let mut columns = vec![
            Column::text("node", pairs().map(|pair| term(pair.node))),
            Column::text("collocate", pairs().map(|pair| term(pair.collocate))),
            Column::ints("count", pairs().map(|pair| signed(pair.count)).collect()),
            Column::ints("node_count", pairs().map(|pair| words(pair.node)).collect()),
            Column::ints(
                "collocate_count",
                pairs().map(|pair| words(pair.collocate)).collect(),
            ),
            Column::floats("expected", expected),
            Column::floats("offset", offsets),
        ];
        let measures = Measure::ALL
            .into_iter()
            .filter(|&one| one != Measure::Count);
        columns.extend(measures.map(|measure| {
            let values = indices
                .iter()
                .map(|&at| self.association(at).measure(measure));
            let present = values.clone().map(|value| value.is_some()).collect();
            let values = values.map(Option::unwrap_or_default).collect();
            Column::new(measure.name(), Values::Float(values)).with_present(present)
        }));
        Table::new(columns)
    }

    fn terms(&self, index: usize) -> (&str, &str) {
        let pair = self.pairs[index];
        (
            self.vocabulary.term(pair.node),
            self.vocabulary.term(pair.collocate),
        )
    }
}

/// Convert a count to a table cell.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
