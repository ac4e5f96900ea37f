"""CoNLL files: one token and its tag per line."""

from __future__ import annotations

from lexicount.entities.formats.rows import check_unaligned, misfit
from lexicount.exceptions import InputError
from lexicount.tokens.words import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["read_conll", "write_conll"]

_DOCUMENT = "-DOCSTART-"


def read_conll(text: str) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of CoNLL text."""
    texts: list[str] = []
    rows: list[list[Row]] = []
    for sentences in _documents(text):
        made = ""
        found: list[Row] = []
        for sentence in sentences:
            # A blank line between sentences, which no mention crosses.
            made += "\n\n" if made else ""
            made = _add_sentence(made, sentence, found)
        texts.append(made)
        rows.append(found)
    return texts, rows


def write_conll(docs: Documents, spans: Callable[[int], Sequence[Span]], *, unaligned: str) -> str:
    """Return the spans of documents as CoNLL text with BIO2 tags."""
    check_unaligned(unaligned, ("raise", "skip"))
    tokens = tokenize(docs, punctuation=True)
    lines: list[str] = []
    for index in range(len(docs)):
        text = docs.text(index) or ""
        offsets = [(start, end) for start, end in tokens.offsets(index) if text[start:end].strip()]
        tags = ["O"] * len(offsets)
        starts = {start: number for number, (start, _) in enumerate(offsets)}
        ends = {end: number for number, (_, end) in enumerate(offsets)}
        for span in spans(index):
            first, last = starts.get(span[0]), ends.get(span[1])
            if first is not None and last is not None:
                tags[first : last + 1] = [f"B-{span[2]}", *[f"I-{span[2]}"] * (last - first)]
            elif unaligned == "raise":
                raise misfit(index, text, span)
        lines += _lines(text, offsets, tags)
    return "\n".join(lines) + "\n" if lines else ""


def _lines(text: str, offsets: Sequence[tuple[int, int]], tags: Sequence[str]) -> list[str]:
    """Return the lines of one document."""
    lines = [f"{_DOCUMENT} O", ""]
    before = 0
    for (start, end), tag in zip(offsets, tags, strict=True):
        # A blank line in the text, outside a mention, ends a sentence of the file.
        if text[before:start].count("\n") > 1 and lines[-1] and not tag.startswith("I-"):
            lines.append("")
        lines.append(f"{text[start:end]} {tag}")
        before = end
    if lines[-1]:
        lines.append("")
    return lines


def _documents(text: str) -> Iterator[list[list[tuple[str, str]]]]:
    """Yield documents as lists of sentences, which are lists of (token, tag)."""
    sentences: list[list[tuple[str, str]]] = [[]]
    marked = False
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.split()
        if not fields:
            sentences.append([])
        elif fields[0] == _DOCUMENT:
            if marked or any(sentences):
                yield [sentence for sentence in sentences if sentence]
            sentences, marked = [[]], True
        elif len(fields) == 1:
            raise InputError(f"line {number}: {line!r} has no tag; give a token and its tag")
        else:
            tag = fields[-1]
            if tag != "O" and tag[:2] not in ("B-", "I-"):
                raise InputError(f"line {number}: tag {tag!r} is not B-LABEL, I-LABEL or O")
            sentences[-1].append((fields[0], tag))
    if marked or any(sentences):
        yield [sentence for sentence in sentences if sentence]


def _add_sentence(made: str, sentence: list[tuple[str, str]], found: list[Row]) -> str:
    """Append the tokens of a sentence to a text, and its mentions to `found`."""
    before = ""
    for number, (token, tag) in enumerate(sentence):
        made += " " if number else ""
        start = len(made)
        made += token
        label = tag[2:]
        # In the older scheme, IOB1, a mention may begin with I-.
        if tag.startswith("I-") and before == label:
            found[-1] = (found[-1][0], len(made), label, None, None)
        elif label:
            found.append((start, len(made), label, None, None))
        before = label
    return made
