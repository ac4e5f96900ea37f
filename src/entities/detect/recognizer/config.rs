//! How a recogniser is trained.

use crate::error::{Error, Result};

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
    pub(super) fn check(&self) -> Result<()> {
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
