"""What all plots share: axes, colours, and text in any script."""

from __future__ import annotations

from functools import lru_cache

from lexicount._arguments import is_integer
from lexicount._format import cut_text, one_line
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = [
    "COLOURS",
    "PALE",
    "REST",
    "as_given",
    "checked_number",
    "finished",
    "in_legend",
    "label_points",
    "made_axes",
    "name_ticks",
    "short",
    "show_legend",
    "write_values",
]

#: The palette of Okabe and Ito (2008), which is safe for colour-blind readers, without the two
#: colours that cannot be told from a line of text or from paper.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
#: What is not significant, or of no group.
REST = "#8C8C8C"
PALE = "#E6E6E6"

#: The size of a figure of our own, in inches.
_WIDTH = 7.0
_ROW = 0.26
_FRAME = 1.1

#: The longest name next to an axis, in terminal columns.
_LONGEST = 36
#: Points that are labelled share the size of names.
SIZE = 9

#: Where a label may be: its direction from the point, with its alignment.
_CORNERS = [
    ((1, 1), "left", "bottom"),
    ((-1, 1), "right", "bottom"),
    ((1, -1), "left", "top"),
    ((-1, -1), "right", "top"),
]
_SIDES = [
    ((0, -1), "center", "top"),
    ((0, 1), "center", "bottom"),
    ((1, 0), "left", "center"),
    ((-1, 0), "right", "center"),
]


def checked_number(n: object) -> int:
    """Return the number of names to draw; raises ConfigError unless it is at least 1."""
    if not is_integer(n, least=1, most=1000):
        raise ConfigError(f"n={n!r:.80}: give an integer from 1 to 1,000")
    return int(n)  # type: ignore[call-overload, no-any-return]


def made_axes(ax: Axes | None, *, rows: float) -> Axes:
    """Return Axes to draw on: those given, or those of a new figure with room for some rows."""
    try:
        from matplotlib import pyplot
        from matplotlib.axes import Axes as Known
    except ImportError as error:
        message = "plots need matplotlib: install it, or lexicount with the extra lexicount[plot]"
        raise ImportError(message) from error
    if ax is None:
        size = (_WIDTH, min(max(_ROW * rows + _FRAME, 2.0), 40.0))
        ax = pyplot.subplots(figsize=size, layout="constrained")[1]
    elif not isinstance(ax, Known):
        kind = type(ax).__name__
        raise ConfigError(f"ax is of type {kind}; give matplotlib Axes, as of plt.subplots()[1]")
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=SIZE)
    return ax


def finished(ax: Axes, title: str, *, x: str = "", y: str = "", grid: Any = "x") -> Axes:
    """Return the Axes with their title, the units of both axes, and a grid along one."""
    from matplotlib.ticker import LogFormatter, MaxNLocator, ScalarFormatter

    as_given(ax.set_title(title, loc="left", fontsize=11))
    if x:
        as_given(ax.set_xlabel(x, fontsize=SIZE))
    if y:
        as_given(ax.set_ylabel(y, fontsize=SIZE))
    for axis in (ax.xaxis, ax.yaxis):
        if isinstance(axis.get_major_formatter(), (ScalarFormatter, LogFormatter)):
            axis.set_major_formatter("{x:,.10g}")
        locator = axis.get_major_locator()
        if isinstance(locator, MaxNLocator):
            locator.set_params(nbins=6, steps=[1, 2, 5, 10])
    if grid:
        ax.grid(visible=True, axis=grid, color=PALE, linewidth=0.8)
    return ax


def name_ticks(ax: Axes, names: Iterable[object]) -> None:
    """Write names next to the vertical axis, the first at the top."""
    labels = [short(name, _LONGEST + 10) for name in names]
    ax.set_yticks(range(len(labels)), labels)
    for label in ax.get_yticklabels():
        as_given(label)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(labels) - 0.4, -0.6)


def write_values(
    ax: Axes, places: Sequence[float], ends: Sequence[float], values: Sequence[float]
) -> None:
    """Write the values of bars to the right of their ends."""
    for place, end, value in zip(places, ends, values, strict=True):
        ax.annotate(
            f"{value:,.10g}",
            (end, place),
            (3, 0),
            textcoords="offset points",
            va="center",
            size=SIZE - 1,
            color="#404040",
        )
    # Room for the text of the longest bar.
    ax.margins(x=0.12)


