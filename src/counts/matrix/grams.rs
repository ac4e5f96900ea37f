//! Words and n-grams as a tree: an n-gram is its prefix and its last word.
//!
//! N-grams, single words among them, are numbered in order of first occurrence. Their text is built only when needed,
//! and they are sorted by the ranks of their words.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::pairs::{NONE, PairTable, pair};
use crate::counts::Vocabulary;
use crate::span::Span;

/// An n-gram: the id of its prefix, which is the n-gram without its last word ([`NONE`] for a single word), and the id
/// of its last word.
#[derive(Clone, Copy, Debug)]
struct Gram {
    prefix: u32,
    word: u32,
}

/// All words and n-grams.
#[derive(Clone, Debug)]
pub(super) struct GramTree {
    words: Vocabulary,
    /// The n-gram of each single word; [`NONE`] for a stop word.
    word_grams: Vec<u32>,
    grams: Vec<Gram>,
    /// The number of words of each n-gram.
    lengths: Vec<u8>,
    pairs: PairTable,
    /// The minimum and maximum number of words of a term.
    range: (usize, usize),
}

impl GramTree {
    /// Create an empty tree. N-grams with a number of words in `range` are terms.
    pub(super) fn new(range: (usize, usize)) -> Self {
        Self {
            words: Vocabulary::default(),
            word_grams: Vec::new(),
            grams: Vec::new(),
            lengths: Vec::new(),
            pairs: PairTable::new(RandomState::new().hash_one(0_u8)),
            range,
        }
    }

    /// Return the number of n-grams, including those that are not terms.
    pub(super) fn len(&self) -> usize {
        self.grams.len()
    }

    /// Return true if an n-gram has enough words to be a term.
    pub(super) fn is_term(&self, gram: u32) -> bool {
        usize::from(self.lengths[gram as usize]) >= self.range.0
    }

    /// Append the ids of the words at the given spans of a text to `words`.
    #[inline]
    pub(super) fn add_words(
        &mut self,
        text: &str,
        spans: &[Span],
        stop_words: &HashSet<String>,
        words: &mut Vec<u32>,
    ) {
        self.words.intern_all(text, spans, words);
        for word in self.word_grams.len()..self.words.len() {
            let word = to_id(word);
            self.add_word(word, stop_words.contains(self.words.term(word)));
        }
    }

    #[cold]
    fn add_word(&mut self, word: u32, is_stop_word: bool) {
        let gram = if is_stop_word {
            NONE
        } else {
            self.add(NONE, word)
        };
        self.word_grams.push(gram);
    }

    /// Return the id of a word, adding it if it is new.
    #[inline]
    pub(super) fn intern(&mut self, word: &str) -> u32 {
        let word = self.words.intern(word);
        if word as usize == self.word_grams.len() {
            self.add_word(word, false);
        }
        word
    }

    /// Return the n-gram of a single word; [`NONE`] for a stop word.
    #[inline]
    pub(super) fn word_gram(&self, word: u32) -> u32 {
        self.word_grams[word as usize]
    }

    /// Return the id of the word at a span of a text, if it is known.
    #[inline]
    pub(super) fn find_word(&self, text: &str, span: Span) -> Option<u32> {
        self.words.id_within(text, span)
    }

