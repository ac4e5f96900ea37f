//! Phrases of one document: told apart by the keys of their words, counted, and the best chosen.

use std::cmp::Ordering;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::lexicon::Lexicon;
use super::words::{Word, Words};
use crate::error::Result;
use crate::parallel::Workers;

/// So many words between two looks at the stop flag.
const WORDS_PER_CHECK: usize = 1 << 14;

/// Looks at the stop flag now and then, as words are gone through.
#[inline]
pub(super) fn watch(workers: &Workers, word: usize) -> Result<()> {
    if word.is_multiple_of(WORDS_PER_CHECK) {
        workers.check()?;
    }
    Ok(())
}

/// What every phrase begins at.
pub(super) const ROOT: u32 = u32::MAX;

/// The words of a document with what they mean.
#[derive(Clone, Copy)]
pub(super) struct Document<'d, 'p> {
    pub(super) words: &'d Words,
    pub(super) lexicon: &'d Lexicon<'p>,
}

impl<'d> Document<'d, '_> {
    pub(super) fn words(&self) -> &'d [Word] {
        &self.words.all
    }

    /// The words of a phrase where it first stands.
    pub(super) fn of(&self, phrase: &Phrase) -> &'d [Word] {
        &self.words()[phrase.first as usize..][..phrase.length as usize]
    }
}

/// Words in a row, found at least once, or the beginning of such.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Phrase {
    /// The number of the word it first begins with.
    pub(super) first: u32,
    /// How many words it has.
    pub(super) length: u32,
    /// How often it is found; 0 for a mere beginning.
    pub(super) count: u32,
    pub(super) score: f64,
}

/// A phrase at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) phrase: u32,
    /// The number of its first word.
    pub(super) start: u32,
}

/// All phrases of a document: a tree with a word a step, in one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// Phrases of one word, the most frequent step, by the number of the word.
    words: Locals,
    steps: HashMap<u64, u32, RandomState>,
    /// The phrase of each such number.
    of_word: Vec<u32>,
    pub(super) all: Vec<Phrase>,
    /// In order of place, then of length.
    pub(super) found: Vec<Found>,
}

impl Phrases {
    pub(super) fn clear(&mut self, n_strings: usize) {
        self.words.clear(n_strings);
        self.of_word.clear();
        self.steps.clear();
        self.all.clear();
        self.found.clear();
    }

    /// The phrase that is one word longer than `phrase`, which begins at word number `first`.
    #[inline]
    pub(super) fn step(&mut self, phrase: u32, key: u32, first: usize) -> u32 {
        let next = index(self.all.len());
        let (found, length) = if phrase == ROOT {
            let number = self.words.number(key);
            if number == self.of_word.len() {
                self.of_word.push(next);
            }
            (self.of_word[number], 1)
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

    /// Notes that a phrase stands at a place.
    #[inline]
    pub(super) fn find(&mut self, phrase: u32, start: usize) {
        self.all[phrase as usize].count += 1;
        self.found.push(Found {
            phrase,
            start: index(start),
        });
    }

    /// Adds the phrase of all these words, which begin at number `start`.
    pub(super) fn add(&mut self, document: Document<'_, '_>, start: usize, length: usize) {
        let mut phrase = ROOT;
        for word in &document.words()[start..start + length] {
            phrase = self.step(phrase, document.lexicon.form(word.form).key, start);
        }
        self.find(phrase, start);
    }

    /// Gives every phrase that was found the score that `score` tells.
    pub(super) fn score(&mut self, mut score: impl FnMut(&Phrase) -> f64) {
        for phrase in self.all.iter_mut().filter(|phrase| phrase.count > 0) {
            phrase.score = score(phrase);
        }
    }

    /// The best phrases, best first, of those that `accept` takes, at most `top`.
    ///
    /// Ties in code-point order of the folded words. Where few of many are wanted the rest is not sorted.
    pub(super) fn best(
        &self,
        document: Document<'_, '_>,
        top: usize,
        least_first: bool,
        mut accept: impl FnMut(u32, &[u32]) -> bool,
    ) -> Vec<u32> {
        let mut rest: Vec<u32> = (0..index(self.all.len()))
            .filter(|&phrase| self.all[phrase as usize].count > 0)
            .collect();
        let mut rest = rest.as_mut_slice();
        let mut chosen = Vec::new();
        let order = |a: &u32, b: &u32| self.order(document, *a, *b, least_first);
        let mut batch = top.saturating_mul(2).max(16);
        while !rest.is_empty() && chosen.len() < top {
            let size = batch.min(rest.len());
            if size < rest.len() {
                rest.select_nth_unstable_by(size - 1, order);
            }
            let (first, others) = rest.split_at_mut(size);
            first.sort_unstable_by(order);
            for &phrase in &*first {
                if chosen.len() < top && accept(phrase, &chosen) {
                    chosen.push(phrase);
                }
            }
            rest = others;
            batch = batch.saturating_mul(2);
        }
        chosen
    }

    fn order(&self, document: Document<'_, '_>, a: u32, b: u32, least_first: bool) -> Ordering {
        let (one, other) = (&self.all[a as usize], &self.all[b as usize]);
        let by_score = one.score.total_cmp(&other.score);
        let by_score = if least_first {
            by_score
        } else {
            by_score.reverse()
        };
        by_score
            .then_with(|| letters(document, one).cmp(letters(document, other)))
            .then(a.cmp(&b))
    }
}

/// The bytes of the folded words of a phrase, a space between two.
fn letters<'d>(document: Document<'d, '_>, phrase: &Phrase) -> impl Iterator<Item = u8> + use<'d> {
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

/// The folded words of a phrase, joined by spaces.
pub(super) fn folded_text(document: Document<'_, '_>, phrase: &Phrase) -> String {
    String::from_utf8(letters(document, phrase).collect()).expect("words and spaces are UTF-8")
}

/// A key of two numbers.
#[inline]
pub(super) const fn pair(first: u32, second: u32) -> u64 {
    (first as u64) << 32 | second as u64
}

/// A number of words or phrases of one document.
#[inline]
pub(super) fn index(n: usize) -> u32 {
    u32::try_from(n).expect("a document holds fewer than 2^32 words and phrases")
}

/// Runs of words between stop words, marks and ends of sentences: what most methods take for phrases.
///
/// Gives the number of the first word and how many there are. A word that `wanted` does not take ends a run too.
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
        while at < words.len() && wanted(at, &words[at]) && (at == start || !words[at].breaks) {
            at += 1;
        }
        (at > start).then_some((start, at - start))
    })
}

/// Numbers of words, counted anew in each document.
#[derive(Clone, Debug, Default)]
pub(super) struct Locals {
    /// For each string the number it has in this document; [`ROOT`] where it has none.
    places: Vec<u32>,
    used: Vec<u32>,
}

impl Locals {
    pub(super) fn clear(&mut self, n_strings: usize) {
        for &string in &self.used {
            self.places[string as usize] = ROOT;
        }
        self.used.clear();
        self.places.resize(n_strings, ROOT);
    }

    pub(super) fn len(&self) -> usize {
        self.used.len()
    }

    /// The number of a string in this document, the next one where it comes for the first time.
    #[inline]
    pub(super) fn number(&mut self, string: u32) -> usize {
        let place = &mut self.places[string as usize];
        if *place == ROOT {
            *place = index(self.used.len());
            self.used.push(string);
        }
        *place as usize
    }

    /// The number of a string that came.
    #[inline]
    pub(super) fn get(&self, string: u32) -> usize {
        self.places[string as usize] as usize
    }
}
