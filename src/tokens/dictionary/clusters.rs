//! Letter clusters, the units of words in the Southeast Asian alphabets.
//!
//! Words begin and end only at cluster boundaries. Looking words up cluster by cluster takes half as many steps as
//! letter by letter, and never stops where no word may end. A cluster packs one byte per letter into an integer.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::script::binding;
use super::trie::{Node, Trie};
use super::units::Units;
use super::word_list::WordList;

/// The maximum number of letters per cluster. No dictionary word contains a longer cluster.
const MAX_CLUSTER_LETTERS: u32 = 15;

/// Inseparable letters, one byte each, with the last letter in the lowest byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cluster(u128);

impl Cluster {
    /// A cluster that exceeds the maximum by at least two letters.
    const TOO_LONG: Self = Self(u128::MAX);

    /// The empty cluster.
    pub(super) const EMPTY: Self = Self(0);

    /// Creates a cluster of one letter.
    #[inline]
    fn new(letter: char) -> Self {
        // Map the letters of each alphabet to distinct bytes other than zero. Burmese letters are in three blocks: 1000
        // to 109F, A9E0 to A9FE and AA60 to AA7F.
        let [_, _, block, low] = u32::from(letter).to_be_bytes();
        let moved = low.wrapping_add(if block == 0xAA { 0x61 } else { 1 });
        Self(u128::from(moved))
    }

    #[inline]
    const fn is_one_letter(self) -> bool {
        self.0 <= u8::MAX as u128
    }

    #[inline]
    const fn is_too_long(self) -> bool {
        self.0 >> (8 * MAX_CLUSTER_LETTERS) != 0
    }

    /// Appends a letter.
    #[inline]
    const fn with(self, letter: Self) -> Self {
        if self.is_too_long() {
            Self::TOO_LONG
        } else {
            Self((self.0 << 8) | letter.0)
        }
    }

    /// Removes the last letter. [`Self::TOO_LONG`] is still too long without it.
    const fn without_last(self) -> Self {
        if self.0 == Self::TOO_LONG.0 {
            self
        } else {
            Self(self.0 >> 8)
        }
    }
}

/// Groups the letters of a run into clusters. Three or more equal letters count as one.
#[derive(Debug)]
pub(super) struct Clusterer<'v> {
    /// The clusters and their ends in bytes; the first `n_clusters` elements are used.
    clusters: &'v mut [Cluster],
    ends: &'v mut [usize],
    n_clusters: usize,
    /// A copy of the last cluster.
    cluster: Cluster,
    letter: char,
    /// The last letter binds the next one.
    binds_next: bool,
    /// The number of consecutive occurrences of the last letter.
    n_repeats: usize,
}

impl<'v> Clusterer<'v> {
    /// Writes clusters and their ends to the given slices, which must be large enough.
    pub(super) fn new(clusters: &'v mut [Cluster], ends: &'v mut [usize]) -> Self {
        Self {
            clusters,
            ends,
            n_clusters: 0,
            cluster: Cluster::EMPTY,
            letter: '\0',
            // The first letter has nothing to bind to.
            binds_next: false,
            n_repeats: 0,
        }
    }

    /// Merges a third or later equal letter with the first.
    #[inline]
    fn fold_repeat(&mut self) {
        if self.n_repeats > 3 {
            return;
        }
        if self.cluster.is_one_letter() {
            self.n_clusters -= 1;
            self.cluster = self.clusters[self.n_clusters - 1];
        } else {
            self.cluster = self.cluster.without_last();
        }
    }

    /// Binds the last letter to the cluster before it, if it is a cluster of its own.
    #[inline]
    fn close_cluster(&mut self) {
        if self.n_clusters > 1 && self.cluster.is_one_letter() {
            self.n_clusters -= 1;
            self.cluster = self.clusters[self.n_clusters - 1].with(self.cluster);
        }
    }
}

impl Units for Clusterer<'_> {
    #[inline]
    fn len(&self) -> usize {
        self.n_clusters
    }

    #[inline]
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "whether a letter is bound is unpredictable, so avoid a branch"
    )]
    fn push(&mut self, letter: char, end: usize) {
        // The only letter of these alphabets with a canonical decomposition.
        if letter == '\u{1026}' {
            self.push('\u{1025}', end);
            return self.push('\u{102E}', end);
        }
        let binding = binding(u32::from(letter));
        let is_bound = (binding.before | self.binds_next) & (self.n_clusters > 0);
        self.binds_next = binding.after;
        let repeats = letter == self.letter;
        self.letter = letter;
        self.n_repeats = if repeats { self.n_repeats + 1 } else { 1 };
        if self.n_repeats > 2 {
            self.fold_repeat();
        } else {
            if binding.closes {
                self.close_cluster();
            }
            let letter = Cluster::new(letter);
            let longer = self.cluster.with(letter);
            self.cluster = if is_bound { longer } else { letter };
            self.n_clusters += usize::from(!is_bound);
        }
        self.clusters[self.n_clusters - 1] = self.cluster;
        self.ends[self.n_clusters - 1] = end;
    }

    #[inline]
    fn extend(&mut self, _: char, end: usize) {
        self.ends[self.n_clusters - 1] = end;
    }
}

/// The clusters of an alphabet's words, with the trie node of each as a first cluster.
#[derive(Debug)]
pub(super) struct Clusters(HashMap<Cluster, Node, FixedState>);

impl Clusters {
    /// Returns the node of the words that begin with a cluster.
    #[inline]
    pub(super) fn node(&self, cluster: Cluster) -> Node {
        self.0.get(&cluster).copied().unwrap_or(Node::NONE)
    }

