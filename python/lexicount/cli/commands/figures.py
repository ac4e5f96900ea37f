"""Commands about numbers of victims: casualties, incidents."""

from __future__ import annotations

import lexicount as lc
from lexicount._format import plural
from lexicount.cli.command import Command
from lexicount.cli.commands.names import SOURCES, own_sources
from lexicount.cli.output import Shown
from lexicount.cli.time_bins import undated_note
from lexicount.incidents.projections import LAYOUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lexicount.cli.command import Call

__all__ = ["COMMANDS"]


def _found(call: Call) -> lc.Casualties:
    """Return the casualty figures of the documents, and say what was not read."""
    found: lc.Casualties = call(lc.casualties, call.docs, **own_sources(call))
    if found.n_unread:
        call.note(f"{plural(found.n_unread, 'document')} not read: not in English")
    call.note(undated_note(found.undated, "date"))
    return found


def _casualties(call: Call) -> Shown:
    found = _found(call)
    shown = found.totals() if call.totals else call(found.mentions)
    if call.outcome:
        call.check_named("outcome", call.outcome, found._table().column("outcome"))
    if not call.totals:
        return Shown(shown, _FIGURE_COLUMNS)
    table = shown._table()
    outcomes = enumerate(table.column("outcome"))
    if call.outcome:
        table = table.take([row for row, outcome in outcomes if outcome in call.outcome])
    return Shown(table, ("document", "outcome", "best", "low", "high", "victims", "attackers"))


_FIGURE_COLUMNS = (
    "document",
    "outcome",
    "best",
    "low",
    "high",
    "victims",
    "relation",
    "status",
    "source",
)


def _incidents(call: Call) -> Shown:
    found = call(_found(call).incidents)
    wanted = call.table
    if wanted == "incidents":
        return Shown(found)
    return Shown(getattr(found, f"to_{wanted}" if wanted in LAYOUTS else wanted)())


COMMANDS = (
    Command(
        "casualties",
        "find how many people were killed, injured, abducted, detained or displaced",
        (
            "lexicount casualties seeds --outcome killed",
            "lexicount casualties seeds --totals --format csv",
        ),
        lambda: (lc.casualties, lc.Casualties.mentions),
        ("outcome", "status", "relation", "totals", "date", *SOURCES),
        _casualties,
    ),
    Command(
        "incidents",
        "find incidents: what happened, where, when, who did it, and how many were hurt",
        (
            "lexicount incidents seeds --date date",
            "lexicount incidents seeds --date date --table acled --format csv",
        ),
        lambda: (lc.casualties, lc.Casualties.incidents),
        ("table", "date", "days", "join", *SOURCES),
        _incidents,
        defaults={"table": "incidents"},
    ),
)
