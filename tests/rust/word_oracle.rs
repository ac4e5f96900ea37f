//! Word segmentation equals a plain reading of UAX #29 and established libraries.

use std::io::{BufRead, BufReader};

use icu_properties::props::{Alphabetic, GeneralCategory, GeneralCategoryGroup, LineBreak, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use lexicount::span::Span;
use lexicount::tokens::{Tokenizer, WordRules, dictionary_words, portable, word_bounds};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::plain_words::{plain_bounds, plain_bounds_of_text};
use super::shared_data::with_shared_data;

/// Uses the tables of the Unicode version that the segmenter follows. Those of the standard library are older.
fn is_alphabetic(character: char) -> bool {
    CodePointSetData::new::<Alphabetic>().contains(character)
}

fn is_alphanumeric(character: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    is_alphabetic(character) || GeneralCategoryGroup::Number.contains(category)
}

/// Returns the segments that contain a letter, or a numeral that is not part of a keycap emoji.
fn words_of<'t>(bounds: &[(usize, usize)], text: &'t str) -> Vec<&'t str> {
    let is_keycap =
        |segment: &str| segment.contains('\u{20E3}') && !segment.contains(is_alphabetic);
    let segments = bounds.iter().map(|&(start, end)| &text[start..end]);
    segments
        .filter(|segment| segment.contains(is_alphanumeric) && !is_keycap(segment))
        .collect()
}

/// Checks tokens against dictionary words, with the text between them segmented by the rules.
fn check_with_dictionary(text: &str) {
    let mut bounds = Vec::new();
    let mut at = 0;
    let end = Span::new(text.len(), text.len());
    for word in dictionary_words(text).chain([end]) {
        let between = plain_bounds(&text[at..word.start]);
        bounds.extend(between.iter().map(|(start, end)| (at + start, at + end)));
        bounds.push((word.start, word.end));
        at = word.end;
    }
    let tokenizer = Tokenizer {
        dictionary: true,
        ..Tokenizer::UNICODE
    };
    let tokens: Vec<&str> = tokenizer.tokens(text).map(|token| token.text).collect();
    assert_eq!(tokens, words_of(&bounds, text), "{text:?}");
    assert_eq!(tokenizer.count(text), tokens.len(), "{text:?}");
}

/// Checks the rules for text against UAX #29 and a plain reading of the exceptions.
fn check_exceptions(text: &str) {
    let bounds = plain_bounds_of_text(text);
    let tokenizer = Tokenizer {
        rules: WordRules::News,
        ..Tokenizer::UNICODE
    };
    let tokens: Vec<&str> = tokenizer.tokens(text).map(|token| token.text).collect();
    assert_eq!(tokens, words_of(&bounds, text), "{text:?}");
    assert_eq!(tokenizer.count(text), tokens.len(), "{text:?}");
    let all = Tokenizer {
        punctuation: true,
        ..tokenizer
    };
    let mut spans = all
        .tokens(text)
        .map(|token| (token.span.start, token.span.end));
    assert!(spans.all(|span| bounds.contains(&span)), "{text:?}");
    let mut visited = Vec::new();
    tokenizer.for_each_span(text, |span| visited.push(span.slice(text)));
    assert_eq!(visited, tokens, "{text:?}");
}

fn check(text: &str) {
    check_with_dictionary(text);
    check_exceptions(text);
    let bounds: Vec<(usize, usize)> = word_bounds(text)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(bounds, plain_bounds(text), "{text:?}");
    let portable_bounds: Vec<(usize, usize)> = portable::word_bounds(text)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(portable_bounds, bounds, "{text:?}");
    let words: Vec<&str> = words_of(&bounds, text);
    let tokens: Vec<&str> = Tokenizer::UNICODE
        .tokens(text)
        .map(|token| token.text)
        .collect();
    assert_eq!(tokens, words, "{text:?}");
    assert_eq!(Tokenizer::UNICODE.count(text), words.len(), "{text:?}");
    let portable_words = portable::words(text).map(|span| span.slice(text));
    assert!(portable_words.eq(words), "{text:?}");
}

/// Generates characters of every class, mostly ASCII, in runs that cross blocks, and characters from `others`.
fn text(others: impl Strategy<Value = char>) -> impl Strategy<Value = String> {
    let ascii: Vec<char> = "abzAZ 019 _.':,;  \"-\r\n\t@".chars().collect();
    let special: Vec<char> = "éüßяж’“”—אב״׳·\u{200D}\u{301}\u{FE0F}\u{20E3}\u{902}👩👍🏽🇷🇺Ⓜℹアカﾞゔกขांी\u{93E}東京\u{AD}\u{2028}\u{85}٣٤²\u{3000}\u{1F}\u{202F}\u{2D7}"
        .chars()
        .collect();
    let character = prop_oneof![
        10 => prop::sample::select(ascii),
        3 => prop::sample::select(special),
        1 => others,
    ];
    prop::collection::vec(character, 0..200).prop_map(|characters| characters.into_iter().collect())
}

