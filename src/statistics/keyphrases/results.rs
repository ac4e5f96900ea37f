//! What was found, and the tables it leaves in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrases::{Document, Phrases, ROOT, index};
use crate::corpus::Documents;
use crate::span::{CodePoints, Span};
use crate::table::{Column, Table, cell};

/// A phrase that a document is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyphrase {
    /// The number of its document.
    pub document: usize,
    /// Its place among the phrases of its document, from 1.
    pub rank: usize,
    /// The spelling that stands there most often, ties in code-point order; words are joined by one space.
    pub text: String,
    /// What the method gives it; to YAKE the least is the best.
    pub score: f64,
    mentions: Range<usize>,
}

impl Keyphrase {
    /// How often it stands in its document.
    #[must_use]
    pub fn count(&self) -> usize {
        self.mentions.len()
    }
}

/// The phrases of all documents, in their order, best first, and where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyphrases {
    phrases: Vec<Keyphrase>,
    mentions: Vec<Span>,
}

impl Keyphrases {
    /// All phrases.
    #[must_use]
    pub fn phrases(&self) -> &[Keyphrase] {
        &self.phrases
    }

    /// The places of a phrase, in order. They may overlap those of others.
    ///
    /// # Panics
    ///
    /// Where the phrase is not one of these.
    #[must_use]
    pub fn mentions_of(&self, phrase: &Keyphrase) -> &[Span] {
        &self.mentions[phrase.mentions.clone()]
    }

    /// The numbers of the phrases of one document.
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

    /// Adds the chosen phrases of a document, best first, with their places.
    pub(super) fn add(
        &mut self,
        index_of: usize,
        document: Document<'_, '_>,
        phrases: &Phrases,
        chosen: &[u32],
    ) {
        let places = places(phrases, chosen);
        for ((rank, &phrase), starts) in chosen.iter().enumerate().zip(&places) {
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

    /// Document and metadata, rank, phrase, score, count, and the first place in code points.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were read.
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
        with_documents(documents, &rows, own)
    }

    /// Rank, phrase, score, count, and the first place as numbers of tokens: for what
    /// [`rank_tokens`](super::rank_tokens) found.
    ///
    /// # Panics
    ///
    /// Never: every phrase has a place.
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

    /// Every place of the phrases that `wanted` accepts by number: document and metadata, rank, phrase, the text as it
    /// stands and its place in code points.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were read.
    #[must_use]
    pub fn mentions_table(&self, documents: &Documents, wanted: impl Fn(usize) -> bool) -> Table {
        let chosen: Vec<(&Keyphrase, Span)> = self
            .phrases
            .iter()
            .enumerate()
            .filter(|&(number, _)| wanted(number))
            .flat_map(|(_, phrase)| {
                self.mentions_of(phrase)
                    .iter()
                    .map(move |&span| (phrase, span))
            })
            .collect();
        let places: Vec<(usize, Span)> = chosen
            .iter()
            .map(|&(phrase, span)| (phrase.document, span))
            .collect();
        let (starts, ends) = code_points(documents, &places);
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
                places
                    .iter()
                    .map(|&(document, span)| documents.slice(document, span)),
            ),
            Column::ints("start", starts),
            Column::ints("end", ends),
        ];
        let rows: Vec<usize> = places.iter().map(|&(document, _)| document).collect();
        with_documents(documents, &rows, own)
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

fn with_documents(documents: &Documents, rows: &[usize], own: Vec<Column>) -> Table {
    let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
    let mut columns = documents.columns_for(rows, &taken);
    columns.extend(own);
    Table::new(columns)
}

/// Starts and ends in code points, of places in documents in their order.
fn code_points(documents: &Documents, places: &[(usize, Span)]) -> (Vec<i64>, Vec<i64>) {
    let mut found = vec![(0, 0); places.len()];
    for (first, last) in stretches(places) {
        let text = documents
            .text(places[first].0)
            .expect("a place stands in a text");
        let mut points = CodePoints::of(text);
        // Ascending offsets cost one pass over the text.
        let mut order: Vec<usize> = (first..last).collect();
        order.sort_by_key(|&place| places[place].1);
        for place in order {
            let (start, end) = points.convert(places[place].1);
            found[place] = (cell(start as u64), cell(end as u64));
        }
    }
    found.into_iter().unzip()
}

/// Where the places of each document begin and end.
fn stretches(places: &[(usize, Span)]) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    places
        .chunk_by(|one, other| one.0 == other.0)
        .map(move |chunk| {
            let start = end;
            end += chunk.len();
            (start, end)
        })
}

/// Where each of the chosen phrases begins, in order.
fn places(phrases: &Phrases, chosen: &[u32]) -> Vec<Vec<u32>> {
    let mut rank_of = vec![ROOT; phrases.all.len()];
    for (rank, &phrase) in chosen.iter().enumerate() {
        rank_of[phrase as usize] = index(rank);
    }
    let mut places = vec![Vec::new(); chosen.len()];
    for found in &phrases.found {
        if let Some(starts) = places.get_mut(rank_of[found.phrase as usize] as usize) {
            starts.push(found.start);
        }
    }
    places
}

/// The spelling that is used most often, ties in code-point order.
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
