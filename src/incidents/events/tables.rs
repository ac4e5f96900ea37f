//! Incidents, events, joins, revisions and shares as tables.

use super::event::{Event, EventDate, EventPlace, Perpetrator, Responsibility};
use super::incident::{Bounds, Incident, Revision};
use super::incidents::Incidents;
use super::join::Reason;
use crate::corpus::{Date, Documents};
use crate::incidents::figure::{SourceKind, VictimClass};
use crate::incidents::{Casualties, Outcome, Side};
use crate::span::{CodePointIndex, Span};
use crate::table::{Column, ListValues, Table, Values, cell};

impl Incidents {
    /// Returns a row for each of these incidents: documents, time, place, means, actors, the numbers of each outcome, and
    /// the figures that they rest on.
    ///
    /// # Panics
    ///
    /// If there is no such incident, or if `documents` are not those of the incidents.
    #[must_use]
    pub fn to_table(&self, documents: &Documents, indices: &[usize]) -> Table {
        let rows: Vec<&Incident> = indices
            .iter()
            .map(|&index| &self.incidents()[index])
            .collect();
        let mut columns = vec![Column::ints("incident", ints(indices.iter().copied()))];
        columns.extend(self.reports(documents, &rows));
        columns.extend(setting(rows.iter().map(|one| Setting {
            when: one.when.name(),
            kind: one.kind.map(super::IncidentType::name),
            date: one.date,
            place: one.place.as_ref(),
        })));
        columns.extend(self.means(documents, &rows));
        columns.extend(self.perpetrators(documents, &rows));
        for outcome in Outcome::ALL {
            let bounds = |one: &Incident| one.totals.get(&outcome).copied().unwrap_or_default();
            columns.extend(numbers(
                outcome.name(),
                &rows.iter().map(|one| bounds(one)).collect::<Vec<_>>(),
            ));
        }
        columns.push(self.figures(&rows));
        columns.push(Column::text(
            "text",
            rows.iter()
                .map(|one| self.headline(documents, one.events[0])),
        ));
        Table::new(columns)
    }

    /// The documents of incidents, and when they reported.
    fn reports(&self, documents: &Documents, rows: &[&Incident]) -> Vec<Column> {
        let of = |one: &Incident| -> Vec<usize> {
            let mut own: Vec<usize> = one
                .events
                .iter()
                .map(|&event| self.events()[event].document)
                .collect();
            own.dedup();
            own
        };
        let lists: Vec<Vec<usize>> = rows.iter().map(|one| of(one)).collect();
        let date = |date: Option<Date>| date.map(|date| date.to_string());
        vec![
            id_lists(documents, &lists),
            Column::ints("n_documents", ints(lists.iter().map(Vec::len))),
            Column::ints("n_reports", ints(rows.iter().map(|one| one.n_reports))),
            Column::optional_text(
                "first_report",
                rows.iter()
                    .map(|one| date(one.reports.map(|(first, _)| first))),
            ),
            Column::optional_text(
                "last_report",
                rows.iter()
                    .map(|one| date(one.reports.map(|(_, last)| last))),
            ),
        ]
    }

    fn means(&self, documents: &Documents, rows: &[&Incident]) -> Vec<Column> {
        let words = |event: usize, span: Span| documents.slice(self.events()[event].document, span);
        let weapon = rows
            .iter()
            .map(|one| one.weapon.map(|(event, span, _)| words(event, span)));
        let target = rows
            .iter()
            .map(|one| one.target.map(|(event, span, _)| words(event, span)));
        let weapon_class = rows
            .iter()
            .map(|one| one.weapon.map(|(_, _, class)| class.name()));
        let target_class = rows
            .iter()
            .map(|one| one.target.map(|(_, _, class)| class.name()));
        vec![
            Column::optional_text("weapon", weapon),
            Column::optional_text("weapon_class", weapon_class),
            Column::optional_text("target", target),
            Column::optional_text("target_class", target_class),
        ]
    }

