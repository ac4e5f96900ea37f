"""The incidents of a report: casualty figures in their sentences, numbers and their revisions.

From casualties to what is shown; independent of HTML.
"""

from __future__ import annotations

from collections import Counter

from lexicount._format import one_line
from lexicount.tokens.segments import sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    from lexicount.corpus.collection import Documents
    from lexicount.incidents.events import Incidents
    from lexicount.reports.cells import Cells
    from lexicount.reports.entries import Entries, Use

    #: A row of a table.
    Row: TypeAlias = dict[str, Any]

#: The passages of an incident, beside those that its numbers rest on.
_MOST_PASSAGES = 12
#: The numbers of an incident over time.
_MOST_REVISIONS = 30
#: The characters on either side of the figures of a passage.
_CONTEXT = 240

_FIGURE_COLUMNS = (
    "incident",
    "document",
    "figure",
    "outcome",
    "low",
    "best",
    "high",
    "text",
    "start",
    "end",
    "victims_start",
    "victims_end",
    "relation",
    "status",
    "when",
    "trigger_start",
    "trigger_end",
    "source",
    "manner",
    "sentence",
)


class Passage:
    """A sentence with its figures, in order of position."""

    __slots__ = (
        "document",
        "end",
        "figures",
        "is_cut_after",
        "is_cut_before",
        "start",
        "text",
    )

    def __init__(self, figures: list[Row], text: str, sentence: tuple[int, int]) -> None:
        self.figures = figures
        #: The index of the document.
        self.document: int = figures[0]["document"]
        #: The text of the document, and the span of the passage in it.
        self.text = text
        starts, ends = zip(*(span for one in figures for _, span in parts_of(one)), strict=True)
        first, last = min(starts), max(ends)
        self.start = max(min(first, sentence[0]), first - _CONTEXT)
        self.end = min(max(last, sentence[1]), last + _CONTEXT)
        self.is_cut_before = self.start > sentence[0]
        self.is_cut_after = self.end < sentence[1]


def parts_of(figure: Row) -> list[tuple[str, tuple[int, int]]]:
    """Return the parts of a figure that are marked, with their spans."""
    spans = (
        ("number", (figure["start"], figure["end"])),
        ("trigger", (figure["trigger_start"], figure["trigger_end"])),
        ("victims", (figure["victims_start"], figure["victims_end"])),
    )
    return [(name, span) for name, span in spans if None not in span]


class ReportedIncident:
    """An incident with its passages and revisions."""

    __slots__ = ("entry", "n_more", "n_revisions", "passages", "revisions", "row", "uses")

    def __init__(self, row: Row, revisions: list[Row]) -> None:
        #: The row of the incident.
        self.row = row
        self.n_revisions = len(revisions)
        #: The numbers of several documents, in order of outcome and report date.
        self.revisions = revisions[:_MOST_REVISIONS]
        self.passages: list[Passage] = []
        #: The number of passages that are not shown.
        self.n_more = 0
        #: The places of all its figures.
        self.uses: list[Use] = []
        #: The number of its entry.
        self.entry = -1

    @property
    def number(self) -> int:
        """The number of the incident."""
        number: int = self.row["incident"]
        return number

    @property
    def title(self) -> str:
        """What happened and where: "Shooting in Moscow, Russia"."""
        what: str = (self.row["type"] or "incident").capitalize()
        places = dict.fromkeys(one_line(self.row[name]) for name in ("place", "country"))
        where = ", ".join(place for place in places if place)
        return f"{what} in {where}" if where else what

    def outcomes(self) -> list[str]:
        """Return the outcomes with a number, in the order of the columns."""
        names = [name.removesuffix("_best") for name in self.row if name.endswith("_best")]
        return [name for name in names if any(one is not None for one in self.bounds(name))]

    def bounds(self, outcome: str) -> tuple[int | None, int | None, int | None]:
        """Return the lowest, the best and the highest number of an outcome."""
        low, best, high = (self.row[f"{outcome}_{bound}"] for bound in ("low", "best", "high"))
        return low, best, high

    def revision_of(self, outcome: str, bound: str) -> Row | None:
        """Return the revision that a number rests on: the last of those that give it."""
        wanted = self.row[f"{outcome}_{bound}"]
        own = [one for one in self.revisions if one["outcome"] == outcome]
        found = [one for one in own if wanted == one[bound]]
        found = found or [one for one in own if wanted in (one["low"], one["best"], one["high"])]
        return next(reversed(found or own), None)

    def is_revised(self) -> bool:
        """Return whether several documents give a number of one outcome."""
        outcomes = [one["outcome"] for one in self.revisions]
        return len(set(outcomes)) < len(outcomes)


