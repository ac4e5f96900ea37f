"""Standoff annotation: JSON records with a text and its spans."""

from __future__ import annotations

from lexicount.entities.formats.label_studio import is_task, task_rows
from lexicount.entities.formats.prodigy import prodigy_spans
from lexicount.entities.formats.records import as_documents, json_lines, reader_of_records
from lexicount.entities.formats.rows import checked_row
from lexicount.exceptions import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["read_standoff", "write_standoff"]

#: The keys of the spans, in the order in which they are looked for.
_SPANS = ("entities", "label", "labels")


def write_standoff(docs: Documents, spans: Callable[[int], Sequence[Span]], *, names: bool) -> str:
    """Return the spans of documents as standoff JSON lines, optionally with names."""
    records = []
    for index, id_ in enumerate(docs.ids):
        entities = [list(span if names else span[:3]) for span in spans(index)]
        records.append({"id": id_, "text": docs.text(index), "entities": entities})
    return json_lines(records)


@reader_of_records
def read_standoff(records: list[Any]) -> tuple[Documents, list[list[Row]]]:
    """Return documents and spans of records, of JSON text, or of a JSON file."""
    texts, rows, ids = [], [], []
    for number, record in enumerate(records):
        text, spans = _standoff(number, record)
        texts.append(text)
        rows.append(spans)
        ids.append(record.get("id") if isinstance(record, dict) else None)
    return as_documents(texts, ids), rows


def _standoff(number: int, record: Any) -> tuple[str | None, list[Row]]:
    is_pair = isinstance(record, (list, tuple)) and len(record) == 2
    if is_pair and isinstance(record[1], dict):
        # spaCy's training data: [text, {"entities": [...]}].
        record = {"text": record[0], **record[1]}
    if not isinstance(record, dict):
        raise InputError(f"record {number}: {record!r} is not an object with a text")
    if is_task(record):
        return task_rows(number, record, text="text", use="annotations", several="raise")
    if "text" not in record:
        raise InputError(f"record {number}: has no text; it has {', '.join(map(str, record))}")
    if "spans" in record:
        answer = record.get("answer", "accept")
        if answer != "accept":
            raise InputError(
                f"record {number}: its answer is {answer!r}; use Entities.from_prodigy with"
                " unaccepted='skip' to skip records that were not accepted"
            )
        return record["text"], prodigy_spans(number, record)
    spans: list[Any] = next((record[key] for key in _SPANS if key in record), [])
    return record["text"], [checked_row(number, _flat(span)) for span in spans]


def _flat(span: Any) -> Any:
    """Return a span that is an object as a tuple."""
    if not isinstance(span, dict):
        return span
    keys = ("start", "start_offset"), ("end", "end_offset"), ("label",)
    values = [next((span[key] for key in names if key in span), None) for names in keys]
    return (*values, span.get("name"))
