//! The cheapest way to cut a run into words.
//!
//! A run is cut stretch by stretch. A stretch ends at the first place that no word of the dictionary spans, so the
//! cheapest way through the run passes there; the cheapest way to each place of a stretch follows from those to the
//! places before it (Bellman's equation, as ICU's engine in C has it for a whole run). Stretches are a few characters
//! long. One of so many units that it can only be made up is ended by force, which bounds memory and keeps
//! the work linear.

use super::clusters::{Cluster, Clusterer};
use super::extends;
use super::lexicon::Lexicon;
use super::script::{Script, script_of};
use super::trie::{LONGEST_WORD, Node, Trie};
use super::units::Units;

/// A stretch of so many units is ended by force.
const LONGEST_STRETCH: usize = 256;

/// So many units are read in one go, or twice as many where a stretch needs it, and so on.
const UNITS_AT_ONCE: usize = 1024;

/// So many units at the end of those that were read may still change.
const LOOK_AHEAD: usize = 2;

/// A way from the front of a stretch, as one number that is smaller for a better way: cheaper; of the same cost, with a
/// word of the dictionary rather than none at its end; then with a shorter one, so that the words before it are longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u64);

impl Way {
    const NONE: Self = Self(u64::MAX);
    const UNKNOWN: u64 = 1 << 31;
    const LATEST: u64 = Self::UNKNOWN - 1;

    /// The way of a cost whose last word begins with unit `from`.
    #[inline]
    const fn new(cost: u32, from: usize) -> Self {
        Self(((cost as u64) << 32) | (Self::LATEST - from as u64))
    }

    /// The same where what begins with unit `from` is no word.
    #[inline]
    const fn unknown(self) -> Self {
        Self(self.0 | Self::UNKNOWN)
    }

    const fn cost(self) -> u32 {
        (self.0 >> 32) as u32
    }

    const fn is_unknown(self) -> bool {
        self.0 & Self::UNKNOWN != 0
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low half")]
    const fn from(self) -> usize {
        (Self::LATEST - (self.0 & Self::LATEST)) as usize
    }
}

/// Cuts runs; keeps its memory from one run to the next.
///
/// A run is a row of units, which nothing parts: a character, or in an alphabet a cluster, with the marks behind it.
#[derive(Debug, Default)]
pub(in crate::tokens) struct RunSegmenter {
    /// What words begin with each of the units that were read, and [`Node::NONE`] behind. All are looked up as they are
    /// read: none waits for another then.
    units: Vec<Node>,
    /// The byte behind each of them, of those that were read.
    ends: Vec<usize>,
    clusters: Vec<Cluster>,
    /// The best way to the front of each unit, from the front of its stretch.
    ways: Vec<Way>,
    /// The words of a stretch, the last first.
    words: Vec<(usize, bool)>,
}

impl RunSegmenter {
    /// Calls `found` with the end, in bytes, of each word of the run at the front of `text`, and returns the last such
    /// end.
    ///
    /// The run is a character of the `script`, as [`script_of`] tells, with all that follow it of the same script, and
    /// what extends them. At most about a thousand units are cut, or as many more as one piece of no word may have. To
    /// cut the rest afterwards is to get the words that one call for all would find.
    ///
    /// Linear in what is cut; the memory kept is bounded.
    pub(in crate::tokens) fn segment(
        &mut self,
        script: Script,
        text: &str,
        found: &mut impl FnMut(usize),
    ) -> usize {
        let lexicon = Lexicon::of(script);
        let mut at = 0;
        let mut n_units = UNITS_AT_ONCE;
        // The end of the last cluster that is no word, while more of its kind may join it.
        let mut unknown = None;
        let mut is_whole = false;
        while !is_whole && (at == 0 || unknown.is_some()) {
            let base = at;
            is_whole = self.read(script, lexicon, &text[base..], n_units);
            n_units *= 2;
            let mut start = 0;
            while start + 1 < self.units.len() {
                let end = self.stretch(lexicon, start);
                if !is_whole && end + LONGEST_WORD + LOOK_AHEAD >= self.units.len() {
                    break;
                }
                n_units = UNITS_AT_ONCE;
                self.trace(start, end);
                for (to, is_unknown) in self.words.drain(..).rev() {
                    at = base + self.ends[to - 1];
                    if is_unknown && lexicon.joins_unknown {
                        unknown = Some(at);
                    } else {
                        unknown.take().into_iter().for_each(&mut *found);
                        found(at);
                    }
                }
                start = end;
            }
        }
        unknown.into_iter().for_each(found);
        at
    }

