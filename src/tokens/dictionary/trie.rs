//! The words of a dictionary, found character by character.
//!
//! A tree of prefixes whose every node holds its children in a small hash table of its own, all tables lying end to end
//! in one array of 8-byte slots. To follow one character is to look at one slot, seldom at a second, whether the
//! character leads on or not; that it mostly does not is what makes this faster than the binary searches of the library's
//! own form.

use std::ops::Range;

/// A word has at most so many characters.
pub(super) const LONGEST_WORD: usize = 64;

/// A word's cost is at most this.
pub(super) const MOST_COST: u32 = 255;

const CHARACTER_BITS: u32 = 21;
const FIRST_BITS: u32 = 23;
const WORD: u32 = MOST_COST + 1;

/// A child: its character, what the word that ends with it costs, and where its own children are.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The character in the low bits, above it how often the number of slots of the children's table halves to one.
    key: u32,
    /// The first slot of the children's table in the low bits, above it a word's cost and whether there is a word.
    place: u32,
}

impl Slot {
    #[inline]
    const fn character(self) -> u32 {
        self.key & ((1 << CHARACTER_BITS) - 1)
    }

    #[inline]
    const fn is_empty(self) -> bool {
        self.place == 0
    }
}

/// The table of a node's children.
#[derive(Clone, Copy, Debug)]
pub(super) struct Children {
    first: usize,
    log2: u32,
}

/// What a character leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node(Slot);

impl Node {
    /// To no word.
    pub(super) const NOWHERE: Self = Self(Slot { key: 0, place: 0 });

    /// The cost of the word that ends here.
    #[inline]
    pub(super) const fn cost(self) -> Option<u32> {
        match (self.0.place >> FIRST_BITS).checked_sub(WORD) {
            Some(cost) => Some(cost),
            None => None,
        }
    }

    /// Where longer words go on.
    #[inline]
    pub(super) const fn children(self) -> Option<Children> {
        match self.0.place & ((1 << FIRST_BITS) - 1) {
            // The first slot of all belongs to the root, which is nobody's child.
            0 => None,
            first => Some(Children {
                first: first as usize,
                log2: self.0.key >> CHARACTER_BITS,
            }),
        }
    }
}

/// Words with their costs, to make a [`Trie`] of.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: Vec<u32>,
    /// Where each word ends in `letters`, and its cost.
    words: Vec<(usize, u32)>,
}

impl Words {
    /// Adds a word; they must come in an order that keeps those of one beginning together, shorter ones first.
    ///
    /// # Panics
    ///
    /// Where a cost is above [`MOST_COST`], or a word is empty or longer than [`LONGEST_WORD`].
    pub(super) fn push(&mut self, word: &str, cost: u32) {
        let start = self.letters.len();
        self.letters.extend(word.chars().map(u32::from));
        let length = self.letters.len() - start;
        assert!(
            (1..=LONGEST_WORD).contains(&length),
            "a word of {length} letters"
        );
        assert!(cost <= MOST_COST, "a cost of {cost}");
        self.words.push((self.letters.len(), cost));
    }

    fn letters(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).map_or(0, |before| self.words[before].0);
        &self.letters[start..self.words[word].0]
    }

    /// Where those of the words in `range` end that have the same letter at `depth` as the first.
    fn group_end(&self, range: Range<usize>, depth: usize) -> usize {
        let end = range.end;
        let letter = self.letters(range.start)[depth];
        let mut rest = range;
        rest.find(|&word| self.letters(word)[depth] != letter)
            .unwrap_or(end)
    }
}

/// All words of one dictionary.
#[derive(Debug)]
pub(super) struct Trie {
    slots: Vec<Slot>,
    root: Children,
}

impl Trie {
    /// A tree of the words.
    ///
    /// Linear in their letters.
    ///
    /// # Panics
    ///
    /// Where there are many more words than in any dictionary here, or a word does not follow those it begins with.
    pub(super) fn new(words: &Words) -> Self {
        let n_words = words.words.len();
        let mut slots = Vec::with_capacity(n_words * 2);
        let root = add_children(&mut slots, words, 0..n_words, 0);
        slots.shrink_to_fit();
        Self { slots, root }
    }

