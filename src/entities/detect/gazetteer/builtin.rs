//! The built-in tables of names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use super::{CaseRule, Entry, Gazetteer, GazetteerBuilder};
use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::table::{Column, Table};

/// The built-in tables, built by `data/build_gazetteer.py`.
const TABLE: &str = include_str!("data/gazetteer.tsv");

/// Other readings of their spellings, built by the same script.
const NAMESAKES: &str = include_str!("data/namesakes.tsv");

/// The lengths of acronyms that match with full stops, too: "S.E.C.".
const WITH_STOPS: RangeInclusive<usize> = 2..=5;

/// The length from which on an acronym matches with one uppercase letter: "Nato".
const SHORTEST_WORD: usize = 4;

/// Acronyms that are ordinary words with one uppercase letter.
const ORDINARY_WORDS: [&str; 4] = ["MEND", "MILF", "SAPS", "SPAR"];

/// The names of the built-in tables; they are the kinds of the entries.
pub const BUILTIN_TABLES: [&str; 11] = [
    "country",
    "capital",
    "region",
    "city",
    "feature",
    "nationality",
    "armed_group",
    "agency",
    "newspaper",
    "university",
    "company",
];

impl Gazetteer {
    /// Returns the gazetteer of all built-in tables.
    ///
    /// It is built on first use and then shared.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
            Arc::new(from_tables(&BUILTIN_TABLES).expect("the built-in table is well-formed"))
        });
        Arc::clone(&BUILTIN)
    }

    /// Returns the gazetteer of some of the [`BUILTIN_TABLES`].
    ///
    /// # Errors
    ///
    /// If there is no such table.
    pub fn builtin_tables<S: AsRef<str>>(tables: &[S]) -> Result<Arc<Self>> {
        let tables: Vec<&str> = tables.iter().map(AsRef::as_ref).collect();
        if let Some(unknown) = tables.iter().find(|table| !BUILTIN_TABLES.contains(table)) {
            return Err(Error::config(format!(
                "gazetteer table {unknown:?}: unknown; use {}",
                BUILTIN_TABLES.join(", ")
            )));
        }
        if BUILTIN_TABLES.iter().all(|table| tables.contains(table)) {
            return Ok(Self::builtin());
        }
        from_tables(&tables).map(Arc::new)
    }
}

fn from_tables(tables: &[&str]) -> Result<Gazetteer> {
    let mut builder = GazetteerBuilder::default();
    let mut metadata = Metadata::default();
    let namesakes = lines_of(NAMESAKES, tables)?;
    let shared = namesakes.iter().flat_map(Line::aliases);
    let mut shared: BTreeMap<&str, bool> = shared.map(|(name, _)| (name, false)).collect();
    let mut entries = BTreeMap::new();
    for line in lines_of(TABLE, tables)? {
        let entry = line.add_to(&mut builder)?;
        metadata.add(line.rest);
        let aliases = line.aliases().map(|(name, _)| name);
        for name in aliases.chain([line.name]) {
            if let Some(is_listed) = shared.get_mut(name) {
                *is_listed = true;
            }
        }
        entries.insert((line.kind, line.name), entry);
    }
    for line in namesakes {
        // Without the entry that has a spelling by default, there is nothing to decide.
        let mut names = line.aliases().filter(|(name, _)| shared[name]).peekable();
        if names.peek().is_none() {
            continue;
        }
        let entry = if let Some(entry) = entries.get(&(line.kind, line.name)) {
            *entry
        } else {
            metadata.add(line.rest);
            builder.entry(&line.entry())?
        };
        for (name, rule) in names {
            builder.namesake(entry, name, rule)?;
        }
    }
    builder.metadata(metadata.into_table()).build()
}

/// Reads the lines of a file that belong to some tables.
fn lines_of(file: &'static str, tables: &[&str]) -> Result<Vec<Line>> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter(|line| tables.contains(&line.split('\t').next().unwrap_or_default()));
    lines.map(Line::parse).collect()
}

/// A line of a table.
struct Line {
    kind: &'static str,
    label: &'static str,
    rule: CaseRule,
    name: &'static str,
    aliases: &'static str,
    /// The metadata.
    rest: [&'static str; 5],
}

impl Line {
    fn parse(line: &'static str) -> Result<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, label, rule, name, aliases, ref rest @ ..] = columns[..] else {
            return Err(malformed(line));
        };
        Ok(Self {
            kind,
            label,
            rule: rule.parse()?,
            name,
            aliases,
            rest: <[&str; 5]>::try_from(rest).map_err(|_| malformed(line))?,
        })
    }

    fn entry(&self) -> Entry {
        let mut entry = Entry::new(self.name, Label::new(self.label));
        self.kind.clone_into(&mut entry.kind);
        entry
    }

    /// The other spellings, each with its case rule.
    fn aliases(&self) -> impl Iterator<Item = (&'static str, CaseRule)> {
        let rule = self.rule;
        let aliases = self.aliases.split('|').filter(|alias| !alias.is_empty());
        aliases.map(move |alias| {
            if let Some(exact) = alias.strip_prefix('=') {
                (exact, CaseRule::Exact)
            } else if let Some(common) = alias.strip_prefix('?') {
                (common, CaseRule::Common)
            } else {
                (alias, rule)
            }
        })
    }

