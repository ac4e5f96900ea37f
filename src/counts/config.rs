//! What is counted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::tokens::Analyzer;

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermConfig {
    /// How terms are made of text.
    pub analyzer: Analyzer,
    /// Leave out lines that a web page's frame left in the text.
    pub skip_boilerplate: bool,
}

impl From<Analyzer> for TermConfig {
    /// All terms of the text.
    fn from(analyzer: Analyzer) -> Self {
        Self {
            analyzer,
            skip_boilerplate: false,
        }
    }
}

impl fmt::Display for TermConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = if self.skip_boilerplate {
            "; without boilerplate"
        } else {
            ""
        };
        write!(f, "({}{lines})", self.analyzer)
    }
}
