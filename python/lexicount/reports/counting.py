"""The counts of a report: terms, and entities with the documents that mention them.

From documents to numbers; independent of HTML.
"""

from __future__ import annotations

import itertools
from collections import Counter

from lexicount._arguments import listed
from lexicount._progress import progress_callback
from lexicount.counts.counting import keyword_frequency
from lexicount.entities.counting import count_entities
from lexicount.incidents.figures import casualties
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TypeAlias

    from lexicount._core import TermCounts
    from lexicount._progress import Progress, ProgressCallback
    from lexicount.corpus.collection import Documents
    from lexicount.counts.grouped import GroupedKeywordFrequency
    from lexicount.counts.terms import KeywordFrequency
    from lexicount.entities.entity import Entity
    from lexicount.entities.results import Entities
    from lexicount.incidents.events import Incidents
    from lexicount.reports.cells import Cells
    from lexicount.reports.entries import Use

    #: Label and name of an entity.
    Key: TypeAlias = tuple[str, str]
    #: A term, its count and its document frequency.
    TermRow: TypeAlias = tuple[str, int, int]


class Counted:
    """The counts of the documents."""

    def __init__(self, words: Terms, phrases: Terms, entities: Entities, incidents: Incidents):
        self.words = words
        self.phrases = phrases
        #: The entities; the documents have their indices as ids.
        self.entities = entities
        self.columns = entities.to_dict()
        self.incidents = incidents


class Terms:
    """The counts of terms, over all documents and by cell."""

    def __init__(self, counts: KeywordFrequency, by_cell: GroupedKeywordFrequency | None) -> None:
        self.counts = counts
        #: None if there is one cell only.
        self.by_cell = by_cell

    def cells(self, terms: Iterable[str]) -> dict[str, dict[int, tuple[int, int]]]:
        """Return the count and the document frequency of each term by cell."""
        found: dict[str, dict[int, tuple[int, int]]] = {term: {} for term in terms}
        for cell, counts in self._groups():
            for term, of in found.items():
                n = counts.count(term)
                if n:
                    of[cell] = n, counts.document_frequency(term)
        return found

    def sizes(self) -> dict[int, int]:
        """Return the number of words of each cell."""
        return {cell: counts.n_tokens for cell, counts in self._groups()}

    def _groups(self) -> list[tuple[int, TermCounts]]:
        if self.by_cell is None:
            return [(0, self.counts._core)]
        return [(cell, self.by_cell._core.counts(place)) for place, cell in enumerate(self.by_cell)]


