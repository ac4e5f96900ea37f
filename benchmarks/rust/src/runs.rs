//! The code that is measured: lexicount's and that of other crates.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use lexicount::corpus::Documents;
use lexicount::counts::{Selection, TermCounts, count_terms};
use lexicount::parallel::Workers;
use lexicount::tokens::{
    Analyzer, ProtectedKinds, SentenceRules, Tokenizer, grapheme_spans, portable, sentence_spans,
    word_bounds,
};
use unicode_segmentation::UnicodeSegmentation;

/// The number of spans and the sum of their ends. Two segmentations that agree in both are taken to be equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    pub n: usize,
    pub sum_of_ends: usize,
}

impl FromIterator<usize> for Spans {
    fn from_iter<I: IntoIterator<Item = usize>>(ends: I) -> Self {
        ends.into_iter().fold(Self::default(), |spans, end| Self {
            n: spans.n + 1,
            sum_of_ends: spans.sum_of_ends + end,
        })
    }
}

/// The number of occurrences of each term.
pub type Counts = HashMap<String, u64, RandomState>;

pub fn lexicount_bounds(texts: &[String]) -> Spans {
    let ends = texts.iter().flat_map(|text| word_bounds(text));
    ends.map(|span| span.end).collect()
}

pub fn segmentation_bounds(texts: &[String]) -> Spans {
    let segments = texts
        .iter()
        .flat_map(|text| text.split_word_bound_indices());
    segments.map(|(start, word)| start + word.len()).collect()
}

pub fn lexicount_words(texts: &[String]) -> Spans {
    words(texts, Tokenizer::UNICODE)
}

/// With all kinds of protected tokens.
pub fn lexicount_news(texts: &[String]) -> Spans {
    let tokenizer = Tokenizer {
        protected: ProtectedKinds::NEWS,
        ..Tokenizer::UNICODE
    };
    words(texts, tokenizer)
}

fn words(texts: &[String], tokenizer: Tokenizer) -> Spans {
    let tokens = texts.iter().flat_map(|text| tokenizer.tokens(text));
    tokens.map(|token| token.span.end).collect()
}

/// The implementation for processors without the vector instructions of x86-64.
pub fn portable_words(texts: &[String]) -> Spans {
    let spans = texts.iter().flat_map(|text| portable::words(text));
    spans.map(|span| span.end).collect()
}

pub fn lexicount_sentences(texts: &[String], rules: SentenceRules) -> Spans {
    let spans = texts.iter().flat_map(|text| sentence_spans(text, rules));
    spans.map(|span| span.end).collect()
}

pub fn segmentation_sentences(texts: &[String]) -> Spans {
    let sentences = texts
        .iter()
        .flat_map(|text| text.split_sentence_bound_indices());
    sentences
        .map(|(start, sentence)| start + sentence.len())
        .collect()
}

pub fn lexicount_graphemes(texts: &[String]) -> Spans {
    let spans = texts.iter().flat_map(|text| grapheme_spans(text));
    spans.map(|span| span.end).collect()
}

pub fn segmentation_graphemes(texts: &[String]) -> Spans {
    let clusters = texts.iter().flat_map(|text| text.grapheme_indices(true));
    clusters
        .map(|(start, cluster)| start + cluster.len())
        .collect()
}

pub fn segmentation_words(texts: &[String]) -> Spans {
    let words = texts.iter().flat_map(|text| text.unicode_word_indices());
    words.map(|(start, word)| start + word.len()).collect()
}

pub fn icu_words(texts: &[String]) -> Spans {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let bounds = texts
        .iter()
        .flat_map(|text| segmenter.segment_str(text).iter_with_word_type());
    bounds
        .filter(|(_, kind)| kind.is_word_like())
        .map(|(end, _)| end)
        .collect()
}

/// Terms with their document frequencies, as the Python function counts them.
pub fn lexicount_terms(documents: &Documents) -> TermCounts {
    count_terms(documents, &Analyzer::default(), &Workers::serial())
        .expect("the default options are valid and the work is not cancelled")
}

/// Converts counts to the type of the other runs.
pub fn to_counts(terms: &TermCounts) -> Counts {
    let ids = terms
        .select(&Selection::default())
        .expect("the default selection is valid");
    ids.into_iter()
        .map(|id| (terms.term(id).to_owned(), terms.count_of(id)))
        .collect()
}

pub fn lower_unicode_terms(texts: &[String]) -> Counts {
    let mut counts = Counts::default();
    for text in texts {
        let lower = text.to_lowercase();
        for word in lower.unicode_words() {
            *counts.entry_ref(word).or_insert(0) += 1;
        }
    }
    counts
}

pub fn split_terms(texts: &[String]) -> Counts {
    let mut counts = Counts::default();
    for word in texts.iter().flat_map(|text| text.split_whitespace()) {
        *counts.entry_ref(word).or_insert(0) += 1;
    }
    counts
}
