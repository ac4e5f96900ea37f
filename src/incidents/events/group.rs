//! Which figures and sentences of a document are about one event.
//!
//! Sentences are read in order. A figure that is part, addition or repeat of another belongs to its event. Another one
//! belongs to the newest event that its sentence does not contradict: by another place, by another day, or by words such
//! as "meanwhile". Arrests, releases and flight follow what happened, and belong to it wherever they are.

use super::dates::{Dated, dates};
use super::event::EventPlace;
use super::lexicon::Cue;
use super::places::{self, Chain, Relation, chains, relation};
use super::scene::{Passage, Scene};
use crate::entities::Label;
use crate::incidents::{Figure, Outcome, Relation as FigureRelation, When};
use crate::span::Span;

/// Days that are closer may be those of an event and of what followed: "the toll rose on Saturday".
const LATER_DAYS: i64 = 2;

/// The figures and passages of an event.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) when: When,
    /// Numbers of figures within the document.
    pub(super) figures: Vec<usize>,
    /// The numbers of its sentences.
    sentences: Vec<usize>,
    /// Its sentences; of one about several events, the part around its own figures.
    pub(super) passages: Vec<Passage>,
    /// Where its sentences say that something happened.
    places: Vec<EventPlace>,
    days: Vec<Dated>,
    dates: Vec<Dated>,
    /// The words of the date that is nearest to its first figure.
    own_date: Option<Span>,
}

impl Group {
    fn new(when: When) -> Self {
        Self {
            when,
            figures: Vec::new(),
            sentences: Vec::new(),
            passages: Vec::new(),
            places: Vec::new(),
            days: Vec::new(),
            dates: Vec::new(),
            own_date: None,
        }
    }

    /// The sentence and the trigger of each figure.
    pub(super) fn triggers(&self, figures: &[Figure]) -> Vec<(usize, Span)> {
        let own = self.figures.iter().map(|&index| &figures[index]);
        own.map(|one| (one.sentence, one.trigger.span)).collect()
    }

    fn add_sentence(&mut self, sentence: &Read) {
        if self.sentences.last() != Some(&sentence.number) {
            self.sentences.push(sentence.number);
            self.places.extend(sentence.places.iter().cloned());
            self.days.extend(sentence.days.iter().copied());
            self.dates.extend(sentence.dates.iter().copied());
        }
    }

    /// True if a sentence is about the same earlier event: it names the same place or date, or goes on without any.
    fn continues(&self, sentence: &Read) -> bool {
        let agree = |own: &EventPlace, other: &EventPlace| {
            matches!(relation(own, other), Relation::Same | Relation::Within)
        };
        let same_place = self
            .places
            .iter()
            .any(|own| sentence.places.iter().any(|other| agree(own, other)));
        let same_date = |own: &Dated| sentence.dates.iter().any(|other| own.is_same_month(other));
        let is_next = self
            .sentences
            .last()
            .is_some_and(|last| last + 1 >= sentence.number);
        let is_bare = sentence.places.is_empty() && sentence.dates.is_empty();
        same_place || self.dates.iter().any(same_date) || (is_bare && is_next)
    }

    /// True if a sentence names a place or a day that is not that of the event.
    fn contradicts(&self, sentence: &Read) -> bool {
        let is_apart =
            |own: &EventPlace, other: &EventPlace| relation(own, other) == Relation::Apart;
        let other_place = !sentence.places.is_empty()
            && !self.places.is_empty()
            && sentence
                .places
                .iter()
                .all(|other| self.places.iter().all(|own| is_apart(own, other)));
        let is_other_day =
            |own: &Dated, other: &Dated| other.last < own.first || own.gap(other) > LATER_DAYS;
        let other_day = !sentence.days.is_empty()
            && !self.days.is_empty()
            && sentence
                .days
                .iter()
                .all(|other| self.days.iter().all(|own| is_other_day(own, other)));
        other_place || other_day
    }
}

/// The weight of a place where the words say that something happened.
const STRONG: i32 = 3;

/// What a sentence says of where and when.
struct Read {
    number: usize,
    places: Vec<EventPlace>,
    /// Days on which something happened.
    days: Vec<Dated>,
    /// All dates.
    dates: Vec<Dated>,
    /// The words of all dates, also of those that cannot be resolved.
    date_words: Vec<Span>,
    is_another: bool,
}

impl Read {
    fn of(scene: &Scene, number: usize, home: Option<&'static str>) -> Self {
        let passage = &scene.sentences[number];
        let strong = |chain: &&Chain| chain.weight >= STRONG;
        let all = chains(scene, passage);
        let places = all
            .iter()
            .filter(strong)
            .map(|chain| places::place(chain, home));
        let dates = dates(scene, passage);
        let items = scene.items_of(passage).iter();
        let date_words = items.filter(|item| item.mention.label == Label::DATE);
        Self {
            number,
            places: places.collect(),
            days: dates
                .iter()
                .filter(|one| one.is_day_of_event())
                .copied()
                .collect(),
            dates,
            date_words: date_words.map(|item| item.span).collect(),
            is_another: scene.has(passage, Cue::ANOTHER),
        }
    }
}

impl Read {
    /// The words of the date that is nearest to a figure.
    fn date_of(&self, figure: &Figure) -> Option<Span> {
        let trigger = figure.trigger.span.start;
        let words = self.date_words.iter().copied();
        words.min_by_key(|span| span.start.abs_diff(trigger))
    }
}

