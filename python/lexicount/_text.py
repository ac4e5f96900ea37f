"""Values and numbers as people read them."""

from __future__ import annotations

#: Two decimals would show what is smaller as 0.00, such as a small chance.
SMALL = 0.005


def cell_text(value: object) -> str:
    """Return a value as it stands in a cell of a table of plain text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1e}" if 0 < abs(value) < SMALL else f"{value:.2f}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def one_line(value: object) -> str:
    """Return a value with each run of white space as one space; empty for None."""
    return "" if value is None else " ".join(str(value).split())


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: 1 document, 2 documents."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
