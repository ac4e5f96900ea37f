//! Where in a report: the parts before its body as a table, and the numbers of paragraphs and sentences.

use super::entities::Entities;
use super::tables::code_points;
use crate::corpus::Documents;
use crate::entities::link::LinkedMention;
use crate::entities::mentions::Label;
use crate::entities::structure::{Structure, Units};
use crate::span::Span;
use crate::table::{Column, Table, cell};

impl Entities {
    /// Returns a row for each document: headline, byline and dateline with their spans, the place and the date of the
    /// dateline, its agency, and the numbers of paragraphs and sentences.
    ///
    /// The place is the name of the entity that the dateline mentions, and the date its normal form; if nothing was found
    /// there, they are as written.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    #[must_use]
    pub fn structure_table(&self, documents: &Documents) -> Table {
        let rows: Vec<usize> = (0..documents.len()).collect();
        let all: Vec<Structure> = rows
            .iter()
            .map(|&row| {
                let text = documents.text(row).unwrap_or_default();
                Structure::of(text, documents.skipped_spans(row))
            })
            .collect();
        let units = rows.iter().map(|&row| {
            let text = documents.text(row).unwrap_or_default();
            Units::of(text, &self.language_of(documents, row))
        });
        let (paragraphs, sentences) = units
            .map(|units| {
                let count = |number: usize| cell(number as u64);
                (count(units.n_paragraphs()), count(units.n_sentences()))
            })
            .unzip();
        let dateline = |one: &Structure| one.dateline.map(|dateline| dateline.span);
        let mut own = part(documents, "headline", &all, |one| one.headline);
        own.extend(part(documents, "byline", &all, |one| one.byline));
        own.extend(part(documents, "dateline", &all, dateline));
        own.extend(self.dateline_columns(documents, &all));
        own.push(Column::ints("paragraphs", paragraphs));
        own.push(Column::ints("sentences", sentences));
        documents.table_for(&rows, own)
    }

    fn dateline_columns(&self, documents: &Documents, all: &[Structure]) -> [Column; 3] {
        let is_place = |label: &Label| [Label::GPE, Label::LOC].contains(label);
        let parts = |row: usize| {
            let dateline = all[row].dateline?;
            let written = |span: Span| documents.slice(row, span);
            let place = self.name_in(row, dateline.place, is_place);
            let date = dateline.date.map(|span| {
                let name = self.name_in(row, span, |label| *label == Label::DATE);
                name.unwrap_or_else(|| written(span))
            });
            Some((
                place.unwrap_or_else(|| written(dateline.place)),
                date,
                dateline.agency.map(written),
            ))
        };
        let rows: Vec<_> = (0..all.len()).map(parts).collect();
        let rows = || rows.iter().copied();
        [
            Column::optional_text("place", rows().map(|row| row.map(|(place, _, _)| place))),
            Column::optional_text("date", rows().map(|row| row.and_then(|(_, date, _)| date))),
            Column::optional_text("agency", rows().map(|row| row.and_then(|(_, _, of)| of))),
        ]
    }

    /// The name of the first entity with a mention that overlaps a span of a document.
    fn name_in(&self, document: usize, span: Span, fits: impl Fn(&Label) -> bool) -> Option<&str> {
        let all = self.mentions();
        let first =
            all.partition_point(|one| (one.document, one.span.end) <= (document, span.start));
        let mut inside = all[first..]
            .iter()
            .take_while(|one| one.document == document && one.span.start < span.end)
            .map(|one| &self.entities()[one.entity]);
        let found = inside.find(|one| fits(&one.label))?;
        Some(&found.name)
    }

    /// The columns with the numbers of the paragraph and the sentence of each mention, which are in order.
    pub(super) fn unit_columns(
        &self,
        documents: &Documents,
        mentions: &[&LinkedMention],
    ) -> [Column; 2] {
        let mut units: Option<(usize, Units)> = None;
        let (mut paragraphs, mut sentences) = (Vec::new(), Vec::new());
        for one in mentions {
            let (_, units) = match units.take() {
                Some(known) if known.0 == one.document => units.insert(known),
                _ => {
                    let text = documents.text(one.document).unwrap_or_default();
                    let language = self.language_of(documents, one.document);
                    units.insert((one.document, Units::of(text, &language)))
                }
            };
            paragraphs.push(cell(units.paragraph(one.span.start) as u64));
            sentences.push(cell(units.sentence(one.span.start) as u64));
        }
        [
            Column::ints("paragraph", paragraphs),
            Column::ints("sentence", sentences),
        ]
    }
}

/// The columns of one part of each document: its text, start and end in code points.
fn part(
    documents: &Documents,
    name: &str,
    all: &[Structure],
    span: impl Fn(&Structure) -> Option<Span>,
) -> Vec<Column> {
    let found = || all.iter().map(&span).enumerate();
    let texts = found().map(|(row, span)| span.map(|span| documents.slice(row, span)));
    let spans = found().map(|(row, span)| (row, span.unwrap_or_default()));
    let (starts, ends) = code_points(documents, spans);
    let known = |values: Vec<i64>| {
        let all = values.into_iter().zip(found());
        all.map(|(value, (_, span))| span.map(|_| value))
            .collect::<Vec<_>>()
    };
    vec![
        Column::optional_text(name, texts),
        Column::optional_ints(format!("{name}_start"), known(starts)),
        Column::optional_ints(format!("{name}_end"), known(ends)),
    ]
}
