//! Clusters documents by their signatures.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::config::Bands;
use super::shingles::{Corpus, Shingles};
use super::signatures::hash_run;
use crate::error::Result;
use crate::parallel::Workers;

/// Number of document pairs that one thread compares at a time.
const PAIRS_PER_PART: usize = 64;

/// A union-find forest. Connected documents have one root, the one with the lowest index.
#[derive(Debug)]
pub(super) struct Forest {
    parents: Vec<usize>,
}

impl Forest {
    /// Start with each document in its own set.
    pub(super) fn new(n_documents: usize) -> Self {
        Self {
            parents: (0..n_documents).collect(),
        }
    }

    fn root(&mut self, document: usize) -> usize {
        let mut one = document;
        while self.parents[one] != one {
            // Path halving keeps paths short.
            self.parents[one] = self.parents[self.parents[one]];
            one = self.parents[one];
        }
        one
    }

    /// Connect two documents.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// Return the clusters of two or more documents, in order of their first document.
    pub(super) fn into_clusters(mut self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.parents.len()];
        for document in 0..self.parents.len() {
            let root = self.root(document);
            members[root].push(document);
        }
        members.retain(|cluster| cluster.len() > 1);
        members
    }
}

/// Connect the `documents` that share a band and have a similarity of at least `threshold`.
///
/// Pairs that are connected already are not compared; this changes no cluster.
pub(super) fn join_similar(
    corpus: &Corpus,
    documents: &[usize],
    bands: Bands,
    threshold: f64,
    forest: &mut Forest,
    workers: &Workers,
) -> Result<()> {
    let mut pairs = Pairs {
        corpus,
        threshold,
        sets: HashMap::default(),
        dissimilar: HashSet::default(),
    };
    for band in 0..bands.n_bands {
        workers.check()?;
        let mut groups = groups(corpus, documents, bands, band);
        // In each round, one document of each group is compared with those after it.
        let mut round = 0;
        while !groups.is_empty() {
            groups.retain(|group| round + 1 < group.len() && !is_connected(group, forest));
            let mut wanted = Vec::new();
            for group in &groups {
                let (one, others) = (group[round], &group[round + 1..]);
                let root = forest.root(one);
                wanted.extend(
                    others
                        .iter()
                        .filter(|&&other| forest.root(other) != root)
                        .map(|&other| (one, other)),
                );
            }
            for (one, other) in pairs.filter_similar(wanted, workers)? {
                forest.join(one, other);
            }
            round += 1;
        }
    }
    Ok(())
}

fn is_connected(group: &[usize], forest: &mut Forest) -> bool {
    let root = forest.root(group[0]);
    group[1..]
        .iter()
        .all(|&document| forest.root(document) == root)
}

/// Return the groups of documents whose signatures agree in a band, in ascending order.
fn groups(corpus: &Corpus, documents: &[usize], bands: Bands, band: usize) -> Vec<Vec<usize>> {
    let rows = band * bands.n_rows..(band + 1) * bands.n_rows;
    let key = |document: usize| {
        let rows = corpus.signature(document)[rows.clone()].iter();
        hash_run(rows.map(|&minimum| u64::from(minimum)))
    };
    let mut keyed: Vec<(u64, usize)> = documents.iter().map(|&one| (key(one), one)).collect();
    keyed.sort_unstable();
    keyed
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|&(_, document)| document).collect())
        .collect()
}

/// Candidate pairs of documents, with cached shingle sets and results.
struct Pairs<'c> {
    corpus: &'c Corpus,
    threshold: f64,
    sets: HashMap<usize, Shingles<'c>, RandomState>,
    dissimilar: HashSet<(usize, usize), RandomState>,
}

impl Pairs<'_> {
    /// Return the candidate pairs that are similar.
    fn filter_similar(
        &mut self,
        mut wanted: Vec<(usize, usize)>,
        workers: &Workers,
    ) -> Result<Vec<(usize, usize)>> {
        wanted.retain(|pair| !self.dissimilar.contains(pair));
        self.make_sets(&wanted, workers)?;
        let parts = workers.map_all(wanted.chunks(PAIRS_PER_PART).collect(), |part| {
            workers.check()?;
            let is_similar = |&(a, b): &(usize, usize)| {
                self.sets[&a].similarity(&self.sets[&b]) >= self.threshold
            };
            Ok(part.iter().map(is_similar).collect::<Vec<bool>>())
        })?;
        let mut similar = Vec::new();
        for (pair, is_similar) in wanted.iter().zip(parts.into_iter().flatten()) {
            if is_similar {
                similar.push(*pair);
            } else {
                self.dissimilar.insert(*pair);
            }
        }
        Ok(similar)
    }

    fn make_sets(&mut self, pairs: &[(usize, usize)], workers: &Workers) -> Result<()> {
        let mut missing: Vec<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        missing.retain(|document| !self.sets.contains_key(document));
        missing.sort_unstable();
        missing.dedup();
        let corpus = self.corpus;
        let parts = workers.map_all(missing.chunks(PAIRS_PER_PART).collect(), |part| {
            workers.check()?;
            let set = |&document: &usize| (document, corpus.shingles(document));
            Ok(part.iter().map(set).collect::<Vec<_>>())
        })?;
        self.sets.extend(parts.into_iter().flatten());
        Ok(())
    }
}
