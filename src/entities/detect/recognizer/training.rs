//! Learning a recogniser from tagged sentences.
//!
//! The weights are those under which the tags of the training data are likeliest, found by stochastic gradient descent
//! with a rate a weight (`AdaGrad`: Duchi, Hazan and Singer 2011). Sentences go in batches: the gradients of a batch are
//! taken against the same weights and added in order, so the number of threads does not matter.

use super::conll::TaggedSentence;
use super::crf::Tags;
use super::examples::{Example, Hashed, example, hashed, labels_of, number, respell};
use super::learner::{BATCH, Learner, shuffle};
use super::lexicon::Lexicon;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// How to train.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingConfig {
    /// How often all sentences are seen.
    pub epochs: usize,
    /// How long the steps are.
    pub rate: f32,
    /// The share of features that is left out of a sentence each time it is seen, so that none is relied on alone.
    pub dropout: f32,
    /// Features that are rarer are left out.
    pub min_count: u8,
    /// Weights no larger than this are left out in the end.
    pub least_weight: f32,
    /// See a part of the sentences in small letters, in capitals and in the style of headlines too.
    pub respell: bool,
    /// Labels that are learnt, so that they are not taken for others, and never told.
    pub untold: Vec<String>,
}

impl Default for TrainingConfig {
    fn default() -> Self {
        Self {
            epochs: 10,
            rate: 0.08,
            dropout: 0.5,
            min_count: 3,
            least_weight: 0.08,
            respell: true,
            untold: Vec::new(),
        }
    }
}

impl TrainingConfig {
    fn check(&self) -> Result<()> {
        let wrong = |name: &str, value: &dyn std::fmt::Debug, right: &str| {
            Err(Error::config(format!("{name} {value:?}: use {right}")))
        };
        if !(1..=1000).contains(&self.epochs) {
            return wrong("epochs", &self.epochs, "a number from 1 to 1000");
        }
        if !(self.rate > 0.0 && self.rate <= 10.0) {
            return wrong("rate", &self.rate, "a number over 0, such as 0.08");
        }
        if !(0.0..0.95).contains(&self.dropout) {
            return wrong("dropout", &self.dropout, "a share from 0 to 0.95");
        }
        if self.least_weight.is_nan() || self.least_weight < 0.0 {
            return wrong("least_weight", &self.least_weight, "0 or more");
        }
        Ok(())
    }
}

/// Sentences of one kind.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    /// The sentences.
    pub sentences: Vec<TaggedSentence>,
    /// How much each counts.
    pub weight: f32,
    /// Labels that may stand unmarked in the sentences.
    pub unannotated: Vec<String>,
}

/// Weights as learnt, before they are made small.
pub(super) struct Learnt {
    pub(super) labels: Vec<String>,
    /// The hash of each feature.
    pub(super) features: Vec<u64>,
    /// A row of tags for each.
    pub(super) weights: Vec<f32>,
    pub(super) transitions: Vec<f32>,
}

/// Learns from `sets`; `report` gets the number of each epoch and its loss: the mean of minus the logarithm of the chance
/// that the model gave to a word's right tag.
///
/// # Errors
///
/// Where an option makes no sense, there is no name to learn from, there are too many labels, or the work was stopped.
pub(super) fn train(
    sets: &[TrainingSet],
    lexicon: &Lexicon,
    config: &TrainingConfig,
    workers: &Workers,
    mut report: impl FnMut(usize, f64),
) -> Result<Learnt> {
    config.check()?;
    let labels = labels_of(sets)?;
    let respelt = if config.respell {
        respell(sets)
    } else {
        Vec::new()
    };
    let sets = || sets.iter().chain(&respelt);
    let all: Vec<(&TrainingSet, &TaggedSentence)> = sets()
        .flat_map(|set| set.sentences.iter().map(move |sentence| (set, sentence)))
        .collect();
    let hashed = workers.map_ranges(
        all.len(),
        |index| all[index].1.words.len(),
        |range| {
            Ok(range
                .map(|index| hashed(all[index].1, lexicon))
                .collect::<Vec<_>>())
        },
    )?;
    let hashed: Vec<Hashed> = hashed.into_iter().flatten().collect();
    let (features, ids) = number(&hashed, config.min_count);
    let examples: Vec<Example> = hashed
        .into_iter()
        .zip(&all)
        .map(|(hashed, (set, sentence))| example(&hashed, set, sentence, &labels, &ids))
        .collect();
    drop(ids);
    let n_words: usize = examples.iter().map(|example| example.allowed.len()).sum();
    let mut learner = Learner::new(Tags(labels.len()).len(), features.len());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut chance = 0x2545_F491_4F6C_DD1D_u64;
    for epoch in 0..config.epochs {
        shuffle(&mut order, &mut chance);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH) {
            workers.check()?;
            loss += learner.step(batch, &examples, config, epoch, workers)?;
        }
        if epoch * 2 >= config.epochs {
            learner.remember();
        }
        report(epoch, loss / n_words as f64);
    }
    Ok(learner.finish(labels, features, 1.0 - config.dropout))
}
