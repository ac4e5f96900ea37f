"""Saving entities: as plain values and as JSON.

Functions import json themselves, since it brings regular expressions that most programs never need.
"""

from __future__ import annotations

from lexicount import _core
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = [
    "entities_from_json",
    "entities_state",
    "entities_to_json",
    "merged_entities",
    "restored_entities",
]

_FORMAT = "lexicount entities"
_VERSION = 3


def entities_state(core: _core.Entities) -> dict[str, Any]:
    """Return the state of entities as plain values."""
    docs = core.documents
    numbers = range(len(docs))
    return {
        "ids": docs.ids,
        "metadata": docs.metadata().to_dict(),
        "texts": [docs.text(number) for number in numbers],
        "skipped": [docs.skipped_spans(number) for number in numbers],
        "found": core.found(),
        "own_labels": core.own_labels(),
        "link": core.link,
    }


def restored_entities(saved: Mapping[str, Any]) -> _core.Entities:
    """Return the entities of a state."""
    docs = documents(saved["texts"], ids=saved["ids"], metadata=saved["metadata"])
    core = docs._core
    if any(saved["skipped"]):
        core = core.with_skipped([[tuple(span) for span in spans] for spans in saved["skipped"]])
    rules, aliases, keep_apart = saved["link"]
    pairs = [(name, form) for name, form in keep_apart]
    options = rules, [(name, forms) for name, forms in aliases], pairs
    return _core.found_entities(core, saved["found"], saved["own_labels"], options)


def entities_to_json(core: _core.Entities) -> str:
    """Return entities as JSON; equal entities give equal text."""
    import json

    record = {"format": _FORMAT, "version": _VERSION, **entities_state(core)}
    return json.dumps(record, ensure_ascii=False)


def entities_from_json(text: str, name: str) -> _core.Entities:
    """Return the entities of a JSON text; `name` is the file for messages."""
    import json

    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{name}: not saved entities ({error})") from None
    if not isinstance(record, dict) or record.get("format") != _FORMAT:
        raise FormatError(f"{name}: not saved entities")
    if record.get("version") != _VERSION:
        version = record.get("version")
        raise FormatError(f"{name}: version {version}; this lexicount reads {_VERSION}")
    try:
        return restored_entities(record)
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{name}: damaged ({error})") from None


def merged_entities(one: _core.Entities, other: _core.Entities) -> _core.Entities:
    """Return the entities of two collections, equal to one pass over both."""
    import json

    first, second = entities_state(one), entities_state(other)
    if first["link"] != second["link"]:
        raise ConfigError("entities with different link options cannot be merged; relink one")
    sizes = len(first["texts"]), len(second["texts"])
    numbered = all(
        of["ids"] == list(range(size)) for of, size in zip((first, second), sizes, strict=True)
    )
    ids = list(range(sum(sizes))) if numbered else [*first["ids"], *second["ids"]]
    if len({type(own) for own in ids}) > 1:
        ids = [str(own) for own in ids]
    found = json.loads(first["found"]) + json.loads(second["found"])
    names = [
        *first["metadata"],
        *(name for name in second["metadata"] if name not in first["metadata"]),
    ]
    metadata = {
        name: [
            value
            for of, size in zip((first, second), sizes, strict=True)
            for value in of["metadata"].get(name, [None] * size)
        ]
        for name in names
    }
    texts = first["texts"] + second["texts"]
    saved = {
        "ids": ids,
        "metadata": metadata,
        "texts": texts,
        "skipped": first["skipped"] + second["skipped"],
        "found": json.dumps(found),
        "own_labels": sorted({*first["own_labels"], *second["own_labels"]}),
        "link": first["link"],
    }
    return restored_entities(saved)
