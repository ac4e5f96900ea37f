//! RAKE: a word counts for as much as it stands in long phrases.
//!
//! Candidates are the runs of words between stop words, marks and ends of sentences. With *f(w)* the number of times a
//! word stands in a candidate, and *d(w)* its degree, the sum of the lengths of these candidates,
//!
//! - *s(w) = d(w) / f(w)* (or *d(w)*, or *f(w)*), and
//! - the score of a candidate is the sum of *s(w)* over its words.
//!
//! Source: S. Rose, D. Engel, N. Cramer, W. Cowley (2010), Automatic keyword extraction from individual documents, in
//! Text Mining: Applications and Theory, Wiley.
//!
//! Left out: joining candidates over a stop word that stands between them at least twice ("axis of evil").

use super::config::{Numbers, RakeMetric};
use super::phrases::{Document, Locals, Phrases, runs, watch};
use crate::error::Result;
use crate::parallel::Workers;

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Rake {
    numbers: Locals,
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
        self.numbers.clear(lexicon.n_strings());
        self.frequency.clear();
        self.degree.clear();
        for (n, (start, length)) in candidates(document).enumerate() {
            watch(workers, n)?;
            let n_found = phrases.found.len();
            phrases.add(document, start, length);
            let phrase = phrases.found[n_found].phrase as usize;
            if repeats || phrases.all[phrase].count == 1 {
                self.count(document, start, length);
            }
        }
        let words = |phrase: &_| {
            document
                .of(phrase)
                .iter()
                .map(|word| self.numbers.get(lexicon.form(word.form).key))
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
            let number = self.numbers.number(document.lexicon.form(word.form).key);
            if number == self.frequency.len() {
                self.frequency.push(0);
                self.degree.push(0);
            }
            self.frequency[number] += 1;
            self.degree[number] += length as u64;
        }
    }
}

/// The runs of content words that have the right length and may be phrases.
pub(super) fn candidates<'d>(
    document: Document<'d, 'd>,
) -> impl Iterator<Item = (usize, usize)> + 'd {
    let config = &document.lexicon.prepared().config;
    let lexicon = document.lexicon;
    let lengths = config.min_words..=config.most_words();
    let all = runs(document, move |_, word| is_content(document, word.form));
    all.filter(move |&(start, length)| {
        let words = &document.words()[start..start + length];
        lengths.contains(&length)
            && (config.numbers == Numbers::Alone
                || words.iter().any(|word| !lexicon.form(word.form).number))
    })
}

/// True for a word that is no stop word and may stand in a phrase.
pub(super) fn is_content(document: Document<'_, '_>, form: u32) -> bool {
    let form = document.lexicon.form(form);
    let keeps_mixed = document.lexicon.prepared().config.keeps_mixed();
    !form.stop && (keeps_mixed || !(form.mixed || form.number))
}
