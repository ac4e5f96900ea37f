//! `TextRank`: a word ranks high that stands beside words that rank high.
//!
//! Content words are the nodes of a graph, without weights, and those within a window of *N* words (2) are joined.
//! With *d* = 0.85 and *n(j)* the number of neighbours,
//!
//! - *S(i) = (1 - d) + d sum S(j) / n(j)* over the neighbours *j* of *i*, and
//! - the third of the words that ranks highest are keywords; where they stand in a row they are one phrase, whose score
//!   is the mean of theirs.
//!
//! Source: R. Mihalcea, P. Tarau (2004), `TextRank`: bringing order into texts, EMNLP. The paper names no score of
//! phrases; the mean is that of `summa`. It takes nouns and adjectives for nodes; here, where nobody tells parts of speech, all that are no stop words.

use super::graph::Graph;
use super::phrases::{Document, Phrases, runs};
use super::rake::is_content;
use crate::error::Result;
use crate::parallel::Workers;

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct TextRank {
    graph: Graph,
    order: Vec<(usize, u32)>,
    chosen: Vec<bool>,
}

impl TextRank {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        share: f64,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        self.graph.join(document, window, false, workers)?;
        self.graph.rank(|_| 1.0, workers)?;
        self.choose(document, share);
        let config = &document.lexicon.prepared().config;
        let Self { graph, chosen, .. } = self;
        let form = |form| document.lexicon.form(form);
        let keyword = |form_number| {
            is_content(document, form_number) && chosen[graph.numbers.get(form(form_number).node)]
        };
        for (start, length) in runs(document, |_, word| keyword(word.form)) {
            super::add_in_pieces(document, start, length, config, phrases);
        }
        phrases.score(|phrase| {
            let words = document.of(phrase).iter();
            let sum: f64 = words.map(|word| graph.rank_of(document, word.form)).sum();
            sum / f64::from(phrase.length)
        });
        Ok(())
    }

    /// Marks the share of the words that ranks highest; ties in code-point order.
    fn choose(&mut self, document: Document<'_, '_>, share: f64) {
        let Self {
            graph,
            order,
            chosen,
        } = self;
        let n_nodes = graph.numbers.len();
        let lexicon = document.lexicon;
        order.clear();
        for word in document
            .words()
            .iter()
            .filter(|word| is_content(document, word.form))
        {
            let node = lexicon.form(word.form).node;
            let number = graph.numbers.get(node);
            if number == order.len() {
                order.push((number, node));
            }
        }
        order.sort_unstable_by(|&(a, one), &(b, other)| {
            let by_rank = graph.ranks[b].total_cmp(&graph.ranks[a]);
            by_rank.then_with(|| lexicon.string(one).cmp(lexicon.string(other)))
        });
        chosen.clear();
        chosen.resize(n_nodes, false);
        for &(number, _) in &order[..share_of(n_nodes, share)] {
            chosen[number] = true;
        }
    }
}

/// The share of a number, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share from 0 to 1 of a number in memory"
)]
fn share_of(n: usize, share: f64) -> usize {
    ((n as f64 * share).ceil() as usize).min(n)
}
