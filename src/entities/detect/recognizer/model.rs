//! The trained model and its application to text.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::calibration::Calibration;
use super::config::TrainingConfig;
use super::conll::TrainingSet;
use super::crf::{ForwardBackward, Tags, Transitions};
use super::feature_table::FeatureTable;
use super::features::{self, MAX_FEATURES, On, Sentence, Token, WordPart};
use super::learner::TrainedWeights;
use super::lexicon::Lexicon;
use super::scored::{ScoredText, Segment};
use super::scratch::{FeatureBuffer, LANES, Scratch, SumTable, Summed, Sums};
use super::tokens::TokenSpans;
use super::training;
use super::words::Traits;
use crate::corpus::Language;
use crate::entities::detect::pool::Pool;
use crate::entities::detect::text_words::TextWords;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// The built-in model, built by `data/build_model.py`.
const BUILTIN: &[u8] = include_bytes!("data/model.bin");

/// The influence that the occurrences of a word in a document have on each other. Of 0, 0.5, 1 and 1.5, this gave the best
/// mean F1 on ten development sets, read twelve sentences at a time.
const AGREEMENT_WEIGHT: f32 = 1.0;

/// The number of sentences between two checks for cancellation.
const SENTENCES_PER_CHECK: usize = 64;

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognized {
    /// The span of the name.
    pub span: Span,
    /// The index of its label.
    pub label: usize,
    /// The probability that exactly this span is a name with this label.
    pub confidence: f32,
}

/// A trained recogniser of names.
///
/// A linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001). Its features are the tokens with
/// their shapes, word classes and word lists, their neighbours, and the run of capitalised words around them. Weights
/// are quantized to 8-bit integers.
#[derive(Clone, Debug)]
pub struct Recognizer {
    pub(super) labels: Vec<String>,
    /// For each label, whether it is emitted.
    pub(super) emitted: Vec<bool>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) table: FeatureTable,
    /// For each slot of the table, a row with one weight per tag; padded after the last row.
    pub(super) weights: Vec<i8>,
    pub(super) scale: f32,
    pub(super) transitions: Transitions,
    pub(super) calibration: Calibration,
    /// The language of the text that the model can read, if it is limited to one.
    pub(super) language: Option<Language>,
    pub(super) scratches: Arc<Pool<Scratch>>,
}

