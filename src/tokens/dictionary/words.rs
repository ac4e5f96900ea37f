//! Words in a list, as a tree of prefixes.

use super::trie::{Branch, Prefixes};

/// Words with their costs, each a row of letters.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The letters of all words, end to end.
    letters: Vec<u32>,
    words: Vec<Word>,
}

/// A word's letters, of all, and its cost.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    cost: u32,
}

impl Words {
    /// Adds a word, which must have a letter, and be another than those before.
    pub(super) fn push(&mut self, letters: impl Iterator<Item = u32>, cost: u32) {
        let start = self.letters.len();
        self.letters.extend(letters);
        let end = self.letters.len();
        self.words.push(Word { start, end, cost });
    }

    /// Brings words that begin alike together, shorter ones first; without it they are no tree.
    pub(super) fn sort(&mut self) {
        let letters = &self.letters;
        // Stable for its speed: the words are nearly in order.
        self.words
            .sort_by(|a, b| letters[a.start..a.end].cmp(&letters[b.start..b.end]));
    }
}

/// Some words, with so many letters in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    start: usize,
    end: usize,
    depth: usize,
}

impl Prefixes for Words {
    type Place = Group;

    fn root(&self) -> Group {
        Group {
            start: 0,
            end: self.words.len(),
            depth: 0,
        }
    }

    fn branches(&self, place: Group, found: &mut Vec<Branch<Group>>) {
        let letter = |word: &Word| self.letters[word.start + place.depth];
        let depth = place.depth + 1;
        let mut start = place.start;
        let words = &self.words[start..place.end];
        for alike in words.chunk_by(|a, b| letter(a) == letter(b)) {
            let end = start + alike.len();
            let first = alike[0];
            let is_word = first.end - first.start == depth;
            start += usize::from(is_word);
            found.push(Branch {
                letter: letter(&first),
                cost: is_word.then_some(first.cost),
                longer: (start < end).then_some(Group { start, end, depth }),
            });
            start = end;
        }
    }
}
