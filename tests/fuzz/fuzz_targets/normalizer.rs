//! Each normalisation step, alone and in a chain, equals the library's; source spans are consistent; stemmers do not
//! panic.
#![no_main]

mod text;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use lexicount::span::Span;
use lexicount::tokens::{Normalizer, Stemmer, Step};
use libfuzzer_sys::fuzz_target;

const STEPS: [Step; 5] = [Step::Casefold, Step::Nfc, Step::Nfd, Step::Nfkc, Step::Nfkd];

fn library_result(step: Step, text: &str) -> String {
    match step {
        Step::Casefold => CaseMapper::new().fold_string(text).into_owned(),
        Step::Nfc => ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned(),
        Step::Nfd => DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned(),
        Step::Nfkc => ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned(),
        _ => DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned(),
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&choice, data)) = data.split_first() else {
        return;
    };
    let text = text::text(data);
    let (first, second) = (STEPS[usize::from(choice) % 5], STEPS[usize::from(choice) / 5 % 5]);
    let chain = Normalizer::new([first, second]).expect("two steps");
    let expected = library_result(second, &library_result(first, &text));
    let normalized = chain.normalize(&text);
    assert_eq!(normalized.text(), expected);
    assert_eq!(chain.to_term(&text), expected);
    assert_eq!(normalized.source_span(Span::new(0, expected.len())), Span::new(0, text.len()));
    let mut last = Span::new(0, 0);
    for (at, character) in expected.char_indices() {
        let span = normalized.source_span(Span::new(at, at + character.len_utf8()));
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        assert!(span.start >= last.start && span.end >= last.end && span.start < span.end);
        last = span;
    }
    let all: Vec<Stemmer> = Stemmer::all().collect();
    let _ = all[usize::from(choice) % all.len()].stem(&expected, &mut String::new());
});
