//! How the figures of a document relate: parts, additions, repeats, and earlier events.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::figure::{
    Figure, Implied, Outcome, Quantifier, Relation, Side, Status, VictimClass, When,
};

/// A figure before it is related to others.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Draft {
    pub(super) figure: Figure,
    /// True if the sentence says when it happened.
    pub(super) is_dated: bool,
    /// True if a list after "including" has it.
    pub(super) is_part: bool,
    /// True for a death toll that the text replaces: "up from 84".
    pub(super) is_revised: bool,
    /// True for some of a known set: "three of them".
    pub(super) is_partitive: bool,
    /// True for "another", "more" and "also".
    pub(super) is_more: bool,
    /// True for some of those with another outcome: "two of the injured died".
    pub(super) is_of_others: bool,
    /// True for "the two men".
    pub(super) is_definite: bool,
    /// True for "both" and "all four".
    pub(super) is_all: bool,
    /// True for "he".
    pub(super) is_pronoun: bool,
}

/// The number of figures before or after a figure among which the one is looked for that it belongs to.
const REACH: usize = 64;

/// The greatest number of sentences from an injured person to the word that he died.
const REACH_OF_DEATH: usize = 2;

/// Relates the figures of a document, which are in order of position. Takes linear time.
pub(super) fn related(mut drafts: Vec<Draft>) -> Vec<Figure> {
    drafts.sort_by_key(|draft| {
        let figure = &draft.figure;
        (figure.span.start, figure.span.end, figure.outcome)
    });
    without_dead(&mut drafts);
    share_earlier_event(&mut drafts);
    let mut known = Known::default();
    for draft in drafts {
        let mut figure = draft.figure;
        if figure.status == Status::None && figure.outcome == Outcome::Casualties {
            for outcome in [Outcome::Killed, Outcome::Injured] {
                known.push(Figure { outcome, ..figure });
            }
            continue;
        }
        known.relate(&mut figure, &draft);
        known.push(figure);
    }
    let mut figures = known.figures;
    parts_by_sum(&mut figures);
    replaced_tolls(&mut figures);
    figures
}

/// A report whose first sentence with figures tells of an earlier event, as of a trial or an anniversary does, goes on about
/// it, until a figure has a date of its own.
fn share_earlier_event(drafts: &mut [Draft]) {
    let Some(first) = drafts.first().map(|draft| draft.figure.sentence) else {
        return;
    };
    let is_of_first = |draft: &&mut Draft| draft.figure.sentence == first;
    let mut later = drafts
        .iter_mut()
        .skip_while(|draft| draft.figure.sentence == first && draft.figure.when == When::Earlier);
    let Some(next) = later.next().filter(|draft| !is_of_first(draft)) else {
        return;
    };
    for draft in std::iter::once(next).chain(later) {
        if draft.figure.when == When::ThisEvent {
            if draft.is_dated {
                return;
            }
            draft.figure.when = When::Earlier;
        }
    }
}

/// "A man was shot. He died in hospital.": drops the injury of a person whose death is told next, as in "a wounded man died".
fn without_dead(drafts: &mut Vec<Draft>) {
    let mut is_dead = vec![false; drafts.len()];
    let mut injured: Option<usize> = None;
    for (index, draft) in drafts.iter().enumerate() {
        let figure = &draft.figure;
        if figure.status != Status::Actual || figure.implied != Some(Implied::Singular) {
            continue;
        }
        match figure.outcome {
            Outcome::Injured => injured = Some(index),
            Outcome::Killed => {
                let last = injured.take().filter(|&last| {
                    let hurt = &drafts[last].figure;
                    let (class, other) = (figure.victims.class, hurt.victims.class);
                    let is_same = draft.is_pronoun
                        || draft.is_definite && (class == other || class == VictimClass::Unknown);
                    let is_stopped = figure.victims.side == Side::Attackers;
                    is_same
                        && is_stopped == (hurt.victims.side == Side::Attackers)
                        && hurt.sentence + REACH_OF_DEATH >= figure.sentence
                });
                if let Some(last) = last {
                    is_dead[last] = true;
                }
            }
            _ => {}
        }
    }
    let mut index = 0;
    drafts.retain(|_| {
        index += 1;
        !is_dead[index - 1]
    });
}

/// "rose from 84 to 115": the toll that is replaced comes first.
fn replaced_tolls(figures: &mut [Figure]) {
    for index in 0..figures.len() {
        let old = figures[index];
        if old.relation == Relation::Repeat && old.of.is_none() {
            let is_new =
                |other: &Figure| other.trigger == old.trigger && other.outcome == old.outcome;
            let mut next = figures[index + 1..].iter().take(REACH);
            figures[index].of = next.position(is_new).map(|new| index + 1 + new);
        }
    }
}

/// What two figures must share for one to repeat the other: outcome and number, and whether there is a best number.
type Number = (Outcome, u64, bool);

