//! The figures of all documents.

use super::figure::Figure;
use super::read::DocumentReader;
use super::relations::related;
use super::speech::attribute;
use crate::corpus::{Date, Documents, Language, Languages};
use crate::entities::Entities;
use crate::error::Result;
use crate::parallel::Workers;

/// The figures of a corpus, in order of document and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Casualties {
    figures: Vec<Figure>,
    /// The numbers of the documents in a language without a table of triggers, in order.
    unread: Vec<usize>,
}

impl Casualties {
    /// Returns the figures, in order of document and position.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Returns the number of documents that were not read, because they are in a language without a table of triggers.
    #[must_use]
    pub fn n_unread(&self) -> usize {
        self.unread.len()
    }

    /// True if a document was not read.
    pub(super) fn is_unread(&self, document: usize) -> bool {
        self.unread.binary_search(&document).is_ok()
    }
}

/// Finds the figures of all documents, of which `entities` are the entities and `date` is the column with their dates.
///
/// Documents in another language than English are not read, and counted. Takes linear time in the length of the texts, and
/// quadratic time in the number of figures of one document. The result is the same for any number of threads.
///
/// # Errors
///
/// If there is no such column, or if the work was cancelled.
///
/// # Panics
///
/// If `entities` are not those of `documents`.
pub fn count_casualties(
    documents: &Documents,
    entities: &Entities,
    date: Option<&str>,
    workers: &Workers,
) -> Result<Casualties> {
    let date_of = report_dates(documents, date)?;
    let languages = Languages::new(documents, None);
    let is_read = |index: usize| match entities.readings()[index].language {
        Some(language) => language == Language::ENGLISH,
        None => languages.of(index).may_be_english(),
    };
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut reader = DocumentReader::new();
            let mut part = Casualties::default();
            for index in range.filter(|&index| documents.text(index).is_some()) {
                if !is_read(index) {
                    part.unread.push(index);
                    continue;
                }
                reader.set_report(date_of(index));
                let found = of_document(documents, entities, index, &mut reader, workers)?;
                append(&mut part.figures, found);
            }
            Ok(part)
        },
    )?;
    let mut all = Casualties::default();
    for part in parts {
        append(&mut all.figures, part.figures);
        all.unread.extend(part.unread);
    }
    Ok(all)
}

/// The date of each document by its number, from the column `date`.
///
/// # Errors
///
/// If there is no such column.
pub(super) fn report_dates<'d>(
    documents: &'d Documents,
    date: Option<&str>,
) -> Result<impl Fn(usize) -> Option<Date> + use<'d>> {
    let column = date
        .map(|name| documents.column_for("date", name))
        .transpose()?;
    Ok(move |index| {
        let bin = documents.date_reader().read_row(column?, index).ok()?;
        bin.date()
    })
}

/// Appends figures, whose relations are numbered from 0.
fn append(figures: &mut Vec<Figure>, more: Vec<Figure>) {
    let first = figures.len();
    figures.extend(more.into_iter().map(|figure| Figure {
        of: figure.of.map(|of| first + of),
        ..figure
    }));
}

fn of_document(
    documents: &Documents,
    entities: &Entities,
    index: usize,
    reader: &mut DocumentReader,
    workers: &Workers,
) -> Result<Vec<Figure>> {
    let Some(text) = documents.text(index) else {
        return Ok(Vec::new());
    };
    let language = entities.language_of(documents, index);
    let mentions = entities.all_found()[index].mentions();
    let (mut drafts, mut n_sentences) = (Vec::new(), 0);
    for part in documents.kept(index) {
        drafts.extend(reader.read(text, part, &language, mentions, &mut n_sentences, workers)?);
    }
    let mut figures = related(drafts);
    attribute(&mut figures, reader.lexicon(), text, &language);
    for figure in &mut figures {
        figure.document = index;
    }
    Ok(figures)
}
