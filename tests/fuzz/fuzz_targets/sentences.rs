//! Sentences by Unicode's rules equal a plain reading, those by the news rules cover the text, and clusters equal the
//! library's.
#![no_main]

#[path = "../../rust/plain_sentences.rs"]
mod plain_sentences;
mod text;

use icu_segmenter::GraphemeClusterSegmenter;
use lexicount::corpus::TextLanguage;
use lexicount::tokens::{SentenceRules, grapheme_spans, sentence_spans};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = text::text(data);
    let language = TextLanguage::of_text(&text);
    let by_rules = sentence_spans(&text, SentenceRules::Unicode, &language).map(|span| span.end);
    assert!(by_rules.eq(plain_sentences::plain_ends(&text)));
    let mut at = 0;
    for span in sentence_spans(&text, SentenceRules::News, &language) {
        assert!(span.start == at && span.start < span.end && text.is_char_boundary(span.end));
        at = span.end;
    }
    assert_eq!(at, text.len());
    let clusters = grapheme_spans(&text).map(|span| span.end);
    let library = GraphemeClusterSegmenter::new();
    assert!(clusters.eq(library.segment_str(&text).skip(1)));
});
