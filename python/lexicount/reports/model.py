"""What is shown: kinds of entities with their colours, documents with their text and mentions.

Takes documents and what was counted of them; knows nothing of HTML.
"""

from __future__ import annotations

import os
import re

from lexicount import _core
from lexicount._format import one_line
from lexicount.reports.counting import day_of, day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from lexicount.corpus.collection import Documents
    from lexicount.entities.results import Entities
    from lexicount.reports.counting import Key, Listed

    #: Start, end, label and name of a mention.
    Mark: TypeAlias = tuple[int, int, str, str]

#: So many documents are shown with their text.
MOST_TEXTS = 200
#: So much of a text is shown.
MOST_CHARACTERS = 20_000


# Kinds of entities


class Kind:
    """How the entities of a label are shown."""

    __slots__ = ("css", "hue", "is_name", "label", "many", "one", "saturation")

    def __init__(
        self,
        label: str,
        one: str,
        many: str,
        hue: int,
        *,
        saturation: int = 70,
        is_name: bool = False,
    ) -> None:
        self.label = label
        self.css = label.lower()
        self.one = one
        self.many = many
        self.hue = hue
        self.saturation = saturation
        self.is_name = is_name


KINDS = tuple(
    Kind(label, singular, plural, hue, saturation=saturation, is_name=is_named_entity)
    for label, singular, plural, is_named_entity, hue, saturation in _core.labels()
)
_KIND_OF = {kind.label: kind for kind in KINDS}
_OTHER_HUE = 340


def kind_of(label: str) -> Kind:
    """Return how a label is shown; labels that are not in the table share one colour."""
    known = _KIND_OF.get(label)
    if known is not None:
        return known
    other = Kind(label, "Other kind", label, _OTHER_HUE, is_name=True)
    other.css = "other"
    return other


def kinds_in_order(labels: Iterable[str]) -> list[Kind]:
    """Return the kinds of these labels: names, those not in the table, figures."""
    present = set(labels)
    other = [kind_of(label) for label in sorted(present - _KIND_OF.keys())]
    known = [kind for kind in KINDS if kind.label in present]
    return [kind for kind in known if kind.is_name] + other + [k for k in known if not k.is_name]


# Documents


class Shown:
    """A document that is shown with its text."""

    def __init__(self, number: int, name: str, text: str | None) -> None:
        self.number = number
        #: Its id, without the folder that all documents are in.
        self.name = name
        self.text = "" if text is None else text
        self.is_missing = text is None
        self.title: str | None = None
        #: Where its first line stands, if that is its title.
        self.headline: tuple[int, int] | None = None
        self.end = _cut(self.text)
        self.day: dt.date | None = None
        self.facts: list[str] = []
        self.language = ""
        #: Where the lines of a web page's frame stand.
        self.frame: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        #: The ids of first mentions of listed entities, by where these start.
        self.anchors: dict[int, str] = {}

    @property
    def heading(self) -> str:
        """The title, the first line, or the id."""
        if self.title is not None:
            return self.title
        if self.headline is not None:
            return one_line(self.text[slice(*self.headline)])
        return self.name

    def paragraphs(self) -> Iterator[tuple[int, int, bool]]:
        """Yield where each paragraph below the headline stands, and whether it is a frame's line.

        Empty lines divide paragraphs; a line of a web page's frame is one of its own.
        """
        first = last = start = 0 if self.headline is None else self.headline[1]
        # The frame's lines are given with the white space before them.
        frame = {end - len(self.text[begin:end].lstrip()) for begin, end in self.frame}
        for begin, end in _lines(self.text, start, self.end):
            is_frame = begin in frame and begin < end
            if (is_frame or begin == end) and last > first:
                yield first, last, False
                first = last
            if is_frame:
                yield begin, end, True
            elif end > begin:
                first = first if last > first else begin
                last = end
        if last > first:
            yield first, last, False


def shown_documents(
    docs: Documents, entities: Entities, listed: Mapping[Key, Listed]
) -> list[Shown]:
    """Return the first documents as they are shown."""
    metadata = docs.metadata
    names = _names_of(docs.ids, metadata.get("path", []))
    shown = []
    for number in range(min(len(docs), MOST_TEXTS)):
        document = Shown(number, names[number], docs.text(number))
        fields = {name: values[number] for name, values in metadata.items()}
        document.title = one_line(fields.get("title")) or None
        document.day = day_of(fields.get("date"))
        document.facts = [_date_text(fields.get("date")), one_line(fields.get("source"))]
        document.language = _language(fields.get("language") or fields.get("lang"))
        if document.title is None:
            document.headline = _headline(document.text[: document.end])
        document.frame = docs.skipped_spans(number)
        document.marks = [mark for mark in entities.spans(number) if mark[1] <= document.end]
        first = {mark[2:]: mark[0] for mark in reversed(document.marks)}
        document.anchors = {
            start: listed[key].anchor(number) for key, start in first.items() if key in listed
        }
        shown.append(document)
    return shown


def _names_of(ids: Sequence[int | str], paths: Sequence[Any]) -> list[str]:
    """Return what to call the documents: their ids, without the folder that all files are in.

    A page that is sent on need not tell of the sender's folders.
    """
    # Paths stay as they were given: pathlib would drop a leading "./", which the ids have.
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
    """Return where the first line stands, if it is short and an empty line follows."""
    lines = list(_lines(text, 0, len(text)))
    for place, (start, end) in enumerate(lines):
        if end > start:
            more = any(stop > begin for begin, stop in lines[place + 1 :])
            alone = place + 1 < len(lines) and lines[place + 1][0] == lines[place + 1][1]
            return (start, end) if more and alone and end - start <= 120 else None
    return None


def _cut(text: str) -> int:
    """Return where the part of a text that is shown ends: at a white space, if one is near."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    for end in range(MOST_CHARACTERS, MOST_CHARACTERS - 200, -1):
        if text[end].isspace():
            return end
    return MOST_CHARACTERS


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of a part of a text stands, without the white space around it."""
    place = start
    for line in text[start:end].split("\n"):
        begin = place + len(line) - len(line.lstrip())
        yield begin, max(begin, place + len(line.rstrip()))
        place += len(line) + 1


def _language(value: object) -> str:
    """Return a language tag for the attribute ``lang``; empty for not known."""
    text = value if isinstance(value, str) else ""
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) else ""


def _date_text(value: object) -> str:
    day = day_of(value)
    return one_line(value) if day is None else day_text(day)