/// The figures of a document so far, with what the next one can relate to.
#[derive(Default)]
struct Known {
    figures: Vec<Figure>,
    by_outcome: [OfOutcome; Outcome::ALL.len()],
    /// The figures of a number: of each class, side and kind the first two of different triggers.
    by_number: HashMap<Number, Vec<usize>, RandomState>,
    /// The first figure of the sentences that add up to a number.
    sums: HashMap<(Outcome, u64), usize, RandomState>,
}

/// The figures of an outcome so far.
#[derive(Default)]
struct OfOutcome {
    /// Those that are no parts of other figures.
    others: Vec<usize>,
    /// The last actual whole one that does not count attackers.
    last: Option<usize>,
    /// The whole figures of the sentence read last: the number of the sentence, the first figure, how many, and their sum.
    sentence: Option<(usize, usize, usize, u64)>,
}

impl Known {
    fn of(&self, outcome: Outcome) -> &OfOutcome {
        &self.by_outcome[outcome as usize]
    }

    fn push(&mut self, figure: Figure) {
        let index = self.figures.len();
        self.figures.push(figure);
        let of = &mut self.by_outcome[figure.outcome as usize];
        if figure.relation != Relation::Part {
            of.others.push(index);
        }
        if figure.status != Status::Actual {
            return;
        }
        if figure.relation == Relation::Whole {
            if figure.victims.side != Side::Attackers {
                of.last = Some(index);
            }
            let sum = match of.sentence {
                Some((sentence, first, n, sum)) if sentence == figure.sentence => {
                    (sentence, first, n + 1, sum + figure.number())
                }
                _ => (figure.sentence, index, 1, figure.number()),
            };
            of.sentence = Some(sum);
            if sum.2 > 1 {
                self.sums.entry((figure.outcome, sum.3)).or_insert(sum.1);
            }
        }
        let same = self.by_number.entry(number(&figure)).or_default();
        let mut alike = same
            .iter()
            .map(|&other| &self.figures[other])
            .filter(|other| is_alike(other, &figure));
        let is_needed = match (alike.next(), alike.next()) {
            (None, _) => true,
            (Some(first), None) => is_elsewhere(&figure, first),
            _ => false,
        };
        if is_needed {
            same.push(index);
        }
    }

    /// Sets the relation of a figure to those before it.
    fn relate(&self, figure: &mut Figure, draft: &Draft) {
        if figure.status != Status::Actual {
            return;
        }
        if draft.is_revised {
            (figure.relation, figure.of) = (Relation::Repeat, self.of(figure.outcome).last);
            return;
        }
        let whole = self.whole_of(figure, draft);
        if let Some(whole) = whole.or_else(|| self.whole_of_many(figure)) {
            (figure.relation, figure.of) = (Relation::Part, Some(whole));
            return;
        }
        let same = self.same_as(figure, draft);
        if let Some(same) = same.or_else(|| self.sum_of(figure, draft)) {
            (figure.relation, figure.of) = (Relation::Repeat, Some(same));
            figure.when = self.figures[same].when;
            return;
        }
        if (draft.is_more || draft.is_of_others)
            && let Some(first) = self.of(figure.outcome).last
        {
            (figure.relation, figure.of) = (Relation::Addition, Some(first));
        }
    }

    /// The figure that a part belongs to.
    fn whole_of(&self, figure: &Figure, draft: &Draft) -> Option<usize> {
        if !(draft.is_part || draft.is_partitive) || draft.is_of_others {
            return None;
        }
        let mut all = self.of(figure.outcome).others.iter().rev().take(REACH);
        let found = all.find(|&&index| {
            let other = &self.figures[index];
            let is_near = draft.is_partitive || other.sentence + 2 >= figure.sentence;
            is_near && other.status == Status::Actual && is_within(figure, other)
        });
        found.copied()
    }

    /// "150 were wounded, many critically", "15 civilians, mostly churchgoers": what has no number after a number is part of
    /// it.
    fn whole_of_many(&self, figure: &Figure) -> Option<usize> {
        if figure.best.is_some() {
            return None;
        }
        let last = *self.of(figure.outcome).others.last()?;
        let whole = &self.figures[last];
        let is_whole =
            whole.sentence == figure.sentence && whole.best.is_some() && whole.number() > 2;
        let is_bare = figure.victims.span == figure.span
            || figure.victims.head.is_none()
            || figure.implied.is_some();
        (is_whole && is_bare && figure.victims.span.start < whole.span.end + 60).then_some(last)
    }

    /// The earlier figure that states the same fact.
    fn same_as(&self, figure: &Figure, draft: &Draft) -> Option<usize> {
        if draft.is_more {
            return None;
        }
        let is_same = |index: &&usize| {
            let other = &self.figures[**index];
            is_elsewhere(figure, other) && agree(figure, draft, other)
        };
        let same = self.by_number.get(&number(figure))?;
        same.iter().find(is_same).copied()
    }

