"""Counting terms in documents."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import columns_of
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.counts.grouped import GroupedKeywordFrequency
from lexicount.counts.terms import KeywordFrequency, listed_weights
from lexicount.exceptions import ConfigError
from lexicount.tokens.analyzers import chosen_analyzer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, overload

    from lexicount._progress import Progress
    from lexicount._types import By, Every
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["keyword_frequency"]


if TYPE_CHECKING:

    @overload
    def keyword_frequency(
        texts: Texts,
        *,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] | None = None,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
        cross_sentences: bool | None = None,
        by: None = None,
        every: Every | None = None,
        weights: Iterable[float] | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> KeywordFrequency: ...

    @overload
    def keyword_frequency(
        texts: Texts,
        *,
        analyzer: Analyzer | None = None,
        lowercase: bool | None = None,
        stop_words: str | Iterable[str] | None = None,
        ngram_range: tuple[int, int] | None = None,
        keep: str | Iterable[str] | None = None,
        protect: Iterable[str] | None = None,
        min_df: float = 1,
        max_df: float | None = None,
        top: int | None = None,
        cross_sentences: bool | None = None,
        by: By,
        every: Every | None = None,
        weights: Iterable[float] | None = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> GroupedKeywordFrequency: ...


def keyword_frequency(
    texts: Texts,
    *,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    min_df: float = 1,
    max_df: float | None = None,
    top: int | None = None,
    cross_sentences: bool | None = None,
    by: By | None = None,
    every: Every | None = None,
    weights: Iterable[float] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> KeywordFrequency | GroupedKeywordFrequency:
    """Count how often each term is used, and in how many documents.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    analyzer : Analyzer, optional
        How terms are made from text, with further options such as stemmers and skip-grams. It
        replaces `lowercase`, `stop_words`, `ngram_range`, `keep`, `protect` and `cross_sentences`,
        which cannot be given together with it.
    lowercase : bool, default True
        Apply full Unicode case folding. Words that look the same become one term in any case: the
        step ``equivalents`` of :func:`normalize`.
    stop_words : str or iterable of str, optional
        Words to remove: the list of a language by its ISO 639-1 code (see :func:`stop_words`),
        ``"auto"`` for that of each document's language, the words themselves, or all in one list,
        ``["auto", "said"]``; see :class:`Analyzer` and :meth:`KeywordFrequency.languages`. They are
        removed before n-grams are formed, as in scikit-learn.
    ngram_range : (int, int), default (1, 1)
        The minimum and maximum number of words in a term, joined by one space.
    keep : str or iterable of str, optional
        Protected tokens, such as ``["hyphens", "urls"]``, or ``"news"`` for all kinds; see
        :func:`lexicount.tokenize`.
    protect : iterable of str, optional
        Terms that are not split, removed as stop words or stemmed: ``["C++", "New York"]``; see
        :class:`Analyzer`.
    min_df, max_df : int or float
        Show only terms whose document frequency is within these bounds: an int is a number of
        documents, a float a share of the documents that are not missing.
    top : int, optional
        Show at most this many terms.
    cross_sentences : bool
        Let n-grams cross sentence boundaries.
    by : str or list of str, optional
        Count each group of documents separately: those with one value in this metadata column, or
        with the same values in several columns, ``by=["source", "date"]``. A document with a list
        of values is counted in the group of each value.
    every : {"decade", "year", "quarter", "month", "week", "day"}, optional
        The time bins for the dates of the column `by`: ``by="date", every="month"``. Of several
        columns, it is the one that is called ``date``, or else the last. Dates are read in any form
        that :func:`lexicount.documents` lists. Documents without a date, or with one that is too
        coarse for the bins (a year, for months), form the group None;
        :attr:`GroupedKeywordFrequency.undated` gives the reasons.
    weights : iterable of float, optional
        The weight of each document: 0 ignores it, 0.5 counts it and its terms by half. Counts are
        then floats, unless all weights are 0 or 1.
    threads : int, optional
        The number of threads; by default ``LEXICOUNT_THREADS`` or all cores. Results do not depend
        on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    KeywordFrequency
        Columns: ``term``, ``count``, ``document_frequency`` (documents), ``per_million`` (count per
        million tokens read, including stop words), ``rank`` (from 1). Most frequent first; ties in
        code-point order of the terms. With `by` a :class:`GroupedKeywordFrequency`, with the group
        as first column, and bounds, rates and ranks within the group.

    Raises
    ------
    InputError
        If an item is not text.
    ConfigError
        If an option is invalid; the message says what is accepted.

    Notes
    -----
    One pass, linear in the length of the texts. Memory grows with the number of distinct terms: for
    each thread, the bytes of each term and about 100 more, with n-grams up to 40 more. Files that
    :func:`lexicount.read` has not loaded are counted batch by batch, with at most about 64 MB of
    text in memory.

    Examples
    --------
    >>> import lexicount as lc
    >>> freq = lc.keyword_frequency(["To be, or not to be.", "Be quick!"], top=2)
    >>> print(freq.top())
    term  count  document_frequency  per_million  rank
    be        3                   2    375000.00     1
    to        2                   1    250000.00     2
    >>> dates = ["2023-07-14", "2023-08-01"]
    >>> docs = lc.documents(["A fire.", "A flood."], metadata={"date": dates})
    >>> lc.keyword_frequency(docs, by="date", every="month")["2023-08"]["flood"]
    1
    >>> lc.keyword_frequency(["A fire.", "A fire."], weights=[0.5, 0.5])["fire"]
    1.0
    """
    source = documents(texts)._source
    options: dict[str, Any] = {
        "analyzer": chosen_analyzer(
            analyzer,
            lowercase=lowercase,
            stop_words=stop_words,
            ngram_range=ngram_range,
            keep=keep,
            protect=protect,
            cross_sentences=cross_sentences,
        )._core,
        "run": run_options(threads, progress),
    }
    shown: dict[str, Any] = {"min_df": min_df, "max_df": max_df, "top": top}
    if by is None:
        if every is not None:
            raise ConfigError(
                f'every={every!r} without by: name the column of dates, such as by="date"'
            )
        counts = _core.count_terms(source, weights=listed_weights(weights), **options)
        return KeywordFrequency(counts, **shown)
    if weights is not None:
        raise ConfigError("both by and weights were given: groups cannot be weighted")
    grouped = _core.count_terms_by(source, by=columns_of(by), every=every, **options)
    return GroupedKeywordFrequency(grouped, **shown)
