//! From documents to counts.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::term_counts::TermCounts;
use crate::corpus::{Documents, boilerplate_spans};
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::{Analysis, Analyzer, PreparedAnalyzer};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: u64 = 1 << 12;

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordConfig {
    /// How terms are made of text.
    pub analyzer: Analyzer,
    /// Leave out lines that a web page's frame left in the text.
    pub skip_boilerplate: bool,
}

impl From<Analyzer> for KeywordConfig {
    /// All terms of the text.
    fn from(analyzer: Analyzer) -> Self {
        Self {
            analyzer,
            skip_boilerplate: false,
        }
    }
}

impl fmt::Display for KeywordConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = if self.skip_boilerplate {
            "; without boilerplate"
        } else {
            ""
        };
        write!(f, "({}{lines})", self.analyzer)
    }
}

/// Counts the terms of all documents.
///
/// Linear in the length of the texts; memory grows with the number of distinct terms. The result is the same for any
/// number of workers.
///
/// # Errors
///
/// Where there are no stop words for the language, options do not go together, or the work was stopped.
pub fn count_terms(
    documents: &Documents,
    config: &KeywordConfig,
    workers: &Workers,
) -> Result<TermCounts> {
    let analyzer = config.analyzer.prepare()?;
    let start = || Counter {
        counts: TermCounts::new(config.clone()),
        last_document: Vec::new(),
    };
    let counter = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        start,
        |counter, range| counter.count_range(documents, range, &analyzer, workers),
        |counter, part| counter.counts.merge(&part.counts),
    )?;
    Ok(counter.counts)
}

/// Counts the tokens of one text as they are read, and looks at the stop flag now and then.
pub(crate) struct TokenClock<'w> {
    workers: &'w Workers,
    n_tokens: u64,
}

impl<'w> TokenClock<'w> {
    pub(crate) fn new(workers: &'w Workers) -> Self {
        Self {
            workers,
            n_tokens: 0,
        }
    }

    /// Takes note of `n` tokens.
    #[inline]
    pub(crate) fn read(&mut self, n: u64) -> Result<()> {
        if n != 1 || self.n_tokens.is_multiple_of(TOKENS_PER_CHECK) {
            self.workers.check()?;
        }
        self.n_tokens += n;
        Ok(())
    }

    pub(crate) fn n_tokens(&self) -> u64 {
        self.n_tokens
    }
}

struct Counter {
    counts: TermCounts,
    /// For each term, the document that it was last seen in, counted from 1.
    last_document: Vec<u64>,
}

impl Counter {
    fn count_range(
        &mut self,
        documents: &Documents,
        range: Range<usize>,
        analyzer: &PreparedAnalyzer,
        workers: &Workers,
    ) -> Result<()> {
        let mut analysis = analyzer.analysis();
        for index in range {
            match documents.text(index) {
                Some(text) => self.count_document(text, &mut analysis, workers)?,
                None => self.counts.n_missing += 1,
            }
            self.counts.n_documents += 1;
        }
        Ok(())
    }

    fn count_document(
        &mut self,
        text: &str,
        analysis: &mut Analysis<'_>,
        workers: &Workers,
    ) -> Result<()> {
        let skipped = self
            .counts
            .config
            .skip_boilerplate
            .then(|| boilerplate_spans(text));
        let mut clock = TokenClock::new(workers);
        analysis.run(
            text,
            skipped,
            |n| clock.read(n),
            |term, _| self.add_term(term),
        )?;
        self.counts.n_tokens += clock.n_tokens();
        Ok(())
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Frequency, Selection};
    use crate::tokens::NgramRange;

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
        let mut config = KeywordConfig::from(Analyzer {
            grams: NgramRange::new(2, 2).unwrap().into(),
            ..Analyzer::default()
        });
        let text = "The fire is out. Moscow mourns.";
        assert_eq!(count(&[text], &config).count("out moscow"), 0);
        assert_eq!(count(&[text], &config).count("moscow mourns"), 1);
        config.analyzer.cross_sentences = true;
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
        let config = KeywordConfig::from(Analyzer {
            cross_sentences: true,
            ..Analyzer::default()
        });
        assert!(
            plain
                .merge(&count(&["a"], &config))
                .unwrap_err()
                .is_config()
        );
    }
}
