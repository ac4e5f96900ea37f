//! The model in use.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::calibration::Calibration;
use super::config::TrainingConfig;
use super::conll::TrainingSet;
use super::crf::{Sums, Tags, Transitions, best_chain};
use super::features::{self, Sentence};
use super::learner::Learnt;
use super::lexicon::Lexicon;
use super::slots::occupied;
use super::training;
use super::words::Words;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// The built-in model, made by `data/build_model.py`.
const BUILTIN: &[u8] = include_bytes!("data/model.bin");

/// So many tags are summed at once.
pub(super) const WIDE: usize = 16;

/// The score of what cannot be.
const NEVER: f32 = -30.0;

/// How much the places of one word in a document pull each other.
const AGREEMENT: f32 = 0.5;

/// Sentences between two looks at the stop flag.
const SENTENCES_PER_CHECK: usize = 64;

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognized {
    /// Where it stands.
    pub span: Span,
    /// The number of its label.
    pub label: usize,
    /// The chance that just these words are a name with this label.
    pub confidence: f32,
}

/// A trained recogniser of names.
///
/// A linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001) over words, their form, classes and
/// lists, their neighbours and the run of capitals that they stand in. Weights are whole numbers of eight bits.
#[derive(Clone, Debug)]
pub struct Recognizer {
    pub(super) labels: Vec<String>,
    /// For each label, whether it is emitted.
    pub(super) emitted: Vec<bool>,
    pub(super) lexicon: Arc<Lexicon>,
    /// Part of the hash of the feature in each slot; 0 where it is free.
    pub(super) keys: Vec<u16>,
    /// A row of tags for each slot, and some room behind the last.
    pub(super) weights: Vec<i8>,
    pub(super) scale: f32,
    pub(super) transitions: Transitions,
    pub(super) calibration: Calibration,
}

