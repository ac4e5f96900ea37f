//! Sorting hits by the words around them.

use std::str::FromStr;

use super::lines::collapse_whitespace;
use super::{Concordance, Hit};
use crate::counts::{TermId, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Normalizer;

/// The maximum distance of a sort key in words.
const MAX_DISTANCE: usize = 20;

/// A key to sort hits by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The n-th word to the left, from 1.
    Left(usize),
    /// The n-th word to the right, from 1.
    Right(usize),
    /// The matched text.
    Keyword,
}

impl FromStr for SortKey {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let lower = name.to_ascii_lowercase();
        let distance = |rest: &str| {
            let distance = rest.parse().ok();
            distance.filter(|distance| (1..=MAX_DISTANCE).contains(distance))
        };
        let key = match lower.split_at_checked(1) {
            _ if lower == "keyword" => Some(Self::Keyword),
            Some(("l", rest)) => distance(rest).map(Self::Left),
            Some(("r", rest)) => distance(rest).map(Self::Right),
            _ => None,
        };
        key.ok_or_else(|| {
            Error::config(format!(
                "sort key {name:?}: unknown; use L1 to L{MAX_DISTANCE}, R1 to R{MAX_DISTANCE}, keyword, left, right or document"
            ))
        })
    }
}

/// The words that hits are sorted by, as ids.
#[derive(Default)]
pub(super) struct KeyWords {
    vocabulary: Vocabulary,
    /// One per hit and key.
    ids: Vec<TermId>,
}

/// There is no word at that position.
const NO_WORD: TermId = TermId::MAX;

impl KeyWords {
    /// Read the words around hits, which are in order of document and position.
    pub(super) fn read(
        concordance: &Concordance,
        hits: &[Hit],
        keys: &[SortKey],
        workers: &Workers,
    ) -> Result<Self> {
        let groups: Vec<&[Hit]> = hits.chunk_by(|a, b| a.document() == b.document()).collect();
        workers.fold_ranges(
            groups.len(),
            |group| concordance.documents().n_bytes(groups[group][0].document()),
            Self::default,
            |words, range| {
                let mut buffer = String::new();
                for group in &groups[range] {
                    workers.check()?;
                    let text = concordance.text(group[0]);
                    let tokens = concordance.view().tokenizer.tokens(text);
                    let spans: Vec<Span> = tokens.map(|token| token.span).collect();
                    for hit in *group {
                        for &key in keys {
                            words.add(text, &spans, hit.span(), key, &mut buffer);
                        }
                    }
                }
                Ok(())
            },
            |whole, part| {
                whole.append(&part);
                Ok(())
            },
        )
    }

    fn add(&mut self, text: &str, spans: &[Span], hit: Span, key: SortKey, buffer: &mut String) {
        let word = match key {
            SortKey::Keyword => Some(hit),
            SortKey::Left(n) => {
                let n_left = spans.partition_point(|span| span.end <= hit.start);
                n_left.checked_sub(n).map(|index| spans[index])
            }
            SortKey::Right(n) => {
                let first = spans.partition_point(|span| span.start < hit.end);
                spans.get(first + n - 1).copied()
            }
        };
        self.ids.push(word.map_or(NO_WORD, |word| {
            let word = collapse_whitespace(word.slice(text));
            self.vocabulary
                .intern(Normalizer::default().term(&word, buffer))
        }));
    }

    fn append(&mut self, part: &Self) {
        let terms = part.vocabulary.terms();
        let ids: Vec<TermId> = terms.map(|term| self.vocabulary.intern(term)).collect();
        let known = part.ids.iter().map(|&id| match id {
            NO_WORD => NO_WORD,
            id => ids[id as usize],
        });
        self.ids.extend(known);
    }

    /// Return the ranks of the words in code-point order; 0 if there is no word.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<TermId> = (0..).take(self.vocabulary.len()).collect();
        order.sort_unstable_by_key(|&id| self.vocabulary.term(id));
        let mut ranks = vec![0; order.len()];
        for (rank, id) in (1..).zip(order) {
            ranks[id as usize] = rank;
        }
        let rank = |&id: &TermId| ranks.get(id as usize).copied().unwrap_or(0);
        self.ids.iter().map(rank).collect()
    }
}
