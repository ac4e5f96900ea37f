//! When an incident was.

use super::event::{DateBasis, EventDate};
use super::lexicon::Cue;
use super::scene::{Passage, Scene};
use crate::corpus::Date;
use crate::incidents::lexicon::Roles;
use crate::incidents::{Figure, Rule, When};
use crate::span::Span;

/// A date in a sentence that is longer before the report than this, in days, is not that of what is reported.
const DAYS_AGO: i64 = 60;

/// A date of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) span: Span,
    /// True for "said on Monday": when it was said.
    is_of_speech: bool,
}

impl Dated {
    fn length(&self) -> i64 {
        let number = |date: Date| date.number().unwrap_or_default();
        number(self.last) - number(self.first)
    }

    /// The number of days between two dates: 0 if they share a day.
    pub(super) fn gap(&self, other: &Self) -> i64 {
        let number = |date: Date| date.number().unwrap_or_default();
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (number(first) - number(last)).max(0)
    }

    /// True for the same days, which are not more than a month.
    pub(super) fn is_same_month(&self, other: &Self) -> bool {
        self.length() <= 31 && (self.first, self.last) == (other.first, other.last)
    }

    /// True for a day, or a few, on which something happened.
    pub(super) fn is_day_of_event(&self) -> bool {
        !self.is_of_speech && self.length() <= 6
    }

    /// True if an event of this kind can have been then.
    fn fits(&self, when: When, report: Option<Date>) -> bool {
        let Some(report) = report.and_then(|date| date.first_day().number()) else {
            return true;
        };
        let (Some(first), Some(last)) = (self.first.number(), self.last.number()) else {
            return false;
        };
        first <= report + 1 && (when != When::ThisEvent || last >= report - DAYS_AGO)
    }
}

/// The dates of a sentence.
pub(super) fn dates(scene: &Scene, passage: &Passage) -> Vec<Dated> {
    let tokens = scene.tokens_of(passage);
    let items = scene.items_of(passage).iter();
    items
        .filter_map(|item| {
            let (first, last) = item.period().filter(|_| !scene.is_in_dateline(item.span))?;
            let at = tokens.partition_point(|token| token.span.start < item.span.start);
            let mut before = tokens[at.saturating_sub(3)..at].iter();
            let is_since = before.clone().any(|token| token.is(Roles::RUNNING));
            (!is_since).then(|| Dated {
                first,
                last,
                span: item.span,
                is_of_speech: before.any(|token| token.is(Roles::REPORT)),
            })
        })
        .collect()
}

/// How well a date fits, the best first: whether it is when something was said, whether it is longer than a week, whether
/// nothing happens in its sentence, the sentence, and the distance to what happens.
type Key = (bool, bool, bool, usize, usize);

/// After the keys of days on which something happened.
const WORST_DAY: Key = (false, true, false, 0, 0);

/// The date that fits best. A death toll is stated later.
fn best_date(
    scene: &Scene,
    passages: &[Passage],
    figures: &[&Figure],
    when: When,
) -> Option<(Key, Dated)> {
    let mut found: Option<(Key, Dated)> = None;
    for passage in passages {
        let anchors = anchors(scene, passage, figures);
        let fitting = dates(scene, passage).into_iter();
        for one in fitting.filter(|one| one.fits(when, scene.report)) {
            let start = one.span.start;
            let distances = anchors.iter().map(|anchor| anchor.start.abs_diff(start));
            let distance = distances.min();
            let key = (
                one.is_of_speech,
                one.length() > 6,
                distance.is_none(),
                passage.sentence,
                distance.unwrap_or(start),
            );
            if found.is_none_or(|(best, _)| key < best) {
                found = Some((key, one));
            }
        }
    }
    found
}

/// The triggers of figures and the words for events in a passage.
fn anchors(scene: &Scene, passage: &Passage, figures: &[&Figure]) -> Vec<Span> {
    let is_own =
        |one: &&&Figure| one.trigger.rule != Rule::Toll && passage.span.contains(one.trigger.span);
    let triggers = figures.iter().filter(is_own).map(|one| one.trigger.span);
    let words = scene.tokens_of(passage).iter();
    let words = words
        .filter(|token| token.cue.is(Cue::EVENT))
        .map(|token| token.span);
    triggers.chain(words).collect()
}

/// The date of an event: in its passages, else in the first sentences of the document, else that of the dateline or of the
/// document.
pub(super) fn event_date(
    scene: &Scene,
    passages: &[Passage],
    lead: &[Passage],
    figures: &[&Figure],
    when: When,
) -> Option<EventDate> {
    let (key, found) = best_date(scene, passages, figures, when).unzip();
    // A day in the first sentences is better than when something was said, or a whole month.
    let is_good = key.is_some_and(|key| key < WORST_DAY);
    let in_lead = || best_date(scene, lead, figures, when).filter(|(key, _)| *key < WORST_DAY);
    let in_lead = if is_good { None } else { in_lead() };
    if let Some(found) = in_lead.map(|(_, one)| one).or(found) {
        return Some(EventDate {
            first: found.first,
            last: found.last,
            basis: DateBasis::Text,
            span: Some(found.span),
        });
    }
    if when != When::ThisEvent {
        return None;
    }
    let of_day = |first: Date, last: Date, basis| EventDate {
        first,
        last,
        basis,
        span: None,
    };
    let dateline = scene.structure.dateline.and_then(|line| line.date);
    let dateline = dateline.and_then(|span| {
        scene
            .items_in(span)
            .iter()
            .find_map(super::scene::Item::period)
    });
    dateline
        .map(|(first, last)| of_day(first, last, DateBasis::Dateline))
        .or_else(|| {
            let report = scene.report?;
            Some(of_day(
                report.first_day(),
                report.last_day(),
                DateBasis::Document,
            ))
        })
}
