//! The trie of all names, built once and searched in its serialized form.
//!
//! A name is a sequence of word ids. If the text between two words is not a space or a hyphen, the id of that joint is a
//! step of its own. Nodes are numbered breadth first, so the children of a node are adjacent and sorted by word id. The
//! words that begin names have the lowest ids, so the first step is a single addition.

use super::compiled::u32_at;
use super::words::WordId;

/// The length of a node in bytes: its first child, its first name.
pub(super) const NODE_LEN: usize = 8;

/// The root; no word leads to it.
pub(super) const ROOT: u32 = 0;

/// The serialized trie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trie<'g> {
    pub(super) nodes: &'g [[u8; NODE_LEN]],
    pub(super) labels: &'g [[u8; 4]],
    /// The number of words that begin names.
    pub(super) n_firsts: u32,
    /// The id of the first joint.
    pub(super) first_joint: u32,
}

impl Trie<'_> {
    /// Returns the node of the names that begin with a word.
    #[inline]
    pub(super) fn first(&self, word: WordId) -> Option<u32> {
        (word < self.n_firsts).then(|| word + 1)
    }

    /// Returns the names that end at a node.
    #[inline]
    pub(super) fn names(&self, node: u32) -> std::ops::Range<usize> {
        self.range(node, 4)
    }

    /// Returns the children of a node.
    #[inline]
    pub(super) fn children(&self, node: u32) -> std::ops::Range<usize> {
        self.range(node, 0)
    }

    #[inline]
    fn range(&self, node: u32, field: usize) -> std::ops::Range<usize> {
        let node = node as usize;
        match self.nodes.get(node..node + 2) {
            Some([this, next]) => u32_at(this, field) as usize..u32_at(next, field) as usize,
            _ => 0..0,
        }
    }

    /// Returns the child for a word or joint.
    pub(super) fn step(&self, children: std::ops::Range<usize>, word: WordId) -> Option<u32> {
        let start = children.start;
        let labels = self.labels.get(children)?;
        let index = labels.binary_search_by_key(&word, |label| u32::from_le_bytes(*label));
        u32::try_from(start + index.ok()?).ok()
    }

    /// True if a joint leads to one of these children; joints have the highest ids.
    pub(super) fn has_joint(&self, children: std::ops::Range<usize>) -> bool {
        let labels = self.labels.get(children).unwrap_or_default();
        labels
            .last()
            .is_some_and(|last| u32::from_le_bytes(*last) >= self.first_joint)
    }
}

/// The concatenated steps of all names.
#[derive(Debug)]
pub(super) struct Paths {
    pub(super) steps: Vec<WordId>,
    /// The offset of the steps of each name, and the end of the last.
    pub(super) starts: Vec<u32>,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            steps: Vec::new(),
            starts: vec![0],
        }
    }
}

impl Paths {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn get(&self, name: u32) -> &[WordId] {
        let name = name as usize;
        &self.steps[self.starts[name] as usize..self.starts[name + 1] as usize]
    }
}

/// The arrays of a trie under construction.
#[derive(Debug, Default)]
pub(super) struct TrieBuilder {
    /// For each node its first child and its first name, with a sentinel after the last.
    pub(super) nodes: Vec<u32>,
    pub(super) labels: Vec<WordId>,
    /// The names in the order of their final nodes.
    pub(super) names: Vec<u32>,
}

/// A range of sorted names with a common prefix.
struct Branch {
    start: u32,
    end: u32,
    depth: u32,
}

impl TrieBuilder {
    /// Builds the trie; `rank` orders names that end at the same node.
    ///
    /// Sorts the names by their first two steps as one integer, then by the rest. Linear except for sorting.
    pub(super) fn new<R: Ord>(paths: &Paths, rank: impl Fn(u32) -> R) -> Self {
        let sorted = sorted_names(paths, rank);
        let mut builder = Self::default();
        let n_names = number(sorted.len());
        let mut branches = vec![Branch {
            start: 0,
            end: n_names,
            depth: 0,
        }];
        builder.labels.push(0);
        let mut node = 0;
        while node < branches.len() {
            let Branch { start, end, depth } = branches[node];
            builder.nodes.push(number(branches.len()));
            builder.nodes.push(number(builder.names.len()));
            let step = |index: u32| paths.get(sorted[index as usize]).get(depth as usize);
            let mut next = start;
            while next < end && step(next).is_none() {
                builder.names.push(sorted[next as usize]);
                next += 1;
            }
            while next < end {
                let label = *step(next).expect("shorter names come first");
                let from = next;
                while next < end && step(next) == Some(&label) {
                    next += 1;
                }
                branches.push(Branch {
                    start: from,
                    end: next,
                    depth: depth + 1,
                });
                builder.labels.push(label);
            }
            node += 1;
        }
        builder.nodes.push(number(branches.len()));
        builder.nodes.push(n_names);
        builder
    }
}

/// Returns all names sorted by their steps.
fn sorted_names<R: Ord>(paths: &Paths, rank: impl Fn(u32) -> R) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0..number(paths.len()))
        .map(|name| {
            let steps = paths.get(name);
            let second = steps.get(1).map_or(0, |&step| u64::from(step) + 1);
            (u64::from(steps[0]) << 32 | second, name)
        })
        .collect();
    keyed.sort_unstable_by(|one, other| {
        one.0.cmp(&other.0).then_with(|| {
            let rest = paths.get(one.1).cmp(paths.get(other.1));
            rest.then_with(|| (rank(one.1), one.1).cmp(&(rank(other.1), other.1)))
        })
    });
    keyed.into_iter().map(|(_, name)| name).collect()
}

/// Converts a number of names or nodes. The builder ensures that there are fewer than 2^32 steps.
fn number(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than 2^32 steps")
}
