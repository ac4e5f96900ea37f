"""The sections of the page, from counts and content to HTML."""

from __future__ import annotations

from collections import Counter

from lexicount import _core
from lexicount._format import one_line, plural
from lexicount.reports.html import attribute, escape, isolated, place_link, section
from lexicount.reports.model import kind_of, kinds_in_order
from lexicount.reports.wording import finder_text, value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.reports.counting import Counted
    from lexicount.reports.dates import Bins, Dates
    from lexicount.reports.model import Catalog, Shown


def header(heading: str, docs: Documents, counted: Counted, dates: Dates | None) -> str:
    """Return the heading with the period, the sources and the main counts."""
    n_names = sum(kind_of(label).is_named_entity for label in counted.columns["label"])
    figures = [
        (len(docs), "document" if len(docs) == 1 else "documents", ' data-total="documents"'),
        (docs.missing, "without text", ""),
        (counted.words.counts.n_tokens, "words and numbers", ' data-total="words"'),
        (counted.words.counts.n_terms, "distinct terms", ""),
        (n_names, "named entities", ""),
    ]
    if not docs.missing:
        del figures[1]
    cells = "".join(
        f"<div><dt>{name}</dt><dd{total}>{value:,}</dd></div>" for value, name, total in figures
    )
    facts = [dates.period] if dates and dates.known else []
    sources = Counter(one_line(one) for one in docs.metadata.get("source", []) if one)
    ranked = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    facts += [f"{isolated(name)} ({count:,})" for name, count in ranked[:6]]
    if len(ranked) > 6:
        facts.append(plural(len(ranked) - 6, "more source"))
    about = f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""
    heading = f'<h1 dir="auto">{escape(heading)}</h1>'
    return f'<header>{heading}{about}<dl class="figures">{cells}</dl></header>'


def glance(terms: Sequence[str], counted: Counted, dates: Dates | None, bins: Bins | None) -> str:
    """Return one line each for what, who, where and when."""
    rows = [
        ("What", ", ".join(map(isolated, terms))),
        ("Who", _first_names(counted.columns, {"PERSON", "ORG"})),
        ("Where", _first_names(counted.columns, {"GPE", "LOC"})),
        ("When", _busiest(dates, bins) if dates and bins else ""),
    ]
    cells = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in rows if text)
    if not cells:
        return ""
    return f'<section aria-label="At a glance"><dl class="glance">{cells}</dl></section>'


def _first_names(columns: Mapping[str, Sequence[Any]], labels: set[str]) -> str:
    rows = zip(columns["label"], columns["name"], columns["mentions"], strict=True)
    chosen = [(name, mentions) for label, name, mentions in rows if label in labels]
    return ", ".join(
        f"{isolated(one_line(name))} <small>{mentions:,}</small>" for name, mentions in chosen[:6]
    )


def _busiest(dates: Dates, bins: Bins) -> str:
    if len(bins.documents) < 2:
        return dates.period
    fullest = bins.fullest()
    most = plural(len(bins.documents[fullest]), "document")
    when = "on" if bins.unit.name == "day" else "in"
    return f"{dates.period}; most {when} {bins.name(fullest)} <small>{most}</small>"


# Texts

_SKIPPED = ' class="skipped" title="boilerplate: not counted"'


def documents(catalog: Catalog) -> str:
    """Return the texts with their mentions marked, or the list of documents if there are many."""
    if not len(catalog):
        return section("documents", "Documents", "<p>There are no documents.</p>")
    shown = catalog.listed()
    if not catalog.has_texts:
        n_more = len(catalog) - len(shown)
        note = f"The first {len(shown):,} of {len(catalog):,}." if n_more else ""
        items = "".join(_item(one, catalog) for one in shown)
        return section("documents", "Documents", f'<ul class="titles">{items}</ul>', note)
    open_all = len(shown) <= 5
    articles = [_article(one, catalog, is_open=open_all or one is shown[0]) for one in shown]
    marked = {label for one in shown for start, _, label, _ in one.marks if start < one.end}
    return section("documents", "Documents", _legend(marked) + "".join(articles))


def _item(one: Shown, catalog: Catalog) -> str:
    """Return the entry of a document in the list: its title, date, source and name."""
    title = place_link(catalog, one.number, isolated(one.heading))
    missing = " · without text" if one.is_missing else ""
    place = f'id="d{one.number}" data-cell="{catalog.cells.of[one.number]}"'
    return f"<li {place}>{title} <small>{_about(one)}{missing}</small></li>"


def _about(one: Shown) -> str:
    facts = [fact for fact in one.facts if fact]
    if one.heading != one.name:
        facts.append(one.name)
    return " · ".join(map(isolated, facts))


def _legend(labels: Iterable[str]) -> str:
    """Return the legend of colours, with checkboxes that switch a colour off."""
    kinds = {kind.css: kind.one for kind in kinds_in_order(labels)}
    items = "".join(
        f'<label><input type="checkbox" id="show-{css}" checked autocomplete="off">'
        f'<mark class="{css}">{name}</mark></label>'
        for css, name in kinds.items()
    )
    name = "Marked in the texts"
    return f'<div class="legend" role="group" aria-label="{name}">{items}</div>' if items else ""


