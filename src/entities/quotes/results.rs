//! The quotes of documents, with the entities that speak, as tables.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::find_quotes;
use super::linking::{Candidate, Speaker, SpeakerLink, speakers};
use super::quote::{Quote, QuoteKind};
use crate::corpus::Documents;
use crate::entities::count::Entities;
use crate::entities::mentions::Label;
use crate::entities::structure::Units;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::table::{Column, Table, cell};

/// A quote of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedSpeaker {
    /// The number of the document.
    pub document: usize,
    /// What is said.
    pub quote: Quote,
    /// The number of the entity that speaks, and why.
    pub entity: Option<(usize, SpeakerLink)>,
    /// The number of the paragraph.
    pub paragraph: usize,
    /// The number of the sentence.
    pub sentence: usize,
}

/// The quotes of documents, in order of document and position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    all: Vec<QuotedSpeaker>,
}

/// Finds the quotes of documents, and the entities that speak.
///
/// Takes linear time in the length of the texts. The result is the same for any number of threads.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::entities::{EntityFinder, count_entities, quotes};
/// use lexicount::parallel::Workers;
///
/// let documents = Documents::from_texts(["\"It is over,\" a spokesman for the United Nations said."]);
/// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
/// let found = quotes(&documents, &entities, &Workers::serial())?;
/// let (entity, link) = found.all()[0].entity.expect("the United Nations");
/// assert_eq!((entities.entities()[entity].name.as_str(), link.name()), ("United Nations", "affiliation"));
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
pub fn quotes(documents: &Documents, entities: &Entities, workers: &Workers) -> Result<Quotes> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut all = Vec::new();
            for document in range {
                workers.check()?;
                all.extend(quotes_of(documents, entities, document));
            }
            Ok(all)
        },
    )?;
    Ok(Quotes {
        all: parts.into_iter().flatten().collect(),
    })
}

fn quotes_of(documents: &Documents, entities: &Entities, document: usize) -> Vec<QuotedSpeaker> {
    let text = documents.text(document).unwrap_or_default();
    let language = entities.language_of(documents, document);
    let skipped = documents.skipped_spans(document);
    let mut found = find_quotes(text, &language);
    found.retain(|quote| {
        let next = skipped.partition_point(|span| span.end <= quote.span.start);
        !skipped
            .get(next)
            .is_some_and(|span| span.overlaps(quote.span))
    });
    if found.is_empty() {
        return Vec::new();
    }
    let mentions = entities.mentions();
    let first = mentions.partition_point(|one| one.document < document);
    let mentions = mentions[first..]
        .iter()
        .take_while(|one| one.document == document);
    let label = |entity: usize| &entities.entities()[entity].label;
    let candidates: Vec<Candidate> = mentions
        .filter(|one| label(one.entity).is_named_entity())
        .map(|one| Candidate {
            span: one.span,
            entity: one.entity,
        })
        .collect();
    let is_person = |entity: usize| *label(entity) == Label::PERSON;
    let units = Units::of(text, &language);
    let linked: Vec<Speaker> = speakers(text, &found, &candidates, &is_person);
    let rows = found.into_iter().zip(linked);
    rows.map(|(quote, entity)| QuotedSpeaker {
        document,
        quote,
        entity,
        paragraph: units.paragraph(quote.span.start),
        sentence: units.sentence(quote.span.start),
    })
    .collect()
}

impl Quotes {
    /// Returns the quotes, in order of document and position.
    #[must_use]
    pub fn all(&self) -> &[QuotedSpeaker] {
        &self.all
    }

