"""The section on casualties: incidents, their numbers over time, and figures in their sentences."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from lexicount._format import one_line, plural
from lexicount.reports.html import (
    attribute,
    escape,
    head_cells,
    isolated,
    opener,
    place_link,
    section,
)
from lexicount.reports.incidents import parts_of
from lexicount.reports.wording import day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lexicount.reports.incidents import Passage, ReportedIncident, ReportedIncidents, Row
    from lexicount.reports.model import Catalog

__all__ = ["casualty_section"]

#: The outcomes with a column in the list of incidents; the others are shown with the incident.
_MAIN = ("killed", "injured", "kidnapped", "detained")

#: How responsibility is known.
_RESPONSIBILITY = {
    "claimed": "claims it",
    "stated": "stated as a fact",
    "blamed": "blamed",
    "suspected": "suspected",
    "denied": "denies it",
}

#: What is said of a figure that is not the number of victims of a reported event.
_REMARKS = {
    "part": "part of another number",
    "addition": "more than another number",
    "repeat": "said before",
    "denied": "denied",
    "none": "no victims",
    "feared": "feared",
    "threatened": "threatened",
    "planned": "planned",
    "attempted": "attempted",
    "earlier event": "in an earlier event",
    "running total": "over a longer time",
}


#: What is marked in a sentence; where parts lie in each other, the first is shown.
_RANK = ("number", "trigger", "victims")


def casualty_section(reported: ReportedIncidents, catalog: Catalog) -> str:
    """Return the section on casualties; empty if there are no figures."""
    if not reported.n_figures:
        return ""
    body = _overview(reported) + _time_line(reported.listed) + _legend()
    many = len(reported.listed) > 3
    body += "".join(
        _incident(one, catalog, is_open=not many or place == 0)
        for place, one in enumerate(reported.listed)
    )
    if reported.loose:
        body += _loose(reported, catalog)
    return section("casualties", "Casualties", body, _note(reported))


def _note(reported: ReportedIncidents) -> str:
    notes = [
        "Numbers of victims that the texts state, by incident; over several reports, the best "
        "number is the newest of the best kind of source. Each number links to its sentence. "
        "No person has checked them."
    ]
    if reported.n_unread:
        notes.append(
            f"Only English is read: {plural(reported.n_unread, 'document')} in other languages "
            f"{'was' if reported.n_unread == 1 else 'were'} not."
        )
    n_more = reported.n_incidents - len(reported.listed)
    if n_more:
        notes.append(f"{plural(n_more, 'more incident')} with fewer dead, not listed.")
    return " ".join(notes)


# Incidents


def _overview(reported: ReportedIncidents) -> str:
    """Return the list of incidents as a table."""
    if not reported.listed:
        return ""
    outcomes = [name for name in _MAIN if any(name in one.outcomes() for one in reported.listed)]
    rows = "".join(_overview_row(one, outcomes) for one in reported.listed)
    head = head_cells("Incident", "Date", *map(str.capitalize, outcomes), "Perpetrator", "Reports")
    # A wide table scrolls in its own frame, which the keyboard must reach.
    return (
        '<div class="wide-table" tabindex="0" role="group" aria-label="List of incidents">'
        f'<table class="incidents"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'
    )


def _overview_row(one: ReportedIncident, outcomes: Sequence[str]) -> str:
    numbers = "".join(f"<td>{_total(one, outcome)}</td>" for outcome in outcomes)
    notes = ["earlier event, only mentioned"] if _is_earlier(one) else []
    notes += ["the country named most often"] if one.row["place_basis"] == "document" else []
    about = "".join(f"<small>{note}</small>" for note in notes)
    link = f'<a href="#i{one.number}">{isolated(one.title)}</a>'
    reports = opener(one.entry, plural(one.row["n_documents"], "report"))
    first = one.row["date_first"]
    day = "" if first is None else f' data-sort="{first}"'
    return (
        f'<tr data-row="{one.entry}"><th scope="row">{link} {about}</th>'
        f"<td{day}>{_date(one)}</td>{numbers}"
        f"<td>{_perpetrator(one)}</td><td>{reports}</td></tr>"
    )


def _is_earlier(one: ReportedIncident) -> bool:
    return bool(one.row["when"] == "earlier event")


def _date(one: ReportedIncident) -> str:
    row = one.row
    if row["date_first"] is None:
        return ""
    first, last = (dt.date.fromisoformat(row[name]) for name in ("date_first", "date_last"))
    if row["date_precision"] == "day" and first != last:
        return f"{day_text('day', first)} – {day_text('day', last)}"
    return day_text(row["date_precision"], first)


def _perpetrator(one: ReportedIncident) -> str:
    row = one.row
    if row["perpetrator"] is None:
        return ""
    said = _RESPONSIBILITY[row["responsibility"]]
    if row["responsibility_by"] is not None:
        said += f" by {one_line(row['responsibility_by'])}"
    return f"{isolated(one_line(row['perpetrator']))} <small>{isolated(said)}</small>"


def _total(one: ReportedIncident, outcome: str) -> str:
    """Return the best number of an outcome, and the range of what the reports state."""
    low, best, high = one.bounds(outcome)
    bound = "best" if best is not None else "low" if low is not None else "high"
    number = one.row[f"{outcome}_{bound}"]
    if number is None:
        return ""
    text = _number(one.revision_of(outcome, bound), number, outcome)
    ranges = low is not None and high is not None and low < high
    return f"{text} <small>{_bounds_text(low, high)}</small>" if ranges else text


def _number(revision: Row | None, number: int, outcome: str) -> str:
    """Return a number with a link to its sentence, and whether it has only one bound."""
    text = f"{number:,}"
    if revision is None:
        return text
    link = (
        f'<a href="#f{revision["figure"]}" aria-label="{text} {outcome}, in its sentence">'
        f"{text}</a>"
    )
    one_sided = {"high": "at least", "low": "at most"}
    said = next((said for bound, said in one_sided.items() if revision[bound] is None), None)
    return f"<small>{said}</small> {link}" if said else link


def _bounds_text(low: int | None, high: int | None) -> str:
    if low is None:
        return "" if high is None else f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _incident(one: ReportedIncident, catalog: Catalog, *, is_open: bool) -> str:
    facts = [_date(one), _perpetrator(one), plural(one.row["n_documents"], "document")]
    about = " · ".join(fact for fact in facts if fact)
    body = _basis(one) + _numbers(one)
    if one.is_revised():
        body += _revisions(one, catalog)
    body += f"<h4>In the words of the reports</h4>{_passages(one.passages, catalog, one.n_more)}"
    return (
        f'<details class="document incident" id="i{one.number}"{" open" if is_open else ""}>'
        f'<summary><h3 dir="auto">{escape(one.title)}</h3><span class="facts">{about}</span>'
        f"</summary><div>{body}</div></details>"
    )


def _basis(one: ReportedIncident) -> str:
    """Return what else is known of an incident, and what place and date rest on."""
    row = one.row
    facts = [
        f"{name}: {isolated(one_line(row[column]))}"
        for name, column in (("Weapon", "weapon"), ("Target", "target"))
        if row[column] is not None
    ]
    if row["other_actors"]:
        others = ", ".join(map(one_line, row["other_actors"]))
        facts.append(f"Also said to have done it, or denying it: {isolated(others)}")
    if _is_earlier(one):
        facts.append("The reports mention it as an earlier event")
    if row["place_basis"] == "document":
        facts.append("Place: the country that the document names most often")
    if row["date_basis"] == "document":
        facts.append("Date: that of the document")
    n_reports = row["n_reports"]
    if n_reports < row["n_documents"]:
        facts.append(f"{plural(n_reports, 'report')} without near-duplicates")
    return f'<p class="note">{". ".join(facts)}.</p>' if facts else ""


def _numbers(one: ReportedIncident) -> str:
    """Return the lowest, best and highest number of each outcome."""
    rows = []
    for outcome in one.outcomes():
        cells = "".join(
            "<td></td>"
            if number is None
            else f"<td>{_number(one.revision_of(outcome, bound), number, outcome)}</td>"
            for bound, number in zip(("low", "best", "high"), one.bounds(outcome), strict=True)
        )
        rows.append(f'<tr><th scope="row">{outcome.capitalize()}</th>{cells}</tr>')
    if not rows:
        return '<p class="note">The reports state no number for it.</p>'
    head = head_cells("Outcome", "Lowest", "Best", "Highest")
    return f'<table class="narrow"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def _revisions(one: ReportedIncident, catalog: Catalog) -> str:
    """Return what each report says, in order of outcome and date."""
    rows = []
    for row in one.revisions:
        known = [row[bound] for bound in ("best", "low", "high") if row[bound] is not None]
        number = _number(row, known[0], row["outcome"]) if known else ""
        if row["low"] is not None and row["high"] is not None and row["low"] < row["high"]:
            number += f" <small>{_bounds_text(row['low'], row['high'])}</small>"
        source = isolated(one_line(row["source_text"])) if row["source_text"] else ""
        date = day_text("day", dt.date.fromisoformat(row["report"])) if row["report"] else ""
        rows.append(
            f'<tr><th scope="row">{row["outcome"].capitalize()}</th><td>{date}</td>'
            f"<td>{number}</td><td>{source}</td>"
            f"<td>{_document_link(catalog, row['document'])}</td></tr>"
        )
    head = head_cells("Outcome", "Report of", "Number", "Source", "Document")
    n_more = one.n_revisions - len(one.revisions)
    more = f'<p class="note">{n_more:,} more, not listed</p>' if n_more else ""
    return (
        "<h4>What each report says</h4>"
        '<div class="wide-table" tabindex="0" role="group" aria-label="What each report says">'
        f'<table class="revisions"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
        f"</div>{more}"
    )


def _document_link(catalog: Catalog, number: int, span: tuple[int, int] = (0, 0)) -> str:
    """Return a link to a document, or to the place of a figure in it."""
    return place_link(catalog, number, isolated(catalog[number].heading), span)


# Sentences


def _loose(reported: ReportedIncidents, catalog: Catalog) -> str:
    heading = "Figures over a longer time, or without an incident"
    return (
        f'<details class="document incident" id="figures-without-incident"><summary><h3>{heading}'
        f"</h3></summary><div>{_passages(reported.loose, catalog, reported.n_more)}</div></details>"
    )


def _legend() -> str:
    names = (("number", "number"), ("victims", "victims"), ("trigger", "what happened"))
    marks = "".join(f'<mark class="{css}">{name}</mark> ' for css, name in names)
    return f'<p class="legend">In the sentences below are marked: {marks}</p>'


def _passages(passages: Sequence[Passage], catalog: Catalog, n_more: int) -> str:
    items = [_passage(one, catalog) for one in passages]
    if n_more:
        items.append(f'<li class="note">{plural(n_more, "more sentence")}, not shown</li>')
    return f'<ul class="passages">{"".join(items)}</ul>'


def _passage(one: Passage, catalog: Catalog) -> str:
    readings = "; ".join(map(_reading, one.figures))
    first = one.figures[0]
    link = _document_link(catalog, one.document, (first["start"], first["end"]))
    date = catalog[one.document].date
    about = " · ".join(part for part in (link, date) if part)
    facts = f'<p class="facts">{readings}</p><p class="facts">{about}</p>'
    return f'<li><p dir="auto">{_marked_text(one)}</p>{facts}</li>'


def _reading(figure: Row) -> str:
    """Return how a figure is read: "killed at least 14 (part of another number; denied)"."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    number = _bounds_text(low, high)
    if best is not None and best not in (low, high):
        number = f"{best:,} ({number})"
    remarks = [
        _REMARKS[figure[name]]
        for name in ("relation", "status", "when")
        if figure[name] in _REMARKS
    ]
    if figure["source"] is not None:
        said = "claimed" if figure["manner"] == "claimed" else "said"
        remarks.append(f"{said} by {isolated(one_line(figure['source']))}")
    notes = f" ({'; '.join(remarks)})" if remarks else ""
    return f"{figure['outcome']}: {number}{notes}"


