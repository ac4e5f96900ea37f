//! RAKE: words score by their occurrence in long candidate phrases.
//!
//! Candidates are the runs of words between stop words, punctuation and sentence boundaries. With *f(w)* the number of
//! occurrences of a word in candidates, and *d(w)* its degree, the sum of the lengths of these candidates,
//!
//! - *s(w) = d(w) / f(w)* (or *d(w)*, or *f(w)*), and
//! - the score of a candidate is the sum of *s(w)* over its words.
//!
//! Source: S. Rose, D. Engel, N. Cramer, W. Cowley (2010), Automatic keyword extraction from individual documents, in
//! Text Mining: Applications and Theory, Wiley.
//!
//! Candidates are not joined across a stop word that occurs between them at least twice ("axis of evil").

use super::config::{Numbers, RakeMetric};
use super::phrases::{Document, LocalIds, Phrases, check_stop, runs};
use crate::error::Result;
use crate::parallel::Workers;

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Rake {
    local_ids: LocalIds,
    frequency: Vec<u64>,
    degree: Vec<u64>,
}

impl Rake {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        metric: RakeMetric,
        repeats: bool,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        let lexicon = document.lexicon;
        self.local_ids.clear(lexicon.n_strings());
        self.frequency.clear();
        self.degree.clear();
        for (n, (start, length)) in candidates(document).enumerate() {
            check_stop(workers, n)?;
            let n_occurrences = phrases.occurrences.len();
            phrases.add(document, start, length);
            let phrase = phrases.occurrences[n_occurrences].phrase as usize;
            if repeats || phrases.all[phrase].count == 1 {
                self.count(document, start, length);
            }
        }
        let words = |phrase: &_| {
            document
                .of(phrase)
                .iter()
                .map(|word| self.local_ids.get(lexicon.form(word.form).key))
        };
        phrases.score(|phrase| {
            let mut sum = 0.0;
            for word in words(phrase) {
                let (frequency, degree) = (self.frequency[word] as f64, self.degree[word] as f64);
                sum += match metric {
                    RakeMetric::DegreeToFrequency => degree / frequency,
                    RakeMetric::Degree => degree,
                    RakeMetric::Frequency => frequency,
                };
            }
            sum
        });
        Ok(())
    }

    fn count(&mut self, document: Document<'_, '_>, start: usize, length: usize) {
        for word in &document.words()[start..start + length] {
            let id = self
                .local_ids
                .get_or_insert(document.lexicon.form(word.form).key);
            if id == self.frequency.len() {
                self.frequency.push(0);
                self.degree.push(0);
            }
            self.frequency[id] += 1;
            self.degree[id] += length as u64;
        }
    }
}

/// Iterate over the runs of content words that have an allowed length.
pub(super) fn candidates<'d>(
    document: Document<'d, 'd>,
) -> impl Iterator<Item = (usize, usize)> + 'd {
    let config = &document.lexicon.prepared().config;
    let lexicon = document.lexicon;
    let lengths = config.min_words..=config.longest_phrase();
    let all = runs(document, move |_, word| is_content(document, word.form));
    all.filter(move |&(start, length)| {
        let words = &document.words()[start..start + length];
        lengths.contains(&length)
            && (config.numbers == Numbers::Alone
                || words.iter().any(|word| !lexicon.form(word.form).number))
    })
}

/// Return true if a word is not a stop word and is allowed in phrases.
pub(super) fn is_content(document: Document<'_, '_>, form: u32) -> bool {
    let form = document.lexicon.form(form);
    let allows_mixed = document.lexicon.prepared().config.allows_mixed();
    !form.stop && (allows_mixed || !(form.mixed || form.number))
}
