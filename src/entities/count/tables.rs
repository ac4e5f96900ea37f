//! Entities and their mentions as tables.

use std::collections::BTreeMap;

use super::entities::{Entities, Entity};
use crate::corpus::{Date, Documents, Every, TimeBin};
use crate::entities::link::{Link, LinkedMention};
use crate::entities::mentions::Value;
use crate::span::{CodePoints, Span};
use crate::table::{Column, Table, cell};

/// The columns of a place in a document.
pub(super) const PLACE: [&str; 2] = ["start", "end"];

impl Entities {
    /// The entities at these places: label, name, mentions, documents, forms.
    ///
    /// # Panics
    ///
    /// Where there is no such place.
    #[must_use]
    pub fn to_table(&self, places: &[usize]) -> Table {
        let chosen = || places.iter().map(|&place| &self.entities()[place]);
        let ints = |name: &str, figure: fn(&Entity) -> u64| {
            Column::ints(name, chosen().map(|one| cell(figure(one))).collect())
        };
        let forms: Vec<Vec<&str>> = chosen()
            .map(|one| one.forms.iter().map(|(form, _)| form.as_str()).collect())
            .collect();
        Table::new(vec![
            Column::text("label", chosen().map(|one| one.label.as_str())),
            Column::text("name", chosen().map(|one| &one.name)),
            ints("mentions", |one| one.n_mentions),
            ints("documents", |one| one.n_documents),
            Column::text_lists("surface_forms", forms),
        ])
    }

    /// The mentions that `wanted` accepts, by number of their entity: document and metadata, label, name, the text
    /// with its place in code points, what found it and why it belongs to the name; with `values`, also what a figure
    /// means, the number of the entry in the list that found it and how sure its source is.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    #[must_use]
    pub fn mentions_table(
        &self,
        documents: &Documents,
        values: bool,
        wanted: impl Fn(usize) -> bool,
    ) -> Table {
        let all = self.mentions().iter();
        let chosen: Vec<&LinkedMention> = all.filter(|one| wanted(one.entity)).collect();
        let rows: Vec<usize> = chosen.iter().map(|one| one.document).collect();
        let places = chosen.iter().map(|one| (one.document, one.span));
        let (starts, ends) = code_points(documents, places);
        let entity = |one: &&LinkedMention| &self.entities()[one.entity];
        let mut own = vec![
            Column::text("label", chosen.iter().map(|one| entity(one).label.as_str())),
            Column::text("name", chosen.iter().map(|one| &entity(one).name)),
            Column::text(
                "text",
                chosen
                    .iter()
                    .map(|one| documents.slice(one.document, one.span)),
            ),
            Column::ints(PLACE[0], starts),
            Column::ints(PLACE[1], ends),
            Column::text("found_by", chosen.iter().map(|one| one.source.name())),
            Column::text("link", chosen.iter().map(|one| one.link.name())),
        ];
        if values {
            own.extend(self.value_columns(&chosen));
        }
        with_documents(documents, &rows, own)
    }

    fn value_columns(&self, chosen: &[&LinkedMention]) -> Vec<Column> {
        let found = || chosen.iter().map(|one| self.found(one));
        let floats = |name: &str, figure: fn(&Value) -> Option<f64>| {
            let figures = found().map(|one| one.value.as_ref().and_then(figure));
            Column::optional_floats(name, figures)
        };
        let days = |name: &str, day: fn(&Value) -> Option<Date>| {
            let days = found().map(|one| one.value.as_ref().and_then(day).and_then(day_name));
            Column::optional_text(name, days)
        };
        let unit = |value: &Value| match value {
            Value::Amount { unit, .. } => unit.clone(),
            Value::Period { .. } => None,
        };
        let units = found().map(|one| one.value.as_ref().and_then(unit));
        let entries = found().map(|one| one.entry.map(i64::from));
        let confidence = found().map(|one| one.confidence.map(f64::from));
        vec![
            floats("low", |value| match value {
                Value::Amount { low, .. } => *low,
                Value::Period { .. } => None,
            }),
            floats("best", |value| match value {
                Value::Amount { best, .. } => Some(*best),
                Value::Period { .. } => None,
            }),
            floats("high", |value| match value {
                Value::Amount { high, .. } => *high,
                Value::Period { .. } => None,
            }),
            Column::optional_text("unit", units),
            days("first_day", |value| match value {
                Value::Period { first, .. } => Some(*first),
                Value::Amount { .. } => None,
            }),
            days("last_day", |value| match value {
                Value::Period { last, .. } => Some(*last),
                Value::Amount { .. } => None,
            }),
            Column::optional_ints("entry", entries),
            Column::optional_floats("confidence", confidence),
        ]
    }

