//! Lines that occur in many documents of one source.
//!
//! Two passes: the first counts lines by hash, in 16 bytes per distinct line. The second counts the actual lines whose
//! hashes were frequent enough. The result is therefore exact, and memory does not grow with the length of the lines.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::quality::FixedState;
use hashbrown::{HashMap, HashSet};

use super::CleanConfig;
use super::cues::cue;
use super::lines::{fold, has_content, is_prose, line_spans};
use super::sources::Sources;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;

type Map<K, V> = HashMap<K, V, FixedState>;

/// Sources and hashes of lines.
type Hashes = HashSet<(u32, u64), FixedState>;

/// The number of documents that contain a line, and the number that contain it before any prose of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) n_documents: u32,
    n_heads: u32,
    min_documents: u32,
}

impl Count {
    /// Return true if the line is repeated at heads. The title of a page that other pages list at their tails is not.
    pub(super) fn is_header(self) -> bool {
        self.n_heads >= self.min_documents
    }
}

/// The repeated lines, folded.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    lines: Map<String, Map<u32, Count>>,
}

impl Repeated {
    /// Count the lines of all documents.
    pub(super) fn new(
        documents: &Documents,
        sources: &Sources,
        config: &CleanConfig,
        workers: &Workers,
    ) -> Result<Self> {
        let pass = Pass {
            documents,
            sources,
            counted: first_of_equal_texts(documents, sources, workers)?,
            workers,
        };
        let mut totals = vec![0_u32; sources.len()];
        for index in (0..documents.len()).filter(|&index| pass.counted[index]) {
            totals[sources.of(index) as usize] += 1;
        }
        let min_documents: Vec<u32> = totals
            .iter()
            .map(|&total| config.min_documents_of(total))
            .collect();
        let frequent = pass.frequent(&min_documents)?;
        let exact = pass.exact(&frequent, config)?;
        let mut lines: Map<String, Map<u32, Count>> = Map::default();
        for ((source, line), mut count) in exact {
            count.min_documents = min_documents[source as usize];
            if count.n_documents >= count.min_documents {
                lines.entry(line).or_default().insert(source, count);
            }
        }
        Ok(Self { lines })
    }

    /// Return the counts of a folded line in a source, if it is repeated.
    pub(super) fn count(&self, source: u32, folded: &str) -> Option<Count> {
        self.lines.get(folded)?.get(&source).copied()
    }
}

/// Iterate over the lines with content, as written and folded.
fn folded_lines(text: &str) -> impl Iterator<Item = (&str, String)> {
    let lines = line_spans(text).map(|span| span.slice(text));
    lines.filter(|line| has_content(line)).map(|line| {
        let mut folded = String::with_capacity(line.len());
        fold(line, &mut folded);
        (line, folded)
    })
}

fn hash(line: &str) -> u64 {
    FixedState::default().hash_one(line)
}

struct Pass<'d> {
    documents: &'d Documents,
    sources: &'d Sources,
    counted: Vec<bool>,
    workers: &'d Workers,
}

impl Pass<'_> {
    /// Return the sources and hashes of lines that are frequent enough.
    fn frequent(&self, min_documents: &[u32]) -> Result<Hashes> {
        let hashes = self.count(|source, _, text| {
            let mut keys = Vec::new();
            for (_, folded) in folded_lines(text) {
                self.workers.check()?;
                keys.push(((source, hash(&folded)), false));
            }
            Ok(keys)
        })?;
        let frequent = hashes
            .into_iter()
            .filter(|&((source, _), count)| count.n_documents >= min_documents[source as usize]);
        Ok(frequent.map(|(key, _)| key).collect())
    }

    /// Count the lines whose hashes are frequent.
    fn exact(&self, frequent: &Hashes, config: &CleanConfig) -> Result<Map<(u32, String), Count>> {
        self.count(|source, index, text| {
            let language = self.documents.language_of(index, config.language);
            let is_cue = |line| config.cues && cue(line, &language).is_some();
            let mut is_head = true;
            let mut keys = Vec::new();
            for (line, folded) in folded_lines(text) {
                self.workers.check()?;
                if frequent.contains(&(source, hash(&folded))) {
                    keys.push(((source, folded), is_head));
                } else {
                    is_head &= !is_prose(line) || is_cue(line);
                }
            }
            Ok(keys)
        })
    }

    /// For each key that `keys` returns for a text, count the documents that have it, and those that have it at the
    /// head.
    fn count<K: std::hash::Hash + Ord + Send>(
        &self,
        keys: impl Fn(u32, usize, &str) -> Result<Vec<(K, bool)>> + Sync,
    ) -> Result<Map<K, Count>> {
        let fold_range = |counts: &mut Map<K, Count>, range: Range<usize>| {
            for index in range.filter(|&index| self.counted[index]) {
                self.workers.check()?;
                let text = self.documents.text(index).unwrap_or_default();
                let mut keys = keys(self.sources.of(index), index, text)?;
                // Of equal keys, the one at the head sorts first.
                keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
                keys.dedup_by(|next, before| next.0 == before.0);
                for (key, is_head) in keys {
                    let count = counts.entry(key).or_default();
                    count.n_documents += 1;
                    count.n_heads += u32::from(is_head);
                }
            }
            Ok(())
        };
        self.workers.fold_ranges(
            self.documents.len(),
            |index| self.documents.n_bytes(index),
            Map::default,
            fold_range,
            |counts, part| {
                for (key, more) in part {
                    let count = counts.entry(key).or_default();
                    count.n_documents += more.n_documents;
                    count.n_heads += more.n_heads;
                }
                Ok(())
            },
        )
    }
}

/// Return for each document whether it counts: identical texts of one source are one page, so their lines are not
/// repeated.
fn first_of_equal_texts(
    documents: &Documents,
    sources: &Sources,
    workers: &Workers,
) -> Result<Vec<bool>> {
    let hashes = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            Ok(range
                .map(|index| documents.text(index).map(hash))
                .collect::<Vec<_>>())
        },
    )?;
    let mut seen: Map<(u32, u64), Vec<usize>> = Map::default();
    let mut counted = Vec::with_capacity(documents.len());
    for (index, hash) in hashes.into_iter().flatten().enumerate() {
        let Some(hash) = hash else {
            counted.push(false);
            continue;
        };
        let same = seen.entry((sources.of(index), hash)).or_default();
        let is_new = same
            .iter()
            .all(|&other| documents.text(other) != documents.text(index));
        if is_new {
            same.push(index);
        }
        counted.push(is_new);
    }
    Ok(counted)
}