    /// "A man, his wife and two sons were seized. The four were freed": the figures of an earlier sentence that add up.
    fn sum_of(&self, figure: &Figure, draft: &Draft) -> Option<usize> {
        let is_set = draft.is_definite || draft.is_all;
        let is_known_set = is_set && figure.best.is_some() && figure.number() > 1;
        if !is_known_set || draft.is_more {
            return None;
        }
        let first = *self.sums.get(&(figure.outcome, figure.number()))?;
        let is_before = self.figures[first].sentence < figure.sentence || draft.is_all;
        is_before.then_some(first)
    }
}

fn number(figure: &Figure) -> Number {
    (figure.outcome, figure.number(), figure.best.is_some())
}

/// True if a figure may repeat another: they are in different sentences, or have a large number and different triggers.
fn is_elsewhere(figure: &Figure, other: &Figure) -> bool {
    other.sentence != figure.sentence
        || (figure.number() > 2 && other.trigger.span != figure.trigger.span)
}

/// True if [`agree`] is the same for both.
fn is_alike(one: &Figure, other: &Figure) -> bool {
    one.victims.class == other.victims.class
        && one.victims.side == other.victims.side
        && one.implied.is_none() == other.implied.is_none()
}

/// True if a figure can be part of another.
fn is_within(figure: &Figure, other: &Figure) -> bool {
    if other.quantifier == Quantifier::Vague || other.implied.is_some() {
        return figure.number() <= other.number() || other.best.is_none();
    }
    figure.number() < other.number() || figure.number() == other.number() && figure.best.is_none()
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
        for (index, other) in figures.iter().enumerate().skip(first + 1).take(REACH) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incidents::{Rule, TriggerWord, Victims};
    use crate::span::Span;

    /// A figure of two-word sentences: its number, class, side and the kind of its number follow from `seed`.
    fn draft(place: usize, seed: usize) -> Draft {
        let span = Span::new(place, place + 1);
        let classes = [
            VictimClass::Unknown,
            VictimClass::Military,
            VictimClass::Child,
        ];
        let sides = [Side::Unknown, Side::Victims, Side::Attackers];
        let is_implied = seed.is_multiple_of(7);
        let number = (seed / 7 % 4 + 1) as u64;
        let figure = Figure {
            document: 0,
            sentence: place / (seed % 2 + 2),
            outcome: [Outcome::Killed, Outcome::Injured][seed / 3 % 2],
            low: Some(number),
            best: Some(number),
            high: Some(number),
            quantifier: Quantifier::Exact,
            implied: is_implied.then_some(Implied::Singular),
            span,
            victims: Victims {
                span,
                head: None,
                class: classes[seed / 5 % 3],
                side: sides[seed / 11 % 3],
            },
            relation: Relation::Whole,
            of: None,
            status: Status::Actual,
            when: When::ThisEvent,
            trigger: TriggerWord {
                span: Span::new(place / 2, place / 2 + 1),
                rule: Rule::Subject,
            },
            attribution: None,
            confidence: 90,
        };
        Draft {
            figure,
            is_dated: false,
            is_part: false,
            is_revised: false,
            is_partitive: false,
            is_more: seed.is_multiple_of(13),
            is_of_others: false,
            is_all: false,
            is_definite: (seed / 2).is_multiple_of(3),
            is_pronoun: seed.is_multiple_of(17),
        }
    }

    fn seeds() -> impl Iterator<Item = usize> {
        let mut state = 1_usize;
        std::iter::repeat_with(move || {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31);
            state >> 8
        })
    }

    #[test]
    fn the_first_figure_of_the_same_fact_is_found() {
        let mut known = Known::default();
        let mut n_found = 0;
        for (place, seed) in seeds().take(2_000).enumerate() {
            let mut draft = draft(place, seed);
            draft.figure.sentence = place / 3;
            let figure = draft.figure;
            let is_same = |other: &Figure| {
                number(other) == number(&figure)
                    && is_elsewhere(&figure, other)
                    && agree(&figure, &draft, other)
            };
            let plain = known.figures.iter().position(is_same);
            let found = known.same_as(&figure, &draft);
            assert_eq!(found, plain.filter(|_| !draft.is_more));
            n_found += usize::from(found.is_some());
            known.push(figure);
        }
        assert!(n_found > 1_000);
    }

    #[test]
    fn many_figures_of_a_document_are_related() {
        let drafts: Vec<Draft> = seeds()
            .take(20_000)
            .enumerate()
            .map(|(place, seed)| draft(place, seed))
            .collect();
        let figures = related(drafts);
        let is_earlier = |(index, figure): (usize, &Figure)| figure.of.is_none_or(|of| of < index);
        assert!(figures.len() > 15_000 && figures.iter().enumerate().all(is_earlier));
    }
}
