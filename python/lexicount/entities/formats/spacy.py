"""Documents of spaCy; the package itself is not imported."""

from __future__ import annotations

from lexicount.entities.formats.rows import check_unaligned, misfit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["read_spacy", "write_spacy"]


def read_spacy(docs: Iterable[Any]) -> tuple[list[str], list[list[Row]]]:
    """Return texts and spans of spaCy documents."""
    texts, rows = [], []
    for doc in docs:
        texts.append(doc.text)
        found: list[Row] = []
        for span in doc.ents:
            # Set by an entity linker, if there was one.
            name = getattr(span, "kb_id_", "") or None
            found.append((span.start_char, span.end_char, span.label_, name, None))
        rows.append(found)
    return texts, rows


def write_spacy(
    docs: Documents, spans: Callable[[int], Sequence[Span]], nlp: Any, *, unaligned: str
) -> list[Any]:
    """Return spaCy documents with the spans as their entities."""
    check_unaligned(unaligned, ("raise", "skip", "expand"))
    mode = "expand" if unaligned == "expand" else "strict"
    made = []
    for index in range(len(docs)):
        text = docs.text(index) or ""
        doc = nlp.make_doc(text)
        ents: list[Any] = []
        for row in spans(index):
            span = doc.char_span(row[0], row[1], label=row[2], alignment_mode=mode)
            if span is None and unaligned == "raise":
                raise misfit(index, text, row)
            # Expanded spans may overlap.
            if span is not None and not (ents and span.start < ents[-1].end):
                ents.append(span)
        doc.set_ents(ents)
        made.append(doc)
    return made