    fn perpetrators(&self, documents: &Documents, rows: &[&Incident]) -> Vec<Column> {
        let first = |one: &Incident| -> Option<(usize, Perpetrator)> {
            let denied = |own: &Perpetrator| own.responsibility == Responsibility::Denied;
            one.perpetrators
                .iter()
                .find(|(_, own)| !denied(own))
                .cloned()
        };
        let firsts: Vec<_> = rows.iter().map(|one| first(one)).collect();
        let of = |name: &str, of: &dyn Fn(usize, &Perpetrator) -> Option<String>| {
            let cells = firsts
                .iter()
                .map(|one| one.as_ref().and_then(|(event, own)| of(*event, own)));
            Column::optional_text(name, cells)
        };
        let by = |event: usize, own: &Perpetrator| {
            let document = self.events()[event].document;
            own.by
                .map(|span| documents.slice(document, span).to_owned())
        };
        let others = rows.iter().map(|one| -> Vec<&str> {
            one.perpetrators
                .iter()
                .skip(1)
                .map(|(_, own)| own.name.as_str())
                .collect()
        });
        vec![
            of("perpetrator", &|_, own| Some(own.name.clone())),
            of("perpetrator_text", &|event, own| {
                let document = self.events()[event].document;
                Some(documents.slice(document, own.span).to_owned())
            }),
            of("perpetrator_kind", &|_, own| {
                Some(own.kind.name().to_owned())
            }),
            of("responsibility", &|_, own| {
                Some(own.responsibility.name().to_owned())
            }),
            of("responsibility_by", &by),
            Column::text_lists("other_actors", others),
        ]
    }

    /// The numbers of the figures that incidents rest on.
    fn figures(&self, rows: &[&Incident]) -> Column {
        let mut lists = ListValues::<Vec<i64>>::default();
        for one in rows {
            let own = one
                .events
                .iter()
                .flat_map(|&event| &self.events()[event].figures);
            lists.values.extend(own.map(|&figure| cell(figure as u64)));
            lists.end_row(lists.values.len());
        }
        Column::new("figures", Values::IntList(lists))
    }

