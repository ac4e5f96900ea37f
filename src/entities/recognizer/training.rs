//! Learning a recogniser from tagged sentences.
//!
//! The weights are those under which the tags of the training data are likeliest, found by stochastic gradient descent
//! with a rate a weight (`AdaGrad`: Duchi, Hazan and Singer 2011). Sentences go in batches: the gradients of a batch are
//! taken against the same weights and added in order, so the number of threads does not matter.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::conll::TaggedSentence;
use super::crf::{Sums, Tags, Transitions};
use super::features::{self, MOST, Sentence};
use super::lexicon::Lexicon;
use super::words::Words;
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

/// A sentence as numbers.
struct Example {
    /// The first feature of each word, and the end.
    starts: Vec<u32>,
    features: Vec<u32>,
    /// For each word the tags that are right.
    allowed: Vec<u64>,
    weight: f32,
    is_partial: bool,
}

impl Example {
    /// The same with a share of the features left out, by chance.
    fn thinned(&self, dropout: f32, seed: u64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 2^32"
        )]
        let limit = (f64::from(dropout) * 4_294_967_296.0) as u64;
        let mut starts = vec![0];
        let mut features = Vec::with_capacity(self.features.len());
        let mut state = features::mix(seed, 77) | 1;
        for bounds in self.starts.windows(2) {
            for &feature in &self.features[bounds[0] as usize..bounds[1] as usize] {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                if limit == 0 || (state >> 32) >= limit {
                    features.push(feature);
                }
            }
            starts.push(u32::try_from(features.len()).expect("a sentence is short"));
        }
        Self {
            starts,
            features,
            allowed: self.allowed.clone(),
            weight: self.weight,
            is_partial: self.is_partial,
        }
    }
}

/// The rows are dealt out to so many parts, so that as many threads can change them.
const N_PARTS: usize = 4;
const BATCH: usize = 24;

/// What the sums of squared slopes start from.
const START: f32 = 1e-2;

/// A word's allowed tags are bits of one number.
const MOST_LABELS: usize = 31;