    /// The memory used, in bytes.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.0.allocation_size()
    }
}

/// Words with their costs, split into clusters.
#[derive(Debug, Default)]
pub(super) struct ClusteredWords {
    words: WordList,
    letters: HashMap<Cluster, u32, FixedState>,
    /// Buffers for the clusters of the current word.
    clusters: Vec<Cluster>,
    ends: Vec<usize>,
}

impl ClusteredWords {
    /// Adds a word, which must not have been added before.
    ///
    /// # Panics
    ///
    /// If one of its clusters is too long.
    pub(super) fn push(&mut self, word: &str, cost: u32) {
        if has_letter_three_times(word) {
            // Runs have such letters merged, so the word can never match.
            return;
        }
        // There are at most as many clusters as bytes.
        self.clusters.resize(word.len(), Cluster::EMPTY);
        self.ends.resize(word.len(), 0);
        let mut clusterer = Clusterer::new(&mut self.clusters, &mut self.ends);
        word.chars().for_each(|letter| clusterer.push(letter, 0));
        let n_clusters = clusterer.len();
        let letters = self.clusters[..n_clusters].iter().map(|&cluster| {
            assert!(!cluster.is_too_long(), "a cluster in {word} is too long");
            let next = u32::try_from(self.letters.len()).expect("fewer clusters than 2^32");
            *self.letters.entry(cluster).or_insert(next)
        });
        self.words.push(letters, cost);
    }

    /// Builds the trie, whose letters are clusters, and the map of clusters.
    pub(super) fn finish(mut self) -> (Trie, Clusters) {
        self.words.sort();
        let trie = Trie::new(&self.words);
        let node = |(cluster, letter)| (cluster, trie.first(letter));
        let clusters = Clusters(self.letters.into_iter().map(node).collect());
        (trie, clusters)
    }
}

fn has_letter_three_times(word: &str) -> bool {
    let seconds = word.chars().zip(word.chars().skip(1));
    let mut thirds = seconds.zip(word.chars().skip(2));
    thirds.any(|((first, second), third)| first == second && second == third)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::script::{Binding, Script, script_of};
    use super::*;

    /// Returns the letters of all clusters and their ends in `text`, by a plain reading of the rules.
    fn plain(text: &str) -> Vec<(String, usize)> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut units = Vec::new();
        for alike in letters.chunk_by(|a, b| a.1 == b.1) {
            let step = if alike.len() < 3 { 1 } else { alike.len() };
            let last = |part: &[(usize, char)]| part[part.len() - 1];
            units.extend(alike.chunks(step).map(last));
        }
        let binding = |at: usize| {
            let unit: Option<&(usize, char)> = units.get(at);
            unit.map_or(Binding::default(), |unit| binding(u32::from(unit.1)))
        };
        let mut clusters: Vec<(String, usize)> = Vec::new();
        for (at, &(offset, letter)) in units.iter().enumerate() {
            let closes = binding(at + 1).closes;
            let is_bound = at > 0 && (binding(at).before || binding(at - 1).after || closes);
            if !is_bound {
                clusters.push((String::new(), 0));
            }
            let (cluster, end) = clusters.last_mut().expect("the first is not bound");
            cluster.push(letter);
            *end = offset + letter.len_utf8();
        }
        clusters
    }

    fn check(text: &str) {
        let mut clusters = vec![Cluster::EMPTY; text.len()];
        let mut ends = vec![0; text.len()];
        let mut clusterer = Clusterer::new(&mut clusters, &mut ends);
        for (offset, letter) in text.char_indices() {
            clusterer.push(letter, offset + letter.len_utf8());
        }
        let n_clusters = clusterer.len();
        let plain = plain(text);
        let plain_ends: Vec<usize> = plain.iter().map(|cluster| cluster.1).collect();
        assert_eq!(ends[..n_clusters], plain_ends, "{text:?}");
        for (cluster, (letters, _)) in clusters.iter().zip(&plain) {
            let max = MAX_CLUSTER_LETTERS as usize;
            let expected = letters
                .chars()
                .take(max + 1)
                .fold(0, |number, letter| number << 8 | Cluster::new(letter).0);
            if letters.chars().count() > max {
                assert!(cluster.is_too_long(), "{text:?}");
            } else {
                assert_eq!(cluster.0, expected, "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn clusters_equal_a_plain_reading(text in "[กา่์เัข]{0,40}|[ក្ាក៏]{0,60}|[ကာ္\u{AA60}]{0,60}") {
            check(&text);
        }
    }

    #[test]
    fn clusters_near_the_maximum_length_equal_a_plain_reading() {
        for n_marks in 10..20 {
            for end in [
                "",
                "\u{E49}\u{E49}",
                "\u{E49}\u{E49}\u{E49}",
                "ก\u{E4C}",
                "กกก\u{E4C}",
            ] {
                let marks = "\u{E48}\u{E34}".repeat(n_marks / 2);
                let odd = if n_marks % 2 == 1 { "\u{E48}" } else { "" };
                check(&format!("ก{marks}{odd}{end}"));
            }
        }
    }

    #[test]
    fn letters_of_an_alphabet_have_distinct_bytes() {
        for script in [Script::Thai, Script::Lao, Script::Khmer, Script::Burmese] {
            let letters = ('\0'..=char::MAX).filter(|&letter| script_of(letter) == Some(script));
            let mut bytes: Vec<u128> = letters.map(|letter| Cluster::new(letter).0).collect();
            let n_letters = bytes.len();
            bytes.sort_unstable();
            bytes.dedup();
            assert_eq!(bytes.len(), n_letters, "{script:?}");
            assert!(bytes[0] > 0, "{script:?}");
        }
    }
}
