//! An incident: what all documents together say of it.

use std::collections::{BTreeMap, BTreeSet};

use super::actors::ranked;
use super::event::{
    DateBasis, Event, EventDate, EventPlace, IncidentType, Perpetrator, PlaceBasis, TargetClass,
    WeaponClass,
};
use super::join::{NEAR_DUPLICATE, Terms};
use super::votes::most_frequent;
use crate::corpus::Date;
use crate::incidents::totals::totals_of;
use crate::incidents::{Figure, Outcome, Relation, Side, SourceKind, Total, VictimClass, When};
use crate::span::Span;

/// The lowest, best and highest number of an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest number that a report states.
    pub low: Option<u64>,
    /// The newest number of the best source.
    pub best: Option<u64>,
    /// The greatest number that a report states.
    pub high: Option<u64>,
}

impl From<&Total> for Bounds {
    fn from(total: &Total) -> Self {
        Self {
            low: total.low,
            best: total.best,
            high: total.high,
        }
    }
}

/// What one document says of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The number of the event.
    pub event: usize,
    /// The outcome.
    pub outcome: Outcome,
    /// The number.
    pub bounds: Bounds,
    /// The figure that it rests on: its number among all figures.
    pub figure: usize,
}

/// The number of victims of a class on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The outcome.
    pub outcome: Outcome,
    /// The side.
    pub side: Side,
    /// Who they are.
    pub class: VictimClass,
    /// The number.
    pub bounds: Bounds,
}

/// What all documents together say of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The numbers of its events, in order.
    pub events: Vec<usize>,
    /// The number of reports that are not copies of others.
    pub n_reports: usize,
    /// The dates of the first and the last report, if they are known.
    pub reports: Option<(Date, Date)>,
    /// Whether a document reports it, or it is only mentioned as an earlier one.
    pub when: When,
    /// What it was.
    pub kind: Option<IncidentType>,
    /// The means: the number of the event, the words and their class.
    pub weapon: Option<(usize, Span, WeaponClass)>,
    /// What was attacked: the number of the event, the words and their class.
    pub target: Option<(usize, Span, TargetClass)>,
    /// Where it was.
    pub place: Option<EventPlace>,
    /// When it was.
    pub date: Option<EventDate>,
    /// Who did it, the most certain first, each with the number of its event.
    pub perpetrators: Vec<(usize, Perpetrator)>,
    /// What each report says, in order of report date.
    pub revisions: Vec<Revision>,
    /// The numbers by outcome.
    pub totals: BTreeMap<Outcome, Bounds>,
    /// The numbers by outcome, side and class.
    pub shares: Vec<Share>,
}

impl Incident {
    /// What incidents are sorted by, the largest first: the number of dead, then of injured, then of all others.
    #[must_use]
    pub fn rank(&self) -> impl Ord + use<> {
        let number = |outcome| {
            let bounds: Option<&Bounds> = self.totals.get(&outcome);
            std::cmp::Reverse(
                bounds
                    .and_then(|one| one.best.or(one.low))
                    .unwrap_or_default(),
            )
        };
        Outcome::ALL.map(number)
    }
}

/// Puts the events of an incident together.
pub(super) fn incident(
    all: &[Event],
    figures: &[Figure],
    terms: &Terms,
    members: Vec<usize>,
) -> Incident {
    let events: Vec<&Event> = members.iter().map(|&index| &all[index]).collect();
    let revisions = revisions(all, figures, &members);
    let mut totals = BTreeMap::new();
    let mut shares = Vec::new();
    for outcome in Outcome::ALL {
        let own: Vec<&Revision> = revisions
            .iter()
            .filter(|one| one.outcome == outcome)
            .collect();
        if let Some(best) = best_revision(figures, &own) {
            totals.insert(outcome, bounds(best, &own));
            shares.extend(shares_of(&all[best.event], figures, outcome));
        }
    }
    let dates = events.iter().filter_map(|event| event.report);
    let first_last = dates.clone().min().zip(dates.max());
    let when = events.iter().map(|event| event.when);
    let is_reported = when.clone().any(|when| when == When::ThisEvent);
    Incident {
        n_reports: n_reports(terms, &members),
        reports: first_last,
        when: if is_reported {
            When::ThisEvent
        } else {
            events[0].when
        },
        kind: most_frequent(events.iter().filter_map(|event| event.kind)),
        weapon: members
            .iter()
            .find_map(|&index| all[index].weapon.map(|(span, class)| (index, span, class))),
        target: members
            .iter()
            .find_map(|&index| all[index].target.map(|(span, class)| (index, span, class))),
        place: place(&events),
        date: date(&events),
        perpetrators: perpetrators(all, &members),
        events: members,
        revisions,
        totals,
        shares,
    }
}

/// The number of events that are not copies of an earlier one.
fn n_reports(terms: &Terms, members: &[usize]) -> usize {
    /// Of large incidents, each report is compared with this many others.
    const MOST: usize = 64;
    let mut kept: Vec<usize> = Vec::new();
    for &event in members {
        let is_copy = kept
            .iter()
            .rev()
            .take(MOST)
            .any(|&other| terms.cosine(event, other) >= NEAR_DUPLICATE);
        if !is_copy {
            kept.push(event);
        }
    }
    kept.len()
}

