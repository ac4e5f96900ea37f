//! How likely two events are one incident.

use super::super::event::{DateBasis, Event, IncidentType, PlaceBasis, PlacePrecision};
use super::super::places::{Relation, relation};
use super::terms::Terms;
use crate::incidents::Outcome;
use crate::registry::registry;
use foldhash::fast::RandomState;
use hashbrown::HashMap;

/// Pairs with a lower score do not count.
const LEAST: f32 = 1.0;
/// Pairs with this score are joined.
pub(super) const THRESHOLD: f32 = 2.2;
/// What a cosine of 1 adds.
const OF_WORDS: f32 = 10.0;
/// Texts whose words have this cosine are copies of each other.
pub(in super::super) const NEAR_DUPLICATE: f32 = 0.9;

registry!(
    /// A reason for or against joining two events.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum Reason: "reason" {
        /// The same place, or places near each other.
        Place = "same place",
        /// One place holds the other.
        Within = "place within place",
        /// Other places in one country.
        OtherPlace = "other place",
        /// The same day.
        Day = "same day",
        /// Days that are close.
        NearDay = "near day",
        /// The same type.
        Type = "same type",
        /// Another type.
        OtherType = "other type",
        /// The same number of dead.
        Killed = "same number killed",
        /// Numbers of dead that can be a growing toll.
        Toll = "growing toll",
        /// Numbers of dead that differ widely.
        OtherKilled = "other number killed",
        /// The same number of injured.
        Injured = "same number injured",
        /// The same perpetrator.
        Perpetrator = "same perpetrator",
        /// Another perpetrator.
        OtherPerpetrator = "other perpetrator",
        /// Many words that are rare.
        Words = "same words",
        /// Copies of one text.
        Copy = "near-duplicate",
        /// The user says so.
        User = "user",
    }
);

/// Two events that may be one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// The numbers of the events, the smaller first.
    pub events: (usize, usize),
    /// The sum of what speaks for it and against it.
    pub score: f32,
    /// What speaks for it and against it.
    pub reasons: Vec<Reason>,
}

/// Compares events.
#[derive(Clone, Debug)]
pub(in super::super) struct Scorer<'e> {
    pub(in super::super) events: &'e [Event],
    pub(in super::super) terms: &'e Terms,
    /// The number of days between reports of one incident.
    pub(in super::super) days: i64,
    /// The number of events at each place.
    pub(in super::super) places: HashMap<&'e str, usize, RandomState>,
}

/// A score with its reasons.
#[derive(Default)]
struct Sum {
    score: f32,
    reasons: Vec<Reason>,
}

impl Sum {
    fn add(&mut self, points: f32, reason: Reason) {
        self.score += points;
        self.reasons.push(reason);
    }
}

impl Scorer<'_> {
    /// The score of a pair, unless it is too low or something excludes it.
    pub(super) fn join(&self, (a, b): (usize, usize)) -> Option<Join> {
        let mut sum = Sum::default();
        let (own, other) = (&self.events[a], &self.events[b]);
        if excludes(own, other, self.days) {
            return None;
        }
        self.words(a, b, &mut sum);
        day(own, other, &mut sum);
        self.place(own, other, &mut sum);
        kind(own, other, &mut sum);
        figures(own, other, &mut sum);
        perpetrators(own, other, &mut sum);
        (sum.score >= LEAST).then_some(Join {
            events: (a, b),
            score: sum.score,
            reasons: sum.reasons,
        })
    }

    fn words(&self, a: usize, b: usize, sum: &mut Sum) {
        let cosine = self.terms.cosine(a, b);
        sum.score += OF_WORDS * cosine;
        if cosine >= NEAR_DUPLICATE {
            sum.reasons.push(Reason::Copy);
        } else if cosine >= 0.2 {
            sum.reasons.push(Reason::Words);
        }
    }

    /// What the places say: less if many events were there.
    #[expect(clippy::cast_precision_loss, reason = "only its magnitude counts")]
    fn place(&self, a: &Event, b: &Event, sum: &mut Sum) {
        let (Some(own), Some(other)) = (&a.place, &b.place) else {
            return;
        };
        let is_exact = |precision| precision == PlacePrecision::Locality;
        match relation(own, other) {
            Relation::Same if is_exact(own.precision) && is_exact(other.precision) => {
                let n = self.places.get(own.name.as_str()).copied().unwrap_or(1);
                sum.add((1.5 - 0.25 * (n as f32).ln()).max(0.4), Reason::Place);
            }
            Relation::Same if own.precision == PlacePrecision::Region => {
                sum.add(0.8, Reason::Place);
            }
            Relation::Same | Relation::Within => sum.add(0.3, Reason::Within),
            Relation::Apart => sum.add(-1.5, Reason::OtherPlace),
            Relation::Open => sum.score -= 0.4,
        }
    }
}

