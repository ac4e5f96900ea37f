//! Counts compared with a reference that counts the terms of the analyzer as strings.

use std::collections::{BTreeMap, BTreeSet};

use lexicount::corpus::Documents;
use lexicount::counts::{SavedCounts, Selection, TermCounts, count_terms};
use lexicount::parallel::Workers;
use lexicount::tokens::{
    Analyzer, Grams, NgramRange, Normalizer, ProtectedKinds, Step, StopWordList,
};
use proptest::prelude::*;

/// Count and document frequency of each term.
type Counts = BTreeMap<String, (u64, u64)>;

fn reference_counts(texts: &[Option<String>], analyzer: &Analyzer) -> Counts {
    let prepared = analyzer.prepare().unwrap();
    let mut counts = Counts::new();
    for text in texts.iter().flatten() {
        let mut terms = BTreeSet::new();
        prepared.for_each(text, |term, _| {
            counts.entry(term.to_owned()).or_default().0 += 1;
            terms.insert(term.to_owned());
        });
        for term in terms {
            counts.entry(term).or_default().1 += 1;
        }
    }
    counts
}

fn counts_of(counts: &TermCounts) -> Counts {
    let ids = counts.select(&Selection::default()).unwrap();
    let figures = |id| (counts.count_of(id), counts.document_frequency_of(id));
    ids.into_iter()
        .map(|id| (counts.term(id).to_owned(), figures(id)))
        .collect()
}

/// Words around the 16 bytes of a vocabulary slot, in upper and lower case, with characters that normalization changes.
const TEXT: &str = "((the|The|houses|HOUSE|burning|abcdefghijklmnop|Abcdefghijklmnopq|É[a-z]{0,9}|é|naïve|Don’t|don't|\
    ﷺ|ﬁ|ﷺa|𝐀b|น้ำใจ|日本語|[A-Za-z]{14,18}|İ|ß|3,000|x_y|state-of-the-art|[\u{0}-\u{7f}]|.)( |\\. |\n| - |’|)){0,25}";

fn grams() -> impl Strategy<Value = Grams> {
    let words = (1..4_usize, 0..3_usize, 0..3_usize).prop_map(|(low, more, skip)| Grams::Words {
        range: NgramRange::new(low, low + more).unwrap(),
        skip,
    });
    let pieces = (1..4_usize, 0..3_usize, any::<bool>()).prop_map(|(low, more, within_words)| {
        Grams::Characters {
            range: NgramRange::new(low, low + more).unwrap(),
            within_words,
        }
    });
    prop_oneof![2 => Just(Grams::default()), 4 => words, 1 => pieces]
}

fn analyzers() -> impl Strategy<Value = Analyzer> {
    let steps = prop::sample::subsequence(
        vec![
            Step::Nfkc,
            Step::Casefold,
            Step::StripAccents,
            Step::Apostrophes,
        ],
        0..=4,
    );
    let stop_words = prop_oneof![
        Just(StopWordList::None),
        Just(StopWordList::Language("en".into())),
        Just(StopWordList::Words(vec![
            "houses".into(),
            "É".into(),
            "ß".into()
        ])),
    ];
    let stemmer = prop::option::of(Just("en".parse().unwrap()));
    (steps, stop_words, stemmer, grams(), any::<[bool; 2]>()).prop_map(
        |(steps, stop_words, stemmer, grams, [cross_sentences, keeps])| {
            let is_words = matches!(grams, Grams::Words { .. });
            let mut analyzer = Analyzer {
                normalizer: Normalizer::new(steps).unwrap(),
                stop_words: if is_words {
                    stop_words
                } else {
                    StopWordList::None
                },
                stemmer: stemmer.filter(|_| is_words),
                grams,
                cross_sentences,
                ..Analyzer::default()
            };
            if keeps {
                analyzer.tokenizer.protected = ProtectedKinds::NEWS;
            }
            analyzer
        },
    )
}

proptest! {
    #[test]
    fn counts_match_the_reference(texts in prop::collection::vec(prop::option::weighted(0.9, TEXT), 0..6), analyzer in analyzers()) {
        let documents = Documents::from_optional_texts(texts.iter().cloned());
        let counts = count_terms(&documents, &analyzer, &Workers::serial()).unwrap();
        prop_assert_eq!(counts_of(&counts), reference_counts(&texts, &analyzer));
    }
}

/// A word that contains a space, and joined words with the same spelling, are one term.
#[test]
fn equal_strings_are_one_term() {
    let analyzer = Analyzer {
        normalizer: Normalizer::new([Step::Nfkc]).unwrap(),
        grams: NgramRange::new(1, 3).unwrap().into(),
        ..Analyzer::default()
    };
    // The ligature normalizes to four words.
    let phrase = analyzer.normalizer.to_term("ﷺ");
    assert!(phrase.contains(' '));
    for texts in [["x ﷺ y", "ﷺ"], ["ﷺ", "x ﷺ ﷺ"]] {
        let texts: Vec<_> = texts
            .into_iter()
            .map(|text| Some(format!("{text} {phrase}")))
            .collect();
        let documents = Documents::from_optional_texts(texts.iter().cloned());
        let counts = count_terms(&documents, &analyzer, &Workers::serial()).unwrap();
        assert_eq!(counts_of(&counts), reference_counts(&texts, &analyzer));
    }
}

/// Many documents in many ranges, which threads process in no fixed order.
#[test]
fn counts_do_not_depend_on_the_number_of_threads() {
    let texts: Vec<_> = (0..4000)
        .map(|n| {
            let text = format!(
                "Word{} and word{} of {n}, naïve{}. ",
                n % 13,
                n % 290,
                n % 7
            );
            (n % 11 != 0).then(|| text.repeat(n % 40))
        })
        .collect();
    let documents = Documents::from_optional_texts(texts.iter().cloned());
    for range in [(1, 1), (1, 2)] {
        let analyzer = Analyzer {
            grams: NgramRange::new(range.0, range.1).unwrap().into(),
            ..Analyzer::default()
        };
        let one = count_terms(&documents, &analyzer, &Workers::serial()).unwrap();
        assert_eq!(counts_of(&one), reference_counts(&texts, &analyzer));
        for n_threads in [1, 2, 5] {
            let workers = Workers::new(Some(n_threads)).unwrap();
            let counts = count_terms(&documents, &analyzer, &workers).unwrap();
            assert_eq!(counts, one);
            assert_eq!(counts.to_bytes(), one.to_bytes());
        }
    }
}
