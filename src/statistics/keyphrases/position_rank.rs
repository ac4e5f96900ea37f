//! `PositionRank`: `PageRank` that goes back to the words that stand early and often.
//!
//! Content words are the nodes of a graph; an edge weighs how often two stand within a window of *w* words (10). With
//! *p(i)* the sum of *1 / position* over the places of word *i*, counted from 1 and divided by the sum over all words,
//! and *d* = 0.85,
//!
//! - *S(i) = (1 - d) p(i) + d sum w(i, j) / W(j) S(j)* over the neighbours *j* of *i*, divided by the sum of all, and
//! - the score of a phrase is the sum over its words.
//!
//! Source: C. Florescu, C. Caragea (2017), `PositionRank`: an unsupervised approach to keyphrase extraction from
//! scholarly documents, ACL. The paper takes nouns and adjectives for nodes, and phrases of up to three of them; here
//! they are words that are no stop words, and runs of them.

use super::graph::Graph;
use super::phrases::{Document, Phrases, runs};
use super::rake::is_content;
use crate::error::Result;
use crate::parallel::Workers;

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct PositionRank {
    graph: Graph,
    positions: Vec<f64>,
}

impl PositionRank {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        self.graph.join(document, window, true, workers)?;
        self.weigh_positions(document);
        let positions = &self.positions;
        self.graph.rank(|node| positions[node], workers)?;
        let sum: f64 = self.graph.ranks.iter().sum();
        let config = &document.lexicon.prepared().config;
        for (start, length) in runs(document, |_, word| is_content(document, word.form)) {
            super::add_in_pieces(document, start, length, config, phrases);
        }
        let graph = &self.graph;
        phrases.score(|phrase| {
            let words = document.of(phrase).iter();
            words
                .map(|word| graph.rank_of(document, word.form) / sum)
                .sum()
        });
        Ok(())
    }

    fn weigh_positions(&mut self, document: Document<'_, '_>) {
        self.positions.clear();
        self.positions.resize(self.graph.numbers.len(), 0.0);
        let mut sum = 0.0;
        for (place, word) in document.words().iter().enumerate() {
            if is_content(document, word.form) {
                let weight = 1.0 / (place + 1) as f64;
                self.positions[self
                    .graph
                    .numbers
                    .get(document.lexicon.form(word.form).node)] += weight;
                sum += weight;
            }
        }
        for position in &mut self.positions {
            *position /= sum;
        }
    }
}
