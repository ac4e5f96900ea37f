//! All similar pairs within a large group of candidates, without comparing all pairs.
//!
//! Two sets of *a* and *b* shingles with a similarity of at least *t* share at least *o = t (a + b) / (1 + t)* shingles.
//! If the shingles of both are sorted by one order, a shared one is among the first *a - o + 1* of the one and the first
//! *b - o + 1* of the other. With the rarest first, documents made from one template, which differ in a number or a
//! name, have no such shingle in common and are never compared. The result is exact: the filter only leaves out pairs
//! below the threshold.
//!
//! Source: C. Xiao, W. Wang, X. Lin, J. X. Yu, G. Wang (2011), Efficient similarity joins for near-duplicate detection,
//! ACM Transactions on Database Systems 36(3).

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::shingles::Shingles;
use crate::error::Result;

/// Rounding errors of the minimum overlap stay below this.
const MARGIN: f64 = 1e-9;

/// The sets of shingles of a group, as ranks: the rarest shingle is 0.
pub(super) struct Join {
    threshold: f64,
    /// Ascending ranks for each document.
    sets: Vec<Vec<u32>>,
    /// The ranks at the start of each set, sorted.
    index: Vec<Entry>,
    /// The start of each rank in the index, and the end of the last.
    starts: Vec<usize>,
}

/// A rank, the size of the set that holds it, its position there, and the set.
type Entry = (u32, u32, u32, u32);

impl Join {
    /// Prepare the search; linear in the number of shingles, apart from sorting.
    pub(super) fn new(shingles: &[&Shingles<'_>], threshold: f64) -> Self {
        let (sets, n_ranks) = ranked(shingles);
        let mut index: Vec<Entry> = Vec::new();
        for (one, set) in (0..).zip(&sets) {
            let size = narrow(set.len());
            let n_indexed = set.len() + 1 - overlap(threshold, set.len(), set.len());
            let starts = (0..).zip(set).take(n_indexed);
            index.extend(starts.map(|(at, &rank)| (rank, size, at, one)));
        }
        index.sort_unstable();
        let mut starts = vec![0; n_ranks + 1];
        for entry in &index {
            starts[entry.0 as usize + 1] += 1;
        }
        for rank in 0..n_ranks {
            starts[rank + 1] += starts[rank];
        }
        Self {
            threshold,
            sets,
            index,
            starts,
        }
    }

    /// Call `compare` for each pair that may be similar, each once, and return the number of index entries read.
    pub(super) fn candidates(
        &self,
        check: impl Fn() -> Result<()>,
        mut compare: impl FnMut(usize, usize),
    ) -> Result<usize> {
        let mut compared_with = vec![u32::MAX; self.sets.len()];
        let mut n_read = 0;
        for (one, set) in (0..).zip(&self.sets) {
            check()?;
            let n_probed = set.len() + 1 - overlap(self.threshold, set.len(), self.least(set));
            for at in 0..n_probed {
                self.meet(set, at, |entry| {
                    n_read += 1;
                    let (_, size, _, other) = entry;
                    let is_new = compared_with[other as usize] != one;
                    if is_new && (size as usize, other) < (set.len(), one) {
                        compared_with[other as usize] = one;
                        compare(one as usize, other as usize);
                    }
                });
            }
        }
        Ok(n_read)
    }

    /// Call `found` for the sets, none larger, in which the shingle at an index of `set` is early enough.
    fn meet(&self, set: &[u32], at: usize, mut found: impl FnMut(Entry)) {
        let rank = set[at] as usize;
        let entries = &self.index[self.starts[rank]..self.starts[rank + 1]];
        let least = self.least(set);
        let start = entries.partition_point(|&(_, size, ..)| (size as usize) < least);
        let mut entries = &entries[start..];
        while let Some(&(_, size, ..)) = entries.first()
            && size as usize <= set.len()
        {
            let n_same = entries.partition_point(|entry| entry.1 == size);
            let needed = overlap(self.threshold, set.len(), size as usize);
            if at + needed <= set.len() {
                let early = |&&(_, _, place, _): &&Entry| place as usize + needed <= size as usize;
                entries[..n_same]
                    .iter()
                    .take_while(early)
                    .for_each(|&entry| found(entry));
            }
            entries = &entries[n_same..];
        }
    }

    /// Return the size of the smallest set that may be similar to `set`.
    fn least(&self, set: &[u32]) -> usize {
        ceil(self.threshold * set.len() as f64).clamp(1, set.len().max(1))
    }
}

/// Return the shingles of each set as ascending ranks, and the number of ranks. Ties of rarity are broken by the order
/// in which shingles appear, so documents of one template have their common shingles in one order.
fn ranked(shingles: &[&Shingles<'_>]) -> (Vec<Vec<u32>>, usize) {
    let mut ids: HashMap<_, u32, RandomState> = HashMap::default();
    let mut n_sets: Vec<u32> = Vec::new();
    let mut sets: Vec<Vec<u32>> = Vec::with_capacity(shingles.len());
    for set in shingles {
        let set = set.runs().map(|run| {
            let id = *ids.entry(run).or_insert_with(|| narrow(n_sets.len()));
            if id as usize == n_sets.len() {
                n_sets.push(0);
            }
            n_sets[id as usize] += 1;
            id
        });
        sets.push(set.collect());
    }
    let mut order: Vec<u32> = (0..narrow(n_sets.len())).collect();
    order.sort_by_key(|&id| n_sets[id as usize]);
    let mut ranks = vec![0; n_sets.len()];
    for (rank, &id) in (0..).zip(&order) {
        ranks[id as usize] = rank;
    }
    for set in &mut sets {
        for id in set.iter_mut() {
            *id = ranks[*id as usize];
        }
        set.sort_unstable();
    }
    (sets, n_sets.len())
}

/// Return the minimum number of shared shingles of two similar sets; at least 1.
fn overlap(threshold: f64, one: usize, other: usize) -> usize {
    let exact = threshold / (1.0 + threshold) * (one + other) as f64;
    ceil(exact).clamp(1, one.min(other).max(1))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the number of shingles of two documents"
)]
fn ceil(exact: f64) -> usize {
    (exact * (1.0 - MARGIN)).ceil() as usize
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than 2^32 shingles")
}

#[cfg(test)]
mod tests {
    use super::super::config::DuplicatesConfig;
    use super::super::shingles::Corpus;
    use super::*;
    use crate::corpus::Documents;
    use crate::parallel::Workers;
    use proptest::prelude::*;

