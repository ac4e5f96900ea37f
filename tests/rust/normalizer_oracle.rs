//! Normalised text and its source spans equal plain readings of their definitions.

use std::ops::Range;

use icu_casemap::CaseMapper;
use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalCompositionBorrowed,
};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{DefaultIgnorableCodePoint, ExtendedPictographic, JoiningType};
use icu_properties::{CodePointMapData, CodePointSetData};
use lexicount::span::{CodePointIndex, Span};
use lexicount::tokens::{Normalizer, Stemmer, Step, word_bounds};
use proptest::prelude::*;

/// Generates characters that the steps treat specially, and others.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        concat!(
            "aAeIıİßẞſǅΣςſﬁﬃ①½éÉÅ가각각한ｶ\u{3099}が´’‘“«′″—–−‐… \n",
            "\u{212B}\u{300}\u{301}\u{323}\u{328}\u{338}\u{344}\u{345}\u{F73}\u{FF9E}\u{1D15F}\u{AD}\u{200D}",
            "\u{9C7}\u{9BE}\u{9D7}\u{16D67}\u{16D63}\u{1133E}\u{FB2C}\u{2ADC}\u{1100}\u{1161}\u{11A8}",
            "\u{200C}\u{200C}\u{200D}\u{94D}\u{915}\u{FE0F}\u{1F469}\u{1F3F4}\u{E0067}\u{1160}بهاآىكة\u{640}\u{64B}",
            "\u{307}ijįdlqus's'\u{2BC}\u{2010}abab--\n\n\r"
        )
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(prop_oneof![4 => special, 1 => any::<char>()], 0..14)
        .prop_map(|characters| characters.into_iter().collect())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(prop::sample::select(Step::ALL.to_vec()), 0..4)
}

/// Returns the part of a token that its term is made of: for the step `equivalents`, all but the letter apostrophes at
/// its ends, with the ignorable characters around them.
fn inner(token: &str, steps: &[Step]) -> String {
    if !steps.contains(&Step::Equivalents) {
        return token.to_owned();
    }
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let is_apostrophe = |one: char| "\u{2BB}\u{2BC}\u{55A}\u{A78B}\u{A78C}".contains(one);
    let characters: Vec<char> = token.chars().collect();
    let n_outer = |characters: &[char]| {
        let is_outer =
            |&&one: &&char| is_apostrophe(one) || (ignorable.contains(one) && one != '\u{200B}');
        let n = characters.iter().take_while(is_outer).count();
        let has_any = characters[..n].iter().any(|&one| is_apostrophe(one));
        if has_any { n } else { 0 }
    };
    let reversed: Vec<char> = characters[n_outer(&characters)..]
        .iter()
        .rev()
        .copied()
        .collect();
    let left: String = reversed[n_outer(&reversed)..].iter().rev().collect();
    if left.is_empty() {
        token.to_owned()
    } else {
        left
    }
}

/// A character and its source span.
type Traced = (char, Range<usize>);

fn traced(text: &str) -> Vec<Traced> {
    text.char_indices()
        .map(|(index, one)| (one, index..index + one.len_utf8()))
        .collect()
}

/// Replaces each character, keeping its source span.
fn mapped(text: Vec<Traced>, map: impl Fn(char) -> String) -> Vec<Traced> {
    let replace = |(one, source): Traced| -> Vec<Traced> {
        map(one).chars().map(|new| (new, source.clone())).collect()
    };
    text.into_iter().flat_map(replace).collect()
}

/// The source of a removed character belongs to the character before it, or to the first one left.
fn removed(text: Vec<Traced>, is_removed: impl Fn(&[char], usize) -> bool) -> Vec<Traced> {
    let characters: Vec<char> = text.iter().map(|(one, _)| *one).collect();
    let (mut result, mut pending): (Vec<Traced>, Option<Range<usize>>) = (Vec::new(), None);
    for (at, (one, source)) in text.into_iter().enumerate() {
        match (is_removed(&characters, at), result.last_mut()) {
            (false, _) => result.push((one, cover(pending.take(), source))),
            (_, Some((_, last))) => *last = cover(Some(last.clone()), source),
            (_, None) => pending = Some(cover(pending.take(), source)),
        }
    }
    result
}

fn cover(one: Option<Range<usize>>, other: Range<usize>) -> Range<usize> {
    one.map_or(other.clone(), |one| {
        one.start.min(other.start)..one.end.max(other.end)
    })
}