def _marked_text(one: Passage) -> str:
    """Return a passage with its numbers, victims and triggers marked.

    Parts may lie in each other: each stretch of text has the mark of the first kind that covers it.
    """
    spans = [(*span, name) for figure in one.figures for name, span in parts_of(figure)]
    cuts = {one.start, one.end}.union(*((start, end) for start, end, _ in spans))
    inside = sorted(cut for cut in cuts if one.start <= cut <= one.end)
    ids: dict[int, list[int]] = {}
    for figure in one.figures:
        ids.setdefault(figure["start"], []).append(figure["figure"])
    parts = ["…" if one.is_cut_before else ""]
    for begin, stop in pairwise(inside):
        text = escape(one.text[begin:stop])
        names = [name for start, end, name in spans if start <= begin and stop <= end]
        if names:
            first, *others = ids.pop(begin, [None])
            anchors = "".join(f'<span id="f{figure}"></span>' for figure in others)
            own = "" if first is None else f' id="f{first}"'
            text = f'{anchors}<mark{own} class="{min(names, key=_RANK.index)}">{text}</mark>'
        parts.append(text)
    parts.append("…" if one.is_cut_after else "")
    return "".join(parts)


# Time line

# Heights and radii are in pixels, places are shares of the width.
_AXIS, _BOTTOM, _LANE = 18, 22, 26


