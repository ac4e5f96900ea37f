//! Unicode's own test files (`tests/data/unicode`), Snowball's word lists and the golden rules of sentences.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use lexicount::corpus::TextLanguage;
use lexicount::span::Span;
use lexicount::tokens::{
    Normalizer, SentenceRules, Stemmer, Step, grapheme_spans, sentence_spans, word_bounds,
};

use super::shared_data::with_shared_data;

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

/// The text of a file, which may be compressed.
fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .unwrap();
        return text;
    }
    String::from_utf8(bytes).unwrap()
}

/// The text of one of Unicode's test files.
pub(super) fn unicode(file: &str) -> String {
    read(&super::package().join("tests/data/unicode").join(file))
}

fn check<I: Iterator<Item = Span>>(file: &str, n_cases: usize, spans: impl Fn(String) -> I) {
    let cases = break_cases(&unicode(file));
    assert_eq!(cases.len(), n_cases, "{file}");
    for (text, breaks) in cases {
        let ends = spans(text.clone()).map(|span| span.end);
        let found: Vec<usize> = std::iter::once(0).chain(ends).collect();
        assert_eq!(found, breaks, "{file}: {text:?}");
    }
}

#[test]
fn words_break_where_unicode_says() {
    check("WordBreakTest-18.0.0.txt", 1944, |text| {
        word_bounds(&text).collect::<Vec<_>>().into_iter()
    });
}

#[test]
fn sentences_break_where_unicode_says() {
    check("SentenceBreakTest-18.0.0.txt", 512, |text| {
        let language = TextLanguage::given(None);
        sentence_spans(&text, SentenceRules::Unicode, &language)
            .collect::<Vec<_>>()
            .into_iter()
    });
}

#[test]
fn sentences_of_random_text_break_where_unicode_says() {
    check("SentenceBreakRandomTest-17.0.0.txt.gz", 100, |text| {
        let language = TextLanguage::given(None);
        sentence_spans(&text, SentenceRules::Unicode, &language)
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
    let normalizer = Normalizer::new([Step::Casefold]).unwrap();
    let mut n_cases = 0;
    for line in unicode("CaseFolding-17.0.0.txt").lines() {
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
    assert_eq!(n_cases, 1557);
}

/// Both ways of a normaliser: by terms and over whole texts.
fn check_form(step: Step, source: &str, expected: &str, line: &str) {
    let normalizer = Normalizer::new([step]).unwrap();
    assert_eq!(normalizer.to_term(source), expected, "{step}: {line}");
    let whole = normalizer.normalize(source);
    assert_eq!(whole.text(), expected, "{step}: {line}");
}

#[test]
fn normal_forms_are_those_of_unicode() {
    let mut n_cases = 0;
    let content = unicode("NormalizationTest-18.0.0.txt.gz");
    for line in content.lines().filter(|line| !line.starts_with('@')) {
        let columns = line.split('#').next().unwrap_or_default().split(';');
        let columns: Vec<String> = columns
            .map(|column| column.split_whitespace().map(code_point).collect())
            .collect();
        // Source, NFC, NFD, NFKC, NFKD, and what stands behind the last semicolon.
        let Ok([source, c, d, kc, kd, _]) = <[String; 6]>::try_from(columns) else {
            continue;
        };
        for text in [&source, &c, &d] {
            check_form(Step::Nfc, text, &c, line);
            check_form(Step::Nfd, text, &d, line);
        }
        for text in [&kc, &kd] {
            check_form(Step::Nfc, text, &kc, line);
            check_form(Step::Nfd, text, &kd, line);
        }
        for text in [&source, &c, &d, &kc, &kd] {
            check_form(Step::Nfkc, text, &kc, line);
            check_form(Step::Nfkd, text, &kd, line);
        }
        n_cases += 1;
    }
    assert_eq!(n_cases, 20_171);
}

/// For each of Snowball's word lists, how many words it has and how many stems differ.
///
/// Finnish differs since the algorithm was changed after the lists were made: it now takes more endings off words.
const STEMMERS: [(&str, usize, usize); 32] = [
    ("armenian", 101_780, 0),
    ("basque", 21_386, 0),
    ("catalan", 48_897, 0),
    ("czech", 58_137, 0),
    ("danish", 23_832, 0),
    ("dutch", 45_670, 0),
    ("dutch_porter", 45_670, 0),
    ("english", 42_649, 0),
    ("esperanto", 84_456, 0),
    ("estonian", 57_470, 0),
    ("finnish", 49_957, 103),
    ("french", 21_655, 0),
    ("german", 35_033, 0),
    ("greek", 90_727, 0),
    ("hindi", 65_118, 0),
    ("hungarian", 29_881, 0),
    ("indonesian", 64_586, 0),
    ("irish", 186_280, 0),
    ("italian", 35_495, 0),
    ("lithuanian", 86_109, 0),
    ("lovins", 42_603, 0),
    ("nepali", 4_000, 0),
    ("norwegian", 20_895, 0),
    ("persian", 104_268, 0),
    ("polish", 62_576, 0),
    ("porter", 42_603, 0),
    ("portuguese", 32_016, 0),
    ("romanian", 87_642, 0),
    ("russian", 49_785, 0),
    ("spanish", 28_378, 0),
    ("swedish", 30_738, 0),
    ("turkish", 96_325, 0),
];

#[test]
fn stems_are_those_of_snowball() {
    with_shared_data("stems_are_those_of_snowball", |data| {
        for (language, n_words, n_different) in STEMMERS {
            let content = read(&data.join(format!("conformance/snowball/{language}.tsv.gz")));
            let stemmer: Stemmer = language.parse().unwrap();
            let mut buffer = String::new();
            let different: Vec<&str> = content
                .lines()
                .filter(|line| {
                    let (word, stem) = line.split_once('\t').unwrap();
                    stemmer.stem(word, &mut buffer) != stem
                })
                .collect();
            assert_eq!(content.lines().count(), n_words, "{language}");
            assert_eq!(different.len(), n_different, "{language}: {different:?}");
        }
    });
}

#[derive(serde::Deserialize)]
struct GoldenRule {
    lang: String,
    text: String,
    sents: Vec<String>,
}

impl GoldenRule {
    fn found(&self) -> Vec<&str> {
        let language = TextLanguage::of_text(&self.text);
        let spans = sentence_spans(&self.text, SentenceRules::News, &language);
        spans.map(|span| span.slice(&self.text).trim()).collect()
    }
}

#[test]
fn golden_rules_of_english_sentences_hold() {
    with_shared_data("golden_rules_of_english_sentences_hold", |data| {
        let lines = read(&data.join("conformance/sentence-golden-rules/golden-rules.jsonl"));
        let rules = lines
            .lines()
            .map(|line| serde_json::from_str::<GoldenRule>(line).unwrap());
        let english: Vec<GoldenRule> = rules.filter(|rule| rule.lang == "english").collect();
        assert_eq!(english.len(), 48);
        for rule in english {
            assert_eq!(rule.found(), rule.sents);
        }
    });
}
