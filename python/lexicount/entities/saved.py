"""Saving entities: as plain values and as JSON.

Functions import json themselves, since it brings regular expressions that most programs never need.
"""

from __future__ import annotations

from lexicount import _core
from lexicount.corpus.selection import (
    documents_state,
    joined_documents,
    restored_documents,
)
from lexicount.exceptions import ConfigError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeVar

    Saved = TypeVar("Saved")

__all__ = [
    "ENTITIES_FORMAT",
    "entities_from_json",
    "entities_state",
    "entities_to_json",
    "merged_entities",
    "restored_entities",
    "saved_from_json",
]

ENTITIES_FORMAT = "lexicount entities"
_VERSION = 3


def entities_state(core: _core.Entities) -> dict[str, Any]:
    """Return the state of entities as plain values."""
    return documents_state(core.documents) | {
        "found": core.found(),
        "own_labels": core.own_labels(),
        "link": core.link,
        "date": core.date,
    }


def restored_entities(saved: Mapping[str, Any]) -> _core.Entities:
    """Return the entities of a state."""
    rules, aliases, keep_apart = saved["link"]
    pairs = [(name, _form(form)) for name, form in keep_apart]
    aliases = [(name, [_form(form) for form in forms]) for name, forms in aliases]
    options = rules, aliases, pairs
    docs = restored_documents(saved)
    own_labels, date = saved["own_labels"], saved.get("date")
    return _core.found_entities(docs, saved["found"], own_labels, options, date)


def _form(saved: Any) -> Any:
    """Return a form of the link options; JSON has no tuples."""
    return tuple(saved) if isinstance(saved, list) else saved


def entities_to_json(core: _core.Entities, kind: str, **more: Any) -> str:
    """Return entities and other plain values as JSON of a kind of file.

    Equal values give equal text.
    """
    import json

    record = {"format": kind, "version": _VERSION, **entities_state(core), **more}
    return json.dumps(record, ensure_ascii=False)


def entities_from_json(text: str, name: str, kind: str) -> _core.Entities:
    """Return the entities of a JSON text of a kind of file; `name` is the file for messages."""
    return saved_from_json(text, name, kind, restored_entities)


def saved_from_json(
    text: str, name: str, kind: str, restored: Callable[[Mapping[str, Any]], Saved]
) -> Saved:
    """Return what `restored` makes of a JSON text of a kind of file; `name` is for messages."""
    import json

    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{name}: not saved {kind.split()[-1]} ({error})") from None
    if not isinstance(record, dict) or record.get("format") != kind:
        raise FormatError(f"{name}: not saved {kind.split()[-1]}")
    if record.get("version") != _VERSION:
        version = record.get("version")
        raise FormatError(f"{name}: version {version}; this lexicount reads {_VERSION}")
    try:
        return restored(record)
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{name}: damaged ({error})") from None


def merged_entities(parts: Sequence[_core.Entities]) -> _core.Entities:
    """Return the entities of one or more collections, equal to one pass over all of them."""
    import json

    first = parts[0]
    if any(part.link != first.link for part in parts):
        raise ConfigError("entities with different link options cannot be merged; relink some")
    docs = joined_documents([part.documents for part in parts])
    found = json.dumps([record for part in parts for record in json.loads(part.found())])
    own_labels = sorted({label for part in parts for label in part.own_labels()})
    date = first.date if all(part.date == first.date for part in parts) else None
    return _core.found_entities(docs, found, own_labels, first.link, date)