/// True if two events cannot be one incident: too many days between them, other countries, or nature and people.
pub(super) fn excludes(a: &Event, b: &Event, days: i64) -> bool {
    let is_text = |event: &Event| {
        event
            .place
            .as_ref()
            .is_some_and(|place| place.basis != PlaceBasis::Document)
    };
    let country = |event: &Event| event.place.as_ref().and_then(|place| place.country.clone());
    let other_country = match (country(a), country(b)) {
        (Some(own), Some(other)) => own != other && is_text(a) && is_text(b),
        _ => false,
    };
    let is_nature = |event: &Event| event.kind == Some(IncidentType::Disaster);
    let other_kind = a.kind.is_some() && b.kind.is_some() && is_nature(a) != is_nature(b);
    other_country || other_kind || a.gap(b).is_some_and(|gap| gap > days)
}

fn day(a: &Event, b: &Event, sum: &mut Sum) {
    let Some(gap) = a.gap(b) else { return };
    let is_text = |event: &Event| {
        event
            .date
            .as_ref()
            .is_some_and(|date| date.basis == DateBasis::Text)
    };
    let is_known = is_text(a) && is_text(b);
    match gap {
        0 => sum.add(if is_known { 1.2 } else { 0.6 }, Reason::Day),
        1 | 2 => sum.add(if is_known { -0.3 } else { 0.3 }, Reason::NearDay),
        _ if is_known => sum.score -= 1.5,
        _ => sum.score -= 0.3,
    }
}

fn kind(a: &Event, b: &Event, sum: &mut Sum) {
    let family = |kind: IncidentType| match kind {
        IncidentType::SuicideBombing => IncidentType::Bombing,
        other => other,
    };
    match (a.kind.map(family), b.kind.map(family)) {
        (Some(own), Some(other)) if own == other => sum.add(0.6, Reason::Type),
        (Some(_), Some(_)) => sum.add(-0.6, Reason::OtherType),
        _ => {}
    }
}

/// The numbers of an outcome: victims, or all if only attackers are counted.
fn number(event: &Event, outcome: Outcome) -> Option<u64> {
    let total = event.totals.iter().find(|total| total.outcome == outcome)?;
    total.best.filter(|&best| best > 0)
}

#[expect(clippy::cast_precision_loss, reason = "only its magnitude counts")]
fn figures(a: &Event, b: &Event, sum: &mut Sum) {
    if let (Some(own), Some(other)) = (number(a, Outcome::Killed), number(b, Outcome::Killed)) {
        let (less, more) = (own.min(other), own.max(other));
        if less == more {
            sum.add(points(less), Reason::Killed);
        } else if more <= less + less / 2 + 2 {
            let near = 1.0 - 4.0 * (more - less) as f32 / more as f32;
            sum.add(points(less) * near.max(0.1), Reason::Toll);
        } else {
            sum.add(-0.8, Reason::OtherKilled);
        }
    }
    if let (Some(own), Some(other)) = (number(a, Outcome::Injured), number(b, Outcome::Injured))
        && own == other
    {
        sum.add(points(own), Reason::Injured);
    }
}

/// What an equal number says: the greater, the more.
#[expect(clippy::cast_precision_loss, reason = "only its magnitude counts")]
fn points(number: u64) -> f32 {
    (0.3 + 0.35 * (number as f32).ln()).min(1.5)
}

fn perpetrators(a: &Event, b: &Event, sum: &mut Sum) {
    let names = |event: &Event| -> Vec<String> {
        let named = event.perpetrators.iter().filter(|one| one.is_named);
        named.map(|one| one.name.clone()).collect()
    };
    let (own, other) = (names(a), names(b));
    if own.is_empty() || other.is_empty() {
        return;
    }
    if own.iter().any(|name| other.contains(name)) {
        sum.add(0.5, Reason::Perpetrator);
    } else {
        sum.add(-0.3, Reason::OtherPerpetrator);
    }
}
