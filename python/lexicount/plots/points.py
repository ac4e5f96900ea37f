"""Points: two measures of each term, and where terms occur."""

from __future__ import annotations

from lexicount.plots.style import (
    COLOURS,
    PALE,
    finished,
    in_legend,
    label_points,
    made_axes,
    name_ticks,
    short,
    show_legend,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    #: A label, a colour, and the rows of its points.
    Kind = tuple[str, str, Sequence[int]]

__all__ = ["occurrences", "scatter"]


def scatter(
    ax: Axes | None,
    names: Sequence[str],
    across: Sequence[float | None],
    up: Sequence[float | None],
    *,
    kinds: Sequence[Kind],
    labelled: Sequence[int],
    title: str,
    x: str,
    y: str,
    scales: Mapping[str, str],
) -> Axes:
    """Draw a point for each name, in the colour of its kind, and write the names of some rows.

    `scales` gives an axis another scale than a linear one: "log", or "sqrt" from 0.
    """
    axes = made_axes(ax, rows=14)
    for label, colour, rows in kinds:
        known = [one for one in (_place(across[row], up[row]) for row in rows) if one]
        xs, ys = [place[0] for place in known], [place[1] for place in known]
        axes.scatter(xs, ys, s=14, color=colour, alpha=0.75, linewidths=0, label=in_legend(label))
    axes.margins(0.08)
    for axis, scale in scales.items():
        _set_scale(axes, axis, scale)
    if len(kinds) > 1:
        show_legend(axes, loc="upper center", bbox_to_anchor=(0.5, 1.0))
    finished(axes, title, x=x, y=y, grid="both")
    named = [(_place(across[row], up[row]), names[row]) for row in labelled]
    label_points(axes, [(*place, name) for place, name in named if place])
    return axes


def _set_scale(axes: Axes, axis: str, scale: str) -> None:
    from matplotlib.ticker import LogLocator, NullFormatter

    if scale == "log":
        # Labels at 1, 2, 5, 10, ...; matplotlib would write those between as "2×10¹".
        getattr(axes, f"set_{axis}scale")("log")
        ticks = getattr(axes, f"{axis}axis")
        ticks.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ticks.set_minor_formatter(NullFormatter())
        return
    import numpy as np

    functions = (lambda values: np.sqrt(np.maximum(values, 0.0)), np.square)
    getattr(axes, f"set_{axis}scale")("function", functions=functions)
    getattr(axes, f"set_{axis}lim")(0)


def _place(across: float | None, up: float | None) -> tuple[float, float] | None:
    """Return a point, or None if one of its measures is missing."""
    return None if across is None or up is None else (across, up)


def occurrences(
    ax: Axes | None,
    names: Sequence[object],
    places: Sequence[Sequence[float]],
    *,
    width: float,
    title: str,
    unit: str,
) -> Axes:
    """Draw a strip for each name, with a tick at each place from 0 to `width`."""
    axes = made_axes(ax, rows=len(names))
    axes.barh(range(len(names)), width, 0.72, color=PALE)
    if places:
        axes.eventplot(
            places,
            lineoffsets=range(len(names)),
            linelengths=0.72,
            linewidths=1.2,
            colors=COLOURS[0],
        )
    axes.set_xlim(0, width)
    labels = [f"{short(name)} ({len(found):,})" for name, found in zip(names, places, strict=True)]
    name_ticks(axes, labels)
    axes.spines["left"].set_visible(False)
    return finished(axes, title, x=unit, grid="")
