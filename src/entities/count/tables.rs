//! Entities, mentions and links as tables.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::entities::{Entities, Entity};
use super::readings::Reading;
use crate::corpus::{Date, Documents, Every, TimeBin};
use crate::entities::link::{Link, LinkedMention};
use crate::entities::mentions::{Basis, Mention, Relation, Value};
use crate::span::{CodePoints, Span};
use crate::table::{Column, Table, cell};

/// The columns of a span.
pub(super) const SPAN: [&str; 2] = ["start", "end"];

impl Entities {
    /// Returns the entities with these indices: label, name, mentions, documents, surface forms.
    ///
    /// # Panics
    ///
    /// If there is no such index.
    #[must_use]
    pub fn to_table(&self, indices: &[usize]) -> Table {
        let chosen = || indices.iter().map(|&index| &self.entities()[index]);
        let ints = |name: &str, count: fn(&Entity) -> u64| {
            Column::ints(name, chosen().map(|one| cell(count(one))).collect())
        };
        let forms: Vec<Vec<&str>> = chosen()
            .map(|one| {
                one.surface_forms
                    .iter()
                    .map(|(form, _)| form.as_str())
                    .collect()
            })
            .collect();
        Table::new(vec![
            Column::text("label", chosen().map(|one| one.label.as_str())),
            Column::text("name", chosen().map(|one| &one.name)),
            ints("mentions", |one| one.n_mentions),
            ints("documents", |one| one.n_documents),
            Column::text_lists("surface_forms", forms),
        ])
    }

    /// Returns a row for each language and set of sources: language, documents, mentions, sources.
    ///
    /// The most documents first; ties by language. Missing documents are left out.
    #[must_use]
    pub fn languages_table(&self) -> Table {
        let mut counts: BTreeMap<Reading, (u64, u64)> = BTreeMap::new();
        for reading in self.readings().iter().filter(|one| !one.sources.is_empty()) {
            counts.entry(*reading).or_default().0 += 1;
        }
        for mention in self.mentions() {
            if let Some(count) = counts.get_mut(&self.readings()[mention.document]) {
                count.1 += 1;
            }
        }
        let mut rows: Vec<_> = counts.into_iter().collect();
        // The sort is stable, so equal counts stay in order of language.
        rows.sort_by_key(|(_, (n_documents, _))| std::cmp::Reverse(*n_documents));
        let ints = |name: &str, count: fn(&(u64, u64)) -> u64| {
            Column::ints(name, rows.iter().map(|(_, one)| cell(count(one))).collect())
        };
        let sources = rows.iter().map(|(reading, _)| reading.source_names());
        Table::new(vec![
            languages(rows.iter().map(|(reading, _)| reading)),
            ints("documents", |one| one.0),
            ints("mentions", |one| one.1),
            Column::text_lists("sources", sources.collect::<Vec<_>>()),
        ])
    }

    /// Returns a row for each document: id and metadata, its language, the sources that read it.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    #[must_use]
    pub fn sources_table(&self, documents: &Documents) -> Table {
        let rows: Vec<usize> = (0..documents.len()).collect();
        let sources = self.readings().iter().map(|one| one.source_names());
        let own = vec![
            languages(self.readings().iter()),
            Column::text_lists("sources", sources.collect::<Vec<_>>()),
        ];
        documents.table_for(&rows, own)
    }

