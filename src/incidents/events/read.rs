//! From a document and its figures to its events.

use super::actors::{ActorReader, name_groups, only_group, ranked};
use super::dates::event_date;
use super::event::{Event, EventPlace, IncidentType, Perpetrator, PlaceBasis, PlacePrecision};
use super::group::{Group, groups};
use super::kinds;
use super::places::{self, Chain, chains};
use super::scene::{Passage, Scene};
use crate::corpus::Documents;
use crate::entities::Entities;
use crate::error::Result;
use crate::incidents::casualties::report_dates;
use crate::incidents::totals::totals_of;
use crate::incidents::{Casualties, Figure, When};
use crate::parallel::Workers;
use crate::span::Span;

/// The sentences that lead a report: the headline, the byline and the first of the body.
const MOST_OF_LEAD: usize = 3;

/// Reads the events of all documents, of which `date` is the column with their dates.
///
/// Linear in the length of the texts and, for each document, in its sentences times its events.
///
/// # Errors
///
/// If there is no such column, or if the work was cancelled.
pub(super) fn read_events(
    documents: &Documents,
    entities: &Entities,
    casualties: &Casualties,
    date: Option<&str>,
    workers: &Workers,
) -> Result<Vec<Event>> {
    let date_of = report_dates(documents, date)?;
    let all = casualties.figures();
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut found = Vec::new();
            for index in range.filter(|&index| !casualties.is_unread(index)) {
                let first = all.partition_point(|one| one.document < index);
                let end = all.partition_point(|one| one.document <= index);
                let scene = Scene::read(documents, entities, index, date_of(index), workers)?;
                let own = local(&all[first..end], first);
                found.extend(events(&scene, &own, index, first));
            }
            Ok(found)
        },
    )?;
    Ok(parts.into_iter().flatten().collect())
}

/// Figures whose relations are numbered within the document.
fn local(figures: &[Figure], first: usize) -> Vec<Figure> {
    let own = figures.iter().map(|figure| Figure {
        of: figure.of.map(|of| of - first),
        ..*figure
    });
    own.collect()
}

fn events(scene: &Scene, figures: &[Figure], document: usize, first: usize) -> Vec<Event> {
    let home = places::home(scene);
    let mut groups = groups(scene, figures, home);
    groups.retain(|group| is_event(scene, group, figures));
    let first_sentences = lead(scene, &groups);
    let rebels = only_group(scene);
    let main = groups
        .iter()
        .position(|group| group.when == When::ThisEvent);
    let numbered = groups.iter().enumerate();
    numbered
        .map(|(number, group)| {
            let lead = if main == Some(number) {
                first_sentences.as_slice()
            } else {
                &[]
            };
            let own = Own {
                group,
                lead,
                home,
                rebels,
            };
            Event {
                document,
                number,
                ..event(scene, figures, &own, first)
            }
        })
        .collect()
}

/// The event that is put together.
struct Own<'g> {
    group: &'g Group,
    /// The first sentences of the document, for the event that it is about.
    lead: &'g [Passage],
    /// The code of the country that the document mentions most.
    home: Option<&'static str>,
    /// The armed group of the document, if it names one only.
    rebels: Option<&'g str>,
}

/// The first sentences that no event has.
fn lead(scene: &Scene, groups: &[Group]) -> Vec<Passage> {
    let is_free = |one: &&Passage| {
        let mut passages = groups.iter().flat_map(|group| &group.passages);
        passages.all(|passage| passage.sentence != one.sentence)
    };
    let first = scene.sentences.iter().take(MOST_OF_LEAD);
    first.filter(is_free).cloned().collect()
}

/// True for an event with victims, or one whose words name a place and an event. "Nobody was hurt" alone is none.
fn is_event(scene: &Scene, group: &Group, figures: &[Figure]) -> bool {
    let has_victims = group
        .figures
        .iter()
        .any(|&index| figures[index].number() > 0);
    let has_event = |passage: &Passage| scene.mentions_event(passage);
    let is_placed = |passage: &Passage| chains(scene, passage).iter().any(Chain::is_scene);
    let mut passages = group.passages.iter();
    has_victims
        || (!group.figures.is_empty() && passages.clone().any(has_event))
        || passages.any(|passage| has_event(passage) && is_placed(passage))
}

