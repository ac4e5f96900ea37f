//! Co-occurrence counts of terms, for [`collocations`](super::count_collocations).
//!
//! The positions of each term are listed first. Then the neighbours of one term after another are counted in an array
//! over all terms. No table of pairs is needed: a pair is complete when it is examined, and pairs below `min_count` are
//! dropped without being stored.

use std::ops::Range;

use super::config::{CollocationConfig, Expected, MAX_SENTENCE, Window};
use crate::counts::{TermId, TermSequences, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;

/// Separates two segments of a [`Stream`]; no vocabulary has this many terms.
const SEPARATOR: TermId = TermId::MAX;

/// The terms of all segments, with a [`SEPARATOR`] before and after each. No window crosses a segment boundary.
pub(super) struct Stream {
    terms: Vec<TermId>,
    /// The position of each term in its segment; `None` if it follows from the index in `terms`.
    positions: Option<Vec<u32>>,
    n_segments: u64,
}

impl Stream {
    pub(super) fn new(sequences: &TermSequences, window: Window) -> Self {
        let is_distinct = window == Window::Sentence;
        let mut stream = Self {
            terms: vec![SEPARATOR],
            positions: is_distinct.then(|| vec![0]),
            n_segments: 0,
        };
        let mut last_segment = vec![
            0;
            if is_distinct {
                sequences.vocabulary().len()
            } else {
                0
            }
        ];
        for index in 0..sequences.n_documents() {
            let document = sequences.document(index);
            for range in sequences.sentences(index) {
                if is_distinct {
                    for chunk in document[range].chunks(MAX_SENTENCE) {
                        stream.push_distinct(chunk, &mut last_segment);
                    }
                } else {
                    stream.terms.extend_from_slice(&document[range]);
                    stream.end_segment();
                }
            }
        }
        stream
    }

    /// Add the first occurrence of each term of a segment.
    fn push_distinct(&mut self, segment: &[TermId], last_segment: &mut [u64]) {
        let number = self.n_segments + 1;
        for (position, &term) in (0..).zip(segment) {
            if std::mem::replace(&mut last_segment[term as usize], number) != number {
                self.terms.push(term);
                self.positions
                    .as_mut()
                    .expect("positions of distinct terms are stored")
                    .push(position);
            }
        }
        self.end_segment();
    }

    fn end_segment(&mut self) {
        self.terms.push(SEPARATOR);
        if let Some(positions) = &mut self.positions {
            positions.push(0);
        }
        self.n_segments += 1;
    }

    /// Return the distance from one position to another; negative if it is before.
    #[inline]
    fn offset(&self, from: usize, to: usize) -> i32 {
        let (from, to) = match &self.positions {
            None => (0, to.wrapping_sub(from)),
            Some(positions) => (positions[from] as usize, positions[to] as usize),
        };
        difference(from, to)
    }

    /// Iterate over the segments.
    fn segments(&self) -> impl Iterator<Item = &[TermId]> {
        self.terms
            .split(|&term| term == SEPARATOR)
            .filter(|segment| !segment.is_empty())
    }
}

/// The positions of each term in a stream.
pub(super) struct Positions {
    ends: Vec<usize>,
    positions: Vec<usize>,
}

impl Positions {
    pub(super) fn new(stream: &Stream, n_terms: usize) -> Self {
        let terms = || {
            (0..)
                .zip(&stream.terms)
                .filter(|&(_, &term)| term != SEPARATOR)
        };
        let mut ends = vec![0; n_terms];
        for (_, &term) in terms() {
            ends[term as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            (sum, *end) = (sum + *end, sum);
        }
        let mut positions = vec![0; sum];
        for (position, &term) in terms() {
            let end = &mut ends[term as usize];
            positions[*end] = position;
            *end += 1;
        }
        Self { ends, positions }
    }

    fn of(&self, term: TermId) -> &[usize] {
        let term = term as usize;
        let start = if term == 0 { 0 } else { self.ends[term - 1] };
        &self.positions[start..self.ends[term]]
    }
}

/// The marginal counts of each term.
#[derive(Clone, Debug)]
pub(super) struct Margins {
    pub(super) words: Vec<u64>,
    /// R1 and C1 of each term.
    pub(super) slots: Vec<(u64, u64)>,
    pub(super) total: u64,
}

impl Margins {
    pub(super) fn new(stream: &Stream, config: &CollocationConfig, n_terms: usize) -> Self {
        let mut words = vec![0_u64; n_terms];
        let mut slots = vec![(0, 0); n_terms];
        let (left, right) = config.window.bounds();
        for segment in stream.segments() {
            for (before, &term) in segment.iter().enumerate() {
                let after = segment.len() - 1 - before;
                words[term as usize] += 1;
                let (first, second) = &mut slots[term as usize];
                *first += (before.min(left) + after.min(right)) as u64;
                *second += (before.min(right) + after.min(left)) as u64;
            }
        }
        let n_words: u64 = words.iter().sum();
        let width = match (config.window, config.expected) {
            (Window::Words { .. }, Expected::Windows) => {
                let total = slots.iter().map(|&(first, _)| first).sum();
                return Self {
                    words,
                    slots,
                    total,
                };
            }
            (Window::Words { left, right }, Expected::Span) => (left + right) as u64,
            _ => 1,
        };
        let total = if config.window == Window::Sentence {
            stream.n_segments
        } else {
            width * n_words
        };
        for (slots, &words) in slots.iter_mut().zip(&words) {
            *slots = (width * words, width * words);
        }
        Self {
            words,
            slots,
            total,
        }
    }
}

/// Two terms that co-occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) node: TermId,
    pub(super) collocate: TermId,
    pub(super) count: u64,
    /// The sum of the offsets of the collocate from the node.
    pub(super) offsets: i64,
}

impl Pair {
    /// Swap the terms if needed, so that the node is the term that comes first more often.
    pub(super) fn sort_terms(&mut self, vocabulary: &Vocabulary) {
        let is_before = self.offsets < 0;
        let is_tie = self.offsets == 0;
        if is_before || (is_tie && vocabulary.term(self.node) > vocabulary.term(self.collocate)) {
            std::mem::swap(&mut self.node, &mut self.collocate);
            self.offsets = -self.offsets;
        }
    }
}

/// The pairs counted for some terms, and the array of running counts.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) pairs: Vec<Pair>,
    /// The number of distinct pairs, including those below the minimum count.
    pub(super) n_seen: u64,
    sums: Vec<Sum>,
    touched: Vec<TermId>,
    /// Counts moved out of sums that became too large.
    spilled: Vec<(TermId, u64, i64)>,
}

