//! Gazetteers in Python.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use super::convert::{self, Items};
use super::documents::PyDocuments;
use super::error::input_error;
use super::run::{Run, release};
use super::table::PyTable;
use crate::corpus::Documents;
use crate::entities::{
    BUILTIN_TABLES, BoundaryRules, CaseRule, Entry, Gazetteer, GazetteerBuilder, Label, MatchKind,
    find_names,
};
use crate::parallel::Workers;
use crate::table::Table;

/// The number of entries between two checks for signals.
const ENTRIES_PER_SIGNAL: usize = 1 << 12;

/// A compiled set of names to search for.
#[pyclass(frozen, name = "Gazetteer", module = "lexicount._core")]
pub(super) struct PyGazetteer(pub(super) Arc<Gazetteer>);

#[pymethods]
impl PyGazetteer {
    /// Builds a gazetteer from columns with one row per entry; `label` and `case` are the defaults. Empties `metadata`.
    #[new]
    #[pyo3(signature = (names, *, labels, aliases, cases, priorities, blocked, metadata, label, case, possessive, hyphen))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python class"
    )]
    fn new(
        names: &Bound<'_, PyAny>,
        labels: Option<&Bound<'_, PyAny>>,
        aliases: Option<Items<Bound<'_, PyAny>>>,
        cases: Option<&Bound<'_, PyAny>>,
        priorities: Option<Items<Option<i32>>>,
        blocked: Option<Items<Option<bool>>>,
        metadata: Option<&Bound<'_, PyDict>>,
        label: &str,
        case: &str,
        possessive: &str,
        hyphen: &str,
    ) -> PyResult<Self> {
        let py = names.py();
        let boundaries = BoundaryRules {
            possessive: possessive.parse()?,
            hyphen: hyphen.parse()?,
        };
        let names = convert::documents(names)?;
        let n_rows = names.len();
        let rows = Rows {
            labels: labels.map(convert::documents).transpose()?,
            cases: cases.map(convert::documents).transpose()?,
            names,
            aliases: aliases.map(|Items(items)| items),
            priorities: priorities.map(|Items(items)| items),
            blocked: blocked.map(|Items(items)| items),
            label,
            case: case.parse()?,
        };
        rows.check_lengths(py)?;
        let columns = match metadata {
            Some(columns) => {
                let converted = convert::metadata(columns, n_rows)?;
                // The Python lists of a million rows take as much memory as the gazetteer.
                columns.clear();
                converted
            }
            None => Vec::new(),
        };
        let mut builder = GazetteerBuilder::new(boundaries).unambiguous();
        for row in 0..n_rows {
            if row.is_multiple_of(ENTRIES_PER_SIGNAL) {
                py.check_signals()?;
            }
            rows.add(py, row, &mut builder)?;
        }
        let builder = builder.metadata(Table::new(columns));
        let gazetteer = py.detach(|| builder.build())?;
        Ok(Self(Arc::new(gazetteer)))
    }

    /// Returns the built-in tables with these names; all tables if None.
    #[staticmethod]
    #[pyo3(signature = (tables))]
    fn builtin(py: Python<'_>, tables: Option<Vec<String>>) -> PyResult<Self> {
        py.detach(|| match tables {
            Some(tables) => Ok(Self(Gazetteer::builtin_tables(&tables)?)),
            None => Ok(Self(Gazetteer::builtin())),
        })
    }

    /// Returns the names of the built-in tables.
    #[staticmethod]
    fn builtin_tables() -> Vec<&'static str> {
        BUILTIN_TABLES.to_vec()
    }

    /// Reads the output of `to_bytes`.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: Vec<u8>) -> PyResult<Self> {
        let gazetteer = py.detach(|| Gazetteer::from_bytes(bytes))?;
        Ok(Self(Arc::new(gazetteer)))
    }

    /// Reads a file written by `save`.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let gazetteer = py.detach(|| Gazetteer::load(&path, &Workers::new(None)?))?;
        Ok(Self(Arc::new(gazetteer)))
    }

    /// Writes the compiled gazetteer to a file, atomically.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| self.0.save(&path))?)
    }

    /// Returns the compiled gazetteer as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.to_bytes())
    }

    fn __len__(&self) -> usize {
        self.0.n_entries()
    }

    /// The labels of the entries, in code-point order.
    fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = self.0.labels().collect();
        labels.sort_unstable();
        labels
    }

    /// Returns a table of the entries: label, name, table, priority, and metadata.
    fn entries(&self, py: Python<'_>) -> PyTable {
        py.detach(|| self.0.to_table()).into()
    }

    /// Returns a table of the matches in documents, in order, with their text, offsets and metadata.
    #[pyo3(signature = (documents, *, kind, run))]
    fn find(
        &self,
        py: Python<'_>,
        documents: &PyDocuments,
        kind: &str,
        run: Run,
    ) -> PyResult<PyTable> {
        let kind: MatchKind = kind.parse()?;
        let documents = Arc::clone(&documents.0);
        let weight = documents.total_bytes();
        let table = release(py, &run, weight, |workers| {
            let found = find_names(&documents, &self.0, kind, workers)?;
            Ok(found.to_table(&documents, &self.0))
        })?;
        Ok(table.into())
    }

    /// Returns a table of the number of matches of each entry, most frequent first.
    #[pyo3(signature = (documents, *, kind, run))]
    fn count(
        &self,
        py: Python<'_>,
        documents: &PyDocuments,
        kind: &str,
        run: Run,
    ) -> PyResult<PyTable> {
        let kind: MatchKind = kind.parse()?;
        let documents = Arc::clone(&documents.0);
        let weight = documents.total_bytes();
        let table = release(py, &run, weight, |workers| {
            let found = find_names(&documents, &self.0, kind, workers)?;
            Ok(found.counts_table(&self.0))
        })?;
        Ok(table.into())
    }
}

