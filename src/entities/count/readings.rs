//! Which documents were read by which sources.

use crate::corpus::Language;
use crate::entities::mentions::{Source, Sources};

/// How a document was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// Its language, if it is known.
    ///
    /// Without a recogniser for one language, only metadata say it; texts are not searched for it.
    pub language: Option<Language>,
    /// The sources that read it; none if it is missing.
    pub sources: Sources,
}

impl Reading {
    /// The names of the sources.
    pub(super) fn source_names(self) -> Vec<&'static str> {
        self.sources.iter().map(Source::name).collect()
    }
}
