"""The output of commands: rows as a table, CSV, TSV, JSON Lines or Parquet."""

from __future__ import annotations

import shutil
import sys
from collections import namedtuple
from itertools import islice

from lexicount import _core
from lexicount._files import check_target, ending_of, write_bytes, write_text
from lexicount._format import plural
from lexicount.cli.formats import FILES
from lexicount.cli.reading import STANDARD
from lexicount.cli.table import table_lines
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["Lines", "Rows", "Shown", "check_output", "prepare_output", "write"]

#: Rows of a table, unless asked for more.
TABLE_ROWS = 30
#: Hidden columns that are named.
_NAMED = 6
#: In ``--columns``: every column.
_EVERY = "all"
_PATH = "path"

#: What a run shows: a result or a table, and the columns of a table. If ``--top`` was applied, of
#: how many rows.
Shown = namedtuple("Shown", ["rows", "columns", "n_rows"], defaults=[None, None])
#: Rows that are made as they are written.
Rows = namedtuple("Rows", ["names", "rows"])
#: A concordance, which is shown as lines if it has no sentences.
Lines = namedtuple("Lines", ["found", "has_sentences"])


def prepare_output() -> None:
    """Write UTF-8 with plain newlines on every system, unless the output is a terminal."""
    from io import TextIOWrapper

    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def check_output(call: Call) -> None:
    """Find the format, and raise an error if nothing can be written, before the work begins."""
    arguments = call.arguments
    if arguments.output == STANDARD:
        arguments.output = None
    path = arguments.output
    if path is None:
        arguments.write_as = arguments.write_as or ("jsonl" if _is_texts(call) else "table")
        return
    suffix = ending_of(path)
    if arguments.write_as is None and suffix not in call.command.formats:
        if suffix[1:] not in FILES:
            known = [*call.command.formats, *(f".{name}" for name in FILES)]
            raise ConfigError(f"--output {path}: end with {' or '.join(known)}, or give --format")
        arguments.write_as = suffix[1:]
    if arguments.write_as == "parquet":
        _parquet()
    check_target(path)


def _is_texts(call: Call) -> bool:
    """Return whether the rows are whole texts, which no table has room for."""
    return call.command.name == "clean" and not call.lines


def write(call: Call, shown: Shown | Rows | Lines) -> None:
    """Write what a run has found, as its options say."""
    is_table = call.arguments.write_as == "table"
    if isinstance(shown, Lines):
        if is_table and not (shown.has_sentences or call.columns):
            _write_lines(call, shown.found)
            return
        side = ("keyword", "sentence") if shown.has_sentences else ("left", "keyword", "right")
        # The context of other hits is not read.
        some = shown.found[: _limit(call)]
        shown = Shown(some, ("document", *side), len(shown.found))
    if isinstance(shown, Rows):
        _write_rows(call, shown)
        return
    table = shown.rows if isinstance(shown.rows, _core.Table) else shown.rows._table()
    names, n_own, hidden = _names(call, table.column_names, shown)
    n_rows = len(table) if shown.n_rows is None else shown.n_rows
    limit = None if shown.n_rows is not None else _limit(call)
    table = table.select(names)
    table = table if limit is None else table.head(limit)
    if is_table:
        columns = table.to_dict()
        lines, unfitting = _fitted(call, columns, n_own)
        _deliver(call, (f"{line}\n" for line in lines))
        _say_left_out(call, len(table), n_rows, _ordered(names[:n_own], unfitting, hidden))
    elif call.write_as == "parquet":
        _write_parquet(call, table)
    elif call.write_as == "jsonl":
        _deliver(call, [table.to_json(lines=True)])
    else:
        columns = table.to_dict()
        _deliver(call, _separated(call, names, zip(*columns.values(), strict=True)))


def _write_rows(call: Call, made: Rows) -> None:
    """Write rows as they are made."""
    limit = _limit(call)
    chosen, n_own, hidden = _names(call, made.names, None)
    places = [made.names.index(name) for name in chosen]
    rows = (tuple(row[place] for place in places) for row in made.rows)
    some = rows if limit is None else islice(rows, limit)
    if call.write_as == "jsonl":
        _deliver(call, _json_lines(chosen, some))
    elif call.write_as in ("csv", "tsv"):
        _deliver(call, _separated(call, chosen, some))
    else:
        columns = [list(column) for column in zip(*some, strict=True)] or [[] for _ in chosen]
        if call.write_as == "parquet":
            _write_parquet(call, _core.Table(dict(zip(chosen, columns, strict=True))))
            return
        lines, unfitting = _fitted(call, dict(zip(chosen, columns, strict=True)), n_own)
        _deliver(call, (f"{line}\n" for line in lines))
        n_rows = len(columns[0])
        n_more = limit is not None and next(rows, None) is not None
        left_out = _ordered(chosen[:n_own], unfitting, hidden)
        _say_left_out(call, n_rows, None if n_more else n_rows, left_out)


def _write_lines(call: Call, found: Any) -> None:
    """Write lines with the hits aligned in a column."""
    shown = found[: _limit(call)]
    text = shown.to_text(width=_width(call))
    _deliver(call, [f"{text}\n"] if text else [])
    _say_left_out(call, len(shown), len(found), [])


# What is shown


