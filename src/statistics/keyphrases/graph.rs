//! The co-occurrence graph of words, and `PageRank` over it.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::phrases::{Document, LocalIds, check_stop, index, pair};
use super::rake::is_content;
use crate::error::Result;
use crate::parallel::Workers;

/// The damping factor, as in all the papers.
const DAMPING: f64 = 0.85;

/// Iteration stops when no rank changes by more than this fraction of the greatest.
const TOLERANCE: f64 = 1e-10;

/// Each iteration reduces the error by at least the damping factor, so far fewer are needed.
const MAX_ITERATIONS: usize = 500;

/// An undirected graph whose nodes are the content words of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) local_ids: LocalIds,
    edges: HashMap<u64, u32, RandomState>,
    /// Endpoints and count of each edge, in text order.
    endpoints: Vec<(u32, u32, u32)>,
    /// The offset of the neighbours of each node, and finally the end of the last.
    starts: Vec<usize>,
    neighbours: Vec<(u32, f64)>,
    /// The sum of the weights of each node's edges.
    weights: Vec<f64>,
    pub(super) ranks: Vec<f64>,
}

impl Graph {
    /// Connect content words that co-occur within a window of `window` words, counting stop words, without punctuation
    /// or a sentence boundary between them. The weight of an edge is the number of co-occurrences, or 1.
    pub(super) fn connect(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        weighted: bool,
        workers: &Workers,
    ) -> Result<()> {
        let (lexicon, words) = (document.lexicon, document.words());
        self.local_ids.clear(lexicon.n_strings());
        self.edges.clear();
        self.endpoints.clear();
        let content = |word: usize| is_content(document, words[word].form);
        let mut block = 0;
        for (at, word) in words.iter().enumerate() {
            check_stop(workers, at)?;
            if word.after_boundary {
                block = at;
            }
            if !content(at) {
                continue;
            }
            let node = self.local_ids.get_or_insert(lexicon.form(word.form).node);
            let first = block.max((at + 1).saturating_sub(window));
            for before in (first..at).filter(|&before| content(before)) {
                let other = self.local_ids.get(lexicon.form(words[before].form).node);
                if other != node {
                    self.add_edge(index(node.min(other)), index(node.max(other)));
                }
            }
        }
        self.list_neighbours(weighted);
        Ok(())
    }

    fn add_edge(&mut self, one: u32, other: u32) {
        let next = index(self.endpoints.len());
        let edge = *self.edges.entry(pair(one, other)).or_insert(next);
        if edge == next {
            self.endpoints.push((one, other, 0));
        }
        self.endpoints[edge as usize].2 += 1;
    }

    fn list_neighbours(&mut self, weighted: bool) {
        let n_nodes = self.local_ids.len();
        self.starts.clear();
        self.starts.resize(n_nodes + 2, 0);
        for &(one, other, _) in &self.endpoints {
            self.starts[one as usize + 2] += 1;
            self.starts[other as usize + 2] += 1;
        }
        for node in 2..self.starts.len() {
            self.starts[node] += self.starts[node - 1];
        }
        self.neighbours.clear();
        self.neighbours.resize(2 * self.endpoints.len(), (0, 0.0));
        self.weights.clear();
        self.weights.resize(n_nodes, 0.0);
        for &(one, other, count) in &self.endpoints {
            let weight = if weighted { f64::from(count) } else { 1.0 };
            for (from, to) in [(one, other), (other, one)] {
                let offset = &mut self.starts[from as usize + 1];
                self.neighbours[*offset] = (to, weight);
                *offset += 1;
                self.weights[from as usize] += weight;
            }
        }
    }

    /// `PageRank`: *S(i) = (1 - d) p(i) + d sum w(i, j) / W(j) S(j)* over the neighbours *j* of *i*, *d* = 0.85.
    ///
    /// `preference` is *p*, one number per node. Solved in place (Gauss-Seidel); each iteration is linear in the number
    /// of edges.
    pub(super) fn rank(
        &mut self,
        preference: impl Fn(usize) -> f64,
        workers: &Workers,
    ) -> Result<()> {
        let n_nodes = self.local_ids.len();
        // The rank of each node divided by its weight: the flow along an edge of weight 1.
        let flow = &mut self.ranks;
        flow.clear();
        flow.extend((0..n_nodes).map(|node| preference(node) / self.weights[node].max(1.0)));
        for _ in 0..MAX_ITERATIONS {
            workers.check()?;
            let (mut change, mut greatest) = (0.0_f64, 0.0_f64);
            for node in 0..n_nodes {
                let mut sum = 0.0;
                for &(other, weight) in &self.neighbours[self.starts[node]..self.starts[node + 1]] {
                    sum += weight * flow[other as usize];
                }
                let weight = self.weights[node].max(1.0);
                let rank = (1.0 - DAMPING) * preference(node) + DAMPING * sum;
                change = change.max((rank - flow[node] * weight).abs());
                greatest = greatest.max(rank);
                flow[node] = rank / weight;
            }
            if change <= TOLERANCE * greatest {
                break;
            }
        }
        for (rank, weight) in self.ranks.iter_mut().zip(&self.weights) {
            *rank *= weight.max(1.0);
        }
        Ok(())
    }

    /// Return the rank of the node of a word.
    pub(super) fn rank_of(&self, document: Document<'_, '_>, form: u32) -> f64 {
        self.ranks[self.local_ids.get(document.lexicon.form(form).node)]
    }
}
