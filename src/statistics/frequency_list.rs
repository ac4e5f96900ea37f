//! Terms with their counts, whoever counted them.

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
    /// One a term, where documents are known.
    document_frequencies: Option<Vec<u64>>,
    total: u64,
}

impl FrequencyList {
    /// A list of terms with their counts; those that come twice are added up.
    ///
    /// `total` is the number of words in all, by default the sum of the counts. Where an `analyzer` is given, each term
    /// stands as what it makes of the whole of it, and one that it leaves out is left out; so the list fits what that
    /// analyzer counts. A term that it cuts and does not join stays as it is.
    ///
    /// # Errors
    ///
    /// Where the total is less than a term's count, or the analyzer cannot work.
    pub fn from_pairs<S: AsRef<str>>(
        pairs: impl IntoIterator<Item = (S, u64)>,
        total: Option<u64>,
        analyzer: Option<&Analyzer>,
    ) -> Result<Self> {
        let analyzer = analyzer.map(Analyzer::prepare).transpose()?;
        let mut list = Self::default();
        let mut sum = 0_u64;
        for (term, count) in pairs {
            let term = term.as_ref();
            sum = sum.saturating_add(count);
            match &analyzer {
                Some(analyzer) => list.add_as_made(term, count, analyzer),
                None => list.add(term, count),
            }
        }
        list.total = total.unwrap_or(sum);
        list.check_total()?;
        Ok(list)
    }

    /// Adds a term as what the analyzer makes of the whole of it, where it does; nothing where it leaves all out.
    fn add_as_made(&mut self, term: &str, count: u64, analyzer: &PreparedAnalyzer) {
        let whole = Span::new(0, term.len()).trimmed(term);
        let (mut is_left_out, mut made) = (true, None);
        analyzer.for_each(term, |found, span| {
            is_left_out = false;
            if span == whole {
                made = Some(found.to_owned());
            }
        });
        if !is_left_out {
            self.add(made.as_deref().unwrap_or(term), count);
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
        let most = (0..).zip(&self.counts).max_by_key(|&(_, count)| count);
        match most {
            Some((id, &count)) if count > self.total => Err(Error::config(format!(
                "a total of {} words, of which {count} are {:?}: give the number of all words of the corpus",
                self.total,
                self.vocabulary.term(id)
            ))),
            _ => Ok(()),
        }
    }

    /// The number of distinct terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// The number of words in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How often a term is used.
    #[must_use]
    pub fn count(&self, term: &str) -> u64 {
        self.id(term).map_or(0, |id| self.counts[id])
    }

    /// In how many documents a term is used; `None` where that is not known.
    #[must_use]
    pub fn document_frequency(&self, term: &str) -> Option<u64> {
        let frequencies = self.document_frequencies.as_ref()?;
        Some(self.id(term).map_or(0, |id| frequencies[id]))
    }

    /// The distinct terms.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.vocabulary.terms()
    }

    fn id(&self, term: &str) -> Option<usize> {
        self.vocabulary.id(term).map(|id| id as usize)
    }
}

impl From<&TermCounts> for FrequencyList {
    /// The counts of documents. The total is the number of words read, or the greatest count where that is more, as it
    /// may be for skip-grams.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::StopWordList;

    #[test]
    fn an_analyzer_makes_a_list_fit_what_it_counts() {
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
    fn a_total_below_a_count_is_refused() {
        let list = FrequencyList::from_pairs([("a", 5)], Some(4), None);
        assert!(list.unwrap_err().is_config());
    }
}
