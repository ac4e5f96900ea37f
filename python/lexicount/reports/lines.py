"""The uses of terms in the texts, found in one pass over the documents.

From counts to what is shown; independent of HTML.
"""

from __future__ import annotations

from lexicount.statistics.concordance import kwic
from lexicount.tokens.analyzers import Analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount.corpus.collection import Documents
    from lexicount.reports.entries import Use

__all__ = ["uses_of"]

#: Up to this number of documents, all are searched for the uses of terms, else as many, evenly.
_MOST_SEARCHED = 5_000


def uses_of(
    terms: Iterable[str], docs: Documents, analyzer: Analyzer, *, threads: int | None
) -> dict[str, list[Use]]:
    """Return the uses of terms of one or two words, with the words' analyzer.

    The documents have their indices as ids. Of many, an even sample is searched.
    """
    found: dict[str, list[Use]] = {term: [] for term in terms}
    if not found:
        return found
    if len(docs) > _MOST_SEARCHED:
        step = len(docs) / _MOST_SEARCHED
        docs = type(docs)(docs._core.take([int(step * place) for place in range(_MOST_SEARCHED)]))
    hits = kwic(docs, list(found), analyzer=analyzer, window=0, threads=threads)
    columns = hits._core.table(0, len(hits), metadata=False)
    rows = zip(*(columns.column(name) for name in _COLUMNS), strict=True)
    key_of = _Keys(analyzer)
    for number, start, end, written in rows:
        uses = found.get(key_of[written])
        if uses is not None:
            uses.append((number, start, end))
    return found


_COLUMNS = ("document", "start", "end", "keyword")


class _Keys(dict[str, str]):
    """The term that each surface form was found for.

    Stop words between the two words of a phrase are left out of it, whatever the language.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self._plain = Analyzer() if analyzer.is_automatic else Analyzer(language=analyzer.language)

    def __missing__(self, written: str) -> str:
        words = [term.text for term in self._plain.spans(written)]
        key = words[0] if len(words) == 1 else f"{words[0]} {words[-1]}" if words else ""
        self[written] = key
        return key
