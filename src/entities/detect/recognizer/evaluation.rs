//! How good a recogniser is, on sentences that people have tagged.

use std::collections::BTreeSet;

use super::calibration::Calibration;
use super::conll::TaggedSentence;
use super::model::{Recognized, Recognizer};
use crate::error::Result;
use crate::parallel::Workers;

/// Names of one label: how many are right, were found, and are there.
///
/// A name is right where its first word, its last word and its label are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The label.
    pub label: String,
    /// Found, and there.
    pub n_right: usize,
    /// Found.
    pub n_found: usize,
    /// There.
    pub n_gold: usize,
}

impl Score {
    /// The share of the found that is right; 0 where none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.n_right, self.n_found)
    }

    /// The share of those there that was found; 0 where none is there.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.n_right, self.n_gold)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.n_right, self.n_found + self.n_gold)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Scores of a recogniser, and how sure it was of each name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// A score a label that is told, in order, then that of all.
    pub scores: Vec<Score>,
    /// For each found name its confidence and whether it is right.
    pub names: Vec<(f32, bool)>,
}

impl Recognizer {
    /// Scores the recogniser on tagged sentences, each read by itself; other labels than those that are told are passed over.
    ///
    /// # Errors
    ///
    /// Where the work was stopped.
    pub fn evaluate(&self, sentences: &[TaggedSentence], workers: &Workers) -> Result<Evaluation> {
        let parts = workers.map_ranges(
            sentences.len(),
            |index| sentences[index].words.len(),
            |range| {
                Ok(sentences[range]
                    .iter()
                    .map(|sentence| (sentence, self.names_in(sentence)))
                    .collect::<Vec<_>>())
            },
        )?;
        let mut evaluation = Evaluation::default();
        let labels = || {
            self.labels()
                .iter()
                .zip(self.emitted())
                .filter(|(_, emitted)| **emitted)
                .map(|(label, _)| label)
        };
        for label in labels() {
            let mut score = Score {
                label: label.clone(),
                ..Score::default()
            };
            for (sentence, found) in parts.iter().flatten() {
                let gold: BTreeSet<(usize, usize)> = sentence
                    .names
                    .iter()
                    .filter(|name| name.2 == *label)
                    .map(|name| (name.0, name.1))
                    .collect();
                score.n_gold += gold.len();
                for (first, end, _, confidence) in found.iter().filter(|name| name.2 == *label) {
                    let right = gold.contains(&(*first, *end));
                    score.n_found += 1;
                    score.n_right += usize::from(right);
                    evaluation.names.push((*confidence, right));
                }
            }
            evaluation.scores.push(score);
        }
        let sum = |of: fn(&Score) -> usize| evaluation.scores.iter().map(of).sum();
        let all = Score {
            label: "all".into(),
            n_right: sum(|score| score.n_right),
            n_found: sum(|score| score.n_found),
            n_gold: sum(|score| score.n_gold),
        };
        evaluation.scores.push(all);
        Ok(evaluation)
    }

    /// Makes confidences so that of the names in `sentences` with confidence c a share of c is right.
    ///
    /// # Errors
    ///
    /// Where the work was stopped.
    pub fn calibrate(&mut self, sentences: &[TaggedSentence], workers: &Workers) -> Result<()> {
        self.set_calibration(Calibration::default());
        let names = self.evaluate(sentences, workers)?.names;
        self.set_calibration(Calibration::of(&names));
        Ok(())
    }

    /// The names that the recogniser finds: first word, word after the last, label, confidence.
    fn names_in(&self, sentence: &TaggedSentence) -> Vec<(usize, usize, &str, f32)> {
        let (text, ends) = sentence.text();
        let names = self.recognize(&text).into_iter();
        let place = |Recognized {
                         span,
                         label,
                         confidence,
                     }: Recognized| {
            let first = ends.partition_point(|&end| end <= span.start);
            let last = ends.partition_point(|&end| end < span.end);
            (first, last + 1, self.labels()[label].as_str(), confidence)
        };
        names.map(place).collect()
    }
}
