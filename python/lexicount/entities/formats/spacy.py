"""Documents of spaCy; the package itself is not imported."""

from __future__ import annotations

from lexicount.corpus.frames import texts_of
from lexicount.entities.formats.rows import check_unaligned, misfit
from lexicount.exceptions import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["UNALIGNED", "aligned_spans", "read_spacy", "write_spacy"]

#: What may be done with a span that does not begin and end with tokens.
UNALIGNED = ("raise", "skip", "expand")


def read_spacy(
    docs: Iterable[Any], *, spans_key: str | None = None
) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of spaCy documents: their entities or a group of spans."""
    texts, rows = [], []
    for number, doc in enumerate([docs] if hasattr(docs, "ents") else texts_of(docs)):
        if not hasattr(doc, "ents"):
            kind = type(doc).__name__
            raise InputError(f"document {number} is of type {kind}: give documents of spaCy")
        if spans_key is not None and spans_key not in doc.spans:
            groups = ", ".join(map(repr, doc.spans)) or "no groups"
            raise InputError(f"document {number} has no spans {spans_key!r}, only {groups}")
        texts.append(doc.text)
        found: list[Row] = []
        for span in doc.ents if spans_key is None else doc.spans[spans_key]:
            # Set by an entity linker, if there was one.
            name = getattr(span, "kb_id_", "") or None
            found.append((span.start_char, span.end_char, span.label_, name, None))
        rows.append(found)
    return texts, rows


def write_spacy(
    docs: Documents, spans: Callable[[int], Sequence[Span]], nlp: Any, *, unaligned: str
) -> list[Any]:
    """Return spaCy documents with the spans as their entities."""
    check_unaligned(unaligned, UNALIGNED)
    if not hasattr(nlp, "make_doc"):
        kind = type(nlp).__name__
        raise ConfigError(f"nlp is of type {kind}: give a pipeline, such as spacy.blank('en')")
    made = []
    for index in range(len(docs)):
        doc = nlp.make_doc(docs.text(index) or "")
        doc.set_ents(list(aligned_spans(doc, spans(index), index, unaligned)))
        made.append(doc)
    return made


def aligned_spans(doc: Any, spans: Iterable[Span], index: int, unaligned: str) -> Iterator[Any]:
    """Go through spans as those of a spaCy document, with the name of the entity as ``kb_id_``."""
    mode = "expand" if unaligned == "expand" else "strict"
    end = 0
    for row in spans:
        start_char, end_char, label, name = row
        span = doc.char_span(start_char, end_char, label=label, kb_id=name, alignment_mode=mode)
        if span is None and unaligned == "raise":
            raise misfit(index, doc.text, row)
        # Expanded spans may overlap.
        if span is not None and span.start >= end:
            end = span.end
            yield span