/// The events of a document, in order of first mention. Figures over a period belong to none.
pub(super) fn groups(scene: &Scene, figures: &[Figure], home: Option<&'static str>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; figures.len()];
    let mut next = 0;
    for number in 0..scene.sentences.len() {
        let first = next;
        while figures.get(next).is_some_and(|one| one.sentence == number) {
            next += 1;
        }
        let passage = &scene.sentences[number];
        let is_about =
            !groups.is_empty() && scene.has(passage, Cue::CLAIM | Cue::DENIAL | Cue::BLAME);
        let has_event = is_about || scene.mentions_event(passage);
        if first == next && !has_event {
            continue;
        }
        let sentence = Read::of(scene, number, home);
        for index in first..next {
            if figures[index].when == When::Running {
                continue;
            }
            let at = group_of_figure(index, figures, &group_of, &mut groups, &sentence);
            groups[at].figures.push(index);
            groups[at].own_date = sentence.date_of(&figures[index]);
            groups[at].add_sentence(&sentence);
            group_of[index] = Some(at);
        }
        if first == next {
            event_without_figures(&sentence, &mut groups);
        }
    }
    divide(scene, figures, &mut groups);
    groups
}

/// Gives each event its passages. A sentence of several events is divided halfway between their figures.
fn divide(scene: &Scene, figures: &[Figure], groups: &mut [Group]) {
    let mut cuts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); scene.sentences.len()];
    for (number, group) in groups.iter().enumerate() {
        for &index in &group.figures {
            let figure = &figures[index];
            cuts[figure.sentence].push((figure.trigger.span.start, number));
        }
    }
    for cut in &mut cuts {
        cut.sort_unstable();
    }
    for (number, group) in groups.iter_mut().enumerate() {
        for &sentence in &group.sentences {
            let all = scene.sentences[sentence].span;
            let own = &cuts[sentence];
            let is_shared = own.iter().any(|(_, other)| *other != number);
            let parts = if is_shared {
                parts(own, number, all)
            } else {
                vec![all]
            };
            group
                .passages
                .extend(parts.into_iter().map(|span| scene.part(sentence, span)));
        }
    }
}

/// The parts of a sentence around the triggers of an event.
fn parts(triggers: &[(usize, usize)], number: usize, all: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = all.start;
    for (at, &(trigger, own)) in triggers.iter().enumerate() {
        let next = triggers.get(at + 1).copied();
        if next.is_some_and(|(_, other)| other == own) {
            continue;
        }
        let end = next.map_or(all.end, |(next, _)| usize::midpoint(trigger, next));
        if own == number {
            parts.push(Span::new(start, end));
        }
        start = end;
    }
    parts
}

/// The event of a figure, which is begun if there is none.
fn group_of_figure(
    index: usize,
    figures: &[Figure],
    group_of: &[Option<usize>],
    groups: &mut Vec<Group>,
    sentence: &Read,
) -> usize {
    let figure = &figures[index];
    let of = figure
        .of
        .filter(|_| figure.relation != FigureRelation::Whole);
    if let Some(group) = of.and_then(|of| group_of.get(of).copied().flatten()) {
        return group;
    }
    let own_date = sentence.date_of(figure);
    let is_earlier = figure.when == When::Earlier;
    let shares = |group: &Group| {
        let is_here = group.when == figure.when && group.sentences.last() == Some(&sentence.number);
        is_here && (!is_earlier || group.own_date == own_date)
    };
    if let Some(group) = groups.iter().rposition(shares) {
        return group;
    }
    let follows = matches!(
        figure.outcome,
        Outcome::Detained | Outcome::Released | Outcome::Displaced | Outcome::Unhurt
    );
    let fits = |group: &Group| {
        let is_other = sentence.is_another || group.contradicts(sentence);
        let is_here = group.sentences.last() == Some(&sentence.number);
        match figure.when {
            When::Earlier => {
                !is_here && !is_other && group.when == When::Earlier && group.continues(sentence)
            }
            when => group.when == when && (follows || !is_other),
        }
    };
    groups.iter().rposition(fits).unwrap_or_else(|| {
        groups.push(Group::new(figure.when));
        groups.len() - 1
    })
}

/// A sentence that mentions an event without a figure belongs to the newest event that it does not contradict, or begins
/// one.
fn event_without_figures(sentence: &Read, groups: &mut Vec<Group>) {
    let fits = |group: &Group| {
        group.when == When::ThisEvent && !sentence.is_another && !group.contradicts(sentence)
    };
    let at = groups.iter().rposition(fits).unwrap_or_else(|| {
        groups.push(Group::new(When::ThisEvent));
        groups.len() - 1
    });
    groups[at].add_sentence(sentence);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_divided_halfway_between_the_figures_of_its_events() {
        let all = Span::new(100, 200);
        let own = |triggers: &[(usize, usize)], number| parts(triggers, number, all);
        assert_eq!(own(&[(120, 0), (160, 1)], 0), [Span::new(100, 140)]);
        assert_eq!(own(&[(120, 0), (160, 1)], 1), [Span::new(140, 200)]);
        assert_eq!(
            own(&[(110, 0), (120, 0), (160, 1), (180, 0)], 0),
            [Span::new(100, 140), Span::new(170, 200)]
        );
    }
}
