//! Matrices compared with a reference that counts joined strings in maps.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lexicount::corpus::Documents;
use lexicount::counts::{
    CsrData, CsrMatrix, CsrValues, FeatureReader, FeatureSource, FeatureUnit, FixedTerms, Hashing,
    RowNorm, Weighting, count_features, hash_features,
};
use lexicount::parallel::Workers;
use lexicount::tokens::{CharTable, distinct_characters};
use proptest::prelude::*;

fn source(
    documents: &Documents,
    min_length: usize,
    range: (usize, usize),
    stop_words: &[&str],
) -> FeatureSource {
    let characters = distinct_characters(documents);
    let rules = characters
        .into_iter()
        .map(|one| (one, one.to_lowercase().collect()));
    let table = CharTable::for_words(true, rules, char::is_alphanumeric);
    let stop_words: HashSet<String> = stop_words.iter().map(|&word| word.to_owned()).collect();
    let unit = FeatureUnit::Words {
        min_length,
        stop_words,
    };
    FeatureSource::Reader(FeatureReader::new(table, unit, range).unwrap())
}

/// The terms of a text, single words first, as joined strings.
fn reference_terms(
    text: &str,
    min_length: usize,
    (low, high): (usize, usize),
    stop_words: &[&str],
) -> Vec<String> {
    let lower: String = text.chars().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = lower
        .split(|one: char| !one.is_alphanumeric() && one != '_')
        .filter(|word| word.chars().count() >= min_length.max(1) && !stop_words.contains(word))
        .collect();
    let grams = |n: usize| {
        words
            .windows(n)
            .map(|gram| gram.join(" "))
            .collect::<Vec<_>>()
    };
    (low..=high).flat_map(grams).collect()
}

/// Column and count of each value, in row order, which is the order of first occurrence.
type ReferenceRows = Vec<Vec<(usize, i64)>>;

fn reference_rows(documents: &[Vec<String>], columns: &BTreeMap<String, usize>) -> ReferenceRows {
    let mut first = BTreeMap::new();
    for term in documents.iter().flatten() {
        let next = first.len();
        first.entry(term.clone()).or_insert(next);
    }
    let row = |terms: &Vec<String>| {
        let mut counts = BTreeMap::new();
        for term in terms {
            if let Some(&column) = columns.get(term) {
                *counts.entry((first[term], column)).or_insert(0) += 1;
            }
        }
        counts
            .into_iter()
            .map(|((_, column), n)| (column, n))
            .collect()
    };
    documents.iter().map(row).collect()
}

fn rows(matrix: &CsrMatrix) -> ReferenceRows {
    let CsrData::Counts(data) = &matrix.data else {
        panic!("counts were asked for");
    };
    let values = |row: std::ops::Range<usize>| {
        row.map(|index| (matrix.columns.get(index), data[index]))
            .collect()
    };
    matrix.rows().map(values).collect()
}

fn columns_of(terms: &BTreeSet<String>) -> BTreeMap<String, usize> {
    terms.iter().cloned().zip(0..).collect()
}

const COUNTS: CsrValues<'static> = CsrValues::Counts { binary: false };

proptest! {
    #[test]
    fn counts_match_the_reference(
        texts in prop::collection::vec("([aAbé語x_0-9]{1,3}[ .–]{1,2}|moreThanSixteenBytes[ab] ){0,20}", 1..8),
        min_length in 1..4_usize,
        low in 1..3_usize,
        more in 0..3_usize,
        keep in any::<u64>(),
    ) {
        let (range, stop_words) = ((low, low + more), ["ab", "é"]);
        let documents = Documents::from_texts(texts.iter().map(String::as_str));
        let source = source(&documents, min_length, range, &stop_words);
        let workers = Workers::serial();
        let counts = count_features(&documents, &source, &workers).unwrap();
        let plain: Vec<Vec<String>> = texts
            .iter()
            .map(|text| reference_terms(text, min_length, range, &stop_words))
            .collect();
        let all: BTreeSet<String> = plain.iter().flatten().cloned().collect();
        prop_assert_eq!(counts.n_terms(), all.len());

        let is_kept = |index: usize| keep >> (index % 64) & 1 == 1;
        let (columns, terms) = counts.columns(is_kept);
        let kept: BTreeSet<String> = (0..terms.columns.len()).map(|index| terms.terms.get(index).to_owned()).collect();
        let by_term = columns_of(&kept);
        for (index, &column) in terms.columns.iter().enumerate() {
            prop_assert_eq!(by_term[terms.terms.get(index)], column as usize);
        }
        let matrix = counts.to_csr(&columns, kept.len(), COUNTS, &workers).unwrap();
        let expected = reference_rows(&plain, &by_term);
        prop_assert_eq!(rows(&matrix), expected.clone());

        // The same terms as a fixed list: columns ascend in each row.
        let given = by_term.iter().map(|(term, &column)| (term.as_str(), u32::try_from(column).unwrap()));
        let fixed = FixedTerms::new(&source, given).unwrap();
        let found = fixed.count(&documents, &source, &workers).unwrap();
        let found = rows(&found.to_csr(COUNTS, &workers).unwrap());
        let sorted = expected.into_iter().map(|mut row| {
            row.sort_unstable();
            row
        });
        prop_assert_eq!(found, sorted.collect::<Vec<_>>());
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_threads(
        texts in prop::collection::vec("([ab]{1,3} ){0,6}", 1..40),
        low in 1..3_usize,
    ) {
        // Long enough that every few documents form a separate range.
        let texts: Vec<String> = texts.iter().map(|text| format!("{text}{}", " ".repeat(1 << 16))).collect();
        let documents = Documents::from_texts(texts);
        let source = source(&documents, 1, (low, low + 1), &["aa"]);
        let weights = |norm| CsrValues::Weights(Weighting { norm, ..Weighting::default() });
        let run = |workers: &Workers| {
            let counts = count_features(&documents, &source, workers).unwrap();
            let (columns, terms) = counts.columns(|index| index % 3 != 1);
            let n_columns = terms.columns.len();
            let of = |values| counts.to_csr(&columns, n_columns, values, workers).unwrap();
            let hashing = Hashing { n_columns: 7, alternate_sign: true, binary: false, norm: None };
            let hashed = hash_features(&documents, &source, hashing, workers).unwrap();
            (of(COUNTS), of(weights(Some(RowNorm::L2))), of(weights(Some(RowNorm::L1))), hashed, counts.totals(), counts.document_frequencies())
        };
        let expected = run(&Workers::serial());
        for n_threads in [2, 3] {
            prop_assert_eq!(&run(&Workers::new(Some(n_threads)).unwrap()), &expected);
        }
    }
}
