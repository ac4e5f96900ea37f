//! Which words come together more often than by chance.
//!
//! Takes documents and a [`CollocationConfig`], returns [`Collocations`]: pairs of terms with how often they came
//! together, of which tables with all [`Measure`]s are made.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{CollocationConfig, Ranking, Window, count_collocations};
//!
//! let documents = Documents::from_texts(["The Red Cross came.", "A red cross hung. The Red Cross left."]);
//! let config = CollocationConfig { window: Window::BIGRAMS, min_count: 2, ..CollocationConfig::default() };
//! let pairs = count_collocations(&documents, &config, &Workers::serial())?;
//! let table = pairs.to_table(&pairs.rank(&Ranking::default()));
//! assert!(table.to_json_lines().starts_with(r#"{"node":"red","collocate":"cross","count":3,"#));
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! Terms are grouped by the places where they stand; the neighbours of one term after the other are added up in an array
//! over all terms. So no table of pairs is kept, a pair is complete when it is looked at, and those below `min_count` are
//! dropped without having been stored. Left out: dependency relations, which need a parser.

use std::ops::Range;
use std::str::FromStr;

use hashbrown::HashSet;

use super::association::{Association, Measure};
use crate::corpus::Documents;
use crate::counts::{Kept, KeywordConfig, TermId, TermSequences, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, Values};
use crate::tokens::{Analyzer, StopWordList, StopWords};

/// A sentence of more terms is looked at in pieces of so many: no text may cost the square of its length.
const LONGEST_SENTENCE: usize = 500;

type Terms = HashSet<String, foldhash::fast::RandomState>;

/// The widest window, in words to one side.
const WIDEST: usize = 1000;

/// Between two segments of a [`Stream`]; no vocabulary has as many terms.
const GAP: TermId = TermId::MAX;

/// What counts as coming together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The collocate stands at most so many words before the node, or behind it.
    Words {
        /// How many words before.
        left: usize,
        /// How many words behind.
        right: usize,
    },
    /// Both stand in one sentence, however often.
    Sentence,
}

impl Window {
    /// The collocate is the next word.
    pub const BIGRAMS: Self = Self::Words { left: 0, right: 1 };

    fn check(self) -> Result<()> {
        match self {
            Self::Words { left: 0, right: 0 } => Err(Error::config(
                "window (0, 0) holds no word; use at least 1 on one side",
            )),
            Self::Words { left, right } if left.max(right) > WIDEST => Err(Error::config(format!(
                "window ({left}, {right}): too wide; use at most {WIDEST} words to a side"
            ))),
            _ => Ok(()),
        }
    }

    /// True where whatever stands in the window of a word has that word in its own.
    fn is_symmetric(self) -> bool {
        match self {
            Self::Words { left, right } => left == right,
            Self::Sentence => true,
        }
    }

    fn bounds(self) -> (usize, usize) {
        match self {
            Self::Words { left, right } => (left, right),
            Self::Sentence => (LONGEST_SENTENCE, LONGEST_SENTENCE),
        }
    }
}

/// What the joint count is compared with, in windows of words; sentences are counted one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// Pairs of places: R1 is the number of words in the windows of the first, C1 that of the windows that the second
    /// stands in, N that of the words in all windows. What the ends of sentences cut off is not counted.
    #[default]
    Windows,
    /// The same as if no window were cut: R1 = k f1, C1 = k f2, N = k n, where k is the width of the window, so that
    /// E = k f1 f2 / n as in Evert (2008).
    Span,
    /// No correction: R1 = f1, C1 = f2, N = n words, so that E = f1 f2 / n.
    Words,
}

impl FromStr for Expected {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "windows" => Ok(Self::Windows),
            "span" => Ok(Self::Span),
            "words" => Ok(Self::Words),
            _ => Err(Error::config(format!(
                "expected {name:?}: unknown; use windows, span or words"
            ))),
        }
    }
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollocationConfig {
    /// How terms are made of text. Terms that it leaves out leave no gap.
    pub keywords: KeywordConfig,
    /// Pairs with such a word are not counted, but it keeps its place, so that nothing draws nearer.
    pub stop_words: StopWordList,
    /// Only the collocates of these words, as they stand in text.
    pub nodes: Option<Vec<String>>,
    /// What counts as coming together.
    pub window: Window,
    /// Pairs that came together less often are left out, at the end.
    pub min_count: u64,
    /// What the joint count is compared with.
    pub expected: Expected,
}

impl Default for CollocationConfig {
    fn default() -> Self {
        Self {
            keywords: KeywordConfig::default(),
            stop_words: StopWordList::None,
            nodes: None,
            window: Window::Words { left: 5, right: 5 },
            min_count: 5,
            expected: Expected::default(),
        }
    }
}

/// How pairs are put in order, and how many are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Highest first.
    pub measure: Measure,
    /// Only pairs that came together as often.
    pub min_count: u64,
    /// At most so many.
    pub top: Option<usize>,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            measure: Measure::default(),
            min_count: 1,
            top: None,
        }
    }
}

