"""Tables for notebooks: plain HTML, escaped, of bounded size, with inline styles only."""

from __future__ import annotations

from html import escape

from lexicount._format import MOST_ROWS, SMALL, are_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_CHARACTERS = 120

#: Columns with ids of documents, which are paths for text files.
_DOCUMENTS = frozenset({"document", "document_a", "document_b", "representative", "path"})

#: Texts that may be wider than a column, which shows them as a whole on hover.
_LONG_TEXT = 30

CELL = "text-align:left;vertical-align:top;padding:.15em .6em;white-space:nowrap"
CAPTION = "text-align:left;white-space:nowrap"
_LONG = ";max-width:28em;overflow:hidden;text-overflow:ellipsis"
_RIGHT = ";text-align:right;font-variant-numeric:tabular-nums"
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
        The total number of rows.
    caption : str
        The caption of the table.
    bar : str, optional
        The column that is also drawn as bars.

    Returns
    -------
    str
        At most 20 rows, each cell cut to 120 characters. A file is shown by its name, its
        path on hover; the column ``path`` is not shown next to the id of the document.
    """
    if "document" in columns:
        columns = {name: values for name, values in columns.items() if name != "path"}
    shown = min(n_rows, MOST_ROWS)
    greatest = 0.0 if bar is None else _greatest(columns[bar])
    head = "".join(
        f"<th style='{CELL}{_RIGHT if are_numbers(values) else ''}'>{escape(name)}</th>"
        for name, values in columns.items()
    )
    body = []
    for row in range(shown):
        cells = [
            _cell(values[row], greatest if name == bar else 0.0, is_document=name in _DOCUMENTS)
            for name, values in columns.items()
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>{n_rows - shown:,} more rows</p>" if n_rows > shown else ""
    return (
        f"<div><table><caption style='{CAPTION}'>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def _greatest(values: Sequence[object]) -> float:
    return max((float(value) for value in values if isinstance(value, int | float)), default=0.0)


def _cell(value: object, greatest: float, *, is_document: bool) -> str:
    style = CELL
    if isinstance(value, int | float) and not isinstance(value, bool):
        style += _RIGHT
        if greatest > 0:
            style += ";" + _BAR.format(share=max(0.0, 100 * float(value) / greatest))
    text = shown_value(value)
    whole = ""
    if len(text) > _LONG_TEXT and not is_document:
        style += _LONG
        whole = f" title='{escape(text)}'"
    shown = short_path(text) if is_document else escape(text)
    return f"<td style='{style}' dir='auto'{whole}>{shown}</td>"


def short_path(text: str) -> str:
    """Return the id of a document as HTML; of a path the name of the file, the rest on hover."""
    folder, _, name = text.rpartition("/")
    if not folder or "." not in name or "://" in text:
        return escape(text)
    return f"<span title='{escape(text)}'>{escape(name)}</span>"


def shown_value(value: object) -> str:
    """Return a value as the text of a cell, cut at 120 characters."""
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
