//! Countries of listed mentions, and the adjectives by which their institutions are called.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::gazetteer::Gazetteer;
use crate::entities::mentions::{Mention, Source};

/// Adjectives of countries that differ from the name of the nationality.
const ADJECTIVES: [(&str, &str); 8] = [
    ("GU", "Guam"),
    ("HK", "Hong Kong"),
    ("KI", "Kiribati"),
    ("LI", "Liechtenstein"),
    ("LU", "Luxembourg"),
    ("NZ", "New Zealand"),
    ("PH", "Philippine"),
    ("US", "U.S."),
];

/// The countries that the built-in list knows.
#[derive(Clone, Copy)]
pub(super) struct Countries<'g>(pub(super) Option<&'g Gazetteer>);

impl<'g> Countries<'g> {
    /// Returns the country of a mention of the built-in list, ISO 3166-1 alpha-2; empty if it has none.
    pub(super) fn of(self, mention: &Mention) -> &'g str {
        match (entry(mention), self.0) {
            (Some(entry), Some(list)) => list.text_of(entry, "country"),
            _ => "",
        }
    }

    /// Returns the table of a mention of the built-in list; empty for other mentions.
    pub(super) fn table(self, mention: &Mention) -> &'g str {
        match (entry(mention), self.0) {
            (Some(entry), Some(list)) => list.entry(entry).kind,
            _ => "",
        }
    }

    /// Returns the country or nationality that a text begins with, and the bytes of its name.
    pub(super) fn at_start(self, text: &str) -> Option<(&'g str, usize)> {
        let list = self.0?;
        let first = list.matches(text).next()?;
        let is_state = first.entry.kind == "country" || first.entry.kind == "nationality";
        let country = list.text_of(first.entry.number, "country");
        (first.span.start == 0 && is_state && !country.is_empty())
            .then_some((country, first.span.end))
    }
}

/// Returns the entry of a mention of the built-in list.
fn entry(mention: &Mention) -> Option<u32> {
    let is_builtin = mention.source == Source::Gazetteer;
    mention.entry.filter(|_| is_builtin)
}

/// Returns the adjective of a country: "Russian" of RU, "U.S." of US.
pub(super) fn adjective(country: &str) -> Option<&'static str> {
    static ALL: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let list = Gazetteer::builtin();
        let nationalities = list.entries().filter(|entry| entry.kind == "nationality");
        let all = nationalities.map(|entry| {
            let country = list.text_of(entry.number, "country");
            (country.to_owned(), entry.name.to_owned())
        });
        let own = ADJECTIVES.map(|(country, name)| (country.to_owned(), name.to_owned()));
        all.filter(|(country, _)| !country.is_empty())
            .chain(own)
            .collect()
    });
    ALL.get(country).map(String::as_str)
}
