//! From documents to counts.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::term_counts::TermCounts;
use crate::corpus::{Documents, boilerplate_spans};
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::{
    NgramRange, Ngrams, Normalizer, SentenceRules, StopWordList, StopWords, Tokenizer,
    sentence_spans,
};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// How terms are made of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordConfig {
    /// From token to term.
    pub normalizer: Normalizer,
    /// Terms to leave out, before n-grams are formed.
    pub stop_words: StopWordList,
    /// How many neighbouring terms make one.
    pub ngram_range: NgramRange,
    /// Let n-grams cross the ends of sentences.
    pub cross_sentences: bool,
    /// Leave out lines that a web page's frame left in the text.
    pub skip_boilerplate: bool,
}

impl fmt::Display for KeywordConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.ngram_range.bounds();
        write!(
            f,
            "(lowercase={}, stop_words={}, ngram_range=({low}, {high}), cross_sentences={}, skip_boilerplate={})",
            self.normalizer.lowercase,
            match &self.stop_words {
                StopWordList::None => "none".to_owned(),
                StopWordList::Language(code) => code.clone(),
                StopWordList::Words(words) => format!("{} words", words.len()),
            },
            self.cross_sentences,
            self.skip_boilerplate
        )
    }
}

/// Counts the terms of all documents.
///
/// Linear in the length of the texts; memory grows with the number of distinct terms. The result is the same for any
/// number of workers.
///
/// # Errors
///
/// Where there are no stop words for the language, or the work was stopped.
pub fn count_terms(
    documents: &Documents,
    config: &KeywordConfig,
    workers: &Workers,
) -> Result<TermCounts> {
    let stop_words = StopWords::new(&config.stop_words, config.normalizer)?;
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| count_range(documents, range, config, &stop_words, workers),
    )?;
    let mut parts = parts.into_iter();
    let mut counts = parts
        .next()
        .unwrap_or_else(|| TermCounts::new(config.clone()));
    for part in parts {
        workers.check()?;
        counts.merge(&part)?;
    }
    Ok(counts)
}

fn count_range(
    documents: &Documents,
    range: Range<usize>,
    config: &KeywordConfig,
    stop_words: &StopWords,
    workers: &Workers,
) -> Result<TermCounts> {
    let mut counter = Counter {
        counts: TermCounts::new(config.clone()),
        stop_words,
        ngrams: (!config.ngram_range.is_unigram()).then(|| Ngrams::new(config.ngram_range)),
        last_document: Vec::new(),
        buffer: String::new(),
    };
    for index in range {
        match documents.text(index) {
            Some(text) => counter.count_document(text, workers)?,
            None => counter.counts.n_missing += 1,
        }
        counter.counts.n_documents += 1;
    }
    Ok(counter.counts)
}

struct Counter<'c> {
    counts: TermCounts,
    stop_words: &'c StopWords,
    ngrams: Option<Ngrams>,
    /// For each term, the document that it was last seen in, counted from 1.
    last_document: Vec<u64>,
    buffer: String,
}

impl Counter<'_> {
    fn count_document(&mut self, text: &str, workers: &Workers) -> Result<()> {
        let config = &self.counts.config;
        let normalizer = config.normalizer;
        let wants_cuts = self.ngrams.is_some() && !config.cross_sentences;
        let sentences = wants_cuts.then(|| sentence_spans(text, SentenceRules::News));
        let mut cuts = Cuts::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let mut skipped = config
            .skip_boilerplate
            .then(|| boilerplate_spans(text).peekable());
        let mut buffer = std::mem::take(&mut self.buffer);
        for (n, token) in Tokenizer::default().tokens(text).enumerate() {
            if n.is_multiple_of(TOKENS_PER_CHECK) {
                workers.check()?;
            }
            if let Some(skipped) = &mut skipped {
                while skipped
                    .next_if(|line| line.end <= token.span.start)
                    .is_some()
                {}
                if skipped.peek().is_some_and(|line| line.overlaps(token.span)) {
                    continue;
                }
            }
            if cuts.passed(token.span.start) {
                self.cut();
            }
            self.counts.n_tokens += 1;
            let term = normalizer.term(token.text, &mut buffer);
            if !self.stop_words.contains(term) {
                self.add(term);
            }
        }
        self.cut();
        self.buffer = buffer;
        Ok(())
    }

    fn add(&mut self, term: &str) {
        let Some(mut ngrams) = self.ngrams.take() else {
            self.add_term(term);
            return;
        };
        ngrams.push(term, |ngram| self.add_term(ngram));
        self.ngrams = Some(ngrams);
    }

    fn add_term(&mut self, term: &str) {
        let id = self.counts.add(term, 1, 0) as usize;
        if id == self.last_document.len() {
            self.last_document.push(0);
        }
        let document = self.counts.n_documents + 1;
        if self.last_document[id] != document {
            self.last_document[id] = document;
            self.counts.document_frequencies[id] += 1;
        }
    }

    fn cut(&mut self) {
        if let Some(ngrams) = &mut self.ngrams {
            ngrams.cut();
        }
    }
}

