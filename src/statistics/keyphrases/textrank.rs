//! `TextRank`: a word ranks high if it co-occurs with words that rank high.
//!
//! Content words are the nodes of an unweighted graph; words within a window of *N* words (2) are connected. With *d* =
//! 0.85 and *n(j)* the number of neighbours of *j*,
//!
//! - *S(i) = (1 - d) + d sum S(j) / n(j)* over the neighbours *j* of *i*, and
//! - the top third of the words are keywords. Adjacent keywords form one phrase, whose score is the mean of their
//!   scores.
//!
//! Source: R. Mihalcea, P. Tarau (2004), `TextRank`: bringing order into texts, EMNLP. The paper does not define a
//! score of phrases; the mean is that of `summa`. The nodes of the paper are nouns and adjectives. There is no
//! part-of-speech tagger here, so all words except stop words are used.

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
        self.graph.connect(document, window, false, workers)?;
        self.graph.rank(|_| 1.0, workers)?;
        self.choose(document, share);
        let config = &document.lexicon.prepared().config;
        let Self { graph, chosen, .. } = self;

        let is_keyword = |form| {
            is_content(document, form)
                && chosen[graph.local_ids.get(document.lexicon.form(form).node)]
        };
        for (start, length) in runs(document, |_, word| is_keyword(word.form)) {
            super::add_run(document, start, length, config, phrases);
        }
        phrases.score(|phrase| {
            let words = document.of(phrase).iter();
            let sum: f64 = words.map(|word| graph.rank_of(document, word.form)).sum();
            sum / f64::from(phrase.length)
        });
        Ok(())
    }

    /// Select the given proportion of top-ranked words, ties broken by code points.
    fn choose(&mut self, document: Document<'_, '_>, share: f64) {
        let Self {
            graph,
            order,
            chosen,
        } = self;
        let n_nodes = graph.local_ids.len();
        let lexicon = document.lexicon;
        order.clear();
        for word in document
            .words()
            .iter()
            .filter(|word| is_content(document, word.form))
        {
            let node = lexicon.form(word.form).node;
            let id = graph.local_ids.get(node);
            if id == order.len() {
                order.push((id, node));
            }
        }
        order.sort_unstable_by(|&(a, one), &(b, other)| {
            let by_rank = graph.ranks[b].total_cmp(&graph.ranks[a]);
            by_rank.then_with(|| lexicon.string(one).cmp(lexicon.string(other)))
        });
        chosen.clear();
        chosen.resize(n_nodes, false);
        for &(id, _) in &order[..share_of(n_nodes, share)] {
            chosen[id] = true;
        }
    }
}

/// Return the proportion `share` of `n`, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a proportion from 0 to 1 of a length in memory"
)]
fn share_of(n: usize, share: f64) -> usize {
    ((n as f64 * share).ceil() as usize).min(n)
}
