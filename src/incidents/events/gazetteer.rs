//! What the built-in lists know of places, peoples and armed groups.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::entities::{Gazetteer, Mention, Source};
use crate::table::{Column, Table, Values};

/// What kind of place an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Country,
    Region,
    /// A city, or another place with a name.
    City,
    /// A sea, a river, a mountain.
    Feature,
    /// No place: a people.
    People,
    /// No place: an armed group.
    ArmedGroup,
    /// No place: an agency of a state, a force, a party.
    Agency,
    /// No place: a newspaper, a news agency.
    Medium,
}

/// An entry of the lists.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The code of the country, if it is in one.
    pub(super) country: Option<String>,
    /// The code of the region, if it is a region or in a region that has one.
    pub(super) region: Option<String>,
    pub(super) coordinates: Option<(f64, f64)>,
}

/// The entries by number and by name, and the names of countries and regions by code.
#[derive(Debug)]
pub(super) struct Atlas {
    entries: Vec<Option<Known>>,
    by_name: HashMap<String, u32, RandomState>,
    countries: HashMap<String, u32, RandomState>,
    regions: HashMap<String, u32, RandomState>,
}

impl Atlas {
    /// That of the built-in lists.
    pub(super) fn builtin() -> &'static Self {
        static ATLAS: LazyLock<Atlas> =
            LazyLock::new(|| Atlas::new(&Gazetteer::builtin().to_table()));
        &ATLAS
    }

    fn new(table: &Table) -> Self {
        let text = |name: &str, row: usize| text(table.column(name)?, row);
        let float = |name: &str, row: usize| float(table.column(name)?, row);
        let mut made = Self {
            entries: Vec::with_capacity(table.n_rows()),
            by_name: HashMap::default(),
            countries: HashMap::default(),
            regions: HashMap::default(),
        };
        for row in 0..table.n_rows() {
            let known = text("table", row).and_then(kind).map(|kind| {
                let code = text("code", row).map(str::to_owned);
                Known {
                    name: text("name", row).unwrap_or_default().to_owned(),
                    kind,
                    country: text("country", row).map(str::to_owned),
                    region: code.filter(|code| code.contains('-')),
                    coordinates: float("latitude", row).zip(float("longitude", row)),
                }
            });
            if let Some(known) = &known {
                let number = u32::try_from(row).expect("the lists have fewer entries");
                made.by_name.entry(known.name.clone()).or_insert(number);
                let (codes, code) = match known.kind {
                    Kind::Country => (&mut made.countries, &known.country),
                    _ => (&mut made.regions, &known.region),
                };
                if matches!(known.kind, Kind::Country | Kind::Region)
                    && let Some(code) = code
                {
                    codes.entry(code.clone()).or_insert(number);
                }
            }
            made.entries.push(known);
        }
        made
    }

    /// The entry of a mention: that which found it, or that of its name.
    pub(super) fn of(&self, mention: &Mention) -> Option<&Known> {
        let found = mention
            .entry
            .filter(|_| mention.source == Source::Gazetteer);
        let found = found.and_then(|entry| self.entries.get(entry as usize)?.as_ref());
        found
            .filter(|known| known.name == mention.name)
            .or_else(|| self.named(&mention.name))
    }

    /// The entry of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Known> {
        let number = *self.by_name.get(name)?;
        self.entries.get(number as usize)?.as_ref()
    }

    /// The country with this code.
    pub(super) fn country(&self, code: &str) -> Option<&Known> {
        let number = *self.countries.get(code)?;
        self.entries.get(number as usize)?.as_ref()
    }

    /// The region with this code.
    pub(super) fn region(&self, code: &str) -> Option<&Known> {
        let number = *self.regions.get(code)?;
        self.entries.get(number as usize)?.as_ref()
    }
}

fn kind(table: &str) -> Option<Kind> {
    Some(match table {
        "country" => Kind::Country,
        "region" => Kind::Region,
        "capital" | "city" => Kind::City,
        "feature" => Kind::Feature,
        "nationality" => Kind::People,
        "armed_group" => Kind::ArmedGroup,
        "agency" => Kind::Agency,
        "newspaper" => Kind::Medium,
        _ => return None,
    })
}

fn text(column: &Column, row: usize) -> Option<&str> {
    match &column.values {
        Values::Text(values) if column.is_present(row) => Some(values.get(row)),
        _ => None,
    }
}

fn float(column: &Column, row: usize) -> Option<f64> {
    match &column.values {
        Values::Float(values) if column.is_present(row) => Some(values[row]),
        _ => None,
    }
}

/// The distance of two places in kilometres, on a sphere.
pub(super) fn distance((lat_a, lon_a): (f64, f64), (lat_b, lon_b): (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0;
    let [lat_a, lon_a, lat_b, lon_b] = [lat_a, lon_a, lat_b, lon_b].map(f64::to_radians);
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let chord = half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(lon_a, lon_b);
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_countries_regions_and_distances() {
        let atlas = Atlas::builtin();
        let kabul = atlas.named("Kabul").unwrap();
        assert_eq!(kabul.kind, Kind::City);
        assert_eq!(
            atlas
                .country(kabul.country.as_deref().unwrap())
                .unwrap()
                .name,
            "Afghanistan"
        );
        assert_eq!(atlas.region("US-TX").unwrap().name, "Texas");
        let [moscow, berlin] =
            ["Moscow", "Berlin"].map(|name| atlas.named(name).unwrap().coordinates.unwrap());
        assert!((distance(moscow, berlin) - 1610.0).abs() < 20.0);
        assert!(distance(moscow, moscow) < 1e-6);
    }
}
