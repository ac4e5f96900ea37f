"""The counts of a report: terms, entities with the documents that mention them, dates.

From documents to numbers; independent of HTML.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from lexicount._arguments import listed
from lexicount._progress import progress_callback
from lexicount.counts.counting import keyword_frequency
from lexicount.entities.counting import count_entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeAlias

    from lexicount._progress import Progress, ProgressCallback
    from lexicount.corpus.collection import Documents
    from lexicount.counts.terms import KeywordFrequency
    from lexicount.entities.entity import Entity
    from lexicount.entities.results import Entities

    #: Label and name of an entity.
    Key: TypeAlias = tuple[str, str]
    #: A term, its count and its document frequency.
    TermRow: TypeAlias = tuple[str, int, int]


class Counted:
    """The counts of the documents."""

    def __init__(
        self, words: KeywordFrequency, phrases: KeywordFrequency, entities: Entities
    ) -> None:
        self.words = words
        self.phrases = phrases
        self.entities = entities
        self.columns = entities.to_dict()


def count(
    docs: Documents,
    *,
    stop_words: str | Iterable[str] | None,
    threads: int | None,
    progress: Progress,
) -> Counted:
    """Count words, two-word phrases and entities."""
    stop_words = listed(stop_words)
    callback = progress_callback(progress)

    def part(number: int) -> dict[str, Any]:
        """Return the options shared by all three counts."""
        own = None if callback is None else _part_of(callback, number, 3)
        return {"threads": threads, "progress": own}

    return Counted(
        keyword_frequency(docs, stop_words=stop_words, **part(0)),
        keyword_frequency(docs, stop_words=stop_words, ngram_range=(2, 2), **part(1)),
        count_entities(docs, **part(2)),
    )


def _part_of(progress: ProgressCallback, number: int, n_parts: int) -> ProgressCallback:
    """Return a callback for one of several passes over the same bytes."""
    return lambda done, total: progress(number * total + done, n_parts * total)


# Terms


def top_words(counted: Counted, top: int) -> list[TermRow]:
    """Return the most frequent words; single uses only if a short text has few others."""
    words = _most_used(counted.words, top, 2)
    return words if len(words) >= min(top, 10) else _most_used(counted.words, top, 1)


def top_phrases(counted: Counted, top: int) -> list[TermRow]:
    """Return the most frequent two-word phrases, used at least twice."""
    return _most_used(counted.phrases, top, 2)


def _most_used(counts: KeywordFrequency, top: int, least: int) -> list[TermRow]:
    """Return the most frequent terms that are not bare numbers."""
    n_asked = 2 * top + 50
    while True:
        columns = counts.select(top=n_asked).to_dict()
        rows = zip(columns["term"], columns["count"], columns["document_frequency"], strict=True)
        kept = [row for row in rows if row[1] >= least and all(map(_is_word, row[0].split(" ")))]
        if len(kept) >= top or len(columns["term"]) < n_asked:
            return kept[:top]
        n_asked *= 4


def _is_word(term: str) -> bool:
    # One letter is a word only in scripts that are written without spaces.
    return any(map(str.isalpha, term)) and (len(term) > 1 or not term.isascii())


# Names


class Listed:
    """An entity listed on the page, and the documents that mention it."""

    __slots__ = ("documents", "entity", "n_others", "number")

    def __init__(self, number: int, entity: Entity, n_others: int) -> None:
        self.number = number
        self.entity = entity
        #: The number of entities with its label that are not listed.
        self.n_others = n_others
        #: Index of the document and number of mentions in it.
        self.documents: list[tuple[int, int]] = []

    def anchor(self, number: int) -> str:
        """Return the id of its first mention in a document."""
        return f"d{number}e{self.number}"


def listed_entities(counted: Counted, top: int) -> dict[Key, Listed]:
    """Return the first entities of each label, with the documents that mention them."""
    entities, columns = counted.entities, counted.columns
    n_of_label = Counter(columns["label"])
    taken: Counter[str] = Counter()
    listed: dict[Key, Listed] = {}
    rows = enumerate(zip(columns["label"], columns["name"], columns["mentions"], strict=True))
    for position, (label, name, _) in sorted(rows, key=lambda row: _rank(*row[1])):
        if taken[label] < top:
            taken[label] += 1
            n_others = max(n_of_label[label] - top, 0)
            listed[label, name] = Listed(position, entities[position], n_others)
    for number in range(len(entities.documents)):
        mentioned = Counter((label, name) for *_, label, name in entities.spans(number))
        for key, n_mentions in mentioned.items():
            if key in listed:
                listed[key].documents.append((number, n_mentions))
    return listed


def _rank(label: str, name: str, mentions: int) -> tuple[bool, int, bool]:
    """Return the sort key of entities with one label, before their names.

    A day without a date means little outside its text, so these come last; among equally frequent
    dates, those with a year come first.
    """
    if label != "DATE":
        return False, -mentions, False
    # Monday to Sunday, today and yesterday all end alike.
    is_bare_day = name.lower().endswith(("day", "tomorrow"))
    return is_bare_day, -mentions, not name[:1].isdigit()


# Dates

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Dates:
    """The documents that have a date, by day."""

    def __init__(self, days: list[tuple[dt.date, int]], n_documents: int) -> None:
        self.days = days
        self.n_documents = n_documents

    @property
    def period(self) -> str:
        """From the first day to the last."""
        first, last = min(self.days)[0], max(self.days)[0]
        return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"


def dates_of(docs: Documents) -> Dates | None:
    """Return the days of the documents, or None if no date is known."""
    values = docs.metadata.get("date", [])
    days = [(day_of(value), number) for number, value in enumerate(values)]
    known = [(day, number) for day, number in days if day is not None]
    return Dates(known, len(docs)) if known else None


def day_of(value: object) -> dt.date | None:
    """Return the day that a value begins with, as in 2024-03-24 or 2024-03-24T10:00."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found[0])
    except ValueError:
        return None


