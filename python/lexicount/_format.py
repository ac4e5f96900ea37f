"""Values and numbers formatted for people."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Tables are shown up to this many rows.
MOST_ROWS = 20

#: Smaller values, such as p-values, would be shown as 0.00 with two decimals.
SMALL = 0.005


def cell_text(value: object) -> str:
    """Return a value as the text of a table cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1e}" if 0 < abs(value) < SMALL else f"{value:.2f}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def aligned_lines(
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    widest: int | None = None,
    room: int | None = None,
) -> list[str]:
    """Return the lines of a table, with its names first and numbers to the right.

    No column is wider than `widest`. In less `room` than the table needs, the widest columns are
    cut.
    """
    rows = list(rows)
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    is_right = [are_numbers(column) for column in columns]
    lines = [list(names), *([printable(cell_text(value)) for value in row] for row in rows)]
    widths = [max(map(text_width, cells)) for cells in zip(*lines, strict=True)]
    if widest is not None:
        widths = [min(width, widest) for width in widths]
    if room is not None:
        widths = _fitted(widths, room)
    return [
        "  ".join(
            _aligned(cell, width, right=right)
            for cell, width, right in zip(line, widths, is_right, strict=True)
        ).rstrip()
        for line in lines
    ]


def are_numbers(values: Iterable[object]) -> bool:
    """Return whether the values that are not missing are numbers, and there are some."""
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def printable(text: str) -> str:
    r"""Return a text as one line, with the characters escaped that could control a terminal.

    Examples
    --------
    >>> printable("one\ntwo"), printable("\x1b[31mred")
    ('one two', '\\x1b[31mred')
    """
    if text.isprintable():
        return text
    return "".join(map(_printable, " ".join(text.split()) if "\n" in text else text))


#: Joiners that are part of words and emoji.
_JOINERS = "\u200c\u200d"


def _printable(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    # A sequence could move the cursor, ring the bell or reverse the text.
    return " " if character.isspace() else character.encode("unicode_escape").decode()


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """Return widths that fit on a line, narrowing the widest columns first."""
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > room and max(fitted) > 8:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _aligned(text: str, width: int, *, right: bool) -> str:
    text = cut_text(text, width)
    room = " " * (width - text_width(text))
    return room + text if right else text + room


def distinct_names(values: Sequence[object]) -> list[str]:
    """Return values as text; paths without the folders that all of them have in common."""
    names = ["" if value is None else str(value) for value in values]
    folders = [name.split("/")[:-1] for name in names if "/" in name and "://" not in name]
    if not folders:
        return names
    first, last = min(folders), max(folders)
    pairs = enumerate(zip(first, last, strict=False))
    n_common = next((n for n, (one, other) in pairs if one != other), min(len(first), len(last)))
    common = "".join(f"{part}/" for part in first[:n_common])
    short = [name.removeprefix(common) for name in names]
    return short if len({*short}) == len({*names}) else names


def one_line(value: object) -> str:
    """Return a value as text with each run of white space as one space; empty for None."""
    return "" if value is None else " ".join(str(value).split())


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: 1 document, 2 documents."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def undated_text(undated: dict[str, int], lacking: str = "bin") -> str:
    """Return the end of a summary: how many documents lack a date and why; empty if none does."""
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in undated.items() if number)
    count = plural(sum(undated.values()), "document")
    return f"; {count} without a {lacking} ({reasons})" if reasons else ""


def text_width(text: str) -> int:
    """Return the width of a text in terminal columns."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def cut_text(text: str, width: int) -> str:
    """Return a text cut to a width in terminal columns, with an ellipsis if it was longer."""
    if text_width(text) <= width:
        return text
    taken = 0
    for position, character in enumerate(text):
        taken += _character_width(character)
        if taken >= width:
            return text[:position] + "…"
    return text


def _character_width(character: str) -> int:
    import unicodedata

    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
