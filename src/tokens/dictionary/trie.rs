//! A trie of the words of a dictionary.
//!
//! A letter is an integer that stands for a character or a cluster. Every node has its children in a small hash table,
//! and all tables are stored in one array of 8-byte slots. Following a letter reads one slot, rarely a second one,
//! whether or not the letter leads anywhere. Most letters do not, which makes this faster than the binary searches of
//! the library's own format.

/// The maximum number of letters per word.
pub(super) const MAX_WORD_LETTERS: usize = 64;

/// The maximum cost of a word.
pub(super) const MAX_COST: u32 = 255;

const LETTER_BITS: u32 = 21;
const FIRST_BITS: u32 = 23;
const WORD_FLAG: u32 = MAX_COST + 1;

/// Greater than any letter: the letter of an empty slot, and one that occurs in no word.
const EMPTY: u32 = (1 << LETTER_BITS) - 2;
const NO_LETTER: u32 = (1 << LETTER_BITS) - 1;

/// Set in the key of a slot if letters that hash to it may be in a later slot.
const COLLISION: u32 = 1 << 31;
const SEED_SHIFT: u32 = 26;

/// The number of hash functions tried per table to avoid collisions.
const N_SEEDS: u32 = 16;

/// A node: its letter, the cost of the word that ends with it, and its table of children.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The letter in the low bits. Above it are the binary logarithm of the size of the children's table, the seed of
    /// its hash function, and [`COLLISION`].
    key: u32,
    /// The first slot of the children's table in the low bits. Above it are the cost of a word and whether there is
    /// one.
    data: u32,
}

impl Node {
    /// The node of a letter that occurs in no word.
    pub(super) const NONE: Self = Self::leaf(NO_LETTER);

    /// A node without a word and without children.
    #[inline]
    pub(super) const fn leaf(letter: u32) -> Self {
        Self {
            key: letter,
            data: 0,
        }
    }

    #[inline]
    pub(super) const fn letter(self) -> u32 {
        self.key & ((1 << LETTER_BITS) - 1)
    }

    /// Returns the cost of the word that ends here.
    #[inline]
    pub(super) const fn cost(self) -> Option<u32> {
        match (self.data >> FIRST_BITS).checked_sub(WORD_FLAG) {
            Some(cost) => Some(cost),
            None => None,
        }
    }

    /// Returns the table of children. Without children, this is the empty slot before all tables.
    #[inline]
    const fn children(self) -> Table {
        Table {
            first: self.data & ((1 << FIRST_BITS) - 1),
            log2: (self.key >> LETTER_BITS) % 32,
            seed: (self.key >> SEED_SHIFT) % N_SEEDS,
        }
    }
}

/// The hash table of a node's children.
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

    /// The slot at which the search for a letter begins.
    #[inline]
    const fn slot(self, letter: u32) -> usize {
        // Fibonacci hashing: the upper bits of a product by 2^32 over the golden ratio, rotated to select other bits.
        let spread = letter.wrapping_mul(0x9E37_79B1).rotate_left(self.seed);
        self.first as usize + ((spread as u64) << self.log2 >> 32) as usize
    }

    /// The slot after another, wrapping around.
    const fn next(self, slot: usize) -> usize {
        let first = self.first as usize;
        first + (slot + 1 - first) % self.size()
    }
}

/// A prefix tree of words with costs, from which a [`Trie`] can be built.
pub(super) trait Prefixes {
    /// Identifies the words with a common prefix.
    type Position: Copy;

    /// Returns the position of all words.
    fn root(&self) -> Self::Position;

    /// Appends the letters that follow the common prefix, each once.
    fn branches(&self, position: Self::Position, branches: &mut Vec<Branch<Self::Position>>);
}

/// A letter that follows a common prefix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch<P> {
    pub(super) letter: u32,
    /// The cost of the word that ends with it.
    pub(super) cost: Option<u32>,
    /// The position of the longer words.
    pub(super) longer: Option<P>,
}

/// The words of one dictionary.
#[derive(Debug)]
pub(super) struct Trie {
    slots: Vec<Node>,
    root: Node,
}

