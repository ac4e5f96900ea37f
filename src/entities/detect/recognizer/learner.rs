//! Weights, and how they learn from examples.

use super::config::TrainingConfig;
use super::crf::{Sums, Transitions};
use super::examples::Example;
use crate::error::Result;
use crate::parallel::Workers;

/// The rows are dealt out to so many parts, so that as many threads can change them.
const N_PARTS: usize = 4;
pub(super) const BATCH: usize = 24;

/// What the sums of squared slopes start from.
const START: f32 = 1e-2;

struct Part {
    weights: Vec<f32>,
    sums: Vec<f32>,
    average: Vec<f32>,
}

/// The order of Fisher and Yates, by xorshift.
pub(super) fn shuffle(order: &mut [usize], chance: &mut u64) {
    for last in (1..order.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        let other = usize::try_from(*chance % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, other);
    }
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

struct Gradient {
    example: Example,
    /// For each word and tag.
    words: Vec<f32>,
    steps: Vec<f32>,
    loss: f32,
}

pub(super) struct Learner {
    n_tags: usize,
    n_features: usize,
    parts: Vec<Part>,
    transitions: Vec<f32>,
    transition_sums: Vec<f32>,
    transition_average: Vec<f32>,
    n_remembered: usize,
}

impl Learner {
    pub(super) fn new(n_tags: usize, n_features: usize) -> Self {
        let n_steps = (n_tags + 1) * n_tags;
        let size = n_features.div_ceil(N_PARTS) * n_tags;
        Self {
            n_tags,
            n_features,
            parts: (0..N_PARTS)
                .map(|_| Part {
                    weights: vec![0.0; size],
                    sums: vec![START; size],
                    average: Vec::new(),
                })
                .collect(),
            transitions: vec![0.0; n_steps],
            transition_sums: vec![START; n_steps],
            transition_average: vec![0.0; n_steps],
            n_remembered: 0,
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
        let halves: Vec<&[usize]> = batch.chunks(BATCH / 4).collect();
        let this = &*self;
        let gradients = workers.map_all(halves, |some| {
            let mut sums = (Sums::default(), Sums::default());
            Ok(some
                .iter()
                .map(|&one| {
                    this.gradient(
                        examples[one]
                            .thinned(config.dropout, (epoch * examples.len() + one) as u64),
                        &transitions,
                        &mut sums,
                    )
                })
                .collect::<Vec<_>>())
        })?;
        let gradients: Vec<Gradient> = gradients.into_iter().flatten().collect();
        let (n_tags, rate) = (self.n_tags, config.learning_rate);
        let parts: Vec<(usize, &mut Part)> = self.parts.iter_mut().enumerate().collect();
        workers.map_all(parts, |(number, part)| {
            for gradient in &gradients {
                part.add(number, n_tags, &gradient.example, gradient, rate);
            }
            Ok(())
        })?;
        let mut loss = 0.0;
        for (gradient, &one) in gradients.iter().zip(batch) {
            loss += f64::from(gradient.loss);
            for (place, &slope) in gradient.steps.iter().enumerate() {
                let slope = slope * examples[one].weight;
                self.transition_sums[place] += slope * slope;
                self.transitions[place] -= rate * slope / self.transition_sums[place].sqrt();
            }
        }
        Ok(loss)
    }

    fn gradient(
        &self,
        example: Example,
        transitions: &Transitions,
        (sums, right): &mut (Sums, Sums),
    ) -> Gradient {
        let scores = self.scores(&example);
        sums.run(&scores, transitions, None);
        let mut words = sums.marginals.clone();
        let mut steps = sums.steps.clone();
        let mut loss = 0.0;
        if example.is_partial {
            right.run(&scores, transitions, Some(&example.allowed));
            for (mine, theirs) in words.iter_mut().zip(&right.marginals) {
                *mine -= theirs;
            }
            for (mine, theirs) in steps.iter_mut().zip(&right.steps) {
                *mine -= theirs;
            }
            loss += words.iter().map(|slope| slope.abs()).sum::<f32>() / 2.0;
        } else {
            let mut before = self.n_tags;
            for (place, mask) in example.allowed.iter().enumerate() {
                let tag = mask.trailing_zeros() as usize;
                loss -= libm::logf(words[place * self.n_tags + tag].max(1e-9));
                words[place * self.n_tags + tag] -= 1.0;
                steps[before * self.n_tags + tag] -= 1.0;
                before = tag;
            }
        }
        Gradient {
            example,
            words,
            steps,
            loss,
        }
    }

    fn scores(&self, example: &Example) -> Vec<f32> {
        let n_tags = self.n_tags;
        let mut scores = vec![0.0; example.allowed.len() * n_tags];
        for (bounds, row) in example
            .starts
            .windows(2)
            .zip(scores.chunks_exact_mut(n_tags))
        {
            for &feature in &example.features[bounds[0] as usize..bounds[1] as usize] {
                let feature = feature as usize;
                let at = feature / N_PARTS * n_tags;
                let weights = &self.parts[feature % N_PARTS].weights[at..at + n_tags];
                for (score, weight) in row.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    pub(super) fn remember(&mut self) {
        self.n_remembered += 1;
        for part in &mut self.parts {
            part.average.resize(part.weights.len(), 0.0);
            for (sum, weight) in part.average.iter_mut().zip(&part.weights) {
                *sum += weight;
            }
        }
        for (sum, weight) in self.transition_average.iter_mut().zip(&self.transitions) {
            *sum += weight;
        }
    }

    pub(super) fn finish(self, labels: Vec<String>, features: Vec<u64>, kept: f32) -> Learnt {
        let share = 1.0 / self.n_remembered as f32;
        let n_tags = self.n_tags;
        let mut weights = Vec::with_capacity(self.n_features * n_tags);
        for feature in 0..self.n_features {
            let at = feature / N_PARTS * n_tags;
            weights.extend(
                self.parts[feature % N_PARTS].average[at..at + n_tags]
                    .iter()
                    .map(|sum| sum * share * kept),
            );
        }
        Learnt {
            labels,
            features,
            weights,
            transitions: self
                .transition_average
                .iter()
                .map(|sum| sum * share)
                .collect(),
        }
    }
}

impl Part {
    fn add(
        &mut self,
        number: usize,
        n_tags: usize,
        example: &Example,
        gradient: &Gradient,
        rate: f32,
    ) {
        for (bounds, slopes) in example
            .starts
            .windows(2)
            .zip(gradient.words.chunks_exact(n_tags))
        {
            if slopes.iter().all(|slope| slope.abs() < 1e-4) {
                continue;
            }
            for &feature in &example.features[bounds[0] as usize..bounds[1] as usize] {
                let feature = feature as usize;
                if feature % N_PARTS != number {
                    continue;
                }
                let at = feature / N_PARTS * n_tags;
                let weights = &mut self.weights[at..at + n_tags];
                let sums = &mut self.sums[at..at + n_tags];
                for tag in 0..n_tags {
                    let slope = slopes[tag] * example.weight;
                    sums[tag] += slope * slope;
                    weights[tag] -= rate * slope / sums[tag].sqrt();
                }
            }
        }
    }
}