    /// What was joined: a row for each name, form and reason, with the mentions that it holds for and the place in a text
    /// that shows it, which is the first mention where no text says why.
    ///
    /// In order of the names, then mentions, most first, form and reason.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    #[must_use]
    pub fn merges_table(&self, documents: &Documents) -> Table {
        let mut merges: BTreeMap<(usize, &str, Link), Merge> = BTreeMap::new();
        for one in self.mentions().iter().filter(|one| one.link != Link::Same) {
            let form = documents.slice(one.document, one.span);
            let shown = one.evidence.unwrap_or((one.document, one.span));
            let first = Merge {
                n_mentions: 0,
                n_documents: 0,
                last: None,
                shown,
            };
            let merge = merges.entry((one.entity, form, one.link)).or_insert(first);
            merge.n_mentions += 1;
            if merge.last != Some(one.document) {
                merge.last = Some(one.document);
                merge.n_documents += 1;
            }
        }
        let mut merges: Vec<_> = merges.into_iter().collect();
        merges
            .sort_by_key(|((entity, _, _), merge)| (*entity, std::cmp::Reverse(merge.n_mentions)));
        let ints = |name: &str, figure: fn(&Merge) -> u64| {
            Column::ints(
                name,
                merges
                    .iter()
                    .map(|(_, merge)| cell(figure(merge)))
                    .collect(),
            )
        };
        let shown = || merges.iter().map(|(_, merge)| merge.shown);
        let rows: Vec<usize> = shown().map(|(document, _)| document).collect();
        let (starts, ends) = code_points(documents, shown());
        let entity = |key: &(usize, &str, Link)| &self.entities()[key.0];
        let mut columns = vec![
            Column::text(
                "label",
                merges.iter().map(|(key, _)| entity(key).label.as_str()),
            ),
            Column::text("name", merges.iter().map(|(key, _)| &entity(key).name)),
            Column::text("surface_form", merges.iter().map(|(key, _)| key.1)),
            Column::text("link", merges.iter().map(|(key, _)| key.2.name())),
            ints("mentions", |merge| merge.n_mentions),
            ints("documents", |merge| merge.n_documents),
        ];
        columns.push(documents.ids().take(&rows));
        columns.push(Column::ints(PLACE[0], starts));
        columns.push(Column::ints(PLACE[1], ends));
        let evidence = shown().map(|(document, span)| documents.slice(document, span));
        columns.push(Column::text("evidence", evidence));
        Table::new(columns)
    }

    /// The spellings as they stand in the texts, most frequent first, with the name that each was joined to: one row for
    /// each spelling and name.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    #[must_use]
    pub fn raw_table(&self, documents: &Documents) -> Table {
        let mut rows: Vec<(u64, &str, usize)> = Vec::new();
        for (place, entity) in self.entities().iter().enumerate() {
            let forms = entity.forms.iter();
            rows.extend(forms.map(|(form, count)| (*count, form.as_str(), place)));
        }
        rows.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut seen: BTreeMap<(&str, usize), (Option<usize>, u64)> = BTreeMap::new();
        for one in self.mentions() {
            let form = documents.slice(one.document, one.span);
            let (last, n) = seen.entry((form, one.entity)).or_default();
            *n += u64::from(*last != Some(one.document));
            *last = Some(one.document);
        }
        let n_documents = rows
            .iter()
            .map(|&(_, form, place)| cell(seen[&(form, place)].1));
        let entity = |place: usize| &self.entities()[place];
        Table::new(vec![
            Column::text("text", rows.iter().map(|row| row.1)),
            Column::ints("mentions", rows.iter().map(|row| cell(row.0)).collect()),
            Column::ints("documents", n_documents.collect()),
            Column::text("label", rows.iter().map(|row| entity(row.2).label.as_str())),
            Column::text("name", rows.iter().map(|row| &entity(row.2).name)),
        ])
    }
}

/// What is known of one form of a name.
struct Merge {
    n_mentions: u64,
    n_documents: u64,
    last: Option<usize>,
    shown: (usize, Span),
}

/// Ids and metadata of the documents `rows` in front of a result's own columns.
pub(super) fn with_documents(documents: &Documents, rows: &[usize], own: Vec<Column>) -> Table {
    let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
    let mut columns = documents.columns_for(rows, &taken);
    columns.extend(own);
    Table::new(columns)
}

/// Places in documents as code points: fast where those of a document come together, in order.
pub(super) fn code_points(
    documents: &Documents,
    places: impl Iterator<Item = (usize, Span)>,
) -> (Vec<i64>, Vec<i64>) {
    let mut points: Option<(usize, CodePoints<'_>)> = None;
    places
        .map(|(document, span)| {
            if points.as_ref().map(|(known, _)| *known) != Some(document) {
                let text = documents.text(document).unwrap_or_default();
                points = Some((document, CodePoints::of(text)));
            }
            let (_, points) = points.as_mut().expect("set just above");
            let (start, end) = points.convert(span);
            (cell(start as u64), cell(end as u64))
        })
        .unzip()
}

/// A day that is known in full.
fn day_name(day: Date) -> Option<String> {
    TimeBin::of(day, Every::Day).map(|bin| bin.to_string())
}
