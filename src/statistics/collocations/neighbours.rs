//! Which terms stand near which, for [`collocations`](super::count_collocations).
//!
//! Terms are grouped by the places where they stand; the neighbours of one term after the other are added up in an array
//! over all terms. So no table of pairs is kept, a pair is complete when it is looked at, and those below `min_count` are
//! dropped without having been stored.

use std::ops::Range;

use super::config::{CollocationConfig, Expected, LONGEST_SENTENCE, Window};
use crate::counts::{TermId, TermSequences, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;

/// Between two segments of a [`Stream`]; no vocabulary has as many terms.
const GAP: TermId = TermId::MAX;

/// The terms of all segments that no window crosses, with a [`GAP`] before and behind each.
pub(super) struct Stream {
    terms: Vec<TermId>,
    /// Where each term stands in its segment; `None` where that is told by the place in `terms`.
    places: Option<Vec<u32>>,
    n_segments: u64,
}

impl Stream {
    pub(super) fn new(sequences: &TermSequences, window: Window) -> Self {
        let is_distinct = window == Window::Sentence;
        let mut stream = Self {
            terms: vec![GAP],
            places: is_distinct.then(|| vec![0]),
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
                    for piece in document[range].chunks(LONGEST_SENTENCE) {
                        stream.push_distinct(piece, &mut last_segment);
                    }
                } else {
                    stream.terms.extend_from_slice(&document[range]);
                    stream.end_segment();
                }
            }
        }
        stream
    }

    /// Adds each term of a segment where it first stands.
    fn push_distinct(&mut self, segment: &[TermId], last_segment: &mut [u64]) {
        let number = self.n_segments + 1;
        for (place, &term) in (0..).zip(segment) {
            if std::mem::replace(&mut last_segment[term as usize], number) != number {
                self.terms.push(term);
                self.places
                    .as_mut()
                    .expect("places of distinct terms are kept")
                    .push(place);
            }
        }
        self.end_segment();
    }

    fn end_segment(&mut self) {
        self.terms.push(GAP);
        if let Some(places) = &mut self.places {
            places.push(0);
        }
        self.n_segments += 1;
    }

    /// How far behind the first of two places the second is.
    #[inline]
    fn offset(&self, from: usize, to: usize) -> i32 {
        let (from, to) = match &self.places {
            None => (0, to.wrapping_sub(from)),
            Some(places) => (places[from] as usize, places[to] as usize),
        };
        difference(from, to)
    }

    /// The segments, without the gaps.
    fn segments(&self) -> impl Iterator<Item = &[TermId]> {
        self.terms
            .split(|&term| term == GAP)
            .filter(|segment| !segment.is_empty())
    }
}

/// Where in a stream each term stands.
pub(super) struct Places {
    ends: Vec<usize>,
    places: Vec<usize>,
}

impl Places {
    pub(super) fn new(stream: &Stream, n_terms: usize) -> Self {
        let terms = || (0..).zip(&stream.terms).filter(|&(_, &term)| term != GAP);
        let mut ends = vec![0; n_terms];
        for (_, &term) in terms() {
            ends[term as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            (sum, *end) = (sum + *end, sum);
        }
        let mut places = vec![0; sum];
        for (place, &term) in terms() {
            let end = &mut ends[term as usize];
            places[*end] = place;
            *end += 1;
        }
        Self { ends, places }
    }

    fn of(&self, term: TermId) -> &[usize] {
        let term = term as usize;
        let start = if term == 0 { 0 } else { self.ends[term - 1] };
        &self.places[start..self.ends[term]]
    }
}

/// How often each term came at all.
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
                let behind = segment.len() - 1 - before;
                words[term as usize] += 1;
                let (first, second) = &mut slots[term as usize];
                *first += (before.min(left) + behind.min(right)) as u64;
                *second += (before.min(right) + behind.min(left)) as u64;
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

/// Two terms that came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) node: TermId,
    pub(super) collocate: TermId,
    pub(super) count: u64,
    /// The sum of the places of the collocate behind the node.
    pub(super) offsets: i64,
}

impl Pair {
    /// Makes that the node which more often comes first.
    pub(super) fn put_in_order(&mut self, vocabulary: &Vocabulary) {
        let is_behind = self.offsets < 0;
        let is_tie = self.offsets == 0;
        if is_behind || (is_tie && vocabulary.term(self.node) > vocabulary.term(self.collocate)) {
            std::mem::swap(&mut self.node, &mut self.collocate);
            self.offsets = -self.offsets;
        }
    }
}

