//! Tagged sentences as numbers.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::conll::{TaggedSentence, TrainingSet};
use super::crf::Tags;
use super::features::{self, MOST, Sentence};
use super::hashing::mix;
use super::lexicon::Lexicon;
use super::words::Words;
use crate::error::{Error, Result};

/// A sentence as numbers.
pub(super) struct Example {
    /// The first feature of each word, and the end.
    pub(super) starts: Vec<u32>,
    pub(super) features: Vec<u32>,
    /// For each word the tags that are right.
    pub(super) allowed: Vec<u64>,
    pub(super) weight: f32,
    pub(super) is_partial: bool,
}

impl Example {
    /// The same with a share of the features left out, by chance.
    pub(super) fn thinned(&self, dropout: f32, seed: u64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 2^32"
        )]
        let limit = (f64::from(dropout) * 4_294_967_296.0) as u64;
        let mut starts = vec![0];
        let mut features = Vec::with_capacity(self.features.len());
        let mut state = mix(seed, 77) | 1;
        for bounds in self.starts.windows(2) {
            for &feature in &self.features[bounds[0] as usize..bounds[1] as usize] {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                if limit == 0 || (state >> 32) >= limit {
                    features.push(feature);
                }
            }
            starts.push(u32::try_from(features.len()).expect("a sentence is short"));
        }
        Self {
            starts,
            features,
            allowed: self.allowed.clone(),
            weight: self.weight,
            is_partial: self.is_partial,
        }
    }
}

/// A word's allowed tags are bits of one number.
const MOST_LABELS: usize = 31;

/// A way to write a word, seen in every so many sentences from the first of them on.
struct Respelling {
    first: usize,
    every: usize,
    write: fn(&str) -> String,
}

/// Of every ten sentences two in small letters, one in capitals, one as a headline.
const RESPELLINGS: [Respelling; 3] = [
    Respelling {
        first: 0,
        every: 5,
        write: |word| word.to_lowercase(),
    },
    Respelling {
        first: 1,
        every: 10,
        write: |word| word.to_uppercase(),
    },
    Respelling {
        first: 2,
        every: 10,
        write: capitalise,
    },
];

/// Some of the sentences written in other ways, of half the weight.
pub(super) fn respell(sets: &[TrainingSet]) -> Vec<TrainingSet> {
    let respelt = |set: &TrainingSet, way: &Respelling| TrainingSet {
        sentences: set
            .sentences
            .iter()
            .skip(way.first)
            .step_by(way.every)
            .map(|sentence| TaggedSentence {
                words: sentence
                    .words
                    .iter()
                    .map(|word| (way.write)(word))
                    .collect(),
                names: sentence.names.clone(),
            })
            .collect(),
        weight: set.weight / 2.0,
        unannotated: set.unannotated.clone(),
    };
    sets.iter()
        .flat_map(|set| RESPELLINGS.iter().map(move |way| respelt(set, way)))
        .collect()
}

