//! The names that come with the library.

use std::sync::{Arc, LazyLock};

use super::{CaseRule, Entry, Gazetteer, GazetteerBuilder, Label};
use crate::error::{Error, Result};

/// The built-in lists, made by `data/build_gazetteer.py`.
const TABLE: &str = include_str!("../data/gazetteer.tsv");

/// The names of the built-in tables, which are the kinds of their entries.
pub const BUILTIN_TABLES: [&str; 6] = [
    "country",
    "capital",
    "region",
    "city",
    "nationality",
    "armed_group",
];

impl Gazetteer {
    /// All built-in tables.
    ///
    /// Built on first use and then shared.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
            Arc::new(of_tables(&BUILTIN_TABLES).expect("the built-in table is well formed"))
        });
        Arc::clone(&BUILTIN)
    }

    /// Some of the built-in tables: see [`BUILTIN_TABLES`].
    ///
    /// # Errors
    ///
    /// Where there is no such table.
    pub fn builtin_tables<S: AsRef<str>>(tables: &[S]) -> Result<Arc<Self>> {
        let tables: Vec<&str> = tables.iter().map(AsRef::as_ref).collect();
        if let Some(unknown) = tables.iter().find(|table| !BUILTIN_TABLES.contains(table)) {
            return Err(Error::config(format!(
                "gazetteer table {unknown:?}: there is no such table; use {}",
                BUILTIN_TABLES.join(", ")
            )));
        }
        if BUILTIN_TABLES.iter().all(|table| tables.contains(table)) {
            return Ok(Self::builtin());
        }
        of_tables(&tables).map(Arc::new)
    }
}

fn of_tables(tables: &[&str]) -> Result<Gazetteer> {
    let mut builder = GazetteerBuilder::default();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let kind = line.split('\t').next().unwrap_or_default();
        if tables.contains(&kind) {
            add_line(&mut builder, line)?;
        }
    }
    builder.build()
}

fn add_line(builder: &mut GazetteerBuilder, line: &str) -> Result<()> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [kind, label, rule, name, aliases, _country] = columns[..] else {
        return Err(Error::saved(format!(
            "gazetteer line {line:?} has not six columns"
        )));
    };
    let rule: CaseRule = rule.parse()?;
    let mut entry = Entry::new(name, Label::new(label));
    kind.clone_into(&mut entry.kind);
    let entry = builder.entry(&entry)?;
    builder.name(entry, name, rule)?;
    for alias in aliases.split('|').filter(|alias| !alias.is_empty()) {
        match alias.strip_prefix('=') {
            Some(exact) => builder.name(entry, exact, CaseRule::Exact)?,
            None => builder.name(entry, alias, rule)?,
        }
    }
    Ok(())
}
