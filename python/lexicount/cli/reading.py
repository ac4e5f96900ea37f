"""The input of commands: documents from files or standard input, and lists of names."""

from __future__ import annotations

import sys

import lexicount as lc
from lexicount._files import read_text
from lexicount.cli.options import given
from lexicount.exceptions import ConfigError, DecodeError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

__all__ = ["STANDARD", "read_documents", "read_names", "read_paths"]

#: As a path: standard input or output.
STANDARD = "-"


def read_documents(arguments: argparse.Namespace) -> lc.Documents:
    """Return the documents of all paths, or of standard input."""
    paths: list[str] = arguments.paths
    # A shell may have closed standard input.
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise ConfigError("no PATH: give a file, a folder or a pattern, or pipe text in")
    if paths in ([], [STANDARD]):
        text = _read_stdin(arguments.errors or "strict")
        docs = lc.documents([text], ids=["standard input"])
        return docs.without_boilerplate() if arguments.skip_boilerplate else docs
    if STANDARD in paths:
        raise ConfigError("- (standard input) among other paths: give it alone")
    return read_paths(arguments, paths)


def read_paths(arguments: argparse.Namespace, paths: Sequence[str]) -> lc.Documents:
    """Return the documents of some paths, read with the options of the command."""
    return lc.read(*paths, **given(arguments, "text", "id", "errors", "skip_boilerplate"))


def _read_stdin(errors: str) -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8", errors).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DecodeError(
            f"standard input: byte {error.start} is not UTF-8: "
            "pipe UTF-8 in, or add --errors replace"
        ) from None


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
