//! Words and the grams made of them, as a tree: a gram is its first words and its last.
//!
//! Grams are numbered in the order in which they came, single words among them. Their text is made only when it is asked
//! for, and their order is found by the ranks of words.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::pairs::{NONE, PairTable, pair};
use crate::counts::Vocabulary;
use crate::span::Span;

/// A gram: the number of the gram without its last word, [`NONE`] for a single word, and that of its last word.
#[derive(Clone, Copy, Debug)]
struct Gram {
    prefix: u32,
    word: u32,
}

/// All words and grams.
#[derive(Clone, Debug)]
pub(super) struct GramTree {
    words: Vocabulary,
    /// The gram that a word alone is; [`NONE`] for a stop word.
    word_grams: Vec<u32>,
    grams: Vec<Gram>,
    /// How many words each gram has.
    lengths: Vec<u8>,
    pairs: PairTable,
    /// The bounds of the number of words that a term has.
    range: (usize, usize),
}

impl GramTree {
    /// No word yet; grams of so many words are terms.
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

    /// The number of grams, terms or not.
    pub(super) fn len(&self) -> usize {
        self.grams.len()
    }

    /// True where a gram has as many words as terms have.
    pub(super) fn is_term(&self, gram: u32) -> bool {
        usize::from(self.lengths[gram as usize]) >= self.range.0
    }

    /// Puts the numbers of the words at some places in a text behind `words`.
    #[inline]
    pub(super) fn add_words(
        &mut self,
        text: &str,
        places: &[Span],
        stop_words: &HashSet<String>,
        words: &mut Vec<u32>,
    ) {
        self.words.intern_all(text, places, words);
        for word in self.word_grams.len()..self.words.len() {
            let word = number(word);
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

    /// The number of a word.
    #[inline]
    pub(super) fn intern(&mut self, word: &str) -> u32 {
        let word = self.words.intern(word);
        if word as usize == self.word_grams.len() {
            self.add_word(word, false);
        }
        word
    }

    /// The gram that a word alone is; [`NONE`] for a stop word.
    #[inline]
    pub(super) fn word_gram(&self, word: u32) -> u32 {
        self.word_grams[word as usize]
    }

    /// The number of the word at a place in a text, where it is known.
    #[inline]
    pub(super) fn find_word(&self, text: &str, at: Span) -> Option<u32> {
        self.words.id_within(text, at)
    }

    /// The number of a word, where it is known.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.words.id(word)
    }

    /// The grams of one word more, made of those that begin at each place and of the words behind them.
    ///
    /// `grams[i]` has `n` words and becomes the gram that has `words[i + n]` too; the last have none and are cut off.
    pub(super) fn extend(&mut self, grams: &mut Vec<u32>, words: &[u32], keys: &mut Vec<u64>) {
        fill_keys(grams, words, keys);
        for keys in keys.chunks(BATCH) {
            self.pairs.reserve(BATCH);
            std::hint::black_box(self.pairs.touch(keys));
            for &key in keys {
                let next = number(self.grams.len());
                let gram = self.pairs.get_or_insert(key, next);
                if gram == next {
                    let [prefix, word] = halves(key);
                    self.add(prefix, word);
                }
                grams.push(gram);
            }
        }
    }

    /// The same for grams that are known; of others [`NONE`] comes.
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

    /// The gram of these words, made where it is not known; [`NONE`] where one of them is a stop word.
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

    /// Takes a word for a stop word from now on.
    pub(super) fn leave_out(&mut self, word: &str) {
        let word = self.words.intern(word);
        if word as usize == self.word_grams.len() {
            self.add_word(word, true);
        }
    }

    fn child(&mut self, prefix: u32, word: u32) -> u32 {
        let next = number(self.grams.len());
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
        let gram = number(self.grams.len());
        self.grams.push(Gram { prefix, word });
        self.lengths.push(length);
        gram
    }

    /// Adds the words and grams of `other`, in their order, and returns the number that each gram has here.
    pub(super) fn merge(&mut self, other: &Self) -> Vec<u32> {
        let mut words = Vec::with_capacity(other.words.len());
        let mut grams = Vec::with_capacity(other.grams.len());
        // A gram's words are numbered before it is; stop words among them have no gram and need none.
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

    /// Writes the text of a gram behind what `out` holds: its words, joined by one space.
    pub(super) fn write(&self, gram: u32, out: &mut String) {
        let Gram { prefix, word } = self.grams[gram as usize];
        if prefix != NONE {
            self.write(prefix, out);
            out.push(' ');
        }
        out.push_str(self.words.term(word));
    }

    /// The terms in code-point order of their text, by number of gram.
    ///
    /// Words are sorted by their text, grams by the ranks of their words: as no word has a character before the space
    /// that joins them, that is the order of their texts. Linear in the number of grams beside the sorting of words.
    pub(super) fn order(&self) -> Vec<u32> {
        let words = self.words.sorted();
        if self.range.1 == 1 {
            let grams = words.iter().map(|&word| self.word_gram(word));
            return grams.filter(|&gram| gram != NONE).collect();
        }
        let mut ranks = vec![0; words.len()];
        for (rank, &word) in words.iter().enumerate() {
            ranks[word as usize] = number(rank);
        }
        let joined = |gram: &u32| self.grams[*gram as usize].prefix != NONE;
        let grams: Vec<u32> = (0..number(self.grams.len())).filter(joined).collect();
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

/// So many pairs are looked up together.
const BATCH: usize = 1 << 10;

fn number(length: usize) -> u32 {
    let number = u32::try_from(length).unwrap_or(NONE);
    assert!(number != NONE, "fewer than 2^32 - 1 distinct grams");
    number
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves of a number"
)]
#[inline]
const fn halves(key: u64) -> [u32; 2] {
    [(key >> 32) as u32, key as u32]
}

/// The pair that leads to each gram of one word more; the grams are taken out.
fn fill_keys(grams: &mut Vec<u32>, words: &[u32], keys: &mut Vec<u64>) {
    let length = words.len() + 1 - grams.len().min(words.len() + 1);
    keys.clear();
    let behind = &words[length.min(words.len())..];
    keys.extend(
        grams
            .iter()
            .zip(behind)
            .map(|(&gram, &word)| pair(gram, word)),
    );
    grams.clear();
}

/// `items` in ascending order of their keys below `n_keys`, those of one key in their order; and where each key starts.
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
        let place = &mut next[key(item)];
        sorted[*place as usize] = item;
        *place += 1;
    }
    (sorted, starts)
}
