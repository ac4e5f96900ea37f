//! Words that stand together, and `PageRank` over them.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::phrases::{Document, Locals, index, pair, watch};
use super::rake::is_content;
use crate::error::Result;
use crate::parallel::Workers;

/// The share of rank that moves along edges, as in all the papers.
const DAMPING: f64 = 0.85;

/// Ranks are found once a round changes none by more than this share of the greatest.
const TOLERANCE: f64 = 1e-10;

/// Rounds shrink what is wrong at least by the damping, so far fewer are needed.
const MOST_ROUNDS: usize = 500;

/// An undirected graph whose nodes are the content words of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) numbers: Locals,
    edges: HashMap<u64, u32, RandomState>,
    /// Ends and weight of each edge, in order of the text.
    ends: Vec<(u32, u32, u32)>,
    /// Where the neighbours of each node begin, and at last where they end.
    starts: Vec<usize>,
    neighbours: Vec<(u32, f64)>,
    /// The sum of the weights of each node's edges.
    weights: Vec<f64>,
    pub(super) ranks: Vec<f64>,
}

impl Graph {
    /// Joins content words that stand within a window of so many words, stop words among them, with no mark and no end
    /// of a sentence between. An edge weighs how often that happens, or 1.
    pub(super) fn join(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        weighted: bool,
        workers: &Workers,
    ) -> Result<()> {
        let (lexicon, words) = (document.lexicon, document.words());
        self.numbers.clear(lexicon.n_strings());
        self.edges.clear();
        self.ends.clear();
        let content = |word: usize| is_content(document, words[word].form);
        let mut block = 0;
        for (at, word) in words.iter().enumerate() {
            watch(workers, at)?;
            if word.breaks {
                block = at;
            }
            if !content(at) {
                continue;
            }
            let node = self.numbers.number(lexicon.form(word.form).node);
            let first = block.max((at + 1).saturating_sub(window));
            for before in (first..at).filter(|&before| content(before)) {
                let other = self.numbers.get(lexicon.form(words[before].form).node);
                if other != node {
                    self.add_edge(index(node.min(other)), index(node.max(other)));
                }
            }
        }
        self.list_neighbours(weighted);
        Ok(())
    }

    fn add_edge(&mut self, one: u32, other: u32) {
        let next = index(self.ends.len());
        let edge = *self.edges.entry(pair(one, other)).or_insert(next);
        if edge == next {
            self.ends.push((one, other, 0));
        }
        self.ends[edge as usize].2 += 1;
    }

    fn list_neighbours(&mut self, weighted: bool) {
        let n_nodes = self.numbers.len();
        self.starts.clear();
        self.starts.resize(n_nodes + 2, 0);
        for &(one, other, _) in &self.ends {
            self.starts[one as usize + 2] += 1;
            self.starts[other as usize + 2] += 1;
        }
        for node in 2..self.starts.len() {
            self.starts[node] += self.starts[node - 1];
        }
        self.neighbours.clear();
        self.neighbours.resize(2 * self.ends.len(), (0, 0.0));
        self.weights.clear();
        self.weights.resize(n_nodes, 0.0);
        for &(one, other, count) in &self.ends {
            let weight = if weighted { f64::from(count) } else { 1.0 };
            for (from, to) in [(one, other), (other, one)] {
                let place = &mut self.starts[from as usize + 1];
                self.neighbours[*place] = (to, weight);
                *place += 1;
                self.weights[from as usize] += weight;
            }
        }
    }

    /// `PageRank`: *S(i) = (1 - d) p(i) + d sum w(i, j) / W(j) S(j)* over the neighbours *j* of *i*, *d* = 0.85.
    ///
    /// `preference` is *p*, one number a node. Solved in place (Gauss-Seidel), each round linear in the edges.
    pub(super) fn rank(
        &mut self,
        preference: impl Fn(usize) -> f64,
        workers: &Workers,
    ) -> Result<()> {
        let n_nodes = self.numbers.len();
        // Ranks by the weight of their node, which is what goes along an edge.
        let flow = &mut self.ranks;
        flow.clear();
        flow.extend((0..n_nodes).map(|node| preference(node) / self.weights[node].max(1.0)));
        for _ in 0..MOST_ROUNDS {
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

    /// The rank of the node of a word.
    pub(super) fn rank_of(&self, document: Document<'_, '_>, form: u32) -> f64 {
        self.ranks[self.numbers.get(document.lexicon.form(form).node)]
    }
}