impl Recognizer {
    /// The model that comes with the library: PERSON, ORG and LOC in English.
    ///
    /// Read on first use, in some milliseconds, and then shared.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static MODEL: LazyLock<Arc<Recognizer>> = LazyLock::new(|| {
            let model = Recognizer::parse(BUILTIN).expect("the built-in model is sound");
            Arc::new(model)
        });
        Arc::clone(&MODEL)
    }

    /// Trains a model from tagged sentences.
    ///
    /// `report` gets the number of each epoch and its loss. The same sentences give the same model for any number of
    /// workers. A million words take about ten seconds and 1 GB on two cores.
    ///
    /// # Errors
    ///
    /// Where an option makes no sense, there is no name to learn from, there are more than 31 labels, or the work was
    /// stopped.
    pub fn train(
        sets: &[TrainingSet],
        lexicon: Arc<Lexicon>,
        config: &TrainingConfig,
        workers: &Workers,
        report: impl FnMut(usize, f64),
    ) -> Result<Self> {
        let learnt = training::train(sets, &lexicon, config, workers, report)?;
        Ok(Self::new(&learnt, lexicon, config))
    }

    #[expect(clippy::cast_possible_truncation, reason = "clamped just before")]
    fn new(learnt: &Learnt, lexicon: Arc<Lexicon>, config: &TrainingConfig) -> Self {
        let n_tags = Tags(learnt.labels.len()).len();
        let row = |feature: usize| &learnt.weights[feature * n_tags..(feature + 1) * n_tags];
        let kept: Vec<usize> = (0..learnt.features.len())
            .filter(|&feature| {
                row(feature)
                    .iter()
                    .any(|weight| weight.abs() > config.least_weight)
            })
            .collect();
        let most = learnt
            .weights
            .iter()
            .fold(1e-6_f32, |most, weight| most.max(weight.abs()));
        let n_slots = (kept.len() * 4 / 3 + 8).next_power_of_two();
        let mut model = Self {
            transitions: Transitions::new(n_tags, &learnt.transitions),
            emitted: learnt
                .labels
                .iter()
                .map(|label| !config.suppressed_labels.contains(label))
                .collect(),
            labels: learnt.labels.clone(),
            lexicon,
            keys: vec![0; n_slots],
            weights: vec![0; n_slots * n_tags + WIDE],
            scale: most / 127.0,
            calibration: Calibration::default(),
        };
        for feature in kept {
            let hash = learnt.features[feature];
            let mut slot = model.slot(hash);
            while model.keys[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            model.keys[slot] = key(hash);
            for (tag, weight) in row(feature).iter().enumerate() {
                let small = (weight / model.scale).round().clamp(-127.0, 127.0);
                model.weights[slot * n_tags + tag] = small as i8;
            }
        }
        model
    }

    /// The labels, in order.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Returns for each label whether it is emitted or suppressed.
    #[must_use]
    pub fn emitted(&self) -> &[bool] {
        &self.emitted
    }

    /// True if the model emits names with this label.
    #[must_use]
    pub fn emits(&self, label: &str) -> bool {
        let labels = self.labels.iter().zip(&self.emitted);
        labels
            .filter(|(_, emitted)| **emitted)
            .any(|(known, _)| known == label)
    }

    /// What the model knows of words.
    #[must_use]
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// The number of features that have a weight.
    #[must_use]
    pub fn n_features(&self) -> usize {
        occupied(&self.keys).count()
    }

    pub(super) fn set_calibration(&mut self, calibration: Calibration) {
        self.calibration = calibration;
    }

    pub(super) fn n_tags(&self) -> usize {
        self.transitions.n_tags
    }

    /// The names in `text`, in order.
    ///
    /// Linear in the length of the text.
    #[must_use]
    pub fn recognize(&self, text: &str) -> Vec<Recognized> {
        self.recognize_watched(text, &Workers::serial())
            .expect("nobody stops these workers")
    }

    /// As [`recognize`](Self::recognize), looking at the stop flag now and then.
    pub(in crate::entities) fn recognize_watched(
        &self,
        text: &str,
        workers: &Workers,
    ) -> Result<Vec<Recognized>> {
        let mut reading = self.read(text, workers)?;
        if reading.words.sentences.len() > 1 {
            self.agree(&mut reading);
        }
        workers.check()?;
        let mut chain = Vec::new();
        let mut sums = Sums::default();
        let mut found = Vec::new();
        for segment in &reading.segments {
            let scores = reading.scores_of(segment, self.n_tags());
            best_chain(scores, &self.transitions, &mut chain);
            if chain.iter().any(|&tag| tag != 0) {
                sums.run(scores, &self.transitions, None);
                self.names(
                    &reading.words,
                    segment.words.start,
                    &chain,
                    &sums,
                    &mut found,
                );
            }
        }
        Ok(found)
    }

    /// The scores of all words that may stand in a name.
    fn read(&self, text: &str, workers: &Workers) -> Result<Reading> {
        let words = Words::of(text);
        let mut infos = features::read(text, &words, &self.lexicon);
        let mut reading = Reading::default();
        let mut formed = 0;
        for (number, range) in words.sentences.iter().enumerate() {
            if number.is_multiple_of(SENTENCES_PER_CHECK) {
                workers.check()?;
            }
            let parts: Vec<Range<usize>> = features::segments(&infos[range.clone()]).collect();
            for part in &parts {
                let first = (range.start + part.start).saturating_sub(1).max(formed);
                formed = (range.start + part.end + 1).min(infos.len());
                features::read_forms(text, &words, &mut infos, first..formed);
            }
            if !parts.is_empty() {
                let around = Sentence::new(&infos[range.clone()]);
                for part in parts {
                    self.score_segment(&around, range, &part, &mut reading);
                }
            }
        }
        reading.words = words;
        reading.infos = infos;
        Ok(reading)
    }

    /// Scores the words `part` of a sentence; a plain word on either side is outside for certain.
    fn score_segment(
        &self,
        around: &Sentence<'_>,
        sentence: &Range<usize>,
        part: &Range<usize>,
        reading: &mut Reading,
    ) {
        let whole = part.start.saturating_sub(1)..(part.end + 1).min(sentence.len());
        let at = reading.scores.len();
        for place in whole.clone() {
            if part.contains(&place) {
                self.score(around, place, &mut reading.scores);
            } else {
                reading.scores.push(0.0);
                reading
                    .scores
                    .resize(reading.scores.len() + self.n_tags() - 1, NEVER);
            }
        }
        let words = sentence.start + whole.start..sentence.start + whole.end;
        reading.segments.push(Segment { words, at });
    }

    #[inline]
    fn score(&self, around: &Sentence<'_>, place: usize, scores: &mut Vec<f32>) {
        let n_tags = self.n_tags();
        if n_tags <= WIDE {
            let mut sums = [0_i32; WIDE];
            around.features(place, |feature| {
                if let Some(slot) = self.find(feature)
                    && let Some(row) = self.weights[slot * n_tags..].first_chunk::<WIDE>()
                {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += i32::from(*weight);
                    }
                }
            });
            scores.extend(sums[..n_tags].iter().map(|&sum| sum as f32 * self.scale));
        } else {
            let mut sums = vec![0_i32; n_tags];
            around.features(place, |feature| {
                if let Some(slot) = self.find(feature) {
                    for (sum, weight) in sums.iter_mut().zip(&self.weights[slot * n_tags..]) {
                        *sum += i32::from(*weight);
                    }
                }
            });
            scores.extend(sums.iter().map(|&sum| sum as f32 * self.scale));
        }
    }

    /// Adds the names that a chain of tags tells.
    fn names(
        &self,
        words: &Words,
        first: usize,
        chain: &[u8],
        sums: &Sums,
        found: &mut Vec<Recognized>,
    ) {
        let mut place = 0;
        while place < chain.len() {
            let Some((label, _)) = Tags::label(usize::from(chain[place])) else {
                place += 1;
                continue;
            };
            let inside = Tags::inside(label);
            let more = chain[place + 1..]
                .iter()
                .take_while(|&&tag| usize::from(tag) == inside);
            let end = place + 1 + more.count();
            let spans = &words.spans[first + place..first + end];
            if self.emitted[label] {
                let chance = sums.chance(&self.transitions, place..end, label);
                found.push(Recognized {
                    span: Span::new(spans[0].start, spans[spans.len() - 1].end),
                    label,
                    confidence: self.calibration.apply(chance),
                });
            }
            place = end;
        }
    }

    /// Lets the places of one word in a document agree on its label: each gets a share of what the others are taken for.
    fn agree(&self, reading: &mut Reading) {
        let n_tags = self.n_tags();
        let n_kinds = self.labels.len() + 1;
        let mut seen: HashMap<u64, (u32, Vec<f32>), FixedState> = HashMap::default();
        let mut sums = Sums::default();
        let mut own = vec![0.0; reading.scores.len() / n_tags * n_kinds];
        for segment in &reading.segments {
            sums.run(reading.scores_of(segment, n_tags), &self.transitions, None);
            for (chances, (place, row)) in sums
                .marginals
                .chunks_exact(n_tags)
                .zip(segment.rows(n_tags))
            {
                if !reading.infos[place].may_agree() {
                    continue;
                }
                let mine = &mut own[row * n_kinds..(row + 1) * n_kinds];
                mine[0] = chances[0];
                for label in 0..self.labels.len() {
                    mine[label + 1] = chances[Tags::begin(label)] + chances[Tags::inside(label)];
                }
                let surface = reading.infos[place].surface();
                let (count, total) = seen
                    .entry(surface)
                    .or_insert_with(|| (0, vec![0.0; n_kinds]));
                *count += 1;
                for (sum, value) in total.iter_mut().zip(mine) {
                    *sum += *value;
                }
            }
        }
        for segment in &reading.segments {
            for (place, row) in segment.rows(n_tags) {
                let word = &reading.infos[place];
                if let Some((count, total)) = seen.get(&word.surface()).filter(|_| word.may_agree())
                    && *count > 1
                {
                    let scores = &mut reading.scores[row * n_tags..(row + 1) * n_tags];
                    pull(
                        scores,
                        &own[row * n_kinds..(row + 1) * n_kinds],
                        total,
                        *count as f32 - 1.0,
                    );
                }
            }
        }
    }

    #[inline]
    fn slot(&self, hash: u64) -> usize {
        usize::try_from(hash >> 20).unwrap_or(0) & (self.keys.len() - 1)
    }

    #[inline]
    fn find(&self, feature: u64) -> Option<usize> {
        let key = key(feature);
        let mut slot = self.slot(feature);
        loop {
            let here = self.keys[slot];
            if here == key {
                return Some(slot);
            }
            if here == 0 {
                return None;
            }
            slot = (slot + 1) & (self.keys.len() - 1);
        }
    }
}