impl Recognizer {
    /// Returns the model that comes with the library. It recognises PERSON, ORG and LOC in English text.
    ///
    /// It is loaded on first use, which takes a few milliseconds, and then shared.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static MODEL: LazyLock<Arc<Recognizer>> = LazyLock::new(|| {
            let model = Recognizer::from_bytes(BUILTIN).expect("the built-in model is valid");
            Arc::new(Recognizer {
                language: Some(Language::ENGLISH),
                ..model
            })
        });
        Arc::clone(&MODEL)
    }

    /// Trains a model from tagged sentences.
    ///
    /// `report` is called after each epoch with its index and its loss. The same sentences give the same model for any
    /// number of threads. A million words take about 40 seconds and 2 GB of memory on two cores.
    ///
    /// # Errors
    ///
    /// If an option is out of range, the sentences hold no name, there are more than 31 labels, or the work was
    /// cancelled.
    pub fn train(
        sets: &[TrainingSet],
        lexicon: Arc<Lexicon>,
        config: &TrainingConfig,
        workers: &Workers,
        report: impl FnMut(usize, f64),
    ) -> Result<Self> {
        let trained = training::train(sets, &lexicon, config, workers, report)?;
        Ok(Self::new(&trained, lexicon, config))
    }

    #[expect(clippy::cast_possible_truncation, reason = "clamped just before")]
    fn new(trained: &TrainedWeights, lexicon: Arc<Lexicon>, config: &TrainingConfig) -> Self {
        let n_tags = Tags(trained.labels.len()).len();
        let row = |feature: usize| &trained.weights[feature * n_tags..(feature + 1) * n_tags];
        let kept: Vec<usize> = (0..trained.features.len())
            .filter(|&feature| {
                row(feature)
                    .iter()
                    .any(|weight| weight.abs() > config.least_weight)
            })
            .collect();
        let max = trained
            .weights
            .iter()
            .fold(1e-6_f32, |max, weight| max.max(weight.abs()));
        let hashes = kept.iter().map(|&feature| trained.features[feature]);
        let (table, slots) = FeatureTable::new(hashes);
        let mut model = Self {
            transitions: Transitions::new(n_tags, &trained.transitions),
            emitted: trained
                .labels
                .iter()
                .map(|label| !config.suppressed_labels.contains(label))
                .collect(),
            labels: trained.labels.clone(),
            lexicon,
            weights: vec![0; table.n_slots() * n_tags + LANES],
            table,
            scale: max / 127.0,
            calibration: Calibration::default(),
            language: None,
            scratches: Arc::default(),
        };
        for (feature, slot) in kept.into_iter().zip(slots) {
            for (tag, weight) in row(feature).iter().enumerate() {
                let quantized = (weight / model.scale).round().clamp(-127.0, 127.0);
                model.weights[slot * n_tags + tag] = quantized as i8;
            }
        }
        model
    }

    /// Returns the labels, in order.
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

    /// Returns the language of the text that the model can read: English for the built-in model, `None` for all others,
    /// which read every document.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// Returns the word classes and word lists of the model.
    #[must_use]
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// Returns the number of features with a weight.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.table.len()
    }

    pub(super) fn set_calibration(&mut self, calibration: Calibration) {
        self.calibration = calibration;
    }

    pub(super) fn n_tags(&self) -> usize {
        self.transitions.n_tags
    }

    /// Finds the names in `text`, in order.
    ///
    /// Linear in the length of the text.
    #[must_use]
    pub fn recognize(&self, text: &str) -> Vec<Recognized> {
        let workers = Workers::serial();
        let mut found = TextWords::with_segments(text, &workers)
            .and_then(|words| self.recognize_words(&words, &workers))
            .expect("serial workers are never cancelled");
        found.retain(|name| self.emitted[name.label]);
        found
    }

    /// Finds the names in a text with [segments](TextWords::with_segments), also those with a suppressed label, and
    /// checks for cancellation.
    pub(in crate::entities::detect) fn recognize_words(
        &self,
        words: &TextWords<'_>,
        workers: &Workers,
    ) -> Result<Vec<Recognized>> {
        let mut scratch = self.scratches.take();
        self.score_text(words, workers, &mut scratch)?;
        if scratch.scored.spans.sentences.len() > 1 {
            self.apply_agreement(&mut scratch.scored, &mut scratch.inference);
        }
        workers.check()?;
        let found = self.best_names(&mut scratch);
        self.scratches.put_back(scratch.for_next_text());
        Ok(found)
    }

    /// Scores all tokens that can be part of a name.
    fn score_text(
        &self,
        words: &TextWords<'_>,
        workers: &Workers,
        scratch: &mut Scratch,
    ) -> Result<()> {
        let Scratch {
            words: table,
            sums,
            features: buffer,
            scored,
            ..
        } = scratch;
        scored.clear();
        scored.spans.set(words);
        let spans = &scored.spans.spans;
        features::look_up_words(words.text(), spans, &self.lexicon, table, &mut scored.words);
        sums.resize(table.len());
        let tokens = features::tokens(&scored.words, table, &self.lexicon);
        let mut context = Sentence::new(&[]);
        for number in 0..scored.spans.sentences.len() {
            if number.is_multiple_of(SENTENCES_PER_CHECK) {
                workers.check()?;
            }
            let range = scored.spans.sentences[number].clone();
            let mut parts = features::segments(&tokens[range.clone()]).peekable();
            if parts.peek().is_some() {
                context.set(&tokens[range.clone()]);
                for part in parts {
                    self.score_segment(&context, &range, &part, (sums, buffer), scored);
                }
            }
        }
        Ok(())
    }

    /// Returns the names of the most likely tags.
    fn best_names(&self, scratch: &mut Scratch) -> Vec<Recognized> {
        let Scratch {
            scored,
            viterbi,
            inference,
            ..
        } = scratch;
        let mut found = Vec::new();
        for segment in &scored.segments {
            let scores = scored.scores_of(segment, self.n_tags());
            if self.transitions.is_outside(scores) {
                continue;
            }
            let path = viterbi.path(scores, &self.transitions);
            if path.iter().any(|&tag| tag != 0) {
                inference.run(scores, &self.transitions, None);
                let first = segment.tokens.start;
                self.decode_names(&scored.spans, first, path, inference, &mut found);
            }
        }
        found
    }

    /// Scores the tokens `part` of a sentence. The token on either side is treated as certainly outside a name.
    fn score_segment(
        &self,
        context: &Sentence<'_>,
        sentence: &Range<usize>,
        part: &Range<usize>,
        (sums, buffer): (&mut SumTable, &mut FeatureBuffer),
        scored: &mut ScoredText,
    ) {
        let whole = part.start.saturating_sub(1)..(part.end + 1).min(sentence.len());
        let at = scored.scores.len();
        for index in whole.clone() {
            if part.contains(&index) {
                self.score(context, index, sums, buffer, &mut scored.scores);
            } else {
                scored
                    .scores
                    .extend_from_slice(&self.transitions.outside.scores);
            }
        }
        let tokens = sentence.start + whole.start..sentence.start + whole.end;
        scored.segments.push(Segment { tokens, at });
    }

    /// Appends the scores of all tags of a token.
    #[inline]
    fn score(
        &self,
        context: &Sentence<'_>,
        index: usize,
        by_word: &mut SumTable,
        buffer: &mut FeatureBuffer,
        scores: &mut Vec<f32>,
    ) {
        let n_tags = self.n_tags();
        if n_tags > LANES {
            scores.extend(self.many_scores(context, index));
            return;
        }
        // At most 96 weights of at most 127: a sum fits in 16 bits.
        let mut sums = Sums::default();
        let window: [Token<'_>; 5] = context.window(index);
        let own = &window[2];
        let case = own.word.case();
        for (part, token) in WordPart::of_window(case).into_iter().zip(&window) {
            let summed = Summed::Word(token.number, part);
            let sum = || self.sum(buffer, |push| part.features(token.word, push));
            add(&mut sums, by_word.get(summed, sum));
        }
        let on = |on: On| {
            move |push: &mut dyn FnMut(u64)| {
                context.context_features(index, &window, |one, feature| {
                    if one == on {
                        push(feature);
                    }
                });
            }
        };
        let is_in_phrase = window[1..4].iter().any(Token::is_in_phrase);
        let style = Summed::Style(own.number, context.style_number(index));
        add(
            &mut sums,
            by_word.get(style, || self.sum(buffer, on(On::Style))),
        );
        if let Some(place) = context.place_number(index) {
            let sum = || self.sum(buffer, on(On::Place));
            add(&mut sums, by_word.get(Summed::Place(place), sum));
        }
        if !is_in_phrase {
            let sum = || self.sum(buffer, on(On::Phrases));
            add(&mut sums, by_word.get(Summed::NoPhrases(case), sum));
        }
        buffer.n = 0;
        context.context_features(index, &window, |on, feature| {
            if on == On::Context || on == On::Phrases && is_in_phrase {
                buffer.push(feature);
            }
        });
        self.add_weights(&mut sums, buffer);
        let sums = sums.0[..n_tags].iter();
        scores.extend(sums.map(|&sum| f32::from(sum) * self.scale));
    }

    /// Sums the weights of the features that `emit` passes on.
    #[cold]
    fn sum(&self, buffer: &mut FeatureBuffer, emit: impl FnOnce(&mut dyn FnMut(u64))) -> Sums {
        let mut sums = Sums::default();
        buffer.n = 0;
        emit(&mut |feature| buffer.push(feature));
        self.add_weights(&mut sums, buffer);
        sums
    }

    /// Adds the weights of some features.
    #[inline]
    fn add_weights(&self, sums: &mut Sums, buffer: &mut FeatureBuffer) {
        let features = &mut buffer.features[..buffer.n];
        let n = self.table.find_all(features, &mut buffer.slots);
        for &slot in &buffer.slots[..n] {
            let at = slot as usize * self.n_tags();
            if let Some(row) = self.weights[at..].first_chunk::<LANES>() {
                for (sum, weight) in sums.0.iter_mut().zip(row) {
                    *sum += i16::from(*weight);
                }
            }
        }
    }

    /// Returns the scores of more tags than are added at once.
    fn many_scores(&self, context: &Sentence<'_>, index: usize) -> Vec<f32> {
        let mut features = Vec::new();
        context.features(index, |feature| features.push(feature));
        let mut slots = [0; MAX_FEATURES];
        let n = self.table.find_all(&mut features, &mut slots);
        let mut sums = vec![0_i32; self.n_tags()];
        for &slot in &slots[..n] {
            let row = &self.weights[slot as usize * self.n_tags()..];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
        sums.iter().map(|&sum| sum as f32 * self.scale).collect()
    }

    /// Appends the names that a sequence of tags encodes.
    fn decode_names(
        &self,
        spans: &TokenSpans,
        first: usize,
        path: &[u8],
        inference: &ForwardBackward,
        found: &mut Vec<Recognized>,
    ) {
        let mut index = 0;
        while index < path.len() {
            let Some((label, _)) = Tags::label(usize::from(path[index])) else {
                index += 1;
                continue;
            };
            let inside = Tags::inside(label);
            let more = path[index + 1..]
                .iter()
                .take_while(|&&tag| usize::from(tag) == inside);
            let end = index + 1 + more.count();
            let name = &spans.spans[first + index..first + end];
            let probability = inference.span_probability(&self.transitions, index..end, label);
            found.push(Recognized {
                span: Span::new(name[0].start, name[name.len() - 1].end),
                label,
                confidence: self.calibration.apply(probability),
            });
            index = end;
        }
    }

    /// Makes the occurrences of a word in a document agree on its label: adjusts the scores of each occurrence by the
    /// probabilities of the others.
    ///
    /// Segments without a word that occurs again are left as they are, and cost nothing.
    fn apply_agreement(&self, scored: &mut ScoredText, inference: &mut ForwardBackward) {
        let n_tags = self.n_tags();
        let n_classes = self.labels.len() + 1;
        let repeated = RepeatedWords::new(scored, n_tags);
        let mut totals = vec![0.0; repeated.counts.len() * n_classes];
        let mut own_probabilities = vec![0.0; repeated.of_rows.len() * n_classes];
        for segment in &scored.segments {
            let rows = segment.rows(n_tags).map(|(_, row)| row);
            if rows.clone().all(|row| repeated.of_rows[row].is_none()) {
                continue;
            }
            inference.run(scored.scores_of(segment, n_tags), &self.transitions, None);
            for (index, row) in rows.enumerate() {
                let Some(word) = repeated.of_rows[row] else {
                    continue;
                };
                let mut marginals = inference.marginals(index, n_tags);
                let own = &mut own_probabilities[row * n_classes..][..n_classes];
                own[0] = marginals.next().unwrap_or(0.0);
                for own in &mut own[1..] {
                    *own = marginals.by_ref().take(2).sum();
                }
                for (sum, value) in totals[word * n_classes..].iter_mut().zip(&*own) {
                    *sum += *value;
                }
            }
        }
        for (row, scores) in scored.scores.chunks_exact_mut(n_tags).enumerate() {
            if let Some(word) = repeated.of_rows[row] {
                add_agreement(
                    scores,
                    &own_probabilities[row * n_classes..][..n_classes],
                    &totals[word * n_classes..][..n_classes],
                    repeated.counts[word] as f32 - 1.0,
                );
            }
        }
    }
}

#[inline]
fn add(sums: &mut Sums, more: &Sums) {
    for (sum, more) in sums.0.iter_mut().zip(more.0) {
        *sum += more;
    }
}

/// The words of a text that can agree and occur more than once.
struct RepeatedWords {
    /// For each row of scores, the index of its word, if the word is one of these.
    of_rows: Vec<Option<usize>>,
    /// The number of occurrences of each of these words.
    counts: Vec<u32>,
}

impl RepeatedWords {
    fn new(scored: &ScoredText, n_tags: usize) -> Self {
        let mut repeated = Self {
            of_rows: vec![None; scored.scores.len() / n_tags],
            counts: Vec::new(),
        };
        let mut occurrences: HashMap<u32, (u32, usize), FixedState> = HashMap::default();
        let rows = || {
            let rows = scored.segments.iter().flat_map(|one| one.rows(n_tags));
            rows.map(|(index, row)| (scored.words[index], row))
                .filter(|(word, _)| word.traits.has(Traits::CAN_AGREE))
                .map(|(word, row)| (word.number, row))
        };
        for (word, _) in rows() {
            occurrences.entry(word).or_default().0 += 1;
        }
        for (word, row) in rows() {
            let Some((count, index)) = occurrences.get_mut(&word).filter(|(count, _)| *count > 1)
            else {
                continue;
            };
            if *index == 0 {
                repeated.counts.push(*count);
                *index = repeated.counts.len();
            }
            repeated.of_rows[row] = Some(*index - 1);
        }
        repeated
    }
}

/// Adds to the scores of an occurrence the mean probabilities of the other occurrences of the word.
fn add_agreement(scores: &mut [f32], own_probabilities: &[f32], total: &[f32], others: f32) {
    let weight = AGREEMENT_WEIGHT * (others / (others + 1.0));
    let log = |class: usize| {
        weight * libm::logf(((total[class] - own_probabilities[class]) / others).max(0.0) + 0.05)
    };
    scores[0] += log(0);
    for class in 1..own_probabilities.len() {
        let more = log(class);
        scores[Tags::begin(class - 1)] += more;
        scores[Tags::inside(class - 1)] += more;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse_conll;
    use super::*;

    fn trained(config: &TrainingConfig) -> (TrainedWeights, Arc<Lexicon>) {
        let conll = "Mara\tB-PERSON\nVoss\tI-PERSON\nsailed\tO\nto\tO\nLisbon\tB-LOC\n.\tO\n\n";
        let set = TrainingSet {
            sentences: parse_conll(&conll.repeat(12)).unwrap(),
            weight: 1.0,
            unannotated: Vec::new(),
            scheme: 0,
        };
        let lexicon = Arc::clone(Recognizer::builtin().lexicon());
        let trained = training::train(&[set], &lexicon, config, &Workers::serial(), |_, _| {});
        (trained.unwrap(), lexicon)
    }

    /// The scores of the hash table equal those of a plain map from features to weights, except for rounding.
    #[test]
    fn scores_equal_sums_of_trained_weights() {
        let config = TrainingConfig {
            least_weight: 0.0,
            min_count: 1,
            ..TrainingConfig::default()
        };
        let (trained, lexicon) = trained(&config);
        let model = Recognizer::new(&trained, lexicon, &config);
        let n_tags = model.n_tags();
        let weights: HashMap<u64, &[f32], FixedState> = trained
            .features
            .iter()
            .copied()
            .zip(trained.weights.chunks_exact(n_tags))
            .collect();
        for text in [
            "Mara Voss sailed to Lisbon.",
            "To Voss, of Oslo, MARA sails!",
            "x",
        ] {
            let spans = TokenSpans::of_sentence(text);
            let mut scratch = Scratch::default();
            let mut known = Vec::new();
            let words = &mut scratch.words;
            features::look_up_words(text, &spans.spans, &model.lexicon, words, &mut known);
            scratch.sums.resize(scratch.words.len());
            let tokens = features::tokens(&known, &scratch.words, &model.lexicon);
            let context = Sentence::new(&tokens);
            for index in 0..tokens.len() {
                let mut expected = vec![0.0; n_tags];
                let mut n_found = 0;
                context.features(index, |feature| {
                    if let Some(row) = weights.get(&feature) {
                        n_found += 1;
                        for (sum, weight) in expected.iter_mut().zip(*row) {
                            *sum += weight;
                        }
                    }
                });
                let mut scores = Vec::new();
                model.score(
                    &context,
                    index,
                    &mut scratch.sums,
                    &mut scratch.features,
                    &mut scores,
                );
                assert_eq!(scores, model.many_scores(&context, index));
                let tolerance = model.scale * n_found as f32 / 2.0 + 1e-4;
                for (score, expected) in scores.iter().zip(&expected) {
                    assert!(
                        (score - expected).abs() <= tolerance,
                        "{text} {index}: {score} {expected}"
                    );
                }
            }
        }
    }

    const WORDS: [&str; 20] = [
        "The", "the", "of", "and", "Bank", "England", "New", "York", "Times", "said", "Mara",
        "Voss", "'s", "-", ",", "UN", "OSLO", "2024", "in", "he",
    ];

    proptest! {
        /// Sums that were kept from other tokens equal those of all features of the token.
        #[test]
        fn scores_equal_those_without_kept_sums(
            sentences in prop::collection::vec(
                prop::collection::vec(prop::sample::select(&WORDS[..]), 1..12),
                1..8,
            ),
        ) {
            let model = Recognizer::builtin();
            let mut scratch = Scratch::default();
            for sentence in sentences {
                let text = sentence.join(" ");
                let spans = TokenSpans::of_sentence(&text).spans;
                let (words, mut known) = (&mut scratch.words, Vec::new());
                features::look_up_words(&text, &spans, &model.lexicon, words, &mut known);
                scratch.sums.resize(words.len());
                let tokens = features::tokens(&known, words, &model.lexicon);
                let context = Sentence::new(&tokens);
                for index in 0..tokens.len() {
                    let (sums, buffer) = (&mut scratch.sums, &mut scratch.features);
                    let mut scores = Vec::new();
                    model.score(&context, index, sums, buffer, &mut scores);
                    prop_assert_eq!(scores, model.many_scores(&context, index), "{} {}", text, index);
                }
            }
        }
    }

    #[test]
    fn models_round_trip_through_bytes() {
        let (trained, lexicon) = trained(&TrainingConfig::default());
        let model = Recognizer::new(&trained, lexicon, &TrainingConfig::default());
        let again = Recognizer::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(again.to_bytes(), model.to_bytes());
        let text = "Mara Voss sailed to Lisbon.";
        assert_eq!(again.recognize(text), model.recognize(text));
        assert!(!model.recognize(text).is_empty());
    }

    #[test]
    fn builtin_model_is_valid() {
        assert!(Recognizer::from_bytes(BUILTIN).is_ok());
        assert!(Recognizer::from_bytes(b"lexnames").is_err());
        assert!(Recognizer::from_bytes(b"other").is_err());
    }
}
