//! Files of tables, such as Parquet, which another library reads.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, Result};

/// Reads files of tables for the core, which has no reader for them.
pub trait TableReader: Send + Sync {
    /// Return why no such file can be read, if that is so.
    fn problem(&self) -> Option<String>;

    /// Open a file and return its rows as JSON Lines.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    fn open(&self, path: &Path) -> std::io::Result<Box<dyn Read + Send>>;
}

/// The reader of tables, if there is one.
#[derive(Clone, Default)]
pub struct Tables(Option<Arc<dyn TableReader>>);

impl Tables {
    /// Read tables with `reader`.
    #[must_use]
    pub fn new(reader: impl TableReader + 'static) -> Self {
        Self(Some(Arc::new(reader)))
    }

    pub(super) fn check(&self, path: &Path) -> Result<()> {
        let problem = match &self.0 {
            Some(reader) => reader.problem(),
            None => Some("there is no reader of tables; save the table as .csv or .jsonl".into()),
        };
        problem.map_or(Ok(()), |problem| Err(Error::unreadable(path, problem)))
    }

    pub(super) fn open(&self, path: &Path) -> Result<Box<dyn Read + Send>> {
        self.check(path)?;
        let opened = self.0.as_ref().map(|reader| reader.open(path));
        let opened = opened.unwrap_or_else(|| Ok(Box::new(std::io::empty())));
        opened.map_err(|error| Error::io(path, error))
    }
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tables").field(&self.0.is_some()).finish()
    }
}

impl PartialEq for Tables {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Tables {}
