//! Evaluation of a recogniser on annotated sentences.

use std::collections::BTreeSet;

use super::calibration::Calibration;
use super::conll::TaggedSentence;
use super::model::{Recognized, Recognizer};
use crate::error::Result;
use crate::parallel::Workers;

/// The counts of correct, found and gold names of one label.
///
/// A name is correct if its first token, its last token and its label are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The label.
    pub label: String,
    /// The number of correct names.
    pub n_right: usize,
    /// The number of names found.
    pub n_found: usize,
    /// The number of annotated names.
    pub n_gold: usize,
}

impl Score {
    /// Returns the share of found names that are correct; 0 if none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.n_right, self.n_found)
    }

    /// Returns the share of annotated names that were found; 0 if there is none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.n_right, self.n_gold)
    }

    /// Returns the harmonic mean of precision and recall.
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

/// The scores of a recogniser, with the confidence of each name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// One score for each emitted label, in order, then the total.
    pub scores: Vec<Score>,
    /// The confidence of each name found, and whether the name is correct.
    pub names: Vec<(f32, bool)>,
}

impl Recognizer {
    /// Scores the recogniser on tagged sentences, each processed on its own. Only emitted labels are scored.
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
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
        let labels = self
            .labels()
            .iter()
            .zip(self.emitted())
            .filter(|(_, emitted)| **emitted)
            .map(|(label, _)| label);
        for label in labels {
            let score = score_label(label, parts.iter().flatten(), &mut evaluation.names);
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

    /// Calibrates the confidences on `sentences`, so that a share c of the names with confidence c is correct.
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
    pub fn calibrate(&mut self, sentences: &[TaggedSentence], workers: &Workers) -> Result<()> {
        self.set_calibration(Calibration::default());
        let names = self.evaluate(sentences, workers)?.names;
        self.set_calibration(Calibration::fit(&names));
        Ok(())
    }

    /// Returns the names that the recogniser finds.
    fn names_in(&self, sentence: &TaggedSentence) -> Vec<FoundName<'_>> {
        let (text, ends) = sentence.text();
        let names = self.recognize(&text).into_iter();
        let to_words = |Recognized {
                            span,
                            label,
                            confidence,
                        }: Recognized| {
            let first = ends.partition_point(|&end| end <= span.start);
            let last = ends.partition_point(|&end| end < span.end);
            (first, last + 1, self.labels()[label].as_str(), confidence)
        };
        names.map(to_words).collect()
    }
}

/// A name that the recogniser found: first token, end token (exclusive), label, confidence.
type FoundName<'m> = (usize, usize, &'m str, f32);

/// Scores the names with one label; appends the confidence and correctness of each to `names`.
fn score_label<'s>(
    label: &str,
    sentences: impl Iterator<Item = &'s (&'s TaggedSentence, Vec<FoundName<'s>>)>,
    names: &mut Vec<(f32, bool)>,
) -> Score {
    let mut score = Score {
        label: label.to_owned(),
        ..Score::default()
    };
    for (sentence, found) in sentences {
        let gold: BTreeSet<(usize, usize)> = sentence
            .names
            .iter()
            .filter(|name| name.2 == label)
            .map(|name| (name.0, name.1))
            .collect();
        score.n_gold += gold.len();
        for (first, end, _, confidence) in found.iter().filter(|name| name.2 == label) {
            let is_correct = gold.contains(&(*first, *end));
            score.n_found += 1;
            score.n_right += usize::from(is_correct);
            names.push((*confidence, is_correct));
        }
    }
    score
}