struct Part {
    weights: Vec<f32>,
    sums: Vec<f32>,
    average: Vec<f32>,
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

/// A way to write a word, seen in every so many sentences from the first of them on.
struct Respelling {
    first: usize,
    every: usize,
    write: fn(&str) -> String,
}

/// Of every ten sentences two in small letters, one in capitals, one as a headline.
const RESPELLINGS: [Respelling; 3] = [
    Respelling {
        first: 0,
        every: 5,
        write: |word| word.to_lowercase(),
    },
    Respelling {
        first: 1,
        every: 10,
        write: |word| word.to_uppercase(),
    },
    Respelling {
        first: 2,
        every: 10,
        write: capitalise,
    },
];

/// Some of the sentences written in other ways, of half the weight.
fn respell(sets: &[TrainingSet]) -> Vec<TrainingSet> {
    let respelt = |set: &TrainingSet, way: &Respelling| TrainingSet {
        sentences: set
            .sentences
            .iter()
            .skip(way.first)
            .step_by(way.every)
            .map(|sentence| TaggedSentence {
                words: sentence
                    .words
                    .iter()
                    .map(|word| (way.write)(word))
                    .collect(),
                names: sentence.names.clone(),
            })
            .collect(),
        weight: set.weight / 2.0,
        unannotated: set.unannotated.clone(),
    };
    sets.iter()
        .flat_map(|set| RESPELLINGS.iter().map(move |way| respelt(set, way)))
        .collect()
}

/// As in a headline: short words stay small.
fn capitalise(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

fn labels_of(sets: &[TrainingSet]) -> Result<Vec<String>> {
    let names = sets
        .iter()
        .flat_map(|set| &set.sentences)
        .flat_map(|sentence| &sentence.names);
    let labels: std::collections::BTreeSet<&String> = names.map(|(_, _, label)| label).collect();
    if labels.is_empty() {
        return Err(Error::config(
            "no sentence holds a name to learn from; tags are O, B-LABEL and I-LABEL",
        ));
    }
    if labels.len() > MOST_LABELS {
        return Err(Error::config(format!(
            "{} labels; a model can learn up to {MOST_LABELS}",
            labels.len()
        )));
    }
    Ok(labels.into_iter().cloned().collect())
}

struct Hashed {
    starts: Vec<u32>,
    features: Vec<u64>,
    /// For each piece, the word of the tagged sentence that it belongs to.
    words: Vec<u32>,
}

fn hashed(sentence: &TaggedSentence, lexicon: &Lexicon) -> Hashed {
    let text = sentence.words.join(" ");
    let pieces = Words::of_sentence(&text);
    let mut ends = Vec::with_capacity(sentence.words.len());
    let mut end = 0;
    for word in &sentence.words {
        end += word.len();
        ends.push(end);
        end += 1;
    }
    let mut infos = features::read(&text, &pieces, lexicon);
    let n_words = infos.len();
    features::read_forms(&text, &pieces, &mut infos, 0..n_words);
    let around = Sentence::new(&infos);
    let mut hashed = Hashed {
        starts: vec![0],
        features: Vec::with_capacity(infos.len() * MOST),
        words: Vec::new(),
    };
    for (place, span) in pieces.spans.iter().enumerate() {
        around.features(place, |feature| hashed.features.push(feature));
        hashed
            .starts
            .push(u32::try_from(hashed.features.len()).expect("a sentence is short"));
        let word = ends.partition_point(|&end| end < span.end);
        hashed
            .words
            .push(u32::try_from(word).expect("a sentence is short"));
    }
    hashed
}

/// The features that are frequent enough, most frequent first, and their numbers.
fn number(hashed: &[Hashed], min_count: u8) -> (Vec<u64>, HashMap<u64, u32, FixedState>) {
    const BITS: u32 = 26;
    let slot = |feature: u64| usize::try_from(feature >> (64 - BITS)).unwrap_or(0);
    let mut seen = vec![0_u8; 1 << BITS];
    for feature in hashed.iter().flat_map(|one| &one.features) {
        let count = &mut seen[slot(*feature)];
        *count = count.saturating_add(1);
    }
    let mut counts: HashMap<u64, u32, FixedState> = HashMap::default();
    for &feature in hashed.iter().flat_map(|one| &one.features) {
        if seen[slot(feature)] >= min_count {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut features: Vec<(u32, u64)> = counts
        .iter()
        .filter(|(_, count)| **count >= u32::from(min_count))
        .map(|(feature, count)| (*count, *feature))
        .collect();
    features.sort_unstable_by(|a, b| b.cmp(a));
    let features: Vec<u64> = features.into_iter().map(|(_, feature)| feature).collect();
    counts.clear();
    for (id, feature) in features.iter().enumerate() {
        counts.insert(
            *feature,
            u32::try_from(id).expect("fewer than 2^32 features"),
        );
    }
    (features, counts)
}

fn example(
    hashed: &Hashed,
    set: &TrainingSet,
    sentence: &TaggedSentence,
    labels: &[String],
    ids: &HashMap<u64, u32, FixedState>,
) -> Example {
    let label_of = |label: &String| labels.binary_search(label).expect("all labels are listed");
    let mut outside = 1_u64;
    for label in &set.unannotated {
        if let Ok(label) = labels.binary_search(label) {
            outside |= 1 << Tags::begin(label) | 1 << Tags::inside(label);
        }
    }
    let mut allowed = vec![outside; hashed.words.len()];
    for (first, end, label) in &sentence.names {
        let mut is_first = true;
        for (piece, word) in hashed.words.iter().enumerate() {
            if (*first..*end).contains(&(*word as usize)) {
                let label = label_of(label);
                let tag = if is_first {
                    Tags::begin(label)
                } else {
                    Tags::inside(label)
                };
                allowed[piece] = 1 << tag;
                is_first = false;
            }
        }
    }
    let mut starts = vec![0];
    let mut features = Vec::new();
    for bounds in hashed.starts.windows(2) {
        let of_word = &hashed.features[bounds[0] as usize..bounds[1] as usize];
        features.extend(of_word.iter().filter_map(|feature| ids.get(feature)));
        starts.push(u32::try_from(features.len()).expect("a sentence is short"));
    }
    Example {
        starts,
        features,
        is_partial: allowed.iter().any(|mask| mask.count_ones() > 1),
        allowed,
        weight: set.weight,
    }
}

/// The order of Fisher and Yates, by xorshift.
fn shuffle(order: &mut [usize], chance: &mut u64) {
    for last in (1..order.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        let other = usize::try_from(*chance % (last as u64 + 1)).unwrap_or(0);
        order.swap(last, other);
    }
}

struct Gradient {
    example: Example,
    /// For each word and tag.
    words: Vec<f32>,
    steps: Vec<f32>,
    loss: f32,
}

struct Learner {
    n_tags: usize,
    n_features: usize,
    parts: Vec<Part>,
    transitions: Vec<f32>,
    transition_sums: Vec<f32>,
    transition_average: Vec<f32>,
    n_remembered: usize,
}

impl Learner {
    fn new(n_tags: usize, n_features: usize) -> Self {
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

    fn step(
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
        let (n_tags, rate) = (self.n_tags, config.rate);
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

    fn remember(&mut self) {
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

    fn finish(self, labels: Vec<String>, features: Vec<u64>, kept: f32) -> Learnt {
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
