"""Groups of documents: the options ``--by`` and ``--every``."""

from __future__ import annotations

from lexicount._format import undated_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lexicount.cli.command import Call

__all__ = ["grouping", "undated_note"]

#: The column of the time bins, unless another is named.
DATE = "date"


def grouping(call: Call) -> dict[str, Any]:
    """Return what documents are grouped by; bins of time are of the column ``date`` by default."""
    by = call.by or ([DATE] if call.every else None)
    if by is None:
        return {}
    columns = by[0] if isinstance(by, list) and len(by) == 1 else by
    return {"by": columns, **({"every": call.every} if call.every else {})}


def undated_note(undated: dict[str, int], lacking: str = "bin") -> str | None:
    """Return how many documents have no date or time bin, and why; None if all have one."""
    return undated_text(undated, lacking).removeprefix("; ") or None
