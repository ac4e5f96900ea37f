//! What is added up for each term while documents are counted.

use super::vocabulary::TermId;

/// Counts and document frequencies by the number of the term.
///
/// What changes together stands together, in 12 bytes a term: the counts of at most 2^32 - 1 terms and documents. Before
/// there are more, they are added to totals of 64 bits.
#[derive(Debug)]
pub(super) struct Tallies {
    recent: Vec<Tally>,
    totals: Vec<Totals>,
    /// The number of the document, from 1; begins anew when the totals are made.
    document: u32,
    /// How many more terms may be counted before the totals are made.
    room: u32,
    /// What `room` begins with: less in tests.
    limit: u32,
}

/// What is known of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) count: u64,
    pub(super) document_frequency: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u32,
    document_frequency: u32,
    /// The document that the term was last seen in.
    last_document: u32,
}

impl Default for Tallies {
    fn default() -> Self {
        Self::with_limit(u32::MAX)
    }
}

impl Tallies {
    fn with_limit(limit: u32) -> Self {
        Self {
            recent: Vec::new(),
            totals: Vec::new(),
            document: 0,
            room: limit,
            limit,
        }
    }

    /// The terms that follow are those of another document.
    pub(super) fn begin_document(&mut self) {
        if self.document == self.limit {
            self.make_totals();
        }
        self.document += 1;
    }

    /// Counts terms of the document that began last.
    #[inline]
    pub(super) fn count(&mut self, ids: impl ExactSizeIterator<Item = TermId>) {
        let n_terms = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let Some(room) = self.room.checked_sub(n_terms) else {
            return self.count_slowly(ids);
        };
        self.room = room;
        for id in ids {
            self.add(id);
        }
    }

    #[inline]
    fn add(&mut self, id: TermId) {
        let id = id as usize;
        if id >= self.recent.len() {
            self.recent.resize(id + 1, Tally::default());
        }
        let tally = &mut self.recent[id];
        tally.count += 1;
        tally.document_frequency += u32::from(tally.last_document != self.document);
        tally.last_document = self.document;
    }

    /// The same where the counts might get too large.
    #[cold]
    fn count_slowly(&mut self, ids: impl Iterator<Item = TermId>) {
        for id in ids {
            if self.room == 0 {
                self.make_totals_within();
            }
            self.room -= 1;
            self.add(id);
        }
    }

    /// Makes the totals between two documents.
    fn make_totals(&mut self) {
        self.make_totals_within();
        for tally in &mut self.recent {
            tally.last_document = 0;
        }
        self.document = 0;
    }

    /// Makes the totals within a document, whose terms stay known.
    fn make_totals_within(&mut self) {
        self.totals.resize(self.recent.len(), Totals::default());
        for (totals, tally) in self.totals.iter_mut().zip(&mut self.recent) {
            totals.count += u64::from(tally.count);
            totals.document_frequency += u64::from(tally.document_frequency);
            (tally.count, tally.document_frequency) = (0, 0);
        }
        self.room = self.limit;
    }

    /// What was counted of each term that was, by number.
    pub(super) fn into_totals(mut self) -> Vec<Totals> {
        self.make_totals_within();
        self.totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn totals_are_those_of_a_plain_count(documents in prop::collection::vec(prop::collection::vec(0..6_u32, 0..9), 0..12), limit in 1..8_u32, chunk in 1..5_usize) {
            let mut tallies = Tallies::with_limit(limit);
            let mut plain = vec![Totals::default(); 6];
            for document in &documents {
                tallies.begin_document();
                for ids in document.chunks(chunk) {
                    tallies.count(ids.iter().copied());
                }
                for &id in document {
                    plain[id as usize].count += 1;
                }
                for &id in document.iter().collect::<BTreeSet<_>>() {
                    plain[id as usize].document_frequency += 1;
                }
            }
            let mut totals = tallies.into_totals();
            totals.resize(6, Totals::default());
            prop_assert_eq!(totals, plain);
        }
    }
}
