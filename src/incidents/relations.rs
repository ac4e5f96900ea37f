//! How the figures of a document relate: parts, additions, repeats, and earlier events.

use super::figure::{Figure, Outcome, Quantifier, Relation, Side, Status, VictimClass};

/// A figure before it is related to others.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Draft {
    pub(super) figure: Figure,
    /// True if a list after "including" has it.
    pub(super) is_part: bool,
    /// True for a death toll that the text replaces: "up from 84".
    pub(super) is_revised: bool,
    /// True for some of a known set: "three of them".
    pub(super) is_partitive: bool,
    /// True for "another" and "more".
    pub(super) is_more: bool,
    /// True for "the two men".
    pub(super) is_definite: bool,
    /// True for "he".
    pub(super) is_pronoun: bool,
}

/// Relates the figures of a document, which are in order of position.
pub(super) fn related(mut drafts: Vec<Draft>) -> Vec<Figure> {
    drafts.sort_by_key(|draft| {
        let figure = &draft.figure;
        (figure.span.start, figure.span.end, figure.outcome)
    });
    let mut figures: Vec<Figure> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut figure = draft.figure;
        if figure.status == Status::None && figure.outcome == Outcome::Casualties {
            for outcome in [Outcome::Killed, Outcome::Injured] {
                figures.push(Figure { outcome, ..figure });
            }
            continue;
        }
        relate(&mut figure, &draft, &figures);
        figures.push(figure);
    }
    parts_by_sum(&mut figures);
    replaced_tolls(&mut figures);
    figures
}

/// "rose from 84 to 115": the toll that is replaced comes first.
fn replaced_tolls(figures: &mut [Figure]) {
    for index in 0..figures.len() {
        let old = figures[index];
        if old.relation == Relation::Repeat && old.of.is_none() {
            let is_new =
                |other: &Figure| other.trigger == old.trigger && other.outcome == old.outcome;
            let new = figures[index + 1..].iter().position(is_new);
            figures[index].of = new.map(|new| index + 1 + new);
        }
    }
}

/// Sets the relation of a figure to those before it.
fn relate(figure: &mut Figure, draft: &Draft, before: &[Figure]) {
    if figure.status != Status::Actual {
        return;
    }
    if draft.is_revised {
        (figure.relation, figure.of) = (Relation::Repeat, last_of(figure, before));
        return;
    }
    if let Some(whole) = whole_of(figure, draft, before).or_else(|| whole_of_many(figure, before)) {
        (figure.relation, figure.of) = (Relation::Part, Some(whole));
        return;
    }
    if let Some(same) = same_as(figure, draft, before) {
        (figure.relation, figure.of) = (Relation::Repeat, Some(same));
        figure.when = before[same].when;
        return;
    }
    if draft.is_more
        && let Some(first) = last_of(figure, before)
    {
        (figure.relation, figure.of) = (Relation::Addition, Some(first));
    }
}

/// The figure that a part belongs to.
fn whole_of(figure: &Figure, draft: &Draft, before: &[Figure]) -> Option<usize> {
    if !(draft.is_part || draft.is_partitive) {
        return None;
    }
    let mut all = before.iter().enumerate().rev();
    let found = all.find(|(_, other)| {
        let is_near = draft.is_partitive
            || other.sentence == figure.sentence
            || other.sentence + 2 >= figure.sentence;
        is_near
            && other.outcome == figure.outcome
            && other.status == Status::Actual
            && other.relation != Relation::Part
            && is_within(figure, other)
    });
    found.map(|(index, _)| index)
}

/// "150 were wounded, many critically", "15 civilians, mostly churchgoers": what has no number after a number is part of it.
fn whole_of_many(figure: &Figure, before: &[Figure]) -> Option<usize> {
    if figure.best.is_some() {
        return None;
    }
    let (last, whole) =
        before.iter().enumerate().rev().find(|(_, other)| {
            other.outcome == figure.outcome && other.relation != Relation::Part
        })?;
    let is_whole = whole.sentence == figure.sentence
        && whole.best.is_some()
        && whole.number() > 2
        && whole.relation != Relation::Part;
    let is_bare = figure.victims.span == figure.span
        || figure.victims.head.is_none()
        || figure.implied.is_some();
    (is_whole && is_bare && figure.victims.span.start < whole.span.end + 60).then_some(last)
}

/// True if a figure can be part of another.
fn is_within(figure: &Figure, other: &Figure) -> bool {
    if other.quantifier == Quantifier::Vague || other.implied.is_some() {
        return figure.number() <= other.number() || other.best.is_none();
    }
    figure.number() < other.number() || figure.number() == other.number() && figure.best.is_none()
}

/// The earlier figure that states the same fact.
fn same_as(figure: &Figure, draft: &Draft, before: &[Figure]) -> Option<usize> {
    if draft.is_more {
        return None;
    }
    let is_same = |other: &&Figure| {
        let is_number = other.outcome == figure.outcome
            && other.number() == figure.number()
            && other.best.is_some() == figure.best.is_some();
        let is_elsewhere = other.sentence != figure.sentence
            || (figure.number() > 2 && other.trigger.span != figure.trigger.span);
        is_number && is_elsewhere && other.status == Status::Actual && agree(figure, draft, other)
    };
    before.iter().position(|other| is_same(&other))
}

/// True if two figures of one number may count the same people.
fn agree(figure: &Figure, draft: &Draft, other: &Figure) -> bool {
    let (class, others) = (figure.victims.class, other.victims.class);
    let is_unknown = class == VictimClass::Unknown || others == VictimClass::Unknown;
    if figure.number() > 2 {
        return class == others || is_unknown || figure.victims.side == other.victims.side;
    }
    // "a man" and "a man" may be two; "the man" is not.
    draft.is_definite && (class == others || is_unknown)
        || draft.is_pronoun
        || figure.implied.is_none() && class == others && other.implied.is_none()
}

/// The last whole figure of the same outcome.
fn last_of(figure: &Figure, before: &[Figure]) -> Option<usize> {
    let fits = |other: &Figure| {
        other.outcome == figure.outcome
            && other.status == Status::Actual
            && other.relation == Relation::Whole
            && other.victims.side != Side::Attackers
    };
    before.iter().rposition(fits)
}

/// "three people, two policemen and a soldier": figures of one sentence that add up to the one before them are its parts.
fn parts_by_sum(figures: &mut [Figure]) {
    for first in 0..figures.len() {
        let whole = figures[first];
        if whole.relation != Relation::Whole
            || whole.number() < 2
            || whole.best.is_none()
            || whole.status != Status::Actual
        {
            continue;
        }
        let mut sum = 0;
        let mut parts = Vec::new();
        for (index, other) in figures.iter().enumerate().skip(first + 1) {
            let is_near = other.sentence <= whole.sentence + 1;
            if !is_near {
                break;
            }
            let fits = other.outcome == whole.outcome
                && other.relation == Relation::Whole
                && other.status == Status::Actual
                && other.best.is_some();
            if !fits {
                continue;
            }
            sum += other.number();
            parts.push(index);
            if sum >= whole.number() {
                break;
            }
        }
        if sum == whole.number() && parts.len() > 1 {
            for part in parts {
                (figures[part].relation, figures[part].of) = (Relation::Part, Some(first));
            }
        }
    }
}
