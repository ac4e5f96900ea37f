"""Horizontal bars with names: one series, several, or two sides."""

from __future__ import annotations

from lexicount.plots.style import (
    COLOURS,
    REST,
    finished,
    in_legend,
    made_axes,
    name_ticks,
    show_legend,
    write_values,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    Values = Sequence[float | None]
    Bounds = Sequence[tuple[float | None, float | None]]

__all__ = ["bars", "by_kind", "coloured_bars", "two_sided_bars"]

#: The part of a row that its bars take.
_THICK = 0.78


def bars(
    ax: Axes | None,
    names: Sequence[object],
    series: Mapping[str, Values],
    *,
    title: str,
    unit: str,
    are_written: bool = False,
    bounds: Mapping[str, Bounds] | None = None,
) -> Axes:
    """Draw a row for each name, with a bar for each series, and whiskers to its bounds.

    If values `are_written`, each is next to its bar.
    """
    axes = made_axes(ax, rows=len(names) * max(1.0, 0.6 * len(series)))
    thick = _THICK / max(len(series), 1)
    for number, (label, values) in enumerate(series.items()):
        offset = (number + 0.5) * thick - _THICK / 2
        known = [(row, value) for row, value in enumerate(values) if value is not None]
        places = [row + offset for row, _ in known]
        lengths = [value for _, value in known]
        axes.barh(places, lengths, thick * 0.94, color=_colour(number), label=in_legend(label))
        ends = lengths
        if bounds:
            ends = _whiskers(axes, places, lengths, [bounds[label][row] for row, _ in known])
        if are_written:
            write_values(axes, places, ends, lengths)
    name_ticks(axes, names)
    if len(series) > 1:
        show_legend(axes)
    return finished(axes, title, x=unit)


def coloured_bars(
    ax: Axes | None,
    names: Sequence[object],
    values: Sequence[float],
    kinds: Sequence[str],
    *,
    title: str,
    unit: str,
    legend: str,
) -> Axes:
    """Draw a bar for each name in the colour of its kind; further kinds are grey, and so named."""
    axes = made_axes(ax, rows=len(names))
    for label, colour, rows in by_kind(kinds):
        axes.barh(rows, [values[row] for row in rows], _THICK, color=colour, label=in_legend(label))
    write_values(axes, range(len(values)), values, values)
    name_ticks(axes, names)
    show_legend(axes, legend)
    return finished(axes, title, x=unit)


def by_kind(kinds: Sequence[str]) -> list[tuple[str, str, list[int]]]:
    """Return the kinds, the most frequent first, each with its colour and its rows.

    Those for which there is no colour left share the last entry.
    """
    rows: dict[str, list[int]] = {}
    for row, kind in enumerate(kinds):
        rows.setdefault(kind, []).append(row)
    ordered = sorted(rows, key=lambda kind: (-len(rows[kind]), kind))
    first = ordered[: len(COLOURS)]
    found = [(kind, colour, rows[kind]) for kind, colour in zip(first, COLOURS, strict=False)]
    rest = ordered[len(COLOURS) :]
    if rest:
        found.append((", ".join(rest), REST, sorted(row for kind in rest for row in rows[kind])))
    return found


def two_sided_bars(
    ax: Axes | None,
    sides: Sequence[tuple[str, Sequence[tuple[str, float]]]],
    *,
    title: str,
    unit: str,
) -> Axes:
    """Draw bars of positive values to the right and, below them, of negative ones to the left.

    The legend is placed where there are no bars.
    """
    rows = [(name, value) for _, side in sides for name, value in side]
    axes = made_axes(ax, rows=len(rows))
    first = 0
    for number, (label, side) in enumerate(sides):
        places = range(first, first + len(side))
        values = [value for _, value in side]
        axes.barh(places, values, _THICK, color=_colour(number), label=in_legend(label))
        first += len(side)
    name_ticks(axes, [name for name, _ in rows])
    axes.axvline(0, color="black", linewidth=0.8)
    show_legend(axes, loc="lower right", bbox_to_anchor=(1.0, 0.0))
    return finished(axes, title, x=unit)


def _whiskers(
    axes: Axes, places: Sequence[float], values: Sequence[float], bounds: Bounds
) -> list[float]:
    """Draw lines from the lower to the upper bound; return where bars and lines end.

    A bound that is not known is the value.
    """
    low = [value if one[0] is None else one[0] for value, one in zip(values, bounds, strict=True)]
    high = [value if one[1] is None else one[1] for value, one in zip(values, bounds, strict=True)]
    wide = [row for row, one in enumerate(zip(low, high, strict=True)) if one[0] != one[1]]
    axes.hlines(
        [places[row] for row in wide],
        [low[row] for row in wide],
        [high[row] for row in wide],
        color="black",
        linewidth=1.2,
    )
    return [max(pair) for pair in zip(high, values, strict=True)]


def _colour(number: int) -> str:
    return COLOURS[number] if number < len(COLOURS) else REST
