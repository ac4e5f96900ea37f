//! The counts of one thread in progress.

use std::sync::Arc;

use super::by_language::DocumentLanguages;
use super::cancellation::CancellationCheck;
use super::grams::{Gram, Joiner};
use super::reader::TermReader;
use super::tallies::Tallies;
use super::term_counts::TermCounts;
use super::vocabulary::Vocabulary;
use crate::corpus::{Documents, TextLanguage};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{Analysis, Analyzer, Grams, PreparedAnalyzer, SentenceEnds, sentence_spans};

/// Counts documents one after another.
pub(super) struct Counter<'a> {
    prepared: &'a PreparedAnalyzer,
    method: Method<'a>,
    n_tokens: u64,
    n_documents: u64,
    n_missing: u64,
    languages: DocumentLanguages,
}

/// How terms are found, and their tallies.
enum Method<'a> {
    Words {
        words: TermReader<'a>,
        tallies: Tallies,
    },
    Joined(Box<Joined<'a>>),
    /// Character n-grams.
    Characters {
        analysis: Analysis<'a>,
        vocabulary: Vocabulary,
        tallies: Tallies,
    },
}

struct Joined<'a> {
    words: TermReader<'a>,
    word_tallies: Tallies,
    joiner: Joiner,
    tallies: Tallies,
}

impl<'a> Counter<'a> {
    pub(super) fn new(prepared: &'a PreparedAnalyzer) -> Self {
        let method = match prepared.analyzer().grams {
            Grams::Words { range, .. } if range.is_unigram() => Method::Words {
                words: TermReader::new(prepared),
                tallies: Tallies::default(),
            },
            Grams::Words { range, skip } => Method::Joined(Box::new(Joined {
                words: TermReader::new(prepared),
                word_tallies: Tallies::default(),
                joiner: Joiner::new(range, skip),
                tallies: Tallies::default(),
            })),
            Grams::Characters { .. } => Method::Characters {
                analysis: prepared.analysis(),
                vocabulary: Vocabulary::default(),
                tallies: Tallies::default(),
            },
        };
        Self {
            prepared,
            method,
            n_tokens: 0,
            n_documents: 0,
            n_missing: 0,
            languages: DocumentLanguages::new(),
        }
    }

    /// Count a document.
    pub(super) fn count(
        &mut self,
        documents: &Documents,
        index: usize,
        workers: &Workers,
    ) -> Result<()> {
        self.n_documents += 1;
        let Some(text) = documents.text(index) else {
            self.n_missing += 1;
            return Ok(());
        };
        let skipped = documents.left_out(index);
        let language = self.prepared.language_of(documents, index);
        if self.prepared.analyzer().is_automatic() {
            *self.languages.entry(language.get()).or_default() += 1;
        }
        let mut cancellation = CancellationCheck::new(workers);
        match &mut self.method {
            Method::Words { words, tallies } => {
                tallies.begin_document();
                words.read(
                    text,
                    skipped,
                    &language,
                    &mut cancellation,
                    |_, terms, _| {
                        tallies.count(terms.iter().copied());
                    },
                )?;
            }
            Method::Joined(joined) => {
                let analyzer = self.prepared.analyzer();
                joined.count(text, skipped, analyzer, &language, &mut cancellation)?;
            }
            Method::Characters {
                analysis,
                vocabulary,
                tallies,
            } => {
                tallies.begin_document();
                analysis.run(
                    text,
                    skipped,
                    &language,
                    |n| cancellation.read(n),
                    |gram, _| {
                        tallies.count([vocabulary.intern(gram)].into_iter());
                    },
                )?;
            }
        }
        self.n_tokens += cancellation.n_tokens();
        Ok(())
    }

    /// Return the counts, with the analyzer that this counter was made for.
    pub(super) fn into_counts(self, analyzer: Arc<Analyzer>) -> TermCounts {
        let mut counts = TermCounts {
            n_tokens: self.n_tokens,
            n_documents: self.n_documents,
            n_missing: self.n_missing,
            languages: self.languages,
            ..TermCounts::new(analyzer)
        };
        match self.method {
            Method::Words { words, tallies } => {
                counts.add_tallies(words.into_vocabulary(), tallies);
            }
            Method::Joined(joined) => {
                let Joined {
                    words,
                    word_tallies,
                    joiner,
                    tallies,
                } = *joined;
                counts.add_tallies(joiner.into_joined(), tallies);
                counts.add_tallies(words.into_vocabulary(), word_tallies);
            }
            Method::Characters {
                vocabulary,
                tallies,
                ..
            } => counts.add_tallies(vocabulary, tallies),
        }
        counts
    }
}

impl Joined<'_> {
    fn count(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        analyzer: &Analyzer,
        language: &TextLanguage<'_>,
        cancellation: &mut CancellationCheck<'_>,
    ) -> Result<()> {
        let Self {
            words,
            word_tallies,
            joiner,
            tallies,
        } = self;
        let sentences =
            (!analyzer.cross_sentences).then(|| sentence_spans(text, analyzer.sentences, language));
        let mut sentence_ends =
            SentenceEnds::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let (mut singles, mut grams) = (Vec::new(), Vec::new());
        word_tallies.begin_document();
        tallies.begin_document();
        joiner.break_here();
        words.read(
            text,
            skipped,
            language,
            cancellation,
            |vocabulary, terms, spans| {
                for (&word, span) in terms.iter().zip(spans) {
                    if sentence_ends.passed(span.start) {
                        joiner.break_here();
                    }
                    joiner.push(word, vocabulary, |gram| match gram {
                        Gram::Word(id) => singles.push(id),
                        Gram::Joined(id) => grams.push(id),
                    });
                }
                word_tallies.count(singles.drain(..));
                tallies.count(grams.drain(..));
            },
        )
    }
}
