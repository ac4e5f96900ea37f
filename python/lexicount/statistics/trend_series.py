"""Trends: term frequencies over time, with tests for trends and changes."""

from __future__ import annotations

from lexicount import _core
from lexicount._arguments import checked_strings
from lexicount._format import plural, undated_text
from lexicount._progress import run_options
from lexicount.corpus.collection import documents
from lexicount.exceptions import ConfigError
from lexicount.results import BinnedResult, Table
from lexicount.statistics.asked_terms import asked_terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matplotlib.axes import Axes

    from lexicount._progress import Progress
    from lexicount.corpus.collection import Texts
    from lexicount.tokens.analyzers import Analyzer

__all__ = ["Trends", "trends"]


class Trends(BinnedResult):
    """Counts and rates of terms by time bin, made by :func:`trends`.

    One row per term and bin; :attr:`tests` has one row per term.
    """

    _bar = "per_million"

    def __init__(self, series: _core.Table, tests: _core.Table, undated: dict[str, int]) -> None:
        self._series = series
        self._tests = tests
        self._without_bin = undated

    @property
    def tests(self) -> Table:
        """The tests for trends and changes, with one row per term."""
        return Table(self._tests)

    def plot(
        self, terms: str | Iterable[str] | None = None, *, n: int = 6, ax: Axes | None = None
    ) -> Axes:
        """Draw the rate of each term over time.

        Rates are smoothed, if `smoothing` was requested. A dashed vertical line is the first bin
        after a significant change. Documents without a bin are left out.

        Parameters
        ----------
        terms : str or iterable of str, optional
            Some of the terms, as they are counted; by default the first `n`.
        n : int
            The number of terms, if none are given.
        ax : matplotlib Axes, optional
            Where to draw; by default on a new figure.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ConfigError
            If an argument is invalid.

        Examples
        --------
        >>> import lexicount as lc
        >>> docs = lc.documents(["ice", "ice, rope"], metadata={"date": ["2001", "2002"]})
        >>> axes = lc.trends(docs, ["ice", "rope"]).plot("ice")
        >>> axes.lines[0].get_ydata().tolist()
        [1000000.0, 500000.0]
        """
        from lexicount.plots.lines import time_lines
        from lexicount.plots.style import checked_number

        rates = self._rates()
        asked = list(rates)[: checked_number(n)] if terms is None else _asked(terms, rates)
        changes = zip(*map(self._tests.column, ("term", "change", "change_date")), strict=True)
        is_smoothed = "per_million_smoothed" in self._series.column_names
        return time_lines(
            ax,
            list(next(iter(rates.values()), {})),
            {term: list(rates[term].values()) for term in asked},
            title="Terms over time",
            unit="occurrences per million words" + (", smoothed" if is_smoothed else ""),
            marked={term: date for term, change, date in changes if change in ("rise", "fall")},
        )

    def _rates(self) -> dict[str, dict[str, float | None]]:
        """Return the rate of each term by bin."""
        columns = self._series.to_dict()
        shown = columns.get("per_million_smoothed", columns["per_million"])
        rates: dict[str, dict[str, float | None]] = {}
        for term, date, rate in zip(columns["term"], columns["date"], shown, strict=True):
            if date is not None:
                rates.setdefault(term, {})[date] = rate
        return rates

    def _undated(self) -> dict[str, int]:
        return self._without_bin

    def __len__(self) -> int:
        return len(self._series)

    def _table(self) -> _core.Table:
        return self._series

    def _summary(self) -> str:
        tests = self._tests.to_dict()
        n_bins = len({date for date in self._series.column("date") if date is not None})
        size = f"{plural(len(self._tests), 'term')}, {plural(n_bins, 'bin')}"
        for name in ("rising", "falling"):
            found = [
                term
                for term, trend in zip(tests["term"], tests["trend"], strict=True)
                if trend == name
            ]
            if found:
                size += f"; {name}: {', '.join(found[:3])}{', …' if len(found) > 3 else ''}"
        return size + undated_text(self.undated)


def _asked(terms: str | Iterable[str], known: Mapping[str, object]) -> list[str]:
    """Return the terms to draw; raises ConfigError if one was not counted."""
    asked = [terms] if isinstance(terms, str) else checked_strings("terms", list(terms))
    for term in asked:
        if term not in known:
            raise ConfigError(f"terms: {term!r} was not counted; counted are {', '.join(known)}")
    return list(asked)


