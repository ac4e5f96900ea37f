"""What is drawn of incidents: names, numbers and sums over time."""

from __future__ import annotations

from lexicount.exceptions import ConfigError
from lexicount.incidents.projections import best_number
from lexicount.plots.bars import bars
from lexicount.plots.lines import all_bins, time_bars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from matplotlib.axes import Axes

__all__ = ["over_time", "side_by_side"]

#: How many characters of an ISO date name a time bin, and which precisions are enough for it.
_BINS = {
    "year": (4, ("day", "week", "month", "year")),
    "month": (7, ("day", "month")),
    "day": (10, ("day",)),
}


def side_by_side(
    ax: Axes | None, rows: Sequence[dict[str, Any]], outcomes: Sequence[str], n: int
) -> Axes:
    """Draw the numbers of the incidents with the highest ones."""
    ordered = sorted(rows, key=lambda row: [-(best_number(row, one) or 0) for one in outcomes])[:n]
    note = f", {n} of {len(rows):,}" if len(rows) > n else ""
    return bars(
        ax,
        [_name(row) for row in ordered],
        {one: [best_number(row, one) for row in ordered] for one in outcomes},
        title=f"Casualties by incident{note}",
        unit="people; lines: lowest to highest number",
        are_written=True,
        bounds={
            one: [(row[f"{one}_low"], row[f"{one}_high"]) for row in ordered] for one in outcomes
        },
    )


def over_time(
    ax: Axes | None, rows: Sequence[dict[str, Any]], outcomes: Sequence[str], every: str
) -> Axes:
    """Draw the sums of all incidents in each time bin; 0 in bins without an incident."""
    if every not in _BINS:
        raise ConfigError(f"every={every!r}: use one of {', '.join(map(repr, _BINS))}")
    length, precise = _BINS[every]
    dated = [row for row in rows if row["date_first"] and row["date_precision"] in precise]
    bins = all_bins([row["date_first"][:length] for row in dated])
    sums = {one: dict.fromkeys(bins, 0) for one in outcomes}
    for row in dated:
        for one, numbers in sums.items():
            numbers[row["date_first"][:length]] += best_number(row, one) or 0
    left_out = len(rows) - len(dated)
    note = f", {left_out:,} of {len(rows):,} without a {every} left out" if left_out else ""
    return time_bars(
        ax,
        bins,
        {one: list(numbers.values()) for one, numbers in sums.items()},
        title=f"Casualties of incidents{note}",
        unit="people",
    )


def _name(row: dict[str, Any]) -> str:
    """Return the date, type and place of an incident, which distinguish it from others."""
    place = row["place"] or row["country"]
    what = ", ".join(filter(None, [row["type"] or "incident", place]))
    return f"{row['date_first']} {what}" if row["date_first"] else what