    /// Adds the entry with its names.
    fn add_to(&self, builder: &mut GazetteerBuilder) -> Result<u32> {
        let entry = builder.entry(&self.entry())?;
        builder.name(entry, self.name, self.rule)?;
        let mut acronyms = BTreeSet::new();
        for (alias, rule) in self.aliases() {
            builder.name(entry, alias, rule)?;
            if rule == CaseRule::Exact && self.label == Label::ORG.as_str() {
                acronyms.extend(spellings_of_acronym(alias));
            }
        }
        for acronym in acronyms {
            if self.aliases().all(|(alias, _)| alias != acronym) {
                builder.name(entry, &acronym, CaseRule::Exact)?;
            }
        }
        Ok(entry)
    }
}

/// Other spellings of an acronym: "F.B.I." of "FBI", "Nato" of "NATO".
fn spellings_of_acronym(acronym: &str) -> Vec<String> {
    if !acronym.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Vec::new();
    }
    let mut spellings = Vec::new();
    if WITH_STOPS.contains(&acronym.len()) {
        spellings.push(acronym.chars().flat_map(|letter| [letter, '.']).collect());
    }
    let has_vowel = acronym[1..].contains(['A', 'E', 'I', 'O', 'U']);
    if acronym.len() >= SHORTEST_WORD && has_vowel && !ORDINARY_WORDS.contains(&acronym) {
        let (first, rest) = acronym.split_at(1);
        spellings.push(first.to_owned() + &rest.to_ascii_lowercase());
    }
    spellings
}

fn malformed(line: &str) -> Error {
    Error::saved(format!("gazetteer line {line:?}: expected ten columns"))
}

/// The metadata of the entries: country (ISO 3166-1 alpha-2), code (alpha-3 for countries, ISO 3166-2 for US states),
/// latitude, longitude and population.
#[derive(Default)]
struct Metadata<'l> {
    rows: Vec<[&'l str; 5]>,
}

impl<'l> Metadata<'l> {
    fn add(&mut self, row: [&'l str; 5]) {
        self.rows.push(row);
    }

    fn into_table(self) -> Table {
        let cells = |column: usize| self.rows.iter().map(move |row| row[column]);
        let texts = |column| cells(column).map(|cell| (!cell.is_empty()).then_some(cell));
        let floats = |column| cells(column).map(|cell| cell.parse().ok());
        Table::new(vec![
            Column::optional_text("country", texts(0)),
            Column::optional_text("code", texts(1)),
            Column::optional_floats("latitude", floats(2)),
            Column::optional_floats("longitude", floats(3)),
            Column::optional_ints("population", cells(4).map(|cell| cell.parse().ok())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Values;

    #[test]
    fn builtin_tables_are_well_formed() {
        let gazetteer = Gazetteer::builtin();
        let mut kinds: Vec<&str> = gazetteer.entries().map(|entry| entry.kind).collect();
        assert!(kinds.len() > 15_000);
        kinds.dedup();
        // The namesakes that are not in another table come last.
        assert_eq!(kinds[..BUILTIN_TABLES.len()], BUILTIN_TABLES);
        assert_eq!(kinds[BUILTIN_TABLES.len()..], ["city"]);
        let table = gazetteer.to_table();
        let Some(Values::Float(latitudes)) = table.column("latitude").map(|item| &item.values)
        else {
            panic!("latitudes are numbers");
        };
        assert!(latitudes.iter().all(|latitude| latitude.abs() < 90.0));
    }

    #[test]
    fn every_builtin_name_is_found() {
        let gazetteer = Gazetteer::builtin();
        for entry in gazetteer.entries() {
            let text = format!("the {}", entry.name);
            let found = gazetteer.matches(&text);
            assert!(found.into_iter().any(|item| item.entry == entry), "{text}");
        }
    }

    #[test]
    fn acronyms_match_with_full_stops_and_as_words() {
        let gazetteer = Gazetteer::builtin();
        let text = "the F.B.I., the S.E.C., Nato and Ecowas; mend, Mend, Who";
        let found = gazetteer.matches(text).map(|item| item.span.slice(text));
        let expected = ["F.B.I.", "S.E.C.", "Nato", "Ecowas"];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ordinary_words_are_not_companies() {
        let gazetteer = Gazetteer::builtin();
        let names = |text: &'static str| -> Vec<String> {
            let found = gazetteer.matches(text);
            found.map(|item| item.entry.name.to_owned()).collect()
        };
        let words = "Target the Gap. Apple pie and a Visa on State Street, Ball, Block, Best Buy.";
        assert_eq!(names(words), Vec::<String>::new());
        let companies = "The iPhone of Apple; Target Corporation; the Washington Post";
        let expected = ["Apple Inc.", "Target Corporation", "The Washington Post"];
        assert_eq!(names(companies), expected);
    }
}
