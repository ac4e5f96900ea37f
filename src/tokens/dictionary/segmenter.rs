//! Lowest-cost segmentation of a run into words.
//!
//! A run is segmented chunk by chunk. A chunk ends at the first position that no dictionary word spans, so the cheapest
//! path through the run passes there. Within a chunk, the cheapest path to each position follows from those to the
//! positions before it (dynamic programming, as in ICU's C implementation, which does this for the whole run). Chunks
//! are a few characters long. The length of a chunk is capped, which bounds the memory and keeps the time linear; only
//! artificial text reaches the cap.

use icu_normalizer::properties::{
    CanonicalCompositionBorrowed, CanonicalDecompositionBorrowed, Decomposed,
};

use super::clusters::{Cluster, Clusterer};
use super::extends;
use super::lexicon::Lexicon;
use super::script::{Script, script_of};
use super::trie::{MAX_WORD_LETTERS, Node, Trie};
use super::units::Units;

/// The maximum number of units per chunk.
const MAX_CHUNK_UNITS: usize = 256;

/// The number of units read at a time. Doubled as long as a chunk needs more.
const UNITS_PER_READ: usize = 1024;

/// The number of units at the end of those read that may still change.
const LOOKAHEAD: usize = 2;

/// A path from the start of a chunk, packed into an integer that is smaller for better paths. Lower cost is better;
/// then a dictionary word at the end rather than an unknown one; then a shorter last word, so that the words before it
/// are longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Path(u64);

impl Path {
    const NONE: Self = Self(u64::MAX);
    const UNKNOWN: u64 = 1 << 31;
    const MAX_START: u64 = Self::UNKNOWN - 1;

    /// A path with this cost, whose last word begins with unit `from`.
    #[inline]
    const fn new(cost: u32, from: usize) -> Self {
        Self(((cost as u64) << 32) | (Self::MAX_START - from as u64))
    }

    /// The same path, if the unit `from` is not a dictionary word.
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
    const fn last_start(self) -> usize {
        (Self::MAX_START - (self.0 & Self::MAX_START)) as usize
    }
}

/// Segments runs, and reuses its buffers between runs.
///
/// A run is a sequence of units that are never split: a character or, in an alphabet, a cluster, with its extending
/// characters.
#[derive(Debug, Default)]
pub(in crate::tokens) struct RunSegmenter {
    /// The trie node of each unit read, followed by [`Node::NONE`]. Nodes are looked up while reading, so that the
    /// lookups do not wait for each other.
    units: Vec<Node>,
    /// The end of each unit read, in bytes.
    ends: Vec<usize>,
    clusters: Vec<Cluster>,
    /// The best path from the start of the chunk to the start of each unit.
    paths: Vec<Path>,
    /// The words of a chunk, last first: the end of each, and whether it is unknown.
    words: Vec<(usize, bool)>,
}

impl RunSegmenter {
    /// Calls `emit` with the end, in bytes, of each word of the run at the start of `text`. Returns the last end.
    ///
    /// The run is a character of `script` (see [`script_of`]), followed by characters of the same script and their
    /// extending characters. Segments about a thousand units at most, or more if an unknown word is longer. Segmenting
    /// the rest afterwards gives the same words as segmenting the whole run at once.
    ///
    /// Linear in the length of the text that is segmented, with bounded memory.
    pub(in crate::tokens) fn segment(
        &mut self,
        script: Script,
        text: &str,
        emit: &mut impl FnMut(usize),
    ) -> usize {
        let lexicon = Lexicon::of(script);
        let mut at = 0;
        let mut n_units = UNITS_PER_READ;
        // The end of the last unknown cluster, to which further ones may be merged.
        let mut unknown = None;
        let mut is_complete = false;
        while !is_complete && (at == 0 || unknown.is_some()) {
            let base = at;
            is_complete = self.read(script, lexicon, &text[base..], n_units);
            n_units *= 2;
            let mut start = 0;
            while start + 1 < self.units.len() {
                let end = self.find_chunk(lexicon, start);
                if !is_complete && end + MAX_WORD_LETTERS + LOOKAHEAD >= self.units.len() {
                    break;
                }
                n_units = UNITS_PER_READ;
                self.backtrack(start, end);
                for (to, is_unknown) in self.words.drain(..).rev() {
                    at = base + self.ends[to - 1];
                    if is_unknown && lexicon.merges_unknown {
                        unknown = Some(at);
                    } else {
                        unknown.take().into_iter().for_each(&mut *emit);
                        emit(at);
                    }
                }
                start = end;
            }
        }
        unknown.into_iter().for_each(emit);
        at
    }