def _limit(call: Call) -> int | None:
    """Return the number of rows to write; None for all."""
    top: int | None = call.top
    if top == 0:
        return None
    if top is None:
        return TABLE_ROWS if call.write_as == "table" else None
    if top < 0:
        raise ConfigError(f"--top {top}: give an integer of at least 0")
    return top


def _names(
    call: Call, names: Sequence[str], shown: Shown | None
) -> tuple[list[str], int, list[str]]:
    """Return the columns to write, how many are not metadata, and those that a table leaves out.

    Columns of metadata come last.
    """
    if call.columns and call.columns != [_EVERY]:
        for name in call.columns:
            if name not in names:
                known = ", ".join(names)
                raise ConfigError(f"--columns {name}: no such column; the columns are {known}")
        chosen = list(dict.fromkeys(call.columns))
        return chosen, len(chosen), []
    if call.write_as != "table":
        return list(names), len(names), []
    brief = (shown and shown.columns) or call.command.columns
    if brief is None and shown is not None and hasattr(shown.rows, "_brief"):
        brief = shown.rows._brief().column_names
    metadata = _metadata(call, names)
    first = [name for name in brief or names if name in names and name not in metadata]
    if call.columns:
        first += [name for name in names if name not in (*first, *metadata)]
    chosen = [*first, *metadata]
    accounted = [*chosen, *([_PATH] if _is_known_path(call, names) else [])]
    return chosen, len(first), [name for name in names if name not in accounted]


def _ordered(own: Sequence[str], unfitting: Sequence[str], hidden: Sequence[str]) -> list[str]:
    """Return the columns that are left out, metadata last."""
    first = [name for name in unfitting if name in own]
    return [*first, *hidden, *(name for name in unfitting if name not in own)]


def _metadata(call: Call, names: Sequence[str]) -> list[str]:
    """Return the columns of metadata in rows of documents, paths last."""
    if not call.command.reads or "document" not in names:
        return []
    # A result whose own column has the name of one of the documents' calls theirs otherwise.
    others = ((name, f"document_{name}") for name in call.docs.metadata)
    own = [other if other in names else name for name, other in others]
    redundant = {_PATH} if _is_known_path(call, names) else set()
    return sorted(
        (name for name in own if name in names and name not in redundant),
        key=lambda name: name == _PATH,
    )


def _is_known_path(call: Call, names: Sequence[str]) -> bool:
    """Return whether the ids of documents, which are shown, begin with their paths."""
    if _PATH not in names or not call.command.reads or "document" not in names:
        return False
    paths = call.docs.metadata.get(_PATH, [])
    ids = map(str, call.docs.ids)
    return all(path and one.startswith(path) for one, path in zip(ids, paths, strict=False))


def _fitted(
    call: Call, columns: Mapping[str, list[Any]], n_own: int
) -> tuple[list[str], list[str]]:
    return table_lines(list(columns), list(columns.values()), _width(call), n_own=n_own)


def _width(call: Call) -> int | None:
    """Return the width of a table: that of the terminal, or 80; None for no limit."""
    width: int | None = call.width
    if width is None:
        # A file has no width.
        return shutil.get_terminal_size().columns if call.output is None else None
    if width < 0:
        raise ConfigError(f"--width {width}: give an integer of at least 0")
    return width or None


def _say_left_out(call: Call, n_shown: int, n_rows: int | None, hidden: Sequence[str]) -> None:
    """Say which rows and columns a table leaves out."""
    said = []
    if n_shown == 0:
        call.note(None if call.missed else call.nothing)
        return
    if n_rows is None and call.top is None:
        said.append("there are more rows; --top 0 shows all")
    elif n_rows is not None and n_shown < n_rows and call.top is None:
        said.append(f"{n_shown:,} of {plural(n_rows, 'row')}; --top 0 shows all")
    if hidden:
        more = len(hidden) - _NAMED
        names = ", ".join(hidden[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        noun = "column" if len(hidden) == 1 else "columns"
        said.append(f"without the {noun} {names}; --columns NAME shows one, --format csv all")
    call.note("; ".join(said))


# Formats


def _json_lines(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    import json

    for row in rows:
        line = dict(zip(names, row, strict=True))
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _separated(call: Call, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield lines of CSV or TSV; the items of a list are separated by ``|``."""
    import csv

    class Line:
        def write(self, text: str) -> str:
            return text

    separator = "\t" if call.write_as == "tsv" else ","
    writer: Any = csv.writer(Line(), lineterminator="\n", delimiter=separator)
    yield writer.writerow(names)
    for row in rows:
        cells = ["|".join(map(str, cell)) if isinstance(cell, list) else cell for cell in row]
        yield writer.writerow(cells)


def _deliver(call: Call, texts: Iterable[str]) -> None:
    """Write texts to standard output, or to the file of ``--output``, whole or not at all."""
    if call.output is None:
        for text in texts:
            sys.stdout.write(text)
        return
    write_text(call.output, "".join(texts))


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ConfigError(
            "Parquet is written with pyarrow: pip install 'lexicount[arrow]'"
        ) from None
    return parquet


def _write_parquet(call: Call, table: _core.Table) -> None:
    from io import BytesIO

    import pyarrow as pa

    buffer = BytesIO()
    _parquet().write_table(pa.table(table), buffer)
    write_bytes(call.output, buffer.getvalue())
