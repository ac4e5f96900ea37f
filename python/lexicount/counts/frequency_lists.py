"""Plain frequency lists: terms with their counts, from a mapping or a file."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lexicount.exceptions import ConfigError, FormatError, ReadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_frequencies"]

#: What the columns of published lists are called, in small letters.
_TERMS = ("term", "word", "type", "token", "lemma", "item", "feature")
_COUNTS = ("count", "frequency", "freq", "n", "occurrences")


def read_frequencies(
    path: str | os.PathLike[str], *, term: str | None = None, count: str | None = None
) -> dict[str, int]:
    r"""Read a frequency list from a file: a term and its count a line.

    Columns are separated by tabs, or by commas in a file whose name ends in ``.csv``. A first line
    without a number names the columns.

    Parameters
    ----------
    path : str or path
        May be packed as ``.gz``.
    term, count : str, optional
        The columns to take; else those with a usual name such as ``word`` and ``freq``, else the
        first and the second.

    Returns
    -------
    dict of str to int
        Counts of a term that comes more than once are added up.

    Raises
    ------
    ReadError
        Where the file cannot be read.
    FormatError
        Where a line has no whole number for its count; file and line are named.
    ConfigError
        Where there is no such column.

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
    places, is_header = _columns(first[1], term, count)
    frequencies: dict[str, int] = {}
    if not is_header:
        _add(name, first, places, frequencies)
    for row in rows:
        _add(name, row, places, frequencies)
    return frequencies


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that has any."""
    import csv
    import gzip

    class TabSeparated(csv.excel_tab):
        # A quotation mark between tabs is one.
        quoting = csv.QUOTE_NONE

    dialect = csv.excel if name.removesuffix(".gz").endswith(".csv") else TabSeparated
    opened = gzip.open if name.endswith(".gz") else open
    try:
        with opened(name, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, dialect)
            yield from ((reader.line_num, row) for row in reader if any(row))
    except UnicodeDecodeError as error:
        raise FormatError(f"{name}: not UTF-8: {error.reason}; save the file as UTF-8") from error
    except csv.Error as error:
        raise FormatError(f"{name}: {error}") from error
    except OSError as error:
        raise ReadError(f"{name}: {error.strerror or error}") from error


def _columns(first: list[str], term: str | None, count: str | None) -> tuple[tuple[int, int], bool]:
    """Return the places of term and count, and whether the first line names the columns."""
    names = [cell.strip().casefold() for cell in first]
    is_header = bool(names) and not any(_is_count(name) for name in names)

    def place(wanted: str | None, usual: tuple[str, ...], otherwise: int) -> int:
        if wanted is not None:
            if not is_header or wanted.casefold() not in names:
                raise ConfigError(f"no column {wanted!r}: the first line is {', '.join(first)}")
            return names.index(wanted.casefold())
        found = (names.index(name) for name in usual if name in names)
        return next(found, otherwise) if is_header else otherwise

    return (place(term, _TERMS, 0), place(count, _COUNTS, 1)), is_header


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal()


def _add(
    name: str, row: tuple[int, list[str]], places: tuple[int, int], frequencies: dict[str, int]
) -> None:
    line, cells = row
    if not cells:
        return
    term, count = ((cells[place].strip() if place < len(cells) else "") for place in places)
    if not _is_count(count):
        raise FormatError(
            f"{name}: line {line}: {count!r} is no count: write a term, a tab and a whole number"
        )
    frequencies[term] = frequencies.get(term, 0) + int(count)


def is_frequencies(source: object) -> bool:
    """Return whether a source is a mapping of terms to counts, not of ids to texts."""
    if not isinstance(source, Mapping) or not source:
        return False
    # NumPy's whole numbers are none of Python's int.
    values = source.values()
    return all(hasattr(value, "__index__") and not isinstance(value, bool) for value in values)


def checked(frequencies: Mapping[str, int], name: str) -> tuple[list[str], list[int]]:
    """Return terms and counts, once they are such."""
    for term, count in frequencies.items():
        if not isinstance(term, str):
            raise ConfigError(f"{name}: the term {term!r} is no str")
        if not 0 <= count < 2**63:
            raise ConfigError(f"{name}: {term!r} has the count {count}: use 0 or more")
    return [_printable(term) for term in frequencies], [int(n) for n in frequencies.values()]


def _printable(term: str) -> str:
    """Return a term with U+FFFD for what is no Unicode, as texts are read."""
    try:
        term.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in term)
    return term
