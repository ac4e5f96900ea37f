"""Concordance lines of a report: a few uses of each term, with their place in the texts.

From counts and content to what is shown; independent of HTML.
"""

from __future__ import annotations

from lexicount._format import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lexicount.reports.model import Shown
    from lexicount.tokens.analyzers import Analyzer

#: The maximum number of lines of a term.
_MOST_LINES = 5
#: The characters on either side of a use.
_CONTEXT = 60


class UseLine:
    """A use of a term in context."""

    __slots__ = ("document", "keyword", "left", "right", "start")

    def __init__(self, document: int, text: str, start: int, end: int) -> None:
        #: The index of the document, and the offset in it.
        self.document = document
        self.start = start
        self.keyword = one_line(text[start:end])
        left, right = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
        # Words that are cut are left out.
        if start > _CONTEXT:
            left = left.partition(" ")[2]
        if end + _CONTEXT < len(text):
            right = right.rpartition(" ")[0]
        self.left, self.right = _spaced(left), _spaced(right)


def _spaced(text: str) -> str:
    """Return a text with each run of white space as one space, also at its ends."""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return " " * before + one_line(text) + " " * (after and bool(text.strip()))


def lines_of(
    terms: Iterable[str], shown: Sequence[Shown], analyzer: Analyzer
) -> dict[str, list[UseLine]]:
    """Return uses of each term: the first in each of a few of the texts that are shown.

    Texts are read until all terms have their lines.
    """
    found: dict[str, list[UseLine]] = {term: [] for term in terms}
    needed = set(found)
    for one in shown:
        if not needed:
            break
        text = one.text[: one.end]
        own = set(needed)
        for term in analyzer.spans(text):
            if term.text in own and not any(a <= term.start < b for a, b in one.skipped):
                own.discard(term.text)
                found[term.text].append(UseLine(one.number, text, term.start, term.end))
        needed = {term for term in needed if len(found[term]) < _MOST_LINES}
    return found
