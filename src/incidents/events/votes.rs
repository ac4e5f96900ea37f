//! The value that most speaks for.

/// Values with their weights, in order of first vote.
#[derive(Debug)]
pub(super) struct Votes<T>(Vec<(T, u32)>);

impl<T> Default for Votes<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq + Copy> Votes<T> {
    pub(super) fn add(&mut self, value: T, weight: u32) {
        match self.0.iter_mut().find(|(other, _)| *other == value) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((value, weight)),
        }
    }

    /// The weight of a value.
    pub(super) fn weight(&self, value: T) -> u32 {
        let mut all = self.0.iter();
        all.find(|(other, _)| *other == value)
            .map_or(0, |(_, weight)| *weight)
    }

    /// The value of the greatest weight; of equal ones the first.
    pub(super) fn winner(&self) -> Option<T> {
        let most = self.0.iter().map(|(_, weight)| *weight).max()?;
        let mut all = self.0.iter();
        all.find(|(_, weight)| *weight == most)
            .map(|(value, _)| *value)
    }
}

/// The most frequent value; of equally frequent ones the first.
pub(super) fn most_frequent<T: PartialEq + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut votes = Votes::default();
    for value in values {
        votes.add(value, 1);
    }
    votes.winner()
}
