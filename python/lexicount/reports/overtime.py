"""Terms and names over time: a small chart of each."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.reports.html import isolated, opener

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lexicount.reports.cells import Cells
    from lexicount.reports.entries import Entries, Entry

__all__ = ["over_time"]

#: The height of a small chart, in pixels.
_HEIGHT = 34


def over_time(
    chosen: Sequence[tuple[str, Sequence[int]]],
    cells: Cells,
    sizes: dict[int, int],
    entries: Entries,
) -> str:
    """Return small charts of entries by group: uses per 10,000 words of each bin of time.

    `sizes` is the number of words of each cell.
    """
    bins = cells.bins
    if bins is None or len(bins.documents) < 3:
        return ""
    names = bins.names()
    words = _by_bin(sizes, cells, len(names))
    least = sum(words) // (len(words) * 20)
    n_small = sum(0 < n < least for n in words)
    words = [n if n >= least else 0 for n in words]
    lists = []
    for heading, numbers in chosen:
        charts = [_chart(entries.all[number], cells, words, names) for number in numbers]
        if charts:
            lists.append(f"<h4>{heading}</h4><ul class=multiples>{''.join(charts)}</ul>")
    if not lists:
        return ""
    note = (
        f"Uses per 10,000 words of each {bins.unit.name}, from {names[0]} to {names[-1]}, over all "
        "documents whose dates are as precise; each chart has its own scale."
    )
    if n_small:
        few = plural(n_small, f"{bins.unit.name}")
        note += (
            f" {few} with fewer than {least:,} words {'is' if n_small == 1 else 'are'} left out."
        )
    return f'<h3>Terms and names over time</h3><p class="note">{note}</p>{"".join(lists)}'


def _by_bin(counts: dict[int, int], cells: Cells, n_bins: int) -> list[int]:
    """Return the sums of counts by cell, by bin."""
    sums = [0] * n_bins
    for cell, count in counts.items():
        at = cells.rows[cell][1]
        if at >= 0:
            sums[at] += count
    return sums


def _chart(entry: Entry, cells: Cells, words: Sequence[int], names: Sequence[str]) -> str:
    counts = _by_bin({cell: n for cell, (n, _) in entry.cells.items()}, cells, len(words))
    rates = [1e4 * n / of if of else 0.0 for n, of in zip(counts, words, strict=True)]
    most = max(rates)
    width = 100 / len(rates)
    bars = "".join(
        f'<rect x="{at * width + 0.1 * width:.2f}%" width="{0.8 * width:.2f}%" '
        f'y="{_HEIGHT - _HEIGHT * rate / most:.1f}" height="{_HEIGHT * rate / most:.1f}">'
        f"<title>{names[at]}: {rate:.1f} ({plural(counts[at], entry.noun)})</title></rect>"
        for at, rate in enumerate(rates)
        if rate
    )
    peak = f"most in {names[rates.index(most)]}: {most:.1f}" if most else ""
    return (
        f"<li>{opener(entry.number, isolated(entry.name))} <small>{peak}</small>"
        f'<svg class="chart" width="100%" height="{_HEIGHT}" aria-hidden="true">{bars}</svg></li>'
    )
