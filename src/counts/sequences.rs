//! Documents as sequences of term ids, for measures that depend on word order.

use std::ops::Range;

use super::cancellation::CancellationCheck;
use super::reader::TermReader;
use super::vocabulary::{TermId, Vocabulary};
use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{Analyzer, Grams, PreparedAnalyzer, SentenceEnds, sentence_spans};

/// What is stored in addition to the terms; each item costs memory for every term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The span of each term in its text, 16 bytes per term.
    pub spans: bool,
    /// The ends of sentences, 8 bytes per sentence.
    pub sentences: bool,
}

/// The terms of each document in order, as ids: 4 bytes per term.
///
/// Single words only. Terms are numbered in order of first occurrence, whatever the number of threads.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::counts::{Kept, TermSequences};
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::Analyzer;
///
/// let documents = Documents::from_texts(["To be. Or not to be.", "Be!"]);
/// let kept = Kept { spans: true, sentences: true };
/// let sequences = TermSequences::new(&documents, &Analyzer::default(), kept, &Workers::serial())?;
/// assert_eq!(sequences.document(0), [0, 1, 2, 3, 0, 1]);
/// assert_eq!(sequences.vocabulary().term(2), "or");
/// assert_eq!(sequences.spans(1)[0].slice("Be!"), "Be");
/// assert_eq!(sequences.sentences(0).collect::<Vec<_>>(), [0..2, 2..6]);
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TermSequences {
    vocabulary: Vocabulary,
    terms: Vec<TermId>,
    /// One per term, if stored.
    spans: Vec<Span>,
    /// The end of each document in `terms`.
    document_ends: Vec<usize>,
    /// The end of each sentence in `terms`; the last of each document is the end of the document.
    sentence_ends: Vec<usize>,
    n_tokens: u64,
    n_missing: u64,
}

impl TermSequences {
    /// Read all documents.
    ///
    /// The cost is linear in the length of the texts.
    ///
    /// # Errors
    ///
    /// If the analyzer makes n-grams, if there are no stop words for its language, or if the work was stopped.
    pub fn new(
        documents: &Documents,
        analyzer: &Analyzer,
        kept: Kept,
        workers: &Workers,
    ) -> Result<Self> {
        check_single(analyzer)?;
        let prepared = analyzer.prepare()?;
        let reader = workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            || Reader {
                documents,
                prepared: &prepared,
                kept,
                words: TermReader::new(&prepared),
                sequences: Self::default(),
                workers,
            },
            |reader, mut range| range.try_for_each(|index| reader.read(index)),
            |whole, part| {
                whole.append(part);
                Ok(())
            },
        )?;
        Ok(reader.into_sequences())
    }

    /// Return the distinct terms.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Return the number of documents, missing ones included.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.document_ends.len()
    }

    /// Return the number of missing documents.
    #[must_use]
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Return the number of tokens read, stop words included.
    #[must_use]
    pub fn n_tokens(&self) -> u64 {
        self.n_tokens
    }

    /// Return all terms of all documents, in order.
    #[must_use]
    pub fn terms(&self) -> &[TermId] {
        &self.terms
    }

    /// Return the terms of a document.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    #[must_use]
    pub fn document(&self, index: usize) -> &[TermId] {
        &self.terms[self.range(index)]
    }

    /// Return the spans of the terms of a document; empty if they are not stored.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    #[must_use]
    pub fn spans(&self, index: usize) -> &[Span] {
        self.spans.get(self.range(index)).unwrap_or_default()
    }

    /// Return the range of a document in [`terms`](Self::terms).
    ///
    /// # Panics
    ///
    /// If there is no such document.
    #[must_use]
    pub fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 {
            0
        } else {
            self.document_ends[index - 1]
        };
        start..self.document_ends[index]
    }

    /// Iterate over the ranges of the sentences of a document that have a term; the whole document if sentences are not
    /// stored.
    ///
    /// # Panics
    ///
    /// If there is no such document.
    pub fn sentences(&self, index: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let document = self.range(index);
        let first = self
            .sentence_ends
            .partition_point(|&end| end <= document.start);
        let ends = self.sentence_ends[first..].iter().copied();
        let ends = ends
            .take_while(move |&end| end < document.end)
            .chain([document.end]);
        let mut start = document.start;
        ends.filter_map(move |end| {
            let sentence = start - document.start..end - document.start;
            start = end;
            (!sentence.is_empty()).then_some(sentence)
        })
    }
}

fn check_single(analyzer: &Analyzer) -> Result<()> {
    if analyzer.grams.is_unigram() {
        return Ok(());
    }
    let joined = match analyzer.grams {
        Grams::Words { .. } => "n-grams of words",
        Grams::Characters { .. } => "character n-grams",
    };
    Err(Error::config(format!(
        "an analyzer whose terms are {joined} ({}): single words are needed here; use an analyzer without n-grams",
        analyzer.grams
    )))
}

/// The state of one thread, and the sequences it has read.
struct Reader<'a> {
    documents: &'a Documents,
    prepared: &'a PreparedAnalyzer,
    kept: Kept,
    words: TermReader<'a>,
    sequences: TermSequences,
    workers: &'a Workers,
}

