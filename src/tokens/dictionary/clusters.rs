//! The clusters of letters that the words of an alphabet are made of.
//!
//! In an alphabet words begin and end only between clusters. So words are looked up cluster by cluster: half as many
//! steps as there are letters, and none to a place where no word may end. A cluster is known by the bytes of its letters
//! in one number.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::script::binding;
use super::trie::{Node, Trie};
use super::units::Units;
use super::words::Words;

/// A cluster of a dictionary's word has at most so many letters; a longer one is in no word.
const LONGEST_CLUSTER: u32 = 15;

/// Letters that cannot be parted, a byte each, the last one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cluster(u128);

impl Cluster {
    /// One that is too long by more than a letter, whatever its letters are.
    const LONG: Self = Self(u128::MAX);

    /// One of no letters.
    pub(super) const NONE: Self = Self(0);

    /// The cluster of one letter.
    #[inline]
    fn new(letter: char) -> Self {
        // A byte other than zero, for each letter of an alphabet another. Burmese letters stand in three blocks: 1000 to
        // 109F, A9E0 to A9FE and AA60 to AA7F.
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
        self.0 >> (8 * LONGEST_CLUSTER) != 0
    }

    /// The cluster with one letter more.
    #[inline]
    const fn with(self, letter: Self) -> Self {
        if self.is_too_long() {
            Self::LONG
        } else {
            Self((self.0 << 8) | letter.0)
        }
    }

    /// The cluster without its last letter. [`Self::LONG`] is too long without it as well.
    const fn without_last(self) -> Self {
        if self.0 == Self::LONG.0 {
            self
        } else {
            Self(self.0 >> 8)
        }
    }
}

/// Puts the letters of a run together to clusters; three letters alike or more are as one.
#[derive(Debug)]
pub(super) struct Clusterer<'v> {
    /// The clusters, and the byte behind each, of which so many are in use.
    clusters: &'v mut [Cluster],
    ends: &'v mut [usize],
    n_clusters: usize,
    /// The last cluster, of those in use.
    cluster: Cluster,
    letter: char,
    /// The last letter binds the next.
    binds: bool,
    /// How often the last letter stands in a row.
    n_alike: usize,
}

impl<'v> Clusterer<'v> {
    /// One that puts clusters and their ends where it is told; there must be room for as many as there may be.
    pub(super) fn new(clusters: &'v mut [Cluster], ends: &'v mut [usize]) -> Self {
        Self {
            clusters,
            ends,
            n_clusters: 0,
            cluster: Cluster::NONE,
            letter: '\0',
            // There is none to bind the first to.
            binds: false,
            n_alike: 0,
        }
    }

    /// Takes a third letter alike, or one more, for the first.
    #[inline]
    fn fold(&mut self) {
        if self.n_alike > 3 {
            return;
        }
        if self.cluster.is_one_letter() {
            self.n_clusters -= 1;
            self.cluster = self.clusters[self.n_clusters - 1];
        } else {
            self.cluster = self.cluster.without_last();
        }
    }

    /// Binds the last letter to those before it, where it is a cluster of its own.
    #[inline]
    fn close(&mut self) {
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
        reason = "whether a letter is bound could not be foretold, so it must be no branch"
    )]
    fn push(&mut self, letter: char, end: usize) {
        let binding = binding(u32::from(letter));
        let is_bound = (binding.before | self.binds) & (self.n_clusters > 0);
        self.binds = binding.after;
        let is_alike = letter == self.letter;
        self.letter = letter;
        self.n_alike = if is_alike { self.n_alike + 1 } else { 1 };
        if self.n_alike > 2 {
            self.fold();
        } else {
            if binding.closes {
                self.close();
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
    fn extend(&mut self, end: usize) {
        self.ends[self.n_clusters - 1] = end;
    }
}

/// The clusters of an alphabet's words, each with what words begin with it.
#[derive(Debug)]
pub(super) struct Clusters(HashMap<Cluster, Node, FixedState>);

impl Clusters {
    /// What words begin with a cluster.
    #[inline]
    pub(super) fn node(&self, cluster: Cluster) -> Node {
        self.0.get(&cluster).copied().unwrap_or(Node::NONE)
    }

    /// The bytes that they take.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.0.allocation_size()
    }
}

/// Words with their costs, taken apart into clusters.
#[derive(Debug, Default)]
pub(super) struct ClusteredWords {
    words: Words,
    letters: HashMap<Cluster, u32, FixedState>,
    /// Those of the word in hand.
    clusters: Vec<Cluster>,
    ends: Vec<usize>,
}

impl ClusteredWords {
    /// Adds a word, which must be another than those before.
    ///
    /// # Panics
    ///
    /// Where a cluster of it is too long.
    pub(super) fn push(&mut self, word: &str, cost: u32) {
        if has_three_alike(word) {
            // Nothing in a run, where they are as one, is like it.
            return;
        }
        // As many as bytes, which is more than there are.
        self.clusters.resize(word.len(), Cluster::NONE);
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

    /// The trie of all words, whose letters are clusters, and these.
    pub(super) fn finish(mut self) -> (Trie, Clusters) {
        self.words.sort();
        let trie = Trie::new(&self.words);
        let node = |(cluster, letter)| (cluster, trie.first(letter));
        let clusters = Clusters(self.letters.into_iter().map(node).collect());
        (trie, clusters)
    }
}

fn has_three_alike(word: &str) -> bool {
    let seconds = word.chars().zip(word.chars().skip(1));
    let mut thirds = seconds.zip(word.chars().skip(2));
    thirds.any(|((first, second), third)| first == second && second == third)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::script::{Binding, Script, script_of};
    use super::*;

    /// The letters of all clusters, and where each ends in `text`, by a plain reading.
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
        for (at, &(place, letter)) in units.iter().enumerate() {
            let closes = binding(at + 1).closes;
            let is_bound = at > 0 && (binding(at).before || binding(at - 1).after || closes);
            if !is_bound {
                clusters.push((String::new(), 0));
            }
            let (cluster, end) = clusters.last_mut().expect("the first is not bound");
            cluster.push(letter);
            *end = place + letter.len_utf8();
        }
        clusters
    }

    fn check(text: &str) {
        let mut clusters = vec![Cluster::NONE; text.len()];
        let mut ends = vec![0; text.len()];
        let mut clusterer = Clusterer::new(&mut clusters, &mut ends);
        for (place, letter) in text.char_indices() {
            clusterer.push(letter, place + letter.len_utf8());
        }
        let n_clusters = clusterer.len();
        let plain = plain(text);
        let plain_ends: Vec<usize> = plain.iter().map(|cluster| cluster.1).collect();
        assert_eq!(ends[..n_clusters], plain_ends, "{text:?}");
        for (cluster, (letters, _)) in clusters.iter().zip(&plain) {
            let most = LONGEST_CLUSTER as usize;
            let expected = letters
                .chars()
                .take(most + 1)
                .fold(0, |number, letter| number << 8 | Cluster::new(letter).0);
            if letters.chars().count() > most {
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
    fn clusters_of_about_the_greatest_length_equal_a_plain_reading() {
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
    fn no_two_letters_of_an_alphabet_have_the_same_byte() {
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
