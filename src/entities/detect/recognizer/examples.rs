//! Conversion of tagged sentences to feature vectors, and data augmentation.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::conll::{TaggedSentence, TrainingSet};
use super::crf::Tags;
use super::features::{self, Sentence};
use super::hashing::mix;
use super::lexicon::Lexicon;
use super::tokens::TokenSpans;
use super::words::WordTable;
use crate::error::{Error, Result};

/// A sentence as feature indices and tags.
pub(super) struct Example {
    /// The index of the first feature of each token, and the end.
    pub(super) starts: Vec<u32>,
    pub(super) features: Vec<u32>,
    /// For each token, a bit mask of its correct tags.
    pub(super) allowed: Vec<u64>,
    pub(super) weight: f32,
    pub(super) is_partial: bool,
}

impl Example {
    /// Returns a copy with a random share of the features dropped.
    pub(super) fn with_dropout(&self, dropout: f32, seed: u64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 2^32"
        )]
        let limit = (f64::from(dropout) * 4_294_967_296.0) as u64;
        let mut starts = vec![0];
        let mut features = Vec::with_capacity(self.features.len());
        let mut state = mix(seed, 77) | 1;
        for range in self.starts.windows(2) {
            for &feature in &self.features[range[0] as usize..range[1] as usize] {
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

/// The maximum number of labels, because the allowed tags of a token are the bits of a `u64`.
const MAX_LABELS: usize = 31;

/// A change of case, applied to every `every`-th sentence from `first` on.
struct CaseVariant {
    first: usize,
    every: usize,
    transform: fn(&str) -> String,
}

/// Of ten sentences, two are added in lowercase, one in uppercase and one in title case.
const CASE_VARIANTS: [CaseVariant; 3] = [
    CaseVariant {
        first: 0,
        every: 5,
        transform: |word| word.to_lowercase(),
    },
    CaseVariant {
        first: 1,
        every: 10,
        transform: |word| word.to_uppercase(),
    },
    CaseVariant {
        first: 2,
        every: 10,
        transform: capitalise,
    },
];

/// Returns copies of some sentences in other cases, with half the weight.
pub(super) fn case_variants(sets: &[TrainingSet]) -> Vec<TrainingSet> {
    let variant_of = |set: &TrainingSet, variant: &CaseVariant| TrainingSet {
        sentences: set
            .sentences
            .iter()
            .skip(variant.first)
            .step_by(variant.every)
            .map(|sentence| TaggedSentence {
                words: sentence
                    .words
                    .iter()
                    .map(|word| (variant.transform)(word))
                    .collect(),
                names: sentence.names.clone(),
            })
            .collect(),
        weight: set.weight / 2.0,
        unannotated: set.unannotated.clone(),
        scheme: set.scheme,
    };
    sets.iter()
        .flat_map(|set| {
            CASE_VARIANTS
                .iter()
                .map(move |variant| variant_of(set, variant))
        })
        .collect()
}

/// Capitalises a word as in a headline, in which short words stay lowercase.
fn capitalise(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

pub(super) fn collect_labels(sets: &[TrainingSet]) -> Result<Vec<String>> {
    let names = sets
        .iter()
        .flat_map(|set| &set.sentences)
        .flat_map(|sentence| &sentence.names);
    let labels: std::collections::BTreeSet<&String> = names.map(|(_, _, label)| label).collect();
    if labels.is_empty() {
        return Err(Error::config(
            "no sentence holds a name; tags are O, B-LABEL and I-LABEL",
        ));
    }
    if labels.len() > MAX_LABELS {
        return Err(Error::config(format!(
            "{} labels; a model supports at most {MAX_LABELS}",
            labels.len()
        )));
    }
    Ok(labels.into_iter().cloned().collect())
}

/// The hashed features of each token, in order.
#[derive(Default)]
pub(super) struct TokenFeatures {
    /// The end of the features of each token.
    ends: Vec<u32>,
    features: Vec<u64>,
}

impl TokenFeatures {
    fn end_token(&mut self) {
        let end = u32::try_from(self.features.len()).expect("a sentence is short");
        self.ends.push(end);
    }

    fn of_token(&self, index: usize) -> &[u64] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start as usize..self.ends[index] as usize]
    }
}

pub(super) struct HashedExample {
    /// The features that a model uses.
    pub(super) general: TokenFeatures,
    /// The features that only sentences of the same annotation scheme share.
    pub(super) of_scheme: TokenFeatures,
    /// For each token, the word of the tagged sentence that contains it.
    words: Vec<u32>,
}

/// Hashes the features of a sentence; those of its annotation scheme too, if one is given.
pub(super) fn hash_features(
    sentence: &TaggedSentence,
    scheme: Option<usize>,
    lexicon: &Lexicon,
) -> HashedExample {
    let (text, ends) = sentence.text();
    let tokens = TokenSpans::of_sentence(&text);
    let mut words = WordTable::default();
    let mut known = Vec::new();
    features::look_up_words(&text, &tokens.spans, lexicon, &mut words, &mut known);
    let analyzed = features::tokens(&known, &words, lexicon);
    let context = Sentence::new(&analyzed);
    let (mut general, mut of_scheme) = (TokenFeatures::default(), TokenFeatures::default());
    let mut sentence_words = Vec::new();
    for (index, span) in tokens.spans.iter().enumerate() {
        context.features(index, |feature| general.features.push(feature));
        general.end_token();
        if let Some(scheme) = scheme {
            context.scheme_features(index, scheme as u64, |feature| {
                of_scheme.features.push(feature);
            });
        }
        of_scheme.end_token();
        let word = ends.partition_point(|&end| end < span.end);
        sentence_words.push(u32::try_from(word).expect("a sentence is short"));
    }
    HashedExample {
        general,
        of_scheme,
        words: sentence_words,
    }
}

/// Returns the features that occur at least `min_count` times, most frequent first.
pub(super) fn index_features<'h>(
    hashed: &(impl Iterator<Item = &'h TokenFeatures> + Clone),
    min_count: u8,
) -> Vec<u64> {
    const BITS: u32 = 26;
    let slot = |feature: u64| usize::try_from(feature >> (64 - BITS)).unwrap_or(0);
    let mut sketch = vec![0_u8; 1 << BITS];
    let all = || hashed.clone().flat_map(|tokens| &tokens.features).copied();
    for feature in all() {
        let count = &mut sketch[slot(feature)];
        *count = count.saturating_add(1);
    }
    let mut counts: HashMap<u64, u32, FixedState> = HashMap::default();
    for feature in all() {
        if sketch[slot(feature)] >= min_count {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut features: Vec<(u32, u64)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= u32::from(min_count))
        .map(|(feature, count)| (count, feature))
        .collect();
    features.sort_unstable_by(|a, b| b.cmp(a));
    features.into_iter().map(|(_, feature)| feature).collect()
}

pub(super) fn build_example(
    hashed: &HashedExample,
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
        for (token, word) in hashed.words.iter().enumerate() {
            if (*first..*end).contains(&(*word as usize)) {
                let label = label_of(label);
                let tag = if is_first {
                    Tags::begin(label)
                } else {
                    Tags::inside(label)
                };
                allowed[token] = 1 << tag;
                is_first = false;
            }
        }
    }
    let mut starts = vec![0];
    let mut features = Vec::new();
    for token in 0..hashed.words.len() {
        let general = hashed.general.of_token(token);
        let of_token = general.iter().chain(hashed.of_scheme.of_token(token));
        features.extend(of_token.filter_map(|feature| ids.get(feature)));
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