def _time_line(listed: Sequence[ReportedIncident]) -> str:
    """Return the chart of incidents by date, if at least two have one."""
    dated = sorted(
        (one for one in listed if one.row["date_first"] is not None),
        key=lambda one: (one.row["date_first"], one.number),
    )
    days = [_days(one) for one in dated]
    first, last = min((a for a, _ in days), default=0), max((b for _, b in days), default=0)
    if len(dated) < 2 or first == last:
        return ""
    scale = 96 / (last - first)
    placed = [(2 + scale * (a - first), 2 + scale * (b - first)) for a, b in days]
    lanes = _lanes(placed)
    height = _LANE * (max(lanes) + 1) + _AXIS + _BOTTOM
    axis = height - _BOTTOM
    dots = "".join(
        _dot(one, place, axis - _AXIS - _LANE * lane)
        for one, place, lane in zip(dated, placed, lanes, strict=True)
    )
    note = (
        "Incidents by date. Larger dots: more dead; empty dots: earlier events; lines: the day is "
        "not known."
    )
    labels = "".join(_year_labels(first, last, scale, axis))
    return (
        f'<p class="note">{note}</p><svg class="chart" width="100%" height="{height}" role="group" '
        f'aria-label="Incidents by date"><line class="axis" x1="0" x2="100%" y1="{axis}" '
        f'y2="{axis}"/>{labels}{dots}</svg>'
    )


