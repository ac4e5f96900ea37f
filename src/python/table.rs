//! Tables in Python.

use std::sync::Arc;

use pyo3::exceptions::{PyIndexError, PyKeyError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use super::arrow::export_stream;
use super::convert::{self, Items};
use crate::table::{Column, Table, Values};

/// Named columns of plain values, all of one length.
#[pyclass(frozen, name = "Table", module = "lexicount._core")]
pub(super) struct PyTable(Arc<Table>);

impl From<Table> for PyTable {
    fn from(table: Table) -> Self {
        Self(Arc::new(table))
    }
}

#[pymethods]
impl PyTable {
    /// Creates a table of lists by name, all of one length.
    #[new]
    fn new(columns: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut n_rows = 0;
        for (_, values) in columns {
            n_rows = values.len()?;
        }
        Ok(Table::new(convert::metadata(columns, n_rows)?).into())
    }

    /// Returns the rows of tables of the same columns, one table after another, after the row of `keys` of each table.
    #[staticmethod]
    fn stacked(py: Python<'_>, keys: &Self, tables: Vec<Py<Self>>) -> Self {
        let tables: Vec<&Table> = tables.iter().map(|table| &*table.get().0).collect();
        py.detach(|| Table::stacked(&keys.0, &tables).into())
    }

    fn __len__(&self) -> usize {
        self.0.n_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        let columns = self.0.columns().iter();
        columns.map(|column| column.name.as_str()).collect()
    }

    /// Returns the values of a column.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        match self.0.column(name) {
            Some(column) => values_to_list(py, column),
            None => Err(self.no_column(name)),
        }
    }

    /// Returns the columns as lists, by name.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for column in self.0.columns() {
            dict.set_item(&column.name, values_to_list(py, column)?)?;
        }
        Ok(dict)
    }

    /// Returns the rows as JSON: one array of objects, or one object per line.
    #[pyo3(signature = (*, lines))]
    fn to_json(&self, py: Python<'_>, lines: bool) -> String {
        py.detach(|| {
            if lines {
                self.0.to_json_lines()
            } else {
                self.0.to_json()
            }
        })
    }

    /// Returns the first rows.
    fn head(&self, n: usize) -> Self {
        let rows: Vec<usize> = (0..self.0.n_rows().min(n)).collect();
        self.0.take(&rows).into()
    }

    /// Returns a table of these columns, in this order.
    fn select(&self, names: Vec<String>) -> PyResult<Self> {
        let columns = names.iter().map(|name| match self.0.column(name) {
            Some(column) => Ok(column.clone()),
            None => Err(self.no_column(name)),
        });
        Ok(Table::new(columns.collect::<PyResult<_>>()?).into())
    }

    /// Returns the rows with these indices, in this order.
    fn take(&self, rows: Items<usize>) -> PyResult<Self> {
        let Items(rows) = rows;
        let n_rows = self.0.n_rows();
        match rows.iter().find(|&&row| row >= n_rows) {
            Some(row) => Err(PyIndexError::new_err(format!("row {row} of {n_rows}"))),
            None => Ok(self.0.take(&rows).into()),
        }
    }

    /// Returns the rows as an Arrow stream of one batch; no column is copied.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol allows a producer to ignore a schema that it cannot follow.
        let _ = requested_schema;
        export_stream(py, Arc::clone(&self.0))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl PyTable {
    fn no_column(&self, name: &str) -> PyErr {
        let names = self.column_names().join(", ");
        PyKeyError::new_err(format!("no column {name:?}; the columns are {names}"))
    }
}

/// The values of a column as a list; None for missing values.
pub(super) fn values_to_list<'py>(
    py: Python<'py>,
    column: &Column,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for row in 0..column.len() {
        if !column.is_present(row) {
            list.append(py.None())?;
            continue;
        }
        match &column.values {
            Values::Text(values) => list.append(values.get(row))?,
            Values::Int(values) => list.append(values[row])?,
            Values::UInt(values) => list.append(values[row])?,
            Values::Float(values) => list.append(values[row])?,
            Values::Bool(values) => list.append(values[row])?,
            Values::TextList(lists) => {
                let items = lists.range(row).map(|item| lists.values.get(item));
                list.append(PyList::new(py, items.collect::<Vec<_>>())?)?;
            }
            Values::IntList(lists) => {
                list.append(PyList::new(py, &lists.values[lists.range(row)])?)?;
            }
        }
    }
    Ok(list)
}
