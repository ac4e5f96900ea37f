"""Cells: documents by source, period and language, which the reader of a page can choose from.

Counts by cell are summed in the browser, so that every selection has exact numbers.
"""

from __future__ import annotations

from collections import Counter

from lexicount._format import one_line
from lexicount.entities.readings import language_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lexicount.corpus.collection import Documents
    from lexicount.reports.dates import Bins

__all__ = ["Cells"]

#: More sources and languages than these are taken together.
_MOST_SOURCES = 40
_MOST_LANGUAGES = 20


class Cells:
    """The cell of each document, and what the cells are."""

    def __init__(self, docs: Documents, bins: Bins | None) -> None:
        sources = [one_line(one) for one in docs.metadata.get("source", [None] * len(docs))]
        #: The names of the sources; the empty one is of documents without a source.
        self.sources, source_of = _numbered(sources, _MOST_SOURCES, "other sources")
        languages = ["unknown" if one is None else language_name(one) for one in docs.languages()]
        self.languages, language_of = _numbered(languages, _MOST_LANGUAGES, "other languages")
        self.bins = bins
        bin_of = [-1] * len(docs) if bins is None else bins.of_documents(len(docs))
        keys = list(zip(source_of, bin_of, language_of, strict=True))
        #: Source, bin and language of each cell, by number; -1 for no bin.
        self.rows = sorted(set(keys))
        numbers = {key: number for number, key in enumerate(self.rows)}
        #: The number of the cell of each document.
        self.of = [numbers[key] for key in keys]
        #: The number of documents of each cell.
        self.sizes = Counter(self.of)

    def counts(self, documents: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Return occurrences and documents by cell, from occurrences by document."""
        counts: dict[int, tuple[int, int]] = {}
        for document, n in documents:
            cell = self.of[document]
            occurrences, n_documents = counts.get(cell, (0, 0))
            counts[cell] = occurrences + n, n_documents + 1
        return counts


def _numbered(values: Sequence[str], most: int, rest: str) -> tuple[list[str], list[int]]:
    """Return the distinct values, most frequent first, and the number of each value."""
    counts = Counter(values)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    if len(names) > most:
        names = [*names[: most - 1], rest]
    numbers = {name: number for number, name in enumerate(names)}
    return names, [numbers.get(value, len(names) - 1) for value in values]