fn event(scene: &Scene, figures: &[Figure], own_group: &Own, first: usize) -> Event {
    let Own { group, lead, .. } = own_group;
    let triggers = group.triggers(figures);
    let own: Vec<&Figure> = group.figures.iter().map(|&index| &figures[index]).collect();
    let passages = group.passages.as_slice();
    let mut totals = totals_of(figures, &group.figures);
    for total in &mut totals {
        total.figure += first;
    }
    let kind = kinds::kind(scene, passages, &triggers, &own)
        .or_else(|| kinds::kind(scene, lead, &triggers, &own));
    // Nobody makes an earthquake, whoever speaks of it.
    let is_made = kind != Some(IncidentType::Disaster);
    Event {
        document: 0,
        number: 0,
        report: scene.report,
        when: group.when,
        figures: group.figures.iter().map(|&index| first + index).collect(),
        sentences: sentences(scene, passages),
        kind,
        weapon: kinds::weapon(scene, passages, &triggers).filter(|_| is_made),
        target: kinds::target(scene, passages).filter(|_| is_made),
        place: place(scene, own_group, &triggers),
        date: event_date(scene, passages, lead, &own, group.when),
        perpetrators: if is_made {
            perpetrators(scene, own_group, &own)
        } else {
            Vec::new()
        },
        totals,
    }
}

/// Who is said to have done it, by the words around the event and around its figures.
fn perpetrators(scene: &Scene, event: &Own, figures: &[&Figure]) -> Vec<Perpetrator> {
    let mut found = Vec::new();
    for passage in &event.group.passages {
        let reader = ActorReader::new(scene, passage);
        reader.responsible(&mut found);
        let is_here = |one: &&&Figure| passage.span.contains(one.trigger.span);
        for figure in figures.iter().filter(is_here) {
            reader.agent(figure, &mut found);
        }
    }
    name_groups(scene, event.rebels, &mut found);
    ranked(found)
}

/// The spans of the whole sentences of passages, each once.
fn sentences(scene: &Scene, passages: &[Passage]) -> Vec<Span> {
    let mut spans: Vec<Span> = passages
        .iter()
        .map(|one| scene.sentences[one.sentence].span)
        .collect();
    spans.dedup();
    spans
}

/// Where an event was: as its sentences say, else the dateline, else the country of the document.
fn place(
    scene: &Scene,
    &Own {
        group, lead, home, ..
    }: &Own,
    triggers: &[(usize, Span)],
) -> Option<EventPlace> {
    let named = |passages: &[Passage], sites: bool| {
        let all = passages.iter().flat_map(|one| chains(scene, one));
        let wanted = all.filter(|chain| places::is_site(scene, chain) == sites);
        let chains: Vec<Chain> = wanted.collect();
        places::best(scene, &chains, triggers).map(|best| places::place(best, home))
    };
    let is_exact = |place: &EventPlace| place.precision != PlacePrecision::Country;
    let own = named(&group.passages, false);
    if own.as_ref().is_some_and(is_exact) {
        return own;
    }
    let in_lead = || named(lead, false).filter(is_exact);
    let site = || named(&group.passages, true);
    let found = in_lead()
        .or_else(|| at_dateline(scene, group, home))
        .or_else(site);
    found.or(own).or_else(|| {
        let is_reported = group.when == When::ThisEvent;
        places::country(home.filter(|_| is_reported)?)
    })
}

/// The place of the dateline, for an event with figures in the first sentences: what comes later need not have been there.
fn at_dateline(scene: &Scene, group: &Group, home: Option<&'static str>) -> Option<EventPlace> {
    let first = group.passages.first()?;
    let is_first =
        group.when == When::ThisEvent && first.sentence < MOST_OF_LEAD && !group.figures.is_empty();
    let line = scene.structure.dateline.filter(|_| is_first)?;
    let chain = places::chain_in(scene, line.place)?;
    Some(EventPlace {
        basis: PlaceBasis::Dateline,
        ..places::place(&chain, home)
    })
}
