//! Networks as tables: edges, nodes, groups of documents, and the places that a pair was counted from.

use std::collections::BTreeMap;

use super::{Edge, Network, Within, by_unit, close_pairs, pair};
use crate::corpus::Documents;
use crate::counts::{DocumentGroups, Group, Grouping, group_column};
use crate::entities::count::entities::{Entities, Entity};
use crate::entities::count::grouped::free_name;
use crate::entities::count::tables::{code_points, with_documents};
use crate::entities::link::LinkedMention;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::statistics::AssociationMeasure as Measure;
use crate::table::{Column, Table, cell};

/// A place at which two names come together: a document, the unit, and the mentions that are nearest to each other.
type Evidence = (usize, Span, Span, Span);

impl Network {
    /// The pairs: names and labels of both, count, NPMI, G2.
    #[must_use]
    pub fn to_table(&self, entities: &Entities) -> Table {
        Table::new(edge_columns(entities, &self.edges))
    }

    /// The names of all pairs, most connected first: label, name, mentions, documents, the units that they stand in, with
    /// how many others they come together, and how often.
    #[must_use]
    pub fn nodes(&self, entities: &Entities) -> Table {
        let mut nodes: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for edge in &self.edges {
            for place in [edge.source, edge.target] {
                let (degree, strength) = nodes.entry(place).or_default();
                *degree += 1;
                *strength += edge.count;
            }
        }
        let mut nodes: Vec<(usize, (u64, u64))> = nodes.into_iter().collect();
        // Places are in order of mentions, label and name.
        nodes.sort_by_key(|&(place, (degree, _))| (std::cmp::Reverse(degree), place));
        let entity = |place: usize| &entities.entities()[place];
        let ints = |name: &str, figure: &dyn Fn(usize, (u64, u64)) -> u64| {
            let figures = nodes.iter().map(|&(place, ties)| cell(figure(place, ties)));
            Column::ints(name, figures.collect())
        };
        Table::new(vec![
            Column::text(
                "label",
                nodes.iter().map(|node| entity(node.0).label.as_str()),
            ),
            Column::text("name", nodes.iter().map(|node| &entity(node.0).name)),
            ints("mentions", &|place, _| entity(place).n_mentions),
            ints("documents", &|place, _| entity(place).n_documents),
            ints("units", &|place, _| self.tally.nodes[&place]),
            ints("degree", &|_, ties| ties.0),
            ints("strength", &|_, ties| ties.1),
        ])
    }

    /// The pairs in each group of documents, with the measures of that group alone: those of the network that come
    /// together in it.
    ///
    /// # Errors
    ///
    /// Where there is no such column, or the work was stopped.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
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
        let mut of: Vec<&Group> = Vec::new();
        for (group, tally) in &tallies {
            edges.extend(Self::edges_of(entities, tally, |pair, _| {
                known.contains(&pair)
            }));
            of.resize(edges.len(), group);
        }
        let own = edge_columns(entities, &edges);
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = vec![group_column(&free_name(&grouping.column, &taken), &of)];
        columns.extend(own);
        Ok(Table::new(columns))
    }

    /// The places at which two entities come together, as many as were counted: document and metadata; the unit, for
    /// documents and windows what reaches from one mention to the other, with its text; the two mentions of the unit
    /// that are nearest to each other. All in code points.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
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
            all.extend(self.meetings(text, &both, source, target));
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
        with_documents(documents, &rows, own)
    }

    fn meetings(
        &self,
        text: &str,
        both: &[&LinkedMention],
        source: usize,
        target: usize,
    ) -> Vec<Evidence> {
        let meeting = |one: &LinkedMention, other: &LinkedMention, unit: Option<Span>| {
            let (first, second) = if one.entity == source {
                (one, other)
            } else {
                (other, one)
            };
            let reach = Span::new(
                one.span.start.min(other.span.start),
                one.span.end.max(other.span.end),
            );
            (one.document, unit.unwrap_or(reach), first.span, second.span)
        };
        if source == target || both.is_empty() {
            return Vec::new();
        }
        if let Within::Window(window) = self.within {
            let pairs = close_pairs(text, both, window).into_iter();
            return pairs
                .map(|(one, other)| meeting(one, other, None))
                .collect();
        }
        let units = by_unit(text, self.within, both).into_iter();
        units
            .filter_map(|(unit, inside)| {
                let pairs = inside.windows(2);
                let pairs =
                    pairs.filter(|two| pair(two[0].entity, two[1].entity) == pair(source, target));
                let nearest = pairs.min_by_key(|two| two[1].span.start - two[0].span.end)?;
                let unit = (self.within != Within::Document).then_some(unit);
                Some(meeting(nearest[0], nearest[1], unit))
            })
            .collect()
    }
}

fn edge_columns(entities: &Entities, edges: &[Edge]) -> Vec<Column> {
    let entity = |place: usize| -> &Entity { &entities.entities()[place] };
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
