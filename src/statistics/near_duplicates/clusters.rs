//! From signatures to clusters.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::Bands;
use super::shingles::{Corpus, Shingles};
use super::signatures::hash_run;
use crate::error::Result;
use crate::parallel::Workers;

/// So many pairs, of two short documents or long ones, are compared by one thread at a time.
const PAIRS_PER_PART: usize = 64;

/// Documents that are connected have one root, the least of them.
#[derive(Debug)]
pub(super) struct Forest {
    parents: Vec<usize>,
}

impl Forest {
    /// Each document by itself.
    pub(super) fn new(n_documents: usize) -> Self {
        Self {
            parents: (0..n_documents).collect(),
        }
    }

    fn root(&mut self, document: usize) -> usize {
        let mut one = document;
        while self.parents[one] != one {
            // Halving the way keeps it short.
            self.parents[one] = self.parents[self.parents[one]];
            one = self.parents[one];
        }
        one
    }

    /// Connects two documents.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// The clusters of two documents or more, in order of the first.
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

/// Connects those of `documents` that share a band and resemble each other by at least `threshold`.
///
/// A pair that is connected already is not compared, which changes no cluster: what is connected stays so.
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
        unlike: HashSet::default(),
    };
    for band in 0..bands.n_bands {
        workers.check()?;
        let mut groups = groups(corpus, documents, bands, band);
        // In each round, one document of each group is compared with those behind it.
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
            for (one, other) in pairs.alike(wanted, workers)? {
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

/// Documents whose signatures agree in a band, in ascending order.
fn groups(corpus: &Corpus, documents: &[usize], bands: Bands, band: usize) -> Vec<Vec<usize>> {
    let rows = band * bands.n_rows..(band + 1) * bands.n_rows;
    let key = |document: usize| {
        let rows = corpus.signature(document)[rows.clone()].iter();
        hash_run(rows.map(|&least| u64::from(least)))
    };
    let mut keyed: Vec<(u64, usize)> = documents.iter().map(|&one| (key(one), one)).collect();
    keyed.sort_unstable();
    keyed
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|&(_, document)| document).collect())
        .collect()
}

/// Pairs of documents to compare, with what is known from earlier.
struct Pairs<'c> {
    corpus: &'c Corpus,
    threshold: f64,
    sets: HashMap<usize, Shingles<'c>, RandomState>,
    unlike: HashSet<(usize, usize), RandomState>,
}

impl Pairs<'_> {
    /// Those of the pairs that resemble each other.
    fn alike(
        &mut self,
        mut wanted: Vec<(usize, usize)>,
        workers: &Workers,
    ) -> Result<Vec<(usize, usize)>> {
        wanted.retain(|pair| !self.unlike.contains(pair));
        self.make_sets(&wanted, workers)?;
        let parts = workers.map_all(wanted.chunks(PAIRS_PER_PART).collect(), |part| {
            workers.check()?;
            let is_alike = |&(a, b): &(usize, usize)| {
                self.sets[&a].similarity(&self.sets[&b]) >= self.threshold
            };
            Ok(part.iter().map(is_alike).collect::<Vec<bool>>())
        })?;
        let mut alike = Vec::new();
        for (pair, is_alike) in wanted.iter().zip(parts.into_iter().flatten()) {
            if is_alike {
                alike.push(*pair);
            } else {
                self.unlike.insert(*pair);
            }
        }
        Ok(alike)
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
