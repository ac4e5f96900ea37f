//! The options of training.

use crate::error::{Error, Result};

/// The options of [`Recognizer::train`](super::Recognizer::train).
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingConfig {
    /// The number of passes over all sentences.
    pub epochs: usize,
    /// The learning rate of gradient descent.
    pub learning_rate: f32,
    /// The share of features dropped at random each time a sentence is seen, to prevent overfitting.
    pub dropout: f32,
    /// The minimum number of occurrences of a feature; rarer features are ignored.
    pub min_count: u8,
    /// The pruning threshold: features whose weights are all this small or smaller are removed after training.
    pub least_weight: f32,
    /// Also train on some of the sentences in lowercase, in uppercase and in title case.
    pub case_augmentation: bool,
    /// Labels to learn, so that they are not confused with others, but never to emit.
    pub suppressed_labels: Vec<String>,
}

impl Default for TrainingConfig {
    fn default() -> Self {
        Self {
            epochs: 10,
            learning_rate: 0.08,
            dropout: 0.5,
            min_count: 3,
            least_weight: 0.08,
            case_augmentation: true,
            suppressed_labels: Vec::new(),
        }
    }
}

impl TrainingConfig {
    pub(super) fn check(&self) -> Result<()> {
        let invalid = |name: &str, value: &dyn std::fmt::Debug, expected: &str| {
            Err(Error::config(format!("{name} {value:?}: use {expected}")))
        };
        if !(1..=1000).contains(&self.epochs) {
            return invalid("epochs", &self.epochs, "a number from 1 to 1000");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 10.0) {
            return invalid(
                "learning_rate",
                &self.learning_rate,
                "a positive number up to 10, such as 0.08",
            );
        }
        if !(0.0..0.95).contains(&self.dropout) {
            return invalid("dropout", &self.dropout, "a share from 0 to 0.95");
        }
        if self.least_weight.is_nan() || self.least_weight < 0.0 {
            return invalid("least_weight", &self.least_weight, "0 or more");
        }
        Ok(())
    }
}
