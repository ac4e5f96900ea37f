"""Columns, values and ids of pandas, polars and pyarrow frames, without importing any of these."""

from __future__ import annotations

from lexicount.results import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["as_frame", "column_values", "frame_columns", "plain_value", "series_ids"]


def as_frame(source: Any) -> Any | None:
    """Return the source if it is a frame of the three packages; a table as a pyarrow table."""
    kind = type(source).__name__
    if _package(source) in {"pandas", "polars"} and kind == "DataFrame":
        return source
    if _package(source) == "pyarrow" and kind in {"Table", "RecordBatch"}:
        return source
    if isinstance(source, Table):
        return source.to_arrow()
    return None


def frame_columns(frame: Any) -> dict[str, Any]:
    """Return the columns of a frame by name."""
    if _package(frame) == "pyarrow":
        return {name: frame.column(name) for name in frame.schema.names}
    return {str(name): frame[name] for name in frame.columns}


def column_values(column: Any) -> list[Any]:
    """Return the values of a column of any kind as a list."""
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    return list(column)


def series_ids(source: Any) -> list[Any] | None:
    """Return the index of a pandas object, unless it is the row number."""
    if _package(source) != "pandas" or not hasattr(source, "index"):
        return None
    index = source.index
    if type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1:
        return None
    ids: list[Any] = index.tolist()
    return ids


def plain_value(value: Any) -> Any:
    """Return dates in ISO 8601, without the time at midnight; other values unchanged."""
    if not hasattr(value, "isoformat") or value != value:  # NaT differs from itself
        return value
    return str(value.isoformat()).removesuffix("T00:00:00")


def _package(source: object) -> str:
    return type(source).__module__.partition(".")[0]
