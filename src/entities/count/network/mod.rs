//! Co-occurrence networks: which entities are mentioned together.
//!
//! Takes [`Entities`] with their documents. Returns a [`Network`]: for each pair of entities the number of units with
//! both, measures of their association, and the passages behind the count. Units are documents, paragraphs (separated by
//! blank lines) or sentences, and a pair counts once per unit. With a window, pairs of mentions are counted that have at
//! most that many words between them.
//!
//! The measures are those of [`Association`]. For units, N is the number of all units and R1, C1 are the units with each
//! entity. For windows, N is the number of all pairs of mentions, counted from both sides, and R1, C1 are the pairs with
//! each entity on one side.

mod tables;
mod units;

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::entities::Entities;
use crate::corpus::{Documents, TextLanguage};
use crate::counts::{DocumentGroups, GroupKey};
use crate::entities::link::LinkedMention;
use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;
use crate::statistics::Association;
use units::{WordSpans, units};

/// The unit in which entities co-occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// A document.
    Document,
    /// A paragraph, between two blank lines.
    Paragraph,
    /// A sentence.
    Sentence,
    /// At most this many words between two mentions.
    Window(usize),
}

impl Within {
    /// Returns the unit with this name; `window` is the number of words.
    ///
    /// # Errors
    ///
    /// If there is no such unit.
    pub fn parse(name: &str, window: usize) -> Result<Self> {
        match name {
            "document" => Ok(Self::Document),
            "paragraph" => Ok(Self::Paragraph),
            "sentence" => Ok(Self::Sentence),
            "window" => Ok(Self::Window(window)),
            _ => Err(Error::config(format!(
                "within={name:?}: no such unit; use \"document\", \"paragraph\", \"sentence\" or \"window\""
            ))),
        }
    }
}

/// The indices of two entities, the more frequent first.
type Pair = (usize, usize);

/// The counts of some documents.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tally {
    pairs: HashMap<Pair, u64, RandomState>,
    /// The units with each entity; for windows, the pairs with each.
    nodes: HashMap<usize, u64, RandomState>,
    total: u64,
}

impl Tally {
    fn merge(&mut self, other: Self) {
        for (pair, count) in other.pairs {
            *self.pairs.entry(pair).or_default() += count;
        }
        for (node, count) in other.nodes {
            *self.nodes.entry(node).or_default() += count;
        }
        self.total += other.total;
    }

    fn association(&self, pair: Pair) -> Association {
        let of = |entity: &usize| self.nodes.get(entity).copied().unwrap_or(0) as f64;
        let (first, second) = (of(&pair.0), of(&pair.1));
        Association {
            joint: self.pairs.get(&pair).copied().unwrap_or(0) as f64,
            first,
            second,
            total: self.total as f64,
            words: (first, second),
        }
    }
}

/// A pair of entities that co-occur.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The index of the more frequent entity.
    pub source: usize,
    /// The index of the other.
    pub target: usize,
    /// The number of units with both; for windows, the number of pairs of mentions.
    pub count: u64,
    /// The counts that association measures are computed from.
    pub association: Association,
}

/// A co-occurrence network of entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    within: Within,
    /// For each entity, whether it is part of the network.
    chosen: Vec<bool>,
    tally: Tally,
    edges: Vec<Edge>,
}

impl Entities {
    /// Counts which entities co-occur: those with `labels`, or all named entities.
    ///
    /// Takes linear time in the length of the texts, and quadratic time in the number of entities of one unit.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::entities::{EntityFinder, Within, count_entities};
    /// use lexicount::parallel::Workers;
    ///
    /// let documents = Documents::from_texts(["Kabul shook. Moscow and Tehran helped Kabul."]);
    /// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
    /// let network = entities.network(&documents, Within::Sentence, None, 1, &Workers::serial())?;
    /// assert_eq!(network.edges().len(), 3);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    pub fn network(
        &self,
        documents: &Documents,
        within: Within,
        labels: Option<&[Label]>,
        min_count: u64,
        workers: &Workers,
    ) -> Result<Network> {
        let wanted = |label: &Label| match labels {
            Some(labels) => labels.contains(label),
            None => label.is_named_entity(),
        };
        let chosen = self
            .entities()
            .iter()
            .map(|one| wanted(&one.label))
            .collect();
        let mut network = Network {
            within,
            chosen,
            tally: Tally::default(),
            edges: Vec::new(),
        };
        let mut tallies = network.tallies(self, documents, None, workers)?;
        network.tally = tallies
            .pop_first()
            .map(|(_, tally)| tally)
            .unwrap_or_default();
        network.edges = Network::edges_of(self, &network.tally, |_, count| count >= min_count);
        Ok(network)
    }
}

impl Network {
    /// Returns the unit in which entities co-occur.
    #[must_use]
    pub fn within(&self) -> Within {
        self.within
    }

