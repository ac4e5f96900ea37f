//! Unicode's own test files, where they are at hand.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use lexicount::span::Span;
use lexicount::tokens::{Normalizer, SentenceRules, grapheme_spans, sentence_spans, word_bounds};

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

/// The text of a file, which may be packed.
fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .unwrap();
        return text;
    }
    String::from_utf8(bytes).unwrap()
}

fn check<I: Iterator<Item = Span>>(file: &str, n_cases: usize, spans: impl Fn(String) -> I) {
    let Some(path) = shared(&format!("conformance/unicode/{file}")) else {
        return;
    };
    let cases = break_cases(&read(&path));
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
            sentence_spans(&text, SentenceRules::Unicode)
                .collect::<Vec<_>>()
                .into_iter()
        });
    }
}

#[test]
fn sentences_of_random_text_break_where_unicode_says() {
    check("SentenceBreakRandomTest-17.0.0.txt.gz", 100, |text| {
        sentence_spans(&text, SentenceRules::Unicode)
            .collect::<Vec<_>>()
            .into_iter()
    });
}

#[test]
fn grapheme_clusters_break_where_unicode_says() {
    // The library's stable rules are those of 17.0.0; 18.0.0 joins more consonants in scripts of India (GB9c).
    for (file, n_cases) in [
        ("GraphemeBreakTest-17.0.0.txt", 766),
        ("GraphemeBreakRandomTest-17.0.0.txt.gz", 100),
    ] {
        check(file, n_cases, |text| {
            grapheme_spans(&text).collect::<Vec<_>>().into_iter()
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

/// So many of the 48 rules hold; some are a matter of taste, so one may fall for a better rule, which is to be told here.
const GOLDEN_RULES: usize = 48;

#[test]
fn golden_rules_of_english_sentences_hold() {
    #[derive(serde::Deserialize)]
    struct Case {
        lang: String,
        text: String,
        sents: Vec<String>,
    }
    let Some(path) = shared("conformance/sentence-golden-rules/golden-rules.jsonl") else {
        return;
    };
    let lines = std::fs::read_to_string(path).unwrap();
    let cases = lines
        .lines()
        .map(|line| serde_json::from_str::<Case>(line).unwrap());
    let english: Vec<Case> = cases.filter(|case| case.lang == "english").collect();
    assert_eq!(english.len(), 48);
    let failed: Vec<_> = english
        .iter()
        .map(|case| {
            let spans = sentence_spans(&case.text, SentenceRules::News);
            let found: Vec<&str> = spans.map(|span| span.slice(&case.text).trim()).collect();
            (found, &case.sents)
        })
        .filter(|(found, expected)| found != *expected)
        .collect();
    let n_passed = english.len() - failed.len();
    assert!(
        n_passed >= GOLDEN_RULES,
        "{n_passed} passed; failed: {failed:#?}"
    );
}