    /// Reads up to `n_units` of the run at the front of `text`; true where that is all of it.
    fn read(&mut self, script: Script, lexicon: &Lexicon, text: &str, n_units: usize) -> bool {
        if self.ends.len() < n_units {
            self.ends.resize(n_units, 0);
            self.clusters.resize(n_units, Cluster::NONE);
        }
        self.units.clear();
        let is_whole = if let Some(clusters) = &lexicon.clusters {
            let mut clusterer = Clusterer::new(&mut self.clusters, &mut self.ends);
            let is_whole = read(script, text, n_units, &mut clusterer);
            let n_clusters = clusterer.len();
            let found = self.clusters[..n_clusters].iter();
            self.units
                .extend(found.map(|&cluster| clusters.node(cluster)));
            is_whole
        } else {
            let mut characters = Characters {
                trie: &lexicon.trie,
                units: &mut self.units,
                ends: &mut self.ends,
            };
            read(script, text, n_units, &mut characters)
        };
        self.units.push(Node::NONE);
        self.ways.clear();
        self.ways.resize(self.units.len(), Way::NONE);
        is_whole
    }

    /// Finds the best ways to all places of the stretch from unit `start` on, and returns the stretch's end.
    #[inline]
    fn stretch(&mut self, lexicon: &Lexicon, start: usize) -> usize {
        self.ways[start] = Way::new(0, start);
        let (mut at, mut reach) = (start, start);
        for _ in 0..LONGEST_STRETCH {
            let cost = self.ways[at].cost();
            reach = reach.max(self.words_from(&lexicon.trie, at, cost));
            let way = Way::new(cost + lexicon.unknown, at).unknown();
            at += 1;
            self.ways[at] = way.min(self.ways[at]);
            if at >= reach {
                return at;
            }
        }
        // By force: what goes on behind the end is forgotten.
        self.ways[at + 1..=reach].fill(Way::NONE);
        at
    }

    /// Goes on from unit `from`, to where `cost` leads, by the words that begin there; the end of the longest.
    #[inline]
    fn words_from(&mut self, trie: &Trie, from: usize, cost: u32) -> usize {
        let mut longest = from;
        let mut node = self.units[from];
        let rest = self.units[from + 1..]
            .iter()
            .zip(&mut self.ways[from + 1..]);
        for (to, (next, best)) in (from + 1..).zip(rest) {
            // Written without branches, as they could not be foretold.
            let word = node.cost();
            let way = word.map_or(Way::NONE, |word| Way::new(cost + word, from));
            *best = way.min(*best);
            longest = if word.is_some() { to } else { longest };
            let Some(longer) = trie.child(node, next.letter()) else {
                break;
            };
            node = longer;
        }
        longest
    }

    /// Fills `words` with where the words of the best way to `end` end, the last first, and whether each is none.
    #[inline]
    fn trace(&mut self, start: usize, end: usize) {
        let mut to = end;
        while to > start {
            let way = self.ways[to];
            self.words.push((to, way.is_unknown()));
            to = way.from();
        }
    }
}

/// Characters as units of their own.
struct Characters<'v> {
    trie: &'v Trie,
    units: &'v mut Vec<Node>,
    ends: &'v mut [usize],
}

impl Units for Characters<'_> {
    #[inline]
    fn len(&self) -> usize {
        self.units.len()
    }

    #[inline]
    fn push(&mut self, character: char, end: usize) {
        self.ends[self.units.len()] = end;
        self.units.push(self.trie.first(u32::from(character)));
    }

    #[inline]
    fn extend(&mut self, end: usize) {
        self.ends[self.units.len() - 1] = end;
    }
}

/// Puts the characters of the run at the front of `text` together to up to `n_units` units; true where these are all.
#[inline]
fn read(script: Script, text: &str, n_units: usize, units: &mut impl Units) -> bool {
    for (place, character) in text.char_indices() {
        let end = place + character.len_utf8();
        if script_of(character) == Some(script) || units.len() == 0 {
            if units.len() == n_units {
                return false;
            }
            units.push(character, end);
        } else if extends(character) {
            units.extend(end);
        } else {
            break;
        }
    }
    true
}
