//! Unicode's own test files, where they are at hand.

use lexicount::span::Span;
use lexicount::tokens::{Normalizer, sentence_spans, word_bounds};

use super::shared;

/// The cases of a break test: the text and where it breaks, in bytes.
fn break_cases(content: &str) -> Vec<(String, Vec<usize>)> {
    content
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut text = String::new();
            let mut breaks = Vec::new();
            for part in line.split_whitespace() {
                match part {
                    "÷" => breaks.push(text.len()),
                    "×" => {}
                    point => text.push(code_point(point)),
                }
            }
            (text, breaks)
        })
        .collect()
}

fn code_point(hexadecimal: &str) -> char {
    let number = u32::from_str_radix(hexadecimal, 16).expect("hexadecimal");
    char::from_u32(number).expect("the tests hold no surrogates")
}

fn check<I: Iterator<Item = Span>>(file: &str, n_cases: usize, spans: impl Fn(String) -> I) {
    let Some(path) = shared(&format!("conformance/unicode/{file}")) else {
        return;
    };
    let cases = break_cases(&std::fs::read_to_string(path).unwrap());
    assert_eq!(cases.len(), n_cases, "{file}");
    for (text, breaks) in cases {
        let ends = spans(text.clone()).map(|span| span.end);
        let found: Vec<usize> = std::iter::once(0).chain(ends).collect();
        assert_eq!(found, breaks, "{file}: {text:?}");
    }
}

#[test]
fn words_break_where_unicode_says() {
    for version in ["17.0.0", "18.0.0"] {
        check(&format!("WordBreakTest-{version}.txt"), 1944, |text| {
            word_bounds(&text).collect::<Vec<_>>().into_iter()
        });
    }
}

#[test]
fn sentences_break_where_unicode_says() {
    for version in ["17.0.0", "18.0.0"] {
        check(&format!("SentenceBreakTest-{version}.txt"), 512, |text| {
            sentence_spans(&text).collect::<Vec<_>>().into_iter()
        });
    }
}

#[test]
fn case_folds_as_unicode_says() {
    let Some(path) = shared("conformance/unicode/CaseFolding-17.0.0.txt") else {
        return;
    };
    let normalizer = Normalizer {
        lowercase: true,
        apostrophes: false,
    };
    let mut n_cases = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        let [point, "C" | "F", mapping, ..] = fields[..] else {
            continue;
        };
        let folded: String = mapping.split_whitespace().map(code_point).collect();
        assert_eq!(
            normalizer.to_term(&code_point(point).to_string()),
            folded,
            "{line}"
        );
        n_cases += 1;
    }
    assert!(n_cases > 1500);
}