/// Counts which terms come together.
///
/// Linear in the number of words times the width of the window. Memory: 16 bytes a word read, 8 bytes a distinct term
/// for each of four parts a thread works on, 24 bytes a pair that came together at least `min_count` times. The result is the same for any number of
/// workers.
///
/// # Errors
///
/// Where a node is not one term, options make no sense, or the work was stopped.
pub fn count_collocations(
    documents: &Documents,
    config: &CollocationConfig,
    workers: &Workers,
) -> Result<Collocations> {
    config.window.check()?;
    let nodes = node_terms(config)?;
    let wants_sentences =
        config.window == Window::Sentence || !config.keywords.analyzer.cross_sentences;
    let kept = Kept {
        spans: false,
        sentences: wants_sentences,
    };
    let sequences = TermSequences::new(documents, &config.keywords, kept, workers)?;
    let stream = Stream::new(&sequences, config.window);
    let vocabulary = sequences.vocabulary().clone();
    let stop_words = stop_terms(config)?;
    let is_wanted: Vec<bool> = vocabulary
        .terms()
        .map(|term| !stop_words.contains(term))
        .collect();
    let ids = nodes.map(|nodes| {
        let mut ids: Vec<TermId> = nodes
            .iter()
            .filter_map(|node| vocabulary.id(node))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    });
    let (n_documents, n_tokens) = (sequences.n_documents(), sequences.n_tokens());
    drop(sequences);
    let margins = Margins::new(&stream, config, vocabulary.len());
    let counter = Counter {
        is_unordered: ids.is_none() && config.window.is_symmetric(),
        places: Places::new(&stream, vocabulary.len()),
        ids,
        stream,
        is_wanted,
        config,
    };
    let found = counter.run(workers)?;
    let mut pairs = found.pairs;
    if counter.is_unordered {
        for pair in &mut pairs {
            pair.put_in_order(&vocabulary);
        }
    }
    Ok(Collocations {
        vocabulary,
        pairs,
        margins,
        is_symmetric: config.window.is_symmetric(),
        n_seen: found.n_seen,
        n_documents,
        n_tokens,
    })
}

/// The terms of the nodes.
fn node_terms(config: &CollocationConfig) -> Result<Option<Vec<String>>> {
    let Some(nodes) = &config.nodes else {
        return Ok(None);
    };
    if nodes.is_empty() {
        return Err(Error::config(
            "no node: give at least one word, or no nodes for all pairs",
        ));
    }
    let analyzer = config.keywords.analyzer.prepare()?;
    let terms = nodes.iter().map(|node| {
        let mut terms = Vec::new();
        analyzer.for_each(node, |term, _| terms.push(term.to_owned()));
        let n_terms = terms.len();
        match terms.pop() {
            Some(term) if n_terms == 1 => Ok(term),
            _ => Err(Error::config(format!(
                "node {node:?} makes {n_terms} terms by this analyzer; give one word, which it does not leave out"
            ))),
        }
    });
    terms.collect::<Result<_>>().map(Some)
}

/// The stop words as terms, stems where there is a stemmer.
fn stop_terms(config: &CollocationConfig) -> Result<Terms> {
    let Analyzer {
        normalizer,
        stemmer,
        ..
    } = config.keywords.analyzer;
    let words = StopWords::new(&config.stop_words, normalizer)?;
    let mut stem = String::new();
    let terms = words.terms().map(|word| match stemmer {
        Some(stemmer) => stemmer.stem(word, &mut stem).to_owned(),
        None => word.to_owned(),
    });
    Ok(terms.collect())
}

/// The terms of all segments that no window crosses, with a [`GAP`] before and behind each.
struct Stream {
    terms: Vec<TermId>,
    /// Where each term stands in its segment; `None` where that is told by the place in `terms`.
    places: Option<Vec<u32>>,
    n_segments: u64,
}

