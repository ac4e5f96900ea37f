"""Rates of names in groups of documents: side by side, or over time."""

from __future__ import annotations

from lexicount.plots.bars import bars
from lexicount.plots.lines import all_bins, time_lines
from lexicount.plots.style import COLOURS, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from matplotlib.axes import Axes

    #: The values of the columns that a group has.
    Key = tuple[Any, ...]

__all__ = ["grouped_rates"]

#: The most lines in one plot.
_MOST_LINES = 12


def grouped_rates(
    ax: Axes | None,
    groups: Sequence[Key],
    sizes: Sequence[int],
    rates: Mapping[str, Sequence[float | None]],
    *,
    date: int | None,
    title: str,
    unit: str,
) -> Axes:
    """Draw the rates of names in groups, with bars, or with lines if the groups have a date.

    Parameters
    ----------
    ax : Axes or None
    groups : sequence of tuple
        The values of each group.
    sizes : sequence of int
        The sizes of the groups: the largest are drawn, and the title says of how many.
    rates : mapping of str to sequence
        For each name its rate in each group.
    date : int or None
        Which of the values is a time bin.
    title, unit : str
    """
    if date is None:
        shown, note = _largest(groups, sizes, len(COLOURS), "groups")
        series = {
            name_of(group): [values[groups.index(group)] for values in rates.values()]
            for group in shown
        }
        return bars(ax, list(rates), series, title=title + note, unit=unit)
    dated = [row for row, group in enumerate(groups) if group[date] is not None]
    others = [_without(groups[row], date) for row in dated]
    most = max(_MOST_LINES // max(len(rates), 1), 1)
    shown, note = _largest(others, [sizes[row] for row in dated], most, "groups")
    bins = all_bins([groups[row][date] for row in dated])
    lines: dict[str, list[float | None]] = {}
    for name, values in rates.items():
        for other in shown:
            here = {
                groups[row][date]: values[row]
                for row, of in zip(dated, others, strict=True)
                if of == other
            }
            label = f"{name} ({name_of(other)})" if other else name
            lines[short(label)] = [here.get(one) for one in bins]
    return time_lines(ax, bins, lines, title=title + note, unit=unit)


def name_of(group: Key) -> str:
    """Return a group as text."""
    return ", ".join(short(value) for value in group)


def _without(group: Key, column: int) -> Key:
    return group[:column] + group[column + 1 :]


def _largest(
    groups: Sequence[Key], sizes: Sequence[int], most: int, noun: str
) -> tuple[list[Key], str]:
    """Return the largest groups in their order, and a note if these are not all."""
    total: dict[Key, int] = {}
    for group, size in zip(groups, sizes, strict=True):
        total[group] = total.get(group, 0) + size
    if len(total) <= most:
        return list(total), ""
    chosen = {*sorted(total, key=lambda group: -total[group])[:most]}
    return [one for one in total if one in chosen], f", {most} largest of {len(total):,} {noun}"
