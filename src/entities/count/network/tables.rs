//! Networks as tables: edges, nodes, edges by group of documents, and the evidence for an edge.

use std::collections::BTreeMap;

use super::{Edge, Network, Within, by_unit, close_pairs, pair};
use crate::corpus::{Documents, TextLanguage};
use crate::counts::{DocumentGroups, GroupKey, Grouping, group_columns};
use crate::entities::count::entities::{Entities, Entity};
use crate::entities::count::tables::code_points;
use crate::entities::link::LinkedMention;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::statistics::AssociationMeasure as Measure;
use crate::table::{Column, Table, cell};

/// A co-occurrence: the document, the unit, and the two mentions that are nearest to each other.
type Evidence = (usize, Span, Span, Span);

impl Network {
    /// Returns the pairs: names and labels of both, count, NPMI, G2.
    #[must_use]
    pub fn to_table(&self, entities: &Entities) -> Table {
        Table::new(edge_columns(entities, &self.edges))
    }

    /// Returns the entities of all pairs, the most connected first: label, name, mentions, documents, number of units,
    /// degree (the number of neighbours) and strength (the sum of counts).
    #[must_use]
    pub fn nodes(&self, entities: &Entities) -> Table {
        let mut nodes: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for edge in &self.edges {
            for entity in [edge.source, edge.target] {
                let (degree, strength) = nodes.entry(entity).or_default();
                *degree += 1;
                *strength += edge.count;
            }
        }
        let mut nodes: Vec<(usize, (u64, u64))> = nodes.into_iter().collect();
        // Indices are in order of mentions, label and name.
        nodes.sort_by_key(|&(index, (degree, _))| (std::cmp::Reverse(degree), index));
        let entity = |index: usize| &entities.entities()[index];
        let ints = |name: &str, count: &dyn Fn(usize, (u64, u64)) -> u64| {
            let counts = nodes.iter().map(|&(index, ties)| cell(count(index, ties)));
            Column::ints(name, counts.collect())
        };
        Table::new(vec![
            Column::text(
                "label",
                nodes.iter().map(|node| entity(node.0).label.as_str()),
            ),
            Column::text("name", nodes.iter().map(|node| &entity(node.0).name)),
            ints("mentions", &|index, _| entity(index).n_mentions),
            ints("documents", &|index, _| entity(index).n_documents),
            ints("units", &|index, _| self.tally.nodes[&index]),
            ints("degree", &|_, ties| ties.0),
            ints("strength", &|_, ties| ties.1),
        ])
    }

    /// Returns the pairs of the network that co-occur in each group of documents, with the measures within that group.
    ///
    /// # Errors
    ///
    /// If there is no such column, or if the work was cancelled.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    pub fn by(
        &self,
        entities: &Entities,
        documents: &Documents,
        grouping: &Grouping,
        workers: &Workers,
    ) -> Result<Table> {
        let groups = DocumentGroups::new(documents, grouping)?;
        let known: std::collections::BTreeSet<(usize, usize)> = self
            .edges
            .iter()
            .map(|edge| (edge.source, edge.target))
            .collect();
        let tallies = self.tallies(entities, documents, Some(&groups), workers)?;
        let mut edges: Vec<Edge> = Vec::new();
        let mut of: Vec<&GroupKey> = Vec::new();
        for (group, tally) in &tallies {
            edges.extend(Self::edges_of(entities, tally, |pair, _| {
                known.contains(&pair)
            }));
            of.resize(edges.len(), group);
        }
        let own = edge_columns(entities, &edges);
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = group_columns(grouping, &of, &taken);
        columns.extend(own);
        Ok(Table::new(columns))
    }

    /// Returns the passages behind the count of a pair, a row each: document and metadata; span and text of the unit (for
    /// documents and windows, the text from one mention to the other); spans of the two mentions of the unit that are
    /// nearest to each other. Spans are in code points.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    #[must_use]
    pub fn evidence(
        &self,
        entities: &Entities,
        documents: &Documents,
        source: usize,
        target: usize,
    ) -> Table {
        let mut all: Vec<Evidence> = Vec::new();
        for document in 0..documents.len() {
            let mentions = self.mentions_of(entities, document);
            let both = mentions.into_iter();
            let both = both.filter(|one| one.entity == source || one.entity == target);
            let both: Vec<&LinkedMention> = both.collect();
            let text = documents.text(document).unwrap_or_default();
            let language = entities.language_of(documents, document);
            all.extend(self.co_occurrences(text, &language, &both, source, target));
        }
        let rows: Vec<usize> = all.iter().map(|one| one.0).collect();
        let ints = |names: [&str; 2], span: fn(&Evidence) -> Span| {
            let (starts, ends) = code_points(documents, all.iter().map(|one| (one.0, span(one))));
            [Column::ints(names[0], starts), Column::ints(names[1], ends)]
        };
        let mut own: Vec<Column> = ints(["start", "end"], |one| one.1).into();
        own.push(Column::text(
            "text",
            all.iter().map(|one| documents.slice(one.0, one.1)),
        ));
        own.extend(ints(["source_start", "source_end"], |one| one.2));
        own.extend(ints(["target_start", "target_end"], |one| one.3));
        documents.table_for(&rows, own)
    }

    fn co_occurrences(
        &self,
        text: &str,
        language: &TextLanguage<'_>,
        both: &[&LinkedMention],
        source: usize,
        target: usize,
    ) -> Vec<Evidence> {
        let co_occurrence = |one: &LinkedMention, other: &LinkedMention, unit: Option<Span>| {
            let (first, second) = if one.entity == source {
                (one, other)
            } else {
                (other, one)
            };
            let passage = Span::new(
                one.span.start.min(other.span.start),
                one.span.end.max(other.span.end),
            );
            (
                one.document,
                unit.unwrap_or(passage),
                first.span,
                second.span,
            )
        };
        if source == target || both.is_empty() {
            return Vec::new();
        }
        if let Within::Window(window) = self.within {
            let pairs = close_pairs(text, both, window).into_iter();
            return pairs
                .map(|(one, other)| co_occurrence(one, other, None))
                .collect();
        }
        let units = by_unit(text, self.within, language, both).into_iter();
        units
            .filter_map(|(unit, inside)| {
                let pairs = inside.windows(2);
                let pairs =
                    pairs.filter(|two| pair(two[0].entity, two[1].entity) == pair(source, target));
                let nearest = pairs.min_by_key(|two| two[1].span.start - two[0].span.end)?;
                let unit = (self.within != Within::Document).then_some(unit);
                Some(co_occurrence(nearest[0], nearest[1], unit))
            })
            .collect()
    }
}

fn edge_columns(entities: &Entities, edges: &[Edge]) -> Vec<Column> {
    let entity = |index: usize| -> &Entity { &entities.entities()[index] };
    let measure = |name: &str, measure: Measure| {
        Column::optional_floats(
            name,
            edges.iter().map(|edge| edge.association.measure(measure)),
        )
    };
    vec![
        Column::text("source", edges.iter().map(|edge| &entity(edge.source).name)),
        Column::text(
            "source_label",
            edges.iter().map(|edge| entity(edge.source).label.as_str()),
        ),
        Column::text("target", edges.iter().map(|edge| &entity(edge.target).name)),
        Column::text(
            "target_label",
            edges.iter().map(|edge| entity(edge.target).label.as_str()),
        ),
        Column::ints("count", edges.iter().map(|edge| cell(edge.count)).collect()),
        measure("npmi", Measure::Npmi),
        measure("g2", Measure::G2),
    ]
}
