"""The time line: documents by date."""

from __future__ import annotations

from lexicount._format import plural
from lexicount.reports.html import head_cells, section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from lexicount.reports.cells import Cells
    from lexicount.reports.dates import Bins, Dates
    from lexicount.reports.entries import Entries
    from lexicount.reports.model import Catalog

__all__ = ["time_line"]

# Heights are in pixels, widths are shares of the page, so that letters keep their size.
_TOP, _BOTTOM, _HEIGHT = 22, 150, 190


def time_line(
    dates: Dates | None, cells: Cells, catalog: Catalog, entries: Entries, after: str
) -> str:
    """Return the chart of documents by date, if there are at least two bars, and what it lacks.

    `after` follows the chart.
    """
    if dates is None:
        return ""
    notes = dates.notes()
    bins = cells.bins
    if bins is None or len(bins.documents) < 2:
        # A date that could not be read is worth a section; a missing one is not.
        is_unread = dates.undated["missing"] + len(dates.known) < dates.n_documents
        return section("time", "Timeline", "", " ".join(notes)) if is_unread else ""
    unit = bins.unit.name
    if bins.n_coarse:
        notes.append(f"The dates of {bins.n_coarse:,} do not tell the {unit}.")
    note = " ".join([f"Documents by {unit}.", *notes])
    body = _chart(bins, cells, catalog, entries) + _time_table(bins) + after
    return section("time", "Timeline", body, note)


def _time_table(bins: Bins) -> str:
    rows = "".join(
        f'<tr><th scope="row">{bins.name(bin_number)}</th><td>{len(numbers):,}</td></tr>'
        for bin_number, numbers in bins.documents.items()
    )
    head = head_cells(bins.unit.name.capitalize(), "Documents")
    return (
        '<details class="more"><summary>Show as a table</summary>'
        f'<table class="narrow"><thead>{head}</thead><tbody>{rows}</tbody></table></details>'
    )


def _chart(bins: Bins, cells: Cells, catalog: Catalog, entries: Entries) -> str:
    bars = []
    for bin_number, numbers in bins.documents.items():
        by_cell = cells.counts((number, 1) for number in numbers)
        uses = [(number, 0, 0) for number in numbers]
        name = bins.name(bin_number)
        entry = entries.add(name, "document", len(numbers), by_cell, uses)
        bar = _bar(bins, bin_number)
        place = f'data-entry="{entry}" data-bin="{bin_number - bins.first}"'
        is_listed = numbers[0] < catalog.n_listed
        tag, target = ("a", f' href="#d{numbers[0]}"') if is_listed else ("g", "")
        bars.append(f"<{tag}{target} {place}>{bar}</{tag}>")
    if not _shows_values(bins):
        most = plural(bins.greatest, "document")
        bars.append(_rule("grid", _TOP) + f'<text class="scale" x="0" y="{_TOP - 6}">{most}</text>')
    labels = "".join(_axis_labels(bins))
    return (
        f'<svg class="chart documents-by-date" width="100%" height="{_HEIGHT}" role="group" '
        f'data-top="{_TOP}" data-bottom="{_BOTTOM}" '
        f'aria-label="Documents by {bins.unit.name}">'
        f"{''.join(bars)}{_rule('axis', _BOTTOM)}{labels}</svg>"
    )


def _shows_values(bins: Bins) -> bool:
    """Return whether there is room for a number above each bar."""
    return bins.last - bins.first < 31 and bins.greatest < 100


def _rule(name: str, height: int) -> str:
    return f'<line class="{name}" x1="0" x2="100%" y1="{height}" y2="{height}"/>'


def _bar(bins: Bins, bin_number: int) -> str:
    count = len(bins.documents[bin_number])
    width = 100 / (bins.last - bins.first + 1)
    left = width * (bin_number - bins.first)
    top = _BOTTOM - (_BOTTOM - _TOP) * count / bins.greatest
    says = f"{bins.name(bin_number)}: {plural(count, 'document')}"
    bar = (
        f'<rect x="{left + 0.09 * width:.3f}%" y="{top:.1f}" width="{0.82 * width:.3f}%" '
        f'height="{_BOTTOM - top:.1f}"><title>{says}</title></rect>'
    )
    if _shows_values(bins):
        bar += f'<text x="{left + width / 2:.3f}%" y="{top - 5:.1f}">{count}</text>'
    return bar


def _axis_labels(bins: Bins) -> Iterator[str]:
    """Yield the labels below the bars: at most 16, half of them on a narrow screen."""
    n_bins = bins.last - bins.first + 1
    steps = bins.unit.steps
    step = next((step for step in steps if n_bins <= 16 * step), steps[-1])
    # Months and years are labelled at round numbers, days from the first.
    origin = bins.first if bins.unit.name == "day" else 0
    labelled = [at for at in range(bins.first, bins.last + 1) if (at - origin) % step == 0]
    year = ""
    for bin_number in labelled:
        upper, _, lower = bins.name(bin_number).rpartition(" ")
        if not upper or step == 12:
            upper, lower = lower, ""
        x = f"{100 * (bin_number - bins.first + 0.5) / n_bins:.3f}%"
        optional = ' class="wide"' if (bin_number - origin) // step % 2 else ""
        yield f'<text x="{x}" y="{_BOTTOM + 17}"{optional}>{upper}</text>'
        if lower != year:
            year = lower
            yield f'<text class="year" x="{x}" y="{_BOTTOM + 33}">{lower}</text>'
