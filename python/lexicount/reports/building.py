"""The page of a report, put together from its sections."""

from __future__ import annotations

from lexicount._arguments import checked_integer
from lexicount._format import one_line, plural
from lexicount.corpus.collection import documents as as_documents
from lexicount.entities.readings import unrecognized_note
from lexicount.exceptions import ConfigError
from lexicount.reports import sections
from lexicount.reports.cells import Cells
from lexicount.reports.counting import count, listed_entities
from lexicount.reports.coverage import coverage_section
from lexicount.reports.dates import Bins, dates_of
from lexicount.reports.embedding import packed
from lexicount.reports.entries import Entries
from lexicount.reports.html import page
from lexicount.reports.incidents import ReportedIncidents, add_incidents
from lexicount.reports.model import Catalog, kind_of
from lexicount.reports.names import add_names, figures, names
from lexicount.reports.overtime import over_time
from lexicount.reports.relations import network, places
from lexicount.reports.terms import TermEntries, keywords, sources
from lexicount.reports.timeline import time_line
from lexicount.reports.tolls import casualty_section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from lexicount.corpus.collection import Documents, Texts
    from lexicount.reports.counting import Key, Listed

__all__ = ["built_page"]


def built_page(documents: Texts, chosen: dict[str, Any]) -> tuple[str, str | None]:
    """Return a page, and which documents were read without the recogniser, if there are any."""
    options = {name: chosen[name] for name in ("top", "language", "date", "max_size")}
    title, top = chosen.pop("title"), checked_integer("top", chosen.pop("top"), least=1)
    options["top"] = "all" if top >= _ALL else top
    max_bytes = _checked_size(chosen.pop("max_size"))
    docs = as_documents(documents).without_boilerplate()
    if chosen["date"] is None and "date" in docs.metadata:
        chosen["date"] = "date"
    dates = dates_of(docs, chosen["date"])
    bins = Bins(dates) if dates is not None and dates.known else None
    cells = Cells(docs, bins)
    # The other options are about counting.
    counted = count(docs, cells, **chosen)
    listed = listed_entities(counted, top)
    reported = ReportedIncidents(docs, counted.incidents, top)
    catalog = Catalog(docs, counted.entities, listed, dates, cells)
    heading = one_line(title) or _heading(docs, catalog)
    entries = Entries()
    threads = chosen["threads"]
    add_names(listed, cells, entries)
    add_incidents(reported, cells, entries)
    terms = TermEntries(counted, entries, threads)
    sizes = counted.words.sizes()
    about = keywords(counted, docs, top, terms)
    together = network(counted, listed, cells, entries, threads=threads)
    leading = [entries.all[number].name for number in terms.leading[:_MOST_LEADING]]
    charts = over_time(_followed(terms, listed), cells, sizes, entries)
    parts = [
        sections.header(heading, docs, counted, dates),
        sections.glance(leading, counted, dates, bins),
        about,
        names(listed, catalog, together + places(counted, listed)),
        casualty_section(reported, catalog),
        figures(listed),
        time_line(dates, cells, catalog, entries, charts),
        sources(counted, docs, terms),
        coverage_section(docs, counted.entities, dates),
        sections.documents(catalog),
    ]
    method = sections.method(counted, options)
    shown = [*filter(None, parts), method]
    room = max_bytes - len(page(heading, shown, "").encode())
    data = packed(catalog, sizes, entries, room)
    return page(heading, shown, data.data), unrecognized_note(counted.entities)


#: As many terms as this are all that anybody looks at.
_ALL = 10_000
#: The terms at the head of the page.
_MOST_LEADING = 8
#: The terms, and the names, that have a chart over time.
_MOST_CHARTS = 9


def _heading(docs: Documents, catalog: Catalog) -> str:
    """Return the heading of a page without a title: that of the only document, or their number."""
    return catalog[0].heading if len(docs) == 1 else f"Report on {plural(len(docs), 'document')}"


def _followed(terms: TermEntries, listed: Mapping[Key, Listed]) -> list[tuple[str, list[int]]]:
    """Return the entries with a chart over time, by heading: the first terms and names."""
    own = [one for one in listed.values() if kind_of(one.entity.label).is_named_entity]
    own.sort(key=lambda one: (-one.entity.mentions, one.entity.name))
    named = [one.entry for one in own[:_MOST_CHARTS]]
    return [("Terms", terms.leading[:_MOST_CHARTS]), ("Names", named)]


def _checked_size(megabytes: float) -> int:
    """Return a size in bytes."""
    if not 0 < megabytes < 1e6:
        raise ConfigError(f"max_size={megabytes}: give the megabytes of the page, such as 3")
    return int(megabytes * 1e6)
