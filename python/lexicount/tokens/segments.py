"""Segmentation into sentences and grapheme clusters."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
from lexicount.corpus.collection import check_text, documents
from lexicount.tokens.words import Segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["graphemes", "sentences"]


if TYPE_CHECKING:

    @overload
    def sentences(
        texts: str,
        *,
        rules: str = "news",
        language: str = "auto",
        threads: int | None = None,
        progress: Progress = None,
    ) -> list[str]: ...
    @overload
    def sentences(
        texts: Texts,
        *,
        rules: str = "news",
        language: str = "auto",
        threads: int | None = None,
        progress: Progress = None,
    ) -> Segments: ...


def sentences(
    texts: Texts,
    *,
    rules: str = "news",
    language: str = "auto",
    threads: int | None = None,
    progress: Progress = None,
) -> list[str] | Segments:
    """Split text into sentences.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    rules : {"news", "unicode"}
        ``"unicode"`` follows UAX #29 exactly. ``"news"`` also handles abbreviations, initials,
        quotations, lists, headings and wrapped lines of news.
    language : str
        The language of the texts, by code or English name, whose abbreviations do not end a
        sentence; see :func:`languages`. By default that of each document, found when a full stop
        depends on it; if it is unknown, that is English. A language without abbreviations has only
        those that all languages share.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    list of str or Segments
        A list of sentences, without surrounding white space, for a ``str``; otherwise a lazy
        sequence with one such list per document.

    Raises
    ------
    InputError
        If an item is not text, or if one ``str`` is like a path; see :func:`lexicount.documents`.
    ConfigError
        If `rules` or `language` is unknown, or if `threads` is out of range.

    Notes
    -----
    Linear in the length of the text. Source: Unicode Standard Annex #29, Unicode Text
    Segmentation, rules SB1 to SB998. ``docs/sentences.md`` describes the rules for news and
    their accuracy.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.sentences("Gen. A. Rell left the U.S. on Friday. It rained.")
    ['Gen. A. Rell left the U.S. on Friday.', 'It rained.']
    >>> lc.sentences(["Né à Kaboul. Où ?"]).offsets(0)
    [(0, 12), (13, 17)]
    >>> lc.sentences("Die Brücke kostete ca. 3 Mio. Euro. Sie ist neu.", language="de")
    ['Die Brücke kostete ca. 3 Mio. Euro.', 'Sie ist neu.']
    """
    if isinstance(texts, str):
        check_text(texts)
        return _core.sentences_of_text(texts, rules=rules, language=language)
    docs = documents(texts)
    run = run_options(threads, progress)
    core = _core.Tokens.sentences(docs._core, rules=rules, language=language, run=run)
    return Segments(docs, core)


if TYPE_CHECKING:

    @overload
    def graphemes(
        texts: str, *, threads: int | None = None, progress: Progress = None
    ) -> list[str]: ...
    @overload
    def graphemes(
        texts: Texts, *, threads: int | None = None, progress: Progress = None
    ) -> Segments: ...


def graphemes(
    texts: Texts, *, threads: int | None = None, progress: Progress = None
) -> list[str] | Segments:
    """Split text into user-perceived characters: extended grapheme clusters.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    list of str or Segments
        A list of clusters, including white space, for a ``str``; otherwise a lazy sequence with
        one such list per document.

    Raises
    ------
    InputError
        If an item is not text, or if one ``str`` is like a path; see :func:`lexicount.documents`.
    ConfigError
        If `threads` is out of range.

    Notes
    -----
    Linear in the length of the text. Source: Unicode Standard Annex #29, rules GB1 to GB999; the
    tables are those of Unicode 17.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.graphemes("née 👩‍👩‍👧")
    ['n', 'é', 'e', ' ', '👩\u200d👩\u200d👧']
    """
    if isinstance(texts, str):
        check_text(texts)
        return _core.graphemes_of_text(texts)
    docs = documents(texts)
    core = _core.Tokens.graphemes(docs._core, run=run_options(threads, progress))
    return Segments(docs, core)
