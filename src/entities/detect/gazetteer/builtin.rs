//! The built-in tables of names.

use std::sync::{Arc, LazyLock};

use super::{CaseRule, Entry, Gazetteer, GazetteerBuilder};
use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::table::{Column, Table};

/// The built-in tables, built by `data/build_gazetteer.py`.
const TABLE: &str = include_str!("data/gazetteer.tsv");

/// The names of the built-in tables; they are the kinds of the entries.
pub const BUILTIN_TABLES: [&str; 10] = [
    "country",
    "capital",
    "region",
    "city",
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
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let kind = line.split('\t').next().unwrap_or_default();
        if tables.contains(&kind) {
            metadata.add(add_line(&mut builder, line)?);
        }
    }
    builder.metadata(metadata.into_table()).build()
}

/// Adds the entry of a line; returns the remaining columns.
fn add_line<'l>(builder: &mut GazetteerBuilder, line: &'l str) -> Result<[&'l str; 5]> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [kind, label, rule, name, aliases, ref rest @ ..] = columns[..] else {
        return Err(malformed(line));
    };
    let rest = <[&str; 5]>::try_from(rest).map_err(|_| malformed(line))?;
    let rule: CaseRule = rule.parse()?;
    let mut entry = Entry::new(name, Label::new(label));
    kind.clone_into(&mut entry.kind);
    let entry = builder.entry(&entry)?;
    builder.name(entry, name, rule)?;
    for alias in aliases.split('|').filter(|alias| !alias.is_empty()) {
        if let Some(exact) = alias.strip_prefix('=') {
            builder.name(entry, exact, CaseRule::Exact)?;
        } else if let Some(common) = alias.strip_prefix('?') {
            builder.name(entry, common, CaseRule::Common)?;
        } else {
            builder.name(entry, alias, rule)?;
        }
    }
    Ok(rest)
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
        assert_eq!(kinds, BUILTIN_TABLES);
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
