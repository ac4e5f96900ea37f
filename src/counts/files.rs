//! Counts the terms of files, which need not fit into memory.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::counter::Counter;
use super::grouped::{GroupCounter, GroupedCounts};
use super::groups::{DocumentGroups, Grouping};
use super::term_counts::TermCounts;
use crate::corpus::{Batches, Documents, Files, ID_COLUMN};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::tokens::Analyzer;

/// Approximate number of bytes of text that all threads together hold.
const HELD_BYTES: usize = 1 << 26;

/// Count the terms of all documents of files.
///
/// Memory is limited to the counts and about 64 MB of text, or the longest line or text file of each thread, however
/// large the files are. The result equals that of [`count_terms`](super::count_terms) for the same documents.
///
/// # Errors
///
/// Like [`count_terms`](super::count_terms), and if a file cannot be read, is not UTF-8 or has an invalid format.
///
/// ```
/// use lexicount::corpus::{Files, ReadOptions};
/// use lexicount::counts::count_files;
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::Analyzer;
/// # let folder = std::env::temp_dir().join(format!("lexicount-count-files-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// # let path = folder.join("reports.jsonl").to_str().unwrap().to_owned();
///
/// std::fs::write(&path, "{\"text\": \"It rained.\"}\n{\"text\": \"It snowed.\"}\n").unwrap();
/// let files = Files::new(&[path], &ReadOptions::default())?;
/// let counts = count_files(&files, &Analyzer::default(), &Workers::serial())?;
/// assert_eq!((counts.count("it"), counts.n_documents()), (2, 2));
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn count_files(files: &Files, analyzer: &Analyzer, workers: &Workers) -> Result<TermCounts> {
    let prepared = analyzer.prepare()?;
    let source = Source::new(files, workers);
    workers.tally(
        || source.next(),
        || Counter::new(&prepared),
        |counter, batch| {
            (0..batch.len()).try_for_each(|index| counter.count(&batch, index, workers))
        },
        |counter| counter.into_counts(Arc::new(analyzer.clone())),
        |counts, part| counts.merge(&part),
    )
}

/// Count the terms of each group of documents of files.
///
/// # Errors
///
/// Like [`count_files`], and if no document has the column to group by.
pub fn count_files_by(
    files: &Files,
    analyzer: &Analyzer,
    grouping: &Grouping,
    workers: &Workers,
) -> Result<GroupedCounts> {
    let prepared = analyzer.prepare()?;
    let source = Source::new(files, workers);
    let fields = Mutex::new(BTreeSet::new());
    let mut counts = workers.tally(
        || source.next(),
        || GroupCounter::new(grouping, &prepared),
        |counter, batch| {
            let groups = DocumentGroups::of_part(&batch, grouping);
            let names = batch.metadata().iter().map(|column| column.name.clone());
            fields
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(names);
            counter.undated += groups.undated();
            (0..batch.len()).try_for_each(|index| counter.count(&batch, &groups, index, workers))
        },
        GroupCounter::into_counts,
        GroupedCounts::merge,
    )?;
    let fields = fields.into_inner().unwrap_or_else(PoisonError::into_inner);
    let is_field = |name: &&String| name.as_str() == ID_COLUMN || fields.contains(*name);
    if let Some(name) = grouping.columns().iter().find(|name| !is_field(name)) {
        let names: Vec<&str> = fields.iter().map(String::as_str).collect();
        return Err(Error::config(format!(
            "by={name:?}: no document of the files has such a field; they have {}",
            [&names[..], &[ID_COLUMN]].concat().join(", ")
        )));
    }
    counts.unify_groups()?;
    Ok(counts)
}

/// Batches for whichever thread asks first.
struct Source<'f> {
    files: &'f Files,
    batches: Mutex<Batches>,
    /// Reads batches without the pool: a thread that waits for its own pool while it holds the batches might be given
    /// work that needs them.
    alone: Workers,
}

impl<'f> Source<'f> {
    fn new(files: &'f Files, workers: &Workers) -> Self {
        workers.expect(files.n_bytes());
        let n_bytes = (HELD_BYTES / workers.n_threads().max(1)).min(Batches::BYTES);
        Self {
            files,
            batches: Mutex::new(files.batches(n_bytes)),
            alone: Workers::serial(),
        }
    }

    fn next(&self) -> Result<Option<(Documents, usize)>> {
        let mut batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
        let before = batches.n_read();
        let batch = batches.next_raw(&self.alone)?;
        let weight = usize::try_from(batches.n_read() - before).unwrap_or(usize::MAX);
        // Other threads can read while this one looks for boilerplate.
        drop(batches);
        batch
            .map(|batch| Ok((self.files.skip(batch, &self.alone)?, weight)))
            .transpose()
    }
}
