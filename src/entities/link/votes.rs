//! Which label a name has, where its mentions do not agree.
//!
//! What a list says holds for what it found. All else that is written so has the label with most votes, a vote counting
//! as much as its source is sure. Another label stands beside it where it has the weight of [`STRONG`] mentions and one
//! in [`STRONG_SHARE`] of the votes: then the two are two names ("Washington" the city and the man). Votes for `NAME` are
//! for no kind at all; a kind that fewer than one in [`LEAST_SHARE`] mentions tells is an accident.

use std::collections::BTreeMap;

use crate::entities::mentions::Label;

/// The weight of a mention that is certain.
const CERTAIN: u64 = 1000;
/// So many certain mentions make a label stand by itself.
const STRONG: u64 = 3 * CERTAIN;
/// And one in so many of all votes that name a kind.
const STRONG_SHARE: u64 = 4;
/// One in so many of all mentions must tell the kind.
const LEAST_SHARE: u64 = 20;

/// How sure the label of a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A list says so.
    Listed,
    /// To be voted on.
    Open,
    /// The user joined forms of several labels: one is elected for all.
    Joined,
}

/// The votes on one key.
#[derive(Default)]
pub(super) struct Votes {
    listed: BTreeMap<Label, u64>,
    open: BTreeMap<Label, u64>,
}

impl Votes {
    pub(super) fn add(&mut self, label: &Label, standing: Standing, weight: u64) {
        let votes = if standing == Standing::Listed {
            &mut self.listed
        } else {
            &mut self.open
        };
        match votes.get_mut(label) {
            Some(sum) => *sum += weight,
            None => drop(votes.insert(label.clone(), weight)),
        }
    }

    /// The label of the name that a form with `label` belongs to.
    pub(super) fn label_of(&self, label: &Label, standing: Standing) -> Label {
        match standing {
            Standing::Listed => return label.clone(),
            Standing::Joined => return most(&self.open).unwrap_or(Label::NAME),
            Standing::Open => {}
        }
        if self.listed.contains_key(label) || self.is_strong(label) {
            return label.clone();
        }
        match most(&self.listed) {
            // A man who is called as a city is no city, however seldom he comes.
            Some(listed) if *label != Label::PERSON || listed == Label::PERSON => listed,
            Some(_) => Label::PERSON,
            None => self.elected(),
        }
    }

    fn is_strong(&self, label: &Label) -> bool {
        let named = self.open.iter().chain(&self.listed);
        let named = named.filter(|(label, _)| **label != Label::NAME);
        let all: u64 = named.map(|(_, weight)| weight).sum();
        let own = self.open.get(label).copied().unwrap_or(0);
        *label != Label::NAME && own >= STRONG && own * STRONG_SHARE >= all
    }

    fn elected(&self) -> Label {
        let all: u64 = self.open.values().sum();
        most(&self.open)
            .filter(|label| self.open[label] * LEAST_SHARE >= all)
            .unwrap_or(Label::NAME)
    }
}

/// The label with most votes, `NAME` aside, ties in code-point order.
pub(super) fn most(votes: &BTreeMap<Label, u64>) -> Option<Label> {
    let named = votes.iter().filter(|(label, _)| **label != Label::NAME);
    let best = named.max_by(|(label_a, a), (label_b, b)| a.cmp(b).then(label_b.cmp(label_a)));
    best.map(|(label, _)| label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(open: &[(Label, u64)], listed: &[(Label, u64)]) -> Votes {
        let mut votes = Votes::default();
        for (label, n) in open {
            votes.add(label, Standing::Open, n * CERTAIN);
        }
        for (label, n) in listed {
            votes.add(label, Standing::Listed, n * CERTAIN);
        }
        votes
    }

    #[test]
    fn the_most_frequent_kind_wins() {
        let one = votes(
            &[(Label::ORG, 9), (Label::PERSON, 2), (Label::NAME, 4)],
            &[],
        );
        for label in [Label::ORG, Label::PERSON, Label::NAME] {
            assert_eq!(one.label_of(&label, Standing::Open), Label::ORG);
        }
    }

    #[test]
    fn two_kinds_with_support_stay_two() {
        let one = votes(&[(Label::PERSON, 5), (Label::GPE, 9)], &[]);
        assert_eq!(one.label_of(&Label::PERSON, Standing::Open), Label::PERSON);
        assert_eq!(one.label_of(&Label::NAME, Standing::Open), Label::GPE);
    }

    #[test]
    fn a_kind_that_hardly_any_mention_tells_is_an_accident() {
        let one = votes(&[(Label::PERSON, 1), (Label::NAME, 40)], &[]);
        assert_eq!(one.label_of(&Label::PERSON, Standing::Open), Label::NAME);
    }

    #[test]
    fn lists_are_believed_and_people_are_no_places() {
        let one = votes(&[(Label::ORG, 1), (Label::PERSON, 1)], &[(Label::GPE, 1)]);
        assert_eq!(one.label_of(&Label::ORG, Standing::Open), Label::GPE);
        assert_eq!(one.label_of(&Label::PERSON, Standing::Open), Label::PERSON);
        assert_eq!(one.label_of(&Label::GPE, Standing::Listed), Label::GPE);
    }
}
