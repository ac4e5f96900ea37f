//! The words of a dictionary, found letter by letter.
//!
//! A letter is a number: a character, or a cluster of them. The words are a tree of prefixes whose every node holds its
//! children in a small hash table of its own, all tables lying end to end in one array of 8-byte slots. To follow one
//! letter is to look at one slot, seldom at a second, whether the letter leads on or not; that it mostly does not is what
//! makes this faster than the binary searches of the library's own form.

/// A word has at most so many letters.
pub(super) const LONGEST_WORD: usize = 64;

/// A word's cost is at most this.
pub(super) const MOST_COST: u32 = 255;

const LETTER_BITS: u32 = 21;
const FIRST_BITS: u32 = 23;
const WORD: u32 = MOST_COST + 1;

/// More than any letter: that of an empty slot, and one that is in no word.
const EMPTY: u32 = (1 << LETTER_BITS) - 2;
const NO_LETTER: u32 = (1 << LETTER_BITS) - 1;

/// Set in a slot's key where a letter sought there may be behind.
const CROWDED: u32 = 1 << 31;
const SEED_AT: u32 = 26;

/// A table tries so many hash functions for one that crowds no slot.
const N_SEEDS: u32 = 16;

/// A node: its letter, what the word that ends with it costs, and where its children are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The letter in the low bits; above it how often the number of slots of the children's table halves to one, the
    /// seed of its hash function, and [`CROWDED`].
    key: u32,
    /// The first slot of the children's table in the low bits, above it a word's cost and whether there is a word.
    place: u32,
}

impl Node {
    /// That of no letter.
    pub(super) const NONE: Self = Self::nowhere(NO_LETTER);

    /// That of a letter which leads to no word.
    #[inline]
    pub(super) const fn nowhere(letter: u32) -> Self {
        Self {
            key: letter,
            place: 0,
        }
    }

    #[inline]
    pub(super) const fn letter(self) -> u32 {
        self.key & ((1 << LETTER_BITS) - 1)
    }

    /// The cost of the word that ends here.
    #[inline]
    pub(super) const fn cost(self) -> Option<u32> {
        match (self.place >> FIRST_BITS).checked_sub(WORD) {
            Some(cost) => Some(cost),
            None => None,
        }
    }

    /// The table of its children; where there are none, the empty slot that comes before all tables.
    #[inline]
    const fn children(self) -> Table {
        Table {
            first: self.place & ((1 << FIRST_BITS) - 1),
            log2: (self.key >> LETTER_BITS) % 32,
            seed: (self.key >> SEED_AT) % N_SEEDS,
        }
    }
}

/// The table of a node's children.
#[derive(Clone, Copy, Debug)]
struct Table {
    first: u32,
    log2: u32,
    seed: u32,
}

impl Table {
    const fn size(self) -> usize {
        1 << self.log2
    }

    /// The slot where the search for a letter begins.
    #[inline]
    const fn slot(self, letter: u32) -> usize {
        // Fibonacci hashing: the upper bits of a product by 2^32 over the golden ratio, turned to have others.
        let spread = letter.wrapping_mul(0x9E37_79B1).rotate_left(self.seed);
        self.first as usize + ((spread as u64) << self.log2 >> 32) as usize
    }

    /// The slot after another, the first after the last.
    const fn next(self, slot: usize) -> usize {
        let first = self.first as usize;
        first + (slot + 1 - first) % self.size()
    }
}

/// Words with their costs as a tree of prefixes, to make a [`Trie`] of.
pub(super) trait Prefixes {
    /// Where the words stand that have a beginning in common.
    type Place: Copy;

    /// Where all words stand.
    fn root(&self) -> Self::Place;

    /// Adds what letters come next behind the common beginning, each once.
    fn branches(&self, place: Self::Place, found: &mut Vec<Branch<Self::Place>>);
}

/// A letter behind the beginning that some words have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch<P> {
    pub(super) letter: u32,
    /// The cost of the word that ends with it.
    pub(super) cost: Option<u32>,
    /// Where the longer words stand.
    pub(super) longer: Option<P>,
}

/// All words of one dictionary.
#[derive(Debug)]
pub(super) struct Trie {
    slots: Vec<Node>,
    root: Node,
}

impl Trie {
    /// All words of a tree.
    ///
    /// Linear in its branches.
    ///
    /// # Panics
    ///
    /// Where there are many more words than in any dictionary here, one is longer than [`LONGEST_WORD`], or costs more
    /// than [`MOST_COST`].
    pub(super) fn new<T: Prefixes>(tree: &T) -> Self {
        let mut builder = Builder {
            tree,
            slots: vec![Node::nowhere(EMPTY)],
            branches: Vec::new(),
        };
        let all = Branch {
            letter: NO_LETTER,
            cost: None,
            longer: Some(tree.root()),
        };
        let root = builder.node(all, 0);
        let mut slots = builder.slots;
        slots.shrink_to_fit();
        Self { slots, root }
    }

    /// What words begin with a letter.
    #[inline]
    pub(super) fn first(&self, letter: u32) -> Node {
        self.child(self.root, letter)
            .unwrap_or(Node::nowhere(letter))
    }

    /// Follows one letter; `None` where no word goes on so.
    #[inline]
    pub(super) fn child(&self, node: Node, letter: u32) -> Option<Node> {
        let table = node.children();
        let slot = table.slot(letter);
        let child = self.slots[slot];
        if child.letter() == letter {
            Some(child)
        } else if child.key & CROWDED == 0 {
            None
        } else {
            self.child_behind(table, letter, slot)
        }
    }

