//! Learning a recogniser from tagged sentences.
//!
//! The weights are those under which the tags of the training data are likeliest, found by stochastic gradient descent
//! with a rate a weight (`AdaGrad`: Duchi, Hazan and Singer 2011). Sentences go in batches: the gradients of a batch are
//! taken against the same weights and added in order, so the number of threads does not matter.

use super::config::TrainingConfig;
use super::conll::{TaggedSentence, TrainingSet};
use super::crf::Tags;
use super::examples::{Example, Hashed, example, hashed, labels_of, number, respell};
use super::learner::{BATCH, Learner, Learnt, shuffle};
use super::lexicon::Lexicon;
use crate::error::Result;
use crate::parallel::Workers;

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
    let respelt = if config.case_augmentation {
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