/// Generates a character of each class named in the rules.
fn any_class() -> impl Strategy<Value = char> {
    let characters = "\r\n\u{B}\u{85}\u{2028}\u{301}\u{903}\u{AD}\u{200D}\u{2060}🇦カｱーאabя٣9_‿ႄา\u{E31}ေမ\u{2019}.·:,;\u{60C}'\" \u{3000}👩ⓂZ東²ก-—";
    prop::sample::select(characters.chars().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn all_pairs_of_classes_equal_a_plain_reading(characters in prop::collection::vec(any_class(), 0..150)) {
        check(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn the_segmenter_equals_a_plain_reading_of_the_rules(text in text(any::<char>())) {
        check(&text);
    }

    #[test]
    fn long_words_and_runs_equal_a_plain_reading(
        parts in prop::collection::vec(("[a-z]{0,90}|[0-9,]{0,90}|[ ]{0,90}|[а-я]{0,90}|[_]{0,90}|[а-я ]{0,900}", "[ .'é\u{301}]?"), 0..8)
    ) {
        check(&parts.into_iter().map(|(part, end)| part + &end).collect::<String>());
    }

    #[test]
    fn exceptions_equal_a_plain_reading(
        parts in prop::collection::vec(("[a-z_]{0,5}|sank|rained|https://x|[a-zé]{1,3}|ᠠ\u{202F}?ᠭ|ك|[0-9]|_|ア|東|\u{301}", "[.]?", "The|It|No|It's|A|We |É|x| |\u{202F}|\n|_|ת|ك|.{0,70}"), 0..12)
    ) {
        check(&parts.into_iter().map(|(word, stop, next)| word + &stop + &next).collect::<String>());
    }

    /// The library's tables are of an older Unicode version, so only older characters are compared. It also joins
    /// punctuation to a letter if a zero width joiner and a pictograph follow, which no rule says, so joiners are
    /// removed.
    #[test]
    fn the_segmenter_equals_the_library(text in text(prop::char::range('\u{80}', '\u{24F}'))) {
        let text = text.replace('\u{200D}', "");
        let bounds: Vec<usize> = word_bounds(&text).map(|span| span.start).collect();
        let library: Vec<usize> = text.split_word_bound_indices().map(|(start, _)| start).collect();
        prop_assert_eq!(bounds, library, "{:?}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn prose_of_all_scripts_equals_a_plain_reading(
        words in prop::collection::vec(("[a-z]{1,9}|[а-я]{1,9}|[α-ω]{1,9}|[ا-ي]{1,7}[\u{64B}-\u{652}]?|[क-ह][\u{93E}-\u{94D}]?[क-ह]|[א-ת]{1,5}|[à-ÿ]{1,9}|[一-十]{1,9}|[ก-ฮ]{1,9}|[ァ-ヴ]{1,9}|[0-9]{1,3}", "[ ]|, |’|—| “|” |-|[.]|'|。|\u{64B}|\n"), 0..60)
    ) {
        check(&words.into_iter().map(|(word, separator)| word + &separator).collect::<String>());
    }
}

/// True for characters that ICU tailors: scripts segmented by dictionary, and Hangul, which it separates from other
/// letters.
fn is_tailored(character: char) -> bool {
    let line_break = CodePointMapData::<LineBreak>::new().get(character);
    let script = CodePointMapData::<Script>::new().get(character);
    let tailored = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Hangul,
    ];
    line_break == LineBreak::ComplexContext || tailored.contains(&script) || character == 'ー'
}

/// Generates characters of all classes. Those that ICU tailors, or that its tables classify differently, are replaced
/// by a letter.
fn untailored() -> impl Strategy<Value = char> {
    prop_oneof![any_class(), any::<char>()].prop_map(|character| {
        // The neighbours show the class of the character: letters and digits its `Word_Break` value, the joiner whether
        // it is a pictograph.
        let probe = format!("\u{200D}{character}a{character}a1{character}1");
        let is_known = word_bounds(&probe).count() == probe.split_word_bounds().count();
        if is_known && !is_tailored(character) {
            character
        } else {
            'a'
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn the_segmenter_equals_icu(characters in prop::collection::vec(untailored(), 0..60)) {
        let text: String = characters.into_iter().collect();
        let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
        let icu: Vec<usize> = segmenter.segment_str(&text).skip(1).collect();
        let bounds: Vec<usize> = word_bounds(&text).map(|span| span.end).collect();
        prop_assert_eq!(bounds, icu, "{:?}", text);
    }
}

/// Compares real text in all scripts with the library. Characters that are newer than its tables do not occur.
#[test]
fn real_text_equals_the_library() {
    with_shared_data("real_text_equals_the_library", |data| {
        let file = std::fs::File::open(data.join("corpora/udhr/udhr.jsonl.gz")).unwrap();
        let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
        let mut n_texts = 0;
        for line in lines {
            let document: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            let text = document["text"].as_str().unwrap();
            let bounds = word_bounds(text).map(|span| span.start);
            let library = text.split_word_bound_indices().map(|(start, _)| start);
            assert!(bounds.eq(library), "{}", document["id"]);
            n_texts += 1;
        }
        assert_eq!(n_texts, 528);
    });
}

#[test]
fn long_text_without_separators_equals_a_plain_reading() {
    for segment in [
        "a",
        "я",
        "東",
        "é1",
        "1,",
        "👩\u{200D}",
        "_",
        "a\u{301}",
        "กข",
        "🇷",
    ] {
        check(&segment.repeat(3000));
    }
}
