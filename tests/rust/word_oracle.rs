//! The segmenter against a plain reading of UAX #29 and against a well-kept library.

use icu_properties::props::{
    Alphabetic, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup, WordBreak as W,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use lexicount::tokens::{Tokenizer, portable, word_bounds};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// What the rules ask of a character: its `Word_Break` value, and whether it is `Extended_Pictographic`.
type Kind = (W, bool);

fn kind(character: char) -> Kind {
    (
        CodePointMapData::<W>::new().get(character),
        CodePointSetData::new::<ExtendedPictographic>().contains(character),
    )
}

fn is_line_end(kind: Kind) -> bool {
    matches!(kind.0, W::CR | W::LF | W::Newline)
}

fn is_ignored(kind: Kind) -> bool {
    matches!(kind.0, W::Extend | W::Format | W::ZWJ)
}

fn is_letter(kind: Option<Kind>) -> bool {
    matches!(kind, Some((W::ALetter | W::HebrewLetter, _)))
}

fn is(kind: Option<Kind>, value: W) -> bool {
    kind.is_some_and(|kind| kind.0 == value)
}

fn is_mid_num_let_q(kind: Option<Kind>) -> bool {
    is(kind, W::MidNumLet) || is(kind, W::SingleQuote)
}

/// True where a boundary stands before character `at`: the rules one by one, with no memory and no table.
fn is_boundary(kinds: &[Kind], at: usize) -> bool {
    let (before, after) = (kinds[at - 1], kinds[at]);
    if before.0 == W::CR && after.0 == W::LF {
        return false;
    }
    if is_line_end(before) || is_line_end(after) {
        return true;
    }
    if before.0 == W::ZWJ && after.1 {
        return false;
    }
    if before.0 == W::WSegSpace && after.0 == W::WSegSpace {
        return false;
    }
    if is_ignored(after) {
        return false;
    }
    // WB4: from here on what extends is not seen, unless a line ends before it.
    let mut back = (0..at)
        .rev()
        .filter(|&place| !is_ignored(kinds[place]) || place == 0 || is_line_end(kinds[place - 1]));
    let mut forth = (at + 1..kinds.len()).filter(|&place| !is_ignored(kinds[place]));
    let left = back.next().map(|place| kinds[place]);
    let left2 = back.next().map(|place| kinds[place]);
    let right = Some(after);
    let right2 = forth.next().map(|place| kinds[place]);
    let joins = (is_letter(left) && is_letter(right))
        || (is_letter(left)
            && (is(right, W::MidLetter) || is_mid_num_let_q(right))
            && is_letter(right2))
        || (is_letter(left2)
            && (is(left, W::MidLetter) || is_mid_num_let_q(left))
            && is_letter(right))
        || (is(left, W::HebrewLetter) && is(right, W::SingleQuote))
        || (is(left, W::HebrewLetter) && is(right, W::DoubleQuote) && is(right2, W::HebrewLetter))
        || (is(left2, W::HebrewLetter) && is(left, W::DoubleQuote) && is(right, W::HebrewLetter))
        || (is(left, W::Numeric) && is(right, W::Numeric))
        || (is_letter(left) && is(right, W::Numeric))
        || (is(left, W::Numeric) && is_letter(right))
        || (is(left2, W::Numeric)
            && (is(left, W::MidNum) || is_mid_num_let_q(left))
            && is(right, W::Numeric))
        || (is(left, W::Numeric)
            && (is(right, W::MidNum) || is_mid_num_let_q(right))
            && is(right2, W::Numeric))
        || (is(left, W::Katakana) && is(right, W::Katakana));
    let extends = |kind| {
        is_letter(kind)
            || is(kind, W::Numeric)
            || is(kind, W::Katakana)
            || is(kind, W::ExtendNumLet)
    };
    if joins
        || (extends(left) && is(right, W::ExtendNumLet))
        || (is(left, W::ExtendNumLet) && extends(right))
    {
        return false;
    }
    // WB15, WB16
    let indicators = (0..at).rev().filter(|&place| !is_ignored(kinds[place]));
    let n_indicators = indicators
        .take_while(|&place| kinds[place].0 == W::RegionalIndicator)
        .count();
    !(after.0 == W::RegionalIndicator && n_indicators % 2 == 1)
}

fn plain_bounds(text: &str) -> Vec<(usize, usize)> {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    let kinds: Vec<Kind> = text.chars().map(kind).collect();
    let mut ends: Vec<usize> = (1..kinds.len())
        .filter(|&at| is_boundary(&kinds, at))
        .map(|at| places[at])
        .collect();
    if !text.is_empty() {
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.clone());
    starts.zip(ends).collect()
}

/// By the tables of the Unicode version that the segmenter follows; those of the standard library are older.
fn is_alphabetic(character: char) -> bool {
    CodePointSetData::new::<Alphabetic>().contains(character)
}

fn is_alphanumeric(character: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    is_alphabetic(character) || GeneralCategoryGroup::Number.contains(category)
}

fn check(text: &str) {
    let bounds: Vec<(usize, usize)> = word_bounds(text)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(bounds, plain_bounds(text), "{text:?}");
    let by_portable: Vec<(usize, usize)> = portable::word_bounds(text)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(by_portable, bounds, "{text:?}");
    let is_keycap = |piece: &str| piece.contains('\u{20E3}') && !piece.contains(is_alphabetic);
    let words: Vec<&str> = bounds
        .iter()
        .map(|&(start, end)| &text[start..end])
        .filter(|piece| piece.contains(is_alphanumeric) && !is_keycap(piece))
        .collect();
    let tokens: Vec<&str> = Tokenizer::UNICODE
        .tokens(text)
        .map(|token| token.text)
        .collect();
    assert_eq!(tokens, words, "{text:?}");
    assert_eq!(Tokenizer::UNICODE.count(text), words.len(), "{text:?}");
    let by_portable = portable::words(text).map(|span| span.slice(text));
    assert!(by_portable.eq(words), "{text:?}");
}

/// Characters of every class, ASCII most of all, for runs that cross blocks; and `others`.
fn nasty_text(others: impl Strategy<Value = char>) -> impl Strategy<Value = String> {
    let ascii: Vec<char> = "abzAZ 019 _.':,;  \"-\r\n\t@".chars().collect();
    let marked: Vec<char> = "éüßяж’“”—אב״׳·\u{200D}\u{301}\u{FE0F}\u{20E3}\u{902}👩👍🏽🇷🇺Ⓜℹアカﾞゔกขांी\u{93E}東京\u{AD}\u{2028}\u{85}٣٤²\u{3000}\u{1F}\u{202F}\u{2D7}"
        .chars()
        .collect();
    let character = prop_oneof![
        10 => prop::sample::select(ascii),
        3 => prop::sample::select(marked),
        1 => others,
    ];
    prop::collection::vec(character, 0..200).prop_map(|characters| characters.into_iter().collect())
}

/// A character of a class that the rules name, so that each meets each.
fn any_class() -> impl Strategy<Value = char> {
    let of_class = "\r\n\u{B}\u{85}\u{2028}\u{301}\u{903}\u{AD}\u{200D}\u{2060}🇦カｱーאabя٣9_‿\u{2019}.·:,;\u{60C}'\" \u{3000}👩ⓂZ東²ก-—";
    prop::sample::select(of_class.chars().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn all_classes_meet_as_the_rules_say(characters in prop::collection::vec(any_class(), 0..150)) {
        check(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn prose_of_all_scripts_is_cut_by_the_rules(
        words in prop::collection::vec(("[a-z]{1,9}|[а-я]{1,9}|[α-ω]{1,9}|[ا-ي]{1,7}[\u{64B}-\u{652}]?|[क-ह][\u{93E}-\u{94D}]?[क-ह]|[א-ת]{1,5}|[à-ÿ]{1,9}|[一-十]{1,9}|[ก-ฮ]{1,9}|[ァ-ヴ]{1,9}|[0-9]{1,3}", "[ ]|, |’|—| “|” |-|[.]|'|。|\u{64B}|\n"), 0..60)
    ) {
        check(&words.into_iter().map(|(word, gap)| word + &gap).collect::<String>());
    }

    #[test]
    fn the_segmenter_equals_a_plain_reading_of_the_rules(text in nasty_text(any::<char>())) {
        check(&text);
    }

    #[test]
    fn long_words_and_runs_equal_a_plain_reading(
        parts in prop::collection::vec(("[a-z]{0,90}|[0-9,]{0,90}|[ ]{0,90}|[а-я]{0,90}|[_]{0,90}|[а-я ]{0,900}", "[ .'é\u{301}]?"), 0..8)
    ) {
        check(&parts.into_iter().map(|(part, end)| part + &end).collect::<String>());
    }

    /// The library's tables are of an older Unicode, so only old characters are compared. It also joins a mark to a
    /// letter where a joiner and a pictograph follow, which no rule says: text has no joiners here.
    #[test]
    fn the_segmenter_equals_the_library(text in nasty_text(prop::char::range('\u{80}', '\u{24F}'))) {
        let text = text.replace('\u{200D}', "");
        let bounds: Vec<usize> = word_bounds(&text).map(|span| span.start).collect();
        let library: Vec<usize> = text.split_word_bound_indices().map(|(start, _)| start).collect();
        prop_assert_eq!(bounds, library, "{:?}", text);
    }
}

#[test]
fn long_text_without_separators_is_cut_as_well() {
    for piece in [
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
        check(&piece.repeat(3000));
    }
}