    /// Return the id of a word, if it is known.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.words.id(word)
    }

    /// Extend the n-grams at each position by the word after them.
    ///
    /// `grams[i]` has `n` words and is replaced by the n-gram that also includes `words[i + n]`. The last n-grams have
    /// no next word and are removed.
    pub(super) fn extend(&mut self, grams: &mut Vec<u32>, words: &[u32], keys: &mut Vec<u64>) {
        fill_keys(grams, words, keys);
        for keys in keys.chunks(BATCH) {
            self.pairs.reserve(BATCH);
            std::hint::black_box(self.pairs.touch(keys));
            for &key in keys {
                let next = to_id(self.grams.len());
                let gram = self.pairs.get_or_insert(key, next);
                if gram == next {
                    let [prefix, word] = halves(key);
                    self.add(prefix, word);
                }
                grams.push(gram);
            }
        }
    }

    /// The same for known n-grams; unknown n-grams become [`NONE`].
    pub(super) fn extend_known(&self, grams: &mut Vec<u32>, words: &[u32], keys: &mut Vec<u64>) {
        fill_keys(grams, words, keys);
        for keys in keys.chunks(BATCH) {
            std::hint::black_box(self.pairs.touch(keys));
            grams.extend(keys.iter().map(|&key| {
                let [prefix, _] = halves(key);
                if prefix == NONE {
                    NONE
                } else {
                    self.pairs.get(key)
                }
            }));
        }
    }

    /// Return the n-gram of these words, adding it if it is new; [`NONE`] if one of them is a stop word.
    pub(super) fn gram_of<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) -> u32 {
        let mut gram = None;
        for text in words {
            let word = self.intern(text);
            let single = self.word_gram(word);
            if single == NONE {
                return NONE;
            }
            gram = Some(match gram {
                None => single,
                Some(prefix) => self.child(prefix, word),
            });
        }
        gram.unwrap_or(NONE)
    }

    /// Add a stop word. Must be called before the word is added otherwise.
    pub(super) fn add_stop_word(&mut self, word: &str) {
        let word = self.words.intern(word);
        if word as usize == self.word_grams.len() {
            self.add_word(word, true);
        }
    }

    fn child(&mut self, prefix: u32, word: u32) -> u32 {
        let next = to_id(self.grams.len());
        let gram = self.pairs.get_or_insert(pair(prefix, word), next);
        if gram == next {
            self.add(prefix, word);
        }
        gram
    }

    fn add(&mut self, prefix: u32, word: u32) -> u32 {
        let length = match prefix {
            NONE => 1,
            _ => self.lengths[prefix as usize] + 1,
        };
        let gram = to_id(self.grams.len());
        self.grams.push(Gram { prefix, word });
        self.lengths.push(length);
        gram
    }

    /// Add the words and n-grams of `other` in order, and return the id that each n-gram has in this tree.
    pub(super) fn merge(&mut self, other: &Self) -> Vec<u32> {
        let mut words = Vec::with_capacity(other.words.len());
        let mut grams = Vec::with_capacity(other.grams.len());
        // The words of an n-gram have lower ids than the n-gram. Stop words have no n-gram and are not needed.
        for gram in &other.grams {
            if gram.prefix == NONE {
                words.resize(gram.word as usize + 1, NONE);
                let word = self.intern(other.words.term(gram.word));
                words[gram.word as usize] = word;
                grams.push(self.word_gram(word));
            } else {
                let prefix: u32 = grams[gram.prefix as usize];
                grams.push(self.child(prefix, words[gram.word as usize]));
            }
        }
        grams
    }

    /// Append the text of an n-gram to `out`: its words, joined by one space.
    pub(super) fn write(&self, gram: u32, out: &mut String) {
        let Gram { prefix, word } = self.grams[gram as usize];
        if prefix != NONE {
            self.write(prefix, out);
            out.push(' ');
        }
        out.push_str(self.words.term(word));
    }

    /// Return the ids of the terms, in code-point order of their text.
    ///
    /// Words are sorted by their text, and n-grams by the ranks of their words. This is the order of their texts,
    /// because no word has a character below the space that joins them. The cost is linear in the number of n-grams,
    /// plus the sorting of words.
    pub(super) fn order(&self) -> Vec<u32> {
        let words = self.words.sorted();
        if self.range.1 == 1 {
            let grams = words.iter().map(|&word| self.word_gram(word));
            return grams.filter(|&gram| gram != NONE).collect();
        }
        let mut ranks = vec![0; words.len()];
        for (rank, &word) in words.iter().enumerate() {
            ranks[word as usize] = to_id(rank);
        }
        let joined = |gram: &u32| self.grams[*gram as usize].prefix != NONE;
        let grams: Vec<u32> = (0..to_id(self.grams.len())).filter(joined).collect();
        let rank = |gram: u32| ranks[self.grams[gram as usize].word as usize] as usize;
        let (by_rank, _) = counting_sort(&grams, words.len(), rank);
        let prefix = |gram: u32| self.grams[gram as usize].prefix as usize;
        let (children, starts) = counting_sort(&by_rank, self.grams.len(), prefix);
        let roots = words.iter().map(|&word| self.word_gram(word));
        self.preorder(roots.filter(|&gram| gram != NONE), &children, &starts)
    }

    fn preorder(
        &self,
        roots: impl Iterator<Item = u32>,
        children: &[u32],
        starts: &[u32],
    ) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.grams.len());
        let mut open: Vec<std::slice::Iter<'_, u32>> = Vec::new();
        let of = |gram: u32| {
            let (start, end) = (starts[gram as usize], starts[gram as usize + 1]);
            children[start as usize..end as usize].iter()
        };
        for root in roots {
            let mut next = Some(root);
            loop {
                if let Some(gram) = next {
                    if self.is_term(gram) {
                        order.push(gram);
                    }
                    open.push(of(gram));
                }
                let Some(last) = open.last_mut() else {
                    break;
                };
                next = last.next().copied();
                if next.is_none() {
                    open.pop();
                }
            }
        }
        order
    }
}

/// Number of pairs looked up together.
const BATCH: usize = 1 << 10;

fn to_id(length: usize) -> u32 {
    let id = u32::try_from(length).unwrap_or(NONE);
    assert!(id != NONE, "fewer than 2^32 - 1 distinct n-grams");
    id
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves of a number"
)]
#[inline]
const fn halves(key: u64) -> [u32; 2] {
    [(key >> 32) as u32, key as u32]
}

/// Collect the pair of each n-gram and the word after it, and clear `grams`.
fn fill_keys(grams: &mut Vec<u32>, words: &[u32], keys: &mut Vec<u64>) {
    let length = words.len() + 1 - grams.len().min(words.len() + 1);
    keys.clear();
    let following = &words[length.min(words.len())..];
    keys.extend(
        grams
            .iter()
            .zip(following)
            .map(|(&gram, &word)| pair(gram, word)),
    );
    grams.clear();
}

/// Sort `items` by their keys, which are below `n_keys`, keeping the order of equal keys. Return the sorted items and
/// the start of each key.
fn counting_sort(items: &[u32], n_keys: usize, key: impl Fn(u32) -> usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0; n_keys + 1];
    for &item in items {
        starts[key(item) + 1] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut sorted = vec![0; items.len()];
    for &item in items {
        let index = &mut next[key(item)];
        sorted[*index as usize] = item;
        *index += 1;
    }
    (sorted, starts)
}
