"""Standoff annotation: JSON records with a text and its spans."""

from __future__ import annotations

import os

from lexicount._files import content_of
from lexicount.corpus.collection import Documents, documents
from lexicount.entities.formats.rows import checked_row
from lexicount.exceptions import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from lexicount.entities.formats.rows import Row, Span

__all__ = ["read_standoff", "write_standoff"]


def write_standoff(docs: Documents, spans: Callable[[int], Sequence[Span]], *, names: bool) -> str:
    """Return the spans of documents as standoff JSON lines, optionally with names."""
    import json

    lines = []
    for index, id_ in enumerate(docs.ids):
        entities = [list(span if names else span[:3]) for span in spans(index)]
        record = {"id": id_, "text": docs.text(index), "entities": entities}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def read_standoff(
    source: str | os.PathLike[str] | Iterable[Any],
) -> tuple[Documents, list[list[Row]]]:
    """Return documents and spans of records, of JSON text, or of a JSON file."""
    if isinstance(source, str) and source.lstrip()[:1] in ("{", "[", ""):
        return _documents_and_rows(_records(source))
    if isinstance(source, (str, os.PathLike)):
        with content_of(source) as text:
            return _documents_and_rows(_records(text))
    return _documents_and_rows(source)


def _records(text: str) -> list[Any]:
    """Return the records of a JSON array or of JSON lines."""
    import json

    try:
        if text.lstrip().startswith("["):
            made: Any = json.loads(text)
            return list(made)
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except json.JSONDecodeError as error:
        raise InputError(f"standoff records: not JSON ({error}); give one object a line") from None


def _documents_and_rows(records: Iterable[Any]) -> tuple[Documents, list[list[Row]]]:
    texts, rows, ids = [], [], []
    for number, record in enumerate(records):
        text, spans = _standoff(number, record)
        texts.append(text)
        rows.append(spans)
        own = record.get("id") if isinstance(record, dict) else None
        ids.append(own if isinstance(own, (int, str)) else None)
    known = [own for own in ids if own is not None]
    one_kind = len({type(own) for own in known}) == 1 and len(set(known)) == len(ids)
    return documents(texts, ids=known if one_kind and known else None), rows


def _standoff(number: int, record: Any) -> tuple[str | None, list[Row]]:
    if isinstance(record, (list, tuple)) and len(record) == 2:
        # spaCy's training data: [text, {"entities": [...]}].
        record = {"text": record[0], **record[1]}
    if not isinstance(record, dict):
        raise InputError(f"record {number}: {record!r} is not an object with a text")
    if "annotations" in record and isinstance(record.get("data"), dict):
        return record["data"].get("text"), _label_studio(record)
    if "text" not in record:
        raise InputError(f"record {number}: has no text; it has {', '.join(map(str, record))}")
    spans: list[Any] = next(
        (record[key] for key in ("entities", "label", "labels") if key in record), []
    )
    return record["text"], [checked_row(number, _flat(span)) for span in spans]


def _flat(span: Any) -> Any:
    """Return a span that is an object as a tuple."""
    if not isinstance(span, dict):
        return span
    keys = ("start", "start_offset"), ("end", "end_offset"), ("label",)
    values = [next((span[key] for key in names if key in span), None) for names in keys]
    return (*values, span.get("name"))


def _label_studio(record: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for annotation in record["annotations"][:1]:
        for result in annotation.get("result", ()):
            value = result.get("value", {})
            labels = value.get("labels", ())
            rows += [(value["start"], value["end"], label, None, None) for label in labels]
    return rows
