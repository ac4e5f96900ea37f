"""The data of a page: counts by cell, uses and texts, compressed for the browser to unpack.

The page stays under a size: first the texts become excerpts around the uses, then the samples of
uses become smaller.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode

from lexicount.reports.entries import MOST_USES, even_sample
from lexicount.reports.html import fit
from lexicount.reports.model import kind_of
from lexicount.reports.wording import value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, TypeAlias

    from lexicount.reports.entries import Entries, Use
    from lexicount.reports.model import Catalog, Shown

    #: Start and end.
    Span: TypeAlias = tuple[int, int]

__all__ = ["Packed", "packed"]

#: Beginnings of documents without a use that are part of the page, in characters.
_BEGINNING = 160
#: How many bytes of data are one byte of a page, about.
_RATIO = 2.0
#: Excerpts that are closer than this are one.
_GAP = 60


class _Level:
    """How much of the data a page has."""

    __slots__ = ("context", "has_beginnings", "has_marks", "most_uses")

    def __init__(
        self, most_uses: int, context: int | None, *, has_beginnings: bool, has_marks: bool
    ) -> None:
        #: The maximum number of uses of an entry.
        self.most_uses = most_uses
        #: The characters on either side of a use; None for whole texts.
        self.context = context
        self.has_beginnings = has_beginnings
        self.has_marks = has_marks


_LEVELS = (
    _Level(MOST_USES, None, has_beginnings=True, has_marks=True),
    _Level(MOST_USES, 200, has_beginnings=True, has_marks=True),
    _Level(MOST_USES, 110, has_beginnings=True, has_marks=True),
    _Level(20, 100, has_beginnings=True, has_marks=True),
    _Level(12, 90, has_beginnings=True, has_marks=True),
    _Level(8, 80, has_beginnings=False, has_marks=True),
    _Level(5, 80, has_beginnings=False, has_marks=False),
    _Level(3, 70, has_beginnings=False, has_marks=False),
    _Level(1, 60, has_beginnings=False, has_marks=False),
    _Level(0, 0, has_beginnings=False, has_marks=False),
)


class Packed:
    """The data of a page, and what it has."""

    __slots__ = ("data", "has_texts", "most_uses")

    def __init__(self, data: str, level: _Level) -> None:
        #: Base64 of a zlib stream of JSON.
        self.data = data
        self.has_texts = level.context is None
        self.most_uses = level.most_uses


def packed(catalog: Catalog, sizes: dict[int, int], entries: Entries, room: int) -> Packed:
    """Return the data in at most this many bytes, with as many uses and as much text as fit.

    `sizes` is the number of words of each cell.
    """
    too_large = 1.0
    for level in _LEVELS:
        # Texts are compressed to a third at best, and a level saves a quarter of the data: hopeless
        # work is not begun.
        is_hopeless = level.context is None and catalog.n_bytes > 3 * room
        if is_hopeless or (too_large > 1.35 and level is not _LEVELS[-1]):
            too_large /= 1.35
            continue
        data = _Packer(catalog, level).data(entries, sizes)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        too_large = len(text) / (_RATIO * max(room, 1))
        if too_large > 1.3 and level is not _LEVELS[-1]:
            continue
        made = Packed(b64encode(zlib.compress(text, 6)).decode(), level)
        if len(made.data) <= room:
            break
        too_large = len(made.data) / max(room, 1)
    return made


class _Packer:
    """Makes the data at one level."""

    def __init__(self, catalog: Catalog, level: _Level) -> None:
        self._catalog = catalog
        self._cells = catalog.cells
        self._level = level
        #: The names of what is marked, and the labels, by number.
        self._names: dict[str, int] = {}
        self._labels: dict[str, int] = {}
        #: The numbers of both, by label and name.
        self._numbers: dict[tuple[str, str], tuple[int, int]] = {}

    def data(self, entries: Entries, sizes: dict[int, int]) -> dict[str, Any]:
        """Return everything that the script knows."""
        level, cells = self._level, self._cells
        uses = [even_sample(entry.uses, level.most_uses) for entry in entries.all]
        wanted = self._wanted(uses)
        places = {number: place for place, number in enumerate(wanted)}
        return {
            "whole": level.context is None,
            "most": level.most_uses,
            "sources": list(map(fit, cells.sources)),
            "languages": cells.languages,
            "bins": [] if cells.bins is None else cells.bins.names(),
            "unit": None if cells.bins is None else cells.bins.unit.name,
            "cells": [
                [*row, cells.sizes[number], sizes.get(number, 0)]
                for number, row in enumerate(cells.rows)
            ],
            "entries": [
                [
                    fit(entry.name),
                    entry.noun,
                    entry.count,
                    [one for cell, both in sorted(entry.cells.items()) for one in (cell, *both)],
                    list(self._flat(own, places)),
                ]
                for entry, own in zip(entries.all, uses, strict=True)
            ],
            "documents": [self._document(number, spans) for number, spans in wanted.items()],
            "names": list(self._names),
            "kinds": [[kind_of(label).css, kind_of(label).one] for label in self._labels],
        }

    def _flat(self, uses: Iterable[Use], places: dict[int, int]) -> Iterator[int]:
        """Yield the place of the document, start and length of each use, in units of UTF-16."""
        for number, start, end in uses:
            unit = self._catalog[number].unit
            yield places[number]
            yield unit(start)
            yield unit(end) - unit(start)

    def _wanted(self, uses: Iterable[Iterable[Use]]) -> dict[int, list[Span]]:
        """Return the documents with data, and the spans in them that the page must show."""
        level, catalog = self._level, self._catalog
        spans: dict[int, list[Span]] = {}
        if level.has_beginnings:
            spans = {number: [(0, 0)] for number in range(catalog.n_listed)}
        if level.most_uses:
            for number, start, end in catalog.places:
                spans.setdefault(number, []).append((start, end))
        for own in uses:
            for number, start, end in own:
                spans.setdefault(number, []).append((start, end))
        return dict(sorted(spans.items()))

    def _document(self, number: int, spans: list[Span]) -> list[Any]:
        """Return a document: what it is, its excerpts and what is marked in them."""
        one, level = self._catalog[number], self._level
        if level.context is None:
            shown = [(0, len(one.text))] if one.text else []
        else:
            shown = excerpts(one.text, spans, level.context)
        return [
            number,
            fit(one.heading),
            [fit(fact or "") for fact in (*one.facts, one.name)],
            self._cells.of[number],
            one.language,
            one.unit(len(one.text)),
            [part for at, to in shown for part in (one.unit(at), fit(one.text[at:to]))],
            list(self._marks(one, shown)) if level.has_marks else [],
            [one.unit(at) for span in one.skipped if _is_inside(span, shown) for at in span],
        ]

    def _marks(self, one: Shown, shown: Sequence[Span]) -> Iterator[int]:
        """Yield the distance from the last mark, length, label and name of each mark."""
        unit, numbers = one.unit, self._numbers
        excerpts = iter(shown)
        begin, stop = next(excerpts, (0, 0))
        last = 0
        for start, end, label, name in one.marks:
            while end > stop and start >= stop:
                begin, stop = next(excerpts, (len(one.text) + 1, len(one.text) + 1))
            if begin <= start and end <= stop:
                both = numbers.get((label, name)) or self._numbered(label, name)
                first = unit(start)
                yield first - last
                yield unit(end) - first
                yield from both
                last = first

    def _numbered(self, label: str, name: str) -> tuple[int, int]:
        """Return the numbers of a label and of a name in words, which may be new."""
        both = (
            self._labels.setdefault(label, len(self._labels)),
            self._names.setdefault(fit(value_text(label, name)), len(self._names)),
        )
        self._numbers[label, name] = both
        return both


def _is_inside(span: Span, shown: Iterable[Span]) -> bool:
    return any(begin <= span[0] and span[1] <= stop for begin, stop in shown)


def excerpts(text: str, spans: Iterable[Span], context: int) -> list[Span]:
    """Return the parts of a text around spans, from word to word, joined if they are close."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        room = _BEGINNING if end == 0 else context
        begin, stop = max(start - room, 0), min(end + room, len(text))
        begin = 0 if begin == 0 else _after_space(text, begin, start)
        stop = len(text) if stop == len(text) else _before_space(text, end, stop)
        if joined and begin <= joined[-1][1] + _GAP:
            joined[-1] = joined[-1][0], max(joined[-1][1], stop)
        elif stop > begin:
            joined.append((begin, stop))
    return joined


def _after_space(text: str, begin: int, most: int) -> int:
    """Return the beginning of a word at or after an offset."""
    found = text.find(" ", begin, most)
    return begin if found < 0 else found + 1


def _before_space(text: str, least: int, stop: int) -> int:
    """Return the end of a word at or before an offset."""
    found = text.rfind(" ", least, stop)
    return stop if found < 0 else found
