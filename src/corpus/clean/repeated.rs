//! Lines that stand in many documents of one source.
//!
//! Two passes: the first counts lines by a hash, in 16 bytes a distinct line; the second counts, by their bytes, those
//! whose hash came often enough. So nothing rests on a hash, and memory does not grow with the text of the lines.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::quality::FixedState;
use hashbrown::{HashMap, HashSet};

use super::CleanConfig;
use super::lines::{fold, line_spans, says_something};
use super::sources::Sources;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;

type Map<K, V> = HashMap<K, V, FixedState>;

/// The lines that are repeated, folded, with the number of documents they stand in.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    lines: Map<String, Map<u32, u32>>,
}

impl Repeated {
    /// Counts the lines of all documents.
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
        let least: Vec<u32> = totals.iter().map(|&total| config.least(total)).collect();
        let often: HashSet<(u32, u64), FixedState> = pass
            .count(|source, line| Some((source, hash(line))))?
            .into_iter()
            .filter(|&((source, _), n)| n >= least[source as usize])
            .map(|(key, _)| key)
            .collect();
        let exact = pass.count(|source, line| {
            let is_candidate = often.contains(&(source, hash(line)));
            is_candidate.then(|| (source, line.to_owned()))
        })?;
        let mut lines: Map<String, Map<u32, u32>> = Map::default();
        for ((source, line), n) in exact {
            if n >= least[source as usize] {
                lines.entry(line).or_default().insert(source, n);
            }
        }
        Ok(Self { lines })
    }

    /// In how many documents of the source a folded line stands, where these are enough.
    pub(super) fn n_documents(&self, source: u32, folded: &str) -> Option<u32> {
        self.lines.get(folded)?.get(&source).copied()
    }
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
    /// For each key that `key` makes of a line, in how many of the documents that are counted it comes.
    fn count<K: std::hash::Hash + Ord + Send>(
        &self,
        key: impl Fn(u32, &str) -> Option<K> + Sync,
    ) -> Result<Map<K, u32>> {
        let weight = |index| self.documents.n_bytes(index);
        let fold_range = |counts: &mut Map<K, u32>, range: Range<usize>| {
            let mut folded = String::new();
            for index in range.filter(|&index| self.counted[index]) {
                self.workers.check()?;
                let source = self.sources.of(index);
                let text = self.documents.text(index).unwrap_or_default();
                let mut keys = Vec::new();
                for line in line_spans(text).map(|span| span.slice(text)) {
                    if says_something(line) {
                        fold(line, &mut folded);
                        keys.extend(key(source, &folded));
                    }
                }
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    *counts.entry(key).or_default() += 1;
                }
            }
            Ok(())
        };
        self.workers.fold_ranges(
            self.documents.len(),
            weight,
            Map::default,
            fold_range,
            |counts, part| {
                for (key, n) in part {
                    *counts.entry(key).or_default() += n;
                }
                Ok(())
            },
        )
    }
}

/// For each document whether it counts: a text that stands in a source twice is one page, whose lines are not repeated
/// for that.
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
