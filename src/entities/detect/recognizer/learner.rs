//! The weights during training, and their updates.

use super::config::TrainingConfig;
use super::crf::{ForwardBackward, Transitions};
use super::examples::Example;
use crate::error::Result;
use crate::parallel::Workers;

/// The number of shards of the weights, each updated by one thread.
const N_SHARDS: usize = 4;
/// The number of sentences between two updates of the weights.
pub(super) const BATCH_SIZE: usize = 24;

/// The initial sum of squared gradients, as `AdaGrad` needs it.
const INITIAL_SQUARED_SUM: f32 = 1e-2;

struct Shard {
    weights: Vec<f32>,
    squared_sums: Vec<f32>,
    average: Vec<f32>,
}

/// Shuffles by Fisher and Yates, with a xorshift generator.
pub(super) fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        let other = usize::try_from(*state % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, other);
    }
}

/// The learned weights, before they are pruned and quantized.
pub(super) struct TrainedWeights {
    pub(super) labels: Vec<String>,
    /// The hash of each feature.
    pub(super) features: Vec<u64>,
    /// For each feature, a row with one weight per tag.
    pub(super) weights: Vec<f32>,
    pub(super) transitions: Vec<f32>,
}

struct Gradient {
    example: Example,
    /// For each token and tag.
    emissions: Vec<f32>,
    transitions: Vec<f32>,
    loss: f32,
}

pub(super) struct Learner {
    n_tags: usize,
    shards: Vec<Shard>,
    transitions: Vec<f32>,
    transition_squared_sums: Vec<f32>,
    transition_average: Vec<f32>,
    n_averaged: usize,
}

impl Learner {
    pub(super) fn new(n_tags: usize, n_features: usize) -> Self {
        let n_transitions = (n_tags + 1) * n_tags;
        let size = n_features.div_ceil(N_SHARDS) * n_tags;
        Self {
            n_tags,
            shards: (0..N_SHARDS)
                .map(|_| Shard {
                    weights: vec![0.0; size],
                    squared_sums: vec![INITIAL_SQUARED_SUM; size],
                    average: Vec::new(),
                })
                .collect(),
            transitions: vec![0.0; n_transitions],
            transition_squared_sums: vec![INITIAL_SQUARED_SUM; n_transitions],
            transition_average: vec![0.0; n_transitions],
            n_averaged: 0,
        }
    }

    pub(super) fn step(
        &mut self,
        batch: &[usize],
        examples: &[Example],
        config: &TrainingConfig,
        epoch: usize,
        workers: &Workers,
    ) -> Result<f64> {
        let transitions = Transitions::new(self.n_tags, &self.transitions);
        let chunks: Vec<&[usize]> = batch.chunks(BATCH_SIZE / 4).collect();
        let learner = &*self;
        let gradients = workers.map_all(chunks, |chunk| {
            let mut inference = (ForwardBackward::default(), ForwardBackward::default());
            Ok(chunk
                .iter()
                .map(|&example| {
                    learner.gradient(
                        examples[example].with_dropout(
                            config.dropout,
                            (epoch * examples.len() + example) as u64,
                        ),
                        &transitions,
                        &mut inference,
                    )
                })
                .collect::<Vec<_>>())
        })?;
        let gradients: Vec<Gradient> = gradients.into_iter().flatten().collect();
        let (n_tags, learning_rate) = (self.n_tags, config.learning_rate);
        let shards: Vec<(usize, &mut Shard)> = self.shards.iter_mut().enumerate().collect();
        workers.map_all(shards, |(shard_index, shard)| {
            for gradient in &gradients {
                shard.add(
                    shard_index,
                    n_tags,
                    &gradient.example,
                    gradient,
                    learning_rate,
                );
            }
            Ok(())
        })?;
        for (gradient, &example) in gradients.iter().zip(batch) {
            self.update_transitions(gradient, examples[example].weight, learning_rate);
        }
        Ok(gradients
            .iter()
            .map(|gradient| f64::from(gradient.loss))
            .sum())
    }

    fn update_transitions(&mut self, gradient: &Gradient, weight: f32, learning_rate: f32) {
        for (index, &derivative) in gradient.transitions.iter().enumerate() {
            let derivative = derivative * weight;
            self.transition_squared_sums[index] += derivative * derivative;
            self.transitions[index] -=
                learning_rate * derivative / self.transition_squared_sums[index].sqrt();
        }
    }