def show_legend(ax: Axes, title: str = "", **options: Any) -> Any:
    """Show and return the legend of what has a label: next to the Axes, where it covers nothing."""
    handles, labels = ax.get_legend_handles_labels()
    if not handles:
        return None
    place = {"loc": "upper left", "bbox_to_anchor": (1.01, 1.0), "borderaxespad": 0.0}
    legend = ax.legend(handles, labels, title=title or None, frameon=False, **{**place, **options})
    legend.set_alignment("left")
    for label in [legend.get_title(), *legend.get_texts()]:
        label.set_fontsize(SIZE)
        as_given(label)
    return legend


def in_legend(name: str) -> str:
    """Return a name for a legend; those that begin with an underscore are hidden by matplotlib."""
    return f" {name}" if name.startswith("_") else name


def label_points(
    ax: Axes, points: Sequence[tuple[float, float, str]], radii: Sequence[float] | None = None
) -> None:
    """Write names next to points, the first of them first, where they cover no other name.

    Names without room are left out, unless the points have `radii`, in points: then all are
    written.
    """
    figure: Any = ax.figure
    options: Any = {"textcoords": "offset points", "size": SIZE, "zorder": 3}
    written = [
        as_given(ax.annotate(short(name, 26), (x, y), (0, 0), **options)) for x, y, name in points
    ]
    figure.draw_without_rendering()
    inside = ax.get_window_extent()
    taken: list[Any] = []
    sides = _CORNERS if radii is None else _SIDES
    for number, label in enumerate(written):
        radius = 3.0 if radii is None else radii[number] + 1
        for (across, up), horizontal, vertical in [*sides, sides[0]]:
            label.set(position=(radius * across, radius * up), ha=horizontal, va=vertical)
            box = label.get_window_extent()
            is_inside = inside.x0 <= box.x0 and box.x1 <= inside.x1 and box.y1 <= inside.y1
            if is_inside and not box.count_overlaps(taken):
                break
        else:
            if radii is None:
                label.remove()
                continue
        taken.append(box.padded(2))


def short(name: object, longest: int = _LONGEST) -> str:
    """Return a name on one line, cut to a length."""
    text = "(none)" if name is None else str(name)
    return cut_text(one_line("".join(one if one.isprintable() else " " for one in text)), longest)


def as_given(text: Text) -> Text:
    """Return a text that is drawn as it is written, in fonts that have its characters."""
    # Otherwise "$5 or $6" would be read as mathematics.
    text.set_parse_math(False)
    families = text.get_fontfamily()
    missing = frozenset(one for one in text.get_text() if not one.isspace()) - _characters(
        _file_of(tuple(families))
    )
    if missing:
        text.set_fontfamily([*families, *_families_with(missing)])
    return text


@lru_cache(maxsize=8)
def _file_of(families: tuple[str, ...]) -> str:
    from matplotlib.font_manager import FontProperties, findfont

    return str(findfont(FontProperties(family=list(families))))


@lru_cache(maxsize=8)
def _characters(path: str) -> frozenset[str]:
    from matplotlib.font_manager import get_font

    return frozenset(map(chr, get_font(path).get_charmap()))


@lru_cache(maxsize=256)
def _families_with(missing: frozenset[str]) -> tuple[str, ...]:
    """Return installed font families that have these characters, sans serif ones first."""
    from matplotlib.font_manager import fontManager, get_font

    fonts = {one.name: one.fname for one in fontManager.ttflist if one.style == "normal"}
    # "Last Resort" draws a box for each character of Unicode.
    names = sorted(
        (name for name in fonts if "Last Resort" not in name),
        key=lambda name: ("Sans" not in name, "Mono" in name, name),
    )
    found, rest = [], missing
    for name in names:
        try:
            here = {one for one in rest if get_font(fonts[name]).get_char_index(ord(one))}
        except (OSError, RuntimeError):
            # A font that cannot be read is one less to choose from.
            continue
        if here:
            found.append(name)
            rest -= here
        if not rest:
            break
    return tuple(found)
