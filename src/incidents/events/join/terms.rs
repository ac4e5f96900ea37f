//! The words of events, weighted by how rare they are among events (tf-idf).

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::event::Event;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::Tokenizer;

/// The number of words of an event that are compared.
const MOST_WORDS: usize = 120;
/// Shorter words are not compared, unless they have a digit.
const SHORTEST: usize = 3;

/// The words of all events.
#[derive(Debug)]
pub(in super::super) struct Terms {
    /// For each event its words, in order of number, with weights whose squares add up to 1.
    vectors: Vec<Vec<(u32, f32)>>,
    /// For each word the number of events that have it.
    counts: Vec<u32>,
}

impl Terms {
    /// Reads the words of the sentences of all events.
    pub(in super::super) fn read(
        documents: &Documents,
        events: &[Event],
        workers: &Workers,
    ) -> Result<Self> {
        let words = workers.map_ranges(
            events.len(),
            |index| events[index].sentences.iter().map(|span| span.len()).sum(),
            |range| {
                workers.check()?;
                Ok(range
                    .map(|index| words(documents, &events[index]))
                    .collect::<Vec<_>>())
            },
        )?;
        let mut numbers: HashMap<String, u32, RandomState> = HashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut all = Vec::with_capacity(events.len());
        for words in words.into_iter().flatten() {
            let mut own: Vec<u32> = words
                .into_iter()
                .map(|word| {
                    let next = u32::try_from(numbers.len()).expect("fewer words than 2^32");
                    let number = *numbers.entry(word).or_insert(next);
                    if number == next {
                        counts.push(0);
                    }
                    number
                })
                .collect();
            own.sort_unstable();
            own.dedup();
            for &number in &own {
                counts[number as usize] += 1;
            }
            all.push(own);
        }
        let vectors = all
            .into_iter()
            .map(|own| vector(&own, &counts, events.len()));
        Ok(Self {
            vectors: vectors.collect(),
            counts,
        })
    }

    /// The words of an event, in order of number.
    pub(super) fn words_of(&self, event: usize) -> impl Iterator<Item = u32> + '_ {
        self.vectors[event].iter().map(|(word, _)| *word)
    }

    pub(super) fn n_words(&self) -> usize {
        self.counts.len()
    }

    /// The number of events that have a word.
    pub(super) fn count(&self, word: u32) -> u32 {
        self.counts[word as usize]
    }

    /// The cosine of the words of two events, from 0 to 1.
    pub(in super::super) fn cosine(&self, a: usize, b: usize) -> f32 {
        let (mut own, mut other) = (
            self.vectors[a].iter().peekable(),
            self.vectors[b].iter().peekable(),
        );
        let mut sum = 0.0;
        while let (Some((word, weight)), Some((other_word, other_weight))) =
            (own.peek(), other.peek())
        {
            match word.cmp(other_word) {
                std::cmp::Ordering::Less => drop(own.next()),
                std::cmp::Ordering::Greater => drop(other.next()),
                std::cmp::Ordering::Equal => {
                    sum += weight * other_weight;
                    own.next();
                    other.next();
                }
            }
        }
        sum
    }
}

/// The first distinct words of an event, in lowercase.
fn words(documents: &Documents, event: &Event) -> Vec<String> {
    let tokenizer = Tokenizer::default();
    let mut found = Vec::new();
    for &sentence in &event.sentences {
        let text = documents.slice(event.document, sentence);
        for (span, _) in tokenizer.kinds(text) {
            let word = span.slice(text);
            let is_long = word.len() >= SHORTEST || word.contains(|c: char| c.is_ascii_digit());
            if is_long {
                found.push(stem(&word.to_lowercase()).to_owned());
            }
            if found.len() == MOST_WORDS {
                return found;
            }
        }
    }
    found
}

/// A word without the ending of plurals, possessives and past forms: "killed", "kills" and "kill" are one.
fn stem(word: &str) -> &str {
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > SHORTEST
            && stem.is_ascii()
        {
            return stem;
        }
    }
    word
}

#[expect(clippy::cast_precision_loss, reason = "counts of events are small")]
fn vector(words: &[u32], counts: &[u32], n_events: usize) -> Vec<(u32, f32)> {
    let weight = |word: u32| (1.0 + n_events as f32 / counts[word as usize] as f32).ln();
    let norm: f32 = words
        .iter()
        .map(|&word| weight(word).powi(2))
        .sum::<f32>()
        .sqrt();
    words
        .iter()
        .map(|&word| (word, weight(word) / norm))
        .collect()
}
