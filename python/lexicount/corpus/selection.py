"""Documents as a sequence: selection, added metadata, pickles."""

from __future__ import annotations

import operator

from lexicount import _core
from lexicount._arguments import checked_integer
from lexicount.corpus.frames import (
    as_frame,
    column_values,
    frame_columns,
    index_columns,
    plain_value,
    plain_values,
)
from lexicount.exceptions import ConfigError, InputError
from lexicount.results import Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Self, overload

    from lexicount._core import Documents as _CoreDocuments

__all__ = ["DocumentSequence", "documents_state", "joined_documents", "restored_documents"]

#: The column of ids in all results.
ID = "document"


class DocumentSequence(Result):
    """The part of :class:`lexicount.Documents` that selects documents and adds metadata.

    Texts are shared, not copied.
    """

    if TYPE_CHECKING:

        @property
        def _core(self) -> _CoreDocuments: ...
        def __init__(self, core: _CoreDocuments | None = None) -> None: ...
        def __iter__(self) -> Iterator[str | None]: ...

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> str | None: ...
        @overload
        def __getitem__(self, index: slice) -> Self: ...

    def __getitem__(self, index: int | slice) -> str | Self | None:
        core = self._core
        if isinstance(index, slice):
            return type(self)(core.take(range(*index.indices(len(core)))))
        position = operator.index(index)
        if not -len(core) <= position < len(core):
            raise IndexError(f"document {index} of {len(core):,}")
        return core.text(position % len(core))

    def __len__(self) -> int:
        return len(self._core)

    def __contains__(self, text: object) -> bool:
        return any(text == own for own in self)

    def where(self, **columns: Any) -> Self:
        """Return the documents whose metadata have the given values.

        Parameters
        ----------
        **columns : value, collection of values or callable
            For each column what its values are: equal to a value (None for missing ones), one of a
            list, set or other collection, or such that the callable returns true. Of a column of
            lists, one item has to be such a value. A callable is not called with missing values,
            which never match. ``document`` are the ids and ``text`` the texts.

        Returns
        -------
        Documents
            Those that match in all columns, in order.

        Raises
        ------
        ConfigError
            If the column does not exist.

        Examples
        --------
        >>> import lexicount as lc
        >>> metadata = {"year": [2022, 2023, 2024], "paper": ["Post", "Echo", "Post"]}
        >>> docs = lc.documents(["one", "two", "three"], metadata=metadata)
        >>> list(docs.where(paper="Post", year=lambda year: year > 2022))
        ['three']
        >>> docs.where(year=[2022, 2023]).ids
        [0, 1]
        """
        rows: Iterable[int] = range(len(self))
        for name, wanted in columns.items():
            values = self._values(name)
            matches = _condition(wanted)
            rows = [row for row in rows if matches(values[row])]
        return type(self)(self._core.take(list(rows)))

    def sample(self, n: int, *, seed: int = 0) -> Self:
        """Return a random sample of documents.

        Parameters
        ----------
        n : int
            The number of documents; all if there are fewer.
        seed : int
            The seed. The sample depends only on it and on the number of documents.

        Returns
        -------
        Documents
            Different documents, in order.

        Raises
        ------
        ConfigError
            If a number is negative.

        Examples
        --------
        >>> import lexicount as lc
        >>> lc.documents(map(str, range(1000))).sample(3, seed=1).ids
        [268, 652, 839]
        """
        rows = self._core.sample(checked_integer("n", n), checked_integer("seed", seed))
        return type(self)(self._core.take(rows))

    def with_metadata(self, columns: Any, *, on: str | None = None) -> Self:
        """Return the same documents with further columns of metadata.

        Parameters
        ----------
        columns : frame or mapping of str to sequence
            The columns. One with the name of a column that the documents have replaces it.
        on : str, optional
            The column whose values say to which document a row belongs: one of the metadata, or
            ``document`` or ``id`` for the ids. Documents without a row have None. By default
            there is one row per document, in order.

        Returns
        -------
        Documents

        Raises
        ------
        InputError
            If a column has not one value per document, or with `on`: if it is missing, two rows
            have the same value, or no row belongs to a document.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents({"a": "First text.", "b": "Second text."})
        >>> docs.with_metadata({"year": [2023, 2024]}).metadata
        {'year': [2023, 2024]}
        >>> papers = {"id": ["b", "c"], "paper": ["Post", "Echo"]}
        >>> docs.with_metadata(papers, on="id").metadata
        {'paper': [None, 'Post']}
        """
        added = columns_of(columns, on)
        if on is not None:
            added = self._aligned(added, on)
        metadata = self._core.metadata().to_dict()
        return type(self)(self._core.with_columns(None, metadata | added))

    def _aligned(self, columns: dict[str, list[Any]], on: str) -> dict[str, list[Any]]:
        """Return the rows of columns that belong to each document."""
        if on not in columns:
            raise InputError(f"on={on!r}: there is no such column, only {', '.join(columns)}")
        keys = columns.pop(on)
        row_of = {key: row for row, key in enumerate(keys) if key is not None}
        if len(row_of) < len(keys) - keys.count(None):
            repeated = next(key for key in row_of if keys.count(key) > 1)
            raise InputError(f"on={on!r}: several rows have the value {repeated!r}")
        names = self._core.metadata().column_names
        own = self._values(ID if on == "id" and "id" not in names else on)
        rows = [row_of.get(key) for key in own]
        if own and rows.count(None) == len(rows):
            raise InputError(
                f"on={on!r}: no row belongs to a document; the rows have values such as"
                f" {next(iter(row_of), None)!r}, the documents such as {own[0]!r}"
            )
        return {
            name: [None if row is None else values[row] for row in rows]
            for name, values in columns.items()
        }

    def _values(self, name: str) -> list[Any]:
        """Return a column of metadata, the ids or the texts."""
        core = self._core
        metadata = core.metadata()
        if name in metadata.column_names:
            values: list[Any] = metadata.column(name)
            return values
        if name == ID:
            return list(core.ids)
        if name == "text":
            return list(self)
        names = ", ".join([*metadata.column_names, ID, "text"])
        raise ConfigError(f"{name!r}: the documents have no such column; they have {names}")

    def __getstate__(self) -> dict[str, Any]:
        return documents_state(self._core)

    def __setstate__(self, state: dict[str, Any]) -> None:
        type(self).__init__(self, restored_documents(state))