    /// Returns a row for each quote: document and metadata, the words, kind, speaker, cue, and the entity that speaks.
    ///
    /// # Panics
    ///
    /// If documents and entities are not those of the quotes.
    #[must_use]
    pub fn to_table(&self, documents: &Documents, entities: &Entities) -> Table {
        let all = || self.all.iter();
        let entity =
            |one: &QuotedSpeaker| one.entity.map(|(entity, _)| &entities.entities()[entity]);
        let text = |spans: &dyn Fn(&QuotedSpeaker) -> Option<Span>| -> Vec<Option<String>> {
            let words = |one| spans(one).map(|span| documents.slice(one.document, span).to_owned());
            all().map(words).collect()
        };
        let ints = |name: &str, number: fn(&QuotedSpeaker) -> usize| {
            Column::ints(name, all().map(|one| cell(number(one) as u64)).collect())
        };
        let places = |names: [&str; 2], span: &dyn Fn(&QuotedSpeaker) -> Option<Span>| {
            documents.span_columns(names, all().map(|one| (one.document, span(one))))
        };
        let speaker = |one: &QuotedSpeaker| one.quote.speaker;
        let cue = |one: &QuotedSpeaker| one.quote.cue.map(|cue| cue.span);
        let mut own = vec![Column::optional_text(
            "quote",
            text(&|one| Some(one.quote.span)),
        )];
        own.extend(places(["start", "end"], &|one| Some(one.quote.span)));
        own.push(Column::text("kind", all().map(|one| one.quote.kind.name())));
        own.push(Column::optional_text("speaker", text(&speaker)));
        own.extend(places(["speaker_start", "speaker_end"], &speaker));
        own.push(Column::optional_text("cue", text(&cue)));
        own.extend(places(["cue_start", "cue_end"], &cue));
        own.extend([
            Column::optional_text(
                "verb",
                all().map(|one| one.quote.cue.and_then(|cue| cue.verb)),
            ),
            Column::optional_text(
                "manner",
                all().map(|one| one.quote.cue.map(|cue| cue.manner.name())),
            ),
            Column::optional_text(
                "label",
                all().map(|one| entity(one).map(|one| one.label.as_str())),
            ),
            Column::optional_text("name", all().map(|one| entity(one).map(|one| &one.name))),
            Column::optional_text(
                "link",
                all().map(|one| one.entity.map(|(_, link)| link.name())),
            ),
            ints("paragraph", |one| one.paragraph),
            ints("sentence", |one| one.sentence),
        ]);
        let rows: Vec<usize> = all().map(|one| one.document).collect();
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = documents.columns_for(&rows, &taken);
        columns.extend(own);
        Table::new(columns)
    }

    /// Returns a row for each entity that speaks: label, name, the numbers of quotes of each kind, and of documents.
    ///
    /// The most quoted first; ties in the order of the entities.
    ///
    /// # Panics
    ///
    /// If the entities are not those of the quotes.
    #[must_use]
    pub fn speakers_table(&self, entities: &Entities) -> Table {
        let mut counts: BTreeMap<usize, Count> = BTreeMap::new();
        for one in &self.all {
            let Some((entity, _)) = one.entity else {
                continue;
            };
            let count = counts.entry(entity).or_default();
            count.kinds[one.quote.kind as usize] += 1;
            count.n_documents += u64::from(count.last_document != Some(one.document));
            count.last_document = Some(one.document);
        }
        let mut rows: Vec<(usize, Count)> = counts.into_iter().collect();
        rows.sort_by_key(|(_, count)| Reverse(count.total()));
        let entity = |row: &(usize, Count)| &entities.entities()[row.0];
        let ints = |name: &str, number: &dyn Fn(&Count) -> u64| {
            Column::ints(
                name,
                rows.iter().map(|(_, count)| cell(number(count))).collect(),
            )
        };
        let mut columns = vec![
            Column::text("label", rows.iter().map(|row| entity(row).label.as_str())),
            Column::text("name", rows.iter().map(|row| &entity(row).name)),
            ints("quotes", &Count::total),
        ];
        for kind in QuoteKind::ALL {
            columns.push(ints(kind.name(), &|count| count.kinds[kind as usize]));
        }
        columns.push(ints("documents", &|count| count.n_documents));
        Table::new(columns)
    }
}

/// The quotes of one entity.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    kinds: [u64; QuoteKind::ALL.len()],
    n_documents: u64,
    last_document: Option<usize>,
}

impl Count {
    fn total(&self) -> u64 {
        self.kinds.iter().sum()
    }
}