/// The number of co-occurrences with the node and the sum of offsets from it. Kept small for cache locality.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: u32,
    offsets: i32,
}

/// A sum is emptied at this count, before the sum of offsets can overflow for any window.
const MAX_SUMMED: u32 = 1 << 20;

pub(super) struct Counter<'c> {
    pub(super) stream: Stream,
    pub(super) positions: Positions,
    pub(super) is_wanted: Vec<bool>,
    pub(super) ids: Option<Vec<TermId>>,
    /// Count each pair only from the term with the lower id.
    pub(super) is_unordered: bool,
    pub(super) config: &'c CollocationConfig,
}

impl Counter<'_> {
    pub(super) fn run(&self, workers: &Workers) -> Result<Counted> {
        let n_items = self.ids.as_ref().map_or(self.is_wanted.len(), Vec::len);
        let (left, right) = self.config.window.bounds();
        // Sentences vary in length; most are about as long as a wide window.
        let width = (left + right).min(40);
        workers.fold_ranges(
            n_items,
            |item| self.positions.of(self.id(item)).len() * width,
            Counted::default,
            |counted, range| self.count_range(counted, range, workers),
            |whole, part| {
                whole.pairs.extend(part.pairs);
                whole.n_seen += part.n_seen;
                Ok(())
            },
        )
    }

    fn id(&self, item: usize) -> TermId {
        match &self.ids {
            Some(ids) => ids[item],
            None => TermId::try_from(item).expect("term ids have 32 bits"),
        }
    }

    fn count_range(
        &self,
        counted: &mut Counted,
        range: Range<usize>,
        workers: &Workers,
    ) -> Result<()> {
        counted.sums.resize(self.is_wanted.len(), Sum::default());
        for item in range {
            workers.check()?;
            let node = self.id(item);
            // A requested node is counted even if it is a stop word.
            if self.ids.is_none() && !self.is_wanted[node as usize] {
                continue;
            }
            self.add_neighbours(counted, node);
            self.take_sums(counted, node);
        }
        Ok(())
    }

    fn add_neighbours(&self, counted: &mut Counted, node: TermId) {
        let (left, right) = self.config.window.bounds();
        let terms = &self.stream.terms;
        for &position in self.positions.of(node) {
            let before = (position.saturating_sub(left)..position).rev();
            let after = position + 1..terms.len().min(position + 1 + right);
            for at in before.take_while(|&at| terms[at] != SEPARATOR) {
                self.add(counted, node, terms[at], position, at);
            }
            for at in after.take_while(|&at| terms[at] != SEPARATOR) {
                self.add(counted, node, terms[at], position, at);
            }
        }
    }

    #[inline]
    fn add(&self, counted: &mut Counted, node: TermId, term: TermId, position: usize, at: usize) {
        if (self.is_unordered && term < node) || !self.is_wanted[term as usize] {
            return;
        }
        let sum = &mut counted.sums[term as usize];
        if sum.count == 0 {
            counted.touched.push(term);
        }
        sum.count += 1;
        sum.offsets += self.stream.offset(position, at);
        if sum.count == MAX_SUMMED {
            let moved = (term, u64::from(sum.count - 1), i64::from(sum.offsets));
            counted.spilled.push(moved);
            *sum = Sum {
                count: 1,
                offsets: 0,
            };
        }
    }

    /// Move the pairs that reach the minimum count out of the array, and clear it.
    fn take_sums(&self, counted: &mut Counted, node: TermId) {
        counted.n_seen += counted.touched.len() as u64;
        for collocate in counted.touched.drain(..) {
            let sum = std::mem::take(&mut counted.sums[collocate as usize]);
            let (mut count, mut offsets) = (u64::from(sum.count), i64::from(sum.offsets));
            for &(_, more, more_offsets) in
                counted.spilled.iter().filter(|moved| moved.0 == collocate)
            {
                count += more;
                offsets += more_offsets;
            }
            if collocate == node && self.config.window.is_symmetric() {
                // The pair was counted from both of its positions.
                count /= 2;
            }
            if count >= self.config.min_count {
                counted.pairs.push(Pair {
                    node,
                    collocate,
                    count,
                    offsets,
                });
            }
        }
        counted.spilled.clear();
    }
}

/// The difference of two positions within a window.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a window has at most 2,001 positions"
)]
const fn difference(from: usize, to: usize) -> i32 {
    to.wrapping_sub(from) as isize as i32
}
