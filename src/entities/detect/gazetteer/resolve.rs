//! Selection between overlapping matches.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::MatchKind;
use super::matcher::Hit;

/// A hit with the properties that decide between overlapping hits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) hit: Hit,
    pub(super) entry: u32,
    pub(super) priority: i32,
    pub(super) is_blocked: bool,
}

impl Claim {
    /// Orders candidates with equal spans: by priority, then blocking ones first, then in the order of the names.
    fn rank(&self) -> (Reverse<i32>, bool, u32) {
        (Reverse(self.priority), !self.is_blocked, self.hit.name)
    }
}

/// Returns the matches of the given kind, in order of their spans; the best of those with equal spans comes first.
pub(super) fn resolve(claims: Vec<Claim>, kind: MatchKind) -> Vec<Claim> {
    match kind {
        MatchKind::LeftmostLongest => disjoint(claims),
        MatchKind::All => {
            let mut kept = unhidden(claims);
            // The longest candidate from each start comes first.
            kept.sort_by_key(|claim| {
                (
                    claim.hit.span.start,
                    Reverse(claim.hit.span.end),
                    claim.rank(),
                )
            });
            kept.dedup_by_key(|claim| claim.hit.span.start);
            kept
        }
        MatchKind::Overlapping => {
            let mut kept = unhidden(claims);
            kept.sort_by_key(|claim| (claim.hit.span, claim.rank()));
            once_an_entry(kept)
        }
    }
}

/// Selects candidates that do not overlap: by priority, then the leftmost, then the longest.
fn disjoint(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| {
        let span = claim.hit.span;
        (
            Reverse(claim.priority),
            span.start,
            Reverse(span.end),
            claim.rank(),
        )
    });
    let mut kept: BTreeMap<usize, Claim> = BTreeMap::new();
    for claim in claims {
        let before = kept.range(..claim.hit.span.end).next_back();
        if before.is_none_or(|(_, before)| before.hit.span.end <= claim.hit.span.start) {
            kept.insert(claim.hit.span.start, claim);
        }
    }
    kept.into_values()
        .filter(|claim| !claim.is_blocked)
        .collect()
}

/// Removes candidates within a blocking one of the same or a higher priority.
fn unhidden(mut claims: Vec<Claim>) -> Vec<Claim> {
    if !claims.iter().any(|claim| claim.is_blocked) {
        return claims;
    }
    claims.sort_by_key(|claim| {
        (
            claim.hit.span.start,
            Reverse(claim.hit.span.end),
            !claim.is_blocked,
        )
    });
    // For each priority, the furthest end of the blocking candidates seen so far.
    let mut reaches: BTreeMap<i32, usize> = BTreeMap::new();
    claims.retain(|claim| {
        let end = claim.hit.span.end;
        if claim.is_blocked {
            let reach = reaches.entry(claim.priority).or_default();
            *reach = end.max(*reach);
            return false;
        }
        reaches
            .range(claim.priority..)
            .all(|(_, &reach)| reach < end)
    });
    claims
}

/// Keeps the first of the candidates of one entry with equal spans.
fn once_an_entry(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let at_place = kept
            .iter()
            .rev()
            .take_while(|before| before.hit.span == claim.hit.span);
        if !at_place
            .into_iter()
            .any(|before| before.entry == claim.entry)
        {
            kept.push(claim);
        }
    }
    kept
}
