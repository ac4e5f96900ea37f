//! Results of keyphrase extraction, and their tables.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrases::{Document, Phrases, ROOT, index};
use crate::corpus::Documents;
use crate::span::{CodePoints, Span};
use crate::table::{Column, Table, cell};

/// A keyphrase of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyphrase {
    /// The index of its document.
    pub document: usize,
    /// Its rank among the phrases of its document, from 1.
    pub rank: usize,
    /// Its most frequent surface form, ties broken by code points. Words are joined by one space.
    pub text: String,
    /// The score of the method. For YAKE, lower is better.
    pub score: f64,
    mentions: Range<usize>,
}

impl Keyphrase {
    /// Return the number of occurrences in its document.
    #[must_use]
    pub fn count(&self) -> usize {
        self.mentions.len()
    }
}

/// The phrases of all documents, in document order and best first, with their occurrences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyphrases {
    phrases: Vec<Keyphrase>,
    mentions: Vec<Span>,
}

impl Keyphrases {
    /// Return all phrases.
    #[must_use]
    pub fn phrases(&self) -> &[Keyphrase] {
        &self.phrases
    }

    /// Return the spans of the occurrences of a phrase, in order. They may overlap those of other phrases.
    ///
    /// # Panics
    ///
    /// If the phrase is not one of these results.
    #[must_use]
    pub fn mentions_of(&self, phrase: &Keyphrase) -> &[Span] {
        &self.mentions[phrase.mentions.clone()]
    }

    /// Return the range of indices of the phrases of one document.
    #[must_use]
    pub fn of_document(&self, document: usize) -> Range<usize> {
        let start = self
            .phrases
            .partition_point(|phrase| phrase.document < document);
        let end = self
            .phrases
            .partition_point(|phrase| phrase.document <= document);
        start..end
    }

    pub(super) fn append(&mut self, other: Self) {
        let before = self.mentions.len();
        self.mentions.extend(other.mentions);
        self.phrases
            .extend(other.phrases.into_iter().map(|phrase| Keyphrase {
                mentions: phrase.mentions.start + before..phrase.mentions.end + before,
                ..phrase
            }));
    }

    /// Sort phrases by document; those of a document keep their order.
    pub(super) fn sort_by_document(&mut self) {
        self.phrases.sort_by_key(|phrase| phrase.document);
    }

    /// Add the chosen phrases of a document, best first, with their occurrences.
    pub(super) fn add(
        &mut self,
        index_of: usize,
        document: Document<'_, '_>,
        phrases: &Phrases,
        chosen: &[u32],
    ) {
        let occurrences = occurrences(phrases, chosen);
        for ((rank, &phrase), starts) in chosen.iter().enumerate().zip(&occurrences) {
            let phrase = &phrases.all[phrase as usize];
            let first = self.mentions.len();
            self.mentions.extend(starts.iter().map(|&start| {
                let words = &document.words()[start as usize..][..phrase.length as usize];
                Span::new(words[0].span.start, words[words.len() - 1].span.end)
            }));
            self.phrases.push(Keyphrase {
                document: index_of,
                rank: rank + 1,
                text: spelling(document, starts, phrase.length as usize),
                score: phrase.score,
                mentions: first..self.mentions.len(),
            });
        }
    }

    /// Return a table of document and metadata, rank, phrase, score, count, and the span of the first occurrence in
    /// code points.
    ///
    /// # Panics
    ///
    /// If `documents` are not those that the phrases were extracted from.
    #[must_use]
    pub fn to_table(&self, documents: &Documents) -> Table {
        let firsts: Vec<(usize, Span)> = self
            .phrases
            .iter()
            .map(|phrase| (phrase.document, self.mentions[phrase.mentions.start]))
            .collect();
        let (starts, ends) = code_points(documents, &firsts);
        let mut own = self.columns();
        own.push(Column::ints("start", starts));
        own.push(Column::ints("end", ends));
        let rows: Vec<usize> = self.phrases.iter().map(|phrase| phrase.document).collect();
        documents.table_for(&rows, own)
    }

    /// Return a table of rank, phrase, score, count, and the first occurrence in token indices, for the result of
    /// [`rank_tokens`](super::rank_tokens).
    #[must_use]
    pub fn to_token_table(&self) -> Table {
        let firsts = || {
            self.phrases
                .iter()
                .map(|phrase| self.mentions[phrase.mentions.start])
        };
        let mut columns = self.columns();
        columns.push(Column::ints(
            "start",
            firsts().map(|span| cell(span.start as u64)).collect(),
        ));
        columns.push(Column::ints(
            "end",
            firsts().map(|span| cell(span.end as u64)).collect(),
        ));
        Table::new(columns)
    }

