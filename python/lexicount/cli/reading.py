"""The input of commands: documents from files or standard input, and lists of names."""

from __future__ import annotations

import sys

import lexicount as lc
from lexicount._files import read_text
from lexicount._format import plural
from lexicount.cli.options import given
from lexicount.corpus.reading import STANDARD_INPUT
from lexicount.exceptions import ConfigError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

__all__ = ["STANDARD", "read_documents", "read_names", "read_paths", "report_skipped"]

#: As a path: standard input, or standard output.
STANDARD = STANDARD_INPUT
#: Files named for each reason why some were skipped.
_NAMED = 2


def read_documents(arguments: argparse.Namespace) -> lc.Documents:
    """Return the documents of all paths, or of standard input."""
    paths: list[str] = arguments.paths
    # A shell may have closed standard input.
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise ConfigError("no PATH: give a file, a folder or a pattern, or pipe text in")
    return read_paths(arguments, paths or [STANDARD])


def read_paths(arguments: argparse.Namespace, paths: Sequence[str]) -> lc.Documents:
    """Return the documents of some paths, read with the options of the command."""
    options = given(arguments, "text", "id", "encoding", "delimiter", "on_error", "dayfirst")
    docs = lc.read(
        *paths,
        **options,
        format=arguments.input_format,
        skip_boilerplate=arguments.skip_boilerplate,
    )
    arguments.read = [*getattr(arguments, "read", []), docs]
    return docs


def report_skipped(arguments: argparse.Namespace) -> None:
    """Say on standard error what the command left out, in one line each for files and ids."""
    read: list[lc.Documents] = getattr(arguments, "read", [])
    skipped = [one for docs in read for one in docs.skipped]
    if skipped:
        print(f"lexicount: skipped {_summary(skipped)}", file=sys.stderr)
    repeated = [one for docs in read if docs.is_read for one in docs.duplicate_ids]
    if repeated:
        shown = _shortened(list(map(str, repeated)))
        ids = plural(len(repeated), "id")
        print(f"lexicount: {ids} of more than one document: {shown}", file=sys.stderr)


def _summary(skipped: Sequence[Any]) -> str:
    """Return the number of files and lines, and some of them for each reason."""
    places: dict[str, list[str]] = {}
    for one in skipped:
        # The rest of a reason is advice.
        reason = one.reason.partition(";")[0]
        place = one.path if one.line is None else f"{one.path}, line {one.line}"
        places.setdefault(reason, []).append(place)
    n_lines = sum(one.line is not None for one in skipped)
    numbers = ((len(skipped) - n_lines, "file"), (n_lines, "line"))
    counts = [plural(n, noun) for n, noun in numbers if n]
    reasons = [f"{_shortened(found)} ({reason})" for reason, found in places.items()]
    return f"{' and '.join(counts)}: {'; '.join(reasons)}"


def _shortened(names: Sequence[str]) -> str:
    """Return the first names, and the number of the others."""
    shown = ", ".join(names[:_NAMED])
    n_more = len(names) - _NAMED
    return f"{shown} and {n_more:,} more" if n_more > 0 else shown


def read_names(path: str) -> Any:
    """Return the names in a JSON file, in one of the two forms that Gazetteer takes."""
    import json

    text = read_text(path)
    try:
        names = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{path}: not JSON: {error}") from error
    if not _is_gazetteer(names):
        form = "{name: [spellings]} or {label: {name: [spellings]}}"
        raise FormatError(f"{path}: does not hold names: write {form}")
    return names


def _is_gazetteer(value: object, depth: int = 2) -> bool:
    """Return whether a value maps names to lists of str, or labels to such mappings."""
    if isinstance(value, dict) and depth:
        return all(_is_gazetteer(inner, depth - 1) for inner in value.values())
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return is_list and depth < 2