/// The ends of sentences, asked in ascending order.
struct Cuts<I: Iterator<Item = usize>> {
    ends: std::iter::Peekable<I>,
}

impl<I: Iterator<Item = usize>> Cuts<I> {
    fn new(ends: I) -> Self {
        Self {
            ends: ends.peekable(),
        }
    }

    /// True where a sentence ended since the last call, at or before byte `start`.
    fn passed(&mut self, start: usize) -> bool {
        let mut passed = false;
        while self.ends.next_if(|&end| end <= start).is_some() {
            passed = true;
        }
        passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Frequency, Selection};

    fn count(texts: &[&str], config: &KeywordConfig) -> TermCounts {
        let documents = Documents::from_texts(texts.iter().copied());
        count_terms(&documents, config, &Workers::serial()).unwrap()
    }

    fn terms(counts: &TermCounts, selection: &Selection) -> Vec<(String, u64)> {
        let ids = counts.select(selection).unwrap();
        ids.iter()
            .map(|&id| (counts.term(id).to_owned(), counts.count_of(id)))
            .collect()
    }

    #[test]
    fn ties_come_in_order_of_terms() {
        let counts = count(&["b a c b"], &KeywordConfig::default());
        let expected = [("b", 2), ("a", 1), ("c", 1)].map(|(term, n)| (term.to_owned(), n));
        assert_eq!(terms(&counts, &Selection::default()), expected);
    }

    #[test]
    fn ngrams_stay_within_sentences_unless_asked() {
        let mut config = KeywordConfig {
            ngram_range: NgramRange::new(2, 2).unwrap(),
            ..KeywordConfig::default()
        };
        let text = "The fire is out. Moscow mourns.";
        assert_eq!(count(&[text], &config).count("out moscow"), 0);
        assert_eq!(count(&[text], &config).count("moscow mourns"), 1);
        config.cross_sentences = true;
        assert_eq!(count(&[text], &config).count("out moscow"), 1);
    }

    #[test]
    fn boilerplate_can_be_left_out() {
        let mut config = KeywordConfig::default();
        let text = "Reply came late.\nLeave a Reply\nEnd.";
        assert_eq!(count(&[text], &config).count("reply"), 2);
        config.skip_boilerplate = true;
        let counts = count(&[text], &config);
        assert_eq!((counts.count("reply"), counts.n_tokens()), (1, 4));
    }

    #[test]
    fn bounds_are_documents_or_shares() {
        let counts = count(&["a b", "a", "a c"], &KeywordConfig::default());
        let shown = |min_df, max_df| {
            let selection = Selection {
                min_df,
                max_df,
                top: None,
            };
            terms(&counts, &selection).len()
        };
        assert_eq!(shown(Frequency::Documents(2), None), 1);
        assert_eq!(shown(Frequency::Share(0.5), None), 1);
        assert_eq!(
            shown(Frequency::Documents(1), Some(Frequency::Share(0.9))),
            2
        );
        let wrong = Selection {
            min_df: Frequency::Share(2.5),
            ..Selection::default()
        };
        assert!(counts.select(&wrong).unwrap_err().is_config());
    }

    #[test]
    fn counts_by_different_options_do_not_merge() {
        let mut plain = count(&["a"], &KeywordConfig::default());
        let config = KeywordConfig {
            cross_sentences: true,
            ..KeywordConfig::default()
        };
        assert!(
            plain
                .merge(&count(&["a"], &config))
                .unwrap_err()
                .is_config()
        );
    }
}
