"""One page on a folder of documents: what it is about, who and where, since when.

The page is a single HTML file that needs nothing else: no script, font or picture from elsewhere.
Every name leads to the words it was counted from. The same documents give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from lexicount._format import one_line, plural
from lexicount.corpus.collection import documents as as_documents
from lexicount.exceptions import ConfigError, ReadError
from lexicount.reports import sections
from lexicount.reports.counting import count, dates_of, listed_entities
from lexicount.reports.html import page
from lexicount.reports.model import shown_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["render_report", "write_report"]


def write_report(
    documents: Texts,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    stop_words: str | Iterable[str] | None = "en",
    top: int = 30,
    threads: int | None = None,
    progress: Progress = None,
) -> Path:
    """Write a report on documents as one HTML file.

    Parameters
    ----------
    documents : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`. The metadata ``title``, ``date`` and ``source`` are used
        where they are there.
    path : str or path
        The file to write; one that is there is replaced.
    title : str, optional
        The heading of the page.
    stop_words : str or iterable of str, optional
        A language's code, or the words themselves, to leave out of the keywords; None for none.
    top : int
        At most so many keywords, phrases, and names of each kind.
    threads : int, optional
        How many threads to use; the page is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ReadError
        Where the file cannot be written.
    ConfigError
        Where an option makes no sense.

    Examples
    --------
    >>> import tempfile
    >>> import lexicount as lc
    >>> from lexicount.reports import write_report
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = write_report(lc.read("seeds/harbour-post"), folder.name + "/report.html")
    >>> path.name
    'report.html'
    >>> folder.cleanup()
    """
    path = Path(path)
    # Long work whose result has no place to go is told of before it begins.
    if not path.parent.is_dir():
        raise ReadError(f"{path}: there is no folder {str(path.parent)!r} to write it in")
    page = render_report(
        documents, title=title, stop_words=stop_words, top=top, threads=threads, progress=progress
    )
    try:
        path.write_bytes(page.encode())
    except OSError as error:
        raise ReadError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def render_report(
    documents: Texts,
    *,
    title: str | None = None,
    stop_words: str | Iterable[str] | None = "en",
    top: int = 30,
    threads: int | None = None,
    progress: Progress = None,
) -> str:
    """Return a report on documents as one HTML page.

    Boilerplate of web pages is shown, but not counted.

    Parameters
    ----------
    documents, title, stop_words, top, threads, progress
        As for :func:`write_report`.

    Returns
    -------
    str
        The page. Texts are shown of the first 200 documents, of each the first 20,000 characters.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where an option makes no sense.

    Examples
    --------
    >>> from lexicount.reports import render_report
    >>> page = render_report(["Fire in Moscow.", "Moscow mourns."], title="Two lines")
    >>> "<title>Two lines</title>" in page
    True
    """
    if top < 1:
        raise ConfigError(f"top={top}: use a number of at least 1")
    docs = as_documents(documents).without_boilerplate()
    counted = count(docs, stop_words=stop_words, threads=threads, progress=progress)
    listed = listed_entities(counted, top)
    shown = shown_documents(docs, counted.entities, listed)
    dates = dates_of(docs)
    heading = one_line(title) or (
        shown[0].heading if len(docs) == 1 else f"Report on {plural(len(docs), 'document')}"
    )
    parts = [
        sections.header(heading, docs, counted, dates),
        sections.glance(counted, dates),
        sections.keywords(counted, top),
        sections.names(listed, shown),
        sections.figures(listed, shown),
        sections.time_line(dates, shown),
        sections.documents(docs, shown),
        sections.method(counted),
    ]
    return page(heading, [part for part in parts if part])