/// The columns of the entries, one row per entry.
struct Rows<'r> {
    names: Documents,
    labels: Option<Documents>,
    aliases: Option<Vec<Bound<'r, PyAny>>>,
    cases: Option<Documents>,
    priorities: Option<Vec<Option<i32>>>,
    blocked: Option<Vec<Option<bool>>>,
    label: &'r str,
    case: CaseRule,
}

impl Rows<'_> {
    fn check_lengths(&self, py: Python<'_>) -> PyResult<()> {
        let lengths = [
            ("labels", self.labels.as_ref().map(Documents::len)),
            ("aliases", self.aliases.as_ref().map(Vec::len)),
            ("cases", self.cases.as_ref().map(Documents::len)),
            ("priorities", self.priorities.as_ref().map(Vec::len)),
            ("blocked", self.blocked.as_ref().map(Vec::len)),
        ];
        let n_rows = self.names.len();
        for (what, length) in lengths {
            if let Some(length) = length.filter(|&length| length != n_rows) {
                let message = format!(
                    "{what} has {length} values for {n_rows} names: give one for each name"
                );
                return Err(input_error(py, &message));
            }
        }
        Ok(())
    }

    fn add(&self, py: Python<'_>, row: usize, builder: &mut GazetteerBuilder) -> PyResult<()> {
        let Some(name) = self.names.text(row) else {
            let message = format!("name {row} is missing: each entry needs a name");
            return Err(input_error(py, &message));
        };
        let value = |column: &Option<Documents>, of: &str| match column {
            Some(column) => column.text(row).unwrap_or(of).to_owned(),
            None => of.to_owned(),
        };
        let rule = match self.cases.as_ref().and_then(|cases| cases.text(row)) {
            Some(rule) => rule.parse()?,
            None => self.case,
        };
        let entry = Entry {
            priority: at(self.priorities.as_ref(), row).unwrap_or_default(),
            is_blocked: at(self.blocked.as_ref(), row).unwrap_or_default(),
            ..Entry::new(name, Label::named(&value(&self.labels, self.label)))
        };
        let entry = builder.entry(&entry)?;
        builder.name(entry, name, rule)?;
        if let Some(aliases) = &self.aliases {
            for_each_text(&aliases[row], name, |alias| {
                Ok(builder.name(entry, alias, rule)?)
            })?;
        }
        Ok(())
    }
}

fn at<T: Copy>(column: Option<&Vec<Option<T>>>, row: usize) -> Option<T> {
    column.and_then(|column| column[row])
}

/// Calls `take` with each string of a value, which is a string, a list or an iterable.
fn for_each_text(
    value: &Bound<'_, PyAny>,
    of: &str,
    mut take: impl FnMut(&str) -> PyResult<()>,
) -> PyResult<()> {
    if let Ok(text) = value.cast::<PyString>() {
        return take(convert::PyText::new(text)?.as_str());
    }
    if convert::is_missing(value)? {
        return Ok(());
    }
    for item in value.try_iter()? {
        let item = item?;
        let Ok(text) = item.cast::<PyString>() else {
            let shown = item
                .repr()
                .map_or_else(|_| String::new(), |shown| shown.to_string());
            let message = format!("aliases of {of:?} hold {shown}: give a list of str");
            return Err(input_error(item.py(), &message));
        };
        take(convert::PyText::new(text)?.as_str())?;
    }
    Ok(())
}
