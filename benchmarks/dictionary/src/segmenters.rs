//! The segmenters that are compared. Each returns the ends of all segments of a text.

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use lexicount::tokens::dictionary_words;

pub struct Segmenters {
    auto: WordSegmenterBorrowed<'static>,
    dictionary: WordSegmenterBorrowed<'static>,
    rules: WordSegmenterBorrowed<'static>,
}

impl Segmenters {
    pub fn new() -> Self {
        let options = WordBreakInvariantOptions::default();
        Self {
            auto: WordSegmenter::new_auto(options),
            dictionary: WordSegmenter::new_dictionary(options),
            rules: WordSegmenter::new_for_non_complex_scripts(options),
        }
    }

    /// The library's neural models for Thai, Lao, Khmer and Burmese, and its dictionary for Chinese and Japanese.
    pub fn auto(&self, text: &str) -> Vec<usize> {
        self.auto.segment_str(text).skip(1).collect()
    }

    /// The library's dictionaries.
    pub fn dictionary(&self, text: &str) -> Vec<usize> {
        self.dictionary.segment_str(text).skip(1).collect()
    }

    pub fn n_auto(&self, text: &str) -> usize {
        self.auto.segment_str(text).skip(1).count()
    }

    pub fn n_dictionary(&self, text: &str) -> usize {
        self.dictionary.segment_str(text).skip(1).count()
    }

    /// lexicount's dictionaries. Text between the words is segmented by the library's rules, so that only the words
    /// differ.
    pub fn lexicount(&self, text: &str) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut at = 0;
        for word in dictionary_words(text) {
            self.add_rules(text, at, word.start, &mut ends);
            ends.push(word.end);
            at = word.end;
        }
        self.add_rules(text, at, text.len(), &mut ends);
        ends
    }

    fn add_rules(&self, text: &str, start: usize, end: usize, ends: &mut Vec<usize>) {
        if start < end {
            let between = self.rules.segment_str(&text[start..end]).skip(1);
            ends.extend(between.map(|offset| start + offset));
        }
    }
}

/// Returns the runs of a text that are segmented by dictionary. Adjacent runs are joined.
pub fn runs(text: &str) -> Vec<&str> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for word in dictionary_words(text) {
        match runs.last_mut() {
            Some(last) if last.1 == word.start => last.1 = word.end,
            _ => runs.push((word.start, word.end)),
        }
    }
    runs.into_iter()
        .map(|(start, end)| &text[start..end])
        .collect()
}
