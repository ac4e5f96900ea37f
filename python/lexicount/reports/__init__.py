"""Reports: one HTML page about a collection of documents, what, who, where, when and how many.

The page is self-contained: it loads nothing. Every number opens on the words that it was counted
from. The same documents give the same bytes.
"""

from __future__ import annotations

from lexicount._files import check_target, write_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["page_and_note", "render_report", "report"]


def report(
    documents: Texts,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    stop_words: str | Iterable[str] | None = "auto",
    top: int = 30,
    language: str | None = None,
    date: str | None = None,
    max_size: float = 3.0,
    threads: int | None = None,
    progress: Progress = None,
) -> Path:
    """Write a page on documents: what they are about, who, where, when and how many.

    A click on a term, a name, a figure or a bar opens its lines in the texts. Counts follow a
    selection by source, language and dates. Boilerplate lines left over from web pages are shown
    but not counted. If the texts state numbers of victims, there is a section on
    :func:`casualties`, by incident.

    Parameters
    ----------
    documents : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`. The metadata ``title`` and ``source`` are used if
        present.
    path : str or path
        The file to write; an existing file is replaced.
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
    pathlib.Path
        The file: one HTML page, which needs no other file and no network.

    Raises
    ------
    FileError
        If the file cannot be written.
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid.

    Notes
    -----
    Linear in the length of the texts: about the cost of :func:`count_entities`, and a second for
    every 10 MB of text on a page.

    Examples
    --------
    >>> import tempfile
    >>> import lexicount as lc
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = lc.report(lc.read("seeds/harbour-post"), folder.name + "/report.html", top=10)
    >>> path.name
    'report.html'
    >>> folder.cleanup()
    """
    from pathlib import Path

    check_target(path)
    page = render_report(
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
    write_text(path, page)
    return Path(path)


def render_report(documents: Texts, **options: Any) -> str:
    """Return the page that :func:`report` writes, with its options.

    Examples
    --------
    >>> from lexicount.reports import render_report
    >>> page = render_report(["Fire in Moscow.", "Moscow mourns."], title="Two lines")
    >>> "<title>Two lines</title>" in page
    True
    """
    return page_and_note(documents, **options)[0]


def page_and_note(documents: Texts, **options: Any) -> tuple[str, str | None]:
    """Return a page, and which documents were read without the recogniser, if there are any.

    The options and their defaults are those of :func:`report`.
    """
    # The modules of the page are not needed to import the package.
    from lexicount.reports.building import built_page

    return built_page(documents, {**(report.__kwdefaults__ or {}), **options})
