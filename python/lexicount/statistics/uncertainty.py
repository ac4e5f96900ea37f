"""Bootstrap: the uncertainty of counts, rates and ratios over samples of documents."""

from __future__ import annotations

from lexicount import _core
from lexicount._progress import run_options
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
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Table:
    r"""Estimate counts, rates, shares or ratios of terms with bootstrap confidence intervals.

    Parameters
    ----------
    texts : str, iterable of str, Series, array, frame or Documents
        See :func:`lexicount.documents`.
    terms : str or iterable of str, optional
        Only these terms, as written in text; all by default.
    statistic : {"per_million", "count", "document_share", "log_ratio"}, optional
        The frequency per million words (the default), the count, the share of documents with the
        term, or the binary logarithm of the ratio of its rates in two groups of documents (the
        default with `by`).
    by : str, optional
        The metadata column that defines the two groups of a log ratio.
    groups : (value, value), optional
        The values of that column for the first and the second group; required if it has more than
        two. By default in sorted order.
    n : int
        The number of samples.
    seed : int
        The seed of the random draw; the same seed gives the same result.
    confidence : float
        The confidence level of the intervals.
    top : int, optional
        The maximum number of terms, most frequent first.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the amount done and the total of the current step.

    Returns
    -------
    Table
        Columns: ``term``, ``count`` (and ``reference_count`` of the second group), ``estimate``,
        ``standard_error``, ``percentile_low``, ``percentile_high``, ``bca_low``, ``bca_high``.
        Most frequent first, ties in code-point order. Intervals are missing if a group has one
        document; BCa intervals also if all samples lie on one side of the estimate.

    Raises
    ------
    ConfigError
        If an option is invalid, or a group has no words.
    InputError
        If an item is not text.

    Notes
    -----
    Each of the `n` samples draws as many documents from a group as it has, with replacement (Efron
    1979). The percentile interval lies between quantiles of the samples; BCa corrects it for bias
    and for a standard error that depends on the value, by the jackknife (Efron 1987), for two
    groups as in scipy. In a log ratio a count of 0 is replaced by 0.5, as in
    :func:`lexicount.keyness`.

    Whole documents are resampled, so a word that comes in bursts has a wide interval, unlike in
    tests that treat each word as an independent draw.

    Random numbers are from SplitMix64 (Steele et al. 2014), with one stream per sample. The cost
    grows with `n` times the number of terms of the documents.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["storm", "storm storm", "calm", "calm sea", "storm at sea", "sea"]
    >>> print(lc.bootstrap(texts, "storm", statistic="document_share"))
    term   count  estimate  standard_error  percentile_low  percentile_high  bca_low  bca_high
    storm      4      0.50            0.21            0.17             0.83     0.17      0.83
    """
    docs = documents(texts)
    if statistic is None:
        statistic = "per_million" if by is None else "log_ratio"
    if (by is None) != (statistic != "log_ratio"):
        raise ConfigError(
            f"statistic={statistic!r} with by={by!r}: a log ratio needs by,"
            " other statistics have no groups"
        )
    asked, chosen = asked_terms(
        terms,
        analyzer,
        lowercase=lowercase,
        stop_words=stop_words,
        ngram_range=ngram_range,
        keep=keep,
        protect=protect,
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
        run=run_options(threads, progress),
    )
    return Table(table)


def _sides(docs: Documents, by: str, groups: tuple[object, object] | None) -> list[bool | None]:
    """Return whether each document is in the first group, None if it is in neither."""
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
