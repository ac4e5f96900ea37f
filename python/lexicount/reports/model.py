"""The content of a report: labels with their colours, documents with their text and mentions.

From documents and counts to what is shown; independent of HTML.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left

from lexicount import _core
from lexicount._format import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from lexicount.corpus.collection import Documents
    from lexicount.entities.results import Entities
    from lexicount.reports.cells import Cells
    from lexicount.reports.counting import Key, Listed
    from lexicount.reports.dates import Dates
    from lexicount.reports.entries import Use

    #: Start, end, label and name of a mention.
    Mark: TypeAlias = tuple[int, int, str, str]

#: Up to this number of documents, and bytes of text, all texts are part of the page without
#: scripts too.
MOST_TEXTS = 200
MOST_BYTES = 400_000
#: The maximum number of documents that are listed.
MOST_LISTED = 2_000
#: The maximum number of characters of a text that are shown.
MOST_CHARACTERS = 20_000


# Labels


class Kind:
    """How the entities with a label are shown."""

    __slots__ = ("css", "hue", "is_named_entity", "label", "many", "one", "saturation")

    def __init__(
        self,
        label: str,
        one: str,
        many: str,
        hue: int,
        *,
        saturation: int = 70,
        is_named_entity: bool = False,
    ) -> None:
        self.label = label
        self.css = label.lower()
        self.one = one
        self.many = many
        self.hue = hue
        self.saturation = saturation
        self.is_named_entity = is_named_entity


KINDS = tuple(
    Kind(label, singular, plural, hue, saturation=saturation, is_named_entity=is_named_entity)
    for label, singular, plural, is_named_entity, hue, saturation, _ in _core.labels()
)
_KIND_OF = {kind.label: kind for kind in KINDS}
_OTHER_HUE = 340


def kind_of(label: str) -> Kind:
    """Return how a label is shown; labels of the user share one colour."""
    known = _KIND_OF.get(label)
    if known is not None:
        return known
    other = Kind(label, "Other kind", label, _OTHER_HUE, is_named_entity=True)
    other.css = "other"
    return other


def kinds_in_order(labels: Iterable[str]) -> list[Kind]:
    """Return the kinds of labels: named entities, labels of the user, figures."""
    present = set(labels)
    other = [kind_of(label) for label in sorted(present - _KIND_OF.keys())]
    known = [kind for kind in KINDS if kind.label in present]
    return (
        [kind for kind in known if kind.is_named_entity]
        + other
        + [k for k in known if not k.is_named_entity]
    )


# Documents


class Shown:
    """A document shown with its text."""

    def __init__(self, number: int, name: str, text: str | None) -> None:
        self.number = number
        #: The id, without the folder shared by all documents.
        self.name = name
        self.text = "" if text is None else text
        self.is_missing = text is None
        #: The offsets of the characters that are two units of UTF-16.
        self._long = (
            []
            if self.text.isascii() or max(self.text) <= "\uffff"
            else [place for place, character in enumerate(self.text) if character > "\uffff"]
        )
        self.title: str | None = None
        #: The span of the first line, if it is the title.
        self.headline: tuple[int, int] | None = None
        self.end = _cut(self.text)
        #: The date as people write it, if it could be read.
        self.date: str | None = None
        self.facts: list[str] = []
        self.language = ""
        #: The spans that counting skips, such as boilerplate lines.
        self.skipped: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        #: The ids of the first mentions of listed entities, by start offset.
        self.anchors: dict[int, str] = {}
        #: The ids of the places of casualty figures, by start offset.
        self.points: dict[int, str] = {}

    def unit(self, offset: int) -> int:
        """Return an offset in UTF-16, as browsers count."""
        return offset + bisect_left(self._long, offset)

    @property
    def heading(self) -> str:
        """The title, the first line, or the id."""
        if self.title is not None:
            return self.title
        if self.headline is not None:
            return one_line(self.text[slice(*self.headline)])
        return self.name

    def paragraphs(self) -> Iterator[tuple[int, int, bool]]:
        """Yield the span of each paragraph below the headline, and whether it is skipped.

        Empty lines separate paragraphs; each skipped line is a paragraph of its own.
        """
        first = last = start = 0 if self.headline is None else self.headline[1]
        # The spans of skipped lines include the white space before them.
        starts = {end - len(self.text[begin:end].lstrip()) for begin, end in self.skipped}
        for begin, end in _lines(self.text, start, self.end):
            is_skipped = begin in starts and begin < end
            if (is_skipped or begin == end) and last > first:
                yield first, last, False
                first = last
            if is_skipped:
                yield begin, end, True
            elif end > begin:
                first = first if last > first else begin
                last = end
        if last > first:
            yield first, last, False


class Catalog:
    """The documents of a page; each is made when it is asked for."""

    def __init__(
        self,
        docs: Documents,
        entities: Entities,
        listed: Mapping[Key, Listed],
        dates: Dates | None,
        cells: Cells,
    ) -> None:
        self._docs = docs
        self.cells = cells
        self._entities = entities
        self._listed = listed
        self._dates = dates
        self._metadata = docs.metadata
        self._names = _names_of(docs.ids, self._metadata.get("path", []))
        self._made: dict[int, Shown] = {}
        #: Whether the page shows all texts without scripts.
        self.n_bytes = docs.n_bytes
        self.has_texts = len(docs) <= MOST_TEXTS and self.n_bytes <= MOST_BYTES
        #: The number of documents in the list of documents.
        self.n_listed = min(len(docs), MOST_LISTED)
        #: Where links lead to: the page must have the text around them.
        self.places: set[Use] = set()

    def __len__(self) -> int:
        return len(self._docs)

    def __getitem__(self, number: int) -> Shown:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._shown(number)
        return made

    def listed(self) -> list[Shown]:
        """Return the documents of the list of documents."""
        return [self[number] for number in range(self.n_listed)]

    def _shown(self, number: int) -> Shown:
        document = Shown(number, self._names[number], self._docs.text(number))
        fields = {name: values[number] for name, values in self._metadata.items()}
        dates = self._dates
        document.title = one_line(fields.get("title")) or None
        document.date = None if dates is None else dates.text(number)
        date = document.date or one_line(fields.get(dates.column if dates else "date"))
        document.facts = [date, one_line(fields.get("source"))]
        document.language = _language(fields.get("language") or fields.get("lang"))
        if document.title is None:
            document.headline = _headline(document.text[: document.end])
        document.skipped = self._docs.skipped_spans(number)
        document.marks = self._entities.spans(number)
        if self.has_texts:
            first = {mark[2:]: mark[0] for mark in reversed(document.marks)}
            document.anchors = {
                start: self._listed[key].anchor(number)
                for key, start in first.items()
                if key in self._listed and start < document.end
            }
        return document


def _names_of(ids: Sequence[int | str], paths: Sequence[Any]) -> list[str]:
    """Return the names of the documents: their ids, without the folder shared by all files.

    A page that is passed on should not show the folders of its author.
    """
    # pathlib would drop a leading "./", which the ids have.
    folders = {os.path.dirname(path) for path in paths if isinstance(path, str)}  # noqa: PTH120
    try:
        common = os.path.commonpath(folders) if folders else ""
    except ValueError:  # absolute and relative paths side by side
        common = ""
    prefix = os.path.join(common, "") if common else ""  # noqa: PTH118 - ends in a separator
    return [
        f"Document {one}" if isinstance(one, int) else one_line(one.removeprefix(prefix))
        for one in ids
    ]


def _headline(text: str) -> tuple[int, int] | None:
    """Return the span of the first line, if it is short and an empty line follows."""
    lines = list(_lines(text, 0, len(text)))
    for number, (start, end) in enumerate(lines):
        if end > start:
            more = any(stop > begin for begin, stop in lines[number + 1 :])
            alone = number + 1 < len(lines) and lines[number + 1][0] == lines[number + 1][1]
            return (start, end) if more and alone and end - start <= 120 else None
    return None


def _cut(text: str) -> int:
    """Return the end of the part of a text that is shown: at white space, if some is near."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    for end in range(MOST_CHARACTERS, MOST_CHARACTERS - 200, -1):
        if text[end].isspace():
            return end
    return MOST_CHARACTERS


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each line of a part of a text, without surrounding white space."""
    offset = start
    for line in text[start:end].split("\n"):
        begin = offset + len(line) - len(line.lstrip())
        yield begin, max(begin, offset + len(line.rstrip()))
        offset += len(line) + 1


def _language(value: object) -> str:
    """Return a language tag for the attribute ``lang``; empty if unknown."""
    text = value if isinstance(value, str) else ""
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) else ""
