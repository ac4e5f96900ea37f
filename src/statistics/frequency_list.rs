//! Frequency lists: terms with counts from any source.

use std::cmp::Reverse;

use crate::corpus::TextLanguage;
use crate::counts::{TermCounts, TermId, Vocabulary};
use crate::error::{Error, Result};
use crate::span::Span;
use crate::tokens::{Analyzer, PreparedAnalyzer};

/// Terms with their counts and the size of the corpus that they were counted in.
///
/// ```
/// use lexicount::statistics::FrequencyList;
///
/// let list = FrequencyList::from_pairs([("the", 60), ("fire", 3)], Some(1000), None)?;
/// assert_eq!((list.count("fire"), list.total()), (3, 1000));
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct FrequencyList {
    vocabulary: Vocabulary,
    counts: Vec<u64>,
    /// One per term, if documents are known.
    document_frequencies: Option<Vec<u64>>,
    total: u64,
}

impl FrequencyList {
    /// Build a list from terms and counts. The counts of repeated terms are added up.
    ///
    /// `total` is the number of words of the corpus, by default the sum of the counts. If an `analyzer` is given, each
    /// term is replaced by its analyzed form, and terms that the analyzer drops are dropped, so that the list is
    /// comparable with counts made by that analyzer. A term that the analyzer splits and does not join again is kept
    /// unchanged. If the analyzer follows the language of documents, that of the list is detected in its most frequent
    /// terms.
    ///
    /// # Errors
    ///
    /// If the total is less than the count of a term, or if the analyzer is invalid.
    pub fn from_pairs<S: AsRef<str>>(
        pairs: impl IntoIterator<Item = (S, u64)>,
        total: Option<u64>,
        analyzer: Option<&Analyzer>,
    ) -> Result<Self> {
        let pairs: Vec<(S, u64)> = pairs.into_iter().collect();
        let prepared = analyzer.map(Analyzer::prepare).transpose()?;
        let language = prepared.as_ref().map(|one| language_of(&pairs, one));
        let mut list = Self::default();
        let mut sum = 0_u64;
        for (term, count) in &pairs {
            let (term, count) = (term.as_ref(), *count);
            sum = sum.saturating_add(count);
            match prepared.as_ref().zip(language.as_ref()) {
                Some((analyzer, language)) => list.add_analyzed(term, count, analyzer, language),
                None => list.add(term, count),
            }
        }
        list.total = total.unwrap_or(sum);
        list.check_total()?;
        Ok(list)
    }

    /// Add the analyzed form of a term, or the term unchanged if the analyzer splits it. Add nothing if the analyzer
    /// drops all of it.
    fn add_analyzed(
        &mut self,
        term: &str,
        count: u64,
        analyzer: &PreparedAnalyzer,
        language: &TextLanguage<'_>,
    ) {
        let whole = Span::new(0, term.len()).trimmed(term);
        let (mut is_dropped, mut analyzed) = (true, None);
        analyzer.for_each_in(term, language, |found, span| {
            is_dropped = false;
            if span == whole {
                analyzed = Some(found.to_owned());
            }
        });
        if !is_dropped {
            self.add(analyzed.as_deref().unwrap_or(term), count);
        }
    }

    fn add(&mut self, term: &str, count: u64) {
        let id = self.vocabulary.intern(term) as usize;
        if id == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[id] = self.counts[id].saturating_add(count);
    }

    fn check_total(&self) -> Result<()> {
        let largest = (0..).zip(&self.counts).max_by_key(|&(_, count)| count);
        match largest {
            Some((id, &count)) if count > self.total => Err(Error::config(format!(
                "a total of {} words, of which {count} are {:?}: give the total number of words of the corpus",
                self.total,
                self.vocabulary.term(id)
            ))),
            _ => Ok(()),
        }
    }

    /// Return the number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// Return the total number of words.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Return the count of a term.
    #[must_use]
    pub fn count(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.counts[id])
    }

    /// Return the document frequency of a term; `None` if it is not known.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> Option<u64> {
        let frequencies = self.document_frequencies.as_ref()?;
        Some(self.id(term).map_or(0, |id| frequencies[id]))
    }

    /// Iterate over the distinct terms.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.vocabulary.terms()
    }

    fn id(&self, term: &str) -> Option<usize> {
        self.vocabulary.id(term).map(|id| id as usize)
    }
}

impl From<&TermCounts> for FrequencyList {
    /// Convert counts of documents. The total is the number of words read, or the largest count if that is greater,
    /// which is possible for skip-grams.
    fn from(counts: &TermCounts) -> Self {
        let mut list = Self::default();
        let mut frequencies = Vec::with_capacity(counts.n_terms());
        for id in 0..TermId::try_from(counts.n_terms()).unwrap_or(TermId::MAX) {
            list.add(counts.term(id), counts.count_of(id));
            frequencies.push(counts.document_frequency_of(id));
        }
        list.document_frequencies = Some(frequencies);
        list.total = counts
            .n_tokens()
            .max(list.counts.iter().copied().max().unwrap_or(0));
        list
    }
}

/// The number of the most frequent terms in which the language of a list is detected.
const LANGUAGE_TERMS: usize = 200;

/// Return the language of a list: that of the analyzer, or detected if terms depend on it.
fn language_of<S: AsRef<str>>(
    pairs: &[(S, u64)],
    analyzer: &PreparedAnalyzer,
) -> TextLanguage<'static> {
    let given = analyzer.analyzer().language;
    if given.is_some() || !analyzer.analyzer().is_automatic() {
        return TextLanguage::given(given);
    }
    let mut terms: Vec<(Reverse<u64>, &str)> = pairs
        .iter()
        .map(|(term, count)| (Reverse(*count), term.as_ref()))
        .collect();
    terms.sort_unstable();
    let words = terms.iter().take(LANGUAGE_TERMS).map(|&(_, term)| term);
    let text: Vec<&str> = words.collect();
    TextLanguage::given(TextLanguage::of_text(&text.join(" ")).get())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::StopWordList;

    #[test]
    fn analyzer_is_applied_to_the_terms_of_a_list() {
        let analyzer = Analyzer {
            stop_words: StopWordList::Language("en".into()),
            ..Analyzer::default()
        };
        let pairs = [
            ("The", 60),
            ("Fire", 2),
            ("fire", 1),
            ("New York", 4),
            ("don’t", 3),
        ];
        let list = FrequencyList::from_pairs(pairs, None, Some(&analyzer)).unwrap();
        assert_eq!(list.terms().collect::<Vec<_>>(), ["fire", "New York"]);
        assert_eq!((list.count("fire"), list.total()), (3, 70));
        assert_eq!(list.document_frequency("fire"), None);
    }

    #[test]
    fn total_below_a_count_is_refused() {
        let list = FrequencyList::from_pairs([("a", 5)], Some(4), None);
        assert!(list.unwrap_err().is_config());
    }
}