impl Stream {
    fn new(sequences: &TermSequences, window: Window) -> Self {
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
struct Places {
    ends: Vec<usize>,
    places: Vec<usize>,
}

impl Places {
    fn new(stream: &Stream, n_terms: usize) -> Self {
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
struct Margins {
    words: Vec<u64>,
    /// R1 and C1 of each term.
    slots: Vec<(u64, u64)>,
    total: u64,
}

impl Margins {
    fn new(stream: &Stream, config: &CollocationConfig, n_terms: usize) -> Self {
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
struct Pair {
    node: TermId,
    collocate: TermId,
    count: u64,
    /// The sum of the places of the collocate behind the node.
    offsets: i64,
}

impl Pair {
    /// Makes that the node which more often comes first.
    fn put_in_order(&mut self, vocabulary: &Vocabulary) {
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
struct Found {
    pairs: Vec<Pair>,
    /// How many distinct pairs there were, those below the bound included.
    n_seen: u64,
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

struct Counter<'c> {
    stream: Stream,
    places: Places,
    is_wanted: Vec<bool>,
    ids: Option<Vec<TermId>>,
    /// Each pair is counted from the term of the lower number alone.
    is_unordered: bool,
    config: &'c CollocationConfig,
}

impl Counter<'_> {
    fn run(&self, workers: &Workers) -> Result<Found> {
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

/// Pairs of terms that came together.
#[derive(Clone, Debug)]
pub struct Collocations {
    vocabulary: Vocabulary,
    pairs: Vec<Pair>,
    margins: Margins,
    is_symmetric: bool,
    n_seen: u64,
    n_documents: usize,
    n_tokens: u64,
}

impl Collocations {
    /// The number of distinct pairs that came together often enough.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The number of distinct pairs that came together at all.
    #[must_use]
    pub fn n_seen(&self) -> u64 {
        self.n_seen
    }

    /// The number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.n_documents
    }

    /// The number of tokens read.
    #[must_use]
    pub fn n_tokens(&self) -> u64 {
        self.n_tokens
    }

    /// The number of distinct pairs that came together at least so often.
    #[must_use]
    pub fn n_pairs(&self, min_count: u64) -> usize {
        let counts = self.pairs.iter().map(|pair| pair.count);
        counts.filter(|&count| count >= min_count).count()
    }

    /// What the measures of the pair at a place are computed of.
    ///
    /// # Panics
    ///
    /// Where there is no such place.
    #[must_use]
    pub fn association(&self, place: usize) -> Association {
        let pair = self.pairs[place];
        let margins = &self.margins;
        let words = |id: TermId| margins.words[id as usize] as f64;
        // Of a word beside itself the joint count is of pairs without an order: the others are, too.
        let scale = if self.is_symmetric && pair.node == pair.collocate {
            0.5
        } else {
            1.0
        };
        Association {
            joint: pair.count as f64,
            first: scale * margins.slots[pair.node as usize].0 as f64,
            second: scale * margins.slots[pair.collocate as usize].1 as f64,
            total: scale * margins.total as f64,
            words: (words(pair.node), words(pair.collocate)),
        }
    }

    /// The places of the pairs to show: highest first, ties in code-point order of node, then collocate; those without a
    /// value last.
    #[must_use]
    pub fn rank(&self, ranking: &Ranking) -> Vec<usize> {
        if ranking.top == Some(0) {
            return Vec::new();
        }
        let scored = (0..self.pairs.len()).filter(|&at| self.pairs[at].count >= ranking.min_count);
        let mut scored: Vec<(f64, usize)> = scored
            .map(|at| {
                let value = self.association(at).measure(ranking.measure);
                (value.unwrap_or(f64::NEG_INFINITY), at)
            })
            .collect();
        let order = |a: &(f64, usize), b: &(f64, usize)| {
            b.0.total_cmp(&a.0)
                .then_with(|| self.terms(a.1).cmp(&self.terms(b.1)))
        };
        if let Some(top) = ranking.top
            && top < scored.len()
        {
            scored.select_nth_unstable_by(top - 1, order);
            scored.truncate(top);
        }
        scored.sort_unstable_by(order);
        scored.into_iter().map(|(_, at)| at).collect()
    }

    /// Pairs with their counts and all measures.
    ///
    /// # Panics
    ///
    /// Where there is no such place.
    #[must_use]
    pub fn to_table(&self, places: &[usize]) -> Table {
        let pairs = || places.iter().map(|&at| self.pairs[at]);
        let term = |id: TermId| self.vocabulary.term(id);
        let words = |id: TermId| signed(self.margins.words[id as usize]);
        let expected = places
            .iter()
            .map(|&at| self.association(at).expected())
            .collect();
        let offsets = pairs()
            .map(|pair| pair.offsets as f64 / pair.count as f64)
            .collect();
        let mut columns = vec![
            Column::text("node", pairs().map(|pair| term(pair.node))),
            Column::text("collocate", pairs().map(|pair| term(pair.collocate))),
            Column::ints("count", pairs().map(|pair| signed(pair.count)).collect()),
            Column::ints("node_count", pairs().map(|pair| words(pair.node)).collect()),
            Column::ints(
                "collocate_count",
                pairs().map(|pair| words(pair.collocate)).collect(),
            ),
            Column::floats("expected", expected),
            Column::floats("offset", offsets),
        ];
        let measures = Measure::ALL
            .into_iter()
            .filter(|&one| one != Measure::Count);
        columns.extend(measures.map(|measure| {
            let values = places
                .iter()
                .map(|&at| self.association(at).measure(measure));
            let present = values.clone().map(|value| value.is_some()).collect();
            let values = values.map(Option::unwrap_or_default).collect();
            Column::new(measure.name(), Values::Float(values)).with_present(present)
        }));
        Table::new(columns)
    }

    fn terms(&self, place: usize) -> (&str, &str) {
        let pair = self.pairs[place];
        (
            self.vocabulary.term(pair.node),
            self.vocabulary.term(pair.collocate),
        )
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

/// A count as a cell of a table.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
