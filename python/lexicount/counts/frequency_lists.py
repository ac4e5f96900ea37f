"""Frequency lists: terms with their counts, from a mapping or a file."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lexicount._files import open_text
from lexicount.exceptions import ConfigError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["read_frequencies"]

#: The usual column names of published lists, in lowercase.
_TERMS = ("term", "word", "type", "token", "lemma", "item", "feature")
_COUNTS = ("count", "frequency", "freq", "n", "occurrences")


def read_frequencies(
    path: str | os.PathLike[str], *, term: str | None = None, count: str | None = None
) -> dict[str, int]:
    r"""Read a frequency list from a file with one term and its count per line.

    Columns are separated by tabs, or by commas in a file whose name ends in ``.csv``. If the first
    line has no number, it is the header.

    Parameters
    ----------
    path : str or path
        May be compressed as ``.gz``.
    term, count : str, optional
        The columns to use; by default those with a usual name such as ``word`` and ``freq``, else
        the first and the second.

    Returns
    -------
    dict of str to int
        The counts of repeated terms are added up.

    Raises
    ------
    FileError
        If the file cannot be read.
    DecodeError
        If the file is not UTF-8.
    FormatError
        If the count of a line is not an integer; the message names file and line.
    ConfigError
        If the column does not exist.

    Examples
    --------
    >>> import lexicount as lc, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "list.tsv")
    >>> _ = path.write_text("word\tfreq\nthe\t60\nfire\t3\n")
    >>> lc.read_frequencies(path)
    {'the': 60, 'fire': 3}
    """
    name = os.fspath(path)
    rows = _rows(name)
    first = next(rows, (0, []))
    indices, is_header = _columns(first[1], term, count)
    frequencies: dict[str, int] = {}
    if not is_header:
        _add(name, first, indices, frequencies)
    for row in rows:
        _add(name, row, indices, frequencies)
    return frequencies


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that has any."""
    import csv

    class TabSeparated(csv.excel_tab):
        # Between tabs, a quotation mark is an ordinary character.
        quoting = csv.QUOTE_NONE

    dialect = csv.excel if name.removesuffix(".gz").endswith(".csv") else TabSeparated
    with open_text(name, compressed=name.endswith(".gz")) as file:
        reader = csv.reader(file, dialect)
        try:
            yield from ((reader.line_num, row) for row in reader if any(row))
        except csv.Error as error:
            raise FormatError(f"{name}: {error}") from error


def _columns(first: list[str], term: str | None, count: str | None) -> tuple[tuple[int, int], bool]:
    """Return the indices of the two columns, and whether the first line is a header."""
    names = [cell.strip().casefold() for cell in first]
    is_header = bool(names) and not any(_is_count(name) for name in names)

    def index_of(wanted: str | None, usual: tuple[str, ...], otherwise: int) -> int:
        if wanted is not None:
            if not is_header or wanted.casefold() not in names:
                raise ConfigError(f"no column {wanted!r}: the first line is {', '.join(first)}")
            return names.index(wanted.casefold())
        found = (names.index(name) for name in usual if name in names)
        return next(found, otherwise) if is_header else otherwise

    return (index_of(term, _TERMS, 0), index_of(count, _COUNTS, 1)), is_header


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal()


def _add(
    name: str, row: tuple[int, list[str]], indices: tuple[int, int], frequencies: dict[str, int]
) -> None:
    line, cells = row
    if not cells:
        return
    term, count = ((cells[index].strip() if index < len(cells) else "") for index in indices)
    if not _is_count(count):
        raise FormatError(
            f"{name}: line {line}: {count!r} is not a count: write a term, a tab and an integer"
        )
    frequencies[term] = frequencies.get(term, 0) + int(count)


def series_frequencies(source: Any) -> Any:
    """Return a pandas Series of numbers as a mapping of its index to counts, all else unchanged.

    The counts of repeated terms are added up.
    """
    kind = getattr(getattr(source, "dtype", None), "kind", "")
    if kind not in ("i", "u", "f") or not hasattr(source, "items") or not source.notna().any():
        return source
    frequencies: dict[Any, int] = {}
    for term, count in source.items():
        if count != count or count != int(count):
            raise ConfigError(f"the Series has the count {count!r} for {term!r}: give integers")
        frequencies[term] = frequencies.get(term, 0) + int(count)
    return frequencies


def is_frequencies(source: object) -> bool:
    """Return whether a source maps terms to counts rather than ids to texts."""
    if not isinstance(source, Mapping) or not source:
        return False
    # NumPy's integers are not instances of int.
    values = source.values()
    return all(hasattr(value, "__index__") and not isinstance(value, bool) for value in values)


def checked(frequencies: Mapping[str, int], name: str) -> tuple[list[str], list[int]]:
    """Return the terms and counts of a list; raises ConfigError if one is invalid."""
    for term, count in frequencies.items():
        if not isinstance(term, str):
            raise ConfigError(f"{name}: the term {term!r} is not a str")
        if not 0 <= count < 2**63:
            raise ConfigError(f"{name}: {term!r} has the count {count}: use 0 or more")
    return [_printable(term) for term in frequencies], [int(n) for n in frequencies.values()]


def _printable(term: str) -> str:
    """Return a term with lone surrogates replaced by U+FFFD, as in texts."""
    try:
        term.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in term)
    return term
