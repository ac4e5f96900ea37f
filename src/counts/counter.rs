//! The counts of one thread while it counts.

use super::grams::{Gram, Joiner};
use super::keyword::KeywordConfig;
use super::reader::TermReader;
use super::tallies::Tallies;
use super::term_counts::TermCounts;
use super::vocabulary::Vocabulary;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{Analysis, Cuts, Grams, PreparedAnalyzer, sentence_spans};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: u64 = 1 << 12;

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

/// Counts documents one after the other.
pub(super) struct Counter<'a> {
    config: &'a KeywordConfig,
    method: Method<'a>,
    n_tokens: u64,
    n_documents: u64,
    n_missing: u64,
}

/// How terms are found, and what was counted of them.
enum Method<'a> {
    Words {
        words: TermReader<'a>,
        tallies: Tallies,
    },
    Joined(Box<Joined<'a>>),
    /// Pieces of text.
    Pieces {
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
    pub(super) fn new(config: &'a KeywordConfig, analyzer: &'a PreparedAnalyzer) -> Self {
        let method = match config.analyzer.grams {
            Grams::Words { range, .. } if range.is_unigram() => Method::Words {
                words: TermReader::new(analyzer),
                tallies: Tallies::default(),
            },
            Grams::Words { range, skip } => Method::Joined(Box::new(Joined {
                words: TermReader::new(analyzer),
                word_tallies: Tallies::default(),
                joiner: Joiner::new(range, skip),
                tallies: Tallies::default(),
            })),
            Grams::Characters { .. } => Method::Pieces {
                analysis: analyzer.analysis(),
                vocabulary: Vocabulary::default(),
                tallies: Tallies::default(),
            },
        };
        Self {
            config,
            method,
            n_tokens: 0,
            n_documents: 0,
            n_missing: 0,
        }
    }

    /// Counts a document.
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
        let skipped = documents.left_out(index, self.config.skip_boilerplate);
        let mut clock = TokenClock::new(workers);
        match &mut self.method {
            Method::Words { words, tallies } => {
                tallies.begin_document();
                words.read(text, skipped, &mut clock, |_, terms, _| {
                    tallies.count(terms.iter().copied());
                })?;
            }
            Method::Joined(joined) => joined.count(text, skipped, self.config, &mut clock)?,
            Method::Pieces {
                analysis,
                vocabulary,
                tallies,
            } => {
                tallies.begin_document();
                analysis.run(
                    text,
                    skipped,
                    |n| clock.read(n),
                    |piece, _| {
                        tallies.count([vocabulary.intern(piece)].into_iter());
                    },
                )?;
            }
        }
        self.n_tokens += clock.n_tokens();
        Ok(())
    }

    /// What was counted.
    pub(super) fn into_counts(self) -> TermCounts {
        let mut counts = TermCounts {
            n_tokens: self.n_tokens,
            n_documents: self.n_documents,
            n_missing: self.n_missing,
            ..TermCounts::new(self.config.clone())
        };
        match self.method {
            Method::Words { words, tallies } => {
                counts.take(words.into_vocabulary(), tallies);
            }
            Method::Joined(joined) => {
                let Joined {
                    words,
                    word_tallies,
                    joiner,
                    tallies,
                } = *joined;
                counts.take(joiner.into_joined(), tallies);
                counts.take(words.into_vocabulary(), word_tallies);
            }
            Method::Pieces {
                vocabulary,
                tallies,
                ..
            } => counts.take(vocabulary, tallies),
        }
        counts
    }
}

impl Joined<'_> {
    fn count(
        &mut self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        config: &KeywordConfig,
        clock: &mut TokenClock<'_>,
    ) -> Result<()> {
        let Self {
            words,
            word_tallies,
            joiner,
            tallies,
        } = self;
        let analyzer = &config.analyzer;
        let sentences =
            (!analyzer.cross_sentences).then(|| sentence_spans(text, analyzer.sentences));
        let mut cuts = Cuts::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let (mut singles, mut grams) = (Vec::new(), Vec::new());
        word_tallies.begin_document();
        tallies.begin_document();
        joiner.cut();
        words.read(text, skipped, clock, |vocabulary, terms, spans| {
            for (&word, span) in terms.iter().zip(spans) {
                if cuts.passed(span.start) {
                    joiner.cut();
                }
                joiner.push(word, vocabulary, |gram| match gram {
                    Gram::Word(id) => singles.push(id),
                    Gram::Joined(id) => grams.push(id),
                });
            }
            word_tallies.count(singles.drain(..));
            tallies.count(grams.drain(..));
        })
    }
}