def add_incidents(reported: ReportedIncidents, cells: Cells, entries: Entries) -> None:
    """Add the listed incidents to the entries: the uses are the figures in their sentences."""
    for one in reported.listed:
        figures = Counter(use[0] for use in one.uses)
        by_cell = cells.counts(sorted(figures.items()))
        one.entry = entries.add(one.title, "figure", len(one.uses), by_cell, one.uses)


class ReportedIncidents:
    """The incidents that a page lists, and figures without an incident."""

    def __init__(self, docs: Documents, incidents: Incidents, top: int) -> None:
        self.n_figures = len(incidents.casualties)
        self.n_unread = incidents.casualties.n_unread
        self.n_incidents = len(incidents)
        chosen = _first(incidents, top)
        self.listed = [
            ReportedIncident(row, revisions)
            for row, revisions in zip(chosen, _revisions_of(incidents, chosen), strict=True)
        ]
        of = _figures_of(incidents, {one.number for one in self.listed})
        shown: list[list[list[Row]]] = []
        for reported in self.listed:
            own = of.get(reported.number, [])
            reported.uses = [(one["document"], one["start"], one["end"]) for one in own]
            groups = _by_sentence(own)
            kept = _kept(groups, {one["figure"] for one in reported.revisions})
            reported.n_more = len(groups) - len(kept)
            shown.append(kept)
        loose = _by_sentence(of.get(None, ()))
        #: The number of passages with figures of no incident that are not shown.
        self.n_more = max(len(loose) - _MOST_PASSAGES, 0)
        shown.append(loose[:_MOST_PASSAGES])
        made = _passages(docs, shown)
        for reported, passages in zip(self.listed, made, strict=False):
            reported.passages = passages
        #: Figures over a period, and those without an event.
        self.loose = made[-1]


def _first(incidents: Incidents, top: int) -> list[Row]:
    """Return the incidents that are reported, then those that are mentioned; most dead first."""
    table = incidents._core.table(largest=True)
    is_earlier = [when == "earlier event" for when in table.column("when")]
    order = sorted(range(len(table)), key=is_earlier.__getitem__)
    columns = table.take(order[:top]).to_dict()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _revisions_of(incidents: Incidents, chosen: Sequence[Row]) -> list[list[Row]]:
    of: dict[int, list[Row]] = {row["incident"]: [] for row in chosen}
    table = incidents._core.revisions()
    numbers = table.column("incident")
    columns = table.take([row for row, number in enumerate(numbers) if number in of]).to_dict()
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        of[row["incident"]].append(row)
    return list(of.values())


def _figures_of(incidents: Incidents, wanted: set[int]) -> dict[int | None, list[Row]]:
    """Return the figures of these incidents and of none, by incident."""
    of: dict[int | None, list[Row]] = {}
    table = incidents._core.figures().select(_FIGURE_COLUMNS)
    numbers = table.column("incident")
    rows = [row for row, number in enumerate(numbers) if number is None or number in wanted]
    columns = table.take(rows).to_dict()
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        of.setdefault(row["incident"], []).append(row)
    return of


def _by_sentence(figures: Iterable[Row]) -> list[list[Row]]:
    """Return figures by sentence."""
    of: dict[tuple[int, int], list[Row]] = {}
    for one in figures:
        of.setdefault((one["document"], one["sentence"]), []).append(one)
    return list(of.values())


def _kept(groups: list[list[Row]], needed: set[int]) -> list[list[Row]]:
    """Return the sentences with needed figures, and the first others."""
    room = _MOST_PASSAGES
    kept = []
    for group in groups:
        is_needed = any(one["figure"] in needed for one in group)
        if is_needed or room > 0:
            kept.append(group)
            room -= 1
    return kept


def _passages(docs: Documents, shown: list[list[list[Row]]]) -> list[list[Passage]]:
    numbers = sorted({group[0]["document"] for groups in shown for group in groups})
    texts = [docs.text(number) or "" for number in numbers]
    of = dict(zip(numbers, texts, strict=True))
    spans = sentences(texts)
    offsets = {number: spans.offsets(place) for place, number in enumerate(numbers)}

    def passage(group: list[Row]) -> Passage:
        document, start = group[0]["document"], group[0]["start"]
        inside = [span for span in offsets[document] if span[0] <= start < span[1]]
        return Passage(group, of[document], inside[0] if inside else (start, start))

    return [[passage(group) for group in groups] for groups in shown]
