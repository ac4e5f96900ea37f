//! Keyphrases compared with plain reference implementations, and properties of every method.

use std::collections::BTreeMap;

use lexicount::corpus::Documents;
use lexicount::parallel::Workers;
use lexicount::statistics::keyphrases::{
    KeyphraseConfig, Keyphrases, Merge, Method, Numbers, keyphrases, rank_tokens,
};
use lexicount::tokens::StopWordList;
use proptest::prelude::*;

const METHODS: [Method; 5] = [
    Method::YAKE,
    Method::RAKE,
    Method::TEXT_RANK,
    Method::POSITION_RANK,
    Method::TfIdf,
];

fn config(method: Method) -> KeyphraseConfig {
    KeyphraseConfig {
        method,
        top: None,
        stop_words: Some(StopWordList::Words(vec!["the".into(), "of".into()])),
        numbers: Numbers::Alone,
        ..KeyphraseConfig::default()
    }
}

/// Phrase, score and count, in order.
fn rows(found: &Keyphrases) -> Vec<(String, f64, usize)> {
    let phrases = found.phrases().iter();
    phrases
        .map(|one| (one.text.to_lowercase(), one.score, one.count()))
        .collect()
}

/// RAKE as defined in the paper, with tables of strings.
fn reference_rake(sentences: &[Vec<&str>]) -> BTreeMap<String, (f64, usize)> {
    let mut phrases: Vec<Vec<String>> = Vec::new();
    for sentence in sentences {
        let folded = sentence.iter().map(|token| token.to_lowercase());
        let folded: Vec<String> = folded.collect();
        let ends = |token: &String| ["the", "of", ",", "."].contains(&token.as_str());
        let runs = folded.split(ends).filter(|run| !run.is_empty());
        phrases.extend(runs.map(<[String]>::to_vec));
    }
    let mut words: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for phrase in &phrases {
        for word in phrase {
            let (frequency, degree) = words.entry(word).or_default();
            *frequency += 1.0;
            *degree += phrase.len() as f64;
        }
    }
    let mut answer = BTreeMap::new();
    for phrase in &phrases {
        let of_words = phrase.iter().map(|word| words[word.as_str()]);
        let sum = of_words.map(|(frequency, degree)| degree / frequency).sum();
        answer.entry(phrase.join(" ")).or_insert((sum, 0)).1 += 1;
    }
    answer
}

fn sentences() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let word = prop::sample::select(vec![
        "the", "of", "fire", "Fire", "Kabul", "ships", "ship", "COVID-19", "7", ",", ".",
    ]);
    prop::collection::vec(prop::collection::vec(word, 0..9), 0..6)
}

proptest! {
    #[test]
    fn rake_equals_the_reference(sentences in sentences()) {
        let found = rank_tokens(&sentences, &config(Method::RAKE), None).unwrap();
        let found: BTreeMap<_, _> = rows(&found).into_iter().map(|(text, score, count)| (text, (score, count))).collect();
        prop_assert_eq!(found, reference_rake(&sentences));
    }

    /// A short list is chosen without sorting all phrases. YAKE compares a phrase only with better ones, so a short
    /// list is a prefix of the full one.
    #[test]
    fn top_phrases_are_a_prefix_of_all(sentences in sentences(), top in 0_usize..6) {
        for method in METHODS {
            let every = rank_tokens(&sentences, &config(method), None).unwrap();
            let few = KeyphraseConfig { top: Some(top), ..config(method) };
            let few = rank_tokens(&sentences, &few, None).unwrap();
            let first = rows(&every).into_iter().take(top).collect::<Vec<_>>();
            prop_assert_eq!(rows(&few), first);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn results_depend_on_neither_threads_nor_other_documents(sentences in prop::collection::vec(sentences(), 1..6)) {
        let texts: Vec<String> = sentences.iter().map(|one| one.concat().join(" ")).collect();
        let long = texts.iter().map(|text| format!("{text}. ").repeat(1 + (1 << 18) / (text.len() + 2)));
        let documents = Documents::from_texts(texts.iter().cloned().chain(long.take(2)));
        for method in [Method::RAKE, Method::YAKE, Method::TfIdf] {
            let config = KeyphraseConfig { merge: Some(Merge::Plurals), top: Some(4), ..config(method) };
            let serial = keyphrases(&documents, &config, None, &Workers::serial()).unwrap();
            let workers = Workers::new(Some(3)).unwrap();
            prop_assert_eq!(&keyphrases(&documents, &config, None, &workers).unwrap(), &serial);
            if method == Method::TfIdf {
                continue;
            }
            let last = documents.len() - 1;
            let alone = Documents::from_texts([documents.text(last).unwrap()]);
            let alone = keyphrases(&alone, &config, None, &Workers::serial()).unwrap();
            let phrases = &serial.phrases()[serial.of_document(last)];
            prop_assert_eq!(alone.phrases().len(), phrases.len());
            for (one, other) in alone.phrases().iter().zip(phrases) {
                prop_assert_eq!((&one.text, one.score.to_bits()), (&other.text, other.score.to_bits()));
                prop_assert_eq!(alone.mentions_of(one), serial.mentions_of(other));
            }
        }
    }
}

#[test]
fn stopped_work_is_interrupted() {
    let documents = Documents::from_texts(["Ships sail."]);
    let workers = Workers::serial();
    workers.stop();
    for method in METHODS {
        let error = keyphrases(&documents, &config(method), None, &workers).unwrap_err();
        assert!(error.is_interrupted());
    }
}