/// What is found for some terms, and the array in which it is added up.
#[derive(Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<Pair>,
    /// How many distinct pairs there were, those below the bound included.
    pub(super) n_seen: u64,
    sums: Vec<Sum>,
    touched: Vec<TermId>,
    /// What was taken off sums that had become too large.
    spilled: Vec<(TermId, u64, i64)>,
}

/// How often a term came together with the node, and how far behind it in sum: small, so that many stay near.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: u32,
    offsets: i32,
}

/// A sum is emptied at so many: as many offsets fit in its number, whatever the window.
const MOST_SUMMED: u32 = 1 << 20;

pub(super) struct Counter<'c> {
    pub(super) stream: Stream,
    pub(super) places: Places,
    pub(super) is_wanted: Vec<bool>,
    pub(super) ids: Option<Vec<TermId>>,
    /// Each pair is counted from the term of the lower number alone.
    pub(super) is_unordered: bool,
    pub(super) config: &'c CollocationConfig,
}

impl Counter<'_> {
    pub(super) fn run(&self, workers: &Workers) -> Result<Found> {
        let n_items = self.ids.as_ref().map_or(self.is_wanted.len(), Vec::len);
        let (left, right) = self.config.window.bounds();
        // Sentences are as long as they are, mostly about as long as a wide window.
        let width = (left + right).min(40);
        workers.fold_ranges(
            n_items,
            |item| self.places.of(self.id(item)).len() * width,
            Found::default,
            |found, range| self.count_range(found, range, workers),
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
            None => TermId::try_from(item).expect("terms are numbered by 32 bits"),
        }
    }

    fn count_range(&self, found: &mut Found, range: Range<usize>, workers: &Workers) -> Result<()> {
        found.sums.resize(self.is_wanted.len(), Sum::default());
        for item in range {
            workers.check()?;
            let node = self.id(item);
            // A node that was asked for is wanted, whatever the stop words say.
            if self.ids.is_none() && !self.is_wanted[node as usize] {
                continue;
            }
            self.add_neighbours(found, node);
            self.take_sums(found, node);
        }
        Ok(())
    }

    fn add_neighbours(&self, found: &mut Found, node: TermId) {
        let (left, right) = self.config.window.bounds();
        let terms = &self.stream.terms;
        for &place in self.places.of(node) {
            let before = (place.saturating_sub(left)..place).rev();
            let behind = place + 1..terms.len().min(place + 1 + right);
            for at in before.take_while(|&at| terms[at] != GAP) {
                self.add(found, node, terms[at], place, at);
            }
            for at in behind.take_while(|&at| terms[at] != GAP) {
                self.add(found, node, terms[at], place, at);
            }
        }
    }

    #[inline]
    fn add(&self, found: &mut Found, node: TermId, term: TermId, place: usize, at: usize) {
        if (self.is_unordered && term < node) || !self.is_wanted[term as usize] {
            return;
        }
        let sum = &mut found.sums[term as usize];
        if sum.count == 0 {
            found.touched.push(term);
        }
        sum.count += 1;
        sum.offsets += self.stream.offset(place, at);
        if sum.count == MOST_SUMMED {
            let taken = (term, u64::from(sum.count - 1), i64::from(sum.offsets));
            found.spilled.push(taken);
            *sum = Sum {
                count: 1,
                offsets: 0,
            };
        }
    }

    /// Takes the pairs that came together often enough, and clears the array.
    fn take_sums(&self, found: &mut Found, node: TermId) {
        found.n_seen += found.touched.len() as u64;
        for collocate in found.touched.drain(..) {
            let sum = std::mem::take(&mut found.sums[collocate as usize]);
            let (mut count, mut offsets) = (u64::from(sum.count), i64::from(sum.offsets));
            for &(_, more, farther) in found.spilled.iter().filter(|taken| taken.0 == collocate) {
                count += more;
                offsets += farther;
            }
            if collocate == node && self.config.window.is_symmetric() {
                // Both places of the pair saw the other.
                count /= 2;
            }
            if count >= self.config.min_count {
                found.pairs.push(Pair {
                    node,
                    collocate,
                    count,
                    offsets,
                });
            }
        }
        found.spilled.clear();
    }
}

/// The difference of two places within a window.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a window has at most 2,001 places"
)]
const fn difference(from: usize, to: usize) -> i32 {
    to.wrapping_sub(from) as isize as i32
}