    /// Looks on behind the slot where the search began.
    fn child_behind(&self, table: Table, letter: u32, mut slot: usize) -> Option<Node> {
        for _ in 1..table.size() {
            slot = table.next(slot);
            let child = self.slots[slot];
            if child.letter() == letter {
                return Some(child);
            }
            if child.letter() == EMPTY {
                break;
            }
        }
        None
    }

    /// The bytes that it takes.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.slots.len() * size_of::<Node>()
    }
}

/// A trie in the making.
struct Builder<'t, T: Prefixes> {
    tree: &'t T,
    slots: Vec<Node>,
    /// Of the node in hand, and of those above it.
    branches: Vec<Branch<T::Place>>,
}

impl<T: Prefixes> Builder<'_, T> {
    /// The node of a branch, `depth` letters from the front; adds the tables below it.
    fn node(&mut self, branch: Branch<T::Place>, depth: usize) -> Node {
        let mut node = Node::nowhere(branch.letter);
        if let Some(cost) = branch.cost {
            assert!(cost <= MOST_COST, "a cost of {cost}");
            node.place = (WORD + cost) << FIRST_BITS;
        }
        if let Some(longer) = branch.longer {
            assert!(depth < LONGEST_WORD, "a word of too many letters");
            let Table { first, log2, seed } = self.add_table(longer, depth);
            node.key |= log2 << LETTER_BITS | seed << SEED_AT;
            node.place |= first;
        }
        node
    }

    /// Adds the table of what comes next at a place, `depth` letters from the front, and the tables below it.
    fn add_table(&mut self, place: T::Place, depth: usize) -> Table {
        let start = self.branches.len();
        self.tree.branches(place, &mut self.branches);
        let end = self.branches.len();
        let table = self.empty_table(start);
        for branch in start..end {
            let node = self.node(self.branches[branch], depth + 1);
            let mut slot = table.slot(node.letter());
            while self.slots[slot].letter() != EMPTY {
                self.slots[slot].key |= CROWDED;
                slot = table.next(slot);
            }
            self.slots[slot] = node;
        }
        self.branches.truncate(start);
        table
    }

    /// Adds an empty table for the branches from `start` on.
    fn empty_table(&mut self, start: usize) -> Table {
        let branches = &self.branches[start..];
        // Two thirds full or less; tables of one or two slots may be full.
        let spare = if branches.len() > 2 {
            branches.len() / 2
        } else {
            0
        };
        let first = u32::try_from(self.slots.len()).expect("fewer slots than 2^32");
        assert!(first < 1 << FIRST_BITS, "too many words");
        let log2 = (branches.len() + spare)
            .next_power_of_two()
            .trailing_zeros();
        let mut table = Table {
            first,
            log2,
            seed: 0,
        };
        if let 2..=16 = branches.len() {
            let crowds = |table: &Table| {
                let mut taken = 0_u64;
                branches.iter().any(|branch| {
                    let slot = 1 << (table.slot(branch.letter) - first as usize);
                    let is_taken = taken & slot != 0;
                    taken |= slot;
                    is_taken
                })
            };
            let seeds = (0..N_SEEDS).map(|seed| Table { seed, ..table });
            table = seeds.clone().find(|table| !crowds(table)).unwrap_or(table);
        }
        self.slots
            .resize(first as usize + table.size(), Node::nowhere(EMPTY));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    fn trie(words: &[(String, u32)]) -> Trie {
        let mut to_add = Words::default();
        for (word, cost) in words {
            to_add.push(word.chars().map(u32::from), *cost);
        }
        to_add.sort();
        Trie::new(&to_add)
    }

    /// The ends of all words that `text` begins with, with their costs.
    fn prefixes(trie: &Trie, text: &str) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        let mut node = trie.root;
        for (place, character) in text.char_indices() {
            let Some(next) = trie.child(node, u32::from(character)) else {
                break;
            };
            node = next;
            found.extend(node.cost().map(|cost| (place + character.len_utf8(), cost)));
        }
        found
    }

    #[test]
    fn every_word_is_found_with_its_cost_and_nothing_else_is() {
        let short = ["a", "ab", "abc", "b", "bcd"].map(str::to_owned);
        let wide = (0..500).filter_map(|n| Some(format!("c{}", char::from_u32(0x4E00 + 7 * n)?)));
        let long = ["日", "日本", "本", "\u{20BB7}"].map(str::to_owned);
        let all = short.into_iter().chain(wide).chain(long);
        let words: Vec<(String, u32)> = all.zip((0..=MOST_COST).cycle()).collect();
        let trie = trie(&words);
        for (word, cost) in &words {
            assert_eq!(
                prefixes(&trie, word).last(),
                Some(&(word.len(), *cost)),
                "{word}"
            );
        }
        assert_eq!(prefixes(&trie, "abcd"), [(1, 0), (2, 1), (3, 2)]);
        assert_eq!(prefixes(&trie, "bce"), [(1, 3)]);
        assert_eq!(prefixes(&trie, "c\u{4E01}"), []);
        assert_eq!(prefixes(&trie, "\0"), []);
    }

    #[test]
    fn a_dictionary_of_no_words_holds_none() {
        assert_eq!(prefixes(&trie(&[]), "a"), []);
    }
}