    /// The first sentence of an event.
    fn headline<'d>(&self, documents: &'d Documents, event: usize) -> &'d str {
        let event = &self.events()[event];
        let first = event.sentences.first().copied().unwrap_or(Span::new(0, 0));
        documents.slice(event.document, first).trim()
    }

    /// Returns a row for each event: document and metadata, the incident, time, place, type, perpetrator, the numbers of
    /// killed and injured, and its first sentence with its span in code points.
    ///
    /// # Panics
    ///
    /// If `documents` are not those of the incidents.
    #[must_use]
    pub fn events_table(&self, documents: &Documents) -> Table {
        let events = self.events();
        let rows: Vec<usize> = events.iter().map(|one| one.document).collect();
        let mut columns = vec![
            Column::ints("event", ints(0..events.len())),
            Column::ints(
                "incident",
                ints((0..events.len()).map(|event| self.incident_of(event))),
            ),
        ];
        columns.extend(setting(events.iter().map(|one| Setting {
            when: one.when.name(),
            kind: one.kind.map(super::IncidentType::name),
            date: one.date,
            place: one.place.as_ref(),
        })));
        let perpetrator = events.iter().map(|one| one.perpetrators.first());
        columns.push(Column::optional_text(
            "perpetrator",
            perpetrator.clone().map(|one| one.map(|own| &own.name)),
        ));
        columns.push(Column::optional_text(
            "responsibility",
            perpetrator.map(|one| one.map(|own| own.responsibility.name())),
        ));
        for outcome in [Outcome::Killed, Outcome::Injured] {
            columns.extend(numbers(
                outcome.name(),
                &events
                    .iter()
                    .map(|one| bounds_of(one, outcome))
                    .collect::<Vec<_>>(),
            ));
        }
        let (starts, ends) = first_sentences(documents, events);
        columns.push(Column::ints("start", starts));
        columns.push(Column::ints("end", ends));
        columns.push(Column::text(
            "text",
            (0..events.len()).map(|event| self.headline(documents, event)),
        ));
        documents.table_for(&rows, columns)
    }

    /// Returns a row for each join of two events, with the reasons.
    ///
    /// # Panics
    ///
    /// If `documents` are not those of the incidents.
    #[must_use]
    pub fn joins_table(&self, documents: &Documents) -> Table {
        let joins = self.joins();
        let sides: [Vec<usize>; 2] = [
            joins.iter().map(|one| one.events.0).collect(),
            joins.iter().map(|one| one.events.1).collect(),
        ];
        let mut columns = vec![Column::ints(
            "incident",
            ints(sides[0].iter().map(|&event| self.incident_of(event))),
        )];
        for (side, name) in sides.iter().zip(["a", "b"]) {
            let rows: Vec<usize> = side
                .iter()
                .map(|&event| self.events()[event].document)
                .collect();
            let mut ids = documents.ids().take(&rows);
            ids.name = format!("document_{name}");
            columns.push(Column::ints(
                format!("event_{name}"),
                ints(side.iter().copied()),
            ));
            columns.push(ids);
        }
        let is_user = |one: &super::Join| one.reasons.contains(&Reason::User);
        let scores = joins
            .iter()
            .map(|one| (!is_user(one)).then(|| f64::from(one.score)));
        columns.push(Column::optional_floats("score", scores));
        let reasons = joins.iter().map(|one| {
            one.reasons
                .iter()
                .map(|reason| reason.name())
                .collect::<Vec<_>>()
        });
        columns.push(Column::text_lists("reasons", reasons));
        for (side, name) in sides.iter().zip(["a", "b"]) {
            let texts = side.iter().map(|&event| self.headline(documents, event));
            columns.push(Column::text(format!("text_{name}"), texts));
        }
        Table::new(columns)
    }

    /// Returns a row for what each document says of each outcome of an incident, in order of incident, outcome and report
    /// date.
    ///
    /// # Panics
    ///
    /// If `documents` and `casualties` are not those of the incidents.
    #[must_use]
    pub fn revisions_table(&self, documents: &Documents, casualties: &Casualties) -> Table {
        let mut rows: Vec<(usize, &Revision)> = Vec::new();
        for (number, incident) in self.incidents().iter().enumerate() {
            let mut own: Vec<&Revision> = incident.revisions.iter().collect();
            own.sort_by_key(|one| one.outcome);
            rows.extend(own.into_iter().map(|one| (number, one)));
        }
        let event = |one: &Revision| &self.events()[one.event];
        let source = |one: &Revision| casualties.figures()[one.figure].attribution;
        let mut columns = vec![
            Column::ints("incident", ints(rows.iter().map(|(number, _)| *number))),
            Column::optional_text(
                "report",
                rows.iter()
                    .map(|(_, one)| event(one).report.map(|date| date.to_string())),
            ),
            Column::ints("event", ints(rows.iter().map(|(_, one)| one.event))),
            Column::text("outcome", rows.iter().map(|(_, one)| one.outcome.name())),
        ];
        columns.extend(numbers(
            "",
            &rows.iter().map(|(_, one)| one.bounds).collect::<Vec<_>>(),
        ));
        columns.push(Column::ints(
            "figure",
            ints(rows.iter().map(|(_, one)| one.figure)),
        ));
        let words = rows.iter().map(|(_, one)| {
            let span = source(one).map(|source| source.span)?;
            Some(documents.slice(event(one).document, span))
        });
        columns.push(Column::optional_text("source_text", words));
        let kinds = rows.iter().map(|(_, one)| {
            source(one)
                .and_then(|source| source.kind)
                .map(SourceKind::name)
        });
        columns.push(Column::optional_text("source_kind", kinds));
        let of: Vec<usize> = rows.iter().map(|(_, one)| event(one).document).collect();
        documents.table_for(&of, columns)
    }

    /// Returns a row for each outcome, side and class of victims of each incident.
    #[must_use]
    pub fn shares_table(&self) -> Table {
        let rows: Vec<_> = self
            .incidents()
            .iter()
            .enumerate()
            .flat_map(|(number, incident)| incident.shares.iter().map(move |share| (number, share)))
            .collect();
        let mut columns = vec![
            Column::ints("incident", ints(rows.iter().map(|(number, _)| *number))),
            Column::text(
                "outcome",
                rows.iter().map(|(_, share)| share.outcome.name()),
            ),
            Column::text("side", rows.iter().map(|(_, share)| Side::name(share.side))),
            Column::text(
                "victim_class",
                rows.iter().map(|(_, share)| VictimClass::name(share.class)),
            ),
        ];
        columns.extend(numbers(
            "",
            &rows
                .iter()
                .map(|(_, share)| share.bounds)
                .collect::<Vec<_>>(),
        ));
        Table::new(columns)
    }

    /// Returns the number of the incident of each figure, where it has one.
    #[must_use]
    pub fn incident_of_figures(&self, n_figures: usize) -> Column {
        let mut of = vec![None; n_figures];
        for (event, one) in self.events().iter().enumerate() {
            for &figure in &one.figures {
                of[figure] = Some(cell(self.incident_of(event) as u64));
            }
        }
        Column::optional_ints("incident", of)
    }
}

