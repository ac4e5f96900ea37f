//! tf-idf: the frequency of a phrase times the rarity of its words in other documents.
//!
//! Candidates are all phrases within runs of content words. With *tf(p)* the number of occurrences of phrase *p* in the
//! document, *N* the number of documents and *df(w)* the number of documents that contain word *w*,
//!
//! - *idf(w) = ln((1 + N) / (1 + df(w))) + 1*, and
//! - the score of a phrase is *tf(p)* times the sum of *idf(w)* over its words.
//!
//! The sum is the idf that the phrase would have if its words occurred in documents independently of each other. A
//! single word therefore scores as in scikit-learn's `TfidfVectorizer(smooth_idf=True, norm=None)`, and document
//! frequencies of single words are sufficient for phrases too.
//!
//! Source: K. Spärck Jones (1972), A statistical interpretation of term specificity and its application in retrieval,
//! Journal of Documentation 28(1); G. Salton, C. Buckley (1988), Term-weighting approaches in automatic text retrieval,
//! Information Processing & Management 24(5).

use super::lexicon::Lexicon;
use super::phrases::{Document, Phrases, check_stop, runs};
use super::rake::is_content;
use super::words::Words;
use crate::corpus::{Language, TextLanguage};
use crate::counts::{TermCounts, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::tokens::{Grams, PreparedAnalyzer};

/// Document frequencies of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyFrequencies {
    keys: Vocabulary,
    documents: Vec<u64>,
    n_documents: u64,
}

/// The source of document frequencies.
#[derive(Clone, Debug)]
pub(super) enum Background<'b> {
    Own(KeyFrequencies),
    Counts {
        counts: &'b TermCounts,
        analyzer: Box<PreparedAnalyzer>,
    },
}

impl<'b> Background<'b> {
    /// Use document frequencies counted before.
    pub(super) fn of_counts(counts: &'b TermCounts) -> Result<Self> {
        let analyzer = counts.analyzer();
        match analyzer.grams {
            Grams::Words { range, .. } if range.bounds().0 == 1 => {}
            _ => {
                return Err(Error::config(format!(
                    "background of {}: it holds no single words; count it with n-grams from 1 word",
                    analyzer.grams
                )));
            }
        }
        Ok(Self::Counts {
            counts,
            analyzer: Box::new(analyzer.prepare()?),
        })
    }

    fn idf(&self, lexicon: &Lexicon<'_>, form: u32) -> f64 {
        let (n_documents, n_with) = match self {
            Self::Own(frequencies) => {
                let key = frequencies.keys.id(lexicon.string(lexicon.form(form).key));
                let n_with = key.map_or(0, |key| frequencies.documents[key as usize]);
                (frequencies.n_documents, n_with)
            }
            Self::Counts { counts, analyzer } => {
                let mut n_with = None;
                let language = TextLanguage::given(Language::parse(&lexicon.prepared().language));
                analyzer.for_each_in(lexicon.spelling(form), &language, |term, _| {
                    n_with.get_or_insert_with(|| counts.document_frequency(term));
                });
                (
                    counts.n_documents() - counts.n_missing(),
                    n_with.unwrap_or(0),
                )
            }
        };
        ((1 + n_documents) as f64 / (1 + n_with) as f64).ln() + 1.0
    }
}

impl KeyFrequencies {
    /// Count the words of another document.
    pub(super) fn add(
        &mut self,
        document: &Words,
        lexicon: &Lexicon<'_>,
        last_seen: &mut Vec<u64>,
    ) {
        self.n_documents += 1;
        for word in &document.all {
            let key = lexicon.form(word.form).key as usize;
            if last_seen.len() <= key {
                last_seen.resize(lexicon.n_strings(), 0);
            }
            if last_seen[key] != self.n_documents {
                last_seen[key] = self.n_documents;
                self.add_key(lexicon.string(lexicon.form(word.form).key), 1);
            }
        }
    }

    fn add_key(&mut self, key: &str, n_documents: u64) {
        let id = self.keys.intern(key) as usize;
        if id == self.documents.len() {
            self.documents.push(0);
        }
        self.documents[id] += n_documents;
    }

    /// Add the frequencies of other documents.
    pub(super) fn merge(&mut self, other: &Self) {
        for (key, &n_documents) in other.keys.terms().zip(&other.documents) {
            self.add_key(key, n_documents);
        }
        self.n_documents += other.n_documents;
    }
}

/// The buffers of one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct TfIdf {
    /// The idf of each surface form; NaN if it is not computed yet.
    idf: Vec<f64>,
}

impl TfIdf {
    pub(super) fn rank(
        &mut self,
        document: Document<'_, '_>,
        background: &Background<'_>,
        phrases: &mut Phrases,
        workers: &Workers,
    ) -> Result<()> {
        let config = &document.lexicon.prepared().config;
        self.idf.resize(document.lexicon.n_forms(), f64::NAN);
        let all = runs(document, |_, word| is_content(document, word.form));
        for (n, (start, length)) in all.enumerate() {
            check_stop(workers, n)?;
            super::add_subphrases(document, start, length, config, phrases);
        }
        phrases.score(|phrase| {
            let words = document.of(phrase).iter();
            let idf: f64 = words
                .map(|word| self.idf_of(document.lexicon, word.form, background))
                .sum();
            f64::from(phrase.count) * idf
        });
        Ok(())
    }

    fn idf_of(&mut self, lexicon: &Lexicon<'_>, form: u32, background: &Background<'_>) -> f64 {
        let idf = &mut self.idf[form as usize];
        if idf.is_nan() {
            *idf = background.idf(lexicon, form);
        }
        *idf
    }
}
