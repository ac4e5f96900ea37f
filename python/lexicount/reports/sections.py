"""The sections of the page, from counts and content to HTML."""

from __future__ import annotations

from collections import Counter

from lexicount import _core
from lexicount._format import one_line, plural
from lexicount.reports.counting import Bins, known_day, top_phrases, top_words
from lexicount.reports.html import attribute, escape, head_cells, isolated, section
from lexicount.reports.lines import UseLine, lines_of
from lexicount.reports.model import kind_of, kinds_in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from lexicount.corpus.collection import Documents
    from lexicount.entities.entity import Entity
    from lexicount.reports.counting import Counted, Dates, Key, Listed, TermRow
    from lexicount.reports.model import Kind, Shown
    from lexicount.tokens.analyzers import Analyzer


def header(heading: str, docs: Documents, counted: Counted, dates: Dates | None) -> str:
    """Return the heading with the period, the sources and the main counts."""
    n_names = sum(kind_of(label).is_named_entity for label in counted.columns["label"])
    figures = [
        (f"{len(docs):,}", "document" if len(docs) == 1 else "documents"),
        (f"{docs.missing:,}", "without text"),
        (f"{counted.words.n_tokens:,}", "words and numbers"),
        (f"{counted.words.n_terms:,}", "distinct terms"),
        (f"{n_names:,}", "named entities"),
    ]
    if not docs.missing:
        del figures[1]
    cells = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for value, name in figures)
    facts = [dates.period] if dates and dates.known else []
    sources = Counter(one_line(one) for one in docs.metadata.get("source", []) if one)
    ranked = sorted(sources.items(), key=lambda item: (-item[1], item[0]))
    facts += [f"{isolated(name)} ({count:,})" for name, count in ranked[:6]]
    if len(ranked) > 6:
        facts.append(plural(len(ranked) - 6, "more source"))
    about = f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""
    heading = f'<h1 dir="auto">{escape(heading)}</h1>'
    return f'<header>{heading}{about}<dl class="figures">{cells}</dl></header>'


