//! Elects the label of a name when its mentions disagree.
//!
//! The label of a list holds for what the list found. All other mentions with the same key vote, each with the weight
//! of its confidence, and take the label with the most votes. Another label keeps a name of its own if it has the
//! weight of [`STRONG`] mentions and a share of 1 / [`STRONG_SHARE`] of the votes: "Washington" is then a city and a
//! man. Votes for `NAME` are for no label at all. A label supported by fewer than 1 in [`LEAST_SHARE`] mentions is
//! discarded as noise.

use std::collections::BTreeMap;

use crate::entities::mentions::Label;

/// The vote of a mention that is certain.
pub(super) const FULL_VOTE: u64 = 1000;
/// The votes that a label needs to keep a name of its own.
const STRONG: u64 = 3 * FULL_VOTE;
/// Such a label needs one in this many of the votes for a label.
const STRONG_SHARE: u64 = 4;
/// An elected label needs one in this many of all votes.
const LEAST_SHARE: u64 = 20;

/// How the label of a surface form is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelChoice {
    /// A list gives it.
    Listed,
    /// By a vote.
    Voted,
    /// By a vote of all forms that the user's aliases join.
    Joint,
}

/// The votes on one key.
#[derive(Default)]
pub(super) struct LabelVotes {
    listed: BTreeMap<Label, u64>,
    voted: BTreeMap<Label, u64>,
}

impl LabelVotes {
    pub(super) fn add(&mut self, label: &Label, choice: LabelChoice, votes: u64) {
        let sums = if choice == LabelChoice::Listed {
            &mut self.listed
        } else {
            &mut self.voted
        };
        match sums.get_mut(label) {
            Some(sum) => *sum += votes,
            None => drop(sums.insert(label.clone(), votes)),
        }
    }

    /// The label of the name that a form with `label` belongs to.
    pub(super) fn label_of(&self, label: &Label, choice: LabelChoice) -> Label {
        match choice {
            LabelChoice::Listed => return label.clone(),
            LabelChoice::Joint => return most_voted(&self.voted).unwrap_or(Label::NAME),
            LabelChoice::Voted => {}
        }
        if self.listed.contains_key(label) || self.is_strong(label) {
            return label.clone();
        }
        match most_voted(&self.listed) {
            // A person with the name of a city is not a city, however rarely mentioned.
            Some(listed) if *label != Label::PERSON || listed == Label::PERSON => listed,
            Some(_) => Label::PERSON,
            None => self.elected(),
        }
    }

    fn is_strong(&self, label: &Label) -> bool {
        let labelled = self.voted.iter().chain(&self.listed);
        let labelled = labelled.filter(|(label, _)| **label != Label::NAME);
        let all: u64 = labelled.map(|(_, votes)| votes).sum();
        let own = self.voted.get(label).copied().unwrap_or(0);
        *label != Label::NAME && own >= STRONG && own * STRONG_SHARE >= all
    }

    fn elected(&self) -> Label {
        let all: u64 = self.voted.values().sum();
        most_voted(&self.voted)
            .filter(|label| self.voted[label] * LEAST_SHARE >= all)
            .unwrap_or(Label::NAME)
    }
}

/// The label with the most votes, except `NAME`; ties go to the first in code-point order.
pub(super) fn most_voted(votes: &BTreeMap<Label, u64>) -> Option<Label> {
    let labelled = votes.iter().filter(|(label, _)| **label != Label::NAME);
    let best = labelled.max_by(|(label_a, a), (label_b, b)| a.cmp(b).then(label_b.cmp(label_a)));
    best.map(|(label, _)| label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(voted: &[(Label, u64)], listed: &[(Label, u64)]) -> LabelVotes {
        let mut votes = LabelVotes::default();
        for (label, n) in voted {
            votes.add(label, LabelChoice::Voted, n * FULL_VOTE);
        }
        for (label, n) in listed {
            votes.add(label, LabelChoice::Listed, n * FULL_VOTE);
        }
        votes
    }

    #[test]
    fn the_most_frequent_label_wins() {
        let votes = votes(
            &[(Label::ORG, 9), (Label::PERSON, 2), (Label::NAME, 4)],
            &[],
        );
        for label in [Label::ORG, Label::PERSON, Label::NAME] {
            assert_eq!(votes.label_of(&label, LabelChoice::Voted), Label::ORG);
        }
    }

    #[test]
    fn two_strong_labels_keep_two_names() {
        let votes = votes(&[(Label::PERSON, 5), (Label::GPE, 9)], &[]);
        let voted = |label: &Label| votes.label_of(label, LabelChoice::Voted);
        assert_eq!(voted(&Label::PERSON), Label::PERSON);
        assert_eq!(voted(&Label::NAME), Label::GPE);
    }

    #[test]
    fn a_label_with_hardly_any_support_is_noise() {
        let votes = votes(&[(Label::PERSON, 1), (Label::NAME, 40)], &[]);
        assert_eq!(
            votes.label_of(&Label::PERSON, LabelChoice::Voted),
            Label::NAME
        );
    }

    #[test]
    fn listed_labels_hold_but_persons_are_not_cities() {
        let votes = votes(&[(Label::ORG, 1), (Label::PERSON, 1)], &[(Label::GPE, 1)]);
        let voted = |label: &Label| votes.label_of(label, LabelChoice::Voted);
        assert_eq!(voted(&Label::ORG), Label::GPE);
        assert_eq!(voted(&Label::PERSON), Label::PERSON);
        assert_eq!(votes.label_of(&Label::GPE, LabelChoice::Listed), Label::GPE);
    }
}
