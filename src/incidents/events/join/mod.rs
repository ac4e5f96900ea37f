//! Which events of different documents are one incident.
//!
//! Pairs of events that share rare words, or a place within some days, are compared: dates and countries that exclude each
//! other decide against a pair, all else adds to its score. Pairs are joined from the highest score on, unless the two
//! sides contradict each other or share a document.

mod candidates;
mod clusters;
mod score;
mod terms;

pub use clusters::Decisions;
pub use score::{Join, Reason};

pub(super) use clusters::clusters;
pub(super) use score::{NEAR_DUPLICATE, Scorer};
pub(super) use terms::Terms;

use super::event::Event;
use crate::error::Result;
use crate::parallel::Workers;
use candidates::candidates;
use hashbrown::HashMap;

/// The pairs of events that something speaks for, the highest score first.
///
/// Takes time and memory in proportion to the number of events: words and places that many events share give no pairs.
pub(super) fn joins(
    events: &[Event],
    terms: &Terms,
    days: u32,
    workers: &Workers,
) -> Result<Vec<Join>> {
    let pairs = candidates(events, terms, days);
    let mut places = HashMap::default();
    for place in events.iter().filter_map(|event| event.place.as_ref()) {
        *places.entry(place.name.as_str()).or_insert(0) += 1;
    }
    let scorer = Scorer {
        events,
        terms,
        days: i64::from(days),
        places,
    };
    let parts = workers.map_ranges(
        pairs.len(),
        |_| 1,
        |range| {
            workers.check()?;
            let pairs = range.map(|index| pairs[index]);
            Ok(pairs
                .filter_map(|pair| scorer.join(pair))
                .collect::<Vec<_>>())
        },
    )?;
    let mut joins: Vec<Join> = parts.into_iter().flatten().collect();
    joins.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.events.cmp(&b.events)));
    Ok(joins)
}
