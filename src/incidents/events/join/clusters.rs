//! From pairs to incidents.

use std::collections::BTreeSet;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::event::Event;
use super::score::{Join, Reason, THRESHOLD, excludes};

/// What the user has decided: pairs of events that are, or are not, one incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Pairs that are one incident.
    pub together: BTreeSet<(usize, usize)>,
    /// Pairs that are not.
    pub apart: BTreeSet<(usize, usize)>,
}

/// The greatest number of events on the two sides of a join that are compared with each other.
const MOST_COMPARED: usize = 64;

/// The mean score of all pairs of two sides that are joined: one pair alone does not join two large incidents.
const LEAST_MEAN: f32 = 1.2;

/// The number of the incident of each event, by first event, and the joins that made them.
pub(in super::super) fn clusters(
    events: &[Event],
    joins: Vec<Join>,
    decisions: &Decisions,
    days: i64,
) -> (Vec<usize>, Vec<Join>) {
    let mut clusters = Clusters {
        members: (0..events.len()).map(|index| vec![index]).collect(),
        documents: events
            .iter()
            .map(|one| BTreeSet::from([one.document]))
            .collect(),
        of: (0..events.len()).collect(),
        scores: joins.iter().map(|join| (join.events, join.score)).collect(),
    };
    let mut made = Vec::new();
    for &events in &decisions.together {
        clusters.merge(events);
        made.push(Join {
            events,
            score: f32::INFINITY,
            reasons: vec![Reason::User],
        });
    }
    for join in joins.into_iter().filter(|join| join.score >= THRESHOLD) {
        let (a, b) = join.events;
        if clusters.of[a] == clusters.of[b] {
            continue;
        }
        if clusters.fit(events, join.events, decisions, days) {
            clusters.merge(join.events);
            made.push(join);
        }
    }
    (clusters.numbered(), made)
}

struct Clusters {
    members: Vec<Vec<usize>>,
    documents: Vec<BTreeSet<usize>>,
    of: Vec<usize>,
    /// The scores of pairs; all others have none.
    scores: HashMap<(usize, usize), f32, RandomState>,
}

impl Clusters {
    /// True if the two sides share no document, the user does not keep them apart, and no event of one side excludes one of
    /// the other. Of large clusters, the first events are compared.
    fn fit(
        &self,
        events: &[Event],
        (a, b): (usize, usize),
        decisions: &Decisions,
        days: i64,
    ) -> bool {
        let (a, b) = (self.of[a], self.of[b]);
        let is_apart = |&(one, two): &(usize, usize)| {
            let sides = (self.of[one], self.of[two]);
            sides == (a, b) || sides == (b, a)
        };
        let shares = !self.documents[a].is_disjoint(&self.documents[b]);
        if shares || decisions.apart.iter().any(is_apart) {
            return false;
        }
        let first = |cluster: usize| self.members[cluster].iter().take(MOST_COMPARED);
        let fits = |one: usize, two: usize| !excludes(&events[one], &events[two], days);
        self.mean(a, b) >= LEAST_MEAN && first(a).all(|&one| first(b).all(|&two| fits(one, two)))
    }

    /// The mean score of the pairs of two clusters; of large ones, of their first events.
    #[expect(clippy::cast_precision_loss, reason = "at most 64 events")]
    fn mean(&self, a: usize, b: usize) -> f32 {
        let first = |cluster: usize| self.members[cluster].iter().take(MOST_COMPARED);
        let (mut sum, mut n) = (0.0, 0);
        for &one in first(a) {
            for &two in first(b) {
                let pair = (one.min(two), one.max(two));
                sum += self.scores.get(&pair).copied().unwrap_or_default();
                n += 1;
            }
        }
        sum / n as f32
    }

    fn merge(&mut self, (a, b): (usize, usize)) {
        let (into, from) = (self.of[a].min(self.of[b]), self.of[a].max(self.of[b]));
        if into == from {
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for &event in &moved {
            self.of[event] = into;
        }
        self.members[into].extend(moved);
        let documents = std::mem::take(&mut self.documents[from]);
        self.documents[into].extend(documents);
    }

    /// The clusters numbered by their first event.
    fn numbered(&self) -> Vec<usize> {
        let mut numbers = vec![usize::MAX; self.of.len()];
        let mut next = 0;
        for &cluster in &self.of {
            if numbers[cluster] == usize::MAX {
                numbers[cluster] = next;
                next += 1;
            }
        }
        self.of.iter().map(|&cluster| numbers[cluster]).collect()
    }
}
