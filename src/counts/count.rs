//! Counts the terms of documents.

use std::sync::Arc;

use super::counter::Counter;
use super::term_counts::TermCounts;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::Analyzer;

/// Count the terms of all documents.
///
/// The cost is linear in the length of the texts; memory grows with the number of distinct terms. The result does not
/// depend on the number of workers.
///
/// # Errors
///
/// If there are no stop words for the language, if options are incompatible, or if the work was stopped.
pub fn count_terms(
    documents: &Documents,
    analyzer: &Analyzer,
    workers: &Workers,
) -> Result<TermCounts> {
    let prepared = analyzer.prepare()?;
    workers.tally_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || Counter::new(&prepared),
        |counter, mut range| range.try_for_each(|index| counter.count(documents, index, workers)),
        |counter| counter.into_counts(Arc::new(analyzer.clone())),
        |counts, part| counts.merge(&part),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Frequency, Selection};
    use crate::tokens::NgramRange;

    fn count(texts: &[&str], analyzer: &Analyzer) -> TermCounts {
        let documents = Documents::from_texts(texts.iter().copied());
        count_terms(&documents, analyzer, &Workers::serial()).unwrap()
    }

    fn terms(counts: &TermCounts, selection: &Selection) -> Vec<(String, u64)> {
        let ids = counts.select(selection).unwrap();
        ids.iter()
            .map(|&id| (counts.term(id).to_owned(), counts.count_of(id)))
            .collect()
    }

    #[test]
    fn ties_are_broken_by_term() {
        let counts = count(&["b a c b"], &Analyzer::default());
        let expected = [("b", 2), ("a", 1), ("c", 1)].map(|(term, n)| (term.to_owned(), n));
        assert_eq!(terms(&counts, &Selection::default()), expected);
    }

    #[test]
    fn ngrams_stay_within_sentences_unless_asked() {
        let mut analyzer = Analyzer {
            grams: NgramRange::new(2, 2).unwrap().into(),
            ..Analyzer::default()
        };
        let text = "The fire is out. Moscow mourns.";
        assert_eq!(count(&[text], &analyzer).count("out moscow"), 0);
        assert_eq!(count(&[text], &analyzer).count("moscow mourns"), 1);
        analyzer.cross_sentences = true;
        assert_eq!(count(&[text], &analyzer).count("out moscow"), 1);
    }

    #[test]
    fn skipped_lines_are_not_counted() {
        let documents = Documents::from_texts(["Reply came late.\nLeave a Reply\nEnd."]);
        let count = |documents: &Documents| {
            let counts = count_terms(documents, &Analyzer::default(), &Workers::serial()).unwrap();
            (counts.count("reply"), counts.n_tokens())
        };
        assert_eq!(count(&documents), (2, 7));
        let documents = documents.without_boilerplate(&Workers::serial()).unwrap();
        assert_eq!(count(&documents), (1, 4));
    }

    #[test]
    fn bounds_are_counts_or_proportions_of_documents() {
        let counts = count(&["a b", "a", "a c"], &Analyzer::default());
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
        let mut plain = count(&["a"], &Analyzer::default());
        let analyzer = Analyzer {
            cross_sentences: true,
            ..Analyzer::default()
        };
        assert!(
            plain
                .merge(&count(&["a"], &analyzer))
                .unwrap_err()
                .is_config()
        );
    }
}