    /// Returns the pairs, the most frequent first; ties by names, then labels, in code-point order.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Returns the number of units; for windows, of pairs of mentions, counted from both sides.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.tally.total
    }

    fn edges_of(
        entities: &Entities,
        tally: &Tally,
        wanted: impl Fn(Pair, u64) -> bool,
    ) -> Vec<Edge> {
        let pairs = tally
            .pairs
            .iter()
            .filter(|(pair, count)| wanted(**pair, **count));
        let mut edges: Vec<Edge> = pairs
            .map(|(&pair, &count)| Edge {
                source: pair.0,
                target: pair.1,
                count,
                association: tally.association(pair),
            })
            .collect();
        let all = entities.entities();
        let key = |edge: &Edge| {
            let (one, other) = (&all[edge.source], &all[edge.target]);
            (
                std::cmp::Reverse(edge.count),
                &one.name,
                &other.name,
                edge.source,
                edge.target,
            )
        };
        edges.sort_by(|a, b| key(a).cmp(&key(b)));
        edges
    }

    /// Counts each group of documents; all documents together if there are no groups.
    fn tallies(
        &self,
        entities: &Entities,
        documents: &Documents,
        groups: Option<&DocumentGroups<'_>>,
        workers: &Workers,
    ) -> Result<BTreeMap<GroupKey, Tally>> {
        let parts = workers.map_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            |range| {
                let mut tallies: BTreeMap<GroupKey, Tally> = BTreeMap::new();
                for document in range {
                    workers.check()?;
                    let own = self.tally_of(entities, documents, document);
                    let of = groups.map_or_else(|| vec![GroupKey::new()], |all| all.of(document));
                    for group in of {
                        tallies.entry(group).or_default().merge(own.clone());
                    }
                }
                Ok(tallies)
            },
        )?;
        let mut all: BTreeMap<GroupKey, Tally> = BTreeMap::new();
        for (group, tally) in parts.into_iter().flatten() {
            all.entry(group).or_default().merge(tally);
        }
        Ok(all)
    }

    fn tally_of(&self, entities: &Entities, documents: &Documents, document: usize) -> Tally {
        let mut tally = Tally::default();
        let text = documents.text(document).unwrap_or_default();
        let language = entities.language_of(documents, document);
        let mentions = self.mentions_of(entities, document);
        if let Within::Window(window) = self.within {
            for (one, other) in close_pairs(text, &mentions, window) {
                *tally
                    .pairs
                    .entry(pair(one.entity, other.entity))
                    .or_default() += 1;
                *tally.nodes.entry(one.entity).or_default() += 1;
                *tally.nodes.entry(other.entity).or_default() += 1;
                tally.total += 2;
            }
            return tally;
        }
        for (_, inside) in by_unit(text, self.within, &language, &mentions) {
            tally.total += 1;
            let mut present: Vec<usize> = inside.iter().map(|one| one.entity).collect();
            present.sort_unstable();
            present.dedup();
            for (n, &one) in present.iter().enumerate() {
                *tally.nodes.entry(one).or_default() += 1;
                for &other in &present[n + 1..] {
                    *tally.pairs.entry((one, other)).or_default() += 1;
                }
            }
        }
        tally
    }

    /// The mentions of a document that are part of the network, in order.
    fn mentions_of<'e>(&self, entities: &'e Entities, document: usize) -> Vec<&'e LinkedMention> {
        let all = entities.mentions();
        let first = all.partition_point(|one| one.document < document);
        let here = all[first..]
            .iter()
            .take_while(|one| one.document == document);
        here.filter(|one| self.chosen[one.entity]).collect()
    }
}

fn pair(one: usize, other: usize) -> Pair {
    (one.min(other), one.max(other))
}

/// The units of a text, each with the mentions that start in it.
fn by_unit<'m, 'e>(
    text: &str,
    within: Within,
    language: &TextLanguage<'_>,
    mentions: &'m [&'e LinkedMention],
) -> Vec<(Span, &'m [&'e LinkedMention])> {
    let mut rest = mentions;
    let units = units(text, within, language).into_iter();
    units
        .map(|unit| {
            let n = rest.partition_point(|one| one.span.start < unit.end);
            let (inside, later) = rest.split_at(n);
            rest = later;
            (unit, inside)
        })
        .collect()
}

/// Pairs of mentions of different entities with at most `window` words between them.
fn close_pairs<'e>(
    text: &str,
    mentions: &[&'e LinkedMention],
    window: usize,
) -> Vec<(&'e LinkedMention, &'e LinkedMention)> {
    let mut all = Vec::new();
    if mentions.len() < 2 {
        return all;
    }
    let words = WordSpans::of(text);
    for (n, &one) in mentions.iter().enumerate() {
        for &other in &mentions[n + 1..] {
            if words.between(one.span, other.span) > window {
                break;
            }
            if one.entity != other.entity {
                all.push((one, other));
            }
        }
    }
    all
}
