//! The phrases of one document: identified by the keys of their words, counted, and ranked.

use std::cmp::Ordering;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::lexicon::Lexicon;
use super::words::{Word, Words};
use crate::error::Result;
use crate::parallel::Workers;

/// Number of words between two checks of the stop flag.
const WORDS_PER_CHECK: usize = 1 << 14;

/// Check the stop flag at regular intervals while iterating over words.
#[inline]
pub(super) fn check_stop(workers: &Workers, word: usize) -> Result<()> {
    if word.is_multiple_of(WORDS_PER_CHECK) {
        workers.check()?;
    }
    Ok(())
}

/// The root of the tree of phrases; elsewhere "no index".
pub(super) const ROOT: u32 = u32::MAX;

/// The words of a document and their properties.
#[derive(Clone, Copy)]
pub(super) struct Document<'d, 'p> {
    pub(super) words: &'d Words,
    pub(super) lexicon: &'d Lexicon<'p>,
}

impl<'d> Document<'d, '_> {
    pub(super) fn words(&self) -> &'d [Word] {
        &self.words.all
    }

    /// Return the words of the first occurrence of a phrase.
    pub(super) fn of(&self, phrase: &Phrase) -> &'d [Word] {
        &self.words()[phrase.first as usize..][..phrase.length as usize]
    }
}

/// A sequence of words: a phrase, or only the prefix of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Phrase {
    /// The index of the first word of its first occurrence.
    pub(super) first: u32,
    /// The number of words.
    pub(super) length: u32,
    /// The number of occurrences; 0 for a mere prefix.
    pub(super) count: u32,
    pub(super) score: f64,
}

/// An occurrence of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) phrase: u32,
    /// The index of its first word.
    pub(super) start: u32,
}

/// All phrases of a document: a tree with one word per edge, stored in one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// Local ids of the words that are phrases of one word, the most frequent case.
    words: LocalIds,
    steps: HashMap<u64, u32, RandomState>,
    /// The phrase of each local id.
    of_word: Vec<u32>,
    pub(super) all: Vec<Phrase>,
    /// In order of position, then of length.
    pub(super) occurrences: Vec<Occurrence>,
}

impl Phrases {
    pub(super) fn clear(&mut self, n_strings: usize) {
        self.words.clear(n_strings);
        self.of_word.clear();
        self.steps.clear();
        self.all.clear();
        self.occurrences.clear();
    }

    /// Return the phrase that extends `phrase` by one word; it begins at the word with index `first`.
    #[inline]
    pub(super) fn step(&mut self, phrase: u32, key: u32, first: usize) -> u32 {
        let next = index(self.all.len());
        let (found, length) = if phrase == ROOT {
            let id = self.words.get_or_insert(key);
            if id == self.of_word.len() {
                self.of_word.push(next);
            }
            (self.of_word[id], 1)
        } else {
            let length = self.all[phrase as usize].length + 1;
            (*self.steps.entry(pair(phrase, key)).or_insert(next), length)
        };
        if found == next {
            self.all.push(Phrase {
                first: index(first),
                length,
                count: 0,
                score: 0.0,
            });
        }
        found
    }

    /// Add an occurrence of a phrase.
    #[inline]
    pub(super) fn add_occurrence(&mut self, phrase: u32, start: usize) {
        self.all[phrase as usize].count += 1;
        self.occurrences.push(Occurrence {
            phrase,
            start: index(start),
        });
    }

    /// Add an occurrence of the phrase of `length` words that begins at index `start`.
    pub(super) fn add(&mut self, document: Document<'_, '_>, start: usize, length: usize) {
        let mut phrase = ROOT;
        for word in &document.words()[start..start + length] {
            phrase = self.step(phrase, document.lexicon.form(word.form).key, start);
        }
        self.add_occurrence(phrase, start);
    }

    /// Score every phrase that occurs.
    pub(super) fn score(&mut self, mut score: impl FnMut(&Phrase) -> f64) {
        for phrase in self.all.iter_mut().filter(|phrase| phrase.count > 0) {
            phrase.score = score(phrase);
        }
    }

