"""Commands about names: entities, network, quotes."""

from __future__ import annotations

import lexicount as lc
from lexicount._files import ending_of
from lexicount.cli.command import Command
from lexicount.cli.messages import NothingFoundError
from lexicount.cli.options import ABSENT, NONE
from lexicount.cli.output import Shown
from lexicount.cli.reading import read_names
from lexicount.cli.time_bins import grouping, undated_note
from lexicount.entities.readings import unrecognized_note
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["COMMANDS", "found_entities", "own_sources"]

#: What finds names, for each command that does.
SOURCES = ("gazetteer", "recognizer", "language")
_TOP_OF_GROUP = 10


def own_sources(call: Call) -> dict[str, Any]:
    """Return the options that are read from files: names, and a recogniser."""
    sources: dict[str, Any] = {}
    if call.gazetteer is not None:
        sources["gazetteer"] = read_names(call.gazetteer)
    if call.recognizer is not None:
        is_none = call.recognizer is ABSENT
        sources["recognizer"] = False if is_none else lc.Recognizer.load(call.recognizer)
    return sources


def found_entities(call: Call) -> lc.Entities:
    """Return the entities of the documents, and say what was not read."""
    sources = own_sources(call)
    if getattr(call.arguments, "link", None) is not None:
        sources["link"] = [] if call.link == [NONE] else call.link
    entities: lc.Entities = call(lc.count_entities, call.docs, **sources, **_ONE)
    call.note(unrecognized_note(entities))
    if getattr(call.arguments, "date", None) is not None:
        call.note(undated_note(entities.undated, "date"))
    return entities


#: Entities are counted together here, and by group afterwards.
_ONE: dict[str, Any] = {"by": None, "every": None}


def _entities(call: Call) -> Shown:
    groups = grouping(call)
    is_mentions = bool(call.mentions or call.values)
    if groups and is_mentions:
        raise ConfigError("--mentions with --by or --every: mentions are not counted by group")
    entities = found_entities(call)
    if call.label:
        _check_labels(call, "label", entities)
    if is_mentions:
        return Shown(call(entities.mentions), _MENTION_COLUMNS + _VALUE_COLUMNS * bool(call.values))
    if not groups:
        return Shown(lc.Table(entities._core.table(top=None, labels=call.label)))
    grouped = entities.by(groups.pop("by"), **groups)
    call.note(undated_note(grouped.undated))
    table = (grouped.label(call.label) if call.label else grouped)._table()
    return Shown(_first_of_each(table, call.limit(_TOP_OF_GROUP)), None, len(table))


_MENTION_COLUMNS = ("document", "label", "name", "text", "start", "end")
_VALUE_COLUMNS = ("value",)


def _check_labels(call: Call, option: str, entities: lc.Entities) -> list[str]:
    """Return the labels that some entity has, and say which none has."""
    known = dict.fromkeys(entities.to_dict()["label"])
    found = [one for one in getattr(call, option) if _has_label(entities, one)]
    lacking = [one for one in getattr(call, option) if one not in found]
    call.check_named(option, lacking, known)
    if not found:
        raise NothingFoundError(call.missed.pop())
    setattr(call.arguments, option, found)
    return found


def _has_label(entities: lc.Entities, label: str) -> bool:
    try:
        return len(entities.top(1, label=label)) > 0
    except ConfigError:
        # Neither built in nor one of the user's own.
        return False


def _first_of_each(table: Any, n: int | None) -> Any:
    """Return the first rows of each group; groups are the columns before the label."""
    if n is None:
        return table
    names = table.column_names
    groups = zip(*(table.column(name) for name in names[: names.index("label")]), strict=True)
    rows: list[int] = []
    last, seen = None, 0
    for row, group in enumerate(groups):
        seen = seen + 1 if group == last else 1
        last = group
        if seen <= n:
            rows.append(row)
    return table.take(rows)


def _network(call: Call) -> Shown | None:
    entities = found_entities(call)
    if call.labels:
        _check_labels(call, "labels", entities)
    network = call(entities.cooccurrence)
    suffix = ending_of(call.output or "")
    if suffix in _GRAPHS:
        getattr(network, _GRAPHS[suffix])(call.output)
        call.note(f"wrote {call.output} ({network._summary()})")
        return None
    columns = ("source", "target", "count", "npmi", "g2", "source_label", "target_label")
    return Shown(network, columns)


#: Endings of files that hold a whole network.
_GRAPHS = {".graphml": "to_graphml", ".gexf": "to_gexf"}


def _quotes(call: Call) -> Shown:
    quotes = call(found_entities(call).quotes)
    if call.speakers:
        return Shown(quotes.speakers())
    return Shown(quotes, ("document", "kind", "name", "speaker", "quote"))


COMMANDS = (
    Command(
        "entities",
        "count who, where, when and how much, by name",
        (
            "lexicount entities seeds --label ORG,PERSON",
            "lexicount entities seeds --mentions --values --date date --format jsonl",
        ),
        lambda: (lc.count_entities, lc.Entities.mentions),
        (
            "label",
            "mentions",
            "values",
            "by",
            "every",
            "date",
            "link",
            *SOURCES,
            "builtin",
            "patterns",
        ),
        _entities,
    ),
    Command(
        "network",
        "find which names occur together, as pairs or as a file for Gephi",
        (
            "lexicount network seeds --labels PERSON,ORG",
            "lexicount network seeds --within document -o names.graphml",
        ),
        lambda: (lc.Entities.cooccurrence, lc.count_entities),
        ("within", "window", "labels", "min_count", "date", "link", *SOURCES),
        _network,
        formats=tuple(_GRAPHS),
    ),
    Command(
        "quotes",
        "list who says what: direct and indirect speech",
        ("lexicount quotes seeds --top 5", "lexicount quotes seeds --speakers"),
        lambda: (lc.count_entities, lc.Entities.quotes),
        ("speakers", *SOURCES),
        _quotes,
    ),
)
