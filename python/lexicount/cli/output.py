"""The output of commands: rows as a table, JSON Lines or CSV."""

from __future__ import annotations

import os
import sys

from lexicount._format import aligned_lines, plural
from lexicount.exceptions import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, TypeAlias

    Row: TypeAlias = tuple[Any, ...]

__all__ = [
    "WRITERS",
    "abandon_output",
    "error_message",
    "flush_or_abandon",
    "prepare_output",
    "write_columns",
    "write_rows",
    "write_table",
]


def prepare_output() -> None:
    """Write UTF-8 with plain newlines on every system, unless the output is a terminal."""
    from io import TextIOWrapper

    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def flush_or_abandon() -> None:
    """Flush standard output, if its reader is still there."""
    try:
        sys.stdout.flush()
    except OSError:
        abandon_output()


def abandon_output() -> None:
    """Redirect standard output to the null device, since the reader of the output is gone.

    Otherwise Python would report another error when it flushes the buffer at exit.
    """
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def error_message(error: Exception) -> str:
    """Return the message of an error, without the number that ``OSError`` puts in front."""
    if isinstance(error, FileError) and error.strerror:
        return error.strerror
    return str(error)


def write_columns(arguments: argparse.Namespace, columns: Mapping[str, list[Any]]) -> None:
    """Write columns as rows: see :func:`write_rows`."""
    write_rows(arguments, list(columns), zip(*columns.values(), strict=True))


def write_rows(arguments: argparse.Namespace, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows in the format and up to the number of ``--format`` and ``--top``."""
    from itertools import islice

    top = arguments.top
    is_default = top is None and arguments.format == "table"
    if is_default:
        top = arguments.table_rows
    rows = iter(rows)
    WRITERS[arguments.format](names, islice(rows, top or None))
    # On a terminal, say that there are more rows than the default number.
    n_more = sum(1 for _ in rows) if is_default and sys.stdout.isatty() else 0
    if n_more:
        print(f"{plural(n_more, 'more row')}; --top 0 shows all", file=sys.stderr)


def _write_jsonl(names: Sequence[str], rows: Iterable[Row]) -> None:
    import json

    for row in rows:
        line = dict(zip(names, row, strict=True))
        sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_csv(names: Sequence[str], rows: Iterable[Row]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(
        ["|".join(map(str, cell)) if isinstance(cell, list) else cell for cell in row]
        for row in rows
    )


def write_table(names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write aligned columns, cut to the width of the terminal."""
    room = None
    if sys.stdout.isatty():
        import shutil

        room = shutil.get_terminal_size().columns
    for line in aligned_lines(names, rows, room=room):
        print(line)


WRITERS = {"table": write_table, "jsonl": _write_jsonl, "csv": _write_csv}
