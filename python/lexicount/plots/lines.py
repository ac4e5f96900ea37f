"""Lines over time bins."""

from __future__ import annotations

import datetime
from itertools import pairwise

from lexicount.plots.style import COLOURS, finished, in_legend, made_axes, show_legend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

__all__ = ["all_bins", "first_day", "time_bars", "time_lines"]

#: Each line has its own mark too, for print without colours.
_MARKS = ("o", "s", "^", "D", "v", "P")
_STYLES = ("-", "--", ":")


def time_lines(
    ax: Axes | None,
    bins: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    *,
    title: str,
    unit: str,
    legend: str = "",
    marked: Mapping[str, str] | None = None,
) -> Axes:
    """Draw a line for each series over all bins; where it has no value, the line is broken.

    `marked` are bins that get a vertical line in the colour of their series.
    """
    axes = made_axes(ax, rows=10)
    days = [first_day(one).toordinal() for one in bins]
    for number, (label, values) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(
            days,
            [float("nan") if value is None else value for value in values],
            color=colour,
            marker=_MARKS[number % len(_MARKS)],
            linestyle=_STYLES[number // len(COLOURS) % len(_STYLES)],
            markersize=4,
            linewidth=1.6,
            label=in_legend(label),
        )
        if marked and label in marked:
            axes.axvline(
                first_day(marked[label]).toordinal(), color=colour, linestyle="--", linewidth=1
            )
    _date_ticks(axes, bins, days)
    axes.set_ylim(bottom=0)
    show_legend(axes, legend)
    return finished(axes, title, x=_unit_of(bins), y=unit, grid="y")


def time_bars(
    ax: Axes | None,
    bins: Sequence[str],
    series: Mapping[str, Sequence[float]],
    *,
    title: str,
    unit: str,
) -> Axes:
    """Draw the bars of each series side by side over each bin, as wide as the bin is long."""
    axes = made_axes(ax, rows=10)
    days = [first_day(one).toordinal() for one in [*bins, *map(_next, bins[-1:])]]
    for number, (label, values) in enumerate(series.items()):
        thick = 0.9 / len(series)
        lengths = [after - day for day, after in pairwise(days)]
        places = [
            day + length * (0.05 + number * thick)
            for day, length in zip(days, lengths, strict=False)
        ]
        widths = [length * thick for length in lengths]
        colour = COLOURS[number % len(COLOURS)]
        axes.bar(places, values, widths, align="edge", color=colour, label=in_legend(label))
    middles = [(day + after) / 2 for day, after in pairwise(days)]
    _date_ticks(axes, bins, middles)
    if len(series) > 1:
        show_legend(axes)
    return finished(axes, title, x=_unit_of(bins), y=unit, grid="y")


def all_bins(bins: Sequence[str]) -> list[str]:
    """Return all bins from the first to the last of these, which are of one length."""
    if not bins:
        return []
    last, found = max(bins), [min(bins)]
    while found[-1] < last:
        found.append(_next(found[-1]))
    return found


def first_day(name: str) -> datetime.date:
    """Return the first day of a bin: of ``1990s``, 2023, 2023-Q3, 2023-07, 2023-W28, a day."""
    year, _, rest = name.rstrip("s").partition("-")
    number = max(int(year), 1)
    if rest.startswith("W"):
        return datetime.date.fromisocalendar(number, int(rest[1:]), 1)
    if rest.startswith("Q"):
        return datetime.date(number, 3 * int(rest[1:]) - 2, 1)
    month, _, day = rest.partition("-")
    return datetime.date(number, int(month or 1), int(day or 1))


def _next(name: str) -> str:
    """Return the bin after a bin."""
    day = first_day(name)
    if name.endswith("s"):
        return f"{int(name[:-1]) + 10:04}s"
    if "W" in name:
        year, week, _ = (day + datetime.timedelta(7)).isocalendar()
        return f"{year:04}-W{week:02}"
    if "Q" in name:
        quarter = (day.month + 2) // 3
        return f"{day.year + quarter // 4:04}-Q{quarter % 4 + 1}"
    if name.count("-") == 2:
        return (day + datetime.timedelta(1)).isoformat()
    if "-" in name:
        return f"{day.year + day.month // 12:04}-{day.month % 12 + 1:02}"
    return f"{day.year + 1:04}"


def _date_ticks(axes: Axes, bins: Sequence[str], days: Sequence[float]) -> None:
    """Write the names of at most six bins under the axis."""
    step = max(1, -(-len(bins) // 6))
    axes.set_xticks(days[::step], bins[::step])


def _unit_of(bins: Sequence[str]) -> str:
    """Return what the bins are."""
    name = bins[0] if bins else ""
    signs = {"s": "decade", "W": "week", "Q": "quarter"}
    found = next((unit for sign, unit in signs.items() if sign in name), None)
    return found or ("year", "month", "day")[name.count("-")]