/// The place that most events give, of the most exact ones; what it leaves open the others add.
fn place(events: &[&Event]) -> Option<EventPlace> {
    let all = || events.iter().filter_map(|event| event.place.as_ref());
    let rank = |place: &EventPlace| (place.basis != PlaceBasis::Text, place.precision);
    let best_rank = all().map(rank).min()?;
    let name = most_frequent(
        all()
            .filter(|place| rank(place) == best_rank)
            .map(|place| place.name.as_str()),
    )?;
    let mut chosen = all()
        .find(|place| place.name == name && rank(place) == best_rank)?
        .clone();
    for other in all().filter(|other| other.country.is_some()) {
        chosen.country = chosen.country.or_else(|| other.country.clone());
        let is_same = chosen.country == other.country && other.name != chosen.name;
        if is_same && chosen.region.is_none() {
            chosen.region = other.region.clone().filter(|region| *region != chosen.name);
        }
    }
    Some(chosen)
}

/// The date that most events give, of the most exact ones of the best basis.
fn date(events: &[&Event]) -> Option<EventDate> {
    let all = || events.iter().filter_map(|event| event.date);
    let rank = |date: &EventDate| (date.basis != DateBasis::Text, date.precision(), date.basis);
    let best = all().map(|date| rank(&date)).min()?;
    let fitting = || all().filter(|date| rank(date) == best);
    let days = most_frequent(fitting().map(|date| date.numbers()))?;
    fitting().find(|date| date.numbers() == days)
}

fn perpetrators(all: &[Event], members: &[usize]) -> Vec<(usize, Perpetrator)> {
    let own = members
        .iter()
        .flat_map(|&index| all[index].perpetrators.iter().cloned());
    let event_of = |one: &Perpetrator| {
        let has = |&&index: &&usize| all[index].perpetrators.contains(one);
        members.iter().find(has).copied().unwrap_or(members[0])
    };
    ranked(own.collect())
        .into_iter()
        .map(|one| (event_of(&one), one))
        .collect()
}

/// What the reports say, in order of report date.
fn revisions(all: &[Event], figures: &[Figure], members: &[usize]) -> Vec<Revision> {
    let mut found: Vec<Revision> = members
        .iter()
        .flat_map(|&event| {
            all[event].totals.iter().map(move |total| Revision {
                event,
                outcome: total.outcome,
                bounds: total.into(),
                figure: with_source(&all[event], figures, total.figure),
            })
        })
        .collect();
    found.sort_by_key(|one| (all[one.event].report, one.event, one.outcome));
    found
}

/// The figure of a total, or one that states the same number and its source.
fn with_source(event: &Event, figures: &[Figure], figure: usize) -> usize {
    let own = &figures[figure];
    let is_same = |&&other: &&usize| {
        let other = &figures[other];
        (other.outcome, other.number()) == (own.outcome, own.number())
            && other.attribution.is_some()
    };
    if own.attribution.is_some() {
        return figure;
    }
    event
        .figures
        .iter()
        .find(is_same)
        .copied()
        .unwrap_or(figure)
}

/// The newest number of the best kind of source. `own` is in order of report date.
fn best_revision<'r>(figures: &[Figure], own: &[&'r Revision]) -> Option<&'r Revision> {
    let rank = |one: &&&Revision| {
        rank(
            figures[one.figure]
                .attribution
                .and_then(|source| source.kind),
        )
    };
    let best = own.iter().map(|one| rank(&one)).max()?;
    own.iter().rev().find(|one| rank(one) == best).copied()
}

/// How good a kind of source is. What a report says in its own voice is as good as what officials say.
fn rank(kind: Option<SourceKind>) -> u8 {
    match kind {
        Some(
            SourceKind::Police | SourceKind::Official | SourceKind::Medical | SourceKind::Military,
        )
        | None => 3,
        Some(SourceKind::Organisation | SourceKind::Media) => 2,
        Some(SourceKind::Witness) => 1,
        Some(SourceKind::Attackers) => 0,
    }
}

fn bounds(best: &Revision, own: &[&Revision]) -> Bounds {
    let stated = |one: &&Revision| one.bounds.best.or(one.bounds.low);
    let low = own
        .iter()
        .filter_map(|one| one.bounds.low.or_else(|| stated(one)))
        .min();
    let is_open = own.iter().any(|one| one.bounds.high.is_none());
    let high = own
        .iter()
        .filter_map(|one| one.bounds.high.or_else(|| stated(one)))
        .max();
    Bounds {
        low,
        best: best.bounds.best,
        high: if is_open && own.len() == 1 {
            None
        } else {
            high
        },
    }
}

/// The numbers of an outcome in an event, by side and class.
fn shares_of(event: &Event, figures: &[Figure], outcome: Outcome) -> Vec<Share> {
    let own: Vec<Figure> = event
        .figures
        .iter()
        .map(|&index| figures[index])
        .filter(|one| one.outcome == outcome && one.relation != Relation::Repeat)
        .map(|one| Figure {
            relation: Relation::Whole,
            of: None,
            ..one
        })
        .collect();
    let keys: BTreeSet<_> = own
        .iter()
        .map(|one| (one.victims.side as u8, one.victims.class))
        .collect();
    let shares = keys.into_iter().filter_map(|(side, class)| {
        let is_own = |one: &Figure| one.victims.side as u8 == side && one.victims.class == class;
        let chosen: Vec<usize> = (0..own.len())
            .filter(|&index| is_own(&own[index]))
            .collect();
        let total = totals_of(&own, &chosen).into_iter().next()?;
        Some(Share {
            outcome,
            side: own[chosen[0]].victims.side,
            class,
            bounds: (&total).into(),
        })
    });
    shares.collect()
}