def count(
    docs: Documents,
    cells: Cells,
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
    analyzers = (
        Analyzer(language=own_language, stop_words=removed),
        Analyzer(language=own_language, stop_words=removed, ngram_range=(2, 2)),
    )
    callback = progress_callback(progress)
    n_parts = 3 if len(cells.rows) < 2 else 5

    numbers = itertools.count()

    def part() -> dict[str, Any]:
        """Return the options shared by all counts."""
        own = None if callback is None else _part_of(callback, next(numbers), n_parts)
        return {"threads": threads, "progress": own}

    # Several documents may have one id.
    numbered = type(docs)(docs._core.with_columns(list(range(len(docs))), docs.metadata))
    entities = count_entities(numbered, language=language, date=date, **part())
    terms = []
    for analyzer in analyzers:
        counts = keyword_frequency(numbered, analyzer=analyzer, **part())
        by_cell = None
        if n_parts > 3:
            placed = numbered.with_metadata({_CELL: cells.of})
            by_cell = keyword_frequency(placed, analyzer=analyzer, by=_CELL, **part())
        terms.append(Terms(counts, by_cell))
    found = casualties(entities, threads=threads).incidents(threads=threads)
    return Counted(terms[0], terms[1], entities, found)


#: The column with the cell of each document while terms are counted.
_CELL = "lexicount cell"


def _part_of(progress: ProgressCallback, number: int, n_parts: int) -> ProgressCallback:
    """Return a callback for one of several passes over the same bytes."""
    return lambda done, total: progress(number * total + done, n_parts * total)


# Terms


def top_words(counted: Counted, top: int) -> list[TermRow]:
    """Return the most frequent words; single uses only if a short text has few others."""
    words = _most_used(counted.words.counts, top, 2)
    return words if len(words) >= min(top, 10) else _most_used(counted.words.counts, top, 1)


def top_phrases(counted: Counted, top: int) -> list[TermRow]:
    """Return the most frequent two-word phrases, used at least twice."""
    return _most_used(counted.phrases.counts, top, 2)


def _most_used(counts: KeywordFrequency, top: int, least: int) -> list[TermRow]:
    """Return the most frequent terms that are not bare numbers."""
    n_asked = 2 * top + 50
    while True:
        columns = counts.select(top=n_asked).to_dict()
        rows = zip(columns["term"], columns["count"], columns["document_frequency"], strict=True)
        kept = [row for row in rows if row[1] >= least and all(map(is_word, row[0].split(" ")))]
        if len(kept) >= top or len(columns["term"]) < n_asked:
            return kept[:top]
        n_asked *= 4


def is_word(term: str) -> bool:
    """Return whether a term is a word or a phrase of words, not a number."""
    # One letter is a word only in scripts that are written without spaces.
    return any(map(str.isalpha, term)) and (len(term) > 1 or not term.isascii())


# Names

#: An entity has all its mentions up to this number, then the first of each document.
_MOST_MENTIONS = 500


class Listed:
    """An entity listed on the page, and the documents that mention it."""

    __slots__ = ("documents", "entity", "entry", "is_further", "n_others", "number", "uses")

    def __init__(self, number: int, entity: Entity, n_others: int, *, is_further: bool) -> None:
        self.number = number
        #: The number of its entry.
        self.entry = -1
        #: Whether it is shown after a click only.
        self.is_further = is_further
        self.entity = entity
        #: The number of entities with its label that are not listed.
        self.n_others = n_others
        #: Index of the document and number of mentions in it.
        self.documents: list[tuple[int, int]] = []
        #: Its mentions: all, or the first of each document once there are many.
        self.uses: list[Use] = []

    def anchor(self, number: int) -> str:
        """Return the id of its first mention in a document."""
        return f"d{number}e{self.number}"


def listed_entities(counted: Counted, top: int) -> dict[Key, Listed]:
    """Return the first entities of each label, with the documents that mention them.

    Beyond the first `top` of a label there are as many further ones as :func:`with_further` says.
    """
    entities, columns = counted.entities, counted.columns
    n_of_label = Counter(columns["label"])
    taken: Counter[str] = Counter()
    listed: dict[Key, Listed] = {}
    most = with_further(top)
    rows = enumerate(zip(columns["label"], columns["name"], columns["mentions"], strict=True))
    for position, (label, name, _) in sorted(rows, key=lambda row: _rank(*row[1])):
        if taken[label] < most:
            is_further = taken[label] >= top
            taken[label] += 1
            n_others = max(n_of_label[label] - most, 0)
            listed[label, name] = Listed(
                position, entities[position], n_others, is_further=is_further
            )
    for number in range(len(entities.documents)):
        _add_mentions(listed, number, entities.spans(number))
    return listed


def with_further(top: int) -> int:
    """Return how many terms or entities a page has, those after a click included."""
    return 4 * top


def _add_mentions(
    listed: Mapping[Key, Listed], number: int, spans: Iterable[tuple[int, int, str, str]]
) -> None:
    """Add the mentions of a document to the entities that they mention."""
    mentioned: dict[Key, list[Use]] = {}
    for start, end, label, name in spans:
        if (label, name) in listed:
            mentioned.setdefault((label, name), []).append((number, start, end))
    for key, uses in mentioned.items():
        one = listed[key]
        one.documents.append((number, len(uses)))
        one.uses += uses if len(one.uses) < _MOST_MENTIONS else uses[:1]


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
