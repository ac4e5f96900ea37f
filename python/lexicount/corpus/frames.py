"""Columns, values and ids of frames and Arrow data, without importing any of their packages."""

from __future__ import annotations

from lexicount import _core
from lexicount.corpus.unreadable import check_is_readable
from lexicount.exceptions import InputError
from lexicount.results import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "as_frame",
    "column_values",
    "frame_columns",
    "index_columns",
    "plain_value",
    "plain_values",
    "texts_of",
]

#: Types whose values are used as they are.
_PLAIN = frozenset({str, int, bool, type(None)})


def as_frame(source: Any) -> Any | None:
    """Return the source as a frame of pandas, polars or pyarrow or as a table, if it is one."""
    if isinstance(source, Table):
        return source
    kinds = _kinds(source)
    if kinds & {"pandas.DataFrame", "polars.DataFrame", "pyarrow.Table", "pyarrow.RecordBatch"}:
        return source
    if "datasets.Dataset" in kinds:
        return source.with_format("arrow")[:]
    check_is_readable(source)
    return None


def as_arrow(source: Any) -> Any:
    """Return tables of other packages that speak Arrow as a pyarrow table, all else unchanged."""
    if not hasattr(source, "__arrow_c_stream__") or _package(source) in {"pandas", "polars"}:
        return source
    stream = _Stream(source.__arrow_c_stream__())
    if not _core.is_table_stream(stream.capsule):
        return stream
    try:
        import pyarrow as pa
    except ImportError:
        kind = type(source).__name__
        raise InputError(f"texts are a table of type {kind}: to read it, install pyarrow") from None
    return pa.RecordBatchReader.from_stream(stream).read_all()


class _Stream:
    """An Arrow stream that was asked for and can be read once."""

    __slots__ = ("capsule",)

    def __init__(self, capsule: object) -> None:
        self.capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.capsule


def frame_columns(frame: Any) -> dict[str, Any]:
    """Return the columns of a frame by name."""
    if isinstance(frame, Table):
        return frame.to_dict()
    is_arrow = _package(frame) == "pyarrow"
    names = frame.schema.names if is_arrow else [str(name) for name in frame.columns]
    repeated = {name: None for name in names if names.count(name) > 1}
    if repeated:
        raise InputError(
            f"several columns are called {', '.join(map(repr, repeated))}: rename or drop them"
        )
    if is_arrow:
        return {name: frame.column(name) for name in names}
    return {name: frame[own] for name, own in zip(names, frame.columns, strict=True)}


def texts_of(source: Any) -> Any:
    """Return the texts of spaCy's documents and of a polars column of objects, else the source."""
    kinds = _kinds(source)
    if kinds & {"spacy.Doc", "spacy.Span"}:
        # It is a sequence of its tokens.
        return [source]
    if "spacy.DocBin" in kinds:
        from spacy.vocab import Vocab

        return source.get_docs(Vocab())
    if "polars.Series" in kinds and str(source.dtype) == "Object":
        return source.to_list()
    return source


def column_values(column: Any) -> list[Any]:
    """Return the values of a column of any kind as a list."""
    if getattr(getattr(column, "dtype", None), "kind", "") == "M" and _package(column) == "numpy":
        # As a list, nanoseconds would be numbers and months would be days.
        return list(column)
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    return list(column)


def index_columns(source: Any) -> tuple[list[Any] | None, dict[str, list[Any]]]:
    """Return the ids and the metadata that the index of a pandas object holds.

    The levels of a MultiIndex and an index of dates or periods are metadata, row numbers are
    nothing, and any other index holds the ids.
    """
    if not _kinds(source) & {"pandas.DataFrame", "pandas.Series"}:
        return None, {}
    index = source.index
    if index.nlevels > 1:
        levels = enumerate(index.names)
        return None, {
            f"level_{number}" if name is None else str(name): index.get_level_values(
                number
            ).tolist()
            for number, name in levels
        }
    kind = type(index).__name__
    if kind in {"DatetimeIndex", "PeriodIndex"}:
        return None, {"date" if index.name is None else str(index.name): index.tolist()}
    if kind == "RangeIndex" and index.start == 0 and index.step == 1:
        return None, {}
    return index.tolist(), {}


def plain_values(values: Any) -> list[Any]:
    """Return the values of a column as values of Python: text, numbers, booleans, None, lists."""
    return [plain_value(value) for value in column_values(values)]


def plain_value(value: Any) -> Any:
    """Return a value of NumPy, pandas or Arrow as one of Python, and dates in ISO 8601.

    The time of a date is left out at midnight.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is float:
        return None if value != value else value
    package = kind.__module__.partition(".")[0]
    if package == "numpy":
        return _plain_numpy(value)
    if hasattr(value, "as_py"):
        return plain_value(value.as_py())
    if package == "pandas" and kind.__name__ in _MISSING:
        return None
    if hasattr(value, "isoformat"):
        return _without_midnight(value.isoformat())
    if package == "pandas" and kind.__name__ == "Period":
        return str(value)
    return value


_MISSING = frozenset({"NaTType", "NAType"})


def _plain_numpy(value: Any) -> Any:
    if value.ndim:
        return plain_values(value)
    if value != value:
        return None
    if value.dtype.kind == "M":
        return _without_midnight(str(value))
    # The widest floats of NumPy have no counterpart.
    return float(value) if value.dtype.kind == "f" else value.tolist()


def _without_midnight(text: str) -> str:
    day, _, time = text.partition("T")
    return text if time.strip("0:.") else day


def _kinds(source: object) -> set[str]:
    """Return the classes of an object as package and name, those it extends included."""
    return {f"{one.__module__.partition('.')[0]}.{one.__name__}" for one in type(source).__mro__}


def _package(source: object) -> str:
    return type(source).__module__.partition(".")[0]
