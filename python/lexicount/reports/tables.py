"""Tables of what is counted: a part that is seen at once, and the rest in an element that opens."""

from __future__ import annotations

from lexicount.reports.html import head_cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ranked"]


def ranked(
    css: str,
    heads: Sequence[str],
    rows: Sequence[str],
    n_first: int,
    *,
    caption: str = "",
    keeps_order: bool = False,
) -> str:
    """Return a table of rows, strongest first; those after `n_first` open by a click.

    With `keeps_order`, rows are not ordered by their counts in a selection.
    """
    # One or two more lines are not worth a click.
    if len(rows) <= n_first + 2:
        n_first = len(rows)
    said = f"<caption>{caption}</caption>" if caption else ""
    head = f"{said}<thead>{head_cells(*heads)}</thead>"
    body = f'<table class="{css}">{head}<tbody>{"".join(rows[:n_first])}</tbody></table>'
    if rows[n_first:]:
        body += (
            f'<details class="more"><summary>{len(rows) - n_first:,} more</summary>'
            f'<table class="{css}"><tbody>{"".join(rows[n_first:])}</tbody></table></details>'
        )
    kept = " data-ordered" if keeps_order else ""
    return f'<div class="ranked"{kept}>{body}</div>'