/// Canonical ordering by exchanging neighbours, as defined in the standard.
fn ordered(mut text: Vec<Traced>) -> Vec<Traced> {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    loop {
        let swap = (1..text.len()).find(|&index| {
            let (left, right) = (
                classes.get_u8(text[index - 1].0),
                classes.get_u8(text[index].0),
            );
            left > right && right > 0
        });
        match swap {
            Some(index) => text.swap(index - 1, index),
            None => return text,
        }
    }
}

/// Canonical composition as defined in the standard: each character with the last starter, unless blocked.
fn composed(mut text: Vec<Traced>) -> Vec<Traced> {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let class = |text: &[Traced], index: usize| classes.get_u8(text[index].0);
    let mut index = 1;
    while index < text.len() {
        let starter = (0..index).rev().find(|&before| class(&text, before) == 0);
        let pair = starter.and_then(|starter| {
            let blocked = (starter + 1..index).any(|between| {
                class(&text, between) == 0 || class(&text, between) >= class(&text, index)
            });
            let joined =
                CanonicalCompositionBorrowed::new().compose(text[starter].0, text[index].0)?;
            (!blocked).then_some((starter, joined))
        });
        if let Some((starter, joined)) = pair {
            let (_, source) = text.remove(index);
            text[starter] = (joined, cover(Some(text[starter].1.clone()), source));
        } else {
            index += 1;
        }
    }
    text
}

fn plain_step(step: Step, text: Vec<Traced>) -> Vec<Traced> {
    let canonical = |one: char| {
        DecomposingNormalizerBorrowed::new_nfd()
            .normalize(&one.to_string())
            .into_owned()
    };
    let compatible = |one: char| {
        DecomposingNormalizerBorrowed::new_nfkd()
            .normalize(&one.to_string())
            .into_owned()
    };
    match step {
        Step::Casefold => mapped(text, |one| {
            CaseMapper::new().fold_string(&one.to_string()).into_owned()
        }),
        Step::Nfd => ordered(mapped(text, canonical)),
        Step::Nfkd => ordered(mapped(text, compatible)),
        Step::Nfc => composed(ordered(mapped(text, canonical))),
        Step::Nfkc => composed(ordered(mapped(text, compatible))),
        Step::StripAccents => removed(ordered(mapped(text, compatible)), |text, at| {
            CanonicalCombiningClassMapBorrowed::new().get_u8(text[at]) != 0
        }),
        Step::Apostrophes | Step::Quotes | Step::Dashes => {
            let alone = Normalizer::new([step]).unwrap();
            mapped(text, |one| alone.to_term(&one.to_string()))
        }
        Step::Ignorable => removed(text, is_ignorable),
        Step::Equivalents => {
            let text = plain_step(Step::Apostrophes, plain_step(Step::Ignorable, text));
            let hyphens = ['\u{2010}', '\u{2011}', '\u{FE63}', '\u{FF0D}'];
            let plain = |one| if hyphens.contains(&one) { '-' } else { one };
            plain_step(Step::Nfc, mapped(text, |one| plain(one).to_string()))
        }
        Step::CasefoldTurkic => mapped(text, |one| match one {
            'I' => "ı".to_owned(),
            'İ' => "i".to_owned(),
            _ => CaseMapper::new().fold_string(&one.to_string()).into_owned(),
        }),
        Step::CasefoldLithuanian => removed(plain_step(Step::Casefold, text), |text, at| {
            let accented = matches!(text.get(at + 1), Some('\u{300}' | '\u{301}' | '\u{303}'));
            let base = text[..at].iter().rev().find(|&&one| one != '\u{328}');
            text[at] == '\u{307}' && accented && matches!(base, Some('i' | 'j' | 'į'))
        }),
        Step::Arabic | Step::Persian => removed(
            mapped(text, |one| letter_form(step, one).to_string()),
            |text, at| matches!(text[at], '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}'),
        ),
        Step::Elisions | Step::Possessives => without_affixes(step, text),
        Step::LineHyphensGerman | Step::LineHyphensDutch => removed(text, |text, at| {
            (0..=at).any(|hyphen| division(step, text, hyphen).is_some_and(|end| at < end))
        }),
        // Nothing, until a language is known.
        Step::Auto => text,
    }
}

