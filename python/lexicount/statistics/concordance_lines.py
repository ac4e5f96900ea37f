"""The lines of a concordance, as aligned text and as HTML."""

from __future__ import annotations

from collections import namedtuple

from lexicount._format import cut_text, printable, text_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Line", "aligned_lines", "html_lines"]

#: The maximum width of a context in printed text, in terminal columns.
_MOST_COLUMNS = 60

_CONTEXT = "vertical-align:top;padding:.15em 0;white-space:nowrap"
_KEYWORD = (
    "text-align:center;vertical-align:top;padding:.15em .6em;white-space:nowrap;font-weight:600;"
    "background:rgba(80,140,220,.15)"
)
_SENTENCE = "vertical-align:top;padding:.15em .6em;min-width:24em"

Line = namedtuple("Line", ["document", "left", "keyword", "right", "start", "end", "sentence"])
Line.__doc__ = """A hit in context: document id, left context, the hit itself, right context.

``text[start:end]`` of the document is the hit. In `left`, `keyword`, `right` and `sentence` each
run of white space is one space. `sentence` is None unless it was requested.
"""


def aligned_lines(lines: Iterable[Line], width: int | None) -> str:
    """Return lines as text with the keywords aligned in a column."""
    rows = [
        [printable(str(cell)) for cell in (line.document, line.left, line.keyword, line.right)]
        for line in lines
    ]
    if not rows:
        return ""
    widths = [max(map(text_width, cells)) for cells in zip(*rows, strict=True)]
    names = min(widths[0], 24)
    keyword = min(widths[2], _MOST_COLUMNS)
    side = _MOST_COLUMNS if width is None else max((width - names - keyword - 6) // 2, 8)
    left = min(widths[1], side)
    text = []
    for name, before, word, after in rows:
        cells = [
            # The end of a path is more informative.
            _padded(cut_text(name[::-1], names)[::-1], names),
            _padded(before, left, right=True),
            _padded(word, keyword),
            cut_text(after, side),
        ]
        text.append("  ".join(cells).rstrip())
    return "\n".join(text)


def html_lines(lines: Sequence[Line], n_hits: int, caption: str) -> str:
    """Return lines of a concordance as HTML, with the hits aligned in a column.

    Parameters
    ----------
    lines : sequence of Line
        The first lines.
    n_hits : int
        The total number of hits.
    caption : str
        The caption of the table.

    Returns
    -------
    str
        A table that runs from right to left if most of its lines do.
    """
    # Imported here: most programs never show a notebook.
    from html import escape

    from lexicount._html import CAPTION, CELL, short_path, shown_value

    direction = "rtl" if 2 * sum(map(_is_rtl, lines)) > len(lines) else "ltr"
    # JupyterLab does not accept "start" and "end" in notebooks from elsewhere.
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    has_sentence = any(line.sentence is not None for line in lines)
    body = []
    for line in lines:
        cells = [
            f"<td style='{CELL};opacity:.65'>{short_path(shown_value(line.document))}</td>",
            f"<td style='{_CONTEXT};text-align:{end}'>{escape(line.left)}</td>",
            f"<td style='{_KEYWORD}'>{escape(shown_value(line.keyword))}</td>",
            f"<td style='{_CONTEXT};text-align:{start}'>{escape(line.right)}</td>",
        ]
        if has_sentence:
            cells.append(
                f"<td style='{_SENTENCE};text-align:{start}'>{escape(line.sentence or '')}</td>"
            )
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>{n_hits - len(lines):,} more hits</p>" if n_hits > len(lines) else ""
    return (
        f"<div><table dir='{direction}'><caption style='{CAPTION}'>{escape(caption)}"
        f"</caption><tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def _padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text cut and padded to a width, aligned to the left or right."""
    if right:
        cut = cut_text(text[::-1], width)[::-1]
        return " " * (width - text_width(cut)) + cut
    cut = cut_text(text, width)
    return cut + " " * (width - text_width(cut))


def _is_rtl(line: Line) -> bool:
    """Return whether the first strong letter of a line, from the hit on, runs right to left."""
    from unicodedata import bidirectional

    text = f"{line.keyword} {line.left} {line.right}"
    strong = (bidirectional(one) for one in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"
