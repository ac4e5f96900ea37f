"""Records of Prodigy: a text with its spans, and the answer of the annotator."""

from __future__ import annotations

from lexicount.entities.formats.records import (
    as_documents,
    json_lines,
    metadata_of,
    reader_of_records,
)
from lexicount.entities.formats.rows import checked_row
from lexicount.exceptions import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["prodigy_spans", "read_prodigy", "write_prodigy"]

#: The key of the id in `meta`.
_ID = "id"


@reader_of_records
def read_prodigy(records: list[Any], *, unaccepted: str) -> tuple[Documents, list[list[Row]]]:
    """Return documents and spans of records; `unaccepted` is "raise" or "skip"."""
    if unaccepted not in ("raise", "skip"):
        raise ConfigError(f"unaccepted={unaccepted!r}: unknown; use 'raise' or 'skip'")
    texts, rows, ids, metadata = [], [], [], []
    for number, record in enumerate(records):
        if not isinstance(record, dict) or not isinstance(record.get("text"), (str, type(None))):
            raise InputError(f"record {number}: {record!r} is not an object with a text")
        answer = record.get("answer", "accept")
        if answer != "accept" and unaccepted == "skip":
            continue
        if answer != "accept":
            raise InputError(
                f"record {number}: its answer is {answer!r}; use unaccepted='skip' to skip"
                " records that were not accepted"
            )
        texts.append(record.get("text"))
        rows.append(prodigy_spans(number, record))
        meta = record.get("meta")
        meta = dict(meta) if isinstance(meta, dict) else {}
        ids.append(meta.pop(_ID, None))
        metadata.append(meta)
    return as_documents(texts, ids, metadata), rows


def prodigy_spans(number: int, record: dict[str, Any]) -> list[Row]:
    """Return the spans of a record."""
    rows = []
    for span in record.get("spans") or ():
        if not isinstance(span, dict):
            raise InputError(f"record {number}: {span!r} is not a span with start, end and label")
        values = [span.get(key) for key in ("start", "end", "label", "name", "confidence")]
        rows.append(checked_row(number, tuple(values)))
    return rows


def write_prodigy(docs: Documents, spans: Callable[[int], Sequence[Span]], *, names: bool) -> str:
    """Return the spans of documents as JSON lines, optionally with names."""
    keys = ("start", "end", "label", "name")
    records = []
    for index, (id_, metadata) in enumerate(zip(docs.ids, metadata_of(docs, _ID), strict=True)):
        given = [span if names else span[:3] for span in spans(index)]
        entities = [dict(zip(keys, span, strict=False)) for span in given]
        records.append(
            {"text": docs.text(index), "spans": entities, "meta": {_ID: id_, **metadata}}
        )
    return json_lines(records)
