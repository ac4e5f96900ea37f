"""Uncertainty: how far counts, rates and ratios would differ in another sample of documents."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import progress_callback
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import Table
from lexicount.statistics.asked_terms import asked_terms
from lexicount.statistics.dispersion_measures import group_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Documents, Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["bootstrap"]


def bootstrap(
    texts: Texts,
    terms: str | Iterable[str] | None = None,
    *,
    statistic: str | None = None,
    by: str | None = None,
    groups: tuple[object, object] | None = None,
    n: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    top: int | None = None,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Estimate counts, rates, shares or ratios of terms with intervals, by drawing documents anew.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    terms : str or iterable of str, optional
        Only these, as people write them; else all.
    statistic : {"per_million", "count", "document_share", "log_ratio"}, optional
        Uses per million words (the default), the count, the share of documents that use the term,
        or the binary logarithm of its rate in one group of documents over that in another (the
        default where `by` is given).
    by : str, optional
        The column of metadata that tells the two groups of a log ratio.
    groups : (value, value), optional
        The values of that column for the first group and the second; needed where it has more
        than two. Else the first in order is the first.
    n : int
        How many samples are drawn.
    seed : int
        What they are drawn by: the same seed gives the same result.
    confidence : float
        Of the intervals.
    top : int, optional
        At most so many terms, the most used.
    analyzer, lowercase, stop_words, ngram_range, keep, cross_sentences
        How texts are counted: see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        How many threads to use; the result is the same for any number.
    progress : bool or callable, optional
        True for a tqdm bar; a callable gets what is done and what is to do of the present step.

    Returns
    -------
    Table
        Columns: ``term``, ``count`` (and ``reference_count`` of the second group), ``estimate``,
        ``standard_error``, ``percentile_low``, ``percentile_high``, ``bca_low``, ``bca_high``.
        Most used first, ties in code-point order. Intervals are missing where a group has one
        document; BCa's too where all samples lie on one side of the estimate.

    Raises
    ------
    ConfigError
        Where an option makes no sense, or a group has no words.
    InputError
        Where something is no text.

    Notes
    -----
    As many documents as there are in a group are drawn from it, with replacement, `n` times
    (Efron 1979). The percentile interval lies between the quantiles of the samples' values; BCa
    corrects these for bias and for a standard error that grows with the value, by the jackknife
    (Efron 1987), for two groups as scipy does. In a log ratio 0.5 stands for a count of 0, as in
    :func:`lexicount.keyness`.

    Whole documents are drawn. So a word that comes in bursts has a wide interval, which tests that
    take each word as drawn on its own do not show.

    Numbers are those of SplitMix64 (Steele et al. 2014), a stream of its own for each sample. The
    cost grows with n times the number of terms of documents.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["storm", "storm storm", "calm", "calm sea", "storm at sea", "sea"]
    >>> print(lc.bootstrap(texts, "storm", statistic="document_share"))
    term   count  estimate  standard_error  percentile_low  percentile_high  bca_low  bca_high
    storm  4      0.50      0.21            0.17            0.83             0.17     0.83
    """
    docs = documents(texts)
    if statistic is None:
        statistic = "per_million" if by is None else "log_ratio"
    if (by is None) != (statistic != "log_ratio"):
        raise ConfigError(
            f"statistic={statistic!r} with by={by!r}: a log ratio needs by,"
            " the others have no groups"
        )
    asked, chosen = asked_terms(
        terms,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        cross_sentences=cross_sentences,
    )
    table = _core.bootstrap(
        docs._core,
        analyzer=chosen._core,
        statistic=statistic,
        terms=asked,
        groups=None if by is None else _sides(docs, by, groups),
        n=n,
        seed=seed,
        confidence=confidence,
        top=top,
        threads=threads,
        progress=progress_callback(progress),
    )
    return Table(table)


def _sides(docs: Documents, by: str, groups: tuple[object, object] | None) -> list[bool | None]:
    """Return for each document whether it is of the first group, or None where it is of neither."""
    numbers, values = group_numbers(docs, by)
    if groups is None:
        if len(values) != 2:
            shown = ", ".join(map(repr, values[:5]))
            raise ConfigError(
                f"by={by!r} has {len(values)} values, such as {shown}: give two of them as groups"
            )
        groups = (values[0], values[1])
    if not isinstance(groups, tuple | list) or len(groups) != 2 or groups[0] == groups[1]:
        raise ConfigError(f"groups={groups!r}: give two different values of {by!r}")
    for value in groups:
        if value not in values:
            shown = ", ".join(map(repr, values[:5]))
            raise ConfigError(f"groups: {by!r} has no value {value!r}; it has {shown}")
    first, second = (values.index(value) for value in groups)
    sides: dict[int | None, bool] = {first: True, second: False}
    return [sides.get(number) for number in numbers]
