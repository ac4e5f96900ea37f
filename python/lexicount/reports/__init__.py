"""Reports: one HTML page about a collection of documents, what, who, where, when and how many.

The page is self-contained: it loads nothing. A script of its own searches and sorts; the page reads
without it. Every entity links to its mentions. The same documents give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from lexicount._arguments import checked_integer
from lexicount._files import check_target, write_text
from lexicount._format import one_line, plural
from lexicount.corpus.collection import documents as as_documents
from lexicount.entities.readings import unrecognized_note
from lexicount.reports import sections
from lexicount.reports.cells import Cells
from lexicount.reports.counting import Bins, count, dates_of, listed_entities
from lexicount.reports.coverage import coverage_section
from lexicount.reports.embedding import packed
from lexicount.reports.entries import Entries
from lexicount.reports.html import page
from lexicount.reports.incidents import ReportedIncidents, add_incidents
from lexicount.reports.model import Catalog
from lexicount.reports.names import add_names, figures, names
from lexicount.reports.terms import keywords
from lexicount.reports.timeline import time_line
from lexicount.reports.tolls import casualty_section

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import Any

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["render_report", "write_report"]


def write_report(documents: Texts, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write a report on documents as one HTML file.

    Parameters
    ----------
    documents : str, iterable of str, Series, array, frame or Documents
        As for :func:`render_report`.
    path : str or path
        The file to write; an existing file is replaced.
    **options
        Options of :func:`render_report`.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    FileError
        If the file cannot be written.
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid.

    Examples
    --------
    >>> import tempfile
    >>> import lexicount as lc
    >>> from lexicount.reports import write_report
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = write_report(lc.read("seeds/harbour-post"), folder.name + "/report.html", top=10)
    >>> path.name
    'report.html'
    >>> folder.cleanup()
    """
    check_target(path)
    write_text(path, render_report(documents, **options))
    return Path(path)


def render_report(
    documents: Texts,
    *,
    title: str | None = None,
    stop_words: str | Iterable[str] | None = "auto",
    top: int = 30,
    language: str | None = None,
    date: str | None = None,
    max_size: float = 3.0,
    threads: int | None = None,
    progress: Progress = None,
) -> str:
    """Return a report on documents as one HTML page.

    Boilerplate lines left over from web pages are shown but not counted. The page lists the
    languages of the documents with the sources that read them, and the files that were skipped.
    If the texts state numbers of victims, it has a section on :func:`lexicount.casualties`, by
    incident.

    Parameters
    ----------
    documents : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`. The metadata ``title`` and ``source`` are used if
        present.
    title : str, optional
        The heading of the page.
    stop_words : str or iterable of str, optional
        The stop words of the keywords: a language code, ``"auto"`` for the list of each document's
        language, or the words themselves; None for none.
    top : int
        The maximum number of keywords, phrases, and entities of each label.
    language : str, optional
        The language of all documents; see :func:`lexicount.count_entities`. By default the language
        of each document.
    date : str, optional
        The metadata column with the date of each document; by default ``date``, if there is one.
    max_size : float
        The maximum size of the page in megabytes. The page embeds the texts; if they do not fit,
        it has excerpts around the uses of terms and names, then smaller samples of uses. The
        tables are always whole.
    threads : int, optional
        The number of threads; the page does not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    str
        The page.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid.

    Examples
    --------
    >>> from lexicount.reports import render_report
    >>> page = render_report(["Fire in Moscow.", "Moscow mourns."], title="Two lines")
    >>> "<title>Two lines</title>" in page
    True
    """
    rendered, _ = page_and_note(
        documents,
        title=title,
        stop_words=stop_words,
        top=top,
        language=language,
        date=date,
        max_size=max_size,
        threads=threads,
        progress=progress,
    )
    return rendered


def page_and_note(documents: Texts, **options: Any) -> tuple[str, str | None]:
    """Return a report, and which documents were read without the recogniser, if there are any.

    The options and their defaults are those of :func:`render_report`.
    """
    chosen = {**(render_report.__kwdefaults__ or {}), **options}
    title, top = chosen.pop("title"), checked_integer("top", chosen.pop("top"), least=1)
    max_bytes = int(chosen.pop("max_size") * 1e6)
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
    heading = one_line(title) or (
        catalog[0].heading if len(docs) == 1 else f"Report on {plural(len(docs), 'document')}"
    )
    entries = Entries()
    add_names(listed, cells, entries)
    add_incidents(reported, cells, entries)
    parts = [
        sections.header(heading, docs, counted, dates),
        sections.glance(counted, dates, bins),
        keywords(counted, top, entries, threads=chosen["threads"]),
        names(listed, catalog),
        casualty_section(reported, catalog),
        figures(listed),
        time_line(dates, cells, catalog, entries),
        coverage_section(docs, counted.entities),
        sections.documents(catalog),
    ]
    without_data = page(heading, [*parts, sections.method(counted)], "")
    room = max_bytes - len(without_data.encode())
    data = packed(catalog, counted.words.sizes(), entries, room)
    rendered = page(heading, [*filter(None, parts), sections.method(counted)], data.data)
    return rendered, unrecognized_note(counted.entities)