/// Returns the start of the next line's text, if the character at `hyphen` divides a word at the end of a line.
fn division(step: Step, text: &[char], hyphen: usize) -> Option<usize> {
    let hyphens = ['-', '\u{AC}', '\u{AD}', '\u{2010}'];
    let is_mark = |one: char| CanonicalCombiningClassMapBorrowed::new().get_u8(one) != 0;
    let is_part = |one: char| one.is_alphabetic() || is_mark(one);
    let skip_blanks = |mut at: usize| {
        while matches!(text.get(at), Some(' ' | '\t')) {
            at += 1;
        }
        at
    };
    let end = skip_blanks(hyphen + 1);
    let next = match text.get(end..)? {
        ['\r', '\n', ..] => end + 2,
        ['\r' | '\n', ..] => end + 1,
        _ => return None,
    };
    let next = skip_blanks(next);
    let before = text[..hyphen].iter().rev();
    let before: Vec<char> = before.copied().take_while(|&one| is_part(one)).collect();
    let after = text[next..].iter().copied();
    let after: Vec<char> = after.take_while(|&one| is_part(one)).collect();
    let letters = |part: &[char]| part.iter().filter(|&&one| !is_mark(one)).count();
    let last = before.iter().copied().find(|&one| !is_mark(one))?;
    let first = *after.first()?;
    let word: String = after.iter().collect();
    let (conjunctions, vowels) = match step {
        Step::LineHyphensGerman => (
            "als bis beziehungsweise bzw noch oder respektive sowie statt und wie",
            "",
        ),
        _ => (
            "alsook als dan dus en maar noch of respectievelijk resp tot",
            "aeiouy",
        ),
    };
    let is_division = hyphens.contains(&text[hyphen])
        && !text[..hyphen]
            .last()
            .is_some_and(|one| hyphens.contains(one))
        && letters(&before) > 1
        && letters(&after) > 1
        && last.is_lowercase()
        && first.is_lowercase()
        && !conjunctions.split(' ').any(|one| one == word)
        && !(vowels.contains(last) && vowels.contains(first));
    is_division.then_some(next)
}

fn letter_form(step: Step, one: char) -> char {
    match (step, one) {
        (Step::Arabic, 'آ' | 'أ' | 'إ' | 'ٱ') => 'ا',
        (Step::Arabic, 'ى') => 'ي',
        (Step::Arabic, 'ة') => 'ه',
        (Step::Persian, 'ي' | 'ى') => 'ی',
        (Step::Persian, 'ك') => 'ک',
        _ => one,
    }
}

