//! A list of words, read as a prefix tree.

use super::trie::{Branch, Prefixes};

/// Words with their costs, each a sequence of letters.
#[derive(Debug, Default)]
pub(super) struct WordList {
    /// The letters of all words, concatenated.
    letters: Vec<u32>,
    words: Vec<Word>,
}

/// A range of `letters`, and the cost of the word.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    cost: u32,
}

impl WordList {
    /// Adds a word, which must be non-empty and must not have been added before.
    pub(super) fn push(&mut self, letters: impl Iterator<Item = u32>, cost: u32) {
        let start = self.letters.len();
        self.letters.extend(letters);
        let end = self.letters.len();
        self.words.push(Word { start, end, cost });
    }

    /// Sorts the words, so that words with a common prefix are adjacent. Must be called before reading the tree.
    pub(super) fn sort(&mut self) {
        let letters = &self.letters;
        // A stable sort is faster here, because the words are nearly sorted.
        self.words
            .sort_by(|a, b| letters[a.start..a.end].cmp(&letters[b.start..b.end]));
    }
}

/// A range of words with a common prefix of `depth` letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    start: usize,
    end: usize,
    depth: usize,
}

impl Prefixes for WordList {
    type Position = Group;

    fn root(&self) -> Group {
        Group {
            start: 0,
            end: self.words.len(),
            depth: 0,
        }
    }

    fn branches(&self, position: Group, branches: &mut Vec<Branch<Group>>) {
        let letter = |word: &Word| self.letters[word.start + position.depth];
        let depth = position.depth + 1;
        let mut start = position.start;
        let words = &self.words[start..position.end];
        for group in words.chunk_by(|a, b| letter(a) == letter(b)) {
            let end = start + group.len();
            let first = group[0];
            let is_word = first.end - first.start == depth;
            start += usize::from(is_word);
            branches.push(Branch {
                letter: letter(&first),
                cost: is_word.then_some(first.cost),
                longer: (start < end).then_some(Group { start, end, depth }),
            });
            start = end;
        }
    }
}
