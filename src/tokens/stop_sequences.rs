//! Stop words of several words, such as "por que".
//!
//! An entry of a stop-word list that the tokenizer splits is matched as a sequence of terms: the longest one first, from
//! left to right, within sentences. Its words are then stop words there, and there only.

use hashbrown::HashSet;

use crate::span::Span;

/// Separates the terms of a sequence. No term contains it.
const SEPARATOR: char = '\0';

type Keys = HashSet<String, foldhash::fast::RandomState>;

/// The sequences of a list, for fast lookup.
#[derive(Clone, Debug, Default)]
pub(super) struct StopSequences {
    sequences: Keys,
    /// The beginnings of sequences, without their last term.
    beginnings: Keys,
}

impl StopSequences {
    /// Adds a sequence of terms.
    pub(super) fn add(&mut self, terms: &[String]) {
        let mut key = String::new();
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.beginnings.insert(key.clone());
                key.push(SEPARATOR);
            }
            key.push_str(term);
        }
        self.sequences.insert(key);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sequences.is_empty()
    }
}

#[derive(Debug, Default)]
struct Pending {
    term: String,
    span: Span,
    is_stop: bool,
}

/// Marks the sequences among the terms of one text.
pub(super) struct SequenceMarker<'s> {
    sequences: &'s StopSequences,
    /// Terms that may begin a sequence.
    pending: Vec<Pending>,
    key: String,
}

impl<'s> SequenceMarker<'s> {
    pub(super) fn new(sequences: &'s StopSequences) -> Self {
        Self {
            sequences,
            pending: Vec::new(),
            key: String::new(),
        }
    }

    /// Adds a term. Calls `emit` with each term that is decided, in order.
    pub(super) fn push(
        &mut self,
        term: &str,
        span: Span,
        is_stop: bool,
        emit: &mut dyn FnMut(&str, Span, bool),
    ) {
        if self.pending.is_empty() && !self.sequences.beginnings.contains(term) {
            return emit(term, span, is_stop);
        }
        self.pending.push(Pending {
            term: term.to_owned(),
            span,
            is_stop,
        });
        while !self.pending.is_empty() && !self.may_continue() {
            self.decide_first(emit);
        }
    }

    /// Emits the terms that wait for the rest of a sequence.
    pub(super) fn flush(&mut self, emit: &mut dyn FnMut(&str, Span, bool)) {
        while !self.pending.is_empty() {
            self.decide_first(emit);
        }
    }

    /// True if more terms could make a longer sequence of the pending ones.
    fn may_continue(&mut self) -> bool {
        self.write_key(self.pending.len());
        self.sequences.beginnings.contains(self.key.as_str())
    }

    /// Emits the longest sequence at the start of the pending terms, or else the first of them.
    fn decide_first(&mut self, emit: &mut dyn FnMut(&str, Span, bool)) {
        let longest = (2..=self.pending.len()).rev().find(|&length| {
            self.write_key(length);
            self.sequences.sequences.contains(self.key.as_str())
        });
        for one in self.pending.drain(..longest.unwrap_or(1)) {
            emit(&one.term, one.span, one.is_stop || longest.is_some());
        }
    }

    fn write_key(&mut self, length: usize) {
        self.key.clear();
        for (index, one) in self.pending[..length].iter().enumerate() {
            if index > 0 {
                self.key.push(SEPARATOR);
            }
            self.key.push_str(&one.term);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(entries: &[Vec<String>], terms: &[String]) -> Vec<bool> {
        let mut sequences = StopSequences::default();
        for entry in entries {
            sequences.add(entry);
        }
        let mut marker = SequenceMarker::new(&sequences);
        let mut found = Vec::new();
        let mut order = Vec::new();
        let mut emit = |term: &str, _: Span, is_stop: bool| {
            order.push(term.to_owned());
            found.push(is_stop);
        };
        for term in terms {
            marker.push(term, Span::new(0, 0), false, &mut emit);
        }
        marker.flush(&mut emit);
        assert_eq!(order, terms);
        found
    }

    fn plainly_marked(entries: &[Vec<String>], terms: &[String]) -> Vec<bool> {
        let mut found = vec![false; terms.len()];
        let mut at = 0;
        while at < terms.len() {
            let lengths = entries
                .iter()
                .filter(|entry| terms[at..].starts_with(entry))
                .map(Vec::len);
            let length = lengths.max().unwrap_or_default();
            found[at..at + length].fill(true);
            at += length.max(1);
        }
        found
    }

    proptest! {
        #[test]
        fn sequences_equal_a_plain_search(
            entries in prop::collection::vec(prop::collection::vec("[abc]", 2..4), 0..5),
            terms in prop::collection::vec("[abc]", 0..20),
        ) {
            prop_assert_eq!(marked(&entries, &terms), plainly_marked(&entries, &terms));
        }
    }
}