    fn gradient(
        &self,
        example: Example,
        transitions: &Transitions,
        (all, correct): &mut (ForwardBackward, ForwardBackward),
    ) -> Gradient {
        let scores = self.scores(&example);
        all.run(&scores, transitions, None);
        all.count_transitions(transitions);
        let n_tags = transitions.n_tags;
        let mut emissions: Vec<f32> = all.all_marginals(n_tags).collect();
        let mut transition_gradient = all.transition_counts.clone();
        let mut loss = 0.0;
        if example.is_partial {
            correct.run(&scores, transitions, Some(&example.allowed));
            correct.count_transitions(transitions);
            for (expected, observed) in emissions.iter_mut().zip(correct.all_marginals(n_tags)) {
                *expected -= observed;
            }
            for (expected, observed) in transition_gradient
                .iter_mut()
                .zip(&correct.transition_counts)
            {
                *expected -= observed;
            }
            loss += emissions
                .iter()
                .map(|derivative| derivative.abs())
                .sum::<f32>()
                / 2.0;
        } else {
            let mut before = self.n_tags;
            for (index, mask) in example.allowed.iter().enumerate() {
                let tag = mask.trailing_zeros() as usize;
                loss -= libm::logf(emissions[index * self.n_tags + tag].max(1e-9));
                emissions[index * self.n_tags + tag] -= 1.0;
                transition_gradient[before * self.n_tags + tag] -= 1.0;
                before = tag;
            }
        }
        Gradient {
            example,
            emissions,
            transitions: transition_gradient,
            loss,
        }
    }

    fn scores(&self, example: &Example) -> Vec<f32> {
        let n_tags = self.n_tags;
        let mut scores = vec![0.0; example.allowed.len() * n_tags];
        for (range, row) in example
            .starts
            .windows(2)
            .zip(scores.chunks_exact_mut(n_tags))
        {
            for &feature in &example.features[range[0] as usize..range[1] as usize] {
                let feature = feature as usize;
                let start = feature / N_SHARDS * n_tags;
                let weights = &self.shards[feature % N_SHARDS].weights[start..start + n_tags];
                for (score, weight) in row.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    pub(super) fn accumulate_average(&mut self) {
        self.n_averaged += 1;
        for shard in &mut self.shards {
            shard.average.resize(shard.weights.len(), 0.0);
            for (sum, weight) in shard.average.iter_mut().zip(&shard.weights) {
                *sum += weight;
            }
        }
        for (sum, weight) in self.transition_average.iter_mut().zip(&self.transitions) {
            *sum += weight;
        }
    }

    pub(super) fn into_trained(
        self,
        labels: Vec<String>,
        features: Vec<u64>,
        keep_rate: f32,
    ) -> TrainedWeights {
        let scale = 1.0 / self.n_averaged as f32;
        let n_tags = self.n_tags;
        let mut weights = Vec::with_capacity(features.len() * n_tags);
        for feature in 0..features.len() {
            let start = feature / N_SHARDS * n_tags;
            weights.extend(
                self.shards[feature % N_SHARDS].average[start..start + n_tags]
                    .iter()
                    .map(|sum| sum * scale * keep_rate),
            );
        }
        TrainedWeights {
            labels,
            features,
            weights,
            transitions: self
                .transition_average
                .iter()
                .map(|sum| sum * scale)
                .collect(),
        }
    }
}

impl Shard {
    fn add(
        &mut self,
        shard_index: usize,
        n_tags: usize,
        example: &Example,
        gradient: &Gradient,
        learning_rate: f32,
    ) {
        for (range, derivatives) in example
            .starts
            .windows(2)
            .zip(gradient.emissions.chunks_exact(n_tags))
        {
            if derivatives.iter().all(|derivative| derivative.abs() < 1e-4) {
                continue;
            }
            for &feature in &example.features[range[0] as usize..range[1] as usize] {
                let feature = feature as usize;
                if feature % N_SHARDS != shard_index {
                    continue;
                }
                let start = feature / N_SHARDS * n_tags;
                let weights = &mut self.weights[start..start + n_tags];
                let squared_sums = &mut self.squared_sums[start..start + n_tags];
                for tag in 0..n_tags {
                    let derivative = derivatives[tag] * example.weight;
                    squared_sums[tag] += derivative * derivative;
                    weights[tag] -= learning_rate * derivative / squared_sums[tag].sqrt();
                }
            }
        }
    }
}
