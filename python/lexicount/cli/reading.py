"""The input of commands: documents from files or standard input, lists of words and of names."""

from __future__ import annotations

import os
import sys

import lexicount as lc
from lexicount import _core
from lexicount._files import read_text
from lexicount._format import plural
from lexicount.cli.messages import NothingFoundError
from lexicount.corpus.reading import STANDARD_INPUT
from lexicount.exceptions import ConfigError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from typing import Any

__all__ = [
    "READ",
    "STANDARD",
    "given_paths",
    "listed_terms",
    "option_value",
    "read",
    "read_names",
    "selected",
    "skipped_notes",
]

#: As a path: standard input, or standard output.
STANDARD = STANDARD_INPUT
#: The options of :func:`lexicount.read`.
READ = (
    "text",
    "id",
    "format",
    "encoding",
    "delimiter",
    "on_error",
    "dayfirst",
    "skip_boilerplate",
)
#: Files named for each reason why some were skipped.
_NAMED = 2
_AUTO = "auto"


def given_paths(arguments: argparse.Namespace) -> list[str]:
    """Return the paths, or standard input."""
    paths: list[str] = arguments.paths
    # A shell may have closed standard input.
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise ConfigError("no PATH: give a file, a folder or a pattern, or pipe text in")
    return paths or [STANDARD]


def read(paths: Iterable[str], arguments: argparse.Namespace) -> lc.Documents:
    """Return the documents of some paths, read with the options of the command."""
    given = {name: getattr(arguments, name) for name in READ}
    return lc.read(*paths, **{name: value for name, value in given.items() if value is not None})


def selected(docs: lc.Documents, conditions: Iterable[str]) -> lc.Documents:
    """Return the documents that have the values of ``--where``."""
    wanted: dict[str, list[str]] = {}
    for condition in conditions:
        column, sign, value = condition.partition("=")
        if not sign:
            raise ConfigError(f"--where {condition}: give COLUMN=VALUE, such as source=Reuters")
        wanted.setdefault(column, []).append(value)
    for column, values in wanted.items():
        before = docs
        docs = docs.where(**{column: lambda own, values=values: _is_one_of(own, values)})
        if not len(docs):
            known = dict.fromkeys(map(str, before.to_dict()[column]))
            shown = ", ".join([*known][:12]) + (", …" if len(known) > 12 else "")
            asked = " ".join(f"--where {column}={value}" for value in values)
            raise NothingFoundError(f"{asked}: no such document; {column} is {shown}")
    return docs


def _is_one_of(value: object, wanted: Sequence[str]) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(str(item) in wanted for item in items)


def skipped_notes(read: Sequence[lc.Documents]) -> list[str]:
    """Return what was left out, in one line each for files and ids."""
    notes = []
    skipped = [one for docs in read for one in docs.skipped]
    if skipped:
        notes.append(f"skipped {_summary(skipped)}")
    repeated = [one for docs in read if docs.is_read for one in docs.duplicate_ids]
    if repeated:
        shown = _shortened(list(map(str, repeated)))
        notes.append(f"{plural(len(repeated), 'id')} of more than one document: {shown}")
    return notes


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


# Values that are files


def option_value(name: str, value: Any) -> Any:
    """Return what a function takes for the value of an option."""
    if value is None:
        return None
    if name in ("protect", "node"):
        return listed_terms(value)
    if name == "stop_words":
        return _stop_words(value)
    # One name is given as such.
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def listed_terms(entries: Iterable[str]) -> list[str]:
    """Return terms, with those of files in place of the names of files."""
    terms = []
    for entry in entries:
        terms += _lines(entry[1:]) if entry.startswith("@") else [entry]
    return terms


def _lines(path: str) -> list[str]:
    """Return the lines of a file that are not empty."""
    return [line.strip() for line in read_text(path).splitlines() if line.strip()]


def _stop_words(text: str) -> str | frozenset[str] | list[str]:
    """Return the language, or all entries of several languages and files."""
    parts = text.split(",")
    languages = _core.stop_word_languages()
    if len(parts) == 1 and text in (_AUTO, *languages):
        return text
    words: set[str] = set()
    for part in parts:
        if part == _AUTO:
            continue
        if part in languages:
            words.update(_core.stop_words(part))
        elif os.path.isfile(part):  # noqa: PTH113 - pathlib takes long to import
            words.update(_lines(part))
        else:
            raise ConfigError(
                f"--stop-words {part}: neither a file nor a language with such a list; use auto,"
                f" none, one of {' '.join(languages)}, or a file with one entry per line"
            )
    # Of a list, codes of languages among words of another language are words.
    return [_AUTO, *sorted(words)] if _AUTO in parts else frozenset(words)


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
