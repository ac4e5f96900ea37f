//! The total of each outcome in a document.

use std::cmp::Reverse;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::casualties::Casualties;
use super::figure::{Figure, Outcome, Quantifier, Relation, Rule, Side, VictimClass, When};

/// The total of an outcome in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number of the document.
    pub document: usize,
    /// The outcome.
    pub outcome: Outcome,
    /// The smallest number.
    pub low: Option<u64>,
    /// The best number.
    pub best: Option<u64>,
    /// The greatest number.
    pub high: Option<u64>,
    /// The best number without attackers.
    pub victims: u64,
    /// The number of attackers among them.
    pub attackers: u64,
    /// The first figure that the total rests on: its number among all figures.
    pub figure: usize,
}

/// The figures of one sentence and outcome that add up.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
struct Sum {
    figures: Vec<usize>,
    number: u64,
    /// The number of its sentence, or of the last one that states the same sum.
    sentence: usize,
    /// True if it is not only more than an earlier sum: "another 12".
    is_whole: bool,
    /// True if a figure of it states its number.
    is_stated: bool,
    /// True if a figure of it has a number.
    is_exact: bool,
    /// True if it is a death toll.
    is_toll: bool,
}

impl Casualties {
    /// Returns the total of each outcome in each document, in order of document and outcome.
    ///
    /// The total is the sum of the whole figures and additions within a sentence. Of several sentences, the sum that is
    /// stated most often is taken, and of equal ones the first.
    #[must_use]
    pub fn totals(&self) -> Vec<Total> {
        let figures = self.figures();
        let mut totals = Vec::new();
        let mut first = 0;
        for document in figures.chunk_by(|a, b| a.document == b.document) {
            for outcome in Outcome::ALL {
                totals.extend(total(document, first, outcome));
            }
            first += document.len();
        }
        totals
    }
}

/// The totals of some figures of a document as those of one event, in order of outcome. Relations are numbered within
/// the document, and so is the figure of a total.
pub(super) fn totals_of(figures: &[Figure], chosen: &[usize]) -> Vec<Total> {
    let position = |of: usize| chosen.binary_search(&of).ok();
    let own: Vec<Figure> = chosen
        .iter()
        .map(|&index| Figure {
            of: figures[index].of.and_then(position),
            when: When::ThisEvent,
            ..figures[index]
        })
        .collect();
    let totals = Outcome::ALL
        .iter()
        .filter_map(|outcome| total(&own, 0, *outcome));
    totals
        .map(|total| Total {
            figure: chosen[total.figure],
            ..total
        })
        .collect()
}

/// The total of an outcome in a document, whose figures are numbered from `first`.
fn total(figures: &[Figure], first: usize, outcome: Outcome) -> Option<Total> {
    let is_attackers = |figure: &Figure| figure.victims.side == Side::Attackers;
    let best = |wanted: &dyn Fn(&Figure) -> bool| best_sum(&sums(figures, first, outcome, wanted));
    let all = with_additions(best(&|_| true)?, figures, outcome);
    let victims = best(&|one| !is_attackers(one));
    let attackers = best(&is_attackers);
    let chosen = || all.figures.iter().map(|&index| &figures[index]);
    let number = |sum: Option<Sum>| sum.map_or(0, |sum| sum.number);
    Some(Total {
        document: figures[0].document,
        outcome,
        low: chosen()
            .map(|one| {
                one.low
                    .or((one.quantifier == Quantifier::UpTo).then_some(0))
            })
            .sum(),
        best: Some(all.number),
        high: chosen().map(|one| one.high).sum(),
        victims: number(victims),
        attackers: number(attackers),
        figure: first + all.figures[0],
    })
}

/// The sum to believe: a death toll that is greater than all before it, else the sum that is stated most often, else the
/// first.
fn best_sum(sums: &[Sum]) -> Option<Sum> {
    let has_exact = sums.iter().any(|sum| sum.is_exact);
    let usable = || {
        sums.iter()
            .filter(|sum| sum.number > 0 && (sum.is_exact || !has_exact))
    };
    let mut stated: HashMap<u64, usize, RandomState> = HashMap::default();
    for sum in usable() {
        // "He was shot", said twice, is not more than "11 died", said once.
        let times = stated.entry(sum.number).or_default();
        *times += usize::from(sum.is_stated || *times == 0);
    }
    let most = usable()
        .enumerate()
        .max_by_key(|(index, sum)| (stated[&sum.number], Reverse(*index)))
        .map(|(_, sum)| sum)?;
    let toll = usable().rfind(|sum| sum.is_toll && sum.number > most.number);
    let chosen = toll.unwrap_or(most);
    let last = usable().rfind(|sum| sum.number == chosen.number && sum.is_whole);
    Some(Sum {
        sentence: last.unwrap_or(chosen).sentence,
        ..chosen.clone()
    })
}

/// The sums of the sentences, of the figures that `wanted` accepts. A repeated figure counts as stated again.
fn sums(
    figures: &[Figure],
    first: usize,
    outcome: Outcome,
    wanted: impl Fn(&Figure) -> bool,
) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        let of = figure.of.map(|of| &figures[of - first]);
        let whole = Figure {
            relation: Relation::Whole,
            ..*figure
        };
        // A death toll that the text replaces is not stated again.
        let is_again = figure.relation == Relation::Repeat
            && whole.counts()
            && of.is_some_and(|of| of.number() == figure.number());
        let counts = figure.counts() || is_again;
        if figure.outcome != outcome || !counts || !wanted(figure) {
            continue;
        }
        if sums
            .last()
            .is_none_or(|sum| sum.sentence != figure.sentence)
        {
            sums.push(Sum {
                sentence: figure.sentence,
                ..Sum::default()
            });
        }
        let sum = sums.last_mut().expect("pushed just above");
        let repeats = is_again && of.is_some_and(|of| of.sentence == figure.sentence);
        if !repeats {
            add(sum, index, figure);
        }
    }
    sums
}

/// Adds a figure to the sum of its sentence. "Soldiers" adds nothing to a number, and nothing is added to a death toll.
fn add(sum: &mut Sum, index: usize, figure: &Figure) {
    let is_exact = figure.best.is_some();
    let is_toll = figure.trigger.rule == Rule::Toll;
    if sum.is_toll || (sum.is_exact && !is_exact) {
        return;
    }
    if is_toll || (is_exact && !sum.is_exact) {
        *sum = Sum {
            sentence: sum.sentence,
            ..Sum::default()
        };
    }
    sum.figures.push(index);
    sum.number += figure.number();
    sum.is_exact |= is_exact;
    sum.is_whole |= figure.relation != Relation::Addition;
    sum.is_stated |= figure.implied.is_none();
    sum.is_toll = is_toll;
}

/// The sum with what other sentences add to it: "another 12 died later", and victims of another class.
fn with_additions(mut sum: Sum, figures: &[Figure], outcome: Outcome) -> Sum {
    if sum.is_toll {
        return sum;
    }
    let sentence = sum.sentence;
    let classes: Vec<VictimClass> = sum
        .figures
        .iter()
        .map(|&index| figures[index].victims.class)
        .collect();
    let is_classed = !classes.contains(&VictimClass::Unknown);
    for (index, figure) in figures.iter().enumerate() {
        let class = figure.victims.class;
        let is_other = is_classed && class != VictimClass::Unknown && !classes.contains(&class);
        let is_more = figure.relation == Relation::Addition || is_other;
        let is_later = figure.sentence > sentence && figure.best.is_some();
        if figure.outcome == outcome && figure.counts() && is_later && is_more {
            sum.figures.push(index);
            sum.number += figure.number();
        }
    }
    sum
}