impl Trie {
    /// Builds a trie from the words of a tree.
    ///
    /// Linear in the number of branches.
    ///
    /// # Panics
    ///
    /// If there are many more words than in any supported dictionary, if a word is longer than [`MAX_WORD_LETTERS`], or
    /// if one costs more than [`MAX_COST`].
    pub(super) fn new<T: Prefixes>(tree: &T) -> Self {
        let mut builder = Builder {
            tree,
            slots: vec![Node::leaf(EMPTY)],
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

    /// Returns the node of the words that begin with a letter.
    #[inline]
    pub(super) fn first(&self, letter: u32) -> Node {
        self.child(self.root, letter).unwrap_or(Node::leaf(letter))
    }

    /// Follows a letter. Returns `None` if no word continues with it.
    #[inline]
    pub(super) fn child(&self, node: Node, letter: u32) -> Option<Node> {
        let table = node.children();
        let slot = table.slot(letter);
        let child = self.slots[slot];
        if child.letter() == letter {
            Some(child)
        } else if child.key & COLLISION == 0 {
            None
        } else {
            self.probe_child(table, letter, slot)
        }
    }

    /// Searches the slots after the first one.
    fn probe_child(&self, table: Table, letter: u32, mut slot: usize) -> Option<Node> {
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

    /// The memory used, in bytes.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.slots.len() * size_of::<Node>()
    }
}

/// A trie under construction.
struct Builder<'t, T: Prefixes> {
    tree: &'t T,
    slots: Vec<Node>,
    /// The branches of the current node and of its ancestors.
    branches: Vec<Branch<T::Position>>,
}

impl<T: Prefixes> Builder<'_, T> {
    /// Creates the node of a branch at depth `depth`, and adds the tables below it.
    fn node(&mut self, branch: Branch<T::Position>, depth: usize) -> Node {
        let mut node = Node::leaf(branch.letter);
        if let Some(cost) = branch.cost {
            assert!(cost <= MAX_COST, "cost {cost} exceeds the maximum");
            node.data = (WORD_FLAG + cost) << FIRST_BITS;
        }
        if let Some(longer) = branch.longer {
            assert!(depth < MAX_WORD_LETTERS, "too many letters in a word");
            let Table { first, log2, seed } = self.add_table(longer, depth);
            node.key |= log2 << LETTER_BITS | seed << SEED_SHIFT;
            node.data |= first;
        }
        node
    }

    /// Adds the table of the letters that follow a position at depth `depth`, and the tables below it.
    fn add_table(&mut self, position: T::Position, depth: usize) -> Table {
        let start = self.branches.len();
        self.tree.branches(position, &mut self.branches);
        let end = self.branches.len();
        let table = self.empty_table(start);
        for branch in start..end {
            let node = self.node(self.branches[branch], depth + 1);
            let mut slot = table.slot(node.letter());
            while self.slots[slot].letter() != EMPTY {
                self.slots[slot].key |= COLLISION;
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
        // At most two thirds full, except that tables of one or two slots may be full.
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
            let has_collision = |table: &Table| {
                let mut taken = 0_u64;
                branches.iter().any(|branch| {
                    let slot = 1 << (table.slot(branch.letter) - first as usize);
                    let is_taken = taken & slot != 0;
                    taken |= slot;
                    is_taken
                })
            };
            let seeds = (0..N_SEEDS).map(|seed| Table { seed, ..table });
            table = seeds
                .clone()
                .find(|table| !has_collision(table))
                .unwrap_or(table);
        }
        self.slots
            .resize(first as usize + table.size(), Node::leaf(EMPTY));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::super::word_list::WordList;
    use super::*;

    fn trie(words: &[(String, u32)]) -> Trie {
        let mut list = WordList::default();
        for (word, cost) in words {
            list.push(word.chars().map(u32::from), *cost);
        }
        list.sort();
        Trie::new(&list)
    }

    /// Returns the ends and costs of all words that are a prefix of `text`.
    fn prefixes(trie: &Trie, text: &str) -> Vec<(usize, u32)> {
        let mut words = Vec::new();
        let mut node = trie.root;
        for (position, character) in text.char_indices() {
            let Some(next) = trie.child(node, u32::from(character)) else {
                break;
            };
            node = next;
            words.extend(
                node.cost()
                    .map(|cost| (position + character.len_utf8(), cost)),
            );
        }
        words
    }

    #[test]
    fn the_trie_has_exactly_the_words_with_their_costs() {
        let short = ["a", "ab", "abc", "b", "bcd"].map(str::to_owned);
        let wide = (0..500).filter_map(|n| Some(format!("c{}", char::from_u32(0x4E00 + 7 * n)?)));
        let long = ["日", "日本", "本", "\u{20BB7}"].map(str::to_owned);
        let all = short.into_iter().chain(wide).chain(long);
        let words: Vec<(String, u32)> = all.zip((0..=MAX_COST).cycle()).collect();
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
    fn an_empty_trie_has_no_words() {
        assert_eq!(prefixes(&trie(&[]), "a"), []);
    }
}
