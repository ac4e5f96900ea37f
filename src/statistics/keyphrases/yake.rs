//! YAKE: statistical features of single words, combined into scores of phrases.
//!
//! A term *t* is a folded word without the "s" of a plural. With *tf* its frequency, *A* and *U* the number of times it
//! is capitalised within a sentence or all caps, and *S* the indices of its sentences, counted from 0,
//!
//! - case: *C = max(A, U) / (1 + ln tf)*
//! - position: *P = ln ln (3 + median S)*
//! - frequency: *F = tf / (mean + standard deviation of tf over all terms except stop words)*
//! - relatedness: *R = 1 + (DL + DR) tf / max tf*, where *DL* is the number of distinct terms to the left divided by
//!   the number of all terms to the left, and *DR* the same to the right
//! - different sentences: *D = |S| / number of sentences*
//! - *H(t) = P R / (C + F / R + D / R)*
//!
//! Phrases have up to *n* words, do not cross punctuation or sentence boundaries, and neither begin nor end with a stop
//! word. With *tf(p)* the phrase's frequency,
//!
//! - *H(p) = product of H(t) / (tf(p) (1 + sum of H(t)))*, and the lowest score is the best.
//!
//! A stop word within a phrase multiplies the product by *2 - b* and subtracts *1 - b* from the sum, where *b* is the
//! product of the probabilities that it follows the preceding word and precedes the following word. Finally, of two
//! nearly identical phrases only the better is kept.
//!
//! Source: R. Campos, V. Mangaravite, A. Pasquali, A. Jorge, C. Nunes, A. Jatowt (2020), YAKE! Keyword extraction from
//! single documents using multiple local features, Information Sciences 509. Details that the paper leaves open follow
//! its authors' package `yake` 0.7.3.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::Numbers;
use super::lexicon::{Case, Form};
use super::phrases::{Document, LocalIds, Phrase, Phrases, ROOT, check_stop, index, pair};
use super::words::Word;
use crate::error::Result;
use crate::parallel::Workers;

/// A term of one document.
#[derive(Clone, Copy, Debug, Default)]
struct Term {
    count: u32,
    n_upper: u32,
    n_capital: u32,
    stop: bool,
    /// The last sentence it was seen in, from 1.
    last_sentence: u32,
    n_sentences: u32,
    /// The number of distinct terms to the left and right, and the number of all.
    distinct_neighbours: [u32; 2],
    neighbours: [u32; 2],
    score: f64,
}

/// The properties of a word that the search for phrases needs.
#[derive(Clone, Copy, Debug)]
struct TermWord {
    term: u32,
    key: u32,
    /// Its term is a stop word, as decided by the first word of the term.
    stop: bool,
    after_boundary: bool,
    is_allowed: bool,
}

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Yake {
    local_ids: LocalIds,
    terms: Vec<Term>,
    /// The words of the document, in order.
    words: Vec<TermWord>,
    /// The number of times that the second of two terms follows the first.
    follows: HashMap<u64, u32, RandomState>,
    /// Distinct pairs of term and sentence.
    seen: Vec<(u32, u32)>,
    sentences: Vec<u32>,
    starts: Vec<usize>,
}

const LEFT: usize = 0;
const RIGHT: usize = 1;