def columns_of(source: Any, on: str | None = None) -> dict[str, list[Any]]:
    """Return the columns of a frame or a mapping as lists; with `on`, an index of that name too."""
    frame = as_frame(source)
    if frame is None:
        if not hasattr(source, "items"):
            kind = type(source).__name__
            raise InputError(f"the columns are of type {kind}: give a frame or a mapping of lists")
        return {name: _listed(name, values) for name, values in source.items()}
    ids, columns = index_columns(frame)
    if ids is not None and on is not None and getattr(frame.index, "name", None) == on:
        columns[on] = ids
    columns.update(frame_columns(frame))
    return {name: plain_values(values) for name, values in columns.items()}


def _listed(name: Any, values: Any) -> list[Any]:
    """Return the values of a column of a mapping."""
    is_list = hasattr(type(values), "__iter__") and not isinstance(values, (str, bytes))
    if isinstance(name, str) and is_list:
        return plain_values(values)
    kinds = f"a name of type {type(name).__name__} and values of type {type(values).__name__}"
    raise InputError(f"the column {name!r:.60} has {kinds}: give a str and a list")


def _condition(wanted: Any) -> Callable[[Any], bool]:
    """Return whether a value is as wanted; of a list, whether one of its items is."""
    if callable(wanted):
        return lambda value: value is not None and bool(wanted(value))
    is_one = isinstance(wanted, (str, bytes)) or not hasattr(wanted, "__iter__")
    accepted = [plain_value(wanted)] if is_one else list(map(plain_value, column_values(wanted)))
    return lambda value: (
        any(item in accepted for item in value) if isinstance(value, list) else value in accepted
    )


def documents_state(core: _core.Documents) -> dict[str, Any]:
    """Return the state of documents as plain values."""
    numbers = range(len(core))
    return {
        "ids": core.ids,
        "metadata": core.metadata().to_dict(),
        "texts": [core.text(number) for number in numbers],
        "skipped": [core.skipped_spans(number) for number in numbers],
        "dayfirst": core.day_first,
    }


def restored_documents(state: Mapping[str, Any]) -> _core.Documents:
    """Return the documents of a state."""
    core = _core.Documents(state["texts"], state["ids"], state["metadata"])
    if any(state["skipped"]):
        core = core.with_skipped([[tuple(span) for span in spans] for spans in state["skipped"]])
    return core.with_day_first(state.get("dayfirst"))


def joined_documents(parts: Sequence[_core.Documents]) -> _core.Documents:
    """Return the documents of all parts, one after another."""
    orders = {part.day_first for part in parts}
    if len(orders) > 1:
        raise ConfigError("documents with different values of dayfirst: read all with the same")
    columns = [part.metadata().to_dict() for part in parts]
    names = dict.fromkeys(name for own in columns for name in own)
    metadata = {
        name: [
            value
            for own, part in zip(columns, parts, strict=True)
            for value in own.get(name, [None] * len(part))
        ]
        for name in names
    }
    joined = _core.Documents.joined(parts, _joined_ids(parts), metadata)
    return joined.with_day_first(orders.pop() if orders else None)


def _joined_ids(parts: Sequence[_core.Documents]) -> list[Any]:
    """Return the ids of all parts; if all are numbered from 0, they are numbered again."""
    all_ids = [part.ids for part in parts]
    if all(ids == list(range(len(ids))) for ids in all_ids):
        return list(range(sum(map(len, all_ids))))
    return [one for ids in all_ids for one in ids]