    /// Reads up to `n_units` units of the run at the start of `text`. Returns true if that is all of it.
    fn read(&mut self, script: Script, lexicon: &Lexicon, text: &str, n_units: usize) -> bool {
        if self.ends.len() < n_units {
            self.ends.resize(n_units, 0);
            self.clusters.resize(n_units, Cluster::EMPTY);
        }
        self.units.clear();
        let is_complete = if let Some(clusters) = &lexicon.clusters {
            let mut clusterer = Clusterer::new(&mut self.clusters, &mut self.ends);
            let is_complete = read(script, text, n_units, &mut clusterer);
            let n_clusters = clusterer.len();
            let found = self.clusters[..n_clusters].iter();
            self.units
                .extend(found.map(|&cluster| clusters.node(cluster)));
            is_complete
        } else {
            let mut characters = Characters {
                trie: &lexicon.trie,
                units: &mut self.units,
                ends: &mut self.ends,
                last: '\0',
            };
            read(script, text, n_units, &mut characters)
        };
        self.units.push(Node::NONE);
        self.paths.clear();
        self.paths.resize(self.units.len(), Path::NONE);
        is_complete
    }

    /// Finds the best paths to all positions of the chunk that begins with unit `start`. Returns the end of the chunk.
    #[inline]
    fn find_chunk(&mut self, lexicon: &Lexicon, start: usize) -> usize {
        self.paths[start] = Path::new(0, start);
        let (mut at, mut reach) = (start, start);
        for _ in 0..MAX_CHUNK_UNITS {
            let cost = self.paths[at].cost();
            reach = reach.max(self.relax_from(&lexicon.trie, at, cost));
            let path = Path::new(cost + lexicon.unknown_cost, at).unknown();
            at += 1;
            self.paths[at] = path.min(self.paths[at]);
            if at >= reach {
                return at;
            }
        }
        // The chunk is capped: discard the paths beyond its end.
        self.paths[at + 1..=reach].fill(Path::NONE);
        at
    }

    /// Extends the path of cost `cost` to unit `from` by the words that begin there. Returns the end of the longest
    /// word.
    #[inline]
    fn relax_from(&mut self, trie: &Trie, from: usize, cost: u32) -> usize {
        let mut longest = from;
        let mut node = self.units[from];
        let rest = self.units[from + 1..]
            .iter()
            .zip(&mut self.paths[from + 1..]);
        for (to, (next, best)) in (from + 1..).zip(rest) {
            // Branch-free, because the branches would be unpredictable.
            let word = node.cost();
            let path = word.map_or(Path::NONE, |word| Path::new(cost + word, from));
            *best = path.min(*best);
            longest = if word.is_some() { to } else { longest };
            let Some(longer) = trie.child(node, next.letter()) else {
                break;
            };
            node = longer;
        }
        longest
    }

    /// Fills `words` with the words on the best path to `end`: the end of each, last first, and whether it is unknown.
    #[inline]
    fn backtrack(&mut self, start: usize, end: usize) {
        let mut to = end;
        while to > start {
            let path = self.paths[to];
            self.words.push((to, path.is_unknown()));
            to = path.last_start();
        }
    }
}

/// Characters as units of their own.
struct Characters<'v> {
    trie: &'v Trie,
    units: &'v mut Vec<Node>,
    ends: &'v mut [usize],
    /// The last character, composed with the marks after it.
    last: char,
}

impl Units for Characters<'_> {
    #[inline]
    fn len(&self) -> usize {
        self.units.len()
    }

    #[inline]
    fn push(&mut self, character: char, end: usize) {
        let character = if character >= FIRST_COMPATIBILITY {
            unified(character)
        } else {
            character
        };
        self.ends[self.units.len()] = end;
        self.units.push(self.trie.first(u32::from(character)));
        self.last = character;
    }

    /// Dictionaries list composed characters: が, not か with U+3099. Marks that do not compose are ignored.
    fn extend(&mut self, mark: char, end: usize) {
        let at = self.units.len() - 1;
        self.ends[at] = end;
        if let Some(composed) = CanonicalCompositionBorrowed::new().compose(self.last, mark) {
            self.units[at] = self.trie.first(u32::from(composed));
            self.last = composed;
        }
    }
}

/// The first compatibility ideograph.
const FIRST_COMPATIBILITY: char = '\u{F900}';

/// Returns the unified ideograph to which a compatibility ideograph is canonically equivalent; other characters unchanged.
#[inline(never)]
fn unified(character: char) -> char {
    match CanonicalDecompositionBorrowed::new().decompose(character) {
        Decomposed::Singleton(unified) => unified,
        _ => character,
    }
}

/// Groups the characters of the run at the start of `text` into up to `n_units` units. Returns true if that is all of
/// it.
#[inline]
fn read(script: Script, text: &str, n_units: usize, units: &mut impl Units) -> bool {
    for (offset, character) in text.char_indices() {
        let end = offset + character.len_utf8();
        if script_of(character) == Some(script) || units.len() == 0 {
            if units.len() == n_units {
                return false;
            }
            units.push(character, end);
        } else if extends(character) {
            units.extend(character, end);
        } else {
            break;
        }
    }
    true
}