    /// Return at most `top` phrases that `accept` accepts, best first.
    ///
    /// Ties are broken by code points of the folded words. If few of many phrases are wanted, the rest are not sorted.
    pub(super) fn best(
        &self,
        document: Document<'_, '_>,
        top: usize,
        ascending: bool,
        mut accept: impl FnMut(u32) -> Result<bool>,
    ) -> Result<Vec<u32>> {
        let mut rest: Vec<u32> = (0..index(self.all.len()))
            .filter(|&phrase| self.all[phrase as usize].count > 0)
            .collect();
        let mut rest = rest.as_mut_slice();
        let mut chosen = Vec::new();
        let order = |a: &u32, b: &u32| self.order(document, *a, *b, ascending);
        let mut batch = top.saturating_mul(2).max(16);
        while !rest.is_empty() && chosen.len() < top {
            let size = batch.min(rest.len());
            if size < rest.len() {
                rest.select_nth_unstable_by(size - 1, order);
            }
            let (first, others) = rest.split_at_mut(size);
            first.sort_unstable_by(order);
            for &phrase in &*first {
                if chosen.len() < top && accept(phrase)? {
                    chosen.push(phrase);
                }
            }
            rest = others;
            batch = batch.saturating_mul(2);
        }
        Ok(chosen)
    }

    fn order(&self, document: Document<'_, '_>, a: u32, b: u32, ascending: bool) -> Ordering {
        let (one, other) = (&self.all[a as usize], &self.all[b as usize]);
        let by_score = one.score.total_cmp(&other.score);
        let by_score = if ascending {
            by_score
        } else {
            by_score.reverse()
        };
        by_score
            .then_with(|| folded_bytes(document, one).cmp(folded_bytes(document, other)))
            .then(a.cmp(&b))
    }
}

/// Return the bytes of the folded words of a phrase, joined by spaces.
fn folded_bytes<'d>(
    document: Document<'d, '_>,
    phrase: &Phrase,
) -> impl Iterator<Item = u8> + use<'d> {
    let lexicon = document.lexicon;
    document
        .of(phrase)
        .iter()
        .enumerate()
        .flat_map(move |(n, word)| {
            let folded = lexicon.string(lexicon.form(word.form).term);
            let space = (n > 0).then_some(b' ');
            space.into_iter().chain(folded.bytes())
        })
}

/// Return the folded words of a phrase, joined by spaces.
pub(super) fn folded_text(document: Document<'_, '_>, phrase: &Phrase) -> String {
    String::from_utf8(folded_bytes(document, phrase).collect()).expect("words and spaces are UTF-8")
}

/// Pack two indices into one key.
#[inline]
pub(super) const fn pair(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

/// Convert to the index of a word or phrase of one document.
#[inline]
pub(super) fn index(n: usize) -> u32 {
    u32::try_from(n).expect("a document holds fewer than 2^32 words and phrases")
}

/// Iterate over runs of words between stop words, punctuation and sentence boundaries: the candidates of most methods.
///
/// Yields the index of the first word and the number of words. A word that `wanted` rejects also ends a run.
pub(super) fn runs<'d>(
    document: Document<'d, '_>,
    wanted: impl Fn(usize, &Word) -> bool + 'd,
) -> impl Iterator<Item = (usize, usize)> + 'd {
    let words = document.words();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < words.len() && !wanted(at, &words[at]) {
            at += 1;
        }
        let start = at;
        while at < words.len()
            && wanted(at, &words[at])
            && (at == start || !words[at].after_boundary)
        {
            at += 1;
        }
        (at > start).then_some((start, at - start))
    })
}

/// Consecutive ids of strings, local to a document.
#[derive(Clone, Debug, Default)]
pub(super) struct LocalIds {
    /// The local id of each string; [`ROOT`] if it has none.
    ids: Vec<u32>,
    used: Vec<u32>,
}

impl LocalIds {
    pub(super) fn clear(&mut self, n_strings: usize) {
        for &string in &self.used {
            self.ids[string as usize] = ROOT;
        }
        self.used.clear();
        self.ids.resize(n_strings, ROOT);
    }

    pub(super) fn len(&self) -> usize {
        self.used.len()
    }

    /// Return the local id of a string; a new string gets the next id.
    #[inline]
    pub(super) fn get_or_insert(&mut self, string: u32) -> usize {
        let id = &mut self.ids[string as usize];
        if *id == ROOT {
            *id = index(self.used.len());
            self.used.push(string);
        }
        *id as usize
    }

    /// Return the local id of a string that has one.
    #[inline]
    pub(super) fn get(&self, string: u32) -> usize {
        self.ids[string as usize] as usize
    }
}
