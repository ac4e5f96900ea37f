//! Selection between overlapping matches.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::MatchKind;
use super::matcher::Hit;

/// A hit with the properties that decide between overlapping hits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) hit: Hit,
    pub(super) entry: u32,
    pub(super) priority: i32,
    pub(super) is_blocked: bool,
}

impl Candidate {
    /// Orders candidates with equal spans: by priority, then blocking ones first, then in the order of the names.
    fn rank(&self) -> (Reverse<i32>, bool, u32) {
        (Reverse(self.priority), !self.is_blocked, self.hit.name)
    }
}

/// Returns the matches of the given kind, in order of their spans; the best of those with equal spans comes first.
pub(super) fn resolve(candidates: Vec<Candidate>, kind: MatchKind) -> Vec<Candidate> {
    match kind {
        MatchKind::LeftmostLongest => non_overlapping(candidates),
        MatchKind::All => {
            let mut kept = not_blocked(candidates);
            // The longest candidate from each start comes first.
            kept.sort_by_key(|candidate| {
                (
                    candidate.hit.span.start,
                    Reverse(candidate.hit.span.end),
                    candidate.rank(),
                )
            });
            kept.dedup_by_key(|candidate| candidate.hit.span.start);
            kept
        }
        MatchKind::Overlapping => {
            let mut kept = not_blocked(candidates);
            kept.sort_by_key(|candidate| (candidate.hit.span, candidate.rank()));
            once_per_entry(kept)
        }
    }
}

/// Selects candidates that do not overlap: by priority, then the leftmost, then the longest.
fn non_overlapping(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| {
        let span = candidate.hit.span;
        (
            Reverse(candidate.priority),
            span.start,
            Reverse(span.end),
            candidate.rank(),
        )
    });
    let mut kept: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in candidates {
        let before = kept.range(..candidate.hit.span.end).next_back();
        if before.is_none_or(|(_, before)| before.hit.span.end <= candidate.hit.span.start) {
            kept.insert(candidate.hit.span.start, candidate);
        }
    }
    kept.into_values()
        .filter(|candidate| !candidate.is_blocked)
        .collect()
}

/// Removes candidates within a blocking one of the same or a higher priority.
fn not_blocked(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    if !candidates.iter().any(|candidate| candidate.is_blocked) {
        return candidates;
    }
    candidates.sort_by_key(|candidate| {
        (
            candidate.hit.span.start,
            Reverse(candidate.hit.span.end),
            !candidate.is_blocked,
        )
    });
    // For each priority, the furthest end of the blocking candidates seen so far.
    let mut block_ends: BTreeMap<i32, usize> = BTreeMap::new();
    candidates.retain(|candidate| {
        let end = candidate.hit.span.end;
        if candidate.is_blocked {
            let block_end = block_ends.entry(candidate.priority).or_default();
            *block_end = end.max(*block_end);
            return false;
        }
        block_ends
            .range(candidate.priority..)
            .all(|(_, &block_end)| block_end < end)
    });
    candidates
}

/// Keeps the first of the candidates of one entry with equal spans.
fn once_per_entry(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let same_span = kept
            .iter()
            .rev()
            .take_while(|before| before.hit.span == candidate.hit.span);
        if !same_span
            .into_iter()
            .any(|before| before.entry == candidate.entry)
        {
            kept.push(candidate);
        }
    }
    kept
}