impl Yake {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        let numbers = document.lexicon.prepared().config.numbers;
        self.count(document, window, numbers, workers)?;
        self.list_sentences();
        self.score_terms(f64::from(document.words.n_sentences));
        self.find_phrases(document, phrases, workers)?;
        phrases.score(|phrase| self.score(phrase));
        Ok(())
    }

    fn count(
        &mut self,
        document: Document<'_, '_>,
        window: usize,
        numbers: Numbers,
        workers: &Workers,
    ) -> Result<()> {
        self.local_ids.clear(document.lexicon.n_strings());
        self.terms.clear();
        self.words.clear();
        self.follows.clear();
        self.seen.clear();
        let mut block = 0;
        for (at, word) in document.words().iter().enumerate() {
            check_stop(workers, at)?;
            let form = document.lexicon.form(word.form);
            let is_allowed = is_allowed(form, numbers);
            let id = self.count_word(word, form, is_allowed);
            self.words.push(TermWord {
                term: index(id),
                key: form.key,
                stop: self.terms[id].stop,
                after_boundary: word.after_boundary,
                is_allowed,
            });
            if word.after_boundary {
                block = at;
            }
            if is_allowed {
                for before in block.max(at.saturating_sub(window))..at {
                    if self.words[before].is_allowed {
                        self.relate(self.words[before].term, index(id));
                    }
                }
            }
        }
        Ok(())
    }

    /// Count a word and return the id of its term.
    #[inline]
    fn count_word(&mut self, word: &Word, form: &Form, is_allowed: bool) -> usize {
        let id = self.local_ids.get_or_insert(form.node);
        if id == self.terms.len() {
            self.terms.push(Term {
                stop: form.yake_stop,
                ..Term::default()
            });
        }
        let term = &mut self.terms[id];
        term.count += 1;
        term.n_upper += u32::from(form.case == Case::Upper && is_allowed);
        term.n_capital += u32::from(form.case == Case::Capital && !word.first && is_allowed);
        if term.last_sentence != word.sentence + 1 {
            term.last_sentence = word.sentence + 1;
            term.n_sentences += 1;
            self.seen.push((index(id), word.sentence));
        }
        id
    }

    #[inline]
    fn relate(&mut self, left: u32, right: u32) {
        let times = self.follows.entry(pair(left, right)).or_insert(0);
        *times += 1;
        let is_new = u32::from(*times == 1);
        for (term, side) in [(left, RIGHT), (right, LEFT)] {
            let term = &mut self.terms[term as usize];
            term.distinct_neighbours[side] += is_new;
            term.neighbours[side] += 1;
        }
    }

    /// Group the sentences by term.
    fn list_sentences(&mut self) {
        self.starts.clear();
        let mut start = 0;
        for term in &self.terms {
            self.starts.push(start);
            start += term.n_sentences as usize;
        }
        self.sentences.clear();
        self.sentences.resize(start, 0);
        for &(term, sentence) in &self.seen {
            let offset = &mut self.starts[term as usize];
            self.sentences[*offset] = sentence;
            *offset += 1;
        }
    }

    /// Return the median of the sentences of a term, which are sorted.
    fn median_sentence(&self, term: usize) -> f64 {
        let (end, length) = (self.starts[term], self.terms[term].n_sentences as usize);
        let middle = end - length.div_ceil(2);
        let upper = f64::from(self.sentences[middle]);
        if length.is_multiple_of(2) {
            f64::midpoint(f64::from(self.sentences[middle - 1]), upper)
        } else {
            upper
        }
    }

    fn score_terms(&mut self, n_sentences: f64) {
        let counts = || {
            self.terms
                .iter()
                .filter(|term| !term.stop)
                .map(|term| f64::from(term.count))
        };
        let n_terms = counts().count().max(1) as f64;
        let mean = counts().sum::<f64>() / n_terms;
        let variance = counts().map(|count| (count - mean).powi(2)).sum::<f64>() / n_terms;
        let common = mean + variance.sqrt();
        let most = self
            .terms
            .iter()
            .map(|term| term.count)
            .max()
            .map_or(1.0, f64::from);
        for id in 0..self.terms.len() {
            let term = self.terms[id];
            // The score of a stop word is never used.
            if term.stop {
                continue;
            }
            let count = f64::from(term.count);
            let part = |side: usize| match term.neighbours[side] {
                0 => 0.0,
                all => f64::from(term.distinct_neighbours[side]) / f64::from(all),
            };
            let related =
                (0.5 + part(LEFT) * (count / most)) + (0.5 + part(RIGHT) * (count / most));
            let case = f64::from(term.n_upper.max(term.n_capital)) / (1.0 + count.ln());
            let position = (3.0 + self.median_sentence(id)).ln().ln();
            let frequency = count / common;
            let spread = f64::from(term.n_sentences) / n_sentences;
            self.terms[id].score =
                position * related / (case + frequency / related + spread / related);
        }
    }

    fn find_phrases(
        &self,
        document: Document<'_, '_>,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        let config = &document.lexicon.prepared().config;
        let (least, most) = (config.min_words, config.longest_phrase());
        for start in 0..self.words.len() {
            check_stop(workers, start)?;
            let longest = self.longest(start, most);
            let mut phrase = ROOT;
            for (at, word) in self.words[start..start + longest].iter().enumerate() {
                phrase = phrases.step(phrase, word.key, start);
                if !word.stop && at + 1 >= least {
                    phrases.add_occurrence(phrase, start);
                }
            }
        }
        Ok(())
    }

    /// Return the number of words of the longest phrase that begins at a word; 0 if there is none.
    fn longest(&self, start: usize, most: usize) -> usize {
        let mut longest = 0;
        for (at, word) in self.words[start..].iter().take(most).enumerate() {
            if !word.is_allowed || (at > 0 && word.after_boundary) || (at == 0 && word.stop) {
                break;
            }
            if !word.stop {
                longest = at + 1;
            }
        }
        longest
    }

    fn score(&self, phrase: &Phrase) -> f64 {
        let words = &self.words[phrase.first as usize..][..phrase.length as usize];
        let (mut sum, mut product) = (0.0, 1.0);
        for (at, word) in words.iter().enumerate() {
            let term = &self.terms[word.term as usize];
            if term.stop {
                let (left, right) = (words[at - 1].term, words[at + 1].term);
                let before = self.transition_probability(left, word.term, left);
                let after = self.transition_probability(word.term, right, right);
                let bound = before * after;
                product *= 1.0 + (1.0 - bound);
                sum -= 1.0 - bound;
            } else {
                sum += term.score;
                product *= term.score;
            }
        }
        product / ((sum + 1.0) * f64::from(phrase.count))
    }

    /// Return the number of times that two terms are adjacent, divided by the frequency of `one`.
    fn transition_probability(&self, left: u32, right: u32, one: u32) -> f64 {
        let times = self.follows.get(&pair(left, right)).copied().unwrap_or(0);
        f64::from(times) / f64::from(self.terms[one as usize].count)
    }
}

/// Return true if a word is allowed in phrases; stop words are.
#[inline]
fn is_allowed(form: &Form, numbers: Numbers) -> bool {
    match numbers {
        Numbers::Alone => true,
        Numbers::Within => !form.number,
        Numbers::Never => !(form.number || form.mixed),
    }
}
