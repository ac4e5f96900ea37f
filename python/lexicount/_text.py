"""Values and numbers as people read them."""

from __future__ import annotations


def cell_text(value: object) -> str:
    """Return a value as it stands in a cell of a table of plain text."""
    if value is None:
        return ""
    if isinstance(value, float):
        # Two decimals would show a small chance as none.
        return f"{value:.1e}" if 0 < abs(value) < 0.005 else f"{value:.2f}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def one_line(value: object) -> str:
    """Return a value with each run of white space as one space; empty for None."""
    return "" if value is None else " ".join(str(value).split())


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: 1 document, 2 documents."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
