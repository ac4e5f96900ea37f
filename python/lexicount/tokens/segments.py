"""Sentences, and characters as people see them."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.tokens.words import Segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, overload

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts

__all__ = ["graphemes", "sentences"]


if TYPE_CHECKING:

    @overload
    def sentences(
        texts: str,
        *,
        rules: Literal["news", "unicode"] = "news",
        threads: int | None = None,
        progress: Progress = None,
    ) -> list[str]: ...
    @overload
    def sentences(
        texts: Texts,
        *,
        rules: Literal["news", "unicode"] = "news",
        threads: int | None = None,
        progress: Progress = None,
    ) -> Segments: ...


def sentences(
    texts: Texts,
    *,
    rules: Literal["news", "unicode"] = "news",
    threads: int | None = None,
    progress: Progress = None,
) -> list[str] | Segments:
    """Cut text into sentences.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    rules : {"news", "unicode"}
        ``"unicode"`` is UAX #29 to the letter. ``"news"`` knows abbreviations, initials,
        quotations, lists, headings and wrapped lines as English news has them.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    list of str or Segments
        The sentences without the white space around them, for one ``str``; else a lazy sequence
        with a list of sentences for each document.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where there are no such rules, or the number of threads is out of range.

    Notes
    -----
    Linear in the length of the text. Source: Unicode Standard Annex #29, Unicode Text
    Segmentation, rules SB1 to SB998; what the rules for news add, and how well they do, is told in
    ``docs/sentences.md``.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.sentences("Gen. A. Rell left the U.S. on Friday. It rained.")
    ['Gen. A. Rell left the U.S. on Friday.', 'It rained.']
    >>> lc.sentences(["Né à Kaboul. Où ?"]).offsets(0)
    [(0, 12), (13, 17)]
    """
    if isinstance(texts, str):
        return _core.sentences_of_text(texts, rules=rules)
    docs = documents(texts)
    core = _core.Tokens.sentences(
        docs._core, rules=rules, threads=threads, progress=progress_callback(progress)
    )
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
    """Cut text into characters as people see them: extended grapheme clusters.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    threads : int, optional
        How many threads to use; else what ``LEXICOUNT_THREADS`` says, else all cores.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets the bytes done and the bytes in all.

    Returns
    -------
    list of str or Segments
        The clusters, white space too, for one ``str``; else a lazy sequence with a list of
        clusters for each document.

    Raises
    ------
    InputError
        Where something is no text.
    ConfigError
        Where the number of threads is out of range.

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
        return _core.graphemes_of_text(texts)
    docs = documents(texts)
    core = _core.Tokens.graphemes(docs._core, threads=threads, progress=progress_callback(progress))
    return Segments(docs, core)
