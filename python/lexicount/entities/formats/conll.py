"""CoNLL files: one token and its tag per line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from lexicount import _core
from lexicount.entities.formats.rows import check_unaligned, misfit
from lexicount.exceptions import ConfigError, InputError
from lexicount.tokens.words import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

    Offsets: TypeAlias = tuple[int, int]

__all__ = ["read_conll", "write_conll"]

_DOCUMENT = "-DOCSTART-"


def read_conll(text: str) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of CoNLL text."""
    texts: list[str] = []
    rows: list[list[Row]] = []
    try:
        read = _core.conll_documents(text)
    except ConfigError as error:
        raise InputError(str(error)) from None
    for sentences in read:
        made = ""
        found: list[Row] = []
        for words, names in sentences:
            # A blank line between sentences, which no mention crosses.
            made += "\n\n" if made else ""
            offsets = _offsets(words, len(made))
            made += " ".join(words)
            for first, end, label in names:
                found.append((offsets[first][0], offsets[end - 1][1], label, None, None))
        texts.append(made)
        rows.append(found)
    return texts, rows


def _offsets(words: Sequence[str], start: int) -> list[Offsets]:
    """Return the offsets of words with one space between two, from `start` on."""
    offsets = []
    for word in words:
        offsets.append((start, start + len(word)))
        start += len(word) + 1
    return offsets


def write_conll(
    docs: Documents,
    spans: Callable[[int], Sequence[Span]],
    found_by: Iterable[str],
    *,
    unaligned: str,
) -> str:
    """Return the spans of documents as CoNLL text with BIO2 tags.

    `found_by` has the source of each span. A word is divided where a span begins or ends within it,
    unless the span was given.
    """
    check_unaligned(unaligned, ("raise", "skip"))
    tokens = tokenize(docs, punctuation=True)
    sources = iter(found_by)
    lines: list[str] = []
    for index in range(len(docs)):
        text = docs.text(index) or ""
        mentions = spans(index)
        own = [span for span in mentions if next(sources) != "given"]
        edges = sorted(edge for start, end, *_ in own for edge in (start, end))
        parted = _parted(text, tokens.offsets(index), mentions)
        offsets = [part for token in parted for part in _divided(token, edges)]
        tags = ["O"] * len(offsets)
        starts = {start: number for number, (start, _) in enumerate(offsets)}
        ends = {end: number for number, (_, end) in enumerate(offsets)}
        for span in mentions:
            first, last = starts.get(span[0]), ends.get(span[1])
            if first is not None and last is not None:
                tags[first : last + 1] = [f"B-{span[2]}", *[f"I-{span[2]}"] * (last - first)]
            elif unaligned == "raise":
                raise misfit(index, text, span)
        lines += _lines(text, offsets, tags)
    return "\n".join(lines) + "\n" if lines else ""


def _parted(text: str, offsets: Iterable[Offsets], mentions: Sequence[Span]) -> Iterator[Offsets]:
    """Yield the offsets of tokens, each possessive ending a token of its own.

    A word within a mention ("Moody's") is not parted.
    """
    ends = iter([*((start, end) for start, end, *_ in mentions), (len(text) + 1,) * 2])
    mention = next(ends)
    for start, end in offsets:
        if not text[start:end].strip():
            continue
        while mention[1] <= start:
            mention = next(ends)
        if mention[0] <= start and end <= mention[1]:
            yield start, end
            continue
        for part in _core.possessive_parts(text[start:end]):
            yield start, start + len(part)
            start += len(part)


def _divided(token: Offsets, edges: Sequence[int]) -> Iterator[Offsets]:
    """Yield the parts of a token between sorted edges."""
    start, end = token
    for edge in edges[bisect_right(edges, start) : bisect_left(edges, end)]:
        # A span may begin where another ends.
        if edge > start:
            yield start, edge
            start = edge
    yield start, end


def _lines(text: str, offsets: Sequence[tuple[int, int]], tags: Sequence[str]) -> list[str]:
    """Return the lines of one document."""
    lines = [f"{_DOCUMENT} O", ""]
    before = 0
    for (start, end), tag in zip(offsets, tags, strict=True):
        # A blank line in the text, outside a mention, ends a sentence of the file.
        if text[before:start].count("\n") > 1 and lines[-1] and not tag.startswith("I-"):
            lines.append("")
        # A label may hold a space.
        separator = "\t" if " " in tag else " "
        lines.append(f"{text[start:end]}{separator}{tag}")
        before = end
    if lines[-1]:
        lines.append("")
    return lines