/// The ignorable characters that a plain reading of the contexts of UAX #31 and UTS #51 does not keep.
fn is_ignorable(text: &[char], at: usize) -> bool {
    let set = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    if !set.contains(text[at]) || text[at] == '\u{200B}' {
        return false;
    }
    let class = |one: char| CanonicalCombiningClassMapBorrowed::new().get_u8(one);
    let joining = |one: char| CodePointMapData::<JoiningType>::new().get(one);
    let pictograph = |one: char| CodePointSetData::new::<ExtendedPictographic>().contains(one);
    let jamo = |one: char| {
        !set.contains(one) && matches!(one, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')
    };
    // What was removed before does not count.
    let before: Vec<char> = (0..at)
        .filter(|&one| !is_ignorable(text, one))
        .map(|one| text[one])
        .collect();
    let (last, next) = (before.last().copied(), text.get(at + 1).copied());
    let after_virama = || {
        let mut marks = before.iter().rev().take_while(|&&one| class(one) != 0);
        marks.any(|&one| class(one) == 9)
    };
    let before_virama = || {
        let mut marks = text[at + 1..].iter().take_while(|&&one| class(one) != 0);
        last.is_some() && marks.any(|&one| class(one) == 9)
    };
    let visible = |one: &&char| joining(**one) != JoiningType::Transparent;
    let separates = || {
        let left = before.iter().rev().find(visible).map(|&one| joining(one));
        let right = text[at + 1..].iter().find(visible).map(|&one| joining(one));
        matches!(
            left,
            Some(JoiningType::DualJoining | JoiningType::LeftJoining)
        ) && matches!(
            right,
            Some(JoiningType::DualJoining | JoiningType::RightJoining)
        )
    };
    let kept = match text[at] {
        '\u{200C}' => {
            separates()
                || before_virama()
                || (after_virama() && next.is_some_and(char::is_alphabetic))
        }
        '\u{200D}' => {
            after_virama() || before_virama() || (last.is_some() && next.is_some_and(pictograph))
        }
        '\u{115F}' | '\u{1160}' => last.is_some_and(jamo) || next.is_some_and(jamo),
        '\u{E0020}'..='\u{E007F}' => {
            let base = before
                .iter()
                .rev()
                .find(|one| !('\u{E0020}'..='\u{E007F}').contains(*one));
            base.is_some_and(|&base| pictograph(base))
        }
        _ => false,
    };
    !kept
}

/// The words that French, Italian and Catalan elide before a vowel.
const ELIDED: &str = "c d j l m n s t v qu jusqu lorsqu puisqu quoiqu un gl all dall dell nell sull coll pell agl dagl degl negl sugl";

fn without_affixes(step: Step, text: Vec<Traced>) -> Vec<Traced> {
    let string: String = text.iter().map(|(one, _)| *one).collect();
    let is_apostrophe =
        |one: char| "'\u{2BB}\u{2BC}\u{55A}\u{5F3}\u{7F4}‘’‛\u{A78B}\u{A78C}＇".contains(one);
    let mut is_removed = Vec::new();
    for word in word_bounds(&string) {
        let word: Vec<char> = word.slice(&string).chars().collect();
        let mut range = 0..0;
        if let Some(at) = word.iter().position(|&one| is_apostrophe(one)) {
            let first: String = word[..at].iter().collect::<String>().to_ascii_lowercase();
            let is_elided = ELIDED.split(' ').any(|one| one == first);
            if step == Step::Elisions && is_elided && at + 1 < word.len() {
                range = 0..at + 1;
            }
        }
        if let [_, .., apostrophe, 's' | 'S'] = word.as_slice()
            && step == Step::Possessives
            && is_apostrophe(*apostrophe)
        {
            range = word.len() - 2..word.len();
        }
        is_removed.extend((0..word.len()).map(|at| range.contains(&at)));
    }
    removed(text, |_, at| is_removed[at])
}

/// Returns the source span of a range of characters, extended so that spans are in order.
fn plain_span(text: &[Traced], range: Range<usize>, source_len: usize) -> Span {
    let start = text[range.start..]
        .iter()
        .map(|(_, source)| source.start)
        .min();
    let end = text[..range.end].iter().map(|(_, source)| source.end).max();
    let start = if range.start == 0 {
        0
    } else {
        start.unwrap_or(source_len)
    };
    let end = if range.end == text.len() {
        source_len
    } else {
        end.unwrap_or(0)
    };
    Span::new(start, end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn each_step_equals_the_library(text in text()) {
        for step in Step::ALL {
            let expected = match step {
                Step::Casefold => CaseMapper::new().fold_string(&text).into_owned(),
                Step::Nfc => ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned(),
                Step::Nfkc => ComposingNormalizerBorrowed::new_nfkc().normalize(&text).into_owned(),
                Step::Nfd => DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned(),
                Step::Nfkd => DecomposingNormalizerBorrowed::new_nfkd().normalize(&text).into_owned(),
                _ => plain_step(step, traced(&text)).into_iter().map(|(one, _)| one).collect(),
            };
            let normalizer = Normalizer::new([step]).unwrap();
            let normalized = normalizer.normalize(&text);
            prop_assert_eq!(normalized.text(), &expected, "{}", step);
            let token = inner(&text, &[step]);
            let expected = normalizer.normalize(&token);
            prop_assert_eq!(normalizer.to_term(&text), expected.text(), "{}", step);
        }
    }

    #[test]
    fn source_spans_equal_a_plain_reading(text in text()) {
        for step in Step::ALL {
            let normalized = Normalizer::new([step]).unwrap().normalize(&text);
            let plain = plain_step(step, traced(&text));
            let bounds: Vec<usize> = bounds(normalized.text());
            prop_assert_eq!(bounds.len(), plain.len() + 1);
            for start in 0..plain.len() {
                for end in start + 1..=plain.len() {
                    let found = normalized.source_span(Span::new(bounds[start], bounds[end]));
                    let expected = plain_span(&plain, start..end, text.len());
                    prop_assert_eq!(found, expected, "{} {}..{}", step, start, end);
                }
            }
        }
    }

    #[test]
    fn chained_source_spans_are_ordered_and_on_boundaries(text in text(), steps in steps()) {
        let token = inner(&text, &steps);
        let normalizer = Normalizer::new(steps).unwrap();
        let normalized = normalizer.normalize(&text);
        let expected = normalizer.normalize(&token);
        prop_assert_eq!(expected.text(), normalizer.to_term(&text));
        let whole = Span::new(0, normalized.text().len());
        prop_assert_eq!(normalized.source_span(whole), Span::new(0, text.len()));
        let bounds = bounds(normalized.text());
        let mut last = Span::new(0, 0);
        for pair in bounds.windows(2) {
            let span = normalized.source_span(Span::new(pair[0], pair[1]));
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!(span.start < span.end, "{:?} came from something", pair);
            prop_assert!(last.start <= span.start && last.end <= span.end, "{:?} after {:?}", span, last);
            prop_assert!(span.start <= last.end, "a gap between {:?} and {:?}", last, span);
            let empty = normalized.source_span(Span::new(pair[0], pair[0]));
            prop_assert!(empty.is_empty() && empty.start == span.start);
            last = span;
        }
        if bounds.len() > 1 {
            prop_assert_eq!(last.end, text.len());
        }
    }

    #[test]
    fn canonically_equivalent_texts_have_equal_terms(text in text(), later in steps()) {
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
        let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&text);
        for folds in [&[Step::Equivalents][..], &[Step::Casefold, Step::Equivalents]] {
            let steps = folds.iter().chain(&later).copied();
            let normalizer = Normalizer::new(steps).unwrap();
            let term = normalizer.to_term(&text);
            prop_assert_eq!(&normalizer.to_term(&composed), &term);
            prop_assert_eq!(normalizer.to_term(&decomposed), term);
        }
    }

    #[test]
    fn folded_terms_stay_folded(text in text(), form in prop::sample::select(vec![Step::Nfkc, Step::Nfkd, Step::StripAccents])) {
        let term = Normalizer::new([Step::Casefold, form]).unwrap().to_term(&text);
        prop_assert_eq!(CaseMapper::new().fold_string(&term), term.as_str());
    }

    #[test]
    fn context_free_steps_do_not_depend_on_context(text in text(), at in 0_usize..14, n in 1_usize..5) {
        let context_free = [Step::Casefold, Step::Apostrophes, Step::Quotes, Step::Dashes];
        let normalizer = Normalizer::new(context_free).unwrap();
        let normalized = normalizer.normalize(&text);
        let sources: Vec<Traced> = traced(&text).into_iter().skip(at).take(n).collect();
        let (Some(first), Some(last)) = (sources.first(), sources.last()) else {
            return Ok(());
        };
        let source = Span::new(first.1.start, last.1.end);
        let alone = normalizer.to_term(source.slice(&text));
        let before = normalizer.to_term(&text[..source.start]).len();
        let span = Span::new(before, before + alone.len());
        prop_assert_eq!(span.slice(normalized.text()), alone);
        prop_assert_eq!(normalized.source_span(span), source);
    }

    #[test]
    fn code_points_equal_a_plain_count(text in ".{0,700}", byte in 0_usize..3000) {
        let index = CodePointIndex::new(&text);
        let byte = (0..=byte.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0);
        let (point, _) = index.points(&text, Span::new(byte, byte));
        prop_assert_eq!(point, text[..byte].chars().count());
        prop_assert_eq!(index.span(&text, point, index.n_points()), Some(Span::new(byte, text.len())));
    }

    #[test]
    fn stemmers_accept_any_term(text in text(), word in "\\PC{0,12}") {
        let mut buffer = String::new();
        for stemmer in Stemmer::all() {
            for term in [text.as_str(), word.as_str()] {
                // A stem is never much longer than its word, because an algorithm appends only a few letters.
                prop_assert!(stemmer.stem(term, &mut buffer).len() <= term.len() + 32);
            }
        }
    }
}

fn bounds(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(start, _)| start);
    starts.chain([text.len()]).collect()
}

#[test]
fn long_runs_of_marks_take_linear_time() {
    let marks = "\u{301}\u{323}".repeat(200_000);
    for step in Step::ALL {
        let normalized = Normalizer::new([step]).unwrap().normalize(&marks);
        let whole = Span::new(0, normalized.text().len());
        assert_eq!(normalized.source_span(whole), Span::new(0, marks.len()));
    }
}
