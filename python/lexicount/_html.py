"""Tables for notebooks: plain HTML, escaped, of bounded size, with no style but what it carries."""

from __future__ import annotations

from html import escape

from lexicount._format import SMALL
from lexicount.results import MOST_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lexicount.statistics.concordance import Line

MOST_CHARACTERS = 120

_CELL = "text-align:left;vertical-align:top;padding:.15em .6em"
_CONTEXT = "vertical-align:top;padding:.15em 0;white-space:nowrap"
_KEYWORD = (
    "text-align:center;vertical-align:top;padding:.15em .6em;white-space:nowrap;font-weight:600;"
    "background:rgba(80,140,220,.15)"
)
_SENTENCE = "text-align:start;vertical-align:top;padding:.15em .6em;min-width:24em"
_BAR = (
    "background:linear-gradient(90deg,rgba(80,140,220,.35) {share:.1f}%,transparent {share:.1f}%)"
)


def html_table(
    columns: Mapping[str, Sequence[object]],
    *,
    n_rows: int,
    caption: str,
    bar: str | None = None,
) -> str:
    """Return the first rows as an HTML table.

    Parameters
    ----------
    columns : mapping of str to sequence
        The first rows, by column.
    n_rows : int
        How many rows there are in all.
    caption : str
        What the table shows.
    bar : str, optional
        The column that is drawn as bars, too.

    Returns
    -------
    str
        At most 20 rows, each cell cut at 120 characters.
    """
    shown = min(n_rows, MOST_ROWS)
    greatest = 0.0 if bar is None else _greatest(columns[bar])
    head = "".join(f"<th style='{_CELL}'>{escape(name)}</th>" for name in columns)
    body = []
    for row in range(shown):
        cells = [
            _cell(values[row], greatest if name == bar else 0.0) for name, values in columns.items()
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>{n_rows - shown:,} more rows</p>" if n_rows > shown else ""
    return (
        f"<div><table><caption style='text-align:left'>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def html_concordance(lines: Sequence[Line], n_hits: int, caption: str) -> str:
    """Return lines of a concordance as HTML, the hits below each other.

    Parameters
    ----------
    lines : sequence of Line
        The first lines.
    n_hits : int
        How many hits there are in all.
    caption : str
        What is shown.

    Returns
    -------
    str
        Where most lines are of a script from right to left, so is the table.
    """
    direction = "rtl" if 2 * sum(map(_is_rtl, lines)) > len(lines) else "ltr"
    has_sentence = any(line.sentence is not None for line in lines)
    body = []
    for line in lines:
        cells = [
            f"<td style='{_CELL};opacity:.65'>{escape(_shown(line.document))}</td>",
            f"<td style='{_CONTEXT};text-align:end'>{escape(line.left)}</td>",
            f"<td style='{_KEYWORD}'>{escape(_shown(line.keyword))}</td>",
            f"<td style='{_CONTEXT};text-align:start'>{escape(line.right)}</td>",
        ]
        if has_sentence:
            cells.append(f"<td style='{_SENTENCE}'>{escape(line.sentence or '')}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>{n_hits - len(lines):,} more hits</p>" if n_hits > len(lines) else ""
    return (
        f"<div><table dir='{direction}'><caption style='text-align:start'>{escape(caption)}"
        f"</caption><tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def _is_rtl(line: Line) -> bool:
    """Return whether the first letter of a line, from the hit on, runs from right to left."""
    from unicodedata import bidirectional

    text = f"{line.keyword} {line.left} {line.right}"
    strong = (bidirectional(one) for one in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"


def _greatest(values: Sequence[object]) -> float:
    return max((float(value) for value in values if isinstance(value, int | float)), default=0.0)


def _cell(value: object, greatest: float) -> str:
    style = _CELL
    if isinstance(value, int | float) and not isinstance(value, bool):
        style += ";text-align:right;font-variant-numeric:tabular-nums"
        if greatest > 0:
            style += ";" + _BAR.format(share=max(0.0, 100 * float(value) / greatest))
    return f"<td style='{style}' dir='auto'>{escape(_shown(value))}</td>"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        text = ", ".join(map(str, value[:MOST_ROWS]))
    elif isinstance(value, float):
        text = f"{value:.1e}" if 0 < abs(value) < SMALL else f"{value:,.2f}"
    elif isinstance(value, int) and not isinstance(value, bool):
        text = f"{value:,}"
    else:
        text = str(value)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