def day_text(day: dt.date) -> str:
    """Return a day as in 24 Mar 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class Bins:
    """Documents by day, month, year or decade: the shortest unit without too many bars."""

    def __init__(self, dates: Dates) -> None:
        first, last = min(dates.days)[0], max(dates.days)[0]
        self.unit = next(
            (unit for unit in _UNITS if unit.bin_of(last) - unit.bin_of(first) < unit.most),
            _UNITS[-1],
        )
        #: The indices of the documents of each bin that has any, in order of time.
        self.documents: dict[int, list[int]] = {}
        for day, number in sorted(dates.days):
            self.documents.setdefault(self.unit.bin_of(day), []).append(number)
        self.first, self.last = self.unit.bin_of(first), self.unit.bin_of(last)
        self.greatest = max(map(len, self.documents.values()))

    def name(self, number: int) -> str:
        """Return the name of a bin."""
        if self.unit.name == "day":
            return day_text(dt.date.fromordinal(number))
        if self.unit.name == "month":
            return f"{_MONTHS[number % 12]} {number // 12}"
        return str(number) if self.unit.name == "year" else f"{number * 10}s"

    def fullest(self) -> int:
        """Return the bin with the most documents; the earliest of equals."""
        return min(self.documents, key=lambda number: (-len(self.documents[number]), number))


class _Unit:
    """A unit of the timeline."""

    __slots__ = ("bin_of", "most", "name", "steps")

    def __init__(
        self, name: str, most: int, steps: tuple[int, ...], bin_of: Callable[[dt.date], int]
    ) -> None:
        self.name = name
        #: The maximum number of bins before a longer unit is used.
        self.most = most
        #: The possible numbers of bins from one axis label to the next.
        self.steps = steps
        self.bin_of = bin_of


_UNITS = (
    _Unit("day", 45, (1, 2, 3, 7), lambda day: day.toordinal()),
    _Unit("month", 72, (1, 2, 3, 6, 12), lambda day: day.year * 12 + day.month - 1),
    _Unit("year", 120, (1, 2, 5, 10, 20), lambda day: day.year),
    _Unit("decade", 1000, (1, 2, 5, 10, 20, 50, 100), lambda day: day.year // 10),
)
