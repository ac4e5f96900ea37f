"""What every result can do: convert to a dict, a frame, Arrow or JSON, and show itself."""

from __future__ import annotations

from lexicount import _core
from lexicount._format import MOST_ROWS, aligned_lines, distinct_names, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, TypeVar

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    Of = TypeVar("Of")

__all__ = ["BinnedResult", "GroupedResult", "Result", "Table"]

#: The most groups that an error lists.
_MOST_NAMED = 10

#: Columns with ids of documents, which are paths for text files.
_DOCUMENTS = frozenset({"document", "representative"})

#: The width of the widest column of a table as text, in terminal columns.
_WIDEST = 60


class Result:
    """The base of all results: rows with named columns.

    Iterating yields the rows as dicts, unless a class says otherwise.
    """

    #: The column that a notebook draws as bars.
    _bar: str | None = None

    def _table(self) -> _core.Table:
        """Return all rows."""
        raise TypeError(f"{type(self).__name__} is abstract: use one of its subclasses")

    def _brief(self) -> _core.Table:
        """Return all rows with the columns that are shown."""
        return self._table()

    def _summary(self) -> str:
        """Return a summary in one line."""
        table = self._table()
        return f"{len(table):,} rows: {', '.join(table.column_names)}"

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns as lists.

        Returns
        -------
        dict of str to list
            Missing values are None.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.keyword_frequency("to be or not to be", top=1).to_dict()["term"]
        ['be']
        """
        return self._table().to_dict()

    def to_json(self, *, lines: bool = False) -> str:
        """Return the rows as JSON.

        Parameters
        ----------
        lines : bool
            Write one object per line (JSON Lines) instead of one array.

        Returns
        -------
        str
        """
        return self._table().to_json(lines=lines)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame.

        Returns
        -------
        pandas.DataFrame
            Integers with missing values have the dtype ``Int64``; missing floats are NaN.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        import pandas as pd

        columns = {
            name: pd.Series(values, dtype=_pandas_dtype(values))
            for name, values in self.to_dict().items()
        }
        return pd.DataFrame(columns)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame, through Arrow.

        Returns
        -------
        polars.DataFrame

        Raises
        ------
        ImportError
            If polars is not installed.
        """
        import polars as pl

        return pl.DataFrame(self._table())

    def to_arrow(self) -> pa.Table:
        """Return the rows as a pyarrow table; no column is copied.

        Returns
        -------
        pyarrow.Table

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        """
        import pyarrow as pa

        return pa.table(self._table())

    def __iter__(self) -> Iterator[Any]:
        # Rows as dicts; a mapping of terms or a sequence of entities yields those instead.
        columns = self._table().to_dict()
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export the rows through the Arrow PyCapsule protocol."""
        return self._table().__arrow_c_stream__(requested_schema)

    def top(self, n: int = 10) -> Table:
        """Return the first rows.

        Parameters
        ----------
        n : int
            The number of rows.

        Returns
        -------
        Table

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.keyword_frequency("to be or not to be").top(2)
        term  count  document_frequency  per_million  rank
        be        2                   1    333333.33     1
        to        2                   1    333333.33     2
        [2 rows]
        """
        return Table(self._brief().head(n))

    def __repr__(self) -> str:
        return self._caption()

    def _caption(self) -> str:
        """Return what is written above the rows in a notebook."""
        return f"{type(self).__name__}({self._summary()})"

    def _repr_html_(self) -> str:
        # Imported here: most programs never show a notebook.
        from lexicount._html import html_table

        table = self._brief()
        return html_table(
            table.head(MOST_ROWS).to_dict(),
            n_rows=len(table),
            caption=self._caption(),
            bar=self._bar,
        )


class BinnedResult(Result):
    """The base of results that put documents into time bins."""

    def _undated(self) -> dict[str, int]:
        """Return the number of documents without a time bin, by reason."""
        raise TypeError(f"{type(self).__name__} is abstract: use one of its subclasses")

    @property
    def undated(self) -> dict[str, int]:
        """The number of documents without a time bin, by reason.

        ``missing``: no date; ``unreadable``: not a date; ``ambiguous``: day and month could be
        exchanged, see `dayfirst` of :func:`lexicount.documents`; ``coarse``: too coarse for the
        bins, such as a year for months.
        """
        return self._undated()


class GroupedResult(BinnedResult):
    """The base of counts by group of documents: by the values or the time bins of a column."""

    if TYPE_CHECKING:
        _core: Any

    @property
    def every(self) -> str | None:
        """The time bins for the dates."""
        every: str | None = self._core.every
        return every

    def _undated(self) -> dict[str, int]:
        undated: dict[str, int] = self._core.undated
        return undated

    @property
    def by(self) -> str | list[str]:
        """The column by which documents are grouped; a list if there are several."""
        columns = self._columns()
        return columns[0] if len(columns) == 1 else columns

    def _columns(self) -> list[str]:
        """Return the columns by which documents are grouped."""
        columns: list[str] = self._core.by
        return columns

    def _by_text(self) -> str:
        """Return how documents are grouped, in words."""
        return " and ".join(self._columns()) + (f" every {self.every}" if self.every else "")

    def _keys(self) -> list[tuple[Any, ...]]:
        """Return the values of each group, in order."""
        totals = self._core.totals()
        names = totals.column_names[: len(self._columns())]
        return list(zip(*map(totals.column, names), strict=True))

    def _group_values(self) -> list[Any]:
        """Return the groups, in order: values of one column, or tuples of several."""
        keys = self._keys()
        return [key[0] for key in keys] if len(self._columns()) == 1 else list(keys)

    def _known(self, group: Any, groups: Mapping[Any, Of]) -> Of:
        """Return what belongs to a group; raises KeyError that lists the groups."""
        try:
            return groups[group]
        except (KeyError, TypeError):
            shown = ", ".join(map(repr, list(groups)[:_MOST_NAMED]))
            more = f" and {len(groups) - _MOST_NAMED:,} more" if len(groups) > _MOST_NAMED else ""
            message = f"no group {group!r:.80} by {self._by_text()}; there are {shown}{more}"
            raise KeyError(message) from None

    def _date_position(self) -> int | None:
        """Return which of the columns holds the time bins."""
        position: int | None = self._core.date
        return position


class Table(Result):
    """Rows with named columns.

    ``table["name"]`` is a column as a list.
    """

    def __init__(self, table: _core.Table, documents: _core.Documents | None = None) -> None:
        self._core = table
        #: The documents whose metadata are among the columns.
        self._documents = documents

    def _table(self) -> _core.Table:
        return self._core

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return self._core.column_names

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, name: str) -> list[Any]:
        return self._core.column(name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self._core == other._core

    __hash__ = None  # type: ignore[assignment]

    def top(self, n: int = 10) -> Table:
        """Return the first rows.

        Parameters
        ----------
        n : int
            The number of rows.

        Returns
        -------
        Table
        """
        return Table(self._core.head(n), self._documents)

    def _brief(self) -> _core.Table:
        """Return the columns as people are shown them: results first, then metadata, no paths."""
        if self._documents is None:
            return self._core
        names = self._core.column_names
        metadata = self._documents.metadata().column_names
        last = {*metadata, *(f"document_{name}" for name in metadata)}.intersection(names)
        shown = [name for name in names if name not in last]
        # That of a file is its id too.
        shown += [name for name in names if name in last and name != "path"]
        return self._core.select(shown)

    def __str__(self) -> str:
        """Return the first rows as aligned text, without the folders that all files share."""
        columns = self._brief().head(MOST_ROWS).to_dict()
        for name in _DOCUMENTS.intersection(columns):
            if any(isinstance(one, str) for one in columns[name]):
                columns[name] = distinct_names(columns[name])
        text = aligned_lines(list(columns), zip(*columns.values(), strict=True), widest=_WIDEST)
        if len(self) > MOST_ROWS:
            text.append(f"... {len(self) - MOST_ROWS:,} more rows")
        return "\n".join(text)

    def __repr__(self) -> str:
        """Return the first rows as aligned text, with the number of rows."""
        return f"{self}\n[{self._caption()}]"

    def _caption(self) -> str:
        return plural(len(self), "row")


def _pandas_dtype(values: list[Any]) -> str | None:
    whole = [value for value in values if value is not None]
    if len(whole) == len(values):
        return None
    if whole and all(isinstance(value, float) for value in whole):
        return "float64"
    is_int = all(isinstance(value, int) and not isinstance(value, bool) for value in whole)
    return "Int64" if is_int and whole else "object"
