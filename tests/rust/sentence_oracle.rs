//! Sentences equal a plain reading of UAX #29 and an established library, news sentences satisfy their invariants, and
//! grapheme clusters equal those of the library.

use icu_segmenter::GraphemeClusterSegmenter;
use lexicount::corpus::{Language, TextLanguage};
use lexicount::span::Span;
use lexicount::tokens::{SentenceRules, grapheme_spans, sentence_spans};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::plain_sentences::plain_ends;

/// Returns the ends of sentences, and checks that the sentences cover the text.
fn ends(text: &str, rules: SentenceRules) -> Vec<usize> {
    ends_in(text, rules, &TextLanguage::given(None))
}

/// The same for text in a language.
fn ends_in(text: &str, rules: SentenceRules, language: &TextLanguage<'_>) -> Vec<usize> {
    let mut start = 0;
    let mut ends = Vec::new();
    for span in sentence_spans(text, rules, language) {
        assert_eq!(span.start, start, "{text:?}");
        assert!(
            !span.is_empty() && text.is_char_boundary(span.end),
            "{text:?}"
        );
        start = span.end;
        ends.push(start);
    }
    assert_eq!(start, text.len(), "{text:?}");
    ends
}

/// Text that the rules treat specially.
const PARTS: &[&str] = &[
    "a",
    "Z",
    "word",
    "The",
    "I",
    "U.S.",
    "Mr.",
    "p.m.",
    "No.",
    "e.g.",
    "J.",
    "1",
    "42",
    "1.",
    "2)",
    "(3)",
    "•",
    "•",
    "…",
    "...",
    ". . .",
    ".",
    "!",
    "?",
    "?!",
    ",",
    ":",
    "-",
    "—",
    "\"",
    "'",
    "“",
    "”",
    "’",
    "(",
    ")",
    "[",
    "]",
    "[1]",
    ":)",
    "www.a.org/?b=1",
    "x@y.org",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{AD}",
    "я",
    "Я",
    "。",
    "．",
    "」",
    "؟",
    "।",
    "漢",
    "\u{2028}",
    "\u{85}",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{0}",
];

/// Generates text that the rules treat specially, with other text in between.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(PARTS);
    let part =
        prop_oneof![8 => special.prop_map(str::to_owned), 1 => "\\PC{0,2}", 1 => "[a-zA-Z ]{0,70}"];
    prop::collection::vec((part, prop::sample::select(vec!["", " ", "\n"])), 0..40).prop_map(
        |parts| {
            parts
                .into_iter()
                .map(|(part, separator)| part + separator)
                .collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn sentences_equal_a_plain_reading_of_the_rules(text in text()) {
        prop_assert_eq!(ends(&text, SentenceRules::Unicode), plain_ends(&text), "{:?}", text);
    }

    /// The library's tables are of an older Unicode version, so only older characters are compared.
    #[test]
    fn sentences_equal_the_library(text in "([a-zA-Z0-9 .!?,:\"'()\r\n\u{85}\u{AD}\u{301}\u{a0}-\u{24F}“”’。]|\\.){0,60}") {
        let library = text.split_sentence_bound_indices().map(|(start, sentence)| start + sentence.len());
        prop_assert_eq!(ends(&text, SentenceRules::Unicode), library.collect::<Vec<_>>(), "{:?}", text);
    }

    #[test]
    fn news_sentences_are_never_blank(text in text()) {
        let is_visible = |part: &str| part.chars().any(|character| !character.is_whitespace());
        if is_visible(&text) {
            let language = TextLanguage::of_text(&text);
            for span in sentence_spans(&text, SentenceRules::News, &language) {
                prop_assert!(is_visible(span.slice(&text)), "{:?} in {:?}", span.slice(&text), text);
            }
        }
        for code in ["en", "de", "fr", "pl", "ru", "th"] {
            ends_in(&text, SentenceRules::News, &TextLanguage::given(Language::parse(code)));
        }
    }

    /// No state is carried across a blank line.
    #[test]
    fn news_sentences_do_not_depend_on_text_before_a_blank_line(first in text(), second in text()) {
        let first = format!("a {}\n\n", first.trim());
        let second = format!("b {second}");
        let mut expected = ends(&first, SentenceRules::News);
        expected.extend(ends(&second, SentenceRules::News).into_iter().map(|end| first.len() + end));
        prop_assert_eq!(ends(&(first + &second), SentenceRules::News), expected);
    }

    #[test]
    fn grapheme_clusters_equal_the_library(text in "([a-z \r\n\u{0}]|\r\n|[\u{300}-\u{305}\u{200D}\u{600}👩👍🏽🇷🇺\u{1100}\u{1161}\u{11A8}कि]|\\PC){0,40}") {
        let spans: Vec<usize> = grapheme_spans(&text).map(|span| span.end).collect();
        let library: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(&text).skip(1).collect();
        prop_assert_eq!(&spans, &library, "{:?}", text);
        let starts: Vec<usize> = grapheme_spans(&text).map(|span| span.start).collect();
        prop_assert!(starts.into_iter().skip(1).eq(spans.into_iter().rev().skip(1).rev()));
    }
}

/// Text that could make a lookahead or lookbehind read the same text repeatedly.
const REPEATED: &[&str] = &[
    ".",
    "1.",
    "1.1.1.1",
    ".\u{301}",
    ". ",
    ". . . . ",
    "1",
    " ",
    "\n",
    " \n",
    "a\n",
    "A\n",
    "\r",
    "!",
    "?!",
    "…",
    "… ",
    ".)",
    ".\"",
    ". (",
    ".[1] ",
    ". [1]",
    ". :) ",
    "• ",
    "1. a ",
    "a. ",
    "1) ",
    "(",
    "\u{301}",
    "A.",
    "U.S. ",
    "I. ",
    "p.m. ",
    "Mr. ",
    "。",
    "。\u{301}",
    "．a",
    "x@y.",
    "\u{a0}",
    "\u{2028}",
    "é. ",
    "a! ",
    "A!\n",
    "-",
    "- ",
    ".- ",
    "\u{AD}",
    "a.\u{AD}A",
    ".\n",
    "漢",
    "I\u{a0}. ",
];

/// With quadratic time, this would take hours.
#[test]
fn long_text_takes_linear_time() {
    let blank = " ".repeat(300);
    for part in REPEATED.iter().copied().chain([&*blank]) {
        for front in ["", "a", "a ", "1. ", "• ", "A. ", "“"] {
            let short = front.to_owned() + &part.repeat(1 + 100 / part.len());
            assert_eq!(
                ends(&short, SentenceRules::Unicode),
                plain_ends(&short),
                "{short:?}"
            );
        }
        let long = part.repeat(200_000 / part.len());
        for rules in SentenceRules::ALL {
            ends(&long, rules);
        }
        assert_eq!(
            grapheme_spans(&long).map(Span::len).sum::<usize>(),
            long.len()
        );
    }
}