/// As in a headline: short words stay small.
fn capitalise(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

pub(super) fn labels_of(sets: &[TrainingSet]) -> Result<Vec<String>> {
    let names = sets
        .iter()
        .flat_map(|set| &set.sentences)
        .flat_map(|sentence| &sentence.names);
    let labels: std::collections::BTreeSet<&String> = names.map(|(_, _, label)| label).collect();
    if labels.is_empty() {
        return Err(Error::config(
            "no sentence holds a name to learn from; tags are O, B-LABEL and I-LABEL",
        ));
    }
    if labels.len() > MOST_LABELS {
        return Err(Error::config(format!(
            "{} labels; a model can learn up to {MOST_LABELS}",
            labels.len()
        )));
    }
    Ok(labels.into_iter().cloned().collect())
}

pub(super) struct Hashed {
    starts: Vec<u32>,
    features: Vec<u64>,
    /// For each piece, the word of the tagged sentence that it belongs to.
    words: Vec<u32>,
}

pub(super) fn hashed(sentence: &TaggedSentence, lexicon: &Lexicon) -> Hashed {
    let (text, ends) = sentence.text();
    let pieces = Words::of_sentence(&text);
    let mut infos = features::read(&text, &pieces, lexicon);
    let n_words = infos.len();
    features::read_forms(&text, &pieces, &mut infos, 0..n_words);
    let around = Sentence::new(&infos);
    let mut hashed = Hashed {
        starts: vec![0],
        features: Vec::with_capacity(infos.len() * MOST),
        words: Vec::new(),
    };
    for (place, span) in pieces.spans.iter().enumerate() {
        around.features(place, |feature| hashed.features.push(feature));
        hashed
            .starts
            .push(u32::try_from(hashed.features.len()).expect("a sentence is short"));
        let word = ends.partition_point(|&end| end < span.end);
        hashed
            .words
            .push(u32::try_from(word).expect("a sentence is short"));
    }
    hashed
}

/// The features that are frequent enough, most frequent first, and their numbers.
pub(super) fn number(
    hashed: &[Hashed],
    min_count: u8,
) -> (Vec<u64>, HashMap<u64, u32, FixedState>) {
    const BITS: u32 = 26;
    let slot = |feature: u64| usize::try_from(feature >> (64 - BITS)).unwrap_or(0);
    let mut seen = vec![0_u8; 1 << BITS];
    for feature in hashed.iter().flat_map(|one| &one.features) {
        let count = &mut seen[slot(*feature)];
        *count = count.saturating_add(1);
    }
    let mut counts: HashMap<u64, u32, FixedState> = HashMap::default();
    for &feature in hashed.iter().flat_map(|one| &one.features) {
        if seen[slot(feature)] >= min_count {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut features: Vec<(u32, u64)> = counts
        .iter()
        .filter(|(_, count)| **count >= u32::from(min_count))
        .map(|(feature, count)| (*count, *feature))
        .collect();
    features.sort_unstable_by(|a, b| b.cmp(a));
    let features: Vec<u64> = features.into_iter().map(|(_, feature)| feature).collect();
    counts.clear();
    for (id, feature) in features.iter().enumerate() {
        counts.insert(
            *feature,
            u32::try_from(id).expect("fewer than 2^32 features"),
        );
    }
    (features, counts)
}

pub(super) fn example(
    hashed: &Hashed,
    set: &TrainingSet,
    sentence: &TaggedSentence,
    labels: &[String],
    ids: &HashMap<u64, u32, FixedState>,
) -> Example {
    let label_of = |label: &String| labels.binary_search(label).expect("all labels are listed");
    let mut outside = 1_u64;
    for label in &set.unannotated {
        if let Ok(label) = labels.binary_search(label) {
            outside |= 1 << Tags::begin(label) | 1 << Tags::inside(label);
        }
    }
    let mut allowed = vec![outside; hashed.words.len()];
    for (first, end, label) in &sentence.names {
        let mut is_first = true;
        for (piece, word) in hashed.words.iter().enumerate() {
            if (*first..*end).contains(&(*word as usize)) {
                let label = label_of(label);
                let tag = if is_first {
                    Tags::begin(label)
                } else {
                    Tags::inside(label)
                };
                allowed[piece] = 1 << tag;
                is_first = false;
            }
        }
    }
    let mut starts = vec![0];
    let mut features = Vec::new();
    for bounds in hashed.starts.windows(2) {
        let of_word = &hashed.features[bounds[0] as usize..bounds[1] as usize];
        features.extend(of_word.iter().filter_map(|feature| ids.get(feature)));
        starts.push(u32::try_from(features.len()).expect("a sentence is short"));
    }
    Example {
        starts,
        features,
        is_partial: allowed.iter().any(|mask| mask.count_ones() > 1),
        allowed,
        weight: set.weight,
    }
}
