//! An event: what one document says of one incident.

use crate::corpus::Date;
use crate::incidents::{Total, When};
use crate::registry::registry;
use crate::span::Span;

registry!(
    /// What an incident was.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum IncidentType: "type of incident" {
        /// Bombs, mines, grenades.
        Bombing = "bombing",
        /// A bomber who dies.
        SuicideBombing = "suicide bombing",
        /// Firearms.
        Shooting = "shooting",
        /// Aircraft, drones, missiles.
        AirStrike = "air strike",
        /// Artillery, mortars, rockets.
        Shelling = "shelling",
        /// Knives, machetes, axes.
        Stabbing = "stabbing",
        /// Fire that is set.
        Arson = "arson",
        /// People taken by force.
        Kidnapping = "kidnapping",
        /// Two armed sides.
        Clash = "clash",
        /// Nobody's intention: crashes, collapses, fires.
        Accident = "accident",
        /// Nature: earthquakes, floods, storms, disease.
        Disaster = "disaster",
    }
);

registry!(
    /// The means.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum WeaponClass: "class of weapons" {
        /// Bombs, shells, rockets.
        Explosives = "explosives",
        /// Guns of any kind.
        Firearms = "firearms",
        /// Fire that is set.
        Incendiary = "incendiary",
        /// Blades and blunt things.
        Melee = "melee",
        /// A vehicle driven at people.
        Vehicle = "vehicle",
        /// Poison, gas.
        Chemical = "chemical",
    }
);

registry!(
    /// What was attacked.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum TargetClass: "class of targets" {
        /// Shops, hotels, banks.
        Business = "business",
        /// Houses of worship.
        Religious = "religious",
        /// Schools and universities.
        Education = "education",
        /// Hospitals, clinics, ambulances.
        Medical = "medical",
        /// Bases, checkpoints, convoys.
        Military = "military",
        /// Police stations and patrols, prisons.
        Police = "police",
        /// Embassies and diplomats.
        Diplomatic = "diplomatic",
        /// Offices and officials of a state.
        Government = "government",
        /// Newspapers, broadcasters, journalists.
        Media = "media",
        /// Buses, trains, airports, roads.
        Transport = "transport",
        /// Power lines, pipelines, dams.
        Infrastructure = "infrastructure",
        /// People, homes and public places.
        Civilians = "civilians",
    }
);

registry!(
    /// Who acts.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum ActorKind: "kind of actor" {
        /// Rebels, armed groups, unknown gunmen.
        Militant = "militant",
        /// Armed forces.
        Military = "military",
        /// Police.
        Police = "police",
        /// Another organisation.
        Organisation = "organisation",
        /// A person who is named.
        Person = "person",
    }
);

registry!(
    /// How it is known who did it.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum Responsibility: "way in which responsibility is known" {
        /// They say so.
        Claimed = "claimed",
        /// The text says so: "killed by rebels".
        Stated = "stated",
        /// Others say so.
        Blamed = "blamed",
        /// Others believe so.
        Suspected = "suspected",
        /// They deny it.
        Denied = "denied",
    }
);

registry!(
    /// How exactly the date of an incident is known.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum DatePrecision: "precision of a date" {
        /// One day.
        Day = "day",
        /// Up to seven days.
        Week = "week",
        /// Up to a month.
        Month = "month",
        /// Up to a year, or more.
        Year = "year",
    }
);

registry!(
    /// What gives the date of an incident.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum DateBasis: "basis of a date" {
        /// The text of the event.
        Text = "text",
        /// The dateline of the report.
        Dateline = "dateline",
        /// The date of the document.
        Document = "document",
    }
);

registry!(
    /// How exactly the place of an incident is known.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum PlacePrecision: "precision of a place" {
        /// A town, a village, a building: the name of a place that is none of the others.
        Locality = "locality",
        /// A division of a country.
        Region = "region",
        /// A country.
        Country = "country",
    }
);

registry!(
    /// What gives the place of an incident.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum PlaceBasis: "basis of a place" {
        /// The text of the event.
        Text = "text",
        /// The dateline of the report.
        Dateline = "dateline",
        /// The country that the document mentions most.
        Document = "document",
    }
);

/// The days in which an incident was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What gives the date.
    pub basis: DateBasis,
    /// The words, if it is in the text.
    pub span: Option<Span>,
}

impl EventDate {
    /// Returns how exactly the date is known.
    #[must_use]
    pub fn precision(&self) -> DatePrecision {
        let (first, last) = self.numbers();
        match last - first {
            0 => DatePrecision::Day,
            1..=6 => DatePrecision::Week,
            7..=30 => DatePrecision::Month,
            _ => DatePrecision::Year,
        }
    }

    /// The numbers of the first and the last day.
    pub(super) fn numbers(&self) -> (i64, i64) {
        let number = |date: Date| date.number().unwrap_or_default();
        (number(self.first.first_day()), number(self.last.last_day()))
    }
}

/// Where an incident was.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// The name of the narrowest place.
    pub name: String,
    /// The division of the country, if it is known.
    pub region: Option<String>,
    /// The country, if it is known.
    pub country: Option<String>,
    /// How exactly the place is known.
    pub precision: PlacePrecision,
    /// Latitude and longitude in degrees, if they are known.
    pub coordinates: Option<(f64, f64)>,
    /// What gives the place.
    pub basis: PlaceBasis,
    /// The words.
    pub span: Option<Span>,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq)]
pub struct Perpetrator {
    /// The name of the entity, or the words: "gunmen".
    pub name: String,
    /// The words.
    pub span: Span,
    /// What kind of actor.
    pub kind: ActorKind,
    /// True for a name, false for "gunmen".
    pub is_named: bool,
    /// How it is known.
    pub responsibility: Responsibility,
    /// Who says so, if the sentence says.
    pub by: Option<Span>,
}

/// What one document says of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The number of the document.
    pub document: usize,
    /// The number of the event within its document, from 0.
    pub number: usize,
    /// The date of the document.
    pub report: Option<Date>,
    /// Whether the document reports it, or mentions it as an earlier one.
    pub when: When,
    /// The numbers of its figures among all figures.
    pub figures: Vec<usize>,
    /// The spans of the sentences that are about it.
    pub sentences: Vec<Span>,
    /// What it was.
    pub kind: Option<IncidentType>,
    /// The means: the words and their class.
    pub weapon: Option<(Span, WeaponClass)>,
    /// What was attacked: the words and their class.
    pub target: Option<(Span, TargetClass)>,
    /// Where it was.
    pub place: Option<EventPlace>,
    /// When it was.
    pub date: Option<EventDate>,
    /// Who did it: the most certain first.
    pub perpetrators: Vec<Perpetrator>,
    /// The total of each outcome.
    pub totals: Vec<Total>,
}

impl Event {
    /// The number of days between two events, if both have a date: 0 if they share a day.
    pub(super) fn gap(&self, other: &Self) -> Option<i64> {
        let (first, last) = self.date.as_ref()?.numbers();
        let (other_first, other_last) = other.date.as_ref()?.numbers();
        Some((first.max(other_first) - last.min(other_last)).max(0))
    }
}
