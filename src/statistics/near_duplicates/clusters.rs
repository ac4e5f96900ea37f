//! Clusters documents by their signatures.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::Bands;
use super::join::Join;
use super::shingles::{Corpus, Shingles};
use super::signatures::hash_run;
use crate::error::Result;
use crate::parallel::Workers;

/// Number of sets of shingles that one thread makes at a time.
const SETS_PER_PART: usize = 64;

/// Number of documents of a group that are compared with all others of it.
const N_REPRESENTATIVES: usize = 16;

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
    let mut search = Search {
        corpus,
        bands,
        threshold,
        sets: HashMap::default(),
        workers,
    };
    for band in 0..bands.n_bands {
        workers.check()?;
        let mut groups = groups(corpus, documents, bands, band);
        groups.retain(|group| !is_connected(group, forest));
        search.make_sets(&groups)?;
        let groups: Vec<Group> = groups
            .into_iter()
            .map(|documents| Group::new(documents, forest))
            .collect();
        let parts = workers.map_all(groups, |group| search.similar_pairs(group, band))?;
        for (one, other) in parts.into_iter().flatten() {
            forest.join(one, other);
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
    let key = |document: usize| {
        let rows = corpus.signature(document)[bands.rows(band)].iter();
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

/// Documents that agree in a band, and how they are connected.
struct Group {
    documents: Vec<usize>,
    /// The index in `documents` takes the place of the document.
    forest: Forest,
    n_components: usize,
}

impl Group {
    /// Connect the documents that the whole forest connects.
    fn new(documents: Vec<usize>, whole: &mut Forest) -> Self {
        let mut forest = Forest::new(documents.len());
        let mut firsts: HashMap<usize, usize, RandomState> = HashMap::default();
        for (index, &document) in documents.iter().enumerate() {
            let first = *firsts.entry(whole.root(document)).or_insert(index);
            forest.join(first, index);
        }
        Self {
            documents,
            forest,
            n_components: firsts.len(),
        }
    }

    /// Connect two documents, given by their indices, and return true if they were not.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let is_new = self.forest.root(a) != self.forest.root(b);
        self.forest.join(a, b);
        self.n_components -= usize::from(is_new);
        is_new
    }
}

/// The search for similar pairs, with cached shingle sets.
struct Search<'c> {
    corpus: &'c Corpus,
    bands: Bands,
    threshold: f64,
    sets: HashMap<usize, Shingles<'c>, RandomState>,
    workers: &'c Workers,
}

impl Search<'_> {
    /// Return pairs of similar documents that connect a group as far as all its similar pairs do.
    ///
    /// The first documents are compared with all others. Most groups are then connected, or too small to have other
    /// pairs; the others are joined.
    fn similar_pairs(&self, mut group: Group, band: usize) -> Result<Vec<(usize, usize)>> {
        let mut similar = Vec::new();
        let n_documents = group.documents.len();
        for one in 0..n_documents.min(N_REPRESENTATIVES) {
            self.workers.check()?;
            for other in one + 1..n_documents {
                self.compare(&mut group, (one, other), band, &mut similar);
            }
        }
        if group.n_components > 1 && n_documents > N_REPRESENTATIVES + 1 {
            let sets = group.documents.iter().map(|document| &self.sets[document]);
            let join = Join::new(&sets.collect::<Vec<_>>(), self.threshold);
            let compare = |one, other| self.compare(&mut group, (one, other), band, &mut similar);
            join.candidates(|| self.workers.check(), compare)?;
        }
        Ok(similar)
    }

    /// Connect two documents of a group if they are similar.
    fn compare(
        &self,
        group: &mut Group,
        (one, other): (usize, usize),
        band: usize,
        similar: &mut Vec<(usize, usize)>,
    ) {
        if group.n_components == 1 || group.forest.root(one) == group.forest.root(other) {
            return;
        }
        let (a, b) = (group.documents[one], group.documents[other]);
        if self.agree_before(a, b, band) {
            return;
        }
        if self.sets[&a].similarity(&self.sets[&b]) >= self.threshold && group.join(one, other) {
            similar.push((a, b));
        }
    }

    /// Whether two documents agree in a band before this one, where they have been compared.
    fn agree_before(&self, a: usize, b: usize, band: usize) -> bool {
        let (a, b) = (self.corpus.signature(a), self.corpus.signature(b));
        (0..band).any(|band| a[self.bands.rows(band)] == b[self.bands.rows(band)])
    }

    fn make_sets(&mut self, groups: &[Vec<usize>]) -> Result<()> {
        let mut missing: Vec<usize> = groups.iter().flatten().copied().collect();
        missing.retain(|document| !self.sets.contains_key(document));
        missing.sort_unstable();
        missing.dedup();
        let corpus = self.corpus;
        let parts = self
            .workers
            .map_all(missing.chunks(SETS_PER_PART).collect(), |part| {
                self.workers.check()?;
                let set = |&document: &usize| (document, corpus.shingles(document));
                Ok(part.iter().map(set).collect::<Vec<_>>())
            })?;
        self.sets.extend(parts.into_iter().flatten());
        Ok(())
    }
}