fn ints(values: impl IntoIterator<Item = usize>) -> Vec<i64> {
    values.into_iter().map(|value| cell(value as u64)).collect()
}

fn bounds_of(event: &Event, outcome: Outcome) -> Bounds {
    let total = event.totals.iter().find(|total| total.outcome == outcome);
    total.map_or_else(Bounds::default, Bounds::from)
}

/// Three columns with the lowest, the best and the highest number; `name` goes before their names.
fn numbers(name: &str, bounds: &[Bounds]) -> [Column; 3] {
    let named = |bound: &str| {
        if name.is_empty() {
            bound.to_owned()
        } else {
            format!("{name}_{bound}")
        }
    };
    let column = |bound: &str, of: fn(Bounds) -> Option<u64>| {
        Column::optional_ints(named(bound), bounds.iter().map(|&one| of(one).map(cell)))
    };
    [
        column("low", |one| one.low),
        column("best", |one| one.best),
        column("high", |one| one.high),
    ]
}

/// When and where, and what it was.
struct Setting<'e> {
    when: &'static str,
    kind: Option<&'static str>,
    date: Option<EventDate>,
    place: Option<&'e EventPlace>,
}

fn setting<'e>(rows: impl Iterator<Item = Setting<'e>>) -> Vec<Column> {
    let rows: Vec<Setting> = rows.collect();
    let date = |name: &str, of: fn(&EventDate) -> String| {
        Column::optional_text(name, rows.iter().map(|one| one.date.as_ref().map(of)))
    };
    let place = |name: &str, of: fn(&EventPlace) -> Option<String>| {
        Column::optional_text(name, rows.iter().map(|one| one.place.and_then(of)))
    };
    let degrees = |name: &str, of: fn((f64, f64)) -> f64| {
        let coordinates = rows
            .iter()
            .map(|one| one.place.and_then(|place| place.coordinates));
        Column::optional_floats(name, coordinates.map(|one| one.map(of)))
    };
    vec![
        Column::text("when", rows.iter().map(|one| one.when)),
        Column::optional_text("type", rows.iter().map(|one| one.kind)),
        date("date_first", |date| date.first.to_string()),
        date("date_last", |date| date.last.to_string()),
        date("date_precision", |date| date.precision().name().to_owned()),
        date("date_basis", |date| date.basis.name().to_owned()),
        place("place", |place| Some(place.name.clone())),
        place("region", |place| place.region.clone()),
        place("country", |place| place.country.clone()),
        place("place_precision", |place| {
            Some(place.precision.name().to_owned())
        }),
        place("place_basis", |place| Some(place.basis.name().to_owned())),
        degrees("latitude", |(latitude, _)| latitude),
        degrees("longitude", |(_, longitude)| longitude),
    ]
}

/// A column with the ids of documents, a list for each row.
fn id_lists(documents: &Documents, lists: &[Vec<usize>]) -> Column {
    match &documents.ids().values {
        Values::Int(ids) => {
            let mut made = ListValues::<Vec<i64>>::default();
            for list in lists {
                made.values.extend(list.iter().map(|&row| ids[row]));
                made.end_row(made.values.len());
            }
            Column::new("documents", Values::IntList(made))
        }
        Values::Text(ids) => {
            let rows = lists
                .iter()
                .map(|list| list.iter().map(|&row| ids.get(row)).collect::<Vec<_>>());
            Column::text_lists("documents", rows)
        }
        _ => {
            let rows = lists
                .iter()
                .map(|list| list.iter().map(ToString::to_string).collect::<Vec<_>>());
            Column::text_lists("documents", rows)
        }
    }
}

/// The first and the last code point of the first sentence of each event.
fn first_sentences(documents: &Documents, events: &[Event]) -> (Vec<i64>, Vec<i64>) {
    let mut index: Option<(usize, CodePointIndex)> = None;
    let mut spans = (Vec::new(), Vec::new());
    for event in events {
        let text = documents.text(event.document).unwrap_or_default();
        if index
            .as_ref()
            .is_none_or(|(document, _)| *document != event.document)
        {
            index = Some((event.document, CodePointIndex::new(text)));
        }
        let span = event
            .sentences
            .first()
            .copied()
            .unwrap_or(Span::new(0, 0))
            .trimmed(text);
        let (start, end) = index
            .as_ref()
            .map_or((0, 0), |(_, index)| index.points(text, span));
        spans.0.push(cell(start as u64));
        spans.1.push(cell(end as u64));
    }
    spans
}