impl Reader<'_> {
    fn read(&mut self, index: usize) -> Result<()> {
        match self.documents.text(index) {
            Some(text) => self.read_text(index, text)?,
            None => self.sequences.n_missing += 1,
        }
        let TermSequences {
            terms,
            document_ends,
            ..
        } = &mut self.sequences;
        document_ends.push(terms.len());
        Ok(())
    }

    fn read_text(&mut self, index: usize, text: &str) -> Result<()> {
        let skipped = self.documents.left_out(index);
        let language = self.prepared.language_of(self.documents, index);
        let sentences = self
            .kept
            .sentences
            .then(|| sentence_spans(text, self.prepared.analyzer().sentences, &language));
        let mut ends =
            SentenceEnds::new(sentences.into_iter().flatten().map(|sentence| sentence.end));
        let mut cancellation = CancellationCheck::new(self.workers);
        let TermSequences {
            terms,
            spans,
            sentence_ends,
            n_tokens,
            ..
        } = &mut self.sequences;
        self.words.read(
            text,
            skipped,
            &language,
            &mut cancellation,
            |_, found, found_spans| {
                for (&term, &span) in found.iter().zip(found_spans) {
                    if ends.passed(span.start) {
                        sentence_ends.push(terms.len());
                    }
                    terms.push(term);
                    if self.kept.spans {
                        spans.push(span);
                    }
                }
            },
        )?;
        if self.kept.sentences {
            sentence_ends.push(terms.len());
        }
        *n_tokens += cancellation.n_tokens();
        Ok(())
    }

    /// Add the sequences of the documents that follow.
    fn append(&mut self, other: Self) {
        let part = other.sequences;
        let ids = self.words.intern_all(&other.words.into_vocabulary());
        let whole = &mut self.sequences;
        let offset = whole.terms.len();
        whole
            .terms
            .extend(part.terms.iter().map(|&id| ids[id as usize]));
        whole.spans.extend_from_slice(&part.spans);
        let shifted = |ends: &[usize]| ends.iter().map(|end| end + offset).collect::<Vec<_>>();
        whole.document_ends.extend(shifted(&part.document_ends));
        whole.sentence_ends.extend(shifted(&part.sentence_ends));
        whole.n_tokens += part.n_tokens;
        whole.n_missing += part.n_missing;
    }

    fn into_sequences(self) -> TermSequences {
        TermSequences {
            vocabulary: self.words.into_vocabulary(),
            ..self.sequences
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{NgramRange, StopWordList};
    use proptest::prelude::*;

    const ALL: Kept = Kept {
        spans: true,
        sentences: true,
    };

    fn read(texts: &[Option<String>], analyzer: &Analyzer, workers: &Workers) -> TermSequences {
        let documents = Documents::from_optional_texts(texts.iter().cloned());
        TermSequences::new(&documents, analyzer, ALL, workers).unwrap()
    }

    proptest! {
        #[test]
        fn sequences_equal_the_terms_of_the_analyzer(texts in prop::collection::vec(prop::option::of("([ab.] ?|\\. [A-C]|the |.){0,40}"), 0..8)) {
            let analyzer = Analyzer { stop_words: StopWordList::Language("en".into()), ..Analyzer::default() };
            let prepared = analyzer.prepare().unwrap();
            let sequences = read(&texts, &analyzer, &Workers::serial());
            prop_assert_eq!(sequences.n_documents(), texts.len());
            for (index, text) in texts.iter().enumerate() {
                let text = text.as_deref().unwrap_or_default();
                let mut plain = Vec::new();
                prepared.for_each(text, |term, span| plain.push((term.to_owned(), span)));
                let terms = sequences.document(index).iter().map(|&id| sequences.vocabulary().term(id).to_owned());
                let found: Vec<_> = terms.zip(sequences.spans(index).iter().copied()).collect();
                prop_assert_eq!(&found, &plain);
                // A sentence has the terms that start in it.
                let language = prepared.language_of_text(text);
                let sentences = sentence_spans(text, analyzer.sentences, &language);
                let held = sentences.map(|sentence| plain.iter().filter(|(_, span)| (sentence.start..sentence.end).contains(&span.start)).count());
                let held: Vec<usize> = held.filter(|&n| n > 0).collect();
                let lengths: Vec<usize> = sequences.sentences(index).map(|sentence| sentence.len()).collect();
                prop_assert_eq!(lengths, held);
            }
        }
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_threads() {
        let texts: Vec<Option<String>> = (0..600)
            .map(|n| {
                (n % 7 != 0)
                    .then(|| format!("Word{} of {n}. Then word{}! ", n % 13, n % 29).repeat(60))
            })
            .collect();
        let one = read(&texts, &Analyzer::default(), &Workers::serial());
        let two = read(
            &texts,
            &Analyzer::default(),
            &Workers::new(Some(3)).unwrap(),
        );
        assert_eq!((one.terms(), &one.spans), (two.terms(), &two.spans));
        assert_eq!(
            (&one.document_ends, &one.sentence_ends),
            (&two.document_ends, &two.sentence_ends)
        );
        assert!(one.vocabulary.terms().eq(two.vocabulary.terms()));
        assert_eq!((one.n_tokens, one.n_missing), (two.n_tokens, two.n_missing));
    }

    #[test]
    fn ngrams_are_refused() {
        let analyzer = Analyzer {
            grams: NgramRange::new(1, 2).unwrap().into(),
            ..Analyzer::default()
        };
        let documents = Documents::from_texts(["a b"]);
        let read = TermSequences::new(&documents, &analyzer, ALL, &Workers::serial());
        assert!(read.unwrap_err().is_config());
    }
}