def _article(one: Shown, catalog: Catalog, *, is_open: bool) -> str:
    about = _about(one)
    if one.title is None and one.headline is None and one.text:
        about += f" {isolated(f'{one_line(one.text[:90])}…')}"
    lang = f'lang="{one.language}" dir="auto"'
    title = escape(one.heading) if one.headline is None else _marked(one, *one.headline)
    return (
        f'<details class="document" id="d{one.number}" data-cell="{catalog.cells.of[one.number]}"'
        f"{' open' if is_open else ''}>"
        f'<summary><h3 {lang}>{title}</h3><span class="facts">{about}</span></summary>'
        f'<div class="text" {lang}>{_text(one)}</div></details>'
    )


def _text(one: Shown) -> str:
    if one.is_missing:
        return '<p class="note" lang="en">There is no text: the document is missing.</p>'
    paragraphs = [
        f'<p dir="auto"{_SKIPPED if is_skipped else ""}>{_marked(one, begin, end)}</p>'
        for begin, end, is_skipped in one.paragraphs()
    ]
    if one.end < len(one.text):
        shown = f"The first {one.end:,} of {len(one.text):,} characters are shown; all are counted."
        paragraphs.append(f'<p class="note" lang="en" dir="ltr">{shown}</p>')
    return "\n".join(paragraphs)


def _marked(one: Shown, start: int, end: int) -> str:
    """Return part of a text with its mentions marked."""
    parts = []
    offset = start
    for begin, stop, label, name in one.marks:
        if stop <= start or begin >= end:
            continue
        # A mention may cross the end of a paragraph: each part is marked.
        left, right = max(begin, start), min(stop, end)
        anchor = f' id="{one.anchors[begin]}"' if left == begin and begin in one.anchors else ""
        kind = kind_of(label)
        told = attribute(f"{value_text(label, name)} · {kind.one}")
        said = f'class="{kind.css}" title="{told}"'
        parts.append(_pointed(one, offset, left))
        parts.append(f"<mark{anchor} {said}>{_pointed(one, left, right)}</mark>")
        offset = right
    parts.append(_pointed(one, offset, end))
    return "".join(parts)


def _pointed(one: Shown, start: int, end: int) -> str:
    """Return part of a text with the places that are linked to."""
    parts = []
    offset = start
    for place in sorted(place for place in one.points if start <= place < end):
        parts.append(escape(one.text[offset:place]))
        parts.append(f'<span class="point" id="{one.points[place]}"></span>')
        offset = place
    parts.append(escape(one.text[offset:end]))
    return "".join(parts)


def _lists_of(counted: Counted) -> str:
    """Return which stop words were left out of documents in which languages."""
    columns = counted.words.counts.languages().to_dict()
    rows = zip(columns["language"], columns["documents"], columns["stop_words"], strict=True)
    names, without = [], 0
    for language, n_documents, lists in rows:
        if not lists:
            without += n_documents
        elif language is not None:
            names.append(f"{_core.language_name(language)} ({n_documents:,})")
        else:
            names.append(f"English for an unknown language ({n_documents:,})")
    text = "the list of each document's language: " + (", ".join(names) or "none")
    return escape(f"{text}; no list for {plural(without, 'document')}" if without else text)


def method(counted: Counted, options: Mapping[str, Any]) -> str:
    """Return a note on how the counts were made."""
    words = counted.words.counts.analyzer.stop_words
    left_out = "none"
    if words == "auto":
        left_out = _lists_of(counted)
    elif isinstance(words, str):
        left_out = f"the list for the language “{escape(words)}”"
    elif words:
        left_out = f"a list of {len(words):,}"
    return f"""<footer><h2>How it was counted</h2>
<p>Words are segmented by the rules of Unicode (UAX #29) and counted in lowercase.
Stop words: {left_out}. {_sources_of(counted)}
Boilerplate lines, such as “Leave a Reply”, are shown in grey and not counted.
Check what matters in the texts themselves.</p>
<p>Made with lexicount {escape(_core.__version__)}{_options_text(options)}.</p></footer>"""


def _sources_of(counted: Counted) -> str:
    """Return what found the entities, in documents of which languages."""
    columns = counted.entities.languages().to_dict()
    said: dict[str, list[str]] = {}
    rows = zip(columns["language"], columns["documents"], columns["sources"], strict=True)
    for language, n_documents, found_by in rows:
        finders = [finder_text(one) for one in found_by]
        name = "of unknown language" if language is None else _core.language_name(language)
        said.setdefault(" and ".join(finders), []).append(f"{name} ({n_documents:,})")
    parts = [f"by {finders} in documents in {', '.join(own)}" for finders, own in said.items()]
    text = "; ".join(parts).replace("in documents in of", "in documents of")
    return escape(f"Entities are found {text}.") if parts else ""


def _options_text(options: Mapping[str, Any]) -> str:
    """Return the options of the page, as they are given."""
    said = [f"{name}={value!r}" for name, value in options.items() if value is not None]
    return escape(f" with {', '.join(said)}") if said else ""
