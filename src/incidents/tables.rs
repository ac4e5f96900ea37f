//! Figures and totals as tables.

use super::casualties::Casualties;
use super::figure::{Attribution, Figure, Implied, Manner, SourceKind};
use super::totals::Total;
use crate::corpus::Documents;
use crate::entities::{Entities, Label};
use crate::span::Span;
use crate::table::{Column, Table, cell};

impl Casualties {
    /// Returns a row for each of these figures: document and metadata, and all that is known of the figure, with spans in
    /// code points.
    ///
    /// # Panics
    ///
    /// If there is no such figure, or if `documents` and `entities` are not those of the figures.
    #[must_use]
    pub fn to_table(&self, documents: &Documents, entities: &Entities, indices: &[usize]) -> Table {
        let rows = Rows {
            documents,
            entities,
            figures: indices
                .iter()
                .map(|&index| &self.figures()[index])
                .collect(),
        };
        let mut columns = vec![Column::ints(
            "figure",
            indices.iter().map(|&index| cell(index as u64)).collect(),
        )];
        columns.extend(rows.numbers());
        columns.extend(rows.victims());
        columns.extend(rows.relations());
        columns.extend(rows.origins());
        documents.table_for(&rows.documents_of(), columns)
    }

    /// Returns a row for each total: document and metadata, outcome, numbers, and the first figure that it rests on.
    ///
    /// # Panics
    ///
    /// If `documents` are not the documents of the figures.
    #[must_use]
    pub fn totals_table(&self, documents: &Documents) -> Table {
        let totals = self.totals();
        let rows: Vec<usize> = totals.iter().map(|one| one.document).collect();
        let bounds = |name: &str, bound: fn(&Total) -> Option<u64>| {
            Column::optional_ints(name, totals.iter().map(|one| bound(one).map(cell)))
        };
        let own = vec![
            Column::text("outcome", totals.iter().map(|one| one.outcome.name())),
            bounds("low", |one| one.low),
            bounds("best", |one| one.best),
            bounds("high", |one| one.high),
            bounds("victims", |one| Some(one.victims)),
            bounds("attackers", |one| Some(one.attackers)),
            bounds("figure", |one| Some(one.figure as u64)),
        ];
        documents.table_for(&rows, own)
    }
}

struct Rows<'d> {
    documents: &'d Documents,
    entities: &'d Entities,
    figures: Vec<&'d Figure>,
}

impl Rows<'_> {
    fn documents_of(&self) -> Vec<usize> {
        self.figures.iter().map(|one| one.document).collect()
    }

    fn text(&self, name: &str, of: impl Fn(&Figure) -> &'static str) -> Column {
        Column::text(name, self.figures.iter().map(|one| of(one)))
    }

    fn optional_text(&self, name: &str, of: impl Fn(&Figure) -> Option<&'static str>) -> Column {
        Column::optional_text(name, self.figures.iter().map(|one| of(one)))
    }

    fn ints(&self, name: &str, of: impl Fn(&Figure) -> Option<u64>) -> Column {
        Column::optional_ints(name, self.figures.iter().map(|one| of(one).map(cell)))
    }

    fn slices(&self, name: &str, of: impl Fn(&Figure) -> Option<Span>) -> Column {
        let slices = self
            .figures
            .iter()
            .map(|one| of(one).map(|span| self.documents.slice(one.document, span)));
        Column::optional_text(name, slices)
    }

    /// The two columns of a span, in code points.
    fn spans(&self, names: [&str; 2], of: impl Fn(&Figure) -> Option<Span>) -> [Column; 2] {
        let spans = self.figures.iter().map(|one| (one.document, of(one)));
        self.documents.span_columns(names, spans)
    }

    /// The name of the first entity within a span whose label is wanted.
    fn entity_names(
        &self,
        name: &str,
        of: impl Fn(&Figure) -> Option<Span>,
        wanted: impl Fn(&Label) -> bool,
    ) -> Column {
        let mentions = self.entities.mentions();
        let all = self.entities.entities();
        let found = |one: &Figure| {
            let span = of(one)?;
            let first = mentions.partition_point(|mention| {
                (mention.document, mention.span.end) <= (one.document, span.start)
            });
            let inside = mentions[first..].iter().take_while(|mention| {
                mention.document == one.document && mention.span.start < span.end
            });
            let mut entities = inside.map(|mention| &all[mention.entity]);
            entities.find(|entity| wanted(&entity.label))
        };
        let names = self
            .figures
            .iter()
            .map(|one| found(one).map(|entity| &entity.name));
        Column::optional_text(name, names)
    }

    fn numbers(&self) -> Vec<Column> {
        let [start, end] = self.spans(["start", "end"], |one| Some(one.span));
        vec![
            self.text("outcome", |one| one.outcome.name()),
            self.ints("low", |one| one.low),
            self.ints("best", |one| one.best),
            self.ints("high", |one| one.high),
            self.text("quantifier", |one| one.quantifier.name()),
            self.optional_text("implied", |one| one.implied.map(Implied::name)),
            self.slices("text", |one| Some(one.span)),
            start,
            end,
        ]
    }

    fn victims(&self) -> Vec<Column> {
        let [start, end] = self.spans(["victims_start", "victims_end"], |one| {
            Some(one.victims.span)
        });
        vec![
            self.slices("victims", |one| Some(one.victims.span)),
            start,
            end,
            self.slices("head", |one| one.victims.head),
            self.text("victim_class", |one| one.victims.class.name()),
            self.entity_names(
                "nationality",
                |one| Some(one.victims.span),
                |label| *label == Label::NORP,
            ),
            self.text("side", |one| one.victims.side.name()),
        ]
    }

    fn relations(&self) -> Vec<Column> {
        vec![
            self.text("relation", |one| one.relation.name()),
            self.ints("of", |one| one.of.map(|of| of as u64)),
            self.text("status", |one| one.status.name()),
            self.text("when", |one| one.when.name()),
        ]
    }

    fn origins(&self) -> Vec<Column> {
        let [start, end] = self.spans(["trigger_start", "trigger_end"], |one| {
            Some(one.trigger.span)
        });
        let source = |one: &Figure| one.attribution.map(|source| source.span);
        let [source_start, source_end] = self.spans(["source_start", "source_end"], source);
        let of = |one: &Figure| -> Option<Attribution> { one.attribution };
        vec![
            self.slices("trigger", |one| Some(one.trigger.span)),
            start,
            end,
            self.text("rule", |one| one.trigger.rule.name()),
            self.slices("source", source),
            self.entity_names("source_name", source, |label| {
                matches!(label.as_str(), "ORG" | "PERSON")
            }),
            source_start,
            source_end,
            self.optional_text("source_kind", move |one| {
                of(one).and_then(|one| one.kind).map(SourceKind::name)
            }),
            self.optional_text("manner", move |one| {
                of(one).map(|one| one.manner).map(Manner::name)
            }),
            self.ints("sentence", |one| Some(one.sentence as u64)),
            Column::floats(
                "confidence",
                self.figures
                    .iter()
                    .map(|one| f64::from(one.confidence) / 100.0)
                    .collect(),
            ),
        ]
    }
}
