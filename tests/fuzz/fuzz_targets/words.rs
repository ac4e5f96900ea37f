//! The word segmenter, native and portable, equals a plain reading of the rules.
#![no_main]

#[path = "../../rust/plain_words.rs"]
mod plain_words;
mod text;

use lexicount::tokens::{Tokenizer, portable, word_bounds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = text::text(data);
    let plain = plain_words::plain_bounds(&text);
    let pair = |span: lexicount::span::Span| (span.start, span.end);
    assert!(word_bounds(&text).map(pair).eq(plain.iter().copied()));
    assert!(portable::word_bounds(&text).map(pair).eq(plain.iter().copied()));
    let words: Vec<_> = Tokenizer::UNICODE.tokens(&text).map(|token| token.span).collect();
    let mut bounds = plain.iter().copied();
    for &span in &words {
        assert!(bounds.any(|bound| bound == pair(span)), "{span:?}");
    }
    assert!(portable::words(&text).eq(words.iter().copied()));
    assert_eq!(Tokenizer::UNICODE.count(&text), words.len());
});
