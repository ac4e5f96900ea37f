//! Results are sorted by the column of the measure that they are asked to be sorted by, for each measure there is.

use std::collections::BTreeSet;

use lexicount::corpus::Documents;
use lexicount::parallel::Workers;
use lexicount::statistics::{
    AssociationMeasure, Bm25, Bm25Variant, CollocationConfig, Ranking, Tfidf, Weighting, Window,
    count_collocations, document_weights,
};
use lexicount::table::{Table, Values};
use lexicount::tokens::Analyzer;

/// The numbers of a column, some of them missing.
fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
    let column = table.column(name).unwrap_or_else(|| panic!("no {name}"));
    let values: Vec<f64> = match &column.values {
        Values::Float(values) => values.clone(),
        Values::Int(values) => values.iter().map(|&value| value as f64).collect(),
        _ => panic!("{name} has no numbers"),
    };
    let rows = values.into_iter().enumerate();
    rows.map(|(row, value)| column.is_present(row).then_some(value))
        .collect()
}

fn texts(table: &Table, name: &str) -> Vec<String> {
    let Some(Values::Text(values)) = table.column(name).map(|column| &column.values) else {
        panic!("{name} has no text");
    };
    let rows = 0..table.n_rows();
    rows.map(|row| values.get(row).to_owned()).collect()
}

/// Checks that numbers fall, missing ones last.
fn check_falling(values: &[Option<f64>], what: &str) {
    assert!(values.len() > 1, "{what}: too few rows");
    let as_number = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    let is_falling = |pair: &[Option<f64>]| as_number(pair[0]) >= as_number(pair[1]);
    assert!(values.windows(2).all(is_falling), "{what}: {values:?}");
}

/// Texts of words that differ in frequency and company.
fn documents() -> Documents {
    let mut state = 1_u64;
    let mut next = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % bound
    };
    let text = |_| {
        let n_words = 40 + next(80);
        let words = (0..n_words).map(|_| {
            // The product makes some words much more frequent than others.
            let word = next(9) * next(9);
            format!("w{word}{}", if next(6) == 0 { "." } else { "" })
        });
        words.collect::<Vec<_>>().join(" ")
    };
    Documents::from_texts((0..12).map(text).collect::<Vec<_>>())
}

#[test]
fn collocations_are_sorted_by_each_measure() {
    let config = CollocationConfig {
        window: Window::BIGRAMS,
        min_count: 2,
        ..CollocationConfig::default()
    };
    let pairs = count_collocations(&documents(), &config, &Workers::serial()).unwrap();
    let mut orders = BTreeSet::new();
    for measure in AssociationMeasure::ALL {
        let places = pairs.rank(&Ranking {
            measure,
            ..Ranking::default()
        });
        check_falling(
            &numbers(&pairs.to_table(&places), measure.name()),
            measure.name(),
        );
        orders.insert(places);
    }
    // log_dice is the logarithm of dice.
    assert_eq!(orders.len(), AssociationMeasure::ALL.len() - 1);
}

#[test]
fn terms_of_documents_are_sorted_by_weight() {
    let documents = documents();
    let variants = Bm25Variant::ALL.map(|variant| {
        Weighting::Bm25(Bm25 {
            variant,
            k1: 1.2,
            b: 0.75,
            delta: 1.0,
        })
    });
    let mut orders = BTreeSet::new();
    for weighting in variants
        .into_iter()
        .chain([Weighting::Tfidf(Tfidf::default())])
    {
        let (analyzer, workers) = (Analyzer::default(), Workers::serial());
        let table =
            document_weights(&documents, &analyzer, &weighting, None, None, &workers).unwrap();
        let rows = numbers(&table, "document").into_iter();
        let rows: Vec<_> = rows.zip(numbers(&table, "weight")).collect();
        for document in rows.chunk_by(|a, b| a.0 == b.0) {
            let weights: Vec<Option<f64>> = document.iter().map(|(_, weight)| *weight).collect();
            check_falling(&weights, &format!("{weighting:?}"));
        }
        orders.insert(texts(&table, "term"));
    }
    assert!(orders.len() > 1, "the weightings differ");
}