    /// Return a table of all occurrences of the phrases whose index `wanted` accepts: document and metadata, rank,
    /// phrase, the text as written, and the span in code points.
    ///
    /// # Panics
    ///
    /// If `documents` are not those that the phrases were extracted from.
    #[must_use]
    pub fn mentions_table(&self, documents: &Documents, wanted: impl Fn(usize) -> bool) -> Table {
        let chosen: Vec<(&Keyphrase, Span)> = self
            .phrases
            .iter()
            .enumerate()
            .filter(|&(index, _)| wanted(index))
            .flat_map(|(_, phrase)| {
                self.mentions_of(phrase)
                    .iter()
                    .map(move |&span| (phrase, span))
            })
            .collect();
        let spans: Vec<(usize, Span)> = chosen
            .iter()
            .map(|&(phrase, span)| (phrase.document, span))
            .collect();
        let (starts, ends) = code_points(documents, &spans);
        let own = vec![
            Column::ints(
                "rank",
                chosen
                    .iter()
                    .map(|(phrase, _)| cell(phrase.rank as u64))
                    .collect(),
            ),
            Column::text("keyphrase", chosen.iter().map(|(phrase, _)| &phrase.text)),
            Column::text(
                "text",
                spans
                    .iter()
                    .map(|&(document, span)| documents.slice(document, span)),
            ),
            Column::ints("start", starts),
            Column::ints("end", ends),
        ];
        let rows: Vec<usize> = spans.iter().map(|&(document, _)| document).collect();
        documents.table_for(&rows, own)
    }

    fn columns(&self) -> Vec<Column> {
        let all = self.phrases.iter();
        vec![
            Column::ints(
                "rank",
                all.clone().map(|phrase| cell(phrase.rank as u64)).collect(),
            ),
            Column::text("keyphrase", all.clone().map(|phrase| &phrase.text)),
            Column::floats("score", all.clone().map(|phrase| phrase.score).collect()),
            Column::ints(
                "count",
                all.map(|phrase| cell(phrase.count() as u64)).collect(),
            ),
        ]
    }
}

/// Convert spans, in document order, to starts and ends in code points.
fn code_points(documents: &Documents, spans: &[(usize, Span)]) -> (Vec<i64>, Vec<i64>) {
    let mut converted = vec![(0, 0); spans.len()];
    for (first, last) in document_ranges(spans) {
        let text = documents
            .text(spans[first].0)
            .expect("a span belongs to a text");
        let mut points = CodePoints::of(text);
        // Converting offsets in ascending order takes one pass over the text.
        let mut order: Vec<usize> = (first..last).collect();
        order.sort_by_key(|&index| spans[index].1);
        for index in order {
            let (start, end) = points.convert(spans[index].1);
            converted[index] = (cell(start as u64), cell(end as u64));
        }
    }
    converted.into_iter().unzip()
}

/// Iterate over the index ranges of the spans of each document.
fn document_ranges(spans: &[(usize, Span)]) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    spans
        .chunk_by(|one, other| one.0 == other.0)
        .map(move |chunk| {
            let start = end;
            end += chunk.len();
            (start, end)
        })
}

/// Return the first-word indices of the occurrences of each chosen phrase, in order.
fn occurrences(phrases: &Phrases, chosen: &[u32]) -> Vec<Vec<u32>> {
    let mut rank_of = vec![ROOT; phrases.all.len()];
    for (rank, &phrase) in chosen.iter().enumerate() {
        rank_of[phrase as usize] = index(rank);
    }
    let mut starts_of = vec![Vec::new(); chosen.len()];
    for occurrence in &phrases.occurrences {
        if let Some(starts) = starts_of.get_mut(rank_of[occurrence.phrase as usize] as usize) {
            starts.push(occurrence.start);
        }
    }
    starts_of
}

/// Return the most frequent surface form of a phrase, ties broken by code points.
fn spelling(document: Document<'_, '_>, starts: &[u32], length: usize) -> String {
    let words = |start: u32| {
        document.words()[start as usize..][..length]
            .iter()
            .map(|word| word.form)
    };
    let mut counts: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    if starts
        .iter()
        .all(|&start| words(start).eq(words(starts[0])))
    {
        return joined(document, words(starts[0]));
    }
    for &start in starts {
        *counts.entry(words(start).collect()).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let spellings = counts.into_iter().filter(|&(_, count)| count == most);
    let spellings = spellings.map(|(forms, _)| joined(document, forms.into_iter()));
    spellings.min().unwrap_or_default()
}

fn joined(document: Document<'_, '_>, forms: impl Iterator<Item = u32>) -> String {
    let words: Vec<&str> = forms.map(|form| document.lexicon.spelling(form)).collect();
    words.join(" ")
}
