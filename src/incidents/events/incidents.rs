//! The incidents of a corpus.

use super::event::Event;
use super::incident::{Incident, incident};
use super::join::{Decisions, Join, Terms, clusters, joins};
use super::read::read_events;
use crate::corpus::Documents;
use crate::entities::Entities;
use crate::error::{Error, Result};
use crate::incidents::Casualties;
use crate::parallel::Workers;

/// How events are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentConfig {
    /// The metadata column with the date of each document.
    pub date: Option<String>,
    /// False to keep the events of different documents apart.
    pub join: bool,
    /// The greatest number of days between the dates of two events that are joined.
    pub days: u32,
    /// What the user has decided, by the numbers of events.
    pub decisions: Decisions,
}

/// The events of all documents, and the incidents that they are joined to.
#[expect(
    clippy::struct_field_names,
    reason = "what the whole is called after is one of its fields"
)]
#[derive(Clone, Debug)]
pub struct Incidents {
    events: Vec<Event>,
    /// The number of the incident of each event.
    incident_of: Vec<usize>,
    incidents: Vec<Incident>,
    joins: Vec<Join>,
}

/// Finds the events of all documents and joins those that are one incident.
///
/// Takes linear time in the length of the texts, and time in the number of events times its logarithm. The result is the
/// same for any number of threads.
///
/// # Errors
///
/// If there is no such column, if a decision names an unknown event or contradicts another, or if the work was cancelled.
///
/// # Panics
///
/// If `entities` and `casualties` are not those of `documents`.
pub fn find_incidents(
    documents: &Documents,
    entities: &Entities,
    casualties: &Casualties,
    config: &IncidentConfig,
    workers: &Workers,
) -> Result<Incidents> {
    let date = config.date.as_deref();
    let events = read_events(documents, entities, casualties, date, workers)?;
    check(&config.decisions, events.len())?;
    let terms = Terms::read(documents, &events, workers)?;
    let pairs = if config.join {
        joins(&events, &terms, config.days, workers)?
    } else {
        Vec::new()
    };
    let (incident_of, joins) = clusters(&events, pairs, &config.decisions, i64::from(config.days));
    let n_incidents = incident_of.iter().max().map_or(0, |last| last + 1);
    let mut members = vec![Vec::new(); n_incidents];
    for (event, &number) in incident_of.iter().enumerate() {
        members[number].push(event);
    }
    let figures = casualties.figures();
    let incidents = members
        .into_iter()
        .map(|own| incident(&events, figures, &terms, own));
    Ok(Incidents {
        incidents: incidents.collect(),
        events,
        incident_of,
        joins,
    })
}

/// Refuses decisions about events that do not exist, and pairs that are both together and apart.
fn check(decisions: &Decisions, n_events: usize) -> Result<()> {
    for &(a, b) in decisions.together.iter().chain(&decisions.apart) {
        if a == b || a.max(b) >= n_events {
            return Err(Error::config(format!(
                "events {a} and {b}: give the numbers of two of the {n_events} events, from 0"
            )));
        }
    }
    if let Some((a, b)) = decisions.together.intersection(&decisions.apart).next() {
        return Err(Error::config(format!(
            "events {a} and {b}: both together and apart; give one"
        )));
    }
    Ok(())
}

impl Incidents {
    /// Returns the events, in order of document.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the incidents, in order of their first event.
    #[must_use]
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// Returns the joins of events, in order of decision: those of the user, then the most certain.
    #[must_use]
    pub fn joins(&self) -> &[Join] {
        &self.joins
    }

    /// Returns the number of the incident of an event.
    ///
    /// # Panics
    ///
    /// If the number is out of range.
    #[must_use]
    pub fn incident_of(&self, event: usize) -> usize {
        self.incident_of[event]
    }
}