def _days(one: ReportedIncident) -> tuple[int, int]:
    first, last = (dt.date.fromisoformat(one.row[name]) for name in ("date_first", "date_last"))
    return first.toordinal(), last.toordinal()


def _lanes(placed: Sequence[tuple[float, float]]) -> list[int]:
    """Return a lane for each incident, so that those close to each other do not overlap."""
    ends: list[float] = []
    lanes = []
    for left, right in placed:
        lane = next((lane for lane, end in enumerate(ends) if left - end > 3), len(ends))
        ends[lane : lane + 1] = [right]
        lanes.append(lane)
    return lanes


def _dot(one: ReportedIncident, place: tuple[float, float], height: int) -> str:
    left, right = place
    dead = next((number for number in one.bounds("killed")[1::-1] if number is not None), 0)
    radius = min(4 + len(str(dead)) * 1.6 if dead else 4, 12)
    killed = f", {dead:,} killed" if dead else ""
    says = attribute(f"{_date(one)}: {one.title}{killed}")
    line = (
        f'<line class="span" x1="{left:.2f}%" x2="{right:.2f}%" y1="{height}" y2="{height}"/>'
        if right > left
        else ""
    )
    css = ' class="earlier"' if _is_earlier(one) else ""
    return (
        f'<a href="#i{one.number}" aria-label="{says}">{line}<circle{css} '
        f'cx="{(left + right) / 2:.2f}%" cy="{height}" r="{radius:.1f}"><title>{says}</title>'
        "</circle></a>"
    )


def _year_labels(first: int, last: int, scale: float, axis: int) -> Iterator[str]:
    """Yield the first and the last day below the axis, and years between them if there is room."""
    for day, anchor, x in ((first, "start", 0.0), (last, "end", 100.0)):
        text = day_text("day", dt.date.fromordinal(day))
        yield (f'<text x="{x:.0f}%" y="{axis + 16}" style="text-anchor:{anchor}">{text}</text>')
    years = range(dt.date.fromordinal(first).year + 1, dt.date.fromordinal(last).year + 1)
    step = 1 + len(years) // 8
    for year in years[::step]:
        x = 2 + scale * (dt.date(year, 1, 1).toordinal() - first)
        if 20 < x < 80:
            yield (
                f'<line class="grid" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{axis}"/>'
                f'<text class="wide" x="{x:.2f}%" y="{axis + 16}">{year}</text>'
            )