    /// Where words begin.
    #[inline]
    pub(super) const fn root(&self) -> Children {
        self.root
    }

    /// Follows one character; `None` where no word goes on so.
    #[inline]
    pub(super) fn child(&self, children: Children, character: u32) -> Option<Node> {
        let at = hash(character, children.log2);
        let slot = self.slots[children.first + at];
        if slot.character() == character {
            Some(Node(slot))
        } else if slot.is_empty() {
            None
        } else {
            self.child_behind(children, character, at)
        }
    }

    /// Looks on behind the slot where the search began.
    fn child_behind(&self, children: Children, character: u32, at: usize) -> Option<Node> {
        let mask = (1_usize << children.log2) - 1;
        (1..=mask)
            .map(|behind| self.slots[children.first + ((at + behind) & mask)])
            .take_while(|slot| !slot.is_empty())
            .find(|slot| slot.character() == character)
            .map(Node)
    }

    /// The bytes that it takes.
    #[cfg(test)]
    pub(super) fn size(&self) -> usize {
        self.slots.len() * size_of::<Slot>()
    }
}

/// Where in a table of `1 << log2` slots the search for a character begins.
#[inline]
fn hash(character: u32, log2: u32) -> usize {
    // Fibonacci hashing: the upper bits of a product by 2^32 over the golden ratio.
    let spread = u64::from(character.wrapping_mul(0x9E37_79B1));
    (spread << log2 >> 32) as usize
}

/// Adds the table of what follows the first `depth` letters, which all words in `range` share, and the tables below it.
fn add_children(
    slots: &mut Vec<Slot>,
    words: &Words,
    range: Range<usize>,
    depth: usize,
) -> Children {
    let mut n_children = 0_usize;
    let mut rest = range.clone();
    while !rest.is_empty() {
        rest.start = words.group_end(rest.clone(), depth);
        n_children += 1;
    }
    // Two thirds full or less; tables of one or two slots may be full, for a search ends after so many.
    let wanted = if n_children > 2 {
        n_children + n_children / 2
    } else {
        n_children
    };
    let children = Children {
        first: slots.len(),
        log2: wanted.next_power_of_two().trailing_zeros(),
    };
    let size = 1 << children.log2;
    slots.resize(children.first + size, Slot::default());
    let mut rest = range;
    while !rest.is_empty() {
        let group = rest.start..words.group_end(rest.clone(), depth);
        rest.start = group.end;
        let slot = add_child(slots, words, group, depth);
        let mut at = hash(slot.character(), children.log2);
        while !slots[children.first + at % size].is_empty() {
            at += 1;
        }
        slots[children.first + at % size] = slot;
    }
    children
}

/// The slot of the words in `group`, which share the letter at `depth` too; adds the tables below it.
fn add_child(slots: &mut Vec<Slot>, words: &Words, mut group: Range<usize>, depth: usize) -> Slot {
    let letters = words.letters(group.start);
    let mut slot = Slot {
        key: letters[depth],
        place: 0,
    };
    if letters.len() == depth + 1 {
        slot.place = (WORD + words.words[group.start].1) << FIRST_BITS;
        group.start += 1;
    }
    if !group.is_empty() {
        let own = add_children(slots, words, group, depth + 1);
        let first = u32::try_from(own.first).expect("fewer slots than 2^32");
        assert!(first < 1 << FIRST_BITS, "too many words");
        slot.key |= own.log2 << CHARACTER_BITS;
        slot.place |= first;
    }
    slot
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trie(words: &[(String, u32)]) -> Trie {
        let mut to_add = Words::default();
        for (word, cost) in words {
            to_add.push(word, *cost);
        }
        Trie::new(&to_add)
    }

    /// The ends of all words that `text` begins with, with their costs.
    fn prefixes(trie: &Trie, text: &str) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        let mut children = Some(trie.root());
        for (place, character) in text.char_indices() {
            let node = children.and_then(|children| trie.child(children, u32::from(character)));
            let Some(node) = node else { break };
            found.extend(node.cost().map(|cost| (place + character.len_utf8(), cost)));
            children = node.children();
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
