"""Tasks of Label Studio: data, annotations by people and predictions by programs."""

from __future__ import annotations

from lexicount.entities.formats.records import as_documents, metadata_of, reader_of_records
from lexicount.entities.formats.rows import checked_row
from lexicount.exceptions import ConfigError, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.formats.rows import Row, Span

__all__ = ["is_task", "read_label_studio", "task_rows", "write_label_studio"]

_CHOICES = ("raise", "first", "last")
_SOURCES = ("annotations", "predictions")


def is_task(record: Any) -> bool:
    """Return whether a record is a task."""
    return isinstance(record, dict) and isinstance(record.get("data"), dict)


@reader_of_records
def read_label_studio(
    records: list[Any], *, text: str, use: str, several: str
) -> tuple[Documents, list[list[Row]]]:
    """Return documents and spans of tasks; see `Entities.from_label_studio`."""
    for name, value, known in (("use", use, _SOURCES), ("several", several, _CHOICES)):
        if value not in known:
            raise ConfigError(f"{name}={value!r}: unknown; use one of {', '.join(known)}")
    texts, rows, ids, metadata = [], [], [], []
    for number, record in enumerate(records):
        task = _task(number, record, text)
        made, found = task_rows(number, task, text=text, use=use, several=several)
        texts.append(made)
        rows.append(found)
        ids.append(task.get("id"))
        metadata.append({key: value for key, value in task["data"].items() if key != text})
    return as_documents(texts, ids, metadata), rows


def _task(number: int, record: Any, text: str) -> dict[str, Any]:
    """Return a task; one of the short form (JSON-MIN) in the full one."""
    if is_task(record):
        return dict(record)
    if not isinstance(record, dict) or text not in record:
        raise InputError(
            f"task {number}: has no data with {text!r}; give the key of the text, such as"
            " text='review'"
        )
    regions = [
        {"type": "labels", "value": region}
        for key, value in record.items()
        if isinstance(value, list)
        for region in value
        if isinstance(region, dict) and "labels" in region
    ]
    own = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
    data = {
        key: value
        for key, value in record.items()
        if key not in own and not isinstance(value, (list, dict))
    }
    return {"id": record.get("id"), "data": data, "annotations": [{"result": regions}]}


def task_rows(
    number: int, task: dict[str, Any], *, text: str, use: str, several: str
) -> tuple[str | None, list[Row]]:
    """Return the text and the spans of a task."""
    if text not in task["data"]:
        keys = ", ".join(map(str, task["data"]))
        raise InputError(
            f"task {number}: its data have no {text!r}, but {keys}; give the key of the text,"
            f" such as text={next(iter(task['data']), 'text')!r}"
        )
    made = task["data"][text]
    given = task.get(use) or []
    kept = [one for one in given if not (isinstance(one, dict) and one.get("was_cancelled"))]
    if len(kept) > 1 and several == "raise":
        raise InputError(
            f"task {number}: has {len(kept)} {use}; choose one with"
            " Entities.from_label_studio(several='first') or several='last'"
        )
    chosen = None if not kept else kept[-1] if several == "last" else kept[0]
    regions = chosen.get("result") or [] if isinstance(chosen, dict) else []
    return made, [row for region in regions for row in _rows(number, made or "", region)]


def _rows(number: int, text: str, region: Any) -> list[Row]:
    """Return the spans of a region: one for each label. Relations and choices are not spans."""
    value = region.get("value") if isinstance(region, dict) else None
    if not isinstance(value, dict) or "start" not in value or "end" not in value:
        return []
    labels = next((value[key] for key in value if key.endswith("labels")), None)
    if not labels:
        raise InputError(f"task {number}: the region {value!r} has no label; give 'labels': [...]")
    start, end = _offsets(number, text, value)
    score = region.get("score")
    return [checked_row(number, (start, end, label, None, score)) for label in labels]


def _offsets(number: int, text: str, value: dict[str, Any]) -> tuple[int, int]:
    """Return the offsets of a region in code points.

    Some versions count UTF-16 code units; the text of the region shows which.
    """
    start, end, written = value["start"], value["end"], value.get("text")
    if not isinstance(written, str) or not (isinstance(start, int) and isinstance(end, int)):
        return start, end
    if text[start:end] == written:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    before, own = units[: 2 * start], units[2 * start : 2 * end]
    if own.decode("utf-16-le", "replace") == written:
        first = len(before.decode("utf-16-le", "surrogatepass"))
        return first, first + len(written)
    raise InputError(
        f"task {number}: the text at {start} to {end} is {text[start:end]!r}, not {written!r};"
        " give offsets in code points of the same text"
    )


def write_label_studio(
    docs: Documents,
    spans: Callable[[int], Sequence[Span]],
    confidences: Iterable[float | None],
    *,
    text: str,
    use: str,
) -> str:
    """Return the spans of documents as a JSON array of tasks."""
    import json

    if use not in _SOURCES:
        raise ConfigError(f"use={use!r}: unknown; use one of {', '.join(_SOURCES)}")
    scores = iter(confidences)
    tasks = []
    for index, (id_, metadata) in enumerate(zip(docs.ids, metadata_of(docs, text), strict=True)):
        made = docs.text(index)
        result = []
        for number, (start, end, label, _) in enumerate(spans(index)):
            score = next(scores)
            region = {
                "id": f"{index}-{number}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {
                    "start": start,
                    "end": end,
                    "text": (made or "")[start:end],
                    "labels": [label],
                },
            }
            result.append(region if score is None else {**region, "score": score})
        work = {"model_version": "lexicount"} if use == "predictions" else {}
        data = {**metadata, text: made}
        tasks.append({"id": id_, "data": data, use: [{**work, "result": result}]})
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
