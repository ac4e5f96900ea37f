"""The counts of a report: terms, entities with the documents that mention them, dates.

From documents to numbers; independent of HTML.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from lexicount._arguments import listed
from lexicount._progress import progress_callback
from lexicount.counts.counting import keyword_frequency
from lexicount.entities.counting import count_entities
from lexicount.incidents.figures import casualties
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from lexicount._progress import Progress, ProgressCallback
    from lexicount.corpus.collection import Documents
    from lexicount.counts.terms import KeywordFrequency
    from lexicount.entities.entity import Entity
    from lexicount.entities.results import Entities
    from lexicount.incidents.events import Incidents

    #: Label and name of an entity.
    Key: TypeAlias = tuple[str, str]
    #: A term, its count and its document frequency.
    TermRow: TypeAlias = tuple[str, int, int]


class Counted:
    """The counts of the documents."""

    def __init__(
        self,
        words: KeywordFrequency,
        phrases: KeywordFrequency,
        entities: Entities,
        incidents: Incidents,
    ) -> None:
        self.words = words
        self.phrases = phrases
        #: The entities; the documents have their indices as ids.
        self.entities = entities
        self.columns = entities.to_dict()
        self.incidents = incidents


def count(
    docs: Documents,
    *,
    stop_words: str | Iterable[str] | None,
    language: str | None,
    date: str | None,
    threads: int | None,
    progress: Progress,
) -> Counted:
    """Count words, two-word phrases and entities, and find the incidents.

    `date` is the column with the dates of the documents.
    """
    own_language = "auto" if language is None else language
    removed = listed(stop_words)
    words = Analyzer(language=own_language, stop_words=removed)
    phrases = Analyzer(language=own_language, stop_words=removed, ngram_range=(2, 2))
    callback = progress_callback(progress)

    def part(number: int) -> dict[str, Any]:
        """Return the options shared by all three counts."""
        own = None if callback is None else _part_of(callback, number, 3)
        return {"threads": threads, "progress": own}

    terms = [
        keyword_frequency(docs, analyzer=analyzer, **part(number))
        for number, analyzer in enumerate((words, phrases))
    ]
    # Several documents may have one id.
    numbered = type(docs)(docs._core.with_columns(list(range(len(docs))), docs.metadata))
    entities = count_entities(numbered, language=language, date=date, **part(2))
    found = casualties(entities, threads=threads).incidents(threads=threads)
    return Counted(terms[0], terms[1], entities, found)


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


def day_text(every: str, day: dt.date) -> str:
    """Return the bin of a day as people write it: 24 Mar 2024, Mar 2024, 2024."""
    month = _MONTHS[day.month - 1]
    names = {
        "day": f"{day.day} {month} {day.year}",
        "week": f"week of {day.day} {month} {day.year}",
        "month": f"{month} {day.year}",
        "quarter": f"Q{(day.month + 2) // 3} {day.year}",
        "year": str(day.year),
        "decade": f"{day.year // 10 * 10}s",
    }
    return names[every]


def known_day(entity: Entity) -> str | None:
    """Return the day, month or year that a date names, as people write it."""
    parts = entity.name.split("-")
    if entity.label != "DATE" or not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    try:
        day = dt.date(*map(int, (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return day_text(("year", "month", "day")[len(parts) - 1], day)


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
            return f"{_MONTHS[number % 12]} {number // 12}"
        return str(number) if self.unit.name == "year" else f"{number * 10}s"

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
