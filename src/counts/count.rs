//! From documents to counts.

use super::config::TermConfig;
use super::counter::Counter;
use super::term_counts::TermCounts;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;

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
    config: &TermConfig,
    workers: &Workers,
) -> Result<TermCounts> {
    let analyzer = config.analyzer.prepare()?;
    workers.tally_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || Counter::new(config, &analyzer),
        |counter, mut range| range.try_for_each(|index| counter.count(documents, index, workers)),
        Counter::into_counts,
        |counts, part| counts.merge(&part),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Frequency, Selection};
    use crate::tokens::{Analyzer, NgramRange};

    fn count(texts: &[&str], config: &TermConfig) -> TermCounts {
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
        let counts = count(&["b a c b"], &TermConfig::default());
        let expected = [("b", 2), ("a", 1), ("c", 1)].map(|(term, n)| (term.to_owned(), n));
        assert_eq!(terms(&counts, &Selection::default()), expected);
    }

    #[test]
    fn ngrams_stay_within_sentences_unless_asked() {
        let mut config = TermConfig::from(Analyzer {
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
        let mut config = TermConfig::default();
        let text = "Reply came late.\nLeave a Reply\nEnd.";
        assert_eq!(count(&[text], &config).count("reply"), 2);
        config.skip_boilerplate = true;
        let counts = count(&[text], &config);
        assert_eq!((counts.count("reply"), counts.n_tokens()), (1, 4));
    }

    #[test]
    fn bounds_are_documents_or_shares() {
        let counts = count(&["a b", "a", "a c"], &TermConfig::default());
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
        let mut plain = count(&["a"], &TermConfig::default());
        let config = TermConfig::from(Analyzer {
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
