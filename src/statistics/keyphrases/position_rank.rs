//! `PositionRank`: `PageRank` biased towards words that occur early and often.
//!
//! Content words are the nodes of a graph. The weight of an edge is the number of times two words co-occur within a
//! window of *w* words (10). With *p(i)* the sum of *1 / position* over the occurrences of word *i*, with positions
//! counted from 1, divided by the sum over all words, and *d* = 0.85,
//!
//! - *S(i) = (1 - d) p(i) + d sum w(i, j) / W(j) S(j)* over the neighbours *j* of *i*, divided by the sum of all, and
//! - the score of a phrase is the sum over its words.
//!
//! Source: C. Florescu, C. Caragea (2017), `PositionRank`: an unsupervised approach to keyphrase extraction from
//! scholarly documents, ACL. The paper uses nouns and adjectives as nodes, and sequences of up to three of them as
//! phrases. Here nodes are all words except stop words, and phrases are runs of them.

use super::graph::Graph;
use super::phrases::{Document, Phrases, runs};
use super::rake::is_content;
use crate::error::Result;
use crate::parallel::Workers;

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct PositionRank {
    graph: Graph,
    position_weights: Vec<f64>,
}

impl PositionRank {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        self.graph.connect(document, window, true, workers)?;
        self.weight_positions(document);
        let position_weights = &self.position_weights;
        self.graph.rank(|node| position_weights[node], workers)?;
        let sum: f64 = self.graph.ranks.iter().sum();
        let config = &document.lexicon.prepared().config;
        for (start, length) in runs(document, |_, word| is_content(document, word.form)) {
            super::add_run(document, start, length, config, phrases);
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

    fn weight_positions(&mut self, document: Document<'_, '_>) {
        self.position_weights.clear();
        self.position_weights
            .resize(self.graph.local_ids.len(), 0.0);
        let mut sum = 0.0;
        for (position, word) in document.words().iter().enumerate() {
            if is_content(document, word.form) {
                let weight = 1.0 / (position + 1) as f64;
                self.position_weights[self
                    .graph
                    .local_ids
                    .get(document.lexicon.form(word.form).node)] += weight;
                sum += weight;
            }
        }
        for weight in &mut self.position_weights {
            *weight /= sum;
        }
    }
}
