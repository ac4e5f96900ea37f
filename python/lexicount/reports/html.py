"""HTML of a report: escaping, sections, and the page with its style."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape as escape_markup
from importlib.resources import files

from lexicount._format import one_line
from lexicount.reports.model import KINDS, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lexicount.reports.model import Catalog

# Characters not allowed in HTML, and lone surrogates, are replaced one for one to keep offsets.
_UNFIT = {
    code: "\ufffd"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\f\r\x85"
}
# Most texts have none, and to translate them takes much longer.
_HAS_UNFIT = re.compile(f"[{re.escape(''.join(map(chr, _UNFIT)))}]").search
# In a title, no element ends the effect of these.
_DIRECTION_MARKS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)

# The script shows it: without scripts, nothing can be searched or chosen.
_SEARCH = (
    '<div class="search" hidden><label for="search">Search</label>'
    '<input type="search" id="search" autocomplete="off" spellcheck="false" '
    'placeholder="terms, names, texts" title="Press / to search, Escape to show all again">'
    '<button type="button" id="concordance" disabled>Lines</button>'
    '<span id="selection"></span><output id="found" for="search"></output></div>'
)


def fit(text: str) -> str:
    """Return untrusted text with what HTML cannot hold replaced, character for character."""
    return text if _HAS_UNFIT(text) is None else text.translate(_UNFIT)


def escape(text: str) -> str:
    """Return untrusted text escaped for an element."""
    return escape_markup(fit(text))


def attribute(text: str) -> str:
    """Return untrusted text escaped for an attribute or the title."""
    return escape(one_line(text.translate(_DIRECTION_MARKS)))


def isolated(text: str) -> str:
    """Return untrusted text in an element that isolates its writing direction."""
    return f"<bdi>{escape(text)}</bdi>"


def section(name: str, heading: str, body: str, note: str = "") -> str:
    """Return a section that the navigation bar links to."""
    said = f"<p class=note>{note}</p>" if note else ""
    return f'<section id="{name}"><h2>{heading}</h2>{said}{body}</section>'


def head_cells(*names: str) -> str:
    """Return the header row of a table."""
    cells = (f'<th scope="col">{name}</th>' if name else "<td></td>" for name in names)
    return f"<tr>{''.join(cells)}</tr>"


def opener(entry: int, content: str) -> str:
    """Return what opens the uses of an entry, once the script runs; plain text without scripts."""
    return f'<span data-entry="{entry}">{content}</span>'


def place_link(
    catalog: Catalog,
    number: int,
    text: str,
    span: tuple[int, int] = (0, 0),
    *,
    anchor: str | None = None,
    label: str = "",
) -> str:
    """Return a link to a place in a document.

    The script opens the document there. Without scripts the link leads to the text, or to the list
    of documents. The label is what is read aloud, if the text says little.
    """
    document = catalog[number]
    start, end = span
    catalog.places.add((number, start, end))
    said = f' aria-label="{label}"' if label else ""
    unit = document.unit(start)
    at = f'data-at="{number},{unit},{document.unit(end) - unit}"'
    if number >= catalog.n_listed:
        return f"<span {at}{said}>{text}</span>"
    target = f"d{number}"
    if catalog.has_texts and start < document.end and end > start:
        target = anchor or document.points.setdefault(start, f"d{number}n{start}")
    return f'<a href="#{target}" {at}{said}>{text}</a>'


def page(heading: str, parts: Sequence[str], data: str) -> str:
    """Return the whole page: its sections, a navigation bar and the data for the script."""
    body = "\n".join(parts)
    links = "".join(
        f'<li><a href="#{name}">{text}</a></li>'
        for name, text in re.findall(r'^<section id="(\w+)"><h2>(.*?)</h2>', body, re.MULTILINE)
    )
    script = _script()
    digest = b64encode(sha256(script.encode()).digest()).decode()
    # The content security policy forbids loading anything, and running anything but this script,
    # whatever a text holds.
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{attribute(heading)}</title>
<style>
{_style()}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Sections"><ul>{links}</ul>{_SEARCH}</nav>
<main id="content">
{body}
</main>
<template id="data">{data}</template>
<script>{script}</script>
</body>
</html>
"""


#: The parts of the script, in the order in which they use each other.
_SCRIPTS = ("data", "tables", "dialog", "selection", "search", "start")


def _script() -> str:
    parts = "\n".join(_resource(f"script/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _style() -> str:
    style = _resource("style.css")
    kinds = (*KINDS, kind_of(""))
    hues = "\n".join(f".{one.css} {{ --h: {one.hue}; --s: {one.saturation}% }}" for one in kinds)
    figures = ", ".join(f"mark.{one.css}" for one in kinds if not one.is_named_entity)
    unchecked = ",\n".join(
        f"#documents:has(#show-{one.css}:not(:checked)) .document mark.{one.css}" for one in kinds
    )
    return f"""{style}{hues}
{figures} {{ background: none; border-bottom-style: dotted }}
{unchecked} {{ background: none; border-color: transparent }}
"""