    /// Call `test` with the sets of shingles of `texts`.
    fn with_sets<T>(
        texts: &[String],
        shingle: usize,
        test: impl FnOnce(&[&Shingles<'_>]) -> T,
    ) -> T {
        let documents = Documents::from_texts(texts.iter().map(String::as_str));
        let config = DuplicatesConfig {
            shingle,
            ..DuplicatesConfig::default()
        };
        let corpus = Corpus::new(&documents, &config, 1, &Workers::serial()).unwrap();
        let sets: Vec<_> = (0..texts.len()).map(|one| corpus.shingles(one)).collect();
        test(&sets.iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn no_similar_pair_is_left_out(
            texts in proptest::collection::vec("([abcd] ){1,12}", 1..30),
            threshold in prop_oneof![Just(0.2), Just(0.5), Just(0.75), Just(0.8), Just(1.0)],
            shingle in 1..4_usize,
        ) {
            with_sets(&texts, shingle, |sets| {
                let mut found = Vec::new();
                let add = |a: usize, b: usize| found.push((a.max(b), a.min(b)));
                Join::new(sets, threshold).candidates(|| Ok(()), add).unwrap();
                let n_found = found.len();
                found.sort_unstable();
                found.dedup();
                prop_assert_eq!(found.len(), n_found);
                for a in 0..sets.len() {
                    for b in 0..a {
                        if sets[a].similarity(sets[b]) >= threshold {
                            prop_assert!(found.contains(&(a, b)), "{:?} {:?}", &texts[a], &texts[b]);
                        }
                    }
                }
                Ok(())
            })?;
        }
    }

    #[test]
    fn texts_of_one_template_cost_linear_work() {
        let templates: [&dyn Fn(usize) -> String; 3] = [
            &|n| format!("fire in the harbour of Kabul said the mayor on day {n}"),
            &|n| format!("on day {n} a fire broke out near the harbour of Kabul, the mayor said"),
            &|n| {
                format!(
                    "fire number {n} in district {} of Kabul said the mayor",
                    n % 7
                )
            },
        ];
        for template in templates {
            let texts: Vec<String> = (0..3000).map(template).collect();
            let n_read = with_sets(&texts, 5, |sets| {
                let join = Join::new(sets, 0.8);
                join.candidates(|| Ok(()), |a, b| panic!("{a} and {b} are not similar"))
            });
            assert!(n_read.unwrap() < 10 * texts.len());
        }
    }
}