/// Adds to the scores of a word what the other places of it, so many, are taken for.
fn pull(scores: &mut [f32], own: &[f32], total: &[f32], others: f32) {
    let weight = AGREEMENT * (others / (others + 1.0));
    let log =
        |kind: usize| weight * libm::logf(((total[kind] - own[kind]) / others).max(0.0) + 0.05);
    scores[0] += log(0);
    for kind in 1..own.len() {
        let more = log(kind);
        scores[Tags::begin(kind - 1)] += more;
        scores[Tags::inside(kind - 1)] += more;
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "part of a hash")]
fn key(hash: u64) -> u16 {
    (hash as u16).max(1)
}

/// The scores of a text's words.
#[derive(Default)]
struct Reading {
    words: Words,
    infos: Vec<features::Word>,
    segments: Vec<Segment>,
    /// A row of tags for each word of each segment.
    scores: Vec<f32>,
}

/// Words of one sentence that may hold names.
struct Segment {
    words: Range<usize>,
    /// Where its scores begin.
    at: usize,
}

impl Reading {
    fn scores_of(&self, segment: &Segment, n_tags: usize) -> &[f32] {
        &self.scores[segment.at..segment.at + segment.words.len() * n_tags]
    }
}

impl Segment {
    /// Each word with the number of its row.
    fn rows(&self, n_tags: usize) -> impl Iterator<Item = (usize, usize)> + use<> {
        let first = self.at / n_tags;
        self.words.clone().zip(first..)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_conll;
    use super::*;

    fn learnt(config: &TrainingConfig) -> (Learnt, Arc<Lexicon>) {
        let conll = "Mara\tB-PERSON\nVoss\tI-PERSON\nsailed\tO\nto\tO\nLisbon\tB-LOC\n.\tO\n\n";
        let set = TrainingSet {
            sentences: parse_conll(&conll.repeat(12)).unwrap(),
            weight: 1.0,
            unannotated: Vec::new(),
        };
        let lexicon = Arc::clone(Recognizer::builtin().lexicon());
        let learnt = training::train(&[set], &lexicon, config, &Workers::serial(), |_, _| {});
        (learnt.unwrap(), lexicon)
    }

    /// The scores of the table are those of a plain map from features to weights, but for the rounding.
    #[test]
    fn scores_are_sums_of_what_was_learnt() {
        let config = TrainingConfig {
            least_weight: 0.0,
            min_count: 1,
            ..TrainingConfig::default()
        };
        let (learnt, lexicon) = learnt(&config);
        let model = Recognizer::new(&learnt, lexicon, &config);
        let n_tags = model.n_tags();
        let weights: HashMap<u64, &[f32], FixedState> = learnt
            .features
            .iter()
            .copied()
            .zip(learnt.weights.chunks_exact(n_tags))
            .collect();
        for text in [
            "Mara Voss sailed to Lisbon.",
            "To Voss, of Oslo, MARA sails!",
            "x",
        ] {
            let words = Words::of_sentence(text);
            let mut infos = features::read(text, &words, &model.lexicon);
            let n_words = infos.len();
            features::read_forms(text, &words, &mut infos, 0..n_words);
            let around = Sentence::new(&infos);
            for place in 0..n_words {
                let mut plain = vec![0.0; n_tags];
                let mut n_found = 0;
                around.features(place, |feature| {
                    if let Some(row) = weights.get(&feature) {
                        n_found += 1;
                        for (sum, weight) in plain.iter_mut().zip(*row) {
                            *sum += weight;
                        }
                    }
                });
                let mut scores = Vec::new();
                model.score(&around, place, &mut scores);
                let tolerance = model.scale * n_found as f32 / 2.0 + 1e-4;
                for (score, plain) in scores.iter().zip(&plain) {
                    assert!(
                        (score - plain).abs() <= tolerance,
                        "{text} {place}: {score} {plain}"
                    );
                }
            }
        }
    }

    #[test]
    fn bytes_give_the_model_back() {
        let (learnt, lexicon) = learnt(&TrainingConfig::default());
        let model = Recognizer::new(&learnt, lexicon, &TrainingConfig::default());
        let again = Recognizer::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(again.to_bytes(), model.to_bytes());
        let text = "Mara Voss sailed to Lisbon.";
        assert_eq!(again.recognize(text), model.recognize(text));
        assert!(!model.recognize(text).is_empty());
    }

    #[test]
    fn the_builtin_model_is_sound() {
        assert!(Recognizer::from_bytes(BUILTIN).is_ok());
        assert!(Recognizer::from_bytes(b"lexnames").is_err());
        assert!(Recognizer::from_bytes(b"other").is_err());
    }
}
