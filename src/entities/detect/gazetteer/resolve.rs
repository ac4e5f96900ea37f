//! From all names at all places to those that are wanted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::MatchKind;
use super::matcher::Hit;

/// A hit with what decides between two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) hit: Hit,
    pub(super) entry: u32,
    pub(super) priority: i32,
    pub(super) is_blocked: bool,
}

impl Claim {
    /// The best of those at one place comes first: by priority, then blocking ones, then in the order of the names.
    fn rank(&self) -> (Reverse<i32>, bool, u32) {
        (Reverse(self.priority), !self.is_blocked, self.hit.name)
    }
}

/// The claims that `kind` asks for, in order of place; of those at one place, the best first.
pub(super) fn resolve(claims: Vec<Claim>, kind: MatchKind) -> Vec<Claim> {
    match kind {
        MatchKind::LeftmostLongest => disjoint(claims),
        MatchKind::All => {
            let mut kept = unhidden(claims);
            // The longest of those from one place stands last.
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

/// Claims that do not overlap: first by priority, then the leftmost, then the longest.
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

/// Claims that do not lie within a blocking one of the same priority or a higher one.
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
    // How far the blocking claims reach that begin here or before, by priority.
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

/// Of claims of one entry at one place, the first.
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
