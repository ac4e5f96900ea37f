//! Which names come together: in a document, a paragraph, a sentence, or within some words of each other.
//!
//! Takes [`Entities`] with their documents, returns a [`Network`]: for each pair of names in how many units both stand,
//! how strongly they are drawn to each other, and the places that it was counted from. Units are documents, paragraphs
//! (parted by blank lines) or sentences, and a pair is counted once a unit. Within a window what is counted are pairs of
//! mentions with at most so many words between them.
//!
//! The measures are those of [`Association`]: for units N is the number of all units and R1, C1 those with each name; for
//! windows N is the number of all pairs, each from both sides, and R1, C1 those with each name on one side.

mod tables;
mod units;

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::entities::Entities;
use crate::corpus::Documents;
use crate::counts::{DocumentGroups, Group};
use crate::entities::link::LinkedMention;
use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;
use crate::statistics::Association;
use units::{WordPlaces, units};

/// Where names come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Anywhere in a document.
    Document,
    /// Between two blank lines.
    Paragraph,
    /// In a sentence.
    Sentence,
    /// With at most so many words between them.
    Window(usize),
}

impl Within {
    /// The unit of that name; `window` is the number of words.
    ///
    /// # Errors
    ///
    /// Where there is none.
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

/// Two entities by place, the more mentioned first.
type Pair = (usize, usize);

/// What is counted of some documents.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tally {
    pairs: HashMap<Pair, u64, RandomState>,
    /// Units with each entity; for windows, pairs with each.
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
        let of = |place: &usize| self.nodes.get(place).copied().unwrap_or(0) as f64;
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

/// Two names that come together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The place of the more mentioned entity.
    pub source: usize,
    /// The place of the other.
    pub target: usize,
    /// In how many units both stand; for windows, how many pairs of mentions.
    pub count: u64,
    /// Beside how often each stands anywhere.
    pub association: Association,
}

/// Which names come together, and how often.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    within: Within,
    /// For each entity, whether it was looked at.
    chosen: Vec<bool>,
    tally: Tally,
    edges: Vec<Edge>,
}

impl Entities {
    /// Counts which entities come together: those of `labels`, or all that are no figures.
    ///
    /// Linear in the texts; of one unit, the cost grows with the square of the names in it.
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
    /// Where the work was stopped.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    pub fn network(
        &self,
        documents: &Documents,
        within: Within,
        labels: Option<&[String]>,
        min_count: u64,
        workers: &Workers,
    ) -> Result<Network> {
        let wanted = |label: &Label| match labels {
            Some(labels) => labels.iter().any(|one| one == label.as_str()),
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
    /// Where names come together.
    #[must_use]
    pub fn within(&self) -> Within {
        self.within
    }

    /// The pairs, most frequent first; ties by names, then labels, in code-point order.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The number of units; for windows, of pairs of mentions, each from both sides.
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

    /// Counts each group of documents; all together where there are no groups.
    fn tallies(
        &self,
        entities: &Entities,
        documents: &Documents,
        groups: Option<&DocumentGroups<'_>>,
        workers: &Workers,
    ) -> Result<BTreeMap<Group, Tally>> {
        let parts = workers.map_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            |range| {
                let mut tallies: BTreeMap<Group, Tally> = BTreeMap::new();
                for document in range {
                    workers.check()?;
                    let own = self.tally_of(entities, documents, document);
                    let of = groups.map_or_else(|| vec![Group::Missing], |all| all.of(document));
                    for group in of {
                        tallies.entry(group).or_default().merge(own.clone());
                    }
                }
                Ok(tallies)
            },
        )?;
        let mut all: BTreeMap<Group, Tally> = BTreeMap::new();
        for (group, tally) in parts.into_iter().flatten() {
            all.entry(group).or_default().merge(tally);
        }
        Ok(all)
    }

    fn tally_of(&self, entities: &Entities, documents: &Documents, document: usize) -> Tally {
        let mut tally = Tally::default();
        let text = documents.text(document).unwrap_or_default();
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
        for (_, inside) in by_unit(text, self.within, &mentions) {
            tally.total += 1;
            let mut places: Vec<usize> = inside.iter().map(|one| one.entity).collect();
            places.sort_unstable();
            places.dedup();
            for (n, &one) in places.iter().enumerate() {
                *tally.nodes.entry(one).or_default() += 1;
                for &other in &places[n + 1..] {
                    *tally.pairs.entry((one, other)).or_default() += 1;
                }
            }
        }
        tally
    }

    /// The mentions of a document that are looked at, in order of place.
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

/// The units of a text, each with the mentions that begin in it.
fn by_unit<'m, 'e>(
    text: &str,
    within: Within,
    mentions: &'m [&'e LinkedMention],
) -> Vec<(Span, &'m [&'e LinkedMention])> {
    let mut rest = mentions;
    let units = units(text, within).into_iter();
    units
        .map(|unit| {
            let n = rest.partition_point(|one| one.span.start < unit.end);
            let (inside, behind) = rest.split_at(n);
            rest = behind;
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
    let words = WordPlaces::of(text);
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
