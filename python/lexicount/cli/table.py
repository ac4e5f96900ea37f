"""Tables for people: columns that fit the terminal."""

from __future__ import annotations

from lexicount._format import are_numbers, cell_text, cut_text, printable, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["table_lines"]

#: Texts are not cut to less, in terminal columns.
_LEAST = 12
#: Paths are not wider, and metadata are shown if there is room for as much of them.
_WIDE = 24
_BETWEEN = "  "


class _Column:
    """A column with the width that it needs, has at least, and gets."""

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        self.name = name
        self.is_right = are_numbers(values)
        self.cells = [printable(cell_text(value)) for value in values]
        self.parts = _parts(name)
        body = max(map(text_width, self.cells), default=0)
        #: Without a limit.
        self.full = max(body, text_width(name))
        if any("/" in cell and " " not in cell for cell in self.cells):
            body = min(body, _WIDE)
        heading = max(map(text_width, self.parts))
        self.body = body
        self.width = self.least = max(heading, body if self.is_right else min(body, _LEAST))

    def heading(self) -> list[str]:
        """Return the lines of the name, which is divided after underscores only."""
        lines = [""]
        for part in self.parts:
            if lines[-1] and text_width(lines[-1] + part) > self.width:
                lines.append("")
            lines[-1] += part
        return lines

    def padded(self, text: str) -> str:
        """Return a text in the width of the column."""
        room = " " * (self.width - text_width(text))
        return room + text if self.is_right else text + room

    def cut(self, text: str) -> str:
        """Return a cell as wide as the column at most; of a path, the end is kept."""
        if "/" in text and " " not in text:
            return cut_text(text[::-1], self.width)[::-1]
        return cut_text(text, self.width)


def table_lines(
    names: Sequence[str],
    columns: Sequence[Sequence[Any]],
    width: int | None,
    *,
    n_own: int | None = None,
) -> tuple[list[str], list[str]]:
    r"""Return the lines of a table, and the names of columns for which there was no room.

    Parameters
    ----------
    names : sequence of str
        The names of the columns, the most important first.
    columns : sequence of sequence
        The values of each.
    width : int or None
        The width of the table in terminal columns; None for no limit.
    n_own : int, optional
        Columns after the first `n_own` are shown if no other column is narrower for it.

    Examples
    --------
    >>> lines, hidden = table_lines(["term", "per_million"], [["fire"], [1250.0]], 14)
    >>> print("\n".join(lines))
              per_
    term   million
    fire   1250.00
    >>> table_lines(["term", "per_million"], [["fire"], [1250.0]], 10)[1]
    ['per_million']
    """
    made = [_Column(name, values) for name, values in zip(names, columns, strict=True)]
    shown = _fitted(made, width, len(made) if n_own is None else n_own)
    headings = [column.heading() for column in shown]
    height = max(map(len, headings), default=0)
    lines = [
        _line(
            column.padded(
                heading[row - height + len(heading)] if row >= height - len(heading) else ""
            )
            for column, heading in zip(shown, headings, strict=True)
        )
        for row in range(height)
    ]
    lines += [
        _line(column.padded(column.cut(cell)) for column, cell in zip(shown, cells, strict=True))
        for cells in zip(*(column.cells for column in shown), strict=True)
    ]
    return lines, [column.name for column in made if column not in shown]


def _line(cells: Any) -> str:
    return _BETWEEN.join(cells).rstrip()


def _fitted(columns: list[_Column], width: int | None, n_own: int) -> list[_Column]:
    """Return the columns that have room, each with its width."""
    if width is None:
        for column in columns:
            column.width = column.full
        return columns
    shown: list[_Column] = []
    room = width + len(_BETWEEN)
    for column in columns[:n_own]:
        needed = column.least + len(_BETWEEN)
        # The first is shown in any case.
        if needed <= room or not shown:
            shown.append(column)
            room -= needed
    room = _widen(shown, room, "body")
    for column in columns[n_own:]:
        needed = max(column.least, min(column.body, _WIDE)) + len(_BETWEEN)
        if needed <= room and column.body:
            column.width = needed - len(_BETWEEN)
            shown.append(column)
            room -= needed
    _widen(shown, _widen(shown, room, "body"), "full")
    return shown


def _widen(columns: list[_Column], room: int, to: str) -> int:
    """Widen columns as far as there is room, those that need least first; return what is left."""
    wanting = sorted(columns, key=lambda column: getattr(column, to) - column.width)
    for n, column in enumerate(wanting):
        share = max(room, 0) // (len(wanting) - n)
        more = max(min(getattr(column, to) - column.width, share), 0)
        column.width += more
        room -= more
    return room


def _parts(name: str) -> list[str]:
    """Return the parts of a name, with the underscores at their ends."""
    parts = printable(name).split("_")
    return [f"{part}_" for part in parts[:-1]] + parts[-1:]
