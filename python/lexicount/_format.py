"""Values and numbers formatted for people."""

from __future__ import annotations

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
