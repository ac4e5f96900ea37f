"""Commands about the documents themselves: clean, languages, near-duplicates."""

from __future__ import annotations

import lexicount as lc
from lexicount import _core
from lexicount.cli.command import Command
from lexicount.cli.output import Shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]


def _clean(call: Call) -> Shown:
    cleaned = call(lc.clean, call.docs)
    call.note(cleaned._summary())
    if call.lines:
        return Shown(cleaned, ("document", "text", "reasons", "cue", "documents", "cut"))
    columns = cleaned.cut().to_dict()
    # As it is called when the file is read again.
    name = "document" if "id" in columns else "id"
    columns = {name: columns.pop("document"), **columns}
    return Shown(_core.Table(columns), (name, "text"))


def _languages(call: Call) -> Shown:
    found = call(call.docs.languages)
    names = ["" if one is None else _core.language_name(one) for one in found]
    if call.documents:
        columns = {"document": call.docs.ids, "language": found, "name": names}
        return Shown(_core.Table({**columns, **call.docs.metadata}), tuple(columns))
    counts: dict[tuple[str | None, str], int] = {}
    for one in zip(found, names, strict=True):
        counts[one] = counts.get(one, 0) + 1
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][1]))
    return Shown(
        _core.Table(
            {
                "language": [language for (language, _), _ in rows],
                "name": [name or "unknown" for (_, name), _ in rows],
                "documents": [n for _, n in rows],
                "share": [n / len(found) for _, n in rows],
            }
        )
    )


def _near_duplicates(call: Call) -> Shown:
    found = call(lc.near_duplicates, call.docs)
    call.note(found._summary())
    # The summary says so.
    call.nothing = None
    table = found._table()
    clusters = table.column("cluster")
    # The copies of one text below each other.
    table = table.take(sorted(range(len(clusters)), key=clusters.__getitem__))
    return Shown(table, ("cluster", "document", "similarity", "size", "representative"))


COMMANDS = (
    Command(
        "clean",
        "write texts without boilerplate lines of web pages, as JSON Lines",
        ("lexicount clean seeds -o clean.jsonl", "lexicount clean seeds --lines"),
        lambda: (lc.clean,),
        ("lines", "source", "language", "evidence", "min_documents", "min_share"),
        _clean,
    ),
    Command(
        "languages",
        "find the languages of documents",
        ("lexicount languages seeds", "lexicount languages seeds --documents --format csv"),
        lambda: (),
        ("documents",),
        _languages,
    ),
    Command(
        "near-duplicates",
        "group documents with nearly the same text",
        ("lexicount near-duplicates seeds --threshold 0.5",),
        lambda: (lc.near_duplicates,),
        ("threshold", "min_recall", "shingle", "n_permutations", "seed"),
        _near_duplicates,
    ),
)
