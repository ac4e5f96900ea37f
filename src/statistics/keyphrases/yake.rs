//! YAKE: statistics of single words, and phrases of words that score well.
//!
//! A term *t* is a folded word without the "s" of a plural. With *tf* its frequency, *A* and *U* how often it is
//! capitalised within a sentence or all in capitals, *S* the numbers of the sentences it stands in, counted from 0,
//!
//! - case: *C = max(A, U) / (1 + ln tf)*
//! - position: *P = ln ln (3 + median S)*
//! - frequency: *F = tf / (mean + standard deviation of tf over all terms that are no stop words)*
//! - relatedness: *R = 1 + (DL + DR) tf / max tf*, where *DL* is the number of different terms to the left by the number
//!   of all, and *DR* the same to the right
//! - different sentences: *D = |S| / number of sentences*
//! - *H(t) = P R / (C + F / R + D / R)*
//!
//! Phrases have up to *n* words, none of them over a mark or the end of a sentence, and a stop word neither first nor
//! last. With *tf(p)* the phrase's frequency,
//!
//! - *H(p) = product of H(t) / (tf(p) (1 + sum of H(t)))*, and the least score is the best.
//!
//! A stop word within a phrase multiplies the product by *2 - b* and takes *1 - b* from the sum, where *b* is the product
//! of the probabilities that it follows the word before it and goes before the word after it. At last, of two phrases
//! that are nearly alike only the better is kept.
//!
//! Source: R. Campos, V. Mangaravite, A. Pasquali, A. Jorge, C. Nunes, A. Jatowt (2020), YAKE! Keyword extraction from
//! single documents using multiple local features, Information Sciences 509; and, where the paper leaves it open, what
//! its authors' package `yake` 0.7.3 gives.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::Numbers;
use super::lexicon::{Case, Form};
use super::phrases::{Document, Locals, Phrase, Phrases, ROOT, index, pair, watch};
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
    /// The sentence it was last seen in, from 1.
    last_sentence: u32,
    n_sentences: u32,
    /// How many different terms stand to the left and right, and how many in all.
    kinds: [u32; 2],
    neighbours: [u32; 2],
    score: f64,
}

/// A word as the search for phrases sees it.
#[derive(Clone, Copy, Debug)]
struct TermWord {
    term: u32,
    key: u32,
    /// Its term is a stop word, which is told by the first word of the term.
    stop: bool,
    breaks: bool,
    may_stand: bool,
}

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Yake {
    numbers: Locals,
    terms: Vec<Term>,
    /// What is asked of each word in turn.
    words: Vec<TermWord>,
    /// How often the second of two terms follows the first.
    follows: HashMap<u64, u32, RandomState>,
    /// Terms with the sentences they stand in, each once.
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
        self.numbers.clear(document.lexicon.n_strings());
        self.terms.clear();
        self.words.clear();
        self.follows.clear();
        self.seen.clear();
        let mut block = 0;
        for (at, word) in document.words().iter().enumerate() {
            watch(workers, at)?;
            let form = document.lexicon.form(word.form);
            let may_stand = may_stand(form, numbers);
            let number = self.count_word(word, form, may_stand);
            self.words.push(TermWord {
                term: index(number),
                key: form.key,
                stop: self.terms[number].stop,
                breaks: word.breaks,
                may_stand,
            });
            if word.breaks {
                block = at;
            }
            if may_stand {
                for before in block.max(at.saturating_sub(window))..at {
                    if self.words[before].may_stand {
                        self.relate(self.words[before].term, index(number));
                    }
                }
            }
        }
        Ok(())
    }

    /// Counts a word for its term, and gives the number of the term.
    #[inline]
    fn count_word(&mut self, word: &Word, form: &Form, may_stand: bool) -> usize {
        let number = self.numbers.number(form.node);
        if number == self.terms.len() {
            self.terms.push(Term {
                stop: form.weak,
                ..Term::default()
            });
        }
        let term = &mut self.terms[number];
        term.count += 1;
        term.n_upper += u32::from(form.case == Case::Upper && may_stand);
        term.n_capital += u32::from(form.case == Case::Capital && !word.first && may_stand);
        if term.last_sentence != word.sentence + 1 {
            term.last_sentence = word.sentence + 1;
            term.n_sentences += 1;
            self.seen.push((index(number), word.sentence));
        }
        number
    }

    #[inline]
    fn relate(&mut self, left: u32, right: u32) {
        let times = self.follows.entry(pair(left, right)).or_insert(0);
        *times += 1;
        let is_new = u32::from(*times == 1);
        for (term, side) in [(left, RIGHT), (right, LEFT)] {
            let term = &mut self.terms[term as usize];
            term.kinds[side] += is_new;
            term.neighbours[side] += 1;
        }
    }

    /// Puts the sentences of each term together.
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
            let place = &mut self.starts[term as usize];
            self.sentences[*place] = sentence;
            *place += 1;
        }
    }

    /// The median of the sentences of a term, which stand in order.
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
        for number in 0..self.terms.len() {
            let term = self.terms[number];
            // Nobody asks for the score of a stop word.
            if term.stop {
                continue;
            }
            let count = f64::from(term.count);
            let part = |side: usize| match term.neighbours[side] {
                0 => 0.0,
                all => f64::from(term.kinds[side]) / f64::from(all),
            };
            let related =
                (0.5 + part(LEFT) * (count / most)) + (0.5 + part(RIGHT) * (count / most));
            let case = f64::from(term.n_upper.max(term.n_capital)) / (1.0 + count.ln());
            let position = (3.0 + self.median_sentence(number)).ln().ln();
            let frequency = count / common;
            let spread = f64::from(term.n_sentences) / n_sentences;
            self.terms[number].score =
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
        let (least, most) = (config.min_words, config.most_words());
        for start in 0..self.words.len() {
            watch(workers, start)?;
            let longest = self.longest(start, most);
            let mut phrase = ROOT;
            for (at, word) in self.words[start..start + longest].iter().enumerate() {
                phrase = phrases.step(phrase, word.key, start);
                if !word.stop && at + 1 >= least {
                    phrases.find(phrase, start);
                }
            }
        }
        Ok(())
    }

    /// The number of words of the longest phrase that begins at a word; 0 where none does.
    fn longest(&self, start: usize, most: usize) -> usize {
        let mut longest = 0;
        for (at, word) in self.words[start..].iter().take(most).enumerate() {
            if !word.may_stand || (at > 0 && word.breaks) || (at == 0 && word.stop) {
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
                let before = self.share(left, word.term, left);
                let after = self.share(word.term, right, right);
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

    /// How often two terms stand in a row, by how often one of them stands anywhere.
    fn share(&self, left: u32, right: u32, one: u32) -> f64 {
        let times = self.follows.get(&pair(left, right)).copied().unwrap_or(0);
        f64::from(times) / f64::from(self.terms[one as usize].count)
    }
}

/// True for a word that may stand in a phrase, stop words included.
#[inline]
fn may_stand(form: &Form, numbers: Numbers) -> bool {
    match numbers {
        Numbers::Alone => true,
        Numbers::Within => !form.number,
        Numbers::Never => !(form.number || form.mixed),
    }
}
