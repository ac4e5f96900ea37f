"""Parquet and Arrow files, read by pyarrow or polars, as JSON Lines."""

from __future__ import annotations

import json
from importlib.util import find_spec

from lexicount.corpus.frames import plain_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["problem", "rows"]

#: Rows that are in memory as Python objects at a time.
_ROWS = 1 << 10


def problem() -> str | None:
    """Return why Parquet and Arrow files cannot be read, if that is so."""
    if find_spec("pyarrow") or find_spec("polars"):
        return None
    return "Parquet and Arrow files are read by pyarrow or polars; install one of them"


def rows(path: str) -> Iterator[bytes]:
    """Return the rows of a file as JSON Lines, in blocks."""
    read = _by_pyarrow if find_spec("pyarrow") else _by_polars
    for block in read(path, _kind(path)):
        yield "".join(f"{_to_json(row)}\n" for row in block).encode()


def _kind(path: str) -> str:
    """Return the kind of a file by its magic number: parquet, an Arrow file, or an Arrow stream."""
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib brings re
        head = file.read(6)
    if head.startswith(b"PAR1"):
        return "parquet"
    return "file" if head == b"ARROW1" else "stream"


def _by_pyarrow(path: str, kind: str) -> Iterator[list[dict[str, Any]]]:
    for batch in _batches(path, kind):
        for start in range(0, batch.num_rows, _ROWS):
            yield batch.slice(start, _ROWS).to_pylist()


def _batches(path: str, kind: str) -> Iterator[Any]:
    """Go through the record batches of a file."""
    import pyarrow as pa

    if kind == "parquet":
        from pyarrow import parquet

        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(_ROWS)
        return
    with pa.OSFile(path) as source:
        if kind == "file":
            reader = pa.ipc.open_file(source)
            yield from map(reader.get_batch, range(reader.num_record_batches))
        else:
            yield from pa.ipc.open_stream(source)


def _by_polars(path: str, kind: str) -> Iterator[list[dict[str, Any]]]:
    import polars as pl

    read = {"parquet": pl.read_parquet, "file": pl.read_ipc, "stream": pl.read_ipc_stream}[kind]
    for part in read(path).iter_slices(_ROWS):
        yield part.to_dicts()


def _to_json(row: dict[str, Any]) -> str:
    try:
        return json.dumps(row, ensure_ascii=False, allow_nan=False, default=_plain)
    except ValueError:
        return json.dumps(_finite(row), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Return dates in ISO 8601, bytes as text if they are UTF-8, and other values as ``str``."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return f"{len(value):,} bytes"
    return str(plain_value(value))


def _finite(value: Any) -> Any:
    """Return a value with None in place of NaN, and text in place of infinity."""
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        return None if value != value else str(value)
    return value
