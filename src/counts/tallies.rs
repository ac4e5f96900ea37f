//! Accumulates counts and document frequencies of terms.

use super::vocabulary::TermId;

/// Counts and document frequencies by term id.
///
/// Fields that change together are stored together, in 12 bytes per term with 32-bit counts. Before these can overflow,
/// they are added to 64-bit totals.
#[derive(Debug)]
pub(super) struct Tallies {
    recent: Vec<Tally>,
    totals: Vec<Totals>,
    /// The number of the document, from 1; restarts when totals are updated.
    document: u32,
    /// How many more terms may be counted before totals are updated.
    room: u32,
    /// The initial value of `room`; smaller in tests.
    limit: u32,
}

/// The totals of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) count: u64,
    pub(super) document_frequency: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u32,
    document_frequency: u32,
    /// The last document that contained the term.
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

    /// Start a new document.
    pub(super) fn begin_document(&mut self) {
        if self.document == self.limit {
            self.flush();
        }
        self.document += 1;
    }

    /// Count terms of the current document.
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

    /// The same if the counts might overflow.
    #[cold]
    fn count_slowly(&mut self, ids: impl Iterator<Item = TermId>) {
        for id in ids {
            if self.room == 0 {
                self.flush_counts();
            }
            self.room -= 1;
            self.add(id);
        }
    }

    /// Update the totals between two documents.
    fn flush(&mut self) {
        self.flush_counts();
        for tally in &mut self.recent {
            tally.last_document = 0;
        }
        self.document = 0;
    }

    /// Update the totals within a document, without forgetting its terms.
    fn flush_counts(&mut self) {
        self.totals.resize(self.recent.len(), Totals::default());
        for (totals, tally) in self.totals.iter_mut().zip(&mut self.recent) {
            totals.count += u64::from(tally.count);
            totals.document_frequency += u64::from(tally.document_frequency);
            (tally.count, tally.document_frequency) = (0, 0);
        }
        self.room = self.limit;
    }

    /// Return the totals of the terms, by id.
    pub(super) fn into_totals(mut self) -> Vec<Totals> {
        self.flush_counts();
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
        fn totals_match_the_reference(documents in prop::collection::vec(prop::collection::vec(0..6_u32, 0..9), 0..12), limit in 1..8_u32, chunk in 1..5_usize) {
            let mut tallies = Tallies::with_limit(limit);
            let mut reference = vec![Totals::default(); 6];
            for document in &documents {
                tallies.begin_document();
                for ids in document.chunks(chunk) {
                    tallies.count(ids.iter().copied());
                }
                for &id in document {
                    reference[id as usize].count += 1;
                }
                for &id in document.iter().collect::<BTreeSet<_>>() {
                    reference[id as usize].document_frequency += 1;
                }
            }
            let mut totals = tallies.into_totals();
            totals.resize(6, Totals::default());
            prop_assert_eq!(totals, reference);
        }
    }
}