def glance(counted: Counted, dates: Dates | None) -> str:
    """Return one line each for what, who, where and when."""
    terms = [term for term, _, _ in top_words(counted, 8)]
    rows = [
        ("What", ", ".join(map(isolated, terms))),
        ("Who", _first_names(counted.columns, {"PERSON", "ORG"})),
        ("Where", _first_names(counted.columns, {"GPE", "LOC"})),
        ("When", _busiest(dates) if dates and dates.known else ""),
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


def _busiest(dates: Dates) -> str:
    bins = Bins(dates)
    if len(bins.documents) < 2:
        return dates.period
    fullest = bins.fullest()
    most = plural(len(bins.documents[fullest]), "document")
    when = "on" if bins.unit.name == "day" else "in"
    return f"{dates.period}; most {when} {bins.name(fullest)} <small>{most}</small>"


def keywords(counted: Counted, top: int, shown: Sequence[Shown]) -> str:
    """Return the tables of words and of two-word phrases."""
    words = top_words(counted, top)
    if not words:
        return ""
    phrases = top_phrases(counted, top)
    tables = _term_table("Words", words, counted.words.analyzer, shown)
    if phrases:
        tables += _term_table("Two-word phrases", phrases, counted.phrases.analyzer, shown)
    note = (
        "Without stop words and numbers. A phrase is two adjacent words of the rest. Open a term "
        "for some of its uses."
    )
    return section("keywords", "Frequent terms", f'<div class="pair">{tables}</div>', note)


def _term_table(
    caption: str, rows: Sequence[TermRow], analyzer: Analyzer, shown: Sequence[Shown]
) -> str:
    greatest = rows[0][1]
    lines = lines_of((term for term, _, _ in rows), shown, analyzer)
    body = "".join(
        f'<tr><th scope="row">{_term(term, count, lines[term], shown)}</th>'
        f'<td class="bar"><i style="width:{100 * count / greatest:.1f}%"></i></td>'
        f"<td>{count:,}</td><td>{documents:,}</td></tr>"
        for term, count, documents in rows
    )
    head = head_cells("Term", "", "Count", "Documents")
    return (
        f'<table class="terms"><caption>{caption}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _term(term: str, count: int, lines: Sequence[UseLine], shown: Sequence[Shown]) -> str:
    """Return a term that opens on some of its uses, if there are any in the texts shown."""
    if not lines:
        return isolated(term)
    uses = plural(count, "use")
    texts = f" in each of {len(lines)} texts," if len(lines) > 1 else ""
    heading = f"The first{texts} of {uses}"
    items = "".join(_line(one, shown) for one in lines)
    return (
        f"<details><summary>{isolated(term)}</summary>"
        f'<ul class="lines"><li class="note">{heading}</li>{items}</ul></details>'
    )


def _line(one: UseLine, shown: Sequence[Shown]) -> str:
    """Return a use in context, with a link to its place in the document."""
    document = shown[one.document]
    place = document.points.setdefault(one.start, f"d{one.document}n{one.start}")
    return (
        f"<li><bdi>{escape(one.left)}<b>{escape(one.keyword)}</b>{escape(one.right)}</bdi> "
        f'<a href="#{place}">{isolated(document.heading)}</a></li>'
    )


def names(listed: Mapping[Key, Listed], shown: Sequence[Shown]) -> str:
    """Return a card for each label of named entities, with links to the mentions."""
    tables = [
        _name_table(kind, rows, shown) for kind, rows in _by_kind(listed) if kind.is_named_entity
    ]
    if not tables:
        return ""
    note = (
        "Surface forms of one entity are counted together. Open an entity for the documents that "
        "mention it; the number of documents links to the first mention."
    )
    return section(
        "entities", "Named entities", f'<div class="cards">{"".join(tables)}</div>', note
    )


def _by_kind(listed: Mapping[Key, Listed]) -> list[tuple[Kind, list[Listed]]]:
    by_label: dict[str, list[Listed]] = {}
    for (label, _), one in listed.items():
        by_label.setdefault(label, []).append(one)
    return [(kind, by_label[kind.label]) for kind in kinds_in_order(by_label)]


def _name_table(kind: Kind, rows: Sequence[Listed], shown: Sequence[Shown]) -> str:
    """Return the first entities, and the others in an element that opens."""
    lines = [_name_row(one, shown) for one in rows]
    # One or two more lines are not worth a click.
    n_first = 10 if len(lines) > 12 else len(lines)
    head = f"<thead>{head_cells('Name', 'Mentions', 'Documents')}</thead>"
    body = f'<table class="names">{head}<tbody>{"".join(lines[:n_first])}</tbody></table>'
    if lines[n_first:]:
        body += (
            f'<details class="more"><summary>{len(lines) - n_first:,} more</summary>'
            f'<table class="names"><tbody>{"".join(lines[n_first:])}</tbody></table></details>'
        )
    if rows[0].n_others:
        body += f'<p class="note">and {rows[0].n_others:,} more, not listed</p>'
    return _card(kind, rows, body)


def _card(kind: Kind, rows: Sequence[Listed], body: str) -> str:
    n_all = len(rows) + rows[0].n_others
    heading = f"<h3>{isolated(kind.many)} <small>{n_all:,}</small></h3>"
    return f'<section class="card {kind.css}">{heading}{body}</section>'


def _name_row(one: Listed, shown: Sequence[Shown]) -> str:
    entity = one.entity
    name = isolated(one_line(entity.name)) + _forms(entity)
    opened = f"<details><summary>{name}</summary>{_mentioned_in(one, shown)}</details>"
    label = attribute(f"{entity.documents:,}: first mention of {entity.name}")
    n_documents = _first_link(one, f"{entity.documents:,}", shown, label)
    return f"<tr><td>{opened}</td><td>{entity.mentions:,}</td><td>{n_documents}</td></tr>"


def _forms(entity: Entity) -> str:
    """Return the surface forms, if they differ from the name."""
    forms = list(entity.surface_forms.items())
    if [form for form, _ in forms] == [entity.name]:
        return ""
    said = [f"{isolated(one_line(form))} {count:,}" for form, count in forms[:8]]
    if len(forms) > 8:
        said.append(f"{len(forms) - 8:,} more")
    return f" <small>{', '.join(said)}</small>"


def _mentioned_in(one: Listed, shown: Sequence[Shown]) -> str:
    """Return the documents that mention an entity, each with a link to the first mention."""
    items = []
    for number, count in one.documents[:8]:
        if number >= len(shown):
            break
        document = shown[number]
        link = _link(one, number, isolated(document.heading), shown)
        day = f"{document.date} " if document.date else ""
        times = f" ×{count:,}" if count > 1 else ""
        items.append(f"<li>{day}{link}{times}{_first_use(one, document)}</li>")
    n_more = len(one.documents) - len(items)
    if n_more:
        items.append(f"<li>{plural(n_more, 'more document' if items else 'document')}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _first_use(one: Listed, document: Shown) -> str:
    """Return the first mention in a document in context, if it is in the part that is shown."""
    anchor = one.anchor(document.number)
    start = next((at for at, name in document.anchors.items() if name == anchor), -1)
    end = next((mark[1] for mark in document.marks if mark[0] == start), None)
    if end is None:
        return ""
    line = UseLine(document.number, document.text, start, end)
    return (
        f'<span class="use">{escape(line.left)}<b>{escape(line.keyword)}</b>'
        f"{escape(line.right)}</span>"
    )


def _first_link(one: Listed, text: str, shown: Sequence[Shown], label: str = "") -> str:
    return _link(one, one.documents[0][0], text, shown, label) if one.documents else text


def _link(one: Listed, number: int, text: str, shown: Sequence[Shown], label: str = "") -> str:
    """Return a link to the first mention in a document, or to the document if that is not shown.

    The label is what is read aloud, if the text says little.
    """
    if number >= len(shown):
        return text
    anchor = one.anchor(number)
    target = anchor if anchor in shown[number].anchors.values() else f"d{number}"
    said = f' aria-label="{label}"' if label else ""
    return f'<a href="#{target}"{said}>{text}</a>'


def figures(listed: Mapping[Key, Listed], shown: Sequence[Shown]) -> str:
    """Return a card for each label of dates, figures and addresses."""
    lists = [
        _figure_list(kind, rows, shown)
        for kind, rows in _by_kind(listed)
        if not kind.is_named_entity
    ]
    if not lists:
        return ""
    body = f'<div class="cards small">{"".join(lists)}</div>'
    return section("figures", "Dates, figures and addresses", body)


def _figure_list(kind: Kind, rows: Sequence[Listed], shown: Sequence[Shown]) -> str:
    items = [_figure(one, shown) for one in rows[:12]]
    n_more = len(rows[12:]) + rows[0].n_others
    if n_more:
        items.append(f'<li class="note">{n_more:,} more</li>')
    return _card(kind, rows, f'<ul class="chips">{"".join(items)}</ul>')


def _figure(one: Listed, shown: Sequence[Shown]) -> str:
    entity = one.entity
    # "£12m" says more to a reader than its normal form, which is shown on hover; "last year" less.
    written = known_day(entity) or one_line(next(iter(entity.surface_forms), entity.name))
    link = _first_link(one, isolated(written), shown)
    forms = ", ".join(list(entity.surface_forms)[:8])
    said = attribute(f"{entity.name} · {forms} · {plural(entity.documents, 'document')}")
    times = f" <b>{entity.mentions:,}</b>" if entity.mentions > 1 else ""
    return f'<li title="{said}">{link}{times}</li>'


# Timeline

# Heights are in pixels, widths are shares of the page, so that letters keep their size.
_TOP, _BOTTOM, _HEIGHT = 22, 150, 190


def time_line(dates: Dates | None, shown: Sequence[Shown]) -> str:
    """Return the chart of documents by date, if there are at least two bars, and what it lacks."""
    if dates is None:
        return ""
    notes = dates.notes()
    bins = Bins(dates) if dates.known else None
    if bins is None or len(bins.documents) < 2:
        # A date that could not be read is worth a section; a missing one is not.
        is_unread = dates.undated["missing"] + len(dates.known) < dates.n_documents
        return section("time", "Timeline", "", " ".join(notes)) if is_unread else ""
    unit = bins.unit.name
    if bins.n_coarse:
        notes.append(f"The dates of {bins.n_coarse:,} do not tell the {unit}.")
    note = " ".join([f"Documents by {unit}; each bar links to its first document.", *notes])
    return section("time", "Timeline", _chart(bins, shown) + _time_table(bins), note)


def _time_table(bins: Bins) -> str:
    rows = "".join(
        f'<tr><th scope="row">{bins.name(bin_number)}</th><td>{len(numbers):,}</td></tr>'
        for bin_number, numbers in bins.documents.items()
    )
    head = head_cells(bins.unit.name.capitalize(), "Documents")
    return (
        '<details class="more"><summary>Show as a table</summary>'
        f'<table class="narrow"><thead>{head}</thead><tbody>{rows}</tbody></table></details>'
    )


def _chart(bins: Bins, shown: Sequence[Shown]) -> str:
    bars = []
    for bin_number, numbers in bins.documents.items():
        bar = _bar(bins, bin_number)
        is_shown = numbers[0] < len(shown)
        bars.append(f'<a href="#d{numbers[0]}">{bar}</a>' if is_shown else bar)
    if not _shows_values(bins):
        most = plural(bins.greatest, "document")
        bars.append(_rule("grid", _TOP) + f'<text class="scale" x="0" y="{_TOP - 6}">{most}</text>')
    labels = "".join(_axis_labels(bins))
    return (
        f'<svg class="chart" width="100%" height="{_HEIGHT}" role="group" '
        f'aria-label="Documents by {bins.unit.name}">'
        f"{''.join(bars)}{_rule('axis', _BOTTOM)}{labels}</svg>"
    )


def _shows_values(bins: Bins) -> bool:
    """Return whether there is room for a number above each bar."""
    return bins.last - bins.first < 31 and bins.greatest < 100


def _rule(name: str, height: int) -> str:
    return f'<line class="{name}" x1="0" x2="100%" y1="{height}" y2="{height}"/>'


def _bar(bins: Bins, bin_number: int) -> str:
    count = len(bins.documents[bin_number])
    width = 100 / (bins.last - bins.first + 1)
    left = width * (bin_number - bins.first)
    top = _BOTTOM - (_BOTTOM - _TOP) * count / bins.greatest
    says = f"{bins.name(bin_number)}: {plural(count, 'document')}"
    bar = (
        f'<rect x="{left + 0.09 * width:.3f}%" y="{top:.1f}" width="{0.82 * width:.3f}%" '
        f'height="{_BOTTOM - top:.1f}"><title>{says}</title></rect>'
    )
    if _shows_values(bins):
        bar += f'<text x="{left + width / 2:.3f}%" y="{top - 5:.1f}">{count}</text>'
    return bar


def _axis_labels(bins: Bins) -> Iterator[str]:
    """Yield the labels below the bars: at most 16, half of them on a narrow screen."""
    n_bins = bins.last - bins.first + 1
    steps = bins.unit.steps
    step = next((step for step in steps if n_bins <= 16 * step), steps[-1])
    # Months and years are labelled at round numbers, days from the first.
    origin = bins.first if bins.unit.name == "day" else 0
    labelled = [at for at in range(bins.first, bins.last + 1) if (at - origin) % step == 0]
    year = ""
    for bin_number in labelled:
        upper, _, lower = bins.name(bin_number).rpartition(" ")
        if not upper or step == 12:
            upper, lower = lower, ""
        x = f"{100 * (bin_number - bins.first + 0.5) / n_bins:.3f}%"
        optional = ' class="wide"' if (bin_number - origin) // step % 2 else ""
        yield f'<text x="{x}" y="{_BOTTOM + 17}"{optional}>{upper}</text>'
        if lower != year:
            year = lower
            yield f'<text class="year" x="{x}" y="{_BOTTOM + 33}">{lower}</text>'


# Texts

_SKIPPED = ' class="skipped" title="boilerplate: not counted"'


def documents(docs: Documents, shown: Sequence[Shown]) -> str:
    """Return the texts with their mentions marked."""
    if not shown:
        return section("documents", "Documents", "<p>There are no documents.</p>")
    note = ""
    if len(docs) > len(shown):
        note = f"The first {len(shown)} of {len(docs):,} are shown; all are counted."
    open_all = len(shown) <= 5
    articles = [_article(one, is_open=open_all or one is shown[0]) for one in shown]
    marked = {label for one in shown for _, _, label, _ in one.marks}
    return section("documents", "Documents", _legend(marked) + "".join(articles), note)


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


def _article(one: Shown, *, is_open: bool) -> str:
    facts = [fact for fact in one.facts if fact]
    if one.heading != one.name:
        facts.append(one.name)
    about = " · ".join(map(isolated, facts))
    if one.title is None and one.headline is None and one.text:
        about += f" {isolated(f'{one_line(one.text[:90])}…')}"
    lang = f'lang="{one.language}" dir="auto"'
    title = escape(one.heading) if one.headline is None else _marked(one, *one.headline)
    return (
        f'<details class="document" id="d{one.number}"{" open" if is_open else ""}>'
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
        said = f'class="{kind_of(label).css}" title="{attribute(f"{name} · {label}")}"'
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
    columns = counted.words.languages().to_dict()
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


def method(counted: Counted) -> str:
    """Return a note on how the counts were made."""
    words = counted.words.analyzer.stop_words
    left_out = "none"
    if words == "auto":
        left_out = _lists_of(counted)
    elif isinstance(words, str):
        left_out = f"the list for the language “{escape(words)}”"
    elif words:
        left_out = f"a list of {len(words):,}"
    return f"""<footer><h2>How it was counted</h2>
<p>Words are segmented by the rules of Unicode (UAX #29) and counted in lowercase.
Stop words: {left_out}. Entities are found by gazetteers, patterns and a trained recogniser.
Boilerplate lines, such as “Leave a Reply”, are shown in grey and not counted.
Check what matters in the texts themselves.</p>
<p>Made with lexicount {escape(_core.__version__)}.</p></footer>"""
