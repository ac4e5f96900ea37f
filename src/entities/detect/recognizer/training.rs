//! Training of a recogniser from tagged sentences.
//!
//! Maximises the likelihood of the tags by stochastic gradient descent with one learning rate per weight (`AdaGrad`:
//! Duchi, Hazan and Singer 2011). The gradients of a batch are computed against the same weights and applied in order,
//! so the result does not depend on the number of threads.

use super::config::TrainingConfig;
use super::conll::{TaggedSentence, TrainingSet};
use super::crf::Tags;
use super::examples::{
    Example, HashedExample, build_example, case_variants, collect_labels, hash_features,
    index_features,
};
use super::learner::{BATCH_SIZE, Learner, TrainedWeights, shuffle};
use super::lexicon::Lexicon;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Learns the weights from `sets`.
///
/// `report` is called after each epoch with its index and its loss: the mean negative logarithm of the probability that
/// the model gives to the correct tag of a token.
///
/// # Errors
///
/// If an option or a weight is out of range, the sentences hold no name, there are too many labels, or the work was cancelled.
pub(super) fn train(
    sets: &[TrainingSet],
    lexicon: &Lexicon,
    config: &TrainingConfig,
    workers: &Workers,
    mut report: impl FnMut(usize, f64),
) -> Result<TrainedWeights> {
    config.check()?;
    check_weights(sets)?;
    let labels = collect_labels(sets)?;
    let (mut features, n_kept, examples) = encode(sets, &labels, lexicon, config, workers)?;
    let n_tokens: usize = examples.iter().map(|example| example.allowed.len()).sum();
    let mut learner = Learner::new(Tags(labels.len()).len(), features.len());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random_state = 0x2545_F491_4F6C_DD1D_u64;
    for epoch in 0..config.epochs {
        shuffle(&mut order, &mut random_state);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH_SIZE) {
            workers.check()?;
            loss += learner.step(batch, &examples, config, epoch, workers)?;
        }
        let is_last = epoch + 1 == config.epochs;
        if is_last || epoch * 2 >= config.epochs {
            learner.accumulate_average();
        }
        report(epoch, loss / n_tokens as f64);
    }
    features.truncate(n_kept);
    Ok(learner.into_trained(labels, features, 1.0 - config.dropout))
}

/// Checks that the weights of sentences are such that they can be learned from.
fn check_weights(sets: &[TrainingSet]) -> Result<()> {
    match sets
        .iter()
        .find(|set| !(set.weight.is_finite() && set.weight > 0.0))
    {
        Some(set) => Err(Error::config(format!(
            "weight {} of a training set: use a finite number above 0",
            set.weight
        ))),
        None => Ok(()),
    }
}

/// Returns the hashes of the frequent features, the number of those that the model keeps, which come first, and the
/// sentences as feature indices.
fn encode(
    sets: &[TrainingSet],
    labels: &[String],
    lexicon: &Lexicon,
    config: &TrainingConfig,
    workers: &Workers,
) -> Result<(Vec<u64>, usize, Vec<Example>)> {
    let variants = if config.case_augmentation {
        case_variants(sets)
    } else {
        Vec::new()
    };
    let has_schemes = sets.iter().any(|set| set.scheme != sets[0].scheme);
    let sets = sets.iter().chain(&variants);
    let all: Vec<(&TrainingSet, &TaggedSentence)> = sets
        .flat_map(|set| set.sentences.iter().map(move |sentence| (set, sentence)))
        .collect();
    let hashed = workers.map_ranges(
        all.len(),
        |index| all[index].1.words.len(),
        |range| {
            let of_range = all[range].iter().map(|(set, sentence)| {
                hash_features(sentence, has_schemes.then_some(set.scheme), lexicon)
            });
            Ok(of_range.collect::<Vec<_>>())
        },
    )?;
    let hashed: Vec<HashedExample> = hashed.into_iter().flatten().collect();
    let mut features = index_features(&hashed.iter().map(|one| &one.general), config.min_count);
    let n_kept = features.len();
    features.extend(index_features(
        &hashed.iter().map(|one| &one.of_scheme),
        config.min_count,
    ));
    let ids = features
        .iter()
        .enumerate()
        .map(|(id, feature)| {
            (
                *feature,
                u32::try_from(id).expect("fewer than 2^32 features"),
            )
        })
        .collect();
    let examples = hashed
        .into_iter()
        .zip(&all)
        .map(|(hashed, (set, sentence))| build_example(&hashed, set, sentence, labels, &ids))
        .collect();
    Ok((features, n_kept, examples))
}
