//! Protected tokens are the same with and without punctuation, and consist of whole word segments.
#![no_main]

mod text;

use lexicount::tokens::{ProtectedKinds, ProtectedKind, Tokenizer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&mask, data)) = data.split_first() else {
        return;
    };
    let text = text::text(data);
    let kinds = ProtectedKind::ALL.into_iter().filter(|&kind| mask >> kind as u8 & 1 == 1);
    let protected: ProtectedKinds = kinds.collect();
    let words = Tokenizer { protected, ..Tokenizer::default() };
    let all = Tokenizer { punctuation: true, ..words };
    let found: Vec<_> = words.tokens(&text).collect();
    let of_all: Vec<_> = all.tokens(&text).filter(|token| token.kind.is_word_like()).collect();
    assert_eq!(found, of_all);
    assert_eq!(words.count(&text), found.len());
    for pair in found.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    let plain = Tokenizer { protected: ProtectedKinds::NONE, ..all };
    let bounds: Vec<_> = plain.tokens(&text).flat_map(|token| [token.span.start, token.span.end]).collect();
    for token in &found {
        assert!(bounds.binary_search(&token.span.start).is_ok() && bounds.binary_search(&token.span.end).is_ok());
    }
});