def trends(
    texts: Texts,
    terms: str | Iterable[str],
    *,
    date: str = "date",
    every: str = "year",
    smoothing: int | None = None,
    test: str | None = "mann_kendall",
    change: str | None = "pettitt",
    correction: str | None = "holm",
    alpha: float = 0.05,
    permutations: int = 999,
    seed: int = 0,
    analyzer: Analyzer | None = None,
    lowercase: bool | None = None,
    stop_words: str | Iterable[str] | None = None,
    ngram_range: tuple[int, int] | None = None,
    keep: str | Iterable[str] | None = None,
    protect: Iterable[str] | None = None,
    cross_sentences: bool | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Trends:
    r"""Count terms by time bin, and test each for a trend and a change.

    Parameters
    ----------
    texts : frame, Series with dates as index, or Documents
        See :func:`lexicount.documents`; the dates are a metadata column.
    terms : str or iterable of str
        The terms to count, as written in text. A term of several words is counted where they are
        adjacent.
    date : str
        The column of dates, in any form that :func:`lexicount.documents` lists.
    every : {"decade", "year", "quarter", "month", "week", "day"}
        The length of a time bin. Weeks follow ISO 8601. A document with a date that is too coarse
        is counted without a bin.
    smoothing : int, optional
        Add the rate smoothed over this many neighbouring bins, an odd number.
    test : {"mann_kendall", None}
        The test for a trend.
    change : {"pettitt", "log_likelihood", None}
        The test for one change at an unknown time.
    correction : {"holm", "benjamini_hochberg", None}
        The correction of p-values for multiple tests.
    alpha : float
        The significance level of corrected p-values.
    permutations, seed : int
        The number of permutations for ``change="log_likelihood"``, and their seed.
    analyzer, lowercase, stop_words, ngram_range, keep, protect, cross_sentences
        How texts are counted; see :func:`lexicount.keyword_frequency`. By default `ngram_range` is
        that of the terms.
    threads : int, optional
        The number of threads; results do not depend on it.
    progress : bool or callable, optional
        True for a tqdm bar; a callable receives the bytes done and the total.

    Returns
    -------
    Trends
        Columns: ``term``; ``date`` (``2023``, ``2023-Q3``, ``2023-07``, ``2023-W28``,
        ``2023-07-14``), all bins from the first to the last, then None for documents without a bin,
        if there are any; ``count``, ``document_frequency``; ``tokens`` and ``documents`` of the
        bin; ``per_million``, None if the bin has no words; ``per_million_smoothed`` if requested.

    Raises
    ------
    ConfigError
        If the column does not exist, the analyzer makes no term of a given one, or an option is
        invalid.
    InputError
        If an item is not text.

    Notes
    -----
    The tests use the rates of all bins with words, at least four.

    - ``mann_kendall``: S is the number of pairs of bins with a rising rate minus those with a
      falling one; z is S with continuity correction, divided by its standard deviation with ties
      (Mann 1945, Kendall 1975). ``kendall_tau`` is tau-b. ``sen_slope`` is the median slope of all
      pairs, in uses per million words and bin (Sen 1968); None for more than 4,096 bins.
    - ``pettitt``: K is the maximum of
      :math:`|\sum_{i \le t} \sum_{j > t} \mathrm{sign}(x_i - x_j)|`, its p-value
      :math:`2 \exp(-6 K^2 / (n^3 + n^2))`, which is conservative for few bins (Pettitt 1979).
    - ``log_likelihood``: the maximum G2 (Dunning 1993) of the counts before and after a bin; its
      p-value is the share of random permutations of the bins that reach it.

    ``change_date`` is the first bin after the change. All tests assume independent bins; otherwise
    p-values are too small.

    The cost is that of counting, plus a part quadratic in the number of bins.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["ice"] * 4 + ["ice and rope", "rope", "rope", "a rope"]
    >>> docs = lc.documents(texts, metadata={"date": [str(2001 + n) for n in range(8)]})
    >>> found = lc.trends(docs, ["rope", "ice"])
    >>> found
    Trends(2 terms, 8 bins; rising: rope; falling: ice)
    >>> found.tests["change_date"]
    ['2005', '2005']
    """
    if test not in ("mann_kendall", None):
        raise ConfigError(f"test={test!r}: unknown test; use 'mann_kendall' or None")
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
    series, tests, undated = _core.term_trends(
        documents(texts)._core,
        asked or [],
        analyzer=chosen._core,
        date=date,
        every=every,
        smoothing=smoothing,
        trend=test is not None,
        change=change,
        permutations=permutations,
        seed=seed,
        correction=correction,
        alpha=alpha,
        run=run_options(threads, progress),
    )
    return Trends(series, tests, undated)
