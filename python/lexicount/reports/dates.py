"""The dates of documents, and the bins of the time line."""

from __future__ import annotations

import datetime as dt

from lexicount.reports.wording import day_text, month_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.corpus.collection import Documents

__all__ = ["Bins", "Dates", "dates_of"]


class Dates:
    """The dates of the documents, as precise as they are written."""

    def __init__(self, docs: Documents, column: str) -> None:
        self.n_documents = len(docs)
        self._docs = docs
        self.column = column
        self._bins, self.undated = docs._core.time_bins(column, every=None)
        self.known = [found for found in self._bins if found is not None]

    @property
    def period(self) -> str:
        """From the first date to the last; empty if no date is known."""
        by_day = sorted(self.known, key=lambda found: found[2])
        ends = [_bin_text(found[0], found[2]) for found in (by_day[:1] + by_day[-1:])]
        return " – ".join(dict.fromkeys(ends))

    def text(self, number: int) -> str | None:
        """Return the date of a document, as in 24 Mar 2024 or Mar 2024; None if it is not known."""
        found = self._bins[number]
        return None if found is None else _bin_text(found[0], found[2])

    def by(self, unit: str) -> dict[int, list[int]]:
        """Return the documents of each bin of a unit, in order of time."""
        bins: dict[int, list[int]] = {}
        for number, found in enumerate(self._docs._core.time_bins(self.column, every=unit)[0]):
            if found is not None:
                bins.setdefault(found[1], []).append(number)
        return dict(sorted(bins.items()))

    def notes(self) -> list[str]:
        """Return a sentence for each reason why documents have no date."""
        n_missing = self.undated["missing"]
        n_unread = self.undated["unreadable"] + self.undated["ambiguous"]
        notes = []
        if n_missing:
            notes.append(f"{n_missing:,} of {self.n_documents:,} have no date.")
        if n_unread:
            dates = "the date" if n_unread == 1 else "the dates"
            notes.append(f"Could not read {dates} of {n_unread:,} of {self.n_documents:,}.")
        return notes


def dates_of(docs: Documents, column: str | None) -> Dates | None:
    """Return the dates of the documents, or None if they have none at all."""
    if column is None:
        return None
    dates = Dates(docs, column)
    return None if dates.undated["missing"] == dates.n_documents else dates


def _bin_text(every: str, first_day: int) -> str:
    """Return a time bin, given by its first day."""
    return day_text(every, dt.date.fromordinal(first_day))


class Bins:
    """Documents by the shortest unit that most dates have and that makes not too many bars."""

    def __init__(self, dates: Dates) -> None:
        for unit in _UNITS:
            #: The unit of the bins.
            self.unit = unit
            #: The indices of the documents of each bin that has any, in order of time.
            self.documents = dates.by(unit.name)
            n_binned = sum(map(len, self.documents.values()))
            self.first = min(self.documents, default=0)
            self.last = max(self.documents, default=0)
            if 2 * n_binned >= len(dates.known) and self.last - self.first < unit.most:
                break
        self.greatest = max(map(len, self.documents.values()), default=0)
        #: The number of documents with a date that is not precise enough.
        self.n_coarse = len(dates.known) - n_binned

    def name(self, number: int) -> str:
        """Return the name of a bin."""
        if self.unit.name == "day":
            return _bin_text("day", number + 1)
        if self.unit.name == "month":
            return month_text(number)
        return str(number) if self.unit.name == "year" else f"{number * 10}s"

    def of_documents(self, n_documents: int) -> list[int]:
        """Return the bin of each document, counted from the first bin; -1 for none."""
        bins = [-1] * n_documents
        for number, documents in self.documents.items():
            for document in documents:
                bins[document] = number - self.first
        return bins

    def names(self) -> list[str]:
        """Return the names of all bins from the first to the last."""
        if not self.documents:
            return []
        return [self.name(number) for number in range(self.first, self.last + 1)]

    def fullest(self) -> int:
        """Return the bin with the most documents; the earliest of equals."""
        return min(self.documents, key=lambda number: (-len(self.documents[number]), number))


class _Unit:
    """A unit of the timeline."""

    __slots__ = ("most", "name", "steps")

    def __init__(self, name: str, most: int, steps: tuple[int, ...]) -> None:
        self.name = name
        #: The maximum number of bins before a longer unit is used.
        self.most = most
        #: The possible numbers of bins from one axis label to the next.
        self.steps = steps


_UNITS = (
    _Unit("day", 45, (1, 2, 3, 7)),
    _Unit("month", 72, (1, 2, 3, 6, 12)),
    _Unit("year", 120, (1, 2, 5, 10, 20)),
    _Unit("decade", 1000, (1, 2, 5, 10, 20, 50, 100)),
)