    /// Returns the mentions of the entities whose index `wanted` accepts: document and metadata, label, name, text, span in
    /// code points, source, link, and the numbers of its paragraph and sentence. With `values`, also the meaning of figures
    /// with its basis, relation and alternatives, the number of the entry in the list that
    /// found the mention, and the confidence.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
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
        let spans = chosen.iter().map(|one| (one.document, one.span));
        let (starts, ends) = code_points(documents, spans);
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
            Column::ints(SPAN[0], starts),
            Column::ints(SPAN[1], ends),
            Column::text("found_by", chosen.iter().map(|one| one.source.name())),
            Column::text("link", chosen.iter().map(|one| one.link.name())),
        ];
        own.extend(self.unit_columns(documents, &chosen));
        if values {
            own.extend(self.value_columns(&chosen));
        }
        documents.table_for(&rows, own)
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
        let names = |name: &str, entry: fn(&Mention) -> Option<&'static str>| {
            Column::optional_text(name, found().map(entry))
        };
        let alternatives: Vec<Vec<&str>> = found()
            .map(|one| one.alternatives.iter().map(String::as_str).collect())
            .collect();
        let units = found().map(|one| one.value.as_ref().and_then(Value::unit));
        let entries = found().map(|one| one.entry.map(i64::from));
        let confidence = found().map(|one| one.probability().map(f64::from));
        vec![
            floats("low", Value::low),
            floats("best", Value::best),
            floats("high", Value::high),
            Column::optional_text("unit", units),
            days("first_day", Value::first_day),
            days("last_day", Value::last_day),
            names("basis", |one| one.basis.map(Basis::name)),
            names("relation", |one| one.relation.map(Relation::name)),
            Column::text_lists("alternatives", alternatives),
            Column::optional_ints("entry", entries),
            Column::optional_floats("confidence", confidence),
        ]
    }

    /// Returns which surface forms were linked to each entity: a row for each entity, surface form and link, with the
    /// number of mentions and the passage of text that shows the link, which is the first mention unless a document gives
    /// another.
    ///
    /// Rows are in order of entity, then mentions, most first, then surface form and link.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    #[must_use]
    pub fn merges_table(&self, documents: &Documents) -> Table {
        let merges = self.merges(documents);
        let rows: Vec<usize> = merges.iter().map(|one| one.evidence.0).collect();
        let (starts, ends) = code_points(documents, merges.iter().map(|one| one.evidence));
        let evidence = merges.iter().map(|one| {
            let (document, span) = one.evidence;
            documents.slice(document, span)
        });
        let entity = |merge: &Merge<'_>| &self.entities()[merge.entity];
        let counts = |name: &str, count: fn(&Merge<'_>) -> u64| {
            Column::ints(name, merges.iter().map(|one| cell(count(one))).collect())
        };
        Table::new(vec![
            Column::text("label", merges.iter().map(|one| entity(one).label.as_str())),
            Column::text("name", merges.iter().map(|one| &entity(one).name)),
            Column::text("surface_form", merges.iter().map(|one| one.form)),
            Column::text("link", merges.iter().map(|one| one.link.name())),
            counts("mentions", |one| one.n_mentions),
            counts("documents", |one| one.n_documents),
            documents.ids().take(&rows),
            Column::ints(SPAN[0], starts),
            Column::ints(SPAN[1], ends),
            Column::text("evidence", evidence),
        ])
    }

    fn merges<'d>(&self, documents: &'d Documents) -> Vec<Merge<'d>> {
        let mut merges: BTreeMap<(usize, &str, Link), Merge<'_>> = BTreeMap::new();
        for one in self.mentions().iter().filter(|one| one.link != Link::Same) {
            let form = documents.slice(one.document, one.span);
            let merge = merges
                .entry((one.entity, form, one.link))
                .or_insert_with(|| Merge {
                    entity: one.entity,
                    form,
                    link: one.link,
                    n_mentions: 0,
                    n_documents: 0,
                    last_document: None,
                    evidence: one.evidence.unwrap_or((one.document, one.span)),
                });
            merge.n_mentions += 1;
            if merge.last_document != Some(one.document) {
                merge.last_document = Some(one.document);
                merge.n_documents += 1;
            }
        }
        let mut merges: Vec<Merge<'_>> = merges.into_values().collect();
        merges.sort_by_key(|merge| (merge.entity, Reverse(merge.n_mentions)));
        merges
    }

    /// Returns the surface forms in the texts, the most frequent first, with the entity that each was linked to: a row for
    /// each surface form and entity.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    #[must_use]
    pub fn raw_table(&self, documents: &Documents) -> Table {
        let mut rows: Vec<(u64, &str, usize)> = Vec::new();
        for (index, entity) in self.entities().iter().enumerate() {
            let forms = entity.surface_forms.iter();
            rows.extend(forms.map(|(form, count)| (*count, form.as_str(), index)));
        }
        rows.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut n_documents: BTreeMap<(&str, usize), (Option<usize>, u64)> = BTreeMap::new();
        for one in self.mentions() {
            let form = documents.slice(one.document, one.span);
            let (last, n) = n_documents.entry((form, one.entity)).or_default();
            *n += u64::from(*last != Some(one.document));
            *last = Some(one.document);
        }
        let n_documents = rows
            .iter()
            .map(|&(_, form, index)| cell(n_documents[&(form, index)].1));
        let entity = |index: usize| &self.entities()[index];
        Table::new(vec![
            Column::text("text", rows.iter().map(|row| row.1)),
            Column::ints("mentions", rows.iter().map(|row| cell(row.0)).collect()),
            Column::ints("documents", n_documents.collect()),
            Column::text("label", rows.iter().map(|row| entity(row.2).label.as_str())),
            Column::text("name", rows.iter().map(|row| &entity(row.2).name)),
        ])
    }
}

fn languages<'r>(readings: impl Iterator<Item = &'r Reading>) -> Column {
    let codes = readings.map(|one| one.language.map(|language| language.to_string()));
    Column::optional_text("language", codes)
}

/// A surface form that was linked to an entity for one reason.
struct Merge<'d> {
    entity: usize,
    form: &'d str,
    link: Link,
    n_mentions: u64,
    n_documents: u64,
    last_document: Option<usize>,
    /// The document and the span of the passage that shows the link.
    evidence: (usize, Span),
}

/// Converts spans of documents to code points. It is fast if the spans of a document come together, in order.
pub(super) fn code_points(
    documents: &Documents,
    spans: impl Iterator<Item = (usize, Span)>,
) -> (Vec<i64>, Vec<i64>) {
    let mut points: Option<(usize, CodePoints<'_>)> = None;
    spans
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

/// The ISO form of a full date.
fn day_name(day: Date) -> Option<String> {
    TimeBin::of(day, Every::Day).map(|bin| bin.to_string())
}
