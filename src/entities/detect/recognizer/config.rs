//! How a recogniser is trained.

use crate::error::{Error, Result};

/// How to train.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingConfig {
    /// How often all sentences are seen.
    pub epochs: usize,
    /// The learning rate of gradient descent.
    pub learning_rate: f32,
    /// The share of features that is left out of a sentence each time it is seen, so that none is relied on alone.
    pub dropout: f32,
    /// Features that are rarer are left out.
    pub min_count: u8,
    /// Weights no larger than this are left out in the end.
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
        let wrong = |name: &str, value: &dyn std::fmt::Debug, right: &str| {
            Err(Error::config(format!("{name} {value:?}: use {right}")))
        };
        if !(1..=1000).contains(&self.epochs) {
            return wrong("epochs", &self.epochs, "a number from 1 to 1000");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 10.0) {
            return wrong(
                "learning_rate",
                &self.learning_rate,
                "a positive number up to 10, such as 0.08",
            );
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
